package casework

import (
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var (
	_ = db.Declare(db.Table{
		Name: table, Place: db.PlaceCounty, Bind: db.ByPlace, Type: "type", Rehome: "open",
		Standing: []string{"CASE WHEN open THEN '" + measureOpen + "' ELSE '' END", "'" + measureState + "' || type || '.' || state", standingAge},
		Turning:  []string{measureAge},
		Refs: []db.Ref{
			{Col: "reporter_person_id", To: "person", Label: "reporter_officer"},
			{Col: "assignee_id", To: "person", Label: "assignee_name"},
			{Col: "awaits_id", To: "person"},
			{Col: "asked_id", To: "person"},
			{Col: "subject_id", To: "person"},
		},
	})
	_ = db.Declare(db.Table{
		Name: photoTable, Place: db.PlaceCounty, Bind: db.ByPlace,
		Rehome: "case_id IN (SELECT id FROM {case} WHERE county_id = :county AND open)",
	})
)

type caseRow struct {
	db.BaseModel `bun:"table:t_case"`
	db.Row
	kernel.Stamp
	PlaceID          kernel.ID     `bun:"place_id"`
	No               string        `bun:"no"`
	Type             string        `bun:"type"`
	TypeFrom         kernel.Day    `bun:"type_from"`
	RulesNo          int           `bun:"rules_no"` // the version of the pack by which it is judged
	State            string        `bun:"state"`
	StateSince       int64         `bun:"state_since"`
	Open             bool          `bun:"open"`
	Due              int64         `bun:"due"`
	EndedDay         kernel.Day    `bun:"ended_day"`  // on which it was closed; empty while it is open
	EndedLate        bool          `bun:"ended_late"` // after the time of its last open state
	At               int64         `bun:"at"`
	Text             string        `bun:"text"`
	Reporter         string        `bun:"reporter"`
	ReporterPersonID kernel.ID     `bun:"reporter_person_id"`
	ReporterOfficer  string        `bun:"reporter_officer"` // name of the officer who raised it
	ReporterName     kernel.Secret `bun:"reporter_name"`    // of the resident, where they gave it
	Contact          kernel.Secret `bun:"contact"`
	ContactIndex     string        `bun:"contact_index"`
	Anonymous        bool          `bun:"anonymous"`
	FollowHash       string        `bun:"follow_hash"`
	BodyName         string        `bun:"body_name"`
	AssigneeID       kernel.ID     `bun:"assignee_id"`
	AssigneeName     string        `bun:"assignee_name"`
	AwaitsID         kernel.ID     `bun:"awaits_id"`
	Note             string        `bun:"note"`
	Feedback         string        `bun:"feedback"`
	Rating           int           `bun:"rating"`
	RatingText       string        `bun:"rating_text"`
	Photos           int           `bun:"photos"`
	Visit            int           `bun:"visit"` // how many states it has entered
	Paused           int64         `bun:"paused"`
	Extended         int           `bun:"extended"` // in this state
	AskedID          kernel.ID     `bun:"asked_id"` // who wants more time
	AskedDays        int           `bun:"asked_days"`
	Facts            string        `bun:"facts"`   // the values of the fields of its type
	Secrets          kernel.Secret `bun:"secrets"` // those that are sealed
	Doers            string        `bun:"doers"`   // who took which step last
	Queue            string        `bun:"queue"`
	Lane             string        `bun:"lane"` // the column of the board in which it stands
	DutyItem         string        `bun:"duty_item"`
	Reopened         int           `bun:"reopened"`
	MergedID         kernel.ID     `bun:"merged_id"`
	Merges           int           `bun:"merges"` // how many were merged into it
	ParentID         kernel.ID     `bun:"parent_id"`
	SubjectID        kernel.ID     `bun:"subject_id"` // for whom it is, where they stand in the register
	ActionKey        string        `bun:"action_key"`
	ClientKey        *string       `bun:"client_key"`
	ExtNo            string        `bun:"ext_no"` // its number in another system or on paper
}

// TypeOf tells the scope of some types what the case is.
func (c *caseRow) TypeOf() string { return c.Type }

type photoRow struct {
	db.BaseModel `bun:"table:t_case_photo"`
	db.Row
	kernel.Stamp
	CaseID kernel.ID `bun:"case_id"`
	Hash   string    `bun:"hash"`
	Mime   string    `bun:"mime"`
	Width  int       `bun:"width"`
	Height int       `bun:"height"`
	By     string    `bun:"by_whom"`
	At     int64     `bun:"at"`

	Name      string  `bun:"name"`  // of a document
	Bytes     int64   `bun:"bytes"` // of what is sent; 0 for what was kept before it was counted
	Small     string  `bun:"small"` // hashes of the smaller pictures; empty where there are none
	Medium    string  `bun:"medium"`
	ClientKey *string `bun:"client_key"`
}

// photosOf reads the pictures of a case, oldest first.
func photosOf(tx *db.ReadTx, id kernel.ID) ([]photoRow, error) {
	var rows []photoRow
	err := tx.Select(&rows, "SELECT f.* FROM {case_photo f} WHERE f.case_id = ? ORDER BY +f.id", id)
	return rows, err
}

// uploaded tells whether an upload with the key came before.
func uploaded(tx *db.ReadTx, id kernel.ID, key string) (bool, error) {
	if key == "" {
		return false, nil
	}
	var n []int64
	err := tx.Select(&n, "SELECT f.id FROM {case_photo f} WHERE f.case_id = ? AND f.client_key >= ? AND f.client_key < ? LIMIT 1", id, key+":", key+";")
	return len(n) > 0, err
}

// photo is an attachment as pages show it, below the address of its case's attachments.
func (r photoRow) photo(at string) Photo {
	p := Photo{
		ID: r.ID, At: r.At, By: r.By, Mime: r.Mime, Name: r.Name, Bytes: r.Bytes, Width: r.Width, Height: r.Height,
		URL: at + r.ID.String(),
	}
	if r.Name == "" {
		p.Small, p.Medium = p.URL+"?size="+SizeSmall, p.URL+"?size="+SizeMedium
	}
	return p
}

// byKey finds the case that a client key made.
func byKey(tx *db.ReadTx, key string) (*caseRow, error) {
	var rows []caseRow
	err := tx.Select(&rows, "SELECT c.* FROM {case c} WHERE c.client_key = ?", key)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// byFollow finds the case that a follow code opens.
func byFollow(tx *db.ReadTx, hash string) (*caseRow, error) {
	c := &caseRow{}
	err := tx.One(c, "SELECT c.* FROM {case c} WHERE c.follow_hash = ?", hash)
	if kernel.KindOf(err) == kernel.KindNotFound {
		err = kernel.NotFound("code")
	}
	return c, err
}

// The columns that bind a row to the place of a level.
var levelCol = map[kernel.Level]string{
	kernel.LevelTownship: "township_id", kernel.LevelVillage: "village_id",
	kernel.LevelGroup: "group_id", kernel.LevelMicro: "micro_id",
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

func (w *conditions) String() string { return strings.Join(w.parts, " AND ") }

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

// casesAmong reads cases by their ids.
func casesAmong(tx *db.ReadTx, ids []kernel.ID) ([]caseRow, error) {
	var rows []caseRow
	if len(ids) == 0 {
		return nil, nil
	}
	in, args := place.Among("c.id", ids)
	err := tx.Select(&rows, "SELECT c.* FROM {case c} WHERE "+in, args...)
	return rows, err
}
