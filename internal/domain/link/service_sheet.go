package link

import (
	"iter"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the links, out and in, and what is missing or double, out only.
func (s *Service) Registers() []register.Register {
	return []register.Register{
		{
			Key: "links", Title: "联户", TitleEn: "Linked households", See: PermList, Edit: PermEdit,
			Sheets: func(tx *db.ReadTx) ([]register.Sheet, error) {
				return []register.Sheet{linkSheet(s.kindNames(tx))}, nil
			},
			Rows: s.linkRows,
			Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
				return s.planLinks(tx, book[linkSheetName])
			},
		},
		{
			Key: "link_gaps", Title: "联户缺漏", TitleEn: "Households without a member, or with two", See: PermList,
			Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{gapSheet()}, nil },
			Rows:   s.gapRows,
		},
	}
}

func (s *Service) kindNames(tx *db.ReadTx) []string {
	var out []string
	for _, k := range s.pack().LinksOn(tx.Today()) {
		out = append(out, k.Name)
	}
	return out
}

// paged walks a list page by page.
func paged[T any](page func(kernel.Page) ([]T, string, error), line func(T) []any, yield func([]any, error) bool) bool {
	at := kernel.Page{Limit: kernel.MaxLimit}
	for {
		items, next, err := page(at)
		if err != nil {
			return yield(nil, err) && false
		}
		for _, x := range items {
			if !yield(line(x), nil) {
				return false
			}
		}
		if next == "" {
			return true
		}
		at.Cursor = next
	}
}

func (s *Service) linkRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		f := Filter{Kind: o.Args["kind"], Place: o.At}
		paged(func(p kernel.Page) ([]Link, string, error) { return s.Page(tx, f, p) }, func(l Link) []any {
			k, _ := s.pack().LinkKind(l.Kind)
			return []any{k.Name, l.Household.Code, l.Household.HeadName, l.Path, l.Member.Name, l.Group.Name, string(l.From), string(l.To)}
		}, yield)
	}
}

func (s *Service) gapRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, k := range s.pack().LinksOn(tx.Today()) {
			if o.Args["kind"] != "" && o.Args["kind"] != k.ID {
				continue
			}
			for _, gap := range []string{GapMissing, GapTwice} {
				if o.Args["gap"] != "" && o.Args["gap"] != gap {
					continue
				}
				more := paged(func(p kernel.Page) ([]Gap, string, error) { return s.PageGaps(tx, k.ID, gap, o.At, p) }, func(g Gap) []any {
					who := make([]string, len(g.Links))
					for i, l := range g.Links {
						who[i] = l.Member.Name
					}
					w := gapWords[gap]
					return []any{k.Name, w[0], g.Household.Code, g.Household.HeadName, g.Path, strings.Join(who, "、"), w[1]}
				}, yield)
				if !more {
					return
				}
			}
		}
	}
}
