package award

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// A round and what is in it follow their places until it is decided; an honour goes with its subject, and its re-checks with it.
const (
	goesOn  = "state NOT IN ('decided', 'cancelled')"
	ofGoing = "round_id IN (SELECT id FROM {award_round} WHERE county_id = :county AND " + goesOn + ")"
	ofOpen  = "(of_id IN (SELECT id FROM {award_entry} WHERE county_id = :county AND " + ofGoing + ")" +
		" OR of_id IN (SELECT id FROM {award_check} WHERE county_id = :county AND state = 'open'))"
)

var (
	_ = db.Declare(db.Table{Name: "award_round", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Rehome: goesOn, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "award_entry", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofGoing, Refs: subjects})
	_ = db.Declare(db.Table{Name: "award_score", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofGoing, Refs: append(
		[]db.Ref{{Col: "rater_id", To: "person", Label: "rater_name"}}, byPerson...)})
	_ = db.Declare(db.Table{Name: "award_objection", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofGoing, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "award_apply", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofGoing, Refs: byPerson})
	_ = db.Declare(db.Table{Name: "award_file", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpen, Refs: byPerson})
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

// fileRow is a photo of an entry or of a re-check.
type fileRow struct {
	db.BaseModel `bun:"table:t_award_file"`
	db.Row
	kernel.Stamp
	OfKind     string    `bun:"of_kind"`
	OfID       kernel.ID `bun:"of_id"`
	Hash       string    `bun:"hash"`
	Mime       string    `bun:"mime"`
	Name       string    `bun:"name"`
	Bytes      int64     `bun:"bytes"`
	Width      int       `bun:"width"`
	Height     int       `bun:"height"`
	Small      string    `bun:"small"`
	Medium     string    `bun:"medium"`
	At         int64     `bun:"at"`
	ByPersonID kernel.ID `bun:"by_person_id"`
	ByName     string    `bun:"by_name"`
	ClientKey  *string   `bun:"client_key"`
}

// applyRow is an application from the public page of a round.
type applyRow struct {
	db.BaseModel `bun:"table:t_award_apply"`
	db.Row
	kernel.Stamp
	RoundID    kernel.ID     `bun:"round_id"`
	Title      string        `bun:"title"`
	Name       kernel.Secret `bun:"name"`
	Contact    kernel.Secret `bun:"contact"`
	Text       string        `bun:"text"`
	Code       string        `bun:"code"` // a hash
	State      string        `bun:"state"`
	Reason     string        `bun:"reason"`
	EntryID    kernel.ID     `bun:"entry_id"`
	Day        kernel.Day    `bun:"day"`
	At         int64         `bun:"at"`
	SeenAt     int64         `bun:"seen_at"`
	ByPersonID kernel.ID     `bun:"by_person_id"`
	ByName     string        `bun:"by_name"`
	ClientKey  *string       `bun:"client_key"`
}
