package casework_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// B1 from a resident's phone to the closed case.
func TestB1Walk(t *testing.T) {
	each(t, func(w *world) {
		id, code := w.report("一组", casework.NewCase{Topic: "water", Name: "王小明", Contact: "13812345678", Photos: uploads(photo(80))})
		d := w.get(id)
		if d.State != "reported" || d.Path != "昌宁镇 / 龙鼻村 / 一组" || d.ReporterName != "王**" || d.Contact != "138****5678" || d.Photos != 1 {
			w.t.Fatalf("%+v", d.Case)
		}
		w.act("专职", id, casework.Action{Name: "accept"})
		w.act("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
		if d = w.get(id); d.Body == nil || d.Body.Name != "水利局" || d.Assignee != nil {
			w.t.Fatalf("dispatched to %+v %+v", d.Body, d.Assignee)
		}
		if got := must(w.cases.Get(w.by("水利"), id))(w.t); len(got.PhotoList) != 1 || got.Path == "" {
			w.t.Fatalf("the department sees %+v", got)
		}
		d = w.act("水利", id, casework.Action{Name: "claim"})
		if d.Assignee == nil || d.Assignee.ID != w.people["水利"] || d.State != "handling" {
			w.t.Fatalf("claimed %+v", d.Case)
		}
		must(w.cases.AddPhotos(w.by("水利"), id, "", uploads(photo(200))))(w.t)
		w.act("水利", id, casework.Action{Name: "feedback", Note: "水渠已疏通"})
		d = w.act("值班员", id, casework.Action{Name: "verify"})
		if d.Feedback != "水渠已疏通" || len(d.Actions) == 0 {
			w.t.Fatalf("verified %+v", d)
		}
		f := must(w.cases.Follow(w.public(), strings.ToLower(code)))(w.t)
		if f.Rate == "" || f.Reopen == "" || len(f.Photos) != 2 {
			w.t.Fatalf("followed %+v", f)
		}
		if err := w.cases.Rate(w.public(), code, 5, "很快"); err != nil {
			w.t.Fatal(err)
		}
		f = must(w.cases.Follow(w.public(), code))(w.t)
		if f.Rating != 5 || f.Rate != "" {
			w.t.Fatalf("rated %+v", f)
		}
		d = w.act("值班员", id, casework.Action{Name: "close"})
		if d.State != "closed" || d.Due != 0 || d.Light != "" || d.Rating != 5 {
			w.t.Fatalf("closed %+v", d.Case)
		}
		var done []string
		for _, i := range d.Timeline {
			done = append(done, i.Action)
		}
		want := []string{
			"casework.report", "casework.accept", "casework.dispatch", "casework.claim", "casework.add_photo",
			"casework.feedback", "casework.verify", "casework.rate", "casework.close",
		}
		if !slices.Equal(done, want) {
			w.t.Fatalf("timeline %v", done)
		}
		if i := d.Timeline[2]; i.Name != "派单" || i.To != "水利局" || i.Actor != "网格长" || i.State != "dispatched" {
			w.t.Fatalf("%+v", i)
		}
	})
}

func TestTheReporterSeesNoOfficer(t *testing.T) {
	each(t, func(w *world) {
		id, code := w.report("龙鼻村", casework.NewCase{Topic: "road"})
		w.act("网格长", id, casework.Action{Name: "accept"})
		w.act("网格长", id, casework.Action{Name: "dispatch", AssigneeID: w.people["专职"]})
		w.act("专职", id, casework.Action{Name: "return", Reason: "不归我管"})
		w.act("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["住建局"]})
		w.act("住建", id, casework.Action{Name: "claim"})
		w.act("住建", id, casework.Action{Name: "feedback", Note: "路已补好"})
		f := must(w.cases.Follow(w.public(), code))(w.t)
		page := fmt.Sprintf("%+v", f.Page("zh"))
		for name := range w.people {
			if strings.Contains(page, name) {
				w.t.Errorf("the page names %s: %s", name, page)
			}
		}
		if strings.Contains(page, "不归我管") || !strings.Contains(page, "路已补好") {
			w.t.Errorf("an internal step is public, or the answer is not: %s", page)
		}
	})
}

// Every step of the type, from every state, by everybody: only who stands as the pack says gets through.
func TestEveryStepNeedsItsParty(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("一组", casework.NewCase{Topic: "water"})
		no := func(a casework.Action, names ...string) {
			w.t.Helper()
			for _, n := range names {
				w.refused(n, id, a, kernel.KindForbidden, "not_yours")
			}
		}
		away := func(a casework.Action, names ...string) {
			w.t.Helper()
			for _, n := range names {
				w.refused(n, id, a, kernel.KindNotFound, "not_found")
			}
		}
		accept := casework.Action{Name: "accept"}
		away(accept, "邻镇值班员", "邻村专职", "水利", "微格员")
		no(accept, "监督员")
		w.refused("专职", id, casework.Action{Name: "verify"}, kernel.KindConflict, "wrong_state")
		w.refused("专职", id, casework.Action{Name: "dance"}, kernel.KindInvalid, "unknown_action")
		w.act("专职", id, accept)
		w.refused("专职", id, accept, kernel.KindConflict, "wrong_state")
		dispatch := casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]}
		no(dispatch, "专职", "组长", "监督员")
		away(dispatch, "水利", "邻镇值班员")
		w.refused("网格长", id, casework.Action{Name: "dispatch"}, kernel.KindInvalid, "required")
		w.refused("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["合作社"]}, kernel.KindInvalid, "not_a_target")
		w.refused("网格长", id, casework.Action{Name: "dispatch", AssigneeID: w.people["邻村专职"]}, kernel.KindInvalid, "not_a_target")
		w.refused("网格长", id, casework.Action{Name: "dispatch", AssigneeID: w.people["县主任"]}, kernel.KindInvalid, "not_a_target")
		w.act("网格长", id, dispatch)
		claim := casework.Action{Name: "claim"}
		no(claim, "网格长", "专职", "值班员", "监督员")
		away(claim, "住建", "水管", "邻镇值班员")
		w.act("水利", id, claim)
		feedback := casework.Action{Name: "feedback", Note: "好了"}
		no(feedback, "网格长", "值班员", "监督员")
		w.refused("水利", id, casework.Action{Name: "feedback"}, kernel.KindInvalid, "required")
		w.refused("水利", id, casework.Action{Name: "feedback", Note: "好了", BodyID: w.bodies["住建局"]}, kernel.KindInvalid, "not_asked")
		w.act("水利二", id, feedback)
		verify := casework.Action{Name: "verify"}
		no(verify, "网格长", "专职", "水利", "监督员")
		w.act("值班员", id, verify)
		for _, n := range []string{"网格长", "专职", "水利", "值班员"} {
			w.refused(n, id, casework.Action{Name: "rate", Rating: 5}, kernel.KindForbidden, "not_yours")
		}
	})
}

