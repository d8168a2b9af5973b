package duty_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"touyan/internal/domain/duty"
	"touyan/internal/kernel"
)

// told is what a refusal says.
func told(err error) string {
	var e *kernel.Error
	if !errors.As(err, &e) {
		return "nothing"
	}
	return string(e.Kind) + " " + e.Code
}

// stays wants a request to be refused so, and to change neither the item nor the journal.
func (w *world) stays(item kernel.ID, what, want string, do func() error) {
	w.Helper()
	all := func() (string, int64) {
		text := must(json.Marshal(w.get(item)))(w)
		numbered, pending, err := w.d.JournalSize(w.Context())
		if err != nil {
			w.Fatal(err)
		}
		return string(text), numbered + pending
	}
	was, n := all()
	if got := told(do()); got != want {
		w.Errorf("%s: %s, want %s", what, got, want)
	}
	if now, m := all(); now != was || m != n {
		w.Errorf("%s changed something", what)
	}
}

// D1 to D3: each step that may be taken on an item, in each state: by who must not, where it does not lead on, at an old revision,
// without the word that it needs. Each is refused for its reason and changes nothing.
func TestEveryWrongStepOnAnItemIsRefused(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		const owner, over, stranger = "东站员", "东镇书记", "西镇书记"
		working := []string{duty.Assigned, duty.Accepted, duty.Doing, duty.Returned}
		steps := map[string]struct {
			by   string
			from []string
			note bool
		}{
			duty.StepAssign:    {over, append([]string{duty.Registered}, working...), false},
			duty.StepAccept:    {owner, []string{duty.Assigned}, false},
			duty.StepReport:    {owner, []string{duty.Accepted, duty.Doing, duty.Returned}, false},
			duty.StepAskExtend: {owner, working, true},
			duty.StepExtend:    {over, working, false},
			duty.StepRefuse:    {over, working, true},
			duty.StepPass:      {over, []string{duty.Reported}, false},
			duty.StepReturn:    {over, []string{duty.Reported, duty.Passed}, true},
			duty.StepClose:     {over, []string{duty.Passed}, false},
			duty.StepReopen:    {over, []string{duty.Closed, duty.Withdrawn}, true},
			duty.StepWithdraw:  {over, append([]string{duty.Registered}, working...), true},
			duty.StepUrge:      {over, working, true},
		}
		l := w.list(over, "responsibility", "东镇")
		i := w.add(over, duty.NewItem{ListID: l.ID, Title: "修渠", BodyID: w.bodies["东镇农业站"]})
		act := func(who string, a duty.Act) func() error {
			return func() error { _, err := w.duty.Act(w.by(who), i.ID, a); return err }
		}
		seen := map[string]bool{}
		wrong := func() {
			d := w.get(i.ID)
			seen[d.State] = true
			for step, x := range steps {
				what := step + " in " + d.State
				a := duty.Act{Step: step, Rev: d.Rev, Note: "有原因", Due: d.Due.Add(3), Progress: 100}
				other := map[string]string{owner: over, over: owner}[x.by]
				w.stays(i.ID, what+" by a stranger", "not_found not_found", act(stranger, a))
				w.stays(i.ID, what+" by the other side", "forbidden not_yours", act(other, a))
				old := a
				old.Rev--
				w.stays(i.ID, what+" at an old revision", "conflict changed_meanwhile", act(x.by, old))
				mute := a
				mute.Note = " "
				switch {
				case x.note:
					w.stays(i.ID, what+" without a word", "invalid required", act(x.by, mute))
				case !slices.Contains(x.from, d.State):
					w.stays(i.ID, what, "conflict wrong_state", act(x.by, a))
				}
				if step == duty.StepExtend && slices.Contains(x.from, d.State) {
					w.stays(i.ID, what+", which nobody asked for", "conflict nothing_asked", act(x.by, a))
				}
				if x.note && !slices.Contains(x.from, d.State) {
					w.stays(i.ID, what, "conflict wrong_state", act(x.by, a))
				}
			}
			w.stays(i.ID, "no step of it", "invalid unknown_step", act(over, duty.Act{Step: "dance", Rev: d.Rev}))
		}
		for _, next := range []struct {
			who string
			duty.Act
		}{
			{},
			{owner, duty.Act{Step: duty.StepAccept}},
			{owner, duty.Act{Step: duty.StepReport, Progress: 300}},
			{owner, duty.Act{Step: duty.StepReport, Done: true}},
			{over, duty.Act{Step: duty.StepReturn, Note: "缺照片"}},
			{owner, duty.Act{Step: duty.StepReport, Done: true}},
			{over, duty.Act{Step: duty.StepPass}},
			{over, duty.Act{Step: duty.StepClose}},
			{over, duty.Act{Step: duty.StepReopen, Note: "又堵了"}},
			{over, duty.Act{Step: duty.StepWithdraw, Note: "不修了"}},
		} {
			if next.who != "" {
				if next.Done {
					must(w.duty.AddEvidence(w.by(owner), i.ID, "", []duty.Upload{{Data: picture()}}))(w)
				}
				w.act(next.who, i.ID, next.Act)
			}
			wrong()
		}
		if len(seen) != 8 {
			t.Errorf("tried in %v", seen)
		}
		w.even()
	})
}

