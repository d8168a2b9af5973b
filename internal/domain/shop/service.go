package shop

import (
	"context"
	"errors"
	"slices"

	"touyan/internal/domain/merit"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
)

// Options are what the room needs from where everything meets.
type Options struct {
	DB    *db.DB
	Pack  pack.Source
	Keys  *crypt.Keys
	Place *place.Service
	Merit *merit.Service
}

// Service holds the verbs of the room.
type Service struct {
	db    *db.DB
	packs pack.Source
	keys  *crypt.Keys
	place *place.Service
	merit *merit.Service
}

// New makes the room.
func New(o Options) *Service {
	return &Service{db: o.DB, packs: o.Pack, keys: o.Keys, place: o.Place, merit: o.Merit}
}

// system is the transaction as the program sees it: everybody may read what can be taken for points.
func system(tx *db.ReadTx) *db.ReadTx { return tx.As(kernel.System(tx.County())) }

// account opens an account of a pool's goods, or answers it.
func account(tx *db.WriteTx, t *merit.Till, kind string, owner kernel.ID, ownerKind string, class ledger.Class, low int64, name string) (kernel.ID, error) {
	a, err := ledger.OpenAccount(tx, ledger.Account{
		Stamp: t.Stamp(), BookID: t.Book(), Kind: kind, OwnerKind: ownerKind, OwnerID: owner, Unit: UnitPiece, Class: class, Name: name, Low: low, High: ledger.NoHigh,
	})
	return a.ID, err
}

// other is the account of a pool where pieces come from, or go to.
func other(tx *db.WriteTx, t *merit.Till, kind string, class ledger.Class) (kernel.ID, error) {
	return account(tx, t, kind, t.ID(), "merit_pool", class, ledger.NoLow, "")
}

// Add puts something new on the shelf. The same key again answers the same good.
func (s *Service) Add(ctx context.Context, pool kernel.ID, n NewGood) (*Good, error) {
	var out *Good
	err := s.db.Write(ctx, "shop.add", func(tx *db.WriteTx) error {
		g, err := s.add(tx, pool, n)
		if err == nil {
			out, err = s.good(tx.ReadTx, g)
		}
		return err
	})
	return out, err
}

func (s *Service) add(tx *db.WriteTx, pool kernel.ID, n NewGood) (*goodRow, error) {
	name, err := kernel.Words("name", n.Name, maxName, true)
	if err != nil {
		return nil, err
	}
	measure, err := kernel.Words("measure", n.Measure, 10, true)
	if err != nil {
		return nil, err
	}
	if n.Points < 1 || n.Points > maxPieces {
		return nil, kernel.Invalid("points", "bad_amount")
	}
	key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
	if err != nil {
		return nil, err
	}
	t, err := s.merit.Till(tx, pool)
	if err != nil {
		return nil, err
	}
	have, err := goodsOf(tx.ReadTx, pool)
	if err != nil {
		return nil, err
	}
	for i := range have {
		g := &have[i]
		switch {
		case key != nil && g.ClientKey != nil && *g.ClientKey == *key:
			return g, nil
		case g.Name == name:
			return nil, kernel.Conflict("good_there").With("name", name)
		}
	}
	g := &goodRow{Row: db.Row{ID: tx.NewID()}, Stamp: t.Stamp(), PoolID: pool, Name: name, Measure: measure, Active: true, ClientKey: key}
	if g.StockID, err = account(tx, t, "goods.stock", g.ID, "shop_good", ledger.Asset, 0, name); err != nil {
		return nil, err
	}
	if err := tx.Insert(g); err != nil {
		return nil, err
	}
	return g, tx.Insert(&priceRow{Stamp: g.Stamp, GoodID: g.ID, FromDay: tx.Today(), Points: n.Points, ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name})
}

// SetPrice says what a good costs in points from a day on: today or later, so that no price changes behind anybody.
func (s *Service) SetPrice(ctx context.Context, good kernel.ID, from kernel.Day, points int64) (*Good, error) {
	return s.onGood(ctx, "shop.set_price", good, func(tx *db.WriteTx, _ *merit.Till, g *goodRow) error {
		if points < 1 || points > maxPieces {
			return kernel.Invalid("points", "bad_amount")
		}
		if _, err := kernel.ParseDay(string(from)); err != nil || from < tx.Today() {
			return kernel.Invalid("from", "day_past")
		}
		all, err := pricesOf(tx.ReadTx, []kernel.ID{g.ID})
		if err != nil {
			return err
		}
		for _, p := range all[g.ID] {
			if p.FromDay == from {
				return kernel.Conflict("price_there").With("day", string(from))
			}
		}
		return tx.Insert(&priceRow{Stamp: g.Stamp, GoodID: g.ID, FromDay: from, Points: points, ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name})
	})
}

