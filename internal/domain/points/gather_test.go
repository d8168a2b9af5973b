package points_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/link"
	"touyan/internal/domain/person"
	"touyan/internal/domain/points"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/jobs"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// field is what makes the records out of which entries propose themselves.
type field struct {
	*world
	rules  *pack.Pack
	cases  *casework.Service
	visits *visit.Service
	house  kernel.ID
}

func newField(w *world) *field {
	w.Helper()
	p := must(pack.Load(with(w, "xiangfu"), "base", "xiangfu"))(w)
	keys, store := must(crypt.Load(w.TempDir()))(w), must(files.Local(w.TempDir()))(w)
	if err := jobs.Ready(w.Context(), w.d); err != nil {
		w.Fatal(err)
	}
	fact.New(w.d, p, keys, w.place, w.persons)
	f := &field{world: w, rules: p}
	f.cases = casework.New(casework.Options{DB: w.d, Pack: p, Keys: keys, Files: store, Days: p.Calendar(), Place: w.place, Body: w.bodies, Person: w.persons})
	f.visits = visit.New(visit.Options{
		DB: w.d, Pack: p, Keys: keys, Files: store, Place: w.place, Person: w.persons, Body: w.bodies, Link: link.New(w.d, p, w.place, w.persons, w.bodies), Cases: f.cases,
	})
	f.house = must(w.persons.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places["龙村"].ID, From: "2026-01-01", Members: []person.NewMember{
		{Person: &person.Draft{Name: "户主"}, Relation: person.Head, Registered: true, Lives: true},
	}}))(w).ID
	return f
}

// mighty may do everything everywhere, as somebody.
func (f *field) mighty(name string) context.Context {
	arm := kernel.Arm{Level: kernel.LevelCounty, PlaceID: f.places["县"].ID, Sealed: true}
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: f.people[name], AccountID: f.accounts[name], Name: name, Arms: []kernel.Arm{arm}}
	for _, p := range f.rules.Posts {
		a.Grants = append(a.Grants, kernel.Grant{Post: p.ID, Arm: arm, Perms: f.rules.Permissions()})
	}
	return kernel.WithActor(f.Context(), a)
}

func (f *field) visited(who, result string) {
	f.Helper()
	must(f.visits.Record(f.mighty(who), visit.NewVisit{
		Type: "home", HouseholdID: f.house, Day: f.today(), Result: result, Purposes: []string{f.purpose()},
	}))(f)
}

func (f *field) today() kernel.Day { return kernel.DayOf(f.clock.Now()) }

func (f *field) purpose() string {
	t, _ := f.rules.VisitType("home")
	return t.Purposes[0].ID
}

// settled is a case that somebody handled, taken as far as a step.
func (f *field) settled(who string, steps ...string) {
	f.Helper()
	d := must(f.cases.Create(f.mighty("网格员"), casework.NewCase{Type: "report", Text: "路灯不亮", PlaceID: f.places["龙村"].ID, Name: "某", Topic: ""}))(f)
	rev := d.Rev
	for _, step := range steps {
		a := casework.Action{Name: step, Rev: rev, Note: "办了"}
		if step == "dispatch" {
			a.AssigneeID = f.people[who]
		}
		by := f.mighty("主任")
		if step == "claim" || step == "feedback" {
			by = f.mighty(who)
		}
		rev = must(f.cases.Act(by, d.ID, a))(f).Rev
	}
}

func (f *field) drafts() []points.Entry {
	f.Helper()
	list, _, err := f.rooms.Entries(f.sys, points.EntryFilter{Year: f.year.ID, State: points.Draft}, kernel.Page{Limit: 100})
	return must(list, err)(f)
}

