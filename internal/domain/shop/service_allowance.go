package shop

import (
	"context"
	"slices"
	"strconv"
	"time"

	"touyan/internal/domain/merit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

func num(n int64) string { return strconv.FormatInt(n, 10) }

// The states of an allowance.
const (
	stateOpen   = "open"
	stateClosed = "closed"
)

// Reserve sets aside what a counter takes along: so many pieces of each good, and all the free points of the households to which it goes.
// Each is a reservation of its own in the ledger, so that nobody else can spend or hand it out until it is over. The same key again
// answers the same allowance.
func (s *Service) Reserve(ctx context.Context, n NewAllowance) (*Allowance, error) {
	var out *Allowance
	err := s.db.Write(ctx, "shop.reserve", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.Key)
		if err != nil {
			return err
		}
		var have []allowanceRow
		if err := tx.Select(&have, "SELECT a.* FROM {shop_allowance a} WHERE a.client_key = ?", *key); err != nil {
			return err
		}
		if len(have) > 0 {
			out, err = s.allowance(tx.ReadTx, &have[0])
			return err
		}
		if err := takes(n.Goods); err != nil {
			return err
		}
		t, err := s.merit.Till(tx, n.PoolID)
		if err != nil {
			return err
		}
		m, ok := s.packs.Now().MeritOn(tx.Today())
		if !ok {
			return kernel.Unavailable("no_merit_scheme")
		}
		until := tx.Now().Add(time.Duration(m.Offline) * time.Hour)
		a := &allowanceRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: t.Stamp(), PoolID: t.ID(), UntilAt: until.UnixMilli(), SyncAt: until.Add(time.Duration(m.Sync) * time.Hour).UnixMilli(), State: stateOpen,
			ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
		}
		if err := tx.Insert(a); err != nil {
			return err
		}
		if err := s.holdGoods(tx, t, a, n.Goods); err != nil {
			return err
		}
		if err := s.holdHouses(tx, t, a, n.Households); err != nil {
			return err
		}
		out, err = s.allowance(tx.ReadTx, a)
		return err
	})
	return out, err
}

