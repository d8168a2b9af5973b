package points

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The names under which the journal knows the records.
const (
	yearTable    = "points_year"
	accountTable = "points_account"
	entryTable   = "points_entry"
)

// A year that is not closed goes with its branch, and with it all that belongs to it; a closed one stays where it was.
const ofOpenYear = "year_id IN (SELECT id FROM {points_year} WHERE county_id = :county AND open)"

var (
	_ = db.Declare(db.Table{Name: yearTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "open", Refs: []db.Ref{
		{Col: "graded_id", To: "person"}, {Col: "filed_id", To: "person"},
	}})
	_ = db.Declare(db.Table{Name: accountTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenYear, Refs: []db.Ref{
		{Col: "person_id", To: "person", Label: "person_name"},
	}})
	_ = db.Declare(db.Table{Name: "points_posting", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenYear, Refs: []db.Ref{
		{Col: "by_person_id", To: "person"},
	}})
	_ = db.Declare(db.Table{Name: entryTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenYear, Refs: []db.Ref{
		{Col: "person_id", To: "person", Label: "person_name"},
		// The names of those who took a step stay as they signed.
		{Col: "by_person_id", To: "person"},
		{Col: "review_id", To: "person"},
		{Col: "confirm_id", To: "person"},
		{Col: "recheck_id", To: "person"},
	}})
	_ = db.Declare(db.Table{Name: "points_step", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenYear, Refs: []db.Ref{
		{Col: "by_person_id", To: "person"},
	}})
	_ = db.Declare(db.Table{Name: "points_file", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenYear})
	_ = db.Declare(db.Table{Name: "points_follow", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenYear, Refs: []db.Ref{
		{Col: "person_id", To: "person", Label: "person_name"}, {Col: "owner_id", To: "person", Label: "owner_name"},
	}})
)

type yearRow struct {
	db.BaseModel `bun:"table:t_points_year"`
	db.Row
	kernel.Stamp
	Scheme      string     `bun:"scheme"`
	RulesNo     int        `bun:"rules_no"`
	Year        int        `bun:"year"`
	FromDay     kernel.Day `bun:"from_day"`
	ToDay       kernel.Day `bun:"to_day"`
	State       string     `bun:"state"`
	Open        bool       `bun:"open"`
	BookID      kernel.ID  `bun:"book_id"`
	SourceID    kernel.ID  `bun:"source_id"`
	CapsID      kernel.ID  `bun:"caps_id"`
	GatheredDay kernel.Day `bun:"gathered_day"`
	TallyDay    kernel.Day `bun:"tally_day"`
	MeetingDay  kernel.Day `bun:"meeting_day"`
	Should      int        `bun:"should"`
	Present     int        `bun:"present"`
	MeetingNote string     `bun:"meeting_note"`
	GradedDay   kernel.Day `bun:"graded_day"`
	GradedID    kernel.ID  `bun:"graded_id"`
	GradedName  string     `bun:"graded_name"`
	FiledDay    kernel.Day `bun:"filed_day"`
	FiledID     kernel.ID  `bun:"filed_id"`
	FiledName   string     `bun:"filed_name"`
	BackReason  string     `bun:"back_reason"`
	ClosedDay   kernel.Day `bun:"closed_day"`
}

type accountRow struct {
	db.BaseModel `bun:"table:t_points_account"`
	db.Row
	kernel.Stamp
	YearID     kernel.ID `bun:"year_id"`
	PersonID   kernel.ID `bun:"person_id"`
	PersonName string    `bun:"person_name"`
	Class      string    `bun:"class"`
	Base       int64     `bun:"base"`
	AccountID  kernel.ID `bun:"account_id"`
	Total      int64     `bun:"total"`
	Tallied    bool      `bun:"tallied"`
	Reviewed   bool      `bun:"reviewed"`
	Band       string    `bun:"band"`
	Proposed   string    `bun:"proposed"`
	Grade      string    `bun:"grade"`
	Reason     string    `bun:"reason"`
	JoinedID   kernel.ID `bun:"joined_id"`
}

