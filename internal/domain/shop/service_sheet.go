package shop

import (
	"iter"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the goods, out and in, and what was taken, out only: each of it was confirmed by two.
func (s *Service) Registers() []register.Register {
	return []register.Register{{
		Key: "shop_goods", Title: goodsSheet, TitleEn: "Goods of the shop", See: PermList, Edit: PermStock,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{sheetOfGoods()}, nil },
		Rows:   s.goodRows,
		Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
			return s.plan(tx, book[goodsSheet])
		},
	}, {
		Key: "shop_redeems", Title: redeemSheet, TitleEn: "What households took", See: PermKeep,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{sheetOfRedeems()}, nil },
		Rows:   s.redeemRows,
	}}
}

func (s *Service) goodRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return register.Pages(func(page kernel.Page) ([]goodRow, string, error) {
		where, args := "TRUE", []any{}
		if o.At != 0 {
			w, more, err := s.place.Within(tx, "g", o.At)
			if err != nil {
				return nil, "", err
			}
			where, args = w, more
		}
		return db.PageOf(tx, db.List{SQL: "SELECT g.* FROM {shop_good g} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "g.id", Dir: db.Asc}}}, func(g *goodRow) []any { return []any{g.ID} })
	}, func(rows []goodRow) ([][]any, error) {
		goods, err := s.goods(tx, rows)
		if err != nil {
			return nil, err
		}
		ids := make([]kernel.ID, len(rows))
		for i, r := range rows {
			ids[i] = r.VillageID
		}
		names, err := s.place.Names(system(tx), ids)
		out := make([][]any, len(rows))
		for i, g := range goods {
			out[i] = []any{names[rows[i].VillageID].Code, g.Name, g.Measure, g.Points, g.Pieces}
		}
		return out, err
	})
}

func (s *Service) redeemRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return register.Pages(func(page kernel.Page) ([]Redeem, string, error) { return s.page(tx, o.At, page) }, func(list []Redeem) ([][]any, error) {
		var out [][]any
		for _, r := range list {
			for _, l := range r.Lines {
				out = append(out, []any{string(r.Day), r.House.Code, r.House.HeadName, l.Name, l.Pieces, l.Pieces * l.Points, map[string]string{ByCode: "积分卡", BySign: "签字"}[r.Confirm], r.By})
			}
		}
		return out, nil
	})
}

// plan enters goods that are not on the shelf; of those that are there a sheet changes nothing: prices have their day.
func (s *Service) plan(tx *db.ReadTx, records []register.Record) (register.Plan, error) {
	p := &register.Draft{}
	p.Touch(goodsSheet)
	find, err := s.place.Finder(tx)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		fault := func(column, code string, args ...string) { p.Fault(goodsSheet, r.Row, column, code, args...) }
		at, code, args := find.Find(r.Get("village"))
		if code != "" {
			fault(colVillage, code, args...)
			continue
		}
		pool, err := s.merit.PoolAt(tx, at.ID)
		if err != nil {
			return nil, err
		}
		points, bad := strconv.ParseInt(r.Get("points"), 10, 64)
		switch {
		case pool == 0:
			fault(colVillage, "village_without_list")
			continue
		case bad != nil || points < 1:
			fault(colPoints, "bad_amount")
			continue
		}
		var there []kernel.ID
		if err := tx.Select(&there, "SELECT g.id FROM {shop_good g} WHERE g.pool_id = ? AND g.name = ?", pool, r.Get("name")); err != nil {
			return nil, err
		}
		if len(there) > 0 {
			p.Same(goodsSheet)
			continue
		}
		n := NewGood{Name: r.Get("name"), Measure: r.Get("measure"), Points: points}
		p.New(goodsSheet, func(tx *db.WriteTx) error {
			_, err := s.add(tx, pool, n)
			return err
		})
	}
	return p, nil
}
