package body

import (
	"cmp"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

func (s *Service) memberRegister() register.Register {
	return register.Register{
		Key: "members", Title: "组织成员", TitleEn: "Members of bodies", See: PermList, Edit: PermEdit,
		Sheets: func(*db.ReadTx) ([]register.Sheet, error) { return []register.Sheet{memberColumns()}, nil },
		Rows:   s.memberRows,
		Plan: func(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
			return s.planMembers(tx, book[memberSheet])
		},
	}
}

func (s *Service) memberRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return pages(
		func(page kernel.Page) ([]memberRow, string, error) {
			where, args := "m.to_day >= ?", []any{tx.Today()}
			if o.At != 0 {
				w, a, err := s.places.Within(tx, "m", o.At)
				if err != nil {
					return nil, "", err
				}
				where, args = where+" AND "+w, append(args, a...)
			}
			return db.PageOf(tx, db.List{
				SQL: "SELECT m.* FROM {member m} WHERE " + where, Args: args, Order: []db.Key{{Col: "m.id", Dir: db.Desc}}, Page: page,
			}, func(r *memberRow) []any { return []any{r.ID} })
		},
		func(list []memberRow) ([][]any, error) {
			var bodies, who []kernel.ID
			for _, m := range list {
				bodies, who = append(bodies, m.BodyID), append(who, m.PersonID)
			}
			names, err := selectBodies(tx, bodies)
			if err != nil {
				return nil, err
			}
			phones, err := s.persons.Phones(tx, who, o.Open)
			if err != nil {
				return nil, err
			}
			out := make([][]any, len(list))
			for i, m := range list {
				out[i] = []any{m.ID.String(), names[m.BodyID].Name, m.PersonName, phones[m.PersonID], m.Role, string(m.FromDay), string(shown(m.ToDay))}
			}
			return out, nil
		})
}

// memberPlan is what an import of members will do.
type memberPlan struct {
	register.Draft
	tx      *db.ReadTx
	bodies  *bodyFinder
	persons *person.Finder
	held    map[kernel.ID]memberRow
	seen    map[[2]kernel.ID]int
}

func (s *Service) planMembers(tx *db.ReadTx, rows []register.Record) (register.Plan, error) {
	p := &memberPlan{tx: tx, held: map[kernel.ID]memberRow{}, seen: map[[2]kernel.ID]int{}}
	p.Touch(memberSheet)
	var err error
	if p.bodies, err = newBodyFinder(tx); err != nil {
		return nil, err
	}
	if p.persons, err = s.persons.Finder(tx); err != nil {
		return nil, err
	}
	var all []memberRow
	if err := tx.Select(&all, "SELECT m.* FROM {member m} WHERE m.to_day >= ?", tx.Today()); err != nil {
		return nil, err
	}
	for _, m := range all {
		p.held[m.ID] = m
	}
	byPair := map[[2]kernel.ID]kernel.ID{}
	for _, m := range all {
		byPair[[2]kernel.ID{m.BodyID, m.PersonID}] = m.ID
	}
	for _, r := range rows {
		p.row(r, byPair)
	}
	return p, nil
}

func (p *memberPlan) row(r register.Record, byPair map[[2]kernel.ID]kernel.ID) {
	fault := func(column, code string, args ...string) { p.Fault(memberSheet, r.Row, column, code, args...) }
	id, _ := kernel.ParseID(cmp.Or(r.Get("id"), "0"))
	old, known := p.held[id]
	if r.Get("id") != "" && !known {
		fault(colID, "unknown_id", "value", r.Get("id"))
		return
	}
	b, who := p.bodies.byID[old.BodyID], person.Person{ID: old.PersonID, Name: old.PersonName}
	if !known {
		var ok bool
		if b, who, ok = p.pair(r, fault); !ok {
			return
		}
		if id, there := byPair[[2]kernel.ID{b.ID, who.ID}]; there {
			old, known = p.held[id], true
		}
	}
	pair := [2]kernel.ID{b.ID, who.ID}
	if first := p.seen[pair]; first != 0 {
		fault(colName, "duplicate_member", "name", who.Name, "first_row", strconv.Itoa(first))
		return
	}
	p.seen[pair] = r.Row
	from, to, role := cmp.Or(kernel.Day(r.Get("from")), old.FromDay), kernel.Day(r.Get("to")), strings.TrimSpace(r.Get("role"))
	if checkSpan(&from, &to, p.tx.Today()) != nil {
		fault("止", "ends_before_it_begins")
		return
	}
	if utf8.RuneCountInString(role) > 40 {
		fault("职务", "too_long", "max", "40")
		return
	}
	switch {
	case !covered(p.tx.Actor().Arms, b.Stamp, p.tx.County()):
		fault("组织", "out_of_scope")
	case known && old.Role == role && old.FromDay == from && old.ToDay == stored(to):
		p.Same(memberSheet)
	case known:
		p.Change(memberSheet, func(tx *db.WriteTx) error {
			m := &memberRow{}
			if err := tx.Lock(m, old.ID); err != nil {
				return err
			}
			m.Role, m.FromDay, m.ToDay = role, from, stored(to)
			return tx.Update(m)
		})
	default:
		p.New(memberSheet, func(tx *db.WriteTx) error {
			return tx.Insert(&memberRow{Stamp: b.Stamp, PersonID: who.ID, PersonName: who.Name, Role: role, FromDay: from, ToDay: stored(to)})
		})
	}
}

// pair finds the body and the person of a row.
func (p *memberPlan) pair(r register.Record, fault func(column, code string, args ...string)) (Body, person.Person, bool) {
	b, code, args := p.bodies.find(r.Get("body"))
	if code != "" {
		fault("组织", code, args...)
		return b, person.Person{}, false
	}
	who, code, args := p.persons.Find(r.Get("name"), r.Get("phone"))
	if code != "" {
		fault(colName, code, args...)
	}
	return b, who, code == ""
}
