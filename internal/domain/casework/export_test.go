package casework

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

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
