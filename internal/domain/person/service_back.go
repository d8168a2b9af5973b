package person

import (
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// TakeBack undoes the last event of a household for a reason, as long as nothing was built on it: it is the last one of each
// household that it touched. The event stays in the list, marked; a household that it founded ends as if it had never been.
func (s *Service) TakeBack(ctx context.Context, event kernel.ID, reason string) (HouseholdDetail, error) {
	var out HouseholdDetail
	if strings.TrimSpace(reason) == "" {
		return out, kernel.Invalid("reason", "required")
	}
	err := s.d.Write(ctx, PermTakeBack, func(tx *db.WriteTx) error {
		tx.Reason(reason)
		b, err := s.beginBack(tx, event)
		if err != nil {
			return err
		}
		if err := b.undo(); err != nil {
			return err
		}
		out, err = s.detailOf(tx.ReadTx, b.houses[b.e.HouseholdID], tx.Today())
		return err
	})
	return out, err
}

// back is the taking back of one event.
type back struct {
	s      *Service
	tx     *db.WriteTx
	e      *eventRow
	detail eventDetail
	houses map[kernel.ID]*houseRow
	were   map[kernel.ID]houseRow
}

func (s *Service) beginBack(tx *db.WriteTx, event kernel.ID) (*back, error) {
	b := &back{s: s, tx: tx, e: &eventRow{}, houses: map[kernel.ID]*houseRow{}, were: map[kernel.ID]houseRow{}}
	if err := tx.Lock(b.e, event); err != nil {
		return nil, err
	}
	if b.e.BackAt != 0 {
		return nil, kernel.Conflict("taken_back_already")
	}
	ids := []kernel.ID{b.e.HouseholdID}
	if b.e.OtherID != 0 {
		ids = append(ids, b.e.OtherID)
	}
	slices.Sort(ids)
	for _, id := range ids {
		h := &houseRow{}
		if err := tx.Lock(h, id); err != nil {
			return nil, err
		}
		if h.LastEvent != event {
			return nil, kernel.Conflict("built_on").With("code", h.Code)
		}
		b.houses[id], b.were[id] = h, *h
	}
	var err error
	b.detail, err = s.openDetail(b.e)
	return b, err
}

// undo puts everything back as it was: first what the event made goes, then what it changed returns.
func (b *back) undo() error {
	for _, step := range []func() error{b.untouched, b.unmakeRows, b.restoreHouses, b.restoreMembers, b.restorePersons, b.unmakePersons} {
		if err := step(); err != nil {
			return err
		}
	}
	b.e.BackAt = b.tx.Now().UnixMilli()
	if err := b.tx.Update(b.e); err != nil {
		return err
	}
	return b.tell()
}

// untouched refuses when a household or a person is no longer as the event left it: somebody moved in elsewhere, a value was
// mended by hand or removed because its time was over. What came later stays.
func (b *back) untouched() error {
	for id, h := range b.houses {
		if !h.image().holds(b.detail.After["house"][id]) {
			return kernel.Conflict("built_on").With("code", h.Code)
		}
	}
	for _, id := range inOrder(b.detail.After["person"]) {
		r := &personRow{}
		if err := b.tx.Lock(r, id); err != nil {
			return err
		}
		if !r.image().holds(b.detail.After["person"][id]) {
			return kernel.Conflict("built_on").With("name", r.Name)
		}
	}
	return nil
}

func (b *back) unmakeRows() error {
	made, err := selectMembers(b.tx.ReadTx, "m.event_in = ? AND (m.household_id = ? OR m.household_id = ?)", b.e.ID, b.e.HouseholdID, b.e.OtherID)
	if err != nil {
		return err
	}
	for i := range made {
		tallyMember(b.tx, &made[i], -1)
		if err := b.tx.Delete(&made[i]); err != nil {
			return err
		}
	}
	for _, id := range b.detail.Made["link"] {
		l := &linkRow{}
		if err := b.tx.Lock(l, id); err != nil {
			return err
		}
		if err := b.tx.Delete(l); err != nil {
			return err
		}
	}
	return nil
}

// restoreHouses puts households back, and ends what the event founded.
func (b *back) restoreHouses() error {
	for id, h := range b.houses {
		h.restore(b.detail.Before["house"][id])
		if slices.Contains(b.detail.Made["house"], id) {
			h.ToDay, h.Ended, h.HeadID = h.FromDay.Add(-1), "taken_back", 0
		}
		if h.PlaceID != b.were[id].PlaceID || h.ToDay == kernel.EndOfTime && b.were[id].ToDay != kernel.EndOfTime {
			at, err := b.s.places.LoadOpen(b.tx.ReadTx, h.PlaceID)
			if err != nil {
				return err
			}
			h.Stamp = at.Stamp
		}
		last, err := lastEvent(b.tx.ReadTx, id, b.e.ID)
		if err != nil {
			return err
		}
		h.LastEvent = last
		was := b.were[id]
		tallyHouse(b.tx, &was, -1)
		tallyHouse(b.tx, h, 1)
	}
	ids := make([]kernel.ID, 0, len(b.houses))
	for id := range b.houses {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		if err := b.tx.Update(b.houses[id]); err != nil {
			return err
		}
	}
	return nil
}

// lastEvent is the last event of a household that stands, beside the one at hand.
func lastEvent(tx *db.ReadTx, house, but kernel.ID) (kernel.ID, error) {
	rows, err := eventsOf(tx, house)
	for _, e := range slices.Backward(rows) {
		if e.BackAt == 0 && e.ID != but {
			return e.ID, err
		}
	}
	return 0, err
}

func (b *back) restoreMembers() error {
	for _, id := range inOrder(b.detail.Before["member"]) {
		m := &memberRow{}
		if err := b.tx.Lock(m, id); err != nil {
			return err
		}
		tallyMember(b.tx, m, -1)
		m.restore(b.detail.Before["member"][id])
		if h := b.houses[m.HouseholdID]; h != nil {
			m.Stamp = h.Stamp
		}
		tallyMember(b.tx, m, 1)
		if err := b.tx.Update(m); err != nil {
			return err
		}
	}
	return nil
}

func (b *back) restorePersons() error {
	for _, id := range inOrder(b.detail.Before["person"]) {
		r := &personRow{}
		if err := b.tx.Lock(r, id); err != nil {
			return err
		}
		name, home := r.Name, r.PlaceID
		r.restore(b.detail.Before["person"][id])
		if r.PlaceID != home {
			at, err := b.s.places.Load(b.tx.ReadTx, r.PlaceID)
			if err != nil {
				return err
			}
			r.Stamp = at.Stamp
		}
		if err := b.tx.Update(r); err != nil {
			return err
		}
		if err := index(b.tx, r); err != nil {
			return err
		}
		if r.Name != name {
			if err := b.tx.Relabel(table.Name, r.ID, r.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// unmakePersons removes persons whom the event entered; one who already stands somewhere else stays, and so does the event.
func (b *back) unmakePersons() error {
	for _, id := range b.detail.Made["person"] {
		used, err := rollsOf(b.tx.ReadTx, []kernel.ID{id})
		if err != nil {
			return err
		}
		r := &personRow{}
		if err := b.tx.Lock(r, id); err != nil {
			return err
		}
		if len(used) > 0 {
			return kernel.Conflict("person_in_use").With("name", r.Name)
		}
		if err := b.tx.Index(table.Name, r.ID, r.Stamp, nil); err != nil {
			return err
		}
		if err := b.tx.Delete(r); err != nil { // a foreign key of another room's record
			return kernel.Conflict("person_in_use").With("name", r.Name).Because(err)
		}
	}
	return nil
}
