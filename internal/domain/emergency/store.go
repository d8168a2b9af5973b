package emergency

import (
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// While it lasts an emergency follows its places; what was approved and reported stays where that was.
const (
	whileItLasts = "until_day >= :day"
	ofRunning    = "emergency_id IN (SELECT id FROM {emergency} WHERE county_id = :county AND until_day >= :day)"
)

var (
	byPerson = []db.Ref{{Col: "by_person_id", To: "person", Label: "by_name"}}

	_ = db.Declare(db.Table{Name: "emergency", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: whileItLasts})
	_ = db.Declare(db.Table{Name: "emergency_place", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Rehome: whileItLasts})
	_ = db.Declare(db.Table{Name: "emergency_act", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "emergency_key", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Apart: true})
	_ = db.Declare(db.Table{Name: "emergency_house", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofRunning, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "emergency_report", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: byPerson})
)

type emergencyRow struct {
	db.BaseModel `bun:"table:t_emergency"`
	db.Row
	kernel.Stamp
	Kind          string     `bun:"kind"`
	RulesNo       int        `bun:"rules_no"`
	Title         string     `bun:"title"`
	PlaceID       kernel.ID  `bun:"place_id"`
	BeginAt       int64      `bun:"begin_at"`
	UntilAt       int64      `bun:"until_at"`
	UntilDay      kernel.Day `bun:"until_day"`
	ReportForm    string     `bun:"report_form"`
	ReportLevel   int        `bun:"report_level"`
	ReportMinutes int        `bun:"report_minutes"`
	DeleteDays    int        `bun:"delete_days"`
	DeleteDay     kernel.Day `bun:"delete_day"`
	WipedAt       int64      `bun:"wiped_at"`
	ClientKey     *string    `bun:"client_key"`
}

type placeRow struct {
	db.BaseModel `bun:"table:t_emergency_place"`
	db.Row
	kernel.Stamp
	EmergencyID kernel.ID  `bun:"emergency_id"`
	PlaceID     kernel.ID  `bun:"place_id"`
	UntilDay    kernel.Day `bun:"until_day"`
}

type actRow struct {
	db.BaseModel `bun:"table:t_emergency_act"`
	db.Row
	kernel.Stamp
	EmergencyID kernel.ID `bun:"emergency_id"`
	Kind        string    `bun:"kind"`
	At          int64     `bun:"at"`
	UntilAt     int64     `bun:"until_at"`
	Reason      string    `bun:"reason"`
	ByPersonID  kernel.ID `bun:"by_person_id"`
	ByName      string    `bun:"by_name"`
	ByPost      string    `bun:"by_post"`
}

// keyRow holds the keys of an emergency, sealed with those of the data folder.
type keyRow struct {
	db.BaseModel `bun:"table:t_emergency_key"`
	db.Row
	kernel.Stamp
	EmergencyID kernel.ID `bun:"emergency_id"`
	Keys        string    `bun:"keys"`
}

// houseRow: which household it is and what was said lies in Body, under the keys of the emergency.
type houseRow struct {
	db.BaseModel `bun:"table:t_emergency_house"`
	db.Row
	kernel.Stamp
	EmergencyID kernel.ID     `bun:"emergency_id"`
	Ref         string        `bun:"ref"`
	Body        kernel.Secret `bun:"body"`
	State       string        `bun:"state"`
	At          int64         `bun:"at"`
	ByPersonID  kernel.ID     `bun:"by_person_id"`
	ByName      string        `bun:"by_name"`
	ClientKey   *string       `bun:"client_key"`
}

type reportRow struct {
	db.BaseModel `bun:"table:t_emergency_report"`
	db.Row
	kernel.Stamp
	EmergencyID kernel.ID `bun:"emergency_id"`
	PlaceID     kernel.ID `bun:"place_id"`
	Slot        int64     `bun:"slot"`
	Facts       string    `bun:"facts"`
	At          int64     `bun:"at"`
	MadeAt      int64     `bun:"made_at"` // 0 of old rows: when it came
	ByPersonID  kernel.ID `bun:"by_person_id"`
	ByName      string    `bun:"by_name"`
	ClientKey   *string   `bun:"client_key"`
}

// made is when a report was made; one of a phone without a network came later.
func (r *reportRow) made() int64 {
	if r.MadeAt == 0 {
		return r.At
	}
	return r.MadeAt
}

// placesOf reads where emergencies hold, the oldest row first.
func placesOf(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID][]placeRow, error) {
	out := map[kernel.ID][]placeRow{}
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("p.emergency_id", ids)
	var rows []placeRow
	err := tx.Select(&rows, "SELECT p.* FROM {emergency_place p} WHERE "+in, args...)
	slices.SortFunc(rows, func(a, b placeRow) int { return int(a.ID - b.ID) })
	for _, r := range rows {
		out[r.EmergencyID] = append(out[r.EmergencyID], r)
	}
	return out, err
}

