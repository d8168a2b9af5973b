package casework

import (
	"encoding/json"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// record is one that an answer points to.
type record struct {
	id   kernel.ID
	name string
}

// refsAt are the records to which an answer points, or those in a column of rows, written field.column; each once.
func refsAt(all facts, at string) []record {
	id, column, _ := strings.Cut(at, ".")
	var out []record
	seen := map[kernel.ID]bool{}
	add := func(v any) {
		m, _ := v.(map[string]any)
		text, _ := m["id"].(string)
		name, _ := m["name"].(string)
		if n, err := kernel.ParseID(text); err == nil && !seen[n] {
			seen[n] = true
			out = append(out, record{n, name})
		}
	}
	if column == "" {
		add(all[id])
		return out
	}
	for _, row := range form.Rows(all[id]) {
		add(row[column])
	}
	return out
}

// chosenAt are the answers that are chosen of several.
func chosenAt(all facts, id string) []string {
	list, _ := all[id].([]any)
	out := make([]string, len(list))
	for i, v := range list {
		out[i], _ = v.(string)
	}
	return out
}

// dayAt is the answer that is a day; empty where there is none.
func dayAt(all facts, id string) kernel.Day {
	s, _ := all[id].(string)
	return kernel.Day(s)
}

// bornOf are the answers of a case that comes out of a row: what the rule says, what stands in the row, and what the old case
// was asked, each under the same id.
func bornOf(of pack.CaseType, fixed map[string]string, row map[string]any, old facts) facts {
	out := facts{}
	for _, f := range of.Asked("") {
		switch {
		case fixed[f.ID] != "":
			out[f.ID] = fixed[f.ID]
		case row[f.ID] != nil:
			out[f.ID] = row[f.ID]
		case old[f.ID] != nil:
			out[f.ID] = old[f.ID]
		}
	}
	return out
}

// sumOf adds up a column of money.
func sumOf(rows []map[string]any, column string) kernel.Fen {
	var sum kernel.Fen
	for _, r := range rows {
		if n, ok := r[column].(json.Number); ok {
			fen, _ := n.Int64()
			sum += kernel.Fen(fen)
		}
	}
	return sum
}
