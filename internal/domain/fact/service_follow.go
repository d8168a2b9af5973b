package fact

import (
	"context"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// follow lets facts follow an event of a household: they move with it. The household that comes out of a split begins with what
// was known of the old one. Of two that merge, the one that stays takes over what it had not said; where both said different
// things of a hard field, a person decides.
func (s *Service) follow(tx *db.WriteTx, h person.Happening) error {
	if h.Back {
		if err := s.unfollow(tx, h); err != nil {
			return err
		}
	}
	ids := make([]kernel.ID, len(h.Houses))
	for i, house := range h.Houses {
		ids[i] = house.ID
	}
	rows, err := factsOf(tx.ReadTx, ids)
	if err != nil {
		return err
	}
	for _, house := range h.Houses {
		if err := s.restamp(tx, house, rows[house.ID]); err != nil {
			return err
		}
	}
	if h.Back || len(h.Houses) < 2 {
		return nil
	}
	first := h.Houses[0]
	for _, other := range h.Houses[1:] {
		switch {
		case h.Kind == person.KindSplit:
			err = s.inherit(tx, h, other, rows[first.ID], rows[other.ID])
		case h.Kind == person.KindMerge && other.To != "":
			err = s.inherit(tx, h, first, rows[other.ID], rows[first.ID])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// restamp lets the answers and open conflicts of a household lie where it lies, and end when it ends.
func (s *Service) restamp(tx *db.WriteTx, house person.Household, rows []factRow) error {
	for i := range rows {
		r := rows[i]
		if r.Stamp == house.Stamp && r.Ended == (house.To != "") {
			continue
		}
		was := r
		r.Stamp, r.Ended = house.Stamp, house.To != ""
		if err := update(tx, was, &r); err != nil {
			return err
		}
	}
	waiting, err := selectConflicts(tx.ReadTx, "c.household_id = ? AND c.state = '"+StateOpen+"'", house.ID)
	for i := range waiting {
		if c := &waiting[i]; err == nil && c.Stamp != house.Stamp {
			c.Stamp = house.Stamp
			err = tx.Update(c)
		}
	}
	return err
}

// inherit gives a household the answers of another one that it has not given itself.
func (s *Service) inherit(tx *db.WriteTx, h person.Happening, to person.Household, from, has []factRow) error {
	own := map[string]factRow{}
	for _, r := range has {
		own[r.Field] = r
	}
	card := s.card()
	var fresh []*factRow
	for _, r := range from {
		o, there := own[r.Field]
		if !there {
			n := r
			n.Row, n.Stamp, n.HouseholdID, n.Ver, n.EventIn, n.Ended = db.Row{ID: tx.NewID()}, to.Stamp, to.ID, 1, h.Event, to.To != ""
			fresh = append(fresh, &n)
			continue
		}
		if err := s.differ(tx, h, card, to, o, r); err != nil {
			return err
		}
	}
	return insert(tx, fresh)
}

// differ writes down that two households which became one say different things of a hard field.
func (s *Service) differ(tx *db.WriteTx, h person.Happening, card pack.Card, to person.Household, own, other factRow) error {
	f, ok := card.Field(own.Field)
	if !ok || !f.Hard {
		return nil
	}
	a, err := s.plain(own)
	if err != nil {
		return err
	}
	b, err := s.plain(other)
	if err != nil || a == b || b == "" {
		return err
	}
	c := &conflictRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: to.Stamp, HouseholdID: to.ID, Field: f.ID, State: StateOpen, Kept: a, KeptBy: own.ByName, KeptAt: own.At,
		Other: b, OtherBy: other.ByName, OtherAt: other.At, At: tx.Now().UnixMilli(), EventIn: h.Event,
	}
	if f.Sealed() {
		if err := s.hide(c); err != nil {
			return err
		}
	}
	return tx.Insert(c)
}

func (s *Service) plain(r factRow) (string, error) {
	if r.Hidden == "" {
		return r.Value, nil
	}
	return s.compared(r.Hidden)
}

// unfollow takes back what an event brought, as far as nobody changed it since.
func (s *Service) unfollow(tx *db.WriteTx, h person.Happening) error {
	came, err := selectFacts(tx.ReadTx, "f.event_in = ? AND f.event_in <> 0", h.Event)
	for i := range came {
		if err == nil && came[i].Ver == 1 {
			err = remove(tx, &came[i])
		}
	}
	if err != nil {
		return err
	}
	raised, err := selectConflicts(tx.ReadTx, "c.event_in = ? AND c.event_in <> 0 AND c.state = '"+StateOpen+"'", h.Event)
	for i := range raised {
		if err == nil {
			err = tx.Delete(&raised[i])
		}
	}
	return err
}

// Tidy lets the answers of households end that ended otherwise than by an event, by a sheet for instance.
func (s *Service) Tidy(ctx context.Context) (n int, err error) {
	err = s.d.Write(ctx, "fact.tidy", func(tx *db.WriteTx) error {
		rows, err := selectFacts(tx.ReadTx, "NOT f.ended AND EXISTS (SELECT 1 FROM {household h} WHERE h.county_id = f.county_id AND h.id = f.household_id"+
			" AND h.to_day < ?)", tx.Today())
		n = len(rows)
		for i := range rows {
			was := rows[i]
			rows[i].Ended = true
			if err == nil {
				err = update(tx, was, &rows[i])
			}
		}
		return err
	})
	return n, err
}
