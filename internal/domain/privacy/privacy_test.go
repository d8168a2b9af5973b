package privacy_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/link"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/privacy"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

const phone = "13812345678"

// world is a township with a village, a director at the counter, a grid head, a clerk, and a resident who reported.
type world struct {
	t       *testing.T
	d       *db.DB
	clock   *dbtest.Clock
	sys     context.Context
	person  *person.Service
	body    *body.Service
	access  *access.Service
	cases   *casework.Service
	facts   *fact.Service
	privacy *privacy.Service
	places  map[string]place.Place
	account map[string]kernel.ID

	resident kernel.ID
}

func ok[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func each(t *testing.T, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { fn(newWorld(t, d, c)) })
}

func newWorld(t *testing.T, d *db.DB, c *dbtest.Clock) *world {
	p := ok(pack.Load(packs.FS, "base", "xiangning"))(t)
	keys := ok(crypt.Load(t.TempDir()))(t)
	days := p.Calendar()
	w := &world{t: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}, account: map[string]kernel.ID{}}
	places := place.New(d, p)
	w.person = person.New(d, keys, places)
	w.body = body.New(d, p, places, w.person)
	w.access = access.New(access.Options{DB: d, Pack: p, Place: places, Person: w.person, Body: w.body})
	store := ok(files.Local(t.TempDir()))(t)
	w.cases = casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: store, Days: days, Place: places, Body: w.body, Person: w.person})
	w.facts = fact.New(d, p, keys, places, w.person)
	visits := visit.New(visit.Options{
		DB: d, Pack: p, Keys: keys, Files: store, Place: places, Person: w.person, Body: w.body, Link: link.New(d, p, places, w.person, w.body), Cases: w.cases,
	})
	w.privacy = privacy.New(privacy.Options{
		DB: d, Pack: p, Keys: keys, Days: days, Place: places, Person: w.person, Body: w.body, Access: w.access, Casework: w.cases, Visit: visits, Fact: w.facts,
	})
	w.places["乡宁县"] = ok(places.CreateCounty(w.sys, "141029", "乡宁县"))(t)
	for _, n := range [][2]string{{"乡宁县", "昌宁镇"}, {"乡宁县", "西坡镇"}, {"昌宁镇", "龙鼻村"}} {
		w.places[n[1]] = ok(places.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	for _, o := range [][3]string{{"主任", "township_centre_director", "昌宁镇"}, {"邻镇主任", "township_centre_director", "西坡镇"}, {"网格长", "grid_head", "龙鼻村"}} {
		id := ok(w.person.Create(w.sys, person.Draft{Name: o[0], PlaceID: w.places[o[2]].ID}))(t).ID
		ok(w.body.Appoint(w.sys, body.NewAppointment{Post: o[1], PersonID: id, PlaceID: w.places[o[2]].ID}))(t)
		w.account[o[0]] = ok(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: id, Login: "u" + id.String()}}))(t)[0]
	}
	w.resident = ok(w.person.Create(w.sys, person.Draft{Name: "张有礼", PlaceID: w.places["龙鼻村"].ID, Phone: phone}))(t).ID
	return w
}

func (w *world) as(name, perm string) context.Context {
	w.t.Helper()
	a := ok(w.access.Resolve(w.t.Context(), dbtest.County, w.account[name]))(w.t)
	return kernel.WithActor(w.t.Context(), a.For(perm))
}

func (w *world) counter() context.Context { return w.as("主任", privacy.PermCounter) }
func (w *world) clerk() context.Context   { return w.as("主任", privacy.PermRequest) }

func (w *world) wants(err error, kind kernel.Kind, code string) {
	w.t.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Kind != kind || ke.Code != code {
		w.t.Fatalf("got %v, want %s %s", err, kind, code)
	}
}