func TestReturnLeavesTheScopeOfTheBody(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("龙鼻村", casework.NewCase{Photos: uploads(photo(9))})
		w.act("网格长", id, casework.Action{Name: "accept"})
		w.act("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水管站"]})
		w.refused("水管", id, casework.Action{Name: "return"}, kernel.KindInvalid, "required")
		d := w.act("水管", id, casework.Action{Name: "return", Reason: "属县水利局"})
		if d.Body != nil || d.State != "accepted" {
			w.t.Fatalf("%+v", d.Case)
		}
		_, err := w.cases.Get(w.by("水管"), id)
		w.wants(err, kernel.KindNotFound, "not_found")
		if got := must(w.cases.Get(w.by("网格长"), id))(w.t); len(got.PhotoList) != 1 || got.Timeline[len(got.Timeline)-1].Note != "属县水利局" {
			w.t.Fatalf("%+v", got)
		}
		if _, err := w.cases.Photo(w.by("网格长"), id, w.get(id).PhotoList[0].ID, ""); err != nil {
			w.t.Fatal(err)
		}
		_, err = w.cases.Photo(w.by("水管"), id, w.get(id).PhotoList[0].ID, "")
		w.wants(err, kernel.KindNotFound, "not_found")
	})
}

func TestSomebodyElseWasFaster(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("龙鼻村", casework.NewCase{})
		rev := w.get(id).Rev
		w.act("专职", id, casework.Action{Name: "accept"})
		w.refused("网格长", id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"], Rev: rev}, kernel.KindConflict, "changed_meanwhile")
		_, err := w.cases.Act(w.by("网格长"), id, casework.Action{Name: "dispatch", BodyID: w.bodies["水利局"]})
		w.wants(err, kernel.KindInvalid, "required")
	})
}

