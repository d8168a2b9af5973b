package award_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/award"
	"touyan/internal/domain/body"
	_ "touyan/internal/domain/casework" // its cases may bar a village
	"touyan/internal/domain/fact"
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

// world is a county of a township with two villages, officers who run and score, a women's federation that reviews, and households.
type world struct {
	*testing.T
	d        *db.DB
	sys      context.Context
	clock    *dbtest.Clock
	place    *place.Service
	persons  *person.Service
	bodies   *body.Service
	access   *access.Service
	rooms    *award.Service
	places   map[string]place.Place
	people   map[string]kernel.ID
	accounts map[string]kernel.ID
	houses   map[string]kernel.ID
	jury     kernel.ID
	women    []kernel.ID
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

func each(t *testing.T, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) { fn(newWorld(t, d, c)) })
}

func newWorld(t *testing.T, d *db.DB, c *dbtest.Clock) *world {
	p := must(pack.Load(packs.FS, "base", "xiangfu"))(t)
	keys := must(crypt.Load(t.TempDir()))(t)
	w := &world{
		T: t, d: d, clock: c, sys: dbtest.System(t), places: map[string]place.Place{}, people: map[string]kernel.ID{},
		accounts: map[string]kernel.ID{}, houses: map[string]kernel.ID{},
	}
	w.place = place.New(d, p)
	w.persons = person.New(d, keys, w.place)
	w.bodies = body.New(d, p, w.place, w.persons)
	w.access = access.New(access.Options{DB: d, Pack: p, Place: w.place, Person: w.persons, Body: w.bodies})
	facts := fact.New(d, p, keys, w.place, w.persons)
	w.rooms = award.New(award.Options{DB: d, Pack: p, Keys: keys, Files: must(files.Local(t.TempDir()))(t), Days: p.Calendar(), Place: w.place, Person: w.persons, Body: w.bodies, Fact: facts})
	w.places["区"] = must(w.place.CreateCounty(w.sys, "141029", "某区"))(t)
	for _, n := range [][2]string{{"区", "东乡"}, {"区", "西乡"}, {"东乡", "龙村"}, {"东乡", "寨村"}, {"东乡", "沟村"}, {"西乡", "湾村"}, {"龙村", "一组"}} {
		w.places[n[1]] = must(w.place.Create(w.sys, place.Draft{ParentID: w.places[n[0]].ID, Name: n[1]}))(t)
	}
	for _, n := range []string{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑"} {
		h := must(w.persons.CreateHousehold(w.sys, person.NewHousehold{PlaceID: w.places["一组"].ID, From: "2026-01-01", Members: []person.NewMember{
			{Person: &person.Draft{Name: "户" + n}, Relation: person.Head, Registered: true, Lives: true},
		}}))(t)
		w.houses[n], w.people["户"+n] = h.ID, h.MemberList[0].Person.ID
	}
	w.officer("村支书", "grid_head", "龙村", 0)
	w.officer("村委", "village_cadre", "龙村", 0)
	w.officer("户己", "village_cadre", "龙村", w.people["户己"]) // lives in one of the households
	w.officer("寨书记", "grid_head", "寨村", 0)
	w.officer("乡书记", "township_secretary", "东乡", 0)
	w.officer("区领导", "county_leader", "区", 0)
	b := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "龙村妇联", Kind: "womens_federation", PlaceID: w.places["龙村"].ID, From: "2026-01-01"}))(t)
	w.jury = b.ID
	for _, n := range []string{"女一", "女二", "女三", "女四", "女五"} {
		id := must(w.persons.Create(w.sys, person.Draft{Name: n, PlaceID: w.places["龙村"].ID}))(t).ID
		must(w.bodies.AddMember(w.sys, b.ID, id, "member", "2026-01-01"))(t)
		w.people[n], w.women = id, append(w.women, id)
	}
	return w
}

func (w *world) officer(name, post, at string, id kernel.ID) {
	w.Helper()
	if id == 0 {
		id = must(w.persons.Create(w.sys, person.Draft{Name: name, PlaceID: w.places[at].ID}))(w).ID
	}
	w.people[name] = id
	w.accounts[name] = must(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: id, Login: "u" + id.String()}}))(w)[0]
	must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: post, PersonID: id, PlaceID: w.places[at].ID, From: "2026-01-01"}))(w)
}

