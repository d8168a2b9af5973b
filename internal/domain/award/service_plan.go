package award

import (
	"errors"
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// plan is what an import of entries or honours will do.
type plan struct {
	register.Draft
	s     *Service
	tx    *db.ReadTx
	find  *place.Finder
	sheet string
	seen  map[string]int // the row that said it first
}

func (p *plan) fault(r register.Record, column, code string, args ...string) {
	p.Fault(p.sheet, r.Row, column, code, args...)
}

// planEntries plans entries into rounds that are open: each goes the way of the page, with all that it refuses.
func (s *Service) planEntries(tx *db.ReadTx, records []register.Record) (register.Plan, error) {
	p, err := s.newPlan(tx, entrySheetName)
	if err != nil {
		return nil, err
	}
	var rounds []RecognitionRound
	for r, err := range s.eachRound(tx, RoundFilter{}, 0) {
		if err != nil {
			return nil, err
		}
		rounds = append(rounds, r)
	}
	for _, r := range records {
		if err := p.entry(r, rounds); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (s *Service) newPlan(tx *db.ReadTx, name string) (*plan, error) {
	find, err := s.place.Finder(tx)
	p := &plan{s: s, tx: tx, find: find, sheet: name, seen: map[string]int{}}
	p.Touch(name)
	return p, err
}

// first tells whether a row is the first with its key; of a second one it notes which row says the same.
func (p *plan) first(r register.Record, key string) bool {
	if row, twice := p.seen[key]; twice {
		p.fault(r, colWho, "duplicate_row", "first_row", itoa(row))
		return false
	}
	p.seen[key] = r.Row
	return true
}

// refused notes what the page would refuse as a fault of its row; anything else goes on as an error.
func (p *plan) refused(r register.Record, column string, err error) error {
	var e *kernel.Error
	if !errors.As(err, &e) || e.Kind != kernel.KindInvalid && e.Kind != kernel.KindConflict && e.Kind != kernel.KindNotFound && e.Kind != kernel.KindForbidden {
		return err
	}
	var args []string
	for k, v := range e.Args {
		args = append(args, k, v)
	}
	p.fault(r, column, e.Code, args...)
	return nil
}

func (p *plan) entry(r register.Record, rounds []RecognitionRound) error {
	i := roundNamed(rounds, r.Get("round"))
	if i < 0 {
		p.fault(r, colRound, "unknown_round", "name", r.Get("round"))
		return nil
	}
	row, err := found(p.tx, rounds[i].ID)
	if err != nil {
		return err
	}
	a := p.s.rulesOf(row)
	id, err := p.subject(r, a.Subject)
	if err != nil || id == 0 {
		return err
	}
	title, ok := p.title(r, a)
	if !ok || !p.first(r, row.ID.String()+":"+id.String()+":"+title) {
		return nil
	}
	there, err := entriesBy(p.tx, "e.round_id = ? AND e.subject = ? AND e.subject_id = ? AND e.title = ?", row.ID, a.Subject, id, title)
	if err != nil {
		return err
	}
	n := NewCandidate{SubjectID: id, Title: title, How: Nominated, Text: r.Get("text")}
	if r.Get("how") == howWords[Applied] {
		n.How = Applied
	}
	switch {
	case len(there) > 0:
		p.Same(p.sheet)
		return nil
	case row.State != Open || p.tx.Today() > row.EnterTo:
		p.fault(r, colRound, "round_not_open", "day", string(row.EnterTo))
		return nil
	case n.How == Nominated && n.Text == "":
		p.fault(r, colText, "required")
		return nil
	}
	if err := p.s.mayEnter(p.tx.Actor(), a, n.How); err != nil {
		return p.refused(r, colHow, err)
	}
	if n.Text, err = kernel.Words("text", n.Text, maxText, false); err != nil {
		return p.refused(r, colText, err)
	}
	c, err := p.s.candidate(p.tx, a, id)
	if err == nil {
		err = p.s.mayBeHonoured(p.tx, a, row, c)
	}
	if err != nil {
		return p.refused(r, colWho, err)
	}
	p.New(p.sheet, func(tx *db.WriteTx) error {
		_, err := p.s.enter(tx, row.ID, n, n.Text, tx.Today(), nil)
		return err
	})
	return nil
}

// roundNamed finds a round by its name; one that runs goes before one that was called off under the same name.
func roundNamed(rounds []RecognitionRound, title string) int {
	i := slices.IndexFunc(rounds, func(x RecognitionRound) bool { return x.Title == title && x.State != Cancelled })
	if i < 0 {
		i = slices.IndexFunc(rounds, func(x RecognitionRound) bool { return x.Title == title })
	}
	return i
}

// title finds a title of a scheme by its name; of a scheme without titles there is none.
func (p *plan) title(r register.Record, a pack.Award) (string, bool) {
	if len(a.Titles) == 0 {
		return "", true
	}
	names := make([]string, len(a.Titles))
	for i, t := range a.Titles {
		if names[i] = t.Name; t.Name == r.Get("title") {
			return t.ID, true
		}
	}
	p.fault(r, colTitle, "bad_choice", "value", r.Get("title"), "choices", strings.Join(names, "、"))
	return "", false
}

// subject finds who is meant: a household or a village by its code, a body by its place and name, a person of a household by its code and
// a name, a member of the Party by the place of the branch and a name. A name that two bear is not guessed at.
func (p *plan) subject(r register.Record, kind string) (kernel.ID, error) {
	code, name := r.Get("who"), strings.TrimSpace(r.Get("name"))
	if kind == pack.AwardHousehold || kind == pack.AwardPerson {
		list, _, err := p.s.person.PageHousesBy(p.tx, "h.code = ?", []any{code}, kernel.Page{Limit: 1})
		switch {
		case err != nil:
			return 0, err
		case len(list) == 0 || list[0].To != "":
			p.fault(r, colWho, "unknown_household", "code", code)
			return 0, nil
		case kind == pack.AwardHousehold:
			return list[0].ID, nil
		}
		rows, err := namedInHouse(system(p.tx), list[0].ID, name, p.tx.Today())
		return p.only(r, rows, "not_in_household", name, code), err
	}
	at, wrong, args := p.find.Find(code)
	if wrong == "" && kind == pack.AwardVillage && at.Level != kernel.LevelVillage {
		wrong, args = "not_a_village", []string{"name", at.Name}
	}
	switch {
	case wrong != "":
		p.fault(r, colWho, wrong, args...)
		return 0, nil
	case kind == pack.AwardVillage:
		return at.ID, nil
	case kind == pack.AwardMember:
		rows, err := namedInParty(system(p.tx), at.ID, p.s.pack().PartyKinds(), name, p.tx.Today())
		return p.only(r, rows, "not_in_branch", name, at.Name), err
	}
	id, err := p.s.body.AtByName(p.tx, at.ID, name)
	if err == nil && id == 0 {
		p.fault(r, colName, "unknown_body", "value", name, "place", at.Name)
	}
	return id, err
}

// only is the one of some persons; none and two are faults.
func (p *plan) only(r register.Record, ids []kernel.ID, code, name, where string) kernel.ID {
	slices.Sort(ids)
	switch ids = slices.Compact(ids); len(ids) {
	case 1:
		return ids[0]
	case 0:
		p.fault(r, colName, code, "name", name, "where", where)
	default:
		p.fault(r, colName, "name_twice", "name", name)
	}
	return 0
}

// planHonours plans honours that were won before the program was there, and plaques that were handed over.
func (s *Service) planHonours(tx *db.ReadTx, records []register.Record) (register.Plan, error) {
	p, err := s.newPlan(tx, honourSheetName)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if err := p.honour(r); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *plan) honour(r register.Record) error {
	all := p.s.pack().AwardsOn(p.tx.Today())
	i := slices.IndexFunc(all, func(a pack.Award) bool { return a.Name == r.Get("scheme") })
	if i < 0 {
		p.fault(r, colScheme, "bad_choice", "value", r.Get("scheme"), "choices", "")
		return nil
	}
	a := all[i]
	b := slices.IndexFunc(a.Bands, func(b pack.AwardBand) bool { return b.Name == r.Get("band") })
	if b < 0 {
		p.fault(r, colBand, "bad_choice", "value", r.Get("band"), "choices", "")
		return nil
	}
	id, err := p.subject(r, a.Subject)
	if err != nil || id == 0 {
		return err
	}
	wonOn, to, plaque := kernel.Day(r.Get("won")), kernel.Day(r.Get("to")), kernel.Day(r.Get("plaque_day"))
	if today := p.tx.Today(); wonOn > today || to != "" && to < wonOn || plaque != "" && (plaque < wonOn || plaque > today) {
		p.fault(r, colWon, "bad_day", "value", string(wonOn))
		return nil
	}
	title, ok := p.title(r, a)
	if !ok || !p.first(r, a.ID+":"+id.String()+":"+title+":"+string(wonOn)) {
		return nil
	}
	there, err := honoursBy(p.tx, "h.subject = ? AND h.subject_id = ? AND h.scheme = ? AND h.title = ? AND h.won_day = ?", a.Subject, id, a.ID, title, wonOn)
	if err != nil {
		return err
	}
	no := r.Get("plaque_no")
	if len(there) == 0 {
		if _, err := p.s.candidate(p.tx, a, id); err != nil {
			return p.refused(r, colWho, err)
		}
		p.New(p.sheet, func(tx *db.WriteTx) error {
			return p.s.enterHonour(tx, a, past{id, title, a.Bands[b].ID, wonOn, to, plaque, no})
		})
		return nil
	}
	if h := there[0]; h.PlaqueDay == plaque && h.PlaqueNo == no || plaque == "" {
		p.Same(p.sheet)
		return nil
	}
	p.Change(p.sheet, func(tx *db.WriteTx) error {
		h := &honourRow{}
		if err := tx.Lock(h, there[0].ID); err != nil {
			return err
		}
		h.PlaqueNo, h.PlaqueDay, h.PlaqueBy = no, plaque, tx.Actor().Name
		return tx.Update(h)
	})
	return nil
}

// past is an honour that was won without a round of the program.
type past struct {
	id            kernel.ID
	title, band   string
	day, to, hung kernel.Day
	plaqueNo      string
}

// enterHonour enters an honour without a round.
func (s *Service) enterHonour(tx *db.WriteTx, a pack.Award, p past) error {
	c, err := s.candidate(tx.ReadTx, a, p.id)
	if err != nil {
		return err
	}
	h := &honourRow{
		Stamp: c.stamp, Scheme: a.ID, Subject: a.Subject, SubjectID: p.id, HouseholdID: c.household, PersonID: c.person, Name: c.name, Title: p.title, Band: p.band,
		Period: string(p.day[:4]), State: Held, Code: dashed(crypt.Token(codeSize)), PlaqueNo: p.plaqueNo, PlaqueDay: p.hung,
	}
	h.lasts(a, p.day)
	if p.to != "" {
		h.ValidTo = p.to
		if h.NextCheck > p.to {
			h.NextCheck = ""
		}
	}
	return tx.Insert(h)
}
