package points_test

import (
	"fmt"
	"testing"
	"time"

	"touyan/internal/domain/person"
	"touyan/internal/domain/points"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// twice proposes that 赵甲 and 钱乙 are one person, and gives the pair.
func (w *world) twice() person.Pair {
	w.Helper()
	return must(w.persons.ProposePair(w.sys, w.people["赵甲"], w.people["钱乙"]))(w)
}

// merge keeps 赵甲.
func (w *world) merge(pair person.Pair) (person.Pair, error) {
	return w.persons.Merge(w.sys, pair.ID, person.MergeChoice{Rev: pair.Rev, KeepID: w.people["赵甲"], Reason: "同一人"})
}

// whole is the state of a branch's book: what it has, and that it agrees with itself.
func (w *world) whole() string {
	w.Helper()
	out := ""
	must(0, w.d.Read(w.sys, func(tx *db.ReadTx) error {
		b, err := ledger.BookOf(tx, "points", "body", w.branch)
		if err != nil {
			return err
		}
		bad, err := ledger.Check(tx, b.ID)
		if len(bad) > 0 {
			w.Fatal(bad)
		}
		lines, err2 := ledger.Trial(tx, b.ID, kernel.EndOfTime)
		if err == nil {
			err = err2
		}
		for _, l := range lines {
			n, err := ledger.BalanceOf(tx, l.ID)
			if err != nil {
				return err
			}
			if l.N != 0 || n.In != 0 || n.Out != 0 {
				out += fmt.Sprintf("%s %d: %d %d %d\n", l.Kind, l.OwnerID, l.N, n.Out, n.In)
			}
		}
		return err
	}))(w)
	list, _, err := w.rooms.Accounts(w.sys, w.year.ID, kernel.Page{})
	must(list, err)(w)
	for _, a := range list {
		out += fmt.Sprintf("%s: %d %d\n", a.Person.Name, a.Total, a.Waiting)
	}
	return out
}

// lived gives two members deeds in every state: in effect with caps, on the board, before the branch, proposed.
func (w *world) lived() (effect, board, review *points.EntryDetail) {
	w.Helper()
	effect = w.entered("钱乙", "request_done", "2026-11-10")
	w.entered("赵甲", "request_done", "2026-11-11")
	w.inEffect()
	board = w.entered("钱乙", "task_force", kernel.DayOf(w.clock.Now()).Add(-1))
	must(w.rooms.Post(w.as("书记", points.PermConfirm), w.year.ID, ""))(w)
	w.entered("钱乙", "breach", kernel.DayOf(w.clock.Now()).Add(-1))
	review = must(w.record("网格员", "钱乙", "request_done", kernel.DayOf(w.clock.Now()), ""))(w)
	return effect, board, review
}

func TestAMemberEnteredTwiceHasOneAccount(t *testing.T) {
	each(t, "xiangning", func(w *world) {
		effect, board, review := w.lived()
		before, one, two := w.whole(), w.account("赵甲"), w.account("钱乙")
		pair := must(w.merge(w.twice()))(w)
		list, _, err := w.rooms.Accounts(w.sys, w.year.ID, kernel.Page{})
		must(list, err)(w)
		a := w.account("赵甲")
		if len(list) != 5 || a.Total != one.Total+two.Total-two.Base || a.Waiting != one.Waiting+two.Waiting || a.Base != one.Base {
			w.Fatalf("%d members, %+v; before %+v and %+v", len(list), a, one, two)
		}
		detail := must(w.rooms.GetAccount(w.as("书记", points.PermList), a.ID))(w)
		if len(detail.Pending) != 3 || detail.Lines[0].Kind != "join" {
			w.Errorf("%d pending, %+v", len(detail.Pending), detail.Lines)
		}
		w.whole()
		_, err = w.rooms.SetClass(w.as("书记", points.PermYear), two.ID, two.Rev+1, "poor", "样")
		w.refused(err, "account_joined")

		// taken back: everything as it was, with what was on the board and before the branch
		u := must(w.persons.Unmerge(w.sys, pair.ID, pair.Rev, "不是同一人"))(w)
		if len(u.Stayed) != 0 {
			w.Errorf("%+v", u.Stayed)
		}
		if after := w.whole(); after != before {
			w.Fatalf("before:\n%s\nafter:\n%s", before, after)
		}
		for _, e := range []*points.EntryDetail{effect, board, review} {
			if got := w.entry(e.ID); got.Person.Name != "钱乙" || got.AccountID != two.ID {
				w.Errorf("%+v", got.Entry)
			}
		}
		w.clock.Set(must(w.rooms.GetEntry(w.sys, board.ID))(w).EffectDay.Time().Add(9 * time.Hour))
		must(w.rooms.Settle(w.sys))(w) // what was held still takes effect, once
		if got := w.account("钱乙"); got.Total != two.Total+board.Points {
			w.Errorf("%d, not %d and %d", got.Total, two.Total, board.Points)
		}
		w.whole()
	})
}

func TestADeedIsTakenBackAfterItsAccountsWereJoined(t *testing.T) {
	each(t, "xiangning", func(w *world) {
		effect, board, _ := w.lived()
		one, two := w.account("赵甲"), w.account("钱乙")
		pair := must(w.merge(w.twice()))(w)
		back := must(w.rooms.Reverse(w.as("网格员", points.PermRecord), effect.ID, "记错了人"))(w)
		if err := w.act("书记", points.StepConfirm, back.ID); err != nil {
			w.Fatal(err)
		}
		w.inEffect() // the reversal, and what hung on the board and was confirmed
		a := w.account("赵甲")
		if want := one.Total + two.Total - two.Base - effect.Points + two.Waiting; a.Total != want {
			w.Fatalf("%d, not %d", a.Total, want)
		}
		w.whole()
		// what has taken effect since has changed and stays; the deed that was taken back goes, and with it its reversal
		u := must(w.persons.Unmerge(w.sys, pair.ID, pair.Rev, "不是同一人"))(w)
		if len(u.Stayed) == 0 {
			w.Error("nothing is named that stayed")
		}
		w.whole()
		if got := w.entry(back.ID); got.Person.Name != "钱乙" || got.AccountID != two.ID {
			w.Errorf("%+v", got.Entry)
		}
		first, second := w.account("赵甲"), w.account("钱乙")
		if second.Total != two.Total-effect.Points || first.Total != one.Total+two.Waiting || w.entry(board.ID).AccountID != first.ID {
			w.Errorf("%+v\n%+v", first, second)
		}
	})
}

func TestAMergeDoesNotPassACap(t *testing.T) {
	each(t, "xiangning", func(w *world) {
		for _, name := range []string{"赵甲", "赵甲", "钱乙"} { // a day has two at most
			w.entered(name, "four_must", "2026-11-10")
		}
		before := w.whole()
		pair := w.twice()
		_, err := w.merge(pair)
		if err == nil {
			w.Fatal("both were counted, over the cap of one member")
		}
		w.refused(err, "over_event_cap")
		if after := w.whole(); after != before {
			w.Fatalf("before:\n%s\nafter:\n%s", before, after)
		}
	})
}

func TestAYearThatWasAddedUpStaysJoined(t *testing.T) {
	each(t, "xiangning", func(w *world) {
		w.entered("钱乙", "request_done", "2026-11-10")
		pair := must(w.merge(w.twice()))(w)
		w.inEffect()
		w.clock.Set(kernel.Day("2026-12-20").Time().Add(9 * time.Hour))
		total := w.account("赵甲").Total
		rev := must(w.rooms.GetYear(w.sys, w.year.ID))(w).Rev
		if y := must(w.rooms.TallyUp(w.as("书记", points.PermYear), w.year.ID, rev))(w); y.Reviewed != 5 {
			w.Errorf("%d reviewed", y.Reviewed)
		}
		must(w.persons.Unmerge(w.sys, pair.ID, pair.Rev, "不是同一人"))(w)
		if a := w.account("赵甲"); a.Total != total {
			w.Errorf("%d, not %d", a.Total, total)
		}
		w.whole()
	})
}
