package body

import (
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// maxRosterDays bounds what one look at a roster shows, maxOnDuty who is on duty on one day.
const (
	maxRosterDays = 62
	maxOnDuty     = 20
)

// Roster shows who is on duty at a place, day by day.
func (s *Service) Roster(ctx context.Context, placeID kernel.ID, from kernel.Day, days int) ([]RosterDay, error) {
	out := []RosterDay{}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.places.Load(tx, placeID)
		if err != nil {
			return err
		}
		if from == "" {
			from = tx.Today()
		}
		if _, err := kernel.ParseDay(string(from)); err != nil {
			return err
		}
		days = min(max(days, 1), maxRosterDays)
		rows, err := selectRoster(tx, "r.place_id = ? AND r.day >= ? AND r.day <= ?", p.ID, from, from.Add(days-1))
		if err != nil {
			return err
		}
		posts, err := s.postsByID(tx, rows)
		for i := range days {
			day := from.Add(i)
			out = append(out, RosterDay{Day: day, Holders: rosterHolders(rows, posts, day)})
		}
		return err
	})
	return out, err
}

func rosterHolders(rows []rosterRow, posts map[kernel.ID]Appointment, day kernel.Day) []RosterHolder {
	out := []RosterHolder{}
	for _, r := range rows {
		if a, ok := posts[r.AppointmentID]; ok && r.Day == day && a.On(day) {
			out = append(out, RosterHolder{AppointmentID: a.ID, PersonName: a.PersonName, Post: a.Post})
		}
	}
	return out
}

func (s *Service) postsByID(tx *db.ReadTx, rows []rosterRow) (map[kernel.ID]Appointment, error) {
	out := map[kernel.ID]Appointment{}
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.AppointmentID
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("a.id", ids)
	list, err := selectAppointments(tx, in, args...)
	for _, a := range list {
		out[a.ID] = a
	}
	return out, err
}

// SetRoster says who is on duty at a place on a day: holders of posts on that day, at most maxOnDuty.
func (s *Service) SetRoster(ctx context.Context, placeID kernel.ID, day kernel.Day, appointmentIDs []kernel.ID) (RosterDay, error) {
	out := RosterDay{Day: day}
	if _, err := kernel.ParseDay(string(day)); err != nil {
		return out, err
	}
	want := slices.Clone(appointmentIDs)
	slices.Sort(want)
	want = slices.Compact(want)
	if len(want) > maxOnDuty {
		return out, kernel.Invalid("appointment_ids", "too_many").With("max", "20")
	}
	err := s.d.Write(ctx, PermRoster, func(tx *db.WriteTx) error {
		p, err := s.places.Lock(tx, placeID)
		if err != nil {
			return err
		}
		if day < tx.Today() {
			return kernel.Conflict("day_is_past")
		}
		rows, err := selectRoster(tx.ReadTx, "r.place_id = ? AND r.day = ?", p.ID, day)
		if err != nil {
			return err
		}
		if rows, err = s.replace(tx, p, day, rows, want); err != nil {
			return err
		}
		posts, err := s.postsByID(tx.ReadTx, rows)
		out.Holders = rosterHolders(rows, posts, day)
		return err
	})
	return out, err
}

// replace deletes and inserts so that the day's rows are those that are wanted.
func (s *Service) replace(tx *db.WriteTx, p place.Place, day kernel.Day, rows []rosterRow, want []kernel.ID) ([]rosterRow, error) {
	var left []rosterRow
	for i := range rows {
		if slices.Contains(want, rows[i].AppointmentID) {
			left = append(left, rows[i])
			continue
		}
		if err := tx.Delete(&rows[i]); err != nil {
			return nil, err
		}
	}
	for _, id := range want {
		if slices.ContainsFunc(left, func(r rosterRow) bool { return r.AppointmentID == id }) {
			continue
		}
		var a appointmentRow
		if err := tx.Get(&a, id); err != nil {
			return nil, err
		}
		if !a.appointment().On(day) {
			return nil, kernel.Invalid("appointment_ids", "not_held_on_day").With("name", a.PersonName).With("day", string(day))
		}
		r := rosterRow{Stamp: p.Stamp, PlaceID: p.ID, Day: day, AppointmentID: id}
		if err := tx.Insert(&r); err != nil {
			return nil, err
		}
		left = append(left, r)
	}
	return left, nil
}

// dutyOn lists who is on duty on a day at the lowest place of a way that has a roster for it.
func (s *Service) dutyOn(tx *db.ReadTx, way []place.Place, day kernel.Day) ([]Appointment, error) {
	in, args := place.Among("r.place_id", idsOf(way))
	rows, err := selectRoster(tx, in+" AND r.day = ?", append(args, day)...)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	posts, err := s.postsByID(tx, rows)
	if err != nil {
		return nil, err
	}
	for i := len(way) - 1; i >= 0; i-- {
		var out []Appointment
		for _, r := range rows {
			if a, ok := posts[r.AppointmentID]; ok && r.PlaceID == way[i].ID && a.On(day) {
				out = append(out, a)
			}
		}
		if len(out) > 0 {
			return out, nil
		}
	}
	return nil, nil
}

// PublicCard is what anybody may know of a grid, by the code on its sign. The program itself looks, and gives out only
// posts, tasks, service numbers, and names by consent.
func (s *Service) PublicCard(ctx context.Context, code string) (Card, error) {
	var out Card
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.card(tx.As(kernel.System(tx.County())), code)
		return err
	})
	return out, err
}

func (s *Service) card(tx *db.ReadTx, code string) (Card, error) {
	today := tx.Today()
	p, err := s.places.ByCard(tx, code)
	if err != nil {
		return Card{}, err
	}
	way, err := s.places.Way(tx, p)
	if err != nil {
		return Card{}, err
	}
	p.Path = refs(way[:len(way)-1])
	out := Card{Place: p, Day: today}
	if out.Path, err = s.places.PathOf(tx, p.Stamp); err != nil {
		return Card{}, err
	}
	held, err := atPlaces(tx, idsOf(way), today)
	if err != nil {
		return Card{}, err
	}
	for i := len(way) - 1; i >= 0; i-- {
		for _, po := range s.pack().Posts {
			for _, a := range held {
				if a.PlaceID == way[i].ID && a.Post == po.ID && a.On(today) && a.Topic == "" && po.OnCard(s.pack().PostLevel(p.Level, p.Kind)) {
					out.Officers = append(out.Officers, cardLine(po, a, way[i].Ref()))
				}
			}
		}
	}
	duty, err := s.dutyOn(tx, way, today)
	for _, a := range duty {
		if po, ok := s.pack().Post(a.Post); ok {
			out.Duty = append(out.Duty, cardLine(po, a, placeOf(way, a.PlaceID)))
		}
	}
	return out, err
}

func placeOf(way []place.Place, id kernel.ID) place.Ref {
	for _, p := range way {
		if p.ID == id {
			return p.Ref()
		}
	}
	return place.Ref{}
}
