package casework

import (
	"slices"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// handler finds the body and the officer that a row names: the nearest of that name at or above the place of the case.
func (p *casePlan) handler(r register.Record, c *caseRow) {
	way := append([]kernel.ID{p.tx.County()}, place.WayIDs(c.Stamp)...)
	if name := r.Get("body"); name != "" {
		b, n := nearest(p.bodies[name], func(b targetBody) int { return slices.Index(way, b.PlaceID) }, func(b targetBody) kernel.ID { return b.ID })
		switch n {
		case 0:
			p.fault(r, colBody, "unknown_body", "value", name, "place", r.Get("place"))
		case 1:
			c.BodyID, c.BodyName = b.ID, b.Name
		default:
			p.fault(r, colBody, "ambiguous_body", "name", name)
		}
	}
	if name := r.Get("officer"); name != "" && c.Reporter == ByOfficer {
		if o, n := p.officer(name, way, 0); n == 1 {
			c.ReporterPersonID = o.PersonID
		}
	}
	if name := r.Get("assignee"); name != "" {
		o, n := p.officer(name, way, c.BodyID)
		switch n {
		case 0:
			p.fault(r, colAssignee, "unknown_person", "name", name)
		case 1:
			c.AssigneeID, c.AssigneeName = o.PersonID, o.Name
		default:
			p.fault(r, colAssignee, "ambiguous_person", "name", name)
		}
	}
}

func (p *casePlan) officer(name string, way []kernel.ID, body kernel.ID) (officer, int) {
	near := func(o officer) int {
		if body != 0 && o.BodyID == body {
			return len(way)
		}
		return slices.Index(way, o.PlaceID)
	}
	return nearest(p.people[name], near, func(o officer) kernel.ID { return o.PersonID })
}

// nearest is the one that lies deepest on the way, or the only one there is; n counts who may be meant.
func nearest[T any](list []T, depth func(T) int, id func(T) kernel.ID) (best T, n int) {
	at := -2
	seen := map[kernel.ID]bool{}
	for _, x := range list {
		switch d := depth(x); {
		case d > at:
			best, at, seen = x, d, map[kernel.ID]bool{id(x): true}
		case d == at:
			seen[id(x)] = true
		}
	}
	return best, len(seen)
}

// casesBy reads the cases that rows name by their numbers here or elsewhere; of several with one number elsewhere the first.
func casesBy(tx *db.ReadTx, rows []register.Record) (map[string]*caseRow, error) {
	var numbers []any
	for _, r := range rows {
		for _, key := range []string{"no", "ext_no"} {
			if v := r.Get(key); v != "" {
				numbers = append(numbers, v)
			}
		}
	}
	out := map[string]*caseRow{}
	for part := range slices.Chunk(numbers, 512) {
		for _, col := range []string{"c.no", "c.ext_no"} {
			var found []caseRow
			if err := tx.Select(&found, "SELECT c.* FROM {case c} WHERE "+col+" IN ("+marks(len(part))+")", part...); err != nil {
				return nil, err
			}
			for i := range found {
				out[found[i].No] = &found[i]
				if no := found[i].ExtNo; no != "" && (out[no] == nil || out[no].ID > found[i].ID) {
					out[no] = &found[i]
				}
			}
		}
	}
	return out, nil
}

// bodiesNamed are the bodies of today by name.
func bodiesNamed(tx *db.ReadTx) (map[string][]targetBody, error) {
	var rows []targetBody
	err := tx.Select(&rows, "SELECT b.id, b.name, b.place_id FROM {body b} WHERE b.from_day <= ? AND b.to_day >= ? ORDER BY b.id", tx.Today(), tx.Today())
	out := map[string][]targetBody{}
	for _, b := range rows {
		out[b.Name] = append(out[b.Name], b)
	}
	return out, err
}

// officersNamed are the posts held today by the names of who holds them.
func officersNamed(tx *db.ReadTx) (map[string][]officer, error) {
	var rows []officer
	err := tx.Select(&rows, "SELECT a.person_id, a.person_name AS name, a.post, a.topic, a.place_id, a.body_id FROM {appointment a}"+
		" WHERE a.from_day <= ? AND a.to_day >= ? ORDER BY a.id", tx.Today(), tx.Today())
	out := map[string][]officer{}
	for _, o := range rows {
		out[o.Name] = append(out[o.Name], o)
	}
	return out, err
}

// tallyBrought counts a case that was brought in: as it stands now, and on the day on which it was reported.
func tallyBrought(tx *db.WriteTx, c *caseRow) error {
	if c.Open {
		tx.Tally(c.Stamp, db.Standing, measureOpen, 1)
		if m := measureOld(c.At, tx.Today()); m != "" {
			if _, err := tx.Turn(ageTable, c.ID, c.Stamp, c.Stamp, m); err != nil {
				return err
			}
		}
	}
	tx.Tally(c.Stamp, db.Standing, inState(c.Type, c.State), 1)
	tx.Tally(c.Stamp, kernel.DayOf(time.UnixMilli(c.At)), "case.reported", 1)
	if !c.Open {
		tallyEnded(tx, c, 1)
		return event(tx, c.Stamp, c.ID, measureClosed, kernel.DayOf(time.UnixMilli(c.StateSince)))
	}
	return nil
}
