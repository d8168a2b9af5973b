package points

import (
	"context"
	"net/http"

	"touyan/internal/platform/web"
)

func (s *Service) registerEntries(w *web.Server) {
	record, confirm := web.ForOfficer(web.Perm(PermRecord)), web.ForOfficer(web.Perm(PermConfirm))
	web.Register(w, record, web.Op{ID: "points.record", Method: http.MethodPost, Path: "/api/points/entries", Summary: "Enter a deed"},
		func(ctx context.Context, in *recordIn) (*one[*EntryDetail], error) {
			return single(s.Record(ctx, in.Body))
		})
	web.Register(w, record, web.Op{ID: "points.act", Method: http.MethodPost, Path: "/api/points/entries/act", Summary: "Take up, confirm or withdraw entries, each by itself"},
		func(ctx context.Context, in *actIn) (*one[Acted], error) { return single(s.ActMany(ctx, in.Body)) })
	web.Register(w, record, web.Op{ID: "points.gather", Method: http.MethodPost, Path: "/api/points/years/{id}/gather", Summary: "Look for records that propose an entry"},
		func(ctx context.Context, in *idIn) (*gathered, error) {
			var out gathered
			var err error
			out.Body.Proposed, err = s.Gather(ctx, in.ID)
			return &out, err
		})
	web.Register(w, record, web.Op{ID: "points.reverse", Method: http.MethodPost, Path: "/api/points/entries/{id}/reverse", Summary: "Ask for an entry to be taken back by a reversal"},
		func(ctx context.Context, in *sayIn) (*one[*EntryDetail], error) {
			return single(s.Reverse(ctx, in.ID, in.Body.Reason))
		})
	web.Register(w, confirm, web.Op{ID: "points.post", Method: http.MethodPost, Path: "/api/points/years/{id}/postings", Summary: "Put what is confirmed on the board"},
		func(ctx context.Context, in *postIn) (*one[*Posting], error) {
			return single(s.Post(ctx, in.ID, in.Body.ClientKey))
		})
	web.Register(w, confirm, web.Op{ID: "points.take_up", Method: http.MethodPost, Path: "/api/points/entries/{id}/recheck", Summary: "Begin to look into an objection"},
		func(ctx context.Context, in *idIn) (*one[*EntryDetail], error) { return single(s.TakeUp(ctx, in.ID)) })
	web.Register(w, confirm, web.Op{ID: "points.decide", Method: http.MethodPost, Path: "/api/points/entries/{id}/decide", Summary: "Answer an objection"},
		func(ctx context.Context, in *decideIn) (*one[*EntryDetail], error) {
			return single(s.Decide(ctx, in.ID, in.Body.Holds, in.Body.Answer))
		})
}

