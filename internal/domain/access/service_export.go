package access

import (
	"context"
	"io"
	"iter"

	"touyan/internal/kernel"
)

// Export writes the accounts that q finds as a workbook. When somebody was last there is not in it: nobody's time online
// is counted.
func (s *Service) Export(ctx context.Context, q string, w io.Writer) error {
	return writeAccounts(w, s.exported(ctx, q))
}

func (s *Service) exported(ctx context.Context, q string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		page := kernel.Page{Limit: kernel.MaxLimit}
		for {
			items, next, err := s.List(ctx, q, page)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, a := range items {
				if !yield([]any{a.Login, a.PersonName, stateWords[a.State]}, nil) {
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
