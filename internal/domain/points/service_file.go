package points

import (
	"context"
	"slices"
	"strconv"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

func (r *fileRow) view() File {
	f := File{ID: r.ID, Name: r.Name, Mime: r.Mime, Bytes: r.Bytes, URL: "/api/points/entries/" + r.EntryID.String() + "/files/" + r.ID.String()}
	if r.Name == "" {
		f.Small, f.Medium = f.URL+"?size=small", f.URL+"?size=medium"
	}
	return f
}

// touches tells whether somebody may read what belongs to an entry, or add to it: the member, or who has the permission there.
func touches(who kernel.Actor, e *entryRow, perms ...string) bool {
	return who.Is(e.PersonID) || slices.ContainsFunc(perms, func(p string) bool { return has(who, p, e.Stamp) })
}

// AddFiles puts photos or documents beside an entry that is not decided yet. What it has already is left out, and an upload whose key
// came before changes nothing.
func (s *Service) AddFiles(ctx context.Context, id kernel.ID, key string, list []files.Upload) (*EntryDetail, error) {
	if len(key) > maxKey {
		return nil, kernel.Invalid("client_key", "too_long").With("max", strconv.Itoa(maxKey))
	}
	if len(list) == 0 || len(list) > maxFiles {
		return nil, kernel.Invalid("files", "too_many").With("max", strconv.Itoa(maxFiles))
	}
	who := kernel.ActorOf(ctx)
	mine := func(tx *db.ReadTx, e *entryRow) error {
		if err := tx.Get(e, id); err != nil {
			return err
		}
		if !touches(who, e, PermRecord, PermConfirm) {
			return kernel.NotFound(entryTable).With("id", id.String())
		}
		return inState(e, Draft, Review)
	}
	if err := s.db.Read(whole(ctx), func(tx *db.ReadTx) error { return mine(tx, &entryRow{}) }); err != nil {
		return nil, err
	}
	var kept []files.Kept
	for _, u := range list {
		k, err := files.Keep(ctx, s.files, u)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(kept, func(o files.Kept) bool { return o.Hash == k.Hash }) {
			kept = append(kept, k)
		}
	}
	var out *EntryDetail
	err := s.db.Write(whole(ctx), "points.attach", func(tx *db.WriteTx) error {
		var e entryRow
		if err := mine(tx.ReadTx, &e); err != nil {
			return err
		}
		if err := tx.Lock(&e, id); err != nil {
			return err
		}
		if err := attach(tx, &e, kept, key); err != nil {
			return err
		}
		var err error
		out, err = s.entry(tx.ReadTx, &e)
		return err
	})
	return out, err
}

func attach(tx *db.WriteTx, e *entryRow, kept []files.Kept, key string) error {
	have, err := filesOf(tx.ReadTx, e.ID)
	if err != nil {
		return err
	}
	var rows []*fileRow
	for i, k := range kept {
		f := &fileRow{
			Stamp: e.Stamp, YearID: e.YearID, EntryID: e.ID, Hash: k.Hash, Mime: k.Mime, Name: k.Name, Bytes: k.Bytes, Width: k.Width, Height: k.Height, Small: k.Small,
			Medium: k.Medium, At: tx.Now().UnixMilli(),
		}
		if key != "" {
			mine := "a" + tx.Actor().AccountID.String() + ":" + key + ":" + strconv.Itoa(i)
			f.ClientKey = &mine
		}
		there := func(h fileRow) bool {
			return h.Hash == f.Hash || f.ClientKey != nil && h.ClientKey != nil && *h.ClientKey == *f.ClientKey
		}
		if !slices.ContainsFunc(have, there) {
			rows = append(rows, f)
		}
	}
	if len(have)+len(rows) > maxFiles {
		return kernel.Invalid("files", "too_many").With("max", strconv.Itoa(maxFiles))
	}
	if len(rows) == 0 {
		return nil
	}
	if err := tx.InsertAll(rows); err != nil {
		return err
	}
	e.Files = len(have) + len(rows)
	return tx.Update(e)
}

// OpenFile opens a file of an entry, a picture in one of its sizes.
func (s *Service) OpenFile(ctx context.Context, entry, id kernel.ID, size string) (*files.File, error) {
	var r fileRow
	who := kernel.ActorOf(ctx)
	err := s.db.Read(whole(ctx), func(tx *db.ReadTx) error {
		var e entryRow
		if err := tx.Get(&e, entry); err != nil {
			return err
		}
		if !touches(who, &e, PermList, PermRecord, PermConfirm) {
			return kernel.NotFound(entryTable).With("id", entry.String())
		}
		return tx.Get(&r, id)
	})
	if err == nil && r.EntryID != entry {
		err = kernel.NotFound("file")
	}
	if err != nil {
		return nil, err
	}
	k := files.Kept{Hash: r.Hash, Small: r.Small, Medium: r.Medium, Mime: r.Mime, Name: r.Name}
	return k.Send(ctx, s.files, size)
}
