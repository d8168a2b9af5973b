package person

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// OpenPhone opens a number within the Write of a caller that states its reason; the look is declared here.
func (s *Service) OpenPhone(tx *db.WriteTx, id kernel.ID) (string, error) {
	var r personRow
	if err := tx.Get(&r, id); err != nil {
		return "", err
	}
	if r.Phone == "" {
		return "", nil
	}
	tx.View(table.Name, r.ID, r.Stamp, "phone")
	return s.keys.Open(r.Phone)
}

// WithPhones hands each number of some persons to fn, which must not let it out: for indexes that other rooms keep.
func (s *Service) WithPhones(tx *db.ReadTx, ids []kernel.ID, fn func(phone string) string) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	in, args := place.Among("pe.id", ids)
	var rows []personRow
	if err := tx.Select(&rows, "SELECT pe.* FROM {person pe} WHERE "+in, args...); err != nil {
		return nil, err
	}
	var out []string
	for _, r := range rows {
		phone, err := s.keys.Open(r.Phone)
		if err != nil {
			return nil, kernel.Internal(err)
		}
		out = append(out, fn(phone))
	}
	return out, nil
}
