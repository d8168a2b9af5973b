package duty

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

type idIn struct {
	ID kernel.ID `path:"id"`
}

type listsIn struct {
	Place  kernel.ID `query:"place"`
	Type   string    `query:"type" maxLength:"40"`
	Open   string    `query:"open" enum:"true,false"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
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

type makeIn struct{ Body NewList }

type revIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" required:"false" maxLength:"500"`
	}
}

type noOut struct{}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	see, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermMake))
	web.Register(w, see, web.Op{ID: "duty.lists", Method: http.MethodGet, Path: "/api/lists", Summary: "Lists of what is owed"},
		func(ctx context.Context, in *listsIn) (*pageOut[List], error) {
			f := ListFilter{Place: in.Place, Type: in.Type, Open: openOf(in.Open)}
			return paged(s.Lists(ctx, f, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, see, web.Op{ID: "duty.list", Method: http.MethodGet, Path: "/api/lists/{id}", Summary: "A list"},
		func(ctx context.Context, in *idIn) (*one[*ListDetail], error) { return single(s.GetList(ctx, in.ID)) })
	web.Register(w, edit, web.Op{ID: "duty.make", Method: http.MethodPost, Path: "/api/lists", Summary: "Make a list"},
		func(ctx context.Context, in *makeIn) (*one[*ListDetail], error) {
			return single(s.MakeList(ctx, in.Body))
		})
	web.Register(w, web.ForOfficer(web.Perm(PermWork)), web.Op{ID: "duty.sign", Method: http.MethodPost, Path: "/api/lists/{id}/sign", Summary: "Sign a pledge"},
		func(ctx context.Context, in *revIn) (*one[*ListDetail], error) {
			return single(s.SignList(ctx, in.ID, in.Body.Rev))
		})
	web.Register(w, edit, web.Op{ID: "duty.end_list", Method: http.MethodPost, Path: "/api/lists/{id}/end", Summary: "Close a list"},
		func(ctx context.Context, in *revIn) (*one[*ListDetail], error) {
			return single(s.EndList(ctx, in.ID, in.Body.Rev, in.Body.Reason))
		})
	s.registerItems(w)
	s.registerViews(w)
	s.registerContacts(w)
	s.registerFiles(w)
}

type contactsIn struct {
	Place  kernel.ID `query:"place"`
	Person kernel.ID `query:"person"`
	Cursor string    `query:"cursor" maxLength:"500"`
	Limit  int       `query:"limit" minimum:"0" maximum:"200"`
}

type contactGapsIn struct {
	Place kernel.ID `query:"place"`
}

type setContactsIn struct{ Body NewContact }

type contactsOut struct {
	Body struct {
		Items []Contact `json:"items" nullable:"false"`
	}
}

type contactedIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Day  kernel.Day `json:"day"`
		Note string     `json:"note" maxLength:"2000"`
	}
}

func (s *Service) registerContacts(w *web.Server) {
	see, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermMake))
	web.Register(w, see, web.Op{ID: "duty.contacts", Method: http.MethodGet, Path: "/api/duties/contacts", Summary: "Contact points and the days since the last contact"},
		func(ctx context.Context, in *contactsIn) (*pageOut[Contact], error) {
			return paged(s.Contacts(ctx, in.Place, in.Person, kernel.Page{Limit: in.Limit, Cursor: in.Cursor}))
		})
	web.Register(w, see, web.Op{ID: "duty.contact_gaps", Method: http.MethodGet, Path: "/api/duties/contact-gaps", Summary: "Bodies with which nobody keeps contact, and who should keep some and keeps none"},
		func(ctx context.Context, in *contactGapsIn) (*one[*ContactGaps], error) {
			return single(s.ContactGaps(ctx, in.Place))
		})
	web.Register(w, edit, web.Op{ID: "duty.set_contacts", Method: http.MethodPost, Path: "/api/duties/contacts", Summary: "Name the bodies with which somebody keeps contact"},
		func(ctx context.Context, in *setContactsIn) (*contactsOut, error) {
			var out contactsOut
			var err error
			out.Body.Items, err = s.SetContacts(ctx, in.Body)
			return &out, err
		})
	web.Register(w, web.ForOfficer(web.Perm(PermWork)), web.Op{ID: "duty.contact", Method: http.MethodPost, Path: "/api/duties/contacts/{id}/met", Summary: "Tell of a contact"},
		func(ctx context.Context, in *contactedIn) (*one[*Contact], error) {
			return single(s.Contacted(ctx, in.ID, in.Body.Day, in.Body.Note))
		})
	web.Register(w, edit, web.Op{ID: "duty.end_contact", Method: http.MethodPost, Path: "/api/duties/contacts/{id}/end", Summary: "End a contact point"},
		func(ctx context.Context, in *revIn) (*noOut, error) {
			return &noOut{}, s.EndContact(ctx, in.ID, in.Body.Rev, in.Body.Reason)
		})
}
