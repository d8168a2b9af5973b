package ledger

import (
	"context"
	"log/slog"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Nightly is what the ledger does by the clock: each night it looks for what must never be in any book and logs it, corrects
// nothing, and records the end of reservations whose time is over.
type Nightly struct {
	DB  *db.DB
	Log *slog.Logger
}

// Schedule enters it.
func (n Nightly) Schedule(j *jobs.Service) {
	j.Daily("ledger.check", 3, 36, n.Check)
	j.Daily("ledger.expire", 3, 44, n.Expire)
}

// Check logs what Check finds in the books of the county.
func (n Nightly) Check(ctx context.Context) error {
	var books []kernel.ID
	if err := n.DB.Look(ctx, &books, "SELECT b.id FROM {ledger_book b}"); err != nil {
		return err
	}
	for _, id := range books {
		err := n.DB.Read(ctx, func(tx *db.ReadTx) error {
			found, err := Check(tx, id)
			for _, what := range found {
				n.Log.Error("a book does not agree with itself", slog.String("book", id.String()), slog.String("what", what))
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Expire records the end of reservations, some in each Write, so that others can write in between.
func (n Nightly) Expire(ctx context.Context) error {
	for done := exportBatch; done == exportBatch; {
		err := n.DB.Write(ctx, "ledger.expire", func(tx *db.WriteTx) (err error) {
			done, err = Expire(tx, exportBatch)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
