package casework

import (
	"bytes"
	"context"
	"io"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

// picture is a photo that lies in the store.
type picture struct {
	hash, mime    string
	width, height int
}

// keep checks photos, strips them of everything but the picture and stores them. What no case comes to hold stays behind
// unnamed; the store keeps equal content once.
func (s *Service) keep(ctx context.Context, photos [][]byte) ([]picture, error) {
	var out []picture
	for _, data := range photos {
		clean, mime, w, h, err := files.Picture(data)
		if err != nil {
			return nil, err
		}
		hash, _, err := s.files.Put(ctx, bytes.NewReader(clean))
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(p picture) bool { return p.hash == hash }) {
			out = append(out, picture{hash, mime, w, h})
		}
	}
	return out, nil
}

func insertPhotos(tx *db.WriteTx, c *caseRow, pics []picture, by string) error {
	rows := make([]*photoRow, len(pics))
	for i, p := range pics {
		rows[i] = &photoRow{
			Stamp: c.Stamp, CaseID: c.ID, Hash: p.hash, Mime: p.mime, Width: p.width, Height: p.height, By: by,
			At: tx.Now().UnixMilli(),
		}
	}
	return tx.InsertAll(rows)
}

// AddPhotos adds photos to an open case, for who may take a step on it or raised it. Photos it has already are left out,
// so sending them again changes nothing.
func (s *Service) AddPhotos(ctx context.Context, id kernel.ID, photos [][]byte) (*Detail, error) {
	if len(photos) == 0 || len(photos) > MaxPhotos {
		return nil, kernel.Invalid("photos", "too_many").With("max", itoa(MaxPhotos))
	}
	if _, err := s.Get(ctx, id); err != nil {
		return nil, err
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
		by, err := s.photographer(tx, c)
		if err != nil {
			return err
		}
		have, err := photosOf(tx.ReadTx, c.ID)
		if err != nil {
			return err
		}
		fresh := slices.DeleteFunc(slices.Clone(pics), func(p picture) bool {
			return slices.ContainsFunc(have, func(r photoRow) bool { return r.Hash == p.hash })
		})
		if len(have)+len(fresh) > MaxAllPhotos {
			return kernel.Invalid("photos", "too_many").With("max", itoa(MaxAllPhotos))
		}
		c.Photos = len(have) + len(fresh)
		if err := tx.Update(c); err != nil {
			return err
		}
		return insertPhotos(tx, c, fresh, by)
	})
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, id)
}

// photographer says as whom the actor adds photos.
func (s *Service) photographer(tx *db.WriteTx, c *caseRow) (string, error) {
	ct, _ := s.pack.CaseType(c.Type)
	raised := c.ReporterPersonID != 0 && c.ReporterPersonID == tx.Actor().PersonID
	switch {
	case !c.Open:
		return "", kernel.Conflict("case_closed")
	case c.AssigneeID == tx.Actor().PersonID && c.AssigneeID != 0:
		return PhotoByHandler, nil
	case raised:
		return PhotoByReporter, nil
	case len(steps(ct, c.State, tx.Actor(), c.party())) > 0:
		return PhotoByHandler, nil
	}
	return "", kernel.Forbidden("not_yours")
}

// PhotoFile is a photo as it is sent.
type PhotoFile struct {
	Mime string
	Hash string
	Data io.ReadSeekCloser
}

// Photo opens a photo of a case that the actor may see.
func (s *Service) Photo(ctx context.Context, caseID, id kernel.ID) (*PhotoFile, error) {
	var row photoRow
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := tx.Get(&caseRow{}, caseID); err != nil {
			return err
		}
		return tx.Get(&row, id)
	})
	return s.file(ctx, row, caseID, err)
}

// PhotoByCode opens a photo of the case that the code opens.
func (s *Service) PhotoByCode(ctx context.Context, code string, id kernel.ID) (*PhotoFile, error) {
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
	return s.file(ctx, row, caseID, err)
}

func (s *Service) file(ctx context.Context, row photoRow, caseID kernel.ID, err error) (*PhotoFile, error) {
	if err == nil && row.CaseID != caseID {
		err = kernel.NotFound("photo")
	}
	if err != nil {
		return nil, err
	}
	f, err := s.files.Open(ctx, row.Hash)
	return &PhotoFile{Mime: row.Mime, Hash: row.Hash, Data: f}, err
}