// as is what the door to HTTP hands to an operation that asks for the permission.
func (w *world) as(name, perm string) context.Context {
	w.Helper()
	a := must(w.access.Resolve(w.Context(), dbtest.County, w.accounts[name]))(w)
	return kernel.WithActor(w.Context(), a.For(perm))
}

func (w *world) refused(err error, code string) {
	w.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != code {
		w.Fatalf("got %v, want %s", err, code)
	}
}

func (w *world) today() kernel.Day { return kernel.DayOf(w.clock.Now()) }

func (w *world) run(name string) context.Context { return w.as(name, award.PermRun) }

// courtyards opens a round of fine courtyards in the village, with some households entered.
func (w *world) courtyards(houses ...string) (*award.RoundDetail, map[string]award.Candidate) {
	w.Helper()
	r := must(w.rooms.OpenRound(w.run("村支书"), award.NewRound{Scheme: "fine_courtyard", PlaceID: w.places["龙村"].ID, EnterTo: w.today().Add(20)}))(w)
	out := map[string]award.Candidate{}
	for _, n := range houses {
		out[n] = *must(w.rooms.Enter(w.as("村支书", award.PermEnter), r.ID, award.NewCandidate{SubjectID: w.houses[n], How: award.Applied}))(w)
	}
	return r, out
}

func (w *world) score(who string, c award.Candidate, item string, value int64) error {
	_, err := w.rooms.Score(w.as(who, award.PermScore), c.ID, award.NewScore{Item: item, Value: value})
	return err
}

var five = []string{"layout", "green", "room", "clean", "manners"}

// scored gives each item of the candidates the same value by two raters.
func (w *world) scored(r *award.RoundDetail, all map[string]award.Candidate, values map[string]int64) {
	w.Helper()
	must(w.rooms.StartScoring(w.run("村支书"), r.ID))(w)
	for n, c := range all {
		for _, item := range five {
			for _, who := range []string{"村支书", "村委"} {
				must(0, w.score(who, c, item, values[n]))(w)
			}
		}
	}
}

func (w *world) meet(r *award.RoundDetail, present ...kernel.ID) (*award.RoundDetail, error) {
	return w.rooms.Meet(w.run("村支书"), r.ID, award.NewMeeting{BodyID: w.jury, Day: w.today(), Present: present, Minutes: "逐户评议"})
}

func (w *world) vote(c award.Candidate, yes, no int) (*award.Candidate, error) {
	now := must(w.rooms.Entry(w.run("村支书"), c.ID))(w)
	return w.rooms.Vote(w.run("村支书"), c.ID, award.NewVote{Rev: now.Rev, For: yes, Against: no})
}

// won is a round of one household that was decided.
func (w *world) won() award.Honour {
	w.Helper()
	r, all := w.courtyards("甲")
	w.scored(r, all, map[string]int64{"甲": 1800})
	must(w.rooms.StartReview(w.run("村支书"), r.ID))(w)
	must(w.meet(r, w.women...))(w)
	must(w.vote(all["甲"], 5, 0))(w)
	must(w.rooms.Post(w.run("村支书"), r.ID))(w)
	w.clock.Add(10 * 24 * time.Hour)
	must(w.rooms.Decide(w.run("村支书"), r.ID))(w)
	list, _, err := w.rooms.Honours(w.as("村支书", award.PermList), award.HonourFilter{Kind: "household", Of: w.houses["甲"]}, kernel.Page{})
	if must(list, err)(w); len(list) != 1 {
		w.Fatalf("honours %+v", list)
	}
	return list[0]
}

