package demo_test

import (
	"context"
	"slices"
	"testing"

	"touyan/internal/demo"
	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// TestEveryCountyHasItsDemo: over its real divisions, with somebody to sign in as in each post that its pack defines, and each
// kind of body that it names.
func TestEveryCountyHasItsDemo(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		for _, id := range demo.Counties()[1:] {
			t.Run(engine+"/"+id, func(t *testing.T) {
				r, clock := rooms(t, engine, id)
				if err := demo.New(r, clock, 7).County(t.Context(), id, today); err != nil {
					t.Fatal(err)
				}
				ctx := kernel.WithActor(t.Context(), kernel.System(must(place.CountyID(r.Pack.County))))
				checkPosts(ctx, t, r)
				checkKinds(ctx, t, r)
				checkLife(ctx, t, r)
				if id == "zhushan" {
					checkCommand(ctx, t, r)
				}
			})
		}
	}
	if err := demo.New(demo.Rooms{}, demo.NewClock(today.Time()), 1).County(t.Context(), "anhua", today); kernel.KindOf(err) != kernel.KindInvalid {
		t.Errorf("a county without a demo: %v", err)
	}
}

// checkPosts: whoever may do something can be met. Posts that only stand in for another kind of body are held with it.
func checkPosts(ctx context.Context, t *testing.T, r demo.Rooms) {
	t.Helper()
	people, err := r.Access.DemoPeople(ctx)
	if err != nil {
		t.Fatal(err)
	}
	offered := func(id string) bool {
		po, ok := r.Pack.Post(id)
		return ok && slices.ContainsFunc(people, func(p access.DemoPerson) bool { return p.PostName == po.Name })
	}
	for _, po := range r.Pack.Posts {
		perms, _ := r.Pack.PermissionsOf(po.ID)
		other := false // of posts that go with one role of a body, such as its secretary, one is enough
		for _, k := range r.Pack.BodyKinds {
			for _, role := range k.MemberRoles {
				other = other || slices.Contains(role.Posts, po.ID) && slices.ContainsFunc(role.Posts, offered)
			}
		}
		if po.Valid(today) && !po.ByCase && len(perms) > 0 && !offered(po.ID) && !other {
			t.Errorf("nobody to sign in as %s (%s)", po.Name, po.ID)
		}
	}
}

// checkKinds: each kind of body is there, with whom it needs; only what the stage shows on purpose is a problem.
func checkKinds(ctx context.Context, t *testing.T, r demo.Rooms) {
	t.Helper()
	for _, k := range r.Pack.BodyKinds {
		if slices.Contains([]string{"party_committee", "party_general_branch"}, k.ID) { // a village has a branch instead
			continue
		}
		list, _, err := r.Body.ListBodies(ctx, body.BodyFilter{Kind: k.ID}, kernel.Page{})
		if err != nil || len(list) == 0 {
			t.Errorf("no %s (%s): %v", k.Name, k.ID, err)
		}
	}
	gaps, _, err := r.Body.ListBodyGaps(ctx, "", 0, kernel.Page{Limit: kernel.MaxLimit})
	for _, g := range gaps {
		if g.Kind != body.GapMissing { // the villages off the stage have nothing yet
			t.Errorf("%+v", g)
		}
	}
	ending, _, terr := r.Body.ListTerms(ctx, body.TermFilter{State: body.TermsEnding}, kernel.Page{})
	if err != nil || terr != nil || len(ending) == 0 {
		t.Errorf("%d terms end: %v %v", len(ending), err, terr)
	}
}

// checkLife: households, Party members in their branch, cases, and counters that agree with the records.
func checkLife(ctx context.Context, t *testing.T, r demo.Rooms) {
	t.Helper()
	c, err := r.Person.CountHouseholds(ctx, 0)
	if err != nil || c.Households < 30 || c.Registered < 60 {
		t.Errorf("%+v %v", c, err)
	}
	sum, err := r.Casework.Summary(ctx, 0)
	var cases int64
	for _, s := range sum.ByState {
		cases += s.N
	}
	if err != nil || cases < 20 {
		t.Errorf("%d cases %v", cases, err)
	}
	county := kernel.ActorOf(ctx).CountyID
	roll, _, err := r.Body.PartyRoll(ctx, county, "", kernel.Page{Limit: kernel.MaxLimit})
	if err != nil || len(roll) < 10 {
		t.Errorf("%d Party members %v", len(roll), err)
	}
	if diffs, err := r.Casework.Recount(ctx, county); err != nil || len(diffs) > 0 {
		t.Errorf("%+v %v", diffs, err)
	}
	if diffs, err := r.Person.Recount(ctx, county); err != nil || len(diffs) > 0 {
		t.Errorf("%+v %v", diffs, err)
	}
	list, _, err := r.Person.Households(ctx, person.HouseholdFilter{}, kernel.Page{Limit: 5})
	if err != nil || len(list) != 5 {
		t.Errorf("%d households %v", len(list), err)
	}
}

// checkCommand: the command system in the county's own numbers (requirements A2).
func checkCommand(ctx context.Context, t *testing.T, r demo.Rooms) {
	t.Helper()
	var got struct{ Areas, Leaders, LedAreas, Office, Groups, Heads int }
	err := r.DB.Read(ctx, func(tx *db.ReadTx) error {
		return tx.One(&got, `SELECT (SELECT count(*) FROM {body b} WHERE b.kind = 'area_headquarters') AS areas,
			(SELECT count(DISTINCT a.person_id) FROM {appointment a} WHERE a.post = 'area_leader') AS leaders,
			(SELECT count(DISTINCT a.township_id) FROM {appointment a} WHERE a.post = 'area_leader') AS led_areas,
			(SELECT count(*) FROM {body b} WHERE b.kind = 'command_office') AS office,
			(SELECT count(*) FROM {body b} WHERE b.kind = 'county_task_group') AS groups,
			(SELECT count(*) FROM {appointment a} WHERE a.post = 'county_task_group_head' AND a.topic <> '') AS heads`)
	})
	if err != nil || got.Areas != 17 || got.Leaders != 43 || got.LedAreas != 17 || got.Office != 1 || got.Groups != 19 || got.Heads != 19 {
		t.Errorf("%+v %v", got, err)
	}
}
