package demo_test

import (
	"strconv"
	"testing"

	"touyan/internal/demo"
	"touyan/internal/domain/bulletin"
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// counts say in plain SQL what the figures of a bulletin count (requirement K2), without the counters that it reads.
var counts = map[string]string{
	"走访次数":  "SELECT COUNT(*) FROM {visit v} WHERE v.day >= ? AND v.day <= ? AND v.back_at = 0",
	"见面次数":  "SELECT COUNT(*) FROM {visit v} WHERE v.day >= ? AND v.day <= ? AND v.back_at = 0 AND v.result = 'met'",
	"走访表态户": "SELECT COUNT(*) FROM {visit v} WHERE v.day >= ? AND v.day <= ? AND v.back_at = 0 AND v.rated <> ''",
	"走访满意户": "SELECT COUNT(*) FROM {visit v} WHERE v.day >= ? AND v.day <= ? AND v.back_at = 0 AND v.rated IN ('satisfied', 'fairly')",
	"办结件":   "SELECT COUNT(*) FROM {case c} WHERE c.ended_day >= ? AND c.ended_day <= ?",
}

// TestAMonthlyBulletinAgreesWithAPlainCount: every figure of records in 竹山's bulletin, and in its table by townships.
func TestAMonthlyBulletinAgreesWithAPlainCount(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			r, clock := rooms(t, engine, "zhushan")
			if err := demo.New(r, clock, 7).County(t.Context(), "zhushan", today); err != nil {
				t.Fatal(err)
			}
			county := must(place.CountyID(r.Pack.County))
			ctx := kernel.WithActor(t.Context(), kernel.System(county))
			papers := bulletin.New(bulletin.Options{DB: r.DB, Pack: r.Pack, Place: r.Place, Figures: indicator.New(r.DB, r.Pack, r.Place, r.Body), Visit: r.Visit})
			p, err := papers.Make(ctx, bulletin.NewPaper{Kind: "visit_monthly", PlaceID: county, Day: today})
			if err != nil {
				t.Fatal(err)
			}
			seen := 0
			err = r.DB.Read(ctx, func(tx *db.ReadTx) error {
				for _, f := range p.Figures {
					query, ok := counts[f.Name]
					if !ok || f.About != "" {
						continue
					}
					seen++
					args := []any{p.From, p.To}
					if f.Place.Level == kernel.LevelTownship {
						query += " AND township_id = ?"
						args = append(args, f.Place.ID)
					}
					var n []int
					if err := tx.Select(&n, query, args...); err != nil {
						return err
					}
					if f.Text != strconv.Itoa(n[0]) {
						t.Errorf("%s of %s: the paper says %s, the records %d", f.Name, f.Place.Name, f.Text, n[0])
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if seen < 30 || !p.Same {
				t.Errorf("%d figures compared; same %v", seen, p.Same)
			}
		})
	}
}
