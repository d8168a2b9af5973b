package duty_test

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"testing"

	"touyan/internal/domain/duty"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

func picture() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 30)))
	return b.Bytes()
}

// TestAListBreaksDownFromCountyToPerson plays a list of three steps: what persons report moves the figures of their unit and of the
// county, by weight.
func TestAListBreaksDownFromCountyToPerson(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("县主任", "responsibility", "县")
		agri := w.add("县主任", duty.NewItem{ListID: l.ID, Title: "发展茶叶", BodyID: w.bodies["农业局"], Weight: 3})
		w.add("县主任", duty.NewItem{ListID: l.ID, Title: "修产业路", BodyID: w.bodies["交通局"], Weight: 1})
		east := w.add("农业局长", duty.NewItem{ListID: l.ID, ParentID: agri.ID, BodyID: w.bodies["东镇农业站"], Weight: 2})
		w.add("农业局长", duty.NewItem{ListID: l.ID, ParentID: agri.ID, BodyID: w.bodies["西镇农业站"], Weight: 1})
		mine := w.add("东站长", duty.NewItem{ListID: l.ID, ParentID: east.ID, PersonID: w.people["东站员"]})
		if mine.No != "1.1.1" || mine.State != duty.Assigned || mine.Owner.BodyName != "东镇农业站" {
			t.Fatalf("%+v", mine.Item)
		}
		w.refused("东站长", mine.ID, duty.Act{Step: duty.StepAccept}, kernel.KindForbidden, "not_yours")
		w.act("东站员", mine.ID, duty.Act{Step: duty.StepAccept})
		w.act("东站员", mine.ID, duty.Act{Step: duty.StepReport, Progress: 500, Note: "种了一半"})
		if got := w.get(agri.ID).Progress; got != 500*2/3 {
			t.Errorf("the department stands at %d", got)
		}
		got := must(w.duty.GetList(w.by("县主任"), l.ID))(w)
		if got.Progress != 333*3/4 || got.Items != 3 || got.Done != 0 {
			t.Errorf("the list stands at %+v", got.List)
		}
		if _, err := w.duty.Add(w.by("东站员"), duty.NewItem{ParentID: mine.ID, Title: "再分", Due: "2026-12-01"}); err == nil {
			t.Error("the last step was broken down further")
		}
		rows, _, err := w.duty.Items(w.by("县主任"), duty.ItemFilter{List: l.ID}, kernel.Page{})
		var nos []string
		for _, r := range rows {
			nos = append(nos, r.No)
		}
		if err != nil || !slices.Equal(nos, []string{"1", "1.1", "1.1.1", "1.2", "2"}) {
			t.Errorf("the tree reads %v %v", nos, err)
		}
		// Who broke something down sees what lies below it, and not what others owe.
		rows, _, err = w.duty.Items(w.by("农业局长"), duty.ItemFilter{List: l.ID}, kernel.Page{})
		nos = nil
		for _, r := range rows {
			nos = append(nos, r.No)
		}
		if err != nil || !slices.Equal(nos, []string{"1", "1.1", "1.1.1", "1.2"}) {
			t.Errorf("the department reads %v %v", nos, err)
		}
		w.even()
	})
}

// TestWhoMayOweComesFromTheUnitAndItsArea: a unit's own people first, then those of its area that the actor may see.
func TestWhoMayOweComesFromTheUnitAndItsArea(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		names := func(who string, at, in kernel.ID) (out []string) {
			for _, c := range must(w.duty.Owners(w.by(who), at, in, "person", ""))(w) {
				out = append(out, c.Name)
			}
			return out
		}
		east, station := w.places["东镇"].ID, w.bodies["东镇农业站"]
		got := names("东镇主任", east, station)
		if len(got) < 4 || !slices.Equal(got[:2], []string{"东站长", "东站员"}) || !slices.Contains(got, "龙书记") || slices.Contains(got, "西站长") {
			t.Errorf("%v", got)
		}
		if got := names("东站长", east, station); !slices.Equal(got[:2], []string{"东站长", "东站员"}) || slices.Contains(got, "龙书记") {
			t.Errorf("of a unit that sees itself and who stands above: %v", got)
		}
		if got := names("东镇主任", 0, station); !slices.Equal(got, []string{"东站长", "东站员"}) {
			t.Errorf("of the unit alone: %v", got)
		}
	})
}

