package privacy

import (
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// removeBatch is how many records one Write empties, so that others can write in between.
const removeBatch = 200

// ended says, for what a period begins with and the table at hand, which rows of x ended before an instant; after a death
// or a removal, before a day.
var ended = map[string]map[string]string{
	pack.AfterCaseClosed: {
		"case":     "NOT x.open AND x.state_since < ?",
		casePapers: "EXISTS (SELECT 1 FROM {case c} WHERE c.county_id = x.county_id AND c.id = x.case_id AND NOT c.open AND c.state_since < ?)",
	},
	pack.AfterAnswered: {requestTable: "NOT x.open AND x.answered_at < ?"},
	pack.AfterMerged: {"person": `x.merged_into <> 0 AND EXISTS (SELECT 1 FROM {person_pair pp} WHERE pp.county_id = x.county_id
  AND pp.state = 'merged' AND pp.decided_at < ? AND pp.kept_id = x.merged_into AND (pp.a_id = x.id OR pp.b_id = x.id))`},
	pack.AfterLeft:  {"person": "(x.died_day <> '' OR x.left_day <> '') AND CASE WHEN x.died_day <> '' THEN x.died_day ELSE x.left_day END < ?"},
	pack.AfterAdded: {papers: "x.at < ?", "visit": "x.at < ?", visitPhotos: "x.at < ?"},
}

// The tables whose rows go whole, with the files that they speak of.
const (
	papers      = "event_paper"
	casePapers  = "case_paper"
	visitPhotos = "visit_photo"
)

// companions are columns that are emptied together with a field: the blind index by which it was found.
var companions = map[string][]string{
	"case.contact": {"contact_index"}, "person.phone": {"phone_index"}, "person.id_number": {"id_index"}, requestTable + ".asker_phone": {"asker_index"},
}

// hold is what a running request keeps from being removed: the person, the entries merged into them, and the cases of their
// number.
type hold struct {
	persons  []kernel.ID
	contacts []string
}

// Fields lists the catalogue in force today, with how many records the next removal would empty.
func (s *Service) Fields(ctx context.Context) ([]Field, error) {
	out := []Field{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		h, err := s.holds(tx)
		if err != nil {
			return err
		}
		for _, f := range s.pack().PersonalFieldsOn(tx.Today()) {
			m, _ := s.pack().PrivacyModule(f.Module)
			v := Field{
				ID: f.ID, Name: f.Name, NameEN: f.NameEN, Table: f.Table, Column: f.Column, Module: f.Module, ModuleName: m.Name,
				ModuleNameEN: m.NameEN, Purpose: f.Purpose, PurposeEN: f.PurposeEN, Basis: f.Basis, BasisEN: f.BasisEN,
				Sensitive: f.Sensitive, KeepMonths: f.Keep, After: f.After, Uncertain: f.Uncertain, Reveal: f.Reveal, From: f.From, Source: f.Source,
			}
			if where, args, ok := due(f, tx.Today(), h); ok {
				if err := tx.One(&v.Due, "SELECT COUNT(*) FROM {"+f.Table+" x} WHERE "+where, args...); err != nil {
					return err
				}
			}
			out = append(out, v)
		}
		return nil
	})
	return out, err
}

// due is the condition on x for the records whose period has run out and that nothing holds.
func due(f pack.PersonalField, today kernel.Day, h hold) (where string, args []any, ok bool) {
	cond, ok := ended[f.After][f.Table]
	if f.Keep == 0 || !ok {
		return "", nil, false
	}
	where = "x." + f.Column + " <> '' AND " + cond
	args = []any{cutoff(today, f.Keep).Time().UnixMilli()}
	if f.After == pack.AfterLeft {
		args[0] = cutoff(today, f.Keep)
	}
	except := func(col string, list []any) {
		if len(list) > 0 {
			where += " AND x." + col + " NOT IN (" + marks(len(list)) + ")"
			args = append(args, list...)
		}
	}
	switch f.Table {
	case "person":
		except("id", anys(h.persons))
	case "case":
		except("reporter_person_id", anys(h.persons))
		except("contact_index", anys(h.contacts))
	case requestTable:
		except("person_id", anys(h.persons))
	case casePapers:
		if len(h.persons) > 0 {
			held := "(" + marks(len(h.persons)) + ")"
			where += " AND NOT EXISTS (SELECT 1 FROM {case hc} WHERE hc.county_id = x.county_id AND hc.id = x.case_id AND (hc.subject_id IN " + held + " OR hc.reporter_person_id IN " + held + "))"
			args = append(append(args, anys(h.persons)...), anys(h.persons)...)
		}
	case "visit", visitPhotos:
		if len(h.persons) > 0 {
			of := "x.household_id"
			if f.Table == visitPhotos {
				of = "(SELECT hv.household_id FROM {visit hv} WHERE hv.county_id = x.county_id AND hv.id = x.visit_id)"
			}
			where += " AND NOT EXISTS (SELECT 1 FROM {household_member hm} WHERE hm.county_id = x.county_id AND hm.household_id = " + of + " AND hm.person_id IN (" +
				marks(len(h.persons)) + "))"
			args = append(args, anys(h.persons)...)
		}
	case papers: // of no household in which such a person ever was
		if len(h.persons) > 0 {
			where += " AND NOT EXISTS (SELECT 1 FROM {household_member hm} WHERE hm.county_id = x.county_id AND hm.household_id = x.household_id AND hm.person_id IN (" +
				marks(len(h.persons)) + "))"
			args = append(args, anys(h.persons)...)
		}
	}
	return where, args, true
}

