package activity

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
)

// Service is the room's verbs.
type Service struct {
	d      *db.DB
	packs  pack.Source
	files  files.Store
	places *place.Service
	bodies *body.Service
}

// New makes the service.
func New(d *db.DB, p pack.Source, store files.Store, places *place.Service, bodies *body.Service) *Service {
	return &Service{d: d, packs: p, files: store, places: places, bodies: bodies}
}

// pack is the county's rules as they are now.
func (s *Service) pack() *pack.Pack { return s.packs.Now() }

// Add writes down what a body did. The same client key again answers the same record.
func (s *Service) Add(ctx context.Context, n Draft) (Activity, error) {
	var out Activity
	if n.ClientKey != "" {
		n.ClientKey = own(ctx, n.ClientKey)
	}
	err := s.d.Write(ctx, "activity.add", func(tx *db.WriteTx) error {
		r, err := s.known(tx.ReadTx, n.ClientKey)
		if err == nil && r == nil {
			r, err = s.add(tx, n)
		}
		if err != nil {
			return err
		}
		list, err := s.views(tx.ReadTx, []activityRow{*r})
		if err == nil {
			out = list[0]
		}
		return err
	})
	return out, err
}

func (s *Service) known(tx *db.ReadTx, key string) (*activityRow, error) {
	if key == "" {
		return nil, nil
	}
	var rows []activityRow
	err := tx.Select(&rows, "SELECT a.* FROM {activity a} WHERE a.client_key = ?", key)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func (s *Service) add(tx *db.WriteTx, n Draft) (*activityRow, error) {
	title := strings.TrimSpace(n.Title)
	if title == "" || utf8.RuneCountInString(title) > 80 {
		return nil, kernel.Invalid("title", "required")
	}
	if _, err := kernel.ParseDay(string(n.Day)); err != nil || n.Day > tx.Today() {
		return nil, kernel.Invalid("day", "day_in_future")
	}
	b, members, err := s.bodies.Team(tx.ReadTx, n.BodyID, n.Day)
	if err != nil {
		return nil, err
	}
	if k, _ := s.pack().BodyKind(b.Kind); !k.Activities {
		return nil, kernel.Conflict("no_activities").With("name", b.Name)
	}
	r := &activityRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: b.Stamp, Day: n.Day, Title: title, Text: strings.TrimSpace(n.Text), People: len(n.PeopleIDs),
		ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name,
	}
	if n.ClientKey != "" {
		r.ClientKey = &n.ClientKey
	}
	if err := tx.Insert(r); err != nil {
		return nil, err
	}
	tx.Tally(r.Stamp, r.Day, measure, 1)
	var rows []*personRow
	for _, id := range n.PeopleIDs {
		i := slices.IndexFunc(members, func(m body.Ref) bool { return m.ID == id })
		if i < 0 {
			return nil, kernel.Invalid("people_ids", "not_a_member").With("id", id.String())
		}
		if !slices.ContainsFunc(rows, func(p *personRow) bool { return p.PersonID == id }) {
			rows = append(rows, &personRow{Stamp: r.Stamp, ActivityID: r.ID, PersonID: id, PersonName: members[i].Name})
		}
	}
	if len(rows) == 0 {
		return r, nil
	}
	return r, tx.InsertAll(rows)
}

// Remove takes back what was written down wrongly; the journal keeps it with the reason.
func (s *Service) Remove(ctx context.Context, id kernel.ID, rev int64, reason string) error {
	if reason = strings.TrimSpace(reason); reason == "" {
		return kernel.Invalid("reason", "required")
	}
	return s.d.Write(ctx, "activity.remove", func(tx *db.WriteTx) error {
		tx.Reason(reason)
		r := &activityRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		var people []personRow
		if err := tx.Select(&people, "SELECT p.* FROM {activity_person p} WHERE p.activity_id = ?", id); err != nil {
			return err
		}
		for i := range people {
			if err := tx.Delete(&people[i]); err != nil {
				return err
			}
		}
		attached, err := filesOf(tx.ReadTx, []kernel.ID{id})
		if err != nil {
			return err
		}
		for _, f := range attached[id] {
			if err := tx.Delete(&f); err != nil {
				return err
			}
		}
		tx.Tally(r.Stamp, r.Day, measure, -1)
		return tx.Delete(r)
	})
}

