package place

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/kernel"
)

// The limits of an outline and of a file of them. Mainland China lies within these degrees.
const (
	maxShapes      = 5000
	shapePoints    = 600 // of one place, as it is kept
	crossChecked   = 3000
	westmost       = 73.0
	eastmost       = 136.0
	southmost      = 3.0
	northmost      = 54.0
	coarsest       = 0.05 // degrees by which an outline may be made plainer, some kilometres: no county is drawn so roughly that it comes to that
	finest         = 0.00005
	apartBy        = 0.1 // of the size of the place above, by which a middle may lie outside its box
	fullCode       = 12
	shapeFaultsMax = 100
)

// ShapeFault is what is wrong with one outline of a file; Feature counts from 1, 0 is the file itself.
type ShapeFault struct {
	Feature int               `json:"feature"`
	Name    string            `json:"name"`
	Code    string            `json:"code"`
	Args    map[string]string `json:"args" nullable:"false"`
}

// point is a longitude and a latitude.
type point [2]float64

// outline is what GeoJSON calls a MultiPolygon: polygons of rings, the first of each its border.
type outline [][][]point

type shapeFile struct {
	Type     string `json:"type"`
	Features []struct {
		Properties map[string]any  `json:"properties"`
		Geometry   json.RawMessage `json:"geometry"`
	} `json:"features"`
}

// shape is a feature of a file that could be read.
type shape struct {
	feature    int
	code, name string
	line       outline
}

// The names under which files of offices keep code and name of a place.
var (
	codeKeys = []string{"code", "adcode", "XZQDM", "区划代码", "代码"}
	nameKeys = []string{"name", "NAME", "XZQMC", "名称"}
)

// readShapes reads a GeoJSON FeatureCollection (RFC 7946) of outlines and tells everything that is wrong with it.
func readShapes(b []byte) ([]shape, []ShapeFault) {
	var f shapeFile
	if err := json.Unmarshal(b, &f); err != nil || f.Type != "FeatureCollection" {
		return nil, []ShapeFault{{Code: "shape_file", Args: map[string]string{}}}
	}
	if len(f.Features) == 0 || len(f.Features) > maxShapes {
		return nil, []ShapeFault{{Code: "shape_many", Args: map[string]string{"max": strconv.Itoa(maxShapes)}}}
	}
	var out []shape
	var faults []ShapeFault
	for i, x := range f.Features {
		s := shape{feature: i + 1, code: property(x.Properties, codeKeys), name: property(x.Properties, nameKeys)}
		var fault string
		switch {
		case s.code == "" && s.name == "":
			fault = "shape_unnamed"
		default:
			s.line, fault = readOutline(x.Geometry)
		}
		if fault != "" && len(faults) < shapeFaultsMax {
			faults = append(faults, ShapeFault{Feature: s.feature, Name: s.name + s.codeIfUnnamed(), Code: fault, Args: map[string]string{}})
		}
		out = append(out, s)
	}
	return out, faults
}

func (s shape) codeIfUnnamed() string {
	if s.name == "" {
		return s.code
	}
	return ""
}

// property is the first of some keys that says something; numbers are codes.
func property(all map[string]any, keys []string) string {
	for _, k := range keys {
		switch v := all[k].(type) {
		case string:
			if t := strings.TrimSpace(v); t != "" {
				return t
			}
		case float64:
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
	}
	return ""
}

// readOutline reads a Polygon or MultiPolygon and says what is wrong with it; empty: nothing.
func readOutline(b json.RawMessage) (outline, string) {
	var g struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	}
	if json.Unmarshal(b, &g) != nil {
		return nil, "shape_kind"
	}
	var raw [][][][]float64
	switch g.Type {
	case "Polygon":
		var one [][][]float64
		if json.Unmarshal(g.Coordinates, &one) != nil {
			return nil, "shape_points"
		}
		raw = [][][][]float64{one}
	case "MultiPolygon":
		if json.Unmarshal(g.Coordinates, &raw) != nil {
			return nil, "shape_points"
		}
	default:
		return nil, "shape_kind"
	}
	var out outline
	for _, polygon := range raw {
		var rings [][]point
		for _, ring := range polygon {
			r, fault := readRing(ring)
			if fault != "" {
				return nil, fault
			}
			rings = append(rings, r)
		}
		if len(rings) > 0 {
			out = append(out, rings)
		}
	}
	if len(out) == 0 {
		return nil, "shape_points"
	}
	return out, ""
}

func readRing(raw [][]float64) ([]point, string) {
	if len(raw) < 4 {
		return nil, "shape_points"
	}
	ring := make([]point, len(raw))
	for i, p := range raw {
		if len(p) < 2 {
			return nil, "shape_points"
		}
		ring[i] = point{p[0], p[1]}
		if p[0] < westmost || p[0] > eastmost || p[1] < southmost || p[1] > northmost {
			if p[1] >= westmost && p[1] <= eastmost && p[0] >= southmost && p[0] <= northmost {
				return nil, "shape_swapped"
			}
			return nil, "shape_outside"
		}
	}
	switch {
	case ring[0] != ring[len(ring)-1]:
		return nil, "shape_open"
	case math.Abs(area(ring)) < 1e-9:
		return nil, "shape_flat"
	case len(ring) <= crossChecked && crosses(ring):
		return nil, "shape_crosses"
	}
	return ring, ""
}

// area is that of a closed ring in square degrees, by sign of its turn.
func area(ring []point) float64 {
	sum := 0.0
	for i := range len(ring) - 1 {
		sum += ring[i][0]*ring[i+1][1] - ring[i+1][0]*ring[i][1]
	}
	return sum / 2
}

