package activity_test

import (
	"testing"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// 祥符:四队三会一社 (A5).
func TestABodyCountsWhatItDid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := must(pack.Load(packs.FS, "base", "xiangfu"))(t)
		sys := dbtest.System(t)
		places := place.New(d, p)
		persons := person.New(d, must(crypt.Load(t.TempDir()))(t), places)
		bodies := body.New(d, p, places, persons)
		s := activity.New(d, p, places, bodies)
		county := must(places.CreateCounty(sys, "141029", "某区"))(t)
		town := must(places.Create(sys, place.Draft{ParentID: county.ID, Name: "东乡"}))(t)
		village := must(places.Create(sys, place.Draft{ParentID: town.ID, Name: "龙村"}))(t)
		team := must(bodies.CreateBody(sys, body.NewBody{Name: "龙村树木管护队", Kind: "tree_team", PlaceID: village.ID}))(t)
		branch := must(bodies.CreateBody(sys, body.NewBody{Name: "龙村党支部", Kind: "party_branch", PlaceID: village.ID}))(t)
		one := must(persons.Create(sys, person.Draft{Name: "赵队长", PlaceID: village.ID}))(t)
		two := must(persons.Create(sys, person.Draft{Name: "钱外人", PlaceID: village.ID}))(t)
		must(bodies.AddMember(sys, team.ID, one.ID, "captain", "2026-01-01"))(t)

		for _, n := range []activity.Draft{
			{BodyID: branch.ID, Day: "2026-11-10", Title: "植树"},
			{BodyID: team.ID, Day: "2027-01-10", Title: "植树"},
			{BodyID: team.ID, Day: "2026-11-10", Title: " "},
			{BodyID: team.ID, Day: "2026-11-10", Title: "植树", PeopleIDs: []kernel.ID{two.ID}},
		} {
			if _, err := s.Add(sys, n); err == nil {
				t.Errorf("accepted: %+v", n)
			}
		}
		a := must(s.Add(sys, activity.Draft{BodyID: team.ID, Day: "2026-11-10", Title: "植树", PeopleIDs: []kernel.ID{one.ID, one.ID}, ClientKey: "k"}))(t)
		if again := must(s.Add(sys, activity.Draft{BodyID: team.ID, Day: "2026-11-10", Title: "植树", ClientKey: "k"}))(t); again.ID != a.ID || len(again.People) != 1 {
			t.Errorf("sent again it is the same: %+v", again)
		}
		must(s.Add(sys, activity.Draft{BodyID: team.ID, Day: "2026-10-05", Title: "浇水"}))(t)
		must(s.Add(sys, activity.Draft{BodyID: team.ID, Day: "2026-03-12", Title: "补种"}))(t)
		count := func() activity.Counts { return must(s.Count(sys, activity.Filter{Body: team.ID}))(t) }
		if c := count(); c != (activity.Counts{Month: 1, Quarter: 2, Year: 3}) {
			t.Errorf("%+v", c)
		}
		if c := must(s.Count(sys, activity.Filter{Place: village.ID}))(t); c.Year != 3 {
			t.Errorf("%+v", c)
		}
		if list, _, err := s.List(sys, activity.Filter{Person: one.ID}, kernel.Page{}); err != nil || len(list) != 1 || list[0].Title != "植树" {
			t.Errorf("%+v %v", list, err)
		}
		if err := s.Remove(sys, a.ID, a.Rev, "记错了"); err != nil {
			t.Fatal(err)
		}
		if c := count(); c.Year != 2 {
			t.Errorf("%+v", c)
		}
		if diff := must(s.Recount(t.Context(), dbtest.County))(t); len(diff) > 0 {
			t.Errorf("%+v", diff)
		}
	})
}
