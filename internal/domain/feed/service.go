package feed

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets.
type Options struct {
	DB    *db.DB
	Pack  pack.Source
	Keys  *crypt.Keys
	Place *place.Service
	Body  *body.Service
	Cases *casework.Service
	Duty  *duty.Service
	Visit *visit.Service

	// Resolve says who an account is today.
	Resolve func(ctx context.Context, county, account kernel.ID) (kernel.Actor, error)
	Out     Outbound
	Private bool // hooks may lead inside the office's own network
	Mailer  Mailer
	Pusher  Pusher
	Also    []Asked // of rooms that this one may not use
}

// Asked is what else may be due, for holders of a permission.
type Asked struct {
	Perm string
	Ask  func(context.Context) ([]DueThing, error)
}

// Outbound sends a request to an address that somebody entered; its errors have the codes that the deliveries page shows.
type Outbound interface {
	Check(url string) error
	Post(ctx context.Context, url string, head map[string]string, body []byte) (status int, err error)
}

// Mailer sends a letter of plain text.
type Mailer interface {
	Send(ctx context.Context, to, subject, text string) error
}

// Pusher seals a message for a browser and hands it to the browser's service.
type Pusher interface {
	NewKey() (public, private string, err error)
	CheckTarget(t NewPush) error
	Push(ctx context.Context, public, private string, t NewPush, message []byte) (status int, err error)
}

// Service holds the verbs of the room.
type Service struct {
	o  Options
	db *db.DB
}

// New makes the room.
func New(o Options) *Service { return &Service{o: o, db: o.DB} }

func (s *Service) pack() *pack.Pack { return s.o.Pack.Now() }

// program is the context in which the program itself looks, before it is known for whom.
func program(ctx context.Context, county kernel.ID) context.Context {
	return kernel.WithActor(ctx, kernel.System(county))
}

// Choices are what the actor may give a token and ask of a hook.
func (s *Service) Choices(ctx context.Context) FeedChoices {
	a := kernel.ActorOf(ctx).Own()
	out := FeedChoices{Perms: []string{}, Events: []string{}, Private: s.o.Private, Mail: s.o.Mailer != nil}
	for _, p := range a.Perms() {
		if readable(p) {
			out.Perms = append(out.Perms, p)
		}
	}
	for _, x := range sorts {
		if a.Can(x.perm) {
			out.Events = append(out.Events, x.table)
		}
	}
	return out
}

// Tokens is a page of the tokens of the actor's places, the newest first.
func (s *Service) Tokens(ctx context.Context, page kernel.Page) (out []FeedToken, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, n, err := pageTokens(tx, page)
		if err != nil {
			return err
		}
		next = n
		out, err = s.tokens(tx, rows)
		return err
	})
	return out, next, err
}

func (s *Service) tokens(tx *db.ReadTx, rows []tokenRow) ([]FeedToken, error) {
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.PlaceID
	}
	names, err := s.o.Place.Names(tx, ids)
	if err != nil {
		return nil, err
	}
	used, err := usedOn(tx, rows)
	out := make([]FeedToken, len(rows))
	for i, r := range rows {
		p := names[r.PlaceID]
		out[i] = FeedToken{
			ID: r.ID, Name: r.Name, Place: p.Ref(), Perms: split(r.Perms), Until: r.UntilDay, State: stateOf(&rows[i], tx.Today()), Made: r.MadeDay, By: r.MadeBy,
			Used: used[r.ID], RevokedAt: r.RevokedAt, RevokedBy: r.RevokedBy,
		}
	}
	return out, err
}

// tokenLength is 260 bits.
const tokenLength = 52