// crosses tells whether a closed ring runs through itself.
func crosses(ring []point) bool {
	n := len(ring) - 1
	for i := range n {
		for j := i + 2; j < n; j++ {
			if i == 0 && j == n-1 {
				continue // neighbours
			}
			if meet(ring[i], ring[i+1], ring[j], ring[j+1]) {
				return true
			}
		}
	}
	return false
}

// meet tells whether two lines cross inside both.
func meet(a, b, c, d point) bool {
	if max(a[0], b[0]) < min(c[0], d[0]) || max(c[0], d[0]) < min(a[0], b[0]) || max(a[1], b[1]) < min(c[1], d[1]) || max(c[1], d[1]) < min(a[1], b[1]) {
		return false
	}
	side := func(p, q, r point) float64 { return (q[0]-p[0])*(r[1]-p[1]) - (q[1]-p[1])*(r[0]-p[0]) }
	return side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0
}

// box is the rectangle around an outline: west, south, east, north.
func (o outline) box() [4]float64 {
	b := [4]float64{180, 90, -180, -90}
	for _, polygon := range o {
		for _, p := range polygon[0] {
			b = [4]float64{min(b[0], p[0]), min(b[1], p[1]), max(b[2], p[0]), max(b[3], p[1])}
		}
	}
	return b
}

// inside tells whether the middle of an outline lies in the box of another one, or just beside it: a file of another county, or one in
// other coordinates, does not.
func (o outline) inside(of outline) bool {
	a, b := o.box(), of.box()
	x, y := (a[0]+a[2])/2, (a[1]+a[3])/2
	dx, dy := (b[2]-b[0])*apartBy, (b[3]-b[1])*apartBy
	return x >= b[0]-dx && x <= b[2]+dx && y >= b[1]-dy && y <= b[3]+dy
}

func (o outline) points() int {
	n := 0
	for _, polygon := range o {
		for _, ring := range polygon {
			n += len(ring)
		}
	}
	return n
}

// plain makes an outline plainer until it has few enough points for a screen: what a wall shows of a county needs no more.
func (o outline) plain() outline {
	out := o
	for by := finest; out.points() > shapePoints && by <= coarsest; by *= 2 {
		out = make(outline, 0, len(o))
		for _, polygon := range o {
			var rings [][]point
			for _, ring := range polygon {
				if r := plainer(ring, by); len(r) >= 4 {
					rings = append(rings, r)
				} else if len(rings) == 0 {
					break // an island that nobody could see
				}
			}
			if len(rings) > 0 {
				out = append(out, rings)
			}
		}
		if len(out) == 0 {
			return o
		}
	}
	for _, polygon := range out {
		for _, ring := range polygon {
			for i, p := range ring {
				ring[i] = point{math.Round(p[0]*1e5) / 1e5, math.Round(p[1]*1e5) / 1e5} // about a metre
			}
		}
	}
	return out
}

// plainer leaves out the points of a closed ring that lie nearer than so much to the line between those that stay (Douglas and
// Peucker). The ring is cut at the point farthest from its first one, so that both halves have two ends.
func plainer(ring []point, by float64) []point {
	far := 0
	for i, p := range ring {
		if gap(p, ring[0], ring[0]) > gap(ring[far], ring[0], ring[0]) {
			far = i
		}
	}
	keep := make([]bool, len(ring))
	keep[0], keep[far], keep[len(ring)-1] = true, true, true
	todo := [][2]int{{0, far}, {far, len(ring) - 1}}
	for len(todo) > 0 {
		part := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		at, most := 0, by
		for i := part[0] + 1; i < part[1]; i++ {
			if d := gap(ring[i], ring[part[0]], ring[part[1]]); d > most {
				at, most = i, d
			}
		}
		if at > 0 {
			keep[at] = true
			todo = append(todo, [2]int{part[0], at}, [2]int{at, part[1]})
		}
	}
	var out []point
	for i, p := range ring {
		if keep[i] {
			out = append(out, p)
		}
	}
	return out
}

// gap is how far a point lies from a line between two others, in degrees.
func gap(p, a, b point) float64 {
	dx, dy := b[0]-a[0], b[1]-a[1]
	if long := dx*dx + dy*dy; long > 0 {
		t := max(0, min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/long))
		a = point{a[0] + t*dx, a[1] + t*dy}
	}
	return math.Hypot(p[0]-a[0], p[1]-a[1])
}

// text is an outline as GeoJSON.
func (o outline) text() (string, error) {
	b, err := json.Marshal(map[string]any{"type": "MultiPolygon", "coordinates": o})
	return string(b), err
}

// outlineOf reads an outline as it is kept.
func outlineOf(geometry string) outline {
	o, fault := readOutline(json.RawMessage(geometry))
	if fault != "" {
		return nil
	}
	return o
}

// sameCode tells whether a code of a file is that of a place: files leave out the zeros at its end.
func sameCode(place, code string) bool {
	return place == code || (len(code) == 6 || len(code) == 9) && len(place) == fullCode && code+strings.Repeat("0", fullCode-len(code)) == place
}

// match finds the place of a feature among those of the county: by its code, else by a name that only one of them has.
func (s shape) match(list []Place) (Place, string) {
	if s.code != "" {
		if i := slices.IndexFunc(list, func(p Place) bool { return sameCode(p.Code, s.code) }); i >= 0 {
			return list[i], ""
		}
		if s.name == "" {
			return Place{}, "shape_unknown"
		}
	}
	var found []Place
	for _, p := range list {
		if p.Name == s.name && p.Level <= kernel.LevelGroup {
			found = append(found, p)
		}
	}
	switch len(found) {
	case 1:
		return found[0], ""
	case 0:
		return Place{}, "shape_unknown"
	}
	return Place{}, "shape_ambiguous"
}
