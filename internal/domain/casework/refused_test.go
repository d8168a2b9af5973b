package casework_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
)

// mighty is an officer of the county who holds every post and may do everything; idle one who may only look.
func (w *world) mighty() context.Context {
	arm := kernel.Arm{Level: kernel.LevelCounty, PlaceID: w.places["乡宁县"].ID, Sealed: true}
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: w.people["县主任"], AccountID: w.account["县主任"], Name: "县主任", Arms: []kernel.Arm{arm}}
	for _, p := range w.pack.Posts {
		a.Grants = append(a.Grants, kernel.Grant{Post: p.ID, Arm: arm, Perms: w.pack.Permissions()})
	}
	return kernel.WithActor(w.t.Context(), a)
}

func (w *world) idle() context.Context {
	a := kernel.ActorOf(w.mighty())
	a.PersonID, a.Grants = w.people["监督员"], nil
	return kernel.WithActor(w.t.Context(), a)
}

// inState brings a case of a type in, in a state.
func (w *world) inState(ct pack.CaseType, st pack.State) kernel.ID {
	w.t.Helper()
	mark := ct.ID + "-" + st.ID
	did, bad := w.bring(w.sheetOf(map[string]string{"ext_no": mark, "type": ct.ID, "state": st.ID, "place": w.places["龙鼻村"].Code, "text": mark}))
	if did != "1/0/0" || bad != "" {
		w.t.Fatalf("%s: %s %s", mark, did, bad)
	}
	items, _, err := w.cases.List(dbtest.System(w.t), casework.Filter{Type: ct.ID, State: st.ID}, kernel.Page{})
	if err != nil || len(items) != 1 {
		w.t.Fatal(items, err)
	}
	return items[0].ID
}

// all is everything that is known of a case, but for who looked at it and for numbers that the journal gives a moment later.
func (w *world) all(id kernel.ID) string {
	w.t.Helper()
	d := w.get(id)
	d.Timeline = slices.DeleteFunc(d.Timeline, func(i casework.TimelineItem) bool { return i.Action == "casework.view" })
	for i := range d.Timeline {
		d.Timeline[i].No = 0
	}
	return string(must(json.Marshal(d))(w.t))
}

// stays wants a request to be refused so, and the case to be what it was.
func (w *world) stays(id kernel.ID, what, kind, code string, do func() error) {
	w.t.Helper()
	before := w.all(id)
	err := do()
	var got string
	var e *kernel.Error
	if errors.As(err, &e) {
		got = string(e.Kind) + " " + e.Code
	}
	if got != kind+" "+code {
		w.t.Errorf("%s: %v, want %s %s", what, err, kind, code)
	}
	if after := w.all(id); after != before {
		w.t.Errorf("%s changed the case", what)
	}
}

// Every step of every case type of every county, from every state in which it must not be taken, by nobody in particular, too
// late, without what it asks for: each is refused for its reason and changes nothing.
func TestEveryWrongStepIsRefusedAndChangesNothing(t *testing.T) {
	for _, county := range []string{"xiangning", "longshan", "zhushan", "xiangfu", "taoyuan"} {
		t.Run(county, func(t *testing.T) {
			eachOf(t, county, func(w *world) {
				for _, ct := range w.pack.CaseTypes {
					if !ct.Valid(kernel.DayOf(w.d.Now())) {
						continue
					}
					for _, st := range ct.States {
						w.wrongSteps(ct, st)
					}
				}
			})
		})
	}
}

