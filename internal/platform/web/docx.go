package web

import (
	"io"
	"net/http"
	"net/url"
)

// Docx is the kind of a Word document.
const Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// Send sends a file that was made whole before, so that an error before its end can still be told; plain is its name for browsers that
// know no other letters.
func Send(w http.ResponseWriter, kind, plain, name string, file io.WriterTo) error {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+plain+`"; filename*=UTF-8''`+url.PathEscape(name))
	h.Set("Cache-Control", "no-store")
	_, err := file.WriteTo(w)
	return err
}
