package place

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type oneOut struct{ Body Place }

type searchIn struct {
	Q     string `query:"q" maxLength:"60"`
	Limit int    `query:"limit" minimum:"0" maximum:"200"`
}

type searchOut struct {
	Body struct {
		Items []Found `json:"items" nullable:"false"`
	}
}

type createIn struct{ Body Draft }

type updateIn struct {
	ID   kernel.ID `path:"id"`
	Body Change
}

type closeIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64      `json:"rev"`
		Day    kernel.Day `json:"day"`
		Reason string     `json:"reason" maxLength:"500"`
	}
}

type actIn struct{ Body Act }

type previewOut struct{ Body Preview }

type plansIn struct {
	Place kernel.ID `query:"place"`
}

type plansOut struct {
	Body struct {
		Items []Planned `json:"items" nullable:"false"`
	}
}

type cancelIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev int64 `json:"rev"`
	}
}

type historyIn struct {
	ID kernel.ID `path:"id"`
}

type historyOut struct{ Body History }

// registerActs enters the changes of the structure.
func (s *Service) registerActs(w *web.Server) {
	list, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEdit))
	web.Register(w, edit, web.Op{ID: "place.act", Method: http.MethodPost, Path: "/api/places/acts", Summary: "Rename, move, merge, split or close places from a day on"},
		func(ctx context.Context, in *actIn) (*previewOut, error) {
			p, err := s.Act(ctx, in.Body)
			return &previewOut{p}, err
		})
	web.Register(w, edit, web.Op{ID: "place.preview", Method: http.MethodPost, Path: "/api/places/acts/preview", Summary: "What such a change would do; nothing is saved"},
		func(ctx context.Context, in *actIn) (*previewOut, error) {
			p, err := s.Preview(ctx, in.Body)
			return &previewOut{p}, err
		})
	web.Register(w, edit, web.Op{ID: "place.plans", Method: http.MethodGet, Path: "/api/places/plans", Summary: "List planned changes of the structure"},
		func(ctx context.Context, in *plansIn) (*plansOut, error) {
			var out plansOut
			var err error
			out.Body.Items, err = s.Plans(ctx, in.Place)
			return &out, err
		})
	web.Register(w, edit, web.Op{ID: "place.cancel_plan", Method: http.MethodPost, Path: "/api/places/plans/{id}/cancel", Summary: "Take a planned change back"},
		func(ctx context.Context, in *cancelIn) (*struct{}, error) {
			return nil, s.CancelPlan(ctx, in.ID, in.Body.Rev)
		})
	web.Register(w, list, web.Op{ID: "place.history", Method: http.MethodGet, Path: "/api/places/{id}/history", Summary: "What a place was called, where it belonged, and what it came from"},
		func(ctx context.Context, in *historyIn) (*historyOut, error) {
			h, err := s.History(ctx, in.ID)
			return &historyOut{h}, err
		})
}

// Register enters the room's operations. Lists and details of places are those of the room body, which knows who answers
// for each of them.
func (s *Service) Register(w *web.Server) {
	s.registerActs(w)
	s.registerShapes(w)
	list, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEdit))
	web.Register(w, list, web.Op{ID: "place.search", Method: http.MethodGet, Path: "/api/places/search", Summary: "Find places by name, code or pinyin"},
		func(ctx context.Context, in *searchIn) (*searchOut, error) {
			var out searchOut
			var err error
			out.Body.Items, err = s.Search(ctx, in.Q, in.Limit)
			return &out, err
		})
	web.Register(w, edit, web.Op{ID: "place.create", Method: http.MethodPost, Path: "/api/places", Summary: "Add a place"},
		func(ctx context.Context, in *createIn) (*oneOut, error) {
			p, err := s.Create(ctx, in.Body)
			return &oneOut{p}, err
		})
	web.Register(w, edit, web.Op{ID: "place.update", Method: http.MethodPatch, Path: "/api/places/{id}", Summary: "Change a place"},
		func(ctx context.Context, in *updateIn) (*oneOut, error) {
			p, err := s.Update(ctx, in.ID, in.Body)
			return &oneOut{p}, err
		})
	web.Register(w, edit, web.Op{ID: "place.close", Method: http.MethodPost, Path: "/api/places/{id}/close", Summary: "Close a place on a day"},
		func(ctx context.Context, in *closeIn) (*oneOut, error) {
			p, err := s.Close(ctx, in.ID, in.Body.Rev, in.Body.Day, in.Body.Reason)
			return &oneOut{p}, err
		})
}