func (w *world) wrongSteps(ct pack.CaseType, st pack.State) {
	id := w.inState(ct, st)
	rev := w.get(id).Rev
	act := func(ctx context.Context, a casework.Action) func() error {
		return func() error { _, err := w.cases.Act(ctx, id, a); return err }
	}
	for _, x := range ct.Transitions {
		what := ct.ID + ": " + x.ID + " from " + st.ID
		a := casework.Action{Name: x.ID, Rev: rev}
		w.stays(id, what+", without a revision", "invalid", "required", act(w.mighty(), casework.Action{Name: x.ID}))
		w.stays(id, what+", stale", "conflict", "changed_meanwhile", act(w.mighty(), casework.Action{Name: x.ID, Rev: rev + 1}))
		if !slices.Contains(x.From, st.ID) {
			w.stays(id, what, "conflict", "wrong_state", act(w.mighty(), a))
			continue
		}
		w.stays(id, what+", by nobody", "forbidden", "not_yours", act(w.idle(), a))
		if offered := must(w.cases.Get(w.mighty(), id))(w.t); len(x.Needs) > 0 && slices.ContainsFunc(offered.Actions, func(s casework.Step) bool { return s.ID == x.ID }) {
			w.emptyHanded(id, what, x, a)
		}
	}
	w.stays(id, ct.ID+": no step of it", "invalid", "unknown_action", act(w.mighty(), casework.Action{Name: "dance", Rev: rev}))
	for _, name := range pack.TimeSteps {
		who := map[string]pack.Clause{
			pack.StepPause: ct.Pause, pack.StepResume: ct.Pause, pack.StepAskTime: ct.Extension.Ask, pack.StepGrantTime: ct.Extension.Grant,
			pack.StepRefuseTime: ct.Extension.Grant, pack.StepAskPapers: ct.Supplement, pack.StepPapersIn: ct.Supplement,
		}[name]
		switch {
		case name == pack.StepAskPapers && who.Given():
			kind, code := "invalid", "required"
			if !st.Open {
				kind, code = "conflict", "wrong_state"
			}
			w.stays(id, ct.ID+": "+name+" of nothing", kind, code, act(w.mighty(), casework.Action{Name: name, Rev: rev}))
		case name == pack.StepPapersIn && who.Given():
			w.stays(id, ct.ID+": "+name+" of nothing", "conflict", "wrong_state", act(w.mighty(), casework.Action{Name: name, Rev: rev}))
		case !who.Given():
			w.stays(id, ct.ID+": "+name, "invalid", "unknown_action", act(w.mighty(), casework.Action{Name: name, Rev: rev, Reason: "x", WaitsFor: "y", Days: 1}))
		case !slices.Contains(who.By, pack.ByPlace): // of who handles it alone, and nobody does
			w.stays(id, ct.ID+": "+name+" by another", "forbidden", "not_yours", act(w.mighty(), casework.Action{Name: name, Rev: rev, Reason: "x", WaitsFor: "y", Days: 1}))
		case name == pack.StepResume || name == pack.StepGrantTime || name == pack.StepRefuseTime:
			w.stays(id, ct.ID+": "+name+" of nothing", "conflict", "wrong_state", act(w.mighty(), casework.Action{Name: name, Rev: rev, Reason: "x"}))
		}
	}
}

// emptyHanded takes a step without what it asks for.
func (w *world) emptyHanded(id kernel.ID, what string, x pack.Transition, a casework.Action) {
	code := "required"
	if x.Needs[0] == pack.NeedFile {
		code = "file_needed"
	}
	if x.Needs[0] == pack.NeedCalls {
		return // nobody was called: then nothing is asked for
	}
	w.stays(id, what+", empty-handed", "invalid", code, func() error { _, err := w.cases.Act(w.mighty(), id, a); return err })
}

