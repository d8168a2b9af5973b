package demo_test

import (
	"context"
	"testing"
	"time"

	"touyan/internal/demo"
	"touyan/internal/domain/access"
	_ "touyan/internal/domain/activity" // points read what people took part in
	"touyan/internal/domain/award"
	"touyan/internal/domain/body"
	"touyan/internal/domain/bulletin"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/demand"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/link"
	"touyan/internal/domain/merit"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/points"
	"touyan/internal/domain/shop"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

const today kernel.Day = "2026-11-20"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// rooms are those of an empty county of a pack, and the clock that a builder sets.
func rooms(t *testing.T, engine, id string) (demo.Rooms, *demo.Clock) {
	t.Helper()
	return roomsIn(t, dbtest.Fresh(t, engine), id)
}

// roomsIn is rooms in a database that the test looks into by itself.
func roomsIn(t *testing.T, o db.Options, id string) (demo.Rooms, *demo.Clock) {
	t.Helper()
	clock := demo.NewClock(today.Add(-demo.Days).Time().Add(8 * time.Hour))
	o.Now = clock.Now
	d := must(db.Open(t.Context(), o))
	t.Cleanup(func() { _ = d.Close() })
	p := must(pack.Load(packs.FS, "base", id))
	keys := must(crypt.Load(t.TempDir()))
	days := p.Calendar()
	places := place.New(d, p)
	persons := person.New(d, keys, places)
	bodies := body.New(d, p, places, persons)
	store := must(files.Local(t.TempDir()))
	links := link.New(d, p, places, persons, bodies)
	facts := fact.New(d, p, keys, places, persons)
	cases := casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: store, Days: days, Place: places, Body: bodies, Person: persons})
	merits := merit.New(merit.Options{DB: d, Pack: p, Keys: keys, Files: store, Place: places, Person: persons, Body: bodies})
	visits := visit.New(visit.Options{DB: d, Pack: p, Keys: keys, Files: store, Place: places, Person: persons, Body: bodies, Link: links, Cases: cases})
	return demo.Rooms{
		DB: d, Pack: p, Place: places, Person: persons, Body: bodies,
		Fact:     facts,
		Access:   access.New(access.Options{DB: d, Pack: p, Place: places, Person: persons, Body: bodies, Demo: true}),
		Casework: cases,
		Duty:     duty.New(duty.Options{DB: d, Pack: p, Files: store, Days: days, Place: places, Body: bodies}),
		Link:     links,
		Award:    award.New(award.Options{DB: d, Pack: p, Keys: keys, Files: store, Days: days, Place: places, Person: persons, Body: bodies, Fact: facts}),
		Visit:    visits,
		Bulletin: bulletin.New(bulletin.Options{DB: d, Pack: p, Place: places, Figures: indicator.New(d, p, places, bodies), Visit: visits}),
		Points:   points.New(points.Options{DB: d, Pack: p, Files: store, Days: days, Place: places, Body: bodies}),
		Merit:    merits,
		Demand:   demand.New(demand.Options{DB: d, Pack: p, Days: days, Place: places, Body: bodies, Cases: cases, Held: func(*db.ReadTx) (map[string]string, error) { return nil, nil }}),
		Shop:     shop.New(shop.Options{DB: d, Pack: p, Keys: keys, Place: places, Merit: merits}),
	}, clock
}

// TestXiangningInItsOwnNumbers makes the whole demo county and counts it (requirements A1).
func TestXiangningInItsOwnNumbers(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			r, clock := rooms(t, engine, demo.Pack)
			if err := demo.New(r, clock, 7).County(t.Context(), demo.Pack, today); err != nil {
				t.Fatal(err)
			}
			ctx := kernel.WithActor(t.Context(), kernel.System(141029))
			checkSizes(ctx, t, r.DB)
			checkStates(ctx, t, r)
			checkHouseholds(ctx, t, r)
		})
	}
}

