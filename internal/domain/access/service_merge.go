package access

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// oneAccount settles what happens to accounts when two entries become one person. A person has one account: where both have
// one, that of the entry that goes stays with it and is closed; otherwise it follows.
func (s *Service) oneAccount(tx *db.WriteTx, from, into kernel.ID) ([]db.Referring, error) {
	kept, err := accountOf(tx.ReadTx, into)
	if err != nil || kept == nil {
		return nil, err
	}
	gone, err := accountOf(tx.ReadTx, from)
	if err != nil || gone == nil {
		return nil, err
	}
	if gone.ID == tx.Actor().AccountID {
		return nil, kernel.Conflict("own_account")
	}
	if gone.State != Disabled {
		gone.State = Disabled
		if err := dropInvites(tx, gone); err != nil {
			return nil, err
		}
		if err := tx.Update(gone); err != nil {
			return nil, err
		}
	}
	return []db.Referring{{Table: "account", ID: gone.ID}}, nil
}

func accountOf(tx *db.ReadTx, person kernel.ID) (*accountRow, error) {
	var rows []accountRow
	err := tx.Select(&rows, "SELECT a.* FROM {account a} WHERE a.person_id = ?", person)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}
