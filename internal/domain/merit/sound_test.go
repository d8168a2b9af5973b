package merit_test

import (
	"testing"

	"touyan/internal/domain/merit"
	"touyan/internal/platform/db"
)

// What the checks of the data are told of pools and rounds: nothing while all is well; a pool whose rate was changed past the service; a round
// that nobody gives.
func TestWhatIsAmissInPools(t *testing.T) {
	each(t, "xiangfu", func(w *world) {
		l := w.Adopted(100_000)
		w.Rated("一组甲", "public_work", 10)
		w.Given()
		faults := func(find func(*db.ReadTx) ([]merit.Fault, error)) (out []merit.Fault) {
			must(0, w.DB.Read(w.Sys, func(tx *db.ReadTx) (err error) {
				out, err = find(tx)
				return err
			}))(t)
			return out
		}
		if got := append(faults(w.Merit.Unsound), faults(w.Merit.Overdue)...); len(got) != 0 {
			t.Fatalf("%+v", got)
		}
		rate := w.Sound(l.PoolID).Rate
		w.Raw.Set("merit_pool", int64(l.PoolID), "rate_fen", rate+3)
		if got := faults(w.Merit.Unsound); len(got) != 1 || got[0].ID != l.PoolID || got[0].N != 30 || got[0].Stamp.VillageID != w.Places["龙村"].ID {
			t.Errorf("%+v", got)
		}
		w.Raw.Undo()
		w.Rated("一组乙", "public_work", 10)
		r := w.Posted()
		w.Clock.Set(r.ObjectTo.Add(15).Time())
		if got := faults(w.Merit.Overdue); len(got) != 1 || got[0].ID != r.ID || got[0].Day != r.ObjectTo {
			t.Errorf("%+v", got)
		}
	})
}
