package merit

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
)

// What is left in a pool can be given: money that came in and stands neither for points nor for goods.
var _ = ledger.Count(poolTable, kindFree, measureLeft)

// lock keeps a pool to one writer, opens the year where it has none yet, and lets points follow households that changed.
func (s *Service) lock(tx *db.WriteTx, id kernel.ID) (*poolRow, error) {
	r := &poolRow{}
	if err := tx.Lock(r, id); err != nil {
		return nil, err
	}
	b := ledger.Book{}
	if err := tx.Get(&b, r.BookID); err != nil {
		return nil, err
	}
	if b.OpenTo < tx.Today() {
		if err := ledger.OpenPeriod(tx, b.ID, kernel.Day(string(tx.Today())[:4]+"-12-31")); err != nil {
			return nil, err
		}
	}
	return r, s.settleMoves(tx, r)
}

// Give are the legs by which points go to a household: what they stand for is set aside.
func (r *poolRow) give(account kernel.ID, points int64) []ledger.Leg {
	legs := []ledger.Leg{{Account: r.SourceID, Amount: -points}, {Account: account, Amount: points}}
	return append(legs, r.promise(points*r.RateFen)...)
}

// promise are the legs that set money aside, or free it below zero.
func (r *poolRow) promise(fen int64) []ledger.Leg {
	if fen == 0 {
		return nil
	}
	return []ledger.Leg{{Account: r.FreeID, Amount: -fen}, {Account: r.PromisedID, Amount: fen}}
}

// take are the legs by which points leave a household.
func (r *poolRow) take(account, into kernel.ID, points int64) []ledger.Leg {
	legs := []ledger.Leg{{Account: account, Amount: -points}, {Account: into, Amount: points}}
	return append(legs, r.promise(-points*r.RateFen)...)
}

// overBudget says in the words of the pool that its free part would go below nothing.
func (r *poolRow) overBudget(err error, need int64) error {
	var e *kernel.Error
	if !errors.As(err, &e) || e.Code != "below_low" || e.Args["account"] != r.FreeID.String() {
		return err
	}
	room, _ := strconv.ParseInt(e.Args["room"], 10, 64)
	return overBudget(need, room)
}

func overBudget(need, free int64) error {
	return kernel.Conflict("over_budget").With("need", strconv.FormatInt(need, 10)).With("free", strconv.FormatInt(free, 10)).With("missing", strconv.FormatInt(need-free, 10))
}

// Fund enters money that came into a pool, or that goes back to who gave it. The same key again answers the same record.
func (s *Service) Fund(ctx context.Context, pool kernel.ID, n NewFund) (*Fund, error) {
	var out *Fund
	err := s.db.Write(ctx, "merit.fund", func(tx *db.WriteTx) error {
		source, err := kernel.Words("source", n.Source, maxBasis, true)
		if err != nil {
			return err
		}
		if n.Fen == 0 || n.Fen > maxFund || n.Fen < -maxFund {
			return kernel.Invalid("fen", "bad_amount")
		}
		r, err := s.lock(tx, pool)
		if err != nil {
			return err
		}
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		f, err := s.knownFund(tx.ReadTx, key)
		if err != nil || f != nil {
			out = f.view()
			return err
		}
		if into, err := s.intoOf(tx.ReadTx, r); err != nil || into != nil && n.Fen > 0 {
			if err == nil {
				err = kernel.Conflict("pool_ended").With("name", into.Name)
			}
			return err
		}
		f = &fundRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: r.Stamp, PoolID: r.ID, Day: cmp.Or(n.Day, tx.Today()), Fen: n.Fen, Source: source,
			ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
		}
		t, err := ledger.Post(tx, ledger.Entry{
			Book: r.BookID, Key: "fund:" + f.ID.String(), Kind: "merit.fund", Day: f.Day, RefKind: "merit_fund", RefID: f.ID,
			Legs: []ledger.Leg{{Account: r.FundsID, Amount: -n.Fen}, {Account: r.FreeID, Amount: n.Fen}},
		})
		if err != nil {
			return r.overBudget(err, -n.Fen)
		}
		f.TxnID = t.ID
		tx.Tally(r.Stamp, f.Day, "merit.funded", f.Fen)
		out = f.view()
		return tx.Insert(f)
	})
	return out, err
}

func (s *Service) knownFund(tx *db.ReadTx, key *string) (*fundRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key was sent
	}
	var rows []fundRow
	err := tx.Select(&rows, "SELECT f.* FROM {merit_fund f} WHERE f.client_key = ?", *key)
	return first(rows, err)
}

