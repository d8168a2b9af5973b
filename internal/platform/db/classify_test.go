package db_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// TestErrorsAreToldApartByCodeAlone takes real errors of PostgreSQL, blanks everything but the SQLSTATE, as a database that
// spreads counties over servers does with the names of constraints, and expects them to be understood the same (data-rules
// Q6, C4).
func TestErrorsAreToldApartByCodeAlone(t *testing.T) {
	onPostgres(t, func(t *testing.T, d *db.DB, o db.Options) {
		raw := dbtest.Raw(t, "postgres", o)
		_, err := raw.Exec("INSERT INTO t_scratch_lease SELECT 1") // no such table: nothing we know
		known := map[string]error{"other": err}
		_, err = raw.Exec("INSERT INTO t_lease (slot, holder, until) SELECT slot, holder, until FROM t_lease")
		known["unique"] = err
		_, err = raw.Exec(`INSERT INTO t_journal_line SELECT 1, 1, 1, 1, 'x', 1, 1, 'insert', '', '', '', '', 0, 0, 0, 0, 0, '', FALSE`)
		known["foreign"] = err
		known["retry"] = lockedOut(t, raw)
		for name, err := range known {
			var whole *pgconn.PgError
			if !errors.As(err, &whole) {
				t.Fatalf("%s: %v", name, err)
			}
			blank := &pgconn.PgError{Severity: whole.Severity, Code: whole.Code}
			if got := db.FaultName(d, err); got != name || db.FaultName(d, blank) != name {
				t.Errorf("%s is taken for %s, blanked for %s: %v", name, got, db.FaultName(d, blank), err)
			}
		}
	})
}

// lockedOut is the error of whoever may not wait for a lock.
func lockedOut(t *testing.T, raw *sql.DB) error {
	t.Helper()
	tx, err := raw.Begin()
	must(t, err)
	defer func() { _ = tx.Rollback() }()
	_, err = tx.Exec("SELECT * FROM t_lease FOR UPDATE")
	must(t, err)
	_, err = raw.Exec("SELECT * FROM t_lease FOR UPDATE NOWAIT")
	return err
}

// TestDuplicateKeyIsRunAgainOnBothEngines is the same through the door: the second of two Writes that take one client key
// at once finds the record of the first, whatever the constraint is called.
func TestDuplicateKeyIsRunAgainOnBothEngines(t *testing.T) {
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		must(t, keyed(ctx, d, "a"))
		runs := 0
		must(t, d.Write(ctx, "probe.put", func(tx *db.WriteTx) error {
			key := "a"
			if runs++; runs == 1 { // as if it had looked just before the other's commit
				return tx.Insert(&probe{ClientKey: &key})
			}
			var p probe
			return tx.One(&p, "SELECT p.* FROM {probe p} WHERE p.client_key = ?", key)
		}))
		err := d.Write(ctx, "probe.put", func(tx *db.WriteTx) error { return tx.Insert(&probe{Row: db.Row{ID: 1}, Stamp: kernel.Stamp{}}) })
		if err != nil || runs != 2 {
			t.Fatal(runs, err)
		}
	})
}
