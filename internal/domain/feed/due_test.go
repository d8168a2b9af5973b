package feed_test

import (
	"strings"
	"testing"

	"touyan/internal/domain/award"
	"touyan/internal/domain/body"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/feed"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// honour is one that is held, as far as it is looked at again.
type honour struct {
	db.BaseModel `bun:"table:t_award_honour"`
	db.Row
	kernel.Stamp
	Scheme     string     `bun:"scheme"`
	RoundID    kernel.ID  `bun:"round_id"`
	EntryID    kernel.ID  `bun:"entry_id"`
	Subject    string     `bun:"subject"`
	SubjectID  kernel.ID  `bun:"subject_id"`
	HouseID    kernel.ID  `bun:"household_id"`
	PersonID   kernel.ID  `bun:"person_id"`
	Name       string     `bun:"name"`
	Title      string     `bun:"title"`
	Band       string     `bun:"band"`
	Period     string     `bun:"period"`
	Total      int64      `bun:"total"`
	WonDay     kernel.Day `bun:"won_day"`
	ValidTo    kernel.Day `bun:"valid_to"`
	NextCheck  kernel.Day `bun:"next_check"`
	State      string     `bun:"state"`
	RevokedDay kernel.Day `bun:"revoked_day"`
	Reason     string     `bun:"reason"`
	BarUntil   kernel.Day `bun:"bar_until"`
	PlaqueNo   string     `bun:"plaque_no"`
	PlaqueDay  kernel.Day `bun:"plaque_day"`
	PlaqueBy   string     `bun:"plaque_by"`
	Code       string     `bun:"code"`
}

// TestHonoursToLookAtAgainAreDue for who runs recognition there, by scheme, village and day, without a name; not those that are over.
func TestHonoursToLookAtAgainAreDue(t *testing.T) {
	each(t, func(w *world) {
		ok(w, w.d.Write(w.sys, "test.honours", func(tx *db.WriteTx) error {
			for i, h := range []struct {
				at    string
				check kernel.Day
				to    kernel.Day
			}{
				{"龙村", "2026-11-20", "2028-01-01"},
				{"龙村", "2026-11-20", "2028-01-01"},
				{"寨村", "2026-11-20", "2028-01-01"},
				{"西乡", "2026-11-20", "2028-01-01"},
				{"龙村", "", "2028-01-01"},
				{"龙村", "2026-11-20", "2026-11-01"},
			} {
				r := &honour{
					Stamp: w.places[h.at].Stamp, Scheme: "good_family", Subject: "household", SubjectID: kernel.ID(i + 1), Name: "王小明", WonDay: "2025-11-20", ValidTo: h.to, NextCheck: h.check,
					State: award.Held, Code: tx.NewID().String(),
				}
				if err := tx.Insert(r); err != nil {
					return err
				}
			}
			return nil
		}))
		own := must(w.feeds.Own(w.officer(7, "东乡", award.PermRun)))(w)
		if len(own.Due) != 2 {
			w.Fatalf("%+v", own.Due)
		}
		for _, d := range own.Due {
			if n := map[string]int{"龙村": 2, "寨村": 1}[d.Place]; d.Kind != feed.DueRecheck || d.N != n || d.Day != "2026-11-20" || d.Name == "" || strings.Contains(d.Key, "王") {
				w.Errorf("%+v", d)
			}
		}
		if own := must(w.feeds.Own(w.officer(8, "东乡", award.PermList)))(w); len(own.Due) != 0 {
			w.Errorf("who runs nothing: %+v", own.Due)
		}
	})
}

// TestAnOrderIsDueBeforeItsItem, until its receiver reported back.
func TestAnOrderIsDueBeforeItsItem(t *testing.T) {
	each(t, func(w *world) {
		who := must(w.persons.Create(w.sys, newcomer(w.places["东乡"].ID)))(w)
		_ = must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: "township_leader", PersonID: who.ID, PlaceID: w.places["东乡"].ID}))(w)
		me := w.officer(who.ID, "东乡", duty.PermList, duty.PermWork)
		w.owes(who.ID, "东乡", "2026-12-20")
		items, _, err := w.duties.Items(me, duty.ItemFilter{Box: duty.BoxMine}, kernel.Page{})
		ok(w, err)
		d := must(w.duties.IssueOrder(w.sys, items[0].ID, duty.NewOrder{Text: "三日内办完", Due: "2026-11-19"}))(w)
		orders := func() (out []feed.DueThing) {
			for _, d := range must(w.feeds.Own(me))(w).Due {
				if d.Kind == feed.DueOrder {
					out = append(out, d)
				}
			}
			return out
		}
		if list := orders(); len(list) != 1 || list[0].Day != "2026-11-19" || list[0].Path != "/console/lists/items/"+items[0].ID.String() || list[0].Name == "" {
			w.Fatalf("%+v", list)
		}
		other := w.officer(99, "东乡", duty.PermWork)
		if own := must(w.feeds.Own(other))(w); len(own.Due) != 0 {
			w.Errorf("somebody else: %+v", own.Due)
		}
		_ = must(w.duties.ActOrder(w.officer(who.ID, "东乡", duty.PermWork, duty.PermList), d.Orders[0].ID, duty.OrderAct{Step: duty.StepBack, Rev: 1, Note: "办完了"}))(w)
		if list := orders(); len(list) != 0 {
			w.Errorf("reported back: %+v", list)
		}
	})
}
