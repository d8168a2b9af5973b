package points

import (
	"cmp"
	"slices"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
)

// join lets accounts follow a member who was entered twice. An account of a year in which the entry that stays has none simply goes over.
// Where both have one, the open year makes one of two: the deeds go over with what they brought, held and used up of caps; the second base is
// given back. Where that would be more than a cap allows, or one record would count twice, the merge is refused until the branch has put
// it right. A year that was added up or closed stands as it is, with both accounts.
func (s *Service) join(tx *db.WriteTx, from, into kernel.ID) ([]db.Referring, error) {
	own, err := accountsOfPerson(system(tx.ReadTx), from)
	if err != nil {
		return nil, err
	}
	var keep []db.Referring
	for i := range own {
		other, err := accountOf(system(tx.ReadTx), own[i].YearID, into)
		if err != nil {
			return nil, err
		}
		if other == nil {
			continue
		}
		keep = append(keep, db.Referring{Table: accountTable, ID: own[i].ID})
		if err := s.joinYear(tx, own[i].YearID, own[i].ID, other.ID); err != nil {
			return nil, err
		}
	}
	return keep, nil
}

// pair locks a year and two accounts of it, and tells whether it is open.
func pair(tx *db.WriteTx, year, one, two kernel.ID) (y yearRow, a, b accountRow, open bool, err error) {
	if err = tx.Lock(&y, year); kernel.KindOf(err) == kernel.KindNotFound {
		err = kernel.Forbidden("merge_out_of_scope").With("table", yearTable)
	}
	if err != nil || y.State != Open {
		return y, a, b, false, err
	}
	for _, id := range []kernel.ID{min(one, two), max(one, two)} {
		row := &a
		if id == two {
			row = &b
		}
		if err = tx.Lock(row, id); err != nil {
			return y, a, b, true, err
		}
	}
	return y, a, b, true, nil
}

func (s *Service) joinYear(tx *db.WriteTx, year, fromID, intoID kernel.ID) error {
	y, from, into, open, err := pair(tx, year, fromID, intoID)
	if err != nil || !open || from.JoinedID != 0 {
		return err
	}
	if err := rebase(tx, &y, &from, 0); err != nil {
		return err
	}
	from.Base, from.JoinedID = 0, into.ID
	if err := s.carryEntries(tx, &y, &from, &into); err != nil {
		return err
	}
	if err := s.square(tx, &y, &from, &into); err != nil {
		return err
	}
	before, err := joinedTo(tx.ReadTx, from.ID)
	if err != nil {
		return err
	}
	for i := range before { // what had gone into the one that goes now goes on
		before[i].JoinedID = into.ID
		if err := tx.Update(&before[i]); err != nil {
			return err
		}
	}
	return tx.Update(&from)
}

// carryEntries puts the deeds of an account to another one; what they hold is held there.
func (s *Service) carryEntries(tx *db.WriteTx, y *yearRow, from, into *accountRow) error {
	list, err := entriesOfAccount(tx.ReadTx, from.ID)
	if err != nil {
		return err
	}
	there, err := entriesOfAccount(tx.ReadTx, into.ID)
	if err != nil {
		return err
	}
	run := tx.NewID().String()
	for i := range list {
		e := &list[i]
		if slices.ContainsFunc(there, func(t entryRow) bool {
			return e.RecordID != 0 && t.Item == e.Item && t.RecordKind == e.RecordKind && t.RecordID == e.RecordID
		}) {
			if err := s.twice(tx, y, e); err != nil {
				return err
			}
			continue
		}
		e.AccountID = into.ID
		if err := s.rehold(tx, y, into, e, run); err != nil {
			return err
		}
		if err := tx.Update(e); err != nil {
			return err
		}
	}
	return nil
}

// twice settles a deed that came out of the same record for both entries of a member: as a proposal it is put aside, and stays where it is
// if it was withdrawn; one that counts is for the branch to take back.
func (s *Service) twice(tx *db.WriteTx, y *yearRow, e *entryRow) error {
	switch e.State {
	case Withdrawn:
		return nil
	case Draft:
		return s.drop(tx, e, StepWithdraw, "")
	}
	_, sch := s.schemeOf(y)
	x, _ := sch.Item(e.Item)
	return kernel.Conflict("points_twice").With("item", x.Name).With("day", string(e.Day))
}

// rehold moves what an entry holds in the ledger to the accounts of a member.
func (s *Service) rehold(tx *db.WriteTx, y *yearRow, a *accountRow, e *entryRow, run string) error {
	held, err := openHold(tx.ReadTx, e)
	if err != nil || held == 0 {
		return err
	}
	if _, err := ledger.Release(tx, held, ledger.Entry{Key: "free:" + run + ":" + e.ID.String(), Kind: kindJoin, Day: e.Day}); err != nil {
		return err
	}
	_, sch := s.schemeOf(y)
	x, _ := sch.Item(e.Item)
	t, err := s.hold(tx, y, a, x, e, "hold:"+run+":"+e.ID.String())
	e.HoldID = t.ID
	return err
}

