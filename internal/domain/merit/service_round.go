package merit

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// The kinds of transactions in the ledger.
const (
	kindGive     = "merit.give"
	kindSpend    = "merit.spend"
	kindCarry    = "merit.carry"
	kindLapse    = "merit.lapse"
	kindWithdraw = "merit.withdraw"
)

// Gather opens the round of a period: all deeds up to its last day that are scored, of which some are drawn to be looked at again.
// The same period again answers the round that is there; once that is given, a further one is opened for
// what came late.
func (s *Service) Gather(ctx context.Context, n NewRound) (*Round, error) {
	var out *Round
	err := s.db.Write(db.Large(ctx), "merit.gather", func(tx *db.WriteTx) error {
		p, err := s.place.LoadOpen(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		pool, err := poolAt(tx.ReadTx, p.ID)
		if err != nil {
			return err
		}
		if pool == nil {
			return kernel.Conflict("village_without_list")
		}
		if pool, err = s.lock(tx, pool.ID); err != nil {
			return err
		}
		r, err := s.gather(tx, pool, n.Period)
		if err == nil {
			out, err = s.roundView(tx.ReadTx, r, true)
		}
		return err
	})
	return out, err
}

func (s *Service) gather(tx *db.WriteTx, pool *poolRow, period string) (*roundRow, error) {
	m, err := s.scheme(tx.Today())
	if err != nil {
		return nil, err
	}
	from, to, err := spanOf(m.Every, period)
	if err != nil {
		return nil, err
	}
	if from > tx.Today() {
		return nil, kernel.Invalid("period", "period_ahead")
	}
	var have []roundRow
	if err := tx.Select(&have, "SELECT r.* FROM {merit_round r} WHERE r.pool_id = ? AND r.from_day = ?", pool.ID, from); err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(have, func(r roundRow) bool { return r.State != Issued }); i >= 0 {
		return &have[i], nil
	}
	if len(have) > 0 { // what was scored after the round was given
		period += "+" + strconv.Itoa(len(have)+1)
	}
	deeds, err := s.waitingDeeds(tx.ReadTx, pool, to)
	if err != nil {
		return nil, err
	}
	if len(deeds) == 0 {
		return nil, kernel.Conflict("round_empty").With("period", period)
	}
	r := &roundRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: pool.Stamp, PlaceID: pool.PlaceID, PoolID: pool.ID, Period: period, FromDay: from, ToDay: to, State: Checking, Deeds: len(deeds), RateFen: pool.RateFen,
	}
	r.Seed = seedOf(r.ID)
	ids := make([]kernel.ID, len(deeds))
	for i := range deeds {
		ids[i] = deeds[i].ID
	}
	drawn := lot(r.Seed, ids, m.Recheck)
	r.Drawn, r.Unread = len(drawn), len(drawn)
	rows := make([]*deedRow, len(deeds))
	slices.SortFunc(deeds, func(a, b deedRow) int { return cmp.Compare(a.ID, b.ID) })
	for i := range deeds {
		d := &deeds[i]
		d.State, d.RoundID, d.PoolID, d.Drawn = Picked, r.ID, pool.ID, slices.Contains(drawn, d.ID)
		r.Points += d.Points
		rows[i] = d
	}
	if err := tx.Insert(r); err != nil {
		return nil, err
	}
	return r, tx.UpdateAll(rows)
}

// waitingDeeds are the deeds up to a day that all have scored, of a pool and of those whose villages went into its village.
func (s *Service) waitingDeeds(tx *db.ReadTx, pool *poolRow, to kernel.Day) ([]deedRow, error) {
	pools, err := formerPools(tx, pool)
	if err != nil {
		return nil, err
	}
	in, args := place.Among("d.pool_id", pools)
	var deeds []deedRow
	err = tx.Select(&deeds, "SELECT d.* FROM {merit_deed d} WHERE "+in+" AND d.state = ? AND d.day <= ?", append(args, Rated, to)...)
	return deeds, err
}

