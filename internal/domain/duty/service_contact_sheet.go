package duty

import (
	"iter"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// contactDefs are the duties of the day that are owed to bodies.
func (s *Service) contactDefs(today kernel.Day) []pack.PostDuty {
	return slices.DeleteFunc(slices.Clone(s.pack().Duties), func(d pack.PostDuty) bool { return len(d.Targets) == 0 || !d.Valid(today) })
}

func (s *Service) contactNames(today kernel.Day) []string {
	var out []string
	for _, d := range s.contactDefs(today) {
		out = append(out, d.Name)
	}
	return out
}

// contactRows gives the contact points of a place, as the page lists them.
func (s *Service) contactRows(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		page := kernel.Page{Limit: kernel.MaxLimit}
		for {
			list, next, err := s.pageContacts(tx, o.At, 0, page)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, c := range list {
				def, _ := s.pack().PostDuty(c.Def)
				po, _ := s.pack().Post(c.Post)
				if !yield([]any{def.Name, c.Person.Name, po.Name, c.Target.Name, string(c.Last), "", string(c.From), c.Interval, c.Days, lightWords[c.Light]}, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			page.Cursor = next
		}
	}
}

// contactPlan is what an import of contact points will do.
type contactPlan struct {
	register.Draft
	s    *Service
	who  kernel.Actor
	see  *db.ReadTx
	seen map[[3]string]int
}

// planContacts compares the rows with the pairs: one that is new is named, one that is ended by the sheet ends. When somebody was
// in contact they tell themselves, not a sheet; only what was before the system knew of it comes in.
func (s *Service) planContacts(tx *db.ReadTx, book register.Book, _ func() kernel.ID) (register.Plan, error) {
	p := &contactPlan{s: s, who: tx.Actor(), see: system(tx), seen: map[[3]string]int{}}
	p.Touch(contactSheetName)
	for _, r := range book[contactSheetName] {
		if err := p.row(r); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *contactPlan) row(r register.Record) error {
	fault := func(column, code string, args ...string) { p.Fault(contactSheetName, r.Row, column, code, args...) }
	defs := p.s.contactDefs(p.see.Today())
	i := slices.IndexFunc(defs, func(d pack.PostDuty) bool { return d.Name == r.Get("def") })
	if i < 0 {
		fault(colContact, "bad_choice", "value", r.Get("def"), "choices", "")
		return nil
	}
	def, last := defs[i], kernel.Day(r.Get("last"))
	h, code, err := p.leader(def, r)
	if err != nil || code != "" {
		fault(colLeader, code, "name", r.Get("leader"))
		return err
	}
	target, code, err := p.target(def, r.Get("target"))
	key := [3]string{def.ID, h.ID.String(), target.String()}
	switch {
	case err != nil:
		return err
	case code != "":
		fault(colTarget, code, "name", r.Get("target"))
		return nil
	case last > p.see.Today():
		fault(colLast, "not_in_the_future")
		return nil
	case p.seen[key] != 0:
		fault(colTarget, "duplicate_row", "first_row", itoa(p.seen[key]))
		return nil
	}
	p.seen[key] = r.Row
	return p.settle(r, def, h, target, last)
}

// leader finds who holds a post with the duty by the name, and where two do by the post.
func (p *contactPlan) leader(def pack.PostDuty, r register.Record) (postRow, string, error) {
	in, args := among("a.post", def.Posts)
	held, err := posts(p.see, p.see.Today(), in+" AND a.person_name = ?", append(args, r.Get("leader"))...)
	if name := r.Get("post"); name != "" {
		held = slices.DeleteFunc(held, func(h postRow) bool {
			po, _ := p.s.pack().Post(h.Post)
			return po.Name != name
		})
	}
	ids := []kernel.ID{}
	for _, h := range held {
		ids = append(ids, h.PersonID)
	}
	switch {
	case err != nil:
		return postRow{}, "", err
	case len(compact(ids)) != 1:
		return postRow{}, manyOrNone(len(held), "owner"), nil
	case !covers(p.who, PermMake, held[0].Stamp, true):
		return postRow{}, "out_of_scope", nil
	}
	return held[0], "", nil
}

// target finds the body by its name among those with which such contact is kept.
func (p *contactPlan) target(def pack.PostDuty, name string) (kernel.ID, string, error) {
	in, args := among("b.kind", def.Targets)
	var ids []kernel.ID
	err := p.see.Select(&ids, "SELECT b.id FROM {body b} WHERE b.name = ? AND b.to_day >= ? AND "+in+" LIMIT 2", append([]any{name, p.see.Today()}, args...)...)
	if err != nil || len(ids) != 1 {
		return 0, manyOrNone(len(ids), "unit"), err
	}
	return ids[0], "", nil
}

// settle compares a row with the pair as it stands.
func (p *contactPlan) settle(r register.Record, def pack.PostDuty, h postRow, target kernel.ID, last kernel.Day) error {
	had, err := selectDuties(p.see, "d.appointment_id <> 0 AND d.appointment_id = ? AND d.def = ? AND d.target_id = ? AND d.to_day >= ?", h.ID, def.ID, target, p.see.Today())
	ended := r.Get("ended") == yes
	switch {
	case err != nil:
		return err
	case len(had) == 0 && ended:
		p.Same(contactSheetName)
	case len(had) == 0:
		p.New(contactSheetName, func(tx *db.WriteTx) error {
			return lend(tx, func() error { return p.s.setContact(tx, def, h, target, last) })
		})
	case last != "" && last != had[0].LastDay:
		p.Fault(contactSheetName, r.Row, colLast, "last_not_by_sheet", "day", string(had[0].LastDay))
	case ended:
		id := had[0].ID
		p.Change(contactSheetName, func(tx *db.WriteTx) error {
			return lend(tx, func() error {
				d := &dutyRow{}
				if err := tx.Lock(d, id); err != nil {
					return err
				}
				return p.s.stopContact(tx, d)
			})
		})
	default:
		p.Same(contactSheetName)
	}
	return nil
}