// Records propose and people score (F1): a visit that was made, a case that was settled, an activity of a team. Each speaks once, and
// to use the program proposes nothing.
func TestRecordsProposeOnceAndUseProposesNothing(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		f := newField(w)
		w.member("赵甲")
		for range 3 { // to look at things, again and again
			must(w.access.Resolve(w.Context(), dbtest.County, w.accounts["赵甲"]))(t)
			must(w.rooms.Mine(w.as("赵甲", "")))(t)
		}
		if n := must(w.rooms.Gather(w.sys, w.year.ID))(t); n != 0 {
			t.Fatalf("%d proposed out of nothing", n)
		}
		f.visited("书记", "met")
		f.visited("支书", "away") // nobody was met
		f.visited("网格员", "met") // no member of the branch
		f.settled("书记", "accept", "dispatch", "claim", "feedback", "verify", "close_unrated")
		f.settled("书记", "accept", "dispatch", "claim") // still in hand
		team := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "志愿服务队", Kind: "volunteer_team", PlaceID: w.places["龙村"].ID}))(t)
		for _, n := range []string{"赵甲", "钱乙"} {
			must(w.bodies.AddMember(w.sys, team.ID, w.people[n], "member", "2025-01-01"))(t)
		}
		must(w.acts.Add(w.sys, activity.Draft{BodyID: team.ID, Day: f.today(), Title: "清渠", PeopleIDs: []kernel.ID{w.people["赵甲"], w.people["钱乙"]}}))(t)

		w.clock.Add(time.Minute)
		if n := must(w.rooms.Gather(w.sys, w.year.ID))(t); n != 4 {
			t.Fatalf("%d proposed: %+v", n, f.drafts())
		}
		got := map[string]int{}
		for _, e := range f.drafts() {
			got[fmt.Sprint(e.Person.Name, " ", e.Item.ID)]++
			if e.State != points.Draft {
				t.Errorf("%+v", e)
			}
		}
		for _, want := range []string{"书记 visit_help", "书记 settle_case", "赵甲 team_work", "钱乙 team_work"} {
			if got[want] != 1 {
				t.Errorf("%s is missing in %v", want, got)
			}
		}
		if a := w.account("赵甲"); a.Total != 600 || a.Waiting != 0 {
			t.Errorf("a proposal counts nothing before people took it up: %+v", a)
		}
		w.clock.Add(24 * time.Hour)
		if err := w.rooms.GatherAll(w.sys); err != nil || len(f.drafts()) != 4 {
			t.Errorf("proposed twice: %v %d", err, len(f.drafts()))
		}
	})
}

// One record that counts for both entries of a member refuses the merge, and nothing has changed; once the branch has taken one of the
// two back, the merge goes through and the record counts once.
func TestAMergeDoesNotCountARecordTwice(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		f := newField(w)
		team := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "志愿服务队", Kind: "volunteer_team", PlaceID: w.places["龙村"].ID}))(t)
		both := []kernel.ID{w.people["赵甲"], w.people["钱乙"]}
		for _, id := range both {
			must(w.bodies.AddMember(w.sys, team.ID, id, "member", "2025-01-01"))(t)
		}
		must(w.acts.Add(w.sys, activity.Draft{BodyID: team.ID, Day: f.today(), Title: "清渠", PeopleIDs: both}))(t)
		w.clock.Add(time.Minute)
		if n := must(w.rooms.Gather(w.sys, w.year.ID))(t); n != 2 {
			t.Fatalf("%d proposed", n)
		}
		var second kernel.ID
		for _, e := range f.drafts() {
			if err := w.act("网格员", points.StepReview, e.ID); err != nil {
				t.Fatal(err)
			}
			if err := w.act("书记", points.StepConfirm, e.ID); err != nil {
				t.Fatal(err)
			}
			if e.Person.Name == "钱乙" {
				second = e.ID
			}
		}
		before, pair := w.whole(), w.twice()
		_, err := w.merge(pair)
		w.refused(err, "points_twice")
		if after := w.whole(); after != before {
			t.Fatalf("before:\n%s\nafter:\n%s", before, after)
		}
		if err := w.act("书记", points.StepWithdraw, second); err != nil {
			t.Fatal(err)
		}
		one := w.account("赵甲")
		must(w.merge(pair))(t)
		if a := w.account("赵甲"); a.Total != one.Total || a.Waiting != one.Waiting {
			t.Errorf("%+v, before %+v", a, one)
		}
		w.whole()
	})
}

