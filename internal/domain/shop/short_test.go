package shop_test

import (
	"testing"

	"touyan/internal/domain/merit"
	"touyan/internal/domain/shop"
	"touyan/internal/platform/db"
)

// Goods of which the book has less than nothing are told; the ledger lets none come about.
func TestShortGoods(t *testing.T) {
	each(t, func(w *world) {
		l := w.Adopted(100_000)
		g := must(w.Shop.Add(w.As("书记", shop.PermStock), l.PoolID, shop.NewGood{Name: "香皂", Measure: "块", Points: 5}))(t)
		must(w.Shop.Deliver(w.As("书记", shop.PermStock), g.ID, shop.NewDelivery{Pieces: 4, Fen: 400, Note: "样"}))(t)
		short := func() (out []merit.Fault) {
			must(0, w.DB.Read(w.Sys, func(tx *db.ReadTx) (err error) {
				out, err = w.Shop.Short(tx)
				return err
			}))(t)
			return out
		}
		if got := short(); len(got) != 0 {
			t.Fatalf("%+v", got)
		}
		w.Raw.Do("UPDATE t_running SET n = -2 WHERE id = (SELECT stock_id FROM t_shop_good WHERE id = $1)", int64(g.ID))
		if got := short(); len(got) != 1 || got[0].ID != l.PoolID || got[0].N >= 0 {
			t.Errorf("%+v", got)
		}
	})
}