// report is a resident's report that was dealt with, unless it is to stay open.
func (w *world) report(text, number string, closed bool) kernel.ID {
	w.t.Helper()
	public := kernel.WithActor(w.t.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: dbtest.County, Name: "public"})
	r := ok(w.cases.Report(public, w.places["龙鼻村"].Code, casework.NewCase{Text: text, Name: "张有礼", Contact: number}))(w.t)
	id := ok(w.cases.Follow(public, r.Code))(w.t).ID
	if closed {
		d := ok(w.cases.Get(w.sys, id))(w.t)
		ok(w.cases.Act(w.as("主任", casework.PermList), id, casework.Action{Name: "reject", Rev: d.Rev, Reason: "不属于受理范围"}))(w.t)
	}
	return id
}

var why = privacy.Asked{Identity: "身份证原件", Reason: "本人要求查阅"}

func (h heldView) rows(key string) [][]string {
	for _, s := range h.Sections {
		if s.Key == key {
			return s.Rows
		}
	}
	return nil
}

type heldView struct{ privacy.Held }

func TestTheCounterShowsAllThatIsHeldAndWhoLooked(t *testing.T) {
	each(t, func(w *world) {
		w.report("村口水渠堵了", phone, false)
		w.report("别人的事", "13999999999", false)
		ok(w.body.Appoint(w.sys, body.NewAppointment{Post: "duty_cadre", PersonID: w.resident, PlaceID: w.places["龙鼻村"].ID}))(t)
		home := ok(w.person.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places["龙鼻村"].ID, From: "2020-01-01", Members: []person.NewMember{
			{PersonID: w.resident, Relation: person.Head, Registered: true, Lives: true},
		}}))(t)
		ok(w.facts.Set(w.sys, home.ID, "", []fact.Change{{Field: "water", Value: "well"}, {Field: "help_note", Value: "听力不好"}}))(t)
		ok(w.person.Reveal(w.as("主任", person.PermReveal), w.resident, "核实地址"))(t)
		w.clock.Add(time.Hour)
		h := heldView{ok(w.privacy.Held(w.counter(), w.resident, why))(t)}
		if p := h.rows("person"); len(p) != 1 || p[0][2] != phone || !strings.Contains(p[0][1], "龙鼻村") {
			t.Errorf("person: %v", p)
		}
		if p := h.rows("posts"); len(p) != 1 || !strings.Contains(p[0][0], "值班干部") {
			t.Errorf("posts: %v", p)
		}
		if c := h.rows("cases"); len(c) != 1 || c[0][3] != "村口水渠堵了" {
			t.Errorf("cases by number: %v", c)
		}
		if c := h.rows("card"); len(c) != 2 || c[0][0] != "饮水来源" || c[0][1] != "自家井水泉水" || strings.Contains(c[1][1], "听力") {
			t.Errorf("the card of the household: %v", c)
		}
		if len(h.Looks) != 1 { // its own look is being written
			t.Fatalf("looks: %+v", h.Looks)
		}
		first := h.Looks[0]
		if first.Name != "主任" || first.Reason != "核实地址" || !strings.Contains(first.Posts, "昌宁镇") || first.Action != "person.reveal" {
			t.Errorf("the reveal: %+v", first)
		}
		again := ok(w.privacy.Held(w.counter(), w.resident, why))(t)
		if l := again.Looks[0]; len(again.Looks) != 2 || l.Action != "privacy.counter" || !strings.Contains(l.Reason, "身份证原件") {
			t.Errorf("the look at the counter is itself a look: %+v", again.Looks)
		}
		_, err := w.privacy.Held(w.counter(), w.resident, privacy.Asked{Identity: "身份证"})
		w.wants(err, kernel.KindInvalid, "required")
		_, err = w.privacy.Held(w.counter(), w.resident, privacy.Asked{Reason: "查阅"})
		w.wants(err, kernel.KindInvalid, "required")
		_, err = w.privacy.Held(w.as("邻镇主任", privacy.PermCounter), w.resident, why)
		w.wants(err, kernel.KindNotFound, "not_found")
		_, err = w.privacy.Held(w.as("网格长", privacy.PermCounter), w.resident, why)
		w.wants(err, kernel.KindNotFound, "not_found")
	})
}

