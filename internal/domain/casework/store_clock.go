package casework

import (
	"cmp"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

const (
	timeTable = "case_time"
	rungTable = "case_rung"

	timePause       = "pause"
	timeExtension   = "extension"
	decisionGranted = "granted"
	decisionRefused = "refused"
)

// What lies in an open case follows its place.
const ofOpenCase = "case_id IN (SELECT id FROM {case} WHERE county_id = :county AND open)"

var (
	_ = db.Declare(db.Table{
		Name: timeTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenCase,
		Refs: []db.Ref{{Col: "person_id", To: "person", Label: "person_name"}, {Col: "decided_id", To: "person", Label: "decided_name"}},
	})
	_ = db.Declare(db.Table{
		Name: rungTable, Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenCase,
		Refs: []db.Ref{{Col: "person_id", To: "person"}},
	})
	_ = db.Declare(db.Table{Name: "case_clock", Place: db.PlaceLocal})
)

// timeRow is an entry of the ledger of a case's time. Until is when a pause ended or an extension was decided; Remains is
// what was left when a pause began, in days or milliseconds as the budget counts.
type timeRow struct {
	db.BaseModel `bun:"table:t_case_time"`
	db.Row
	kernel.Stamp
	CaseID      kernel.ID `bun:"case_id"`
	Visit       int       `bun:"visit"`
	Kind        string    `bun:"kind"`
	At          int64     `bun:"at"`
	Until       int64     `bun:"until"`
	Remains     int64     `bun:"remains"`
	Days        int       `bun:"days"`
	Reason      string    `bun:"reason"`
	WaitsFor    string    `bun:"waits_for"`
	PersonID    kernel.ID `bun:"person_id"`
	PersonName  string    `bun:"person_name"`
	Decision    string    `bun:"decision"`
	DecidedID   kernel.ID `bun:"decided_id"`
	DecidedName string    `bun:"decided_name"`
	DecidedWhy  string    `bun:"decided_why"`
}

// rungRow is a rung that was reached. DueAt is the instant it stands for, At when the program wrote it down: later, where it
// was not running. It tells the offices at PlaceID, or
// those who hold Posts there, or the person PersonID, and where neither is set the body of its stamp; a rung that tells a
// resident has none of them.
type rungRow struct {
	db.BaseModel `bun:"table:t_case_rung"`
	db.Row
	kernel.Stamp
	CaseID   kernel.ID `bun:"case_id"`
	CallID   kernel.ID `bun:"call_id"`
	Visit    int       `bun:"visit"`
	Rung     string    `bun:"rung"`
	State    string    `bun:"state"`
	PlaceID  kernel.ID `bun:"place_id"`
	PersonID kernel.ID `bun:"person_id"`
	Posts    string    `bun:"posts"` // only their holders, by comma
	DueAt    int64     `bun:"due_at"`
	At       int64     `bun:"at"`
}

// clockRow is a pending deadline of a case.
type clockRow struct {
	ID    kernel.ID `bun:"id"`
	Visit int       `bun:"visit"`
	Next  int64     `bun:"next"`

	Watched kernel.ID `bun:"watched"` // a new case, to be looked at for early signs
}

// setClock says when the program must look at a case next; noDue means never.
func setClock(tx *db.WriteTx, c clockRow) error {
	if c.Next >= noDue {
		return tx.Put("DELETE FROM {case_clock} WHERE county_id = ? AND id = ?", tx.County(), c.ID)
	}
	return tx.Put("INSERT INTO {case_clock} (county_id, id, visit, next, claim, watched) VALUES (?, ?, ?, ?, 0, ?) "+
		"ON CONFLICT (county_id, id) DO UPDATE SET visit = excluded.visit, next = excluded.next, claim = 0",
		tx.County(), c.ID, c.Visit, c.Next, c.Watched)
}

// claimClocks takes pending deadlines that are reached, the earliest first: another server that wants the same ones waits,
// and then finds them moved on.
func claimClocks(tx *db.WriteTx, most int) ([]clockRow, error) {
	claim, now := tx.NewID(), tx.Now().UnixMilli()
	_, err := tx.Exec("UPDATE {case_clock} SET claim = ? WHERE county_id = ? AND next <= ? AND id IN "+
		"(SELECT id FROM {case_clock} WHERE county_id = ? AND next <= ? ORDER BY next, id LIMIT ?)",
		claim, tx.County(), now, tx.County(), now, most)
	if err != nil {
		return nil, err
	}
	var rows []clockRow
	err = tx.Select(&rows, "SELECT k.id, k.visit, k.next, k.watched FROM {case_clock k} WHERE k.county_id = ? AND k.next <= ? AND k.claim = ? ORDER BY k.next, k.id",
		tx.County(), now, claim)
	return rows, err
}

// moveClocks writes the next instants of claimed deadlines; those at noDue go.
func moveClocks(tx *db.WriteTx, rows []clockRow) error {
	if len(rows) == 0 {
		return nil
	}
	ids := make([]any, 0, len(rows)+1)
	ids = append(ids, tx.County())
	var values []string
	var args []any
	for _, r := range rows {
		ids = append(ids, r.ID)
		if r.Next < noDue {
			values = append(values, "(?, ?, ?, ?, 0, ?)")
			args = append(args, tx.County(), r.ID, r.Visit, r.Next, r.Watched)
		}
	}
	if _, err := tx.Exec("DELETE FROM {case_clock} WHERE county_id = ? AND id IN ("+marks(len(rows))+")", ids...); err != nil {
		return err
	}
	if len(values) == 0 {
		return nil
	}
	_, err := tx.Exec("INSERT INTO {case_clock} (county_id, id, visit, next, claim, watched) VALUES "+strings.Join(values, ", "), args...)
	return err
}

// around is what lies about a case in tables of its own. A case that has just been raised has none of it.
type around struct {
	ledger []timeRow
	rungs  []rungRow
	calls  []callRow
}

// aroundOf reads it in one go.
func aroundOf(tx *db.ReadTx, id kernel.ID) (a around, err error) {
	err = tx.Together(
		db.Ask{Dest: &a.ledger, SQL: selectLedger, Args: []any{id, 0, 0}},
		db.Ask{Dest: &a.rungs, SQL: "SELECT r.* FROM {case_rung r} WHERE r.case_id = ? ORDER BY +r.id", Args: []any{id}},
		db.Ask{Dest: &a.calls, SQL: selectCalls, Args: []any{id}},
	)
	return a, err
}

const selectLedger = "SELECT t.* FROM {case_time t} WHERE t.case_id = ? AND (t.visit = ? OR ? = 0) ORDER BY t.id"

// ledgerOf is what happened to the time of a case, oldest first; visit 0 for all its states.
func ledgerOf(tx *db.ReadTx, id kernel.ID, visit int) ([]timeRow, error) {
	var rows []timeRow
	err := tx.Select(&rows, selectLedger, id, visit, visit)
	return rows, err
}

// ledgersOf is what happened to the time of cases in all their states, oldest first.
func ledgersOf(tx *db.ReadTx, ids []kernel.ID) ([]timeRow, error) {
	var rows []timeRow
	err := tx.Select(&rows, "SELECT t.* FROM {case_time t} WHERE t.case_id IN ("+marks(len(ids))+")", anys(ids)...)
	slices.SortFunc(rows, func(a, b timeRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

// rungsOf are the rungs that cases have reached, oldest first.
func rungsOf(tx *db.ReadTx, ids []kernel.ID) ([]rungRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []rungRow
	err := tx.Select(&rows, "SELECT r.* FROM {case_rung r} WHERE r.case_id IN ("+marks(len(ids))+") ORDER BY +r.id", anys(ids)...)
	return rows, err
}
