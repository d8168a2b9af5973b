package body

import (
	"cmp"
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// PartyRoll is a page of the Party roll of a place and all below it as of a day, today when empty: the members of the
// Party's bodies, with the role (full or probationary) that they have there. It is the one roll that no other room keeps.
func (s *Service) PartyRoll(ctx context.Context, at kernel.ID, day kernel.Day, page kernel.Page) ([]Member, string, error) {
	var out []Member
	var next string
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		on := cmp.Or(day, tx.Today())
		if _, err := kernel.ParseDay(string(on)); err != nil {
			return kernel.Invalid("day", "bad_day")
		}
		where, args, err := s.places.Within(tx, "m", at)
		if err != nil {
			return err
		}
		rows, after, err := pageParty(tx, where+" AND m.from_day <= ? AND m.to_day >= ?", append(args, on, on), page)
		if err != nil {
			return err
		}
		next = after
		ids := make([]kernel.ID, len(rows))
		out = make([]Member, len(rows))
		for i := range rows {
			out[i], ids[i] = rows[i].member(), rows[i].BodyID
		}
		bodies, err := selectBodies(tx, ids)
		for i := range out {
			out[i].Body.Name = bodies[out[i].Body.ID].Name
		}
		return err
	})
	return out, next, err
}
