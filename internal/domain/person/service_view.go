package person

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// detailOf is the page of a household as of a day.
func (s *Service) detailOf(tx *db.ReadTx, h *houseRow, day kernel.Day) (HouseholdDetail, error) {
	list, err := s.houses(tx, []houseRow{*h}, day)
	if err != nil {
		return HouseholdDetail{}, err
	}
	out := HouseholdDetail{Household: list[0], Day: day, MemberList: []HouseMember{}, Past: []HouseMember{}}
	rows, err := selectMembers(tx, "m.household_id = ?", h.ID)
	if err != nil {
		return out, err
	}
	members, err := s.members(tx, rows)
	if err != nil {
		return out, err
	}
	there := map[kernel.ID]bool{}
	for i, m := range members {
		if rows[i].FromDay <= day && day <= rows[i].ToDay {
			out.MemberList = append(out.MemberList, m)
			there[rows[i].PersonID] = true
		}
	}
	for i, m := range members {
		if id := rows[i].PersonID; !there[id] && rows[i].ToDay >= rows[i].FromDay && rows[i].ToDay < day {
			out.Past = append(out.Past, m)
		}
	}
	sortMembers(out.MemberList)
	events, err := eventsOf(tx, h.ID)
	if err != nil {
		return out, err
	}
	if out.Events, err = s.events(tx, events); err != nil {
		return out, err
	}
	out.Links, err = s.links(tx, h.ID)
	return out, err
}

// sortMembers puts the head first, then by relation, as a booklet of household register does.
func sortMembers(list []HouseMember) {
	slices.SortStableFunc(list, func(a, b HouseMember) int {
		switch {
		case a.Relation < b.Relation:
			return -1
		case a.Relation > b.Relation:
			return 1
		}
		return 0
	})
}

// members dresses memberships with their persons and households; a person out of sight shows a name alone.
func (s *Service) members(tx *db.ReadTx, rows []memberRow) ([]HouseMember, error) {
	var who, houses []kernel.ID
	for _, r := range rows {
		who, houses = append(who, r.PersonID), append(houses, r.HouseholdID)
	}
	persons, err := s.LoadMany(tx, who)
	if err != nil {
		return nil, err
	}
	refs, err := s.houseRefs(tx, houses)
	out := make([]HouseMember, len(rows))
	for i, r := range rows {
		p, ok := persons[r.PersonID]
		if !ok {
			p = Person{ID: r.PersonID}
		}
		out[i] = HouseMember{
			ID: r.ID, Household: refs[r.HouseholdID], Person: p, Relation: r.Relation, Registered: r.Registered, Lives: r.Lives,
			From: r.FromDay, To: shown(r.ToDay),
		}
	}
	return out, err
}

