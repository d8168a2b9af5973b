package field

import (
	"context"
	"io"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// PageParams are the parameters of every list; exported, because the API library looks into exported parts only.
type PageParams struct {
	Cursor string `query:"cursor" maxLength:"400"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

func (p PageParams) page() kernel.Page { return kernel.Page{Limit: p.Limit, Cursor: p.Cursor} }

type list[T any] struct {
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Next  string `json:"next"`
	}
}

func listOf[T any](items []T, next string, err error) (*list[T], error) {
	var out list[T]
	out.Body.Items, out.Body.Next = items, next
	return &out, err
}

type one[T any] struct{ Body T }

func oneOf[T any](v T, err error) (*one[T], error) { return &one[T]{v}, err }

type enterIn struct {
	Body struct {
		Key     string    `json:"key" minLength:"8" maxLength:"64"`
		Name    string    `json:"name" maxLength:"80"`
		Account kernel.ID `json:"account" required:"false"`
	}
}

// whose checks the account whose phone it is, as the phone says (0: it does not): on a shared one somebody else may be signed in by now,
// in another tab, and nothing of one may be done as the other.
func whose(ctx context.Context, account kernel.ID) error {
	if account != 0 && account != kernel.ActorOf(ctx).AccountID {
		return kernel.Conflict("other_account")
	}
	return nil
}

type devicesIn struct {
	PageParams
	Place kernel.ID `query:"place"`
}

type revokeIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"200" required:"false"`
	}
}

type pullIn struct {
	Device  kernel.ID `query:"device" required:"true"`
	Place   kernel.ID `query:"place"`
	Since   string    `query:"since" maxLength:"1000"`
	Next    string    `query:"next" maxLength:"2000"`
	Waiting int       `query:"waiting" minimum:"0" maximum:"100000"`
	Account kernel.ID `query:"account"`
}

type pushIn struct {
	Body struct {
		Device  kernel.ID `json:"device"`
		Now     int64     `json:"now" required:"false"` // by the device's clock
		Ops     []Op      `json:"ops" minItems:"1" maxItems:"100"`
		Account kernel.ID `json:"account" required:"false"`
	}
}

type importIn struct {
	Body struct {
		Ops []Op `json:"ops" minItems:"1" maxItems:"100"`
	}
}

type pieceIn struct {
	Key     string `path:"key" minLength:"8" maxLength:"64"`
	From    int64  `query:"from" minimum:"0"`
	Size    int64  `query:"size" minimum:"1"`
	RawBody []byte `contentType:"application/octet-stream"`
}

type photoIn struct {
	Key string `path:"key" minLength:"8" maxLength:"64"`
}

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	sync, desk := web.ForOfficer(web.Perm(PermSync)), web.ForOfficer(web.Perm(PermImport))
	web.Register(w, sync, web.Op{ID: "field.pull", Method: http.MethodGet, Path: "/api/field/pull", Summary: "What a device may hold: a first load page by page, then what changed"},
		func(ctx context.Context, in *pullIn) (*one[Pull], error) {
			if err := whose(ctx, in.Account); err != nil {
				return nil, err
			}
			return oneOf(s.Pull(ctx, Asked{Device: in.Device, Place: in.Place, Since: in.Since, Next: in.Next, Waiting: in.Waiting}))
		})
	web.Register(w, sync, web.Op{ID: "field.push", Method: http.MethodPost, Path: "/api/field/push", Summary: "What a device brings: each operation takes effect once, by its key", MaxBody: 4 << 20},
		func(ctx context.Context, in *pushIn) (*list[Answer], error) {
			if err := whose(ctx, in.Body.Account); err != nil {
				return nil, err
			}
			items, err := s.PushBy(ctx, in.Body.Device, in.Body.Now, in.Body.Ops)
			return listOf(items, "", err)
		})
	web.Register(w, sync, web.Op{ID: "field.piece", Method: http.MethodPut, Path: "/api/field/photos/{key}", Summary: "A part of a photo; the answer tells how much is there"},
		func(ctx context.Context, in *pieceIn) (*one[Received], error) {
			return oneOf(s.Piece(ctx, in.Key, in.From, in.Size, in.RawBody))
		})
	web.Register(w, sync, web.Op{ID: "field.photo", Method: http.MethodGet, Path: "/api/field/photos/{key}", Summary: "How much of a photo is there"},
		func(ctx context.Context, in *photoIn) (*one[Received], error) { return oneOf(s.Has(ctx, in.Key)) })
	web.Register(w, desk, web.Op{ID: "field.bring", Method: http.MethodPost, Path: "/api/field/import", Summary: "What a phone could not send, from its file", MaxBody: 4 << 20},
		func(ctx context.Context, in *importIn) (*list[Answer], error) {
			items, err := s.Bring(ctx, in.Body.Ops)
			return listOf(items, "", err)
		})
	s.registerDevices(w)
}

