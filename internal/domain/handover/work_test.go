package handover_test

import (
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/handover"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
)

// why counts what stays, by the reason.
func why(list []handover.Line) map[string]int {
	out := map[string]int{}
	for _, l := range list {
		out[l.Why]++
	}
	return out
}

func TestTheWorkAloneGoesOver(t *testing.T) {
	each(t, func(w *world) {
		id := w.report("水管漏水")
		n := handover.Draft{AppointmentID: w.posts["老网格长"].ID, IntoID: w.people["西乡主任"], Keeps: true, Reason: "分工调整"}
		if p := must(w.hand.Preview(w.sys, n))(w); len(p.Goes) != 0 || why(p.Stays)[handover.WhyReach] != 1 {
			t.Fatalf("a post in another township reaches nothing here: %+v", p)
		}
		nobody := must(w.persons.Create(w.sys, person.Draft{Name: "无岗", PlaceID: w.places["龙村"].ID}))(w)
		_, err := w.hand.Preview(w.sys, handover.Draft{AppointmentID: n.AppointmentID, IntoID: nobody.ID, Keeps: true})
		w.refused(err, "holds_no_post")

		n.IntoID = w.people["新网格长"]
		p := must(w.hand.Preview(w.as("乡主任", handover.PermHand), n))(w)
		if kinds(p.Goes)[handover.KindCase] != 1 || len(p.Stays) != 0 || p.Last {
			t.Fatalf("%+v", p)
		}
		if h := must(w.hand.HandOver(w.as("乡主任", handover.PermHand), n))(w); !h.Keeps || h.Cases != 1 || h.State != handover.Carried {
			t.Fatalf("%+v", h)
		}
		if w.mine("新网格长") != 1 || must(w.cases.Get(w.sys, id))(w).Assignee.Name != "新网格长" {
			t.Error("the case must be the successor's")
		}
		if held := must(w.bodies.PersonDetail(w.sys, w.people["老网格长"]))(w).Appointments; len(held) != 1 || held[0].To != "" {
			t.Errorf("the post stays: %+v", held)
		}
		// It may go over as often as it needs to, and the post itself may still follow.
		n.Keeps = false
		if h := must(w.hand.HandOver(w.as("乡主任", handover.PermHand), n))(w); h.Keeps || h.Cases != 0 {
			t.Fatalf("%+v", h)
		}
	})
}

func TestWhatAnEndedPostLeftUndoneGoesOver(t *testing.T) {
	each(t, func(w *world) {
		w.report("路灯不亮")
		a := must(w.bodies.PersonDetail(w.sys, w.people["老网格长"]))(w).Appointments[0]
		must(w.bodies.EndAppointment(w.sys, a.ID, a.Rev, kernel.DayOf(w.clock.Now()).Add(-2), "调离"))(w)
		n := handover.Draft{AppointmentID: a.ID, IntoID: w.people["新网格长"], Reason: "调离"}
		_, err := w.hand.HandOver(w.as("乡主任", handover.PermHand), n)
		w.refused(err, "not_held_on_day")
		n.Keeps = true
		if h := must(w.hand.HandOver(w.as("乡主任", handover.PermHand), n))(w); h.Cases != 1 || w.mine("新网格长") != 1 {
			t.Fatalf("%+v", h)
		}
	})
}

// force is a task force of the county with two members, each an officer of a department too.
func (w *world) force() (list kernel.ID) {
	w.Helper()
	county := w.places["区"].ID
	force := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "公路专班", Kind: "task_group", PlaceID: county}))(w).ID
	for dept, people := range map[string][]string{"交通局": {"甲", "乙"}, "水利局": {"丙"}} {
		at := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: dept, Kind: "county_department", PlaceID: county}))(w).ID
		for _, name := range people {
			w.people[name] = must(w.persons.Create(w.sys, person.Draft{Name: name, PlaceID: county}))(w).ID
			must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: "department_officer", PersonID: w.people[name], BodyID: at, From: "2026-01-01"}))(w)
		}
		w.posts[dept] = body.Appointment{BodyID: at}
	}
	w.posts["甲"] = must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: "task_group_member", PersonID: w.people["甲"], BodyID: force, From: "2026-01-01"}))(w)
	l := must(w.duty.MakeList(w.sys, duty.NewList{Type: "task_force", Title: "公路清单", PlaceID: county, BodyID: force, OwnerID: w.people["甲"], To: "2027-12-31"}))(w)
	return l.ID
}

