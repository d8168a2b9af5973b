package shop_test

import (
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"touyan/internal/domain/merit"
	"touyan/internal/domain/shop"
	"touyan/internal/kernel"
)

const strokes = "M10 20 L30 40 L55 41 M60 60 L61 80"

// shelf is 龙村 with points for two households (10 and 9), soap for 4 and towels for 3 points.
type shelf struct {
	*world
	pool         kernel.ID
	soap, towels *shop.Good
}

func newShelf(w *world) *shelf {
	w.Helper()
	l := w.Adopted(10_000)
	w.Rated("一组甲", "public_work", 10)
	w.Rated("一组乙", "public_work", 9)
	w.Given()
	x := &shelf{world: w, pool: l.PoolID}
	add := func(name string, points int64) *shop.Good {
		g := must(w.Shop.Add(w.As("书记", shop.PermStock), l.PoolID, shop.NewGood{Name: name, Measure: "件", Points: points, ClientKey: name}))(w)
		return must(w.Shop.Deliver(w.As("书记", shop.PermStock), g.ID, shop.NewDelivery{Pieces: 3, Fen: 1000, ClientKey: "d" + name}))(w)
	}
	x.soap, x.towels = add("香皂", 4), add("毛巾", 3)
	return x
}

func (x *shelf) take(house string, good *shop.Good, pieces int64, key string) shop.NewRedeem {
	return shop.NewRedeem{PoolID: x.pool, HouseholdID: x.Houses[house], Lines: []shop.Take{{GoodID: good.ID, Pieces: pieces}}, Confirm: shop.BySign, Signature: strokes, ClientKey: key}
}

func (x *shelf) stock(good *shop.Good) shop.Good {
	x.Helper()
	for _, g := range must(x.Shop.Goods(x.Sys, x.pool))(x) {
		if g.ID == good.ID {
			return g
		}
	}
	x.Fatal("no such good")
	return shop.Good{}
}

// fits checks the book, and that what the shelf costs is what the pool has in stock.
func (x *shelf) fits() merit.Pool {
	x.Helper()
	p := x.Sound(x.pool)
	sum := int64(0)
	for _, g := range must(x.Shop.Goods(x.Sys, x.pool))(x) {
		if g.Pieces < 0 || g.Free < 0 || g.Pieces == 0 && g.Value != 0 {
			x.Fatalf("%+v", g)
		}
		sum += g.Value
	}
	if sum != p.Stock {
		x.Fatalf("the shelf costs %d, the pool says %d", sum, p.Stock)
	}
	return p
}