func (s *Service) registerDevices(w *web.Server) {
	sync, see := web.ForOfficer(web.Perm(PermSync)), web.ForOfficer(web.Perm(PermDevice))
	web.Register(w, sync, web.Op{ID: "field.enter", Method: http.MethodPost, Path: "/api/field/devices", Summary: "Make a browser a device of one's account"},
		func(ctx context.Context, in *enterIn) (*one[Device], error) {
			if err := whose(ctx, in.Body.Account); err != nil {
				return nil, err
			}
			return oneOf(s.Enter(ctx, in.Body.Key, in.Body.Name))
		})
	web.Register(w, sync, web.Op{ID: "field.own_devices", Method: http.MethodGet, Path: "/api/field/devices/own", Summary: "One's own devices"},
		func(ctx context.Context, in *PageParams) (*list[Device], error) {
			return listOf(s.Devices(ctx, true, 0, in.page()))
		})
	web.Register(w, sync, web.Op{ID: "field.give_up", Method: http.MethodPost, Path: "/api/field/devices/{id}/give-up", Summary: "End a device of one's own"},
		func(ctx context.Context, in *revokeIn) (*one[Device], error) {
			return oneOf(s.Revoke(ctx, in.ID, in.Body.Rev, in.Body.Reason, true))
		})
	web.Register(w, see, web.Op{ID: "field.devices", Method: http.MethodGet, Path: "/api/field/devices", Summary: "The devices that carry the field app"},
		func(ctx context.Context, in *devicesIn) (*list[Device], error) {
			return listOf(s.Devices(ctx, false, in.Place, in.page()))
		})
	web.Page(w, see, web.Op{ID: "field.export", Method: http.MethodGet, Path: "/api/exports/devices.xlsx", Summary: "The devices that carry the field app as a workbook"}, s.sendDevices)
	web.Register(w, see, web.Op{ID: "field.revoke", Method: http.MethodPost, Path: "/api/field/devices/{id}/revoke", Summary: "Revoke a device: it is refused from now on and empties itself"},
		func(ctx context.Context, in *revokeIn) (*one[Device], error) {
			return oneOf(s.Revoke(ctx, in.ID, in.Body.Rev, in.Body.Reason, false))
		})
	web.Register(w, see, web.Op{ID: "field.held", Method: http.MethodGet, Path: "/api/field/held", Summary: "Operations that waited for their predecessor"},
		func(ctx context.Context, _ *struct{}) (*list[HeldOp], error) {
			items, err := s.HeldOps(ctx)
			return listOf(items, "", err)
		})
}

func (s *Service) sendDevices(rw http.ResponseWriter, r *http.Request) error {
	at, err := web.PlaceOf(r)
	if err != nil {
		return err
	}
	return web.SendBook(rw, r, "devices", func(w io.Writer) error {
		return writeDevices(w, func(p kernel.Page) ([]Device, string, error) { return s.Devices(r.Context(), false, at, p) })
	})
}
