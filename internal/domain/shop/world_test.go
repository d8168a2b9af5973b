package shop_test

import (
	"testing"

	"touyan/internal/demo/merittest"
	"touyan/internal/domain/shop"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// world is the county of merittest with a shop.
type world struct {
	*merittest.World
	Raw  *dbtest.Tamper // past the door
	Shop *shop.Service
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func each(t *testing.T, fn func(*world)) {
	t.Helper()
	dbtest.EachTamper(t, func(t *testing.T, d *db.DB, c *dbtest.Clock, raw *dbtest.Tamper) {
		w := merittest.New(dbtest.System(t), t, d, c, "xiangfu")
		fn(&world{w, raw, shop.New(shop.Options{DB: w.DB, Pack: w.Pack, Keys: w.Keys, Place: w.Place, Merit: w.Merit})})
	})
}
