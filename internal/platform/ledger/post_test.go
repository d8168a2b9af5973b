package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/ledger"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused wants an error of ours with a code.
func refused(t *testing.T, err error, code string) {
	t.Helper()
	var e *kernel.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Errorf("%v, not %s", err, code)
	}
}

// village is a book with a source, a pool and some households.
type village struct {
	t      *testing.T
	d      *db.DB
	clock  *dbtest.Clock
	ctx    context.Context
	book   kernel.ID
	source kernel.ID   // no bounds
	homes  []kernel.ID // from 0 to 1,000
	n      int
}

var here = kernel.Stamp{TownshipID: 11, VillageID: 12}

func newVillage(t *testing.T, d *db.DB, c *dbtest.Clock, homes int) *village {
	t.Helper()
	v := &village{t: t, d: d, clock: c, ctx: dbtest.System(t)}
	must(t, d.Write(v.ctx, "probe.open", func(tx *db.WriteTx) error {
		b, err := ledger.OpenBook(tx, ledger.Book{Kind: "probe", OwnerKind: "place", OwnerID: 12, Name: "积分", OpenFrom: "2025-01-01", Stamp: here})
		if err != nil {
			return err
		}
		v.book = b.ID
		for _, to := range []kernel.Day{"2025-12-31", "2026-12-31"} {
			if err := ledger.OpenPeriod(tx, b.ID, to); err != nil {
				return err
			}
		}
		list := []ledger.Account{{
			BookID: b.ID, Kind: "source", OwnerKind: "place", OwnerID: 12, Unit: "point", Class: ledger.Equity, Name: "发放",
			Low: ledger.NoLow, High: ledger.NoHigh, Stamp: here,
		}}
		for i := range homes {
			at := here
			at.GroupID = 13
			list = append(list, ledger.Account{
				BookID: b.ID, Kind: "home", OwnerKind: "household", OwnerID: kernel.ID(100 + i), Unit: "point", Class: ledger.Asset,
				Name: fmt.Sprintf("户%d", i), Low: 0, High: 1000, Stamp: at,
			})
		}
		all, err := ledger.OpenAccounts(tx, list)
		for _, a := range all {
			v.homes = append(v.homes, a.ID)
		}
		return err
	}))
	v.source, v.homes = v.homes[0], v.homes[1:]
	return v
}

// entry is one with a key of its own.
func (v *village) entry(legs ...ledger.Leg) ledger.Entry {
	v.n++
	return ledger.Entry{Book: v.book, Key: fmt.Sprintf("k%d", v.n), Kind: "probe.award", Legs: legs}
}

// give is an entry from the source to a household.
func (v *village) give(home int, n int64) ledger.Entry {
	return v.entry(ledger.Leg{Account: v.source, Amount: -n}, ledger.Leg{Account: v.homes[home], Amount: n})
}

func (v *village) do(fn func(*db.WriteTx) (ledger.Txn, error)) (out ledger.Txn, err error) {
	err = v.d.Write(v.ctx, "probe.post", func(tx *db.WriteTx) (err error) {
		out, err = fn(tx)
		return err
	})
	return out, err
}

func (v *village) post(e ledger.Entry) (ledger.Txn, error) {
	return v.do(func(tx *db.WriteTx) (ledger.Txn, error) { return ledger.Post(tx, e) })
}

func (v *village) balance(home int) (b ledger.Balance) {
	v.t.Helper()
	must(v.t, v.d.Read(v.ctx, func(tx *db.ReadTx) (err error) {
		b, err = ledger.BalanceOf(tx, v.homes[home])
		return err
	}))
	return b
}

func (v *village) wants(home int, n int64) {
	v.t.Helper()
	if b := v.balance(home); b.Posted != n {
		v.t.Errorf("household %d has %d, not %d", home, b.Posted, n)
	}
}

func (v *village) sound() {
	v.t.Helper()
	must(v.t, v.d.Read(v.ctx, func(tx *db.ReadTx) error {
		bad, err := ledger.Check(tx, v.book)
		if len(bad) > 0 {
			v.t.Error(bad)
		}
		return err
	}))
}

func each(t *testing.T, fn func(v *village)) {
	t.Helper()
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		v := newVillage(t, d, c, 4)
		fn(v)
		v.sound()
	})
}

