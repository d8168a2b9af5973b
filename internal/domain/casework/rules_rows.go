package casework

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// follows holds new rows against those that are there: what is only added to stays unless the step amends, a row out of which
// a case came stays in any event, and nobody but the program says which case that is.
func follows(f pack.Field, have, v any, given, amends bool) (any, error) {
	if !given {
		return v, nil
	}
	old, now := form.Rows(have), form.Rows(v)
	if f.Append && !amends {
		for i, row := range old {
			if i >= len(now) || form.Written(row) != form.Written(now[i]) {
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
				out = append(out, form.Written(c))
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
func stays(have any, find form.Lookup) form.Lookup {
	return func(f pack.Field, id kernel.ID) (string, error) {
		for _, row := range form.Rows(have) {
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
