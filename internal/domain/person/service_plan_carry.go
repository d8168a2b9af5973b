package person

import (
	"cmp"
	"fmt"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const (
	// settleStep is how many households are entered at a time.
	settleStep = 500
	importNote = "花名册导入"
)

// Carry saves the plan: new households in bulk, what differs as corrections, who joins as moves.
func (p *plan) Carry(tx *db.WriteTx, step func(n int) error) error {
	codes := map[string]string{}
	var list []Settlement
	var rows [][]line
	flush := func() error {
		if len(list) == 0 {
			return nil
		}
		n, err := p.saveNew(tx, list, rows)
		list, rows = nil, nil
		if err != nil {
			return err
		}
		return step(n)
	}
	for i := range p.units {
		u := &p.units[i]
		if len(u.rows) == 0 {
			continue
		}
		if u.house >= 0 {
			n, err := p.mend(tx, u)
			if err != nil {
				return fmt.Errorf("household %s: %w", u.code, err)
			}
			if n > 0 {
				if err := step(n); err != nil {
					return err
				}
			}
			continue
		}
		n, err := p.settlement(tx, u, codes)
		if err != nil {
			return err
		}
		list, rows = append(list, n), append(rows, u.rows)
		if len(list) == settleStep {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// saveNew enters new households.
func (p *plan) saveNew(tx *db.WriteTx, list []Settlement, rows [][]line) (int, error) {
	if err := p.s.Settle(tx, list); err != nil {
		return 0, err
	}
	n := 0
	for i := range list {
		n += len(rows[i])
		for k, l := range rows[i] {
			if l.person >= 0 { // known, and so far in no household
				if err := p.update(tx, l, list[i].People[k].PersonID, &list[i]); err != nil {
					return n, err
				}
			}
		}
	}
	return n, nil
}

// update brings a person who was there, without a household, to the new one, with what the file says.
func (p *plan) update(tx *db.WriteTx, l line, id kernel.ID, at *Settlement) error {
	r := &personRow{}
	if err := tx.Lock(r, id); err != nil {
		return err
	}
	r.PlaceID, r.Stamp, r.LeftDay = at.At.ID, at.At.Stamp, ""
	c, _ := p.change(l)
	return p.s.amend(tx, r, c)
}

// admitted is the row of the collective's roll for a line that says so of somebody who is not on it.
func (p *plan) admitted(l line, id kernel.ID, name string, stamp kernel.Stamp) *rollRow {
	day := kernel.Day(p.recs[l.rec].Get("collective"))
	if day == "" || l.person >= 0 && p.persons[l.person].collective != 0 {
		return nil
	}
	return &rollRow{
		Stamp: stamp, Roll: RollCollective, PersonID: id, PersonName: name, PlaceID: stamp.VillageID, State: VoterIn, FromDay: day,
		ToDay: kernel.EndOfTime, Basis: "confirmed", Doc: importNote,
	}
}

// settlement is a household of the file as it is to be entered.
func (p *plan) settlement(tx *db.WriteTx, u *unit, codes map[string]string) (Settlement, error) {
	n := Settlement{Code: u.code, At: *u.at, Cause: "settled", Doc: importNote, From: p.today}
	if n.Code == "" {
		village := p.places.villageCode(*u.at)
		if codes[village] == "" {
			last, err := p.highest(tx, village)
			if err != nil {
				return n, err
			}
			codes[village] = cmp.Or(last, village+"00000")
		}
		code, err := codeAfter(village, codes[village])
		if err != nil {
			return n, err
		}
		n.Code, codes[village] = code, code
	}
	for _, l := range u.rows {
		v, _ := p.values(p.recs[l.rec])
		from := cmp.Or(v.from, p.today)
		n.From = min(n.From, from)
		n.Kind, n.Address = cmp.Or(n.Kind, v.kind), cmp.Or(n.Address, v.address)
		s := Settler{
			Name: v.name, Phone: v.phone, Facts: v.facts, Relation: v.relation, From: from,
			Registered: v.registered == nil || *v.registered, Lives: v.lives == nil || *v.lives, Cause: v.cause,
		}
		if v.relation == Head {
			n.Cause = cmp.Or(v.cause, n.Cause)
		}
		if l.person >= 0 {
			s.PersonID = p.persons[l.person].id
		}
		if l.person < 0 || p.persons[l.person].collective == 0 {
			s.Collective = v.collective
		}
		n.People = append(n.People, s)
	}
	return n, nil
}

// highest is the highest code of a village, in the register or in the file.
func (p *plan) highest(tx *db.WriteTx, village string) (string, error) {
	last, err := lastCode(whole(tx.ReadTx), village)
	for code := range p.unitOf {
		if code > last && code[:12] == village {
			last = code
		}
	}
	return last, err
}

// mend saves what the file says of a household that is there; it returns how many rows it did.
func (p *plan) mend(tx *db.WriteTx, u *unit) (int, error) {
	id := p.houses[u.house].id
	n := 0
	fix := NewEvent{Kind: KindCorrect, Day: p.today, Note: importNote}
	if u.dirty {
		fix.House = p.houseFix(u)
		n = 1
	}
	var members []*rollRow
	for i, l := range u.rows {
		if l.join || !l.change {
			continue
		}
		k := &p.persons[l.person]
		c, v := p.change(l)
		fix.Fixes = append(fix.Fixes, p.memberFix(k, c, v))
		if r := p.admitted(l, k.id, v.name, u.at.Stamp); r != nil {
			members = append(members, r)
		}
		if !u.dirty || i != 0 {
			n++
		}
	}
	if fix.House != nil || len(fix.Fixes) > 0 {
		if _, err := p.happened(tx, id, fix); err != nil {
			return n, err
		}
	}
	for _, l := range u.rows {
		if !l.join {
			continue
		}
		n++
		r, err := p.join(tx, u, l)
		if err != nil {
			return n, err
		}
		if r != nil {
			members = append(members, r)
		}
	}
	return n, tx.InsertAll(members)
}

// happened enters an event and tells of whom it speaks first.
func (p *plan) happened(tx *db.WriteTx, house kernel.ID, n NewEvent) (kernel.ID, error) {
	a, err := p.s.begin(tx, house, n)
	if err != nil {
		return 0, err
	}
	if err := a.happen(); err != nil {
		return 0, err
	}
	return a.e.PersonID, a.finish()
}

// join enters somebody whom the file puts into a household that is there, with all that it says of them.
func (p *plan) join(tx *db.WriteTx, u *unit, l line) (*rollRow, error) {
	v, _ := p.values(p.recs[l.rec])
	m := NewMember{Relation: v.relation, Registered: v.registered == nil || *v.registered, Lives: v.lives == nil || *v.lives}
	if l.person >= 0 {
		m.PersonID = p.persons[l.person].id
	} else {
		m.Person = &Draft{Name: v.name, Phone: v.phone, Facts: v.facts, ConfirmDuplicate: true}
	}
	id, err := p.happened(tx, p.houses[u.house].id, NewEvent{
		Kind: KindMoveIn, Day: cmp.Or(v.from, p.today), Cause: cmp.Or(v.cause, "settled"), Note: importNote + " " + strconv.Itoa(p.recs[l.rec].Row), Member: &m,
	})
	if err != nil {
		return nil, err
	}
	if l.person >= 0 && l.change {
		r := &personRow{}
		if err := tx.Lock(r, id); err != nil {
			return nil, err
		}
		c, _ := p.change(l)
		if err := p.s.amend(tx, r, c); err != nil {
			return nil, err
		}
	}
	return p.admitted(l, id, v.name, u.at.Stamp), nil
}

// houseFix is what the rows say of the household itself.
func (p *plan) houseFix(u *unit) *HouseFix {
	f := &HouseFix{}
	if u.moved {
		f.PlaceID = &u.at.ID
	}
	for _, l := range u.rows {
		rec := p.recs[l.rec]
		if !p.houseDiffers(u, rec) {
			continue
		}
		if kind := rec.Get("kind"); kind != "" {
			f.Kind = &kind
		}
		if address := rec.Get("address"); address != "" && !IsMasked(address) {
			f.Address = &address
		}
		break
	}
	return f
}

// change is what a row says of the person; empty and masked cells say nothing.
func (p *plan) change(l line) (Change, values) {
	v, _ := p.values(p.recs[l.rec])
	c := Change{ConfirmDuplicate: true, Name: &v.name}
	for _, x := range []struct {
		v  string
		to **string
	}{
		{v.phone, &c.Phone},
		{v.facts.IDNumber, &c.IDNumber},
		{v.facts.Sex, &c.Sex},
		{v.facts.Ethnicity, &c.Ethnicity},
		{v.facts.Education, &c.Education},
		{v.facts.Political, &c.Political},
		{v.facts.Marital, &c.Marital},
		{v.facts.Residence, &c.Residence},
	} {
		if x.v != "" {
			*x.to = &x.v
		}
	}
	if v.facts.Birth != "" {
		c.Birth = &v.facts.Birth
	}
	return c, v
}

func (p *plan) memberFix(k *known, c Change, v values) MemberFix {
	f := MemberFix{PersonID: k.id, Person: &c, Registered: v.registered, Lives: v.lives}
	if v.relation != "" {
		f.Relation = &v.relation
	}
	if v.from != "" {
		f.From = &v.from
	}
	return f
}