// F2: goods for points, confirmed by both sides; never more than there is, and once.
func TestGoodsForPoints(t *testing.T) {
	each(t, func(w *world) {
		x := newShelf(w)
		keep := w.As("书记", shop.PermKeep)
		if p := x.fits(); p.Stock != 2000 || p.Free != 10_000-2000-1900 {
			t.Fatalf("%+v", p)
		}
		n := x.take("一组甲", x.soap, 1, "r1")
		n.Signature = ""
		_, err := w.Shop.Redeem(keep, n)
		w.Refused(err, "household_confirms")
		n.Confirm, n.Code = shop.ByCode, "AAAA-AAAA-AAAA-AAAA"
		_, err = w.Shop.Redeem(keep, n)
		w.Refused(err, "other_card")
		_, err = w.Shop.Redeem(keep, x.take("一组甲", x.soap, 3, "r1"))
		if e := w.Refused(err, "not_enough_points"); e["left"] != "10" {
			t.Fatal(e)
		}
		_, err = w.Shop.Redeem(keep, x.take("一组乙", x.towels, 4, "r1"))
		w.Refused(err, "no_stock")
		_, err = w.Shop.Redeem(keep, x.take("二组甲", x.soap, 1, "r1"))
		w.Refused(err, "not_found")
		_, err = w.Shop.Redeem(w.As("寨书记", shop.PermKeep), x.take("一组甲", x.soap, 1, "r1"))
		w.Refused(err, "not_found")
		if p := x.fits(); p.Spent != 0 {
			t.Fatal("what is refused changes nothing")
		}
		list, _, err := w.Merit.Accounts(w.Sys, x.pool, kernel.Page{})
		must(list, err)(t)
		for _, a := range list {
			if a.House.ID == w.Houses["一组甲"] {
				code, _, err := w.Merit.Card(w.Sys, a.ID, false)
				n.Code = must(code, err)(t)
				if c := must(w.Shop.Customer(keep, x.pool, code))(t); c.Points != 10 {
					t.Fatalf("%+v", c)
				}
			}
		}
		a := must(w.Shop.Redeem(keep, n))(t)
		if b := must(w.Shop.Redeem(keep, n))(t); a.ID != b.ID || a.Points != 4 || a.Left != 6 || w.Has(x.pool, "一组甲") != 6 {
			t.Fatalf("%+v %+v", a, b)
		}
		if p := x.fits(); p.Used != 333 || p.Promised != 1500 || x.stock(x.soap).Pieces != 2 {
			t.Fatalf("%+v", p)
		}
		w.Officer("一组甲", "village_cadre", "龙村")
		_, err = w.Shop.Redeem(w.As("一组甲", shop.PermKeep), x.take("一组甲", x.soap, 1, "own"))
		w.Refused(err, "own_counter")
		must(w.Shop.Redeem(keep, x.take("一组乙", x.towels, 2, "r2")))(t)
		redeems, _, err := w.Shop.Redeems(keep, w.Places["龙村"].ID, kernel.Page{})
		if must(redeems, err)(t); len(redeems) != 2 || redeems[0].Lines[0].Name != "毛巾" || redeems[0].By != "书记" {
			t.Fatalf("%+v", redeems)
		}
		if got := must(w.Shop.Signature(keep, redeems[0].ID, "核对"))(t); got != strokes {
			t.Fatal(got)
		}
	})
}

// F2: prices have their day, stock-takes record their difference with its reason, deliveries stay within the pool.
func TestPricesStockAndDeliveries(t *testing.T) {
	each(t, func(w *world) {
		x := newShelf(w)
		stock, keep := w.As("书记", shop.PermStock), w.As("书记", shop.PermKeep)
		today := kernel.DayOf(w.Clock.Now())
		_, err := w.Shop.SetPrice(stock, x.soap.ID, today.Add(-1), 1)
		w.Refused(err, "day_past")
		_, err = w.Shop.SetPrice(stock, x.soap.ID, today, 1)
		w.Refused(err, "price_there")
		g := must(w.Shop.SetPrice(stock, x.soap.ID, today.Add(1), 6))(t)
		if g.Points != 4 || g.NextPoints != 6 {
			t.Fatalf("%+v", g)
		}
		w.Clock.Add(24 * time.Hour)
		if g := x.stock(x.soap); g.Points != 6 {
			t.Fatalf("%+v", g)
		}
		_, err = w.Shop.Add(stock, x.pool, shop.NewGood{Name: "香皂", Measure: "块", Points: 1})
		w.Refused(err, "good_there")
		_, err = w.Shop.Deliver(stock, x.soap.ID, shop.NewDelivery{Pieces: 1, Fen: 7000})
		if e := w.Refused(err, "over_budget"); e["missing"] != "900" {
			t.Fatal(e)
		}
		_, err = w.Shop.Count(stock, x.soap.ID, shop.NewCount{Counted: 2})
		w.Refused(err, "required")
		must(w.Shop.Count(stock, x.soap.ID, shop.NewCount{Counted: 2, Note: "受潮坏了一块", ClientKey: "c"}))(t)
		g = must(w.Shop.Count(stock, x.soap.ID, shop.NewCount{Counted: 2, Note: "受潮坏了一块", ClientKey: "c"}))(t)
		if g.Pieces != 2 || g.Value != 667 {
			t.Fatalf("%+v", g)
		}
		must(w.Shop.Count(stock, x.soap.ID, shop.NewCount{Counted: 3, Note: "柜子后面找到一块"}))(t)
		moves, _, err := w.Shop.Moves(stock, x.pool, kernel.Page{})
		if must(moves, err)(t); len(moves) != 4 || moves[0].Pieces != 1 || moves[1].Pieces != -1 || moves[1].Fen != -333 {
			t.Fatalf("%+v", moves)
		}
		must(w.Shop.SetActive(stock, x.soap.ID, false))(t)
		_, err = w.Shop.Redeem(keep, x.take("一组甲", x.soap, 1, "off"))
		w.Refused(err, "off_shelf")
		list := must(w.Shop.Prices(w.Sys, w.Places["龙村"].Code))(t)
		if len(list.Goods) != 1 || list.Goods[0].Name != "毛巾" {
			t.Fatalf("%+v", list)
		}
		x.fits()
	})
}

