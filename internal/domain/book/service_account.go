package book

import (
	"context"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// Account is an account with what it has now.
func (s *Service) Account(ctx context.Context, id kernel.ID) (*AccountDetail, error) {
	var out *AccountDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.account(tx, id)
		return err
	})
	return out, err
}

func (s *Service) account(tx *db.ReadTx, id kernel.ID) (*AccountDetail, error) {
	a, err := ledger.GetAccount(tx, id)
	if err != nil {
		return nil, err
	}
	n, err := ledger.BalanceOf(tx, id)
	if err != nil {
		return nil, err
	}
	names, err := s.names(tx, []ledger.Account{a})
	if err != nil {
		return nil, err
	}
	b, _, err := ledger.GetBook(tx, a.BookID)
	if err != nil {
		return nil, err
	}
	of, err := s.book(tx, b)
	return &AccountDetail{Account: shown(&a, names[a.ID], n.Posted), Book: of, Out: n.Out, In: n.In}, err
}

// Statement is a page of the postings of an account up to the end of a day, the newest first, each with what there was after it, what it
// comes from, and who stood for it.
func (s *Service) Statement(ctx context.Context, id kernel.ID, day kernel.Day, page kernel.Page) (out []Line, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.statement(tx, id, day, page)
		return err
	})
	return out, next, err
}

func (s *Service) statement(tx *db.ReadTx, id kernel.ID, day kernel.Day, page kernel.Page) ([]Line, string, error) {
	when, err := asOf(tx, At{Day: day})
	if err != nil {
		return nil, "", err
	}
	rows, next, err := ledger.RunningStatement(tx, id, when.Day, page)
	if err != nil {
		return nil, "", err
	}
	of := refs{}
	for _, r := range rows {
		of.add(r.RefKind, r.RefID)
	}
	behind, err := s.sources(tx, of)
	if err != nil {
		return nil, "", err
	}
	out := make([]Line, len(rows))
	for i, r := range rows {
		out[i] = Line{
			ID: r.ID, TxnID: r.TxnID, Day: r.Day, At: r.At, Kind: r.Kind, Memo: r.Memo, Amount: r.Amount, Balance: r.Balance, ReversesID: r.ReversesID, ReversedID: r.ReversedID,
			Source: behind(r.RefKind, r.RefID),
		}
	}
	return out, next, nil
}

// Txn is a transaction whole.
func (s *Service) Txn(ctx context.Context, id kernel.ID) (*Txn, error) {
	var out *Txn
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.txn(tx, id)
		return err
	})
	return out, err
}

func (s *Service) txn(tx *db.ReadTx, id kernel.ID) (*Txn, error) {
	t, err := ledger.Get(tx, id)
	if err != nil {
		return nil, err
	}
	b, _, err := ledger.GetBook(system(tx), t.BookID)
	if err != nil {
		return nil, err
	}
	of, err := s.book(tx, b)
	if err != nil {
		return nil, err
	}
	behind, err := s.sources(tx, refs{t.RefKind: {t.RefID}})
	if err != nil {
		return nil, err
	}
	out := &Txn{
		ID: t.ID, Book: of, Day: t.Day, At: t.At, Phase: string(t.Phase), Kind: t.Kind, Memo: t.Memo, ReversesID: t.ReversesID, EndsID: t.EndsID, Source: behind(t.RefKind, t.RefID),
	}
	if out.Legs, err = s.legs(tx, id); err != nil {
		return nil, err
	}
	if out.ReversedID, err = ledger.ReversalOf(tx, id); err != nil {
		return nil, err
	}
	events, err := ledger.Recorded(tx, id)
	if len(events) > 0 {
		out.By, out.No = events[0].Actor, events[0].No
	}
	return out, err
}

func (s *Service) legs(tx *db.ReadTx, id kernel.ID) ([]Leg, error) {
	rows, err := ledger.PostingsOf(tx, id)
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(rows))
	for i, p := range rows {
		ids[i] = p.AccountID
	}
	accounts, err := ledger.AccountsByID(system(tx), ids)
	if err != nil {
		return nil, err
	}
	list := make([]ledger.Account, 0, len(ids))
	for _, a := range accounts {
		list = append(list, a)
	}
	names, err := s.names(tx, list)
	out := make([]Leg, len(rows))
	for i, p := range rows {
		a := accounts[p.AccountID]
		out[i] = Leg{Account: shown(&a, names[a.ID], 0), Amount: p.Amount}
	}
	return out, err
}
