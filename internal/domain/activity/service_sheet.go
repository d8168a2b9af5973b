package activity

import (
	"iter"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the activities, out and in.
func (s *Service) Registers() []register.Register {
	return []register.Register{{
		Key: "activities", Title: sheetName, TitleEn: "What bodies did", See: PermList, Edit: PermEdit,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{activitySheet()}, nil },
		Rows:   s.rows,
		Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
			return s.plan(tx, book[sheetName])
		},
	}}
}

func (s *Service) rows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		f, page := Filter{Place: o.At}, kernel.Page{Limit: kernel.MaxLimit}
		if id, err := kernel.ParseID(o.Args["body"]); err == nil {
			f.Body = id
		}
		for {
			items, next, err := s.Page(tx, f, page)
			if err != nil {
				yield(nil, err)
				return
			}
			codes, err := s.codes(tx, items)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, a := range items {
				if !yield([]any{codes[a.Body.ID], a.Body.Name, string(a.Day), a.Title, a.Text, strings.Join(names(a.People), "、")}, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			page.Cursor = next
		}
	}
}

func names(list []body.Ref) []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.Name
	}
	return out
}

// codes are the codes of the places of bodies.
func (s *Service) codes(tx *db.ReadTx, items []Activity) (map[kernel.ID]string, error) {
	ids := make([]kernel.ID, len(items))
	for i, a := range items {
		ids[i] = a.Body.ID
	}
	return s.bodies.PlaceCodes(tx, ids)
}

// plan compares the rows with what is there: the same body, day and title is the same activity, which a sheet does not change.
func (s *Service) plan(tx *db.ReadTx, records []register.Record) (register.Plan, error) {
	p := &register.Draft{}
	p.Touch(sheetName)
	find, err := s.places.Finder(tx)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if err := s.planRow(tx, p, find, r); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (s *Service) planRow(tx *db.ReadTx, p *register.Draft, find *place.Finder, r register.Record) error {
	fault := func(column, code string, args ...string) { p.Fault(sheetName, r.Row, column, code, args...) }
	at, code, args := find.Find(r.Get("code"))
	if code != "" {
		fault(colCode, code, args...)
		return nil
	}
	id, err := s.bodies.AtByName(tx, at.ID, r.Get("body"))
	switch {
	case err != nil:
		return err
	case id == 0:
		fault(colBody, "unknown_body", "value", r.Get("body"), "place", at.Name)
		return nil
	}
	n := Draft{BodyID: id, Day: kernel.Day(r.Get("day")), Title: r.Get("title"), Text: r.Get("text")}
	if n.Day > tx.Today() {
		fault(colDay, "day_in_future")
		return nil
	}
	var there []kernel.ID
	if err := tx.Select(&there, "SELECT a.id FROM {activity a} WHERE a.body_id = ? AND a.day = ? AND a.title = ? LIMIT 1", id, n.Day, strings.TrimSpace(n.Title)); err != nil {
		return err
	}
	if len(there) > 0 {
		p.Same(sheetName)
		return nil
	}
	b, members, err := s.bodies.Team(tx, id, n.Day)
	if err != nil {
		return err
	}
	if k, _ := s.pack().BodyKind(b.Kind); !k.Activities {
		fault(colBody, "no_activities", "name", b.Name)
		return nil
	}
	for _, name := range strings.FieldsFunc(r.Get("people"), func(c rune) bool { return strings.ContainsRune("、，, ；;", c) }) {
		found := false
		for _, m := range members {
			if m.Name == name && !found {
				n.PeopleIDs, found = append(n.PeopleIDs, m.ID), true
			}
		}
		if !found {
			fault(colPeople, "not_in_group", "name", name, "group", b.Name)
			return nil
		}
	}
	p.New(sheetName, func(tx *db.WriteTx) error {
		_, err := s.add(tx, n)
		return err
	})
	return nil
}
