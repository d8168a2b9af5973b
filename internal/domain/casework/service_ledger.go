package casework

import (
	"encoding/json"
	"iter"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// ledger is a case type that is kept as a list with its answers: a sheet with a line for each case, and one for each table in it.
type ledger struct {
	typ  pack.CaseType
	rows map[string]map[string][]register.Record // of a book that was read: by field, by number
}

func (s *Service) ledgerTypes(day kernel.Day) []ledger {
	var out []ledger
	for _, ct := range s.pack().CaseTypes {
		if ct.Ledger && !ct.Sealed && ct.Valid(day) {
			out = append(out, ledger{typ: ct})
		}
	}
	return out
}

// ledgers are the case types that counties keep in spreadsheets: they go out with all their answers, and come in as the same.
func (s *Service) ledgers() register.Register {
	return register.Register{
		Key: "ledgers", Title: "台账", TitleEn: "Ledgers", See: PermList, Edit: PermCreate,
		Sheets: func(tx *db.ReadTx) ([]register.Sheet, error) {
			var out []register.Sheet
			for _, l := range s.ledgerTypes(tx.Today()) {
				out = append(out, l.sheets()...)
			}
			return out, nil
		},
		Keep: func(name string, o register.Options) bool {
			ct, _ := s.pack().CaseType(o.Args["type"])
			return o.Args["type"] == "" || name == sheetName(ct.Name) || strings.HasPrefix(name, sheetName(ct.Name)+"-")
		},
		Rows: s.ledgerRows,
		Plan: func(tx *db.ReadTx, b register.Book, newID func() kernel.ID) (register.Plan, error) {
			p := &casePlan{s: s, tx: tx, newID: newID, next: map[kernel.ID]int64{}}
			for _, l := range s.ledgerTypes(tx.Today()) {
				l.read(b)
				if err := p.add(sheetName(l.typ.Name), &l, b[sheetName(l.typ.Name)]); err != nil {
					return nil, err
				}
				p.orphans(b, b[sheetName(l.typ.Name)])
			}
			return p, nil
		},
	}
}

// read sorts the rows of the tables by the number of their case.
func (l *ledger) read(b register.Book) {
	l.rows = map[string]map[string][]register.Record{}
	for _, f := range l.typ.Fields {
		if f.Type != pack.FieldRows {
			continue
		}
		l.rows[f.ID] = map[string][]register.Record{}
		for _, r := range b[l.tableName(f)] {
			l.rows[f.ID][r.Get("no")] = append(l.rows[f.ID][r.Get("no")], r)
		}
	}
}

// ledgerRows are the lines of one sheet.
func (s *Service) ledgerRows(tx *db.ReadTx, name string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, l := range s.ledgerTypes(tx.Today()) {
			if name != sheetName(l.typ.Name) && !strings.HasPrefix(name, sheetName(l.typ.Name)+"-") {
				continue
			}
			f := Filter{Box: BoxAll, Type: l.typ.ID, State: o.Args["state"], PlaceID: o.At}
			if o.Args["open"] != "" {
				open := o.Args["open"] == "true"
				f.Open = &open
			}
			pages := register.Pages(func(p kernel.Page) ([]caseRow, string, error) { return s.pageCases(tx, f, p) },
				func(rows []caseRow) ([][]any, error) { return s.ledgerLines(tx, l, name, rows) })
			for line, err := range pages {
				if !yield(line, err) {
					return
				}
			}
		}
	}
}

// ledgerLines are cases, or the rows of one of their tables, in the order of the columns.
func (s *Service) ledgerLines(tx *db.ReadTx, l ledger, name string, rows []caseRow) ([][]any, error) {
	ids := []kernel.ID{tx.County()}
	for _, c := range rows {
		ids = append(append(ids, c.PlaceID), place.WayIDs(c.Stamp)...)
	}
	places, err := s.place.LoadMany(system(tx), ids)
	if err != nil {
		return nil, err
	}
	light := s.lightsByType(tx)
	var out [][]any
	for i := range rows {
		c := &rows[i]
		all, err := form.Read(c.Facts)
		if err != nil {
			return nil, err
		}
		if name != sheetName(l.typ.Name) {
			out = append(out, l.tableLines(name, c.No, all)...)
			continue
		}
		st, _ := s.typeOf(c).State(c.State)
		due := ""
		if c.Open && c.Due < noDue {
			due = minute(c.Due)
		}
		line := []any{
			c.No, c.ExtNo, st.Name, minute(c.StateSince), places[c.PlaceID].Code, place.Words(places, tx.County(), c.Stamp), c.Text, minute(c.At),
			due, lightWords[light(c).of(c.Open, c.Due, c.StateSince)], c.BodyName, c.AssigneeName,
		}
		for _, f := range l.fields() {
			line = append(line, cellOf(f, all[f.ID]))
		}
		out = append(out, line)
	}
	return out, nil
}

// tableLines are the rows of the table that a sheet is about.
func (l ledger) tableLines(name, no string, all facts) [][]any {
	var out [][]any
	for _, f := range l.typ.Fields {
		if f.Type != pack.FieldRows || l.tableName(f) != name {
			continue
		}
		for _, row := range form.Rows(all[f.ID]) {
			line := []any{no}
			for _, col := range f.Columns {
				line = append(line, cellOf(col.Field(), row[col.ID]))
			}
			out = append(out, line)
		}
	}
	return out
}

// cellOf is an answer as a cell: sums in yuan, choices and records by their names.
func cellOf(f pack.Field, v any) any {
	switch x := v.(type) {
	case nil:
		return ""
	case json.Number:
		fen, _ := x.Int64()
		return float64(fen) / 100
	}
	return form.Said(f, v)
}
