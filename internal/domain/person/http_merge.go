package person

import (
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type pairsIn struct {
	State  string    `query:"state" enum:"open,different,merged" default:"open"`
	Place  kernel.ID `query:"place"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
	Cursor string    `query:"cursor"`
}

type pairsOut struct {
	Body struct {
		Items []Pair `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

type pairOut struct{ Body Pair }

type findPairsIn struct {
	Body struct {
		PlaceID kernel.ID `json:"place_id" required:"false"`
	}
}

type findPairsOut struct {
	Body struct {
		Found int `json:"found"`
	}
}

type pairIn struct {
	Body struct {
		A kernel.ID `json:"a_id"`
		B kernel.ID `json:"b_id"`
	}
}

type decideIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"500"`
	}
}

type mergeIn struct {
	ID   kernel.ID `path:"id"`
	Body MergeChoice
}

type unmergeOut struct{ Body Unmerged }

// registerPairs enters the operations on entries that may be one person.
func (s *Service) registerPairs(w *web.Server) {
	may := web.ForOfficer(web.Perm(PermMerge))
	web.Register(w, may, web.Op{ID: "person.pairs", Method: http.MethodGet, Path: "/api/person-pairs", Summary: "Entries that may be one person"},
		func(ctx context.Context, in *pairsIn) (*pairsOut, error) {
			var out pairsOut
			var err error
			out.Body.Items, out.Body.Next, err = s.Pairs(ctx, PairFilter{State: PairState(in.State), Place: in.Place}, kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	web.Page(w, may, web.Op{ID: "person.export_pairs", Method: http.MethodGet, Path: "/api/exports/person_pairs.xlsx", Summary: "Entries that may be one person, as a workbook"}, s.sendPairs)
	web.Register(w, may, web.Op{ID: "person.pair", Method: http.MethodGet, Path: "/api/person-pairs/{id}", Summary: "Two entries side by side"},
		func(ctx context.Context, in *struct {
			ID kernel.ID `path:"id"`
		},
		) (*pairOut, error) {
			p, err := s.GetPair(ctx, in.ID)
			return &pairOut{p}, err
		})
	web.Register(w, may, web.Op{ID: "person.find_pairs", Method: http.MethodPost, Path: "/api/person-pairs/find", Summary: "Look for persons entered twice at a place"},
		func(ctx context.Context, in *findPairsIn) (*findPairsOut, error) {
			var out findPairsOut
			var err error
			out.Body.Found, err = s.FindPairs(ctx, in.Body.PlaceID)
			return &out, err
		})
	web.Register(w, may, web.Op{ID: "person.propose", Method: http.MethodPost, Path: "/api/person-pairs", Summary: "Propose that two entries are one person"},
		func(ctx context.Context, in *pairIn) (*pairOut, error) {
			p, err := s.ProposePair(ctx, in.Body.A, in.Body.B)
			return &pairOut{p}, err
		})
	web.Register(w, may, web.Op{ID: "person.different", Method: http.MethodPost, Path: "/api/person-pairs/{id}/different", Summary: "Two persons: never propose the pair again"},
		func(ctx context.Context, in *decideIn) (*pairOut, error) {
			p, err := s.Different(ctx, in.ID, in.Body.Rev, in.Body.Reason)
			return &pairOut{p}, err
		})
	web.Register(w, may, web.Op{ID: "person.merge", Method: http.MethodPost, Path: "/api/person-pairs/{id}/merge", Summary: "Make two entries one person"},
		func(ctx context.Context, in *mergeIn) (*pairOut, error) {
			p, err := s.Merge(ctx, in.ID, in.Body)
			return &pairOut{p}, err
		})
	web.Register(w, may, web.Op{ID: "person.unmerge", Method: http.MethodPost, Path: "/api/person-pairs/{id}/unmerge", Summary: "Take a merge back"},
		func(ctx context.Context, in *decideIn) (*unmergeOut, error) {
			u, err := s.Unmerge(ctx, in.ID, in.Body.Rev, in.Body.Reason)
			return &unmergeOut{u}, err
		})
}

func (s *Service) sendPairs(rw http.ResponseWriter, r *http.Request) error {
	at, err := web.PlaceOf(r)
	if err != nil {
		return err
	}
	f := PairFilter{State: PairState(r.URL.Query().Get("state")), Place: at}
	return web.SendBook(rw, r, "person-pairs", func(w io.Writer) error {
		return writePairs(w, func(p kernel.Page) ([]Pair, string, error) { return s.Pairs(r.Context(), f, p) })
	})
}
