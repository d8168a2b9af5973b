package casework

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const (
	callTable  = "case_call"
	alertTable = "case_alert"

	callCalled   = "called"
	callReported = "reported_in"
	callDone     = "done"
	callRated    = "rated"
	callEnded    = "withdrawn"
)

var (
	_ = db.Declare(db.Table{
		Name: callTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenCase,
		Refs: []db.Ref{{Col: "caller_id", To: "person", Label: "caller_name"}, {Col: "officer_id", To: "person", Label: "officer_name"}},
	})
	_ = db.Declare(db.Table{
		Name: alertTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "open",
		Refs: []db.Ref{{Col: "closed_id", To: "person", Label: "closed_name"}},
	})
)

// callRow is a department that was called to a case.
type callRow struct {
	db.BaseModel `bun:"table:t_case_call"`
	db.Row
	kernel.Stamp
	CaseID      kernel.ID `bun:"case_id"`
	PlaceID     kernel.ID `bun:"place_id"`
	BodyName    string    `bun:"body_name"`
	Ask         string    `bun:"ask"`
	State       string    `bun:"state"`
	Open        bool      `bun:"open"`
	Visit       int       `bun:"visit"`
	Since       int64     `bun:"since"`
	Due         int64     `bun:"due"`
	At          int64     `bun:"at"`
	CallerID    kernel.ID `bun:"caller_id"`
	CallerName  string    `bun:"caller_name"`
	OfficerID   kernel.ID `bun:"officer_id"`
	OfficerName string    `bun:"officer_name"`
	ReportedAt  int64     `bun:"reported_at"`
	DoneAt      int64     `bun:"done_at"`
	Note        string    `bun:"note"`
	Rating      int       `bun:"rating"`
	RatingText  string    `bun:"rating_text"`
	ActionKey   string    `bun:"action_key"`
}

// alertRow is an early sign that was raised.
type alertRow struct {
	db.BaseModel `bun:"table:t_case_alert"`
	db.Row
	kernel.Stamp
	PlaceID    kernel.ID `bun:"place_id"`
	Cause      string    `bun:"cause"`
	Sign       string    `bun:"sign"`
	Post       string    `bun:"post"`
	CaseID     kernel.ID `bun:"case_id"`
	N          int       `bun:"n"`
	At         int64     `bun:"at"`
	Open       bool      `bun:"open"`
	ClosedAt   int64     `bun:"closed_at"`
	ClosedID   kernel.ID `bun:"closed_id"`
	ClosedName string    `bun:"closed_name"`
	Reason     string    `bun:"reason"`
}

// answered asks that all who were called to a case have acted and were rated.
func answered(tx *db.ReadTx, id kernel.ID) error {
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT k.id FROM {case_call k} WHERE k.case_id = ? AND k.open LIMIT 1", id)
	if err == nil && len(ids) > 0 {
		err = kernel.Conflict("calls_open")
	}
	return err
}
