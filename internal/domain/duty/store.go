package duty

import (
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The names under which the journal knows the records.
const (
	listTable  = "duty_list"
	itemTable  = "duty_item"
	orderTable = "duty_order"
)

// The standing counter of items that are open, and the counter of items written off on a day.
const (
	measureOpen = "duty.open"
	measureDone = "duty.done"
)

var (
	_ = db.Declare(db.Table{
		Name: listTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "open",
		Refs: []db.Ref{
			{Col: "person_id", To: "person", Label: "person_name"},
			{Col: "maker_person_id", To: "person", Label: "maker_name"},
			{Col: "signed_person_id", To: "person", Label: "signed_name"},
		},
	})
	_ = db.Declare(db.Table{
		Name: itemTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "open",
		Standing: []string{"CASE WHEN open THEN '" + measureOpen + "' ELSE '' END", standingLight},
		Turning:  []string{measureLight},
		Refs: []db.Ref{
			{Col: "person_id", To: "person", Label: "person_name"},
			{Col: "report_person_id", To: "person", Label: "report_name"},
			{Col: "extend_person_id", To: "person"},
		},
	})
	_ = db.Declare(db.Table{
		Name: "duty_evidence", Place: db.PlaceCounty, Bind: db.ByPlace,
		Rehome: "item_id IN (SELECT id FROM {duty_item} WHERE county_id = :county AND open)",
		Refs:   []db.Ref{{Col: "by_person_id", To: "person", Label: "by_name"}},
	})
	_ = db.Declare(db.Table{
		Name: "duty", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "to_day >= :day",
		Refs: []db.Ref{{Col: "person_id", To: "person", Label: "person_name"}},
	})
	_ = db.Declare(db.Table{
		Name: orderTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "open",
		Refs: []db.Ref{
			{Col: "issuer_person_id", To: "person", Label: "issuer_name"},
			{Col: "receiver_person_id", To: "person", Label: "receiver_name"},
			{Col: "report_person_id", To: "person", Label: "report_name"},
			{Col: "verifier_person_id", To: "person", Label: "verifier_name"},
		},
	})
	_ = db.Declare(db.Table{
		Name: "duty_notice", Place: db.PlaceCounty, Bind: db.ByPlace,
		Rehome: "item_id IN (SELECT id FROM {duty_item} WHERE county_id = :county AND open)",
	})
)

type listRow struct {
	db.BaseModel `bun:"table:t_duty_list"`
	db.Row
	kernel.Stamp
	Type           string     `bun:"type"`
	TypeFrom       kernel.Day `bun:"type_from"`
	Title          string     `bun:"title"`
	Text           string     `bun:"text"`
	PlaceID        kernel.ID  `bun:"place_id"`
	BodyName       string     `bun:"body_name"`
	PersonID       kernel.ID  `bun:"person_id"`
	PersonName     string     `bun:"person_name"`
	MakerPersonID  kernel.ID  `bun:"maker_person_id"`
	MakerName      string     `bun:"maker_name"`
	FromDay        kernel.Day `bun:"from_day"`
	ToDay          kernel.Day `bun:"to_day"`
	Open           bool       `bun:"open"`
	SignedDay      kernel.Day `bun:"signed_day"`
	SignedPersonID kernel.ID  `bun:"signed_person_id"`
	SignedName     string     `bun:"signed_name"`
	ClientKey      *string    `bun:"client_key"`
}

type itemRow struct {
	db.BaseModel `bun:"table:t_duty_item"`
	db.Row
	kernel.Stamp
	ListID         kernel.ID  `bun:"list_id"`
	ParentID       kernel.ID  `bun:"parent_id"`
	Path           string     `bun:"path"`
	Depth          int        `bun:"depth"`
	Children       int        `bun:"children"`
	DutyID         kernel.ID  `bun:"duty_id"`
	Cycle          string     `bun:"cycle"`
	Type           string     `bun:"type"`
	TypeFrom       kernel.Day `bun:"type_from"`
	Title          string     `bun:"title"`
	Text           string     `bun:"text"`
	PlaceID        kernel.ID  `bun:"place_id"`
	Post           string     `bun:"post"`
	PersonID       kernel.ID  `bun:"person_id"`
	PersonName     string     `bun:"person_name"`
	BodyName       string     `bun:"body_name"`
	TargetID       kernel.ID  `bun:"target_id"`
	TargetName     string     `bun:"target_name"`
	FromDay        kernel.Day `bun:"from_day"`
	DueDay         kernel.Day `bun:"due_day"`
	Weight         int        `bun:"weight"`
	Progress       int        `bun:"progress"`
	State          string     `bun:"state"`
	Open           bool       `bun:"open"`
	Note           string     `bun:"note"`
	Fields         string     `bun:"fields"` // JSON
	ReportPersonID kernel.ID  `bun:"report_person_id"`
	ReportName     string     `bun:"report_name"`
	DoneDay        kernel.Day `bun:"done_day"`
	Reopened       int        `bun:"reopened"`
	Urges          int        `bun:"urges"`
	UrgedDay       kernel.Day `bun:"urged_day"`
	Extensions     int        `bun:"extensions"`
	ExtendTo       kernel.Day `bun:"extend_to"`
	ExtendReason   string     `bun:"extend_reason"`
	ExtendPersonID kernel.ID  `bun:"extend_person_id"`
	Evidence       int        `bun:"evidence"`
	MetBy          string     `bun:"met_by"`
	StepKey        string     `bun:"step_key"` // of the last step, as its sender named it
	ClientKey      *string    `bun:"client_key"`
}

// owned tells whether anybody owes the item.
func (r *itemRow) owned() bool { return r.PersonID != 0 || r.Post != "" || r.BodyID != 0 }

func (r *itemRow) plan() plan {
	return plan{open: r.Open, from: r.FromDay, due: r.DueDay, progress: r.Progress, done: r.State == Reported || r.State == Passed}
}

type evidenceRow struct {
	db.BaseModel `bun:"table:t_duty_evidence"`
	db.Row
	kernel.Stamp
	ItemID      kernel.ID `bun:"item_id"`
	Kind        string    `bun:"kind"`
	Hash        string    `bun:"hash"`
	Mime        string    `bun:"mime"`
	Name        string    `bun:"name"`
	Bytes       int64     `bun:"bytes"`
	Width       int       `bun:"width"`
	Height      int       `bun:"height"`
	Small       string    `bun:"small"`
	Medium      string    `bun:"medium"`
	RecordTable string    `bun:"record_table"`
	RecordID    kernel.ID `bun:"record_id"`
	ByPersonID  kernel.ID `bun:"by_person_id"`
	ByName      string    `bun:"by_name"`
	At          int64     `bun:"at"`
	ClientKey   *string   `bun:"client_key"`
}

type dutyRow struct {
	db.BaseModel `bun:"table:t_duty"`
	db.Row
	kernel.Stamp
	Def           string     `bun:"def"`
	Title         string     `bun:"title"`
	Text          string     `bun:"text"`
	Every         string     `bun:"every"`
	Days          int        `bun:"days"`
	Due           int        `bun:"due"`
	Weekday       int        `bun:"weekday"`
	Holiday       string     `bun:"holiday"`
	MetBy         string     `bun:"met_by"`
	ListID        kernel.ID  `bun:"list_id"`
	ParentID      kernel.ID  `bun:"parent_id"`
	Weight        int        `bun:"weight"`
	PlaceID       kernel.ID  `bun:"place_id"`
	Post          string     `bun:"post"`
	AppointmentID kernel.ID  `bun:"appointment_id"`
	PersonID      kernel.ID  `bun:"person_id"`
	PersonName    string     `bun:"person_name"`
	BodyName      string     `bun:"body_name"`
	TargetID      kernel.ID  `bun:"target_id"`
	TargetName    string     `bun:"target_name"`
	FromDay       kernel.Day `bun:"from_day"`
	ToDay         kernel.Day `bun:"to_day"`
	NextDay       kernel.Day `bun:"next_day"`
	LastDay       kernel.Day `bun:"last_day"`
}

type orderRow struct {
	db.BaseModel `bun:"table:t_duty_order"`
	db.Row
	kernel.Stamp
	ItemID           kernel.ID  `bun:"item_id"`
	AfterID          kernel.ID  `bun:"after_id"`
	PlaceID          kernel.ID  `bun:"place_id"`
	Text             string     `bun:"text"`
	DueDay           kernel.Day `bun:"due_day"`
	State            string     `bun:"state"`
	Open             bool       `bun:"open"`
	IssuerPersonID   kernel.ID  `bun:"issuer_person_id"`
	IssuerName       string     `bun:"issuer_name"`
	IssuedDay        kernel.Day `bun:"issued_day"`
	ReceiverPersonID kernel.ID  `bun:"receiver_person_id"`
	ReceiverName     string     `bun:"receiver_name"`
	ReceivedDay      kernel.Day `bun:"received_day"`
	Report           string     `bun:"report"`
	ReportPersonID   kernel.ID  `bun:"report_person_id"`
	ReportName       string     `bun:"report_name"`
	ReportedDay      kernel.Day `bun:"reported_day"`
	VerifierPersonID kernel.ID  `bun:"verifier_person_id"`
	VerifierName     string     `bun:"verifier_name"`
	VerifiedDay      kernel.Day `bun:"verified_day"`
	Verdict          string     `bun:"verdict"`
	Urges            int        `bun:"urges"`
	UrgedDay         kernel.Day `bun:"urged_day"`
	ClientKey        *string    `bun:"client_key"`
}

type noticeRow struct {
	db.BaseModel `bun:"table:t_duty_notice"`
	db.Row
	kernel.Stamp
	ItemID kernel.ID  `bun:"item_id"`
	Rung   string     `bun:"rung"`
	ToWhom string     `bun:"to_whom"`
	DueDay kernel.Day `bun:"due_day"`
	Day    kernel.Day `bun:"day"`
}

func selectItems(tx *db.ReadTx, where string, args ...any) ([]itemRow, error) {
	var rows []itemRow
	err := tx.Select(&rows, "SELECT i.* FROM {duty_item i} WHERE "+where, args...)
	return rows, err
}

func selectDuties(tx *db.ReadTx, where string, args ...any) ([]dutyRow, error) {
	var rows []dutyRow
	err := tx.Select(&rows, "SELECT d.* FROM {duty d} WHERE "+where, args...)
	return rows, err
}

// above reads the items above one, from the first step down.
func above(tx *db.ReadTx, r *itemRow) ([]itemRow, error) {
	var out []itemRow
	for id := r.ParentID; id != 0 && len(out) < maxDepth; {
		var up itemRow
		if err := tx.Get(&up, id); err != nil {
			return nil, err
		}
		out = append([]itemRow{up}, out...)
		id = up.ParentID
	}
	return out, nil
}

// tally counts what a write changed of an item: nil before means it is new.
func tally(tx *db.WriteTx, before, after *itemRow) {
	if before != nil && before.Open {
		tx.Tally(before.Stamp, db.Standing, measureOpen, -1)
	}
	if after.Open {
		tx.Tally(after.Stamp, db.Standing, measureOpen, 1)
	}
	was := before != nil && before.State == Closed
	switch {
	case !was && after.State == Closed:
		tx.Tally(after.Stamp, after.DoneDay, measureDone, 1)
	case was && after.State != Closed:
		tx.Tally(before.Stamp, before.DoneDay, measureDone, -1)
	}
}

func countOpen(tx *db.ReadTx) ([]db.Count, error) {
	const columns = "i.township_id, i.village_id, i.group_id, i.micro_id, i.body_id, i.topic"
	var rows []struct {
		kernel.Stamp
		N int64 `bun:"n"`
	}
	err := tx.Select(&rows, "SELECT "+columns+", count(*) AS n FROM {duty_item i} WHERE i.open AND NOT i.sealed GROUP BY "+columns)
	out := make([]db.Count, len(rows))
	for i, r := range rows {
		out[i] = db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: measureOpen, N: r.N}
	}
	return out, err
}