func TestWhoLookedIsShownWhereverThePersonLivedThen(t *testing.T) {
	each(t, func(w *world) {
		ok(w.person.Reveal(w.as("主任", person.PermReveal), w.resident, "核实地址"))(t)
		p := ok(w.person.Get(w.sys, w.resident))(t)
		there := w.places["西坡镇"].ID
		ok(w.person.Update(w.sys, w.resident, person.Change{Rev: p.Rev, PlaceID: &there}))(t)
		h := ok(w.privacy.Held(w.as("邻镇主任", privacy.PermCounter), w.resident, why))(t)
		if len(h.Looks) != 1 || h.Looks[0].Name != "主任" {
			t.Errorf("%+v", h.Looks)
		}
	})
}

func TestARequestHasAClock(t *testing.T) {
	each(t, func(w *world) {
		ask := privacy.NewRequest{Kind: "correct", PersonID: w.resident, AskedBy: privacy.BySelf, AskerPhone: phone, Proof: "身份证原件", Text: "电话换了", ClientKey: "k1"}
		r := ok(w.privacy.Ask(w.clerk(), ask))(t)
		want := time.Date(2026, 12, 7, 23, 59, 59, 999e6, kernel.Zone).UnixMilli() // fifteen working days after Monday the 16th
		if r.Due != want || r.Light != "green" || r.State != privacy.Received || r.AskerPhone != "138****5678" || r.WorkdaysLeft != 15 {
			t.Errorf("%+v", r)
		}
		if twice := ok(w.privacy.Ask(w.clerk(), ask))(t); twice.ID != r.ID {
			t.Error("sent twice, entered twice")
		}
		another := ask
		another.Text = "请删除电话"
		_, err := w.privacy.Ask(w.clerk(), another)
		w.wants(err, kernel.KindConflict, "client_key_used")
		for day, light := range map[string]string{"2026-12-04": "amber", "2026-12-03": "blue", "2026-12-08": "red"} {
			w.clock.Set(kernel.Day(day).Time().Add(10 * time.Hour))
			if now := ok(w.privacy.Get(w.clerk(), r.ID))(t); now.Light != light {
				t.Errorf("%s: %s, want %s", day, now.Light, light)
			}
		}
		w.clock.Set(time.Date(2026, 12, 8, 9, 0, 0, 0, kernel.Zone))
		if sum := ok(w.privacy.Summary(w.clerk(), 0))(t); sum != (privacy.RequestSummary{Open: 1, Overdue: 1}) {
			t.Errorf("%+v", sum)
		}
		r = ok(w.privacy.Take(w.clerk(), r.ID, r.Rev))(t)
		if r.State != privacy.InWork || r.Handler != "主任" {
			t.Errorf("%+v", r)
		}
		_, err = w.privacy.Refuse(w.clerk(), r.ID, privacy.Reply{Rev: r.Rev, Answer: "不能改"})
		w.wants(err, kernel.KindInvalid, "required") // the article
		r = ok(w.privacy.Reply(w.clerk(), r.ID, privacy.Reply{Rev: r.Rev, Answer: "已改"}))(t)
		if r.Open || !r.Late || r.Light != "" {
			t.Errorf("%+v", r)
		}
		_, err = w.privacy.Reply(w.clerk(), r.ID, privacy.Reply{Rev: r.Rev, Answer: "再改"})
		w.wants(err, kernel.KindConflict, "request_closed")
		if sum := ok(w.privacy.Summary(w.clerk(), w.places["昌宁镇"].ID))(t); sum != (privacy.RequestSummary{Late: 1}) {
			t.Errorf("%+v", sum)
		}
		_, err = w.privacy.Get(w.as("邻镇主任", privacy.PermRequest), r.ID)
		w.wants(err, kernel.KindNotFound, "not_found")
		var book bytes.Buffer
		if err := w.privacy.Export(w.clerk(), privacy.RequestFilter{}, &book); err != nil || book.Len() < 1000 {
			t.Error(book.Len(), err)
		}
	})
}

