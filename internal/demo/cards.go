package demo

import (
	"context"
	"fmt"
	"math/rand/v2"

	"touyan/internal/domain/fact"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// cards writes down what is known of the households of villages; of every fifth nothing is known yet.
func (b *Builder) cards(ctx context.Context, villages []place.Place) error {
	rng := rand.New(rand.NewPCG(b.seed, uint64(len(villages))))
	for _, v := range villages {
		err := b.r.DB.Write(ctx, "fact.set", func(tx *db.WriteTx) error {
			page := kernel.Page{Limit: kernel.MaxLimit}
			for {
				list, next, err := b.r.Person.PageHousesBy(tx.ReadTx, "h.village_id = ? AND h.to_day = ?", []any{v.ID, kernel.EndOfTime}, page)
				if err != nil {
					return err
				}
				if err := b.r.Fact.Enter(tx, known(rng, list)); err != nil || next == "" {
					return err
				}
				page.Cursor = next
			}
		})
		if err != nil {
			return fmt.Errorf("demo: cards of %s: %w", v.Name, err)
		}
	}
	return nil
}

func known(rng *rand.Rand, list []person.Household) []fact.Entry {
	var out []fact.Entry
	one := func(ids ...string) string { return ids[rng.IntN(len(ids))] }
	for _, h := range list {
		if rng.IntN(5) == 0 {
			continue
		}
		v := map[string]any{
			"contact_phone": fmt.Sprintf("199%08d", rng.IntN(100_000_000)), "housing_grade": one("a", "a", "a", "b", "b", "c"),
			"water": one("piped", "piped", "piped", "shared", "well"), "main_income": one("crops", "animals", "away_work", "away_work", "local_work", "trade", "transfers"),
			"land": fmt.Sprintf("%d.%d", rng.IntN(9), rng.IntN(10)),
		}
		if rng.IntN(6) == 0 {
			v["poor"] = true
		}
		switch rng.IntN(24) {
		case 0:
			v["risk_class"] = "at_risk"
		case 1, 2:
			v["relief"] = one("minimum", "near_minimum", "destitute")
		case 3:
			v["away"], v["away_to"] = true, one("太原", "临汾", "西安", "北京")
		case 4, 5:
			v["help_first"], v["help_note"] = true, one("老人卧床，要人背", "独居，听力不好", "腿脚不便，要车接")
		case 6:
			v["hazard"] = one("flood", "slide")
		}
		out = append(out, fact.Entry{HouseholdID: h.ID, Stamp: h.Stamp, Values: v})
	}
	return out
}
