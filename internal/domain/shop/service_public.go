package shop

import (
	"context"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// PriceList is what everybody sees of a village's shop: what can be taken for how many points, and how many are there.
type PriceList struct {
	Place place.Place
	Goods []Good
}

// Prices is the public page of a village's shop.
func (s *Service) Prices(ctx context.Context, code string) (*PriceList, error) {
	var out *PriceList
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		p, err := s.merit.VillageByCard(tx, code)
		if err != nil {
			return err
		}
		all := system(tx)
		pool, err := s.merit.PoolAt(all, p.ID)
		if err != nil {
			return err
		}
		if pool == 0 {
			return kernel.NotFound("shop")
		}
		rows, err := goodsOf(all, pool)
		if err != nil {
			return err
		}
		list, err := s.goods(all, rows)
		out = &PriceList{Place: p}
		for _, g := range list {
			if g.Active && g.Points > 0 {
				out.Goods = append(out.Goods, g)
			}
		}
		return err
	})
	return out, err
}
