package feed

import (
	"context"
	"slices"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// dueCalls are the calls of the actor's units that wait for somebody to report in or to be done.
func (s *Service) dueCalls(ctx context.Context) ([]DueThing, error) {
	calls, err := s.o.Cases.Calls(ctx)
	var out []DueThing
	for _, c := range calls {
		if !c.Owed() || c.Due == 0 {
			continue
		}
		out = append(out, DueThing{
			Kind: DueCall, Key: "call-" + c.ID.String(), Place: within(c.Path, c.Path), N: 1, At: c.Due, Day: kernel.DayOf(time.UnixMilli(c.Due)), Path: "/console/cases/" + c.CaseID.String(),
		})
	}
	return out, err
}

// dueOrders are orders of supervision that wait for the actor to report back, often sooner than the item itself is due.
func (s *Service) dueOrders(ctx context.Context) ([]DueThing, error) {
	orders, err := s.o.Duty.MyOrders(ctx)
	var out []DueThing
	for _, o := range orders {
		d := DueThing{
			Kind: DueOrder, Key: "order-" + o.Order.ID.String(), Name: dutyOfPost, NameEN: dutyOfPostEN, Place: within(o.Item.Path, o.Item.Place.Name), N: 1, Day: o.Order.Due,
			Path: "/console/lists/items/" + o.Item.ID.String(),
		}
		if t, ok := s.pack().ListType(o.Item.Type); ok {
			d.Name, d.NameEN = t.Name, t.NameEN
		}
		out = append(out, d)
	}
	return out, err
}

// checked is an honour that has to be looked at again.
type checked struct {
	ID      kernel.ID  `bun:"id"`
	Scheme  string     `bun:"scheme"`
	PlaceID kernel.ID  `bun:"place_id"`
	Day     kernel.Day `bun:"day"`
}

// dueRechecks puts the honours of a scheme and village that are to be looked at on one day together: whose they are is not told.
func (s *Service) dueRechecks(ctx context.Context) ([]DueThing, error) {
	var out []DueThing
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []checked
		err := tx.Select(&rows, "SELECT h.id, h.scheme, COALESCE(NULLIF(h.village_id, 0), NULLIF(h.township_id, 0), h.county_id) AS place_id, h.next_check AS day FROM {award_honour h}"+
			" WHERE h.state = 'held' AND h.next_check <> '' AND h.next_check <= ? AND h.valid_to >= ? LIMIT ?", tx.Today().Add(dueWithin), tx.Today(), mostDue)
		if err != nil {
			return err
		}
		ids := make([]kernel.ID, len(rows))
		for i, r := range rows {
			ids[i] = r.PlaceID
		}
		at, err := s.o.Place.Names(tx, ids)
		for _, r := range rows {
			key := "recheck-" + r.Scheme + "-" + r.PlaceID.String() + "-" + string(r.Day)
			if i := slices.IndexFunc(out, func(d DueThing) bool { return d.Key == key }); i >= 0 {
				out[i].N++
				continue
			}
			d := DueThing{Kind: DueRecheck, Key: key, Place: at[r.PlaceID].Name, N: 1, Day: r.Day, Path: "/console/awards/honours"}
			if a, ok := s.pack().Award(r.Scheme); ok {
				d.Name, d.NameEN = a.Name, a.NameEN
			}
			out = append(out, d)
		}
		return err
	})
	return out, err
}