func (f *fundRow) view() *Fund {
	if f == nil {
		return nil
	}
	return &Fund{ID: f.ID, Day: f.Day, Fen: f.Fen, Source: f.Source, By: f.ByName}
}

// Funds lists the money that came into a pool, the newest first.
func (s *Service) Funds(ctx context.Context, pool kernel.ID, page kernel.Page) (out []Fund, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := tx.Get(&poolRow{}, pool); err != nil {
			return err
		}
		rows, n, err := db.PageOf(tx, db.List{
			SQL: "SELECT f.* FROM {merit_fund f} WHERE f.pool_id = ?", Args: []any{pool}, Page: page,
			Order: []db.Key{{Col: "f.day", Dir: db.Desc}, {Col: "f.id", Dir: db.Desc}},
		}, func(f *fundRow) []any { return []any{string(f.Day), f.ID} })
		next = n
		for i := range rows {
			out = append(out, *rows[i].view())
		}
		return err
	})
	return out, next, err
}

// Reprice takes over what the rules say today that a point stands for; more than before is set aside, and refused where the pool has
// not as much.
func (s *Service) Reprice(ctx context.Context, pool kernel.ID, rev int64) (*Pool, error) {
	var out *Pool
	err := s.db.Write(ctx, "merit.reprice", func(tx *db.WriteTx) error {
		r, err := s.lock(tx, pool)
		if err != nil {
			return err
		}
		rate, err := s.rate(tx.Today())
		if err != nil {
			return err
		}
		if r.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		if rate == r.RateFen {
			return kernel.Conflict("same_rate")
		}
		v, err := s.poolView(tx.ReadTx, r)
		if err != nil {
			return err
		}
		more := v.Outstanding * (rate - r.RateFen)
		if more != 0 {
			_, err = ledger.Post(tx, ledger.Entry{
				Book: r.BookID, Key: "reprice:" + tx.NewID().String(), Kind: "merit.reprice", RefKind: poolTable, RefID: r.ID, Legs: r.promise(more),
			})
		}
		if err != nil {
			return r.overBudget(err, more)
		}
		r.RateFen = rate
		if err := tx.Update(r); err != nil {
			return err
		}
		out, err = s.freshPool(tx, r)
		return err
	})
	return out, err
}

// freshPool is a pool as it is after what this Write has posted.
func (s *Service) freshPool(tx *db.WriteTx, r *poolRow) (*Pool, error) {
	v, err := s.poolView(tx.ReadTx, r)
	if err != nil {
		return nil, err
	}
	v.Funds -= tx.Added(r.FundsID)
	v.Free += tx.Added(r.FreeID)
	v.Promised += tx.Added(r.PromisedID)
	v.Stock += tx.Added(r.StockID)
	v.Used += tx.Added(r.UsedID)
	v.Spent += tx.Added(r.SpentID)
	v.Lapsed += tx.Added(r.LapsedID)
	v.GivenAll -= tx.Added(r.SourceID)
	v.Outstanding = v.GivenAll - v.Spent - v.Lapsed
	return v, nil
}

// Get is a pool.
func (s *Service) Get(ctx context.Context, id kernel.ID) (*Pool, error) {
	var out *Pool
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r := &poolRow{}
		if err := tx.Get(r, id); err != nil {
			return err
		}
		var err error
		out, err = s.poolView(tx, r)
		return err
	})
	return out, err
}

// Pools are the pools at a place and below; 0: of all that the actor sees.
func (s *Service) Pools(ctx context.Context, at kernel.ID, page kernel.Page) (out []Pool, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "TRUE", []any{}
		if at != 0 {
			if where, args, err = s.place.Within(tx, "p", at); err != nil {
				return err
			}
		}
		rows, n, err := db.PageOf(tx, db.List{
			SQL: "SELECT p.* FROM {merit_pool p} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "p.id", Dir: db.Asc}},
		}, func(p *poolRow) []any { return []any{p.ID} })
		next = n
		for i := range rows {
			if err == nil {
				var v *Pool
				if v, err = s.poolView(tx, &rows[i]); err == nil {
					out = append(out, *v)
				}
			}
		}
		return err
	})
	return out, next, err
}

