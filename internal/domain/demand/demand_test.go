package demand_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/demand"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// world is a county of two townships with a department of the county and an office of each township.
type world struct {
	*testing.T
	d      *db.DB
	sys    context.Context
	clock  *dbtest.Clock
	room   *demand.Service
	places map[string]place.Place
	bodies map[string]kernel.ID
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func each(t *testing.T, f func(w *world)) {
	t.Helper()
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		p := must(pack.Load(packs.FS, "base", "xiangning"))(t)
		keys := must(crypt.Load(t.TempDir()))(t)
		w := &world{T: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}, bodies: map[string]kernel.ID{}}
		places := place.New(d, p)
		persons := person.New(d, keys, places)
		bodies := body.New(d, p, places, persons)
		w.room = demand.New(demand.Options{
			DB: d, Pack: p, Days: p.Calendar(), Place: places, Body: bodies,
			Cases: casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: must(files.Local(t.TempDir()))(t), Days: p.Calendar(), Place: places, Body: bodies, Person: persons}),
			Held: func(*db.ReadTx) (map[string]string, error) {
				return map[string]string{"户主": "户", "联系电话": "人员"}, nil
			},
		})
		w.places["县"] = must(places.CreateCounty(w.sys, "141029", "乡宁县"))(t)
		for _, n := range [][2]string{{"县", "东乡"}, {"县", "西乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"西乡", "湾村"}} {
			w.places[n[1]] = must(places.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
		}
		for name, at := range map[string]string{"县农业农村局": "县", "东乡便民中心": "东乡", "西乡便民中心": "西乡"} {
			kind := "township_office"
			if at == "县" {
				kind = "county_department"
			}
			w.bodies[name] = must(bodies.CreateBody(w.sys, body.NewBody{Name: name, Kind: kind, PlaceID: w.places[at].ID}))(t).ID
		}
		f(w)
	})
}

var everything = []string{demand.PermList, demand.PermSend, demand.PermAllow, demand.PermAnswer, demand.PermJudge}

// at is an officer of a place with every permission of the room, using one of them.
func (w *world) at(name, using string, id kernel.ID) context.Context {
	g := kernel.Grant{Perms: everything, Arm: w.places[name].Arm()}
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: id, AccountID: id, Name: name, Grants: []kernel.Grant{g}}
	return kernel.WithActor(w.Context(), a.For(using))
}

// office is somebody who does the work of the department.
func (w *world) office(using string) context.Context {
	const name = "县农业农村局"
	g := kernel.Grant{Perms: []string{demand.PermList, demand.PermSend}, Arm: kernel.Arm{Level: kernel.LevelCounty, BodyID: w.bodies[name], Above: kernel.Stamp{}}}
	a := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, PersonID: 77, AccountID: 77, Name: name, Grants: []kernel.Grant{g}}
	return kernel.WithActor(w.Context(), a.For(using))
}

func (w *world) new(title string) demand.NewDemand {
	return demand.NewDemand{
		Kind: demand.KindReport, Title: title, Text: "按户报春播面积", BodyID: w.bodies["县农业农村局"], PlaceID: w.places["县"].ID, Due: "2026-11-27", Basis: "农业法 第四十条",
		Item: "grid_patrol", Fen: 0, Funds: "由网格员日常巡查时记录，不另花钱", Fields: []demand.NewDemandField{{Name: "春播面积"}, {Name: "品种"}},
	}
}

func refused(t testing.TB, err error, code string) {
	t.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		t.Fatalf("%v, want %s", err, code)
	}
}

func TestL5ADemandNamesItsBasisItsItemAndItsFundsOrIsRefused(t *testing.T) {
	each(t, func(w *world) {
		t := w.T
		for name, c := range map[string]struct {
			code   string
			change func(*demand.NewDemand)
		}{
			"no basis":            {"required", func(n *demand.NewDemand) { n.Basis = " " }},
			"no item":             {"required", func(n *demand.NewDemand) { n.Item = "" }},
			"no such item":        {"demand_item", func(n *demand.NewDemand) { n.Item = "nothing" }},
			"taken back":          {"demand_taken_back", func(n *demand.NewDemand) { n.Item = "school_admission" }},
			"no word on funds":    {"required", func(n *demand.NewDemand) { n.Funds = "" }},
			"funds below nothing": {"out_of_range", func(n *demand.NewDemand) { n.Fen = -1 }},
			"due yesterday":       {"demand_due", func(n *demand.NewDemand) { n.Due = "2026-11-15" }},
			"a form of nothing":   {"demand_fields", func(n *demand.NewDemand) { n.Fields = nil }},
			"a field twice": {"demand_twice", func(n *demand.NewDemand) {
				n.Fields = append(n.Fields, demand.NewDemandField{Name: "品种（必填）"})
			}},
			"a field that is held": {"demand_held", func(n *demand.NewDemand) {
				n.Fields = append(n.Fields, demand.NewDemandField{Name: "联系电话（必填）"})
			}},
			"no kind":          {"bad_value", func(n *demand.NewDemand) { n.Kind = "love" }},
			"too long":         {"too_long", func(n *demand.NewDemand) { n.Title = strings.Repeat("长", 61) }},
			"another's office": {"not_found", func(n *demand.NewDemand) { n.BodyID = w.bodies["东乡便民中心"] }},
			"nobody's office":  {"not_found", func(n *demand.NewDemand) { n.BodyID = 5 }},
		} {
			t.Run(name, func(t *testing.T) {
				n := w.new("春播统计")
				c.change(&n)
				_, err := w.room.Send(w.office(demand.PermSend), n)
				refused(t, err, c.code)
			})
		}
		n := w.new("越界")
		n.BodyID = w.bodies["东乡便民中心"]
		_, err := w.room.Send(w.at("县", demand.PermSend, 1), n)
		refused(t, err, "demand_reach")
		if list, _, err := w.room.List(w.sys, demand.Filter{}, kernel.Page{}); err != nil || len(list) != 0 {
			t.Fatalf("something of the refused was saved: %v %+v", err, list)
		}
	})
}

