package visit

import (
	"context"
	"io"
	"net/http"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// uploadLimit bounds a request with photos.
const uploadLimit = maxPhotos*maxPhotoSize + 1<<20

type idIn struct {
	ID kernel.ID `path:"id"`
}

type pageOut[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

func paged[T any](items []T, next string, err error) (*pageOut[T], error) {
	var out pageOut[T]
	out.Body.Items, out.Body.Next = items, next
	return &out, err
}

type one[T any] struct{ Body T }

func single[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type cursorIn struct {
	Cursor string `query:"cursor" maxLength:"500"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type listIn struct {
	Place     kernel.ID  `query:"place"`
	Household kernel.ID  `query:"household"`
	Visitor   kernel.ID  `query:"visitor"`
	Campaign  kernel.ID  `query:"campaign"`
	Type      string     `query:"type" maxLength:"40"`
	Result    string     `query:"result" enum:"met,away,declined"`
	Rated     string     `query:"rated" enum:"any,pleased,satisfied,fairly,unsatisfied"`
	From      kernel.Day `query:"from"`
	To        kernel.Day `query:"to"`
	Cursor    string     `query:"cursor" maxLength:"500"`
	Limit     int        `query:"limit" minimum:"0" maximum:"200"`
}

func (in listIn) filter() Filter {
	return Filter{
		Place: in.Place, Household: in.Household, Visitor: in.Visitor, Campaign: in.Campaign, Type: in.Type, Result: in.Result, Rated: in.Rated,
		Span: kernel.Span{From: in.From, To: in.To},
	}
}

type callsIn struct {
	Place  kernel.ID `query:"place"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type recordIn struct{ Body NewVisit }

type reasonIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Reason string `json:"reason" maxLength:"500"`
	}
}

type callIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Answer string `json:"answer" enum:"satisfied,fairly,unsatisfied,silent"`
		Text   string `json:"text" required:"false" maxLength:"500"`
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

// Register enters the room's operations and its public pages.
func (s *Service) Register(w *web.Server) {
	see, record := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermRecord))
	web.Register(w, see, web.Op{ID: "visit.kinds", Method: http.MethodGet, Path: "/api/visits/kinds", Summary: "Kinds of visits, forms and plans of campaigns"},
		func(ctx context.Context, _ *struct{}) (*one[Kinds], error) { return single(s.Kinds(ctx)) })
	web.Register(w, see, web.Op{ID: "visit.list", Method: http.MethodGet, Path: "/api/visits", Summary: "Visits, the newest first"},
		func(ctx context.Context, in *listIn) (*pageOut[Visit], error) {
			return paged(s.List(ctx, in.filter(), kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, record, web.Op{ID: "visit.next", Method: http.MethodGet, Path: "/api/visits/next", Summary: "Whom I am to visit next, and why"},
		func(ctx context.Context, in *cursorIn) (*pageOut[Task], error) {
			return paged(s.Next(ctx, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, record, web.Op{ID: "visit.home", Method: http.MethodGet, Path: "/api/visits/homes/{id}", Summary: "A household as who visits it needs it"},
		func(ctx context.Context, in *idIn) (*one[*Home], error) { return single(s.Home(ctx, in.ID)) })
	web.Register(w, see, web.Op{ID: "visit.get", Method: http.MethodGet, Path: "/api/visits/{id}", Summary: "A visit with its answers and requests"},
		func(ctx context.Context, in *idIn) (*one[*Detail], error) { return single(s.Get(ctx, in.ID)) })
	web.Register(w, record, web.Op{ID: "visit.record", Method: http.MethodPost, Path: "/api/visits", Summary: "Enter a visit"},
		func(ctx context.Context, in *recordIn) (*one[*Detail], error) { return single(s.Record(ctx, in.Body)) })
	// Whoever made the visit may take it back for some days; whoever plans visits there at any time: the service checks it on the visit.
	web.Register(w, see, web.Op{ID: "visit.take_back", Method: http.MethodPost, Path: "/api/visits/{id}/back", Summary: "Take back a visit that was entered by mistake"},
		func(ctx context.Context, in *reasonIn) (*one[*Detail], error) {
			return single(s.TakeBack(ctx, in.ID, in.Body.Reason))
		})
	s.registerCalls(w)
	s.registerPhotos(w)
	s.registerCampaigns(w)
	s.registerSurveys(w)
	s.registerForms(w)
	s.registerPages(w)
}

func (s *Service) registerCalls(w *web.Server) {
	call := web.ForOfficer(web.Perm(PermCall))
	web.Register(w, call, web.Op{ID: "visit.calls", Method: http.MethodGet, Path: "/api/visits/calls", Summary: "Visits whose households may be asked how they were"},
		func(ctx context.Context, in *callsIn) (*pageOut[Visit], error) {
			return paged(s.List(ctx, Filter{Place: in.Place, Unrated: true}, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Page(w, call, web.Op{ID: "visit.export_calls", Method: http.MethodGet, Path: "/api/exports/visit_calls.xlsx", Summary: "Visits whose households may be asked how they were, as a workbook"}, s.sendCalls)
	web.Register(w, call, web.Op{ID: "visit.call", Method: http.MethodPost, Path: "/api/visits/{id}/call", Summary: "What a household said when it was called"},
		func(ctx context.Context, in *callIn) (*one[*Detail], error) {
			return single(s.Call(ctx, in.ID, in.Body.Answer, in.Body.Text))
		})
}

func (s *Service) sendCalls(rw http.ResponseWriter, r *http.Request) error {
	at, err := web.PlaceOf(r)
	if err != nil {
		return err
	}
	return web.SendBook(rw, r, "visit-calls", func(w io.Writer) error {
		return writeCalls(w, s.pack(), func(p kernel.Page) ([]Visit, string, error) {
			return s.List(r.Context(), Filter{Place: at, Unrated: true}, p)
		})
	})
}

func (s *Service) registerPhotos(w *web.Server) {
	see, record := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermRecord))
	web.Register(w, record, web.Op{ID: "visit.add_photos", Method: http.MethodPost, Path: "/api/visits/{id}/photos", Summary: "Attach photos of things, by the household's consent", MaxBody: uploadLimit},
		func(ctx context.Context, in *photosIn) (*one[*Detail], error) {
			f := in.RawBody.Data()
			var list [][]byte
			for _, file := range f.Photos {
				if !file.IsSet || file.Size == 0 {
					continue
				}
				data, err := io.ReadAll(io.LimitReader(file, maxPhotoSize+1))
				if err != nil {
					return nil, kernel.Invalid("photos", "picture_broken").Because(err)
				}
				list = append(list, data)
			}
			return single(s.AddPhotos(ctx, in.ID, f.ClientKey, list))
		})
	web.Register(w, see, web.Op{ID: "visit.drop_photos", Method: http.MethodPost, Path: "/api/visits/{id}/photos/drop", Summary: "Remove the photos of a visit: the household agrees no longer"},
		func(ctx context.Context, in *reasonIn) (*one[*Detail], error) {
			return single(s.DropPhotos(ctx, in.ID, in.Body.Reason))
		})
	web.Page(w, see, web.Op{ID: "visit.photo", Method: http.MethodGet, Path: "/api/visits/{id}/photos/{photo}", Summary: "A photo of a visit"},
		func(rw http.ResponseWriter, r *http.Request) error {
			id, err := kernel.ParseID(r.PathValue("id"))
			if err != nil {
				return err
			}
			photo, err := kernel.ParseID(r.PathValue("photo"))
			if err != nil {
				return err
			}
			f, err := s.Photo(r.Context(), id, photo, r.URL.Query().Get("size"))
			if err != nil {
				return err
			}
			rw.Header().Set("Content-Type", f.Mime)
			rw.Header().Set("Cache-Control", "private, max-age=3600")
			rw.Header().Set("ETag", `"`+f.Hash+`"`)
			http.ServeContent(rw, r, "", time.Time{}, f.Data)
			return nil
		})
}
