package person

import (
	"errors"
	"iter"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
)

// rollRegisters are the rolls of this room: the collective's and the voters' come in as the same sheets, the registered
// population follows from the households.
func (s *Service) rollRegisters() []register.Register {
	rows := func(roll string) func(*db.ReadTx, string, register.Options) iter.Seq2[[]any, error] {
		return func(tx *db.ReadTx, _ string, o register.Options) iter.Seq2[[]any, error] {
			return s.rollRows(tx, roll, o)
		}
	}
	return []register.Register{
		{
			Key: "rolls.registered", Title: RegisteredSheet, TitleEn: "Registered population", See: PermExport,
			Sheets: func(*db.ReadTx) (sheets, error) { return oneSheet(registeredSheet()), nil },
			Rows:   rows(RollRegistered),
		},
		{
			Key: "rolls.collective", Title: CollectiveSheet, TitleEn: "Members of the collective", See: PermExport, Edit: PermRoll,
			Sheets: func(*db.ReadTx) (sheets, error) { return oneSheet(collectiveSheet()), nil },
			Rows:   rows(RollCollective),
			Plan: func(tx *db.ReadTx, b book, _ func() kernel.ID) (register.Plan, error) {
				return s.planCollective(tx, b[CollectiveSheet])
			},
		},
		{
			Key: "rolls.voters", Title: VoterSheet, TitleEn: "Voters", See: PermExport, Edit: PermRoll,
			Sheets: func(*db.ReadTx) (sheets, error) { return oneSheet(voterSheet()), nil },
			Rows:   rows(RollVoter),
			Plan: func(tx *db.ReadTx, b book, newID func() kernel.ID) (register.Plan, error) {
				return s.planVoters(tx, b[VoterSheet], newID)
			},
		},
	}
}

// rollRows gives the rows of a roll of the place, as of the day that the arguments name. Of voters it gives the list that
// the arguments name, else the newest one of each village.
func (s *Service) rollRows(tx *db.ReadTx, roll string, o register.Options) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		f := RollFilter{Roll: roll, Place: o.At, Day: kernel.Day(o.Args["day"])}
		if f.Place == 0 {
			f.Place = idOf(o.Args["place"])
		}
		if f.Place == 0 {
			f.Place = tx.County()
		}
		lists := []listRow{{}}
		if roll == RollVoter {
			var err error
			if lists, err = s.listsToShow(tx, f.Place, idOf(o.Args["list"])); err != nil {
				yield(nil, err)
				return
			}
		}
		for i := range lists {
			f.List = lists[i].ID
			for page := (kernel.Page{Limit: kernel.MaxLimit}); ; {
				list, next, err := s.PageRoll(tx, f, page)
				if err == nil {
					err = s.yieldRoll(tx, list, &lists[i], o.Open, yield)
				}
				if errors.Is(err, errStop) {
					return
				}
				if err != nil {
					yield(nil, err)
					return
				}
				if page.Cursor = next; next == "" {
					break
				}
			}
		}
	}
}

// errStop says that whoever reads the rows wants no more of them.
var errStop = kernel.Conflict("stopped")

// listsToShow is one voter roll, or the newest of each village at a place and below it.
func (s *Service) listsToShow(tx *db.ReadTx, at, list kernel.ID) ([]listRow, error) {
	if list != 0 {
		l := listRow{}
		err := tx.Get(&l, list)
		return []listRow{l}, err
	}
	where, args, err := s.places.Within(tx, "v", at)
	if err != nil {
		return nil, err
	}
	return newestLists(tx, where, args...)
}

// yieldRoll dresses a page of a roll with households and numbers and hands it on.
func (s *Service) yieldRoll(tx *db.ReadTx, list []RollEntry, l *listRow, open bool, yield func([]any, error) bool) error {
	ids := make([]kernel.ID, len(list))
	for i, e := range list {
		ids[i] = e.PersonID
	}
	numbers, err := s.Numbers(tx, ids, open)
	if err != nil {
		return err
	}
	codes, err := houseCodes(tx, ids)
	if err != nil {
		return err
	}
	at := map[kernel.ID]place.Place{}
	for _, e := range list {
		if _, ok := at[e.Place.ID]; !ok && e.Place.ID != 0 {
			if at[e.Place.ID], err = s.places.Load(tx, e.Place.ID); err != nil {
				return err
			}
		}
	}
	for _, e := range list {
		if !yield(e.row(at[e.Place.ID].Code, codes[e.PersonID], numbers[e.PersonID].IDNumber, l), nil) {
			return errStop
		}
	}
	return nil
}

// row is an entry in the order of the columns of its sheet.
func (e RollEntry) row(at, code, number string, l *listRow) []any {
	sex, birth := "", ""
	if e.Person != nil {
		sex, birth = wordOf(ListSex, e.Person.Sex), e.Person.Birth
	}
	who := []any{at, e.PersonName, code, number, sex, birth}
	switch e.Roll {
	case RollRegistered:
		return append(who, wordOf(ListRelation, e.Basis), string(e.From), string(e.To))
	case RollCollective:
		return append(who, string(e.From), wordOf(ListAdmitted, e.Basis), e.Doc, string(e.To), wordOf(ListLost, e.EndBasis), e.EndDoc, e.Note)
	}
	return append(who, string(l.ElectionDay), voterWords[e.State], wordOf(groundsOf(e.State), e.Basis), e.Doc, e.Note,
		listWords[l.State], string(l.ConfirmedDay), l.ConfirmedBy, string(l.PostedDay))
}

// groundsOf is the list of grounds for a state of a voter.
func groundsOf(state string) string {
	if state == VoterOut {
		return ListStruck
	}
	return ListVoter
}
