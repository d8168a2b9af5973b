package shop_test

import (
	"testing"
	"time"

	"touyan/internal/domain/person"
	"touyan/internal/domain/shop"
	"touyan/internal/kernel"
)

// merges lets a household become a part of another one, today.
func (x *shelf) merges(from, into string) person.Outcome {
	x.Helper()
	a, b := must(x.Persons.Household(x.Sys, x.Houses[into], ""))(x), must(x.Persons.Household(x.Sys, x.Houses[from], ""))(x)
	return must(x.Persons.Record(x.Sys, a.ID, person.NewEvent{Rev: a.Rev, Kind: person.KindMerge, Day: kernel.DayOf(x.Clock.Now()), OtherID: b.ID}))(x)
}

// along is a counter that takes all points of a household and two pieces of soap along.
func (x *shelf) along(house, key string) *shop.Allowance {
	x.Helper()
	return must(x.Shop.Reserve(x.As("书记", shop.PermKeep), shop.NewAllowance{PoolID: x.pool, Key: key, Households: []kernel.ID{x.Houses[house]}, Goods: []shop.Take{{GoodID: x.soap.ID, Pieces: 2}}}))(x)
}

// F2: a household is merged while a counter on the road has its points along: what was handed out on the road is settled from them, and
// what is left follows when the counter is back, to the last point.
func TestPointsAlongWhileTheHouseholdIsMerged(t *testing.T) {
	each(t, func(w *world) {
		x := newShelf(w)
		keep := w.As("书记", shop.PermKeep)
		a := x.along("一组甲", "device-1-a")
		x.merges("一组甲", "一组乙")
		must(w.Merit.FollowAll(w.Sys))(t)
		if from, into := w.Has(x.pool, "一组甲"), w.Has(x.pool, "一组乙"); from != 10 || into != 9 {
			t.Fatalf("%d and %d while the counter is out", from, into)
		}
		// no other counter takes along what is to follow
		_, err := w.Shop.Reserve(w.As("主任", shop.PermKeep), shop.NewAllowance{PoolID: x.pool, Key: "device-2-a", Households: []kernel.ID{w.Houses["一组甲"]}, Goods: []shop.Take{{GoodID: x.soap.ID, Pieces: 1}}})
		w.Refused(err, "nobody_has_points")
		r := x.take("一组甲", x.soap, 1, "road")
		r.AllowanceID, r.At = a.ID, w.Clock.Now().Add(time.Minute).UnixMilli()
		w.Clock.Add(time.Hour)
		must(w.Shop.Redeem(keep, r))(t)
		x.fits()
		must(w.Shop.Close(keep, a.ID, must(w.Shop.Allowances(keep, x.pool))(t)[0].Rev))(t)
		must(w.Merit.FollowAll(w.Sys))(t)
		if from, into := w.Has(x.pool, "一组甲"), w.Has(x.pool, "一组乙"); from != 0 || into != 15 {
			t.Fatalf("%d and %d when it is back", from, into)
		}
		if n := must(w.Merit.FollowAll(w.Sys))(t); n != 0 {
			t.Errorf("%d pools still wait", n)
		}
		x.fits()
	})
}

// F2: the same where the merge is taken back before the counter is home: nothing has moved, and nothing moves.
func TestAMergeIsTakenBackWhileACounterIsOut(t *testing.T) {
	each(t, func(w *world) {
		x := newShelf(w)
		a := x.along("一组甲", "device-1-a")
		out := x.merges("一组甲", "一组乙")
		must(w.Merit.FollowAll(w.Sys))(t)
		must(w.Persons.TakeBack(w.Sys, out.Event, "录错了"))(t)
		w.Clock.Set(time.UnixMilli(a.SyncUntil)) // it never came back: what it held is free by its time
		must(w.Shop.CloseOver(w.Sys))(t)
		must(w.Merit.FollowAll(w.Sys))(t)
		if from, into := w.Has(x.pool, "一组甲"), w.Has(x.pool, "一组乙"); from != 10 || into != 9 {
			t.Fatalf("%d and %d", from, into)
		}
		x.fits()
	})
}

// F2: a household splits while a counter has its points along: they are shared when it is back, of what is left.
func TestASplitWaitsForTheCounter(t *testing.T) {
	each(t, func(w *world) {
		x := newShelf(w)
		keep := w.As("书记", shop.PermKeep)
		a := x.along("一组甲", "device-1-a")
		h := must(w.Persons.Household(w.Sys, w.Houses["一组甲"], ""))(t)
		out := must(w.Persons.Record(w.Sys, h.ID, person.NewEvent{
			Rev: h.Rev, Kind: person.KindSplit, Day: kernel.DayOf(w.Clock.Now()), Persons: []person.Kin{{PersonID: w.People["一组甲子"], Relation: person.Head}},
		}))(t)
		w.Houses["分户"] = out.Households[1].ID
		must(w.Merit.FollowAll(w.Sys))(t)
		r := x.take("一组甲", x.soap, 1, "road")
		r.AllowanceID, r.At = a.ID, w.Clock.Now().UnixMilli()
		must(w.Shop.Redeem(keep, r))(t)
		must(w.Shop.Close(keep, a.ID, must(w.Shop.Allowances(keep, x.pool))(t)[0].Rev))(t)
		must(w.Merit.FollowAll(w.Sys))(t)
		if stays, goes := w.Has(x.pool, "一组甲"), w.Has(x.pool, "分户"); stays != 4 || goes != 2 { // of six, two thirds stay
			t.Fatalf("%d and %d", stays, goes)
		}
		x.fits()
	})
}
