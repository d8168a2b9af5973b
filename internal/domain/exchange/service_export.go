package exchange

import (
	"context"
	"io"
	"iter"
	"strings"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Grid writes the grid-and-officer workbook of a place and everything below it, as it was on a day; without a place, of the
// actor's scope.
func (s *Service) Grid(ctx context.Context, at kernel.ID, on kernel.Day, w io.Writer) error {
	return s.bodies.Export(ctx, at, on, w)
}

// Persons writes a list of persons with masked numbers and the posts they hold.
func (s *Service) Persons(ctx context.Context, f person.Filter, w io.Writer) error {
	return s.d.Read(ctx, func(tx *db.ReadTx) error {
		return write(w, personSheet, rows(
			func(p kernel.Page) ([]body.PersonView, string, error) { return s.bodies.PagePersons(tx, f, p) },
			func(p body.PersonView) []any {
				return []any{p.Name, p.Place.Name, p.Phone, strings.Join(p.Posts, "、")}
			}))
	})
}

// Bodies writes a list of bodies.
func (s *Service) Bodies(ctx context.Context, f body.BodyFilter, w io.Writer) error {
	return s.d.Read(ctx, func(tx *db.ReadTx) error {
		return write(w, bodySheet, rows(
			func(p kernel.Page) ([]body.Body, string, error) { return s.bodies.PageBodies(tx, f, p) },
			func(b body.Body) []any {
				kind, _ := s.p.BodyKind(b.Kind)
				return []any{b.Name, kind.Name, b.Place.Name, b.ParentName, b.Leader, b.Members, string(b.From), string(b.To)}
			}))
	})
}

// Gaps writes vacancies, overlaps, or both where kind is empty.
func (s *Service) Gaps(ctx context.Context, kind string, at kernel.ID, w io.Writer) error {
	kinds := []string{body.GapVacant, body.GapOverlap}
	if kind != "" {
		kinds = []string{kind}
	}
	words := map[string]string{body.GapVacant: "空缺", body.GapOverlap: "重复"}
	return s.d.Read(ctx, func(tx *db.ReadTx) error {
		return write(w, gapSheet, func(yield func([]any, error) bool) {
			for _, kind := range kinds {
				all := rows(
					func(p kernel.Page) ([]body.Gap, string, error) { return s.bodies.PageGaps(tx, kind, at, p) },
					func(g body.Gap) []any {
						post, _ := s.p.Post(g.Post)
						var who []string
						for _, h := range g.Holders {
							who = append(who, h.PersonName)
						}
						return []any{words[g.Kind], g.Place.Code, g.Path, post.Name, strings.Join(who, "、")}
					})
				for r, err := range all {
					if !yield(r, err) {
						return
					}
				}
			}
		})
	})
}

// rows walks a list page by page.
func rows[T any](page func(kernel.Page) ([]T, string, error), row func(T) []any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		at := kernel.Page{Limit: kernel.MaxLimit}
		for {
			items, next, err := page(at)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, it := range items {
				if !yield(row(it), nil) {
					return
				}
			}
			if next == "" {
				return
			}
			at.Cursor = next
		}
	}
}