type postingRow struct {
	db.BaseModel `bun:"table:t_points_posting"`
	db.Row
	kernel.Stamp
	YearID     kernel.ID  `bun:"year_id"`
	Day        kernel.Day `bun:"day"`
	EffectDay  kernel.Day `bun:"effect_day"`
	Lines      int        `bun:"lines"`
	Code       string     `bun:"code"`
	Digest     string     `bun:"digest"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	ClientKey  *string    `bun:"client_key"`
}

type entryRow struct {
	db.BaseModel `bun:"table:t_points_entry"`
	db.Row
	kernel.Stamp
	YearID      kernel.ID  `bun:"year_id"`
	AccountID   kernel.ID  `bun:"account_id"`
	PersonID    kernel.ID  `bun:"person_id"`
	PersonName  string     `bun:"person_name"`
	Item        string     `bun:"item"`
	Points      int64      `bun:"points"`
	Day         kernel.Day `bun:"day"`
	Text        string     `bun:"text"`
	State       string     `bun:"state"`
	Open        bool       `bun:"open"`
	Proposed    string     `bun:"proposed"`
	RecordKind  string     `bun:"record_kind"`
	RecordID    kernel.ID  `bun:"record_id"`
	Files       int        `bun:"files"`
	At          int64      `bun:"at"`
	ByPersonID  kernel.ID  `bun:"by_person_id"`
	ByName      string     `bun:"by_name"`
	ReviewID    kernel.ID  `bun:"review_id"`
	ReviewName  string     `bun:"review_name"`
	ConfirmID   kernel.ID  `bun:"confirm_id"`
	ConfirmName string     `bun:"confirm_name"`
	RecheckID   kernel.ID  `bun:"recheck_id"`
	RecheckName string     `bun:"recheck_name"`
	PostingID   kernel.ID  `bun:"posting_id"`
	PostedDay   kernel.Day `bun:"posted_day"`
	EffectDay   kernel.Day `bun:"effect_day"`
	HoldID      kernel.ID  `bun:"hold_id"`
	TxnID       kernel.ID  `bun:"txn_id"`
	ReversesID  kernel.ID  `bun:"reverses_id"`
	ClientKey   *string    `bun:"client_key"`
}

// to moves an entry to a state.
func (e *entryRow) to(state string) {
	e.State, e.Open = state, state != Effective && state != Withdrawn
}

type stepRow struct {
	db.BaseModel `bun:"table:t_points_step"`
	db.Row
	kernel.Stamp
	YearID     kernel.ID `bun:"year_id"`
	EntryID    kernel.ID `bun:"entry_id"`
	Kind       string    `bun:"kind"`
	At         int64     `bun:"at"`
	ByPersonID kernel.ID `bun:"by_person_id"`
	ByName     string    `bun:"by_name"`
	Text       string    `bun:"text"`
}

type fileRow struct {
	db.BaseModel `bun:"table:t_points_file"`
	db.Row
	kernel.Stamp
	YearID    kernel.ID `bun:"year_id"`
	EntryID   kernel.ID `bun:"entry_id"`
	Hash      string    `bun:"hash"`
	Mime      string    `bun:"mime"`
	Name      string    `bun:"name"`
	Bytes     int64     `bun:"bytes"`
	Width     int       `bun:"width"`
	Height    int       `bun:"height"`
	Small     string    `bun:"small"`
	Medium    string    `bun:"medium"`
	At        int64     `bun:"at"`
	ClientKey *string   `bun:"client_key"`
}

type followRow struct {
	db.BaseModel `bun:"table:t_points_follow"`
	db.Row
	kernel.Stamp
	YearID     kernel.ID  `bun:"year_id"`
	AccountID  kernel.ID  `bun:"account_id"`
	PersonID   kernel.ID  `bun:"person_id"`
	PersonName string     `bun:"person_name"`
	Rule       string     `bun:"rule"`
	Kind       string     `bun:"kind"`
	OwnerID    kernel.ID  `bun:"owner_id"`
	OwnerName  string     `bun:"owner_name"`
	DueDay     kernel.Day `bun:"due_day"`
	Open       bool       `bun:"open"`
	DoneDay    kernel.Day `bun:"done_day"`
	Note       string     `bun:"note"`
}
