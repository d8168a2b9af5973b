package casework

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Ladder is when each rung of the state that a case is in is reached, by the definition alone.
func (s *Service) Ladder(ctx context.Context, id kernel.ID) (out []Reached, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		c := caseRow{}
		if err := tx.Get(&c, id); err != nil {
			return err
		}
		ct := s.typeOf(&c)
		st, _ := ct.State(c.State)
		for _, m := range moments(s.days, rungsIn(s.rules(&c), ct, st), c.StateSince, c.Due) {
			out = append(out, Reached{ID: m.rung.ID, At: m.at})
		}
		return nil
	})
	return out, err
}

// CopyForBench makes n cases like one, each with its clock.
func (s *Service) CopyForBench(ctx context.Context, id kernel.ID, n int) error {
	for done := 0; done < n; done += 500 {
		err := s.db.Write(ctx, "casework.bench", func(tx *db.WriteTx) error {
			c := caseRow{}
			if err := tx.Get(&c, id); err != nil {
				return err
			}
			ct := s.typeOf(&c)
			st, _ := ct.State(c.State)
			var rows []*caseRow
			for range 500 {
				r := c
				r.ID = tx.NewID()
				r.No, r.FollowHash, r.ClientKey = newNo(tx.Today())+r.ID.String(), r.ID.String(), nil
				rows = append(rows, &r)
				if err := s.start(tx, ct, st, &r); err != nil {
					return err
				}
			}
			return tx.InsertAll(rows)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
