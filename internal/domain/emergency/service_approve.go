package emergency

import (
	"context"
	"slices"
	"strconv"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// SwitchOn begins an emergency. The same client key again is told the one that it began.
func (s *Service) SwitchOn(ctx context.Context, n NewEmergency) (*Detail, error) {
	var out *Detail
	err := s.db.Write(ctx, "emergency.switch_on", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		e, err := s.begun(tx.ReadTx, key, n)
		if err == nil && e == nil {
			e, err = s.switchOn(tx, n, key)
		}
		if err == nil {
			out, err = s.detail(tx.ReadTx, e)
		}
		return err
	})
	return out, err
}

func (s *Service) begun(tx *db.ReadTx, key *string, n NewEmergency) (*emergencyRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key, none begun
	}
	var rows []emergencyRow
	if err := system(tx).Select(&rows, "SELECT e.* FROM {emergency e} WHERE e.client_key = ?", *key); err != nil || len(rows) == 0 {
		return nil, err
	}
	if rows[0].Kind != n.Kind {
		return nil, kernel.Conflict("client_key_used")
	}
	return &rows[0], nil
}

func (s *Service) switchOn(tx *db.WriteTx, n NewEmergency, key *string) (*emergencyRow, error) {
	k, ok := s.pack().EmergencyKind(n.Kind)
	if !ok || !k.Valid(tx.Today()) {
		return nil, kernel.Invalid("kind", "unknown_type").With("type", n.Kind)
	}
	title, err := kernel.Words("title", n.Title, maxTitle, true)
	if err != nil {
		return nil, err
	}
	places, stamps, err := s.named(tx.ReadTx, k, n.PlaceIDs)
	if err != nil {
		return nil, err
	}
	now := instant(tx.Now())
	e := &emergencyRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: stamps[0], Kind: k.ID, RulesNo: s.packs.Number(), Title: title, PlaceID: places[0], BeginAt: now,
		ReportForm: k.ReportForm, ReportLevel: k.ReportLevel, ReportMinutes: k.ReportEvery, DeleteDays: k.DeleteDays, ClientKey: key,
	}
	if err := lasts(k, now, n.Until); err != nil {
		return nil, err
	}
	e.last(n.Until)
	if err := tx.Insert(e); err != nil {
		return nil, err
	}
	rows := make([]*placeRow, len(places))
	for i, id := range places {
		rows[i] = &placeRow{Stamp: stamps[i], EmergencyID: e.ID, PlaceID: id, UntilDay: e.UntilDay}
	}
	if err := tx.InsertAll(rows); err != nil {
		return nil, err
	}
	drawn := crypt.Draw()
	if err := tx.Insert(&keyRow{Stamp: e.Stamp, EmergencyID: e.ID, Keys: string(s.keys.Seal(drawn))}); err != nil {
		return nil, err
	}
	if err := s.known(tx, e, k, drawn, places); err != nil {
		return nil, err
	}
	return e, s.approve(tx, e, k, ActOn, n.Reason, stamps)
}

// named are the places for which an emergency is switched on: of the levels of its kind, none twice and none within another.
func (s *Service) named(tx *db.ReadTx, k pack.EmergencyKind, ids []kernel.ID) ([]kernel.ID, []kernel.Stamp, error) {
	if len(ids) == 0 || len(ids) > maxPlaces {
		return nil, nil, kernel.Invalid("place_ids", "required")
	}
	var stamps []kernel.Stamp
	for _, id := range ids {
		p, err := s.place.LoadOpen(tx, id)
		if err != nil {
			return nil, nil, err
		}
		if !slices.Contains(k.Levels, int(p.Level)) {
			return nil, nil, kernel.Invalid("place_ids", "emergency_level").With("name", p.Name)
		}
		p.Stamp.BodyID, p.Stamp.Topic, p.Stamp.Sealed = 0, "", false
		if inside(p.Stamp, stamps, tx.County()) || slices.ContainsFunc(stamps, func(o kernel.Stamp) bool { return inside(o, []kernel.Stamp{p.Stamp}, tx.County()) }) {
			return nil, nil, kernel.Invalid("place_ids", "place_twice").With("name", p.Name)
		}
		stamps = append(stamps, p.Stamp)
	}
	return ids, stamps, nil
}

