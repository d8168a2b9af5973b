package overview

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type paged[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

type screenIn struct {
	Place kernel.ID `query:"place"`
}

type wallsIn struct {
	Cursor string `query:"cursor" maxLength:"200"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type makeWallIn struct{ Body NewWall }

type endWallIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev int64 `json:"rev"`
	}
}

type wallIn struct {
	Code  string    `path:"code" maxLength:"60"`
	Place kernel.ID `query:"place"`
}

type wallShapes struct {
	Body struct {
		Items []place.Shape `json:"items" nullable:"false"`
	}
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see, wall := web.ForOfficer(web.Perm(PermSee)), web.ForOfficer(web.Perm(PermWall))
	web.Register(w, see, web.Op{ID: "overview.screen", Method: http.MethodGet, Path: "/api/overview", Summary: "How a place stands, on one screen"},
		func(ctx context.Context, in *screenIn) (*one[*Screen], error) { return single(s.Screen(ctx, in.Place)) })
	web.Stream(w, see, web.Op{ID: "overview.live", Path: "/api/overview/live", Summary: "The same as it changes, and what happens, as server-sent events"}, s.streamPlace)
	web.Register(w, wall, web.Op{ID: "overview.walls", Method: http.MethodGet, Path: "/api/walls", Summary: "Links to screens on walls"},
		func(ctx context.Context, in *wallsIn) (*paged[Wall], error) {
			var out paged[Wall]
			var err error
			out.Body.Items, out.Body.Next, err = s.Walls(ctx, kernel.Page{Cursor: in.Cursor, Limit: in.Limit})
			return &out, err
		})
	web.Register(w, wall, web.Op{ID: "overview.make_wall", Method: http.MethodPost, Path: "/api/walls", Summary: "Make a link to a screen on a wall"},
		func(ctx context.Context, in *makeWallIn) (*one[*MadeWall], error) {
			return single(s.MakeWall(ctx, in.Body))
		})
	web.Register(w, wall, web.Op{ID: "overview.end_wall", Method: http.MethodPost, Path: "/api/walls/{id}/end", Summary: "Make a link open nothing any more"},
		func(ctx context.Context, in *endWallIn) (*struct{}, error) {
			return nil, s.EndWall(ctx, in.ID, in.Body.Rev)
		})
	s.registerSheets(w)
	web.Register(w, web.ForPublic(), web.Op{ID: "overview.wall", Method: http.MethodGet, Path: "/api/wall/{code}", Summary: "What a wall shows of its place, or of one below it"},
		func(ctx context.Context, in *wallIn) (*one[*WallScreen], error) {
			return single(s.WallScreen(ctx, in.Code, in.Place))
		})
	web.Register(w, web.ForPublic(), web.Op{ID: "overview.wall_shapes", Method: http.MethodGet, Path: "/api/wall/{code}/shapes", Summary: "The outlines of the places below one that a wall shows"},
		func(ctx context.Context, in *wallIn) (*wallShapes, error) {
			var out wallShapes
			var err error
			out.Body.Items, err = s.WallShapes(ctx, in.Code, in.Place)
			return &out, err
		})
	web.Stream(w, web.ForPublic(), web.Op{ID: "overview.wall_live", Path: "/api/wall/{code}/live", Summary: "What a wall shows as it changes"}, s.streamWall)
}

// registerSheets enters what goes out as a workbook.
func (s *Service) registerSheets(w *web.Server) {
	web.Page(w, web.ForOfficer(web.Perm(PermWall)), web.Op{ID: "overview.export_walls", Method: http.MethodGet, Path: "/api/exports/walls.xlsx", Summary: "Links to screens on walls as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			return web.SendBook(rw, r, "walls", func(w io.Writer) error {
				return writeWalls(w, func(p kernel.Page) ([]Wall, string, error) { return s.Walls(r.Context(), p) })
			})
		})
	web.Page(w, web.ForOfficer(web.Perm(PermSee)), web.Op{ID: "overview.export", Method: http.MethodGet, Path: "/api/exports/overview.xlsx", Summary: "How the places of a screen stand as a workbook"},
		func(rw http.ResponseWriter, r *http.Request) error {
			at, err := web.PlaceOf(r)
			if err != nil {
				return err
			}
			sc, err := s.Screen(r.Context(), at)
			if err != nil {
				return err
			}
			return web.SendBook(rw, r, "overview", func(w io.Writer) error { return writePlaces(w, sc) })
		})
}

// streamPlace streams the screen of a place that the reader has whole.
func (s *Service) streamPlace(ctx context.Context, r *http.Request, last int64, out *web.Events) error {
	var id kernel.ID
	if text := r.URL.Query().Get("place"); text != "" {
		var err error
		if id, err = kernel.ParseID(text); err != nil {
			return err
		}
	}
	at, err := s.Watchable(ctx, id)
	if err != nil {
		return err
	}
	return s.stream(ctx, r, at, last, out, func(b []byte) ([]byte, error) { return b, nil })
}

// streamWall streams the screen of a wall's own place.
func (s *Service) streamWall(ctx context.Context, r *http.Request, last int64, out *web.Events) error {
	at, err := s.WallPlace(ctx, r.PathValue("code"))
	if err != nil {
		return err
	}
	return s.stream(ctx, r, at, last, out, func(b []byte) ([]byte, error) {
		var sc Screen
		if err := json.Unmarshal(b, &sc); err != nil {
			return nil, err
		}
		return json.Marshal(sc.forWall())
	})
}

// stream tells a reader what is new until ctx ends, or until the seconds are over that they asked for.
func (s *Service) stream(ctx context.Context, r *http.Request, at kernel.ID, last int64, out *web.Events, dress func([]byte) ([]byte, error)) error {
	if text := r.URL.Query().Get("seconds"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 600 {
			return kernel.Invalid("seconds", "out_of_range")
		}
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Duration(n)*time.Second)
		defer cancel()
	}
	if err := out.Beat(); err != nil {
		return err
	}
	beat := out.Beats()
	defer beat.Stop()
	return s.Listen(ctx, at, last, beat.C, func(n News) error {
		if n.Beat {
			return out.Beat()
		}
		if n.Screen != nil {
			b, err := dress(n.Screen)
			if err == nil {
				err = out.Send(n.No, "screen", b)
			}
			if err != nil {
				return err
			}
		}
		if len(n.Told) == 0 {
			return nil
		}
		b, err := json.Marshal(n.Told)
		if err != nil {
			return err
		}
		return out.Send(n.No, "told", b)
	})
}