// MakeToken makes a token for a place of the actor, with permissions that the actor holds there. It is shown in this answer only.
func (s *Service) MakeToken(ctx context.Context, n NewFeedToken) (*FeedTokenMade, error) {
	who := kernel.ActorOf(ctx)
	name, err := checkName(n.Name)
	if err != nil {
		return nil, err
	}
	perms := clean(n.Perms)
	if len(perms) == 0 || len(perms) > maxPerms {
		return nil, kernel.Invalid("perms", "required")
	}
	var out *FeedTokenMade
	err = s.db.Write(ctx, "feed.make_token", func(tx *db.WriteTx) error {
		if err := checkUntil(n.Until, tx.Today()); err != nil {
			return err
		}
		at, err := s.o.Place.LoadOpen(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		for _, p := range perms {
			if !narrowed(who, at, []string{p}, "").Can(p) {
				return kernel.Invalid("perms", "token_perm_not_held").With("permission", p)
			}
		}
		secret := crypt.Token(tokenLength)
		r := &tokenRow{
			Stamp: at.Stamp, Name: name, PlaceID: at.ID, Perms: join(perms), UntilDay: n.Until, TokenHash: crypt.Hash(secret),
			AccountID: who.AccountID, MadeBy: who.Name, MadeDay: tx.Today(),
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		list, err := s.tokens(tx.ReadTx, []tokenRow{*r})
		if err == nil {
			out = &FeedTokenMade{FeedToken: list[0], Secret: secret}
		}
		return err
	})
	return out, err
}

// RevokeToken ends a token at once; ending it again changes nothing.
func (s *Service) RevokeToken(ctx context.Context, id kernel.ID) (*FeedToken, error) {
	var out *FeedToken
	err := s.db.Write(ctx, "feed.revoke_token", func(tx *db.WriteTx) error {
		r := &tokenRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.RevokedAt == 0 {
			r.RevokedAt, r.RevokedBy = tx.Now().UnixMilli(), tx.Actor().Name
			if err := tx.Update(r); err != nil {
				return err
			}
		}
		list, err := s.tokens(tx.ReadTx, []tokenRow{*r})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

// Reader says for whom a token reads today: what its maker may still read there. It is asked at each request, so that what the maker
// loses the token loses, and a token that was revoked a moment ago opens nothing.
func (s *Service) Reader(ctx context.Context, county kernel.ID, token string) (id kernel.ID, reader kernel.Actor, err error) {
	ctx = program(ctx, county)
	var r tokenRow
	var at place.Place
	var used kernel.Day
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		if r, err = tokenBy(tx, crypt.Hash(strings.TrimSpace(token))); err != nil {
			return err
		}
		switch {
		case r.ID == 0:
			return kernel.Unauthenticated("token_unknown")
		case r.RevokedAt != 0:
			return kernel.Unauthenticated("token_revoked")
		case r.UntilDay < tx.Today():
			return kernel.Unauthenticated("token_expired")
		}
		all, err := usedOn(tx, []tokenRow{r})
		if err == nil {
			used = all[r.ID]
			at, err = s.o.Place.Load(tx, r.PlaceID)
		}
		return err
	})
	if err != nil {
		return 0, kernel.Actor{}, err
	}
	maker, err := s.maker(ctx, county, r.AccountID)
	if err != nil {
		return 0, kernel.Actor{}, err
	}
	if used != kernel.DayOf(s.db.Now()) {
		if err := s.db.Write(ctx, "feed.use_token", func(tx *db.WriteTx) error { return noteUse(tx, r.ID) }); err != nil {
			return 0, kernel.Actor{}, err
		}
	}
	return r.ID, narrowed(maker, at, split(r.Perms), r.Name), nil
}

// maker is who made a token or hook, as they are today.
func (s *Service) maker(ctx context.Context, county, account kernel.ID) (kernel.Actor, error) {
	maker, err := s.o.Resolve(ctx, county, account)
	if slices.Contains([]kernel.Kind{kernel.KindUnauthenticated, kernel.KindForbidden, kernel.KindNotFound}, kernel.KindOf(err)) && err != nil {
		err = kernel.Unauthenticated("token_maker_gone").Because(err)
	}
	return maker, err
}