func (s *Service) poolView(tx *db.ReadTx, r *poolRow) (*Pool, error) {
	all, err := ledger.Balances(tx, []kernel.ID{r.FundsID, r.FreeID, r.PromisedID, r.StockID, r.UsedID, r.SourceID, r.SpentID, r.LapsedID})
	if err != nil {
		return nil, err
	}
	var b ledger.Book
	if err := tx.Get(&b, r.BookID); err != nil {
		return nil, err
	}
	names, err := s.place.Names(system(tx), []kernel.ID{r.PlaceID})
	if err != nil {
		return nil, err
	}
	paths, err := s.place.Paths(system(tx), []kernel.Stamp{r.Stamp})
	if err != nil {
		return nil, err
	}
	rate, err := s.rate(tx.Today())
	if err != nil {
		return nil, err
	}
	into, err := s.intoOf(tx, r)
	if err != nil {
		return nil, err
	}
	n := func(id kernel.ID) int64 { return all[id].Posted }
	out := &Pool{
		ID: r.ID, Rev: r.Rev, Place: names[r.PlaceID].Ref(), Path: paths[0], Rate: r.RateFen, Funds: -n(r.FundsID), Promised: n(r.PromisedID), Stock: n(r.StockID), Used: n(r.UsedID),
		Free: n(r.FreeID), GivenAll: -n(r.SourceID), Spent: n(r.SpentID), Lapsed: n(r.LapsedID), ClosedTo: b.ClosedTo, OpenTo: b.OpenTo, Into: into,
	}
	out.Outstanding = out.GivenAll - out.Spent - out.Lapsed
	if rate != r.RateFen {
		out.NewRate = rate
	}
	var count []int64
	err = tx.Select(&count, "SELECT COUNT(*) FROM {merit_house h} WHERE h.pool_id = ?", r.ID)
	out.Households = append(count, 0)[0]
	return out, err
}

// CloseYear closes the earliest open year of a pool once it is over; where the rules say so, what was left of it lapses before.
func (s *Service) CloseYear(ctx context.Context, pool kernel.ID, rev int64) (*Pool, error) {
	var out *Pool
	err := s.db.Write(db.Large(ctx), "merit.close_year", func(tx *db.WriteTx) error {
		r, err := s.lock(tx, pool)
		if err != nil {
			return err
		}
		if r.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		var b ledger.Book
		if err := tx.Get(&b, r.BookID); err != nil {
			return err
		}
		end := kernel.Day(string(b.ClosedTo.Add(1))[:4] + "-12-31")
		if end >= tx.Today() {
			return kernel.Conflict("period_not_over").With("to", string(end))
		}
		m, err := s.scheme(end)
		if err != nil {
			return err
		}
		if m.YearEnd == pack.YearLapse {
			if err := s.lapse(tx, r, end); err != nil {
				return err
			}
		}
		if _, err := ledger.ClosePeriod(tx, r.BookID); err != nil {
			return err
		}
		if err := tx.Update(r); err != nil {
			return err
		}
		out, err = s.freshPool(tx, r)
		return err
	})
	return out, err
}

// lapse takes back what was there at the end of a year and has not been spent since: what is spent is the older points first.
func (s *Service) lapse(tx *db.WriteTx, r *poolRow, end kernel.Day) error {
	var rows []houseRow
	if err := tx.Select(&rows, "SELECT h.* FROM {merit_house h} WHERE h.pool_id = ?", r.ID); err != nil {
		return err
	}
	slices.SortFunc(rows, func(a, b houseRow) int { return cmp.Compare(a.ID, b.ID) })
	var entries []ledger.Entry
	for _, h := range rows {
		left, err := oldPoints(tx.ReadTx, h.AccountID, end)
		if err != nil {
			return err
		}
		if left <= 0 {
			continue
		}
		entries = append(entries, ledger.Entry{
			Book: r.BookID, Key: "lapse:" + string(end) + ":" + h.ID.String(), Kind: kindLapse, Day: end, RefKind: poolTable, RefID: r.ID, Legs: r.take(h.AccountID, r.LapsedID, left),
		})
	}
	_, err := ledger.PostAll(tx, entries)
	return err
}

// oldPoints are the points of an account that were there at the end of a day and are free still.
func oldPoints(tx *db.ReadTx, account kernel.ID, end kernel.Day) (int64, error) {
	b, err := ledger.BalanceOf(tx, account)
	if err != nil {
		return 0, err
	}
	left := b.Free
	page := kernel.Page{Limit: kernel.MaxLimit}
	for {
		lines, next, err := ledger.Statement(tx, account, page)
		if err != nil {
			return 0, err
		}
		for _, l := range lines {
			if l.Day <= end {
				return left, nil
			}
			left -= max(0, l.Amount)
		}
		if next == "" {
			return left, nil
		}
		page.Cursor = next
	}
}
