package shop

import (
	"context"
	"errors"
	"slices"

	"touyan/internal/domain/merit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// Redeem hands out goods for points: confirmed by the household, entered by the keeper, who may be neither of it nor near to it. The same
// key again answers the same entry. With an allowance it was done without a network, and is settled against what was set aside.
func (s *Service) Redeem(ctx context.Context, n NewRedeem) (*Redeem, error) {
	var out *Redeem
	err := s.db.Write(ctx, "shop.redeem", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		if r, err := known(tx.ReadTx, key); err != nil || r != nil {
			if err == nil && r.HouseholdID != n.HouseholdID {
				err = kernel.Conflict("client_key_used")
			}
			if err == nil {
				out, err = s.one(tx.ReadTx, r)
			}
			return err
		}
		if err := takes(n.Lines); err != nil {
			return err
		}
		if err := n.confirmed(); err != nil {
			return err
		}
		h := &hand{s: s, tx: tx, n: n, key: key}
		r, err := h.redeem()
		if err != nil {
			return err
		}
		out, err = s.one(tx.ReadTx, r)
		if err == nil {
			out.Left = h.customer.Points + tx.Added(h.customer.Account.Account)
		}
		return err
	})
	return out, err
}

func known(tx *db.ReadTx, key *string) (*redeemRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key was sent
	}
	var rows []redeemRow
	err := tx.Select(&rows, "SELECT r.* FROM {shop_redeem r} WHERE r.client_key = ?", *key)
	return first(rows, err)
}

// hand is goods on their way to a household.
type hand struct {
	s        *Service
	tx       *db.WriteTx
	n        NewRedeem
	key      *string
	till     *merit.Till
	customer merit.Customer
	goods    []goodRow
	prices   map[kernel.ID]int64
	along    *along // of a counter on the road
}

func (h *hand) redeem() (*redeemRow, error) {
	if err := h.ready(); err != nil {
		return nil, err
	}
	r := &redeemRow{
		Row: db.Row{ID: h.tx.NewID()}, Stamp: h.till.Stamp(), PoolID: h.till.ID(), HouseholdID: h.n.HouseholdID, Day: h.tx.Today(), At: h.tx.Now().UnixMilli(), Confirm: h.n.Confirm,
		ByPersonID: h.tx.Actor().PersonID, ByName: h.tx.Actor().Name, ClientKey: h.key,
	}
	if h.n.Confirm == BySign {
		r.Signature = h.s.keys.Seal(h.n.Signature)
	}
	if h.along != nil {
		r.AllowanceID, r.At, r.Day = h.along.row.ID, h.n.At, h.along.day(h.n.At, h.tx)
	}
	lines, legs, err := h.legs(r)
	if err != nil {
		return nil, err
	}
	if h.along != nil {
		if err := h.along.free(h, r); err != nil {
			return nil, err
		}
	}
	t, err := ledger.Post(h.tx, ledger.Entry{
		Book: h.till.Book(), Key: "redeem:" + r.ID.String(), Kind: "merit.spend", Day: r.Day, Memo: memo(lines), RefKind: redeemTable, RefID: r.ID, Legs: legs,
	})
	if err != nil {
		return nil, h.refused(err)
	}
	if h.along != nil {
		if err := h.along.holdAgain(h, r); err != nil {
			return nil, err
		}
	}
	r.TxnID = t.ID
	if err := h.tx.Insert(r); err != nil {
		return nil, err
	}
	rows := make([]*goodRow, len(h.goods))
	for i := range h.goods {
		rows[i] = &h.goods[i]
	}
	if err := h.tx.UpdateAll(rows); err != nil {
		return nil, err
	}
	return r, h.tx.InsertAll(lines)
}

// ready reads who takes what, and refuses what must not be.
func (h *hand) ready() (err error) {
	if h.till, err = h.s.merit.Till(h.tx, h.n.PoolID); err != nil {
		return err
	}
	if h.n.AllowanceID != 0 {
		if h.along, err = h.s.alongOf(h.tx, h.till, h.n); err != nil {
			return err
		}
	}
	bound, err := h.s.merit.Bound(h.tx.ReadTx, h.n.HouseholdID)
	if err != nil {
		return err
	}
	if bound && h.tx.Actor().PersonID != 0 {
		return kernel.Forbidden("own_counter")
	}
	all, err := h.s.merit.Customers(h.tx.ReadTx, h.till.ID(), []kernel.ID{h.n.HouseholdID})
	if err != nil {
		return err
	}
	c, ok := all[h.n.HouseholdID]
	switch {
	case !ok:
		return kernel.NotFound("household").With("id", h.n.HouseholdID.String())
	case h.n.Confirm == ByCode && !c.Opens(h.n.Code):
		return kernel.Invalid("code", "other_card")
	}
	h.customer = c
	return h.shelf()
}

// shelf locks the goods in one order and reads their prices: those of the day, or those with which a counter set out.
func (h *hand) shelf() error {
	ids := make([]kernel.ID, len(h.n.Lines))
	for i, t := range h.n.Lines {
		ids[i] = t.GoodID
	}
	slices.Sort(ids)
	prices, err := pricesOf(h.tx.ReadTx, ids)
	if err != nil {
		return err
	}
	h.prices = map[kernel.ID]int64{}
	for _, id := range ids {
		g := goodRow{}
		if err := h.tx.Lock(&g, id); err != nil {
			return err
		}
		if g.PoolID != h.till.ID() || !g.Active && h.along == nil {
			return kernel.Conflict("off_shelf").With("name", g.Name)
		}
		h.goods = append(h.goods, g)
		if h.prices[id] = priceOn(prices[id], h.tx.Today()); h.along != nil {
			h.prices[id] = h.along.price(id)
		}
		if h.prices[id] == 0 {
			return kernel.Conflict("no_price").With("name", g.Name)
		}
	}
	return nil
}

