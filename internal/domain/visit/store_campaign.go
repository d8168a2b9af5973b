package visit

import (
	"cmp"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// running: the campaign of a task has not ended.
const running = "campaign_id IN (SELECT id FROM {campaign} WHERE county_id = :county AND state <> '" + Closed + "')"

var (
	_ = db.Declare(db.Table{
		Name: campaignTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "state <> '" + Closed + "'",
		Refs: []db.Ref{{Col: "maker_person_id", To: "person", Label: "maker_name"}},
	})
	_ = db.Declare(db.Table{
		Name: taskTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: running,
		Refs:     []db.Ref{{Col: "visitor_id", To: "person", Label: "visitor_name"}},
		Standing: []string{"'" + measureTask + "' || campaign_id || '.' || (CASE WHEN result = '' THEN '" + resultLeft + "' ELSE result END)"},
	})
)

type campaignRow struct {
	db.BaseModel `bun:"table:t_campaign"`
	db.Row
	kernel.Stamp
	Plan        string     `bun:"plan"`
	RulesNo     int        `bun:"rules_no"`
	Name        string     `bun:"name"`
	Text        string     `bun:"text"`
	VisitType   string     `bun:"visit_type"`
	PlaceID     kernel.ID  `bun:"place_id"`
	Linked      string     `bun:"linked"`
	Trait       string     `bun:"trait"`
	TraitValues string     `bun:"trait_values"`
	Visitors    string     `bun:"visitors"` // the rules, as JSON
	FromDay     kernel.Day `bun:"from_day"`
	DueDay      kernel.Day `bun:"due_day"`
	GapDays     int        `bun:"gap_days"` // from one visit to the next; 0: one visit
	RestedDays  int        `bun:"rested_days"`
	Reached     int        `bun:"target_reached"`
	Satisfied   int        `bun:"target_satisfied"`
	State       string     `bun:"state"`
	Total       int        `bun:"total"`
	Made        int        `bun:"made"`
	Rested      int        `bun:"rested"`
	ClosedDay   kernel.Day `bun:"closed_day"`
	MakerID     kernel.ID  `bun:"maker_person_id"`
	MakerName   string     `bun:"maker_name"`
	ClientKey   *string    `bun:"client_key"`
}

type taskRow struct {
	db.BaseModel `bun:"table:t_campaign_task"`
	db.Row
	kernel.Stamp
	CampaignID  kernel.ID  `bun:"campaign_id"`
	HouseholdID kernel.ID  `bun:"household_id"`
	VisitorID   kernel.ID  `bun:"visitor_id"`
	VisitorName string     `bun:"visitor_name"`
	Rule        string     `bun:"rule"`
	SourceID    kernel.ID  `bun:"source_id"`
	DueDay      kernel.Day `bun:"due_day"`
	Result      string     `bun:"result"`
	Open        bool       `bun:"open"`
	Gap         bool       `bun:"gap"`
	Tries       int        `bun:"tries"`
	LastDay     kernel.Day `bun:"last_day"`
	LastVisit   kernel.ID  `bun:"last_visit_id"`
}

// resultLeft stands in counters for a household that waits for its visit.
const resultLeft = "left"

func (r *taskRow) measure() string {
	result := r.Result
	if result == "" {
		result = resultLeft
	}
	return measureTask + r.CampaignID.String() + "." + result
}

// setTask stores a task that was changed, and keeps the counters.
func setTask(tx *db.WriteTx, was taskRow, r *taskRow) error {
	tx.Tally(was.Stamp, db.Standing, was.measure(), -1)
	tx.Tally(r.Stamp, db.Standing, r.measure(), 1)
	return tx.Update(r)
}

// openCampaigns reads the campaigns that run.
func openCampaigns(tx *db.ReadTx) ([]campaignRow, error) {
	var rows []campaignRow
	err := tx.Select(&rows, "SELECT c.* FROM {campaign c} WHERE c.state = ? ORDER BY c.id LIMIT 500", Open)
	return rows, err
}

// housesIn reads the households of a place that stand in the register, by a further condition over `h`.
func housesIn(tx *db.ReadTx, where string, args []any) ([]house, error) {
	var rows []struct {
		ID      kernel.ID `bun:"id"`
		Code    string    `bun:"code"`
		PlaceID kernel.ID `bun:"place_id"`
		kernel.Stamp
	}
	err := tx.Select(&rows, "SELECT h.id, h.code, h.place_id, h.township_id, h.village_id, h.group_id, h.micro_id FROM {household h}"+
		" WHERE h.to_day = ? AND "+where, append([]any{kernel.EndOfTime}, args...)...)
	out := make([]house, len(rows))
	for i, r := range rows {
		out[i] = house{id: r.ID, code: r.Code, at: r.PlaceID, stamp: r.Stamp}
	}
	inOrder(out)
	return out, err
}

// seatRow is a post, link or contact by which somebody visits.
type seatRow struct {
	ID         kernel.ID `bun:"id"`
	PersonID   kernel.ID `bun:"person_id"`
	PersonName string    `bun:"person_name"`
	PlaceID    kernel.ID `bun:"place_id"` // of a link the household
}

func holdersOf(tx *db.ReadTx, posts []string) ([]seatRow, error) {
	marks, args := marksOf(posts)
	var rows []seatRow
	err := tx.Select(&rows, "SELECT a.id, a.person_id, a.person_name, a.place_id FROM {appointment a} WHERE a.post IN ("+marks+")"+
		" AND a.place_id <> 0 AND a.acts_for_id = 0 AND a.from_day <= ? AND a.to_day >= ?", append(args, tx.Today(), tx.Today())...)
	slices.SortFunc(rows, func(a, b seatRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

func linksOf(tx *db.ReadTx, kind, where string, args []any) ([]seatRow, error) {
	var rows []seatRow
	err := tx.Select(&rows, "SELECT l.id, l.person_id, l.person_name, l.household_id AS place_id FROM {link l} WHERE l.kind = ? AND l.to_day = ? AND NOT l.extra AND "+
		where, append([]any{kind, kernel.EndOfTime}, args...)...)
	return rows, err
}

// contactsOf reads who keeps contact with which organisation by a duty, and where that is.
func contactsOf(tx *db.ReadTx, def string) ([]seatRow, error) {
	var rows []seatRow
	err := tx.Select(&rows, "SELECT d.id, d.person_id, d.person_name, b.place_id FROM {duty d} JOIN {body b} ON b.county_id = d.county_id AND b.id = d.target_id"+
		" WHERE d.def = ? AND d.target_id <> 0 AND d.person_id <> 0 AND d.to_day >= ? ORDER BY d.id", def, tx.Today())
	return rows, err
}

// homesOf tells in which household each of some persons lives.
func homesOf(tx *db.ReadTx, persons []kernel.ID) (map[kernel.ID]kernel.ID, error) {
	out := map[kernel.ID]kernel.ID{}
	const step = 1024
	for from := 0; from < len(persons); from += step {
		in, args := place.Among("m.person_id", persons[from:min(from+step, len(persons))])
		var rows []struct {
			PersonID    kernel.ID `bun:"person_id"`
			HouseholdID kernel.ID `bun:"household_id"`
		}
		err := tx.Select(&rows, "SELECT m.person_id, m.household_id FROM {household_member m} WHERE "+in+" AND m.to_day = ?", append(args, kernel.EndOfTime)...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.PersonID] = r.HouseholdID
		}
	}
	return out, nil
}

func marksOf(list []string) (string, []any) {
	out, args := "", make([]any, len(list))
	for i, v := range list {
		if i > 0 {
			out += ", "
		}
		out, args[i] = out+"?", v
	}
	return out, args
}