// D1: the steps of an order of supervision, in each of its states, by who must not, too early, too late, twice.
func TestEveryWrongStepOnAnOrderIsRefused(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		const owner, over, stranger = "东站长", "县主任", "西站长"
		steps := map[string]struct {
			by   string
			from []string
		}{
			duty.StepReceive: {owner, []string{duty.OrderIssued}},
			duty.StepBack:    {owner, []string{duty.OrderIssued, duty.OrderReceived}},
			duty.StepUrge:    {over, []string{duty.OrderIssued, duty.OrderReceived}},
			duty.StepSettle:  {over, []string{duty.OrderReported}},
			duty.StepReissue: {over, []string{duty.OrderReported}},
		}
		l := w.list(over, "task", "县")
		i := w.add(over, duty.NewItem{ListID: l.ID, BodyID: w.bodies["东镇农业站"]})
		issue := func(n duty.NewOrder) error {
			_, err := w.duty.IssueOrder(w.as(over, duty.PermOrder), i.ID, n)
			return err
		}
		w.stays(i.ID, "an order for yesterday", "invalid must_be_today_or_later", func() error { return issue(duty.NewOrder{Text: "整改", Due: w.today().Add(-1)}) })
		w.stays(i.ID, "an order without a word", "invalid required", func() error { return issue(duty.NewOrder{Due: w.today().Add(1)}) })
		if err := issue(duty.NewOrder{Text: "整改", Due: w.today().Add(3)}); err != nil {
			t.Fatal(err)
		}
		w.stays(i.ID, "a second order", "conflict ordered_already", func() error { return issue(duty.NewOrder{Text: "再改", Due: w.today().Add(3)}) })
		for _, next := range []string{"", duty.StepReceive, duty.StepBack, duty.StepSettle} {
			last := func() duty.Order { return w.get(i.ID).Orders[0] }
			act := func(who string, a duty.OrderAct) func() error {
				return func() error { _, err := w.duty.ActOrder(w.by(who), last().ID, a); return err }
			}
			if next != "" {
				a := duty.OrderAct{Step: next, Rev: last().Rev, Note: "改好了"}
				if err := act(steps[next].by, a)(); err != nil {
					t.Fatal(next, err)
				}
				w.stays(i.ID, next+", sent again", "conflict changed_meanwhile", act(steps[next].by, a))
			}
			o := last()
			for step, x := range steps {
				what := step + " of an order " + o.State
				a := duty.OrderAct{Step: step, Rev: o.Rev, Note: "有原因", Due: w.today().Add(2)}
				other := map[string]string{owner: over, over: owner}[x.by]
				w.stays(i.ID, what+" by a stranger", "not_found not_found", act(stranger, a))
				w.stays(i.ID, what+" by the other side", "forbidden not_yours", act(other, a))
				if !slices.Contains(x.from, o.State) {
					w.stays(i.ID, what, "conflict wrong_state", act(x.by, a))
				}
			}
			w.stays(i.ID, "no step of it", "invalid unknown_step", act(over, duty.OrderAct{Step: "dance", Rev: o.Rev}))
		}
	})
}
