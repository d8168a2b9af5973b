package points

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type idIn struct {
	ID kernel.ID `path:"id"`
}

type items[T any] struct {
	Body struct {
		Items []T `json:"items" nullable:"false"`
	}
}

func listed[T any](list []T, err error) (*items[T], error) {
	var out items[T]
	out.Body.Items = list
	if list == nil {
		out.Body.Items = []T{}
	}
	return &out, err
}

type pageOut[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

func paged[T any](list []T, next string, err error) (*pageOut[T], error) {
	var out pageOut[T]
	out.Body.Items, out.Body.Next = list, next
	return &out, err
}

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type yearsIn struct {
	Place  kernel.ID `query:"place"`
	Branch kernel.ID `query:"branch"`
	Year   int       `query:"year" minimum:"0" maximum:"9999"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type accountsIn struct {
	ID     kernel.ID `path:"id"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type entriesIn struct {
	ID      kernel.ID `path:"id"`
	Account kernel.ID `query:"account"`
	State   string    `query:"state" enum:"draft,review,confirmed,posted,objected,recheck,effective,withdrawn"`
	Cursor  string    `query:"cursor" maxLength:"500"`
	Limit   int       `query:"limit" minimum:"0" maximum:"200"`
}

type openIn struct {
	Body struct {
		BranchID kernel.ID `json:"branch_id"`
		Year     int       `json:"year"`
	}
}

type revIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev int64 `json:"rev"`
	}
}

type reasonIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"300"`
	}
}

type sayIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Reason string `json:"reason" maxLength:"300"`
	}
}

type classIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Class  string `json:"class" maxLength:"40"`
		Reason string `json:"reason" maxLength:"300"`
	}
}

type recordIn struct{ Body NewEntry }

type actIn struct{ Body Act }

type proposeIn struct{ Body OwnEntry }

type postIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		ClientKey string `json:"client_key" required:"false" maxLength:"100"`
	}
}

type boardIn struct {
	ID     kernel.ID `path:"id"`
	Inside bool      `query:"inside"`
}

type decideIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Holds  bool   `json:"holds"`
		Answer string `json:"answer" maxLength:"300"`
	}
}

type meetIn struct {
	ID   kernel.ID `path:"id"`
	Body NewMeeting
}

type gradeIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64      `json:"rev"`
		Grades []NewGrade `json:"grades" maxItems:"1000"`
	}
}

type handIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev     int64      `json:"rev"`
		OwnerID kernel.ID  `json:"owner_id"`
		Due     kernel.Day `json:"due"`
	}
}

type finishIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev  int64  `json:"rev"`
		Note string `json:"note" maxLength:"500"`
	}
}

type gathered struct {
	Body struct {
		Proposed int `json:"proposed"`
	}
}

type filesIn struct {
	ID      kernel.ID `path:"id"`
	RawBody web.Multipart[filesForm]
}

type filesForm struct {
	Files     []web.FormFile `form:"files"`
	ClientKey string         `form:"client_key" required:"false"`
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see := web.ForOfficer(web.Perm(PermList))
	web.Register(w, see, web.Op{ID: "points.schemes", Method: http.MethodGet, Path: "/api/points/schemes", Summary: "Schemes of members' points that hold today"},
		func(ctx context.Context, _ *struct{}) (*items[Scheme], error) { return listed(s.Schemes(ctx)) })
	web.Register(w, see, web.Op{ID: "points.years", Method: http.MethodGet, Path: "/api/points/years", Summary: "Years of branches, the newest first"},
		func(ctx context.Context, in *yearsIn) (*pageOut[Year], error) {
			return paged(s.Years(ctx, in.Place, in.Branch, in.Year, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, see, web.Op{ID: "points.year", Method: http.MethodGet, Path: "/api/points/years/{id}", Summary: "The year of a branch"},
		func(ctx context.Context, in *idIn) (*one[*YearDetail], error) { return single(s.GetYear(ctx, in.ID)) })
	web.Register(w, see, web.Op{ID: "points.accounts", Method: http.MethodGet, Path: "/api/points/years/{id}/accounts", Summary: "Members of a branch in a year, by name"},
		func(ctx context.Context, in *accountsIn) (*pageOut[Account], error) {
			return paged(s.Accounts(ctx, in.ID, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, see, web.Op{ID: "points.account", Method: http.MethodGet, Path: "/api/points/accounts/{id}", Summary: "A member's account: each movement with its deed"},
		func(ctx context.Context, in *idIn) (*one[*AccountDetail], error) {
			return single(s.GetAccount(ctx, in.ID))
		})
	web.Register(w, see, web.Op{ID: "points.entries", Method: http.MethodGet, Path: "/api/points/years/{id}/entries", Summary: "Entries of a year, the newest first"},
		func(ctx context.Context, in *entriesIn) (*pageOut[Entry], error) {
			f := EntryFilter{Year: in.ID, Account: in.Account, State: in.State}
			return paged(s.Entries(ctx, f, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, see, web.Op{ID: "points.entry", Method: http.MethodGet, Path: "/api/points/entries/{id}", Summary: "An entry with its evidence, its steps and what moved"},
		func(ctx context.Context, in *idIn) (*one[*EntryDetail], error) { return single(s.GetEntry(ctx, in.ID)) })
	web.Register(w, see, web.Op{ID: "points.board", Method: http.MethodGet, Path: "/api/points/postings/{id}", Summary: "What hangs on the board, by name"},
		func(ctx context.Context, in *boardIn) (*one[*Board], error) {
			return single(s.GetBoard(ctx, in.ID, in.Inside))
		})
	s.registerEntries(w)
	s.registerYear(w)
	s.registerOwn(w)
	s.registerPages(w)
}