// openHold is the reservation of an entry that has not come to an end; 0: it has none.
func openHold(tx *db.ReadTx, e *entryRow) (kernel.ID, error) {
	if !e.Open || e.HoldID == 0 {
		return 0, nil
	}
	list, err := ledger.ByRef(tx, entryTable, e.ID)
	ended := map[kernel.ID]bool{}
	for _, t := range list {
		ended[t.EndsID] = true
	}
	for _, t := range slices.Backward(list) {
		if t.Phase == ledger.Reserved && !ended[t.ID] {
			return t.ID, err
		}
	}
	return 0, err
}

// square moves between two accounts until the first has exactly its base and what its deeds brought, points and caps alike.
func (s *Service) square(tx *db.WriteTx, y *yearRow, from, into *accountRow) error {
	want, err := brought(tx.ReadTx, from)
	if err != nil {
		return err
	}
	want[kindMember] += from.Base
	have, err := ledger.AccountsOf(tx.ReadTx, ownerMember, from.ID)
	if err != nil {
		return err
	}
	ids := make([]kernel.ID, len(have))
	for i, a := range have {
		ids[i] = a.ID
	}
	n, err := ledger.Balances(tx.ReadTx, ids)
	if err != nil {
		return err
	}
	var legs []ledger.Leg
	for _, a := range have {
		by := n[a.ID].Posted + tx.Added(a.ID) - want[a.Kind]
		if by == 0 {
			continue
		}
		to, err := ledger.OpenAccount(tx, like(a, into))
		if err != nil {
			return err
		}
		legs = append(legs, ledger.Leg{Account: a.ID, Amount: -by}, ledger.Leg{Account: to.ID, Amount: by})
	}
	return s.shift(tx, y, from, into.AccountID, legs)
}

// shift posts what goes from one account of a member to the other.
func (s *Service) shift(tx *db.WriteTx, y *yearRow, from *accountRow, bounded kernel.ID, legs []ledger.Leg) error {
	if len(legs) == 0 {
		return nil
	}
	_, err := ledger.Post(tx, ledger.Entry{
		Book: y.BookID, Key: "join:" + tx.NewID().String(), Kind: kindJoin, Day: max(min(tx.Today(), y.ToDay), y.FromDay), RefKind: accountTable, RefID: from.ID, Legs: legs,
	})
	return over(err, bounded)
}

// like is an account of the same kind for another owner.
func like(a ledger.Account, owner *accountRow) ledger.Account {
	a.Row, a.OwnerID, a.ClosedDay = db.Row{}, owner.ID, ""
	return a
}

// brought is what the deeds of an account moved in the ledger, by the kind of account: wherever it was recorded.
func brought(tx *db.ReadTx, a *accountRow) (map[string]int64, error) {
	list, err := entriesOfAccount(tx, a.ID)
	if err != nil {
		return nil, err
	}
	out := map[string]int64{}
	for _, e := range list {
		if e.TxnID == 0 {
			continue
		}
		parts, err := ofMembers(tx, e.TxnID)
		if err != nil {
			return nil, err
		}
		for _, p := range parts {
			out[p.account.Kind] += p.amount
		}
	}
	return out, nil
}

type part struct {
	account ledger.Account
	amount  int64
}

// ofMembers are the legs of a transaction in accounts of members.
func ofMembers(tx *db.ReadTx, txn kernel.ID) ([]part, error) {
	legs, err := ledger.PostingsOf(tx, txn)
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(legs))
	for i, l := range legs {
		ids[i] = l.AccountID
	}
	accounts, err := ledger.AccountsByID(tx, ids)
	var out []part
	for _, l := range legs {
		if a := accounts[l.AccountID]; a.OwnerKind == ownerMember {
			out = append(out, part{a, l.Amount})
		}
	}
	slices.SortFunc(out, func(a, b part) int { return cmp.Compare(a.account.ID, b.account.ID) })
	return out, err
}

// bring lets a deed be taken back where it was recorded: in an account that has since gone into another one its amounts are put back first.
func (s *Service) bring(tx *db.WriteTx, was *entryRow) error {
	parts, err := ofMembers(tx.ReadTx, was.TxnID)
	if err != nil {
		return err
	}
	var into accountRow
	if err := tx.Get(&into, was.AccountID); err != nil {
		return err
	}
	var legs []ledger.Leg
	for _, p := range parts {
		if p.account.OwnerID == into.ID {
			continue
		}
		to, err := ledger.OpenAccount(tx, like(p.account, &into))
		if err != nil {
			return err
		}
		legs = append(legs, ledger.Leg{Account: to.ID, Amount: -p.amount}, ledger.Leg{Account: p.account.ID, Amount: p.amount})
	}
	if len(legs) == 0 {
		return nil
	}
	var y yearRow
	if err := tx.Get(&y, was.YearID); err != nil {
		return err
	}
	return s.shift(tx, &y, &into, into.AccountID, legs)
}
