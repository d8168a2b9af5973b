package access

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// CloseIdle closes the accounts of those whose last post has ended: nobody signs in with them any more (Resolve refuses them from
// the first minute of that day), and the list of accounts shows it.
func (s *Service) CloseIdle(ctx context.Context) (n int, err error) {
	err = s.db.Write(ctx, "access.close_idle", func(tx *db.WriteTx) error {
		n = 0
		var rows []accountRow
		if err := tx.Select(&rows, "SELECT a.* FROM {account a} WHERE a.state <> ?", Disabled); err != nil {
			return err
		}
		who := make([]kernel.ID, len(rows))
		for i, a := range rows {
			who[i] = a.PersonID
		}
		over, err := s.o.Body.Retired(tx.ReadTx, who)
		if err != nil {
			return err
		}
		for i := range rows {
			if !over[rows[i].PersonID] {
				continue
			}
			rows[i].State = Disabled
			if err := tx.Update(&rows[i]); err != nil {
				return err
			}
			if err := dropInvites(tx, &rows[i]); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}
