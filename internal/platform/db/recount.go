package db

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"touyan/internal/kernel"
)

// maxLogged bounds the differences that one Recount writes to the log one by one.
const maxLogged = 100

// Count is a counter as it should stand, computed anew from the records.
type Count struct {
	Stamp   kernel.Stamp
	Day     kernel.Day
	Measure string
	N       int64
}

// Difference is a counter that does not say what the records say.
type Difference struct {
	Subject kernel.ID  `json:"subject"` // the lowest place of the counter
	BodyID  kernel.ID  `json:"body_id"`
	Topic   string     `json:"topic"`
	Day     kernel.Day `json:"day"`
	Measure string     `json:"measure"`
	Kind    string     `json:"kind"` // missing: nothing stored; extra: no record stands behind it; different
	Stored  int64      `json:"stored"`
	Fresh   int64      `json:"fresh"`
}

// The kinds of a Difference.
const (
	DifferenceMissing = "missing"
	DifferenceExtra   = "extra"
	DifferenceOther   = "different"
)

// Recount compares the counters of a county whose measure begins with prefix with what fresh computes from the records, in
// one snapshot. fresh acts as the program itself, may give a counter in several parts, and sealed parts never count.
// Differences are returned and logged; nothing is corrected, because a wrong figure points at a defect that must be found.
func (d *DB) Recount(ctx context.Context, county kernel.ID, prefix string, fresh func(*ReadTx) ([]Count, error)) ([]Difference, error) {
	var out []Difference
	err := d.Read(kernel.WithActor(ctx, kernel.System(county)), func(tx *ReadTx) error {
		stored, err := storedCounts(tx, prefix)
		if err != nil {
			return err
		}
		counts, err := fresh(tx)
		if err != nil {
			return err
		}
		want, err := sumCounts(counts, county, prefix)
		out = compareCounts(stored, want)
		return err
	})
	if err != nil {
		return nil, err
	}
	d.logDifferences(county, prefix, out)
	return out, nil
}

type countKey struct {
	subject, body            kernel.ID
	township, village, group kernel.ID
	topic, measure, day      string
}

func countKeyOf(county kernel.ID, s kernel.Stamp, measure string, day kernel.Day) countKey {
	_, subject := s.Lowest(county)
	return countKey{subject, s.BodyID, s.TownshipID, s.VillageID, s.GroupID, s.Topic, measure, string(day)}
}

// storedCounts reads counters by substr: a range of text would depend on the collation of the database.
func storedCounts(tx *ReadTx, prefix string) (map[countKey]int64, error) {
	var rows []tallyRow
	err := tx.Select(&rows, "SELECT t.* FROM {tally t} WHERE substr(t.measure, 1, ?) = ?", len([]rune(prefix)), prefix)
	out := make(map[countKey]int64, len(rows))
	for _, r := range rows {
		out[countKeyOf(tx.County(), r.Stamp, r.Measure, r.Day)] = r.N
	}
	return out, err
}

func sumCounts(counts []Count, county kernel.ID, prefix string) (map[countKey]int64, error) {
	out := make(map[countKey]int64, len(counts))
	for _, c := range counts {
		if !strings.HasPrefix(c.Measure, prefix) {
			return nil, fmt.Errorf("db: recount of %q was given %q", prefix, c.Measure)
		}
		if c.Stamp.Sealed {
			continue
		}
		out[countKeyOf(county, c.Stamp, c.Measure, c.Day)] += c.N
	}
	return out, nil
}

// compareCounts lists the differences in one order. A stored zero and no row say the same.
func compareCounts(stored, fresh map[countKey]int64) []Difference {
	var out []Difference
	add := func(k countKey, kind string) {
		out = append(out, Difference{k.subject, k.body, k.topic, kernel.Day(k.day), k.measure, kind, stored[k], fresh[k]})
	}
	for k, n := range fresh {
		switch has, there := stored[k]; {
		case !there && n != 0:
			add(k, DifferenceMissing)
		case there && has != n:
			add(k, DifferenceOther)
		}
	}
	for k, n := range stored {
		if _, there := fresh[k]; !there && n != 0 {
			add(k, DifferenceExtra)
		}
	}
	slices.SortFunc(out, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Day, b.Day),
			cmp.Compare(a.BodyID, b.BodyID), cmp.Compare(a.Topic, b.Topic))
	})
	return out
}

func (d *DB) logDifferences(county kernel.ID, prefix string, diffs []Difference) {
	for _, f := range diffs[:min(len(diffs), maxLogged)] {
		d.log.Error("a counter differs from its records", slog.String("county", county.String()),
			slog.String("subject", f.Subject.String()), slog.String("measure", f.Measure), slog.String("day", string(f.Day)),
			slog.String("body", f.BodyID.String()), slog.String("topic", f.Topic), slog.String("kind", f.Kind),
			slog.Int64("stored", f.Stored), slog.Int64("fresh", f.Fresh))
	}
	if len(diffs) > maxLogged {
		d.log.Error("more counters differ from their records", slog.String("county", county.String()),
			slog.String("prefix", prefix), slog.Int("differences", len(diffs)))
	}
}
