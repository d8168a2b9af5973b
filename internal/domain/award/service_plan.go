package award

import (
	"slices"

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
	sheet string
	seen  map[string]bool
}

func (p *plan) fault(r register.Record, column, code string, args ...string) {
	p.Fault(p.sheet, r.Row, column, code, args...)
}

// planEntries plans entries into rounds that are open: each goes the way of the page, with all that it refuses.
func (s *Service) planEntries(tx *db.ReadTx, records []register.Record) (register.Plan, error) {
	p := &plan{s: s, tx: tx, sheet: entrySheetName, seen: map[string]bool{}}
	p.Touch(p.sheet)
	open, _, err := s.Page(tx, RoundFilter{}, kernel.Page{Limit: kernel.MaxLimit})
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		if err := p.entry(r, open); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *plan) entry(r register.Record, rounds []RecognitionRound) error {
	i := slices.IndexFunc(rounds, func(x RecognitionRound) bool { return x.Title == r.Get("round") && x.State != Cancelled })
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
	title := ""
	if t := slices.IndexFunc(a.Titles, func(t pack.AwardTitle) bool { return t.Name == r.Get("title") }); t >= 0 {
		title = a.Titles[t].ID
	} else if len(a.Titles) > 0 {
		p.fault(r, colTitle, "bad_choice", "value", r.Get("title"), "choices", "")
		return nil
	}
	there, err := entriesBy(p.tx, "e.round_id = ? AND e.subject = ? AND e.subject_id = ? AND e.title = ?", row.ID, a.Subject, id, title)
	if err != nil {
		return err
	}
	key := row.ID.String() + ":" + id.String() + ":" + title
	switch {
	case len(there) > 0:
		p.Same(p.sheet)
		return nil
	case p.seen[key]:
		p.fault(r, colWho, "duplicate_row", "first_row", "")
		return nil
	case row.State != Open || p.tx.Today() > row.EnterTo:
		p.fault(r, colRound, "round_not_open", "day", string(row.EnterTo))
		return nil
	}
	p.seen[key] = true
	n := NewCandidate{SubjectID: id, Title: title, How: Nominated, Text: r.Get("text")}
	if r.Get("how") == howWords[Applied] {
		n.How = Applied
	}
	if n.How == Nominated && n.Text == "" {
		p.fault(r, colText, "required")
		return nil
	}
	p.New(p.sheet, func(tx *db.WriteTx) error {
		_, err := p.s.enter(tx, row.ID, n, n.Text, nil)
		return err
	})
	return nil
}

// subject finds a household or a village by its code.
func (p *plan) subject(r register.Record, kind string) (kernel.ID, error) {
	code := r.Get("who")
	switch kind {
	case pack.AwardHousehold:
		list, _, err := p.s.person.PageHousesBy(p.tx, "h.code = ?", []any{code}, kernel.Page{Limit: 1})
		if err != nil || len(list) == 1 && list[0].To == "" {
			if err != nil {
				return 0, err
			}
			return list[0].ID, nil
		}
		p.fault(r, colWho, "unknown_household", "code", code)
	case pack.AwardVillage:
		at, err := p.s.place.ByCode(p.tx, code)
		if err == nil && at.Level == kernel.LevelVillage {
			return at.ID, nil
		}
		if err != nil && kernel.KindOf(err) != kernel.KindNotFound {
			return 0, err
		}
		p.fault(r, colWho, "unknown_place", "code", code)
	default:
		p.fault(r, colWho, "subject_not_by_sheet")
	}
	return 0, nil
}

// planHonours plans honours that were won before the program was there, and plaques that were handed over.
func (s *Service) planHonours(tx *db.ReadTx, records []register.Record) (register.Plan, error) {
	p := &plan{s: s, tx: tx, sheet: honourSheetName, seen: map[string]bool{}}
	p.Touch(p.sheet)
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
	key := a.ID + ":" + id.String() + ":" + string(wonOn)
	if p.seen[key] {
		p.fault(r, colWho, "duplicate_row", "first_row", "")
		return nil
	}
	p.seen[key] = true
	there, err := honoursBy(p.tx, "h.subject = ? AND h.subject_id = ? AND h.scheme = ? AND h.won_day = ?", a.Subject, id, a.ID, wonOn)
	if err != nil {
		return err
	}
	no := r.Get("plaque_no")
	if len(there) == 0 {
		p.New(p.sheet, func(tx *db.WriteTx) error { return p.s.enterHonour(tx, a, id, a.Bands[b].ID, wonOn, to, plaque, no) })
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

// enterHonour enters an honour without a round.
func (s *Service) enterHonour(tx *db.WriteTx, a pack.Award, id kernel.ID, band string, day, to, plaque kernel.Day, no string) error {
	c, err := s.candidate(tx.ReadTx, a, id)
	if err != nil {
		return err
	}
	h := &honourRow{
		Stamp: c.stamp, Scheme: a.ID, Subject: a.Subject, SubjectID: id, HouseholdID: c.household, PersonID: c.person, Name: c.name, Band: band,
		Period: string(day[:4]), State: Held, Code: dashed(crypt.Token(codeSize)), PlaqueNo: no, PlaqueDay: plaque,
	}
	h.lasts(a, day)
	if to != "" {
		h.ValidTo = to
		if h.NextCheck > to {
			h.NextCheck = ""
		}
	}
	return tx.Insert(h)
}