func TestSentTwice(t *testing.T) {
	each(t, func(w *world) {
		n := casework.NewCase{Text: "路灯不亮", ClientKey: "k-1", Photos: uploads(photo(7))}
		a := must(w.cases.Report(w.public(), w.places["一组"].Code, n))(w.t)
		b := must(w.cases.Report(w.public(), w.places["一组"].Code, n))(w.t)
		if a.Page("zh").No != b.Page("zh").No || a.Code != b.Code {
			w.t.Fatalf("%+v %+v", a, b)
		}
		n.Text = "别人的事"
		_, err := w.cases.Report(w.public(), w.places["一组"].Code, n)
		w.wants(err, kernel.KindConflict, "client_key_used")
		id := must(w.cases.Follow(w.public(), a.Code))(w.t).ID
		act := casework.Action{Name: "accept", Rev: 1, ClientKey: "tap"}
		one := must(w.cases.Act(w.by("专职"), id, act))(w.t)
		two := must(w.cases.Act(w.by("专职"), id, act))(w.t)
		if one.Rev != two.Rev || two.State != "accepted" || len(two.Timeline) != 2 {
			w.t.Fatalf("%+v", two)
		}
		_, err = w.cases.Act(w.by("网格长"), id, act)
		w.wants(err, kernel.KindConflict, "changed_meanwhile")
		c := casework.NewCase{Text: "井盖坏了", PlaceID: w.places["一组"].ID, ClientKey: "k-1"}
		first := must(w.cases.Create(w.as("组长", casework.PermCreate), c))(w.t)
		again := must(w.cases.Create(w.as("组长", casework.PermCreate), c))(w.t)
		if first.ID != again.ID || first.FollowCode != again.FollowCode || first.ReporterName != "组长" || first.ID == id {
			w.t.Fatalf("%+v %+v", first, again)
		}
	})
}

func TestCreateElsewhereIsForbidden(t *testing.T) {
	each(t, func(w *world) {
		_, err := w.cases.Create(w.as("邻村专职", casework.PermCreate), casework.NewCase{Text: "x", PlaceID: w.places["一组"].ID})
		w.wants(err, kernel.KindForbidden, "out_of_scope")
		for _, bad := range []struct {
			n           casework.NewCase
			field, code string
		}{
			{casework.NewCase{}, "text", "required"},
			{casework.NewCase{Text: strings.Repeat("长", 2001)}, "text", "too_long"},
			{casework.NewCase{Text: "x", Contact: "call me"}, "contact", "bad_contact"},
			{casework.NewCase{Text: "x", Topic: "gossip"}, "topic", "unknown_topic"},
			{casework.NewCase{Text: "x", Type: "gossip"}, "type", "unknown_type"},
			{casework.NewCase{Text: "x", Photos: uploads([]byte("GIF89a"))}, "photos", "picture_type"},
			{casework.NewCase{Text: "x", Photos: make([]casework.Upload, 7)}, "photos", "too_many"},
		} {
			_, err := w.cases.Report(w.public(), w.places["一组"].Code, bad.n)
			var ke *kernel.Error
			if !errors.As(err, &ke) || ke.Field != bad.field || ke.Code != bad.code {
				w.t.Errorf("%+v: %v", bad, err)
			}
		}
		_, err = w.cases.Report(w.public(), "999999999999", casework.NewCase{Text: "x"})
		if kernel.KindOf(err) != kernel.KindNotFound {
			w.t.Error(err)
		}
	})
}