func TestWhoMayAskForWhat(t *testing.T) {
	each(t, func(w *world) {
		n := privacy.NewRequest{Kind: "copy", PersonID: w.resident, AskedBy: privacy.ByRelative, Proof: "户口簿", Text: "查阅"}
		_, err := w.privacy.Ask(w.clerk(), n)
		w.wants(err, kernel.KindInvalid, "required") // the relative's name
		n.AskerName = "张小礼"
		r := ok(w.privacy.Ask(w.clerk(), n))(t)
		if r.AskerName != "张**" {
			t.Errorf("%+v", r)
		}
		if open := ok(w.privacy.Reveal(w.clerk(), r.ID, "打电话告知"))(t); open.Name != "张小礼" {
			t.Errorf("%+v", open)
		}
		_, err = w.privacy.Reveal(w.clerk(), r.ID, " ")
		w.wants(err, kernel.KindInvalid, "required")
		n.Kind = "withdraw"
		_, err = w.privacy.Ask(w.clerk(), n)
		w.wants(err, kernel.KindInvalid, "relative_only")
		n.Kind = "sell"
		_, err = w.privacy.Ask(w.clerk(), n)
		w.wants(err, kernel.KindInvalid, "not_in_force")
		n.Kind, n.Received = "copy", "2026-11-17"
		_, err = w.privacy.Ask(w.clerk(), n)
		w.wants(err, kernel.KindInvalid, "bad_day") // tomorrow
	})
}

// due is how many numbers of reporters the catalogue announces to be removed.
func (w *world) due() int {
	w.t.Helper()
	for _, f := range ok(w.privacy.Fields(w.sys))(w.t) {
		if f.ID == "case_contact" {
			return f.Due
		}
	}
	w.t.Fatal("no such field")
	return 0
}

func (w *world) retain() int {
	w.t.Helper()
	return ok(w.privacy.Retain(w.sys))(w.t)
}

// contact is the masked number of a case; empty once it was removed.
func (w *world) contact(id kernel.ID) string {
	w.t.Helper()
	return ok(w.cases.Get(w.sys, id))(w.t).Contact
}

func TestContactsGoWhenTheirPeriodHasRunOut(t *testing.T) {
	each(t, func(w *world) {
		closed, open := w.report("办结的", "13900000001", true), w.report("没办完的", "13900000002", false)
		asked := w.report("有请求的", phone, true)
		w.clock.Set(time.Date(2028, 11, 16, 9, 0, 0, 0, kernel.Zone)) // two years later to the day: closed at nine o'clock, the day is not over
		if w.due() != 0 || w.retain() != 0 || w.contact(closed) == "" {
			t.Error("removed before the period was over")
		}
		w.clock.Set(time.Date(2028, 11, 17, 2, 40, 0, 0, kernel.Zone))
		if n := w.due(); n != 2 {
			t.Errorf("announces %d of 2", n)
		}
		request := ok(w.privacy.Ask(w.clerk(), privacy.NewRequest{Kind: "copy", PersonID: w.resident, AskedBy: privacy.BySelf, Proof: "身份证", Text: "查阅"}))(t)
		if w.contact(asked) == "" {
			t.Fatal("gone before its time")
		}
		if n := w.due(); n != 1 {
			t.Errorf("announces %d of the one that no request holds", n)
		}
		w.retain()
		if w.contact(open) == "" || w.contact(asked) == "" {
			t.Error("the contact of an open case, or under a running request, was removed")
		}
		ok(w.privacy.Reply(w.clerk(), request.ID, privacy.Reply{Rev: request.Rev, Answer: "已给"}))(t)
		if n := w.due(); n != 1 {
			t.Errorf("announces %d", n)
		}
		w.retain()
		if w.contact(asked) != "" || w.contact(closed) != "" || w.due() != 0 {
			t.Error("still there")
		}
		list, _, err := w.privacy.Removals(w.sys, kernel.Page{})
		if err != nil || len(list) == 0 || list[0].Records < 1 || list[0].Name == "" {
			t.Errorf("%+v %v", list, err)
		}
		if w.retain() != 0 {
			t.Error("removed twice")
		}
	})
}