func TestATransactionSumsToZeroAndIsRecordedOnce(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		e := v.give(0, 30)
		first, err := v.post(e)
		must(t, err)
		again, err := v.post(e)
		must(t, err)
		if again.ID != first.ID {
			t.Error("the same key was recorded twice")
		}
		e.Legs[0].Amount, e.Legs[1].Amount = -31, 31
		_, err = v.post(e)
		refused(t, err, "key_used")
		v.wants(0, 30)

		_, err = v.post(v.entry(ledger.Leg{Account: v.source, Amount: -5}, ledger.Leg{Account: v.homes[0], Amount: 4}))
		refused(t, err, "unbalanced")
		_, err = v.post(v.entry(ledger.Leg{Account: v.source, Amount: -5}, ledger.Leg{Account: v.source, Amount: 5}))
		refused(t, err, "account_twice")
		_, err = v.post(v.entry(ledger.Leg{Account: v.source, Amount: -5}, ledger.Leg{Account: 99, Amount: 5}))
		refused(t, err, "not_found")
		_, err = v.post(v.give(0, 0))
		refused(t, err, "bad_amount")
		v.wants(0, 30)
	})
}

func TestPostingsAreNeverChanged(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		txn, err := v.post(v.give(0, 30))
		must(t, err)
		var p []ledger.Posting
		must(t, v.d.Read(v.ctx, func(tx *db.ReadTx) error { p, err = ledger.PostingsOf(tx, txn.ID); return err }))
		row := p[0]
		row.Amount = -29
		for name, change := range map[string]func(*db.WriteTx) error{
			"update":      func(tx *db.WriteTx) error { return tx.Update(&row) },
			"pass":        func(tx *db.WriteTx) error { return tx.Pass(&row) },
			"update all":  func(tx *db.WriteTx) error { return tx.UpdateAll([]*ledger.Posting{&row}) },
			"delete":      func(tx *db.WriteTx) error { return tx.Delete(&row) },
			"delete head": func(tx *db.WriteTx) error { return tx.Delete(&txn) },
			"blank":       func(tx *db.WriteTx) error { _, err := tx.Blank("ledger_txn", []kernel.ID{txn.ID}, "kind"); return err },
		} {
			t.Run(name, func(t *testing.T) { refused(t, v.d.Write(v.ctx, "probe.change", change), "recorded_once") })
		}
		v.wants(0, 30)
	})
}

func TestBoundsHold(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		_, err := v.post(v.give(0, 1001))
		refused(t, err, "above_high")
		_, err = v.post(v.give(0, 1000))
		must(t, err)
		_, err = v.post(v.entry(ledger.Leg{Account: v.homes[0], Amount: -1001}, ledger.Leg{Account: v.source, Amount: 1001}))
		refused(t, err, "below_low")
		v.wants(0, 1000)

		set := func(low, high int64) error {
			return v.d.Write(v.ctx, "probe.bounds", func(tx *db.WriteTx) error { return ledger.SetBounds(tx, v.homes[0], low, high) })
		}
		refused(t, set(0, 999), "above_high")
		refused(t, set(1001, ledger.NoHigh), "below_low")
		must(t, set(ledger.NoLow, ledger.NoHigh))
		_, err = v.post(v.entry(ledger.Leg{Account: v.homes[0], Amount: -1500}, ledger.Leg{Account: v.source, Amount: 1500}))
		must(t, err)
		refused(t, set(0, 1000), "below_low")
		must(t, set(-500, 1000))
	})
}

// Several transactions of one Write see each other, and so do several calls.
func TestManyInOneWriteSeeEachOther(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		out := func(n int64) ledger.Entry {
			return v.entry(ledger.Leg{Account: v.homes[0], Amount: -n}, ledger.Leg{Account: v.homes[1], Amount: n})
		}
		must(t, v.d.Write(v.ctx, "probe.post", func(tx *db.WriteTx) error {
			if _, err := ledger.PostAll(tx, []ledger.Entry{v.give(0, 50), out(30), out(20)}); err != nil {
				return err
			}
			_, err := ledger.Post(tx, out(1))
			refused(t, err, "below_low")
			_, err = ledger.Post(tx, v.give(0, 5))
			return err
		}))
		v.wants(0, 5)
		v.wants(1, 50)
		err := v.d.Write(v.ctx, "probe.post", func(tx *db.WriteTx) error {
			_, err := ledger.PostAll(tx, []ledger.Entry{v.give(2, 50), out(6)})
			return err
		})
		refused(t, err, "below_low")
		var e *kernel.Error
		if errors.As(err, &e) && e.Args["index"] != "1" {
			t.Errorf("which one: %v", e.Args)
		}
		v.wants(2, 0)
	})
}

