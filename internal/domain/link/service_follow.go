package link

import (
	"context"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// follow lets links follow an event of a household: they move with it, end with it, and end where the member died or left. The
// household that comes out of a split keeps the member; of two that merge, the one that stays keeps its own, or takes the other's.
func (s *Service) follow(tx *db.WriteTx, h person.Happening) error {
	if h.Back {
		return s.unfollow(tx, h)
	}
	for _, house := range h.Houses {
		if err := s.followHouse(tx, h, house); err != nil {
			return err
		}
	}
	for _, who := range h.Gone {
		rows, err := selectLinks(tx.ReadTx, "l.person_id = ? AND l.to_day = ?", who, kernel.EndOfTime)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := s.stop(tx, r, h.Day.Add(-1), EndedGone, h.Event); err != nil {
				return err
			}
		}
	}
	return nil
}

// followHouse settles the links of one household after an event.
func (s *Service) followHouse(tx *db.WriteTx, h person.Happening, house person.Household) error {
	rows, err := selectLinks(tx.ReadTx, "l.household_id = ? AND l.to_day = ?", house.ID, kernel.EndOfTime)
	if err != nil {
		return err
	}
	first := h.Houses[0]
	for _, r := range rows {
		switch {
		case house.To != "" && h.Kind == person.KindMerge && house.ID != first.ID:
			err = s.inherit(tx, r, first, h)
			if err == nil {
				err = s.stop(tx, r, h.Day.Add(-1), EndedHouse, h.Event)
			}
		case house.To != "" || r.VillageID != house.Stamp.VillageID:
			err = s.stop(tx, r, h.Day.Add(-1), EndedHouse, h.Event)
		case r.TownshipID != house.Stamp.TownshipID || r.GroupID != house.Stamp.GroupID || r.MicroID != house.Stamp.MicroID:
			was := r
			r.TownshipID, r.GroupID, r.MicroID = house.Stamp.TownshipID, house.Stamp.GroupID, house.Stamp.MicroID
			err = update(tx, was, &r)
		}
		if err != nil {
			return err
		}
	}
	if h.Kind == person.KindSplit && house.ID == first.ID {
		for _, other := range h.Houses[1:] {
			for _, r := range rows {
				if err := s.inherit(tx, r, other, h); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// inherit gives a household of the same village the link of another one, unless it has one of the kind.
func (s *Service) inherit(tx *db.WriteTx, r linkRow, to person.Household, h person.Happening) error {
	has, err := runningOf(tx.ReadTx, r.Kind, []kernel.ID{to.ID})
	if err != nil || len(has[to.ID]) > 0 || to.To != "" || to.Stamp.VillageID != r.VillageID {
		return err
	}
	m := memberRow{PersonID: r.PersonID, PersonName: r.PersonName, Stamp: kernel.Stamp{BodyID: r.BodyID}}
	_, err = s.enter(tx, r.Kind, m, to, h.Day, h.Event)
	return err
}

// unfollow puts back what an event did to links: those that it ended run again, those that it made end.
func (s *Service) unfollow(tx *db.WriteTx, h person.Happening) error {
	made, err := selectLinks(tx.ReadTx, "l.event_in = ? AND l.event_in <> 0 AND l.to_day = ?", h.Event, kernel.EndOfTime)
	if err != nil {
		return err
	}
	for _, r := range made {
		if err := s.stop(tx, r, r.FromDay.Add(-1), EndedHouse, 0); err != nil {
			return err
		}
	}
	ended, err := selectLinks(tx.ReadTx, "l.event_out = ? AND l.event_out <> 0", h.Event)
	if err != nil {
		return err
	}
	for _, r := range ended {
		was := r
		r.ToDay, r.Ended, r.EventOut = kernel.EndOfTime, "", 0
		if i := slices.IndexFunc(h.Houses, func(x person.Household) bool { return x.ID == r.HouseholdID }); i >= 0 {
			st := h.Houses[i].Stamp
			r.TownshipID, r.VillageID, r.GroupID, r.MicroID = st.TownshipID, st.VillageID, st.GroupID, st.MicroID
		}
		if err := update(tx, was, &r); err != nil {
			return err
		}
		if err := s.settle(tx, r.Kind, r.HouseholdID); err != nil {
			return err
		}
	}
	for _, house := range h.Houses { // what stayed follows the household back
		if err := s.followHouse(tx, person.Happening{Event: 0, Kind: person.KindCorrect, Day: h.Day, Houses: []person.Household{house}}, house); err != nil {
			return err
		}
	}
	return nil
}

// leftGroup ends the links of a member who leaves a group, on the last day of the membership.
func (s *Service) leftGroup(tx *db.WriteTx, l body.Leaving) error {
	if l.Day > tx.Today() {
		return nil // the morning after that day ends them
	}
	rows, err := selectLinks(tx.ReadTx, "l.person_id = ? AND l.body_id = ? AND l.to_day = ?", l.PersonID, l.BodyID, kernel.EndOfTime)
	for _, r := range rows {
		if err == nil {
			err = s.stop(tx, r, l.Day, EndedLeft, 0)
		}
	}
	return err
}

// Tidy ends each morning the links of members who are no longer in their group, by whatever way they left it: a term that ended,
// a sheet, a day that has come.
func (s *Service) Tidy(ctx context.Context) (n int, err error) {
	err = s.d.Write(ctx, "link.tidy", func(tx *db.WriteTx) error {
		n = 0
		rows, err := selectLinks(tx.ReadTx, "l.to_day = ? AND NOT EXISTS (SELECT 1 FROM {member m} WHERE m.county_id = l.county_id AND m.person_id = l.person_id"+
			" AND m.body_id = l.body_id AND m.from_day <= ? AND m.to_day >= ?)", kernel.EndOfTime, tx.Today(), tx.Today())
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := s.stop(tx, r, tx.Today().Add(-1), EndedLeft, 0); err != nil {
				return err
			}
			n++
		}
		m, err := s.tidyGone(tx)
		if err != nil {
			return err
		}
		k, err := s.tidyHouses(tx)
		n += m + k
		return err
	})
	return n, err
}

// tidyHouses ends the links of households that ended otherwise than by an event, by a sheet for instance.
func (s *Service) tidyHouses(tx *db.WriteTx) (n int, err error) {
	rows, err := selectLinks(tx.ReadTx, "l.to_day = ? AND EXISTS (SELECT 1 FROM {household h} WHERE h.county_id = l.county_id AND h.id = l.household_id"+
		" AND h.to_day < ?)", kernel.EndOfTime, tx.Today())
	for _, r := range rows {
		if err == nil {
			err = s.stop(tx, r, tx.Today().Add(-1), EndedHouse, 0)
			n++
		}
	}
	return n, err
}

// tidyGone ends the links of members who died or left the county otherwise than by an event of their household.
func (s *Service) tidyGone(tx *db.WriteTx) (n int, err error) {
	var who []kernel.ID
	if err := tx.Select(&who, "SELECT DISTINCT l.person_id FROM {link l} WHERE l.to_day = ?", kernel.EndOfTime); err != nil {
		return 0, err
	}
	gone, err := s.persons.Gone(tx.ReadTx, who)
	for _, id := range who {
		day, is := gone[id]
		if !is || err != nil {
			continue
		}
		var rows []linkRow
		rows, err = selectLinks(tx.ReadTx, "l.person_id = ? AND l.to_day = ?", id, kernel.EndOfTime)
		for _, r := range rows {
			if err == nil {
				err = s.stop(tx, r, min(day, tx.Today()), EndedGone, 0)
				n++
			}
		}
	}
	return n, err
}

// Hand lets the households that a member looks after in some group go over to another of it, from a day on; without groups, those
// of every group in which the other is a member too. What cannot go over stays and is told.
func (s *Service) Hand(tx *db.WriteTx, from, into kernel.ID, day kernel.Day, at kernel.Stamp) (gone, stayed int, err error) {
	rows, err := s.Held(tx.ReadTx, from, at)
	for _, r := range rows {
		if err != nil {
			return gone, stayed, err
		}
		var ok bool
		if ok, err = s.handOne(tx, r, into, day); ok {
			gone++
		} else {
			stayed++
		}
	}
	return gone, stayed, err
}

// Held are the running links of a member below a place.
func (s *Service) Held(tx *db.ReadTx, who kernel.ID, at kernel.Stamp) ([]linkRow, error) {
	rows, err := selectLinks(tx, "l.person_id = ? AND l.to_day = ?", who, kernel.EndOfTime)
	level, id := at.Lowest(tx.County())
	return slices.DeleteFunc(rows, func(r linkRow) bool { return r.At(level, tx.County()) != id }), err
}

// MayTake tells for each running link of a member below a place whether the other may take it over.
func (s *Service) MayTake(tx *db.ReadTx, from, into kernel.ID, at kernel.Stamp) (links []Link, may []bool, err error) {
	rows, err := s.Held(tx, from, at)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range rows {
		k, _ := s.pack().LinkKind(r.Kind)
		_, merr := s.member(tx, k, into, r.BodyID)
		may = append(may, merr == nil)
	}
	links, err = s.views(tx, rows)
	return links, may, err
}

func (s *Service) handOne(tx *db.WriteTx, r linkRow, into kernel.ID, day kernel.Day) (bool, error) {
	k, _ := s.pack().LinkKind(r.Kind)
	m, err := s.member(tx.ReadTx, k, into, r.BodyID)
	if kernel.KindOf(err) == kernel.KindConflict {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	h, err := s.house(tx.ReadTx, r.HouseholdID)
	if err != nil {
		return false, err
	}
	if err := s.stop(tx, r, day.Add(-1), EndedHanded, 0); err != nil {
		return false, err
	}
	_, err = s.enter(tx, r.Kind, m, h, day, 0)
	return true, err
}

// atVillage is the condition that keeps rows of a village.
func atVillage(alias string, p place.Place) (string, []any) {
	return alias + ".village_id = ?", []any{p.ID}
}
