package duty_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"touyan/internal/domain/duty"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func cycles(list []duty.Item) []string {
	var out []string
	for _, i := range list {
		out = append(out, i.Cycle)
	}
	return out
}

func (w *world) mine(who string) []duty.Item {
	w.Helper()
	rows, _, err := w.duty.Items(w.by(who), duty.ItemFilter{Box: duty.BoxMine}, kernel.Page{})
	if err != nil {
		w.Fatal(err)
	}
	return rows
}

// TestAPostHasDutiesThatComeRound: each week opens once, also after three weeks without the program, with two servers, and not
// after the post was given up.
func TestAPostHasDutiesThatComeRound(t *testing.T) {
	each(t, "xiangning", func(w *world) {
		w.officer("信息员甲", "information_officer", "龙村", "")
		w.morning(0)
		if got := cycles(w.mine("信息员甲")); !slices.Equal(got, []string{"2026-W47"}) {
			t.Fatalf("%v", got)
		}
		w.clock.Add(21 * 24 * time.Hour)
		var both sync.WaitGroup
		for range 2 {
			both.Add(1)
			go func() {
				defer both.Done()
				if _, err := w.duty.Open(dbtest.System(t)); err != nil {
					t.Error(err)
				}
			}()
		}
		both.Wait()
		got := w.mine("信息员甲")
		if !slices.Equal(cycles(got), []string{"2026-W47", "2026-W48", "2026-W49", "2026-W50"}) || got[0].Light != duty.LightRed {
			t.Fatalf("%v", cycles(got))
		}
		w.act("信息员甲", got[3].ID, duty.Act{Step: duty.StepReport, Done: true, Note: "没有"})
		w.refused("信息员甲", got[3].ID, duty.Act{Step: duty.StepPass}, kernel.KindForbidden, "not_yours")
		w.act("龙书记", got[3].ID, duty.Act{Step: duty.StepPass})
		a := w.posts["信息员甲"]
		must(w.body.EndAppointment(dbtest.System(t), a.ID, a.Rev, w.today(), "换人"))(t)
		w.morning(30)
		if left := w.get(got[2].ID); !left.Open {
			t.Error("what was due while the post was held is gone")
		}
		rows, _, err := w.duty.Items(dbtest.System(t), duty.ItemFilter{Type: duty.TypeDuty}, kernel.Page{})
		if err != nil || len(rows) != 4 {
			t.Errorf("%v %v", cycles(rows), err)
		}
		w.even()
	})
}

