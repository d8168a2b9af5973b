package asset

import (
	"iter"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the tables of this room. Assets go out only: each comes out of a record.
func (s *Service) Registers() []register.Register {
	return []register.Register{{
		Key: "assets", Title: "资产", TitleEn: "Assets", See: PermList,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{assetSheet()}, nil },
		Rows:   s.rows,
	}}
}

func (s *Service) rows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		where, args, err := s.where(tx, Filter{PlaceID: o.At, Category: o.Args["category"]})
		if err != nil {
			yield(nil, err)
			return
		}
		page := kernel.Page{Limit: kernel.MaxLimit}
		for {
			rows, next, err := db.PageOf(tx, db.List{
				SQL: "SELECT a.* FROM {asset a} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "a.id", Dir: db.Desc}},
			}, func(r *assetRow) []any { return []any{r.ID} })
			var list []Asset
			if err == nil {
				list, err = s.views(tx, rows)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, a := range list {
				if !yield([]any{a.Name, a.CategoryName, a.Path, float64(a.Value) / 100, string(a.Day), a.Source, a.CaseNo}, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			page.Cursor = next
		}
	}
}
