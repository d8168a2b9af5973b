package visit

import (
	"context"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/link"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets.
type Options struct {
	DB     *db.DB
	Pack   pack.Source
	Keys   *crypt.Keys
	Files  files.Store
	Place  *place.Service
	Person *person.Service
	Body   *body.Service
	Link   *link.Service
	Cases  *casework.Service
}

// Service holds the verbs of the room.
type Service struct {
	db      *db.DB
	packs   pack.Source
	keys    *crypt.Keys
	files   files.Store
	place   *place.Service
	person  *person.Service
	body    *body.Service
	link    *link.Service
	cases   *casework.Service
	enqueue func(tx *db.WriteTx, campaign kernel.ID) error
}

// New makes the room; from then on the households of campaigns follow what happens to them and to who looks after them.
func New(o Options) *Service {
	s := &Service{
		db: o.DB, packs: o.Pack, keys: o.Keys, files: o.Files, place: o.Place, person: o.Person, body: o.Body, link: o.Link, cases: o.Cases, enqueue: orderBuild,
	}
	o.Person.Happened = append(o.Person.Happened, s.follow)
	o.Link.Changed = append(o.Link.Changed, s.relinked)
	o.Cases.Codes = append(o.Cases.Codes, s.leads)
	return s
}

// pack are the rules that hold now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// system is the transaction as the program sees it: a task is its visitor's wherever it lies, campaigns lie above who visits, and
// a slip opens one visit.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// whole is the context in which the program itself looks and writes, for what follows by itself.
func whole(ctx context.Context) context.Context {
	return kernel.WithActor(ctx, kernel.System(kernel.ActorOf(ctx).CountyID))
}

// visitType is a kind of visit that may be made on a day.
func (s *Service) visitType(id string, day kernel.Day) (pack.VisitType, error) {
	v, ok := s.pack().VisitType(id)
	if !ok || !v.Valid(day) {
		return v, kernel.Invalid("type", "unknown_type").With("type", id)
	}
	return v, nil
}

// Reach lets somebody act at households that are theirs to visit though they lie out of their places: at the lowest place of each,
// for the operation at hand. Of others they do not learn that they exist.
func (s *Service) Reach(ctx context.Context, households ...kernel.ID) (context.Context, error) {
	who := kernel.ActorOf(ctx)
	arms := slices.Clone(who.Arms)
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		for _, id := range households {
			if id == 0 {
				continue
			}
			h, own, err := s.household(tx, id)
			if err != nil {
				return err
			}
			if own {
				arm := kernel.Arm{}
				arm.Level, arm.PlaceID = h.Stamp.Lowest(tx.County())
				arms = append(arms, arm)
			}
		}
		return nil
	})
	who.Arms = arms
	return kernel.WithActor(ctx, who), err
}

// household reads a household that lies in the actor's scope, or (own) that is theirs to visit.
func (s *Service) household(tx *db.ReadTx, id kernel.ID) (h person.Household, own bool, err error) {
	all, err := s.person.HouseholdsByID(tx, []kernel.ID{id})
	if h, ok := all[id]; ok || err != nil {
		return h, false, err
	}
	gone := kernel.NotFound("household").With("id", id.String())
	if all, err = s.person.HouseholdsByID(system(tx), []kernel.ID{id}); err != nil {
		return h, false, err
	}
	h, ok := all[id]
	if !ok {
		return h, false, gone
	}
	for _, who := range tx.Actor().Persons() {
		is, err := s.visits(tx, who, id)
		if err != nil || is {
			return h, is, err
		}
	}
	return person.Household{}, false, gone
}

// visits tells whether a household is somebody's to visit: in a campaign that runs, or because they look after it.
func (s *Service) visits(tx *db.ReadTx, who, household kernel.ID) (bool, error) {
	if who == 0 {
		return false, nil
	}
	var ids []kernel.ID
	err := system(tx).Select(&ids, "SELECT t.id FROM {campaign_task t} WHERE t.household_id = ? AND t.visitor_id = ? AND t.open", household, who)
	if err != nil || len(ids) > 0 {
		return len(ids) > 0, err
	}
	list, _, err := s.link.Page(system(tx), link.Filter{Household: household, Person: who}, kernel.Page{Limit: 1})
	return len(list) > 0, err
}

// mayVisit tells whether somebody other than who enters the visit can have made it: the household is theirs to visit, or they hold
// a post where it lies.
func (s *Service) mayVisit(tx *db.ReadTx, who kernel.ID, at kernel.Stamp, household kernel.ID) (bool, error) {
	if household != 0 {
		if is, err := s.visits(tx, who, household); err != nil || is {
			return is, err
		}
	}
	held, err := s.body.PostsOf(system(tx), who, tx.Today())
	return slices.ContainsFunc(held, func(h body.Held) bool { return at.Within(h.Stamp, tx.County()) }), err
}

// clientKey makes a key of a client one of its account's own.
func clientKey(who kernel.Actor, key string) *string {
	if key == "" {
		return nil
	}
	own := "a" + who.AccountID.String() + ":" + key
	return &own
}

// around are the places and households that rows speak of.
type around struct {
	places map[kernel.ID]place.Place
	houses map[kernel.ID]person.Household
	county kernel.ID
}

// around reads the names for some rows, whoever may see those records: who has the row may know where it is.
func (s *Service) around(tx *db.ReadTx, houses []kernel.ID, stamps []kernel.Stamp, more ...kernel.ID) (around, error) {
	a, sys := around{county: tx.County()}, system(tx)
	ids := append([]kernel.ID{tx.County()}, more...)
	for _, st := range stamps {
		ids = append(ids, place.WayIDs(st)...)
	}
	var err error
	if a.places, err = s.place.Names(sys, ids); err != nil {
		return a, err
	}
	a.houses, err = s.person.HouseholdsByID(sys, houses)
	return a, err
}

// at names the lowest place of a stamp and the way there.
func (a around) at(st kernel.Stamp) (place.Ref, string) {
	_, id := st.Lowest(a.county)
	p := a.places[id]
	return p.Ref(), place.Words(a.places, a.county, st)
}
