package shop

import (
	"cmp"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const redeemTable = "shop_redeem"

// Shelf and prices go with their village, as what is along does while it is; what was moved and handed out stays where that was.
var (
	byPerson = []db.Ref{{Col: "by_person_id", To: "person", Label: "by_name"}}

	_ = db.Declare(db.Table{Name: "shop_good", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "TRUE"})
	_ = db.Declare(db.Table{Name: "shop_price", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "TRUE", Refs: byPerson})
	_ = db.Declare(db.Table{Name: "shop_move", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: byPerson})
	_ = db.Declare(db.Table{Name: redeemTable, Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "shop_line", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true})
	_ = db.Declare(db.Table{Name: "shop_allowance", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "state = 'open'", Refs: byPerson})
	_ = db.Declare(db.Table{Name: "shop_share", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "left_n > 0"})
)

// goodRow: its pieces lie in the account StockID; what they cost, in ValueFen, is a part of the pool's stock.
type goodRow struct {
	db.BaseModel `bun:"table:t_shop_good"`
	db.Row
	kernel.Stamp
	PoolID    kernel.ID `bun:"pool_id"`
	Name      string    `bun:"name"`
	Measure   string    `bun:"measure"`
	Active    bool      `bun:"active"`
	StockID   kernel.ID `bun:"stock_id"`
	ValueFen  int64     `bun:"value_fen"`
	ClientKey *string   `bun:"client_key"`
}

type priceRow struct {
	db.BaseModel `bun:"table:t_shop_price"`
	db.Row
	kernel.Stamp
	GoodID     kernel.ID  `bun:"good_id"`
	FromDay    kernel.Day `bun:"from_day"`
	Points     int64      `bun:"points"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
}

type moveRow struct {
	db.BaseModel `bun:"table:t_shop_move"`
	db.Row
	kernel.Stamp
	PoolID     kernel.ID  `bun:"pool_id"`
	GoodID     kernel.ID  `bun:"good_id"`
	Kind       string     `bun:"kind"`
	Day        kernel.Day `bun:"day"`
	Pieces     int64      `bun:"pieces"`
	Counted    int64      `bun:"counted"`
	Fen        int64      `bun:"fen"`
	Note       string     `bun:"note"`
	TxnID      kernel.ID  `bun:"txn_id"`
	At         int64      `bun:"at"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	ClientKey  *string    `bun:"client_key"`
}

type redeemRow struct {
	db.BaseModel `bun:"table:t_shop_redeem"`
	db.Row
	kernel.Stamp
	PoolID      kernel.ID     `bun:"pool_id"`
	HouseholdID kernel.ID     `bun:"household_id"`
	Day         kernel.Day    `bun:"day"`
	At          int64         `bun:"at"`
	Points      int64         `bun:"points"`
	Confirm     string        `bun:"confirm"`
	Signature   kernel.Secret `bun:"signature"`
	AllowanceID kernel.ID     `bun:"allowance_id"`
	TxnID       kernel.ID     `bun:"txn_id"`
	ByPersonID  kernel.ID     `bun:"by_person_id"`
	ByName      string        `bun:"by_name"`
	ClientKey   *string       `bun:"client_key"`
}

type lineRow struct {
	db.BaseModel `bun:"table:t_shop_line"`
	db.Row
	kernel.Stamp
	RedeemID kernel.ID `bun:"redeem_id"`
	GoodID   kernel.ID `bun:"good_id"`
	Name     string    `bun:"name"`
	Pieces   int64     `bun:"pieces"`
	Points   int64     `bun:"points"`
	Fen      int64     `bun:"fen"`
}

type allowanceRow struct {
	db.BaseModel `bun:"table:t_shop_allowance"`
	db.Row
	kernel.Stamp
	PoolID     kernel.ID `bun:"pool_id"`
	UntilAt    int64     `bun:"until_at"`
	SyncAt     int64     `bun:"sync_at"`
	State      string    `bun:"state"`
	ByPersonID kernel.ID `bun:"by_person_id"`
	ByName     string    `bun:"by_name"`
	ClientKey  *string   `bun:"client_key"`
}

// shareRow is what an allowance holds of one good or one household: HoldID is the reservation of what is left.
type shareRow struct {
	db.BaseModel `bun:"table:t_shop_share"`
	db.Row
	kernel.Stamp
	AllowanceID kernel.ID `bun:"allowance_id"`
	GoodID      kernel.ID `bun:"good_id"`
	HouseholdID kernel.ID `bun:"household_id"`
	Points      int64     `bun:"points"` // of a good: its price
	LeftN       int64     `bun:"left_n"`
	HoldID      kernel.ID `bun:"hold_id"`
}

func first[T any](rows []T, err error) (*T, error) {
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func goodsOf(tx *db.ReadTx, pool kernel.ID) ([]goodRow, error) {
	var rows []goodRow
	err := tx.Select(&rows, "SELECT g.* FROM {shop_good g} WHERE g.pool_id = ?", pool)
	slices.SortFunc(rows, func(a, b goodRow) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return rows, err
}

// pricesOf are the prices of goods, the newest first.
func pricesOf(tx *db.ReadTx, goods []kernel.ID) (map[kernel.ID][]priceRow, error) {
	out := map[kernel.ID][]priceRow{}
	for part := range slices.Chunk(goods, 100) {
		in, args := place.Among("p.good_id", part)
		var rows []priceRow
		if err := tx.Select(&rows, "SELECT p.* FROM {shop_price p} WHERE "+in, args...); err != nil {
			return nil, err
		}
		slices.SortFunc(rows, func(a, b priceRow) int { return cmp.Compare(b.FromDay, a.FromDay) })
		for _, r := range rows {
			out[r.GoodID] = append(out[r.GoodID], r)
		}
	}
	return out, nil
}

// priceOn is what a good costs on a day, in points; 0: it has no price then.
func priceOn(rows []priceRow, day kernel.Day) int64 {
	for _, r := range rows {
		if r.FromDay <= day {
			return r.Points
		}
	}
	return 0
}

func linesOf(tx *db.ReadTx, redeems []kernel.ID) (map[kernel.ID][]lineRow, error) {
	out := map[kernel.ID][]lineRow{}
	for part := range slices.Chunk(redeems, 100) {
		in, args := place.Among("l.redeem_id", part)
		var rows []lineRow
		if err := tx.Select(&rows, "SELECT l.* FROM {shop_line l} WHERE "+in, args...); err != nil {
			return nil, err
		}
		slices.SortFunc(rows, func(a, b lineRow) int { return cmp.Compare(a.ID, b.ID) })
		for _, r := range rows {
			out[r.RedeemID] = append(out[r.RedeemID], r)
		}
	}
	return out, nil
}

func sharesOf(tx *db.ReadTx, allowance kernel.ID) ([]shareRow, error) {
	var rows []shareRow
	err := tx.Select(&rows, "SELECT s.* FROM {shop_share s} WHERE s.allowance_id = ?", allowance)
	slices.SortFunc(rows, func(a, b shareRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}
