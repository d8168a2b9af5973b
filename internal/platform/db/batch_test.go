package db_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

func TestABatchSavesEachWriteByItself(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			d := openProbes(t, dbtest.Fresh(t, engine))
			ctx := dbtest.System(t)
			old := put(ctx, t, d, &probe{})
			told := 0
			no := errors.New("no")
			err := d.Batch(ctx, func(ctx context.Context) error {
				for i := range 5 {
					err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
						tx.After(func() { told++ })
						if err := tx.Insert(&probe{N: int64(i)}); err != nil {
							return err
						}
						if i == 2 {
							return no
						}
						var p probe
						if err := tx.Lock(&p, old.ID); err != nil {
							return err
						}
						p.N++
						return tx.Update(&p)
					})
					if (i == 2) != errors.Is(err, no) {
						return fmt.Errorf("write %d: %w", i, err)
					}
				}
				var p probe
				if err := d.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&p, old.ID) }); err != nil || p.N != 4 {
					return fmt.Errorf("it reads what it has written: %d, %w", p.N, err)
				}
				if told != 0 {
					return errors.New("told before it was on disk")
				}
				return nil
			})
			must(t, err)
			must(t, d.Sequence(ctx))
			if n := count(t, d, "t_probe"); n != 5 || told != 4 {
				t.Fatalf("%d rows, told %d times", n, told)
			}
			if n := count(t, d, "t_journal"); n != 5 {
				t.Fatalf("%d entries, want one for each Write", n)
			}
			must(t, db.Verify(d, ctx, dbtest.County))
		})
	}
}

func TestABatchThatFailsSavesNothing(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			d := openProbes(t, dbtest.Fresh(t, engine))
			ctx := dbtest.System(t)
			no := errors.New("no")
			err := d.Batch(ctx, func(ctx context.Context) error {
				if err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error { return tx.Insert(&probe{}) }); err != nil {
					return err
				}
				return no
			})
			if !errors.Is(err, no) || count(t, d, "t_probe") != 0 {
				t.Fatalf("%v, %d rows", err, count(t, d, "t_probe"))
			}
			put(ctx, t, d, &probe{}) // and the turn was given back
			must(t, d.Sequence(ctx))
			must(t, db.Verify(d, ctx, dbtest.County))
		})
	}
}

func TestBatchesAndWritesSideBySide(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			d := openProbes(t, dbtest.Fresh(t, engine))
			ctx := dbtest.System(t)
			shared := put(ctx, t, d, &probe{})
			raise := func(ctx context.Context) error {
				return d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error {
					var p probe
					if err := tx.Lock(&p, shared.ID); err != nil {
						return err
					}
					p.N++
					return tx.Update(&p)
				})
			}
			var all sync.WaitGroup
			for range 4 {
				all.Go(func() {
					if err := d.Batch(ctx, func(ctx context.Context) error {
						for range 5 {
							if err := raise(ctx); err != nil {
								return err
							}
						}
						return nil
					}); err != nil {
						t.Error(err)
					}
				})
				all.Go(func() {
					for range 5 {
						if err := raise(ctx); err != nil {
							t.Error(err)
						}
					}
				})
			}
			all.Wait()
			var p probe
			must(t, d.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&p, shared.ID) }))
			if p.N != 40 {
				t.Fatalf("%d of 40", p.N)
			}
			must(t, d.Sequence(ctx))
			must(t, db.Verify(d, ctx, dbtest.County))
		})
	}
}

// A follower sees what is there, what changed and what went elsewhere, and nothing of other places.
func TestChangesTellWhatCameAndWhatWent(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			d := openProbes(t, dbtest.Fresh(t, engine))
			sys := dbtest.System(t)
			at := func(village kernel.ID) kernel.Stamp { return kernel.Stamp{TownshipID: 10, VillageID: village} }
			here, there := put(sys, t, d, &probe{Stamp: at(11)}), put(sys, t, d, &probe{Stamp: at(12)})
			officer := kernel.WithActor(sys, kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, Arms: []kernel.Arm{{Level: kernel.LevelVillage, PlaceID: 11, Above: at(11)}}})
			var since int64
			look := func() (out []kernel.ID) {
				t.Helper()
				must(t, d.Sequence(sys))
				must(t, d.Read(officer, func(tx *db.ReadTx) error {
					list, upto, head, err := tx.Changes(since, 100, "probe")
					if upto != head {
						t.Errorf("came to %d of %d", upto, head)
					}
					since = upto
					for _, c := range list {
						out = append(out, c.ID)
					}
					return err
				}))
				return out
			}
			if got := look(); len(got) != 1 || got[0] != here.ID {
				t.Fatal(got)
			}
			move := func(p *probe, to kernel.ID) {
				t.Helper()
				must(t, d.Write(sys, "probe.move", func(tx *db.WriteTx) error {
					if err := tx.Lock(p, p.ID); err != nil {
						return err
					}
					p.Stamp = at(to)
					return tx.Update(p)
				}))
			}
			move(here, 12)
			if got := look(); len(got) != 1 || got[0] != here.ID {
				t.Fatalf("what went elsewhere is told once more: %v", got)
			}
			move(there, 13)
			if got := look(); len(got) != 0 {
				t.Fatalf("what was never seen is not told: %v", got)
			}
			move(there, 11)
			if got := look(); len(got) != 1 || got[0] != there.ID {
				t.Fatal(got)
			}
			must(t, d.Write(sys, "probe.drop", func(tx *db.WriteTx) error { return tx.Delete(there) }))
			if got := look(); len(got) != 1 || got[0] != there.ID {
				t.Fatal(got)
			}
		})
	}
}
