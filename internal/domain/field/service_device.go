package field

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// maxBrowser bounds what a device calls itself.
const maxBrowser = 80

// Enter makes a browser a device of the actor's account; the same key again answers the same device.
func (s *Service) Enter(ctx context.Context, key, name string) (Device, error) {
	var out Device
	name = strings.TrimSpace(name)
	switch {
	case !keyForm.MatchString(key):
		return out, kernel.Invalid("key", "bad_value")
	case name == "" || utf8.RuneCountInString(name) > maxBrowser:
		return out, kernel.Invalid("name", "too_long").With("max", "80")
	}
	err := s.d.Write(ctx, "field.enter", func(tx *db.WriteTx) error {
		a := tx.Actor()
		rows, err := deviceOfKey(tx.ReadTx, a.AccountID, key)
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			if rows[0].RevokedAt != 0 {
				return kernel.Forbidden("device_revoked")
			}
			out, err = s.shownOne(tx.ReadTx, rows[0])
			return err
		}
		if err := s.crowded(tx); err != nil {
			return err
		}
		d := &deviceRow{
			Row: db.Row{ID: tx.NewID()}, DeviceKey: key, AccountID: a.AccountID, PersonID: a.PersonID, PersonName: a.Name, Name: name, At: tx.Now().UnixMilli(),
		}
		if len(a.Arms) > 0 {
			d.Stamp = a.Arms[0].Above
			d.BodyID = a.Arms[0].BodyID
		}
		if err := tx.Insert(d); err != nil {
			return err
		}
		out, err = s.shownOne(tx.ReadTx, *d)
		return err
	})
	return out, err
}

// crowded refuses one device too many: an account that is on a dozen phones is shared.
func (s *Service) crowded(tx *db.WriteTx) error {
	var n []kernel.ID
	err := tx.Select(&n, "SELECT d.id FROM {field_device d} WHERE d.account_id = ? AND d.revoked_at = 0", tx.Actor().AccountID)
	if err == nil && len(n) >= maxDevices {
		err = kernel.Conflict("too_many_devices").With("max", "10")
	}
	return err
}

// Devices is a page of devices: of the actor's own with Own, else of all that they may see, the newest first.
func (s *Service) Devices(ctx context.Context, own bool, at kernel.ID, page kernel.Page) (out []Device, next string, err error) {
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "TRUE", []any{}
		if own {
			where, args = "d.account_id = ?", []any{tx.Actor().AccountID}
		}
		if at != 0 {
			w, a, err := s.o.Place.Within(tx, "d", at)
			if err != nil {
				return err
			}
			where, args = where+" AND "+w, append(args, a...)
		}
		var rows []deviceRow
		rows, next, err = db.PageOf(tx, db.List{
			SQL: "SELECT d.* FROM {field_device d} WHERE " + where, Args: args, Order: []db.Key{{Col: "d.id", Dir: db.Desc}}, Page: page,
		}, func(r *deviceRow) []any { return []any{r.ID} })
		if err != nil {
			return err
		}
		out, err = s.shown(tx, rows)
		return err
	})
	return out, next, err
}

func (s *Service) shownOne(tx *db.ReadTx, d deviceRow) (Device, error) {
	list, err := s.shown(tx, []deviceRow{d})
	if err != nil {
		return Device{}, err
	}
	return list[0], nil
}

func (s *Service) shown(tx *db.ReadTx, rows []deviceRow) ([]Device, error) {
	ids, stamps := make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, r := range rows {
		ids[i], stamps[i] = r.ID, r.Stamp
	}
	seen, err := seenOf(tx, ids)
	if err != nil {
		return nil, err
	}
	paths, err := s.o.Place.Paths(tx, stamps)
	out := make([]Device, len(rows))
	for i, r := range rows {
		if err != nil {
			return nil, err
		}
		out[i] = Device{
			ID: r.ID, Rev: r.Rev, AccountID: r.AccountID, PersonID: r.PersonID, PersonName: r.PersonName, Name: r.Name, Path: paths[i], At: r.At,
			Synced: seen[r.ID].SyncedAt, Waiting: seen[r.ID].Waiting, Revoked: r.RevokedAt, RevokedBy: r.RevokedBy,
		}
	}
	return out, err
}

// Revoke ends a device: the next time it comes it is refused, and empties itself. Whoever carries it may do it too.
func (s *Service) Revoke(ctx context.Context, id kernel.ID, rev int64, reason string, own bool) (Device, error) {
	var out Device
	err := s.d.Write(ctx, "field.revoke", func(tx *db.WriteTx) error {
		d := &deviceRow{}
		if err := tx.Lock(d, id); err != nil {
			return err
		}
		a := tx.Actor()
		switch {
		case own && d.AccountID != a.AccountID:
			return kernel.NotFound("field_device").With("id", id.String())
		case !own && strings.TrimSpace(reason) == "":
			return kernel.Invalid("reason", "required")
		case rev != d.Rev:
			return kernel.Conflict("changed_meanwhile")
		case d.RevokedAt != 0:
			return kernel.Conflict("device_revoked_before").With("name", d.RevokedBy)
		}
		d.RevokedAt, d.RevokedBy = tx.Now().UnixMilli(), a.Name
		tx.Reason(strings.TrimSpace(reason))
		if err := tx.Update(d); err != nil {
			return err
		}
		var err error
		out, err = s.shownOne(tx.ReadTx, *d)
		return err
	})
	return out, err
}

// stampEvery is how often it is written down at most that a device came.
const stampEvery = 60_000

// saw writes down that a device came, at most once a minute.
func (s *Service) saw(ctx context.Context, d deviceRow, waiting int) error {
	now := s.d.Now().UnixMilli()
	var rows []seenRow
	err := s.d.Look(ctx, &rows, "SELECT s.device_id, s.synced_at, s.waiting FROM {field_seen s} WHERE s.device_id = ?", d.ID)
	if err != nil || len(rows) > 0 && now-rows[0].SyncedAt < stampEvery && rows[0].Waiting == waiting {
		return err
	}
	return s.d.Write(ctx, "field.seen", func(tx *db.WriteTx) error {
		_, err := tx.Exec("INSERT INTO {field_seen} (device_id, county_id, synced_at, waiting) VALUES (?, ?, ?, ?)"+
			" ON CONFLICT (device_id) DO UPDATE SET synced_at = excluded.synced_at, waiting = excluded.waiting", d.ID, tx.County(), now, waiting)
		return err
	})
}

// HeldOps are the operations that waited for their predecessor and are not settled in order: those that still wait, those that
// were carried out without it, and those that could not be; of the devices that the actor sees, the newest first.
func (s *Service) HeldOps(ctx context.Context) ([]HeldOp, error) {
	out := []HeldOp{}
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := selectOps(tx, "o.due_at > 0 ORDER BY o.due_at DESC LIMIT 500")
		if err != nil {
			return err
		}
		for _, r := range rows {
			var d deviceRow
			if err := tx.Get(&d, r.DeviceID); kernel.KindOf(err) == kernel.KindNotFound {
				continue
			} else if err != nil {
				return err
			}
			a, err := r.answer()
			if err != nil {
				return err
			}
			out = append(out, HeldOp{
				Key: r.Key, Kind: r.Kind, Device: r.DeviceID, Person: d.PersonName, At: r.DeviceAt, Came: r.CameAt, Until: r.DueAt, State: r.State, Code: r.Code, Record: a.Record,
			})
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b HeldOp) int { return int(b.Came - a.Came) })
	return out, err
}