// SetActive takes a good off the shelf, or puts it there again.
func (s *Service) SetActive(ctx context.Context, good kernel.ID, active bool) (*Good, error) {
	return s.onGood(ctx, "shop.set_active", good, func(tx *db.WriteTx, _ *merit.Till, g *goodRow) error {
		if g.Active == active {
			return nil
		}
		g.Active = active
		return tx.Update(g)
	})
}

// onGood does something to one good, with its pool in hand.
func (s *Service) onGood(ctx context.Context, action string, id kernel.ID, fn func(tx *db.WriteTx, t *merit.Till, g *goodRow) error) (*Good, error) {
	var out *Good
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		g := &goodRow{}
		if err := tx.Get(g, id); err != nil {
			return err
		}
		t, err := s.merit.Till(tx, g.PoolID)
		if err != nil {
			return err
		}
		if err := tx.Lock(g, id); err != nil {
			return err
		}
		if err := fn(tx, t, g); err != nil {
			return err
		}
		out, err = s.good(tx.ReadTx, g)
		if err == nil {
			out.Pieces += tx.Added(g.StockID)
			out.Free += tx.Added(g.StockID)
		}
		return err
	})
	return out, err
}

// Deliver enters stock that came; its cost is taken from what is free in the pool.
func (s *Service) Deliver(ctx context.Context, good kernel.ID, n NewDelivery) (*Good, error) {
	return s.onGood(ctx, "shop.deliver", good, func(tx *db.WriteTx, t *merit.Till, g *goodRow) error {
		if n.Pieces < 1 || n.Pieces > maxPieces || n.Fen < 0 || n.Fen > maxFen {
			return kernel.Invalid("pieces", "bad_amount")
		}
		m, known, err := s.newMove(tx, g, MoveIn, n.Note, n.ClientKey, false)
		if err != nil || known {
			return err
		}
		from, err := other(tx, t, "goods.source", ledger.Equity)
		if err != nil {
			return err
		}
		m.Pieces, m.Fen = n.Pieces, n.Fen
		e := s.entry(t, m, append(t.Buy(n.Fen), ledger.Leg{Account: from, Amount: -n.Pieces}, ledger.Leg{Account: g.StockID, Amount: n.Pieces}))
		if err := s.moved(tx, m, e); err != nil {
			return t.OverBudget(err, n.Fen)
		}
		g.ValueFen += n.Fen
		return tx.Update(g)
	})
}

// Count enters what was counted. What is missing is written off with what it cost, what was found comes in at no cost; either needs its
// reason. What is along with a counter on the road counts as there.
func (s *Service) Count(ctx context.Context, good kernel.ID, n NewCount) (*Good, error) {
	return s.onGood(ctx, "shop.count", good, func(tx *db.WriteTx, t *merit.Till, g *goodRow) error {
		if n.Counted < 0 || n.Counted > maxPieces {
			return kernel.Invalid("counted", "bad_amount")
		}
		b, err := ledger.BalanceOf(tx.ReadTx, g.StockID)
		if err != nil {
			return err
		}
		diff := n.Counted - b.Posted
		m, known, err := s.newMove(tx, g, MoveCount, n.Note, n.ClientKey, diff != 0)
		if err != nil || known {
			return err
		}
		m.Counted, m.Pieces = n.Counted, diff
		if diff == 0 {
			return tx.Insert(m)
		}
		to, err := other(tx, t, "goods.difference", ledger.Expense)
		if err != nil {
			return err
		}
		legs := []ledger.Leg{{Account: g.StockID, Amount: diff}, {Account: to, Amount: -diff}}
		if diff < 0 {
			m.Fen = -Cost(g.ValueFen, b.Posted, -diff)
			legs = append(legs, t.Use(-m.Fen)...)
		}
		if err := s.moved(tx, m, s.entry(t, m, legs)); err != nil {
			return noStock(err, []goodRow{*g})
		}
		g.ValueFen += m.Fen
		return tx.Update(g)
	})
}

