package feed

import (
	"context"
	"errors"
	"strconv"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const (
	claimFor    = 2 * time.Minute  // longer than one pass can last
	passFor     = 30 * time.Second // of one hook
	gatherStep  = 500              // entries of the journal that are read at once
	mostWaiting = 5000             // of one hook; what comes after waits in the journal
	keepSent    = 30 * 24 * time.Hour
)

// Deliver sends what is due, for each hook that is on: read the journal on from where the hook came to, then send. Who else does the
// same at the same time, on another server, finds the hook taken.
func (s *Service) Deliver(ctx context.Context) error {
	var hooks []hookRow
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		hooks, err = selectHooks(tx, "h.state = 'on'")
		return err
	})
	for i := range hooks {
		err = errors.Join(err, s.serve(ctx, &hooks[i]))
	}
	return err
}

// serve works for one hook, as the one that has it.
func (s *Service) serve(ctx context.Context, h *hookRow) error {
	var claim kernel.ID
	var mine bool
	err := s.db.Write(ctx, "feed.claim", func(tx *db.WriteTx) (err error) {
		claim = tx.NewID()
		mine, err = claimCursor(tx, h.ID, claim, tx.Now().Add(claimFor).UnixMilli())
		return err
	})
	if err != nil || !mine {
		return err
	}
	err = s.gather(ctx, h, claim)
	if err == nil {
		err = s.send(ctx, h)
	}
	return errors.Join(err, s.db.Write(ctx, "feed.free", func(tx *db.WriteTx) error { return freeCursor(tx, h.ID, claim) }))
}

// gather turns what the journal says, from where the hook came to, into deliveries. The cursor moves in the same transaction, so that
// nothing is left out and nothing is sent twice, wherever the program stops.
func (s *Service) gather(ctx context.Context, h *hookRow, claim kernel.ID) error {
	maker, err := s.maker(ctx, h.CountyID, h.AccountID)
	if kernel.KindOf(err) == kernel.KindUnauthenticated && err != nil {
		return s.halt(ctx, h)
	}
	if err != nil {
		return err
	}
	county, err := s.countyCode(ctx, h.CountyID)
	for more := err == nil; more && err == nil; {
		err = s.db.Write(ctx, "feed.gather", func(tx *db.WriteTx) (err error) {
			more, err = s.step(tx, h, maker, county, claim)
			return err
		})
	}
	return err
}

func (s *Service) step(tx *db.WriteTx, h *hookRow, maker kernel.Actor, county string, claim kernel.ID) (more bool, err error) {
	all, err := cursorsOf(tx.ReadTx)
	if err != nil {
		return false, err
	}
	had, err := waitingFor(tx.ReadTx, h.ID, mostWaiting)
	if err != nil || len(had) >= mostWaiting {
		return false, err
	}
	tables := make([]string, len(sorts))
	for i, x := range sorts {
		tables[i] = x.table
	}
	lines, upto, err := tx.Lines(all[h.ID].No, gatherStep, tables...)
	if err != nil || upto.No == all[h.ID].No {
		return false, err
	}
	mine, err := moveCursor(tx, h.ID, claim, upto.No)
	if err != nil || !mine {
		return false, err
	}
	return upto.No < upto.Head, s.enter(tx, h, maker, county, lines)
}

// enter keeps of the lines what the hook asked for and its maker may read.
func (s *Service) enter(tx *db.WriteTx, h *hookRow, maker kernel.Actor, county string, lines []db.Line) error {
	at, err := s.o.Place.Load(tx.ReadTx, h.PlaceID)
	if err != nil {
		return err
	}
	kinds := split(h.Kinds)
	var heard []db.Line
	for _, l := range lines {
		x, _ := sortOf(l.Table)
		if wanted(kinds, l.Table, string(l.Op)) && sees(narrowed(maker, at, []string{x.perm}, "").For(x.perm), l.Stamp) {
			heard = append(heard, l)
		}
	}
	codes, err := s.codesOf(tx.ReadTx, heard)
	for _, l := range heard {
		if err != nil {
			return err
		}
		x, _ := sortOf(l.Table)
		_, low := l.Lowest(tx.County())
		c := change{
			no: l.No, line: l.Line, at: l.At, record: l.Table, id: l.RowID, rev: l.Rev, happened: string(l.Op), action: l.Action, image: l.After, placeCode: codes[low],
		}
		d := deliveryRow{HookID: h.ID, No: l.No, Line: l.Line, Kind: l.Table + "." + string(l.Op), At: l.At}
		if d.Event, d.Subject, d.Body, err = eventOf(county, h.Origin, x.path, c); err == nil {
			err = addDelivery(tx, d)
		}
	}
	return err
}

