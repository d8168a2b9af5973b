package field_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/field"
	"touyan/internal/kernel"
)

func TestADeviceHoldsItsOfficersPlacesAndNoMore(t *testing.T) {
	each(t, func(w *world) {
		here := w.house("一组", "李甲", "李乙")
		w.house("三组", "邻村人")
		must(w.rooms.Fact.Set(w.sys, here.ID, "", []fact.Change{{Field: "contact_phone", Value: "13700001111"}, {Field: "water", Value: "well"}, {Field: "help_note", Value: "卧床"}}))(t)
		p := w.phone(w.officer, "device-0001")
		p.sync()
		if len(p.has("household")) != 1 {
			t.Fatalf("%v", slices.Collect(maps.Keys(p.docs)))
		}
		doc := p.docs["household:"+here.ID.String()]
		for _, secret := range []string{"13812345678", "13700001111", "卧床"} {
			if strings.Contains(doc, secret) {
				t.Errorf("%s lies open in %s", secret, doc)
			}
		}
		if !strings.Contains(doc, "李乙") || !strings.Contains(doc, `"f":"water","v":"well","n":1`) || !strings.Contains(doc, "138****5678") || !strings.Contains(doc, `"ini":"ly"`) {
			t.Error(doc)
		}
		// It comes again: only what changed comes.
		must(w.rooms.Fact.Set(w.sys, here.ID, "", []fact.Change{{Field: "water", Ver: 1, Value: "piped"}}))(t)
		if err := w.d.Sequence(w.sys); err != nil {
			t.Fatal(err)
		}
		got := must(w.field.Pull(w.as(w.officer), field.Asked{Device: p.id, Since: p.since}))(t)
		if got.Reset || len(got.Docs) != 1 || got.Docs[0].ID != here.ID {
			t.Fatalf("%+v", got)
		}
		// With other posts it begins anew.
		more := w.officer
		more.Grants = append(slices.Clone(more.Grants), kernel.Grant{Post: "grid_officer", Perms: perms, Arm: kernel.Arm{Level: kernel.LevelVillage, PlaceID: w.places["寨村"].ID, Above: w.places["寨村"].Stamp}})
		p.who = more
		if got := must(w.field.Pull(w.as(more), field.Asked{Device: p.id, Since: p.since}))(t); !got.Reset {
			t.Fatal("what it may see is another matter now")
		}
		if p.sync(); len(p.has("household")) != 2 {
			t.Fatal(p.has("household"))
		}
	})
}

func TestARevokedDeviceIsRefused(t *testing.T) {
	each(t, func(w *world) {
		p := w.phone(w.officer, "device-0001")
		if again := must(w.field.Enter(w.as(w.officer), "device-0001", "again"))(t); again.ID != p.id {
			t.Fatal("one key is one device")
		}
		other := w.somebody("网格员乙", "龙村", 902)
		_, err := w.field.Pull(w.as(other), field.Asked{Device: p.id})
		w.refused(err, "not_found")
		_, err = w.field.Revoke(w.sys, p.id, 1, " ", false)
		w.refused(err, "required")
		must(w.field.Revoke(w.sys, p.id, 1, "手机丢了", false))(t)
		_, err = w.field.Pull(w.as(w.officer), field.Asked{Device: p.id})
		w.refused(err, "device_revoked")
		_, err = w.field.Push(w.as(w.officer), p.id, []field.Op{p.op("fact", "", nil)})
		w.refused(err, "device_revoked")
		_, err = w.field.Enter(w.as(w.officer), "device-0001", "again")
		w.refused(err, "device_revoked")
		list, _, err := w.field.Devices(w.sys, false, w.places["龙村"].ID, kernel.Page{})
		if err != nil || len(list) != 1 || list[0].Revoked == 0 || list[0].PersonName != "网格员甲" {
			t.Fatalf("%+v %v", list, err)
		}
	})
}

func TestEachOperationTakesEffectOnce(t *testing.T) {
	each(t, func(w *world) {
		h := w.house("一组", "李甲")
		p := w.phone(w.officer, "device-0001")
		report := p.op("report", "", map[string]any{"text": "水渠堵了", "place_id": w.places["一组"].ID.String()})
		ops := []field.Op{report, p.fact(h.ID, "", "water", 0, "well"), p.fact(h.ID, "", "colour", 0, "red"), p.op("dance", "", nil)}
		first := p.push(ops...)
		if first[0].State != field.Done || !first[0].Made || first[0].Args["follow_code"] == "" || first[1].State != field.Done || first[2].Code != "not_asked" || first[3].Code != "unknown_kind" {
			t.Fatalf("%+v", first)
		}
		again := p.push(ops...)
		if again[0].Record != first[0].Record || again[0].Args["follow_code"] != first[0].Args["follow_code"] || again[1].State != field.Done {
			t.Fatalf("%+v", again)
		}
		list, _, err := w.rooms.Casework.List(w.sys, casework.Filter{Box: casework.BoxAll}, kernel.Page{})
		if err != nil || len(list) != 1 {
			t.Fatalf("%d cases, %v", len(list), err)
		}
		card := must(w.rooms.Fact.Card(w.sys, h.ID))(t)
		if len(card.Facts) != 1 || card.Facts[0].Ver != 1 {
			t.Fatalf("%+v", card.Facts)
		}
		// A desk brings in the same from a file: nothing happens twice.
		brought := must(w.field.Bring(w.as(w.somebody("文书", "东镇", 903)), ops))(t)
		if brought[0].Record != first[0].Record || brought[0].Args["follow_code"] != "" || brought[1].State != field.Done {
			t.Fatalf("%+v", brought)
		}
	})
}

