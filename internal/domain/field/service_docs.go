package field

import (
	"context"
	"strconv"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// The kinds of documents of the rooms that this one knows.
const (
	KindHousehold = "household"
	KindCase      = "case"
	KindConflict  = "conflict"
	KindItem      = "item"
)

// House is a household as a device holds it. Keys are short, because a village has hundreds.
type House struct {
	Code    string         `json:"code"`
	Head    string         `json:"head"`
	Place   kernel.ID      `json:"place"`
	Path    string         `json:"path"`
	Members []Mate         `json:"members"`
	Facts   []HouseFact    `json:"facts"`
	Links   []HouseLink    `json:"links"`
	More    map[string]any `json:"more,omitempty"` // what other rooms add

	stamp kernel.Stamp
}

// PlacedAt is where the household lies.
func (h *House) PlacedAt() kernel.Stamp { return h.stamp }

// Mate is a member: number and telephone masked, of the birth the year.
type Mate struct {
	ID    kernel.ID `json:"id"`
	Name  string    `json:"name"`
	Rel   string    `json:"rel"`
	Birth string    `json:"birth"`
	Sex   string    `json:"sex"`
	Ini   string    `json:"ini"` // initials, to find them by
	Phone string    `json:"phone,omitempty"`
	Away  bool      `json:"away,omitempty"` // registered here, lives elsewhere
	Guest bool      `json:"guest,omitempty"`
}

// HouseFact is an answer of the card, sealed ones masked.
type HouseFact struct {
	Field string     `json:"f"`
	Value any        `json:"v"`
	Ver   int64      `json:"n"`
	Day   kernel.Day `json:"d"`
	By    string     `json:"by"`
}

// HouseLink is who looks after the household.
type HouseLink struct {
	Kind   string    `json:"kind"`
	Person kernel.ID `json:"person"`
	Name   string    `json:"name"`
}

// Clash is a field that waits for a person. How it stands now is told by the household.
type Clash struct {
	Household kernel.ID `json:"household"`
	Field     string    `json:"field"`
	Base      any       `json:"base"`
	Kept      fact.Side `json:"kept"`
	Other     fact.Side `json:"other"`
	At        int64     `json:"at"`
}

// ownSources enters what the rooms that this one knows let devices hold.
func (s *Service) ownSources() {
	s.Hold(Source{
		Kind: KindHousehold, Perm: PermSync, Tables: []string{"household", "household_member", "person", "fact", "link", "visit", "visit_ask", "checklist_item", "case"},
		Touched: s.touchedHouses, Load: s.houses, Page: s.pageHouses,
	})
	s.Hold(Source{
		Kind: KindConflict, Perm: fact.PermList, Tables: []string{"fact_conflict"},
		Touched: ofRow("fact_conflict"), Load: s.conflicts, Page: s.pageConflicts,
	})
	s.Hold(Source{
		Kind: KindCase, Perm: casework.PermList, Tables: append([]string{"case"}, partsOfCase...),
		Touched: s.touchedCases, Load: s.cases, Page: s.pageCases,
	})
	s.Carry(List{Kind: KindItem, Perm: duty.PermList, Tables: []string{"duty_list", "duty_item", "duty_evidence", "duty_order"}, Load: s.items})
	s.visitLists()
}

// ofRow says that each row of a table is a document.
func ofRow(table string) func(context.Context, []db.Changed) ([]kernel.ID, error) {
	return func(_ context.Context, changed []db.Changed) ([]kernel.ID, error) {
		var out []kernel.ID
		for _, c := range changed {
			if c.Table == table {
				out = append(out, c.ID)
			}
		}
		return out, nil
	}
}

// touchedHouses are the households of changed rows: of members, persons, answers and links.
func (s *Service) touchedHouses(ctx context.Context, changed []db.Changed) ([]kernel.ID, error) {
	rows := map[string][]kernel.ID{}
	var out []kernel.ID
	for _, c := range changed {
		switch {
		case c.Table == "household":
			out = append(out, c.ID)
		case c.Gone && c.Table == "case":
		case c.Gone:
			out = append(out, c.WasID("household_id"))
		default:
			rows[c.Table] = append(rows[c.Table], c.ID)
		}
	}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		for table, sql := range map[string]string{
			"household_member": "SELECT m.household_id FROM {household_member m} WHERE ",
			"fact":             "SELECT f.household_id FROM {fact f} WHERE ",
			"link":             "SELECT l.household_id FROM {link l} WHERE ",
			"visit":            "SELECT v.household_id FROM {visit v} WHERE ",
			"visit_ask":        "SELECT a.household_id FROM {visit_ask a} WHERE ",
			"checklist_item":   "SELECT i.household_id FROM {checklist_item i} WHERE ",
			"case":             "SELECT a.household_id FROM {visit_ask a} WHERE ", // what became of a request
		} {
			ids, err := owners(tx, sql, key[table], rows[table], "")
			if err != nil {
				return err
			}
			out = append(out, ids...)
		}
		ids, err := owners(tx, "SELECT m.household_id FROM {household_member m} WHERE ", "m.person_id", rows["person"], " AND m.to_day = '"+string(kernel.EndOfTime)+"'")
		out = append(out, ids...)
		return err
	})
	return out, err
}

