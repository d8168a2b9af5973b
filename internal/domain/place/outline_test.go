package place_test

import (
	"fmt"
	"strings"
	"testing"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func outlines(features ...string) []byte {
	return []byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`)
}

func square(props string, x, y, half float64) string {
	return fmt.Sprintf(`{"type":"Feature","properties":%s,"geometry":{"type":"Polygon","coordinates":[[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]]}}`,
		props, x-half, y-half, x+half, y-half, x+half, y+half, x-half, y+half, x-half, y-half)
}

func TestOutlinesComeInWholeAndGoOutAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, sys, ok := place.New(d, load(t)), dbtest.System(t), must[place.Place](t)
		county := ok(s.CreateCounty(sys, "141029", "乡宁县"))
		east, west := ok(s.Create(sys, place.Draft{ParentID: county.ID, Name: "东乡"})), ok(s.Create(sys, place.Draft{ParentID: county.ID, Name: "西乡"}))
		a := ok(s.Create(sys, place.Draft{ParentID: east.ID, Name: "同名村"}))
		b := ok(s.Create(sys, place.Draft{ParentID: west.ID, Name: "同名村"}))
		report := must[*place.ShapeReport](t)
		shapes := must[[]place.Shape](t)

		good := outlines(square(`{"code":"141029"}`, 110.5, 36, 0.5), square(`{"name":"东乡"}`, 110.7, 36, 0.2), square(`{"code":"`+a.Code+`"}`, 110.7, 36, 0.05))
		if r := report(s.ImportShapes(sys, good, true)); r.Added != 3 || len(r.Faults) != 0 || len(r.Without) != 2 {
			t.Fatalf("checked: %+v", r)
		}
		if got := shapes(s.Shapes(sys, county.ID)); len(got) != 0 {
			t.Fatalf("a check saved %+v", got)
		}
		if r := report(s.ImportShapes(sys, good, false)); r.Added != 3 {
			t.Fatalf("saved: %+v", r)
		}
		if got := shapes(s.Shapes(sys, county.ID)); len(got) != 1 || got[0].ID != east.ID || got[0].Geometry.Type != "MultiPolygon" || len(got[0].Geometry.Coordinates[0][0]) != 5 {
			t.Fatalf("below the county: %+v", got)
		}
		out, err := s.ExportShapes(sys)
		if err != nil {
			t.Fatal(err)
		}
		if r := report(s.ImportShapes(sys, out, false)); r.Same != 3 || r.Added+r.Changed+len(r.Faults) != 0 {
			t.Fatalf("its own file: %+v", r)
		}

		for name, c := range map[string]struct{ file, want string }{
			"two of a name":       {square(`{"name":"同名村"}`, 110.7, 36, 0.05), "shape_ambiguous"},
			"nobody's":            {square(`{"name":"别处"}`, 110.7, 36, 0.05), "shape_unknown"},
			"nobody's code":       {square(`{"code":"999999"}`, 110.7, 36, 0.05), "shape_unknown"},
			"twice":               {square(`{"code":"`+b.Code+`"}`, 110.3, 36, 0.05) + "," + square(`{"code":"`+b.Code+`"}`, 110.3, 36, 0.06), "shape_twice"},
			"not in its township": {square(`{"code":"`+a.Code+`"}`, 113, 34, 0.05), "shape_apart"},
		} {
			t.Run(name, func(t *testing.T) {
				r := report(s.ImportShapes(sys, outlines(square(`{"name":"西乡"}`, 110.3, 36, 0.2), c.file), false))
				if len(r.Faults) != 1 || r.Faults[0].Code != c.want || r.Faults[0].Feature < 2 {
					t.Fatalf("%+v", r)
				}
				if got := shapes(s.Shapes(sys, county.ID)); len(got) != 1 {
					t.Fatal("a file with a fault was saved in part")
				}
			})
		}

		only := officer(west.Arm())
		if r := report(s.ImportShapes(only, outlines(square(`{"name":"东乡"}`, 110.7, 36, 0.2)), false)); len(r.Faults) != 1 || r.Faults[0].Code != "shape_unknown" {
			t.Fatalf("another township's: %+v", r)
		}
		if _, err := s.Shapes(only, east.ID); kernel.KindOf(err) != kernel.KindNotFound {
			t.Fatalf("another township's outlines: %v", err)
		}
	})
}
