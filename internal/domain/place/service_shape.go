package place

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// ShapeReport is what a file of outlines does, or would do. With faults nothing is saved.
type ShapeReport struct {
	Added   int          `json:"added"`
	Changed int          `json:"changed"`
	Same    int          `json:"same"`
	Without []Ref        `json:"without" nullable:"false"` // places of the levels in the file that have no outline afterwards
	Faults  []ShapeFault `json:"faults" nullable:"false"`
}

// Shape is the outline of a place as a GeoJSON geometry.
type Shape struct {
	Ref
	Geometry ShapeGeometry `json:"geometry"`
}

// ShapeGeometry is a MultiPolygon: polygons of rings of longitudes and latitudes.
type ShapeGeometry struct {
	Type        string  `json:"type"`
	Coordinates outline `json:"coordinates" nullable:"false"`
}

// mostWithout is how many places without an outline a report names.
const mostWithout = 50

// ImportShapes gives places of the actor the outlines of a GeoJSON file, each found by its code or its name. It is saved whole or,
// with a fault or to check only, not at all.
func (s *Service) ImportShapes(ctx context.Context, file []byte, check bool) (*ShapeReport, error) {
	shapes, faults := readShapes(file)
	out := &ShapeReport{Without: []Ref{}, Faults: []ShapeFault{}}
	if len(faults) > 0 {
		out.Faults = faults
		return out, nil
	}
	write := func(tx *db.WriteTx) error {
		*out = ShapeReport{Without: []Ref{}, Faults: []ShapeFault{}}
		list, err := s.mine(tx.ReadTx)
		if err != nil {
			return err
		}
		drawn, err := s.drawn(list, shapes, out)
		if err != nil {
			return err
		}
		if len(out.Faults) > 0 {
			return kernel.Invalid("file", "faults")
		}
		return s.keepShapes(tx, drawn, out)
	}
	var err error
	if check {
		err = s.d.Try(ctx, "place.shapes", write)
	} else {
		err = s.d.Write(ctx, "place.shapes", write)
	}
	if len(out.Faults) > 0 {
		return out, nil
	}
	return out, err
}

// mine are the open places of the actor, with their outlines.
func (s *Service) mine(tx *db.ReadTx) ([]Place, error) {
	tops, err := s.Tops(tx)
	var out []Place
	for _, top := range tops {
		list, err := s.Under(tx, top)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			if p.Open(tx.Today()) && !slices.ContainsFunc(out, func(o Place) bool { return o.ID == p.ID }) {
				out = append(out, p)
			}
		}
	}
	return out, err
}

// drawn finds the place of each outline and tells what does not fit.
func (s *Service) drawn(list []Place, shapes []shape, out *ShapeReport) (map[kernel.ID]string, error) {
	lines, byID, first := map[kernel.ID]outline{}, map[kernel.ID]Place{}, map[kernel.ID]int{}
	for _, p := range list {
		byID[p.ID] = p
		if p.Geometry != "" {
			lines[p.ID] = outlineOf(p.Geometry)
		}
	}
	bad := func(x shape, code string, args map[string]string) {
		if args == nil {
			args = map[string]string{}
		}
		if len(out.Faults) < shapeFaultsMax {
			out.Faults = append(out.Faults, ShapeFault{Feature: x.feature, Name: cmp.Or(x.name, x.code), Code: code, Args: args})
		}
	}
	drawn, of := map[kernel.ID]string{}, map[kernel.ID]shape{}
	for _, x := range shapes {
		p, fault := x.match(list)
		switch {
		case fault != "":
			bad(x, fault, nil)
			continue
		case first[p.ID] != 0:
			bad(x, "shape_twice", map[string]string{"n": strconv.Itoa(first[p.ID]), "name": p.Name})
			continue
		}
		plain := x.line.plain()
		text, err := plain.text()
		if err != nil {
			return nil, err
		}
		first[p.ID], of[p.ID], lines[p.ID], drawn[p.ID] = x.feature, x, plain, text
	}
	for _, p := range list {
		up := lines[p.ParentID]
		if drawn[p.ID] != "" && up != nil && !lines[p.ID].inside(up) {
			bad(of[p.ID], "shape_apart", map[string]string{"name": byID[p.ParentID].Name})
		}
	}
	without(list, drawn, out)
	return drawn, nil
}

// without names places that stay without an outline while others of their level have one.
func without(list []Place, drawn map[kernel.ID]string, out *ShapeReport) {
	levels := map[kernel.Level]bool{}
	for _, p := range list {
		levels[p.Level] = levels[p.Level] || drawn[p.ID] != ""
	}
	for _, p := range list {
		if levels[p.Level] && drawn[p.ID] == "" && p.Geometry == "" && len(out.Without) < mostWithout {
			out.Without = append(out.Without, p.Ref())
		}
	}
}

// keepShapes writes the outlines that are new or other ones.
func (s *Service) keepShapes(tx *db.WriteTx, drawn map[kernel.ID]string, out *ShapeReport) error {
	ids := make([]kernel.ID, 0, len(drawn))
	for id := range drawn {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		r, err := s.lock(tx, id)
		if err != nil {
			return err
		}
		switch r.Geometry {
		case drawn[id]:
			out.Same++
			continue
		case "":
			out.Added++
		default:
			out.Changed++
		}
		r.Geometry = drawn[id]
		if err := tx.Update(r); err != nil {
			return err
		}
	}
	return nil
}

// ShapesIn are the outlines of the open places right below one; none where there are none, and without those that have none.
func (s *Service) ShapesIn(tx *db.ReadTx, id kernel.ID) ([]Shape, error) {
	out := []Shape{}
	for cursor := ""; ; {
		list, next, err := s.Children(tx, id, kernel.Page{Limit: kernel.MaxLimit, Cursor: cursor})
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			if p.Geometry != "" {
				out = append(out, Shape{Ref: p.Ref(), Geometry: ShapeGeometry{"MultiPolygon", outlineOf(p.Geometry)}})
			}
		}
		if cursor = next; next == "" {
			return out, nil
		}
	}
}

// Shapes is ShapesIn for who may see the places.
func (s *Service) Shapes(ctx context.Context, id kernel.ID) ([]Shape, error) {
	var out []Shape
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		if _, err := s.Load(tx, id); err != nil {
			return err
		}
		var err error
		out, err = s.ShapesIn(tx, id)
		return err
	})
	return out, err
}

// ExportShapes writes the outlines of the actor's places as the file that ImportShapes reads.
func (s *Service) ExportShapes(ctx context.Context) ([]byte, error) {
	type feature struct {
		Type       string            `json:"type"`
		Properties map[string]string `json:"properties"`
		Geometry   json.RawMessage   `json:"geometry"`
	}
	all := struct {
		Type     string    `json:"type"`
		Features []feature `json:"features"`
	}{Type: "FeatureCollection", Features: []feature{}}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		list, err := s.mine(tx)
		for _, p := range list {
			if p.Geometry != "" {
				all.Features = append(all.Features, feature{"Feature", map[string]string{"code": p.Code, "name": p.Name}, json.RawMessage(p.Geometry)})
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(all)
}