func (s *Service) houseRefs(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]HouseholdRef, error) {
	slices.Sort(ids)
	rows, err := selectHouses(tx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	var heads []kernel.ID
	for _, h := range rows {
		heads = append(heads, h.HeadID)
	}
	persons, err := selectPersons(tx, heads)
	out := make(map[kernel.ID]HouseholdRef, len(rows))
	for id, h := range rows {
		ref := HouseholdRef{ID: id, Code: h.Code}
		if p := persons[h.HeadID]; p != nil {
			ref.HeadName = p.Name
		}
		out[id] = ref
	}
	return out, err
}

// events dresses the events of a page.
func (s *Service) events(tx *db.ReadTx, rows []eventRow) ([]HouseEvent, error) {
	var ids []kernel.ID
	for _, e := range rows {
		ids = append(ids, e.HouseholdID, e.OtherID)
	}
	houses, err := selectHouses(tx, ids)
	if err != nil {
		return nil, err
	}
	refs, err := s.houseRefs(tx, ids)
	if err != nil {
		return nil, err
	}
	events := make([]kernel.ID, len(rows))
	for i := range rows {
		events[i] = rows[i].ID
	}
	kept, err := papersOf(tx, events)
	if err != nil {
		return nil, err
	}
	out := make([]HouseEvent, len(rows))
	for i := range rows {
		e := &rows[i]
		d, err := s.openDetail(e)
		if err != nil {
			return nil, err
		}
		v := HouseEvent{
			ID: e.ID, Kind: e.Kind, Cause: e.Cause, Day: e.Day, Doc: e.Doc, Note: e.Note, Household: refs[e.HouseholdID],
			Names: []string{}, Changes: []EventChange{}, At: e.At, By: e.ByName, Back: e.BackAt,
			Papers: papers(kept[e.ID]),
		}
		v.Last = e.BackAt == 0 && houses[e.HouseholdID] != nil && houses[e.HouseholdID].LastEvent == e.ID
		if e.OtherID != 0 {
			o := refs[e.OtherID]
			v.Other = &o
			v.Last = v.Last && houses[e.OtherID] != nil && houses[e.OtherID].LastEvent == e.ID
		}
		v.Names = d.names(e.PersonID)
		if e.Kind == KindCorrect {
			if v.Changes, err = s.changes(d); err != nil {
				return nil, err
			}
		}
		out[i] = v
	}
	return out, nil
}

// names lists who an event speaks of, the main person first.
func (d eventDetail) names(first kernel.ID) []string {
	out := []string{}
	if n := d.Names[first]; n != "" {
		out = append(out, n)
	}
	ids := make([]kernel.ID, 0, len(d.Names))
	for id := range d.Names {
		if id != first {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		out = append(out, d.Names[id])
	}
	return out
}

// told are the columns that the page of a correction shows, with the list that holds their words.
var told = []struct{ table, col, field, list string }{
	{"person", "name", "name", ""},
	{"person", "id_number", "id_number", ""},
	{"person", "birth_day", "birth", ""},
	{"person", "sex", "sex", ListSex},
	{"person", "phone", "phone", ""},
	{"person", "ethnicity", "ethnicity", ListEthnicity},
	{"person", "education", "education", ListEducation},
	{"person", "political", "political", ListPolitical},
	{"person", "marital", "marital", ListMarital},
	{"person", "residence", "residence", ListResidence},
	{"member", "relation", "relation", ListRelation},
	{"member", "registered", "registered", ""},
	{"member", "lives", "lives", ""},
	{"house", "kind", "kind", ListKind},
	{"house", "address", "address", ""},
	{"house", "from_day", "from", ""},
}

// changes shows the old and the new value of each column that a correction changed, personal data masked.
func (s *Service) changes(d eventDetail) ([]EventChange, error) {
	out := []EventChange{}
	for _, t := range told {
		for _, id := range inOrder(d.Before[t.table]) {
			was, changed := d.Before[t.table][id][t.col]
			if !changed {
				continue
			}
			before, err := s.masked(t.field, was)
			if err != nil {
				return nil, err
			}
			after, err := s.masked(t.field, d.After[t.table][id][t.col])
			if err != nil {
				return nil, err
			}
			if t.list != "" {
				before, after = wordOf(t.list, before), wordOf(t.list, after)
			}
			out = append(out, EventChange{Field: t.field, Before: before, After: after})
		}
	}
	return out, nil
}

func (s *Service) masked(field, stored string) (string, error) {
	var mask func(string) string
	switch field {
	case "id_number":
		mask = crypt.MaskIDNumber
	case "birth":
		mask = func(d string) string { return maskBirth(kernel.Day(d)) }
	case "phone":
		mask = crypt.MaskPhone
	case "address":
		mask = maskAddress
	default:
		return stored, nil
	}
	plain, err := s.open(kernel.Secret(stored))
	return mask(plain), err
}

func (s *Service) links(tx *db.ReadTx, house kernel.ID) ([]HouseLink, error) {
	out := []HouseLink{}
	rows, err := linksOf(tx, "l.id IN (SELECT f.id FROM {household_link f} WHERE f.from_id = ? UNION ALL SELECT t.id FROM {household_link t} WHERE t.into_id = ?)", house, house)
	if err != nil || len(rows) == 0 {
		return out, err
	}
	var ids []kernel.ID
	for _, l := range rows {
		ids = append(ids, l.FromID, l.IntoID)
	}
	refs, err := s.houseRefs(tx, ids)
	for _, l := range rows {
		other, before := l.IntoID, false
		if l.IntoID == house {
			other, before = l.FromID, true
		}
		out = append(out, HouseLink{Household: refs[other], Kind: l.Kind, Day: l.Day, Before: before})
	}
	return out, err
}

// PersonRegister is what the register holds of a person: the households, the rolls and the events, in order.
type PersonRegister struct {
	Person     Person        `json:"person"`
	Households []HouseMember `json:"households" nullable:"false"`
	Rolls      []RollEntry   `json:"rolls" nullable:"false"`
	Events     []HouseEvent  `json:"events" nullable:"false"`
}

// RegisterOf reads what the register holds of a person.
func (s *Service) RegisterOf(ctx context.Context, id kernel.ID) (PersonRegister, error) {
	var out PersonRegister
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		var err error
		if out.Person, err = s.Load(tx, id); err != nil {
			return err
		}
		rows, err := membersBy(tx, "m.person_id", []kernel.ID{id}, "")
		if err != nil {
			return err
		}
		if out.Households, err = s.members(tx, slices.DeleteFunc(slices.Clone(rows), func(r memberRow) bool { return r.ToDay < r.FromDay })); err != nil {
			return err
		}
		rolls, err := rollsOf(tx, []kernel.ID{id})
		if err != nil {
			return err
		}
		if out.Rolls, err = s.rollViews(tx, rolls); err != nil {
			return err
		}
		events, err := eventsOfPerson(tx, id, rows)
		if err != nil {
			return err
		}
		out.Events, err = s.events(tx, events)
		return err
	})
	return out, err
}

// eventsOfPerson reads the events that speak of a person, or opened or closed one of their memberships.
func eventsOfPerson(tx *db.ReadTx, id kernel.ID, rows []memberRow) ([]eventRow, error) {
	ids := []kernel.ID{}
	for _, r := range rows {
		ids = append(ids, r.EventIn, r.EventOut)
	}
	seen := map[kernel.ID]bool{}
	var out []eventRow
	named, err := selectEvents(tx, "ev.person_id = ?", id)
	if err != nil {
		return nil, err
	}
	touched, err := eventsByID(tx, ids)
	for _, e := range append(named, touched...) {
		if !seen[e.ID] {
			seen[e.ID] = true
			out = append(out, e)
		}
	}
	slices.SortFunc(out, func(a, b eventRow) int { return int(a.ID - b.ID) })
	return out, err
}