// emergenciesByID reads emergencies, the newest first.
func emergenciesByID(tx *db.ReadTx, ids []kernel.ID) ([]emergencyRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	in, args := place.Among("e.id", ids)
	var rows []emergencyRow
	err := tx.Select(&rows, "SELECT e.* FROM {emergency e} WHERE "+in, args...)
	slices.SortFunc(rows, func(a, b emergencyRow) int { return int(b.ID - a.ID) })
	return rows, err
}

// touching are the ids of the emergencies that touch the actor's places and last to a day or longer.
func touching(tx *db.ReadTx, from kernel.Day) ([]kernel.ID, error) {
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT p.emergency_id FROM {emergency_place p} WHERE p.until_day >= ?", from)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) > maxShown {
		ids = ids[len(ids)-maxShown:]
	}
	return ids, err
}

func actsOf(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID][]actRow, error) {
	out := map[kernel.ID][]actRow{}
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("a.emergency_id", ids)
	var rows []actRow
	err := tx.Select(&rows, "SELECT a.* FROM {emergency_act a} WHERE "+in, args...)
	slices.SortFunc(rows, func(a, b actRow) int { return int(a.ID - b.ID) })
	for _, r := range rows {
		out[r.EmergencyID] = append(out[r.EmergencyID], r)
	}
	return out, err
}

// housesByRef reads what is written down on households, by their hashes.
func housesByRef(tx *db.ReadTx, id kernel.ID, refs []string) (map[string]*houseRow, error) {
	out := map[string]*houseRow{}
	for part := range slices.Chunk(refs, 200) {
		args := []any{id}
		marks := ""
		for i, r := range part {
			if i > 0 {
				marks += ", "
			}
			marks, args = marks+"?", append(args, r)
		}
		var rows []houseRow
		if err := tx.Select(&rows, "SELECT h.* FROM {emergency_house h} WHERE h.emergency_id = ? AND h.ref IN ("+marks+")", args...); err != nil {
			return nil, err
		}
		for i := range rows {
			out[rows[i].Ref] = &rows[i]
		}
	}
	return out, nil
}

// stateCount counts the households of a state at places of a level.
type stateCount struct {
	PlaceID kernel.ID `bun:"place_id"`
	State   string    `bun:"state"`
	N       int64     `bun:"n"`
}

var levelCol = map[kernel.Level]string{
	kernel.LevelTownship: "township_id", kernel.LevelVillage: "village_id", kernel.LevelGroup: "group_id", kernel.LevelMicro: "micro_id",
}

func countStates(tx *db.ReadTx, id kernel.ID, level kernel.Level) ([]stateCount, error) {
	col := levelCol[level]
	var rows []stateCount
	err := tx.Select(&rows, "SELECT h."+col+" AS place_id, h.state, COUNT(*) AS n FROM {emergency_house h} WHERE h.emergency_id = ? GROUP BY h."+col+", h.state", id)
	return rows, err
}

// reportsOf reads the reports of an emergency within a span of time.
func reportsOf(tx *db.ReadTx, id kernel.ID, from, to int64) ([]reportRow, error) {
	var rows []reportRow
	err := tx.Select(&rows, "SELECT r.* FROM {emergency_report r} WHERE r.emergency_id = ? AND r.slot >= ? AND r.slot <= ?", id, from, to)
	slices.SortFunc(rows, func(a, b reportRow) int { return int(a.ID - b.ID) })
	return rows, err
}
