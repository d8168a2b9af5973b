package visit

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

// AddPhotos attaches pictures of things to a visit whose household agreed to them; they are sealed, because they show somebody's
// home. An upload whose key came before changes nothing.
func (s *Service) AddPhotos(ctx context.Context, id kernel.ID, key string, list [][]byte) (*Detail, error) {
	if len(list) == 0 || len(list) > maxPhotos {
		return nil, kernel.Invalid("photos", "too_many").With("max", itoa(maxPhotos))
	}
	who, ctx, err := s.reachVisit(ctx, id)
	if err != nil {
		return nil, err
	}
	var kept []photoRow
	for _, data := range list {
		r, err := s.keep(ctx, data)
		if err != nil {
			return nil, errors.Join(err, s.drop(ctx, kept))
		}
		kept = append(kept, r)
	}
	var out *Detail
	var spare []photoRow
	err = s.db.Write(ctx, "visit.add_photos", func(tx *db.WriteTx) error {
		r := &visitRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		switch {
		case r.BackAt != 0 || !made(who, r) && who.Kind != kernel.ActorSystem:
			return kernel.Forbidden("not_yours")
		case !r.PhotoOK:
			return kernel.Forbidden("no_consent_to_photos")
		}
		if spare, err = s.attach(tx, r, kept, clientKey(who, key)); err != nil {
			return err
		}
		out, err = s.detail(tx.ReadTx, who, r)
		return err
	})
	switch {
	case err == nil:
		err = s.drop(ctx, spare)
	case kernel.KindOf(err) != kernel.KindUnavailable: // else nobody knows whether they are entered
		err = errors.Join(err, s.drop(ctx, kept))
	}
	return out, err
}

// attach enters pictures that have not come before; those that have are spare.
func (s *Service) attach(tx *db.WriteTx, r *visitRow, kept []photoRow, key *string) (spare []photoRow, err error) {
	have, err := photosOf(tx.ReadTx, r.ID)
	if err != nil {
		return nil, err
	}
	var rows []*photoRow
	for i := range kept {
		p := kept[i]
		if key != nil {
			own := *key + ":" + itoa(i)
			p.ClientKey = &own
		}
		if key != nil && slices.ContainsFunc(have, func(h photoRow) bool { return h.ClientKey != nil && *h.ClientKey == *p.ClientKey }) {
			spare = append(spare, kept[i])
			continue
		}
		p.Row, p.Stamp, p.VisitID, p.At = db.Row{ID: tx.NewID()}, r.Stamp, r.ID, tx.Now().UnixMilli()
		rows = append(rows, &p)
	}
	if len(have)+len(rows) > maxPhotos {
		return nil, kernel.Invalid("photos", "too_many").With("max", itoa(maxPhotos))
	}
	if len(rows) == 0 {
		return spare, nil
	}
	r.Photos = len(have) + len(rows)
	if err := tx.Update(r); err != nil {
		return nil, err
	}
	return spare, tx.InsertAll(rows)
}

// vault keeps what pictures show.
func (s *Service) vault() files.Vault { return files.Vault{Store: s.files, Keys: s.keys} }

// keep checks a picture and stores it sealed, stripped of everything but the picture.
func (s *Service) keep(ctx context.Context, data []byte) (r photoRow, err error) {
	pic, err := files.Picture(data)
	if err != nil {
		return r, err
	}
	r = photoRow{Mime: pic.Mime, Width: pic.Width, Height: pic.Height, Bytes: int64(len(pic.Data))}
	for _, one := range []struct {
		data []byte
		to   *string
	}{{pic.Data, &r.Hash}, {pic.Small, &r.Small}} {
		if len(one.data) > 0 && err == nil {
			*one.to, err = s.vault().Put(ctx, one.data)
		}
	}
	return r, err
}

func (s *Service) drop(ctx context.Context, list []photoRow) (err error) {
	for _, p := range list {
		for _, hash := range []string{p.Hash, p.Small} {
			if hash != "" {
				err = errors.Join(err, files.Remove(ctx, s.files, hash))
			}
		}
	}
	return err
}

// DropPhotos removes the pictures of a visit: the household agrees no longer. What they showed goes before the rows.
func (s *Service) DropPhotos(ctx context.Context, id kernel.ID, reason string) (*Detail, error) {
	reason, err := kernel.Words("reason", reason, maxAsk, true)
	if err != nil {
		return nil, err
	}
	who, ctx, err := s.reachVisit(ctx, id)
	if err != nil {
		return nil, err
	}
	var out *Detail
	err = s.db.Write(ctx, "visit.drop_photos", func(tx *db.WriteTx) error {
		r := &visitRow{}
		if err := tx.Lock(r, id); err != nil {
			return err
		}
		if !made(who, r) && !may(who, PermPlan, r.Stamp) {
			return kernel.Forbidden("not_yours")
		}
		tx.Reason(reason)
		rows, err := photosOf(tx.ReadTx, id)
		if err != nil {
			return err
		}
		if err := s.drop(ctx, rows); err != nil {
			return err
		}
		for i := range rows {
			if err := tx.Delete(&rows[i]); err != nil {
				return err
			}
		}
		r.Photos, r.PhotoOK = 0, false
		if err := tx.Update(r); err != nil {
			return err
		}
		out, err = s.detail(tx.ReadTx, who, r)
		return err
	})
	return out, err
}

// DropOld removes pictures whose period is over.
func (s *Service) DropOld(tx *db.WriteTx, ids []kernel.ID) (int, error) {
	for _, id := range ids {
		p := &photoRow{}
		if err := tx.Lock(p, id); err != nil {
			return 0, err
		}
		if err := s.drop(tx.Ctx(), []photoRow{*p}); err != nil {
			return 0, err
		}
		if err := tx.Delete(p); err != nil {
			return 0, err
		}
		v := &visitRow{}
		if err := tx.Lock(v, p.VisitID); err != nil {
			return 0, err
		}
		v.Photos--
		if err := tx.Update(v); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

// File is a picture as it is sent.
type File struct {
	Mime, Hash string
	Data       *bytes.Reader
}

// Photo opens a picture of a visit that the actor may see.
func (s *Service) Photo(ctx context.Context, visit, id kernel.ID, size string) (*File, error) {
	row := photoRow{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if _, err := s.look(tx, visit); err != nil {
			return err
		}
		return system(tx).Get(&row, id)
	})
	if err == nil && row.VisitID != visit {
		err = kernel.NotFound("file")
	}
	if err != nil {
		return nil, err
	}
	hash := row.Hash
	if size == "small" && row.Small != "" {
		hash = row.Small
	}
	data, err := s.vault().Open(ctx, hash)
	return &File{Mime: row.Mime, Hash: hash, Data: bytes.NewReader(data)}, err
}

func (r *photoRow) photo() Photo {
	at := "/api/visits/" + r.VisitID.String() + "/photos/" + r.ID.String()
	return Photo{ID: r.ID, Width: r.Width, Height: r.Height, URL: at, Small: at + "?size=small"}
}
