package privacy

import (
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const requestTable = "privacy_request"

var (
	_ = db.Declare(db.Table{
		Name: requestTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "open",
		Refs: []db.Ref{{Col: "person_id", To: "person", Label: "person_name"}, {Col: "handler_id", To: "person", Label: "handler_name"}},
	})
	_ = db.Declare(db.Table{Name: "privacy_removal", Place: db.PlaceCounty, Bind: db.ByCounty})
)

type requestRow struct {
	db.BaseModel `bun:"table:t_privacy_request"`
	db.Row
	kernel.Stamp
	No          string        `bun:"no"`
	Kind        string        `bun:"kind"`
	KindFrom    kernel.Day    `bun:"kind_from"`
	PersonID    kernel.ID     `bun:"person_id"`
	PersonName  string        `bun:"person_name"`
	PlaceID     kernel.ID     `bun:"place_id"`
	AskedBy     string        `bun:"asked_by"`
	AskerName   kernel.Secret `bun:"asker_name"`
	AskerPhone  kernel.Secret `bun:"asker_phone"`
	AskerIndex  string        `bun:"asker_index"`
	Proof       string        `bun:"proof"`
	Text        string        `bun:"text"`
	Received    kernel.Day    `bun:"received"`
	Due         int64         `bun:"due"`
	State       State         `bun:"state"`
	StateSince  int64         `bun:"state_since"`
	Open        bool          `bun:"open"`
	HandlerID   kernel.ID     `bun:"handler_id"`
	HandlerName string        `bun:"handler_name"`
	Answer      string        `bun:"answer"`
	Article     string        `bun:"article"`
	AnsweredAt  int64         `bun:"answered_at"`
	ClientKey   *string       `bun:"client_key"`
}

type removalRow struct {
	db.BaseModel `bun:"table:t_privacy_removal"`
	db.Row
	At      int64      `bun:"at"`
	Field   string     `bun:"field"`
	Months  int        `bun:"months"`
	Before  kernel.Day `bun:"before"`
	Records int        `bun:"records"`
}

func selectRequests(tx *db.ReadTx, where string, args ...any) ([]requestRow, error) {
	var rows []requestRow
	err := tx.Select(&rows, "SELECT r.* FROM {privacy_request r} WHERE "+where+" ORDER BY r.id", args...)
	return rows, err
}

// postRow is a post that somebody held, as it is written beside a look.
type postRow struct {
	PersonID kernel.ID  `bun:"person_id"`
	Post     string     `bun:"post"`
	PlaceID  kernel.ID  `bun:"place_id"`
	FromDay  kernel.Day `bun:"from_day"`
	ToDay    kernel.Day `bun:"to_day"`
}

// postsHeld reads the posts that persons ever held.
func postsHeld(tx *db.ReadTx, persons []kernel.ID) ([]postRow, error) {
	if len(persons) == 0 {
		return nil, nil
	}
	in, args := place.Among("a.person_id", persons)
	var rows []postRow
	err := tx.Select(&rows, "SELECT a.person_id, a.post, a.place_id, a.from_day, a.to_day FROM {appointment a} WHERE "+in+" ORDER BY a.id", args...)
	return rows, err
}

// caseRow is a case as the page of its reporter's data shows it.
type caseRow struct {
	ID      kernel.ID `bun:"id"`
	No      string    `bun:"no"`
	At      int64     `bun:"at"`
	Text    string    `bun:"text"`
	State   string    `bun:"state"`
	Type    string    `bun:"type"`
	PlaceID kernel.ID `bun:"place_id"`
}

// casesOf reads the cases that a person raised, by their own entry or by the index of their number.
func casesOf(tx *db.ReadTx, person kernel.ID, index string) ([]caseRow, error) {
	var rows []caseRow
	const limit = " ORDER BY c.id DESC LIMIT 500"
	const cols = "SELECT c.id, c.no, c.at, c.text, c.state, c.type, c.place_id FROM {case c} WHERE "
	if index == "" {
		return rows, tx.Select(&rows, cols+"c.reporter_person_id = ?"+limit, person)
	}
	err := tx.Select(&rows, cols+"(c.reporter_person_id = ? OR c.contact_index <> '' AND c.contact_index = ?)"+limit, person, index)
	return rows, err
}

type accountRow struct {
	Login    string `bun:"login"`
	State    string `bun:"state"`
	LastSeen int64  `bun:"last_seen"`
}

func accountsOf(tx *db.ReadTx, person kernel.ID) ([]accountRow, error) {
	var rows []accountRow
	err := tx.Select(&rows, `SELECT a.login, a.state, COALESCE(l.last_seen, 0) AS last_seen FROM {account a}
  LEFT JOIN {login l} ON l.login = a.login AND l.county_id = a.county_id WHERE a.person_id = ?`, person)
	return rows, err
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}
