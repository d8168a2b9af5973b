package casework

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var _ = db.Declare(db.Table{Name: "case_seat", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: ofOpenCase})

// seatRow notes that a case gave a post.
type seatRow struct {
	db.BaseModel `bun:"table:t_case_seat"`
	db.Row
	kernel.Stamp
	CaseID        kernel.ID `bun:"case_id"`
	AppointmentID kernel.ID `bun:"appointment_id"`
}

// seatView is such a post as it stands.
type seatView struct {
	AppointmentID kernel.ID  `bun:"appointment_id"`
	Post          string     `bun:"post"`
	PersonID      kernel.ID  `bun:"person_id"`
	PersonName    string     `bun:"person_name"`
	PlaceID       kernel.ID  `bun:"place_id"`
	FromDay       kernel.Day `bun:"from_day"`
	ToDay         kernel.Day `bun:"to_day"`
	EndedAt       int64      `bun:"ended_at"`
}

// stands tells whether the post is still held.
func (v seatView) stands(today kernel.Day) bool { return v.EndedAt == 0 && v.ToDay >= today }

func seatsOf(tx *db.ReadTx, id kernel.ID) ([]seatView, error) {
	var rows []seatView
	err := tx.Select(&rows, "SELECT s.appointment_id, a.post, a.person_id, a.person_name, a.place_id, a.from_day, a.to_day, a.ended_at FROM {case_seat s} "+
		"JOIN {appointment a} ON a.county_id = s.county_id AND a.id = s.appointment_id WHERE s.case_id = ? ORDER BY s.id", id)
	return rows, err
}