func TestARoundFromEnteringToThePlaque(t *testing.T) {
	each(t, func(w *world) {
		r, all := w.courtyards("甲", "乙")
		w.scored(r, all, map[string]int64{"甲": 1800, "乙": 1300})
		d := must(w.rooms.StartReview(w.run("村支书"), r.ID))(t)
		if d.Counts[award.Below] != 1 || d.Counts[award.In] != 1 {
			t.Fatalf("counts %+v", d.Counts)
		}
		got := must(w.rooms.Entry(w.run("村支书"), all["甲"].ID))(t)
		if got.Total != 9000 || got.Band != "five" || got.Rank != 1 || len(got.Scores) != 10 {
			t.Fatalf("%+v", got)
		}
		_, err := w.vote(all["甲"], 5, 0)
		w.refused(err, "no_meeting")
		_, err = w.meet(r, w.women[:2]...)
		w.refused(err, "jury_quorum")
		_, err = w.meet(r, append([]kernel.ID{w.people["村委"]}, w.women...)...)
		w.refused(err, "not_in_body")
		must(w.meet(r, w.women[:4]...))(t)
		_, err = w.vote(all["甲"], 5, 0)
		w.refused(err, "votes_do_not_add")
		_, err = w.vote(all["乙"], 4, 0)
		w.refused(err, "candidate_state")
		_, err = w.rooms.Post(w.run("村支书"), r.ID)
		w.refused(err, "votes_missing")
		if c := must(w.vote(all["甲"], 2, 2))(t); c.State != award.Failed {
			t.Fatalf("half of the votes passed: %+v", c)
		}
		if c := must(w.vote(all["甲"], 3, 1))(t); c.State != award.Passed {
			t.Fatalf("%+v", c)
		}
		d = must(w.rooms.Post(w.run("村支书"), r.ID))(t)
		_, err = w.rooms.Decide(w.run("村支书"), r.ID)
		w.refused(err, "still_posted")
		_, posted, err := w.rooms.PostedAt(w.sys, w.places["龙村"].Code)
		if err != nil || len(posted) != 1 || len(posted[0].Rows) != 1 || posted[0].Rows[0].Name == "户甲" {
			t.Fatalf("%v %+v", err, posted)
		}
		code, o, err := w.rooms.Object(w.run("村支书"), r.ID, award.NewObjection{EntryID: all["甲"].ID, Text: "院里堆着杂物", ClientKey: "k"})
		must(o, err)(t)
		if again, same, err := w.rooms.Object(w.run("村支书"), r.ID, award.NewObjection{EntryID: all["甲"].ID, Text: "院里堆着杂物", ClientKey: "k"}); err != nil || same.ID != o.ID || again != "" {
			t.Fatalf("%v %+v", err, same)
		}
		w.clock.Set(time.UnixMilli(d.PostUntil))
		_, err = w.rooms.Decide(w.run("村支书"), r.ID)
		w.refused(err, "objection_open")
		must(w.rooms.Answer(w.run("村支书"), o.ID, award.NewAnswer{Rev: o.Rev, Answer: "到现场看过，已清走"}))(t)
		if a := must(w.rooms.AnswerBy(w.sys, code))(t); !a.Answered || a.Upheld {
			t.Fatalf("%+v", a)
		}
		if _, posted, _ = w.rooms.PostedAt(w.sys, w.places["龙村"].Code); len(posted) != 0 {
			t.Fatal("posted beyond its time")
		}
		_, _, err = w.rooms.Object(w.run("村支书"), r.ID, award.NewObjection{Text: "太晚"})
		w.refused(err, "not_posted")
		must(w.rooms.Decide(w.run("村支书"), r.ID))(t)
		must(w.rooms.Decide(w.run("村支书"), r.ID))(t) // once more: as it is
		list, _, err := w.rooms.Honours(w.as("村支书", award.PermList), award.HonourFilter{State: award.Held}, kernel.Page{})
		if err != nil || len(list) != 1 || list[0].Band.ID != "five" || list[0].ValidTo != months12(w.today()) {
			t.Fatalf("%v %+v", err, list)
		}
		h := must(w.rooms.HandOver(w.run("村支书"), list[0].ID, award.NewPlaque{Rev: list[0].Rev, No: "2026-001", Day: w.today()}))(t)
		if h.PlaqueDay != w.today() {
			t.Fatalf("%+v", h)
		}
		if p := must(w.rooms.Plaque(w.sys, h.Code))(t); !p.Valid || p.Name == "户甲" {
			t.Fatalf("%+v", p)
		}
		_, err = w.rooms.Enter(w.as("村支书", award.PermEnter), r.ID, award.NewCandidate{SubjectID: w.houses["丙"], How: award.Applied})
		w.refused(err, "round_not_open")
	})
}

func months12(d kernel.Day) kernel.Day { return kernel.DayOf(d.Time().AddDate(1, 0, 0)).Add(-1) }

