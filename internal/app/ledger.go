package app

import (
	"context"
	"io"
	"net/url"

	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// ledgerRegister is what the command line calls the books.
const ledgerRegister = "ledger"

// exportLedger writes all books as plain text that other programs of double entry check, or their trial balance today as a workbook.
func exportLedger(ctx context.Context, a *App, args url.Values, out io.Writer) error {
	return a.DB.Read(ctx, func(tx *db.ReadTx) error {
		if args.Get("format") == "xlsx" {
			return ledger.WriteTrial(tx, out, tx.Today())
		}
		return ledger.WriteText(tx, out, ledger.Format(args.Get("format")))
	})
}
