package ledger_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/ledger"
)

// TestAPoolIsNeverOverdrawn: many take from one bounded pool at once, each with its own key, some of them twice.
func TestAPoolIsNeverOverdrawn(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		const pool, takers = 40, 60
		_, err := v.post(v.give(0, pool))
		must(t, err)
		var took, refusals atomic.Int64
		var all sync.WaitGroup
		for i := range takers {
			e := v.entry(ledger.Leg{Account: v.homes[0], Amount: -1}, ledger.Leg{Account: v.homes[1+i%3], Amount: 1})
			for range 2 {
				all.Go(func() {
					_, err := v.d2(e)
					var ke *kernel.Error
					switch {
					case err == nil:
						took.Add(1)
					case errors.As(err, &ke) && ke.Code == "below_low":
						refusals.Add(1)
					default:
						t.Error(err)
					}
				})
			}
		}
		all.Wait()
		if took.Load() < pool || took.Load() > 2*pool || took.Load()+refusals.Load() != 2*takers {
			t.Errorf("%d took, %d were refused", took.Load(), refusals.Load())
		}
		v.wants(0, 0)
		if a, b, c := v.balance(1), v.balance(2), v.balance(3); a.Posted+b.Posted+c.Posted != pool {
			t.Error("not what was taken")
		}
	})
}

// d2 is post for many at once.
func (v *village) d2(e ledger.Entry) (out ledger.Txn, err error) {
	err = v.d.Write(v.ctx, "probe.post", func(tx *db.WriteTx) (err error) { out, err = ledger.Post(tx, e); return err })
	return out, err
}

// step is what one of a crowd does.
type step struct {
	from, to int
	n        int64
	phase    int // 0 posts, 1 reserves, 2 reserves and settles, 3 reserves and releases
}

// TestBoundsHoldInACrowd: random programs run at once. Whoever looks meanwhile sees every account within its bounds and a sum of
// zero; afterwards balances, postings and bounds agree.
func TestBoundsHoldInACrowd(t *testing.T) {
	checks(t, "6")
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			clock := dbtest.NewClock()
			d := dbtest.Open(t, engine, clock)
			v := newVillage(t, d, clock, 4)
			var key atomic.Int64
			rapid.Check(t, func(rt *rapid.T) {
				programs := make([][]step, rapid.IntRange(2, 6).Draw(rt, "writers"))
				for i := range programs {
					programs[i] = rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) step {
						return step{
							rapid.IntRange(-1, 3).Draw(rt, "from"), rapid.IntRange(-1, 3).Draw(rt, "to"),
							rapid.OneOf(rapid.Int64Range(1, 20), rapid.Int64Range(200, 1000)).Draw(rt, "n"), rapid.IntRange(0, 3).Draw(rt, "phase"),
						}
					}), 1, 8).Draw(rt, "steps")
				}
				var all, watch sync.WaitGroup
				stop := make(chan struct{})
				watch.Go(func() {
					for {
						v.look()
						select {
						case <-stop:
							return
						default:
						}
					}
				})
				for _, steps := range programs {
					all.Go(func() {
						for _, s := range steps {
							v.step(s, fmt.Sprintf("c%d", key.Add(1)))
						}
					})
				}
				all.Wait()
				close(stop)
				watch.Wait()
				v.sound()
				if t.Failed() {
					rt.FailNow()
				}
				clock.Add(time.Hour) // what is still held holds nothing in the next run
			})
		})
	}
}

// of is an account of a step: -1 is the source.
func (v *village) of(i int) kernel.ID {
	if i < 0 {
		return v.source
	}
	return v.homes[i]
}

func (v *village) step(s step, key string) {
	if s.from == s.to {
		return
	}
	e := ledger.Entry{Book: v.book, Key: key, Kind: "probe.crowd", Legs: []ledger.Leg{{Account: v.of(s.from), Amount: -s.n}, {Account: v.of(s.to), Amount: s.n}}}
	var r ledger.Txn
	run := func(fn func(*db.WriteTx) error) bool {
		err := v.d.Write(v.ctx, "probe.crowd", fn)
		var ke *kernel.Error
		if err != nil && (!errors.As(err, &ke) || ke.Code != "below_low" && ke.Code != "above_high") {
			v.t.Error(err)
		}
		return err == nil
	}
	if s.phase == 0 {
		run(func(tx *db.WriteTx) error { _, err := ledger.Post(tx, e); return err })
		return
	}
	ok := run(func(tx *db.WriteTx) (err error) {
		r, err = ledger.Reserve(tx, e, tx.Now().Add(30*time.Minute))
		return err
	})
	if !ok || s.phase == 1 {
		return
	}
	end := ledger.Entry{Key: key + "e", Kind: "probe.crowd"}
	run(func(tx *db.WriteTx) (err error) {
		if s.phase == 2 {
			_, err = ledger.Settle(tx, r.ID, end)
		} else {
			_, err = ledger.Release(tx, r.ID, end)
		}
		return err
	})
}

// look sees all balances at one moment.
func (v *village) look() {
	err := v.d.Read(v.ctx, func(tx *db.ReadTx) error {
		all, err := ledger.Balances(tx, append([]kernel.ID{v.source}, v.homes...))
		sum := all[v.source].Posted
		for _, id := range v.homes {
			b := all[id]
			if sum += b.Posted; b.Posted+b.Out < 0 || b.Posted+b.In > 1000 {
				v.t.Errorf("%+v", b)
			}
		}
		if sum != 0 {
			v.t.Errorf("they sum to %d", sum)
		}
		return err
	})
	if err != nil {
		v.t.Error(err)
	}
}
