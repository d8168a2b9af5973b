package quality

import (
	"context"
	"io"

	"touyan/internal/kernel"
)

// mostLines bounds how many findings of one check a workbook holds; the first sheet tells how many there are.
const mostLines = 5000

// Export writes what the checks found in a place: one sheet of the checks, one of the findings.
func (s *Service) Export(ctx context.Context, at kernel.ID, w io.Writer) error {
	b, err := s.Board(ctx, at)
	if err != nil {
		return err
	}
	var lines [][]any
	for _, c := range b.Checks {
		if c.N == 0 {
			continue
		}
		n := 0
		for page := (kernel.Page{Limit: kernel.MaxLimit}); n < mostLines; {
			list, next, err := s.List(ctx, c.ID, b.Place.ID, page)
			if err != nil {
				return err
			}
			for _, f := range list {
				lines = append(lines, findingLine(c.DataCheck, f))
			}
			if n += len(list); next == "" {
				break
			}
			page.Cursor = next
		}
	}
	return writeBook(w, b, lines)
}
