package person

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

// AddPapers puts photographs and documents to an event: pictures stripped of everything but the picture, documents that do
// nothing. What the event has already is left out, so sending them again is safe. They stay until their period is over, also
// when the event is taken back: why something was entered by mistake must stay to be seen.
func (s *Service) AddPapers(ctx context.Context, event kernel.ID, list []NewPaper) ([]Paper, error) {
	if len(list) == 0 || len(list) > MaxPapers {
		return nil, kernel.Invalid("papers", "too_many").With("max", strconv.Itoa(MaxPapers))
	}
	var there []paperRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) error {
		if err := tx.Get(&eventRow{}, event); err != nil {
			return err
		}
		of, err := papersOf(tx, []kernel.ID{event})
		there = of[event]
		return err
	})
	if err != nil {
		return nil, err
	}
	known := len(there)
	for _, n := range list {
		paper, err := files.PaperOf(n.Name, n.Data)
		if err != nil {
			return nil, err
		}
		r := paperRow{Mime: paper.Mime, Name: paper.Name, Bytes: int64(len(paper.Data))}
		is, err := s.isThere(ctx, there, r, paper.Data)
		switch {
		case err != nil:
			return nil, err
		case is:
			continue
		case len(there) == MaxPapers:
			return nil, kernel.Invalid("papers", "too_many").With("max", strconv.Itoa(MaxPapers))
		}
		if r.Hash, err = s.vault().Put(ctx, paper.Data); err != nil {
			return nil, err
		}
		there = append(there, r)
	}
	if len(there) == known {
		return papers(there), nil
	}
	if err := s.savePapers(ctx, event, there, known); err != nil {
		return nil, err
	}
	return papers(there), nil // they have their ids now
}

// savePapers enters papers that are stored, behind those that are known. When it fails what is stored goes again.
func (s *Service) savePapers(ctx context.Context, event kernel.ID, all []paperRow, known int) error {
	err := s.d.Write(ctx, "person.add_papers", func(tx *db.WriteTx) error {
		e := &eventRow{}
		if err := tx.Lock(e, event); err != nil {
			return err
		}
		now, err := papersOf(tx.ReadTx, []kernel.ID{event})
		switch {
		case err != nil:
			return err
		case len(now[event]) != known:
			return kernel.Conflict("changed_meanwhile")
		}
		for i := known; i < len(all); i++ {
			r := &all[i]
			r.Stamp, r.EventID, r.HouseholdID, r.At, r.ByName = e.Stamp, e.ID, e.HouseholdID, tx.Now().UnixMilli(), tx.Actor().Name
			if err := tx.Insert(r); err != nil {
				return err
			}
		}
		return nil
	})
	if kernel.KindOf(err) == kernel.KindUnavailable { // nobody knows whether they are entered
		return err
	}
	for i := known; err != nil && i < len(all); i++ {
		err = errors.Join(err, files.Remove(ctx, s.Files, all[i].Hash))
	}
	return err
}

// isThere tells whether papers have that content already. Sealed files tell it only when they are opened: those of the same
// kind and size.
func (s *Service) isThere(ctx context.Context, list []paperRow, r paperRow, data []byte) (bool, error) {
	for _, o := range list {
		if o.Mime != r.Mime || o.Bytes != r.Bytes {
			continue
		}
		old, err := s.vault().Open(ctx, o.Hash)
		if err != nil || bytes.Equal(old, data) {
			return err == nil, err
		}
	}
	return false, nil
}

// vault keeps what papers show.
func (s *Service) vault() files.Vault { return files.Vault{Store: s.Files, Keys: s.keys} }

// OpenPaper opens a paper for a reason; who looked, at which event and why stays in the journal.
func (s *Service) OpenPaper(ctx context.Context, event, id kernel.ID, reason string) (*PaperFile, error) {
	if reason = strings.TrimSpace(reason); reason == "" {
		return nil, kernel.Invalid("reason", "required")
	}
	r := &paperRow{}
	err := s.d.Write(ctx, PermReveal, func(tx *db.WriteTx) error {
		if err := tx.Get(r, id); err != nil {
			return err
		}
		if r.EventID != event {
			return kernel.NotFound(paperTable.Name)
		}
		tx.Reason(reason)
		tx.View("household_event", r.EventID, r.Stamp, "paper")
		return nil
	})
	if err != nil {
		return nil, err
	}
	data, err := s.vault().Open(ctx, r.Hash)
	return &PaperFile{Paper: r.paper(), Data: data}, err
}

// DropPapers removes papers whose period is over. What they show goes before the row: a Write that fails then leaves a row
// for the next night, and nothing that nobody speaks of.
func (s *Service) DropPapers(tx *db.WriteTx, ids []kernel.ID) (int, error) {
	for _, id := range ids {
		r := &paperRow{}
		if err := tx.Lock(r, id); err != nil {
			return 0, err
		}
		if err := files.Remove(tx.Ctx(), s.Files, r.Hash); err != nil {
			return 0, err
		}
		if err := tx.Delete(r); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

func papers(rows []paperRow) []Paper {
	out := make([]Paper, len(rows))
	for i := range rows {
		out[i] = rows[i].paper()
	}
	return out
}
