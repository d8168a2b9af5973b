package casework

import (
	"cmp"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// happened narrows to what happened on some days: where it was counted, not where the case is now.
func (s *Service) happened(tx *db.ReadTx, w *conditions, f Filter) error {
	kind, ok := Events[f.Event]
	if !ok {
		return kernel.Invalid("event", "unknown_event").With("value", f.Event)
	}
	if kind == measureRefused {
		w.add("e.kind >= ? AND e.kind < ?", kind, kind+"~")
	} else {
		w.add("e.kind = ?", kind)
	}
	w.add("e.day >= ? AND e.day <= ? AND NOT e.sealed", f.Happened.From, cmp.Or(f.Happened.To, kernel.EndOfTime))
	if f.Unit != 0 {
		w.add("e.body_id = ?", f.Unit)
	}
	return s.within(tx, w, "e", f.PlaceID)
}

// pageOfEvents reads a page of what happened to cases, the last first.
func pageOfEvents(tx *db.ReadTx, w *conditions, page kernel.Page) ([]listed, string, error) {
	return db.PageOf(tx, db.List{
		SQL:  "SELECT c.*, e.id AS event_id, e.day AS event_day FROM {" + eventTable + " e} JOIN {case c} ON c.county_id = e.county_id AND c.id = e.case_id WHERE " + w.String(),
		Args: w.args, Page: page, Order: []db.Key{{Col: "e.day", Dir: db.Desc}, {Col: "e.id", Dir: db.Desc}},
	}, func(c *listed) []any { return []any{c.EventDay, c.EventID} })
}

func casesOf(rows []listed) []caseRow {
	out := make([]caseRow, len(rows))
	for i, r := range rows {
		out[i] = r.caseRow
	}
	return out
}

// pageCases is pageRows for who does not ask what happened.
func (s *Service) pageCases(tx *db.ReadTx, f Filter, page kernel.Page) ([]caseRow, string, error) {
	rows, next, err := s.pageRows(tx, f, page)
	return casesOf(rows), next, err
}

// statesOf are the states that an address names, by comma.
func statesOf(text string) []string {
	return slices.DeleteFunc(strings.Split(text, ","), func(s string) bool { return s == "" })
}
