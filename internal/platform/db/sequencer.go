package db

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

// sequencer numbers the journal of an engine with parallel writers: entries are written without a number and get one in
// batches, per county, under the lock of the head row. Several servers may run it at once. On SQLite it has nothing to do.
type sequencer struct {
	d      *DB
	wakeup chan struct{}
	cancel context.CancelFunc
	done   sync.WaitGroup
}

// Numbering has a transaction and a flush of its own, so it waits a moment for more to number: one round for each Write
// would cost the writers as much again. sequencerRound is how often the sequencer looks for what another server left, say
// after a crash.
const (
	sequencerPause = 100 * time.Millisecond
	sequencerRound = 500 * time.Millisecond
)

func newSequencer(d *DB) *sequencer {
	s := &sequencer{d: d, wakeup: make(chan struct{}, 1)}
	if d.eng.serial() {
		s.cancel = func() {}
		return s
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	s.done.Add(1)
	go s.run(ctx)
	return s
}

func (s *sequencer) stop() {
	s.cancel()
	s.done.Wait()
}

func (s *sequencer) wake(kernel.ID) {
	select {
	case s.wakeup <- struct{}{}:
	default:
	}
}

func (s *sequencer) run(ctx context.Context) {
	defer s.done.Done()
	tick := time.NewTicker(sequencerRound)
	defer tick.Stop()
	failing := false
	for {
		err := s.d.Sequence(ctx)
		if err != nil && !failing && ctx.Err() == nil { // said once while the database is away
			s.d.log.Error("journal not numbered", slog.Any("err", err))
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-time.After(sequencerPause):
		}
		select {
		case <-ctx.Done():
			return
		case <-s.wakeup:
		case <-tick.C:
		}
	}
}

// Sequence numbers what is pending in every county; it runs by itself, and may be called to have it done now.
func (d *DB) Sequence(ctx context.Context) error {
	if d.eng.serial() {
		return nil
	}
	counties, err := d.Counties(ctx)
	if err != nil {
		return err
	}
	for _, c := range counties {
		var pending []kernel.ID
		err := d.write.NewRaw("SELECT id FROM t_journal WHERE county_id = ? AND no = 0 LIMIT 1", c.ID).Scan(ctx, &pending)
		if err == nil && len(pending) > 0 {
			err = d.sequenceCounty(ctx, c.ID)
		}
		if err != nil {
			return wrap(err)
		}
	}
	return nil
}

func (d *DB) sequenceCounty(ctx context.Context, county kernel.ID) error {
	if _, err := d.write.NewRaw(
		"INSERT INTO t_journal_head (county_id, id, size, root) VALUES (?, 0, 0, '') ON CONFLICT (county_id, id) DO NOTHING",
		county).Exec(ctx); err != nil {
		return err
	}
	return d.write.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		h, err := lockHead(ctx, tx, county, " FOR UPDATE")
		if err != nil {
			return err
		}
		// A statement of its own after the lock: it sees all that the last holder of the lock numbered.
		entries, err := pendingEntries(ctx, tx, county)
		if err != nil || len(entries) == 0 {
			return err
		}
		leaves := make([]string, len(entries))
		first := h.size
		for i, e := range entries {
			leaves[i] = e.leaf
		}
		if err := h.append(ctx, tx, leaves); err != nil {
			return err
		}
		for from := 0; from < len(entries); from += batch {
			if err := giveNumbers(ctx, tx, county, entries[from:min(from+batch, len(entries))], first+int64(from)); err != nil {
				return err
			}
		}
		return h.store(ctx, tx)
	})
}

// giveNumbers numbers entries first+1, first+2, … in one statement.
func giveNumbers(ctx context.Context, tx bun.Tx, county kernel.ID, entries []pendingEntry, first int64) error {
	values := make([]byte, 0, 32*len(entries))
	for i, e := range entries {
		if i > 0 {
			values = append(values, ", "...)
		}
		values = fmt.Appendf(values, "(%d, %d)", e.id, first+int64(i)+1)
	}
	res, err := tx.NewRaw("UPDATE t_journal SET no = v.no FROM (VALUES ?) AS v (id, no) WHERE t_journal.county_id = ? AND t_journal.id = v.id AND t_journal.no = 0",
		bun.Safe(values), county).Exec(ctx)
	if err != nil {
		return err
	}
	if n, _ := res.RowsAffected(); int(n) != len(entries) {
		return errors.New("db: a pending entry vanished while it was numbered")
	}
	return nil
}

type pendingEntry struct {
	id   kernel.ID
	leaf string
}

// pendingEntries lists what has no number yet, in an order that agrees with the revisions of each record: whoever changed
// a record later comes later, whatever the clocks of the servers say. Among free choices the id decides.
func pendingEntries(ctx context.Context, tx bun.Tx, county kernel.ID) ([]pendingEntry, error) {
	var rows []struct {
		ID    kernel.ID `bun:"id"`
		Leaf  string    `bun:"leaf"`
		Tbl   string    `bun:"tbl"`
		RowID kernel.ID `bun:"row_id"`
		Rev   int64     `bun:"rev"`
	}
	err := tx.NewRaw(`SELECT e.id, e.leaf, l.tbl, l.row_id, l.rev FROM t_journal AS e
		JOIN t_journal_line AS l ON l.county_id = e.county_id AND l.entry_id = e.id
		WHERE e.county_id = ? AND e.no = 0 AND l.county_id = ? ORDER BY l.tbl, l.row_id, l.rev, e.id`, county, county).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	leaves := map[kernel.ID]string{}
	waits := map[kernel.ID]int{}
	then := map[kernel.ID][]kernel.ID{}
	for i, r := range rows {
		leaves[r.ID] = r.Leaf
		if i == 0 || rows[i-1].Tbl != r.Tbl || rows[i-1].RowID != r.RowID || rows[i-1].ID == r.ID || r.Rev == 0 || rows[i-1].Rev == 0 {
			continue
		}
		then[rows[i-1].ID] = append(then[rows[i-1].ID], r.ID)
		waits[r.ID]++
	}
	var free idHeap
	for id := range leaves {
		if waits[id] == 0 {
			free = append(free, id)
		}
	}
	heap.Init(&free)
	out := make([]pendingEntry, 0, len(leaves))
	for free.Len() > 0 {
		id := heap.Pop(&free).(kernel.ID)
		out = append(out, pendingEntry{id, leaves[id]})
		for _, next := range then[id] {
			if waits[next]--; waits[next] == 0 {
				heap.Push(&free, next)
			}
		}
	}
	if len(out) != len(leaves) {
		return nil, errors.New("db: pending entries contradict each other")
	}
	return out, nil
}

type idHeap []kernel.ID

func (h idHeap) Len() int           { return len(h) }
func (h idHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h idHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push adds an id (heap.Interface).
func (h *idHeap) Push(x any) { *h = append(*h, x.(kernel.ID)) }

// Pop takes the last id (heap.Interface).
func (h *idHeap) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}
