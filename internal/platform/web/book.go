package web

import (
	"io"
	"net/http"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/sheet"
)

// SendBook sends the rows that write gives, in the form that the address asks for (?format=xlsx, csv or json, and ?sheet= for one of
// several): every list that goes out as a workbook goes out in all three. It is whole before its first byte is sent, so that an error
// can still be told.
func SendBook(rw http.ResponseWriter, r *http.Request, name string, write func(io.Writer) error) error {
	q := r.URL.Query()
	to := &sheet.Target{Format: sheet.Format(strings.ToLower(q.Get("format"))), Sheet: q.Get("sheet")}
	if err := write(to); err != nil {
		return err
	}
	mime, ending := to.Type()
	h := rw.Header()
	h.Set("Content-Type", mime)
	h.Set("Content-Disposition", `attachment; filename="`+name+"."+ending+`"`)
	h.Set("Cache-Control", "no-store")
	_, err := rw.Write(to.Bytes())
	return err
}

// PlaceOf is the place that the address of a workbook asks for; 0: all that the reader has.
func PlaceOf(r *http.Request) (kernel.ID, error) {
	if text := r.URL.Query().Get("place"); text != "" {
		return kernel.ParseID(text)
	}
	return 0, nil
}
