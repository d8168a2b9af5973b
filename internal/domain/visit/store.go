package visit

import (
	"cmp"
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The names under which the journal knows the records.
const (
	visitTable    = "visit"
	campaignTable = "campaign"
	taskTable     = "campaign_task"
	photoTable    = "visit_photo"
	itemTable     = "checklist_item"
	surveyTable   = "survey_answer"
)

// A visit stays where it was made; what is owed, and how a household stands, goes with the household.
var (
	_ = db.Declare(db.Table{
		Name: visitTable, Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true,
		Refs: []db.Ref{
			{Col: "visitor_id", To: "person", Label: "visitor_name"},
			{Col: "entered_id", To: "person"}, // their names stay as they signed
			{Col: "rater_id", To: "person"},
		},
	})
	_ = db.Declare(db.Table{Name: "visit_ask", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true})
	_ = db.Declare(db.Table{Name: photoTable, Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true})
	_ = db.Declare(db.Table{
		Name: itemTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "TRUE",
		Standing: []string{"'" + measureItem + "' || form || '.' || item || '.' || value"},
	})
	_ = db.Declare(db.Table{Name: surveyTable, Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true})
)

type visitRow struct {
	db.BaseModel `bun:"table:t_visit"`
	db.Row
	kernel.Stamp
	HouseholdID kernel.ID  `bun:"household_id"`
	PlaceID     kernel.ID  `bun:"place_id"`
	Type        string     `bun:"type"`
	RulesNo     int        `bun:"rules_no"`
	CampaignID  kernel.ID  `bun:"campaign_id"`
	Day         kernel.Day `bun:"day"`
	At          int64      `bun:"at"`
	Result      string     `bun:"result"`
	Purposes    string     `bun:"purposes"` // their ids with a comma between
	Text        string     `bun:"text"`
	Form        string     `bun:"form"`
	Facts       string     `bun:"facts"`
	People      int        `bun:"people"`
	VisitorID   kernel.ID  `bun:"visitor_id"`
	VisitorName string     `bun:"visitor_name"`
	EnteredID   kernel.ID  `bun:"entered_id"`
	EnteredName string     `bun:"entered_name"`
	Confirmed   string     `bun:"confirmed"`
	PhotoOK     bool       `bun:"photo_ok"`
	Photos      int        `bun:"photos"`
	Asks        int        `bun:"asks"`
	CodeHash    string     `bun:"code_hash"`
	Rated       string     `bun:"rated"`
	RatedText   string     `bun:"rated_text"`
	RatedHow    string     `bun:"rated_how"`
	RatedAt     int64      `bun:"rated_at"`
	RaterID     kernel.ID  `bun:"rater_id"`
	RaterName   string     `bun:"rater_name"`
	BackAt      int64      `bun:"back_at"`
	ClientKey   *string    `bun:"client_key"`
}

type askRow struct {
	db.BaseModel `bun:"table:t_visit_ask"`
	db.Row
	kernel.Stamp
	VisitID     kernel.ID `bun:"visit_id"`
	HouseholdID kernel.ID `bun:"household_id"`
	Text        string    `bun:"text"`
	CaseID      kernel.ID `bun:"case_id"`
	CaseNo      string    `bun:"case_no"`
	CaseKey     string    `bun:"case_key"`
}

type photoRow struct {
	db.BaseModel `bun:"table:t_visit_photo"`
	db.Row
	kernel.Stamp
	VisitID   kernel.ID `bun:"visit_id"`
	Hash      string    `bun:"hash"`
	Mime      string    `bun:"mime"`
	Width     int       `bun:"width"`
	Height    int       `bun:"height"`
	Bytes     int64     `bun:"bytes"`
	Small     string    `bun:"small"`
	At        int64     `bun:"at"`
	ClientKey *string   `bun:"client_key"`
}

type itemRow struct {
	db.BaseModel `bun:"table:t_checklist_item"`
	db.Row
	kernel.Stamp
	HouseholdID kernel.ID  `bun:"household_id"`
	Form        string     `bun:"form"`
	Item        string     `bun:"item"`
	Value       string     `bun:"value"`
	Day         kernel.Day `bun:"day"`
	VisitID     kernel.ID  `bun:"visit_id"`
}

func (r *itemRow) measure() string { return measureItem + r.Form + "." + r.Item + "." + r.Value }

type surveyRow struct {
	db.BaseModel `bun:"table:t_survey_answer"`
	db.Row
	kernel.Stamp
	Form      string     `bun:"form"`
	RulesNo   int        `bun:"rules_no"`
	PlaceID   kernel.ID  `bun:"place_id"`
	Day       kernel.Day `bun:"day"`
	Facts     string     `bun:"facts"`
	How       string     `bun:"how"`
	ClientKey *string    `bun:"client_key"`
}

// split and join are how a list of ids stands in a column.
func split(list string) []string {
	if list == "" {
		return []string{}
	}
	return strings.Split(list, ",")
}

func join(list []string) string { return strings.Join(list, ",") }

// visitByKey finds the visit that a client key made.
func visitByKey(tx *db.ReadTx, key string) (*visitRow, error) {
	var rows []visitRow
	err := tx.Select(&rows, "SELECT v.* FROM {visit v} WHERE v.client_key = ?", key)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// visitByCode finds the visit that a slip opens.
func visitByCode(tx *db.ReadTx, hash string) (*visitRow, error) {
	v := &visitRow{}
	err := tx.One(v, "SELECT v.* FROM {visit v} WHERE v.code_hash <> '' AND v.code_hash = ?", hash)
	if kernel.KindOf(err) == kernel.KindNotFound {
		err = kernel.NotFound("code")
	}
	return v, err
}

// lastVisits reads the last visit of each of some households: of those on its last day the one that was entered last.
func lastVisits(tx *db.ReadTx, houses []kernel.ID) (map[kernel.ID]Last, error) {
	out := map[kernel.ID]Last{}
	const step = 512
	for from := 0; from < len(houses); from += step {
		in, args := place.Among("v.household_id", houses[from:min(from+step, len(houses))])
		var rows []visitRow
		err := tx.Select(&rows, "SELECT v.id, v.household_id, v.day, v.visitor_name, v.type, v.result FROM {visit v} WHERE "+in+" AND v.back_at = 0"+
			" AND NOT EXISTS (SELECT 1 FROM {visit w} WHERE w.county_id = v.county_id AND w.household_id = v.household_id AND w.back_at = 0"+
			" AND (w.day > v.day OR w.day = v.day AND w.id > v.id))", args...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.HouseholdID] = Last{VisitID: r.ID, Day: r.Day, Visitor: r.VisitorName, Type: r.Type, Result: r.Result}
		}
	}
	return out, nil
}

func asksOf(tx *db.ReadTx, visits []kernel.ID) ([]askRow, error) {
	if len(visits) == 0 {
		return nil, nil
	}
	in, args := place.Among("a.visit_id", visits)
	var rows []askRow
	err := tx.Select(&rows, "SELECT a.* FROM {visit_ask a} WHERE "+in, args...)
	return rows, err
}

func photosOf(tx *db.ReadTx, visit kernel.ID) ([]photoRow, error) {
	var rows []photoRow
	err := tx.Select(&rows, "SELECT p.* FROM {visit_photo p} WHERE p.visit_id = ? ORDER BY p.id", visit)
	return rows, err
}

// itemsOf reads how a household stands in a checklist.
func itemsOf(tx *db.ReadTx, household kernel.ID, form string) ([]itemRow, error) {
	var rows []itemRow
	err := tx.Select(&rows, "SELECT i.* FROM {checklist_item i} WHERE i.household_id = ? AND i.form = ?", household, form)
	return rows, err
}

// livesAt reads who belongs to a household today, the head first.
func livesAt(tx *db.ReadTx, household kernel.ID) ([]Lives, error) {
	out := []Lives{}
	err := tx.Select(&out, "SELECT p.name, m.relation, m.lives FROM {household_member m} JOIN {person p} ON p.county_id = m.county_id AND p.id = m.person_id"+
		" WHERE m.household_id = ? AND m.to_day = ?", household, kernel.EndOfTime)
	slices.SortStableFunc(out, func(a, b Lives) int { return cmp.Compare(a.Relation, b.Relation) })
	return out, err
}