func TestL5ADemandReachesItsVillagesOnceAndEachSeesItsOwn(t *testing.T) {
	each(t, func(w *world) {
		t := w.T
		n := w.new("春播统计")
		n.ClientKey = "k1"
		n.Fields = append(n.Fields, demand.NewDemandField{Name: "户主", Why: "核对承包户"})
		p := must(w.room.Check(w.office(demand.PermSend), n))(t)
		if p.Villages != 3 || p.Cap != 5 || len(p.Over) != 0 || p.Fields[2].Held != "户" || p.Fields[0].Held != "" {
			t.Fatalf("%+v", p)
		}
		d := must(w.room.Send(w.office(demand.PermSend), n))(t)
		again := must(w.room.Send(w.office(demand.PermSend), n))(t)
		if d.ID != again.ID || d.Villages != 3 || d.Held != 1 || len(d.Rows) != 3 || !d.Mine || d.Judge {
			t.Fatalf("%+v", d)
		}
		list, _, err := w.room.List(w.at("龙村", demand.PermList, 2), demand.Filter{}, kernel.Page{})
		if err != nil || len(list) != 1 || list[0].Place.Name != "龙村" || !list[0].Answers {
			t.Fatalf("%v %+v", err, list)
		}
		got := must(w.room.Get(w.at("龙村", demand.PermList, 2), d.ID, kernel.Page{}))(t)
		if len(got.Rows) != 1 || got.Basis != n.Basis || got.Mine {
			t.Fatalf("%+v", got)
		}
		if other := must(w.room.Send(w.at("东乡", demand.PermSend, 3), func() demand.NewDemand {
			x := w.new("乡里的会")
			x.Kind, x.Fields, x.BodyID, x.PlaceID = demand.KindMeeting, nil, w.bodies["东乡便民中心"], w.places["东乡"].ID
			return x
		}()))(t); other.Villages != 2 {
			t.Fatalf("%+v", other)
		} else if _, err := w.room.Get(w.at("湾村", demand.PermList, 4), other.ID, kernel.Page{}); kernel.KindOf(err) != kernel.KindNotFound {
			t.Fatalf("a village of another township: %v", err)
		}
		again2 := must(w.room.Check(w.office(demand.PermSend), w.new("再问一次")))(t)
		if len(again2.Already) != 1 || len(again2.Already[0].Fields) != 2 {
			t.Fatalf("that the same was asked is not told: %+v", again2.Already)
		}
	})
}

func TestL5BeyondTheCapOnlyWhoAnswersForIt(t *testing.T) {
	each(t, func(w *world) {
		t := w.T
		send := func(by context.Context, i int, beyond string) (*demand.DemandDetail, error) {
			n := w.new(fmt.Sprintf("第%d件", i))
			n.Beyond = beyond
			return w.room.Send(by, n)
		}
		for i := range 5 {
			must(send(w.office(demand.PermSend), i, ""))(t)
		}
		_, err := send(w.office(demand.PermSend), 6, "急")
		refused(t, err, "demand_cap")
		_, err = send(w.at("县", demand.PermSend, 1), 6, "")
		refused(t, err, "required")
		d := must(send(w.at("县", demand.PermSend, 1), 6, "防火紧急，县领导同意"))(t)
		if d.Beyond == "" {
			t.Fatalf("%+v", d)
		}
		b := must(w.room.Burdens(w.at("东乡", demand.PermList, 3), 0, ""))(t)
		if b.Cap != 5 || len(b.Items) != 2 || b.Items[0].N != 6 || !b.Items[0].Over || b.Items[0].Fields != 12 || b.Items[0].Open != 6 || len(b.Items[0].From) != 1 {
			t.Fatalf("%+v", b)
		}
		// What is taken back makes room again, and the next week begins with none.
		must(w.room.Withdraw(w.at("县", demand.PermSend, 1), d.ID, demand.DemandWithdrawal{Rev: d.Rev, Why: "发错了"}))(t)
		if b := must(w.room.Burdens(w.sys, 0, ""))(t); b.Items[0].N != 5 || b.Items[0].Over {
			t.Fatalf("%+v", b)
		}
		w.clock.Add(7 * 24 * time.Hour)
		n := w.new("下周")
		n.Due = "2026-12-04"
		must(w.room.Send(w.office(demand.PermSend), n))(t)
		senders := must(w.room.Senders(w.at("龙村", demand.PermList, 2)))(t)
		if len(senders) != 1 || senders[0].N != 7 || senders[0].Reached != 21 || senders[0].Beyond != 3 || senders[0].Fields != 14 {
			t.Fatalf("%+v", senders)
		}
	})
}

