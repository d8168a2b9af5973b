package merit

import (
	"context"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// Where villages merge, the pool of the one that ended keeps its name, its accounts, its stock and what it has promised: households spend
// from it until nothing is left. No money comes in any more; what nobody was promised goes over into the pool of the village that stands,
// and deeds that wait are given from that one.

// intoOf is the village that took over from that of a pool; nil where it stands, or where none took over.
func (s *Service) intoOf(tx *db.ReadTx, r *poolRow) (*place.Ref, error) {
	all := system(tx)
	p, err := s.place.Load(all, r.PlaceID)
	if err != nil || p.Open(tx.Today()) {
		return nil, err
	}
	next, err := s.place.Successor(all, p)
	if kernel.KindOf(err) == kernel.KindNotFound {
		return nil, nil //nolint:nilnil // it ended and nobody took over
	}
	ref := next.Ref()
	return &ref, err
}

// formerPools are the ids of a pool and of those whose villages went into its village.
func formerPools(tx *db.ReadTx, r *poolRow) ([]kernel.ID, error) {
	var rows []poolRow
	err := system(tx).Select(&rows, "SELECT p.* FROM {merit_pool p} WHERE p.village_id = ?", r.PlaceID)
	out := []kernel.ID{r.ID}
	for _, p := range rows {
		if p.ID != r.ID {
			out = append(out, p.ID)
		}
	}
	return out, err
}

// CarryOver moves what nobody was promised from the pool of a village that ended into that of the village that took over.
func (s *Service) CarryOver(ctx context.Context, pool kernel.ID, rev int64) (*Pool, error) {
	var out *Pool
	err := s.db.Write(ctx, "merit.carry_over", func(tx *db.WriteTx) error {
		old := &poolRow{}
		if err := tx.Get(old, pool); err != nil {
			return err
		}
		into, err := s.intoOf(tx.ReadTx, old)
		if err != nil {
			return err
		}
		if into == nil {
			return kernel.Conflict("village_stands")
		}
		next, err := poolAt(system(tx.ReadTx), into.ID)
		if err != nil {
			return err
		}
		if next == nil {
			return kernel.Conflict("village_without_list").With("name", into.Name)
		}
		if old, next, err = s.lockBoth(tx, old.ID, next.ID); err != nil {
			return err
		}
		if old.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		if err := s.carryOver(tx, old, next, into.Name); err != nil {
			return err
		}
		if err := tx.Update(old); err != nil {
			return err
		}
		out, err = s.freshPool(tx, old)
		return err
	})
	return out, err
}

// lockBoth keeps two pools to one writer, always in the same order, so that two of them never wait for each other.
func (s *Service) lockBoth(tx *db.WriteTx, a, b kernel.ID) (first, second *poolRow, err error) {
	if a > b {
		second, first, err = s.lockBoth(tx, b, a)
		return first, second, err
	}
	if first, err = s.lock(tx, a); err == nil {
		second, err = s.lock(tx, b)
	}
	return first, second, err
}

func (s *Service) carryOver(tx *db.WriteTx, old, next *poolRow, into string) error {
	b, err := ledger.BalanceOf(tx.ReadTx, old.FreeID)
	if err != nil {
		return err
	}
	fen := b.Free + tx.Added(old.FreeID)
	if fen <= 0 {
		return kernel.Conflict("nothing_free")
	}
	names, err := s.place.Names(system(tx.ReadTx), []kernel.ID{old.PlaceID})
	if err != nil {
		return err
	}
	for _, x := range []struct {
		pool   *poolRow
		fen    int64
		source string
	}{{old, -fen, "转入" + into}, {next, fen, names[old.PlaceID].Name + "（已并入）转入"}} {
		f := &fundRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: x.pool.Stamp, PoolID: x.pool.ID, Day: tx.Today(), Fen: x.fen, Source: x.source,
			ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name,
		}
		t, err := ledger.Post(tx, ledger.Entry{
			Book: x.pool.BookID, Key: "fund:" + f.ID.String(), Kind: "merit.fund", Day: f.Day, RefKind: "merit_fund", RefID: f.ID,
			Legs: []ledger.Leg{{Account: x.pool.FundsID, Amount: -x.fen}, {Account: x.pool.FreeID, Amount: x.fen}},
		})
		if err != nil {
			return err
		}
		f.TxnID = t.ID
		if err := tx.Insert(f); err != nil {
			return err
		}
	}
	return nil
}
