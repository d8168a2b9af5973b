package register

import (
	"iter"

	"touyan/internal/kernel"
)

// Pages gives the rows of a sheet out of a list that is read page by page: lines makes rows of the records of one page.
func Pages[T any](page func(kernel.Page) ([]T, string, error), lines func([]T) ([][]any, error)) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		at := kernel.Page{Limit: kernel.MaxLimit}
		for {
			items, next, err := page(at)
			var out [][]any
			if err == nil {
				out, err = lines(items)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, line := range out {
				if !yield(line, nil) {
					return
				}
			}
			if at.Cursor = next; next == "" {
				return
			}
		}
	}
}
