package duty

import (
	"context"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
)

// Upload is a file that somebody attaches.
type Upload = files.Upload

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

// keep checks a file and stores it.
func (s *Service) keep(ctx context.Context, u Upload) (evidenceRow, error) {
	k, err := files.Keep(ctx, s.files, u)
	r := evidenceRow{Kind: pack.EvidencePhoto, Hash: k.Hash, Mime: k.Mime, Name: k.Name, Bytes: k.Bytes, Width: k.Width, Height: k.Height, Small: k.Small, Medium: k.Medium}
	if k.Name != "" {
		r.Kind = pack.EvidenceDocument
	}
	return r, err
}

// Evidence opens a file of an item that the actor may see; size small is the picture for lists.
func (s *Service) Evidence(ctx context.Context, item, id kernel.ID, size string) (*files.File, error) {
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
	k := files.Kept{Hash: row.Hash, Small: row.Small, Medium: row.Medium, Mime: row.Mime, Name: row.Name}
	return k.Send(ctx, s.files, size)
}
