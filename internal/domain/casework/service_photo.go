package casework

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

// Upload is a photo or a document that somebody attaches.
type Upload = files.Upload

// keep checks what is attached and stores it, equal content once.
func (s *Service) keep(ctx context.Context, uploads []Upload) ([]photoRow, error) {
	var out []photoRow
	for _, u := range uploads {
		k, err := files.Keep(ctx, s.files, u)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(o photoRow) bool { return o.Hash == k.Hash }) {
			out = append(out, photoRow{Hash: k.Hash, Mime: k.Mime, Name: k.Name, Bytes: k.Bytes, Width: k.Width, Height: k.Height, Small: k.Small, Medium: k.Medium})
		}
	}
	return out, nil
}

// insertPhotos binds attachments to a case. key is the client's for the whole upload; each attachment has its place in it.
func insertPhotos(tx *db.WriteTx, c *caseRow, list []photoRow, by, key string) error {
	rows := make([]*photoRow, len(list))
	for i := range list {
		r := list[i]
		r.Stamp, r.CaseID, r.By, r.At = c.Stamp, c.ID, by, tx.Now().UnixMilli()
		if key != "" {
			own := key + ":" + itoa(i)
			r.ClientKey = &own
		}
		rows[i] = &r
	}
	return tx.InsertAll(rows)
}

// AddPhotos attaches photos and documents to an open case, for who may take a step on it or raised it. What it has already
// is left out, and an upload whose key came before changes nothing: so sending it again is safe, also after the case closed.
func (s *Service) AddPhotos(ctx context.Context, id kernel.ID, key string, photos []Upload) (*Detail, error) {
	if len(photos) == 0 || len(photos) > MaxPhotos {
		return nil, kernel.Invalid("photos", "too_many").With("max", itoa(MaxPhotos))
	}
	if _, err := s.Get(ctx, id); err != nil {
		return nil, err
	}
	if len(key) > maxKey {
		return nil, kernel.Invalid("client_key", "too_long").With("max", itoa(maxKey))
	}
	if key != "" {
		key = "a" + kernel.ActorOf(ctx).AccountID.String() + ":" + key
	}
	pics, err := s.keep(ctx, photos)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, actPhoto, func(tx *db.WriteTx) error {
		c := &caseRow{}
		if err := tx.Lock(c, id); err != nil {
			return err
		}
		if again, err := uploaded(system(tx.ReadTx), c.ID, key); again || err != nil {
			return err
		}
		by, err := s.photographer(tx, c)
		if err != nil {
			return err
		}
		have, err := photosOf(tx.ReadTx, c.ID)
		if err != nil {
			return err
		}
		fresh := slices.DeleteFunc(slices.Clone(pics), func(p photoRow) bool {
			return slices.ContainsFunc(have, func(r photoRow) bool { return r.Hash == p.Hash })
		})
		if len(have)+len(fresh) > MaxAllPhotos {
			return kernel.Invalid("photos", "too_many").With("max", itoa(MaxAllPhotos))
		}
		c.Photos = len(have) + len(fresh)
		if err := tx.Update(c); err != nil {
			return err
		}
		return insertPhotos(tx, c, fresh, by, key)
	})
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, id)
}

// photographer says as whom the actor adds photos.
func (s *Service) photographer(tx *db.WriteTx, c *caseRow) (string, error) {
	ct := s.typeOf(c)
	raised := c.ReporterPersonID != 0 && c.ReporterPersonID == tx.Actor().PersonID
	switch {
	case !c.Open:
		return "", kernel.Conflict("case_closed")
	case c.AssigneeID == tx.Actor().PersonID && c.AssigneeID != 0:
		return PhotoByHandler, nil
	case raised:
		return PhotoByReporter, nil
	case len(steps(ct, c.State, tx.Actor(), s.party(c))) > 0:
		return PhotoByHandler, nil
	}
	return "", kernel.Forbidden("not_yours")
}

// Photo opens an attachment of a case that the actor may see, a picture in one of its sizes.
func (s *Service) Photo(ctx context.Context, caseID, id kernel.ID, size string) (*files.File, error) {
	var row photoRow
	var sealed bool
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c := &caseRow{}
		if err := tx.Get(c, caseID); err != nil {
			return err
		}
		sealed = s.typeOf(c).Sealed
		return system(tx).Get(&row, id) // who sees the case sees what is attached to it
	})
	if err == nil && sealed {
		err = s.looked(ctx, caseID)
	}
	return s.file(ctx, row, caseID, size, err)
}

// PhotoByCode opens an attachment of the case that the code opens.
func (s *Service) PhotoByCode(ctx context.Context, code string, id kernel.ID, size string) (*files.File, error) {
	var row photoRow
	var caseID kernel.ID
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c, err := s.coded(tx, code)
		if err != nil {
			return err
		}
		caseID = c.ID
		return system(tx).Get(&row, id)
	})
	return s.file(ctx, row, caseID, size, err)
}

func (s *Service) file(ctx context.Context, row photoRow, caseID kernel.ID, size string, err error) (*files.File, error) {
	if err == nil && row.CaseID != caseID {
		err = kernel.NotFound("photo")
	}
	if err != nil {
		return nil, err
	}
	k := files.Kept{Hash: row.Hash, Small: row.Small, Medium: row.Medium, Mime: row.Mime, Name: row.Name}
	return k.Send(ctx, s.files, size)
}
