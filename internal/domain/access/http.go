package access

import (
	"context"
	"net/http"

	"touyan/internal/kernel"
	"touyan/internal/platform/web"
)

// Passwords are the business of the door to HTTP.
var hashPassword, verifyPassword, checkPassword = web.HashPassword, web.VerifyPassword, web.CheckPassword

type none struct{}

type meOut struct{ Body *Me }

type signIn struct {
	Body struct {
		Login    string `json:"login" maxLength:"100"`
		Password string `json:"password" maxLength:"1000"`
	}
}

type tokenIn struct {
	Token string `path:"token" maxLength:"100"`
}

type invitedOut struct{ Body *Invitation }

type acceptIn struct {
	Token string `path:"token" maxLength:"100"`
	Body  struct {
		Password string `json:"password" maxLength:"1000"`
	}
}

type passwordIn struct {
	Body struct {
		Old string `json:"old" maxLength:"1000"`
		New string `json:"new" maxLength:"1000"`
	}
}

type listIn struct {
	Q      string `query:"q" maxLength:"60"`
	Cursor string `query:"cursor" maxLength:"500"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type listOut struct {
	Body struct {
		Items []Account `json:"items" nullable:"false"`
		Next  string    `json:"next"`
	}
}

type createIn struct {
	Body struct {
		PersonID kernel.ID `json:"person_id"`
		Login    string    `json:"login" maxLength:"100"`
	}
}

type createOut struct {
	Body struct {
		Account    *Account `json:"account"`
		InvitePath string   `json:"invite_path"`
	}
}

type idIn struct {
	ID kernel.ID `path:"id"`
}

type inviteOut struct {
	Body struct {
		InvitePath string `json:"invite_path"`
	}
}

type disableIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev    int64  `json:"rev"`
		Reason string `json:"reason" maxLength:"500"`
	}
}

type enableIn struct {
	ID   kernel.ID `path:"id"`
	Body struct {
		Rev int64 `json:"rev"`
	}
}

type accountOut struct{ Body *Account }

// Register enters the room's operations.
func (s *Service) Register(w *web.Server) {
	s.registerSession(w)
	s.registerInvites(w)
	s.registerAccounts(w)
	s.registerDefinitions(w)
	s.registerJournal(w)
	if s.o.Demo {
		s.registerDemo(w)
	}
}

func (s *Service) registerSession(w *web.Server) {
	web.Register(w, web.ForPublic(), web.Op{ID: "access.sign_in", Method: http.MethodPost, Path: "/api/session", Summary: "Sign in"},
		func(ctx context.Context, in *signIn) (*meOut, error) {
			who, me, err := s.SignIn(ctx, in.Body.Login, in.Body.Password)
			if err != nil {
				return nil, err
			}
			return &meOut{me}, w.SignIn(ctx, who.CountyID, who.AccountID)
		})
	web.Register(w, web.ForSignedIn(), web.Op{ID: "access.sign_out", Method: http.MethodDelete, Path: "/api/session", Summary: "Sign out"},
		func(ctx context.Context, _ *none) (*none, error) { return &none{}, w.SignOut(ctx) })
	web.Register(w, web.ForSignedIn(), web.Op{ID: "access.me", Method: http.MethodGet, Path: "/api/me", Summary: "Who is signed in, with today's posts"},
		func(ctx context.Context, _ *none) (*meOut, error) {
			me, err := s.Me(ctx)
			return &meOut{me}, err
		})
	web.Register(w, web.ForSignedIn(), web.Op{ID: "access.change_password", Method: http.MethodPost, Path: "/api/me/password", Summary: "Choose another password; other sessions end"},
		func(ctx context.Context, in *passwordIn) (*none, error) {
			if err := s.ChangePassword(ctx, in.Body.Old, in.Body.New); err != nil {
				return nil, err
			}
			a := kernel.ActorOf(ctx)
			if err := w.EndSessions(ctx, a.CountyID, a.AccountID); err != nil {
				return nil, err
			}
			return &none{}, w.SignIn(ctx, a.CountyID, a.AccountID)
		})
}

func (s *Service) registerInvites(w *web.Server) {
	web.Register(w, web.ForPublic(), web.Op{ID: "access.invited", Method: http.MethodGet, Path: "/api/invites/{token}", Summary: "Whose one-time link it is", Throttle: true},
		func(ctx context.Context, in *tokenIn) (*invitedOut, error) {
			inv, err := s.Invited(ctx, in.Token)
			return &invitedOut{inv}, err
		})
	web.Register(w, web.ForPublic(), web.Op{ID: "access.accept_invite", Method: http.MethodPost, Path: "/api/invites/{token}", Summary: "Choose a password by a one-time link"},
		func(ctx context.Context, in *acceptIn) (*none, error) {
			who, err := s.AcceptInvite(ctx, in.Token, in.Body.Password)
			if err != nil {
				return nil, err
			}
			return &none{}, w.EndSessions(ctx, who.CountyID, who.AccountID)
		})
}

func (s *Service) registerAccounts(w *web.Server) {
	list, edit := web.ForOfficer(web.Perm(PermList)), web.ForOfficer(web.Perm(PermEdit))
	web.Register(w, list, web.Op{ID: "access.list", Method: http.MethodGet, Path: "/api/accounts", Summary: "Accounts, newest first"},
		func(ctx context.Context, in *listIn) (*listOut, error) {
			var out listOut
			var err error
			out.Body.Items, out.Body.Next, err = s.List(ctx, in.Q, kernel.Page{Limit: in.Limit, Cursor: in.Cursor})
			return &out, err
		})
	web.Register(w, edit, web.Op{ID: "access.create", Method: http.MethodPost, Path: "/api/accounts", Summary: "Make an account for a person"},
		func(ctx context.Context, in *createIn) (*createOut, error) {
			inv, err := s.Create(ctx, NewAccount{PersonID: in.Body.PersonID, Login: in.Body.Login})
			if err != nil {
				return nil, err
			}
			var out createOut
			out.Body.Account, out.Body.InvitePath = inv.Account, inv.InvitePath
			return &out, nil
		})
	web.Register(w, edit, web.Op{ID: "access.invite", Method: http.MethodPost, Path: "/api/accounts/{id}/invite", Summary: "Make a new one-time link"},
		func(ctx context.Context, in *idIn) (*inviteOut, error) {
			var out inviteOut
			var err error
			out.Body.InvitePath, err = s.Invite(ctx, in.ID)
			return &out, err
		})
	web.Register(w, edit, web.Op{ID: "access.disable", Method: http.MethodPost, Path: "/api/accounts/{id}/disable", Summary: "Close an account"},
		func(ctx context.Context, in *disableIn) (*accountOut, error) {
			a, err := s.Disable(ctx, in.ID, in.Body.Rev, in.Body.Reason)
			return &accountOut{a}, err
		})
	web.Register(w, edit, web.Op{ID: "access.enable", Method: http.MethodPost, Path: "/api/accounts/{id}/enable", Summary: "Open a closed account again"},
		func(ctx context.Context, in *enableIn) (*accountOut, error) {
			a, err := s.Enable(ctx, in.ID, in.Body.Rev)
			return &accountOut{a}, err
		})
}