func (s *Service) registerYear(w *web.Server) {
	year, file := web.ForOfficer(web.Perm(PermYear)), web.ForOfficer(web.Perm(PermFile))
	web.Register(w, year, web.Op{ID: "points.open_year", Method: http.MethodPost, Path: "/api/points/years", Summary: "Open the year of a branch"},
		func(ctx context.Context, in *openIn) (*one[*YearDetail], error) {
			return single(s.OpenYear(ctx, in.Body.BranchID, in.Body.Year))
		})
	web.Register(w, year, web.Op{ID: "points.set_class", Method: http.MethodPost, Path: "/api/points/accounts/{id}/class", Summary: "Put a member into another class"},
		func(ctx context.Context, in *classIn) (*one[*AccountDetail], error) {
			return single(s.SetClass(ctx, in.ID, in.Body.Rev, in.Body.Class, in.Body.Reason))
		})
	web.Register(w, year, web.Op{ID: "points.tally", Method: http.MethodPost, Path: "/api/points/years/{id}/tally", Summary: "Add a year up"},
		func(ctx context.Context, in *revIn) (*one[*YearDetail], error) {
			return single(s.TallyUp(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, year, web.Op{ID: "points.meeting", Method: http.MethodPost, Path: "/api/points/years/{id}/meeting", Summary: "Enter the members' meeting"},
		func(ctx context.Context, in *meetIn) (*one[*YearDetail], error) {
			return single(s.Meet(ctx, in.ID, in.Body))
		})
	web.Register(w, year, web.Op{ID: "points.grade", Method: http.MethodPost, Path: "/api/points/years/{id}/grade", Summary: "Give each member a grade"},
		func(ctx context.Context, in *gradeIn) (*one[*YearDetail], error) {
			return single(s.Grade(ctx, in.ID, in.Body.Rev, in.Body.Grades))
		})
	web.Register(w, year, web.Op{ID: "points.close", Method: http.MethodPost, Path: "/api/points/years/{id}/close", Summary: "Close a filed year; the next begins with the base"},
		func(ctx context.Context, in *revIn) (*one[*YearDetail], error) {
			return single(s.CloseYear(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, file, web.Op{ID: "points.file_year", Method: http.MethodPost, Path: "/api/points/years/{id}/file", Summary: "Take a year to the files of the township"},
		func(ctx context.Context, in *revIn) (*one[*YearDetail], error) {
			return single(s.File(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, file, web.Op{ID: "points.send_back", Method: http.MethodPost, Path: "/api/points/years/{id}/back", Summary: "Give the grades back to the branch"},
		func(ctx context.Context, in *reasonIn) (*one[*YearDetail], error) {
			return single(s.SendBack(ctx, in.ID, in.Body.Rev, in.Body.Reason))
		})
	web.Register(w, year, web.Op{ID: "points.hand", Method: http.MethodPost, Path: "/api/points/follows/{id}/hand", Summary: "Give what a result leads to, to somebody else"},
		func(ctx context.Context, in *handIn) (*one[*Follow], error) {
			return single(s.Hand(ctx, in.ID, in.Body.Rev, in.Body.OwnerID, in.Body.Due))
		})
	web.Register(w, year, web.Op{ID: "points.finish", Method: http.MethodPost, Path: "/api/points/follows/{id}/finish", Summary: "Write down what was done about a result"},
		func(ctx context.Context, in *finishIn) (*one[*Follow], error) {
			return single(s.Finish(ctx, in.ID, in.Body.Rev, in.Body.Note))
		})
}

// registerOwn enters what anybody with an account does about their own points.
func (s *Service) registerOwn(w *web.Server) {
	me := web.ForSignedIn()
	web.Register(w, me, web.Op{ID: "points.mine", Method: http.MethodGet, Path: "/api/points/mine", Summary: "My own points, with the reason of each"},
		func(ctx context.Context, _ *struct{}) (*one[Own], error) { return single(s.Mine(ctx)) })
	web.Register(w, me, web.Op{ID: "points.my_entry", Method: http.MethodGet, Path: "/api/points/mine/entries/{id}", Summary: "An entry of my own"},
		func(ctx context.Context, in *idIn) (*one[*EntryDetail], error) { return single(s.MyEntry(ctx, in.ID)) })
	web.Register(w, me, web.Op{ID: "points.propose", Method: http.MethodPost, Path: "/api/points/mine/entries", Summary: "Propose a deed of my own"},
		func(ctx context.Context, in *proposeIn) (*one[*EntryDetail], error) {
			return single(s.Propose(ctx, in.Body))
		})
	web.Register(w, me, web.Op{ID: "points.object", Method: http.MethodPost, Path: "/api/points/entries/{id}/object", Summary: "Object to an entry on the board"},
		func(ctx context.Context, in *sayIn) (*one[*EntryDetail], error) {
			return single(s.Object(ctx, in.ID, in.Body.Reason))
		})
	web.Register(w, me, web.Op{ID: "points.attach", Method: http.MethodPost, Path: "/api/points/entries/{id}/files", Summary: "Put photos or documents beside an entry", MaxBody: maxFiles*maxSize + 1<<20},
		func(ctx context.Context, in *filesIn) (*one[*EntryDetail], error) {
			f := in.RawBody.Data()
			list, err := web.ReadFiles("files", f.Files)
			if err != nil {
				return nil, err
			}
			return single(s.AddFiles(ctx, in.ID, f.ClientKey, list))
		})
	web.Page(w, me, web.Op{ID: "points.file", Method: http.MethodGet, Path: "/api/points/entries/{id}/files/{file}", Summary: "A file beside an entry"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id, part, err := web.PathIDs(r, "id", "file")
			if err != nil {
				return err
			}
			f, err := s.OpenFile(r.Context(), id, part, r.URL.Query().Get("size"))
			return web.SendFile(rw, r, f, err)
		})
}