// What comes doubled, late or out of order: the same key twice is one step, a state left meanwhile is told, a call that has
// ended is not answered, an extension is asked for once, a rating given once.
func TestDoubledAndLateRequests(t *testing.T) {
	each(t, func(w *world) {
		id, code := w.report("龙鼻村", casework.NewCase{Topic: "water"})
		once := casework.Action{Name: "accept", Rev: w.get(id).Rev, ClientKey: "k"}
		first := must(w.cases.Act(w.by("网格长"), id, once))(w.t)
		if again := must(w.cases.Act(w.by("网格长"), id, once))(w.t); again.Rev != first.Rev || len(again.Timeline) != len(first.Timeline) {
			w.t.Fatal("the same key twice is two steps")
		}
		as := func(name string, a casework.Action) func() error {
			a.Rev = w.get(id).Rev
			return func() error { _, err := w.cases.Act(w.by(name), id, a); return err }
		}
		w.stays(id, "a state left meanwhile", "conflict", "wrong_state", as("网格长", casework.Action{Name: "accept"}))
		d := must(w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["住建局"]}, "到场", ""))(w.t)
		call := d.Calls[0].ID
		onCall := func(name, step string, rating int) func() error {
			return func() error {
				_, err := w.cases.StepCall(w.by(name), call, casework.CallStep{Name: step, Note: "好了", Rating: rating})
				return err
			}
		}
		w.stays(id, "done before reporting in", "conflict", "wrong_state", onCall("住建", "done", 0))
		w.stays(id, "rated before done", "conflict", "wrong_state", onCall("网格长", "rate", 5))
		if err := onCall("网格长", "withdraw", 0)(); err != nil {
			w.t.Fatal(err)
		}
		w.stays(id, "reported in after it ended", "conflict", "wrong_state", onCall("住建", "report_in", 0))
		w.stays(id, "withdrawn twice", "conflict", "wrong_state", onCall("网格长", "withdraw", 0))
		w.act("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
		w.act("水利", id, casework.Action{Name: "claim"})
		more := casework.Action{Name: "ask_time", Reason: "料没到", Days: 3}
		w.act("水利", id, more)
		w.stays(id, "asked for time twice", "conflict", "wrong_state", as("水利", more))
		w.stays(id, "granted by who asked", "forbidden", "not_yours", as("水利", casework.Action{Name: "grant_time"}))
		w.act("值班员", id, casework.Action{Name: "grant_time"})
		w.stays(id, "granted twice", "conflict", "wrong_state", as("值班员", casework.Action{Name: "grant_time"}))
		w.stays(id, "asked for time once more", "conflict", "wrong_state", as("水利", more))
		w.stays(id, "rated before the answer", "conflict", "state_changed", func() error { return w.cases.Rate(w.public(), code, 5, "") })
		w.stays(id, "asked to go on while it does", "conflict", "state_changed", func() error { return w.cases.Reopen(w.public(), code, "快点") })
		w.act("水利", id, casework.Action{Name: "feedback", Note: "好了"})
		w.act("值班员", id, casework.Action{Name: "verify"})
		if err := w.cases.Rate(w.public(), code, 4, ""); err != nil {
			w.t.Fatal(err)
		}
		w.stays(id, "rated twice", "conflict", "state_changed", func() error { return w.cases.Rate(w.public(), code, 1, "") })
		w.act("值班员", id, casework.Action{Name: "close"})
		w.stays(id, "called after the end", "conflict", "case_closed", func() error {
			_, err := w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["住建局"]}, "到场", "")
			return err
		})
		w.stays(id, "a photo after the end", "conflict", "case_closed", func() error {
			_, err := w.cases.AddPhotos(w.by("专职"), id, "", uploads(photo(3)))
			return err
		})
		other, _ := w.report("龙鼻村", casework.NewCase{})
		w.stays(other, "merged into what has ended", "invalid", "merge_target", func() error {
			_, err := w.cases.Merge(w.by("值班员"), other, id, "", 0, "同一件事")
			return err
		})
	})
}

// The townships' duty list: what a department has taken back is neither dispatched down nor handed back by it; each try is
// counted for who made it. What it leads with the township's help stays its own too: the township is called, not given it.
func TestPushesThatTheDutyListForbidsAreCounted(t *testing.T) {
	each(t, func(w *world) {
		sys := dbtest.System(w.t)
		w.bodies["县教育局"] = must(w.body.CreateBody(sys, body.NewBody{Name: "县教育局", Kind: "county_department", PlaceID: w.places["乡宁县"].ID}))(w.t).ID
		w.officer("教育", "department_officer", "", "县教育局", "")
		id, _ := w.report("龙鼻村", casework.NewCase{})
		w.act("网格长", id, casework.Action{Name: "accept"})
		push := func(name, item, to string) func() error {
			rev := w.get(id).Rev
			return func() error {
				_, err := w.cases.Act(w.by(name), id, casework.Action{Name: "dispatch", Rev: rev, BodyID: w.bodies[to], DutyItem: item})
				var e *kernel.Error
				if errors.As(err, &e) {
					return e
				}
				return err
			}
		}
		w.stays(id, "taken back, to the township", "conflict", "not_on_duty_list", push("县值班", "school_admission", "水管站"))
		w.stays(id, "assisting, to the township", "conflict", "not_on_duty_list", push("值班员", "hospital_fees", "水管站"))
		if err := push("网格长", "school_admission", "县教育局")(); err != nil {
			w.t.Fatal(err)
		}
		for range 2 {
			w.refused("教育", id, casework.Action{Name: "return", Reason: "请镇里办"}, kernel.KindConflict, "not_on_duty_list")
		}
		d := must(w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["水管站"]}, "请协助核对户籍", ""))(w.t)
		if d.Body == nil || d.Body.Name != "县教育局" || len(d.Calls) != 1 {
			w.t.Fatalf("%+v", d.Case)
		}
		var got []string
		for _, r := range must(w.cases.Refused(w.by("县主任")))(w.t) {
			who := r.Place.Name
			if r.Body != nil {
				who = r.Body.Name
			}
			got = append(got, fmt.Sprintf("%s %s %d", who, r.Item.ID, r.N))
		}
		slices.Sort(got)
		if want := []string{"县教育局 school_admission 2", "昌宁镇 hospital_fees 1", "昌宁镇 school_admission 1"}; !slices.Equal(got, want) {
			w.t.Fatalf("%v", got)
		}
		w.act("网格长", id, casework.Action{Name: "recall", Reason: "登记错了"}) // the office itself may take it back
	})
}
