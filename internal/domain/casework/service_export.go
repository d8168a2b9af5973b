package casework

import (
	"context"
	"io"
	"iter"
	"time"

	"touyan/internal/kernel"
)

// Export writes the cases of a filter as a workbook, page by page, so that writers are not kept waiting.
func (s *Service) Export(ctx context.Context, f Filter, w io.Writer) error {
	return writeCases(w, s.exported(ctx, f))
}

func (s *Service) exported(ctx context.Context, f Filter) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		page := kernel.Page{Limit: kernel.MaxLimit}
		for {
			items, next, err := s.List(ctx, f, page)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range items {
				if !yield(s.line(&items[i]), nil) {
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

// line is a case in the order of caseColumns.
func (s *Service) line(c *Case) []any {
	ct, _ := s.pack.CaseType(c.Type)
	st, _ := ct.State(c.State)
	topic, _ := s.pack.Topic(c.Topic)
	var handler, assignee string
	if c.Body != nil {
		handler = c.Body.Name
	}
	if c.Assignee != nil {
		assignee = c.Assignee.Name
	}
	var rating any
	if c.Rating > 0 {
		rating = c.Rating
	}
	return []any{
		c.No, ct.Name, st.Name, topic.Name, c.Path, c.Text, minute(c.At), minute(c.Due), c.Light == "red",
		c.ReporterName, c.Contact, handler, assignee, rating,
	}
}

func minute(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).In(kernel.Zone).Format("2006-01-02 15:04")
}
