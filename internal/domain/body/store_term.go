package body

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var (
	_ = db.Declare(db.Table{Name: "body_term", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "last"})
	_ = db.Declare(db.Table{Name: "term_notice", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "done_day = ''"})
	_ = db.Declare(db.Table{
		Name: "kin", Place: db.PlaceCounty, Bind: db.ByPlace, Refs: []db.Ref{{Col: "person_id", To: "person"}, {Col: "other_id", To: "person"}},
	})
)

// termRow: BodyID of the stamp is the body.
type termRow struct {
	db.BaseModel `bun:"table:t_body_term"`
	db.Row
	kernel.Stamp
	Number     int        `bun:"number"`
	FromDay    kernel.Day `bun:"from_day"`
	ToDay      kernel.Day `bun:"to_day"`
	PlannedTo  kernel.Day `bun:"planned_to"`
	ExtendedOn kernel.Day `bun:"extended_on"`
	Reason     string     `bun:"reason"`
	Came       string     `bun:"came"`
	Document   string     `bun:"document"`
	Last       bool       `bun:"last"`
}

func (r *termRow) term() Term {
	return Term{
		ID: r.ID, Rev: r.Rev, Body: Ref{ID: r.BodyID}, Number: r.Number, From: r.FromDay, To: r.ToDay, PlannedTo: r.PlannedTo,
		ExtendedOn: r.ExtendedOn, Reason: r.Reason, Came: r.Came, Document: r.Document, Last: r.Last, Stamp: r.Stamp,
	}
}

func terms(rows []termRow) []Term {
	out := make([]Term, len(rows))
	for i := range rows {
		out[i] = rows[i].term()
	}
	return out
}

// selectTerms reads terms by a condition over `t`, each body's in their order.
func selectTerms(tx *db.ReadTx, where string, args ...any) ([]termRow, error) {
	var rows []termRow
	err := tx.Select(&rows, "SELECT t.* FROM {body_term t} WHERE "+where+" ORDER BY +t.body_id, t.from_day, t.id", args...)
	return rows, err
}

// termsOf reads all terms of bodies.
func termsOf(tx *db.ReadTx, bodies []kernel.ID) (map[kernel.ID][]Term, error) {
	out := map[kernel.ID][]Term{}
	if len(bodies) == 0 {
		return out, nil
	}
	in, args := place.Among("t.body_id", bodies)
	rows, err := selectTerms(tx, in, args...)
	for i := range rows {
		out[rows[i].BodyID] = append(out[rows[i].BodyID], rows[i].term())
	}
	return out, err
}

// noticeRow: BodyID of the stamp is the body.
type noticeRow struct {
	db.BaseModel `bun:"table:t_term_notice"`
	db.Row
	kernel.Stamp
	TermID  kernel.ID  `bun:"term_id"`
	DueDay  kernel.Day `bun:"due_day"`
	Day     kernel.Day `bun:"day"`
	DoneDay kernel.Day `bun:"done_day"`
	DoneBy  string     `bun:"done_by"`
	Note    string     `bun:"note"`
}

func (r *noticeRow) notice() Notice {
	return Notice{ID: r.ID, Rev: r.Rev, Day: r.Day, Done: r.DoneDay, DoneBy: r.DoneBy, Note: r.Note, Term: Term{ID: r.TermID}}
}

// openNotices reads the notices of a body that nobody has dealt with.
func openNotices(tx *db.ReadTx, body kernel.ID) ([]noticeRow, error) {
	var rows []noticeRow
	err := tx.Select(&rows, "SELECT n.* FROM {term_notice n} WHERE n.body_id = ? AND n.done_day = '' ORDER BY n.id", body)
	return rows, err
}

// kinRow is bound to the place of the person.
type kinRow struct {
	db.BaseModel `bun:"table:t_kin"`
	db.Row
	kernel.Stamp
	PersonID kernel.ID `bun:"person_id"`
	OtherID  kernel.ID `bun:"other_id"`
	Relation string    `bun:"relation"`
	Source   string    `bun:"source"`
}

// selectKin reads how the persons are related, to each other and to anybody else.
func selectKin(tx *db.ReadTx, persons []kernel.ID) ([]kinRow, error) {
	var out []kinRow
	seen := map[kernel.ID]bool{}
	const step = 512
	for i := 0; i < len(persons); i += step {
		part := persons[i:min(i+step, len(persons))]
		for _, col := range []string{"k.person_id", "k.other_id"} {
			in, args := place.Among(col, part)
			var rows []kinRow
			if err := tx.Select(&rows, "SELECT k.* FROM {kin k} WHERE "+in+" ORDER BY +k.id", args...); err != nil {
				return nil, err
			}
			for _, r := range rows {
				if !seen[r.ID] {
					seen[r.ID] = true
					out = append(out, r)
				}
			}
		}
	}
	return out, nil
}

func relations(rows []kinRow) []relation {
	out := make([]relation, len(rows))
	for i, r := range rows {
		out[i] = relation{r.PersonID, r.OtherID, r.Relation}
	}
	return out
}

// selectMemberRows reads memberships by a condition over `m`, all of them.
func selectMemberRows(tx *db.ReadTx, where string, args ...any) ([]memberRow, error) {
	var rows []memberRow
	err := tx.Select(&rows, "SELECT m.* FROM {member m} WHERE "+where+" ORDER BY +m.body_id, m.from_day, m.id", args...)
	return rows, err
}

// someBodies reads bodies by a condition over `b`, by kind and name, so many at most.
func someBodies(tx *db.ReadTx, limit int, where string, args ...any) ([]Body, error) {
	var rows []bodyRow
	err := tx.Select(&rows, "SELECT b.* FROM {body b} WHERE "+where+" ORDER BY b.kind, b.name, b.id LIMIT ?", append(args, limit)...)
	out := make([]Body, len(rows))
	for i := range rows {
		out[i] = rows[i].body()
	}
	return out, err
}

// selectBodyRows reads bodies by a condition over `b`.
func selectBodyRows(tx *db.ReadTx, where string, args ...any) ([]Body, error) {
	var rows []bodyRow
	err := tx.Select(&rows, "SELECT b.* FROM {body b} WHERE "+where+" ORDER BY b.kind || '', b.name, b.id", args...)
	out := make([]Body, len(rows))
	for i := range rows {
		out[i] = rows[i].body()
	}
	return out, err
}
