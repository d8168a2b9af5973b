package app

import (
	"context"
	"net/http"

	"touyan/internal/platform/web"
)

// publishCheckpoint lets anybody keep what was signed, and the key to check it with.
func (a *App) publishCheckpoint() {
	page := func(get func(context.Context) ([]byte, error)) func(http.ResponseWriter, *http.Request) error {
		return func(w http.ResponseWriter, r *http.Request) error {
			text, err := get(r.Context())
			if err != nil {
				return err
			}
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			_, err = w.Write(text)
			return err
		}
	}
	web.Page(a.Web, web.ForPublic(), web.Op{ID: "log.checkpoint", Method: http.MethodGet, Path: "/checkpoint", Summary: "Signed head of the journal"}, page(a.checkpoint))
	web.Page(a.Web, web.ForPublic(), web.Op{ID: "log.key", Method: http.MethodGet, Path: "/checkpoint/key", Summary: "Key of the checkpoints"}, page(a.checkpointKey))
}
