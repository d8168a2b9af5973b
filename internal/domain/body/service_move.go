package body

import (
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// follow is this room's part of a change of the grid: it says what becomes of posts at a place that ends. A post that goes on
// ends at the old place and begins at its successor, so that a page of any past day still shows who held what where.
func (s *Service) follow(tx *db.WriteTx, r *place.Rehoming) error {
	if err := s.followBase(tx, r); err != nil {
		return err
	}
	for _, to := range successors(r.Replaced) {
		if err := s.moveOfficers(tx, r, to); err != nil {
			return err
		}
	}
	for _, rep := range r.Replaced {
		list, _, err := s.pageBodies(tx.ReadTx, "b.place_id = ? AND b.to_day >= ?", []any{rep.From.ID, r.Day}, kernel.Page{Limit: kernel.MaxLimit})
		if err != nil {
			return err
		}
		for _, b := range list {
			r.Preview.Bodies = append(r.Preview.Bodies, place.BodyMove{ID: b.ID, Name: b.Name, Place: r.Shown(rep.To)})
			if b.From < r.Day {
				if err := tx.Insert(&stayRow{Stamp: b.Stamp, PlaceID: b.PlaceID, ToDay: r.Day.Add(-1)}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func successors(list []place.Replaced) []place.Place {
	var out []place.Place
	for _, rep := range list {
		if !slices.ContainsFunc(out, func(p place.Place) bool { return p.ID == rep.To.ID }) {
			out = append(out, rep.To)
		}
	}
	return out
}

// moveOfficers settles the posts of all places that go to one successor.
func (s *Service) moveOfficers(tx *db.WriteTx, r *place.Rehoming, to place.Place) error {
	from, ids := map[kernel.ID]place.Place{to.ID: to}, []kernel.ID{to.ID}
	for _, rep := range r.Replaced {
		if rep.To.ID == to.ID {
			from[rep.From.ID], ids = rep.From, append(ids, rep.From.ID)
		}
	}
	var list []Appointment
	for _, id := range ids { // those who are there already come first
		held, err := atPlaces(tx.ReadTx, []kernel.ID{id}, r.Day)
		if err != nil {
			return err
		}
		list = append(list, held...)
	}
	goOn := s.choose(r, to, list)
	for i, a := range list {
		po, _ := s.pack().Post(a.Post)
		r.Preview.Officers = append(r.Preview.Officers, place.PostMove{
			AppointmentID: a.ID, Post: a.Post, PersonID: a.PersonID, PersonName: a.PersonName,
			Place: r.Shown(from[a.PlaceID]), To: r.Shown(to), Head: po.Head && !a.Acting, Keep: goOn[i],
		})
		if err := s.moveOfficer(tx, r, to, a, goOn[i]); err != nil {
			return err
		}
	}
	return s.clearRoster(tx, r, to)
}

// choose says for each post whether it goes on. Without a word about it a post ends where another head is there already, or
// where the same person holds it at the successor; two heads are never made silently.
func (s *Service) choose(r *place.Rehoming, to place.Place, list []Appointment) []bool {
	out := make([]bool, len(list))
	for i, a := range list {
		said := slices.IndexFunc(r.Officers, func(c place.Choice) bool { return c.AppointmentID == a.ID })
		if said >= 0 && !r.Officers[said].Keep {
			continue
		}
		code, args := s.clash(list[:i], out[:i], a)
		if code == "" {
			out[i] = true
		} else if said >= 0 {
			out[i] = true
			args["place"] = to.Name
			r.Problem(code, args)
		}
	}
	return out
}

// clash tells why a post cannot go on beside those that do.
func (s *Service) clash(before []Appointment, goOn []bool, a Appointment) (string, map[string]string) {
	po, _ := s.pack().Post(a.Post)
	for j, b := range before {
		if !goOn[j] || b.Post != a.Post || b.Topic != a.Topic || !a.span().Overlaps(b.span()) {
			continue
		}
		switch {
		case b.PersonID == a.PersonID:
			return "post_held_already", map[string]string{"name": a.PersonName, "from": string(b.From)}
		case po.Head && !a.Acting && !b.Acting && a.PlaceID != b.PlaceID:
			return "two_heads", map[string]string{"name": a.PersonName, "other": b.PersonName, "post": po.Name}
		}
	}
	return "", nil
}

// moveOfficer ends a post the day before the change, or lets it go on at the successor.
func (s *Service) moveOfficer(tx *db.WriteTx, r *place.Rehoming, to place.Place, a Appointment, goesOn bool) error {
	if goesOn && (a.PlaceID == to.ID || a.From >= r.Day) {
		return nil // stays, or begins later and simply follows
	}
	row := &appointmentRow{}
	if err := tx.Lock(row, a.ID); err != nil {
		return err
	}
	next := *row
	row.ToDay = max(row.FromDay, r.Day.Add(-1))
	if err := tx.Update(row); err != nil {
		return err
	}
	duty, err := selectRoster(tx.ReadTx, "r.appointment_id = ? AND r.day >= ?", a.ID, r.Day)
	if err != nil {
		return err
	}
	if goesOn {
		next.Row, next.FromDay, next.PlaceID = db.Row{}, r.Day, to.ID
		next.Stamp = to.Stamp
		next.Topic = row.Topic
		if err := tx.Insert(&next); err != nil {
			return err
		}
	}
	for i := range duty {
		if !goesOn {
			err = tx.Delete(&duty[i])
		} else {
			duty[i].AppointmentID = next.ID
			err = tx.Update(&duty[i])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// clearRoster drops turns of duty at the old places that stand on the successor's roster already.
func (s *Service) clearRoster(tx *db.WriteTx, r *place.Rehoming, to place.Place) error {
	type turn struct {
		day  kernel.Day
		post kernel.ID
	}
	has := map[turn]bool{}
	ids := []kernel.ID{to.ID}
	for _, rep := range r.Replaced {
		if rep.To.ID == to.ID {
			ids = append(ids, rep.From.ID)
		}
	}
	for _, id := range ids {
		rows, err := selectRoster(tx.ReadTx, "r.place_id = ? AND r.day >= ?", id, r.Day)
		if err != nil {
			return err
		}
		for i := range rows {
			t := turn{rows[i].Day, rows[i].AppointmentID}
			if has[t] {
				if err := tx.Delete(&rows[i]); err != nil {
					return err
				}
			}
			has[t] = true
		}
	}
	return nil
}
