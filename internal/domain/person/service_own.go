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

// Registered is the person with a citizen's number, 0 where there is none: for rooms that ask nobody for what is registered.
func (s *Service) Registered(tx *db.ReadTx, number string) (kernel.ID, error) {
	number, err := kernel.CleanIDNumber(number, tx.Today())
	if err != nil || number == "" {
		return 0, err
	}
	var ids []kernel.ID
	err = tx.Select(&ids, "SELECT pe.id FROM {person pe} WHERE pe.merged_into = 0 AND pe.id_index <> '' AND pe.id_index = ? LIMIT 1", s.NumberIndex(number))
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// InHousehold tells whether somebody is registered in a household today.
func (s *Service) InHousehold(tx *db.ReadTx, id kernel.ID) (bool, error) {
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT m.id FROM {household_member m} WHERE m.person_id = ? AND m.registered AND m.to_day = '"+string(kernel.EndOfTime)+"' LIMIT 1", id)
	return len(ids) > 0, err
}
