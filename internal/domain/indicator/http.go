package indicator

import (
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type items[T any] struct {
	Body struct {
		Items []T `json:"items" nullable:"false"`
	}
}

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type boardIn struct {
	Place  kernel.ID  `query:"place"`
	Unit   kernel.ID  `query:"body" doc:"of a body instead of a place"`
	Post   kernel.ID  `query:"post" doc:"of who holds a post instead: the appointment"`
	Period string     `query:"period" enum:"day,week,month,quarter,half_year,year" default:"month"`
	Day    kernel.Day `query:"day"`
}

type oneIn struct {
	ID     string     `path:"id" maxLength:"40"`
	Place  kernel.ID  `query:"place"`
	Unit   kernel.ID  `query:"body"`
	Post   kernel.ID  `query:"post"`
	Period string     `query:"period" enum:"day,week,month,quarter,half_year,year" default:"month"`
	Day    kernel.Day `query:"day"`
	Level  int        `query:"level" minimum:"0" maximum:"3" doc:"the level of the places below: 2 townships, 3 villages; right below where none is named"`
}

type freezeIn struct {
	ID   string `path:"id" maxLength:"40"`
	Body NewFreeze
}

type noIn struct {
	No int `path:"no" minimum:"1"`
}

// Register enters the room's operations and its public page.
func (s *Service) Register(w *web.Server) {
	see := web.ForOfficer(web.Perm(PermList))
	web.Register(w, see, web.Op{ID: "indicator.list", Method: http.MethodGet, Path: "/api/indicators", Summary: "The indicators of a place, a body or who holds a post for a period, with the periods before"},
		func(ctx context.Context, in *boardIn) (*one[*Board], error) {
			return single(s.Board(ctx, Ask{Place: in.Place, Body: in.Unit, Post: in.Post, Period: in.Period, Day: in.Day}))
		})
	web.Register(w, see, web.Op{ID: "indicator.get", Method: http.MethodGet, Path: "/api/indicators/{id}", Summary: "One indicator: its measures with the records behind them, the places below, the periods before"},
		func(ctx context.Context, in *oneIn) (*one[*Traced], error) {
			return single(s.Get(ctx, in.ID, Ask{Place: in.Place, Body: in.Unit, Post: in.Post, Period: in.Period, Day: in.Day, Level: kernel.Level(in.Level)}))
		})
	web.Register(w, web.ForOfficer(web.Perm(PermFreeze)), web.Op{ID: "indicator.freeze", Method: http.MethodPost, Path: "/api/indicators/{id}/freeze", Summary: "Keep what a figure rests on, for what is published with it"},
		func(ctx context.Context, in *freezeIn) (*one[*FrozenDetail], error) {
			return single(s.Freeze(ctx, in.ID, in.Body))
		})
	web.Register(w, see, web.Op{ID: "indicator.bases", Method: http.MethodGet, Path: "/api/indicators/bases", Summary: "Frozen figures of my places, the newest first"},
		func(ctx context.Context, _ *struct{}) (*items[Frozen], error) {
			var out items[Frozen]
			var err error
			out.Body.Items, err = s.Bases(ctx)
			return &out, err
		})
	web.Register(w, see, web.Op{ID: "indicator.basis", Method: http.MethodGet, Path: "/api/indicators/bases/{no}", Summary: "What a frozen figure rests on, worked out again"},
		func(ctx context.Context, in *noIn) (*one[*FrozenDetail], error) { return single(s.Basis(ctx, in.No)) })
	web.Page(w, see, web.Op{ID: "indicator.export", Method: http.MethodGet, Path: "/api/exports/indicators.xlsx", Summary: "The indicators of a place as a workbook"}, s.sendBoard)
	web.Page(w, see, web.Op{ID: "indicator.export_one", Method: http.MethodGet, Path: "/api/exports/indicator.xlsx", Summary: "One indicator with its places and periods as a workbook"}, s.sendOne)
	web.Page(w, see, web.Op{ID: "indicator.export_bases", Method: http.MethodGet, Path: "/api/exports/bases.xlsx", Summary: "Frozen figures of my places as a workbook"}, s.sendBases)
	s.registerPages(w)
}

// askOf reads what is asked from the address of a workbook.
func askOf(r *http.Request) (Ask, error) {
	q := r.URL.Query()
	a := Ask{Period: q.Get("period"), Day: kernel.Day(q.Get("day"))}
	for key, id := range map[string]*kernel.ID{"place": &a.Place, "body": &a.Body, "post": &a.Post} {
		if p := q.Get(key); p != "" {
			var err error
			if *id, err = kernel.ParseID(p); err != nil {
				return a, err
			}
		}
	}
	if q.Get("level") == "3" {
		a.Level = kernel.LevelVillage
	}
	return a, nil
}

func (s *Service) sendBoard(rw http.ResponseWriter, r *http.Request) error {
	a, err := askOf(r)
	if err != nil {
		return err
	}
	b, err := s.Board(r.Context(), a)
	if err != nil {
		return err
	}
	return web.SendBook(rw, r, "indicators", func(w io.Writer) error { return writeBoard(w, b) })
}

func (s *Service) sendOne(rw http.ResponseWriter, r *http.Request) error {
	a, err := askOf(r)
	if err != nil {
		return err
	}
	t, err := s.Get(r.Context(), r.URL.Query().Get("id"), a)
	if err != nil {
		return err
	}
	return web.SendBook(rw, r, "indicator", func(w io.Writer) error { return writeTraced(w, t) })
}

func (s *Service) sendBases(rw http.ResponseWriter, r *http.Request) error {
	list, err := s.Bases(r.Context())
	if err != nil {
		return err
	}
	return web.SendBook(rw, r, "bases", func(w io.Writer) error { return writeBases(w, list) })
}
