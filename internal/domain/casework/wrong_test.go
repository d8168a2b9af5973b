package casework_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
)

// Every step of every case type of every county, from every state in which it must not be taken, by nobody in particular, too
// late, without what it asks for, with what it does not ask for, with an answer that is none, and twice: each is refused for its
// reason and changes nothing. A type that several counties define alike is tried once.
func TestEveryWrongStepIsRefusedAndChangesNothing(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			tried, doubled := map[string]bool{}, 0
			for _, county := range []string{"xiangning", "longshan", "zhushan", "xiangfu", "taoyuan"} {
				t.Run(county, func(t *testing.T) {
					clock := dbtest.NewClock()
					w := newWorldOf(t, dbtest.Open(t, engine, clock), clock, county)
					for _, ct := range w.pack.CaseTypes {
						b, err := json.Marshal(ct)
						if text := string(must(b, err)(t)); ct.Valid(kernel.DayOf(w.d.Now())) && !tried[text] {
							tried[text] = true
							doubled += w.wrongs(ct)
						}
					}
				})
			}
			t.Logf("%d definitions of case types, %d steps taken and sent again", len(tried), doubled)
			if doubled < 2*len(tried) {
				t.Errorf("only %d steps could be taken and sent again", doubled)
			}
		})
	}
}

// wrongs tries all that is wrong on one type, and gives how many steps it could take to send them again.
func (w *world) wrongs(ct pack.CaseType) (doubled int) {
	w.wrongStarts(ct)
	full, many := map[string]bool{}, map[string]int{}
	for _, st := range ct.States {
		many[st.ID] = 1 + len(ct.Out(st.ID))
	}
	all := w.strewn(ct, many)
	for _, st := range ct.States {
		out := ct.Out(st.ID)
		id, rest := all[st.ID][0], all[st.ID][1:]
		before := w.all(id)
		w.wrongSteps(ct, st, id, full)
		w.wrongTimes(ct, st, id)
		w.wrongMerges(ct, st, id)
		if w.all(id) != before {
			w.t.Errorf("%s in %s is not what it was", ct.ID, st.ID)
		}
		for i, x := range out {
			if w.twice(ct, x, rest[i]) {
				doubled++
			}
		}
	}
	return doubled
}

// acts takes a step as an officer at the revision that stands.
func (w *world) acts(ctx context.Context, id kernel.ID, a casework.Action) func() error {
	return func() error { _, err := w.cases.Act(ctx, id, a); return err }
}

// wrongSteps tries every step of a type in a state; what each asks for is tried in the first state that offers it.
func (w *world) wrongSteps(ct pack.CaseType, st pack.State, id kernel.ID, full map[string]bool) {
	d := must(w.cases.Get(w.mighty(), id))(w.t)
	for _, x := range ct.Transitions {
		what := ct.ID + ": " + x.ID + " from " + st.ID
		a := casework.Action{Name: x.ID, Rev: d.Rev}
		if !slices.Contains(x.From, st.ID) {
			w.refuses(what, "conflict", "wrong_state", w.acts(w.mighty(), id, a))
			continue
		}
		w.refuses(what+", without a revision", "invalid", "required", w.acts(w.mighty(), id, casework.Action{Name: x.ID}))
		w.refuses(what+", stale", "conflict", "changed_meanwhile", w.acts(w.mighty(), id, casework.Action{Name: x.ID, Rev: d.Rev + 1}))
		w.refuses(what+", by nobody", "forbidden", "not_yours", w.acts(w.idle(), id, a))
		if slices.ContainsFunc(d.Actions, func(s casework.Step) bool { return s.ID == x.ID }) {
			w.emptyHanded(id, what, x, a)
			if !full[x.ID] {
				full[x.ID] = true
				w.overfull(id, what, ct, x, a)
			}
		}
	}
	w.refuses(ct.ID+": no step of it", "invalid", "unknown_action", w.acts(w.mighty(), id, casework.Action{Name: "dance", Rev: d.Rev}))
}

