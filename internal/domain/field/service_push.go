package field

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"sync"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Push carries out what a device brings, in its order and all in one transaction; each operation that is refused leaves nothing and
// holds up no other. The same key again is answered as before.
func (s *Service) Push(ctx context.Context, device kernel.ID, ops []Op) ([]Answer, error) {
	if len(ops) > MaxOps {
		return nil, kernel.Invalid("ops", "too_many").With("max", "100")
	}
	var d deviceRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		d, err = s.device(tx, device)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s.take(ctx, d.ID, ops)
}

// PushBy is Push by a device whose own clock shows now (0: it does not say): the times at which it entered operations are brought to
// the server's clock, and none lies ahead.
func (s *Service) PushBy(ctx context.Context, device kernel.ID, now int64, ops []Op) ([]Answer, error) {
	s.toOurClock(now, ops)
	return s.Push(ctx, device, ops)
}

func (s *Service) toOurClock(phone int64, ops []Op) {
	here := s.d.Now().UnixMilli()
	for i := range ops {
		ops[i].toClock(phone, here)
	}
}

// Bring carries out what a phone could not send and somebody brought on a file: as whoever brings it in, under the same keys, so
// that what arrived after all is not entered twice. Photos come beside the operations, as for a phone.
func (s *Service) Bring(ctx context.Context, ops []Op) ([]Answer, error) {
	if len(ops) > MaxOps {
		return nil, kernel.Invalid("ops", "too_many").With("max", "100")
	}
	s.toOurClock(0, ops) // a file does not tell when it was written by our clock
	return s.take(ctx, 0, ops)
}

// take carries out operations for a device, or for none: those that come in by a file.
func (s *Service) take(ctx context.Context, device kernel.ID, ops []Op) (out []Answer, err error) {
	defer s.turn(kernel.ActorOf(ctx).AccountID)()
	pics, err := s.pictures(ctx, ops)
	if err != nil {
		return nil, err
	}
	err = s.d.Batch(ctx, func(ctx context.Context) error {
		out = make([]Answer, 0, len(ops))
		for alone := 0; len(out) < len(ops); alone-- {
			if alone <= 0 {
				var some []Answer
				if some, alone, err = s.many(ctx, device, ops[len(out):]); err != nil {
					return err
				}
				if out = append(out, some...); len(out) == len(ops) {
					break
				}
			}
			op := ops[len(out)]
			a, err := s.one(ctx, device, op, pics[op.Key])
			if err != nil {
				return err
			}
			out = append(out, a)
		}
		return s.settle(ctx, ops, out)
	})
	if err != nil {
		return nil, err
	}
	return out, s.dropPieces(ctx, ops, out)
}

// turn lets one push of an account run at a time on this server; on another one the keys of the rooms keep it apart.
func (s *Service) turn(account kernel.ID) func() {
	s.mu.Lock()
	m := s.taking[account]
	if m == nil {
		if len(s.taking) > 10_000 {
			clear(s.taking)
		}
		m = &sync.Mutex{}
		s.taking[account] = m
	}
	s.mu.Unlock()
	m.Lock()
	return m.Unlock
}

// one is one operation. An error is for all of them: the device sends them again.
func (s *Service) one(ctx context.Context, device kernel.ID, op Op, pics []Picture) (Answer, error) {
	if err := op.clean(); err != nil {
		return refused(op.Key, err)
	}
	var known, before *opRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		if known, err = opOf(tx, op.Key); err == nil && op.After != "" {
			before, err = opOf(tx, op.After)
		}
		return err
	})
	switch {
	case err != nil:
		return Answer{}, err
	case known != nil && (known.State == Done || known.State == Conflict):
		return s.again(ctx, known)
	case op.After != "" && !settled(before) && !s.overdue(known):
		return s.hold(ctx, device, op, known)
	}
	return s.carry(ctx, device, op, pics, op.After != "" && !settled(before))
}

