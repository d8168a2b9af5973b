package person

import (
	"context"
	"errors"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// errPreview ends a Write whose outcome was only to be shown.
var errPreview = kernel.Conflict("preview")

// Record enters an event of a household: one Write, listed from then on with its day and paper.
func (s *Service) Record(ctx context.Context, house kernel.ID, n NewEvent) (Outcome, error) {
	return s.record(ctx, house, n, false)
}

// Preview tells what Record would make of the households, and saves nothing.
func (s *Service) Preview(ctx context.Context, house kernel.ID, n NewEvent) (Outcome, error) {
	return s.record(ctx, house, n, true)
}

func (s *Service) record(ctx context.Context, house kernel.ID, n NewEvent, preview bool) (Outcome, error) {
	var out Outcome
	err := s.d.Write(ctx, PermRecord, func(tx *db.WriteTx) error {
		a, err := s.begin(tx, house, n)
		if err != nil {
			return err
		}
		if err := a.happen(); err != nil {
			return err
		}
		if err := a.finish(); err != nil {
			return err
		}
		if out, err = a.outcome(); err == nil && preview {
			out.Event, err = 0, errPreview
		}
		return err
	})
	if errors.Is(err, errPreview) {
		err = nil
	}
	return out, err
}

// act is one event in the making. What it changes is written as it goes; who joins a household, at its end, when nobody
// else holds the place any more.
type act struct {
	s      *Service
	tx     *db.WriteTx
	n      NewEvent
	e      *eventRow
	h      *houseRow // the household for which it is entered
	houses []*houseRow
	stay   map[kernel.ID][]*memberRow // open members of each household, as they come to be
	joins  []*memberRow
	detail eventDetail
}

// begin locks the households and checks what every event needs: its day lies between what it builds on and today.
func (s *Service) begin(tx *db.WriteTx, house kernel.ID, n NewEvent) (*act, error) {
	if _, err := kernel.ParseDay(string(n.Day)); err != nil {
		return nil, kernel.Invalid("day", "bad_day")
	}
	if n.Day > tx.Today() {
		return nil, kernel.Invalid("day", "day_in_future")
	}
	a := &act{s: s, tx: tx, n: n, stay: map[kernel.ID][]*memberRow{}, detail: newDetail()}
	ids := []kernel.ID{house}
	other, err := a.other()
	if err != nil {
		return nil, err
	}
	if other != 0 {
		ids = append(ids, other)
	}
	if err := a.lock(ids); err != nil {
		return nil, err
	}
	a.h = a.house(house)
	if n.Rev != 0 && n.Rev != a.h.Rev {
		return nil, kernel.Conflict("changed_meanwhile")
	}
	cause, err := causeOf(n.Kind, n.Cause)
	a.start(n.Kind, cause)
	a.e.OtherID = other
	return a, err
}

// start makes the event's row; it is stored at the end.
func (a *act) start(kind, cause string) {
	a.e = &eventRow{
		Row: db.Row{ID: a.tx.NewID()}, Stamp: a.h.Stamp, HouseholdID: a.h.ID, Kind: kind, Cause: cause, Day: a.n.Day,
		Doc: strings.TrimSpace(a.n.Doc), Note: strings.TrimSpace(a.n.Note), At: a.tx.Now().UnixMilli(), ByName: a.tx.Actor().Name,
	}
}

// causeOf checks the cause that a kind of event may have.
func causeOf(kind, cause string) (string, error) {
	switch kind {
	case KindMoveIn, KindSettle:
		return cleanCode(ListCame, "cause", cause)
	case KindMoveOut:
		return cleanCode(ListLeft, "cause", cause)
	}
	return "", nil
}

// other finds the second household of a transfer or merger.
func (a *act) other() (kernel.ID, error) {
	switch a.n.Kind {
	case KindMerge:
		if a.n.OtherID == 0 {
			return 0, kernel.Invalid("other_id", "required")
		}
		return a.n.OtherID, nil
	case KindTransfer:
		rows, err := selectOpen(a.tx.ReadTx, kinIDs(a.n.Persons))
		if err != nil {
			return 0, err
		}
		if len(rows) == 0 || len(rows) != len(a.n.Persons) {
			return 0, kernel.Invalid("persons", "not_in_a_household")
		}
		for _, r := range rows {
			if r.HouseholdID != rows[0].HouseholdID {
				return 0, kernel.Invalid("persons", "from_one_household")
			}
		}
		return rows[0].HouseholdID, nil
	}
	return 0, nil
}

func kinIDs(list []Kin) []kernel.ID {
	out := make([]kernel.ID, len(list))
	for i, k := range list {
		out[i] = k.PersonID
	}
	return out
}

// lock takes the households in the order of their ids, so that two events never wait for each other, with their members.
func (a *act) lock(ids []kernel.ID) error {
	sorted := slices.Compact(slices.Sorted(slices.Values(ids)))
	if len(sorted) != len(ids) {
		return kernel.Invalid("other_id", "same_household")
	}
	for _, id := range sorted {
		h := &houseRow{}
		if err := a.tx.Lock(h, id); err != nil {
			return err
		}
		if h.ToDay != kernel.EndOfTime {
			return kernel.Conflict("household_closed").With("code", h.Code)
		}
		if a.n.Day < h.FromDay {
			return kernel.Invalid("day", "before_it_builds_on").With("day", string(h.FromDay))
		}
		rows, err := membersBy(a.tx.ReadTx, "m.household_id", []kernel.ID{id}, " AND m.to_day = ?", kernel.EndOfTime)
		if err != nil {
			return err
		}
		a.houses = append(a.houses, h)
		for i := range rows {
			a.stay[id] = append(a.stay[id], &rows[i])
		}
	}
	return nil
}

func (a *act) house(id kernel.ID) *houseRow {
	for _, h := range a.houses {
		if h.ID == id {
			return h
		}
	}
	return nil
}

// member finds an open member of a household.
func (a *act) member(house, person kernel.ID) (*memberRow, error) {
	for _, m := range a.stay[house] {
		if m.PersonID == person {
			return m, nil
		}
	}
	return nil, kernel.Invalid("persons", "not_a_member").With("id", person.String())
}

// leave ends a membership on the day before the event.
func (a *act) leave(m *memberRow) error {
	if a.n.Day < m.FromDay {
		return kernel.Invalid("day", "before_it_builds_on").With("day", string(m.FromDay))
	}
	before := *m
	m.ToDay, m.EventOut = a.n.Day.Add(-1), a.e.ID
	a.stay[m.HouseholdID] = slices.DeleteFunc(a.stay[m.HouseholdID], func(o *memberRow) bool { return o.ID == m.ID })
	return a.saveMember(&before, m)
}

// join begins a membership on the day of the event.
func (a *act) join(h *houseRow, person kernel.ID, relation string, registered, lives bool) error {
	relation, err := cleanCode(ListRelation, "relation", relation)
	if err != nil {
		return err
	}
	if err := a.afterOthers(person, a.n.Day, 0); err != nil {
		return err
	}
	m := &memberRow{
		Row: db.Row{ID: a.tx.NewID()}, Stamp: h.Stamp, HouseholdID: h.ID, PersonID: person, Relation: relation,
		Registered: registered, Lives: lives, FromDay: a.n.Day, ToDay: kernel.EndOfTime, EventIn: a.e.ID,
	}
	a.joins = append(a.joins, m)
	a.stay[h.ID] = append(a.stay[h.ID], m)
	a.count(m, 1)
	return nil
}

// afterOthers refuses a membership that would begin while the person still belonged elsewhere, or here in another way: on
// each day everybody belongs to one household. but is the membership at hand.
func (a *act) afterOthers(person kernel.ID, from kernel.Day, but kernel.ID) error {
	rows, err := selectMembers(whole(a.tx.ReadTx), "m.person_id = ? AND m.to_day >= ? AND m.to_day <> ? AND m.to_day >= m.from_day AND m.id <> ?",
		person, from, kernel.EndOfTime, but)
	if err != nil {
		return err
	}
	for _, m := range rows {
		return kernel.Invalid("day", "before_it_builds_on").With("day", string(m.ToDay.Add(1)))
	}
	return nil
}

// saveMember stores a changed membership and what it was, and keeps the counters.
func (a *act) saveMember(before, after *memberRow) error {
	a.detail.before("member", after.ID, before.image(), after.image())
	a.count(before, -1)
	a.count(after, 1)
	return a.tx.Update(after)
}

// count enters an open membership into the counters, or takes it out.
func (a *act) count(m *memberRow, n int64) { tallyMember(a.tx, m, n) }

func tallyMember(tx *db.WriteTx, m *memberRow, n int64) {
	if m.ToDay != kernel.EndOfTime {
		return
	}
	if m.Registered {
		tx.Tally(m.Stamp, db.Standing, measureRegistered, n)
	}
	if m.Lives {
		tx.Tally(m.Stamp, db.Standing, measureLiving, n)
	}
}

func tallyHouse(tx *db.WriteTx, h *houseRow, n int64) {
	if h.ToDay == kernel.EndOfTime {
		tx.Tally(h.Stamp, db.Standing, measureHouseholds, n)
	}
}

// changePerson locks a person, lets f change the row, and stores it with what it was.
func (a *act) changePerson(id kernel.ID, f func(r *personRow) error) error {
	r := &personRow{}
	if err := a.tx.Lock(r, id); err != nil {
		return err
	}
	before := r.image()
	stamp := r.Stamp
	if err := f(r); err != nil {
		return err
	}
	a.detail.name(r)
	a.detail.before("person", r.ID, before, r.image())
	if err := a.tx.Update(r); err != nil {
		return err
	}
	if r.Name != before["name"] {
		if err := a.tx.Relabel(table.Name, r.ID, r.Name); err != nil {
			return err
		}
	}
	if r.Stamp != stamp || r.Name != before["name"] {
		return index(a.tx, r)
	}
	return nil
}

// home moves a person to where a household is.
func (a *act) home(person kernel.ID, h *houseRow) error {
	err := a.changePerson(person, func(r *personRow) error {
		r.PlaceID, r.Stamp, r.LeftDay = h.PlaceID, h.Stamp, ""
		return nil
	})
	return err
}

// finish settles who heads each household, ends those in which nobody is left, and stores the event.
func (a *act) finish() error {
	for _, h := range a.houses {
		if err := a.headOf(h); err != nil {
			return err
		}
	}
	detail, err := a.s.sealDetail(a.detail)
	if err != nil {
		return err
	}
	a.e.Detail = detail
	if err := a.tx.Insert(a.e); err != nil {
		return err
	}
	if err := a.tx.InsertAll(a.joins); err != nil {
		return err
	}
	for _, h := range a.houses {
		h.LastEvent = a.e.ID
		if err := a.tx.Update(h); err != nil {
			return err
		}
	}
	return a.tell()
}

// headOf makes sure that a household has one head, or ends it.
func (a *act) headOf(h *houseRow) error {
	rows := a.stay[h.ID]
	before, open := h.image(), *h
	if len(rows) == 0 {
		h.ToDay, h.Ended, h.HeadID = a.n.Day.Add(-1), a.e.Kind, 0
		tallyHouse(a.tx, &open, -1)
		a.detail.before("house", h.ID, before, h.image())
		return nil
	}
	heads := 0
	for _, m := range rows {
		if m.Relation == Head {
			heads++
		}
	}
	if heads > 1 {
		return kernel.Invalid("relation", "second_head")
	}
	if heads == 0 {
		if a.n.HeadID == 0 {
			return kernel.Conflict("head_leaves").With("code", h.Code)
		}
		if err := a.rehead(h, a.n.HeadID); err != nil {
			return err
		}
	}
	for _, m := range a.stay[h.ID] {
		if m.Relation == Head {
			h.HeadID = m.PersonID
		}
	}
	a.detail.before("house", h.ID, before, h.image())
	return nil
}

// outcome reads the households as they have become.
func (a *act) outcome() (Outcome, error) {
	out := Outcome{Event: a.e.ID, Households: []HouseholdDetail{}}
	slices.SortStableFunc(a.houses, func(x, _ *houseRow) int {
		if x.ID == a.h.ID {
			return -1
		}
		return 0
	})
	for _, h := range a.houses {
		d, err := a.s.detailOf(a.tx.ReadTx, h, a.tx.Today())
		if err != nil {
			return out, err
		}
		out.Households = append(out.Households, d)
	}
	return out, nil
}
