package emergency

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"slices"

	"touyan/internal/domain/fact"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// wipeBatch is how many rows one Write deletes, so that others can write in between.
const wipeBatch = 200

// HelpFirst is the list of households that need help before others, of the actor's places, those who wait the longest first. It is
// there while the emergency lasts.
func (s *Service) HelpFirst(ctx context.Context, id, at kernel.ID) ([]CalledHouse, error) {
	var out []CalledHouse
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := s.running(tx, id); err != nil {
			return err
		}
		var err error
		out, err = s.listed(tx, id, at, Help)
		return err
	})
	return out, err
}

// known puts the households on the list of which the card says already that they need help before others: nobody is asked again for
// what is known (domain facts 0.8), and nobody has to think of them in the first hour.
func (s *Service) known(tx *db.WriteTx, e *emergencyRow, k pack.EmergencyKind, drawn string, places []kernel.ID) error {
	keys, err := crypt.Parse(drawn)
	if err != nil {
		return err
	}
	ids, err := s.flagged(tx.ReadTx, k, places)
	if err != nil || len(ids) == 0 {
		return err
	}
	houses, err := s.person.HouseholdsByID(system(tx.ReadTx), ids)
	if err != nil {
		return err
	}
	var rows []*houseRow
	for _, id := range ids {
		h, ok := houses[id]
		if !ok || h.To != "" {
			continue
		}
		text, err := json.Marshal(said{Household: h.ID})
		if err != nil {
			return err
		}
		r := &houseRow{Stamp: h.Stamp, EmergencyID: e.ID, Ref: refOf(keys, h.ID), Body: keys.Seal(string(text)), State: Help, At: e.BeginAt}
		r.BodyID, r.Topic, r.Sealed = 0, "", false
		rows = append(rows, r)
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.InsertAll(rows)
}

// flagged are the households at some places that have one of the traits of a kind, each once. A sealed trait is looked for as the
// program: that somebody is on the list tells the emergency's officers so, and no more.
func (s *Service) flagged(tx *db.ReadTx, k pack.EmergencyKind, places []kernel.ID) ([]kernel.ID, error) {
	var out []kernel.ID
	for _, t := range k.Traits {
		for _, at := range places {
			for page := (kernel.Page{Limit: kernel.MaxLimit}); ; {
				ids, next, err := s.fact.PageWith(system(tx), fact.TraitFilter{Field: t.Field, Value: t.Value, Place: at}, page)
				if err != nil {
					return nil, err
				}
				if out = append(out, ids...); next == "" {
					break
				}
				page.Cursor = next
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// Unseal opens what an emergency that is over still holds on households that needed help: by who may open sealed records, for a
// reason that is recorded, until the day of its deletion.
func (s *Service) Unseal(ctx context.Context, id kernel.ID, reason string) ([]CalledHouse, error) {
	reason, err := kernel.Words("reason", reason, maxReason, true)
	if err != nil {
		return nil, err
	}
	var out []CalledHouse
	err = s.db.Write(ctx, "emergency.unseal", func(tx *db.WriteTx) error {
		e, err := s.found(tx.ReadTx, id)
		if err != nil {
			return err
		}
		who := tx.Actor()
		open := slices.DeleteFunc(slices.Clone(who.Arms), func(a kernel.Arm) bool { return !a.Sealed })
		switch {
		case len(open) == 0:
			return kernel.Forbidden("sealed")
		case e.state(tx.Now()) == Wiped:
			return kernel.NotFound("emergency_list").With("day", string(e.DeleteDay))
		case e.state(tx.Now()) == Running:
			return kernel.Conflict("emergency_running")
		}
		who.Arms = open
		tx.Reason(reason)
		tx.View("emergency", e.ID, e.Stamp, "households")
		out, err = s.listed(tx.As(who), id, 0, Help, Helped)
		return err
	})
	return out, err
}

// listed are the households of some states.
func (s *Service) listed(tx *db.ReadTx, id, at kernel.ID, states ...string) ([]CalledHouse, error) {
	keys, err := s.keysOf(tx, id)
	if err != nil {
		return nil, err
	}
	where, args := "h.emergency_id = ? AND h.state IN (?, ?)", []any{id, states[0], states[len(states)-1]}
	if at != 0 {
		w, more, err := s.place.Within(tx, "h", at)
		if err != nil {
			return nil, err
		}
		where, args = where+" AND "+w, append(args, more...)
	}
	var rows []houseRow
	if err := tx.Select(&rows, "SELECT h.* FROM {emergency_house h} WHERE "+where, args...); err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b houseRow) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	ids := make([]kernel.ID, len(rows))
	for i := range rows {
		told, err := read(keys, &rows[i])
		if err != nil {
			return nil, err
		}
		ids[i] = told.Household
	}
	known, err := s.person.HouseholdsByID(system(tx), ids)
	if err != nil {
		return nil, err
	}
	var houses []person.Household
	var of []*houseRow
	for i, hid := range ids {
		if h, ok := known[hid]; ok {
			houses, of = append(houses, h), append(of, &rows[i])
		}
	}
	return s.calls(tx, keys, houses, func(i int) *houseRow { return of[i] })
}

// Wipe deletes what emergencies hold on households whose day has come: their keys first, with which the journal's lines become
// unreadable too, then the rows. It returns how many rows went.
func (s *Service) Wipe(ctx context.Context) (int, error) {
	var ids []kernel.ID
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		return tx.Select(&ids, "SELECT e.id FROM {emergency e} WHERE e.wiped_at = 0 AND e.delete_day <= ?", tx.Today())
	})
	total := 0
	for _, id := range ids {
		for n := -1; err == nil && n != 0; total += max(n, 0) {
			n, err = s.wipe(ctx, id)
		}
		if err == nil {
			slog.InfoContext(ctx, "what an emergency held on households is deleted", slog.String("emergency", id.String()))
		}
	}
	return total, err
}

// wipe deletes the keys and some rows; without rows it notes that all is gone.
func (s *Service) wipe(ctx context.Context, id kernel.ID) (n int, err error) {
	err = s.db.Write(ctx, "emergency.wipe", func(tx *db.WriteTx) error {
		n = 0
		e := &emergencyRow{}
		if err := tx.Lock(e, id); err != nil {
			return err
		}
		if e.state(tx.Now()) != Wiped {
			return nil
		}
		var keys []keyRow
		if err := tx.Select(&keys, "SELECT k.* FROM {emergency_key k} WHERE k.emergency_id = ?", id); err != nil {
			return err
		}
		for i := range keys {
			if err := tx.Delete(&keys[i]); err != nil {
				return err
			}
		}
		var rows []houseRow
		if err := tx.Select(&rows, "SELECT h.* FROM {emergency_house h} WHERE h.emergency_id = ? LIMIT ?", id, wipeBatch); err != nil {
			return err
		}
		for i := range rows {
			if err := tx.Delete(&rows[i]); err != nil {
				return err
			}
		}
		if n = len(rows); n > 0 {
			return nil
		}
		e.WipedAt = instant(tx.Now())
		return tx.Update(e)
	})
	return n, err
}
