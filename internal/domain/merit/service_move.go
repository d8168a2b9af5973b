package merit

import (
	"context"
	"slices"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
)

// follow notes that points are to follow households that split or were merged. It moves none yet: whoever enters the event need not see
// the accounts of the village; whoever touches the pool next does it first, and a job where nobody does.
func (s *Service) follow(tx *db.WriteTx, h person.Happening) error {
	if h.Kind != person.KindSplit && h.Kind != person.KindMerge || len(h.Houses) < 2 {
		return nil
	}
	var rows []*moveRow
	for i, house := range h.Houses {
		if i == 0 {
			continue
		}
		r := &moveRow{Stamp: h.Houses[0].Stamp, EventID: h.Event, Kind: h.Kind, Day: h.Day, FromID: h.Houses[0].ID, IntoID: house.ID, Back: h.Back}
		r.BodyID, r.Topic, r.Sealed = 0, "", false
		if h.Kind == person.KindMerge { // the one that ended goes into the one that stays
			r.FromID, r.IntoID = house.ID, h.Houses[0].ID
		}
		rows = append(rows, r)
	}
	if h.Back {
		return s.back(tx, h)
	}
	rows, err := withAccount(system(tx.ReadTx), rows)
	if err != nil || len(rows) == 0 {
		return err
	}
	return tx.InsertAll(rows)
}

// withAccount makes a move for each account of the household from which points are to follow: of one without there are none.
func withAccount(tx *db.ReadTx, rows []*moveRow) ([]*moveRow, error) {
	ids := make([]kernel.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.FromID
	}
	in, args := place.Among("h.household_id", ids)
	var have []houseRow
	err := tx.Select(&have, "SELECT h.* FROM {merit_house h} WHERE "+in, args...)
	var out []*moveRow
	for _, r := range rows {
		for _, h := range have {
			if h.HouseholdID == r.FromID {
				one := *r
				one.PoolID = h.PoolID
				out = append(out, &one)
			}
		}
	}
	return out, err
}

// back notes that what an event moved is to go back, or forgets it where it has not moved.
func (s *Service) back(tx *db.WriteTx, h person.Happening) error {
	var moved []moveRow
	if err := tx.Select(&moved, "SELECT m.* FROM {merit_move m} WHERE m.event_id = ? AND NOT m.back", h.Event); err != nil {
		return err
	}
	for i := range moved {
		m := &moved[i]
		if m.DoneAt == 0 {
			m.DoneAt = tx.Now().UnixMilli()
			if err := tx.Update(m); err != nil {
				return err
			}
			continue
		}
		r := &moveRow{Stamp: m.Stamp, PoolID: m.PoolID, EventID: m.EventID, Kind: m.Kind, Day: h.Day, FromID: m.IntoID, IntoID: m.FromID, Back: true, Points: m.Points}
		if err := tx.Insert(r); err != nil {
			return err
		}
	}
	return nil
}

// settleMoves lets points follow households, in a pool that nobody else touches meanwhile.
func (s *Service) settleMoves(tx *db.WriteTx, pool *poolRow) error {
	var waiting []moveRow
	if err := tx.Select(&waiting, "SELECT m.* FROM {merit_move m} WHERE m.pool_id = ? AND m.done_at = 0", pool.ID); err != nil {
		return err
	}
	slices.SortFunc(waiting, func(a, b moveRow) int { return int(a.ID - b.ID) })
	for i := range waiting {
		m := &waiting[i]
		have, err := housesOf(tx.ReadTx, pool.ID, []kernel.ID{m.FromID})
		if err != nil {
			return err
		}
		from, ok := have[m.FromID]
		if !ok {
			continue
		}
		b, err := ledger.BalanceOf(tx.ReadTx, from.AccountID)
		if err != nil {
			return err
		}
		if b.Out != 0 { // a counter has some along: they go when it has settled, all at once
			continue
		}
		if err := s.move(tx, pool, &from, b.Posted+tx.Added(from.AccountID), m); err != nil {
			return err
		}
		m.DoneAt = tx.Now().UnixMilli()
		if err := tx.Update(m); err != nil {
			return err
		}
	}
	return nil
}

// move carries points from one household to another of the village, by the rule of the pack. What goes into another village stays: its
// pool has not set anything aside for it.
func (s *Service) move(tx *db.WriteTx, pool *poolRow, from *houseRow, has int64, m *moveRow) error {
	known, err := s.person.HouseholdsByID(system(tx.ReadTx), []kernel.ID{m.FromID, m.IntoID})
	if err != nil {
		return err
	}
	into, there := known[m.IntoID]
	if !there || into.Stamp.VillageID != pool.VillageID && m.Kind == person.KindSplit {
		return nil
	}
	points := has
	switch {
	case m.Back:
		points = min(m.Points, has)
	case m.Kind == person.KindSplit:
		if points, err = s.share(tx, m, has); err != nil {
			return err
		}
	}
	if m.Points = points; points <= 0 {
		return nil
	}
	houses, err := s.openHouses(tx, pool, []kernel.ID{m.IntoID})
	if err != nil {
		return err
	}
	t, err := ledger.Post(tx, ledger.Entry{
		Book: pool.BookID, Key: "move:" + m.ID.String(), Kind: kindCarry, RefKind: "merit_move", RefID: m.ID,
		Legs: []ledger.Leg{{Account: from.AccountID, Amount: -points}, {Account: houses[m.IntoID].AccountID, Amount: points}},
	})
	m.TxnID = t.ID
	return err
}

// share is what of its points a household leaves to one that split from it.
func (s *Service) share(tx *db.WriteTx, m *moveRow, points int64) (int64, error) {
	sch, err := s.scheme(m.Day)
	if err != nil || sch.Split == pack.SplitStays {
		return 0, err
	}
	members, err := membersOf(system(tx.ReadTx), []kernel.ID{m.FromID, m.IntoID})
	if err != nil {
		return 0, err
	}
	parts, err := carried(sch.Split, points, []kernel.ID{m.FromID, m.IntoID}, []int64{int64(len(members[m.FromID])), int64(len(members[m.IntoID]))})
	if err != nil {
		return 0, err
	}
	return parts[1], nil
}

// FollowAll lets points follow households in all pools where nobody has touched them since, and tells in how many.
func (s *Service) FollowAll(ctx context.Context) (n int, err error) {
	var pools []kernel.ID
	err = s.db.Look(ctx, &pools, "SELECT m.pool_id FROM {merit_move m} WHERE m.done_at = 0")
	if err != nil {
		return 0, err
	}
	slices.Sort(pools)
	for _, id := range slices.Compact(pools) {
		err := s.db.Write(ctx, "merit.follow", func(tx *db.WriteTx) error {
			_, err := s.lock(tx, id)
			return err
		})
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
