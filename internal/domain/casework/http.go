package casework

import (
	"context"
	"net/http"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/web"
)

// uploadLimit bounds a request with photos.
const uploadLimit = MaxPhotos*MaxPhotoSize + 1<<20

type listIn struct {
	Box    string     `query:"box" enum:"mine,unit,queue,triage,soon,late,all"`
	State  string     `query:"state" maxLength:"40"`
	Topic  string     `query:"topic" maxLength:"40"`
	Type   string     `query:"type" maxLength:"40"`
	Queue  string     `query:"queue" maxLength:"40"`
	Place  kernel.ID  `query:"place"`
	Unit   kernel.ID  `query:"unit" doc:"the body that has it, or had it last"`
	Open   string     `query:"open" enum:"true,false"`
	Find   string     `query:"q" maxLength:"100"`
	With   string     `query:"with" enum:"answers"`
	From   kernel.Day `query:"from"`
	To     kernel.Day `query:"to"`
	Came   kernel.Day `query:"came_from"`
	CameTo kernel.Day `query:"came_to"`
	Ended  kernel.Day `query:"ended_from"`
	EndTo  kernel.Day `query:"ended_to"`
	EndIn  string     `query:"ended" enum:"in_time,late"`
	States string     `query:"states" maxLength:"400" doc:"in one of these, by comma"`
	Event  string     `query:"event" enum:"closed,reopened,first,rated,pleased,push_refused"`
	EvFrom kernel.Day `query:"event_from"`
	EvTo   kernel.Day `query:"event_to"`
	Older  int        `query:"older" minimum:"0" maximum:"3660" doc:"reported more than so many days ago"`
	Cursor string     `query:"cursor" maxLength:"500"`
	Limit  int        `query:"limit" minimum:"0" maximum:"200"`
}

func (in listIn) filter() Filter {
	f := Filter{Box: Box(in.Box), State: in.State, Topic: in.Topic, Type: in.Type, Queue: in.Queue, PlaceID: in.Place, Unit: in.Unit, Find: in.Find, Answers: in.With != "", Due: kernel.Span{From: in.From, To: in.To}}
	f.Came, f.Ended, f.EndedIn = kernel.Span{From: in.Came, To: in.CameTo}, kernel.Span{From: in.Ended, To: in.EndTo}, in.EndIn
	f.Older, f.States, f.Event, f.Happened = in.Older, statesOf(in.States), in.Event, kernel.Span{From: in.EvFrom, To: in.EvTo}
	if in.Open != "" {
		open := in.Open == "true"
		f.Open = &open
	}
	return f
}

