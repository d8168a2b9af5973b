package access

import (
	"cmp"
	"context"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets.
type Options struct {
	DB      *db.DB
	Pack    pack.Source
	Place   *place.Service
	Person  *person.Service
	Body    *body.Service
	Also    func() []db.Ask // what else every request asks
	Version string
	Demo    bool
}

// Service holds the verbs of the room.
type Service struct {
	db    *db.DB
	packs pack.Source
	o     Options
}

// New makes the room; from then on the pages of persons show their accounts.
func New(o Options) *Service {
	s := &Service{db: o.DB, packs: o.Pack, o: o}
	if o.Body != nil {
		o.Body.Accounts = s.accountsOf
	}
	if o.Person != nil {
		o.Person.Followers = append(o.Person.Followers, person.Follower{Before: s.oneAccount})
	}
	return s
}

// pack is the county's rules as they are now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// accountsOf finds the accounts of persons. Login and last use are for those who keep accounts; others learn that there is
// one.
func (s *Service) accountsOf(tx *db.ReadTx, persons []kernel.ID) (map[kernel.ID]body.Account, error) {
	out := map[kernel.ID]body.Account{}
	if len(persons) == 0 {
		return out, nil
	}
	in, args := place.Among("a.person_id", persons)
	var rows []accountView
	err := tx.Select(&rows, selectAccounts+in, args...)
	full := tx.Actor().Can(PermList)
	for _, a := range rows {
		v := body.Account{ID: a.ID, Rev: a.Rev, PersonID: a.PersonID, PersonName: a.PersonName, State: string(a.State)}
		if full {
			v.Login, v.LastSeen, v.LockedUntil = a.Login, a.LastSeen, a.LockedUntil
		}
		out[a.PersonID] = v
	}
	return out, err
}

// Resolve says who an account is today and what it may do where. It is asked at each request and remembers nothing, so
// that a post ended a minute ago opens nothing more. What else every request asks goes along.
func (s *Service) Resolve(ctx context.Context, county, account kernel.ID) (kernel.Actor, error) {
	var out kernel.Actor
	err := s.db.Read(kernel.WithActor(ctx, kernel.System(county)), func(tx *db.ReadTx) error {
		var also []db.Ask
		if s.o.Also != nil {
			also = s.o.Also()
		}
		a, posts, err := s.whoIs(tx, account, also...)
		switch {
		case kernel.KindOf(err) == kernel.KindNotFound, err == nil && a.State == Disabled:
			return kernel.Unauthenticated("signed_out").Because(err)
		case err != nil: // the database is away, or the caller: that says nothing of the account
			return err
		}
		if len(posts) == 0 { // the account closes with the last post; one that never had any waits for its first
			past, err := s.o.Body.HeldBefore(tx, a.PersonID)
			if err != nil || past {
				return cmp.Or(err, error(kernel.Unauthenticated("account_closed")))
			}
		}
		whose, err := s.o.Body.Principals(tx, posts)
		if err != nil {
			return err
		}
		out = kernel.Actor{
			Kind: kernel.ActorOfficer, CountyID: county, AccountID: a.ID, PersonID: a.PersonID, Name: a.PersonName,
			Grants: grantsOf(s.pack(), posts, whose),
		}
		return nil
	})
	return out, err
}

// whoIs reads an account and the posts that its person holds today: together, since every request asks it.
func (s *Service) whoIs(tx *db.ReadTx, account kernel.ID, also ...db.Ask) (accountView, []body.Held, error) {
	var list []accountView
	var held []body.Held
	asks := append(also, db.Ask{Dest: &list, SQL: selectAccounts + "a.id = ?", Args: []any{account}},
		s.o.Body.AskPosts(&held, tx.Today(), "a.person_id = (SELECT x.person_id FROM {account x} WHERE x.id = ?)", account))
	err := tx.Together(asks...)
	if err == nil && len(list) == 0 {
		err = kernel.NotFound("account")
	}
	if err != nil {
		return accountView{}, nil, err
	}
	return list[0], held, nil
}

// grantsOf turns posts into what they give. A post that the pack does not know gives nothing.
func grantsOf(p *pack.Pack, posts []body.Held, whose map[kernel.ID]body.Ref) []kernel.Grant {
	var out []kernel.Grant
	for _, h := range posts {
		var only []string
		if h.Roles != "" {
			only = strings.Split(h.Roles, ",")
		}
		gifts, sealed := p.GiftsOf(h.Post, only)
		for _, g := range gifts {
			for _, arm := range h.Arms {
				arm.Sealed, arm.Types = sealed, g.Types
				out = append(out, kernel.Grant{Post: h.Post, Perms: g.Perms, Arm: arm, ForID: whose[h.ID].ID, ForName: whose[h.ID].Name})
			}
		}
	}
	return out
}

// Me is the signed-in person with the posts held today.
func (s *Service) Me(ctx context.Context) (*Me, error) {
	actor := kernel.ActorOf(ctx)
	if actor.AccountID == 0 {
		return nil, kernel.Unauthenticated("signed_out")
	}
	return s.me(ctx, actor.CountyID, actor.AccountID)
}

func (s *Service) me(ctx context.Context, county, account kernel.ID) (*Me, error) {
	out := &Me{Perms: []string{}, Posts: []HeldPost{}}
	err := s.db.Read(kernel.WithActor(ctx, kernel.System(county)), func(tx *db.ReadTx) error {
		a, posts, err := s.whoIs(tx, account)
		if err != nil {
			return err
		}
		out.AccountID, out.PersonID, out.Login, out.Name = a.ID, a.PersonID, a.Login, a.PersonName
		for _, h := range posts {
			out.Posts = append(out.Posts, s.held(h))
		}
		out.Perms = append(out.Perms, kernel.Actor{Grants: grantsOf(s.pack(), posts, nil)}.Perms()...)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (s *Service) held(h body.Held) HeldPost {
	def, _ := s.pack().Post(h.Post)
	return HeldPost{
		ID: h.ID, Post: h.Post, PostName: def.Name, PostNameEN: def.NameEN, Place: h.Place, Body: h.Body, Topic: h.Topic, To: h.To,
	}
}

func viewOf(tx *db.ReadTx, account kernel.ID) (accountView, error) {
	var a accountView
	err := tx.One(&a, selectAccounts+"a.id = ?", account)
	if kernel.KindOf(err) == kernel.KindNotFound {
		err = kernel.NotFound("account")
	}
	return a, err
}

func (a accountView) shown() *Account {
	return &Account{
		ID: a.ID, Rev: a.Rev, Login: a.Login, PersonID: a.PersonID, PersonName: a.PersonName, State: a.State,
		LastSeen: a.LastSeen, LockedUntil: a.LockedUntil,
	}
}

// program is the context in which the program itself looks, before it is known who acts.
func program(ctx context.Context) context.Context {
	return kernel.WithActor(ctx, kernel.System(kernel.ActorOf(ctx).CountyID))
}
