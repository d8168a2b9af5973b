package casework

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// How a material is there.
const (
	paperGiven = "given"
	paperHeld  = "held"
)

// Paper is a material of an application: handed in, or held already, then From says by whom or in which application.
type Paper struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	How  string `json:"how"`
	From string `json:"from,omitempty"`
}

// budget is how long a case may stay in a state: until the day that people have set, or the time of the state, of the queue
// whose officers act in it, or of the service item applied for.
func (s *Service) budget(st pack.State, c *caseRow) pack.Budget {
	if st.DueBy != "" {
		if all, err := readFacts(c.Facts); err == nil && all[st.DueBy] != nil {
			day, _ := all[st.DueBy].(string)
			return pack.Until(kernel.Day(day))
		}
	}
	if st.ItemDays {
		if item, ok := s.itemOf(c); ok && item.Days > 0 {
			return pack.Budget{Days: item.Days}
		}
	}
	if q, ok := s.rules(c).Queue(c.Queue); ok && q.Due.Set() && slices.Contains(st.Waiting, pack.ByQueue) {
		return q.Due
	}
	if c.Reopened > 0 && st.DueAgain.Set() {
		return st.DueAgain
	}
	return st.Due
}

// itemOf is the service item that a case applies for.
func (s *Service) itemOf(c *caseRow) (pack.ServiceItem, bool) {
	ct := s.typeOf(c)
	all, err := readFacts(c.Facts)
	if err != nil {
		return pack.ServiceItem{}, false
	}
	return itemIn(s.rules(c), ct, all)
}

func itemIn(p *pack.Pack, ct pack.CaseType, all facts) (pack.ServiceItem, bool) {
	for _, f := range ct.Fields {
		if f.Type != pack.FieldService {
			continue
		}
		switch v := all[f.ID].(type) {
		case ref:
			return p.ServiceItem(v.ID)
		case map[string]any:
			id, _ := v["id"].(string)
			return p.ServiceItem(id)
		}
	}
	return pack.ServiceItem{}, false
}

// papers checks the materials of an application: what is handed in, what somebody holds already and nobody is asked for
// again, and what is still missing.
func (s *Service) papers(tx *db.ReadTx, ct pack.CaseType, step string, c *caseRow, all facts) error {
	i := slices.IndexFunc(ct.Asked(step), func(f pack.Field) bool { return f.Type == pack.FieldPapers })
	if i < 0 {
		return nil
	}
	f := ct.Asked(step)[i]
	item, _ := itemIn(s.rules(c), ct, all)
	given := idsIn(all[f.ID])
	earlier, err := s.handedIn(tx, c, f.ID)
	if err != nil {
		return err
	}
	out := []any{}
	for _, m := range item.Materials {
		p := Paper{ID: m.ID, Name: m.Name, How: paperHeld}
		switch {
		case slices.Contains(given, m.ID):
			p.How = paperGiven
		case m.Held != "":
			p.From = m.Held
		case earlier[m.ID] != "":
			p.From = earlier[m.ID]
		case m.Optional:
			continue
		default:
			return kernel.Invalid("fields."+f.ID, "paper_missing").With("name", m.Name)
		}
		out = append(out, p)
	}
	all[f.ID] = out
	return nil
}

// idsIn are the ids in a list, as they were sent or as they are stored.
func idsIn(v any) []string {
	list, _ := v.([]any)
	var out []string
	for _, one := range list {
		switch x := one.(type) {
		case string:
			out = append(out, x)
		case map[string]any:
			if id, _ := x["id"].(string); x["how"] == paperGiven {
				out = append(out, id)
			}
		}
	}
	return out
}

// handedIn are the materials that who raised the case has handed in before, by its number, each with the case.
func (s *Service) handedIn(tx *db.ReadTx, c *caseRow, field string) (map[string]string, error) {
	out := map[string]string{}
	if c.ContactIndex == "" {
		return out, nil
	}
	var rows []caseRow
	err := system(tx).Select(&rows, "SELECT c.* FROM {case c} WHERE c.contact_index <> '' AND c.contact_index = ? AND c.type = ? AND c.id <> ? ORDER BY c.id DESC LIMIT 50",
		c.ContactIndex, c.Type, c.ID)
	for _, r := range rows {
		all, err := readFacts(r.Facts)
		if err != nil {
			return nil, err
		}
		for _, id := range idsIn(all[field]) {
			if out[id] == "" {
				out[id] = r.No
			}
		}
	}
	return out, err
}
