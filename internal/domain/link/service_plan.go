package link

import (
	"slices"
	"strconv"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// linksPlan is what an import of links will do. A household may come in with two members: the register says what is, and the list
// of gaps what to do.
type linksPlan struct {
	register.Draft
	s       *Service
	today   kernel.Day
	houses  map[string]person.Household
	members map[string][]memberRow // by kind of link and name of the group
	running map[string]map[kernel.ID][]linkRow
	seen    map[string]int
}

func (s *Service) planLinks(tx *db.ReadTx, records []register.Record) (register.Plan, error) {
	p := &linksPlan{
		s: s, today: tx.Today(), houses: map[string]person.Household{}, members: map[string][]memberRow{},
		running: map[string]map[kernel.ID][]linkRow{}, seen: map[string]int{},
	}
	p.Touch(linkSheetName)
	if err := p.read(tx, records); err != nil {
		return nil, err
	}
	for _, r := range records {
		p.row(r)
	}
	return p, nil
}

// read fetches the households of the sheet by their codes, the members of all groups, and the links that run.
func (p *linksPlan) read(tx *db.ReadTx, records []register.Record) error {
	codes := make([]string, 0, len(records))
	for _, r := range records {
		codes = append(codes, r.Get("house"))
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	var ids []kernel.ID
	const step = 200
	for from := 0; from < len(codes); from += step {
		part := codes[from:min(from+step, len(codes))]
		list, _, err := p.s.persons.PageHousesBy(tx, "h.code IN ("+marks(len(part))+")", anys(part), kernel.Page{Limit: step})
		if err != nil {
			return err
		}
		for _, h := range list {
			p.houses[h.Code], ids = h, append(ids, h.ID)
		}
	}
	for _, k := range p.s.pack().LinksOn(p.today) {
		where, args := membersWhere(k.Groups, k.Roles, p.today)
		rows, err := selectMembers(tx, where, args...)
		if err != nil {
			return err
		}
		for _, m := range rows {
			p.members[k.ID+"\n"+m.BodyName] = append(p.members[k.ID+"\n"+m.BodyName], m)
		}
		if p.running[k.ID], err = runningOf(tx, k.ID, ids); err != nil {
			return err
		}
	}
	return nil
}

func (p *linksPlan) row(r register.Record) {
	fault := func(column, code string, args ...string) { p.Fault(linkSheetName, r.Row, column, code, args...) }
	i := slices.IndexFunc(p.s.pack().LinkKinds, func(k pack.LinkKind) bool { return k.Name == r.Get("kind") && k.Valid(p.today) })
	if i < 0 {
		fault(colKind, "bad_choice", "value", r.Get("kind"), "choices", "")
		return
	}
	k := p.s.pack().LinkKinds[i]
	h, ok := p.houses[r.Get("house")]
	switch {
	case !ok:
		fault(colHouse, "unknown_household", "code", r.Get("house"))
		return
	case h.To != "":
		fault(colHouse, "household_closed", "code", h.Code)
		return
	}
	m, code := p.member(k, r, h)
	if code != "" {
		fault(colMember, code, "name", r.Get("member"), "group", r.Get("group"))
		return
	}
	from, to := kernel.Day(r.Get("from")), kernel.Day(r.Get("to"))
	key := k.ID + h.Code + m.PersonID.String()
	switch {
	case from > p.today || to > p.today || from != "" && to != "" && to < from:
		fault(colFrom, "bad_day", "value", string(max(from, to)))
		return
	case p.seen[key] != 0:
		fault(colHouse, "duplicate_row", "first_row", strconv.Itoa(p.seen[key]))
		return
	}
	p.seen[key] = r.Row
	p.settle(k.ID, m, h, from, to)
}

// member finds who of the group in the household's village has the name.
func (p *linksPlan) member(k pack.LinkKind, r register.Record, h person.Household) (memberRow, string) {
	here := slices.DeleteFunc(slices.Clone(p.members[k.ID+"\n"+r.Get("group")]), func(m memberRow) bool { return m.VillageID != h.Stamp.VillageID })
	if len(here) == 0 {
		return memberRow{}, "unknown_group"
	}
	fit := slices.DeleteFunc(here, func(m memberRow) bool { return m.PersonName != r.Get("member") })
	switch len(fit) {
	case 0:
		return memberRow{}, "not_in_group"
	case 1:
		return fit[0], ""
	}
	return memberRow{}, "ambiguous_person"
}

// settle compares the row with the link that runs between the two.
func (p *linksPlan) settle(kind string, m memberRow, h person.Household, from, to kernel.Day) {
	has := p.running[kind][h.ID]
	i := slices.IndexFunc(has, func(l linkRow) bool { return l.PersonID == m.PersonID })
	if i < 0 {
		if from == "" {
			from = p.today
		}
		p.New(linkSheetName, func(tx *db.WriteTx) error {
			r, err := p.s.enter(tx, kind, m, h, from, 0)
			if err == nil && to != "" {
				err = p.s.stop(tx, *r, to, "", 0)
			}
			return err
		})
		return
	}
	old := has[i]
	if to == "" && (from == "" || from == old.FromDay) {
		p.Same(linkSheetName)
		return
	}
	p.Change(linkSheetName, func(tx *db.WriteTx) error {
		r := &linkRow{}
		if err := tx.Lock(r, old.ID); err != nil {
			return err
		}
		if was := *r; from != "" {
			r.FromDay = from
			if err := update(tx, was, r); err != nil {
				return err
			}
		}
		if to != "" {
			return p.s.stop(tx, *r, to, "", 0)
		}
		return p.s.settle(tx, kind, h.ID)
	})
}
