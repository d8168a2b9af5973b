package db

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// A running sum belongs to a row, whose id it has, and is rebuilt from what was added up: it leaves no line in the journal. It is
// the sum of its parts. Who only adds need not know the sum, so writers of one much used row add to parts and do not wait for
// each other.

// runningParts is how many parts the sum of a much used thing is spread over.
const runningParts = 16

type runningKey struct {
	id   kernel.ID
	part int64
}

type runningRow struct {
	bun.BaseModel `bun:"table:t_running"`
	CountyID      kernel.ID `bun:"county_id,pk"`
	ID            kernel.ID `bun:"id,pk"`
	Part          int64     `bun:"part,pk"`
	N             int64     `bun:"n"`
}

// AddUp adds n to the running sum of id; it is written with the end of the Write, as counters are. What many add to at once, and
// nobody locks, is spread over parts.
func (t *WriteTx) AddUp(id kernel.ID, n int64, spread bool) {
	if n == 0 {
		return
	}
	part := int64(0)
	if spread && !t.d.eng.serial() {
		if t.part == 0 {
			t.part = 1 + int64(uint64(t.NewID())*0x9E3779B97F4A7C15>>32%(runningParts-1))
		}
		part = t.part
	}
	if t.running == nil {
		t.running = map[runningKey]int64{}
	}
	t.running[runningKey{id, part}] += n
}

// flushSums writes running sums and counters, last and in one order for all writers. The last part of a statement of several
// insertions runs first, so there the counters are named before the sums.
func (t *WriteTx) flushSums() error {
	steps := []func() error{t.flushRunning, t.flushTally}
	if t.d.eng.joins() && len(t.running) <= stepRows && len(t.tally) <= stepRows {
		slices.Reverse(steps)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (t *WriteTx) flushRunning() error {
	rows := make([]runningRow, 0, len(t.running))
	for k, n := range t.running {
		if n != 0 {
			rows = append(rows, runningRow{CountyID: t.actor.CountyID, ID: k.id, Part: k.part, N: n})
		}
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortFunc(rows, func(a, b runningRow) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Part, b.Part)) })
	return t.insertLast(reflect.ValueOf(rows), " ON CONFLICT (county_id, id, part) DO UPDATE SET n = t_running.n + excluded.n")
}

// Added is what this Write has added to a running sum and has not written yet.
func (t *WriteTx) Added(id kernel.ID) (n int64) {
	for part := range int64(runningParts) {
		n += t.running[runningKey{id, part}]
	}
	return n
}
