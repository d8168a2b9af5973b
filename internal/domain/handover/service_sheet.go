package handover

import (
	"iter"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the handovers; they only go out.
func (s *Service) Registers() []register.Register {
	return []register.Register{{
		Key: "handovers", Title: sheetName, TitleEn: "Handovers of posts", See: PermHand,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{handoverSheet()}, nil },
		Rows:   s.sheetRows,
	}}
}

func (s *Service) sheetRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		p := kernel.Page{Limit: kernel.MaxLimit}
		for {
			rows, next, err := s.page(tx, o.At, p)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range rows {
				h := rows[i].view()
				what := "岗位和工作"
				if h.Keeps {
					what = "只交工作"
				}
				line := []any{
					h.Post, what, h.From.Name, h.Into.Name, string(h.Day), stateWords[h.State], string(h.Done),
					int64(h.Cases), int64(h.Calls), int64(h.Items), int64(h.Contacts), int64(h.Lists), int64(h.Links), int64(h.Visits), int64(h.Turns), int64(h.Stayed), h.Reason, h.By,
				}
				if !yield(line, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			p.Cursor = next
		}
	}
}

// stateWords are how the sheet names the states.
var stateWords = map[string]string{Planned: "待实行", Carried: "已交接", Failing: "没有实行", Cancelled: "已取消"}
