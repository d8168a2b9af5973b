package visit

import (
	"strconv"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The counters. Standing: households of a campaign by their result (visit.task.<campaign>.<result>), and of a checklist by item
// and answer. By day and village: visits by type and result. By month and village: answers to forms, and what households said of
// the visits of a campaign, or of those of a type outside campaigns. Coarse, so that the page of a county stays quick however many
// visits there are.
const (
	measureTask   = "visit.task."
	measureItem   = "visit.item."
	measureVisit  = "visit.day."
	measureAnswer = "visit.answer."
	measureRated  = "visit.rated."
)

// answerCount is the name under which the answers to a form are counted, beside those of its choices.
const answerCount = "n"

// village is the stamp by which visits are counted, month the day that stands for one.
func village(st kernel.Stamp) kernel.Stamp {
	return kernel.Stamp{TownshipID: st.TownshipID, VillageID: st.VillageID, Sealed: st.Sealed}
}

func month(day kernel.Day) kernel.Day { return day[:8] + "01" }

// about is what a rating counts for: the campaign, else the type.
func (r *visitRow) about() string {
	if r.CampaignID != 0 {
		return r.CampaignID.String()
	}
	return r.Type
}

// tally counts a visit, or takes it out.
func (r *visitRow) tally(tx *db.WriteTx, n int64) {
	tx.Tally(village(r.Stamp), r.Day, measureVisit+r.Type+"."+r.Result, n)
	r.tallyRated(tx, n)
}

func (r *visitRow) tallyRated(tx *db.WriteTx, n int64) {
	if r.Rated != "" {
		tx.Tally(village(r.Stamp), month(r.Day), measureRated+r.about()+"."+r.Rated, n)
	}
}

// The columns by which counters are kept: of the lowest place, or of the village.
const (
	byLowest  = "x.township_id, x.village_id, x.group_id, x.micro_id, x.body_id, x.topic"
	byVillage = "x.township_id, x.village_id"
	sqlMonth  = "SUBSTR(x.day, 1, 8) || '01'"
)

type countRow struct {
	kernel.Stamp
	OnDay   kernel.Day `bun:"on_day"`
	Measure string     `bun:"measure"`
	N       int64      `bun:"n"`
}

// countStep is how many records are grouped at a time: an engine that sorts all of them at once holds them all in memory. The tests of
// the room make it small.
var countStep = 200_000

// counted groups the records of a table that meet a condition over x, step by step.
func counted(tx *db.ReadTx, table, by, day, measure, where string) ([]db.Count, error) {
	sums := map[db.Count]int64{}
	for after := kernel.ID(0); ; {
		var last []kernel.ID
		if err := tx.Select(&last, "SELECT x.id FROM {"+table+" x} WHERE x.id > ? ORDER BY x.id LIMIT 1 OFFSET ?", after, countStep-1); err != nil {
			return nil, err
		}
		part, args := "x.id > ?", []any{after}
		if len(last) > 0 {
			part, args = part+" AND x.id <= ?", append(args, last[0])
		}
		var rows []countRow
		err := tx.Select(&rows, "SELECT "+by+", "+day+" AS on_day, "+measure+" AS measure, COUNT(*) AS n FROM {"+table+" x} WHERE "+part+" AND "+where+
			" AND NOT x.sealed GROUP BY "+by+", on_day, measure", args...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			sums[db.Count{Stamp: r.Stamp, Day: r.OnDay, Measure: r.Measure}] += r.N
		}
		if len(last) == 0 {
			return summed(sums), nil
		}
		after = last[0]
	}
}

func summed(sums map[db.Count]int64) []db.Count {
	out := make([]db.Count, 0, len(sums))
	for c, n := range sums {
		c.N = n
		out = append(out, c)
	}
	return out
}

// The counters anew from the records, for the comparison of the night.
func freshTasks(tx *db.ReadTx) ([]db.Count, error) {
	return counted(tx, "campaign_task", byLowest, "''", "'"+measureTask+"' || x.campaign_id || '.' || (CASE WHEN x.result = '' THEN '"+resultLeft+"' ELSE x.result END)", "TRUE")
}

func freshItems(tx *db.ReadTx) ([]db.Count, error) {
	return counted(tx, "checklist_item", byLowest, "''", "'"+measureItem+"' || x.form || '.' || x.item || '.' || x.value", "TRUE")
}

func freshVisits(tx *db.ReadTx) ([]db.Count, error) {
	return counted(tx, "visit", byVillage, "x.day", "'"+measureVisit+"' || x.type || '.' || x.result", "x.back_at = 0")
}

func freshRated(tx *db.ReadTx) ([]db.Count, error) {
	return counted(tx, "visit", byVillage, sqlMonth, "'"+measureRated+"' || (CASE WHEN x.campaign_id = 0 THEN x.type ELSE '' || x.campaign_id END) || '.' || x.rated", "x.back_at = 0 AND x.rated <> ''")
}

// answerStep is how many records with answers are read at a time.
const answerStep = 2000

// freshAnswers counts the answers of visits and papers.
func (s *Service) freshAnswers(tx *db.ReadTx) ([]db.Count, error) {
	sums := map[db.Count]int64{}
	for _, q := range []string{
		"SELECT x.id, x.form, x.rules_no, x.facts, x.day, x.township_id, x.village_id, x.sealed FROM {visit x} WHERE x.back_at = 0 AND x.form <> '' AND x.id > ? ORDER BY x.id LIMIT ?",
		"SELECT x.id, x.form, x.rules_no, x.facts, x.day, x.township_id, x.village_id, x.sealed FROM {survey_answer x} WHERE x.id > ? ORDER BY x.id LIMIT ?",
	} {
		for after := kernel.ID(0); ; {
			var rows []visitRow
			if err := tx.Select(&rows, q, after, answerStep); err != nil {
				return nil, err
			}
			for i := range rows {
				if err := s.addAnswers(sums, &rows[i]); err != nil {
					return nil, err
				}
				after = rows[i].ID
			}
			if len(rows) < answerStep {
				break
			}
		}
	}
	return summed(sums), nil
}

func (s *Service) addAnswers(sums map[db.Count]int64, r *visitRow) error {
	f, ok := s.packs.Version(r.RulesNo).Form(r.Form)
	if !ok || f.Latest || r.Sealed {
		return nil
	}
	all, err := casework.ReadAnswers(r.Facts)
	for _, m := range measuresOf(f, all) {
		sums[db.Count{Stamp: village(r.Stamp), Day: month(r.Day), Measure: m}]++
	}
	return err
}

// sumsAt sums the counters of a place whose measure begins with a prefix.
func (s *Service) sumsAt(tx *db.ReadTx, at kernel.ID, prefix string, days kernel.Span) (map[string]int64, error) {
	where, args, err := s.place.Within(tx, "t", at)
	if err != nil {
		return nil, err
	}
	var rows []db.Sum
	err = tx.Select(&rows, "SELECT t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE "+where+" AND t.measure >= ? AND t.measure < ? AND t.day >= ? AND t.day <= ? GROUP BY t.measure",
		append(args, prefix, prefix+"~", days.From, days.To)...)
	out := map[string]int64{}
	for _, r := range rows {
		out[r.Measure] += r.N
	}
	return out, err
}

var levelCol = map[kernel.Level]string{
	kernel.LevelTownship: "township_id", kernel.LevelVillage: "village_id", kernel.LevelGroup: "group_id", kernel.LevelMicro: "micro_id",
}

// sumsBelow is sumsAt for each of some places of one level.
func sumsBelow(tx *db.ReadTx, level kernel.Level, ids []kernel.ID, prefix string, days kernel.Span) (map[kernel.ID]map[string]int64, error) {
	out := map[kernel.ID]map[string]int64{}
	col, ok := levelCol[level]
	if !ok || len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("t."+col, ids)
	var rows []db.Sum
	err := tx.Select(&rows, "SELECT t."+col+" AS place_id, t.measure AS measure, SUM(t.n) AS n FROM {tally t} WHERE "+in+
		" AND t.measure >= ? AND t.measure < ? AND t.day >= ? AND t.day <= ? GROUP BY t."+col+", t.measure", append(args, prefix, prefix+"~", days.From, days.To)...)
	for _, r := range rows {
		if out[r.PlaceID] == nil {
			out[r.PlaceID] = map[string]int64{}
		}
		out[r.PlaceID][r.Measure] += r.N
	}
	return out, err
}

func itoa(n int) string { return strconv.Itoa(n) }
