package casework_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
)

// mighty is an officer of the county who holds every post and may do everything; idle one who may only look.
func (w *world) mighty() context.Context {
	arm := kernel.Arm{Level: kernel.LevelCounty, PlaceID: w.places["乡宁县"].ID, Sealed: true}
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: w.people["县主任"], AccountID: w.account["县主任"], Name: "县主任", Arms: []kernel.Arm{arm}}
	if w.perms == nil {
		w.perms = w.pack.Permissions()
	}
	for _, p := range w.pack.Posts {
		a.Grants = append(a.Grants, kernel.Grant{Post: p.ID, Arm: arm, Perms: w.perms})
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
	return w.inStates(ct, st, 1)[0]
}

// inStates brings some of them in.
func (w *world) inStates(ct pack.CaseType, st pack.State, n int) []kernel.ID {
	w.t.Helper()
	return w.strewn(ct, map[string]int{st.ID: n})[st.ID]
}

// strewn brings as many cases of a type in as are asked for in each state, by one sheet.
func (w *world) strewn(ct pack.CaseType, many map[string]int) map[string][]kernel.ID {
	w.t.Helper()
	var rows []map[string]string
	for state, n := range many {
		for i := range n {
			no := fmt.Sprintf("%s-%s-%d", ct.ID, state, i)
			rows = append(rows, map[string]string{"ext_no": no, "type": ct.ID, "state": state, "place": w.places["龙鼻村"].Code, "text": no})
		}
	}
	did, bad := w.bring(w.sheetOf(rows...))
	if did != fmt.Sprintf("%d/0/0", len(rows)) || bad != "" {
		w.t.Fatalf("%s: %s %s", ct.ID, did, bad)
	}
	out := map[string][]kernel.ID{}
	var list []struct {
		ID    kernel.ID `bun:"id"`
		State string    `bun:"state"`
		ExtNo string    `bun:"ext_no"`
	}
	err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
		return tx.Select(&list, "SELECT c.id, c.state, c.ext_no FROM {case c} WHERE c.type = ?", ct.ID)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	for _, c := range list {
		if strings.HasPrefix(c.ExtNo, ct.ID+"-"+c.State+"-") {
			out[c.State] = append(out[c.State], c.ID)
		}
	}
	return out
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

// head is how long the journal is.
func (w *world) head() int64 {
	w.t.Helper()
	numbered, pending, err := w.d.JournalSize(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return numbered + pending
}

// refuses wants a request to be refused so, and to leave nothing in the journal.
func (w *world) refuses(what, kind, code string, do func() error) {
	w.t.Helper()
	before := w.head()
	err := do()
	var got string
	var e *kernel.Error
	if errors.As(err, &e) {
		got = string(e.Kind) + " " + e.Code
	}
	if got != kind+" "+code {
		w.t.Errorf("%s: %v, want %s %s", what, err, kind, code)
	}
	if after := w.head(); after != before {
		w.t.Errorf("%s left %d entries in the journal", what, after-before)
	}
}

// stays wants that too, and the case to be what it was in all that is no line of the journal.
func (w *world) stays(id kernel.ID, what, kind, code string, do func() error) {
	w.t.Helper()
	before := w.all(id)
	w.refuses(what, kind, code, do)
	if after := w.all(id); after != before {
		w.t.Errorf("%s changed the case", what)
	}
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
		both := kernel.ActorOf(w.mighty()) // who may decide, but has asked
		both.PersonID = w.people["水利"]
		w.stays(id, "granted by who asked and may", "forbidden", "not_yours", func() error {
			_, err := w.cases.Act(kernel.WithActor(w.t.Context(), both), id, casework.Action{Name: "grant_time", Rev: w.get(id).Rev})
			return err
		})
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

// Every step of a call in every state of it, by who may and by who may not, at an old revision, and without what it asks for.
func TestEveryWrongStepOfACall(t *testing.T) {
	each(t, func(w *world) {
		right := map[string][]string{"called": {"report_in", "withdraw"}, "reported_in": {"done", "withdraw"}, "done": {"rate"}, "rated": nil, "withdrawn": nil}
		party := map[string]string{"report_in": "住建", "done": "住建", "rate": "网格长", "withdraw": "网格长"}
		other := map[string]string{"住建": "网格长", "网格长": "住建"}
		for state, way := range map[string][]string{"called": nil, "reported_in": {"report_in"}, "done": {"report_in", "done"}, "rated": {"report_in", "done", "rate"}, "withdrawn": {"withdraw"}} {
			id, _ := w.report("龙鼻村", casework.NewCase{})
			k := must(w.cases.Call(w.by("网格长"), id, []kernel.ID{w.bodies["住建局"]}, "到场", ""))(w.t).Calls[0]
			step := func(name string, a casework.CallStep) (*casework.Call, error) {
				return w.cases.StepCall(w.by(name), k.ID, a)
			}
			for _, name := range way {
				k = *must(step(party[name], casework.CallStep{Name: name, Note: "好", Rating: 5}))(w.t)
			}
			if k.State != state {
				w.t.Fatalf("%s is %s", state, k.State)
			}
			for name, who := range party {
				what := state + ": " + name
				try := func(more, kind, code, who string, a casework.CallStep) {
					w.stays(id, what+", "+more, kind, code, func() error { _, err := step(who, a); return err })
				}
				full := casework.CallStep{Name: name, Note: "好", Rating: 5}
				if !slices.Contains(right[state], name) {
					try("by its party", "conflict", "wrong_state", who, full)
					continue
				}
				try("by the other side", "forbidden", "not_yours", other[who], full)
				try("by who does not see it", "not_found", "not_found", "水利", full)
				try("stale", "conflict", "changed_meanwhile", who, casework.CallStep{Name: name, Rev: k.Rev + 1, Note: "好", Rating: 5})
				try("too long", "invalid", "too_long", who, casework.CallStep{Name: name, Note: strings.Repeat("长", casework.MaxNote+1), Rating: 5})
				if name != "report_in" {
					try("empty-handed", "invalid", "required", who, casework.CallStep{Name: name})
				}
			}
			w.stays(id, state+": no step", "invalid", "unknown_action", func() error { _, err := step("住建", casework.CallStep{Name: "dance"}); return err })
		}
	})
}

// An early sign is closed once, by who holds the post that it was raised to, with a reason.
func TestEveryWrongEndOfASign(t *testing.T) {
	each(t, func(w *world) {
		for range 3 {
			w.report("微格", casework.NewCase{Topic: "dispute"})
		}
		w.fire()
		id := must(w.cases.Alerts(w.by("网格长"), false))(w.t)[0].ID
		closing := func(name, reason string) func() error {
			return func() error { return w.cases.CloseAlert(w.by(name), id, reason) }
		}
		w.refuses("by a colleague", "forbidden", "not_yours", closing("专职", "没事了"))
		w.refuses("from above", "forbidden", "not_yours", closing("值班员", "没事了"))
		w.refuses("from next door", "not_found", "not_found", closing("邻村专职", "没事了"))
		w.refuses("without a reason", "invalid", "required", closing("网格长", " "))
		w.refuses("with too long a one", "invalid", "too_long", closing("网格长", strings.Repeat("长", casework.MaxNote+1)))
		w.refuses("of nothing", "not_found", "not_found", func() error { return w.cases.CloseAlert(w.by("网格长"), 17, "没事了") })
		if err := closing("网格长", "两家已和解")(); err != nil {
			w.t.Fatal(err)
		}
		w.refuses("twice", "conflict", "alert_closed", closing("网格长", "再来"))
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
