package casework_test

import (
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

// happened lists at a place what happened today to cases, by number.
func (w *world) happened(ctx string, at, event string, unit kernel.ID) (ids []kernel.ID) {
	w.t.Helper()
	today := kernel.DayOf(w.clock.Now())
	f := casework.Filter{PlaceID: w.id(at), Unit: unit, Event: event, Happened: kernel.Span{From: today, To: today}}
	for page := (kernel.Page{Limit: 1}); ; {
		list, next, err := w.cases.List(w.by(ctx), f, page)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, c := range list {
			if c.EventDay != today || c.EventID == 0 {
				w.t.Errorf("%s on %s: %+v", event, today, c)
			}
			ids = append(ids, c.ID)
		}
		if page.Cursor = next; next == "" {
			return ids
		}
	}
}

// K3: what a figure counts by day it leads back to, as often as it was counted, where and under which unit that was.
func TestK3WhatWasCountedOfACaseIsListedAsOften(t *testing.T) {
	each(t, func(w *world) {
		id, code := w.report("一组", casework.NewCase{})
		other, _ := w.report("下川村", casework.NewCase{})
		want := func(when, at, event string, n int) {
			w.t.Helper()
			got := w.happened("县主任", at, event, 0)
			if len(got) != n {
				w.t.Errorf("%s: %s at %s is %d times listed, want %d", when, event, at, len(got), n)
			}
		}
		w.act("专职", id, casework.Action{Name: "accept"})
		want("accepted", "乡宁县", "first", 1)
		want("accepted", "西坡镇", "first", 0)
		w.act("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
		w.act("水利", id, casework.Action{Name: "claim"})
		must(w.cases.AddPhotos(w.by("水利"), id, "", uploads(photo(200))))(w.t)
		w.act("水利", id, casework.Action{Name: "feedback", Note: "修好了"})
		w.act("值班员", id, casework.Action{Name: "verify"})
		if err := w.cases.Rate(w.public(), code, 5, "谢谢"); err != nil {
			w.t.Fatal(err)
		}
		w.act("值班员", id, casework.Action{Name: "close"})
		want("closed", "龙鼻村", "closed", 1)
		if got := w.happened("县主任", "乡宁县", "closed", w.bodies["水利局"]); len(got) != 1 || got[0] != id {
			w.t.Errorf("of the unit: %v", got)
		}
		want("rated", "昌宁镇", "rated", 1)
		want("rated", "昌宁镇", "pleased", 1)
		w.rejected(other)
		want("both closed", "乡宁县", "closed", 2)
		if n := w.tally("case.closed"); n != 2 {
			w.t.Errorf("counted %d times", n)
		}

		// A village that moves leaves what was counted where it was counted.
		w.clock.Add(24 * time.Hour)
		must(w.place.Act(dbtest.System(w.t), place.Act{PlaceID: w.id("龙鼻村"), Kind: place.ActMove, ParentID: w.id("西坡镇"), Day: kernel.DayOf(w.clock.Now()), Reason: "区划调整"}))(w.t)
		w.clock.Add(-24 * time.Hour)
		want("moved", "昌宁镇", "closed", 1)
		want("moved", "西坡镇", "closed", 1)
	})
}
