package points

import (
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// stay: what was joined in a year that has been added up since stays so when the merge is taken back.
func (s *Service) stay(tx *db.WriteTx, from, _ kernel.ID) ([]db.Referring, error) {
	own, err := accountsOfPerson(system(tx.ReadTx), from)
	if err != nil {
		return nil, err
	}
	var out []db.Referring
	for _, a := range own {
		if a.JoinedID == 0 {
			continue
		}
		var y yearRow
		if err := system(tx.ReadTx).Get(&y, a.YearID); err != nil {
			return nil, err
		}
		if y.State == Open {
			continue
		}
		entries, err := entriesOfAccount(system(tx.ReadTx), a.JoinedID)
		if err != nil {
			return nil, err
		}
		out = append(out, db.Referring{Table: accountTable, ID: a.ID})
		for _, e := range entries {
			out = append(out, db.Referring{Table: entryTable, ID: e.ID})
		}
	}
	return out, nil
}

// part gives two entries of a member that are two persons after all their accounts back, as they were, in years that are open: each deed
// that went back to its account takes along what it brought and holds, and what takes it back.
func (s *Service) part(tx *db.WriteTx, from, into kernel.ID) error {
	own, err := accountsOfPerson(system(tx.ReadTx), from)
	if err != nil {
		return err
	}
	for _, a := range own {
		other, err := accountOf(system(tx.ReadTx), a.YearID, into)
		if err != nil {
			return err
		}
		if other == nil || other.ID == a.ID {
			continue
		}
		if err := s.partYear(tx, a.YearID, a.ID, other.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) partYear(tx *db.WriteTx, year, fromID, intoID kernel.ID) error {
	y, from, into, open, err := pair(tx, year, fromID, intoID)
	if err != nil || !open {
		return err
	}
	if from.JoinedID != 0 { // its row was changed since, by a move of the branch
		_, sch := s.schemeOf(&y)
		c, _ := sch.Class(from.Class)
		from.JoinedID, from.Base = 0, c.Start()
		if err := tx.Update(&from); err != nil {
			return err
		}
	}
	based, err := basePosted(tx.ReadTx, &from)
	if err != nil {
		return err
	}
	was := from
	was.Base = based
	if err := rebase(tx, &y, &was, from.Base); err != nil {
		return err
	}
	if err := s.takeReversals(tx, &from, &into); err != nil {
		return err
	}
	list, err := entriesOfAccount(tx.ReadTx, from.ID)
	if err != nil {
		return err
	}
	if err := s.square(tx, &y, &from, &into); err != nil {
		return err
	}
	run := tx.NewID().String()
	for i := range list {
		e := &list[i]
		old := e.HoldID
		if err := s.rehold(tx, &y, &from, e, run); err != nil {
			return err
		}
		if e.HoldID != old {
			if err := tx.Update(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// basePosted is what an account has of its base in the ledger.
func basePosted(tx *db.ReadTx, a *accountRow) (n int64, err error) {
	list, err := ledger.ByRef(tx, accountTable, a.ID)
	for _, t := range list {
		if t.Kind != kindBase {
			continue
		}
		parts, err := ofMembers(tx, t.ID)
		if err != nil {
			return 0, err
		}
		for _, p := range parts {
			n += p.amount
		}
	}
	return n, err
}

// takeReversals lets what takes a deed back go with the deed.
func (s *Service) takeReversals(tx *db.WriteTx, from, into *accountRow) error {
	list, err := entriesOfAccount(tx.ReadTx, from.ID)
	if err != nil {
		return err
	}
	later, err := entriesOfAccount(tx.ReadTx, into.ID)
	if err != nil {
		return err
	}
	for i := range later {
		e := &later[i]
		if e.ReversesID == 0 || !slices.ContainsFunc(list, func(x entryRow) bool { return x.ID == e.ReversesID }) {
			continue
		}
		e.AccountID, e.PersonID, e.PersonName = from.ID, from.PersonID, from.PersonName
		if err := tx.Update(e); err != nil {
			return err
		}
	}
	return nil
}
