package access

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// SignedIn is for whom a session opens.
type SignedIn struct{ CountyID, AccountID kernel.ID }

// SignIn checks login and password; the caller opens the session. Five failures lock the login for half an hour; a locked
// login answers alike whatever the password. An unknown login is counted and locked just the same, so that nobody learns
// from the answers which logins exist.
func (s *Service) SignIn(ctx context.Context, login, password string) (SignedIn, *Me, error) {
	login = NormalLogin(login)
	row, err := s.attempt(ctx, login)
	if err != nil {
		return SignedIn{}, nil, err
	}
	ok, err := verifyPassword(ctx, password, row.Hash) // an unknown login has no hash: it takes as long and is never right
	if err != nil {
		return SignedIn{}, nil, err
	}
	if !ok {
		return SignedIn{}, nil, kernel.Unauthenticated("bad_login")
	}
	if err := s.passed(ctx, login); err != nil {
		return SignedIn{}, nil, err
	}
	return s.enter(ctx, SignedIn{row.CountyID, row.AccountID})
}

// enter refuses an account for which no session may open.
func (s *Service) enter(ctx context.Context, who SignedIn) (SignedIn, *Me, error) {
	if _, err := s.Resolve(ctx, who.CountyID, who.AccountID); kernel.KindOf(err) == kernel.KindUnauthenticated {
		return SignedIn{}, nil, kernel.Unauthenticated("bad_login").Because(err)
	} else if err != nil {
		return SignedIn{}, nil, err
	}
	me, err := s.me(ctx, who.CountyID, who.AccountID)
	return who, me, err
}

// attempt counts a try before the password is looked at.
func (s *Service) attempt(ctx context.Context, login string) (loginRow, error) {
	var row loginRow
	err := s.db.Write(ctx, "access.sign_in", func(tx *db.WriteTx) error {
		var err error
		if row, err = loginOf(tx.ReadTx, login); kernel.KindOf(err) == kernel.KindNotFound {
			return attemptUnknown(tx, login)
		} else if err != nil {
			return err
		}
		failed, until, allowed := attempt(row.Failed, row.LockedUntil, tx.Now().UnixMilli())
		if !allowed {
			return kernel.TooMany("locked")
		}
		n, err := tx.Exec("UPDATE {login} SET failed = ?, locked_until = ? WHERE login = ? AND failed = ? AND locked_until = ?",
			failed, until, login, row.Failed, row.LockedUntil)
		if err == nil && n == 0 { // several tries at once: the later ones come back later
			return kernel.TooMany("try_again")
		}
		return err
	})
	return row, err
}

// attemptUnknown counts a try at a login that does not exist, by the same rule. Only a hash of what was typed is kept: people
// type their password into the wrong field. A count whose lock is over says no more than none, and goes; so does one that
// nobody touched for missFor.
func attemptUnknown(tx *db.WriteTx, login string) error {
	now, key := tx.Now().UnixMilli(), crypt.Hash("login "+login)
	old, err := missOf(tx.ReadTx, key)
	if err != nil {
		return err
	}
	failed, until, allowed := attempt(old.Failed, old.LockedUntil, now)
	if !allowed {
		return kernel.TooMany("locked")
	}
	if _, err := tx.Exec("DELETE FROM {login_miss} WHERE (locked_until > 0 AND locked_until <= ?) OR at < ?", now, now-missFor.Milliseconds()); err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO {login_miss} (login_hash, failed, locked_until, at) VALUES (?, ?, ?, ?)
  ON CONFLICT (login_hash) DO UPDATE SET failed = excluded.failed, locked_until = excluded.locked_until, at = excluded.at`, key, failed, until, now)
	return err
}

// passed clears the count after the right password.
func (s *Service) passed(ctx context.Context, login string) error {
	return s.db.Write(ctx, "access.sign_in", func(tx *db.WriteTx) error {
		_, err := tx.Exec("UPDATE {login} SET failed = 0, locked_until = 0, last_seen = ? WHERE login = ?",
			tx.Now().UnixMilli(), login)
		return err
	})
}

// ChangePassword replaces the password of who is signed in. Tries at the old one count like tries to sign in.
func (s *Service) ChangePassword(ctx context.Context, old, password string) error {
	me, err := s.Me(ctx)
	if err != nil {
		return err
	}
	if err := checkPassword(me.Login, password); err != nil {
		return err
	}
	row, err := s.attempt(ctx, me.Login)
	if err != nil {
		return err
	}
	ok, err := verifyPassword(ctx, old, row.Hash)
	if err != nil {
		return err
	}
	if !ok {
		return kernel.Invalid("old", "bad_password")
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.db.Write(ctx, "access.change_password", func(tx *db.WriteTx) error {
		tx.View("account", me.AccountID, kernel.Stamp{}, "password_changed")
		return setPassword(tx, me.Login, hash)
	})
}

func setPassword(tx *db.WriteTx, login, hash string) error {
	_, err := tx.Exec("UPDATE {login} SET hash = ?, failed = 0, locked_until = 0 WHERE login = ?", hash, login)
	return err
}

// Invited tells whose link it is, as long as it is good.
func (s *Service) Invited(ctx context.Context, token string) (*Invitation, error) {
	_, who, err := s.invited(ctx, token)
	return &Invitation{Login: who.Login, Name: who.PersonName}, err
}

func (s *Service) invited(ctx context.Context, token string) (i inviteRow, who accountView, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		if i, err = inviteBy(tx, crypt.Hash(token)); err != nil {
			return err
		}
		who, err = viewOf(tx.As(kernel.System(i.CountyID)), i.AccountID)
		if err == nil && who.State == Disabled {
			err = kernel.NotFound("invite")
		}
		return err
	})
	return i, who, err
}

// AcceptInvite sets the password that the invited person chose; the link ends with it.
func (s *Service) AcceptInvite(ctx context.Context, token, password string) (SignedIn, error) {
	inv, err := s.Invited(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	if err := checkPassword(inv.Login, password); err != nil {
		return SignedIn{}, err
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return SignedIn{}, err
	}
	invite, who, err := s.invited(ctx, token)
	if err != nil {
		return SignedIn{}, err
	}
	err = s.accept(kernel.WithActor(ctx, owner(invite.CountyID, who)), invite, hash)
	return SignedIn{invite.CountyID, invite.AccountID}, err
}

// owner is the person of an account, acting on nothing but that account.
func owner(county kernel.ID, a accountView) kernel.Actor {
	o := kernel.System(county)
	o.Kind, o.AccountID, o.PersonID, o.Name = kernel.ActorOfficer, a.ID, a.PersonID, a.PersonName
	return o
}

func (s *Service) accept(ctx context.Context, invite inviteRow, hash string) error {
	return s.db.Write(ctx, "access.accept_invite", func(tx *db.WriteTx) error {
		var a accountRow
		if err := tx.Lock(&a, invite.AccountID); err != nil {
			return err
		}
		n, err := tx.Exec("DELETE FROM {invite} WHERE token_hash = ?", invite.TokenHash)
		if err != nil {
			return err
		}
		if n == 0 || a.State == Disabled {
			return kernel.NotFound("invite")
		}
		if err := dropInvites(tx, &a); err != nil {
			return err
		}
		tx.View("account", a.ID, kernel.Stamp{}, "password_changed")
		a.State = Active
		if err := tx.Update(&a); err != nil {
			return err
		}
		return setPassword(tx, a.Login, hash)
	})
}
