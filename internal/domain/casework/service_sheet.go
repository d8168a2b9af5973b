package casework

import (
	"iter"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the tables of this room. Cases go out only: one that comes in is reported where it happens, with its day,
// its deadline and whoever saw it.
func (s *Service) Registers() []register.Register {
	return []register.Register{{
		Key: "cases", Title: "案件", TitleEn: "Cases", See: PermList,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{caseSheet()}, nil },
		Rows:   s.caseRows,
	}}
}

// caseRows are the cases of a work list: the filters of the list are the arguments.
func (s *Service) caseRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	f := Filter{Box: Box(o.Args["box"]), State: o.Args["state"], Topic: o.Args["topic"], PlaceID: o.At}
	if o.Args["open"] != "" {
		open := o.Args["open"] == "true"
		f.Open = &open
	}
	return func(yield func([]any, error) bool) {
		page := kernel.Page{Limit: kernel.MaxLimit}
		for {
			items, next, err := s.page(tx, f, page)
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
	ct, _ := s.pack().CaseType(c.Type)
	st, _ := ct.State(c.State)
	topic, _ := s.pack().Topic(c.Topic)
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
