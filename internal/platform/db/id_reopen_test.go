package db_test

import (
	"testing"

	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// Ids that were drawn ahead of the clock, as those of a large Write are, are not drawn again by the next process.
func TestIDsGoOnAboveTheLastWriteOfTheProcessBefore(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e, func(t *testing.T) {
			o := dbtest.Fresh(t, e)
			o.Now = dbtest.NewClock().Now
			d, err := db.Open(t.Context(), o)
			must(t, err)
			must(t, d.CreateCounty(t.Context(), db.County{ID: dbtest.County, Code: "141029", Name: "乡宁县"}))
			must(t, d.RawExec(t.Context(), probeDDL))
			rows := make([]*probe, 1000)
			for i := range rows {
				rows[i] = &probe{N: int64(i)}
			}
			must(t, d.Write(dbtest.System(t), "probe.load", func(tx *db.WriteTx) error { return tx.InsertAll(rows) }))
			must(t, d.Close())
			again := open(t, o)
			must(t, again.Write(dbtest.System(t), "probe.load", func(tx *db.WriteTx) error { return tx.Insert(&probe{N: 1}) }))
		})
	}
}
