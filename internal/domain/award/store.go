package award

import (
	"cmp"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// A round and what is in it follow their places until it is decided; an honour goes with its subject, and its re-checks with it.
const (
	goesOn  = "state NOT IN ('decided', 'cancelled')"
	ofGoing = "round_id IN (SELECT id FROM {award_round} WHERE county_id = :county AND " + goesOn + ")"
)

var (
	_ = db.Declare(db.Table{Name: "award_round", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Rehome: goesOn, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "award_entry", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofGoing, Refs: subjects})
	_ = db.Declare(db.Table{Name: "award_score", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofGoing, Refs: append(
		[]db.Ref{{Col: "rater_id", To: "person", Label: "rater_name"}}, byPerson...)})
	_ = db.Declare(db.Table{Name: "award_objection", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofGoing, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "award_honour", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "TRUE", Refs: []db.Ref{{Col: "person_id", To: "person"}}})
	_ = db.Declare(db.Table{Name: "award_check", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "state = 'open'", Refs: byPerson})

	byPerson = []db.Ref{{Col: "by_person_id", To: "person", Label: "by_name"}}
	subjects = append([]db.Ref{{Col: "person_id", To: "person"}}, byPerson...)
)

type roundRow struct {
	db.BaseModel `bun:"table:t_award_round"`
	db.Row
	kernel.Stamp
	Scheme     string     `bun:"scheme"`
	RulesNo    int        `bun:"rules_no"`
	Title      string     `bun:"title"`
	PlaceID    kernel.ID  `bun:"place_id"`
	Period     string     `bun:"period"`
	State      string     `bun:"state"`
	OpenedDay  kernel.Day `bun:"opened_day"`
	EnterTo    kernel.Day `bun:"enter_to"`
	JuryID     kernel.ID  `bun:"jury_id"`
	JuryName   string     `bun:"jury_name"`
	JuryDay    kernel.Day `bun:"jury_day"`
	Should     int        `bun:"should"`
	Present    int        `bun:"present"`
	PresentIDs string     `bun:"present_ids"`
	Minutes    string     `bun:"minutes"`
	PostedDay  kernel.Day `bun:"posted_day"`
	PostUntil  int64      `bun:"post_until"`
	DecidedDay kernel.Day `bun:"decided_day"`
	Reason     string     `bun:"reason"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	ClientKey  *string    `bun:"client_key"`
}

type entryRow struct {
	db.BaseModel `bun:"table:t_award_entry"`
	db.Row
	kernel.Stamp
	RoundID     kernel.ID `bun:"round_id"`
	Scheme      string    `bun:"scheme"`
	Subject     string    `bun:"subject"`
	SubjectID   kernel.ID `bun:"subject_id"`
	HouseholdID kernel.ID `bun:"household_id"`
	PersonID    kernel.ID `bun:"person_id"`
	Name        string    `bun:"name"`
	Title       string    `bun:"title"`
	How         string    `bun:"how"`
	Text        string    `bun:"text"`
	State       string    `bun:"state"`
	Veto        string    `bun:"veto"`
	Basis       string    `bun:"basis"`
	Scored      bool      `bun:"scored"`
	Scores      int       `bun:"scores"` // how many came in: raised by each, so that who adds them up sees that one came in between
	Total       int64     `bun:"total"`
	Earned      int       `bun:"earned"`
	Band        string    `bun:"band"`
	For         int       `bun:"votes_for"`
	Against     int       `bun:"votes_against"`
	Abstain     int       `bun:"votes_abstain"`
	Aside       int       `bun:"aside"` // of those present, when the meeting was taken down
	Rank        int       `bun:"rank"`
	Tied        bool      `bun:"tied"`
	ByPersonID  kernel.ID `bun:"by_person_id"`
	ByName      string    `bun:"by_name"`
	ClientKey   *string   `bun:"client_key"`
}

type scoreRow struct {
	db.BaseModel `bun:"table:t_award_score"`
	db.Row
	kernel.Stamp
	EntryID    kernel.ID `bun:"entry_id"`
	RoundID    kernel.ID `bun:"round_id"`
	Item       string    `bun:"item"`
	RaterID    kernel.ID `bun:"rater_id"`
	RaterName  string    `bun:"rater_name"`
	Value      int64     `bun:"value"`
	Note       string    `bun:"note"`
	Number     int       `bun:"number"`
	Last       bool      `bun:"last"`
	At         int64     `bun:"at"`
	ByPersonID kernel.ID `bun:"by_person_id"`
	ByName     string    `bun:"by_name"`
	ClientKey  *string   `bun:"client_key"`
}

type objectionRow struct {
	db.BaseModel `bun:"table:t_award_objection"`
	db.Row
	kernel.Stamp
	RoundID    kernel.ID `bun:"round_id"`
	EntryID    kernel.ID `bun:"entry_id"`
	Text       string    `bun:"text"`
	Code       string    `bun:"code"` // a hash
	At         int64     `bun:"at"`
	DueAt      int64     `bun:"due_at"`
	Open       bool      `bun:"open"`
	Upheld     bool      `bun:"upheld"`
	Answer     string    `bun:"answer"`
	AnsweredAt int64     `bun:"answered_at"`
	ByPersonID kernel.ID `bun:"by_person_id"`
	ByName     string    `bun:"by_name"`
	ClientKey  *string   `bun:"client_key"`
}

type honourRow struct {
	db.BaseModel `bun:"table:t_award_honour"`
	db.Row
	kernel.Stamp
	Scheme      string     `bun:"scheme"`
	RoundID     kernel.ID  `bun:"round_id"`
	EntryID     kernel.ID  `bun:"entry_id"`
	Subject     string     `bun:"subject"`
	SubjectID   kernel.ID  `bun:"subject_id"`
	HouseholdID kernel.ID  `bun:"household_id"`
	PersonID    kernel.ID  `bun:"person_id"`
	Name        string     `bun:"name"`
	Title       string     `bun:"title"`
	Band        string     `bun:"band"`
	Period      string     `bun:"period"`
	Total       int64      `bun:"total"`
	WonDay      kernel.Day `bun:"won_day"`
	ValidTo     kernel.Day `bun:"valid_to"`
	NextCheck   kernel.Day `bun:"next_check"`
	State       string     `bun:"state"`
	RevokedDay  kernel.Day `bun:"revoked_day"`
	Reason      string     `bun:"reason"`
	BarUntil    kernel.Day `bun:"bar_until"`
	PlaqueNo    string     `bun:"plaque_no"`
	PlaqueDay   kernel.Day `bun:"plaque_day"`
	PlaqueBy    string     `bun:"plaque_by"`
	Code        string     `bun:"code"`
}

type checkRow struct {
	db.BaseModel `bun:"table:t_award_check"`
	db.Row
	kernel.Stamp
	HonourID   kernel.ID  `bun:"honour_id"`
	DueDay     kernel.Day `bun:"due_day"`
	State      string     `bun:"state"`
	DoneDay    kernel.Day `bun:"done_day"`
	Note       string     `bun:"note"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	ClientKey  *string    `bun:"client_key"`
}

// roundsBy reads rounds by a condition over `r`, the newest first.
func roundsBy(tx *db.ReadTx, where string, args ...any) ([]roundRow, error) {
	var rows []roundRow
	err := tx.Select(&rows, "SELECT r.* FROM {award_round r} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b roundRow) int { return cmp.Compare(b.ID, a.ID) })
	return rows, err
}

// entriesBy reads entries by a condition over `e`, the oldest first.
func entriesBy(tx *db.ReadTx, where string, args ...any) ([]entryRow, error) {
	var rows []entryRow
	err := tx.Select(&rows, "SELECT e.* FROM {award_entry e} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b entryRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

// scoresBy reads scores by a condition over `s`, the oldest first.
func scoresBy(tx *db.ReadTx, where string, args ...any) ([]scoreRow, error) {
	var rows []scoreRow
	err := tx.Select(&rows, "SELECT s.* FROM {award_score s} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b scoreRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

// scoresOf reads the scores of some entries, by entry.
func scoresOf(tx *db.ReadTx, entries []kernel.ID) (map[kernel.ID][]scoreRow, error) {
	out := map[kernel.ID][]scoreRow{}
	const step = 512
	for part := range slices.Chunk(entries, step) {
		in, args := place.Among("s.entry_id", part)
		rows, err := scoresBy(tx, in, args...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.EntryID] = append(out[r.EntryID], r)
		}
	}
	return out, nil
}

// honoursBy reads honours by a condition over `h`, the newest first.
func honoursBy(tx *db.ReadTx, where string, args ...any) ([]honourRow, error) {
	var rows []honourRow
	err := tx.Select(&rows, "SELECT h.* FROM {award_honour h} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b honourRow) int { return cmp.Compare(b.ID, a.ID) })
	return rows, err
}

// membersOf are who belongs to a household on a day.
func membersOf(tx *db.ReadTx, household kernel.ID, day kernel.Day) ([]kernel.ID, error) {
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT m.person_id FROM {household_member m} WHERE m.household_id = ? AND m.to_day >= ?", household, day)
	return ids, err
}

// seatRow is a seat of a person in a body of some kind.
type seatRow struct {
	Role string `bun:"role"`
	Kind string `bun:"kind"`
	kernel.Stamp
}

// seatsOf are the bodies to which a person belongs on a day, with the places of the bodies.
func seatsOf(tx *db.ReadTx, person kernel.ID, day kernel.Day) ([]seatRow, error) {
	var rows []seatRow
	err := tx.Select(&rows, "SELECT m.role, b.kind, b.township_id, b.village_id, b.group_id, b.micro_id, b.body_id, b.topic, b.sealed"+
		" FROM {member m} JOIN {body b} ON b.county_id = m.county_id AND b.id = m.body_id WHERE m.person_id = ? AND m.from_day <= ? AND m.to_day >= ?", person, day, day)
	return rows, err
}

// objectionsBy reads objections by a condition over `o`, the oldest first.
func objectionsBy(tx *db.ReadTx, where string, args ...any) ([]objectionRow, error) {
	var rows []objectionRow
	err := tx.Select(&rows, "SELECT o.* FROM {award_objection o} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b objectionRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

// checksBy reads re-checks by a condition over `k`, the newest first.
func checksBy(tx *db.ReadTx, where string, args ...any) ([]checkRow, error) {
	var rows []checkRow
	err := tx.Select(&rows, "SELECT k.* FROM {award_check k} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b checkRow) int { return cmp.Compare(b.ID, a.ID) })
	return rows, err
}