// F2: a counter without a network hands out what was set aside for it, and what it brings is settled once; nobody else can spend it.
func TestACounterOnTheRoad(t *testing.T) {
	each(t, func(w *world) {
		x := newShelf(w)
		keep, other := w.As("书记", shop.PermKeep), w.As("主任", shop.PermKeep)
		n := shop.NewAllowance{PoolID: x.pool, Key: "device-1-a", Households: []kernel.ID{w.Houses["一组甲"], w.Houses["二组甲"]}, Goods: []shop.Take{{GoodID: x.soap.ID, Pieces: 2}}}
		a := must(w.Shop.Reserve(keep, n))(t)
		if b := must(w.Shop.Reserve(keep, n))(t); a.ID != b.ID || len(a.Households) != 1 || a.Households[0].Points != 10 || a.Goods[0].Pieces != 2 || a.Until <= w.Clock.Now().UnixMilli() {
			t.Fatalf("%+v %+v", a, b)
		}
		// two devices at once: what one has the other cannot
		n.Key = "device-2-a"
		_, err := w.Shop.Reserve(other, n)
		w.Refused(err, "no_stock")
		n.Goods[0].Pieces = 1
		_, err = w.Shop.Reserve(other, n)
		w.Refused(err, "nobody_has_points")
		_, err = w.Shop.Redeem(other, x.take("一组甲", x.towels, 1, "desk"))
		w.Refused(err, "not_enough_points")
		_, err = w.Shop.Redeem(other, x.take("一组乙", x.soap, 2, "desk"))
		w.Refused(err, "no_stock")

		offline := func(key string, pieces int64, at time.Time) (*shop.Redeem, error) {
			r := x.take("一组甲", x.soap, pieces, key)
			r.AllowanceID, r.At = a.ID, at.UnixMilli()
			return w.Shop.Redeem(keep, r)
		}
		at := w.Clock.Now().Add(time.Hour)
		w.Clock.Add(30 * time.Hour) // home again; the price has changed meanwhile, the counter's has not
		second, err := offline("op-2", 1, at.Add(time.Minute))
		must(second, err)(t) // reordered
		r := must(offline("op-1", 1, at))(t)
		if again := must(offline("op-1", 1, at))(t); again.ID != r.ID || !r.Offline || r.At != at.UnixMilli() || r.Points != 4 || w.Has(x.pool, "一组甲") != 2 {
			t.Fatalf("%+v %+v", r, again)
		}
		_, err = offline("op-3", 1, at)
		w.Refused(err, "not_enough_points")
		_, err = offline("op-4", 1, time.UnixMilli(a.Until+1))
		w.Refused(err, "allowance_over")
		stolen := x.take("一组甲", x.soap, 1, "x")
		stolen.AllowanceID, stolen.At = a.ID, at.UnixMilli()
		_, err = w.Shop.Redeem(other, stolen)
		w.Refused(err, "not_found")
		x.fits()

		open := must(w.Shop.Allowances(keep, x.pool))(t)
		closed := must(w.Shop.Close(keep, a.ID, open[0].Rev))(t)
		if closed.State != "closed" || len(must(w.Shop.Mine(keep))(t)) != 0 {
			t.Fatalf("%+v", closed)
		}
		_, err = offline("op-5", 1, at)
		w.Refused(err, "allowance_over")
		must(w.Shop.Redeem(other, shop.NewRedeem{
			PoolID: x.pool, HouseholdID: w.Houses["一组乙"], Lines: []shop.Take{{GoodID: x.soap.ID, Pieces: 1}, {GoodID: x.towels.ID, Pieces: 1}}, Confirm: shop.BySign, Signature: strokes,
		}))(t)
		if x.fits(); x.stock(x.soap).Value != 0 {
			t.Fatal("the last piece takes all that is left of the cost")
		}
	})
}

