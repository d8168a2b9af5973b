package api_test

import (
	"database/sql"
	"slices"
	"testing"

	"touyan/internal/platform/db/dbtest"
)

// TestEveryStatementStaysInOneCounty walks all operations on a database whose tables are partitioned by county, and looks
// into the plans: whatever is asked within a county is answered by one partition, so that counties can lie on several
// servers (data-rules C2, C3). t_county, which every server has, is not partitioned.
func TestEveryStatementStaysInOneCounty(t *testing.T) {
	if len(dbtest.Engines()) < 2 {
		return // SQLite alone: no partitions
	}
	w := newWorld(t, dbtest.Twin)
	s := &sweep{world: w}
	s.open()
	for _, op := range w.app.Web.Ops() {
		for _, try := range samples[op.ID] {
			s.operation(op, try)
		}
	}
	if _, err := w.app.Casework.Recount(w.sys, w.county); err != nil {
		t.Fatal(err)
	}
	w.must(w.app.DB.Sequence(w.sys))
	const stray = "SELECT count(*) FROM t_case WHERE topic <> 'x'"
	logged, err := sql.Open("pgx", w.options.URL)
	w.must(err)
	defer func() { _ = logged.Close() }()
	_, err = logged.Exec(stray)
	w.must(err)
	strays, looked := dbtest.Strays(t, w.options)
	if !slices.Contains(strays, stray) {
		t.Error("a statement over all counties was not noticed")
	}
	for _, q := range strays {
		if q != stray {
			t.Errorf("reaches into several counties: %s", q)
		}
	}
	if _, err := w.raw.Exec("CREATE UNIQUE INDEX x_without_county ON t_case (id)"); err == nil {
		t.Error("a unique key without county_id was taken")
	}
	if looked < 1000 {
		t.Errorf("only %d statements were looked at", looked)
	}
	t.Logf("%d statements", looked)
}
