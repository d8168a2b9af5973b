package casework_test

import (
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// 龙山:三个报到 (B2): a unit registers with a community that is not a place of its own, in its own name only.
func TestAUnitRegistersWithACommunity(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorldOf(t, d, c, "longshan")
		register := func(who, unit, at string) (*casework.Detail, error) {
			return w.cases.Create(w.as(who, casework.PermCreate), casework.NewCase{
				Type: "registration", Text: "单位党组织报到", PlaceID: w.places[at].ID,
				Fields: map[string]any{"kind": "unit", "unit": w.bodies[unit].String(), "offers": "修路灯"},
			})
		}
		for _, bad := range [][3]string{{"水利", "住建局", "龙鼻村"}, {"水管", "水利局", "龙鼻村"}, {"水管", "水管站", "下川村"}, {"邻村专职", "水利局", "龙鼻村"}} {
			if _, err := register(bad[0], bad[1], bad[2]); err == nil {
				t.Errorf("%s registered %s with %s", bad[0], bad[1], bad[2])
			}
		}
		if _, err := w.cases.Create(w.as("水利", casework.PermCreate), casework.NewCase{Text: "路灯不亮", PlaceID: w.places["龙鼻村"].ID}); kernel.KindOf(err) != kernel.KindForbidden {
			t.Errorf("a unit raises what belongs to it and nothing else: %v", err)
		}
		made := must(register("水利", "水利局", "龙鼻村"))(t)
		if got := must(w.cases.Get(w.by("水利二"), made.ID))(t); got.Body == nil || got.Body.Name != "水利局" || len(got.Actions) != 0 {
			t.Errorf("its colleagues see it, and cannot confirm it: %+v %v", got.Body, got.Actions)
		}
		if _, err := w.cases.Get(w.by("住建"), made.ID); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("another unit sees it: %v", err)
		}
		if got := w.act("网格长", made.ID, casework.Action{Name: "confirm_in", Fields: map[string]any{"contact": "办公室主任"}}); got.State != "registered" || got.Body.Name != "水利局" {
			t.Errorf("%+v", got.Case)
		}
		byCommunity := must(register("网格长", "住建局", "龙鼻村"))(t)
		must(w.cases.Get(w.by("住建"), byCommunity.ID))(t)
		must(register("水管", "水管站", "寨子村"))(t)

		for who, want := range map[string]int{"水利": 1, "水管": 1, "邻镇值班员": 0} {
			found := must(w.cases.Places(w.as(who, casework.PermCreate), "registration", "龙鼻村"))(t)
			if len(found) != want {
				t.Errorf("%s finds %+v", who, found)
			}
		}
		if found := must(w.cases.Places(w.as("水管", casework.PermCreate), "registration", "下川村"))(t); len(found) != 0 {
			t.Errorf("a township's office registers in its township: %+v", found)
		}
		_, err := w.cases.Places(w.as("水利", casework.PermCreate), "report", "龙鼻村")
		if kernel.KindOf(err) != kernel.KindInvalid {
			t.Errorf("%v", err)
		}
		units := must(w.cases.Choices(w.as("水利", casework.PermList), "registration", "unit", w.places["龙鼻村"].ID, 0))(t)
		if len(units) != 1 || units[0].Name != "水利局" {
			t.Errorf("%+v", units)
		}
	})
}
