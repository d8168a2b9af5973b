package duty

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets.
type Options struct {
	DB    *db.DB
	Pack  pack.Source
	Files files.Store
	Days  Workdays
	Place *place.Service
	Body  *body.Service
}

// Service holds the verbs of the room.
type Service struct {
	db    *db.DB
	packs pack.Source
	files files.Store
	days  Workdays
	place *place.Service
	body  *body.Service
}

// New makes the room.
func New(o Options) *Service {
	return &Service{db: o.DB, packs: o.Pack, files: o.Files, days: o.Days, place: o.Place, body: o.Body}
}

// pack are the rules that hold now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// system is the transaction as the program sees it: an item is seen by who owes it and by who has its list, also where it lies
// out of their places, and its progress moves the items above it.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// whole lets a Write reach every item of the county that is not sealed, in the name of the same actor: a step moves the items
// above. Who may take it is decided by the rules of the room on the actor as they came.
func whole(ctx context.Context) context.Context {
	a := kernel.ActorOf(ctx)
	if a.CountyID != 0 {
		a.Arms = []kernel.Arm{{Level: kernel.LevelCounty, PlaceID: a.CountyID}}
	}
	return kernel.WithActor(ctx, a)
}

// can tells whether an officer has a permission anywhere; the program has all.
func can(who kernel.Actor, perm string) bool {
	return who.Kind == kernel.ActorSystem || who.Can(perm)
}

// covers tells whether a row lies where the actor has a permission; places only: no unit judges its own work.
func covers(who kernel.Actor, perm string, stamp kernel.Stamp, units bool) bool {
	if who.Kind != kernel.ActorSystem {
		who = who.For(perm)
	}
	return slices.ContainsFunc(who.Arms, func(a kernel.Arm) bool {
		return (units || a.BodyID == 0) && a.Covers(stamp, who.CountyID)
	})
}

// me is the actor with the posts held today.
type me struct {
	person  kernel.ID
	persons []kernel.ID // and those for whom they act
	held    []body.Held
}

func (s *Service) me(tx *db.ReadTx, who kernel.Actor) (me, error) {
	m := me{person: who.PersonID, persons: who.Persons()}
	if m.person == 0 {
		return m, nil
	}
	var err error
	m.held, err = s.body.PostsOf(system(tx), m.person, tx.Today())
	return m, err
}

// owes tells whether the item is mine: in person, by a post, or as one of the unit.
func (m me) owes(r *itemRow) bool {
	switch {
	case m.person == 0:
		return false
	case r.PersonID != 0:
		return slices.Contains(m.persons, r.PersonID)
	case r.Post == "" && r.BodyID == 0:
		return false
	}
	return slices.ContainsFunc(m.held, func(h body.Held) bool {
		if r.Post != "" && h.Post != r.Post {
			return false
		}
		if r.BodyID != 0 {
			return h.BodyID == r.BodyID
		}
		return h.BodyID == 0 && h.PlaceID == r.PlaceID
	})
}

// where is the condition over `i` that an item is mine.
func (m me) where() conditions {
	var w conditions
	if m.person == 0 {
		return w
	}
	in, args := place.Among("i.person_id", m.persons)
	w.add(in, args...)
	var units []kernel.ID
	for _, h := range m.held {
		if h.BodyID == 0 {
			w.add("(i.person_id = 0 AND i.body_id = 0 AND i.place_id = ? AND i.post = ?)", h.PlaceID, h.Post)
			continue
		}
		w.add("(i.person_id = 0 AND i.body_id = ? AND i.post = ?)", h.BodyID, h.Post)
		if !slices.Contains(units, h.BodyID) {
			units = append(units, h.BodyID)
			w.add("(i.person_id = 0 AND i.body_id = ? AND i.post = '')", h.BodyID)
		}
	}
	return w
}

// whereOpen is where for items that are open. Each way in which an item is mine is asked by an index of its own: asked as one
// condition with OR, SQLite would read all that is open in the county.
func (m me) whereOpen() conditions {
	all, w := m.where(), conditions{}
	if len(all.parts) == 0 {
		return w
	}
	ways := make([]string, len(all.parts))
	for i, part := range all.parts {
		ways[i] = "SELECT o.id FROM {duty_item o} WHERE o.open AND " + strings.ReplaceAll(part, "i.", "o.")
	}
	w.add("i.id IN ("+strings.Join(ways, " UNION ALL ")+")", all.args...)
	return w
}