func TestWhoMayEnter(t *testing.T) {
	each(t, func(w *world) {
		_, err := w.rooms.OpenRound(w.run("村支书"), award.NewRound{Scheme: "four_flags", PlaceID: w.places["东乡"].ID, EnterTo: w.today()})
		w.refused(err, "out_of_scope")
		_, err = w.rooms.OpenRound(w.run("乡书记"), award.NewRound{Scheme: "fine_courtyard", PlaceID: w.places["东乡"].ID, EnterTo: w.today()})
		w.refused(err, "award_level")
		r, all := w.courtyards("甲")
		_, err = w.rooms.OpenRound(w.run("村支书"), award.NewRound{Scheme: "fine_courtyard", PlaceID: w.places["龙村"].ID, EnterTo: w.today()})
		w.refused(err, "round_twice")
		in := w.as("村支书", award.PermEnter)
		_, err = w.rooms.Enter(in, r.ID, award.NewCandidate{SubjectID: w.houses["甲"], How: award.Applied})
		w.refused(err, "entered_already")
		_, err = w.rooms.Enter(in, r.ID, award.NewCandidate{SubjectID: w.houses["乙"], How: award.Nominated})
		w.refused(err, "required")
		_, err = w.rooms.Enter(w.as("区领导", award.PermEnter), r.ID, award.NewCandidate{SubjectID: w.houses["乙"], How: award.Nominated, Text: "院子好"})
		w.refused(err, "not_a_nominator")
		n := award.NewCandidate{SubjectID: w.houses["乙"], How: award.Nominated, Text: "院子好", ClientKey: "k1"}
		a, b := must(w.rooms.Enter(in, r.ID, n))(t), must(w.rooms.Enter(in, r.ID, n))(t)
		if a.ID != b.ID {
			t.Fatal("doubled")
		}
		n.SubjectID = w.houses["丙"]
		_, err = w.rooms.Enter(in, r.ID, n)
		w.refused(err, "client_key_used")
		must(w.rooms.Withdraw(in, all["甲"].ID, all["甲"].Rev, "自己不想评"))(t)
		must(w.rooms.Enter(in, r.ID, award.NewCandidate{SubjectID: w.houses["甲"], How: award.Applied}))(t)
		c := must(w.rooms.Bar(w.run("村支书"), a.ID, a.Rev, "building", "乡里的处罚决定书"))(t)
		if c.State != award.Barred {
			t.Fatalf("%+v", c)
		}
		_, err = w.rooms.Bar(w.run("村支书"), a.ID, c.Rev, "petition", "信访")
		w.refused(err, "candidate_state")
		w.clock.Add(21 * 24 * time.Hour)
		_, err = w.rooms.Enter(in, r.ID, award.NewCandidate{SubjectID: w.houses["丁"], How: award.Applied})
		w.refused(err, "round_not_open")
	})
}

func TestWhoMayScore(t *testing.T) {
	each(t, func(w *world) {
		must(w.bodies.AddKin(w.sys, w.people["村委"], body.NewKinship{OtherID: w.people["户乙"], Relation: "parent", Source: "户口簿"}))(t)
		r, all := w.courtyards("甲", "乙", "己")
		w.refused(w.score("村支书", all["甲"], "layout", 1800), "not_scoring")
		must(w.rooms.StartScoring(w.run("村支书"), r.ID))(t)
		w.refused(w.score("户己", all["己"], "layout", 2000), "self_score")
		w.refused(w.score("村委", all["乙"], "layout", 2000), "relative_score")
		w.refused(w.score("乡书记", all["甲"], "layout", 2000), "not_a_scorer")
		w.refused(w.score("村委", all["甲"], "layout", 2100), "score_range")
		w.refused(w.score("村委", all["甲"], "layout", 1850), "score_range")
		sc := w.as("村委", award.PermScore)
		first := award.NewScore{Item: "layout", Value: 1500, ClientKey: "s1"}
		must(w.rooms.Score(sc, all["甲"].ID, first))(t)
		must(w.rooms.Score(sc, all["甲"].ID, award.NewScore{Item: "layout", Value: 1600, Number: 1, ClientKey: "s2"}))(t)
		late := must(w.rooms.Score(sc, all["甲"].ID, first))(t) // the first once more changes nothing
		if late.Items[0].Mine != 1600 || late.Items[0].N != 1 {
			t.Fatalf("%+v", late.Items[0])
		}
		_, err := w.rooms.Score(sc, all["甲"].ID, award.NewScore{Item: "layout", Value: 1000, ClientKey: "s3"}) // made before, came after
		w.refused(err, "changed_meanwhile")
		_, err = w.rooms.Score(sc, all["甲"].ID, award.NewScore{Item: "green", Value: 1000, ClientKey: "s1"})
		w.refused(err, "client_key_used")
		_, err = w.rooms.Score(sc, all["甲"].ID, award.NewScore{Item: "green", Value: 1000, RaterID: w.people["女一"]})
		w.refused(err, "not_your_round")
		c := must(w.rooms.Score(w.run("村支书"), all["甲"].ID, award.NewScore{Item: "layout", Value: 1700, RaterID: w.people["女一"]}))(t)
		if c.Items[0].Mean != 1650 || c.Items[0].Low != 1600 || c.Items[0].High != 1700 {
			t.Fatalf("%+v", c.Items[0])
		}
		_, err = w.rooms.StartReview(w.run("村支书"), r.ID)
		w.refused(err, "scores_missing")
	})
}

