package duty

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
	"unicode"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
)

// Upload is a file that somebody attaches. Its bytes decide what it is; the name is shown for documents only.
type Upload struct {
	Name string
	Data []byte
}

// AddEvidence attaches pictures and documents to an item that the actor owes. What it has already is left out, and an upload whose
// key came before changes nothing.
func (s *Service) AddEvidence(ctx context.Context, id kernel.ID, key string, list []Upload) (*ItemDetail, error) {
	if len(list) == 0 || len(list) > maxFiles {
		return nil, kernel.Invalid("files", "too_many").With("max", itoa(maxFiles))
	}
	if _, err := s.Get(ctx, id); err != nil {
		return nil, err
	}
	var kept []evidenceRow
	for _, u := range list {
		r, err := s.keep(ctx, u)
		if err != nil {
			return nil, err
		}
		kept = append(kept, r)
	}
	who := kernel.ActorOf(ctx)
	err := s.db.Write(whole(ctx), "duty.evidence", func(tx *db.WriteTx) error {
		v, err := s.look(tx.ReadTx, who, id)
		if err != nil {
			return err
		}
		if err := tx.Lock(v.row, id); err != nil {
			return err
		}
		have, err := evidenceOf(tx.ReadTx, id)
		if err != nil {
			return err
		}
		own := clientKey(who, key)
		if own != nil && slices.ContainsFunc(have, func(e evidenceRow) bool { return e.ClientKey != nil && *e.ClientKey == *own+":0" }) {
			return nil
		}
		if err := v.allowed(who, StepEvidence); err != nil {
			return err
		}
		return s.attach(tx, v.row, have, kept, own)
	})
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, id)
}

// attach binds evidence of kinds that the type takes to an item.
func (s *Service) attach(tx *db.WriteTx, r *itemRow, have, list []evidenceRow, key *string) error {
	t, _ := s.pack().ListType(r.Type)
	var rows []*evidenceRow
	for i := range list {
		e := list[i]
		if slices.ContainsFunc(have, func(h evidenceRow) bool { return h.Hash == e.Hash && e.Hash != "" }) {
			continue
		}
		if !proves(t, e.Kind) {
			return kernel.Invalid("files", "evidence_of_other_kind").With("kind", e.Kind)
		}
		e.Stamp, e.ItemID, e.At, e.ByPersonID, e.ByName = r.Stamp, r.ID, tx.Now().UnixMilli(), tx.Actor().PersonID, tx.Actor().Name
		if key != nil {
			own := *key + ":" + itoa(i)
			e.ClientKey = &own
		}
		rows = append(rows, &e)
	}
	if len(have)+len(rows) > maxEvidence {
		return kernel.Invalid("files", "too_many").With("max", itoa(maxEvidence))
	}
	if len(rows) == 0 {
		return nil
	}
	r.Evidence = len(have) + len(rows)
	if err := tx.Update(r); err != nil {
		return err
	}
	return tx.InsertAll(rows)
}

// keep checks a file and stores it: a picture stripped of all but the picture, with a small one beside it, or a document.
func (s *Service) keep(ctx context.Context, u Upload) (r evidenceRow, err error) {
	if files.IsDocument(u.Data) {
		if err := files.Document(u.Data); err != nil {
			return r, err
		}
		r = evidenceRow{Kind: pack.EvidenceDocument, Mime: files.MimePDF, Name: fileName(u.Name)}
		r.Hash, r.Bytes, err = s.files.Put(ctx, bytes.NewReader(u.Data))
		return r, err
	}
	pic, err := files.Picture(u.Data)
	if err != nil {
		return r, err
	}
	r = evidenceRow{Kind: pack.EvidencePhoto, Mime: pic.Mime, Width: pic.Width, Height: pic.Height}
	if r.Hash, r.Bytes, err = s.files.Put(ctx, bytes.NewReader(pic.Data)); err != nil {
		return r, err
	}
	for _, less := range []struct {
		data []byte
		to   *string
	}{{pic.Small, &r.Small}, {pic.Medium, &r.Medium}} {
		if len(less.data) > 0 && err == nil {
			*less.to, _, err = s.files.Put(ctx, bytes.NewReader(less.data))
		}
	}
	return r, err
}

// File is evidence as it is sent.
type File struct {
	Mime, Name, Hash string
	Data             io.ReadSeekCloser
}

// Evidence opens a file of an item that the actor may see; size small is the picture for lists.
func (s *Service) Evidence(ctx context.Context, item, id kernel.ID, size string) (*File, error) {
	row := evidenceRow{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		if _, err := s.look(tx, tx.Actor(), item); err != nil {
			return err
		}
		return system(tx).Get(&row, id)
	})
	if err == nil && (row.ItemID != item || row.Hash == "") {
		err = kernel.NotFound("file")
	}
	if err != nil {
		return nil, err
	}
	hash := row.Hash
	if size == "small" && row.Small != "" {
		hash = row.Small
	}
	f, err := s.files.Open(ctx, hash)
	return &File{Mime: row.Mime, Name: row.Name, Hash: hash, Data: f}, err
}

// fileName is the name of a document without folders, signs that files may not have, and more than a line holds.
func fileName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`"<>:|?*`, r) {
			return -1
		}
		return r
	}, name))
	if r := []rune(name); len(r) > maxKey {
		name = string(r[:maxKey])
	}
	return name
}
