package duty

import (
	"context"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Candidate is somebody who may owe an item: a unit, a person by one of their posts, or whoever holds a post.
type Candidate struct {
	PersonID kernel.ID `json:"person_id"`
	Post     string    `json:"post"`
	BodyID   kernel.ID `json:"body_id"`
	PlaceID  kernel.ID `json:"place_id"`
	Name     string    `json:"name"`
	Note     string    `json:"note"` // the post and where it is, or where the unit is
}

// maxCandidates bounds what a field offers; one types to narrow it.
const maxCandidates = 100

// Owners offers who may own an item of a step of the kind, at a place and below it, by a part of the name; those with a post in the
// body, where one is given, come first: what a headquarters owes goes on to its own people, or to a village of its area.
func (s *Service) Owners(ctx context.Context, at, in kernel.ID, kind, q string) (out []Candidate, err error) {
	out = []Candidate{}
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		q = strings.TrimSpace(q)
		if kind == pack.OwnUnit || kind == pack.OwnTownship || kind == pack.OwnVillage {
			out, err = s.unitsAt(tx, at, kind, q)
			return err
		}
		w := conditions{}
		w.add("a.from_day <= ? AND a.to_day >= ?", tx.Today(), tx.Today())
		near, args := "TRUE", []any{}
		if at != 0 {
			if near, args, err = s.place.Within(tx, "a", at); err != nil {
				return err
			}
		} else if in != 0 {
			near = "FALSE"
		}
		if in != 0 {
			near, args = "(a.body_id = ? OR "+near+")", append([]any{in}, args...)
		}
		w.add(near, args...)
		if q != "" {
			w.add("a.person_name LIKE ?", "%"+like(q)+"%")
		}
		var rows []postRow
		if err := tx.Select(&rows, "SELECT "+postColumns+" FROM {appointment a} WHERE "+w.String()+" ORDER BY CASE WHEN a.body_id <> 0 AND a.body_id = ? THEN 0 ELSE 1 END, a.village_id, a.township_id, a.post, a.id LIMIT ?",
			append(w.args, in, maxCandidates)...); err != nil {
			return err
		}
		out, err = s.people(tx, rows, kind == pack.OwnPost)
		return err
	})
	return out, err
}

// like takes from a text what LIKE would read as a pattern.
func like(q string) string { return strings.NewReplacer("%", "", "_", "", `\`, "").Replace(q) }

// unitsAt are the bodies at a place and below it.
func (s *Service) unitsAt(tx *db.ReadTx, at kernel.ID, kind, q string) ([]Candidate, error) {
	w := conditions{}
	w.add("b.from_day <= ? AND b.to_day >= ?", tx.Today(), tx.Today())
	switch kind {
	case pack.OwnTownship:
		w.add("b.township_id <> 0 AND b.village_id = 0")
	case pack.OwnVillage:
		w.add("b.village_id <> 0")
	}
	if q != "" {
		w.add("b.name LIKE ?", "%"+like(q)+"%")
	}
	if err := s.within(tx, &w, "b", at); err != nil {
		return nil, err
	}
	var rows []unitRow
	if err := tx.Select(&rows, "SELECT b.id, b.kind, b.name, b.place_id, b.township_id, b.village_id, b.group_id, b.micro_id, b.body_id, b.topic, b.sealed FROM {body b} WHERE "+
		w.String()+" ORDER BY b.village_id, b.township_id, b.name, b.id LIMIT ?", append(w.args, maxCandidates)...); err != nil {
		return nil, err
	}
	stamps := make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		stamps[i] = r.Stamp
	}
	paths, err := s.place.Paths(system(tx), stamps)
	out := make([]Candidate, len(rows))
	for i, r := range rows {
		out[i] = Candidate{BodyID: r.ID, PlaceID: r.PlaceID, Name: r.Name}
		if err == nil {
			out[i].Note = paths[i]
		}
	}
	return out, err
}

// people are persons by their posts, or the posts themselves.
func (s *Service) people(tx *db.ReadTx, rows []postRow, byPost bool) ([]Candidate, error) {
	stamps := make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		stamps[i] = r.Stamp
	}
	paths, err := s.place.Paths(system(tx), stamps)
	if err != nil {
		return nil, err
	}
	out := make([]Candidate, len(rows))
	for i, r := range rows {
		po, _ := s.pack().Post(r.Post)
		out[i] = Candidate{PersonID: r.PersonID, BodyID: r.BodyID, PlaceID: r.PlaceID, Name: r.PersonName, Note: strings.TrimSpace(paths[i] + " " + po.Name)}
		if byPost {
			out[i].PersonID, out[i].Post, out[i].Name, out[i].Note = 0, r.Post, po.Name, strings.TrimSpace(paths[i]+" "+r.PersonName)
		}
	}
	return out, nil
}