// emptyHanded takes a step without what it asks for.
func (w *world) emptyHanded(id kernel.ID, what string, x pack.Transition, a casework.Action) {
	if len(x.Needs) == 0 || x.Needs[0] == pack.NeedCalls { // nobody was called: then nothing is asked for
		return
	}
	code := "required"
	if x.Needs[0] == pack.NeedFile {
		code = "file_needed"
	}
	w.refuses(what+", empty-handed", "invalid", code, w.acts(w.mighty(), id, a))
}

// overfull takes a step with what it needs, and something beside it that is not asked for, too long, or no answer.
func (w *world) overfull(id kernel.ID, what string, ct pack.CaseType, x pack.Transition, a casework.Action) {
	a, ok := w.equipped(id, x, a)
	if !ok {
		return
	}
	with := func(more, field, code string, change func(*casework.Action)) {
		b := a
		change(&b)
		w.refuses(what+", "+more, "invalid", code, func() error {
			_, err := w.cases.Act(w.mighty(), id, b)
			var e *kernel.Error
			if errors.As(err, &e) && e.Field != field {
				w.t.Errorf("%s, %s: said of %s", what, more, e.Field)
			}
			return err
		})
	}
	needs := func(list ...string) bool {
		return slices.ContainsFunc(list, func(n string) bool { return slices.Contains(x.Needs, n) })
	}
	if !needs(pack.NeedBody, pack.NeedHandler) {
		with("with a body", "body_id", "not_asked", func(b *casework.Action) { b.BodyID = w.bodies["水利局"] })
	}
	if !needs(pack.NeedAssignee, pack.NeedHandler) {
		with("with a person", "assignee_id", "not_asked", func(b *casework.Action) { b.AssigneeID = w.people["水利"] })
	}
	if !needs(pack.NeedRating) {
		with("with a rating", "rating", "not_asked", func(b *casework.Action) { b.Rating = 5 })
	}
	with("with too long a reason", "reason", "too_long", func(b *casework.Action) { b.Reason = strings.Repeat("长", casework.MaxNote+1) })
	with("with too long a note", "note", "too_long", func(b *casework.Action) { b.Note = strings.Repeat("长", casework.MaxNote+1) })
	with("with no item of the duty list", "duty_item", "bad_value", func(b *casework.Action) { b.DutyItem = "moon" })
	if needs(pack.NeedFile) { // which comes before the answers
		return
	}
	with("with another field", "fields.moon", "not_asked", func(b *casework.Action) { b.Fields = row{"moon": "1"} })
	for _, f := range ct.Asked(x.ID) {
		for _, bad := range wrongAnswers(f) {
			with("with a bad "+f.ID, "fields."+f.ID, bad.code, func(b *casework.Action) { b.Fields = row{f.ID: bad.value} })
		}
	}
}

// equipped is a step with all that it needs beside its fields; ok is false where that cannot be had.
func (w *world) equipped(id kernel.ID, x pack.Transition, a casework.Action) (_ casework.Action, ok bool) {
	for _, need := range x.Needs {
		switch need {
		case pack.NeedReason:
			a.Reason = "有原因"
		case pack.NeedNote:
			a.Note = "说明"
		case pack.NeedRating:
			a.Rating = 4
		case pack.NeedQueue:
			a.Queue = w.pack.Queues[0].ID
		case pack.NeedBody, pack.NeedAssignee, pack.NeedHandler:
			t := must(w.cases.DispatchTargets(w.mighty(), id))(w.t)
			switch {
			case need == pack.NeedAssignee && len(t.People) > 0:
				a.AssigneeID = t.People[0].ID
			case need != pack.NeedAssignee && len(t.Bodies) > 0:
				a.BodyID = t.Bodies[0].ID
			default:
				return a, false
			}
		}
	}
	return a, true
}