func settled(r *opRow) bool { return r != nil && (r.State == Done || r.State == Conflict) }

// overdue tells whether an operation has waited long enough.
func (s *Service) overdue(r *opRow) bool {
	return r != nil && r.State != Done && r.DueAt > 0 && r.DueAt <= s.d.Now().UnixMilli()
}

// carry does what an operation says, and keeps its key with what it did.
func (s *Service) carry(ctx context.Context, device kernel.ID, op Op, pics []Picture, late bool) (Answer, error) {
	i := slices.IndexFunc(s.works, func(w Work) bool { return w.Kind == op.Kind })
	if i < 0 {
		return refused(op.Key, kernel.Invalid("kind", "unknown_kind").With("kind", op.Kind))
	}
	w := s.works[i]
	if !kernel.ActorOf(ctx).Can(w.Perm) {
		return refused(op.Key, kernel.Forbidden("forbidden").With("permission", w.Perm))
	}
	if len(pics) < len(op.Photos) {
		return refused(op.Key, kernel.Conflict("photos_missing"))
	}
	r := &opRow{
		Key: op.Key, DeviceID: device, AccountID: kernel.ActorOf(ctx).AccountID, Kind: op.Kind, AfterKey: op.After, DeviceAt: op.At, CameAt: s.d.Now().UnixMilli(),
	}
	if theirs, err := s.reserve(ctx, r); err != nil || theirs != nil {
		if err != nil {
			return Answer{}, err
		}
		return s.again(ctx, theirs)
	}
	did, err := w.Do(as(ctx, w.Perm), op, pics)
	if err != nil {
		out, err := refused(op.Key, err)
		if err == nil {
			err = s.d.Write(ctx, "field.drop", func(tx *db.WriteTx) error { return dropOp(tx, op.Key) })
		}
		return out, err
	}
	out := Answer{Key: op.Key, State: Done, Record: did.Record, Told: did.Told, Late: late, Made: did.Made}
	if len(did.Told) > 0 {
		out.State = Conflict
	} else {
		out.Told = []string{}
	}
	b, err := json.Marshal(kept{out, did.Vers})
	if err != nil {
		return Answer{}, kernel.Internal(err)
	}
	if r.State, r.Answer = out.State, string(b); late {
		r.DueAt = r.CameAt
	}
	if err := s.d.Write(ctx, "field.keep", func(tx *db.WriteTx) error { return keepOp(tx, r) }); err != nil {
		return Answer{}, err
	}
	return out, s.coded(ctx, &out)
}

// reserve makes a key one's own; where somebody else's operation under it took effect meanwhile, it tells that one.
func (s *Service) reserve(ctx context.Context, r *opRow) (theirs *opRow, err error) {
	err = s.d.Write(ctx, "field.take", func(tx *db.WriteTx) error {
		free, err := reserveOp(tx, r)
		if theirs = nil; err == nil && !free {
			if theirs, err = opOf(tx.ReadTx, r.Key); err == nil && !settled(theirs) {
				err = kernel.Unavailable("busy").With("retry_after", "1")
			}
		}
		return err
	})
	return theirs, err
}

// again is the answer to an operation that took effect before.
func (s *Service) again(ctx context.Context, r *opRow) (Answer, error) {
	out, err := r.answer()
	if err == nil && r.AccountID == kernel.ActorOf(ctx).AccountID {
		err = s.coded(ctx, &out)
	}
	return out, err
}

// coded tells the officer who raised a case the code by which it is followed, and who made a visit the one of the household's slip;
// they are kept nowhere.
func (s *Service) coded(ctx context.Context, a *Answer) error {
	switch {
	case a.Record.Kind == KindCase && a.Made:
		a.Args = map[string]string{"follow_code": s.o.Casework.OwnCode(ctx, a.Key)}
	case a.Record.Kind == KindVisit:
		code, err := s.o.Visit.SlipOf(ctx, a.Record.ID)
		if kernel.KindOf(err) == kernel.KindNotFound {
			return nil // a visit without a slip
		}
		a.Args = map[string]string{"code": code}
		return err
	}
	return nil
}