func TestTheNumberOfAMergedEntryGoesAndTheMergeCanStillBeTakenBack(t *testing.T) {
	each(t, func(w *world) {
		other := ok(w.person.Create(w.sys, person.Draft{Name: "张有理", PlaceID: w.places["龙鼻村"].ID, Phone: "13800000009"}))(t).ID
		p := ok(w.person.ProposePair(w.sys, w.resident, other))(t)
		p = ok(w.person.Merge(w.sys, p.ID, person.MergeChoice{Rev: p.Rev, KeepID: w.resident, Reason: "同一个人"}))(t)
		w.clock.Set(time.Date(2027, 11, 16, 2, 40, 0, 0, kernel.Zone))
		if w.retain() != 0 {
			t.Error("removed before its year was over")
		}
		w.clock.Set(time.Date(2027, 11, 17, 2, 40, 0, 0, kernel.Zone))
		if n := w.retain(); n != 1 {
			t.Errorf("removed %d", n)
		}
		u := ok(w.person.Unmerge(w.sys, p.ID, p.Rev, "弄错了"))(t)
		back := ok(w.person.Get(w.sys, other))(t)
		if len(u.Stayed) != 0 || back.MergedInto != 0 || back.Phone != "" {
			t.Errorf("%+v %+v", u.Stayed, back)
		}
		if kept := ok(w.person.Get(w.sys, w.resident))(t); kept.Phone == "" {
			t.Error("the number of the entry that stays went as well")
		}
	})
}

func TestNoticesKeepTheirVersions(t *testing.T) {
	each(t, func(w *world) {
		n := ok(w.privacy.Notice(w.sys, "report", "", "zh"))(t)
		if len(n.Fields) != 4 || n.Version != "2020-01-01" || len(n.Kinds) != 5 || n.Fields[1].Months != 24 {
			t.Errorf("%+v", n)
		}
		if en := ok(w.privacy.Notice(w.sys, "report", "2026-01-01", "en"))(t); en.Name != "Reporting a problem" {
			t.Errorf("%+v", en)
		}
		for _, on := range []kernel.Day{"2019-12-31", "x"} {
			_, err := w.privacy.Notice(w.sys, "report", on, "zh")
			w.wants(err, kernel.KindNotFound, "not_found")
		}
		if all := ok(w.privacy.Notices(w.sys, "zh"))(t); len(all.Modules) != 10 {
			t.Errorf("%+v", all)
		}
	})
}

// The papers of a household's events go whole, with their files, ten years after they were put in; a running request of
// somebody who belonged to the household holds them.
func TestPapersGoWithTheirFilesWhenTheirPeriodHasRunOut(t *testing.T) {
	each(t, func(w *world) {
		dir := w.t.TempDir()
		w.person.Files = ok(files.Local(dir))(t)
		h := ok(w.person.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places["龙鼻村"].ID, From: "2020-01-01", Members: []person.NewMember{
			{PersonID: w.resident, Relation: person.Head, Registered: true, Lives: true},
		}}))(t)
		event := h.Events[0].ID
		pdf := []byte("%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
		ok(w.person.AddPapers(w.sys, event, []person.NewPaper{{Name: "迁移证.pdf", Data: pdf}}))(t)
		left := func() (rows, kept int) {
			h := ok(w.person.Household(w.sys, h.ID, ""))(t)
			if err := files.Each(dir, func(string) error { kept++; return nil }); err != nil {
				t.Fatal(err)
			}
			return len(h.Events[0].Papers), kept
		}
		request := ok(w.privacy.Ask(w.clerk(), privacy.NewRequest{Kind: "copy", PersonID: w.resident, AskedBy: privacy.BySelf, Proof: "身份证", Text: "查阅"}))(t)
		w.clock.Set(time.Date(2036, 11, 17, 2, 40, 0, 0, kernel.Zone))
		w.retain()
		if rows, kept := left(); rows != 1 || kept != 1 {
			t.Errorf("under a running request: %d papers, %d files", rows, kept)
		}
		ok(w.privacy.Reply(w.clerk(), request.ID, privacy.Reply{Rev: request.Rev, Answer: "已给"}))(t)
		w.retain()
		if rows, kept := left(); rows != 0 || kept != 0 {
			t.Errorf("after its period: %d papers, %d files", rows, kept)
		}
	})
}
