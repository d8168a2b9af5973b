package points

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
)

// The words under which the ledger knows what belongs to this room. Amounts are tenths of a point.
const (
	bookKind    = "points"
	ownerBody   = "body"
	ownerMember = "points_account"
	unitPoint   = "point.tenth"
	unitCap     = "cap.tenth"
	kindSource  = "source"
	kindCaps    = "caps"
	kindMember  = "member"
	kindBase    = "points.base"
	kindPlus    = "points.plus"
	kindMinus   = "points.minus"
	kindBack    = "points.reversal"
	kindJoin    = "points.join"
)

// OpenYear opens the year of a branch under the scheme that holds on its first day, or today where it has begun: with an account and
// its base for each member. One that is open already is answered. Years follow each other without a gap.
func (s *Service) OpenYear(ctx context.Context, branch kernel.ID, year int) (*YearDetail, error) {
	var out *YearDetail
	err := s.db.Write(ctx, "points.open_year", func(tx *db.WriteTx) error {
		y, err := s.openYear(tx, branch, year)
		if err == nil {
			out, err = s.yearDetail(tx.ReadTx, y)
		}
		return err
	})
	return out, err
}

func (s *Service) openYear(tx *db.WriteTx, branch kernel.ID, year int) (*yearRow, error) {
	y, err := yearOf(tx.ReadTx, branch, year)
	if err != nil || y != nil {
		return y, err
	}
	b, _, err := s.body.Team(tx.ReadTx, branch, tx.Today())
	if err != nil {
		return nil, err
	}
	now := tx.Now().In(kernel.Zone).Year()
	if year < now-1 || year > now {
		return nil, kernel.Invalid("year", "year_range").With("from", strconv.Itoa(now-1)).With("to", strconv.Itoa(now))
	}
	from, to := kernel.Day(fmt.Sprintf("%04d-01-01", year)), kernel.Day(fmt.Sprintf("%04d-12-31", year))
	sch, ok := s.pack().PointSchemeFor(b.Kind, min(max(from, tx.Today()), to))
	if !ok {
		return nil, kernel.Conflict("no_scheme").With("name", b.Name)
	}
	y = &yearRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: b.Stamp, Scheme: sch.ID, RulesNo: s.packs.Number(), Year: year, FromDay: from, ToDay: to, State: Open, Open: true,
	}
	y.BodyID = branch
	if err := s.openBook(tx, y, b); err != nil {
		return nil, err
	}
	if err := tx.Insert(y); err != nil {
		return nil, err
	}
	return y, s.enrol(tx, y)
}

// openBook opens what the ledger has for the branch and the period of the year.
func (s *Service) openBook(tx *db.WriteTx, y *yearRow, b body.Body) error {
	book, err := ledger.OpenBook(tx, ledger.Book{Kind: bookKind, OwnerKind: ownerBody, OwnerID: b.ID, Name: b.Name, OpenFrom: y.FromDay, Stamp: y.Stamp})
	if err != nil {
		return err
	}
	if book.OpenTo != y.FromDay.Add(-1) {
		return kernel.Conflict("year_gap").With("to", string(book.OpenTo))
	}
	if err := ledger.OpenPeriod(tx, book.ID, y.ToDay); err != nil {
		return err
	}
	one := func(kind, unit string) ledger.Account {
		return ledger.Account{
			BookID: book.ID, Kind: kind, OwnerKind: ownerBody, OwnerID: b.ID, Unit: unit, Class: ledger.Equity, Name: kind, Low: ledger.NoLow, High: ledger.NoHigh, Stamp: y.Stamp,
		}
	}
	list, err := ledger.OpenAccounts(tx, []ledger.Account{one(kindSource, unitPoint), one(kindCaps, unitCap)})
	if err != nil {
		return err
	}
	y.BookID, y.SourceID, y.CapsID = book.ID, list[0].ID, list[1].ID
	return nil
}

// enrol gives an account with its base to each member of the branch who has none in the year. What somebody was in the year before, they are at first in this one.
func (s *Service) enrol(tx *db.WriteTx, y *yearRow) error {
	day := min(max(tx.Today(), y.FromDay), y.ToDay)
	members, err := membersOf(tx.ReadTx, y.BodyID, day)
	if err != nil {
		return err
	}
	have, err := accountsOf(tx.ReadTx, y.ID)
	if err != nil {
		return err
	}
	before, err := s.classesBefore(tx.ReadTx, y)
	if err != nil {
		return err
	}
	roles := map[kernel.ID][]string{}
	var fresh []branchMember
	for _, m := range members {
		if slices.ContainsFunc(have, func(a accountRow) bool { return a.PersonID == m.PersonID }) {
			continue
		}
		if roles[m.PersonID] == nil {
			fresh = append(fresh, m)
		}
		roles[m.PersonID] = append(roles[m.PersonID], m.Role)
	}
	_, sch := s.schemeOf(y)
	var rows []*accountRow
	for _, m := range fresh {
		c := classOf(sch, roles[m.PersonID])
		if was, ok := sch.Class(before[m.PersonID]); ok && c.Other {
			c = was
		}
		rows = append(rows, &accountRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: y.Stamp, YearID: y.ID, PersonID: m.PersonID, PersonName: m.PersonName, Class: c.ID, Base: c.Start(),
		})
	}
	if len(rows) == 0 {
		return nil
	}
	return s.enter(tx, y, sch, rows)
}

