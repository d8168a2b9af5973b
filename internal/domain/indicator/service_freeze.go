package indicator

import (
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Freeze keeps what a figure rests on now, under a number of its own, for what is published with it. The error is
// indicator_no_value where there is no figure.
func (s *Service) Freeze(ctx context.Context, id string, n NewFreeze) (*FrozenDetail, error) {
	n.Note = strings.TrimSpace(n.Note)
	if utf8.RuneCountInString(n.Note) > maxNote {
		return nil, kernel.Invalid("note", "too_long").With("max", "200")
	}
	var out *FrozenDetail
	err := s.db.Write(ctx, "indicator.freeze", func(tx *db.WriteTx) error {
		key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
		if err != nil {
			return err
		}
		if key != nil {
			had, err := basesOf(tx.ReadTx, "b.client_key = ?", *key)
			if err == nil && len(had) > 0 {
				out, err = detailOf(had[0])
				return err
			} else if err != nil {
				return err
			}
		}
		r, err := s.basis(tx, id, n)
		if err != nil {
			return err
		}
		r.ClientKey = key
		if err := tx.Insert(r); err != nil {
			return err
		}
		out, err = detailOf(*r)
		return err
	})
	return out, err
}

// basis works out a figure and puts together what it rests on.
func (s *Service) basis(tx *db.WriteTx, id string, n NewFreeze) (*basisRow, error) {
	v, err := s.view(tx.ReadTx, Ask{Place: n.PlaceID, Body: n.BodyID, Post: n.PostID, Period: n.Period, Day: n.Day})
	if err != nil {
		return nil, err
	}
	x, ok := s.pack().Indicator(id)
	if !ok {
		return nil, kernel.NotFound("indicator").With("id", id)
	}
	if !v.takes(x) {
		return nil, kernel.Invalid("period", "indicator_not_told").With("name", x.Name)
	}
	w, err := s.card(v, x)
	if err != nil {
		return nil, err
	}
	if w.Value == "" {
		return nil, kernel.Conflict("indicator_no_value").With("name", x.Name)
	}
	b := w.basis
	if b.JournalNo, _, err = tx.JournalEnd(); err != nil {
		return nil, err
	}
	r := &basisRow{
		Stamp: v.place.Stamp, Indicator: x.ID, PlaceID: v.place.ID, OfKind: v.of.Kind, OfID: v.of.ID, Period: v.period, FromDay: b.From, ToDay: b.To, RulesNo: b.RulesNo, JournalNo: b.JournalNo,
		Note: n.Note, At: tx.Now().UnixMilli(), ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name,
	}
	b.Of, r.BodyID = v.basis, v.bodyID
	if r.Basis, r.Hash, err = bytesOf(&b); err != nil {
		return nil, err
	}
	var last []int
	err = system(tx.ReadTx).Select(&last, "SELECT b.no FROM {indicator_basis b} ORDER BY b.no DESC LIMIT 1")
	r.No = 1 // two at once: the second finds the number taken and tries again
	if len(last) > 0 {
		r.No = last[0] + 1
	}
	return r, err
}

// Basis is a frozen basis by its number, worked out again.
func (s *Service) Basis(ctx context.Context, no int) (*FrozenDetail, error) {
	var out *FrozenDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, err := basesOf(tx, "b.no = ?", no)
		if err == nil && len(rows) == 0 {
			err = kernel.NotFound("indicator_basis")
		}
		if err == nil {
			out, err = detailOf(rows[0])
		}
		return err
	})
	return out, err
}

// Bases lists what was frozen in the actor's places, the newest first, at most 200.
func (s *Service) Bases(ctx context.Context) ([]Frozen, error) {
	var out []Frozen
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.frozenOf(tx, "TRUE")
		return err
	})
	return out, err
}

func (s *Service) frozenOf(tx *db.ReadTx, cond string, args ...any) ([]Frozen, error) {
	rows, err := basesOf(tx, cond, args...)
	out := make([]Frozen, 0, len(rows))
	for _, r := range rows {
		d, err := detailOf(r)
		if err != nil {
			return nil, err
		}
		out = append(out, d.Frozen)
	}
	return out, err
}

// detailOf reads a basis and compares it with what comes out of its own inputs.
func detailOf(r basisRow) (*FrozenDetail, error) {
	var b Basis
	if err := json.Unmarshal([]byte(r.Basis), &b); err != nil {
		return nil, kernel.Internal(err)
	}
	now, err := again(b)
	if err != nil {
		return nil, kernel.Internal(err)
	}
	text, hash, err := bytesOf(&now)
	return &FrozenDetail{
		Frozen: Frozen{
			ID: r.ID, No: r.No, Indicator: r.Indicator, Name: b.Name, NameEN: b.NameEN, Place: b.Place, Of: b.Of, Period: r.Period, From: r.FromDay, To: r.ToDay,
			Value: b.Value, Light: b.Light, Unit: b.Unit, RulesNo: r.RulesNo, JournalNo: r.JournalNo, Hash: r.Hash, Note: r.Note, At: r.At, By: r.ByName,
		},
		Basis: b, Same: text == r.Basis && hash == r.Hash,
	}, err
}
