package duty

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// uploadLimit bounds a request with files.
const uploadLimit = maxFiles*maxFileSize + 1<<20

type itemsIn struct {
	Box    string     `query:"box" enum:"mine,unit,late,wait"`
	Place  kernel.ID  `query:"place"`
	Unit   kernel.ID  `query:"unit" doc:"the body that owes it"`
	List   kernel.ID  `query:"list"`
	Type   string     `query:"type" maxLength:"40"`
	Light  string     `query:"light" enum:"green,blue,amber,red"`
	From   kernel.Day `query:"from"`
	To     kernel.Day `query:"to"`
	Done   kernel.Day `query:"done_from"`
	DoneTo kernel.Day `query:"done_to"`
	Cursor string     `query:"cursor" maxLength:"500"`
	Limit  int        `query:"limit" minimum:"0" maximum:"200"`
}

func (in itemsIn) filter() ItemFilter {
	return ItemFilter{Box: in.Box, Place: in.Place, Unit: in.Unit, List: in.List, Type: in.Type, Light: in.Light, From: in.From, To: in.To, Done: kernel.Span{From: in.Done, To: in.DoneTo}}
}

type addIn struct{ Body NewItem }

type actIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Step      string     `json:"step" maxLength:"20"`
		Rev       int64      `json:"rev"`
		Note      string     `json:"note,omitempty" maxLength:"2000"`
		Progress  int        `json:"progress,omitempty" minimum:"0" maximum:"1000"`
		Done      bool       `json:"done,omitempty"`
		Due       kernel.Day `json:"due,omitempty"`
		PersonID  kernel.ID  `json:"person_id,omitempty"`
		Post      string     `json:"post,omitempty" maxLength:"40"`
		BodyID    kernel.ID  `json:"body_id,omitempty"`
		PlaceID   kernel.ID  `json:"place_id,omitempty"`
		ClientKey string     `json:"client_key,omitempty" maxLength:"100"`
	}
}

type orderIn struct {
	ID   kernel.ID `path:"id"`
	Body NewOrder
}

type orderActIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Step string     `json:"step" maxLength:"20"`
		Rev  int64      `json:"rev"`
		Note string     `json:"note,omitempty" maxLength:"2000"`
		Due  kernel.Day `json:"due,omitempty"`
	}
}

func (s *Service) registerItems(w *web.Server) {
	see := web.ForOfficer(web.Perm(PermList))
	web.Register(w, see, web.Op{ID: "duty.items", Method: http.MethodGet, Path: "/api/duties/items", Summary: "Items of lists and duties"},
		func(ctx context.Context, in *itemsIn) (*pageOut[Item], error) {
			return paged(s.Items(ctx, in.filter(), kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, see, web.Op{ID: "duty.item", Method: http.MethodGet, Path: "/api/duties/items/{id}", Summary: "An item with its timeline"},
		func(ctx context.Context, in *idIn) (*one[*ItemDetail], error) { return single(s.Get(ctx, in.ID)) })
	// Which permission a step needs follows from the step; the service checks it on the item.
	web.Register(w, see, web.Op{ID: "duty.add", Method: http.MethodPost, Path: "/api/duties/items", Summary: "Add an item to a list, or break one down"},
		func(ctx context.Context, in *addIn) (*one[*ItemDetail], error) { return single(s.Add(ctx, in.Body)) })
	web.Register(w, see, web.Op{ID: "duty.act", Method: http.MethodPost, Path: "/api/duties/items/{id}/steps", Summary: "Take a step on an item"},
		func(ctx context.Context, in *actIn) (*one[*ItemDetail], error) {
			b := in.Body
			return single(s.Act(ctx, in.ID, Act{
				Step: b.Step, Rev: b.Rev, Note: b.Note, Progress: b.Progress, Done: b.Done, Due: b.Due,
				PersonID: b.PersonID, Post: b.Post, BodyID: b.BodyID, PlaceID: b.PlaceID, ClientKey: b.ClientKey,
			}))
		})
	web.Register(w, web.ForOfficer(web.Perm(PermOrder)), web.Op{ID: "duty.order", Method: http.MethodPost, Path: "/api/duties/items/{id}/orders", Summary: "Issue an order of supervision"},
		func(ctx context.Context, in *orderIn) (*one[*ItemDetail], error) {
			return single(s.IssueOrder(ctx, in.ID, in.Body))
		})
	web.Register(w, see, web.Op{ID: "duty.act_order", Method: http.MethodPost, Path: "/api/duties/orders/{id}/steps", Summary: "Take a step on an order"},
		func(ctx context.Context, in *orderActIn) (*one[*ItemDetail], error) {
			b := in.Body
			return single(s.ActOrder(ctx, in.ID, OrderAct{Step: b.Step, Rev: b.Rev, Note: b.Note, Due: b.Due}))
		})
}

type evidenceForm struct {
	Files     []web.FormFile `form:"files"`
	ClientKey string         `form:"client_key" required:"false"`
}

type evidenceIn struct {
	ID      kernel.ID `path:"id"`
	RawBody web.Multipart[evidenceForm]
}

func (s *Service) registerFiles(w *web.Server) {
	see := web.ForOfficer(web.Perm(PermList))
	web.Register(w, web.ForOfficer(web.Perm(PermWork)), web.Op{ID: "duty.add_evidence", Method: http.MethodPost, Path: "/api/duties/items/{id}/evidence", Summary: "Attach evidence", MaxBody: uploadLimit},
		func(ctx context.Context, in *evidenceIn) (*one[*ItemDetail], error) {
			f := in.RawBody.Data()
			list, err := web.ReadFiles("files", f.Files)
			if err != nil {
				return nil, err
			}
			return single(s.AddEvidence(ctx, in.ID, f.ClientKey, list))
		})
	web.Page(w, see, web.Op{ID: "duty.evidence", Method: http.MethodGet, Path: "/api/duties/items/{id}/evidence/{file}", Summary: "A file of evidence"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id, part, err := web.PathIDs(r, "id", "file")
			if err != nil {
				return err
			}
			f, err := s.Evidence(r.Context(), id, part, r.URL.Query().Get("size"))
			return web.SendFile(rw, r, f, err)
		})
}
