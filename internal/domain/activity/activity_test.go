package activity_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"io"
	"testing"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/body"
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

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// picture is a JPEG large enough to have a smaller one beside it.
func picture(t *testing.T, shade uint8) files.Upload {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 400, 300))
	for i := range m.Pix {
		m.Pix[i] = shade
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return files.Upload{Name: "IMG.JPG", Data: b.Bytes()}
}

// 祥符:四队三会一社 (A5).
func TestABodyCountsWhatItDid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		p := must(pack.Load(packs.FS, "base", "xiangfu"))(t)
		sys := dbtest.System(t)
		places := place.New(d, p)
		persons := person.New(d, must(crypt.Load(t.TempDir()))(t), places)
		bodies := body.New(d, p, places, persons)
		s := activity.New(d, p, must(files.Local(t.TempDir()))(t), places, bodies)
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
		photo := picture(t, 7)
		doc := files.Upload{Name: `C:\签到表.PDF`, Data: []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF")}
		got := must(s.AddFiles(sys, a.ID, "up", []files.Upload{photo, photo, doc}))(t)
		if len(got.Files) != 2 || got.Files[0].Small == "" || got.Files[1].Name != "签到表.pdf" || got.Files[1].Small != "" {
			t.Fatalf("%+v", got.Files)
		}
		if again := must(s.AddFiles(sys, a.ID, "up", []files.Upload{photo, picture(t, 9)}))(t); len(again.Files) != 2 {
			t.Errorf("an upload whose key came before changes nothing: %d", len(again.Files))
		}
		f := must(s.File(sys, a.ID, got.Files[0].ID, "small"))(t)
		if _, err := io.Copy(io.Discard, f.Data); err != nil || f.Data.Close() != nil || f.Mime != "image/jpeg" {
			t.Errorf("%+v %v", f, err)
		}
		other := must(s.Add(sys, activity.Draft{BodyID: team.ID, Day: "2026-11-01", Title: "修枝"}))(t)
		if _, err := s.File(sys, other.ID, got.Files[0].ID, ""); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("a photo of another activity: %v", err)
		}
		for _, bad := range [][]files.Upload{nil, {{Data: []byte("GIF89a")}}, {photo, photo, photo, photo, photo, photo, photo}} {
			if _, err := s.AddFiles(sys, other.ID, "", bad); kernel.KindOf(err) != kernel.KindInvalid {
				t.Errorf("%d files: %v", len(bad), err)
			}
		}
		if err := s.Remove(sys, other.ID, other.Rev, "记错了"); err != nil {
			t.Fatal(err)
		}
		teams := must(s.Teams(sys))(t)
		if len(teams) != 1 || teams[0].Name != team.Name || len(teams[0].People) != 1 || teams[0].People[0].Name != "赵队长" {
			t.Errorf("%+v", teams)
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