func TestAReversalNamesWhatItReversesOnce(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		first, err := v.post(v.give(0, 30))
		must(t, err)
		e := v.entry()
		back := func(id kernel.ID, e ledger.Entry) (ledger.Txn, error) {
			return v.do(func(tx *db.WriteTx) (ledger.Txn, error) { return ledger.Reverse(tx, id, e) })
		}
		r, err := back(first.ID, e)
		must(t, err)
		if r.ReversesID != first.ID {
			t.Error("it does not name what it reverses")
		}
		again, err := back(first.ID, e)
		must(t, err)
		if again.ID != r.ID {
			t.Error("the same key was recorded twice")
		}
		_, err = back(first.ID, v.entry())
		refused(t, err, "already_reversed")
		_, err = back(r.ID, v.entry())
		refused(t, err, "not_reversible")
		v.wants(0, 0)

		spent, err := v.post(v.give(1, 30))
		must(t, err)
		_, err = v.post(v.entry(ledger.Leg{Account: v.homes[1], Amount: -10}, ledger.Leg{Account: v.source, Amount: 10}))
		must(t, err)
		_, err = back(spent.ID, v.entry())
		refused(t, err, "below_low")
	})
}

func TestTwoPhases(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		_, err := v.post(v.give(0, 100))
		must(t, err)
		reserve := func(n int64, hours int) (ledger.Txn, error) {
			e := v.entry(ledger.Leg{Account: v.homes[0], Amount: -n}, ledger.Leg{Account: v.source, Amount: n})
			return v.do(func(tx *db.WriteTx) (ledger.Txn, error) {
				return ledger.Reserve(tx, e, tx.Now().Add(time.Duration(hours)*time.Hour))
			})
		}
		settle := func(id kernel.ID, e ledger.Entry) (ledger.Txn, error) {
			return v.do(func(tx *db.WriteTx) (ledger.Txn, error) { return ledger.Settle(tx, id, e) })
		}
		a, err := reserve(60, 1)
		must(t, err)
		if b := v.balance(0); b.Posted != 100 || b.Out != -60 || b.Free != 40 {
			t.Errorf("%+v", b)
		}
		_, err = reserve(41, 1)
		refused(t, err, "below_low")
		c, err := reserve(40, 3)
		must(t, err)

		_, err = settle(a.ID, v.entry(ledger.Leg{Account: v.homes[0], Amount: -61}, ledger.Leg{Account: v.source, Amount: 61}))
		refused(t, err, "more_than_held")
		part := v.entry(ledger.Leg{Account: v.homes[0], Amount: -50}, ledger.Leg{Account: v.source, Amount: 50})
		done, err := settle(a.ID, part)
		must(t, err)
		again, err := settle(a.ID, part)
		must(t, err)
		if again.ID != done.ID {
			t.Error("settled twice")
		}
		_, err = settle(a.ID, v.entry())
		refused(t, err, "reservation_ended")
		if b := v.balance(0); b.Posted != 50 || b.Out != -40 || b.Free != 10 {
			t.Errorf("%+v", b)
		}

		v.clock.Add(4 * time.Hour) // the second one's time is over: it holds nothing, whether or not that is recorded
		if b := v.balance(0); b.Free != 50 || !b.Held {
			t.Errorf("%+v", b)
		}
		_, err = settle(c.ID, v.entry())
		refused(t, err, "reservation_expired")
		d, err := reserve(50, 1)
		must(t, err)
		expire := func() (n int) {
			must(t, v.d.Write(v.ctx, "probe.expire", func(tx *db.WriteTx) (err error) { n, err = ledger.Expire(tx, 100); return err }))
			return n
		}
		if n, m := expire(), expire(); n != 1 || m != 0 {
			t.Errorf("%d expired, then %d", n, m)
		}
		_, err = v.do(func(tx *db.WriteTx) (ledger.Txn, error) { return ledger.Release(tx, d.ID, v.entry()) })
		must(t, err)
		if b := v.balance(0); b.Free != 50 || b.Held {
			t.Errorf("%+v", b)
		}
	})
}

