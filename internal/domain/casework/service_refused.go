package casework

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// pushes is how often those of a unit tried, in a township, what an item forbids.
type pushes struct {
	BodyID     kernel.ID `bun:"body_id"`
	TownshipID kernel.ID `bun:"township_id"`
	Measure    string    `bun:"measure"`
	N          int64     `bun:"n"`
}

// summed adds counters up by item, unit and township, in that order.
func summed(counts []pushes) []pushes {
	slices.SortFunc(counts, func(a, b pushes) int {
		return cmp.Or(strings.Compare(a.Measure, b.Measure), cmp.Compare(a.BodyID, b.BodyID), cmp.Compare(a.TownshipID, b.TownshipID))
	})
	var out []pushes
	for _, c := range counts {
		if n := len(out) - 1; n >= 0 && out[n].Measure == c.Measure && out[n].BodyID == c.BodyID && out[n].TownshipID == c.TownshipID {
			out[n].N += c.N
		} else {
			out = append(out, c)
		}
	}
	return out
}

// Refused tells who tried to push on what the duty list forbids, and how often, since the beginning of the year.
func (s *Service) Refused(ctx context.Context) ([]RefusedPush, error) {
	out := []RefusedPush{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var measures []any
		for _, d := range s.pack().DutyItems {
			measures = append(measures, measureRefused+d.ID)
		}
		if len(measures) == 0 {
			return nil
		}
		var counts []pushes // summed here: with GROUP BY, SQLite reads every counter in the order of the groups
		err := tx.Select(&counts, "SELECT t.body_id, t.township_id, t.measure, t.n FROM {tally t} WHERE t.measure IN ("+marks(len(measures))+") AND t.day >= ?",
			append(measures, string(tx.Today()[:4])+"-01-01")...)
		rows := summed(counts)
		if err != nil || len(rows) == 0 {
			return err
		}
		places, bodies := []kernel.ID{tx.County()}, []BodyServed{}
		for _, r := range rows {
			places = append(places, r.TownshipID)
			bodies = append(bodies, BodyServed{Body: NamedID{ID: r.BodyID}})
		}
		names, err := s.place.Names(system(tx), places)
		if err != nil {
			return err
		}
		if err := s.nameBodies(tx, bodies); err != nil {
			return err
		}
		for i, r := range rows {
			d, _ := s.pack().DutyItem(strings.TrimPrefix(r.Measure, measureRefused))
			at := r.TownshipID
			if at == 0 {
				at = tx.County()
			}
			out = append(out, RefusedPush{
				Item: Duty{ID: d.ID, Name: d.Name, NameEN: d.NameEN, Class: d.Class, Owner: d.Owner}, Body: named(r.BodyID, bodies[i].Body.Name),
				Place: NamedID{at, names[at].Name}, N: r.N,
			})
		}
		return nil
	})
	return out, err
}

// keeps refuses that the department with which the duty list keeps a case hands it back to the township or village.
func (s *Service) keeps(tx *db.WriteTx, c *caseRow) error {
	d, ok := dutyOf(s.rules(c), c, tx.Today())
	if !ok || d.Class == pack.DutyBasic || c.BodyID == 0 || d.Owner != c.BodyName || pusher(tx.Actor()) != c.BodyID {
		return nil
	}
	return keptBy(d)
}

// pusher is the body for which an officer acts; 0 for the offices of a place.
func pusher(a kernel.Actor) kernel.ID {
	if i := slices.IndexFunc(a.Arms, func(arm kernel.Arm) bool { return arm.BodyID != 0 }); i >= 0 && !slices.ContainsFunc(a.Arms, func(arm kernel.Arm) bool { return arm.BodyID == 0 }) {
		return a.Arms[i].BodyID
	}
	return 0
}

func keptBy(d pack.DutyItem) error {
	return kernel.Conflict("not_on_duty_list").With("item", d.Name).With("owner", d.Owner).With("id", d.ID).With("class", d.Class)
}