// sees tells whether a reader sees a row with a stamp. A reader of some types only is not told of any: lines know no types.
func sees(reader kernel.Actor, row kernel.Stamp) bool {
	for _, arm := range reader.Arms {
		if arm.Types == "" && !row.Sealed && arm.Covers(row, reader.CountyID) {
			return true
		}
	}
	return false
}

func (s *Service) codesOf(tx *db.ReadTx, lines []db.Line) (map[kernel.ID]string, error) {
	var ids []kernel.ID
	for _, l := range lines {
		_, low := l.Lowest(tx.County())
		ids = append(ids, low)
	}
	found, err := s.o.Place.Names(tx, ids)
	out := map[kernel.ID]string{}
	for id, p := range found {
		out[id] = p.Code
	}
	return out, err
}

func (s *Service) countyCode(ctx context.Context, county kernel.ID) (string, error) {
	var p place.Place
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		p, err = s.o.Place.Load(tx, county)
		return err
	})
	return p.Code, err
}

// halt stops a hook whose maker may read no more, or whose receiver is gone for good: a person has to look at it.
func (s *Service) halt(ctx context.Context, h *hookRow) error {
	return s.db.Write(ctx, "feed.halt", func(tx *db.WriteTx) error {
		r := &hookRow{}
		err := tx.Lock(r, h.ID)
		if err != nil || r.State != On {
			return err
		}
		r.State = Halted
		h.State = Halted
		return tx.Update(r)
	})
}

// send sends what waits, each record's events in their order: one that failed holds up those of its record until it is through, or
// dead. A receiver that is down is not asked for the next one.
func (s *Service) send(ctx context.Context, h *hookRow) error {
	if h.State != On {
		return nil
	}
	var rows []deliveryRow
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		rows, err = waitingFor(tx, h.ID, mostWaiting)
		return err
	})
	if err != nil || len(rows) == 0 {
		return err
	}
	secret, err := s.secretOf(h)
	if err != nil {
		return err
	}
	begun, held := s.db.Now(), map[string]bool{}
	for _, d := range rows {
		now := s.db.Now()
		if now.Sub(begun) > passFor || ctx.Err() != nil {
			return ctx.Err()
		}
		if held[d.Subject] || d.NextAt > now.UnixMilli() {
			held[d.Subject] = true
			continue
		}
		err := s.try(ctx, h, secret, &d)
		if kernel.KindOf(err) == kernel.KindNotFound && err != nil {
			continue // somebody gave it up a moment ago
		}
		if err != nil {
			return err
		}
		if goneFor(d.Status) {
			return s.halt(ctx, h)
		}
		held[d.Subject] = d.State == Waiting
		if d.State != Sent && down(d.Status) {
			return nil
		}
	}
	return nil
}

// try sends one event and writes down what came of it. A server that dies in between sends it again, under the same id and byte for
// byte the same: the receiver knows it by that.
func (s *Service) try(ctx context.Context, h *hookRow, secret string, d *deliveryRow) error {
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		d.Body, err = bodyOf(tx, d.ID)
		return err
	})
	if err != nil {
		return err
	}
	at := s.db.Now().Unix()
	signed, err := signature(secret, d.Event, at, d.Body)
	if err != nil {
		return kernel.Internal(err)
	}
	status, failure := s.o.Out.Post(ctx, h.URL, map[string]string{
		"Content-Type": "application/cloudevents+json; charset=utf-8", "webhook-id": d.Event, "webhook-timestamp": strconv.FormatInt(at, 10), "webhook-signature": signed,
	}, []byte(d.Body))
	now := s.db.Now()
	d.Status, d.Error, d.Tries = status, codeOf(failure), d.Tries+1
	switch next, more := after(d.Tries, now); {
	case failure == nil && took(status):
		d.State, d.DoneAt, d.NextAt, d.Error = Sent, now.UnixMilli(), 0, ""
	case more:
		d.NextAt = next.UnixMilli()
	default:
		d.State, d.DoneAt, d.NextAt = Dead, now.UnixMilli(), 0
	}
	return s.db.Write(ctx, "feed.tried", func(tx *db.WriteTx) error { return tried(tx, *d) })
}

// secretOf opens the key with which a hook's events are signed; nobody is shown it.
func (s *Service) secretOf(h *hookRow) (string, error) { return s.o.Keys.Open(kernel.Secret(h.Secret)) }

// codeOf is what is told of a failure.
func codeOf(err error) string {
	var e *kernel.Error
	switch {
	case err == nil:
		return ""
	case errors.As(err, &e):
		return e.Code
	}
	return "hook_away"
}

// Tidy forgets what was sent long ago; what is dead is kept as long, for somebody to send it again.
func (s *Service) Tidy(ctx context.Context) error {
	return s.db.Write(ctx, "feed.tidy", func(tx *db.WriteTx) error { return dropDeliveries(tx, tx.Now().Add(-keepSent).UnixMilli()) })
}
