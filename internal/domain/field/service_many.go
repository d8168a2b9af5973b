package field

import (
	"context"
	"encoding/json"

	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// fewest is how many visits in a row are worth being entered together.
const fewest = 4

// many carries out the visits at the beginning of some operations that can be entered together: a phone that was away for a day
// brings dozens. It answers as many as it did, and says how many after them are to be done alone.
func (s *Service) many(ctx context.Context, device kernel.ID, ops []Op) (out []Answer, alone int, err error) {
	list := s.alike(ctx, ops)
	if len(list) < fewest {
		return nil, len(list) + 1, nil
	}
	keys := make([]string, len(list))
	for i := range list {
		keys[i] = ops[i].Key
	}
	var known int
	err = s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		known, err = knownOps(tx, keys)
		return err
	})
	if err != nil || known > 0 {
		return nil, len(list), err
	}
	made, err := s.o.Visit.RecordMany(as(ctx, visit.PermRecord), list)
	if err != nil || len(made) == 0 {
		return nil, 1, err
	}
	out, err = s.keepMany(ctx, device, ops, made)
	return out, 1, err
}

// keepMany keeps the keys of operations that took effect together, with their answers.
func (s *Service) keepMany(ctx context.Context, device kernel.ID, ops []Op, made []visit.Entered) ([]Answer, error) {
	now := s.d.Now().UnixMilli()
	rows, out := make([]*opRow, len(made)), make([]Answer, len(made))
	for i, m := range made {
		op := ops[i]
		a := Answer{Key: op.Key, State: Done, Record: Record{Kind: KindVisit, ID: m.ID}, Told: []string{}, Made: true}
		b, err := json.Marshal(kept{Answer: a})
		if err != nil {
			return nil, kernel.Internal(err)
		}
		rows[i] = &opRow{
			Key: op.Key, DeviceID: device, AccountID: kernel.ActorOf(ctx).AccountID, Kind: op.Kind, State: Done, Answer: string(b), DeviceAt: op.At, CameAt: now,
		}
		if m.Code != "" {
			a.Args = map[string]string{"code": m.Code}
		}
		out[i] = a
	}
	// A key that somebody else reserved meanwhile undoes all of it: the phone sends the batch again and is told theirs.
	err := s.d.Write(ctx, "field.keep", func(tx *db.WriteTx) error {
		n, err := reserveOps(tx, rows)
		if err == nil && n < len(rows) {
			err = kernel.Unavailable("busy").With("retry_after", "1")
		}
		return err
	})
	return out, err
}

// alike are the visits at the beginning of some operations that need nothing of their own: no photo, no predecessor.
func (s *Service) alike(ctx context.Context, ops []Op) []visit.NewVisit {
	if !kernel.ActorOf(ctx).Can(visit.PermRecord) {
		return nil
	}
	var out []visit.NewVisit
	seen := map[string]bool{}
	for i := range ops {
		op := &ops[i]
		if op.Kind != KindVisit || op.After != "" || len(op.Photos) > 0 || seen[op.Key] || op.clean() != nil {
			break
		}
		var n visit.NewVisit
		if op.Read(&n) != nil {
			break
		}
		if n.ClientKey = op.Key; !s.o.Visit.Together(n) {
			break
		}
		seen[op.Key], out = true, append(out, n)
	}
	return out
}