// TestASecondPersonReviews: whoever reported neither passes nor writes off; without proof nothing is written off; an item that is
// taken up again keeps its history.
func TestASecondPersonReviews(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("东镇书记", "task", "东镇")
		i := w.add("东镇书记", duty.NewItem{ListID: l.ID, Title: "修渠", BodyID: w.bodies["东镇农业站"]})
		w.act("东站长", i.ID, duty.Act{Step: duty.StepAccept})
		w.act("东站长", i.ID, duty.Act{Step: duty.StepReport, Done: true, Note: "修好了"})
		w.refused("东站长", i.ID, duty.Act{Step: duty.StepPass}, kernel.KindForbidden, "not_yours")
		w.refused("东站员", i.ID, duty.Act{Step: duty.StepPass}, kernel.KindForbidden, "not_yours")
		w.act("东镇书记", i.ID, duty.Act{Step: duty.StepReturn, Note: "缺照片"})
		key := "once"
		for range 2 {
			must(w.duty.AddEvidence(w.by("东站员"), i.ID, key, []duty.Upload{{Data: picture()}}))(t)
		}
		w.act("东站员", i.ID, duty.Act{Step: duty.StepReport, Done: true})
		w.act("东镇书记", i.ID, duty.Act{Step: duty.StepPass})
		d := w.act("东镇书记", i.ID, duty.Act{Step: duty.StepClose})
		if d.State != duty.Closed || d.Open || d.Evidence != 1 || d.Done != w.today() || d.Progress != duty.Full {
			t.Fatalf("%+v", d.Item)
		}
		d = w.act("东镇书记", i.ID, duty.Act{Step: duty.StepReopen, Note: "又堵了"})
		if d.State != duty.Doing || d.Reopened != 1 || len(d.Timeline) < 8 || d.EvidenceList[0].Kind != "photo" {
			t.Fatalf("%+v", d)
		}
		w.even()

		bare := w.add("东镇书记", duty.NewItem{ListID: l.ID, Title: "开会", BodyID: w.bodies["东镇农业站"]})
		w.act("东站员", bare.ID, duty.Act{Step: duty.StepAccept})
		w.act("东站员", bare.ID, duty.Act{Step: duty.StepReport, Done: true})
		w.act("东镇书记", bare.ID, duty.Act{Step: duty.StepPass})
		w.refused("东镇书记", bare.ID, duty.Act{Step: duty.StepClose}, kernel.KindConflict, "proof_missing")
	})
}

// TestWhoReportedDoesNotReview also where they have the place: a secretary who reports what a post of theirs owes.
func TestWhoReportedDoesNotReview(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("东镇书记", "responsibility", "东镇", func(n *duty.NewList) { n.Type = "party_building" })
		i := w.add("东镇书记", duty.NewItem{ListID: l.ID, BodyID: w.bodies["东镇农业站"], Fields: map[string]string{"field": "农村"}})
		w.officer("东镇书记", "department_head", "", "东镇农业站")
		w.act("东镇书记", i.ID, duty.Act{Step: duty.StepAccept})
		w.act("东镇书记", i.ID, duty.Act{Step: duty.StepReport, Done: true})
		w.refused("东镇书记", i.ID, duty.Act{Step: duty.StepPass}, kernel.KindForbidden, "second_person")
		_, err := w.duty.Add(w.by("东镇书记"), duty.NewItem{ListID: l.ID, Title: "x", Due: "2026-12-01", Fields: map[string]string{"field": "太空"}})
		w.wants(err, kernel.KindInvalid, "bad_field")
	})
}

// TestNobodyElseSees: neighbours find nothing, and nothing is given to them across the border.
func TestNobodyElseSees(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("东镇书记", "task", "东镇")
		i := w.add("东镇书记", duty.NewItem{ListID: l.ID, BodyID: w.bodies["东镇农业站"]})
		for _, who := range []string{"西镇书记", "西站长", "交通干部", "寨书记"} {
			_, err := w.duty.Get(w.by(who), i.ID)
			w.wants(err, kernel.KindNotFound, "not_found")
			_, err = w.duty.GetList(w.by(who), l.ID)
			w.wants(err, kernel.KindNotFound, "not_found")
			_, err = w.duty.Act(w.by(who), i.ID, duty.Act{Step: duty.StepUrge, Rev: i.Rev, Note: "快"})
			w.wants(err, kernel.KindNotFound, "not_found")
			rows, _, err := w.duty.Items(w.by(who), duty.ItemFilter{Box: duty.BoxUnit}, kernel.Page{})
			if err != nil || len(rows) > 0 {
				t.Errorf("%s sees %v %v", who, rows, err)
			}
		}
		_, err := w.duty.Add(w.by("东镇书记"), duty.NewItem{ListID: l.ID, Title: "越界", BodyID: w.bodies["西镇农业站"], Due: "2026-12-01"})
		w.wants(err, kernel.KindInvalid, "owner_elsewhere")
		_, err = w.duty.MakeList(w.as("东镇书记", duty.PermMake), duty.NewList{Type: "task", Title: "越界", PlaceID: w.places["西镇"].ID, To: "2026-12-31"})
		w.wants(err, kernel.KindNotFound, "not_found")
	})
}