// legs make one transaction of it: points out of the household, pieces off the shelf, and their cost used.
func (h *hand) legs(r *redeemRow) ([]*lineRow, []ledger.Leg, error) {
	to, err := other(h.tx, h.till, "goods.out", ledger.Expense)
	if err != nil {
		return nil, nil, err
	}
	var lines []*lineRow
	var legs []ledger.Leg
	pieces, used := int64(0), int64(0)
	for i := range h.goods {
		g := &h.goods[i]
		n := h.n.Lines[slices.IndexFunc(h.n.Lines, func(t Take) bool { return t.GoodID == g.ID })].Pieces
		b, err := ledger.BalanceOf(h.tx.ReadTx, g.StockID)
		if err != nil {
			return nil, nil, err
		}
		if h.along == nil && n > b.Free {
			return nil, nil, kernel.Conflict("no_stock").With("name", g.Name).With("left", num(b.Free))
		}
		fen := Cost(g.ValueFen, b.Posted, n)
		lines = append(lines, &lineRow{Stamp: r.Stamp, RedeemID: r.ID, GoodID: g.ID, Name: g.Name, Pieces: n, Points: h.prices[g.ID], Fen: fen})
		legs = append(legs, ledger.Leg{Account: g.StockID, Amount: -n})
		g.ValueFen -= fen
		pieces, used, r.Points = pieces+n, used+fen, r.Points+n*h.prices[g.ID]
	}
	legs = append(legs, ledger.Leg{Account: to, Amount: pieces})
	legs = append(legs, h.till.Spend(h.customer.Account.Account, r.Points)...)
	return lines, append(legs, h.till.Use(used)...), nil
}

// refused says in the words of the counter which bound was met.
func (h *hand) refused(err error) error {
	var e *kernel.Error
	if errors.As(err, &e) && e.Code == "below_low" && e.Args["account"] == h.customer.Account.Account.String() {
		return kernel.Conflict("not_enough_points").With("left", e.Args["room"])
	}
	return noStock(err, h.goods)
}

func memo(lines []*lineRow) string {
	out := ""
	for i, l := range lines {
		if i > 0 {
			out += "、"
		}
		out += l.Name + "×" + num(l.Pieces)
	}
	if len(out) > 390 {
		return out[:0]
	}
	return out
}

func (s *Service) one(tx *db.ReadTx, r *redeemRow) (*Redeem, error) {
	list, err := s.redeems(tx, []redeemRow{*r})
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

func (s *Service) redeems(tx *db.ReadTx, rows []redeemRow) ([]Redeem, error) {
	ids := make([]kernel.ID, len(rows))
	byPool := map[kernel.ID][]kernel.ID{}
	for i, r := range rows {
		ids[i] = r.ID
		byPool[r.PoolID] = append(byPool[r.PoolID], r.HouseholdID)
	}
	lines, err := linesOf(tx, ids)
	if err != nil {
		return nil, err
	}
	names := map[kernel.ID]merit.House{}
	for pool, households := range byPool {
		all, err := s.merit.Customers(tx, pool, households)
		if err != nil {
			return nil, err
		}
		for id, c := range all {
			names[id] = c.House
		}
	}
	out := make([]Redeem, len(rows))
	for i, r := range rows {
		out[i] = Redeem{
			ID: r.ID, House: names[r.HouseholdID], Day: r.Day, At: r.At, Points: r.Points, Confirm: r.Confirm, Offline: r.AllowanceID != 0, Lines: []RedeemLine{}, TxnID: r.TxnID, By: r.ByName,
		}
		for _, l := range lines[r.ID] {
			out[i].Lines = append(out[i].Lines, RedeemLine{l.GoodID, l.Name, l.Pieces, l.Points})
		}
	}
	return out, nil
}

// Redeems is a page of what was taken at a place and below, the newest first.
func (s *Service) Redeems(ctx context.Context, at kernel.ID, page kernel.Page) (out []Redeem, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.page(tx, at, page)
		return err
	})
	return out, next, err
}

func (s *Service) page(tx *db.ReadTx, at kernel.ID, page kernel.Page) ([]Redeem, string, error) {
	where, args := "TRUE", []any{}
	if at != 0 {
		w, more, err := s.place.Within(tx, "r", at)
		if err != nil {
			return nil, "", err
		}
		where, args = w, more
	}
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT r.* FROM {shop_redeem r} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "r.day", Dir: db.Desc}, {Col: "r.id", Dir: db.Desc}},
	}, func(r *redeemRow) []any { return []any{string(r.Day), r.ID} })
	if err != nil {
		return nil, "", err
	}
	out, err := s.redeems(tx, rows)
	return out, next, err
}

// Signature opens the strokes of a household's hand, for a reason that stands in the journal.
func (s *Service) Signature(ctx context.Context, id kernel.ID, reason string) (string, error) {
	var out string
	err := s.db.Write(ctx, "shop.signature", func(tx *db.WriteTx) error {
		reason, err := kernel.Words("reason", reason, maxNote, true)
		if err != nil {
			return err
		}
		tx.Reason(reason)
		r := &redeemRow{}
		if err := tx.Get(r, id); err != nil {
			return err
		}
		tx.View(redeemTable, r.ID, r.Stamp, "signature")
		out, err = s.keys.Open(r.Signature)
		return err
	})
	return out, err
}

// Customer is the household whose card is shown at the counter of a pool.
func (s *Service) Customer(ctx context.Context, pool kernel.ID, code string) (*merit.Account, error) {
	var out *merit.Account
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c, err := s.merit.ByCard(tx, pool, code)
		out = &c.Account
		return err
	})
	return out, err
}