// enter opens the accounts of members in the ledger and posts their bases, as of the first day of the year.
func (s *Service) enter(tx *db.WriteTx, y *yearRow, sch pack.PointScheme, rows []*accountRow) error {
	high, capped := sch.Most()
	if !capped {
		high = ledger.NoHigh
	}
	accounts := make([]ledger.Account, len(rows))
	for i, r := range rows {
		accounts[i] = ledger.Account{
			BookID: y.BookID, Kind: kindMember, OwnerKind: ownerMember, OwnerID: r.ID, Unit: unitPoint, Class: ledger.Asset, Name: strconv.Itoa(y.Year), Low: ledger.NoLow,
			High: high, Stamp: y.Stamp,
		}
	}
	opened, err := ledger.OpenAccounts(tx, accounts)
	if err != nil {
		return err
	}
	var base []ledger.Entry
	for i, r := range rows {
		r.AccountID = opened[i].ID
		if r.Base > 0 {
			base = append(base, ledger.Entry{
				Book: y.BookID, Key: "base:" + r.ID.String(), Kind: kindBase, Day: y.FromDay, RefKind: accountTable, RefID: r.ID,
				Legs: []ledger.Leg{{Account: y.SourceID, Amount: -r.Base}, {Account: r.AccountID, Amount: r.Base}},
			})
		}
	}
	if err := tx.InsertAll(rows); err != nil || len(base) == 0 {
		return err
	}
	_, err = ledger.PostAll(tx, base)
	return err
}

// classesBefore are the classes that members had in the year before.
func (s *Service) classesBefore(tx *db.ReadTx, y *yearRow) (map[kernel.ID]string, error) {
	out := map[kernel.ID]string{}
	last, err := yearOf(tx, y.BodyID, y.Year-1)
	if err != nil || last == nil {
		return out, err
	}
	list, err := accountsOf(tx, last.ID)
	for _, a := range list {
		out[a.PersonID] = a.Class
	}
	return out, err
}

// SetClass puts a member into another class, for a reason. The base follows, where it differs, by one more transaction.
func (s *Service) SetClass(ctx context.Context, id kernel.ID, rev int64, class, reason string) (*AccountDetail, error) {
	var out *AccountDetail
	err := s.db.Write(ctx, "points.set_class", func(tx *db.WriteTx) error {
		reason, err := kernel.Words("reason", reason, maxReason, true)
		if err != nil {
			return err
		}
		tx.Reason(reason)
		var a accountRow
		if err := tx.Lock(&a, id); err != nil {
			return err
		}
		if a.Class == class {
			out, err = s.account(tx.ReadTx, &a)
			return err
		}
		if err := changed(a.Rev, rev); err != nil {
			return err
		}
		if err := s.reclass(tx, &a, class); err != nil {
			return err
		}
		out, err = s.account(tx.ReadTx, &a)
		return err
	})
	return out, err
}

// reclass puts a locked account into another class of its scheme, with the base of that.
func (s *Service) reclass(tx *db.WriteTx, a *accountRow, class string) error {
	var y yearRow
	if err := tx.Get(&y, a.YearID); err != nil {
		return err
	}
	if err := yearIn(&y, Open); err != nil {
		return err
	}
	if tx.Actor().Is(a.PersonID) {
		return kernel.Forbidden("own_points")
	}
	if a.JoinedID != 0 {
		return kernel.Conflict("account_joined")
	}
	_, sch := s.schemeOf(&y)
	c, ok := sch.Class(class)
	if !ok {
		return kernel.Invalid("class", "unknown_class").With("class", class)
	}
	if err := rebase(tx, &y, a, c.Start()); err != nil {
		return err
	}
	a.Class, a.Base = c.ID, c.Start()
	return tx.Update(a)
}

// rebase moves the difference between two bases.
func rebase(tx *db.WriteTx, y *yearRow, a *accountRow, base int64) error {
	by := base - a.Base
	if by == 0 {
		return nil
	}
	_, err := ledger.Post(tx, ledger.Entry{
		Book: y.BookID, Key: "base:" + a.ID.String() + ":" + itoa(a.Rev), Kind: kindBase, Day: min(tx.Today(), y.ToDay), RefKind: accountTable, RefID: a.ID,
		Legs: []ledger.Leg{{Account: y.SourceID, Amount: -by}, {Account: a.AccountID, Amount: by}},
	})
	return over(err, a.AccountID)
}
