package shop

import (
	"touyan/internal/domain/merit"
	"touyan/internal/platform/db"
)

// Short are the goods of which the book has less than nothing, by the pool of their shop, for the checks of the data. N is how many pieces.
func (s *Service) Short(tx *db.ReadTx) ([]merit.Fault, error) {
	var rows []goodRow
	if err := tx.Select(&rows, "SELECT g.* FROM {shop_good g} WHERE TRUE"); err != nil {
		return nil, err
	}
	goods, err := s.goods(tx, rows)
	var out []merit.Fault
	for i, g := range goods {
		if g.Pieces < 0 {
			out = append(out, merit.Fault{ID: g.PoolID, N: g.Pieces, Stamp: rows[i].Stamp})
		}
	}
	return out, err
}
