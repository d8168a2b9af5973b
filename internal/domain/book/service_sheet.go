package book

import (
	"context"
	"io"
	"iter"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// WriteTrial writes the trial balance of a book as a workbook: what the accounts of each kind have together with the sums, which are equal,
// and each account.
func (s *Service) WriteTrial(ctx context.Context, w io.Writer, id kernel.ID, at At) error {
	t, err := s.Trial(ctx, id, at)
	if err != nil {
		return err
	}
	return writeTrial(w, t, func(yield func(Account, error) bool) {
		err := s.db.Read(ctx, func(tx *db.ReadTx) error { return s.eachAccount(tx, t, at, yield) })
		if err != nil {
			yield(Account{}, err)
		}
	})
}

// eachAccount gives the accounts of a trial balance one by one.
func (s *Service) eachAccount(tx *db.ReadTx, t *Trial, at At, yield func(Account, error) bool) error {
	when, err := asOf(tx, at)
	if err != nil {
		return err
	}
	for _, x := range t.Totals {
		page := kernel.Page{Limit: kernel.MaxLimit}
		for more := true; more; more = page.Cursor != "" {
			lines, next, err := ledger.AccountsIn(tx, t.ID, x.Kind, x.Unit, when, page)
			if err != nil {
				return err
			}
			list, err := s.accounts(tx, lines)
			if err != nil {
				return err
			}
			for _, a := range list {
				if !yield(a, nil) {
					return nil
				}
			}
			page.Cursor = next
		}
	}
	return nil
}

// WriteStatement writes the postings of an account up to the end of a day as a workbook, the newest first.
func (s *Service) WriteStatement(ctx context.Context, w io.Writer, id kernel.ID, day kernel.Day) error {
	a, err := s.Account(ctx, id)
	if err != nil {
		return err
	}
	return writeStatement(w, a, s.eachLine(ctx, id, day))
}

func (s *Service) eachLine(ctx context.Context, id kernel.ID, day kernel.Day) iter.Seq2[Line, error] {
	return func(yield func(Line, error) bool) {
		page := kernel.Page{Limit: kernel.MaxLimit}
		for more := true; more; more = page.Cursor != "" {
			list, next, err := s.Statement(ctx, id, day, page)
			if err != nil {
				yield(Line{}, err)
				return
			}
			for _, l := range list {
				if !yield(l, nil) {
					return
				}
			}
			page.Cursor = next
		}
	}
}
