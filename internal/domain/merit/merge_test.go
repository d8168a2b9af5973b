package merit_test

import (
	"testing"
	"time"

	"touyan/internal/domain/merit"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// Two villages with a pool each become one: the pool of the one that ended keeps its name and what it promised, takes no money, hands
// over what is free; deeds that wait are given from the other one, and nothing is lost or counted twice.
func TestTwoPoolsWhenVillagesMerge(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		long, zhai := w.pooled("龙村", 50_000), w.pooled("寨村", 30_000)
		places := place.New(w.DB, w.Pack)
		d := must(w.Merit.Record(w.Sys, merit.NewDeed{HouseholdID: w.Houses["寨一组甲"], Item: "public_work", Day: w.today()}))(t)
		for _, who := range []string{"书记", "主任", "干部"} {
			a := kernel.System(kernel.ActorOf(w.Sys).CountyID)
			a.AccountID, a.PersonID, a.Name = w.Accounts[who], w.People[who], who
			must(w.Merit.Rate(kernel.WithActor(w.Context(), a), d.ID, merit.NewScore{Points: 5}))(t)
		}
		_, err := w.Merit.CarryOver(w.Sys, zhai.ID, zhai.Rev)
		w.Refused(err, "village_stands")
		w.Clock.Add(24 * time.Hour)
		must(places.Act(w.Sys, place.Act{Kind: "merge", PlaceID: w.Places["龙村"].ID, With: []kernel.ID{w.Places["寨村"].ID}, Day: w.today(), Reason: "并村"}))(t)

		ended := must(w.Merit.Get(w.Sys, zhai.ID))(t)
		if ended.Place.Name != "寨村" || ended.Into == nil || ended.Into.ID != w.Places["龙村"].ID || ended.Free != 30_000 {
			t.Fatalf("%+v", ended)
		}
		if is := must(w.Merit.Get(w.Sys, long.ID))(t); is.Into != nil {
			t.Errorf("%+v", is)
		}
		_, err = w.Merit.Fund(w.Sys, zhai.ID, merit.NewFund{Fen: 100, Source: "样"})
		w.Refused(err, "pool_ended")
		must(w.Merit.Fund(w.Sys, long.ID, merit.NewFund{Fen: 100, Source: "样"}))(t)

		s := must(w.Merit.Scheme(w.Sys))(t)
		r := must(w.Merit.Gather(w.Sys, merit.NewRound{PlaceID: w.Places["龙村"].ID, Period: s.Period}))(t)
		if r.Deeds != 1 || r.Points != 5 {
			t.Fatalf("a deed of the village that ended waits for ever: %+v", r)
		}
		_, err = w.Merit.CarryOver(w.Sys, zhai.ID, ended.Rev+1)
		w.Refused(err, "changed_meanwhile")
		after := must(w.Merit.CarryOver(w.Sys, zhai.ID, ended.Rev))(t)
		if after.Free != 0 || after.Funds != 0 {
			t.Errorf("%+v", after)
		}
		if is := must(w.Merit.Get(w.Sys, long.ID))(t); is.Free != 80_100 || is.Funds != 80_100 {
			t.Errorf("%+v", is)
		}
		_, err = w.Merit.CarryOver(w.Sys, zhai.ID, after.Rev)
		w.Refused(err, "nothing_free")
		w.checked(r)
		if is := must(w.Merit.Get(w.Sys, long.ID))(t); is.Outstanding != 5 || is.Promised != 5*is.Rate {
			t.Errorf("given from the pool of the village that stands: %+v", is)
		}
		w.Sound(long.ID)
		w.Sound(zhai.ID)
	})
}

func (w *world) today() kernel.Day { return kernel.DayOf(w.Clock.Now()) }

// pooled is a village with a list and money.
func (w *world) pooled(village string, fen int64) *merit.Pool {
	w.Helper()
	l := must(w.Merit.Adopt(w.Sys, merit.NewList{PlaceID: w.Places[village].ID, From: w.today(), Basis: "村民代表会议", Items: []merit.Item{{ID: "public_work", Points: 10}}}))(w)
	must(w.Merit.Fund(w.Sys, l.PoolID, merit.NewFund{Fen: fen, Source: "集体收益"}))(w)
	return must(w.Merit.Get(w.Sys, l.PoolID))(w)
}

// checked looks at what was drawn of a round, posts it, and gives it when the days are over.
func (w *world) checked(r *merit.Round) {
	w.Helper()
	list, _, err := w.Merit.List(w.Sys, merit.DeedFilter{Round: r.ID}, kernel.Page{Limit: 50})
	for _, d := range must(list, err)(w) {
		if d.Drawn {
			must(w.Merit.Check(w.Sys, d.ID, merit.NewCheck{Agrees: true}))(w)
		}
	}
	now := must(w.Merit.Round(w.Sys, r.ID))(w)
	posted := must(w.Merit.Post(w.As("书记", merit.PermRun), r.ID, now.Rev))(w)
	w.Clock.Set(posted.ObjectTo.Add(1).Time().Add(9 * time.Hour))
	must(w.Merit.Issue(w.As("乡主任", merit.PermRun), r.ID, posted.Rev))(w)
}