func TestL5AComplaintIsAnsweredByADateBySomebodyElse(t *testing.T) {
	each(t, func(w *world) {
		t := w.T
		d := must(w.room.Send(w.at("县", demand.PermSend, 1), w.new("春播统计")))(t)
		row := func(name string) demand.DemandAtVillage {
			list, _, err := w.room.List(w.sys, demand.Filter{Place: w.places[name].ID}, kernel.Page{})
			if err != nil {
				t.Fatal(err)
			}
			return list[0]
		}
		long := row("龙村")
		_, err := w.room.Say(w.office(demand.PermList), long.ID, demand.DemandSaying{Rev: long.Rev, Said: "complaint", Words: "我来说"})
		refused(t, err, "demand_village")
		_, err = w.room.Say(w.at("龙村", demand.PermAnswer, 2), long.ID, demand.DemandSaying{Rev: long.Rev, Said: "complaint", Words: " "})
		refused(t, err, "required")
		said := must(w.room.Say(w.at("龙村", demand.PermAnswer, 2), long.ID, demand.DemandSaying{Rev: long.Rev, Said: "complaint", Words: "上月刚报过"}))(t)
		if said.ReplyDue != "2026-11-23" { // five working days after Monday 16 November
			t.Fatalf("%+v", said)
		}
		_, err = w.room.Say(w.at("龙村", demand.PermAnswer, 2), long.ID, demand.DemandSaying{Rev: said.Rev, Said: "suggestion", Words: "再说"})
		refused(t, err, "demand_said")
		if wait, _, err := w.room.List(w.sys, demand.Filter{State: "said"}, kernel.Page{}); err != nil || len(wait) != 1 {
			t.Fatalf("%v %+v", err, wait)
		}
		_, err = w.room.Rule(w.at("县", demand.PermJudge, 1), long.ID, demand.DemandRuling{Rev: said.Rev, Ruling: "rejected", Reply: "照报"})
		refused(t, err, "demand_own") // the person who sent it
		ruled := must(w.room.Rule(w.at("县", demand.PermJudge, 9), long.ID, demand.DemandRuling{Rev: said.Rev, Ruling: "upheld", Reply: "用上月的数"}))(t)
		if ruled.State != demand.Withdrawn || ruled.Reply == "" || ruled.ReplyDay != "2026-11-16" {
			t.Fatalf("%+v", ruled)
		}
		_, err = w.room.Rule(w.at("县", demand.PermJudge, 9), long.ID, demand.DemandRuling{Rev: ruled.Rev, Ruling: "rejected", Reply: "又想了想"})
		refused(t, err, "demand_ruled")
		_, err = w.room.Answer(w.at("龙村", demand.PermAnswer, 2), long.ID, demand.DemandAnswer{Rev: ruled.Rev, Text: "报了"})
		refused(t, err, "demand_over")

		zhai := row("寨村")
		_, err = w.room.Answer(w.office(demand.PermList), zhai.ID, demand.DemandAnswer{Rev: zhai.Rev, Text: "代报"})
		refused(t, err, "demand_village")
		done := must(w.room.Answer(w.at("寨村", demand.PermAnswer, 5), zhai.ID, demand.DemandAnswer{Rev: zhai.Rev, Text: "120 亩，玉米", Rating: 2}))(t)
		if done.State != demand.Done || done.Rating != 2 {
			t.Fatalf("%+v", done)
		}
		w.clock.Add(24 * time.Hour)
		got := must(w.room.Get(w.office(demand.PermList), d.ID, kernel.Page{}))(t)
		if len(got.Rows) != 3 {
			t.Fatalf("%+v", got.Rows)
		}
		s := must(w.room.Senders(w.sys))(t)[0]
		if s.Said != 1 || s.Upheld != 1 || s.LateReply != 0 || s.Ratings != 1 || s.Mean != "" {
			t.Fatalf("%+v", s)
		}
	})
}
