package db_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// seenLine is a line as a follower of the journal reads it.
type seenLine struct {
	No    int64     `bun:"no"`
	RowID kernel.ID `bun:"row_id"`
	Rev   int64     `bun:"rev"`
}

// follower polls the journal by its number.
type follower struct {
	last int64
	rev  map[kernel.ID]int64
	seen int
}

// poll reads what is new and checks that no number is missing and no record goes back or skips a revision.
func (f *follower) poll(d *db.DB) error {
	var lines []seenLine
	err := d.RawScan(context.Background(), &lines, fmt.Sprintf(`SELECT e.no, l.row_id, l.rev FROM t_journal AS e
		JOIN t_journal_line AS l ON l.county_id = e.county_id AND l.entry_id = e.id
		WHERE e.county_id = %d AND e.no > %d ORDER BY e.no, l.line`, dbtest.County, f.last))
	if err != nil {
		return err
	}
	for _, l := range lines {
		if l.No != f.last && l.No != f.last+1 {
			return fmt.Errorf("number %d after %d", l.No, f.last)
		}
		if l.Rev != f.rev[l.RowID]+1 {
			return fmt.Errorf("number %d: revision %d of %d after %d", l.No, l.Rev, l.RowID, f.rev[l.RowID])
		}
		f.last, f.rev[l.RowID] = l.No, l.Rev
		f.seen++
	}
	return nil
}

func TestFollowerSeesEachChangeOnceAndEachRecordInItsOrder(t *testing.T) {
	const writers, rounds, shared = 32, 12, 5
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			o := dbtest.Fresh(t, engine)
			servers := []*db.DB{openProbes(t, o)}
			if engine == "postgres" { // on SQLite the folder belongs to one process
				servers = append(servers, open(t, db.Options{Dir: t.TempDir(), URL: o.URL}))
			}
			ctx := dbtest.System(t)
			ids := make([]kernel.ID, shared)
			for i := range ids {
				ids[i] = put(ctx, t, servers[0], &probe{}).ID
			}
			f := &follower{rev: map[kernel.ID]int64{}}
			var done atomic.Bool
			var reading, writing sync.WaitGroup
			reading.Go(func() {
				for !done.Load() {
					if err := f.poll(servers[len(servers)-1]); err != nil {
						t.Error(err)
						return
					}
				}
			})
			for w := range writers {
				writing.Go(func() {
					for r := range rounds {
						if err := changeTwo(ctx, servers[w%len(servers)], ids[(w+r)%shared], ids[(w*r+1)%shared]); err != nil {
							t.Error(err)
						}
					}
				})
			}
			writing.Wait()
			done.Store(true)
			reading.Wait()
			must(t, servers[0].Sequence(ctx))
			must(t, f.poll(servers[0]))
			var lines int
			for _, id := range ids {
				lines += int(f.rev[id])
			}
			all := count(t, servers[0], "t_journal_line")
			if f.seen != all || len(f.rev) != shared+writers*rounds || f.last != int64(shared+writers*rounds) || lines+writers*rounds != all {
				t.Fatalf("%d of %d lines seen, of %d records, up to number %d", f.seen, all, len(f.rev), f.last)
			}
			must(t, db.Verify(servers[0], ctx, dbtest.County))
		})
	}
}

// changeTwo changes two shared records, locked in one order, and adds one.
func changeTwo(ctx context.Context, d *db.DB, a, b kernel.ID) error {
	return d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error {
		for _, id := range []kernel.ID{min(a, b), max(a, b)} {
			var p probe
			if err := tx.Lock(&p, id); err != nil {
				return err
			}
			p.N++
			if err := tx.Update(&p); err != nil {
				return err
			}
			if a == b {
				break
			}
		}
		return tx.Insert(&probe{})
	})
}
