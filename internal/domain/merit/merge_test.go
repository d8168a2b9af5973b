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
		places := place.New(w.d, w.pack)
		d := must(w.merit.Record(w.sys, merit.NewDeed{HouseholdID: w.houses["寨一组甲"], Item: "public_work", Day: w.today()}))(t)
		for _, who := range []string{"书记", "主任", "干部"} {
			a := kernel.System(kernel.ActorOf(w.sys).CountyID)
			a.AccountID, a.PersonID, a.Name = w.accounts[who], w.people[who], who
			must(w.merit.Rate(kernel.WithActor(w.Context(), a), d.ID, merit.NewScore{Points: 5}))(t)
		}
		_, err := w.merit.CarryOver(w.sys, zhai.ID, zhai.Rev)
		w.refused(err, "village_stands")
		w.clock.Add(24 * time.Hour)
		must(places.Act(w.sys, place.Act{Kind: "merge", PlaceID: w.places["龙村"].ID, With: []kernel.ID{w.places["寨村"].ID}, Day: w.today(), Reason: "并村"}))(t)

		ended := must(w.merit.Get(w.sys, zhai.ID))(t)
		if ended.Place.Name != "寨村" || ended.Into == nil || ended.Into.ID != w.places["龙村"].ID || ended.Free != 30_000 {
			t.Fatalf("%+v", ended)
		}
		if is := must(w.merit.Get(w.sys, long.ID))(t); is.Into != nil {
			t.Errorf("%+v", is)
		}
		_, err = w.merit.Fund(w.sys, zhai.ID, merit.NewFund{Fen: 100, Source: "样"})
		w.refused(err, "pool_ended")
		must(w.merit.Fund(w.sys, long.ID, merit.NewFund{Fen: 100, Source: "样"}))(t)

		s := must(w.merit.Scheme(w.sys))(t)
		r := must(w.merit.Gather(w.sys, merit.NewRound{PlaceID: w.places["龙村"].ID, Period: s.Period}))(t)
		if r.Deeds != 1 || r.Points != 5 {
			t.Fatalf("a deed of the village that ended waits for ever: %+v", r)
		}
		_, err = w.merit.CarryOver(w.sys, zhai.ID, ended.Rev+1)
		w.refused(err, "changed_meanwhile")
		after := must(w.merit.CarryOver(w.sys, zhai.ID, ended.Rev))(t)
		if after.Free != 0 || after.Funds != 0 {
			t.Errorf("%+v", after)
		}
		if is := must(w.merit.Get(w.sys, long.ID))(t); is.Free != 80_100 || is.Funds != 80_100 {
			t.Errorf("%+v", is)
		}
		_, err = w.merit.CarryOver(w.sys, zhai.ID, after.Rev)
		w.refused(err, "nothing_free")
		w.checked(r)
		if is := must(w.merit.Get(w.sys, long.ID))(t); is.Outstanding != 5 || is.Promised != 5*is.Rate {
			t.Errorf("given from the pool of the village that stands: %+v", is)
		}
		w.sound(long.ID)
		w.sound(zhai.ID)
	})
}

func (w *world) today() kernel.Day { return kernel.DayOf(w.clock.Now()) }

// pooled is a village with a list and money.
func (w *world) pooled(village string, fen int64) *merit.Pool {
	w.Helper()
	l := must(w.merit.Adopt(w.sys, merit.NewList{PlaceID: w.places[village].ID, From: w.today(), Basis: "村民代表会议", Items: []merit.Item{{ID: "public_work", Points: 10}}}))(w)
	must(w.merit.Fund(w.sys, l.PoolID, merit.NewFund{Fen: fen, Source: "集体收益"}))(w)
	return must(w.merit.Get(w.sys, l.PoolID))(w)
}

// checked looks at what was drawn of a round, posts it, and gives it when the days are over.
func (w *world) checked(r *merit.Round) {
	w.Helper()
	list, _, err := w.merit.List(w.sys, merit.DeedFilter{Round: r.ID}, kernel.Page{Limit: 50})
	for _, d := range must(list, err)(w) {
		if d.Drawn {
			must(w.merit.Check(w.sys, d.ID, merit.NewCheck{Agrees: true}))(w)
		}
	}
	now := must(w.merit.Round(w.sys, r.ID))(w)
	posted := must(w.merit.Post(w.as("书记", merit.PermRun), r.ID, now.Rev))(w)
	w.clock.Set(posted.ObjectTo.Add(1).Time().Add(9 * time.Hour))
	must(w.merit.Issue(w.as("乡主任", merit.PermRun), r.ID, posted.Rev))(w)
}