// List is a page of activities, the newest first.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (out []Activity, next string, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.Page(tx, f, page)
		return err
	})
	return out, next, err
}

// One reads what a body did, with where it belongs.
func (s *Service) One(tx *db.ReadTx, id kernel.ID) (Activity, kernel.Stamp, error) {
	r := activityRow{}
	if err := tx.Get(&r, id); err != nil {
		return Activity{}, r.Stamp, err
	}
	list, err := s.views(tx, []activityRow{r})
	if err != nil {
		return Activity{}, r.Stamp, err
	}
	return list[0], r.Stamp, nil
}

// Page is List within a transaction.
func (s *Service) Page(tx *db.ReadTx, f Filter, page kernel.Page) ([]Activity, string, error) {
	where, args := "TRUE", []any{}
	if f.Body != 0 {
		where, args = "a.body_id = ?", []any{f.Body}
	}
	if f.Person != 0 {
		where, args = where+" AND a.id IN (SELECT p.activity_id FROM {activity_person p} WHERE p.county_id = a.county_id AND p.person_id = ?)", append(args, f.Person)
	}
	if f.Place != 0 {
		w, more, err := s.places.Within(tx, "a", f.Place)
		if err != nil {
			return nil, "", err
		}
		where, args = where+" AND "+w, append(args, more...)
	}
	rows, next, err := pageOf(tx, where, args, page)
	if err != nil {
		return nil, "", err
	}
	out, err := s.views(tx, rows)
	return out, next, err
}

func (s *Service) views(tx *db.ReadTx, rows []activityRow) ([]Activity, error) {
	ids, bodies, stamps := make([]kernel.ID, len(rows)), make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		ids[i], bodies[i], stamps[i] = r.ID, r.BodyID, r.Stamp
	}
	people, err := peopleOf(tx, ids)
	if err != nil {
		return nil, err
	}
	attached, err := filesOf(tx, ids)
	if err != nil {
		return nil, err
	}
	names, err := s.bodies.Named(tx, bodies)
	if err != nil {
		return nil, err
	}
	paths, err := s.places.Paths(tx, stamps)
	out := make([]Activity, len(rows))
	for i, r := range rows {
		out[i] = Activity{
			ID: r.ID, Rev: r.Rev, Body: body.Ref{ID: r.BodyID, Name: names[r.BodyID]}, Path: paths[i], Day: r.Day, Title: r.Title, Text: r.Text,
			People: people[r.ID], Files: []File{}, By: r.ByName,
		}
		for _, f := range attached[r.ID] {
			out[i].Files = append(out[i].Files, f.view())
		}
		if out[i].People == nil {
			out[i].People = []body.Ref{}
		}
	}
	return out, err
}

// Count tells how often a body, or all bodies of a place, did something in this month, quarter and year: from counters.
func (s *Service) Count(ctx context.Context, f Filter) (Counts, error) {
	var out Counts
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "t.body_id <> 0", []any{}
		if f.Body != 0 {
			where, args = "t.body_id = ?", []any{f.Body}
		}
		if f.Place != 0 {
			w, more, err := s.places.Within(tx, "t", f.Place)
			if err != nil {
				return err
			}
			where, args = where+" AND "+w, append(args, more...)
		}
		for _, p := range []struct {
			from kernel.Day
			to   *int64
		}{{monthOf(tx.Today()), &out.Month}, {quarterOf(tx.Today()), &out.Quarter}, {yearOf(tx.Today()), &out.Year}} {
			n, err := sum(tx, where, args, p.from, tx.Today())
			if err != nil {
				return err
			}
			*p.to = n
		}
		return nil
	})
	return out, err
}