// TestATaskForceHasOneList: its lead and members see all of it, each department what it owes.
func TestATaskForceHasOneList(t *testing.T) {
	each(t, "xiangning", func(w *world) {
		l := w.list("县主任", "task_force", "县", func(n *duty.NewList) { n.BodyID = w.bodies["茶叶专班"] })
		agri := w.add("县主任", duty.NewItem{ListID: l.ID, Title: "育苗", BodyID: w.bodies["农业局"]})
		road := w.add("专班组长", duty.NewItem{ListID: l.ID, Title: "修路", BodyID: w.bodies["交通局"]})
		w.add("农业局长", duty.NewItem{ListID: l.ID, ParentID: agri.ID, Title: "采购", PersonID: w.people["农业干部"]})
		for _, who := range []string{"专班组长", "专班成员", "县主任"} {
			rows, _, err := w.duty.Items(w.by(who), duty.ItemFilter{List: l.ID}, kernel.Page{})
			if err != nil || len(rows) != 3 {
				t.Errorf("%s sees %d of 3: %v", who, len(rows), err)
			}
		}
		rows, _, err := w.duty.Items(w.by("交通干部"), duty.ItemFilter{List: l.ID}, kernel.Page{})
		if err != nil || len(rows) != 1 || rows[0].ID != road.ID {
			t.Errorf("the department sees %+v %v", rows, err)
		}
		team := must(w.duty.GetList(w.by("专班成员"), l.ID))(t).Team
		if len(team) != 2 || team[0].Name != "专班组长" || !team[0].Lead {
			t.Errorf("%+v", team)
		}
		w.even()
	})
}

// TestAPledgeIsSignedByItsOwner: day and name are kept, and its items stand from then on.
func TestAPledgeIsSignedByItsOwner(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("县主任", "pledge", "县", func(n *duty.NewList) { n.OwnerID = w.people["东镇书记"] })
		w.add("县主任", duty.NewItem{ListID: l.ID, Title: "消除空壳村", PersonID: w.people["东镇书记"]})
		_, err := w.duty.SignList(w.as("西镇书记", duty.PermWork), l.ID, l.Rev)
		w.wants(err, kernel.KindNotFound, "not_found")
		_, err = w.duty.SignList(w.as("县主任", duty.PermWork), l.ID, l.Rev)
		w.wants(err, kernel.KindForbidden, "not_yours")
		got := must(w.duty.SignList(w.as("东镇书记", duty.PermWork), l.ID, l.Rev))(t)
		if got.Signed != w.today() || got.SignedBy != "东镇书记" {
			t.Errorf("%+v", got.List)
		}
		_, err = w.duty.Add(w.by("县主任"), duty.NewItem{ListID: l.ID, Title: "再加一条", PersonID: w.people["东镇书记"], Due: "2026-12-01"})
		w.wants(err, kernel.KindConflict, "list_signed")
		_, err = w.duty.SignList(w.as("东镇书记", duty.PermWork), l.ID, got.Rev)
		w.wants(err, kernel.KindConflict, "signed_already")
	})
}

// TestADayIsPutOffByAnother asks, grants once, and no more than the type allows.
func TestADayIsPutOffByAnother(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("东镇书记", "responsibility", "东镇")
		i := w.add("东镇书记", duty.NewItem{ListID: l.ID, BodyID: w.bodies["东镇农业站"], Due: "2026-11-30"})
		w.act("东站长", i.ID, duty.Act{Step: duty.StepAccept})
		w.refused("东站长", i.ID, duty.Act{Step: duty.StepAskExtend, Due: "2026-11-29", Note: "雨"}, kernel.KindInvalid, "must_be_later")
		w.act("东站长", i.ID, duty.Act{Step: duty.StepAskExtend, Due: "2026-12-10", Note: "雨"})
		w.refused("东站长", i.ID, duty.Act{Step: duty.StepExtend}, kernel.KindForbidden, "not_yours")
		d := w.act("东镇书记", i.ID, duty.Act{Step: duty.StepExtend})
		if d.Due != "2026-12-10" || d.Extensions != 1 {
			t.Fatalf("%+v", d.Item)
		}
		w.refused("东站长", i.ID, duty.Act{Step: duty.StepAskExtend, Due: "2026-12-20", Note: "又雨"}, kernel.KindConflict, "extended_enough")
	})
}

