package duty

import (
	"context"
	"iter"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// Period is a week, month or quarter of a list, or of all lists of a type at a place. Everything in it is read from the items;
// nothing is typed again. Counts are of items that nothing is broken down from further, by unit and in the order of the sheet, never
// of their figures.
type Period struct {
	View    string        `json:"view" enum:"week,month,quarter"`
	Name    string        `json:"name"`
	NameEN  string        `json:"name_en"`
	From    kernel.Day    `json:"from"`
	To      kernel.Day    `json:"to"`
	Due     int           `json:"due"`  // in the period
	Done    int           `json:"done"` // written off in it
	Late    int           `json:"late"` // open and past their day at its end, or now
	Waiting int           `json:"waiting"`
	Units   []PeriodCount `json:"units" nullable:"false"`
	Items   []Item        `json:"items" nullable:"false"`
	More    bool          `json:"more"` // there are more than a page holds: the sheet has all
}

// PeriodCount is how it stands with what one unit or person owes.
type PeriodCount struct {
	Name string `json:"name"`
	Due  int    `json:"due"`
	Done int    `json:"done"`
	Late int    `json:"late"`
}

// PeriodFilter says which items, for which period: the one in which the day On lies.
type PeriodFilter struct {
	View  string
	On    kernel.Day
	List  kernel.ID
	Type  string
	Place kernel.ID
}

// maxShown bounds the items of a page of a period.
const maxShown = 500

// span is the period of a view in which a day lies.
func span(view string, on kernel.Day) (kernel.Span, error) {
	every, ok := map[string]string{pack.ViewWeek: pack.EveryWeek, pack.ViewMonth: pack.EveryMonth, pack.ViewQuarter: pack.EveryQuarter}[view]
	if !ok {
		return kernel.Span{}, kernel.Invalid("view", "unknown_view").With("view", view)
	}
	if _, err := kernel.ParseDay(string(on)); err != nil {
		return kernel.Span{}, err
	}
	o := occasionAt(pack.Cycle{Every: every}, on, nil)
	return kernel.Span{From: o.from, To: o.next.Add(-1)}, nil
}

// Period draws a list together for a period: what is due in it, what was written off in it, and what is late.
func (s *Service) Period(ctx context.Context, f PeriodFilter) (*Period, error) {
	out := &Period{View: f.View, Units: []PeriodCount{}, Items: []Item{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, sp, err := s.periodRows(tx, f, maxShown+1)
		if err != nil {
			return err
		}
		out.From, out.To = sp.From, sp.To
		if out.More = len(rows) > maxShown; out.More {
			rows = rows[:maxShown]
		}
		if out.Items, err = s.itemViews(tx, rows); err != nil {
			return err
		}
		typ := f.Type
		if typ == "" && len(rows) > 0 {
			typ = rows[0].Type
		}
		t, _ := s.pack().ListType(typ)
		for _, v := range t.Views {
			if v.ID == f.View {
				out.Name, out.NameEN = v.Name, v.NameEN
			}
		}
		out.count(tx.Today())
		return nil
	})
	return out, err
}

// periodRows reads the items of a period in the order of the lists.
func (s *Service) periodRows(tx *db.ReadTx, f PeriodFilter, most int) ([]itemRow, kernel.Span, error) {
	if f.On == "" {
		f.On = tx.Today()
	}
	sp, err := span(f.View, f.On)
	if err != nil {
		return nil, sp, err
	}
	w, see, err := s.itemsWhere(tx, ItemFilter{List: f.List, Type: f.Type, Place: f.Place})
	if err != nil {
		return nil, sp, err
	}
	w.add("i.list_id <> 0 AND i.children = 0 AND i.state <> ?", Withdrawn)
	w.add("((i.due_day >= ? AND i.due_day <= ?) OR (i.done_day >= ? AND i.done_day <= ?) OR (i.open AND i.due_day < ?))", sp.From, sp.To, sp.From, sp.To, min(sp.From, tx.Today()))
	rows, err := selectItems(see, w.String()+" ORDER BY i.list_id, i.path LIMIT ?", append(w.args, most)...)
	return rows, sp, err
}

// count sums the items by who owes them, in the order in which they stand.
func (p *Period) count(today kernel.Day) {
	at := map[string]int{}
	for _, i := range p.Items {
		name := i.Owner.BodyName
		if name == "" {
			name = i.Place.Name
		}
		n, ok := at[name]
		if !ok {
			n = len(p.Units)
			at[name] = n
			p.Units = append(p.Units, PeriodCount{Name: name})
		}
		u := &p.Units[n]
		if i.Due >= p.From && i.Due <= p.To {
			p.Due++
			u.Due++
		}
		if i.State == Closed && i.Done >= p.From && i.Done <= p.To {
			p.Done++
			u.Done++
		}
		if i.Open && i.Due < min(today, p.To.Add(1)) {
			p.Late++
			u.Late++
		}
		if i.State == Reported || i.State == Passed {
			p.Waiting++
		}
	}
}

// CalendarDay tells how many open items are due on a day.
type CalendarDay struct {
	Day  kernel.Day `json:"day"`
	N    int        `json:"n"`
	Late bool       `json:"late"`
}

// maxCalendar bounds the days of a calendar.
const maxCalendar = 100

// Calendar counts what is due on each day of a span.
func (s *Service) Calendar(ctx context.Context, f ItemFilter) ([]CalendarDay, error) {
	out := []CalendarDay{}
	if !(kernel.Span{From: f.From, To: f.To}).Valid() || daysBetween(f.From, f.To) > maxCalendar {
		return nil, kernel.Invalid("from", "bad_span")
	}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if f.Box == "" {
			f.Box = BoxUnit
		}
		w, see, err := s.itemsWhere(tx, f)
		if err != nil {
			return err
		}
		var rows []struct {
			Day kernel.Day `bun:"day"`
			N   int        `bun:"n"`
		}
		err = see.Select(&rows, "SELECT i.due_day AS day, COUNT(*) AS n FROM {duty_item i} WHERE "+w.String()+" GROUP BY i.due_day ORDER BY i.due_day", w.args...)
		for _, r := range rows {
			out = append(out, CalendarDay{r.Day, r.N, r.Day < tx.Today()})
		}
		return err
	})
	return out, err
}