// newMove makes the record of a movement; known tells that its key has come before.
func (s *Service) newMove(tx *db.WriteTx, g *goodRow, kind, note, clientKey string, reason bool) (m *moveRow, known bool, err error) {
	if note, err = kernel.Words("note", note, maxNote, reason); err != nil {
		return nil, false, err
	}
	key, err := kernel.OwnKey(tx.Actor(), clientKey)
	if err != nil {
		return nil, false, err
	}
	if key != nil {
		var rows []kernel.ID
		if err := tx.Select(&rows, "SELECT m.id FROM {shop_move m} WHERE m.client_key = ?", *key); err != nil || len(rows) > 0 {
			return nil, true, err
		}
	}
	return &moveRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: g.Stamp, PoolID: g.PoolID, GoodID: g.ID, Kind: kind, Day: tx.Today(), Note: note, At: tx.Now().UnixMilli(),
		ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name, ClientKey: key,
	}, false, nil
}

func (s *Service) entry(t *merit.Till, m *moveRow, legs []ledger.Leg) ledger.Entry {
	return ledger.Entry{Book: t.Book(), Key: "stock:" + m.ID.String(), Kind: "shop." + m.Kind, RefKind: "shop_move", RefID: m.ID, Legs: legs}
}

func (s *Service) moved(tx *db.WriteTx, m *moveRow, e ledger.Entry) error {
	x, err := ledger.Post(tx, e)
	if err != nil {
		return err
	}
	m.TxnID = x.ID
	return tx.Insert(m)
}

// noStock says of which good there are not enough pieces, and how many.
func noStock(err error, goods []goodRow) error {
	var e *kernel.Error
	if !errors.As(err, &e) || e.Code != "below_low" {
		return err
	}
	i := slices.IndexFunc(goods, func(g goodRow) bool { return g.StockID.String() == e.Args["account"] })
	if i < 0 {
		return err
	}
	return kernel.Conflict("no_stock").With("name", goods[i].Name).With("left", e.Args["room"])
}

// Goods are what is on the shelf of a pool, by name.
func (s *Service) Goods(ctx context.Context, pool kernel.ID) ([]Good, error) {
	var out []Good
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := goodsOf(tx, pool)
		if err == nil {
			out, err = s.goods(tx, rows)
		}
		return err
	})
	return out, err
}

func (s *Service) good(tx *db.ReadTx, g *goodRow) (*Good, error) {
	list, err := s.goods(tx, []goodRow{*g})
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

func (s *Service) goods(tx *db.ReadTx, rows []goodRow) ([]Good, error) {
	ids, accounts := make([]kernel.ID, len(rows)), make([]kernel.ID, len(rows))
	for i, g := range rows {
		ids[i], accounts[i] = g.ID, g.StockID
	}
	prices, err := pricesOf(tx, ids)
	if err != nil {
		return nil, err
	}
	all, err := ledger.Balances(tx, accounts)
	out := make([]Good, len(rows))
	for i, g := range rows {
		b := all[g.StockID]
		out[i] = Good{
			ID: g.ID, Rev: g.Rev, PoolID: g.PoolID, Name: g.Name, Measure: g.Measure, Active: g.Active, Points: priceOn(prices[g.ID], tx.Today()), Pieces: b.Posted, Free: b.Free, Value: g.ValueFen,
		}
		for _, p := range prices[g.ID] {
			if p.FromDay > tx.Today() {
				out[i].NextPoints, out[i].NextFrom = p.Points, p.FromDay
			}
		}
	}
	return out, err
}

// Moves is a page of the deliveries and stock-takes of a pool, the newest first.
func (s *Service) Moves(ctx context.Context, pool kernel.ID, page kernel.Page) (out []Move, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		goods, err := goodsOf(tx, pool)
		if err != nil {
			return err
		}
		rows, n, err := db.PageOf(tx, db.List{
			SQL: "SELECT m.* FROM {shop_move m} WHERE m.pool_id = ?", Args: []any{pool}, Page: page, Order: []db.Key{{Col: "m.id", Dir: db.Desc}},
		}, func(m *moveRow) []any { return []any{m.ID} })
		next = n
		names := map[kernel.ID]string{}
		for _, g := range goods {
			names[g.ID] = g.Name
		}
		for _, m := range rows {
			out = append(out, Move{ID: m.ID, Kind: m.Kind, GoodID: m.GoodID, Name: names[m.GoodID], Day: m.Day, Pieces: m.Pieces, Counted: m.Counted, Fen: m.Fen, Note: m.Note, By: m.ByName, At: m.At})
		}
		return err
	})
	return out, next, err
}
