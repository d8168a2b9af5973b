package casework

import (
	"cmp"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Raised is a case that came out of a record of another room.
type Raised struct {
	ID kernel.ID
	No string
}

// Raise raises a case within the Write of another room, in the name of its actor: of a type that lies at its place. The client
// key of n says which record it came out of; CodeOf tells the code by which a resident follows it.
func (s *Service) Raise(tx *db.WriteTx, n NewCase) (Raised, error) {
	n, err := n.clean()
	if err != nil {
		return Raised{}, err
	}
	by := ByOfficer
	if tx.Actor().Kind == kernel.ActorResident {
		by = ByResident
	}
	c, _, err := s.draft(tx, n, by)
	if err != nil {
		return Raised{}, err
	}
	c.FollowHash = crypt.Hash(codeFor(s.keys, n.ClientKey))
	return Raised{ID: c.ID, No: c.No}, s.insertNew(tx, c, nil, nil)
}

// CodeOf is the follow code of the case that a key made.
func (s *Service) CodeOf(key string) string { return codeFor(s.keys, key) }

// Outcome is how a case stands, for the record out of which it came: in the words of the office and in those of residents.
type Outcome struct {
	ID       kernel.ID  `json:"id"`
	No       string     `json:"no"`
	Open     bool       `json:"open"`
	State    string     `json:"state"`
	StateEN  string     `json:"state_en"`
	Public   string     `json:"-"`
	PublicEN string     `json:"-"`
	Owner    string     `json:"owner"` // who deals with it: a person, else a unit
	Due      int64      `json:"due"`
	Feedback string     `json:"feedback"`
	Day      kernel.Day `json:"day"` // since when it is so
}

// Outcomes tells how some cases stand, whoever may open them: for who raised them. A merged one stands as the other does.
func (s *Service) Outcomes(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]Outcome, error) {
	out := map[kernel.ID]Outcome{}
	rows, err := casesAmong(system(tx), ids)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		c, at := &rows[i], &rows[i]
		for range maxMerges {
			if at.MergedID == 0 {
				break
			}
			next := &caseRow{}
			if err := system(tx).Get(next, at.MergedID); err != nil {
				return nil, err
			}
			at = next
		}
		st, _ := s.typeOf(at).State(at.State)
		out[c.ID] = outcomeOf(c, at, st)
	}
	return out, nil
}

func outcomeOf(c, at *caseRow, st pack.State) Outcome {
	o := Outcome{
		ID: c.ID, No: c.No, Open: at.Open, State: st.Name, StateEN: st.NameEN, Owner: cmp.Or(at.AssigneeName, at.BodyName), Feedback: at.Feedback,
		Public: cmp.Or(st.PublicName, st.Name), PublicEN: cmp.Or(st.PublicNameEN, st.NameEN),
	}
	o.Day = kernel.DayOf(time.UnixMilli(at.StateSince))
	if at.Open && at.Due < noDue {
		o.Due = at.Due
	}
	return o
}
