package sheet

import (
	"iter"
	"time"

	"touyan/internal/kernel"
)

// Plain is a list that only goes out: its titles are its keys.
func Plain(name string, rows iter.Seq2[[]any, error], titles ...string) Out {
	columns := make([]Column, len(titles))
	for i, t := range titles {
		columns[i] = Column{Key: t, Title: t}
	}
	return Out{Sheet: Sheet{Name: name, Columns: columns}, Rows: rows}
}

// Lines are the rows of a list that is at hand.
func Lines[T any](list []T, line func(T) []any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, x := range list {
			if !yield(line(x), nil) {
				return
			}
		}
	}
}

// Pages are the rows of a list that is read page by page, to its end.
func Pages[T any](read func(kernel.Page) ([]T, string, error), line func(T) []any) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for page := (kernel.Page{Limit: kernel.MaxLimit}); ; {
			list, next, err := read(page)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, x := range list {
				if !yield(line(x), nil) {
					return
				}
			}
			if page.Cursor = next; next == "" {
				return
			}
		}
	}
}

// Moment is an instant as a cell shows it; nothing where there is none.
func Moment(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).In(kernel.Zone).Format("2006-01-02 15:04")
}
