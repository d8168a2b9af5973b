package body

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// notBarred refuses a seat that a rule of the pack bars, once it stands, in one person or in near relatives; it looks at the
// whole village, whatever the actor sees of it. A word on why it is allowed lets it stand, and shows it with that word.
func (s *Service) notBarred(tx *db.WriteTx, at, body, who kernel.ID, allowed string) error {
	if body == 0 || allowed != "" {
		return nil
	}
	all := tx.As(kernel.System(tx.County()))
	p, err := s.places.Load(all, at)
	if err != nil {
		return err
	}
	if p.Stamp.VillageID != 0 {
		p = place.Place{ID: p.Stamp.VillageID, Level: kernel.LevelVillage, Stamp: p.Stamp}
	}
	known, err := s.factsOf(all, []place.Place{p})
	if err != nil {
		return err
	}
	for _, c := range clashes(s.pack(), tx.Today(), known[0].seats, known[0].kin) {
		mine := func(x Seat) bool { return x.PersonID == who && x.Body.ID == body }
		if c.refuse && c.Allowed == "" && (mine(c.One) || mine(c.Other)) {
			other := c.Other
			if mine(c.Other) && !mine(c.One) {
				other = c.One
			}
			return kernel.Conflict("seat_barred").With("rule", c.Name).With("rule_en", c.NameEN).With("source", c.Source).With("name", other.PersonName)
		}
	}
	return nil
}