// key is the column of each table that names what changed.
var key = map[string]string{
	"household_member": "m.id", "fact": "f.id", "link": "l.id", "visit": "v.id", "visit_ask": "a.id", "checklist_item": "i.id", "case": "a.case_id",
}

func owners(tx *db.ReadTx, sql, col string, ids []kernel.ID, and string) ([]kernel.ID, error) {
	var out []kernel.ID
	const step = 256
	for from := 0; from < len(ids); from += step {
		in, args := place.Among(col, ids[from:min(from+step, len(ids))])
		var part []kernel.ID
		if err := tx.Select(&part, sql+in+and, args...); err != nil {
			return nil, err
		}
		out = append(out, part...)
	}
	return out, nil
}

// houses makes the documents of households that stand in the register today.
func (s *Service) houses(ctx context.Context, ids []kernel.ID) (map[kernel.ID]any, error) {
	out := map[kernel.ID]any{}
	if len(ids) == 0 {
		return out, nil
	}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		list, err := s.o.Person.Roster(tx, ids)
		if err != nil {
			return err
		}
		facts, err := s.o.Fact.Of(tx, ids)
		if err != nil {
			return err
		}
		links, err := s.linksOf(tx, ids)
		if err != nil {
			return err
		}
		visits, err := s.visitsAt(tx, ids)
		if err != nil {
			return err
		}
		for _, h := range list {
			doc := &House{Code: h.Code, Head: h.HeadName, Place: h.PlaceID, Path: h.Path, Members: mates(h.Members), Facts: []HouseFact{}, Links: links[h.ID], stamp: h.Stamp}
			if doc.Links == nil {
				doc.Links = []HouseLink{}
			}
			for _, f := range facts[h.ID] {
				if f.Known || f.Ver > 0 {
					doc.Facts = append(doc.Facts, HouseFact{f.Field, f.Value, f.Ver, f.Day, f.By})
				}
			}
			if b := visits[h.ID]; b != nil && len(b.Visits)+len(b.Asks)+len(b.Checks) > 0 {
				doc.More = map[string]any{"before": b}
			}
			out[h.ID] = doc
		}
		return nil
	})
	return out, err
}

func mates(list []person.RosterMember) []Mate {
	out := make([]Mate, len(list))
	for i, m := range list {
		out[i] = Mate{
			ID: m.ID, Name: m.Name, Ini: text.Initials(m.Name), Rel: m.Relation, Birth: m.Birth, Sex: m.Sex, Phone: m.Phone, Away: m.Registered && !m.Lives, Guest: m.Lives && !m.Registered,
		}
	}
	return out
}

func (s *Service) linksOf(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID][]HouseLink, error) {
	list, err := s.o.Link.OfHouseholds(tx, ids)
	out := map[kernel.ID][]HouseLink{}
	for id, links := range list {
		for _, l := range links {
			out[id] = append(out[id], HouseLink{l.Kind, l.Member.ID, l.Member.Name})
		}
	}
	return out, err
}