// holds gathers what running requests hold back.
func (s *Service) holds(tx *db.ReadTx) (hold, error) {
	var h hold
	err := tx.Select(&h.persons, "SELECT DISTINCT r.person_id FROM {privacy_request r} WHERE r.open")
	if err != nil || len(h.persons) == 0 {
		return h, err
	}
	in, args := place.Among("pe.merged_into", h.persons)
	var merged []kernel.ID
	if err := tx.Select(&merged, "SELECT pe.id FROM {person pe} WHERE "+in, args...); err != nil {
		return h, err
	}
	h.persons = append(h.persons, merged...)
	phones, err := s.o.Person.WithPhones(tx, h.persons, s.contactIndex)
	h.contacts = slices.DeleteFunc(phones, func(i string) bool { return i == "" })
	return h, err
}

// Retain empties the fields whose period has run out, in batches, and notes how many records of which field went. It
// returns their number.
func (s *Service) Retain(ctx context.Context) (int, error) {
	var fields []pack.PersonalField
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		fields = s.pack().PersonalFieldsOn(tx.Today())
		return nil
	})
	total := 0
	for _, f := range fields {
		if f.Keep == 0 {
			continue
		}
		for n := -1; err == nil && n != 0; total += n {
			n, err = s.remove(ctx, f)
		}
	}
	return total, err
}

// remove empties one batch of a field.
func (s *Service) remove(ctx context.Context, f pack.PersonalField) (int, error) {
	n := 0
	err := s.db.Write(ctx, "privacy.retain", func(tx *db.WriteTx) error {
		n = 0
		h, err := s.holds(tx.ReadTx)
		if err != nil {
			return err
		}
		where, args, ok := due(f, tx.Today(), h)
		if !ok {
			return nil
		}
		var ids []kernel.ID
		err = tx.Select(&ids, "SELECT x.id FROM {"+f.Table+" x} WHERE "+where+" ORDER BY x.id LIMIT ?", append(args, removeBatch)...)
		if err != nil || len(ids) == 0 {
			return err
		}
		tx.Reason(f.ID)
		switch f.Table {
		case papers:
			n, err = s.o.Person.DropPapers(tx, ids)
		case casePapers:
			n, err = s.o.Casework.DropPapers(tx, ids)
		case visitPhotos:
			n, err = s.o.Visit.DropOld(tx, ids)
		default:
			n, err = tx.Blank(f.Table, ids, append([]string{f.Column}, companions[f.Table+"."+f.Column]...)...)
		}
		if err != nil {
			return err
		}
		return tx.Insert(&removalRow{At: tx.Now().UnixMilli(), Field: f.ID, Months: f.Keep, Before: cutoff(tx.Today(), f.Keep), Records: n})
	})
	return n, err
}

// Removals is a page of what was removed, the newest first.
func (s *Service) Removals(ctx context.Context, page kernel.Page) ([]Removal, string, error) {
	out, next := []Removal{}, ""
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, n, err := db.PageOf(tx, db.List{
			SQL: "SELECT x.* FROM {privacy_removal x} WHERE TRUE", Page: page,
			Order: []db.Key{{Col: "x.at", Dir: db.Desc}, {Col: "x.id", Dir: db.Desc}},
		}, func(r *removalRow) []any { return []any{r.At, r.ID} })
		next = n
		for _, r := range rows {
			v := Removal{At: r.At, Field: r.Field, Months: r.Months, Before: r.Before, Records: r.Records}
			fields := s.pack().PersonalFields
			if i := slices.IndexFunc(fields, func(f pack.PersonalField) bool { return f.ID == r.Field }); i >= 0 {
				v.Name, v.NameEN = fields[i].Name, fields[i].NameEN
			}
			out = append(out, v)
		}
		return err
	})
	return out, next, err
}