func (s *Service) holdGoods(tx *db.WriteTx, t *merit.Till, a *allowanceRow, list []Take) error {
	rows, err := goodsOf(tx.ReadTx, t.ID())
	if err != nil {
		return err
	}
	goods, err := s.goods(tx.ReadTx, rows)
	if err != nil {
		return err
	}
	for _, x := range list {
		i := slices.IndexFunc(rows, func(g goodRow) bool { return g.ID == x.GoodID && g.Active })
		if i < 0 {
			return kernel.NotFound("shop_good").With("id", x.GoodID.String())
		}
		if goods[i].Points == 0 {
			return kernel.Conflict("no_price").With("name", rows[i].Name)
		}
		r := &shareRow{Row: db.Row{ID: tx.NewID()}, Stamp: a.Stamp, AllowanceID: a.ID, GoodID: x.GoodID, Points: goods[i].Points, LeftN: x.Pieces}
		if err := s.hold(tx, t, a, r, rows[i].StockID, "share:"+r.ID.String()); err != nil {
			return noStock(err, rows)
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) holdHouses(tx *db.WriteTx, t *merit.Till, a *allowanceRow, households []kernel.ID) error {
	all, err := s.merit.Customers(tx.ReadTx, t.ID(), households)
	if err != nil {
		return err
	}
	n := 0
	for _, id := range households {
		c, ok := all[id]
		if !ok || c.Free <= 0 || c.Moving {
			continue // there is nothing that it could take, or that is to go along
		}
		delete(all, id)
		r := &shareRow{Row: db.Row{ID: tx.NewID()}, Stamp: a.Stamp, AllowanceID: a.ID, HouseholdID: id, LeftN: c.Free}
		if err := s.hold(tx, t, a, r, c.Account.Account, "share:"+r.ID.String()); err != nil {
			return err
		}
		if err := tx.Insert(r); err != nil {
			return err
		}
		n++
	}
	if n == 0 {
		return kernel.Conflict("nobody_has_points")
	}
	return nil
}

// hold reserves what is left of a share until the counter must have brought it in.
func (s *Service) hold(tx *db.WriteTx, t *merit.Till, a *allowanceRow, r *shareRow, from kernel.ID, key string) error {
	legs := t.Hold(from, r.LeftN)
	if r.GoodID != 0 {
		to, err := other(tx, t, "goods.out", ledger.Expense)
		if err != nil {
			return err
		}
		legs = []ledger.Leg{{Account: from, Amount: -r.LeftN}, {Account: to, Amount: r.LeftN}}
	}
	x, err := ledger.Reserve(tx, ledger.Entry{Book: t.Book(), Key: key, Kind: "shop.along", RefKind: "shop_allowance", RefID: a.ID, Legs: legs}, time.UnixMilli(a.SyncAt))
	r.HoldID = x.ID
	return err
}

// along is what a counter on the road has left of its allowance.
type along struct {
	row    *allowanceRow
	shares []shareRow
}

// alongOf finds the allowance by which goods were handed out: the actor's own, at a time at which it held, brought in while it still does.
func (s *Service) alongOf(tx *db.WriteTx, t *merit.Till, n NewRedeem) (*along, error) {
	a := &allowanceRow{}
	if err := tx.Lock(a, n.AllowanceID); err != nil {
		return nil, err
	}
	switch {
	case a.PoolID != t.ID() || !tx.Actor().Is(a.ByPersonID) && tx.Actor().PersonID != 0:
		return nil, kernel.NotFound("shop_allowance").With("id", n.AllowanceID.String())
	case a.State != stateOpen || n.At <= 0 || n.At > a.UntilAt || tx.Now().UnixMilli() >= a.SyncAt:
		return nil, kernel.Conflict("allowance_over").With("until", num(a.UntilAt))
	}
	shares, err := sharesOf(tx.ReadTx, a.ID)
	return &along{a, shares}, err
}

func (a *along) house(id kernel.ID) *shareRow {
	return a.find(func(r shareRow) bool { return r.HouseholdID == id && id != 0 })
}

func (a *along) good(id kernel.ID) *shareRow {
	return a.find(func(r shareRow) bool { return r.GoodID == id && id != 0 })
}

func (a *along) find(is func(shareRow) bool) *shareRow {
	if i := slices.IndexFunc(a.shares, is); i >= 0 {
		return &a.shares[i]
	}
	return nil
}

func (a *along) price(good kernel.ID) int64 {
	if r := a.good(good); r != nil {
		return r.Points
	}
	return 0
}

// day is the day on which goods were handed out, as the device tells: not ahead of today.
func (a *along) day(at int64, tx *db.WriteTx) kernel.Day {
	return min(kernel.DayOf(time.UnixMilli(at)), tx.Today())
}

// free gives free what is held of the household and the goods, within the Write that spends a part of it.
func (a *along) free(h *hand, r *redeemRow) error {
	house := a.house(h.n.HouseholdID)
	if house == nil || house.LeftN < r.Points {
		left := int64(0)
		if house != nil {
			left = house.LeftN
		}
		return kernel.Conflict("not_enough_points").With("left", num(left))
	}
	house.LeftN -= r.Points
	touched := []*shareRow{house}
	for _, t := range h.n.Lines {
		g := a.good(t.GoodID)
		if g == nil || g.LeftN < t.Pieces {
			name := h.goods[slices.IndexFunc(h.goods, func(x goodRow) bool { return x.ID == t.GoodID })].Name
			left := int64(0)
			if g != nil {
				left = g.LeftN
			}
			return kernel.Conflict("no_stock").With("name", name).With("left", num(left))
		}
		g.LeftN -= t.Pieces
		touched = append(touched, g)
	}
	for _, x := range touched {
		if _, err := ledger.Release(h.tx, x.HoldID, ledger.Entry{Key: "free:" + r.ID.String() + ":" + x.ID.String(), Kind: "shop.along"}); err != nil {
			return err
		}
	}
	return nil
}

// holdAgain holds what is left after a part was spent.
func (a *along) holdAgain(h *hand, r *redeemRow) error {
	touched := []*shareRow{a.house(h.n.HouseholdID)}
	for _, t := range h.n.Lines {
		touched = append(touched, a.good(t.GoodID))
	}
	for _, x := range touched {
		x.HoldID = 0
		if x.LeftN > 0 {
			from := h.customer.Account.Account
			if x.GoodID != 0 {
				from = h.goods[slices.IndexFunc(h.goods, func(g goodRow) bool { return g.ID == x.GoodID })].StockID
			}
			if err := h.s.hold(h.tx, h.till, a.row, x, from, "again:"+r.ID.String()+":"+x.ID.String()); err != nil {
				return err
			}
		}
	}
	return h.tx.UpdateAll(touched)
}

// Close ends an allowance: what is left of it is free again. What was handed out by it must have been brought in before.
func (s *Service) Close(ctx context.Context, id kernel.ID, rev int64) (*Allowance, error) {
	var out *Allowance
	err := s.db.Write(ctx, "shop.close", func(tx *db.WriteTx) error {
		a := &allowanceRow{}
		if err := tx.Get(a, id); err != nil {
			return err
		}
		if _, err := s.merit.Till(tx, a.PoolID); err != nil {
			return err
		}
		if err := tx.Lock(a, id); err != nil {
			return err
		}
		switch {
		case a.State == stateClosed:
			var err error
			out, err = s.allowance(tx.ReadTx, a)
			return err
		case a.Rev != rev:
			return kernel.Conflict("changed_meanwhile")
		}
		shares, err := sharesOf(tx.ReadTx, id)
		if err != nil {
			return err
		}
		for i := range shares {
			x := &shares[i]
			if x.HoldID == 0 {
				continue
			}
			if tx.Now().UnixMilli() < a.SyncAt { // after that it holds nothing any more
				if _, err := ledger.Release(tx, x.HoldID, ledger.Entry{Key: "close:" + x.ID.String(), Kind: "shop.along"}); err != nil {
					return err
				}
			}
			x.HoldID, x.LeftN = 0, 0
			if err := tx.Update(x); err != nil {
				return err
			}
		}
		a.State = stateClosed
		if err := tx.Update(a); err != nil {
			return err
		}
		out, err = s.allowance(tx.ReadTx, a)
		return err
	})
	return out, err
}

// Allowances are those of a pool that are open, the newest first.
func (s *Service) Allowances(ctx context.Context, pool kernel.ID) ([]Allowance, error) {
	return s.open(ctx, "a.pool_id = ?", pool)
}

// Mine are the actor's own open allowances: their devices hold them.
func (s *Service) Mine(ctx context.Context) (map[kernel.ID]any, error) {
	list, err := s.open(ctx, "a.by_person_id = ?", kernel.ActorOf(ctx).PersonID)
	out := map[kernel.ID]any{}
	for _, a := range list {
		out[a.ID] = a
	}
	return out, err
}

func (s *Service) open(ctx context.Context, where string, arg kernel.ID) ([]Allowance, error) {
	out := []Allowance{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []allowanceRow
		if err := tx.Select(&rows, "SELECT a.* FROM {shop_allowance a} WHERE a.state = '"+stateOpen+"' AND "+where, arg); err != nil {
			return err
		}
		slices.SortFunc(rows, func(a, b allowanceRow) int { return int(b.ID - a.ID) })
		for i := range rows {
			a, err := s.allowance(tx, &rows[i])
			if err != nil {
				return err
			}
			out = append(out, *a)
		}
		return nil
	})
	return out, err
}

func (s *Service) allowance(tx *db.ReadTx, a *allowanceRow) (*Allowance, error) {
	shares, err := sharesOf(tx, a.ID)
	if err != nil {
		return nil, err
	}
	var households []kernel.ID
	for _, x := range shares {
		if x.HouseholdID != 0 {
			households = append(households, x.HouseholdID)
		}
	}
	customers, err := s.merit.Customers(tx, a.PoolID, households)
	if err != nil {
		return nil, err
	}
	goods, err := goodsOf(tx, a.PoolID)
	if err != nil {
		return nil, err
	}
	names, err := s.place.Names(system(tx), []kernel.ID{a.VillageID})
	out := &Allowance{
		ID: a.ID, Rev: a.Rev, PoolID: a.PoolID, Place: names[a.VillageID].Ref(), Until: a.UntilAt, SyncUntil: a.SyncAt, State: a.State, By: a.ByName, Households: []ShareHouse{}, Goods: []ShareGood{},
	}
	for _, x := range shares {
		if x.HouseholdID != 0 {
			c := customers[x.HouseholdID]
			out.Households = append(out.Households, ShareHouse{Household: c.House, Points: x.LeftN, Hash: c.Hash})
			continue
		}
		if i := slices.IndexFunc(goods, func(g goodRow) bool { return g.ID == x.GoodID }); i >= 0 {
			out.Goods = append(out.Goods, ShareGood{GoodID: x.GoodID, Name: goods[i].Name, Measure: goods[i].Measure, Pieces: x.LeftN, Points: x.Points})
		}
	}
	return out, err
}
