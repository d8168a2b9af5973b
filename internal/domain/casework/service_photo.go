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

// keep checks what is attached and stores it: photos stripped of everything but the picture, with smaller ones beside them,
// and documents as they are. What no case comes to hold stays behind unnamed; the store keeps equal content once.
func (s *Service) keep(ctx context.Context, uploads []Upload) ([]photoRow, error) {
	var out []photoRow
	for _, u := range uploads {
		keep := s.keepPicture
		if files.IsDocument(u.Data) {
			keep = s.keepDocument
		}
		r, err := keep(ctx, u)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(o photoRow) bool { return o.Hash == r.Hash }) {
			out = append(out, r)
		}
	}
	return out, nil
}

func (s *Service) keepPicture(ctx context.Context, u Upload) (r photoRow, err error) {
	pic, err := files.Picture(u.Data)
	if err != nil {
		return r, err
	}
	r = photoRow{Mime: pic.Mime, Width: pic.Width, Height: pic.Height}
	if r.Hash, r.Bytes, err = s.files.Put(ctx, bytes.NewReader(pic.Data)); err != nil {
		return r, err
	}
	for _, less := range []struct {
		data []byte
		to   *string
	}{{pic.Small, &r.Small}, {pic.Medium, &r.Medium}} {
		if len(less.data) == 0 {
			continue
		}
		if *less.to, _, err = s.files.Put(ctx, bytes.NewReader(less.data)); err != nil {
			return r, err
		}
	}
	return r, nil
}

func (s *Service) keepDocument(ctx context.Context, u Upload) (r photoRow, err error) {
	if err := files.Document(u.Data); err != nil {
		return r, err
	}
	r = photoRow{Mime: files.MimePDF, Name: files.DocumentName(u.Name)}
	r.Hash, r.Bytes, err = s.files.Put(ctx, bytes.NewReader(u.Data))
	return r, err
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

// PhotoFile is an attachment as it is sent.
type PhotoFile struct {
	Mime string
	Name string // of a document
	Hash string
	Data io.ReadSeekCloser
}

// Photo opens an attachment of a case that the actor may see, a picture in one of its sizes.
func (s *Service) Photo(ctx context.Context, caseID, id kernel.ID, size string) (*PhotoFile, error) {
	var row photoRow
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if err := tx.Get(&caseRow{}, caseID); err != nil {
			return err
		}
		return tx.Get(&row, id)
	})
	return s.file(ctx, row, caseID, size, err)
}

// PhotoByCode opens an attachment of the case that the code opens.
func (s *Service) PhotoByCode(ctx context.Context, code string, id kernel.ID, size string) (*PhotoFile, error) {
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

func (s *Service) file(ctx context.Context, row photoRow, caseID kernel.ID, size string, err error) (*PhotoFile, error) {
	if err == nil && row.CaseID != caseID {
		err = kernel.NotFound("photo")
	}
	if err != nil {
		return nil, err
	}
	hash := row.sized(size)
	f, err := s.files.Open(ctx, hash)
	return &PhotoFile{Mime: row.Mime, Name: row.Name, Hash: hash, Data: f}, err
}
