package db_test

import (
	"context"
	"errors"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// What rides together leaves what it left alone: rows that wait are seen by the statement after them, an error takes all of it
// back, and questions asked together see one snapshot.
func TestWhatRidesTogetherIsOneTransaction(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		key := "once"
		seen := 0
		must(t, d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
			if err := errors.Join(tx.Insert(&probe{Text: "一", ClientKey: &key}), tx.Insert(&probe{Text: "二"})); err != nil {
				return err
			}
			var all []probe
			var texts []string
			err := tx.Together(
				db.Ask{Dest: &all, SQL: "SELECT p.* FROM {probe p}"},
				db.Ask{Dest: &texts, SQL: "SELECT p.text FROM {probe p} WHERE p.client_key = ?", Args: []any{key}, Then: func(*db.ReadTx) error {
					seen = len(texts)
					return nil
				}},
			)
			if len(all) != 2 || len(texts) != 1 {
				t.Errorf("%d rows, %d of the key", len(all), len(texts))
			}
			return err
		}))
		if seen != 1 {
			t.Errorf("what follows the answers was told of %d rows", seen)
		}
		// The same key again: the insertion waits, the error comes with what is asked next, and nothing is left.
		err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
			if err := errors.Join(tx.Insert(&probe{Text: "三"}), tx.Insert(&probe{ClientKey: &key})); err != nil {
				return err
			}
			return tx.Select(&[]probe{}, "SELECT p.* FROM {probe p}")
		})
		if err == nil || count(t, d, "t_probe") != 2 {
			t.Errorf("%v, and %d rows", err, count(t, d, "t_probe"))
		}
		// A row that was changed twice in one Write has two lines and ends at the last.
		var p probe
		must(t, d.Read(ctx, func(tx *db.ReadTx) error { return tx.One(&p, "SELECT p.* FROM {probe p} WHERE p.text = ?", "二") }))
		must(t, d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error {
			if err := tx.Lock(&p, p.ID); err != nil {
				return err
			}
			p.N = 1
			if err := tx.Update(&p); err != nil {
				return err
			}
			p.N, p.Text = 2, "四"
			return tx.Update(&p)
		}))
		stale := p
		stale.Rev = 1
		if err := d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error { stale.N = 9; return tx.Update(&stale) }); kernel.KindOf(err) != kernel.KindConflict {
			t.Errorf("a stale row was stored: %v", err)
		}
		var events []db.Event
		must(t, d.Sequence(ctx))
		must(t, d.Read(ctx, func(tx *db.ReadTx) (err error) {
			events, err = tx.Timeline("probe", p.ID)
			return err
		}))
		if len(events) != 3 || p.Rev != 3 || events[2].After != `{"n":2,"text":"四"}` {
			t.Errorf("revision %d, events %+v", p.Rev, events)
		}
	})
}
