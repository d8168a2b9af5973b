package form

import (
	"encoding/json"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// Figures puts the figures of the pack and the day before formulas.
func Figures(p *pack.Pack, day kernel.Day) rule.Values {
	out := rule.Values{pack.NameToday: rule.Date(day)}
	for _, x := range p.Parameters {
		if x.Valid(day) {
			out[x.Name] = x.Exact()
		}
	}
	return out
}

// Fill puts answers before formulas; choices and records stand by their Chinese names.
func Fill(out rule.Values, fields []pack.Field, all Answers) {
	for _, f := range fields {
		if f.Type == pack.FieldRows {
			rowValues(f, all[f.ID], out)
			continue
		}
		if v, ok := all[f.ID]; ok {
			if got, ok := valueOf(f, v); ok {
				out[f.Word()] = got
			}
		}
	}
}

// rowValues puts rows before formulas: how many there are, and what stands in each column, as far as it is filled in.
func rowValues(f pack.Field, v any, out rule.Values) {
	rows := Rows(v)
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
					texts = append(texts, Said(col.Field(), cell))
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

func valueOf(f pack.Field, v any) (rule.Value, bool) {
	switch x := v.(type) {
	case bool:
		return rule.YesNo(x), true
	case Ref:
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