func TestAnonymousKeepsNothing(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("一组", casework.NewCase{Name: "李四", Contact: "13912345678", Anonymous: true})
		d := w.get(id)
		if !d.Anonymous || d.ReporterName != "" || d.Contact != "" {
			w.t.Fatalf("%+v", d.Case)
		}
		r := must(w.cases.Reveal(w.as("网格长", casework.PermReveal), id, "核实"))(w.t)
		if r.Name != "" || r.Contact != "" {
			w.t.Fatalf("%+v", r)
		}
		err := w.d.Read(dbtest.System(w.t), func(tx *db.ReadTx) error {
			events, err := tx.Timeline("case", id)
			if text := fmt.Sprintf("%+v", events); strings.Contains(text, "李四") || strings.Contains(text, "13912345678") || strings.Contains(text, "k1.") {
				w.t.Error("the journal keeps who it was")
			}
			return err
		})
		if err != nil {
			w.t.Fatal(err)
		}
	})
}

func TestRevealIsInTheJournal(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("一组", casework.NewCase{Name: "王小明", Contact: "138 1234 5678"})
		_, err := w.cases.Reveal(w.as("网格长", casework.PermReveal), id, " ")
		w.wants(err, kernel.KindInvalid, "required")
		r := must(w.cases.Reveal(w.as("网格长", casework.PermReveal), id, "联系核实"))(w.t)
		if r.Name != "王小明" || r.Contact != "138 1234 5678" {
			w.t.Fatalf("%+v", r)
		}
		d := w.get(id)
		last := d.Timeline[len(d.Timeline)-1]
		if last.Action != "casework.reveal" || last.Note != "联系核实" || last.Actor != "网格长" {
			w.t.Fatalf("%+v", last)
		}
		_, err = w.cases.Reveal(w.as("专职", casework.PermReveal), id, "x") // no such permission: no arms
		w.wants(err, kernel.KindNotFound, "not_found")
	})
}

func TestPhotosAreStripped(t *testing.T) {
	each(t, func(w *world) {
		data := photo(50)
		if !bytes.Contains(data, []byte("GPSLatitude")) {
			t.Fatal("the fixture has no place")
		}
		id, code := w.report("一组", casework.NewCase{Photos: uploads(data, data)})
		d := w.get(id)
		if len(d.PhotoList) != 1 || d.PhotoList[0].By != "reporter" || d.PhotoList[0].Width != 40 {
			w.t.Fatalf("%+v", d.PhotoList)
		}
		f := must(w.cases.PhotoByCode(w.public(), code, d.PhotoList[0].ID, ""))(w.t)
		kept := must(io.ReadAll(f.Data))(w.t)
		_ = f.Data.Close()
		if bytes.Contains(kept, []byte("GPSLatitude")) || f.Mime != "image/jpeg" {
			w.t.Error("the place is still in it")
		}
		_, other := w.report("一组", casework.NewCase{Text: "别的事"})
		_, err := w.cases.PhotoByCode(w.public(), other, d.PhotoList[0].ID, "")
		w.wants(err, kernel.KindNotFound, "not_found")
		_, err = w.cases.PhotoByCode(w.public(), "0000-0000-0000-0000", d.PhotoList[0].ID, "")
		w.wants(err, kernel.KindNotFound, "not_found")
		_, err = w.cases.AddPhotos(w.by("监督员"), id, "", uploads(photo(1)))
		w.wants(err, kernel.KindForbidden, "not_yours")
		again := must(w.cases.AddPhotos(w.by("专职"), id, "", uploads(data, photo(2))))(w.t)
		if again.Photos != 2 || len(again.PhotoList) != 2 {
			w.t.Fatalf("%+v", again.PhotoList)
		}
	})
}