func TestWhoLeavesATaskForceHandsItsItemsOver(t *testing.T) {
	each(t, func(w *world) {
		list := w.force()
		up := must(w.duty.Add(w.sys, duty.NewItem{ListID: list, Title: "路基", BodyID: w.posts["交通局"].BodyID, Due: "2026-12-20"}))(w)
		mine := must(w.duty.Add(w.sys, duty.NewItem{ListID: list, ParentID: up.ID, Title: "一标段", PersonID: w.people["甲"], BodyID: w.posts["交通局"].BodyID, Due: "2026-12-10"}))(w)
		n := handover.Draft{AppointmentID: w.posts["甲"].ID, IntoID: w.people["乙"], Reason: "退出专班"}
		p := must(w.hand.Preview(w.sys, n))(w)
		if got := kinds(p.Goes); got[handover.KindItem] != 1 || got[handover.KindList] != 1 || kinds(p.Stays)[handover.KindPost] != 1 || p.Last {
			t.Fatalf("%+v", p)
		}
		if h := must(w.hand.HandOver(w.sys, n))(w); h.Items != 1 || h.Lists != 1 {
			t.Fatalf("%+v", h)
		}
		got := must(w.duty.Get(w.sys, mine.ID))(w)
		if got.Owner.PersonName != "乙" || got.Owner.BodyID != w.posts["交通局"].BodyID {
			t.Errorf("a colleague owes it in the same department: %+v", got.Owner)
		}
		if last := got.Timeline[len(got.Timeline)-1]; last.Action != "hand_over" || last.To != "乙" {
			t.Errorf("%+v", last)
		}
		if l := must(w.duty.GetList(w.sys, list))(w); l.Owner.Name != "乙" {
			t.Errorf("who answers for the list: %+v", l.Owner)
		}
		// Somebody of another department owes it in the task force.
		held := must(w.bodies.PersonDetail(w.sys, w.people["乙"]))(w).Appointments
		for _, a := range held {
			if a.Post == "task_group_member" {
				n.AppointmentID = a.ID
			}
		}
		n.IntoID, n.Day = w.people["丙"], kernel.DayOf(w.clock.Now()).Add(1)
		must(w.hand.HandOver(w.sys, n))(w)
		w.clock.Add(24 * 60 * 60 * 1e9)
		if must(w.hand.CarryDue(w.sys))(w) != 1 {
			t.Fatal("it goes over on its day")
		}
		if got := must(w.duty.Get(w.sys, mine.ID))(w).Owner; got.PersonName != "丙" || got.BodyName != "公路专班" {
			t.Errorf("%+v", got)
		}
		if diff := must(w.duty.Recount(w.Context(), w.places["区"].ID))(w); len(diff) > 0 {
			t.Errorf("%+v", diff)
		}
	})
}

func TestHandoversOfAPlace(t *testing.T) {
	each(t, func(w *world) {
		must(w.hand.HandOver(w.sys, handover.Draft{AppointmentID: w.posts["老网格长"].ID, IntoID: w.people["新网格长"], Reason: "换届"}))(w)
		for at, want := range map[string]int{"区": 1, "东乡": 1, "龙村": 1, "寨村": 0, "西乡": 0} {
			list, _, err := w.hand.List(w.sys, w.places[at].ID, kernel.Page{})
			if err != nil || len(list) != want {
				t.Errorf("%s: %d %v", at, len(list), err)
			}
		}
		_, _, err := w.hand.List(w.as("西乡主任", handover.PermHand), w.places["东乡"].ID, kernel.Page{})
		w.refused(err, "not_found")
	})
}