// lines are what a register gives out, as they come in again.
func (w *world) lines(r register.Register) []map[string]string {
	w.Helper()
	var out []map[string]string
	err := w.d.Read(w.sys, func(tx *db.ReadTx) error {
		sheets, err := r.Sheets(tx)
		if err != nil {
			return err
		}
		for cells, err := range r.Rows(tx, "", register.Options{}) {
			if err != nil {
				return err
			}
			line := map[string]string{}
			for i, c := range sheets[0].Columns {
				if line[c.Key] = fmt.Sprint(cells[i]); cells[i] == nil {
					line[c.Key] = ""
				}
			}
			out = append(out, line)
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return out
}

func (w *world) sheetNamed(key string) register.Register {
	w.Helper()
	for _, r := range w.rooms.Registers() {
		if r.Key == key {
			return r
		}
	}
	w.Fatal(key)
	return register.Register{}
}

func (w *world) planned(r register.Register, rows ...map[string]string) register.Plan {
	w.Helper()
	var p register.Plan
	err := w.d.Read(w.sys, func(tx *db.ReadTx) error {
		sheets, err := r.Sheets(tx)
		if err != nil {
			return err
		}
		var list []register.Record
		for i, row := range rows {
			list = append(list, sheet.NewRecord(i+2, row))
		}
		p, err = r.Plan(tx, register.Book{sheets[0].Name: list}, nil)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return p
}

// What goes out comes in again and changes nothing; what cannot be is told with sheet, row and column.
func TestBothRegistersGoOutAndComeIn(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		w.entered("赵甲", "settle_case", "2026-11-10")
		must(w.record("网格员", "钱乙", "absent", "2026-11-11", ""))(w)
		entries, accounts := w.sheetNamed("points_entries"), w.sheetNamed("points_accounts")
		for _, x := range []struct {
			of register.Register
			n  int
		}{{entries, 2}, {accounts, 6}} {
			p := w.planned(x.of, w.lines(x.of)...)
			if c := p.Counts()[0]; len(p.Faults()) != 0 || c.Unchanged != x.n || c.New+c.Changed != 0 || p.Steps() != 0 {
				t.Errorf("%s: %+v %+v", x.of.Key, c, p.Faults())
			}
		}
		row := func(more ...string) map[string]string {
			m := map[string]string{"code": w.places["龙村"].Code, "branch": "龙村党支部", "year": "2026", "name": "赵甲", "item": "办结群众诉求", "day": "2026-11-12", "text": "修好了路灯", "class": "普通党员"}
			for i := 0; i < len(more); i += 2 {
				m[more[i]] = more[i+1]
			}
			return m
		}
		bad := w.planned(entries, row("code", "没有这个地方"), row("branch", "别的支部"), row("year", "2020"), row("name", "没有这个人"), row("item", "登录"), row("points", "甲"), row("day", "2026-12-31"),
			row("item", "化解邻里、家庭矛盾", "points", "9"), row())
		want := []string{"2 所在地编码", "3 党组织", "4 年度", "5 姓名", "6 项目", "7 分值", "8 日期", "9 分值"}
		if len(bad.Faults()) != len(want) {
			t.Errorf("%+v", bad.Faults())
		}
		for i, f := range bad.Faults() {
			if f.Sheet != "积分登记" || fmt.Sprint(f.Row, " ", f.Column) != want[i] || f.Code == "" {
				t.Errorf("want %s, got %+v", want[i], f)
			}
		}
		class := w.planned(accounts, row("class", "没有这类"), row("class", "骨干党员"))
		if f := class.Faults(); len(f) != 1 || f[0].Sheet != "党员积分" || f[0].Row != 2 || f[0].Column != "党员类别" || class.Counts()[0].Changed != 1 {
			t.Errorf("%+v %+v", f, class.Counts())
		}
		good := w.planned(entries, row())
		if err := w.d.Write(w.sys, "points.import", func(tx *db.WriteTx) error { return good.Carry(tx, func(int) error { return nil }) }); err != nil {
			t.Fatal(err)
		}
		p := w.planned(entries, w.lines(entries)...)
		if c := p.Counts()[0]; c.Unchanged != 3 || p.Steps() != 0 {
			t.Errorf("%+v %+v", c, p.Faults())
		}
	})
}