// checkSizes counts places and distinct holders of posts against the county's figures (乡宁县, 2023).
func checkSizes(ctx context.Context, t *testing.T, d *db.DB) {
	t.Helper()
	var got struct{ Townships, Villages, Single, Cut, Groups, Micros, Heads, FullTime, PartTime, Micro, Dedicated int }
	err := d.Read(ctx, func(tx *db.ReadTx) error {
		holders := func(post string) string {
			return "(SELECT count(DISTINCT a.person_id) FROM {appointment a} WHERE a.post = '" + post + "')"
		}
		return tx.One(&got, `SELECT (SELECT count(*) FROM {place p} WHERE p.level = 2) AS townships,
			(SELECT count(*) FROM {place p} WHERE p.level = 3) AS villages,
			(SELECT count(*) FROM {place p} WHERE p.level = 3 AND NOT EXISTS (SELECT 1 FROM {place c} WHERE c.county_id = p.county_id AND c.parent_id = p.id AND c.kind = 'village_grid')) AS single,
			(SELECT count(*) FROM {place p} WHERE p.kind = 'village_grid') AS cut,
			(SELECT count(*) FROM {place p} WHERE p.kind = 'group_grid') AS groups,
			(SELECT count(*) FROM {place p} WHERE p.level = 5) AS micros, `+holders("grid_head")+" AS heads, "+holders("full_time_officer")+" AS full_time, "+
			holders("part_time_officer")+" AS part_time, "+holders("micro_officer")+" AS micro, "+holders("dedicated_officer")+" AS dedicated")
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Single+got.Cut != 262 || got.Townships != 10 || got.Villages != 141 || got.Groups != 1170 || got.Micros != 4364 ||
		got.Heads != 141 || got.FullTime != 262 || got.PartTime != 948 || got.Micro != 4364 || got.Dedicated != 340 {
		t.Errorf("%+v", got)
	}
}

// checkStates: cases in every state, gaps and overlaps to be seen, and counters that agree with the records.
func checkStates(ctx context.Context, t *testing.T, r demo.Rooms) {
	t.Helper()
	sum, err := r.Casework.Summary(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	ct, _ := r.Pack.CaseType("report")
	seen := map[string]int64{}
	for _, s := range sum.ByState {
		seen[s.State] = s.N
	}
	for _, s := range ct.States {
		if seen[s.ID] == 0 && s.ID != ct.Merge.To { // nothing was reported twice
			t.Errorf("no case in state %s", s.ID)
		}
	}
	gaps, err := r.Body.GapSummary(ctx, 0)
	if err != nil || gaps.Vacant == 0 || gaps.Overlap != 3 {
		t.Errorf("gaps %+v %v", gaps, err)
	}
	checkBodies(ctx, t, r)
	diffs, err := r.Casework.Recount(ctx, 141029)
	if err != nil || len(diffs) > 0 {
		t.Errorf("counters differ: %v %v", diffs, err)
	}
}

// checkBodies: every village has its bodies, some terms end or have ended, and the problems are there to be seen (A8).
func checkBodies(ctx context.Context, t *testing.T, r demo.Rooms) {
	t.Helper()
	for state, least := range map[string]int{body.TermsEnding: 20, body.TermsOverdue: 8} {
		list, _, err := r.Body.ListTerms(ctx, body.TermFilter{State: state}, kernel.Page{Limit: kernel.MaxLimit})
		if err != nil || len(list) < least {
			t.Errorf("%d terms %s: %v", len(list), state, err)
		}
	}
	teams, _, err := r.Body.ListBodies(ctx, body.BodyFilter{Kind: "inspection_team"}, kernel.Page{})
	if err != nil || len(teams) != 1 {
		t.Fatalf("%d inspection teams: %v", len(teams), err)
	}
	members, _, err := r.Body.ListAppointments(ctx, body.AppointmentFilter{Body: teams[0].ID, On: today}, kernel.Page{})
	if err != nil || len(members) != 3 {
		t.Errorf("%d in the inspection team: %v", len(members), err)
	}
	seen := map[string]int{}
	for cursor, more := "", true; more; more = cursor != "" {
		list, next, err := r.Body.ListBodyGaps(ctx, "", 0, kernel.Page{Cursor: cursor})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range list {
			seen[g.Kind]++
		}
		cursor = next
	}
	for kind, want := range map[string]bool{
		body.GapMissing: true, body.GapLapsed: true, body.GapTooFew: true, body.GapNoHead: true, body.GapBarred: true,
		body.GapNoTerm: false, body.GapTwoTerms: false, body.GapTwoHeads: false, body.GapEven: false,
	} {
		if (seen[kind] > 0) != want {
			t.Errorf("%s: %d problems", kind, seen[kind])
		}
	}
}

// checkHouseholds: two villages have their households, the counters agree with them, and things have happened.
func checkHouseholds(ctx context.Context, t *testing.T, r demo.Rooms) {
	t.Helper()
	c, err := r.Person.CountHouseholds(ctx, 0)
	if err != nil || c.Households < 500 || c.Registered < 3*c.Households/2 || c.Living > c.Registered*11/10 {
		t.Errorf("%+v %v", c, err)
	}
	if diffs, err := r.Person.Recount(ctx, 141029); err != nil || len(diffs) > 0 {
		t.Errorf("%+v %v", diffs, err)
	}
	var kinds []string
	err = r.DB.Read(ctx, func(tx *db.ReadTx) error {
		return tx.Select(&kinds, "SELECT DISTINCT e.kind FROM {household_event e} ORDER BY e.kind")
	})
	if err != nil || len(kinds) < 5 {
		t.Errorf("%v %v", kinds, err)
	}
}