// seen is an item with its list, the items above it, and how the actor stands to it.
type seen struct {
	row  *itemRow
	list *listRow // nil outside lists
	up   []itemRow
	me   me
}

// look reads an item that the actor may see: it lies in their places or units, they have its list or owe it, or one of the items
// above it is so. Everything else is not found.
func (s *Service) look(tx *db.ReadTx, who kernel.Actor, id kernel.ID) (seen, error) {
	r := &itemRow{}
	gone := kernel.NotFound(itemTable).With("id", id.String())
	if err := system(tx).Get(r, id); err != nil {
		return seen{}, err
	}
	v := seen{row: r}
	var err error
	if v.up, err = above(system(tx), r); err != nil {
		return v, err
	}
	if r.ListID != 0 {
		v.list = &listRow{}
		if err = system(tx).Get(v.list, r.ListID); err != nil {
			return v, err
		}
	}
	if v.me, err = s.me(tx, who); err != nil {
		return v, err
	}
	if r.Sealed && who.Kind != kernel.ActorSystem || !v.visible(who) {
		return v, gone
	}
	return v, nil
}

func (v seen) visible(who kernel.Actor) bool {
	if v.me.owes(v.row) || covers(who, PermList, v.row.Stamp, true) || v.list != nil && v.has(who, PermList) {
		return true
	}
	return slices.ContainsFunc(v.up, func(u itemRow) bool {
		return v.me.owes(&u) || covers(who, PermList, u.Stamp, true)
	})
}

// has tells whether the actor has the list: by its place or its body, as its owner, or because they made it.
func (v seen) has(who kernel.Actor, perm string) bool {
	return hasList(who, perm, v.list)
}

func hasList(who kernel.Actor, perm string, l *listRow) bool {
	mine := who.PersonID != 0 && (who.PersonID == l.MakerPersonID || who.PersonID == l.PersonID)
	return can(who, perm) && mine || covers(who, perm, l.Stamp, true)
}

// standing is how the actor stands to the item where a step asks for a permission.
func (v seen) standing(who kernel.Actor, perm string) standing {
	st := standing{own: can(who, perm) && (v.me.owes(v.row) || who.Kind == kernel.ActorSystem)}
	st.owner = st.own
	st.over = covers(who, perm, v.row.Stamp, false) || v.list != nil && v.has(who, perm)
	for i := range v.up {
		u := &v.up[i]
		if can(who, perm) && v.me.owes(u) {
			st.owner, st.over = true, true
		}
		st.over = st.over || covers(who, perm, u.Stamp, false)
	}
	if v.row.PersonID != 0 && v.row.PersonID == who.PersonID {
		st.over = false // nobody judges what they owe themselves
	}
	return st
}

// allowed tells why the actor may not take a step on the item now.
func (v seen) allowed(who kernel.Actor, step string) error {
	states, ok := from[step]
	perm := permOf[step]
	switch {
	case !ok:
		return kernel.Invalid("step", "unknown_step").With("step", step)
	case !can(who, perm) || !may(step, v.standing(who, perm)):
		return kernel.Forbidden("not_yours")
	case !slices.Contains(states, v.row.State):
		return kernel.Conflict("wrong_state").With("state", v.row.State)
	case v.list != nil && !v.list.Open:
		return kernel.Conflict("list_closed")
	}
	if reviews[step] && who.PersonID != 0 {
		if step == StepExtend && who.PersonID == v.row.ExtendPersonID || step != StepExtend && who.PersonID == v.row.ReportPersonID {
			return kernel.Forbidden("second_person")
		}
	}
	return nil
}

// listType is the type of a list that is made today.
func (s *Service) listType(id string, day kernel.Day) (pack.ListType, error) {
	t, ok := s.pack().ListType(id)
	if !ok || !t.Valid(day) {
		return t, kernel.Invalid("type", "unknown_type").With("type", id)
	}
	return t, nil
}

// within narrows to a place and what lies in it.
func (s *Service) within(tx *db.ReadTx, w *conditions, alias string, id kernel.ID) error {
	if id == 0 {
		return nil
	}
	where, args, err := s.place.Within(tx, alias, id)
	w.add(where, args...)
	return err
}
