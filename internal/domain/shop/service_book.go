package shop

import (
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// AccountNames tells what lies in the accounts of goods, to who audits a book.
func (s *Service) AccountNames(_ *db.ReadTx, list []ledger.Account) (map[kernel.ID]string, error) {
	out := map[kernel.ID]string{}
	for _, a := range list {
		if a.Unit == UnitPiece && a.Name != "" {
			out[a.ID] = a.Name
		}
	}
	return out, nil
}

// Behind tells what stands behind transactions of this room: what was handed out, delivered, counted, or taken along.
func (s *Service) Behind(tx *db.ReadTx, kind string, ids []kernel.ID) (map[kernel.ID]ledger.Source, error) {
	out := map[kernel.ID]ledger.Source{}
	in, args := place.Among("x.id", ids)
	switch {
	case len(ids) == 0:
	case kind == redeemTable:
		var rows []redeemRow
		if err := system(tx).Select(&rows, "SELECT x.* FROM {shop_redeem x} WHERE "+in, args...); err != nil {
			return nil, err
		}
		list, err := s.redeems(system(tx), rows)
		for i, r := range list {
			src := ledger.Source{Title: r.House.HeadName, Day: r.Day, Page: "merit-shop", Of: rows[i].PoolID, Who: []ledger.Stood{{Part: "hand", Name: r.By}, {Part: r.Confirm, Name: r.House.HeadName}}}
			for j, l := range r.Lines {
				if j > 0 {
					src.Note += "、"
				}
				src.Note += l.Name + "×" + num(l.Pieces)
			}
			out[r.ID] = src
		}
		return out, err
	case kind == "shop_move":
		var rows []moveRow
		if err := system(tx).Select(&rows, "SELECT x.* FROM {shop_move x} WHERE "+in, args...); err != nil {
			return nil, err
		}
		goods, err := goodNames(system(tx), rows)
		for _, m := range rows {
			out[m.ID] = ledger.Source{Title: goods[m.GoodID], Note: m.Note, Day: m.Day, Page: "merit-shop", Of: m.PoolID, Who: []ledger.Stood{{Part: "record", Name: m.ByName}}}
		}
		return out, err
	case kind == "shop_allowance":
		var rows []allowanceRow
		err := system(tx).Select(&rows, "SELECT x.* FROM {shop_allowance x} WHERE "+in, args...)
		for _, a := range rows {
			out[a.ID] = ledger.Source{Page: "merit-shop", Of: a.PoolID, Who: []ledger.Stood{{Part: "record", Name: a.ByName}}}
		}
		return out, err
	}
	return out, nil
}

func goodNames(tx *db.ReadTx, rows []moveRow) (map[kernel.ID]string, error) {
	out := map[kernel.ID]string{}
	for _, m := range rows {
		out[m.GoodID] = ""
	}
	ids := make([]kernel.ID, 0, len(out))
	for id := range out {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("g.id", ids)
	var goods []goodRow
	err := tx.Select(&goods, "SELECT g.* FROM {shop_good g} WHERE "+in, args...)
	for _, g := range goods {
		out[g.ID] = g.Name
	}
	return out, err
}