// lasts checks until when an approval may go.
func lasts(k pack.EmergencyKind, now, until int64) error {
	most := now + int64(k.Hours)*time.Hour.Milliseconds()
	if until <= now || until > most {
		return kernel.Invalid("until", "bad_until").With("hours", strconv.Itoa(k.Hours))
	}
	return nil
}

// approve enters who approved what, where they may.
func (s *Service) approve(tx *db.WriteTx, e *emergencyRow, k pack.EmergencyKind, kind, reason string, at []kernel.Stamp) error {
	reason, err := kernel.Words("reason", reason, maxReason, true)
	if err != nil {
		return err
	}
	who := tx.Actor()
	post, ok := s.approver(who, k, at)
	if !ok {
		return kernel.Forbidden("not_an_approver")
	}
	tx.Reason(reason)
	return tx.Insert(&actRow{
		Stamp: e.Stamp, EmergencyID: e.ID, Kind: kind, At: instant(tx.Now()), UntilAt: e.UntilAt, Reason: reason, ByPersonID: who.PersonID, ByName: who.Name, ByPost: post,
	})
}

// Extend lets an emergency last longer: a new approval, by who may approve it.
func (s *Service) Extend(ctx context.Context, id kernel.ID, rev, until int64, reason string) (*Detail, error) {
	return s.change(ctx, "emergency.extend", id, rev, func(tx *db.WriteTx, e *emergencyRow, k pack.EmergencyKind) (string, error) {
		if until <= e.UntilAt {
			return "", kernel.Invalid("until", "bad_until").With("hours", strconv.Itoa(k.Hours))
		}
		e.last(until)
		return ActExtend, lasts(k, instant(tx.Now()), until)
	}, reason)
}

// End ends an emergency before its time.
func (s *Service) End(ctx context.Context, id kernel.ID, rev int64, reason string) (*Detail, error) {
	return s.change(ctx, "emergency.end", id, rev, func(tx *db.WriteTx, e *emergencyRow, _ pack.EmergencyKind) (string, error) {
		e.last(instant(tx.Now()))
		return ActOff, nil
	}, reason)
}

func (s *Service) change(ctx context.Context, action string, id kernel.ID, rev int64, step func(*db.WriteTx, *emergencyRow, pack.EmergencyKind) (string, error), reason string) (*Detail, error) {
	var out *Detail
	err := s.db.Write(ctx, action, func(tx *db.WriteTx) error {
		if err := s.running(tx.ReadTx, id); err != nil {
			return err
		}
		at, _, err := stampsOf(tx.ReadTx, id)
		if err != nil {
			return err
		}
		e := &emergencyRow{}
		if err := tx.Lock(e, id); err != nil {
			return err
		}
		if e.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		k, _ := s.pack().EmergencyKind(e.Kind)
		kind, err := step(tx, e, k)
		if err != nil {
			return err
		}
		if err := s.approve(tx, e, k, kind, reason, at); err != nil {
			return err
		}
		if err := tx.Update(e); err != nil {
			return err
		}
		if err := s.untilOf(tx, e); err != nil {
			return err
		}
		out, err = s.detail(tx.ReadTx, e)
		return err
	})
	return out, err
}

// untilOf brings the places of an emergency to the day on which it ends.
func (s *Service) untilOf(tx *db.WriteTx, e *emergencyRow) error {
	at, err := placesOf(tx.ReadTx, []kernel.ID{e.ID})
	if err != nil {
		return err
	}
	rows := make([]*placeRow, len(at[e.ID]))
	for i := range rows {
		rows[i] = &at[e.ID][i]
		rows[i].UntilDay = e.UntilDay
	}
	return tx.UpdateAll(rows)
}
