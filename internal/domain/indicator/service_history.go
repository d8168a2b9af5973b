package indicator

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Keep gives the standing counters of measures a history: what changed since it ran last is counted on the day before (it runs
// right after midnight). After nights without a server the whole change lies on the last of them. It returns how many counters changed.
func (s *Service) Keep(ctx context.Context) (int, error) {
	changed := 0
	err := s.db.Write(ctx, "indicator.keep", func(tx *db.WriteTx) error {
		changed = 0
		day, done := tx.Today().Add(-1), map[string]bool{}
		for _, tally := range standingTallies(s.pack()) {
			n, err := keep(tx, tally, day, done)
			if err != nil {
				return err
			}
			changed += n
		}
		return nil
	})
	return changed, err
}

// standingTallies are the standing counters of measures, each once. A measure that no indicator uses yet has a history too: a paper may
// tell it by its name, and an indicator of tomorrow what it was today.
func standingTallies(p *pack.Pack) []string {
	var out []string
	for _, m := range p.Measures {
		for _, t := range m.Tallies {
			if m.Counter().Standing && !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	return out
}

// counter is where a standing counter is kept.
type counter struct {
	kernel.Stamp
	measure string
}

// keep counts the changes of one pattern; a counter that another pattern has told of is done.
func keep(tx *db.WriteTx, tally string, day kernel.Day, done map[string]bool) (int, error) {
	first, err := begun(tx.ReadTx, tally)
	if err != nil {
		return 0, err
	}
	if first == "" {
		tx.Tally(kernel.Stamp{}, day, beginning+tally, 1)
	}
	now, err := standingOf(tx.ReadTx, tally)
	if err != nil {
		return 0, err
	}
	told, err := standingOf(tx.ReadTx, changes+tally)
	if err != nil {
		return 0, err
	}
	diff := map[counter]int64{}
	for _, r := range now {
		diff[counter{r.Stamp, r.Measure}] += r.N
	}
	for _, r := range told {
		diff[counter{r.Stamp, r.Measure[len(changes):]}] -= r.N
	}
	n := 0
	seen := map[string]bool{}
	for c, delta := range diff {
		if seen[c.measure] = true; delta != 0 && !done[c.measure] {
			tx.Tally(c.Stamp, day, changes+c.measure, delta)
			tx.Tally(c.Stamp, db.Standing, changes+c.measure, delta)
			n++
		}
	}
	for m := range seen {
		done[m] = true
	}
	return n, nil
}