// Registers are the tables of this room: the items of lists, for a period or all, and the contact points.
func (s *Service) Registers() []register.Register {
	return []register.Register{{
		Key: "items", Title: "清单事项", TitleEn: "Items of lists", See: PermList, Edit: PermMake,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{itemSheet()}, nil },
		Rows:   s.sheetRows,
		Plan:   s.planItems,
	}, {
		Key: "contacts", Title: contactSheetName, TitleEn: "Contact points", See: PermList, Edit: PermMake,
		Sheets: func(tx *db.ReadTx) ([]register.Sheet, error) {
			return []register.Sheet{contactSheet(s.contactNames(tx.Today()))}, nil
		},
		Rows: s.contactRows,
		Plan: s.planContacts,
	}}
}

// sheetRows gives the items of the filters of the page: a period (view, on), or all of a list, type or place.
func (s *Service) sheetRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		list, err := kernel.ParseID(o.Args["list"])
		if o.Args["list"] == "" {
			list, err = 0, nil
		}
		if err != nil {
			yield(nil, err)
			return
		}
		if view := o.Args["view"]; view != "" {
			rows, _, err := s.periodRows(tx, PeriodFilter{View: view, On: kernel.Day(o.Args["on"]), List: list, Type: o.Args["type"], Place: o.At}, maxPlan)
			s.yieldRows(tx, rows, err, yield)
			return
		}
		unit, _ := kernel.ParseID(o.Args["unit"])
		page := kernel.Page{Limit: kernel.MaxLimit}
		for {
			items, next, err := s.pageItems(tx, ItemFilter{
				Box: o.Args["box"], Unit: unit, List: list, Type: o.Args["type"], Light: o.Args["light"], Place: o.At,
				Done: kernel.Span{From: kernel.Day(o.Args["done_from"]), To: kernel.Day(o.Args["done_to"])},
			}, page)
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range items {
				if items[i].ListID != 0 && !yield(s.line(&items[i]), nil) {
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

func (s *Service) yieldRows(tx *db.ReadTx, rows []itemRow, err error, yield func([]any, error) bool) {
	items, verr := s.itemViews(tx, rows)
	if err == nil {
		err = verr
	}
	if err != nil {
		yield(nil, err)
		return
	}
	for i := range items {
		if !yield(s.line(&items[i]), nil) {
			return
		}
	}
}