// Post shows a round to everybody, once all that was drawn has been looked at: from today objections may be made.
func (s *Service) Post(ctx context.Context, id kernel.ID, rev int64) (*Round, error) {
	return s.onRound(ctx, "merit.post", id, rev, func(tx *db.WriteTx, r *roundRow) error {
		switch {
		case r.State != Checking:
			return kernel.Conflict("round_state").With("state", r.State)
		case r.Unread > 0:
			return kernel.Conflict("not_all_checked").With("left", itoa(int64(r.Unread)))
		case r.Deeds == 0:
			return kernel.Conflict("round_empty").With("period", r.Period)
		}
		show, object, err := s.days(tx.Today())
		if err != nil {
			return err
		}
		r.State, r.PostedDay, r.ObjectTo, r.ShowTo = Showing, tx.Today(), s.lastDay(tx.Today(), object), s.lastDay(tx.Today(), show)
		r.PostedByID, r.PostedBy = tx.Actor().PersonID, tx.Actor().Name
		if err := s.setDeeds(tx, r, Picked, func(d *deedRow) { d.State = Posted }); err != nil {
			return err
		}
		return tx.Update(r)
	})
}

// lastDay is the last of so many days after a day; where it is no working day, the first one after it (民法典 201, 203). In a year whose
// calendar is missing plain weekends count.
func (s *Service) lastDay(from kernel.Day, days int) kernel.Day {
	day := from.Add(days)
	for range 31 {
		if works, _ := s.packs.Now().Calendar().IsWorkday(day); works {
			break
		}
		day = day.Add(1)
	}
	return day
}

// setDeeds changes all deeds of a round that are in a state.
func (s *Service) setDeeds(tx *db.WriteTx, r *roundRow, state string, fn func(*deedRow)) error {
	all, err := deedsOf(tx.ReadTx, r.ID)
	if err != nil {
		return err
	}
	var rows []*deedRow
	for i := range all {
		if all[i].State == state {
			fn(&all[i])
			rows = append(rows, &all[i])
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.UpdateAll(rows)
}

// Issue gives the points of a round, once the days for objections are over and each one is decided: all of it or nothing, and never
// more than the pool has. Who posted the round does not give its points too.
func (s *Service) Issue(ctx context.Context, id kernel.ID, rev int64) (*Round, error) {
	return s.onRound(db.Large(ctx), "merit.issue", id, rev, func(tx *db.WriteTx, r *roundRow) error {
		switch {
		case r.State != Showing:
			return kernel.Conflict("round_state").With("state", r.State)
		case tx.Today() <= r.ObjectTo:
			return kernel.Conflict("objections_open").With("to", string(r.ObjectTo))
		case r.Objected > 0:
			return kernel.Conflict("objections_waiting").With("left", itoa(int64(r.Objected)))
		case tx.Actor().Is(r.PostedByID):
			return kernel.Forbidden("own_round")
		}
		pool, err := s.lock(tx, r.PoolID)
		if err != nil {
			return err
		}
		if err := s.give(tx, pool, r); err != nil {
			return err
		}
		r.State, r.IssuedByID, r.IssuedBy, r.IssuedAt, r.RateFen = Issued, tx.Actor().PersonID, tx.Actor().Name, tx.Now().UnixMilli(), pool.RateFen
		return tx.Update(r)
	})
}

func (s *Service) give(tx *db.WriteTx, pool *poolRow, r *roundRow) error {
	all, err := deedsOf(tx.ReadTx, r.ID)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(d deedRow) bool { return d.State != Posted })
	need, households := int64(0), make([]kernel.ID, len(all))
	for i, d := range all {
		need += d.Points * pool.RateFen
		households[i] = d.HouseholdID
	}
	b, err := ledger.BalanceOf(tx.ReadTx, pool.FreeID)
	if err != nil {
		return err
	}
	if need > b.Free {
		return overBudget(need, b.Free)
	}
	now, err := nowIn(system(tx.ReadTx), households) // who was merged since earned for the household that they are now
	if err != nil {
		return err
	}
	houses, err := s.openHouses(tx, pool, slices.Collect(maps.Values(now)))
	if err != nil {
		return err
	}
	entries := make([]ledger.Entry, len(all))
	for i, d := range all {
		entries[i] = ledger.Entry{
			Book: pool.BookID, Key: "deed:" + d.ID.String(), Kind: kindGive, Memo: d.ItemName, RefKind: deedTable, RefID: d.ID, Legs: pool.give(houses[now[d.HouseholdID]].AccountID, d.Points),
		}
	}
	txns, err := ledger.PostAll(tx, entries)
	if err != nil {
		return pool.overBudget(err, need)
	}
	rows := make([]*deedRow, len(all))
	for i := range all {
		all[i].State, all[i].TxnID = Given, txns[i].ID
		rows[i] = &all[i]
		tx.Tally(pool.Stamp, tx.Today(), "merit.given", all[i].Points) // of the village: whose they are is nobody's figure
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.UpdateAll(rows)
}

// onRound does something to one round that nobody else changes meanwhile.
func (s *Service) onRound(ctx context.Context, action string, id kernel.ID, rev int64, fn func(tx *db.WriteTx, r *roundRow) error) (*Round, error) {
	var out *Round
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		r := &roundRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		err := fn(tx, r)
		if err == nil {
			out, err = s.roundView(tx.ReadTx, r, true)
		}
		return err
	})
	return out, err
}

