package award

import (
	"context"
	"slices"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

func shownPhotos(rows []fileRow) []AwardPhoto {
	out := make([]AwardPhoto, len(rows))
	for i, f := range rows {
		url := "/api/awards/photos/" + f.ID.String()
		out[i] = AwardPhoto{ID: f.ID, URL: url, Small: url + "?size=small", Medium: url + "?size=medium"}
	}
	return out
}

// keepAll checks photos and stores them; documents are none.
func (s *Service) keepAll(ctx context.Context, key string, list []files.Upload) ([]files.Kept, error) {
	if len(key) > maxKey {
		return nil, kernel.Invalid("client_key", "too_long")
	}
	if len(list) == 0 || len(list) > maxFiles {
		return nil, kernel.Invalid("files", "too_many").With("max", strconv.Itoa(maxFiles))
	}
	out := make([]files.Kept, len(list))
	for i, u := range list {
		if files.IsDocument(u.Data) {
			return nil, kernel.Invalid("files", "picture_type")
		}
		k, err := files.Keep(ctx, s.files, u)
		if err != nil {
			return nil, err
		}
		out[i] = k
	}
	return out, nil
}

// attach notes photos of a record; what is there already, or came with the same key, is left out.
func attach(tx *db.WriteTx, kind string, id kernel.ID, at kernel.Stamp, kept []files.Kept, key string) error {
	have, err := filesOf(tx.ReadTx, kind, []kernel.ID{id})
	if err != nil {
		return err
	}
	all := have[id]
	var rows []*fileRow
	for i, k := range kept {
		f := &fileRow{
			Stamp: at, OfKind: kind, OfID: id, Hash: k.Hash, Mime: k.Mime, Name: k.Name, Bytes: k.Bytes, Width: k.Width, Height: k.Height, Small: k.Small, Medium: k.Medium,
			At: instant(tx.Now()), ByPersonID: tx.Actor().PersonID, ByName: tx.Actor().Name,
		}
		if key != "" {
			mine := "a" + tx.Actor().AccountID.String() + ":" + key + ":" + strconv.Itoa(i)
			f.ClientKey = &mine
		}
		if !slices.ContainsFunc(all, func(h fileRow) bool {
			return h.Hash == f.Hash || f.ClientKey != nil && h.ClientKey != nil && *h.ClientKey == *f.ClientKey
		}) {
			rows, all = append(rows, f), append(all, *f)
		}
	}
	if len(all) > maxFiles {
		return kernel.Invalid("files", "too_many").With("max", strconv.Itoa(maxFiles))
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.InsertAll(rows)
}

// AddPhotos attaches photos to an entry until the body has voted on it.
func (s *Service) AddPhotos(ctx context.Context, entry kernel.ID, key string, list []files.Upload) (*Candidate, error) {
	if err := s.db.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&entryRow{}, entry) }); err != nil {
		return nil, err
	}
	kept, err := s.keepAll(ctx, key, list)
	if err != nil {
		return nil, err
	}
	var out *Candidate
	err = s.db.Write(ctx, "award.attach", func(tx *db.WriteTx) error {
		e := &entryRow{}
		if err := tx.Lock(e, entry); err != nil {
			return err
		}
		if e.State != In {
			return kernel.Conflict("candidate_state").With("state", e.State)
		}
		if err := attach(tx, OfEntry, e.ID, e.Stamp, kept, key); err != nil {
			return err
		}
		out, err = s.entry(tx.ReadTx, e)
		return err
	})
	return out, err
}

// AddCheckPhotos attaches photos to a re-check: while it waits, and on the day on which it was done.
func (s *Service) AddCheckPhotos(ctx context.Context, check kernel.ID, key string, list []files.Upload) (*HonourDetail, error) {
	if err := s.db.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&checkRow{}, check) }); err != nil {
		return nil, err
	}
	kept, err := s.keepAll(ctx, key, list)
	if err != nil {
		return nil, err
	}
	var out *HonourDetail
	err = s.db.Write(ctx, "award.attach_check", func(tx *db.WriteTx) error {
		k, h := &checkRow{}, &honourRow{}
		if err := tx.Lock(k, check); err != nil {
			return err
		}
		if k.State != CheckOpen && k.DoneDay != tx.Today() {
			return kernel.Conflict("checked_already").With("day", string(k.DoneDay))
		}
		if err := attach(tx, OfCheck, k.ID, k.Stamp, kept, key); err != nil {
			return err
		}
		if err := tx.Get(h, k.HonourID); err != nil {
			return err
		}
		out, err = s.honour(tx.ReadTx, h)
		return err
	})
	return out, err
}

// Photo opens a photo that the actor may see.
func (s *Service) Photo(ctx context.Context, id kernel.ID, size string) (*files.File, error) {
	var r fileRow
	if err := s.db.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&r, id) }); err != nil {
		return nil, err
	}
	k := files.Kept{Hash: r.Hash, Small: r.Small, Medium: r.Medium, Mime: r.Mime, Name: r.Name}
	return k.Send(ctx, s.files, size)
}
