package person

import (
	"context"
	"maps"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// ProposePair enters a pair that an officer noticed; one that was found different before may be looked at again.
func (s *Service) ProposePair(ctx context.Context, a, b kernel.ID) (Pair, error) {
	var out Pair
	if a == b || a == 0 || b == 0 {
		return out, kernel.Invalid("b_id", "same_person")
	}
	err := s.d.Write(ctx, "person.propose", func(tx *db.WriteTx) error {
		var pa, pb personRow
		if err := tx.Lock(&pa, min(a, b)); err != nil {
			return err
		}
		if err := tx.Lock(&pb, max(a, b)); err != nil {
			return err
		}
		if pa.MergedInto != 0 || pb.MergedInto != 0 {
			return kernel.Conflict("person_merged")
		}
		r, err := pairOf(tx.ReadTx, pa.ID, pb.ID)
		switch {
		case err == nil && r.State == PairDifferent:
			r.State, r.DecidedAt, r.DecidedBy, r.Reason = PairOpen, 0, "", ""
			err = tx.Update(r)
		case kernel.KindOf(err) == kernel.KindNotFound:
			r = newPair(tx, pa.ID, pb.ID, common(pa.Stamp, pb.Stamp), []string{EvidenceOfficer})
			err = tx.Insert(r)
		}
		if err != nil {
			return err
		}
		out, err = s.pair(tx.ReadTx, r)
		return err
	})
	return out, err
}

// Pairs is a page of the pairs of a state, the strongest evidence first.
func (s *Service) Pairs(ctx context.Context, f PairFilter, page kernel.Page) ([]Pair, string, error) {
	var out []Pair
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		if f.State == "" {
			f.State = PairOpen
		}
		where, args := "pp.state = ?", []any{f.State}
		if f.Place != 0 {
			w, a, err := s.places.Within(tx, "pp", f.Place)
			if err != nil {
				return err
			}
			where, args = where+" AND "+w, append(args, a...)
		}
		rows, n, err := pagePairs(tx, where, args, page)
		if err != nil {
			return err
		}
		next = n
		out, err = s.pairs(tx, rows)
		return err
	})
	return out, next, err
}

// GetPair reads one pair.
func (s *Service) GetPair(ctx context.Context, id kernel.ID) (Pair, error) {
	var out Pair
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		r := &pairRow{}
		if err := tx.Get(r, id); err != nil {
			return err
		}
		var err error
		out, err = s.pair(tx, r)
		return err
	})
	return out, err
}

func (s *Service) pair(tx *db.ReadTx, r *pairRow) (Pair, error) {
	list, err := s.pairs(tx, []pairRow{*r})
	if err != nil {
		return Pair{}, err
	}
	return list[0], nil
}

func (s *Service) pairs(tx *db.ReadTx, rows []pairRow) ([]Pair, error) {
	var ids []kernel.ID
	for _, r := range rows {
		ids = append(ids, r.AID, r.BID)
	}
	people, err := s.LoadMany(tx, ids)
	if err != nil {
		return nil, err
	}
	list := slices.Collect(maps.Values(people))
	if err := s.homes(tx, list); err != nil {
		return nil, err
	}
	for _, p := range list {
		people[p.ID] = p
	}
	out := make([]Pair, len(rows))
	for i, r := range rows {
		out[i] = Pair{
			ID: r.ID, Rev: r.Rev, State: r.State, Evidence: strings.Fields(r.Evidence), A: people[r.AID], B: people[r.BID],
			KeptID: r.KeptID, At: r.At, DecidedAt: r.DecidedAt, DecidedBy: r.DecidedBy, Reason: r.Reason,
		}
	}
	return out, nil
}

// knownPairs are the pairs at a place and below, decided or not; those between places are known where both lie.
func (s *Service) knownPairs(tx *db.ReadTx, at kernel.ID) ([]pairRow, error) {
	where, args := "TRUE", []any{}
	if at != 0 {
		w, a, err := s.places.Within(tx, "pp", at)
		if err != nil {
			return nil, err
		}
		where, args = w, a
	}
	return selectPairs(tx, where, args...)
}
