package access

import (
	"context"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// NewAccount is an account to be made.
type NewAccount struct {
	PersonID kernel.ID
	Login    string
}

// Invite is a fresh account or link: the path of the page on which the password is chosen.
type Invite struct {
	Account    *Account
	InvitePath string
}

// Create makes an account for a person and the one-time link that goes with it.
func (s *Service) Create(ctx context.Context, in NewAccount) (*Invite, error) {
	rows, token := []*accountRow(nil), crypt.Token(tokenSize)
	err := s.db.Write(ctx, "access.create", func(tx *db.WriteTx) error {
		var err error
		if rows, err = enter(tx, []NewAccount{in}); err != nil {
			return err
		}
		return saveInvite(tx, rows[0], crypt.Hash(token))
	})
	if err != nil {
		return nil, err
	}
	a, err := s.Get(ctx, rows[0].ID)
	return &Invite{Account: a, InvitePath: invitePath(token)}, err
}

// Enroll makes many accounts at once, without links: their holders cannot sign in until they are invited.
func (s *Service) Enroll(ctx context.Context, list []NewAccount) ([]kernel.ID, error) {
	var ids []kernel.ID
	err := s.db.Write(ctx, "access.enroll", func(tx *db.WriteTx) error {
		ids = ids[:0]
		rows, err := enter(tx, list)
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
		return err
	})
	return ids, err
}

// enter checks and inserts accounts.
func enter(tx *db.WriteTx, list []NewAccount) ([]*accountRow, error) {
	var rows []*accountRow
	for _, in := range list {
		login := NormalLogin(in.Login)
		if err := checkLogin(login); err != nil {
			return nil, err
		}
		if err := free(tx.ReadTx, login, in.PersonID); err != nil {
			return nil, err
		}
		rows = append(rows, &accountRow{PersonID: in.PersonID, Login: login, State: Invited})
	}
	return rows, tx.InsertAll(rows)
}

// free refuses a login that is taken, a person unknown here, and a person who has an account.
func free(tx *db.ReadTx, login string, person kernel.ID) error {
	var found []struct {
		Name  string `bun:"name"`
		Login string `bun:"login"`
	}
	err := tx.Select(&found, `SELECT p.name, COALESCE(a.login, '') AS login FROM {person p}
  LEFT JOIN {account a} ON a.county_id = p.county_id AND a.person_id = p.id WHERE p.id = ? AND p.merged_into = 0`, person)
	switch {
	case err != nil:
		return err
	case len(found) == 0:
		return kernel.NotFound("person")
	case found[0].Login != "":
		return kernel.Conflict("has_account").With("login", found[0].Login)
	}
	return freeLogin(tx, login)
}

func freeLogin(tx *db.ReadTx, login string) error {
	var taken []string
	err := tx.Select(&taken, `SELECT a.login FROM {account a} WHERE a.login = ?
  UNION ALL SELECT l.login FROM {login l} WHERE l.login = ?`, login, login)
	if err == nil && len(taken) > 0 {
		return kernel.Conflict("login_taken")
	}
	return err
}

// Invite makes a new link for an account: for a first password or a forgotten one. Links made earlier end.
func (s *Service) Invite(ctx context.Context, account kernel.ID) (string, error) {
	token := crypt.Token(tokenSize)
	err := s.db.Write(ctx, "access.invite", func(tx *db.WriteTx) error {
		var a accountRow
		if err := tx.Lock(&a, account); err != nil {
			return err
		}
		if a.State == Disabled {
			return kernel.Conflict("account_disabled")
		}
		tx.View("account", a.ID, kernel.Stamp{}, "invited")
		return saveInvite(tx, &a, crypt.Hash(token))
	})
	return invitePath(token), err
}

func invitePath(token string) string { return "/console/invite/" + token }

// Disable closes an account: sessions end with the next request, links at once.
func (s *Service) Disable(ctx context.Context, id kernel.ID, rev int64, reason string) (*Account, error) {
	if strings.TrimSpace(reason) == "" {
		return nil, kernel.Invalid("reason", "required")
	}
	return s.turn(ctx, "access.disable", id, rev, reason, func(tx *db.WriteTx, a *accountRow) error {
		if a.ID == tx.Actor().AccountID {
			return kernel.Conflict("own_account")
		}
		a.State = Disabled
		return dropInvites(tx, a)
	})
}

// Enable opens a closed account again, with the password it had.
func (s *Service) Enable(ctx context.Context, id kernel.ID, rev int64) (*Account, error) {
	return s.turn(ctx, "access.enable", id, rev, "", reopen)
}

// reopen is the state of an account that was closed: with the password it had, or waiting for one.
func reopen(tx *db.WriteTx, a *accountRow) error {
	l, err := loginOf(tx.ReadTx, a.Login)
	if err != nil && kernel.KindOf(err) != kernel.KindNotFound {
		return err
	}
	a.State = Invited
	if l.Hash != "" {
		a.State = Active
	}
	return nil
}

// turn changes the state of an account.
func (s *Service) turn(ctx context.Context, action string, id kernel.ID, rev int64, reason string, change func(*db.WriteTx, *accountRow) error) (*Account, error) {
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		var a accountRow
		if err := tx.Lock(&a, id); err != nil {
			return err
		}
		if a.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		tx.Reason(strings.TrimSpace(reason))
		if err := change(tx, &a); err != nil {
			return err
		}
		return tx.Update(&a)
	})
	if err != nil {
		return nil, err
	}
	return s.Get(ctx, id)
}

// Get reads one account.
func (s *Service) Get(ctx context.Context, id kernel.ID) (*Account, error) {
	var out *Account
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		a, err := viewOf(tx, id)
		out = a.shown()
		return err
	})
	return out, err
}

// List is a page of accounts, newest first; q finds logins and names.
func (s *Service) List(ctx context.Context, q string, page kernel.Page) (items []Account, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, n, err := pageAccounts(tx, q, page)
		next, items = n, make([]Account, len(rows))
		for i, r := range rows {
			items[i] = *r.shown()
		}
		return err
	})
	return items, next, err
}

func pageAccounts(tx *db.ReadTx, q string, page kernel.Page) ([]accountView, string, error) {
	where, args, err := matching(tx, q)
	if err != nil {
		return nil, "", err
	}
	return db.PageOf(tx, db.List{
		SQL: selectAccounts + where, Args: args, Order: []db.Key{{Col: "a.id", Dir: db.Desc}}, Page: page,
	}, func(a *accountView) []any { return []any{a.ID} })
}

// matching finds by a part of the login, or by the person's name as the search knows it.
func matching(tx *db.ReadTx, q string) (string, []any, error) {
	q = strings.ToLower(strings.TrimSpace(q))
	if q == "" {
		return "TRUE", nil, nil
	}
	ids, err := tx.Search("person", q, kernel.MaxLimit)
	if err != nil {
		return "", nil, err
	}
	where, args := `(a.login LIKE ? ESCAPE '!'`, []any{likeAny(q)}
	if len(ids) > 0 {
		in, who := place.Among("a.person_id", ids)
		where, args = where+" OR "+in, append(args, who...)
	}
	return where + ")", args, nil
}