// refused is the answer to an operation that cannot be done as it is; nothing of it is kept, the device shows why and may send it
// again. What is not the operation's fault is an error for all.
func refused(key string, err error) (Answer, error) {
	var e *kernel.Error
	if !errors.As(err, &e) {
		return Answer{}, err
	}
	switch e.Kind {
	case kernel.KindInvalid, kernel.KindForbidden, kernel.KindNotFound, kernel.KindConflict:
		return Answer{Key: key, State: Refused, Code: e.Code, Field: e.Field, Args: e.Args, Told: []string{}}, nil
	}
	return Answer{}, err
}

// hold keeps an operation until its predecessor is there.
func (s *Service) hold(ctx context.Context, device kernel.ID, op Op, known *opRow) (Answer, error) {
	if known != nil {
		return known.answer()
	}
	b, err := json.Marshal(op)
	if err != nil {
		return Answer{}, kernel.Internal(err)
	}
	now := s.d.Now()
	r := &opRow{
		Key: op.Key, DeviceID: device, AccountID: kernel.ActorOf(ctx).AccountID, Kind: op.Kind, AfterKey: op.After, State: Held, Body: s.o.Keys.Seal(string(b)),
		DeviceAt: op.At, CameAt: now.UnixMilli(), DueAt: now.Add(HeldFor).UnixMilli(),
	}
	if err := s.d.Write(ctx, "field.hold", func(tx *db.WriteTx) error { return keepOp(tx, r) }); err != nil {
		return Answer{}, err
	}
	return r.answer()
}

// settle carries out what waited for operations that have just been done, and what waited for that; where one of them was sent
// along its answer is brought up to date.
func (s *Service) settle(ctx context.Context, ops []Op, out []Answer) error {
	next := []string{}
	for _, a := range out {
		if a.State == Done || a.State == Conflict {
			next = append(next, a.Key)
		}
	}
	for len(next) > 0 {
		var waiting []opRow
		err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
			waiting, err = selectOps(tx, "o.after_key IN ("+marksFor(next)+") AND o.state = 'held' AND o.account_id = ?", append(anyOf(next), tx.Actor().AccountID)...)
			return err
		})
		if err != nil {
			return err
		}
		next = next[:0]
		for _, r := range waiting {
			a, err := s.release(ctx, r, false)
			if err != nil {
				return err
			}
			if a.State != Refused {
				next = append(next, a.Key)
			}
			if i := slices.IndexFunc(ops, func(o Op) bool { return o.Key == a.Key }); i >= 0 {
				out[i] = a
			}
		}
	}
	return nil
}

// release carries out an operation that was held. One that is refused is held no longer: its device still has it, and is told why
// when it sends it again; after the five days it stays listed too.
func (s *Service) release(ctx context.Context, r opRow, late bool) (Answer, error) {
	op, err := s.opened(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	pics, err := s.pictures(ctx, []Op{op})
	if err != nil {
		return Answer{}, err
	}
	a, err := s.carry(ctx, r.DeviceID, op, pics[op.Key], late)
	if err != nil || a.State != Refused || !late {
		return a, err
	}
	r.State, r.Code = Refused, a.Code // it stays listed
	return a, s.d.Write(ctx, "field.drop", func(tx *db.WriteTx) error { return keepOp(tx, &r) })
}

// opened reads a held operation to carry it out; nobody is shown it.
func (s *Service) opened(_ context.Context, r opRow) (Op, error) {
	var op Op
	text, err := s.o.Keys.Open(r.Body)
	if err != nil {
		return op, err
	}
	if err := json.Unmarshal([]byte(text), &op); err != nil {
		return op, kernel.Internal(err)
	}
	return op, op.clean()
}