func TestRelativesStandAsideInTheVote(t *testing.T) {
	each(t, func(w *world) {
		must(w.bodies.AddKin(w.sys, w.people["女一"], body.NewKinship{OtherID: w.people["户甲"], Relation: "sibling", Source: "户口簿"}))(t)
		r, all := w.courtyards("甲")
		w.scored(r, all, map[string]int64{"甲": 1800})
		must(w.rooms.StartReview(w.run("村支书"), r.ID))(t)
		must(w.meet(r, w.women...))(t)
		_, err := w.vote(all["甲"], 5, 0)
		w.refused(err, "votes_do_not_add")
		if c := must(w.vote(all["甲"], 4, 0))(t); c.Aside != 1 && c.Voters != 4 {
			t.Fatalf("%+v", c)
		}
	})
}

// TestQuotaUnderConcurrency lets twelve candidates pass at once where ten may.
func TestQuotaUnderConcurrency(t *testing.T) {
	each(t, func(w *world) {
		names := []string{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑"}
		r, all := w.courtyards(names...)
		values := map[string]int64{}
		for _, n := range names {
			values[n] = 1800
		}
		w.scored(r, all, values)
		must(w.rooms.StartReview(w.run("村支书"), r.ID))(t)
		must(w.meet(r, w.women...))(t)
		ctx := w.run("村支书")
		var wg sync.WaitGroup
		errs := make([]error, len(names))
		for i, n := range names {
			c := must(w.rooms.Entry(ctx, all[n].ID))(t)
			if c.Rank != 1 || !c.Tied {
				t.Fatalf("equals have one rank: %+v", c)
			}
			wg.Add(1)
			go func() {
				defer wg.Done()
				_, errs[i] = w.rooms.Vote(ctx, c.ID, award.NewVote{Rev: c.Rev, For: 5})
			}()
		}
		wg.Wait()
		passed := 0
		for _, err := range errs {
			if err == nil {
				passed++
				continue
			}
			w.refused(err, "over_quota")
		}
		if passed != 10 {
			t.Fatalf("%d passed, 10 may", passed)
		}
	})
}

func TestRecheckAndRevocation(t *testing.T) {
	each(t, func(w *world) {
		h := w.won()
		run := w.run("村支书")
		_, err := w.rooms.Check(run, h.ID, award.NewCheck{Rev: h.Rev, Keep: true})
		w.refused(err, "not_due")
		w.clock.Set(h.NextCheck.Time().Add(9 * time.Hour))
		if n := must(w.rooms.Recheck(w.sys))(t); n != 1 {
			t.Fatalf("%d re-checks", n)
		}
		must(w.rooms.Recheck(w.sys))(t) // each once
		d := must(w.rooms.Honour(run, h.ID))(t)
		if len(d.Checks) != 1 || d.Checks[0].State != award.CheckOpen {
			t.Fatalf("%+v", d.Checks)
		}
		_, err = w.rooms.Check(run, h.ID, award.NewCheck{Rev: d.Rev, Keep: false})
		w.refused(err, "required")
		n := award.NewCheck{Rev: d.Rev, Keep: false, Note: "院里乱堆乱放，提醒后没有改", ClientKey: "c1"}
		gone := must(w.rooms.Check(run, h.ID, n))(t)
		if again := must(w.rooms.Check(run, h.ID, n))(t); gone.State != award.Revoked || again.Rev != gone.Rev || gone.BarUntil == "" {
			t.Fatalf("%+v", gone)
		}
		if p := must(w.rooms.Plaque(w.sys, h.Code))(t); p.Valid || p.Name != "" || p.Won != "" {
			t.Fatalf("a revoked plaque tells %+v", p)
		}
		r := must(w.rooms.OpenRound(run, award.NewRound{Scheme: "fine_courtyard", PlaceID: w.places["龙村"].ID, Period: "2027", EnterTo: w.today()}))(t)
		_, err = w.rooms.Enter(w.as("村支书", award.PermEnter), r.ID, award.NewCandidate{SubjectID: w.houses["甲"], How: award.Applied})
		w.refused(err, "barred_until")
	})
}

func TestVillagesAreHonouredByTheSameEngine(t *testing.T) {
	each(t, func(w *world) {
		run := w.run("乡书记")
		b := must(w.bodies.CreateBody(w.sys, body.NewBody{Name: "东乡党委", Kind: "party_committee", PlaceID: w.places["东乡"].ID, From: "2026-01-01"}))(t)
		var members []kernel.ID
		for _, n := range []string{"委一", "委二", "委三"} {
			id := must(w.persons.Create(w.sys, person.Draft{Name: n, PlaceID: w.places["东乡"].ID}))(t).ID
			must(w.bodies.AddMember(w.sys, b.ID, id, "party_member", "2026-01-01"))(t)
			members = append(members, id)
		}
		r := must(w.rooms.OpenRound(run, award.NewRound{Scheme: "four_flags", PlaceID: w.places["东乡"].ID, EnterTo: w.today()}))(t)
		_, err := w.rooms.Enter(w.as("村支书", award.PermEnter), r.ID, award.NewCandidate{SubjectID: w.places["龙村"].ID, How: award.Applied})
		w.refused(err, "no_applications")
		_, err = w.rooms.Enter(w.as("区领导", award.PermEnter), r.ID, award.NewCandidate{SubjectID: w.places["湾村"].ID, How: award.Nominated, Text: "好"})
		w.refused(err, "not_a_nominator")
		in := w.as("乡书记", award.PermEnter)
		_, err = w.rooms.Enter(in, r.ID, award.NewCandidate{SubjectID: w.places["一组"].ID, How: award.Nominated, Text: "好"})
		w.refused(err, "not_a_village")
		c := must(w.rooms.Enter(w.as("村支书", award.PermEnter), r.ID, award.NewCandidate{SubjectID: w.places["龙村"].ID, How: award.Nominated, Text: "产业和环境都好"}))(t)
		must(w.rooms.StartScoring(run, r.ID))(t)
		w.refused(w.score("村支书", *c, "branch", 1500), "not_a_scorer")
		for item, v := range map[string]int64{"branch": 1300, "grid": 700, "income": 1300, "jobs": 700, "clean": 1300, "pond": 700, "manners": 1300, "safe": 650} {
			must(w.rooms.Score(w.as("乡书记", award.PermScore), c.ID, award.NewScore{Item: item, Value: v}))(t)
		}
		d := must(w.rooms.StartReview(run, r.ID))(t)
		if got := must(w.rooms.Entry(run, c.ID))(t); got.State != award.Below || got.Total != 7950 || got.Earned != 3 {
			t.Fatalf("three flags are not four: %+v %+v", got, d.Counts)
		}
		_, err = w.rooms.Post(run, r.ID)
		w.refused(err, "nobody_passed")
		must(w.rooms.Cancel(run, r.ID, "没有村达到"))(t)
		r = must(w.rooms.OpenRound(run, award.NewRound{Scheme: "four_flags", PlaceID: w.places["东乡"].ID, EnterTo: w.today()}))(t)
		c = must(w.rooms.Enter(in, r.ID, award.NewCandidate{SubjectID: w.places["龙村"].ID, How: award.Nominated, Text: "四面都好"}))(t)
		must(w.rooms.StartScoring(run, r.ID))(t)
		for item, v := range map[string]int64{"branch": 1300, "grid": 700, "income": 1300, "jobs": 700, "clean": 1300, "pond": 700, "manners": 1300, "safe": 700} {
			must(w.rooms.Score(w.as("乡书记", award.PermScore), c.ID, award.NewScore{Item: item, Value: v}))(t)
		}
		must(w.rooms.StartReview(run, r.ID))(t)
		_, err = w.rooms.Meet(w.run("村支书"), r.ID, award.NewMeeting{BodyID: b.ID, Day: w.today(), Present: members, Minutes: "x"})
		if err == nil {
			t.Fatal("a village took down the township's meeting")
		}
		must(w.rooms.Meet(run, r.ID, award.NewMeeting{BodyID: b.ID, Day: w.today(), Present: members, Minutes: "党委会"}))(t)
		now := must(w.rooms.Entry(run, c.ID))(t)
		if got := must(w.rooms.Vote(run, c.ID, award.NewVote{Rev: now.Rev, For: 2, Against: 1}))(t); got.State != award.Passed || got.Band != "four" {
			t.Fatalf("%+v", got)
		}
	})
}
