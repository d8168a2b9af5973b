package casework

import (
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

// budget is how long a case may stay in a state: until the day that people have set, or the time of the state, of the queue
// whose officers act in it, or of the service item applied for.
func (s *Service) budget(st pack.State, c *caseRow) pack.Budget {
	if st.DueBy != "" {
		if all, err := form.Read(c.Facts); err == nil && all[st.DueBy] != nil {
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
	all, err := form.Read(c.Facts)
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
		case form.Ref:
			return p.ServiceItem(v.ID)
		case map[string]any:
			id, _ := v["id"].(string)
			return p.ServiceItem(id)
		}
	}
	return pack.ServiceItem{}, false
}

// papers checks the materials of an application: what is handed in, what somebody holds already and nobody is asked for
// again. What is still missing is told all at once.
func (s *Service) papers(tx *db.ReadTx, ct pack.CaseType, step string, c *caseRow, all facts) error {
	i := slices.IndexFunc(ct.Asked(step), func(f pack.Field) bool { return f.Type == pack.FieldPapers })
	if i < 0 {
		return nil
	}
	f := ct.Asked(step)[i]
	list, err := s.materials(tx, ct, c, all)
	if err != nil {
		return err
	}
	out, missing := []any{}, []string{}
	for _, m := range list {
		switch m.How {
		case paperMissing:
			missing = append(missing, m.Name)
		case paperGiven, paperHeld:
			out = append(out, m)
		}
	}
	if len(missing) > 0 {
		return kernel.Invalid("fields."+f.ID, "paper_missing").With("name", strings.Join(missing, "、"))
	}
	all[f.ID] = out
	return nil
}

// materials are what the item applied for needs, in the order of the catalogue, and how each is there.
func (s *Service) materials(tx *db.ReadTx, ct pack.CaseType, c *caseRow, all facts) ([]Material, error) {
	i := slices.IndexFunc(ct.Fields, func(f pack.Field) bool { return f.Type == pack.FieldPapers })
	item, ok := itemIn(s.rules(c), ct, all)
	if i < 0 || !ok {
		return nil, nil
	}
	field := ct.Fields[i].ID
	said := saidPapers(all[field])
	earlier, err := s.handedIn(tx, c, field)
	if err != nil {
		return nil, err
	}
	home := false
	if c.SubjectID != 0 {
		if home, err = s.person.InHousehold(system(tx), c.SubjectID); err != nil {
			return nil, err
		}
	}
	out := make([]Material, len(item.Materials))
	for i, m := range item.Materials {
		now := Material{ID: m.ID, Name: m.Name, NameEN: m.NameEN, How: paperHeld, Day: tx.Today()}
		was := said[m.ID]
		switch {
		case was.How == paperGiven:
			now.How = paperGiven
		case was.How == paperHeld:
			now = was
		case m.Look == pack.LookHousehold && home:
			now.By, now.From = byRegister, m.Held
		case m.Look == "" && m.Held != "":
			now.By, now.From = byHolder, m.Held
		case earlier[m.ID] != "":
			now.By, now.From = byApplication, earlier[m.ID]
		case m.Optional && was.How != paperMissing:
			now.How = paperOptional
		default:
			now.How, now.Asked = paperMissing, was.How == paperMissing
		}
		if now.How != paperHeld {
			now.Day = ""
		}
		out[i] = now
	}
	return out, nil
}

// subject notes who an application is for, when a citizen's number was given that the register knows.
func (s *Service) subject(tx *db.ReadTx, ct pack.CaseType, c *caseRow, given facts) error {
	for _, f := range ct.Fields {
		number, _ := given[f.ID].(string)
		if f.Type != pack.FieldIDNumber || number == "" {
			continue
		}
		found, err := s.person.Registered(system(tx), number)
		if err != nil {
			return err
		}
		c.SubjectID = found
	}
	return nil
}

// filed is what the page of a case shows of papers and materials.
func (s *Service) filed(tx *db.ReadTx, ct pack.CaseType, c *caseRow, d *Detail) error {
	d.Papers, d.Materials = []SealedPaper{}, []Material{}
	if slices.ContainsFunc(ct.Fields, func(f pack.Field) bool { return f.Type == pack.FieldPaper }) {
		rows, err := papersOf(system(tx), c.ID)
		if err != nil {
			return err
		}
		for i := range rows {
			d.Papers = append(d.Papers, rows[i].paper())
		}
	}
	all, err := form.Read(c.Facts)
	if err != nil {
		return err
	}
	list, err := s.materials(tx, ct, c, all)
	d.Materials = append(d.Materials, list...)
	return err
}

// saidPapers are the materials that a step named or that are stored, by their ids; a mere id was handed in.
func saidPapers(v any) map[string]Material {
	list, _ := v.([]any)
	out := map[string]Material{}
	for _, one := range list {
		switch x := one.(type) {
		case string:
			out[x] = Material{ID: x, How: paperGiven}
		case Material:
			out[x.ID] = x
		case map[string]any:
			word := func(key string) string { w, _ := x[key].(string); return w }
			m := Material{ID: word("id"), Name: word("name"), NameEN: word("name_en"), How: word("how"), From: word("from"), By: word("by"), Day: kernel.Day(word("day"))}
			out[m.ID] = m
		}
	}
	return out
}

// handedIn are the materials that came with earlier applications of the same person, or under the same telephone number, each
// with the application.
func (s *Service) handedIn(tx *db.ReadTx, c *caseRow, field string) (map[string]string, error) {
	var rows []caseRow
	for _, q := range []struct {
		where string
		key   any
		look  bool
	}{
		{"c.contact_index <> '' AND c.contact_index = ?", c.ContactIndex, c.ContactIndex != ""},
		{"c.subject_id <> 0 AND c.subject_id = ?", c.SubjectID, c.SubjectID != 0},
	} {
		if !q.look {
			continue
		}
		var some []caseRow
		if err := system(tx).Select(&some, "SELECT c.* FROM {case c} WHERE "+q.where+" AND c.type = ? AND c.id <> ? ORDER BY c.id DESC LIMIT 50", q.key, c.Type, c.ID); err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	out := map[string]string{}
	for _, r := range rows {
		all, err := form.Read(r.Facts)
		if err != nil {
			return nil, err
		}
		for id, m := range saidPapers(all[field]) {
			if m.How == paperGiven && out[id] == "" {
				out[id] = r.No
			}
		}
	}
	return out, nil
}

// stepPapers are the steps by which the applicant is asked for what is missing, and by which it is there. The law wants all of it
// named once (行政许可法 32: 一次告知需要补正的全部内容), so each state has one such step.
const (
	stepAskPapers = pack.StepAskPapers
	stepPapersIn  = pack.StepPapersIn
	needPapers    = "papers"
	waitApplicant = "申请人"
)

func supplementing(ct pack.CaseType) pack.Clause { return ct.Supplement }

// askedPapers tells whether the applicant was asked in the state already.
func askedPapers(c *caseRow) bool { return doersOf(c)[stepAskPapers+"."+c.State] != 0 }

// askPapers tells the applicant what is missing; the clock stands still until it is there.
func (s *Service) askPapers(tx *db.WriteTx, c *caseRow, a Action) error {
	err := s.markPapers(tx, c, func(m *Material) (bool, error) {
		if !slices.Contains(a.Papers, m.ID) {
			return false, nil
		}
		if m.How == paperHeld { // one that was handed in may be unreadable, or out of date
			return false, kernel.Invalid("papers", "paper_there").With("name", m.Name)
		}
		m.How = paperMissing
		return true, nil
	})
	if err != nil {
		return err
	}
	a.WaitsFor = waitApplicant
	if err := did(c, stepAskPapers+"."+c.State, tx.Actor().PersonID); err != nil {
		return err
	}
	return s.pause(tx, c, a)
}

// papersIn notes that the applicant handed in what was asked for.
func (s *Service) papersIn(tx *db.WriteTx, c *caseRow, a Action) error {
	err := s.markPapers(tx, c, func(m *Material) (bool, error) {
		asked := m.Asked
		if asked {
			m.How, m.Asked = paperGiven, false
		}
		return asked, nil
	})
	if err != nil {
		return err
	}
	return s.resume(tx, c, a)
}

// markPapers changes how materials are there; which is not touched and not there yet is left out. One at least must change.
func (s *Service) markPapers(tx *db.WriteTx, c *caseRow, mark func(*Material) (bool, error)) error {
	ct := s.typeOf(c)
	all, err := form.Read(c.Facts)
	if err != nil {
		return err
	}
	list, err := s.materials(tx.ReadTx, ct, c, all)
	if err != nil {
		return err
	}
	out, changed := []any{}, false
	for i := range list {
		m := &list[i]
		hit, err := mark(m)
		if err != nil {
			return err
		}
		changed = changed || hit
		if hit || m.How == paperGiven || m.How == paperHeld || m.Asked {
			out = append(out, *m)
		}
	}
	if !changed {
		return kernel.Invalid("papers", "required")
	}
	i := slices.IndexFunc(ct.Fields, func(f pack.Field) bool { return f.Type == pack.FieldPapers })
	all[ct.Fields[i].ID] = out
	c.Facts, err = all.Write()
	return err
}
