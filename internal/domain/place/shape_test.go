package place

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func fileOf(features ...string) []byte {
	return []byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`)
}

func feature(props, kind, coordinates string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":%s,"geometry":{"type":%q,"coordinates":%s}}`, props, kind, coordinates)
}

// square is a ring around a middle.
func square(x, y, half float64) string {
	return fmt.Sprintf("[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]", x-half, y-half, x+half, y-half, x+half, y+half, x-half, y+half, x-half, y-half)
}

func TestWhatIsWrongWithAnOutlineIsTold(t *testing.T) {
	named := `{"name":"东乡"}`
	for name, c := range map[string]struct{ file, want string }{
		"no JSON":             {"{", "shape_file"},
		"no collection":       {`{"type":"Feature"}`, "shape_file"},
		"nothing in it":       {`{"type":"FeatureCollection","features":[]}`, "shape_many"},
		"no name":             {string(fileOf(feature(`{}`, "Polygon", "["+square(110, 36, 0.1)+"]"))), "shape_unnamed"},
		"a line":              {string(fileOf(feature(named, "LineString", "[[110,36],[111,36]]"))), "shape_kind"},
		"no geometry":         {`{"type":"FeatureCollection","features":[{"properties":{"name":"东乡"},"geometry":null}]}`, "shape_kind"},
		"three points":        {string(fileOf(feature(named, "Polygon", "[[[110,36],[111,36],[110,36]]]"))), "shape_points"},
		"a point of one":      {string(fileOf(feature(named, "Polygon", "[[[110],[111,36],[111,37],[110,36]]]"))), "shape_points"},
		"words for numbers":   {string(fileOf(feature(named, "Polygon", `[[["a","b"]]]`))), "shape_points"},
		"not closed":          {string(fileOf(feature(named, "Polygon", "[[[110,36],[111,36],[111,37],[110,37]]]"))), "shape_open"},
		"no area":             {string(fileOf(feature(named, "Polygon", "[[[110,36],[111,36],[112,36],[110,36]]]"))), "shape_flat"},
		"through itself":      {string(fileOf(feature(named, "Polygon", "[[[110,36],[111,37],[111,36],[110,37.5],[110,36]]]"))), "shape_crosses"},
		"latitude first":      {string(fileOf(feature(named, "Polygon", "["+square(36, 110, 0.1)+"]"))), "shape_swapped"},
		"projected":           {string(fileOf(feature(named, "Polygon", "["+square(500000, 3900000, 100)+"]"))), "shape_outside"},
		"one of two is wrong": {string(fileOf(feature(named, "Polygon", "["+square(110, 36, 0.1)+"]"), feature(`{"code":"141029100"}`, "Point", "[110,36]"))), "shape_kind"},
	} {
		t.Run(name, func(t *testing.T) {
			_, faults := readShapes([]byte(c.file))
			if len(faults) != 1 || faults[0].Code != c.want {
				t.Fatalf("%+v, want %s", faults, c.want)
			}
		})
	}
	shapes, faults := readShapes(fileOf(feature(`{"code":141029100}`, "Polygon", "["+square(110, 36, 0.1)+"]")))
	if len(faults) > 0 || shapes[0].code != "141029100" {
		t.Fatalf("%+v %+v", shapes, faults)
	}
}

func TestACodeMayLeaveOutTheZerosAtItsEnd(t *testing.T) {
	for code, want := range map[string]bool{"141029100000": true, "141029100": true, "141029": false, "14102910": false, "1410291000001": false, "": false} {
		if sameCode("141029100000", code) != want {
			t.Errorf("%q: %v", code, !want)
		}
	}
	if !sameCode("141029000000", "141029") {
		t.Error("the county")
	}
}

// A plainer outline has few enough points, stays closed, and no point of the old one lies far from it.
func TestAPlainerOutlineStaysNear(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(4, 4000).Draw(r, "points")
		size := rapid.Float64Range(0.01, 0.4).Draw(r, "size")
		rough := rapid.Float64Range(0, 0.02).Draw(r, "rough")
		ring := make([]point, 0, n+1)
		for i := range n {
			by := size * (1 + rough*math.Sin(float64(i*i%97)))
			ring = append(ring, point{110 + by*math.Cos(2*math.Pi*float64(i)/float64(n)), 36 + by*math.Sin(2*math.Pi*float64(i)/float64(n))})
		}
		ring = append(ring, ring[0])
		was := append([]point{}, ring...)
		got := outline{{ring}}.plain()
		if got.points() > shapePoints && got.points() != len(was) {
			r.Fatalf("%d points of %d", got.points(), len(was))
		}
		kept := got[0][0]
		if kept[0] != kept[len(kept)-1] || len(kept) < 4 {
			r.Fatalf("not closed: %v", kept)
		}
		for _, p := range was {
			near := 1.0
			for i := range len(kept) - 1 {
				near = min(near, gap(p, kept[i], kept[i+1]))
			}
			if near > coarsest+1e-4 {
				r.Fatalf("%v lies %g from it", p, near)
			}
		}
		text, err := got.text()
		if err != nil {
			r.Fatal(err)
		}
		if back := outlineOf(text); back.points() != got.points() {
			r.Fatalf("%d points come back of %d", back.points(), got.points())
		}
	})
}

func FuzzShapes(f *testing.F) {
	f.Add(fileOf(feature(`{"name":"东乡"}`, "Polygon", "["+square(110, 36, 0.1)+"]")))
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"geometry":{"type":"MultiPolygon","coordinates":[[[[110,36],[111,36],[111,37],[110,36]]],[]]},"properties":{"code":1}}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		shapes, faults := readShapes(b)
		if len(faults) > 0 {
			return
		}
		for _, s := range shapes {
			if _, err := s.line.plain().text(); err != nil {
				t.Fatal(err)
			}
			if _, err := json.Marshal(s.line.box()); err != nil {
				t.Fatal(err)
			}
		}
	})
}
