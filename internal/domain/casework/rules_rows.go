package casework

import (
	"encoding/json"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// rowsOf are the rows of an answer; none where it is no such answer.
func rowsOf(v any) []map[string]any {
	list, _ := v.([]any)
	var out []map[string]any
	for _, one := range list {
		if row, ok := one.(map[string]any); ok {
			out = append(out, row)
		}
	}
	return out
}

// tabled checks rows; a row without any answer is left out.
func tabled(p *pack.Pack, f pack.Field, v any, find lookup) (any, error) {
	list, ok := v.([]any)
	if !ok || len(list) > maxRows {
		return nil, kernel.Invalid("fields."+f.ID, "bad_value")
	}
	out := []any{}
	for _, one := range list {
		row, ok := one.(map[string]any)
		if !ok {
			return nil, kernel.Invalid("fields."+f.ID, "bad_value")
		}
		kept, err := cells(p, f, row, find)
		if err != nil {
			return nil, err
		}
		if len(kept) == 0 {
			continue
		}
		for _, col := range f.Columns {
			if _, there := kept[col.ID]; col.Required && !there {
				return nil, kernel.Invalid("fields."+f.ID, "row_incomplete").With("column", col.Name)
			}
		}
		out = append(out, kept)
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

// cells checks the answers of one row, each by the type of its column.
func cells(p *pack.Pack, f pack.Field, row map[string]any, find lookup) (map[string]any, error) {
	kept := map[string]any{}
	for _, col := range f.Columns {
		if col.Type == pack.FieldCase { // the program's own
			if m, ok := row[col.ID].(map[string]any); ok {
				kept[col.ID] = m
			}
			continue
		}
		of := col.Field()
		of.ID = f.ID
		got, err := typed(p, of, row[col.ID], find)
		if err != nil {
			return nil, err
		}
		if got != nil {
			kept[col.ID] = got
		}
	}
	return kept, nil
}

// follows holds new rows against those that are there: what is only added to stays unless the step amends, a row out of which
// a case came stays in any event, and nobody but the program says which case that is.
func follows(f pack.Field, have, v any, given, amends bool) (any, error) {
	if !given {
		return v, nil
	}
	old, now := rowsOf(have), rowsOf(v)
	if f.Append && !amends {
		for i, row := range old {
			if i >= len(now) || written(row) != written(now[i]) {
				return nil, kernel.Invalid("fields."+f.ID, "rows_only_added").With("row", itoa(i+1))
			}
		}
	}
	col := f.CaseColumn()
	if col == "" {
		return v, nil
	}
	came := func(rows []map[string]any) (out []string) {
		for _, r := range rows {
			if c, there := r[col]; there {
				out = append(out, written(c))
			}
		}
		slices.Sort(out)
		return out
	}
	if !slices.Equal(came(old), came(now)) {
		return nil, kernel.Invalid("fields."+f.ID, "row_has_case")
	}
	return v, nil
}

// stays finds the names of records that rows point to already where they were written down: who stood there then may hold no
// post any more.
func stays(have any, find lookup) lookup {
	return func(f pack.Field, id kernel.ID) (string, error) {
		for _, row := range rowsOf(have) {
			for _, cell := range row {
				if m, ok := cell.(map[string]any); ok && m["id"] == id.String() {
					name, _ := m["name"].(string)
					return name, nil
				}
			}
		}
		return find(f, id)
	}
}

// written is the form in which two values are compared.
func written(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

// rowValues puts rows before formulas: how many there are, and what stands in each column, as far as it is filled in.
func rowValues(f pack.Field, v any, out rule.Values) {
	rows := rowsOf(v)
	out[f.RowCount()] = rule.Int(int64(len(rows)))
	for _, col := range f.Columns {
		var texts []string
		var sums []kernel.Fen
		numbers := []rule.Value{}
		for _, r := range rows {
			cell, there := r[col.ID]
			if !there {
				continue
			}
			switch x := cell.(type) {
			case json.Number:
				fen, _ := x.Int64()
				sums = append(sums, kernel.Fen(fen))
			default:
				if got, ok := valueOf(col.Field(), cell); ok && col.Type == pack.FieldNumber {
					numbers = append(numbers, got)
				} else {
					texts = append(texts, said(col, cell))
				}
			}
		}
		switch col.Type {
		case pack.FieldMoney:
			out[f.ColumnList(col)] = rule.Yuans(sums...)
		case pack.FieldNumber:
			out[f.ColumnList(col)] = rule.NumbersOf(numbers...)
		default:
			out[f.ColumnList(col)] = rule.Strings(texts...)
		}
	}
}

// said is a cell in words.
func said(col pack.Column, cell any) string {
	switch x := cell.(type) {
	case bool:
		if x {
			return wordYes
		}
		return wordNo
	case ref:
		return x.Name
	case map[string]any:
		name, _ := x["name"].(string)
		return name
	case json.Number:
		fen, _ := x.Int64()
		return yuan(kernel.Fen(fen))
	case string:
		if c, ok := col.Field().Choice(x); ok {
			return c.Name
		}
		return x
	}
	return ""
}

// yuan writes a sum as the product shows it: ¥12,345.00.
func yuan(f kernel.Fen) string {
	whole, rest := int64(f)/100, int64(f)%100
	digits := itoa(int(whole))
	var out strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out.WriteByte(',')
		}
		out.WriteRune(r)
	}
	return "¥" + out.String() + "." + string(rune('0'+rest/10)) + string(rune('0'+rest%10))
}

// valuesOf are the facts as formulas see them, with the figures of the pack; choices and records stand by their Chinese names.
func valuesOf(p *pack.Pack, ct pack.CaseType, at scene, all facts) rule.Values {
	out := rule.Values{}
	for _, x := range p.Parameters {
		if x.Valid(at.day) {
			out[x.Name] = x.Exact()
		}
	}
	def, _ := p.Topic(at.topic)
	out[pack.NameTopic], out[pack.NameText] = rule.String(def.Name), rule.String(at.text)
	out[pack.NameFiles], out[pack.NameToday] = rule.Int(int64(at.files)), rule.Date(at.day)
	for _, f := range ct.Fields {
		if f.Type == pack.FieldRows {
			rowValues(f, all[f.ID], out)
			continue
		}
		if v, ok := all[f.ID]; ok {
			if got, ok := valueOf(f, v); ok {
				out[f.Name] = got
			}
		}
	}
	return out
}

func valueOf(f pack.Field, v any) (rule.Value, bool) {
	switch x := v.(type) {
	case bool:
		return rule.YesNo(x), true
	case ref:
		return rule.String(x.Name), true
	case map[string]any:
		name, _ := x["name"].(string)
		return rule.String(name), true
	case json.Number:
		fen, err := x.Int64()
		return rule.Yuan(kernel.Fen(fen)), err == nil
	case []any:
		var names []string
		for _, one := range x {
			id, _ := one.(string)
			c, _ := f.Choice(id)
			names = append(names, c.Name)
		}
		return rule.Strings(names...), f.Type == pack.FieldChoices
	case string:
		return textValue(f, x)
	}
	return rule.Value{}, false
}

func textValue(f pack.Field, s string) (rule.Value, bool) {
	switch f.Type {
	case pack.FieldNumber:
		v, err := rule.Decimal(s)
		return v, err == nil
	case pack.FieldDay:
		return rule.Date(kernel.Day(s)), true
	case pack.FieldChoice:
		c, _ := f.Choice(s)
		return rule.String(c.Name), true
	case pack.FieldPhone, pack.FieldSecret:
		return rule.Value{}, false
	}
	return rule.String(s), true
}

// fenOf reads a sum of money as a sheet writes it, in yuan.
func fenOf(text string) (kernel.Fen, bool) {
	n, err := rule.Decimal(strings.NewReplacer(",", "", "¥", "", "￥", "").Replace(text))
	if err != nil {
		return 0, false
	}
	return n.Fen()
}
