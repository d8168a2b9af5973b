package person

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

// AddPapers puts photographs and documents to an event: pictures stripped of everything but the picture, documents that do
// nothing. What the event has already is left out, so sending them again is safe. They stay as long as the event does, also
// when it is taken back: why something was entered by mistake must stay to be seen.
func (s *Service) AddPapers(ctx context.Context, event kernel.ID, list []NewPaper) ([]Paper, error) {
	if len(list) == 0 || len(list) > MaxPapers {
		return nil, kernel.Invalid("papers", "too_many").With("max", strconv.Itoa(MaxPapers))
	}
	if err := s.d.Read(ctx, func(tx *db.ReadTx) error { return tx.Get(&eventRow{}, event) }); err != nil {
		return nil, err
	}
	kept := make([]paperRow, len(list))
	for i, n := range list {
		var err error
		if kept[i], err = s.keepPaper(ctx, n); err != nil {
			return nil, err
		}
	}
	var out []Paper
	err := s.d.Write(ctx, "person.add_papers", func(tx *db.WriteTx) error {
		e := &eventRow{}
		if err := tx.Lock(e, event); err != nil {
			return err
		}
		there, err := papersOf(tx.ReadTx, []kernel.ID{event})
		if err != nil {
			return err
		}
		all := there[event]
		for _, r := range kept {
			if slices.ContainsFunc(all, func(o paperRow) bool { return o.Hash == r.Hash }) {
				continue
			}
			r.Stamp, r.EventID, r.HouseholdID, r.At, r.ByName = e.Stamp, e.ID, e.HouseholdID, tx.Now().UnixMilli(), tx.Actor().Name
			if err := tx.Insert(&r); err != nil {
				return err
			}
			all = append(all, r)
		}
		if len(all) > MaxPapers {
			return kernel.Invalid("papers", "too_many").With("max", strconv.Itoa(MaxPapers))
		}
		out = papers(all)
		return nil
	})
	return out, err
}

// keepPaper checks a file and stores it. What no event comes to hold stays behind unnamed.
func (s *Service) keepPaper(ctx context.Context, n NewPaper) (paperRow, error) {
	r := paperRow{Mime: files.MimePDF}
	data := n.Data
	if files.IsDocument(data) {
		if err := files.Document(data); err != nil {
			return r, err
		}
		r.Name = files.DocumentName(n.Name)
	} else {
		pic, err := files.Picture(data)
		if err != nil {
			return r, err
		}
		data, r.Mime = pic.Data, pic.Mime
	}
	var err error
	r.Hash, r.Bytes, err = s.Files.Put(ctx, bytes.NewReader(data))
	return r, err
}

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
	f, err := s.Files.Open(ctx, r.Hash)
	return &PaperFile{Paper: r.paper(), Hash: r.Hash, Data: f}, err
}

func papers(rows []paperRow) []Paper {
	out := make([]Paper, len(rows))
	for i := range rows {
		out[i] = rows[i].paper()
	}
	return out
}
