package casework

import (
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// seat gives the posts that a step gives: who stands in the answers holds them at the places that stand there, until the day
// that stands there. A step that is taken again moves the last day, gives what is new, and ends what is no longer named.
func (s *Service) seat(tx *db.WriteTx, ct pack.CaseType, t pack.Transition, c *caseRow) error {
	all, err := form.Read(c.Facts)
	if err != nil {
		return err
	}
	have, err := seatsOf(system(tx.ReadTx), c.ID)
	if err != nil {
		return err
	}
	var posts []string
	for _, rule := range t.Seats {
		posts = append(posts, rule.Post)
		if have, err = s.seatBy(tx, ct, rule, c, all, have); err != nil {
			return err
		}
	}
	for _, x := range have {
		if slices.Contains(posts, x.Post) && x.stands(tx.Today()) {
			if err := s.body.Unseat(tx, x.AppointmentID); err != nil {
				return err
			}
		}
	}
	return nil
}

// seatBy does what one rule says and returns the posts of the case that it did not name.
func (s *Service) seatBy(tx *db.WriteTx, ct pack.CaseType, rule pack.Seating, c *caseRow, all facts, have []seatView) ([]seatView, error) {
	who, err := s.seated(tx.ReadTx, all, rule.Who)
	if err != nil {
		return nil, err
	}
	at := []record{{id: c.PlaceID}}
	if rule.At != "" {
		at = refsAt(all, rule.At)
	}
	until, opens := dayAt(all, rule.Until), s.rules(c).Opens(ct, rule, chosenAt(all, rule.Roles))
	for _, place := range at {
		if err := s.inside(tx.ReadTx, c, place.id); err != nil {
			return nil, err
		}
		for _, person := range who {
			i := slices.IndexFunc(have, func(x seatView) bool {
				return x.Post == rule.Post && x.PersonID == person.id && x.PlaceID == place.id && x.stands(tx.Today())
			})
			if i < 0 {
				if err := s.sit(tx, c, body.NewAppointment{Post: rule.Post, PersonID: person.id, PlaceID: place.id, To: until}, person.in, opens); err != nil {
					return nil, err
				}
				continue
			}
			if err := s.body.Reseat(tx, have[i].AppointmentID, until, opens); err != nil {
				return nil, err
			}
			have = slices.Delete(have, i, i+1)
		}
	}
	return have, nil
}

// sit gives one post, and notes that the case gave it.
func (s *Service) sit(tx *db.WriteTx, c *caseRow, n body.NewAppointment, of kernel.ID, opens []string) error {
	a, err := s.body.Seat(tx, n, of, opens)
	if err != nil {
		return err
	}
	return tx.Insert(&seatRow{Stamp: c.Stamp, CaseID: c.ID, AppointmentID: a.ID})
}

// sitter is somebody who gets a post by a case: in is the body as one of which they get it.
type sitter struct {
	record
	in kernel.ID
}

// seated are the persons whom an answer names: themselves, or everybody who holds a post in the body.
func (s *Service) seated(tx *db.ReadTx, all facts, at string) ([]sitter, error) {
	named := refsAt(all, at)
	var out []sitter
	for _, r := range named {
		var rows []officer
		err := system(tx).Select(&rows, "SELECT a.person_id, a.person_name AS name, a.post, a.topic, a.place_id, a.body_id FROM {appointment a} WHERE a.body_id = ? AND a.from_day <= ? AND a.to_day >= ? ORDER BY a.id LIMIT 200", r.id, tx.Today(), tx.Today())
		if err != nil {
			return nil, err
		}
		for _, o := range rows {
			if !slices.ContainsFunc(out, func(x sitter) bool { return x.id == o.PersonID }) {
				out = append(out, sitter{record{o.PersonID, o.Name}, r.id})
			}
		}
		if len(rows) == 0 {
			out = append(out, sitter{record: r})
		}
	}
	return out, nil
}

// unseat lets what the case gave end now.
func (s *Service) unseat(tx *db.WriteTx, c *caseRow) error {
	have, err := seatsOf(system(tx.ReadTx), c.ID)
	for _, x := range have {
		if err == nil && x.stands(tx.Today()) {
			err = s.body.Unseat(tx, x.AppointmentID)
		}
	}
	return err
}

// seatsShown are the posts that a case has given.
func (s *Service) seatsShown(tx *db.ReadTx, c *caseRow) ([]Seat, error) {
	out := []Seat{}
	rows, err := seatsOf(system(tx), c.ID)
	if err != nil || len(rows) == 0 {
		return out, err
	}
	var ids []kernel.ID
	for _, r := range rows {
		ids = append(ids, r.PlaceID)
	}
	places, err := s.place.Names(system(tx), ids)
	for _, r := range rows {
		v := Seat{ID: r.AppointmentID, Post: r.Post, Person: NamedID{r.PersonID, r.PersonName}, Place: NamedID{r.PlaceID, places[r.PlaceID].Name}, From: r.FromDay, To: r.ToDay, Over: r.EndedAt != 0}
		if v.To == kernel.EndOfTime {
			v.To = ""
		}
		out = append(out, v)
	}
	return out, err
}

// lacksOf says what an open case still needs for the step at hand: answers that a first step left out, and persons who hold
// no post any more.
func (s *Service) lacksOf(tx *db.ReadTx, ct pack.CaseType, c *caseRow, all facts) ([]Lack, error) {
	out := []Lack{}
	if !c.Open {
		return out, nil
	}
	values := valuesOf(s.rules(c), ct, sceneOf(c, tx.Today()), all)
	for _, t := range ct.Out(c.State) {
		for _, f := range ct.Asked(t.ID) {
			must, err := f.IsRequired(values)
			if _, there := all[f.ID]; t.Partial && err == nil && must && !there {
				out = append(out, Lack{f.ID, "missing"})
			}
		}
	}
	for _, f := range ct.Fields {
		at := refsAt(all, f.ID)
		if f.Type != pack.FieldPerson || len(at) == 0 {
			continue
		}
		var held []string
		err := system(tx).Select(&held, "SELECT a.post FROM {appointment a} WHERE a.person_id = ? AND a.from_day <= ? AND a.to_day >= ?", at[0].id, tx.Today(), tx.Today())
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(held, func(p string) bool { return len(f.Posts) == 0 || slices.Contains(f.Posts, p) }) {
			out = append(out, Lack{f.ID, "left"})
		}
	}
	return out, nil
}