// TestContactPoints: days since the last contact are shown; past the interval it stands on the leader's list, once, until they were
// there.
func TestContactPoints(t *testing.T) {
	each(t, "longshan", func(w *world) {
		set := duty.NewContact{Def: "branch_contact", PersonID: w.people["县领导"], TargetIDs: []kernel.ID{w.bodies["龙村党支部"], w.bodies["川村党支部"]}}
		for range 2 {
			if got := must(w.duty.SetContacts(w.as("县主任", duty.PermMake), set))(t); len(got) != 2 || got[0].Interval != 30 {
				t.Fatalf("%+v", got)
			}
		}
		_, err := w.duty.SetContacts(w.as("县主任", duty.PermMake), duty.NewContact{Def: "branch_contact", PersonID: w.people["县领导"], TargetIDs: []kernel.ID{w.bodies["农业局"]}})
		w.wants(err, kernel.KindInvalid, "target_of_other_kind")
		w.morning(10)
		list := func() []duty.Contact {
			got, _, err := w.duty.Contacts(w.by("县领导"), 0, w.people["县领导"], kernel.Page{})
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		one := list()[0]
		if one.Days != 10 || one.Light != duty.LightGreen {
			t.Fatalf("%+v", one)
		}
		_, err = w.duty.Contacted(w.as("西镇书记", duty.PermWork), one.ID, w.today(), "x")
		w.wants(err, kernel.KindNotFound, "not_found")
		must(w.duty.Contacted(w.as("县领导", duty.PermWork), one.ID, w.today(), "听汇报"))(t)
		w.morning(20)
		if got := w.mine("县领导"); len(got) != 0 {
			t.Fatalf("30 days are no more than the interval: %v", got)
		}
		w.morning(1)
		w.morning(1)
		got := w.mine("县领导")
		if len(got) != 1 || got[0].Target.Name != "川村党支部" || got[0].Light != duty.LightRed {
			t.Fatalf("%+v", got)
		}
		err = w.d.Write(w.as("县领导", duty.PermWork), "duty.test", func(tx *db.WriteTx) error {
			n, err := w.duty.Meet(tx, "contact", w.people["县领导"], tx.Today(), duty.Record{Table: "visit", ID: 7, TargetID: w.bodies["川村党支部"]})
			if n != 1 {
				t.Errorf("met %d", n)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := w.mine("县领导"); len(got) != 0 {
			t.Errorf("%+v", got)
		}
		met := w.get(got[0].ID)
		if met.State != duty.Closed || met.MetBy != "contact" || met.EvidenceList[0].Record != 7 || list()[1].Days != 0 {
			t.Errorf("%+v", met)
		}
		w.morning(31)
		if got := w.mine("县领导"); len(got) != 2 {
			t.Errorf("the interval did not begin anew: %v", got)
		}
		w.even()
	})
}

// TestRemindersGoOutOnce: before and after the day, to who owes it and to who watches over it, each once for each day.
func TestRemindersGoOutOnce(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("县主任", "responsibility", "县")
		i := w.add("县主任", duty.NewItem{ListID: l.ID, BodyID: w.bodies["东镇农业站"], Due: w.today().Add(3)})
		rungs := func(who string) []string {
			got := must(w.duty.MyNotices(w.by(who)))(t)
			var out []string
			for _, n := range got {
				out = append(out, n.Rung)
			}
			slices.Sort(out)
			return out
		}
		w.morning(0)
		w.morning(0)
		if got := rungs("东站员"); !slices.Equal(got, []string{"soon"}) || len(rungs("东镇书记")) != 0 || len(rungs("西站长")) != 0 {
			t.Fatalf("%v", got)
		}
		w.morning(10)
		w.morning(1)
		if got := rungs("东站员"); !slices.Equal(got, []string{"late", "soon"}) {
			t.Errorf("%v", got)
		}
		if got := rungs("东镇书记"); !slices.Equal(got, []string{"supervise"}) {
			t.Errorf("%v", got)
		}
		if got := rungs("西镇书记"); len(got) != 0 {
			t.Errorf("told of another township: %v", got)
		}
		w.act("东站长", i.ID, duty.Act{Step: duty.StepAccept})
		w.act("东站长", i.ID, duty.Act{Step: duty.StepReport, Done: true})
		w.act("县主任", i.ID, duty.Act{Step: duty.StepPass})
		w.act("县主任", i.ID, duty.Act{Step: duty.StepClose})
		if len(rungs("东站员"))+len(rungs("东镇书记")) != 0 {
			t.Error("a matter that is over is still told")
		}
	})
}

// TestAnItemOfAListRecurs until the list ends.
func TestAnItemOfAListRecurs(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("县主任", "task", "县")
		i := w.add("县主任", duty.NewItem{ListID: l.ID, Title: "报送周报", BodyID: w.bodies["农业局"], Due: "2026-11-20", Every: "week", Holiday: "before"})
		if i.No != "1" || i.Due != "2026-11-20" || i.Cycle != "2026-W47" {
			t.Fatalf("%+v", i.Item)
		}
		w.morning(14)
		rows, _, err := w.duty.Items(w.by("农业局长"), duty.ItemFilter{List: l.ID}, kernel.Page{})
		if err != nil || !slices.Equal(cycles(rows), []string{"2026-W47", "2026-W48", "2026-W49"}) {
			t.Errorf("%v %v", cycles(rows), err)
		}
	})
}

// TestTheCadresPage shows duties, this year's points and their state to the cadre and to who has their place.
func TestTheCadresPage(t *testing.T) {
	each(t, "taoyuan", func(w *world) {
		w.morning(0)
		l := w.list("东镇书记", "key_points", "东镇")
		w.add("东镇书记", duty.NewItem{ListID: l.ID, Title: "建成茶园 200 亩", PersonID: w.people["龙委员"]})
		for _, who := range []string{"龙委员", "东镇书记", "县主任"} {
			got := must(w.duty.OfPerson(w.by(who), w.people["龙委员"]))(t)
			if len(got.Points) != 1 || got.Year != "2026" || len(got.Duties) != 2 || got.Duties[1].Last == nil || got.Duties[1].Last.Due != "2026-11-05" {
				t.Fatalf("%s: %+v", who, got)
			}
		}
		_, err := w.duty.OfPerson(w.by("西镇书记"), w.people["龙委员"])
		w.wants(err, kernel.KindNotFound, "not_found")
		if got := must(w.duty.OfPerson(w.by("龙书记"), w.people["龙书记"]))(t); len(got.Duties) != 1 || got.Duties[0].Every != "" {
			t.Errorf("%+v", got.Duties)
		}
	})
}
