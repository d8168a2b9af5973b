package web

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/files"
)

// ReadFiles reads uploaded files of a field into memory, each only as far as an attachment may go.
func ReadFiles(field string, list []FormFile) ([]files.Upload, error) {
	var out []files.Upload
	for _, f := range list {
		if !f.IsSet || f.Size == 0 {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(f, files.MaxBytes+1))
		if err != nil {
			return nil, kernel.Invalid(field, "picture_broken").Because(err)
		}
		out = append(out, files.Upload{Name: f.Filename, Data: data})
	}
	return out, nil
}

// SendFile writes an attachment; the browser may keep it for itself for as long as the session may last.
func SendFile(w http.ResponseWriter, r *http.Request, f *files.File, err error) error {
	if err != nil {
		return err
	}
	defer func() { _ = f.Data.Close() }()
	attachment(w, f.Mime, f.Name)
	w.Header().Set("Cache-Control", "private, max-age=3600")
	w.Header().Set("ETag", `"`+f.Hash+`"`)
	http.ServeContent(w, r, "", time.Time{}, f.Data)
	return nil
}

// SendPaper sends what was opened for a reason: each look is a look of its own, so nothing on the way keeps it.
func SendPaper(w http.ResponseWriter, r *http.Request, mime, name string, data []byte) {
	attachment(w, mime, name)
	w.Header().Set("Cache-Control", "no-store")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}

// attachment says what is sent. A document, which has a name, goes to the disk, not into a page, and could do nothing in one.
func attachment(w http.ResponseWriter, mime, name string) {
	w.Header().Set("Content-Type", mime)
	if name != "" {
		w.Header().Set("Content-Disposition", `attachment; filename="document.pdf"; filename*=UTF-8''`+url.PathEscape(name))
		w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'")
	}
}

// PathIDs reads two ids out of the path: of a record, and of something in it.
func PathIDs(r *http.Request, of, in string) (id, part kernel.ID, err error) {
	if id, err = kernel.ParseID(r.PathValue(of)); err == nil {
		part, err = kernel.ParseID(r.PathValue(in))
	}
	return id, part, err
}