// TestAnOrderRunsItsChain: issued, urged, reported back, issued anew by another, closed.
func TestAnOrderRunsItsChain(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("县主任", "task", "县")
		i := w.add("县主任", duty.NewItem{ListID: l.ID, BodyID: w.bodies["东镇农业站"]})
		w.act("县主任", i.ID, duty.Act{Step: duty.StepUrge, Note: "请抓紧"})
		if got := w.act("县主任", i.ID, duty.Act{Step: duty.StepUrge, Note: "再催"}); got.Urges != 2 {
			t.Errorf("urged %d times", got.Urges)
		}
		must(w.duty.IssueOrder(w.as("县主任", duty.PermOrder), i.ID, duty.NewOrder{Text: "三日内整改", Due: w.today().Add(3), ClientKey: "k"}))(t)
		d := must(w.duty.IssueOrder(w.as("县主任", duty.PermOrder), i.ID, duty.NewOrder{Text: "三日内整改", Due: w.today().Add(3), ClientKey: "k"}))(t)
		if len(d.Orders) != 1 {
			t.Fatalf("sent twice, issued %d times", len(d.Orders))
		}
		step := func(who, step, note string, due kernel.Day) duty.Order {
			o := w.get(i.ID).Orders
			last := o[len(o)-1]
			d, err := w.duty.ActOrder(w.by(who), last.ID, duty.OrderAct{Step: step, Rev: last.Rev, Note: note, Due: due})
			if err != nil {
				t.Fatalf("%s %s: %v", who, step, err)
			}
			return d.Orders[len(d.Orders)-1]
		}
		step("东站长", duty.StepReceive, "", "")
		step("县主任", duty.StepUrge, "", "")
		step("东站长", duty.StepBack, "改了", "")
		last := w.get(i.ID).Orders[0]
		_, err := w.duty.ActOrder(w.by("东站长"), last.ID, duty.OrderAct{Step: duty.StepSettle, Rev: last.Rev})
		w.wants(err, kernel.KindForbidden, "not_yours")
		if again := step("县主任", duty.StepReissue, "不到位，重办", w.today().Add(2)); again.AfterID != last.ID || again.State != duty.OrderIssued {
			t.Errorf("%+v", again)
		}
		step("东站长", duty.StepBack, "这次到位了", "")
		if got := step("县主任", duty.StepSettle, "属实", ""); got.State != duty.OrderClosed || got.Verifier != "县主任" || got.Open {
			t.Errorf("%+v", got)
		}
		open, _, err := w.duty.Orders(dbtest.System(t), 0, true, kernel.Page{})
		if err != nil || len(open) > 0 {
			t.Errorf("%v %v", open, err)
		}
	})
}

// A phone that got no answer sends its step again, at the revision it saw: the step is taken once. Another one is too late.
func TestAStepSentTwiceIsTakenOnce(t *testing.T) {
	each(t, "zhushan", func(w *world) {
		l := w.list("县主任", "responsibility", "县")
		i := w.add("县主任", duty.NewItem{ListID: l.ID, Title: "发展茶叶", BodyID: w.bodies["农业局"], Weight: 1})
		accept := duty.Act{Step: duty.StepAccept, Rev: i.Rev, ClientKey: "k1"}
		once := must(w.duty.Act(w.by("农业局长"), i.ID, accept))(w)
		twice := must(w.duty.Act(w.by("农业局长"), i.ID, accept))(w)
		if twice.Rev != once.Rev || twice.State != duty.Accepted || len(twice.Timeline) != len(once.Timeline) {
			t.Fatalf("rev %d and %d", once.Rev, twice.Rev)
		}
		for _, late := range []duty.Act{{Step: duty.StepReport, Rev: i.Rev, ClientKey: "k1"}, {Step: duty.StepAccept, Rev: i.Rev, ClientKey: "k2"}} {
			if _, err := w.duty.Act(w.by("农业局长"), i.ID, late); kernel.KindOf(err) != kernel.KindConflict {
				t.Errorf("%+v: %v", late, err)
			}
		}
	})
}
