package form

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// Yes and No are how sheets and formulas say them.
const (
	Yes = "是"
	No  = "否"
)

// Rows are the rows of an answer; none where it is no such answer.
func Rows(v any) []map[string]any {
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
func tabled(p *pack.Pack, f pack.Field, v any, find Lookup) (any, error) {
	list, ok := v.([]any)
	if !ok || len(list) > maxRows {
		return nil, bad(f)
	}
	out := []any{}
	for _, one := range list {
		row, ok := one.(map[string]any)
		if !ok {
			return nil, bad(f)
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
func cells(p *pack.Pack, f pack.Field, row map[string]any, find Lookup) (map[string]any, error) {
	kept := map[string]any{}
	for id := range row {
		if _, known := f.Column(id); !known {
			return nil, kernel.Invalid("fields."+f.ID, "not_asked").With("column", id)
		}
	}
	for _, col := range f.Columns {
		if col.Type == pack.FieldCase { // the program's own
			if m, ok := row[col.ID].(map[string]any); ok {
				kept[col.ID] = m
			}
			continue
		}
		of := col.Field()
		of.ID = f.ID
		got, err := Typed(p, of, row[col.ID], find)
		if err != nil {
			return nil, err
		}
		if got != nil {
			kept[col.ID] = got
		}
	}
	return kept, nil
}

// Said is an answer in words.
func Said(f pack.Field, v any) string {
	switch x := v.(type) {
	case bool:
		if x {
			return Yes
		}
		return No
	case Ref:
		return x.Name
	case map[string]any:
		name, _ := x["name"].(string)
		return name
	case json.Number:
		fen, _ := x.Int64()
		return Yuan(kernel.Fen(fen))
	case []any:
		var names []string
		for _, one := range x {
			names = append(names, Said(f, one))
		}
		return strings.Join(names, "、")
	case string:
		if c, ok := f.Choice(x); ok {
			return c.Name
		}
		return x
	}
	return ""
}

// Cell reads an answer as a sheet writes it: choices by their names or ids, money in yuan. Where it cannot be read there is a code.
func Cell(f pack.Field, text string) (v any, code string) {
	switch f.Type {
	case pack.FieldMoney:
		fen, ok := FenOf(text)
		if !ok {
			return nil, "bad_number"
		}
		return json.Number(strconv.FormatInt(int64(fen), 10)), ""
	case pack.FieldYesNo:
		if text != Yes && text != No {
			return nil, "bad_value"
		}
		return text == Yes, ""
	case pack.FieldChoice, pack.FieldChoices:
		ids := []any{}
		for _, name := range strings.FieldsFunc(text, func(r rune) bool { return f.Type == pack.FieldChoices && strings.ContainsRune("、,，;；", r) }) {
			i := slices.IndexFunc(f.Choices, func(x pack.Choice) bool { return x.Name == name || x.ID == name })
			if i < 0 {
				return nil, "bad_value"
			}
			ids = append(ids, f.Choices[i].ID)
		}
		switch {
		case len(ids) == 0:
			return nil, "bad_value"
		case f.Type == pack.FieldChoice:
			return ids[0], ""
		}
		return ids, ""
	}
	return text, ""
}

// Yuan writes a sum as the product shows it: ¥12,345.00.
func Yuan(f kernel.Fen) string {
	whole, rest := int64(f)/100, int64(f)%100
	digits := strconv.FormatInt(whole, 10)
	var out strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out.WriteByte(',')
		}
		out.WriteRune(r)
	}
	return "¥" + out.String() + "." + string(rune('0'+rest/10)) + string(rune('0'+rest%10))
}

// FenOf reads a sum of money as a sheet writes it, in yuan.
func FenOf(text string) (kernel.Fen, bool) {
	n, err := rule.Decimal(strings.NewReplacer(",", "", "¥", "", "￥", "").Replace(text))
	if err != nil {
		return 0, false
	}
	return n.Fen()
}