func TestPeriodsCloseAndCarry(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		on := func(day kernel.Day, n int64) error {
			e := v.give(0, n)
			e.Day = day
			_, err := v.post(e)
			return err
		}
		refused(t, on("2024-12-31", 1), "no_open_period")
		must(t, on("2025-06-30", 10))
		must(t, on("2025-12-31", 5))
		must(t, on("2026-01-01", 100))
		refused(t, on("2026-11-17", 1), "day_ahead")
		shut := func() (p ledger.Period, err error) {
			err = v.d.Write(v.ctx, "probe.close", func(tx *db.WriteTx) (err error) { p, err = ledger.ClosePeriod(tx, v.book); return err })
			return p, err
		}
		p, err := shut()
		must(t, err)
		if p.ToDay != "2025-12-31" || p.Accounts != 5 || p.Digest == "" {
			t.Errorf("%+v", p)
		}
		refused(t, on("2025-12-31", 1), "period_closed")
		must(t, on("2026-01-02", 1000-115))
		_, err = shut()
		refused(t, err, "period_not_over")
		for day, want := range map[kernel.Day]int64{
			"2025-06-29": 0, "2025-06-30": 10, "2025-12-30": 10, "2025-12-31": 15, "2026-01-01": 115, "2026-11-16": 1000,
		} {
			must(t, v.d.Read(v.ctx, func(tx *db.ReadTx) error {
				n, err := ledger.BalanceOn(tx, v.homes[0], day)
				if n != want {
					t.Errorf("%s: %d, not %d", day, n, want)
				}
				lines, err2 := ledger.Trial(tx, v.book, day)
				sum := int64(0)
				for _, l := range lines {
					if sum += l.N; l.ID == v.homes[0] && l.N != want {
						t.Errorf("trial on %s: %d, not %d", day, l.N, want)
					}
				}
				if sum != 0 {
					t.Errorf("trial on %s sums to %d", day, sum)
				}
				return errors.Join(err, err2)
			}))
		}
	})
}

func TestABalanceAtANumberOfTheJournal(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		var nos []int64
		for range 3 {
			_, err := v.post(v.give(0, 10))
			must(t, err)
			must(t, v.d.Sequence(v.ctx))
			must(t, v.d.Read(v.ctx, func(tx *db.ReadTx) error {
				lines, _, err := ledger.Statement(tx, v.homes[0], kernel.Page{})
				if err != nil {
					return err
				}
				events, err := tx.Timeline("ledger_posting", lines[0].ID)
				nos = append(nos, events[0].No)
				return err
			}))
		}
		for i, no := range nos {
			must(t, v.d.Read(v.ctx, func(tx *db.ReadTx) error {
				n, err := ledger.BalanceAt(tx, v.homes[0], no)
				if n != int64(10*(i+1)) {
					t.Errorf("at %d: %d", no, n)
				}
				before, err2 := ledger.BalanceAt(tx, v.homes[0], no-1)
				if before != int64(10*i) {
					t.Errorf("before %d: %d", no, before)
				}
				return errors.Join(err, err2)
			}))
		}
	})
}

func TestAccountsEndEmpty(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		shut := func(home int) error {
			return v.d.Write(v.ctx, "probe.close", func(tx *db.WriteTx) error { return ledger.CloseAccount(tx, v.homes[home]) })
		}
		_, err := v.post(v.give(0, 1))
		must(t, err)
		refused(t, shut(0), "account_not_empty")
		must(t, shut(1))
		_, err = v.post(v.give(1, 1))
		refused(t, err, "account_ended")
	})
}

// Who sees another village sees none of its accounts, and posts in none.
func TestAccountsHaveTheirPlace(t *testing.T) {
	each(t, func(v *village) {
		t := v.t
		_, err := v.post(v.give(0, 7))
		must(t, err)
		at := func(township, village kernel.ID) context.Context {
			above := kernel.Stamp{TownshipID: township, VillageID: village}
			return kernel.WithActor(t.Context(), kernel.Actor{
				Kind: kernel.ActorOfficer, CountyID: dbtest.County, Name: "甲",
				Arms: []kernel.Arm{{Level: kernel.LevelVillage, PlaceID: village, Above: above}},
			})
		}
		e := v.give(0, 3)
		other, own := at(11, 99), at(11, 12)
		err = v.d.Write(other, "probe.post", func(tx *db.WriteTx) error { _, err := ledger.Post(tx, e); return err })
		refused(t, err, "not_found")
		err = v.d.Read(other, func(tx *db.ReadTx) error { _, err := ledger.BalanceOf(tx, v.homes[0]); return err })
		refused(t, err, "not_found")
		must(t, v.d.Write(own, "probe.post", func(tx *db.WriteTx) error { _, err := ledger.Post(tx, e); return err }))
		v.wants(0, 10)
	})
}
