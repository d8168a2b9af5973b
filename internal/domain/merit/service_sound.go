package merit

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Fault is a record of this room that is amiss, for the checks of the data: nobody else reads pools and rounds. It tells nothing of a
// household.
type Fault struct {
	ID    kernel.ID
	N     int64
	Day   kernel.Day
	Stamp kernel.Stamp
}

// roundWaits is after how many days a round whose posting is over waits too long to be given.
const roundWaits = 14

// Unsound are the pools whose money does not match their points: what is promised is not the points outstanding at their rate, the parts
// are not the whole, or the free part is below nothing. N is by how many fen.
func (s *Service) Unsound(tx *db.ReadTx) ([]Fault, error) {
	var rows []poolRow
	if err := tx.Select(&rows, "SELECT p.* FROM {merit_pool p} WHERE TRUE"); err != nil {
		return nil, err
	}
	var out []Fault
	for i := range rows {
		v, err := s.poolView(tx, &rows[i])
		if err != nil {
			return nil, err
		}
		if n := unsoundBy(v); n != 0 {
			out = append(out, Fault{ID: v.ID, N: n, Stamp: rows[i].Stamp})
		}
	}
	return out, nil
}

// unsoundBy is by how many fen a pool is amiss.
func unsoundBy(v *Pool) int64 {
	for _, n := range []int64{v.Promised - v.Outstanding*v.Rate, v.Funds - v.Promised - v.Stock - v.Used - v.Free, min(0, v.Free)} {
		if n != 0 {
			return max(n, -n)
		}
	}
	return 0
}

// Overdue are the rounds whose posting has been over for long and whose points nobody has given.
func (s *Service) Overdue(tx *db.ReadTx) ([]Fault, error) {
	var rows []roundRow
	err := tx.Select(&rows, "SELECT r.* FROM {merit_round r} WHERE r.state = ? AND r.object_to < ?", Showing, tx.Today().Add(-roundWaits))
	out := make([]Fault, len(rows))
	for i, r := range rows {
		out[i] = Fault{ID: r.ID, Day: r.ObjectTo, Stamp: r.Stamp}
	}
	return out, err
}
