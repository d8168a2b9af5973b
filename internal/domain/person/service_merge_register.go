package person

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// oneRegister refuses to make two entries one that both stand in the register today, in households or on one roll: the
// register knows a person once, and which of the two holds is told by an event (a move, a correction) or by a decision on
// the roll, never by the way.
func oneRegister(tx *db.WriteTx, from, into kernel.ID) ([]db.Referring, error) {
	both := []kernel.ID{from, into}
	open, err := selectOpen(whole(tx.ReadTx), both)
	if err != nil {
		return nil, err
	}
	if len(open) > 1 {
		return nil, kernel.Conflict("both_in_households")
	}
	rolls, err := rollsOf(whole(tx.ReadTx), both)
	if err != nil {
		return nil, err
	}
	type standing struct {
		roll string
		list kernel.ID
	}
	on := map[standing]kernel.ID{}
	for _, r := range rolls {
		if r.Roll != RollVoter && r.ToDay != kernel.EndOfTime {
			continue
		}
		key := standing{r.Roll, r.ListID}
		if who, twice := on[key]; twice && who != r.PersonID {
			return nil, kernel.Conflict("both_on_roll")
		}
		on[key] = r.PersonID
	}
	return nil, nil
}