// F2: an allowance that nobody brings in holds nothing any more after its time, and is closed.
func TestAnAllowanceRunsOut(t *testing.T) {
	each(t, func(w *world) {
		x := newShelf(w)
		keep := w.As("书记", shop.PermKeep)
		a := must(w.Shop.Reserve(keep, shop.NewAllowance{PoolID: x.pool, Key: "device-1", Households: []kernel.ID{w.Houses["一组甲"]}, Goods: []shop.Take{{GoodID: x.soap.ID, Pieces: 3}}}))(t)
		w.Clock.Set(time.UnixMilli(a.SyncUntil))
		must(w.Shop.Redeem(keep, x.take("一组甲", x.soap, 1, "desk")))(t)
		late := x.take("一组甲", x.soap, 1, "late")
		late.AllowanceID, late.At = a.ID, a.Until-1
		_, err := w.Shop.Redeem(keep, late)
		w.Refused(err, "allowance_over")
		if n := must(w.Shop.CloseOver(w.Sys))(t); n != 1 {
			t.Fatalf("%d closed", n)
		}
		if n := must(w.Shop.CloseOver(w.Sys))(t); n != 0 {
			t.Fatalf("%d closed again", n)
		}
		x.fits()
	})
}

// F2: counters, devices and deliveries at once: nothing below nothing, and everything accounted for.
func TestTheCounterHoldsInACrowd(t *testing.T) {
	each(t, func(w *world) {
		x := newShelf(w)
		keep, stock := w.As("书记", shop.PermKeep), w.As("主任", shop.PermStock)
		var wg sync.WaitGroup
		for i := range 12 {
			wg.Go(func() {
				var err error
				switch i % 4 {
				case 0:
					_, err = w.Shop.Redeem(keep, x.take("一组甲", x.soap, 1, "c"+strconv.Itoa(i)))
				case 1:
					_, err = w.Shop.Redeem(keep, x.take("一组乙", x.soap, 1, "c"+strconv.Itoa(i)))
				case 2:
					_, err = w.Shop.Reserve(keep, shop.NewAllowance{PoolID: x.pool, Key: "device-" + strconv.Itoa(i), Households: []kernel.ID{w.Houses["一组甲"]}, Goods: []shop.Take{{GoodID: x.soap.ID, Pieces: 1}}})
				default:
					_, err = w.Shop.Deliver(stock, x.towels.ID, shop.NewDelivery{Pieces: 1, Fen: 3000})
				}
				var e *kernel.Error
				if err != nil && (!errors.As(err, &e) || e.Kind != kernel.KindConflict) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		x.fits()
	})
}

// TestCostIsExact: whatever goes out in whatever parts, the cost of all of it is what came in.
func TestCostIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value, stock := rapid.Int64Range(0, 1<<30).Draw(t, "fen"), rapid.Int64Range(1, 1000).Draw(t, "pieces")
		whole, sum := value, int64(0)
		for stock > 0 {
			n := rapid.Int64Range(1, stock).Draw(t, "out")
			c := shop.Cost(value, stock, n)
			if c < 0 || c > value {
				t.Fatalf("%d of %d", c, value)
			}
			value, stock, sum = value-c, stock-n, sum+c
		}
		if sum != whole {
			t.Fatalf("%d of %d", sum, whole)
		}
	})
}
