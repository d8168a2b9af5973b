package bulletin

import (
	"cmp"
	"encoding/json"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// What was issued stays where it was written.
var (
	_ = db.Declare(db.Table{Name: "bulletin", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: []db.Ref{
		{Col: "made_by_id", To: "person", Label: "made_by"}, {Col: "issued_by_id", To: "person", Label: "issued_by"},
	}})
	_ = db.Declare(db.Table{Name: "bulletin_run", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: []db.Ref{
		{Col: "by_person_id", To: "person", Label: "by_name"},
	}})
)

type paperRow struct {
	db.BaseModel `bun:"table:t_bulletin"`
	db.Row
	kernel.Stamp
	Kind       string     `bun:"kind"`
	PlaceID    kernel.ID  `bun:"place_id"`
	About      string     `bun:"about"`
	AboutID    kernel.ID  `bun:"about_id"`
	Period     string     `bun:"period"`
	FromDay    kernel.Day `bun:"from_day"`
	ToDay      kernel.Day `bun:"to_day"`
	Turn       int        `bun:"turn"`
	State      string     `bun:"state"`
	Title      string     `bun:"title"`
	Content    string     `bun:"content"`
	Edited     bool       `bun:"edited"`
	Word       string     `bun:"word"`
	Year       int        `bun:"year"`
	No         *int       `bun:"no"`
	Number     string     `bun:"number"`
	IssueDay   kernel.Day `bun:"issue_day"`
	Hash       string     `bun:"hash"`
	RulesNo    int        `bun:"rules_no"`
	JournalNo  int64      `bun:"journal_no"`
	MadeAt     int64      `bun:"made_at"`
	MadeByID   kernel.ID  `bun:"made_by_id"`
	MadeBy     string     `bun:"made_by"`
	IssuedByID kernel.ID  `bun:"issued_by_id"`
	IssuedBy   string     `bun:"issued_by"`
	Reason     string     `bun:"reason"`
	RunID      kernel.ID  `bun:"run_id"`
}

type runRow struct {
	db.BaseModel `bun:"table:t_bulletin_run"`
	db.Row
	kernel.Stamp
	Kind       string     `bun:"kind"`
	PlaceID    kernel.ID  `bun:"place_id"`
	Day        kernel.Day `bun:"day"`
	FromDay    kernel.Day `bun:"from_day"`
	ToDay      kernel.Day `bun:"to_day"`
	State      string     `bun:"state"`
	Total      int        `bun:"total"`
	Done       int        `bun:"done"`
	Kept       int        `bun:"kept"`
	Failed     string     `bun:"failed"`
	At         int64      `bun:"at"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	ClientKey  *string    `bun:"client_key"`
}

// listColumns are what a list needs: without the content, which is large.
const listColumns = "b.id, b.rev, b.kind, b.place_id, b.about, b.about_id, b.period, b.from_day, b.to_day, b.turn, b.state, b.title, b.number, b.issue_day, b.hash, b.rules_no, b.journal_no, b.made_at, b.made_by, b.issued_by, b.reason, b.edited, b.run_id"

func pageOf(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]paperRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT " + listColumns + " FROM {bulletin b} WHERE " + where, Args: args,
		Order: []db.Key{{Col: "b.id", Dir: db.Desc}}, Page: page,
	}, func(r *paperRow) []any { return []any{r.ID} })
}

// newest is the last paper of the kind, place, period and record of one to be written; there may be none.
func newest(tx *db.ReadTx, r *paperRow) (*paperRow, error) {
	var rows []paperRow
	err := tx.Select(&rows, "SELECT b.* FROM {bulletin b} WHERE b.kind = ? AND b.place_id = ? AND b.from_day = ? AND b.about_id = ? ORDER BY b.turn DESC LIMIT 1", r.Kind, r.PlaceID, r.FromDay, r.AboutID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// lastNo is the highest number in the register of a place, a word and a year.
func lastNo(tx *db.ReadTx, at kernel.ID, word string, year int) (int, error) {
	var had []int
	err := tx.Select(&had, "SELECT b.no FROM {bulletin b} WHERE b.place_id = ? AND b.word = ? AND b.year = ? AND b.no IS NOT NULL ORDER BY b.no DESC LIMIT 1", at, word, year)
	if err != nil || len(had) == 0 {
		return 0, err
	}
	return had[0], nil
}

// ofRun reads the newest papers that a run speaks of, in the order of their places, some at a time.
func ofRun(tx *db.ReadTx, r *runRow, within string, args []any, after kernel.ID, most int) ([]paperRow, error) {
	var rows []paperRow
	err := tx.Select(&rows, "SELECT b.* FROM {bulletin b} WHERE "+within+" AND b.kind = ? AND b.from_day = ? AND b.state <> ? AND b.place_id > ? ORDER BY b.place_id LIMIT ?",
		append(args, r.Kind, r.FromDay, Withdrawn, after, most)...)
	return rows, err
}

// aboutRecords reads the papers about some records of a kind, the oldest first.
func aboutRecords(tx *db.ReadTx, about string, ids []kernel.ID) ([]paperRow, error) {
	in, args := place.Among("b.about_id", ids)
	var rows []paperRow
	err := tx.Select(&rows, "SELECT "+listColumns+" FROM {bulletin b} WHERE b.about_id <> 0 AND "+in+" AND b.about = ?", append(args, about)...)
	slices.SortFunc(rows, func(a, b paperRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

func failedOf(text string) []PaperFailed {
	out := []PaperFailed{}
	if json.Unmarshal([]byte(text), &out) != nil {
		return []PaperFailed{}
	}
	return out
}

func refOf(all map[kernel.ID]place.Place, id kernel.ID) place.Ref {
	p := all[id]
	return p.Ref()
}