// Rounds is a page of rounds, the newest first.
func (s *Service) Rounds(ctx context.Context, at kernel.ID, page kernel.Page) (out []Round, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "TRUE", []any{}
		if at != 0 {
			if where, args, err = s.place.Within(tx, "r", at); err != nil {
				return err
			}
		}
		rows, n, err := db.PageOf(tx, db.List{
			SQL: "SELECT r.* FROM {merit_round r} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "r.from_day", Dir: db.Desc}, {Col: "r.id", Dir: db.Desc}},
		}, func(r *roundRow) []any { return []any{string(r.FromDay), r.ID} })
		next = n
		for i := range rows {
			if err == nil {
				var v *Round
				if v, err = s.roundView(tx, &rows[i], false); err == nil {
					out = append(out, *v)
				}
			}
		}
		return err
	})
	return out, next, err
}

// Round is one round with what it takes from the pool.
func (s *Service) Round(ctx context.Context, id kernel.ID) (*Round, error) {
	var out *Round
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r := &roundRow{}
		err := tx.Get(r, id)
		if err == nil {
			out, err = s.roundView(tx, r, true)
		}
		return err
	})
	return out, err
}

func (s *Service) roundView(tx *db.ReadTx, r *roundRow, whole bool) (*Round, error) {
	names, err := s.place.Names(system(tx), []kernel.ID{r.PlaceID})
	if err != nil {
		return nil, err
	}
	out := &Round{
		ID: r.ID, Rev: r.Rev, Place: names[r.PlaceID].Ref(), PoolID: r.PoolID, Period: r.Period, From: r.FromDay, To: r.ToDay, State: r.State, Seed: r.Seed, Deeds: r.Deeds, Points: r.Points,
		Drawn: r.Drawn, Unread: r.Unread, Objected: r.Objected, Posted: r.PostedDay, ObjectTo: r.ObjectTo, ShowTo: r.ShowTo, PostedBy: r.PostedBy, IssuedBy: r.IssuedBy, Rate: r.RateFen,
	}
	if !whole {
		return out, nil
	}
	pool := &poolRow{}
	if err := system(tx).Get(pool, r.PoolID); err != nil {
		return nil, err
	}
	out.Need = r.Points * pool.RateFen
	b, err := ledger.BalanceOf(system(tx), pool.FreeID)
	if err != nil {
		return nil, err
	}
	out.Free = b.Free
	var waiting []int
	err = tx.Select(&waiting, "SELECT COUNT(*) FROM {merit_deed d} WHERE d.pool_id = ? AND d.state = ? AND d.day <= ?", r.PoolID, Recorded, r.ToDay)
	out.Waiting = append(waiting, 0)[0]
	return out, err
}

// Raters are how each person scored in a round, by name: against the results, so that who favours some is seen by the supervision
// committee.
func (s *Service) Raters(ctx context.Context, round kernel.ID) ([]Rater, error) {
	out := []Rater{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := tx.Get(&roundRow{}, round); err != nil {
			return err
		}
		deeds, err := deedsOf(tx, round)
		if err != nil {
			return err
		}
		ids := make([]kernel.ID, len(deeds))
		for i, d := range deeds {
			ids[i] = d.ID
		}
		scores, err := scoresOf(tx, ids)
		by := map[kernel.ID]*Rater{}
		for _, d := range deeds {
			for _, x := range scores[d.ID] {
				if x.Look || x.Turn != d.Turn {
					continue
				}
				if by[x.ByPersonID] == nil {
					by[x.ByPersonID] = &Rater{Name: x.ByName}
				}
				by[x.ByPersonID].add(x.Points - d.Points)
			}
		}
		for _, r := range by {
			out = append(out, *r)
		}
		slices.SortFunc(out, func(a, b Rater) int { return cmp.Compare(a.Name, b.Name) })
		return err
	})
	return out, err
}

func (r *Rater) add(diff int64) {
	r.Deeds++
	r.Above += max(0, diff)
	r.Below += max(0, -diff)
	r.Most = max(r.Most, diff, -diff)
}
