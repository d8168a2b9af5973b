package field_test

import (
	"strings"
	"testing"

	"touyan/internal/domain/field"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
)

// A visit that was made without a network arrives once with its photo and its request; what was before at the household is on the
// phone afterwards, for the next one who knocks.
func TestAVisitGoesTheWayOfThePhone(t *testing.T) {
	each(t, func(w *world) {
		h := w.house("一组", "李甲")
		p := w.phone(w.officer, "device-0001")
		p.sync()
		if kinds := p.docs["visit_kinds:1"]; !strings.Contains(kinds, `"home_talk"`) || !strings.Contains(kinds, `"mine":true`) {
			t.Fatal(kinds)
		}
		data := picture(t)
		w.sendPhoto("photo-0001", data)
		op := p.op("visit", "", map[string]any{
			"type": "home", "household_id": h.ID.String(), "result": "met", "purposes": []string{"difficulty"}, "text": "屋檐漏雨", "asks": []string{"修屋檐"}, "photo_ok": true,
		})
		op.Photos = []string{"photo-0001"}
		first, again := p.push(op)[0], p.push(op)[0]
		if first.State != field.Done || !first.Made || first.Args["code"] == "" || again.Record != first.Record || again.Args["code"] != first.Args["code"] {
			t.Fatalf("%+v\n%+v", first, again)
		}
		got := must(w.rooms.Visit.Get(w.sys, first.Record.ID))(t)
		if got.Photos != 1 || got.Asks != 1 || got.Visitor.Name != "网格员甲" {
			t.Fatalf("%+v", got)
		}
		list, _, err := w.rooms.Visit.List(w.sys, visit.Filter{Household: h.ID}, kernel.Page{})
		if err != nil || len(list) != 1 {
			t.Fatalf("%d visits, %v", len(list), err)
		}
		p.sync()
		for _, word := range []string{"屋檐漏雨", "修屋檐", `"visitor":{"id"`} {
			if doc := p.docs["household:"+h.ID.String()]; !strings.Contains(doc, word) {
				t.Errorf("no %s in %s", word, doc)
			}
		}
		// Photos that nobody agreed to leave no visit without them.
		w.sendPhoto("photo-0002", data)
		bad := p.op("visit", "", map[string]any{"type": "home", "household_id": h.ID.String(), "result": "met"})
		bad.Photos = []string{"photo-0002"}
		if a := p.push(bad)[0]; a.Code != "no_consent_to_photos" {
			t.Fatalf("%+v", a)
		}
		far := w.house("三组", "邻村人")
		if a := p.push(p.op("visit", "", map[string]any{"type": "home", "household_id": far.ID.String(), "result": "away"}))[0]; a.State != field.Refused {
			t.Fatalf("a household out of sight: %+v", a)
		}
		if list, _, err = w.rooms.Visit.List(w.sys, visit.Filter{}, kernel.Page{}); err != nil || len(list) != 1 {
			t.Fatalf("%d visits, %v", len(list), err)
		}
	})
}