// conditions gathers the parts of a WHERE.
type conditions struct {
	parts []string
	args  []any
}

func (w *conditions) add(part string, args ...any) {
	w.parts = append(w.parts, part)
	w.args = append(w.args, args...)
}

// either adds one condition of which any part may hold; none of none does.
func (w *conditions) either(o conditions) {
	if len(o.parts) == 0 {
		w.add("i.id < 0")
		return
	}
	w.add("("+strings.Join(o.parts, " OR ")+")", o.args...)
}

func (w *conditions) String() string { return strings.Join(w.parts, " AND ") }

// among is a condition that a column has one of some texts.
func among(col string, list []string) (string, []any) {
	args := make([]any, len(list))
	for i, v := range list {
		args[i] = v
	}
	if len(list) == 0 {
		return "FALSE", nil
	}
	return col + " IN (" + strings.TrimSuffix(strings.Repeat("?, ", len(list)), ", ") + ")", args
}

func amongIDs(col string, ids []kernel.ID) (string, []any) { return place.Among(col, ids) }

func compact(ids []kernel.ID) []kernel.ID {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return slices.Compact(ids)
}

// evidenceOf reads what proves an item, oldest first.
func evidenceOf(tx *db.ReadTx, item kernel.ID) ([]evidenceRow, error) {
	var rows []evidenceRow
	err := tx.Select(&rows, "SELECT e.* FROM {duty_evidence e} WHERE e.item_id = ? ORDER BY e.id", item)
	return rows, err
}

func (r evidenceRow) view() Evidence {
	e := Evidence{ID: r.ID, Kind: r.Kind, At: r.At, By: r.ByName, Name: r.Name, Mime: r.Mime, Bytes: r.Bytes, Table: r.RecordTable, Record: r.RecordID}
	if r.Hash != "" {
		e.URL = "/api/duties/items/" + r.ItemID.String() + "/evidence/" + r.ID.String()
		if r.Small != "" {
			e.Small = e.URL + "?size=small"
		}
	}
	return e
}