type listOut struct {
	Body struct {
		Items []Case `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

type summaryIn struct {
	Place kernel.ID `query:"place"`
}

type figuresIn struct {
	Place kernel.ID  `query:"place"`
	On    kernel.Day `query:"on"`
}

type figuresOut struct{ Body Figures }

type summaryOut struct{ Body *Summary }

type idIn struct {
	ID kernel.ID `path:"id"`
}

type detailOut struct{ Body *Detail }

type createForm struct {
	Type         string         `form:"type" required:"false"`
	Text         string         `form:"text"`
	PlaceID      kernel.ID      `form:"place_id"`
	Topic        string         `form:"topic" required:"false"`
	Contact      string         `form:"contact" required:"false"`
	ReporterName string         `form:"reporter_name" required:"false"`
	Anonymous    bool           `form:"anonymous" required:"false"`
	Fields       string         `form:"fields" required:"false"` // JSON: the answers by the ids of the fields
	ParentID     kernel.ID      `form:"parent_id" required:"false"`
	ClientKey    string         `form:"client_key"`
	Photos       []web.FormFile `form:"photos" required:"false"`
}

type createIn struct {
	RawBody web.Multipart[createForm]
}

type actIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev        int64          `json:"rev"`
		Action     string         `json:"action" maxLength:"40"`
		ClientKey  string         `json:"client_key" maxLength:"100"`
		Reason     string         `json:"reason,omitempty"`
		Note       string         `json:"note,omitempty"`
		BodyID     kernel.ID      `json:"body_id,omitempty"`
		AssigneeID kernel.ID      `json:"assignee_id,omitempty"`
		Rating     int            `json:"rating,omitempty"`
		RatingText string         `json:"rating_text,omitempty"`
		WaitsFor   string         `json:"waits_for,omitempty"`
		Days       int            `json:"days,omitempty" minimum:"0" maximum:"3650"`
		Fields     map[string]any `json:"fields,omitempty"`
		Queue      string         `json:"queue,omitempty" maxLength:"40"`
		DutyItem   string         `json:"duty_item,omitempty" maxLength:"40"`
		Papers     []string       `json:"papers,omitempty" maxItems:"100"`
	}
}

type photosForm struct {
	Photos    []web.FormFile `form:"photos"`
	ClientKey string         `form:"client_key" required:"false"`
}

type photosIn struct {
	ID      kernel.ID `path:"id"`
	RawBody web.Multipart[photosForm]
}

type revealIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Reason string `json:"reason" maxLength:"500"`
	}
}

type countIn struct {
	Type  string    `query:"type" maxLength:"40" required:"true"`
	State string    `query:"state" maxLength:"40"`
	Open  string    `query:"open" enum:"true,false"`
	Place kernel.ID `query:"place"`
}

type countOut struct{ Body Counted }

type revealOut struct{ Body *Revealed }

type targetsOut struct{ Body *Targets }

// Register enters the room's operations and its public pages.
func (s *Service) Register(w *web.Server) {
	list := web.ForOfficer(web.Perm(PermList))
	web.Register(w, list, web.Op{ID: "casework.list", Method: http.MethodGet, Path: "/api/cases", Summary: "A work list"},
		func(ctx context.Context, in *listIn) (*listOut, error) {
			var out listOut
			var err error
			out.Body.Items, out.Body.Next, err = s.List(ctx, in.filter(), kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	web.Register(w, list, web.Op{ID: "casework.summary", Method: http.MethodGet, Path: "/api/cases/summary", Summary: "What the work lists hold"},
		func(ctx context.Context, in *summaryIn) (*summaryOut, error) {
			sum, err := s.Summary(ctx, in.Place)
			return &summaryOut{sum}, err
		})
	web.Register(w, list, web.Op{ID: "casework.count", Method: http.MethodGet, Path: "/api/cases/count", Summary: "How many cases of a type there are, and how many are late"},
		func(ctx context.Context, in *countIn) (*countOut, error) {
			l := listIn{Type: in.Type, State: in.State, Open: in.Open, Place: in.Place}
			n, err := s.Count(ctx, l.filter())
			return &countOut{n}, err
		})
	web.Register(w, list, web.Op{ID: "casework.figures", Method: http.MethodGet, Path: "/api/cases/figures", Summary: "What came and was closed in a year, up to a day"},
		func(ctx context.Context, in *figuresIn) (*figuresOut, error) {
			f, err := s.Figures(ctx, in.Place, in.On)
			return &figuresOut{f}, err
		})
	web.Register(w, list, web.Op{ID: "casework.get", Method: http.MethodGet, Path: "/api/cases/{id}", Summary: "A case with its timeline"},
		func(ctx context.Context, in *idIn) (*detailOut, error) {
			d, err := s.Get(ctx, in.ID)
			return &detailOut{d}, err
		})
	web.Register(w, list, web.Op{ID: "casework.dispatch_targets", Method: http.MethodGet, Path: "/api/cases/{id}/dispatch-targets", Summary: "To whom a case may be handed"},
		func(ctx context.Context, in *idIn) (*targetsOut, error) {
			t, err := s.DispatchTargets(ctx, in.ID)
			return &targetsOut{t}, err
		})
	s.registerClock(w)
	s.registerDesk(w)
	s.registerCalls(w)
	s.registerRuling(w)
	s.registerWrites(w)
	s.registerFiles(w)
	s.registerPapers(w)
	s.registerServed(w)
	s.registerPublic(w)
	s.registerCatalogue(w)
}

func (s *Service) registerWrites(w *web.Server) {
	list := web.ForOfficer(web.Perm(PermList))
	web.Register(w, web.ForOfficer(web.Perm(PermCreate)), web.Op{ID: "casework.create", Method: http.MethodPost, Path: "/api/cases", Summary: "Raise a case", MaxBody: uploadLimit},
		func(ctx context.Context, in *createIn) (*detailOut, error) {
			f := in.RawBody.Data()
			photos, err := web.ReadFiles("photos", f.Photos)
			if err != nil {
				return nil, err
			}
			answers, err := form.Read(f.Fields)
			if err != nil {
				return nil, kernel.Invalid("fields", "bad_value").Because(err)
			}
			d, err := s.Create(ctx, NewCase{
				Fields: answers, ParentID: f.ParentID,
				Type: f.Type, Text: f.Text, PlaceID: f.PlaceID, Topic: f.Topic, Name: f.ReporterName, Contact: f.Contact,
				Anonymous: f.Anonymous, ClientKey: f.ClientKey, Photos: photos,
			})
			return &detailOut{d}, err
		})
	// Which permission a step needs stands in the pack; the service checks it where the case lies.
	web.Register(w, list, web.Op{ID: "casework.act", Method: http.MethodPost, Path: "/api/cases/{id}/actions", Summary: "Take a step"},
		func(ctx context.Context, in *actIn) (*detailOut, error) {
			b := in.Body
			d, err := s.Act(ctx, in.ID, Action{
				Name: b.Action, Rev: b.Rev, Reason: b.Reason, Note: b.Note, BodyID: b.BodyID, AssigneeID: b.AssigneeID,
				Rating: b.Rating, RatingText: b.RatingText, ClientKey: b.ClientKey, WaitsFor: b.WaitsFor, Days: b.Days,
				Fields: b.Fields, Queue: b.Queue, DutyItem: b.DutyItem, Papers: b.Papers,
			})
			return &detailOut{d}, err
		})
	web.Register(w, list, web.Op{ID: "casework.add_photos", Method: http.MethodPost, Path: "/api/cases/{id}/photos", Summary: "Add photos", MaxBody: uploadLimit},
		func(ctx context.Context, in *photosIn) (*detailOut, error) {
			f := in.RawBody.Data()
			photos, err := web.ReadFiles("photos", f.Photos)
			if err != nil {
				return nil, err
			}
			d, err := s.AddPhotos(ctx, in.ID, f.ClientKey, photos)
			return &detailOut{d}, err
		})
	web.Register(w, web.ForOfficer(web.Perm(PermReveal)), web.Op{ID: "casework.reveal", Method: http.MethodPost, Path: "/api/cases/{id}/reveal", Summary: "Open the reporter's name and contact, with a reason"},
		func(ctx context.Context, in *revealIn) (*revealOut, error) {
			r, err := s.Reveal(ctx, in.ID, in.Body.Reason)
			return &revealOut{r}, err
		})
}

func (s *Service) registerFiles(w *web.Server) {
	list := web.ForOfficer(web.Perm(PermList))
	web.Page(w, list, web.Op{ID: "casework.photo", Method: http.MethodGet, Path: "/api/cases/{id}/photos/{photo}", Summary: "A photo of a case"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id, part, err := web.PathIDs(r, "id", "photo")
			if err != nil {
				return err
			}
			f, err := s.Photo(r.Context(), id, part, r.URL.Query().Get("size"))
			return web.SendFile(rw, r, f, err)
		})
}

// size writes how large a file is: 812 KB, 1.4 MB.
func size(bytes int64) string {
	if bytes < 1<<20 {
		return strconv.FormatInt((bytes+1023)>>10, 10) + " KB"
	}
	return strconv.FormatFloat(float64(bytes)/(1<<20), 'f', 1, 64) + " MB"
}