// wrongTimes tries the steps on the clock where they are nobody's, or of nothing.
func (w *world) wrongTimes(ct pack.CaseType, st pack.State, id kernel.ID) {
	rev := w.get(id).Rev
	for _, name := range pack.TimeSteps {
		who := map[string]pack.Clause{
			pack.StepPause: ct.Pause, pack.StepResume: ct.Pause, pack.StepAskTime: ct.Extension.Ask, pack.StepGrantTime: ct.Extension.Grant,
			pack.StepRefuseTime: ct.Extension.Grant, pack.StepAskPapers: ct.Supplement, pack.StepPapersIn: ct.Supplement,
		}[name]
		a := casework.Action{Name: name, Rev: rev}
		var kind, code string
		full := casework.Action{Name: name, Rev: rev, Reason: "x", WaitsFor: "y", Days: 1}
		switch {
		case name == pack.StepAskPapers && who.Given() && st.Open:
			kind, code = "invalid", "required"
		case (name == pack.StepAskPapers || name == pack.StepPapersIn) && who.Given():
			kind, code = "conflict", "wrong_state"
		case !who.Given():
			a, kind, code = full, "invalid", "unknown_action"
		case !slices.Contains(who.By, pack.ByPlace): // of who handles it alone, and nobody does
			a, kind, code = full, "forbidden", "not_yours"
		case name == pack.StepResume || name == pack.StepGrantTime || name == pack.StepRefuseTime || !st.Open:
			a, kind, code = full, "conflict", "wrong_state"
		default:
			kind, code = "invalid", "required"
		}
		w.refuses(ct.ID+": "+name+" of nothing in "+st.ID, kind, code, w.acts(w.mighty(), id, a))
	}
}

// wrongMerges tries to put a case together with what it cannot be put together with.
func (w *world) wrongMerges(ct pack.CaseType, st pack.State, id kernel.ID) {
	merge := func(ctx context.Context, into kernel.ID, no string, rev int64, reason string) func() error {
		return func() error { _, err := w.cases.Merge(ctx, id, into, no, rev, reason); return err }
	}
	what := ct.ID + " in " + st.ID + ", merged "
	w.refuses(what+"without a reason", "invalid", "required", merge(w.mighty(), id, "", 0, " "))
	w.refuses(what+"with itself", "invalid", "merge_target", merge(w.mighty(), id, "", 0, "同一件"))
	w.refuses(what+"with no number", "invalid", "merge_target", merge(w.mighty(), 0, "20200101-XXXXX", 0, "同一件"))
	w.refuses(what+"with nothing", "not_found", "not_found", merge(w.mighty(), 17, "", 0, "同一件"))
	w.refuses(what+"at an old revision", "conflict", "changed_meanwhile", merge(w.mighty(), id, "", w.get(id).Rev+1, "同一件"))
}

// twice takes a step, if a plain answer to each of its fields will do, and sends it again: with its key, with another key, and anew.
func (w *world) twice(ct pack.CaseType, x pack.Transition, id kernel.ID) bool {
	d := must(w.cases.Get(w.mighty(), id))(w.t)
	if !slices.ContainsFunc(d.Actions, func(s casework.Step) bool { return s.ID == x.ID }) {
		return false
	}
	if slices.Contains(x.Needs, pack.NeedFile) {
		must(w.cases.AddPhotos(w.mighty(), id, "", uploads(photo(4))))(w.t)
		d = w.get(id)
	}
	a, ok := w.equipped(id, x, casework.Action{Name: x.ID, Rev: d.Rev, ClientKey: "once"})
	if !ok {
		return false
	}
	a.Fields = row{}
	for _, f := range ct.Asked(x.ID) {
		if v := w.plainAnswer(f); v != nil {
			a.Fields[f.ID] = v
		}
	}
	what := ct.ID + ": " + x.ID + ", sent again"
	if err := w.acts(w.mighty(), id, a)(); err != nil { // a condition on the answers
		return false
	}
	before, head := w.all(id), w.head()
	if err := w.acts(w.mighty(), id, a)(); err != nil {
		w.t.Errorf("%s: %v", what, err)
	}
	if w.head() != head || w.all(id) != before {
		w.t.Errorf("%s is two steps", what)
	}
	a.ClientKey = "twice"
	w.refuses(what+" by another key", "conflict", "changed_meanwhile", w.acts(w.mighty(), id, a))
	if a.Rev = w.get(id).Rev; x.To != x.From[0] && !slices.Contains(x.From, x.To) {
		w.refuses(what+" anew", "conflict", "wrong_state", w.acts(w.mighty(), id, a))
	}
	return true
}
