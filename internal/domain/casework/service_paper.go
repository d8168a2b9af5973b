package casework

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/form"
	"touyan/internal/platform/pack"
)

const (
	actPaper     = "casework.add_papers"
	actOpenPaper = "casework.open_paper"
)

// keptPaper is a paper whose sealed file is stored and that no case holds yet.
type keptPaper struct {
	row  paperRow
	data []byte
}

// seal checks the papers of a field and stores each sealed. The same content twice is kept once.
func (s *Service) seal(ctx context.Context, field string, list []Upload) ([]keptPaper, error) {
	if len(list) > MaxPapers {
		return nil, kernel.Invalid("papers", "too_many").With("max", itoa(MaxPapers))
	}
	var out []keptPaper
	for _, u := range list {
		p, err := files.PaperOf(u.Name, u.Data)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(out, func(o keptPaper) bool { return bytes.Equal(o.data, p.Data) }) {
			out = append(out, keptPaper{row: paperRow{Field: field, Mime: p.Mime, Name: p.Name, Bytes: int64(len(p.Data))}, data: p.Data})
		}
	}
	for i := range out {
		var err error
		if out[i].row.Hash, err = s.vault().Put(ctx, out[i].data); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// sealAll seals the papers of several fields.
func (s *Service) sealAll(ctx context.Context, by map[string][]Upload) ([]keptPaper, error) {
	var out []keptPaper
	for _, field := range slices.Sorted(maps.Keys(by)) {
		kept, err := s.seal(ctx, field, by[field])
		if err != nil {
			return nil, err
		}
		out = append(out, kept...)
	}
	return out, nil
}

// AddPapers attaches papers to a field of an open case, for who may take a step on it or raised it. Who looks at what they show
// says why.
func (s *Service) AddPapers(ctx context.Context, id kernel.ID, field string, list []Upload) (*Detail, error) {
	if len(list) == 0 {
		return nil, kernel.Invalid("papers", "required")
	}
	if _, err := s.Get(ctx, id); err != nil {
		return nil, err
	}
	kept, err := s.seal(ctx, field, list)
	if err != nil {
		return nil, err
	}
	err = s.db.Write(ctx, actPaper, func(tx *db.WriteTx) error {
		c := &caseRow{}
		if err := tx.Lock(c, id); err != nil {
			return err
		}
		ct := s.typeOf(c)
		if f, ok := ct.Field(field); !ok || f.Type != pack.FieldPaper {
			return kernel.Invalid("field", "bad_value")
		}
		if _, err := s.photographer(tx, c); err != nil {
			return err
		}
		rows, err := attach(tx, c, kept)
		if err != nil {
			return err
		}
		if err := tx.InsertAll(rows); err != nil {
			return err
		}
		return tx.Update(c)
	})
	if kernel.KindOf(err) == kernel.KindUnavailable { // nobody knows whether they are entered
		return nil, err
	}
	for i := 0; err != nil && i < len(kept); i++ {
		err = errors.Join(err, files.Remove(ctx, s.files, kept[i].row.Hash))
	}
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, id)
}

// attach makes the rows of papers of a case, both still to be written: the answer of their field are their ids.
func attach(tx *db.WriteTx, c *caseRow, kept []keptPaper) ([]*paperRow, error) {
	if len(kept) == 0 {
		return nil, nil
	}
	all, err := form.Read(c.Facts)
	if err != nil {
		return nil, err
	}
	var rows []*paperRow
	for _, k := range kept {
		r := k.row
		r.ID, r.Stamp, r.CaseID, r.At = tx.NewID(), c.Stamp, c.ID, tx.Now().UnixMilli()
		if tx.Actor().Kind == kernel.ActorOfficer {
			r.ByName = tx.Actor().Name
		}
		ids, _ := all[r.Field].([]any)
		if len(ids) >= MaxPapers {
			return nil, kernel.Invalid("papers", "too_many").With("max", itoa(MaxPapers))
		}
		all[r.Field] = append(ids, r.ID.String())
		rows = append(rows, &r)
	}
	c.Facts, err = all.Write()
	return rows, err
}

// movePapers binds the papers of a case to where it is now.
func movePapers(tx *db.WriteTx, c *caseRow, save func(db.Record) error) error {
	rows, err := papersOf(system(tx.ReadTx), c.ID)
	for i := range rows {
		if err == nil {
			rows[i].Stamp = c.Stamp
			err = save(&rows[i])
		}
	}
	return err
}

// OpenPaper opens a paper for a reason; who looked, at which case and why stays in the journal.
func (s *Service) OpenPaper(ctx context.Context, id, paper kernel.ID, reason string) (*PaperFile, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return nil, kernel.Invalid("reason", "required")
	}
	r := &paperRow{}
	err := s.db.Write(ctx, actOpenPaper, func(tx *db.WriteTx) error {
		c := &caseRow{}
		if err := tx.Get(c, id); err != nil {
			return err
		}
		if err := tx.Get(r, paper); err != nil {
			return err
		}
		if r.CaseID != id {
			return kernel.NotFound(paperTable)
		}
		tx.Reason(reason)
		tx.View(table, c.ID, c.Stamp, "paper")
		return nil
	})
	if err != nil {
		return nil, err
	}
	data, err := s.vault().Open(ctx, r.Hash)
	return &PaperFile{SealedPaper: r.paper(), Data: data}, err
}

// vault keeps what papers show.
func (s *Service) vault() files.Vault { return files.Vault{Store: s.files, Keys: s.keys} }

// DropPapers removes papers whose period is over, what they show before the rows: a Write that fails then leaves rows for the
// next night, and nothing that nobody speaks of.
func (s *Service) DropPapers(tx *db.WriteTx, ids []kernel.ID) (int, error) {
	for _, id := range ids {
		r := &paperRow{}
		if err := tx.Lock(r, id); err != nil {
			return 0, err
		}
		if err := files.Remove(tx.Ctx(), s.files, r.Hash); err != nil {
			return 0, err
		}
		if err := tx.Delete(r); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}