// pageHouses lists the households of a device. Where they are too many for a phone it must say for which place.
func (s *Service) pageHouses(ctx context.Context, at kernel.ID, after string) (ids []kernel.ID, next string, err error) {
	if after == "" {
		n, err := s.o.Person.CountHouseholds(ctx, at)
		if err != nil {
			return nil, "", err
		}
		if n.Households > MaxHouseholds {
			return nil, "", kernel.Conflict("choose_place").With("n", strconv.FormatInt(n.Households, 10)).With("max", strconv.Itoa(MaxHouseholds))
		}
	}
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "h.to_day = ?", []any{kernel.EndOfTime}
		if at != 0 {
			w, a, err := s.o.Place.Within(tx, "h", at)
			if err != nil {
				return err
			}
			where, args = where+" AND "+w, append(args, a...)
		}
		list, more, err := s.o.Person.PageHousesBy(tx, where, args, kernel.Page{Limit: pageHouses, Cursor: after})
		next = more
		for _, h := range list {
			ids = append(ids, h.ID)
		}
		return err
	})
	return ids, next, err
}

func (s *Service) conflicts(ctx context.Context, ids []kernel.ID) (map[kernel.ID]any, error) {
	out := map[kernel.ID]any{}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		list, err := s.o.Fact.ConflictsOf(tx, ids)
		for _, c := range list {
			if c.State == fact.StateOpen {
				out[c.ID] = Clash{c.Household.ID, c.Field, c.Base, c.Kept, c.Other, c.At}
			}
		}
		return err
	})
	return out, err
}

func (s *Service) pageConflicts(ctx context.Context, at kernel.ID, after string) (ids []kernel.ID, next string, err error) {
	list, next, err := s.o.Fact.Conflicts(ctx, fact.ConflictFilter{Place: at}, kernel.Page{Limit: 100, Cursor: after})
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return ids, next, err
}

// partsOfCase are the tables whose rows a case's page shows too.
var partsOfCase = []string{"case_call", "case_photo", "case_time", "case_rung", "case_paper", "case_seat"}

func (s *Service) touchedCases(ctx context.Context, changed []db.Changed) ([]kernel.ID, error) {
	var out []kernel.ID
	parts := map[string][]kernel.ID{}
	for _, c := range changed {
		switch {
		case c.Table == "case":
			out = append(out, c.ID)
		case c.Gone:
			out = append(out, c.WasID("case_id"))
		default:
			parts[c.Table] = append(parts[c.Table], c.ID)
		}
	}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		for _, table := range partsOfCase {
			ids, err := owners(tx, "SELECT k.case_id FROM {"+table+" k} WHERE ", "k.id", parts[table], "")
			if err != nil {
				return err
			}
			out = append(out, ids...)
		}
		return nil
	})
	return out, err
}

// cases makes the pages of open cases. Those that are closed are gone from devices, and sealed ones never come: each look at one
// is answered for.
func (s *Service) cases(ctx context.Context, ids []kernel.ID) (map[kernel.ID]any, error) {
	out := map[kernel.ID]any{}
	for _, id := range ids {
		d, err := s.o.Casework.OpenDetail(ctx, id)
		if kernel.KindOf(err) == kernel.KindNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if d != nil {
			out[id] = d
		}
	}
	return out, nil
}

// pageCases lists open cases, at most as many as a phone is for.
func (s *Service) pageCases(ctx context.Context, at kernel.ID, after string) (ids []kernel.ID, next string, err error) {
	open := true
	seen := 0
	if after != "" {
		seen, _ = strconv.Atoi(after[:4])
		after = after[4:]
	}
	list, next, err := s.o.Casework.List(ctx, casework.Filter{Box: casework.BoxAll, Open: &open, PlaceID: at}, kernel.Page{Limit: 50, Cursor: after})
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	if seen += len(ids); next != "" {
		next = strconv.Itoa(10000 + seen)[1:] + next
	}
	if seen >= maxCases {
		next = ""
	}
	return ids, next, err
}

// items are what the actor owes by lists and posts.
func (s *Service) items(ctx context.Context) (map[kernel.ID]any, error) {
	out := map[kernel.ID]any{}
	list, _, err := s.o.Duty.Items(ctx, duty.ItemFilter{Box: "mine"}, kernel.Page{Limit: 100})
	for _, i := range list {
		if err != nil {
			return nil, err
		}
		out[i.ID], err = s.o.Duty.Get(ctx, i.ID)
	}
	return out, err
}
