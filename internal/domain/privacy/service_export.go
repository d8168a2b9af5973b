package privacy

import (
	"context"
	"io"
	"iter"

	"touyan/internal/kernel"
)

// Copy is Held for a file that the person takes away; it stands in the journal as such.
func (s *Service) Copy(ctx context.Context, id kernel.ID, why Asked) (Held, error) {
	return s.held(ctx, "privacy.copy", id, why)
}

// Export writes the requests of a filter as a workbook, page by page.
func (s *Service) Export(ctx context.Context, f RequestFilter, w io.Writer) error {
	return writeRequests(w, s.exported(ctx, f))
}

func (s *Service) exported(ctx context.Context, f RequestFilter) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		page := kernel.Page{Limit: kernel.MaxLimit}
		for {
			items, next, err := s.List(ctx, f, page)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range items {
				line := []any{
					r.No, r.KindName, r.PersonName, r.Place.Name, askedByWords[r.AskedBy], r.AskerName, r.Received, minute(r.Due),
					stateWords[r.State], minute(r.AnsweredAt), late(r), r.Handler, r.Text, r.Answer, r.Article,
				}
				if !yield(line, nil) {
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

func late(r Request) string {
	if r.Late || r.Light == "red" {
		return "是"
	}
	return ""
}
