package exchange

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/register"
)

// Ask says what of a register goes out.
type Ask struct {
	At     kernel.ID
	Open   bool // personal data in clear
	Reason string
	Args   map[string]string
}

// Export writes a register as a workbook: masked, or in clear for a reason that stays in the journal.
func (s *Service) Export(ctx context.Context, key string, q Ask, w io.Writer) error {
	reg, err := s.register(key)
	if err != nil {
		return err
	}
	ctx = kernel.WithActor(ctx, narrowed(kernel.ActorOf(ctx), reg.See))
	if q.Open {
		if ctx, err = s.declare(ctx, reg, q); err != nil {
			return err
		}
	}
	return s.d.Read(ctx, func(tx *db.ReadTx) error {
		sheets, err := reg.Sheets(tx)
		if err != nil {
			return err
		}
		o := register.Options{At: q.At, Open: q.Open, Args: q.Args}
		if reg.Keep != nil {
			sheets = slices.DeleteFunc(sheets, func(x register.Sheet) bool { return !reg.Keep(x.Name, o) })
		}
		if len(sheets) == 0 {
			return kernel.NotFound("sheet")
		}
		return write(w, kindOf{reg, sheets}, func(name string) rowSeq { return reg.Rows(tx, name, o) })
	})
}

// declare writes to the journal that somebody takes personal data out in clear, and narrows the actor to where they may.
func (s *Service) declare(ctx context.Context, reg register.Register, q Ask) (context.Context, error) {
	a := kernel.ActorOf(ctx)
	if strings.TrimSpace(q.Reason) == "" {
		return ctx, kernel.Invalid("reason", "required")
	}
	if !may(a, PermReveal) {
		return ctx, kernel.Forbidden("forbidden")
	}
	if a.Kind != kernel.ActorSystem {
		a.Arms = nil
		for _, g := range a.Grants {
			if slices.Contains(g.Perms, reg.See) && slices.Contains(g.Perms, PermReveal) {
				a.Arms = append(a.Arms, g.Arm)
			}
		}
		ctx = kernel.WithActor(ctx, a)
	}
	return ctx, s.d.Write(ctx, "exchange.export_open", func(tx *db.WriteTx) error {
		at := q.At
		if at == 0 {
			at = tx.County()
		}
		p, err := s.o.Place.Load(tx.ReadTx, at)
		if err != nil {
			return err
		}
		tx.Reason(strings.TrimSpace(q.Reason))
		tx.View("place", at, p.Stamp, "export "+reg.Key)
		return nil
	})
}

// Template writes the empty workbook of a register, with drop-downs, notes and examples.
func (s *Service) Template(ctx context.Context, key string, w io.Writer) error {
	reg, err := s.register(key)
	if err != nil {
		return err
	}
	return s.d.Read(ctx, func(tx *db.ReadTx) error {
		sheets, err := reg.Sheets(tx)
		if err != nil {
			return err
		}
		return template(w, sheets)
	})
}

// drop removes the file of a run that is over.
func (s *Service) drop(ctx context.Context, r *importRow) error { return s.remove(ctx, r.File) }

func (s *Service) remove(ctx context.Context, hash string) error {
	if hash == "" {
		return nil
	}
	return files.Remove(ctx, s.o.Files, hash)
}

// tidy drops files that nobody came back to; runs that wait end as cancelled.
func (s *Service) tidy(ctx context.Context) error {
	var rows []importRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		rows, err = stale(tx, tx.Now().Add(-keepFile).UnixMilli())
		return err
	})
	for i := range rows {
		hash := rows[i].File
		err = errors.Join(err, s.d.Write(ctx, "exchange.tidy", func(tx *db.WriteTx) error {
			r := &importRow{}
			if err := tx.Lock(r, rows[i].ID); err != nil {
				return err
			}
			if r.State != Refused {
				r.State = Cancelled
			}
			r.File = ""
			return errors.Join(tx.Update(r), dropProgress(tx, r.ID))
		}), s.remove(ctx, hash))
	}
	return err
}
