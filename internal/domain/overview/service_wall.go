package overview

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Walls are the links to walls that hold today, the newest first.
func (s *Service) Walls(ctx context.Context, page kernel.Page) (out []Wall, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		rows, after, err := pageOfWalls(tx, page)
		if err != nil {
			return err
		}
		next = after
		ids := make([]kernel.ID, len(rows))
		for i := range rows {
			ids[i] = rows[i].PlaceID
		}
		names, err := s.place.Names(tx, ids)
		for i := range rows {
			p := names[rows[i].PlaceID]
			out = append(out, rows[i].view(p))
		}
		return err
	})
	return out, next, err
}

func (r *wallRow) view(p place.Place) Wall {
	return Wall{ID: r.ID, Rev: r.Rev, Place: p.Ref(), Name: r.Name, Until: r.UntilDay, MadeBy: r.MadeBy, MadeAt: r.MadeAt}
}

// MakeWall makes a link to a wall; its secret is told in the answer and kept nowhere.
func (s *Service) MakeWall(ctx context.Context, n NewWall) (*MadeWall, error) {
	var out *MadeWall
	err := s.db.Write(ctx, "overview.make_wall", func(tx *db.WriteTx) error {
		n, err := n.clean(tx.Today())
		if err != nil {
			return err
		}
		p, err := s.asked(tx.ReadTx, n.PlaceID)
		if err != nil {
			return err
		}
		code, who := rand.Text(), tx.Actor()
		r := &wallRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: p.Stamp, PlaceID: p.ID, Name: n.Name, Hash: hashOf(code), UntilDay: n.Until,
			MadeAt: tx.Now().UnixMilli(), MadeByID: who.PersonID, MadeBy: who.Name,
		}
		out = &MadeWall{Wall: r.view(p), Code: code}
		return tx.Insert(r)
	})
	if err == nil {
		out.Rev = 1
	}
	return out, err
}

// hashOf is what is kept of the secret of a link, which is too long to be guessed.
func hashOf(code string) string {
	sum := sha256.Sum256([]byte("wall:" + code))
	return hex.EncodeToString(sum[:])
}

// EndWall makes a link open nothing from now on.
func (s *Service) EndWall(ctx context.Context, id kernel.ID, rev int64) error {
	return s.db.Write(ctx, "overview.end_wall", func(tx *db.WriteTx) error {
		r := &wallRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if r.Rev != rev {
			return kernel.Conflict("changed_meanwhile")
		}
		return tx.Delete(r)
	})
}

// wall finds what a link opens: the wall's own place, or one below it.
func (s *Service) wall(tx *db.ReadTx, code string, at kernel.ID) (*wallRow, place.Place, place.Place, error) {
	w, err := wallByHash(system(tx), hashOf(code))
	if err != nil || w.UntilDay < tx.Today() {
		return nil, place.Place{}, place.Place{}, kernel.NotFound("wall")
	}
	top, err := s.place.LoadOpen(system(tx), w.PlaceID)
	if err != nil {
		return nil, top, top, kernel.NotFound("wall")
	}
	if at == 0 || at == top.ID {
		return w, top, top, nil
	}
	p, err := s.place.LoadOpen(system(tx), at)
	if err != nil || !top.Arm().Covers(p.Stamp, tx.County()) || p.Level > kernel.LevelVillage {
		return nil, top, top, kernel.NotFound("place").With("id", at.String())
	}
	return w, top, p, nil
}

// WallScreen is what a wall shows of its place, or of one below it.
func (s *Service) WallScreen(ctx context.Context, code string, at kernel.ID) (*WallScreen, error) {
	var out *WallScreen
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		w, top, p, err := s.wall(tx, code, at)
		if err != nil {
			return err
		}
		county, err := s.place.Load(system(tx), tx.County())
		if err != nil {
			return err
		}
		sc, err := s.screenIn(tx, p)
		if err != nil {
			return err
		}
		out = &WallScreen{Name: w.Name, Top: top.Ref(), County: county.Name, Screen: sc.forWall()}
		return nil
	})
	return out, err
}

// WallShapes are the outlines of the places below one that a wall shows.
func (s *Service) WallShapes(ctx context.Context, code string, at kernel.ID) ([]place.Shape, error) {
	var out []place.Shape
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		_, _, p, err := s.wall(tx, code, at)
		if err != nil {
			return err
		}
		open, _, err := s.open(tx, p)
		if err != nil {
			return err
		}
		out, err = s.place.ShapesIn(open, p.ID)
		return err
	})
	return out, err
}
