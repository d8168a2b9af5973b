package points

import (
	"context"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// GetEntry is the page of an entry: the deed, its evidence, what was done with it by whom, and what moved.
func (s *Service) GetEntry(ctx context.Context, id kernel.ID) (*EntryDetail, error) {
	var out *EntryDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var e entryRow
		if err := tx.Get(&e, id); err != nil {
			return err
		}
		var err error
		out, err = s.entry(tx, &e)
		return err
	})
	return out, err
}

func (s *Service) entry(tx *db.ReadTx, e *entryRow) (*EntryDetail, error) {
	list, err := s.entries(tx, []entryRow{*e})
	if err != nil {
		return nil, err
	}
	out := &EntryDetail{Entry: list[0], FileList: []File{}, Steps: []Step{}, Movements: []Movement{}}
	var y yearRow
	if err := system(tx).Get(&y, e.YearID); err != nil {
		return nil, err
	}
	names, err := s.body.Named(system(tx), []kernel.ID{y.BodyID})
	if err != nil {
		return nil, err
	}
	out.Branch = body.Ref{ID: y.BodyID, Name: names[y.BodyID]}
	p, sch := s.schemeOf(&y)
	x, _ := sch.Item(e.Item)
	out.Rule = itemShown(p, sch, x)
	at, err := accountsByID(tx, []kernel.ID{e.AccountID})
	if err != nil {
		return nil, err
	}
	c, _ := sch.Class(at[e.AccountID].Class)
	out.Class = named(c.Term)
	if out.RecordTitle, out.RecordDay, err = s.recordShown(tx, e); err != nil {
		return nil, err
	}
	return out, s.traced(tx, e, out)
}

// traced adds files, steps and movements.
func (s *Service) traced(tx *db.ReadTx, e *entryRow, out *EntryDetail) error {
	files, err := filesOf(tx, e.ID)
	if err != nil {
		return err
	}
	for i := range files {
		out.FileList = append(out.FileList, files[i].view())
	}
	steps, err := stepsOf(tx, e.ID)
	if err != nil {
		return err
	}
	for _, st := range steps {
		out.Steps = append(out.Steps, Step{st.Kind, st.At, st.ByName, st.Text})
	}
	txns, err := ledger.ByRef(tx, entryTable, e.ID)
	if err == nil && e.ReversesID != 0 && e.TxnID != 0 { // in the ledger a reversal belongs to what it reverses
		var t ledger.Txn
		t, err = ledger.Get(tx, e.TxnID)
		txns = append(txns, t)
	}
	for _, t := range txns {
		m := Movement{ID: t.ID, Day: t.Day, At: t.At, Phase: string(t.Phase)}
		if t.Phase == ledger.Settled || t.Phase == ledger.Posted {
			m.Amount = e.Points
			if t.ReversesID != 0 && e.ReversesID == 0 {
				m.Amount = -e.Points
			}
		}
		out.Movements = append(out.Movements, m)
	}
	return err
}
