package duty

import (
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The kinds of what somebody owes in person.
const (
	HeldItem    = "item"
	HeldContact = "contact"
	HeldList    = "list"
)

// Held is what somebody owes in person: an item, contact with a body, or a list that they answer for. In: it lies in the work of the
// post asked about. Reached: the post that shall take it over lies where it may be owed.
type Held struct {
	Kind    string
	ID      kernel.ID
	Title   string
	Due     kernel.Day
	In      bool
	Reached bool
}

// work is what lies in the work of a post: its items in the place or the body, and those of the list of the body, also where a
// member of a task force owes them by another post.
type work struct {
	post   kernel.Stamp
	county kernel.ID
	lists  map[kernel.ID]bool
}

func (w work) has(r *itemRow) bool { return r.Within(w.post, w.county) || w.lists[r.ListID] }

// workOf reads the lists of the body of a post.
func workOf(tx *db.ReadTx, post kernel.Stamp) (work, error) {
	w := work{post: post, county: tx.County(), lists: map[kernel.ID]bool{}}
	if post.BodyID == 0 {
		return w, nil
	}
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT l.id FROM {duty_list l} WHERE l.body_id = ? AND l.open ORDER BY l.id DESC LIMIT 500", post.BodyID)
	for _, id := range ids {
		w.lists[id] = true
	}
	return w, err
}

// owedInPerson reads the open items that somebody owes in person; those of their posts go with the post by themselves.
func owedInPerson(tx *db.ReadTx, person kernel.ID) ([]itemRow, error) {
	return selectItems(tx, "i.person_id = ? AND i.open AND i.duty_id = 0 ORDER BY i.due_day, i.id LIMIT 500", person)
}

// answeredFor reads the open lists that somebody answers for in the work of a post: all but those that lie in another post of theirs.
func answeredFor(tx *db.ReadTx, person, appointment kernel.ID, post kernel.Stamp) ([]listRow, error) {
	var rows []listRow
	if err := tx.Select(&rows, "SELECT l.* FROM {duty_list l} WHERE l.person_id <> 0 AND l.person_id = ? AND l.open ORDER BY l.id LIMIT 500", person); err != nil || len(rows) == 0 {
		return nil, err
	}
	held, err := posts(tx, tx.Today(), "a.person_id = ?", person)
	return slices.DeleteFunc(rows, func(l listRow) bool {
		return !l.Within(post, tx.County()) && slices.ContainsFunc(held, func(p postRow) bool { return p.ID != appointment && l.Within(p.Stamp, tx.County()) })
	}), err
}

// pairsOf reads the contact points of a post.
func pairsOf(tx *db.ReadTx, appointment kernel.ID) ([]dutyRow, error) {
	return selectDuties(tx, "d.appointment_id <> 0 AND d.appointment_id = ? AND d.target_id <> 0 AND d.to_day >= ?", appointment, tx.Today())
}

// HeldBy lists what somebody owes in person, and whether it lies in the work of a post; contact points go with the very post.
func (s *Service) HeldBy(tx *db.ReadTx, person, appointment kernel.ID, post kernel.Stamp, next body.Appointment) ([]Held, error) {
	items, err := owedInPerson(tx, person)
	if err != nil {
		return nil, err
	}
	contacts, err := selectDuties(tx, "d.person_id = ? AND d.target_id <> 0 AND d.to_day >= ? ORDER BY d.id LIMIT 500", person, tx.Today())
	if err != nil {
		return nil, err
	}
	lists, err := answeredFor(tx, person, appointment, post)
	if err != nil {
		return nil, err
	}
	of, err := workOf(tx, post)
	out := make([]Held, 0, len(items)+len(contacts)+len(lists))
	for i := range items {
		r := &items[i]
		ok := false
		if err == nil {
			ok, err = reaches(tx, r, next.Stamp)
		}
		out = append(out, Held{Kind: HeldItem, ID: r.ID, Title: r.Title, Due: r.DueDay, In: of.has(r), Reached: ok})
	}
	for _, d := range contacts {
		out = append(out, Held{Kind: HeldContact, ID: d.ID, Title: d.TargetName, Due: d.NextDay, In: d.AppointmentID == appointment, Reached: true})
	}
	for _, l := range lists {
		out = append(out, Held{Kind: HeldList, ID: l.ID, Title: l.Title, Due: l.ToDay, In: true, Reached: true})
	}
	return out, err
}

// reaches tells whether a post lies where the item may be owed: at the place of what it was broken down from, or below.
func reaches(tx *db.ReadTx, r *itemRow, post kernel.Stamp) (bool, error) {
	var frame kernel.Stamp
	if r.ParentID != 0 {
		up := &itemRow{}
		if err := tx.Get(up, r.ParentID); err != nil {
			return false, err
		}
		frame = up.Stamp
	} else if r.ListID != 0 {
		list := &listRow{}
		if err := tx.Get(list, r.ListID); err != nil {
			return false, err
		}
		frame = list.Stamp
	}
	level, id := frame.Lowest(tx.County())
	return post.At(level, tx.County()) == id, nil
}

// Handed counts what went over.
type Handed struct{ Items, Contacts, Lists int }

// HandPost gives what lies in the work of a post to who takes it over: the items that somebody owes in person, the contact points of
// the post with the contacts that are due, and the lists that they answer for; a signature stays.
func (s *Service) HandPost(tx *db.WriteTx, from, old kernel.ID, post kernel.Stamp, next body.Appointment) (n Handed, err error) {
	if n.Items, err = s.handItems(tx, from, post, next); err != nil {
		return n, err
	}
	lists, err := answeredFor(tx.ReadTx, from, old, post)
	for i := range lists {
		if err != nil {
			return n, err
		}
		lists[i].PersonID, lists[i].PersonName = next.PersonID, next.PersonName
		err = tx.Update(&lists[i])
		n.Lists++
	}
	if err != nil {
		return n, err
	}
	pairs, err := pairsOf(tx.ReadTx, old)
	for i := range pairs {
		if err != nil {
			return n, err
		}
		err = s.handContact(tx, &pairs[i], next)
		n.Contacts++
	}
	return n, err
}

func (s *Service) handItems(tx *db.WriteTx, from kernel.ID, post kernel.Stamp, next body.Appointment) (n int, err error) {
	rows, err := owedInPerson(tx.ReadTx, from)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	of, err := workOf(tx.ReadTx, post)
	if err != nil {
		return 0, err
	}
	held, err := posts(tx.ReadTx, max(tx.Today(), next.From), "a.person_id = ?", next.PersonID)
	for i := range rows {
		if err != nil {
			return n, err
		}
		r := &rows[i]
		ok, rerr := reaches(tx.ReadTx, r, next.Stamp)
		if err = rerr; err != nil || !ok || !of.has(r) {
			continue
		}
		err = s.handItem(tx, r, next, slices.ContainsFunc(held, func(p postRow) bool { return p.PlaceID == r.PlaceID && p.BodyID == r.BodyID }))
		n++
	}
	return n, err
}

// handItem gives an item to who takes it over. It stays where it lies when they hold a post there, else it goes to where their post is.
func (s *Service) handItem(tx *db.WriteTx, r *itemRow, next body.Appointment, there bool) error {
	was := *r
	r.PersonID, r.PersonName = next.PersonID, next.PersonName
	if !there {
		r.PlaceID, r.Stamp, r.BodyName = next.PlaceID, next.Stamp, ""
		r.Topic, r.Sealed = "", false
		if next.BodyID != 0 {
			u, err := unit(tx.ReadTx, next.BodyID)
			if err != nil {
				return err
			}
			r.BodyName = u.Name
		}
	}
	if err := tx.Update(r); err != nil || there {
		return err
	}
	if err := s.counted(tx, &was, r); err != nil {
		return err
	}
	return s.restamp(tx, r)
}

// handContact lets a contact point, and the contact that is due, go over with its post.
func (s *Service) handContact(tx *db.WriteTx, d *dutyRow, next body.Appointment) error {
	d.AppointmentID, d.PersonID, d.PersonName, d.ToDay = next.ID, next.PersonID, next.PersonName, kernel.EndOfTime
	if next.To != "" {
		d.ToDay = next.To
	}
	if err := tx.Update(d); err != nil {
		return err
	}
	open, err := selectItems(tx.ReadTx, "i.duty_id <> 0 AND i.duty_id = ? AND i.open", d.ID)
	for i := range open {
		if err == nil {
			open[i].PersonID, open[i].PersonName = next.PersonID, next.PersonName
			err = tx.Update(&open[i])
		}
	}
	return err
}

// lastPosts reads the posts of a person, past ones too, the newest first.
func lastPosts(tx *db.ReadTx, person kernel.ID) ([]postRow, error) {
	var rows []postRow
	err := tx.Select(&rows, "SELECT "+postColumns+" FROM {appointment a} WHERE a.person_id = ? ORDER BY a.to_day DESC, a.id DESC LIMIT 20", person)
	return rows, err
}
