package casework

import (
	"errors"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// answers are the answers of a line of a ledger, and the rows of its tables. What a county had on paper comes in as it is; only
// what must be answered at the start is asked for.
func (p *casePlan) answers(r register.Record, ct pack.CaseType, c *caseRow) {
	c.Reporter = ByOfficer
	all := facts{}
	for _, f := range p.ledger.fields() {
		if v := p.cell(r, p.sheet, f, c); v != nil {
			all[f.ID] = v
		}
	}
	for _, f := range ct.Fields {
		var rows []any
		for _, number := range []string{r.Get("no"), r.Get("ext_no")} {
			for _, line := range p.ledger.rows[f.ID][number] {
				if row := p.tableRow(line, f, c); number != "" && len(row) > 0 {
					rows = append(rows, row)
				}
			}
		}
		if len(rows) > 0 {
			all[f.ID] = rows
		}
	}
	values := valuesOf(p.s.pack(), ct, sceneOf(c, p.tx.Today()), all)
	for _, f := range ct.Asked("") {
		must, err := f.IsRequired(values)
		if _, there := all[f.ID]; err == nil && must && !there {
			p.fault(r, form.Column(f, true).Title, "required")
		}
	}
	if err := p.s.store(ct, c, all); err != nil {
		p.fault(r, colText, "bad_value")
	}
}

func (p *casePlan) tableRow(r register.Record, f pack.Field, c *caseRow) map[string]any {
	row := map[string]any{}
	for _, col := range f.Columns {
		if v := p.cell(r, p.ledger.tableName(f), col.Field(), c); v != nil {
			row[col.ID] = v
		}
	}
	return row
}

// cell reads an answer as a sheet says it; nil for none.
func (p *casePlan) cell(r register.Record, sheet string, f pack.Field, c *caseRow) any {
	text := strings.TrimSpace(r.Get("f." + f.ID))
	if text == "" || f.Type == pack.FieldCase {
		return nil
	}
	bad := func(code string) any {
		p.Fault(sheet, r.Row, form.Column(f, false).Title, code, "value", text, "name", text)
		return nil
	}
	v, code := form.Cell(f, text)
	if code != "" {
		return bad(code)
	}
	switch f.Type {
	case pack.FieldPlace:
		at, code, _ := p.find.Find(text)
		if code != "" {
			return bad(code)
		}
		return map[string]any{"id": at.ID.String(), "name": at.Name}
	case pack.FieldPerson, pack.FieldBody, pack.FieldHouse:
		list, err := p.s.choices(p.tx, f, c.PlaceID)
		at := slices.IndexFunc(list, func(t TargetPerson) bool { return t.Name == text })
		if err != nil || at < 0 {
			return bad("unknown_person")
		}
		return map[string]any{"id": list[at].ID.String(), "name": text}
	}
	got, err := form.Typed(p.s.pack(), f, v, nil)
	var ke *kernel.Error
	if errors.As(err, &ke) {
		return bad(ke.Code)
	}
	return got
}

// orphans refuses rows of tables whose number stands in no line of the ledger: passed over, they would be lost unseen.
func (p *casePlan) orphans(b register.Book, lines []register.Record) {
	known := map[string]bool{}
	for _, r := range lines {
		known[r.Get("no")], known[r.Get("ext_no")] = true, true
	}
	for _, f := range p.ledger.typ.Fields {
		if f.Type != pack.FieldRows {
			continue
		}
		for _, r := range b[p.ledger.tableName(f)] {
			if no := r.Get("no"); no != "" && !known[no] {
				p.Fault(p.ledger.tableName(f), r.Row, colNo, "row_without_case", "no", no)
			}
		}
	}
}

// compareLine refuses what differs from the case that is there: it goes on by its steps.
func (p *casePlan) compareLine(r register.Record, c *caseRow) error {
	lines, err := p.s.ledgerLines(p.tx, *p.ledger, p.sheet, []caseRow{*c})
	if err != nil {
		return err
	}
	for i, col := range p.ledger.sheets()[0].Columns {
		v := r.Get(col.Key)
		if col.Out || v == "" || col.Key == "no" || col.Key == "ext_no" || v == cellText(lines[0][i]) {
			continue
		}
		if at, code, _ := p.find.Find(v); col.Key == "place" && code == "" && at.ID == c.PlaceID {
			continue
		}
		p.fault(r, col.Title, "case_by_steps", "no", c.No)
		return nil
	}
	p.Same(p.sheet)
	return nil
}
