package person

import (
	"cmp"
	"context"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// Settler is somebody of a household to be entered in bulk; everything is clean already. PersonID is somebody who is there
// and in no household; 0 enters them, and Settle tells the id.
type Settler struct {
	PersonID   kernel.ID
	Name       string
	Phone      string
	Facts      Facts
	Relation   string
	Registered bool
	Lives      bool
	From       kernel.Day // the household's day when empty
	Cause      string     // how they came into it; the household's own when empty
	Collective kernel.Day // confirmed as a member of the collective since; empty for nobody
}

// Settlement is a household to be entered in bulk with its members; the code is free and the first head is the head.
type Settlement struct {
	Code    string
	At      place.Place
	Kind    string
	Address string
	From    kernel.Day
	Cause   string
	Doc     string
	People  []Settler
}

// settleRows are the rows of one step.
type settleRows struct {
	persons []*personRow
	keys    []db.Keys
	houses  []*houseRow
	events  []*eventRow
	members []*memberRow
	rolls   []*rollRow
}

// Settle enters many households with their members, each with the event by which it came into the register. It asks the
// database nothing for a household: what it is given has been checked as a whole.
func (s *Service) Settle(tx *db.WriteTx, list []Settlement) error {
	var r settleRows
	for i := range list {
		if err := s.settle(tx, &r, &list[i]); err != nil {
			return err
		}
	}
	for _, rows := range []any{r.persons, r.houses, r.events, r.members, r.rolls} {
		if err := tx.InsertAll(rows); err != nil {
			return err
		}
	}
	return tx.IndexAll(table.Name, r.keys, false)
}

func (s *Service) settle(tx *db.WriteTx, r *settleRows, n *Settlement) error {
	h := &houseRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: n.At.Stamp, Code: n.Code, PlaceID: n.At.ID, Kind: cmp.Or(n.Kind, "family"),
		Address: s.keys.Seal(n.Address), FromDay: n.From, ToDay: kernel.EndOfTime, Came: cmp.Or(n.Cause, "settled"),
	}
	e := &eventRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: n.At.Stamp, HouseholdID: h.ID, Kind: KindSettle, Cause: h.Came, Day: n.From, Doc: n.Doc,
		At: tx.Now().UnixMilli(), ByName: tx.Actor().Name,
	}
	h.LastEvent = e.ID
	detail := newDetail()
	detail.Made["house"] = []kernel.ID{h.ID}
	for i := range n.People {
		p := &n.People[i]
		id, came, made := p.PersonID, e, detail
		if p.Cause != "" && p.Cause != h.Came {
			came, made = joined(tx, h, p, n), newDetail()
		}
		if id == 0 {
			row := &personRow{Row: db.Row{ID: tx.NewID()}, Stamp: n.At.Stamp, Name: p.Name, PlaceID: n.At.ID}
			s.seal(row, p.Phone)
			s.setFacts(row, p.Facts)
			id = row.ID
			r.persons = append(r.persons, row)
			r.keys = append(r.keys, db.Keys{ID: id, Stamp: row.Stamp, Keys: text.PersonKeys(p.Name)})
			made.Made["person"] = append(made.Made["person"], id)
		}
		p.PersonID = id
		made.Names[id] = p.Name
		m := &memberRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: n.At.Stamp, HouseholdID: h.ID, PersonID: id, Relation: p.Relation,
			Registered: p.Registered, Lives: p.Lives, FromDay: cmp.Or(p.From, n.From), ToDay: kernel.EndOfTime, EventIn: came.ID,
		}
		if p.Relation == Head && h.HeadID == 0 {
			h.HeadID, e.PersonID = id, id
		}
		tallyMember(tx, m, 1)
		r.members = append(r.members, m)
		if came != e {
			sealed, err := s.sealDetail(made)
			if err != nil {
				return err
			}
			came.PersonID, came.Detail, h.LastEvent = id, sealed, came.ID
			r.events = append(r.events, came)
		}
		if p.Collective != "" {
			r.rolls = append(r.rolls, &rollRow{
				Stamp: n.At.Stamp, Roll: RollCollective, PersonID: id, PersonName: p.Name, PlaceID: n.At.Stamp.VillageID, State: VoterIn,
				FromDay: p.Collective, ToDay: kernel.EndOfTime, Basis: "confirmed", Doc: n.Doc,
			})
		}
	}
	tallyHouse(tx, h, 1)
	var err error
	e.Detail, err = s.sealDetail(detail)
	r.houses, r.events = append(r.houses, h), append(r.events, e)
	return err
}

// joined is the event of a member who came in another way than the household itself: born into it, or moved in later.
func joined(tx *db.WriteTx, h *houseRow, p *Settler, n *Settlement) *eventRow {
	kind := KindMoveIn
	if p.Cause == "birth" {
		kind = KindBirth
	}
	return &eventRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: n.At.Stamp, HouseholdID: h.ID, Kind: kind, Cause: p.Cause, Day: cmp.Or(p.From, n.From), Doc: n.Doc,
		At: tx.Now().UnixMilli(), ByName: tx.Actor().Name,
	}
}

// SettleAll is Settle in a Write of its own, for a builder that enters a village at a time.
func (s *Service) SettleAll(ctx context.Context, list []Settlement) error {
	return s.d.Write(db.Large(ctx), "person.settle", func(tx *db.WriteTx) error { return s.Settle(tx, list) })
}