func TestTheSameFromManySidesAtOnce(t *testing.T) {
	each(t, func(w *world) {
		h := w.house("一组", "李甲")
		p := w.phone(w.officer, "device-0001")
		desk := w.somebody("文书", "东镇", 903)
		var ops []field.Op
		for i := range 8 {
			ops = append(ops, p.op("report", "", map[string]any{"text": fmt.Sprint("第", i), "place_id": w.places["一组"].ID.String()}))
		}
		ops = append(ops, p.fact(h.ID, "", "water", 0, "well"))
		var all sync.WaitGroup
		for i := range 6 {
			all.Go(func() {
				var err error
				if i%3 == 2 {
					_, err = w.field.Bring(w.as(desk), ops)
				} else {
					_, err = w.field.Push(w.as(w.officer), p.id, ops)
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		list, _, err := w.rooms.Casework.List(w.sys, casework.Filter{Box: casework.BoxAll}, kernel.Page{})
		if err != nil || len(list) != 8 {
			t.Fatalf("%d cases, %v", len(list), err)
		}
		if card := must(w.rooms.Fact.Card(w.sys, h.ID))(t); card.Facts[0].Ver != 1 || card.Open != 0 {
			t.Fatalf("%+v", card)
		}
	})
}

func TestWhatComesTooEarlyIsHeld(t *testing.T) {
	each(t, func(w *world) {
		h := w.house("一组", "李甲")
		p := w.phone(w.officer, "device-0001")
		one := p.fact(h.ID, "", "water", 0, "well")
		two := p.fact(h.ID, one.Key, "water", 0, "piped")
		three := p.fact(h.ID, two.Key, "water", 0, "shared")
		got := p.push(three, two)
		if got[0].State != field.Held || got[1].State != field.Held || got[0].Until == 0 {
			t.Fatalf("%+v", got)
		}
		if card := must(w.rooms.Fact.Card(w.sys, h.ID))(t); len(card.Facts) != 0 {
			t.Fatal("nothing of it happened yet")
		}
		if got := p.push(one); got[0].State != field.Done {
			t.Fatalf("%+v", got)
		}
		card := must(w.rooms.Fact.Card(w.sys, h.ID))(t)
		if card.Facts[0].Value != "shared" || card.Facts[0].Ver != 3 {
			t.Fatalf("in their order, and not against each other: %+v", card.Facts)
		}
		if got := p.push(two, three); got[0].State != field.Done || got[1].State != field.Done {
			t.Fatalf("%+v", got)
		}
		told, _, err := w.rooms.Fact.Conflicts(w.sys, fact.ConflictFilter{State: fact.StateTold}, kernel.Page{})
		if err != nil || len(told) != 0 {
			t.Fatalf("one's own changes are no conflict: %+v %v", told, err)
		}
		// One whose predecessor never comes is carried out after five days, with a flag.
		lone := p.fact(h.ID, "op-never-comes", "hazard", 0, "flood")
		p.push(lone)
		if n := must(w.field.Release(w.sys))(t); n != 0 {
			t.Fatal(n)
		}
		w.clock.Add(field.HeldFor + time.Minute)
		if n := must(w.field.Release(w.sys))(t); n != 1 {
			t.Fatal(n)
		}
		if got := p.push(lone); got[0].State != field.Done || !got[0].Late {
			t.Fatalf("%+v", got)
		}
		held := must(w.field.HeldOps(w.sys))(t)
		if len(held) != 1 || held[0].State != field.Done || held[0].Record.ID != h.ID {
			t.Fatalf("%+v", held)
		}
		// Of an account that is closed by then it stays listed.
		p.push(p.fact(h.ID, "op-never-either", "hazard", 1, "fire"))
		w.closed = true
		w.clock.Add(field.HeldFor + time.Minute)
		if n := must(w.field.Release(w.sys))(t); n != 0 {
			t.Fatal(n)
		}
		if held := must(w.field.HeldOps(w.sys))(t); len(held) != 2 || held[0].State != field.Refused || held[0].Code != "account_closed" {
			t.Fatalf("%+v", held)
		}
	})
}

func TestAConflictIsToldToWhoBringsIt(t *testing.T) {
	each(t, func(w *world) {
		h := w.house("一组", "李甲")
		a, b := w.phone(w.officer, "device-0001"), w.phone(w.somebody("网格员乙", "龙村", 902), "device-0002")
		a.push(a.fact(h.ID, "", "housing_grade", 0, "b"), a.fact(h.ID, "", "water", 0, "well"))
		got := b.push(b.fact(h.ID, "", "housing_grade", 0, "c"), b.fact(h.ID, "", "water", 0, "piped"))
		if got[0].State != field.Conflict || got[0].Told[0] != "housing_grade" || got[1].State != field.Conflict {
			t.Fatalf("%+v", got)
		}
		a.sync()
		if len(a.has("conflict")) != 1 {
			t.Fatalf("what waits for a person is on the phones: %v", a.has("conflict"))
		}
	})
}
