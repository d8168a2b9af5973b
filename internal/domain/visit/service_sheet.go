package visit

import (
	"cmp"
	"iter"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// Registers are the visits, the households of a campaign that have not been reached, and the weekly sheet and monthly figures of
// leaders' visits.
func (s *Service) Registers() []register.Register {
	return []register.Register{
		{
			Key: "visits", Title: "走访记录", TitleEn: "Visits", See: PermList,
			Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{visitSheet()}, nil },
			Rows:   s.visitRows,
		},
		{
			Key: "visit_gaps", Title: "未走到户", TitleEn: "Households not reached", See: PermList,
			Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{gapSheet()}, nil },
			Rows:   s.gapRows,
		},
		{
			Key: "visit_leaders", Title: "领导走访", TitleEn: "Leaders' visits", See: PermList,
			Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{leaderSheet()}, nil },
			Rows:   s.leaderRows,
		},
	}
}

// each walks a list page by page.
func each[T any](page func(kernel.Page) ([]T, string, error), line func(T) []any, yield func([]any, error) bool) {
	at := kernel.Page{Limit: kernel.MaxLimit}
	for {
		items, next, err := page(at)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, x := range items {
			if !yield(line(x), nil) {
				return
			}
		}
		if next == "" {
			return
		}
		at.Cursor = next
	}
}

func (s *Service) visitRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		f := Filter{Place: o.At, Type: o.Args["type"], Result: o.Args["result"], Rated: o.Args["rated"], Span: kernel.Span{From: kernel.Day(o.Args["from"]), To: kernel.Day(o.Args["to"])}}
		f.Campaign, _ = kernel.ParseID(o.Args["campaign"])
		f.Visitor, _ = kernel.ParseID(o.Args["visitor"])
		f.Household, _ = kernel.ParseID(o.Args["household"])
		each(func(p kernel.Page) ([]Visit, string, error) { return s.Page(tx, f, p) }, func(v Visit) []any {
			typ, _ := s.pack().VisitType(v.Type)
			var why []string
			for _, p := range typ.Purposes {
				for _, id := range v.Purposes {
					if p.ID == id {
						why = append(why, p.Name)
					}
				}
			}
			return []any{
				string(v.Day), typ.Name, v.Path, v.Household.Code, v.Household.HeadName, v.Visitor.Name, resultWords[v.Result], strings.Join(why, "、"), v.Text,
				v.Asks, ratedWords[v.Rated],
			}
		}, yield)
	}
}

func (s *Service) gapRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		id, err := kernel.ParseID(o.Args["campaign"])
		if err != nil {
			open, err := openCampaigns(system(tx))
			if err != nil || len(open) == 0 {
				if err != nil {
					yield(nil, err)
				}
				return
			}
			id = open[len(open)-1].ID
		}
		each(func(p kernel.Page) ([]Task, string, error) { return s.PageGaps(tx, id, o.Args["gap"], o.At, p) }, func(t Task) []any {
			last, who := "", ""
			if t.Last != nil {
				last, who = string(t.Last.Day), t.Last.Visitor+" "+resultWords[t.Last.Result]
			}
			return []any{t.Path, t.Household.Code, t.Household.HeadName, t.Visitor.Name, string(t.Due), t.Tries, last, who}
		}, yield)
	}
}

func (s *Service) leaderRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		r, err := s.ReportIn(tx, cmp.Or(o.Args["period"], Week), kernel.Day(o.Args["day"]))
		if err != nil {
			yield(nil, err)
			return
		}
		total := r.Total
		total.Person.Name, total.Post = "合计", string(r.From)+" 至 "+string(r.To)
		for _, l := range append(r.Leaders, total) {
			var share any
			if l.Percent >= 0 {
				share = itoa(l.Percent) + "%"
			}
			line := []any{l.Person.Name, l.Post, l.Visits, l.Households, l.Villages, l.Met, l.Away, l.Declined, l.Asks, l.Settled, l.Asked, l.Satisfied, l.Fairly, share}
			if !yield(line, nil) {
				return
			}
		}
	}
}

// LinesOf are the visits at the households to which somebody belonged, for that person to see.
func (s *Service) LinesOf(tx *db.ReadTx, who kernel.ID) ([][]string, error) {
	var rows []visitRow
	err := tx.Select(&rows, "SELECT v.day, v.type, v.visitor_name, v.result, v.text FROM {visit v} WHERE v.back_at = 0 AND v.household_id IN"+
		" (SELECT m.household_id FROM {household_member m} WHERE m.person_id = ?) ORDER BY v.day DESC, v.id DESC LIMIT 500", who)
	out := make([][]string, len(rows))
	for i, r := range rows {
		typ, _ := s.pack().VisitType(r.Type)
		out[i] = []string{string(r.Day), typ.Name, r.VisitorName, resultWords[r.Result], r.Text}
	}
	return out, err
}
