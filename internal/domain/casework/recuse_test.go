package casework_test

import (
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

// A8: who is a declared near relative of who raised a case takes no step on it where its type says so, and is not given it.
func TestANearRelativeStandsAside(t *testing.T) {
	each(t, func(w *world) {
		sys := dbtest.System(t)
		ct := w.pack.CaseTypes
		for i := range ct {
			if ct[i].ID == "report" {
				ct[i].Recuse = true
			}
		}
		w.officer("昌宁主任", "township_centre_director", "昌宁镇", "", "")
		brother := must(w.person.Create(sys, person.Draft{Name: "反映人弟", PlaceID: w.places["龙鼻村"].ID, Phone: "13912345678"}))(t)
		must(w.body.AddKin(sys, w.people["网格长"], body.NewKinship{OtherID: brother.ID, Relation: "sibling", Source: "本人申报"}))(t)

		far, _ := w.report("龙鼻村", casework.NewCase{Text: "路灯坏了", Name: "别人", Contact: "13900000000"})
		w.act("网格长", far, casework.Action{Name: "accept"})

		near, _ := w.report("龙鼻村", casework.NewCase{Text: "水渠堵了", Name: "某人", Contact: "139 1234 5678"})
		w.refused("网格长", near, casework.Action{Name: "accept"}, kernel.KindForbidden, "recused")
		w.act("昌宁主任", near, casework.Action{Name: "accept"})
		w.refused("昌宁主任", near, casework.Action{Name: "dispatch", AssigneeID: w.people["网格长"]}, kernel.KindConflict, "must_stand_aside")
		if d := w.get(near); d.Assignee != nil && d.Assignee.ID != 0 {
			t.Errorf("a refused step changes nothing: %+v", d.Assignee)
		}
	})
}
