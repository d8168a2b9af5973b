package points

import (
	"context"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
)

// Years is a page of the years of the branches in the actor's places, the newest first; with a place or a branch only those there.
func (s *Service) Years(ctx context.Context, at, branch kernel.ID, year int, page kernel.Page) (out []Year, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		where, args := "TRUE", []any{}
		if at != 0 {
			if where, args, err = s.place.Within(tx, "y", at); err != nil {
				return err
			}
		}
		if branch != 0 {
			where, args = where+" AND y.body_id = ?", append(args, branch)
		}
		if year != 0 {
			where, args = where+" AND y.year = ?", append(args, year)
		}
		rows, n, err := pageYears(tx, where, args, page)
		if err != nil {
			return err
		}
		next = n
		out, err = s.years(tx, rows)
		return err
	})
	return out, next, err
}

// years dresses years with the names of their branches and with how many entries stand where.
func (s *Service) years(tx *db.ReadTx, rows []yearRow) ([]Year, error) {
	ids, bodies, stamps := make([]kernel.ID, len(rows)), make([]kernel.ID, len(rows)), make([]kernel.Stamp, len(rows))
	for i, y := range rows {
		ids[i], bodies[i], stamps[i] = y.ID, y.BodyID, y.Stamp
	}
	names, err := s.body.Named(system(tx), bodies)
	if err != nil {
		return nil, err
	}
	paths, err := s.place.Paths(system(tx), stamps)
	if err != nil {
		return nil, err
	}
	members, err := countMembers(tx, ids)
	if err != nil {
		return nil, err
	}
	counts, err := countOpen(tx, ids)
	out := make([]Year, len(rows))
	for i, y := range rows {
		_, sch := s.schemeOf(&y)
		out[i] = Year{
			ID: y.ID, Rev: y.Rev, Branch: body.Ref{ID: y.BodyID, Name: names[y.BodyID]}, Path: paths[i], Year: y.Year, From: y.FromDay, To: y.ToDay, Scheme: named(sch.Term),
			State: y.State, Counts: map[string]int64{}, Members: members[y.ID], TallyDay: y.TallyDay, MeetingDay: y.MeetingDay, Should: y.Should, Present: y.Present,
			MeetingNote: y.MeetingNote, GradedDay: y.GradedDay, GradedBy: y.GradedName, FiledDay: y.FiledDay, FiledBy: y.FiledName, BackReason: y.BackReason, ClosedDay: y.ClosedDay,
		}
		for _, c := range counts {
			if c.YearID == y.ID {
				out[i].Counts[c.State] = c.N
			}
		}
	}
	return out, err
}

// GetYear is the page of a year.
func (s *Service) GetYear(ctx context.Context, id kernel.ID) (*YearDetail, error) {
	var out *YearDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var y yearRow
		if err := tx.Get(&y, id); err != nil {
			return err
		}
		var err error
		out, err = s.yearDetail(tx, &y)
		return err
	})
	return out, err
}

func (s *Service) yearDetail(tx *db.ReadTx, y *yearRow) (*YearDetail, error) {
	list, err := s.years(tx, []yearRow{*y})
	if err != nil {
		return nil, err
	}
	p, sch := s.schemeOf(y)
	days, err := postingDays(p, sch, min(tx.Today(), y.ToDay))
	if err != nil {
		return nil, err
	}
	who := tx.Actor()
	out := &YearDetail{
		Year: list[0], Rule: schemeShown(p, sch, days), Postings: []Posting{}, MayRecord: has(who, PermRecord, y.Stamp), MayConfirm: has(who, PermConfirm, y.Stamp),
		MayYear: has(who, PermYear, y.Stamp), MayFile: has(who, PermFile, y.Stamp),
	}
	posted, err := postingsOf(tx, y.ID)
	if err != nil {
		return nil, err
	}
	for i := range posted {
		out.Postings = append(out.Postings, postingShown(&posted[i]))
	}
	rows, err := followsOf(tx, y.ID)
	if err != nil {
		return nil, err
	}
	if out.Follows, err = s.followsShown(tx, rows); err != nil {
		return nil, err
	}
	accounts, err := accountsOf(tx, y.ID)
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		if a.Reviewed || !a.Tallied {
			out.Reviewed++
		}
	}
	out.MayExcellent, err = s.mayExcel(tx, y, out.Reviewed)
	return out, err
}

// Accounts is a page of the members of a year, by name: never by what they have.
func (s *Service) Accounts(ctx context.Context, year kernel.ID, page kernel.Page) (out []Account, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []accountRow
		if rows, next, err = pageAccounts(tx, year, page); err != nil {
			return err
		}
		out, err = s.accounts(tx, rows)
		return err
	})
	return out, next, err
}

// accounts dresses members with what they have.
func (s *Service) accounts(tx *db.ReadTx, rows []accountRow) ([]Account, error) {
	var years, bodies []kernel.ID
	for _, a := range rows {
		years, bodies = append(years, a.YearID), append(bodies, a.BodyID)
	}
	slices.Sort(years)
	at, err := yearsByID(system(tx), slices.Compact(years))
	if err != nil {
		return nil, err
	}
	slices.Sort(bodies)
	names, err := s.body.Named(system(tx), slices.Compact(bodies))
	if err != nil {
		return nil, err
	}
	have, err := totalsOf(system(tx), rows)
	out := make([]Account, len(rows))
	for i, a := range rows {
		y := at[a.YearID]
		_, sch := s.schemeOf(&y)
		c, _ := sch.Class(a.Class)
		total := a.Total
		if !a.Tallied {
			total = have[a.AccountID].Posted
		}
		out[i] = Account{
			ID: a.ID, Rev: a.Rev, YearID: a.YearID, Year: y.Year, Branch: body.Ref{ID: a.BodyID, Name: names[a.BodyID]}, Person: body.Ref{ID: a.PersonID, Name: a.PersonName},
			Class: named(c.Term), Base: a.Base, Total: total, Waiting: have[a.AccountID].In + have[a.AccountID].Out, Tallied: a.Tallied, Reviewed: a.Reviewed,
			Proposed: a.Proposed, Grade: a.Grade, Reason: a.Reason,
		}
		if a.Tallied {
			b, _ := sch.Band(a.Band)
			out[i].Band = named(b.Term)
		}
	}
	return out, err
}

// GetAccount is a member's account: every movement leads to its deed, and the deed to its evidence and to who confirmed it.
func (s *Service) GetAccount(ctx context.Context, id kernel.ID) (*AccountDetail, error) {
	var out *AccountDetail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var a accountRow
		if err := tx.Get(&a, id); err != nil {
			return err
		}
		var err error
		out, err = s.account(tx, &a)
		return err
	})
	return out, err
}

func (s *Service) account(tx *db.ReadTx, a *accountRow) (*AccountDetail, error) {
	list, err := s.accounts(tx, []accountRow{*a})
	if err != nil {
		return nil, err
	}
	out := &AccountDetail{Account: list[0], Lines: []Line{}, Pending: []Entry{}, Items: []Item{}}
	rows, err := entriesOfAccount(tx, a.ID)
	if err != nil {
		return nil, err
	}
	entries, err := s.entries(tx, rows)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.State != Effective && e.State != Withdrawn {
			out.Pending = append(out.Pending, e)
		}
	}
	slices.Reverse(out.Pending)
	var y yearRow
	if err := system(tx).Get(&y, a.YearID); err != nil {
		return nil, err
	}
	out.State = y.State
	p, sch := s.schemeOf(&y)
	for _, x := range sch.Items {
		if x.For(a.Class) {
			out.Items = append(out.Items, itemShown(p, sch, x))
		}
	}
	out.Lines, err = s.lines(tx, a, rows, entries)
	return out, err
}

// lines are the movements of an account, the newest first, each with what there was after it.
func (s *Service) lines(tx *db.ReadTx, a *accountRow, rows []entryRow, entries []Entry) ([]Line, error) {
	byTxn := map[kernel.ID]*Entry{}
	for i, r := range rows {
		if r.TxnID != 0 {
			byTxn[r.TxnID] = &entries[i]
		}
	}
	moved := []ledger.Line{}
	for page := (kernel.Page{Limit: kernel.MaxLimit}); ; {
		list, next, err := ledger.Statement(system(tx), a.AccountID, page)
		if err != nil {
			return nil, err
		}
		moved = append(moved, list...)
		if page.Cursor = next; next == "" {
			break
		}
	}
	out := make([]Line, len(moved))
	balance := int64(0)
	for i := len(moved) - 1; i >= 0; i-- {
		m := moved[i]
		balance += m.Amount
		kind := map[string]string{kindPlus: "plus", kindMinus: "minus", kindBack: "reversal", kindBase: "base", kindJoin: "join"}[m.Kind]
		out[i] = Line{ID: m.ID, Day: m.Day, At: m.At, Kind: kind, Amount: m.Amount, Balance: balance, Entry: byTxn[m.TxnID]}
	}
	return out, nil
}

// Entries is a page of the entries of a year, the newest first.
func (s *Service) Entries(ctx context.Context, f EntryFilter, page kernel.Page) (out []Entry, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []entryRow
		if rows, next, err = pageEntries(tx, f, page); err != nil {
			return err
		}
		out, err = s.entries(tx, rows)
		return err
	})
	return out, next, err
}

func (s *Service) shown(ctx context.Context, rows []entryRow) (out []Entry, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out, err = s.entries(tx, rows)
		return err
	})
	return out, err
}

// entries dresses entries with the names of their items and with what the actor may do.
func (s *Service) entries(tx *db.ReadTx, rows []entryRow) ([]Entry, error) {
	var ids []kernel.ID
	for _, e := range rows {
		ids = append(ids, e.YearID)
	}
	slices.Sort(ids)
	years, err := yearsByID(system(tx), slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(rows))
	for i := range rows {
		e := &rows[i]
		y := years[e.YearID]
		_, sch := s.schemeOf(&y)
		x, _ := sch.Item(e.Item)
		out[i] = Entry{
			ID: e.ID, Rev: e.Rev, YearID: e.YearID, AccountID: e.AccountID, Person: body.Ref{ID: e.PersonID, Name: e.PersonName}, Item: named(x.Term), Points: e.Points, Day: e.Day,
			Text: e.Text, State: e.State, Proposed: e.Proposed, RecordKind: e.RecordKind, RecordID: e.RecordID, Files: e.Files, At: e.At, By: e.ByName, ReviewBy: e.ReviewName,
			ConfirmBy: e.ConfirmName, PostedDay: e.PostedDay, EffectDay: e.EffectDay, ReversesID: e.ReversesID,
		}
		if y.State == Open {
			may(tx.Actor(), tx.Today(), sch, x, e, &out[i])
		}
	}
	return out, nil
}

// may tells what the actor may do with an entry, as the verbs will judge it.
func may(who kernel.Actor, today kernel.Day, sch pack.PointScheme, x pack.PointItem, e *entryRow, out *Entry) {
	record, confirm := byPost(who, PermRecord, sch.RecordersOf(x), e.Stamp), byPost(who, PermConfirm, sch.ConfirmersOf(x), e.Stamp)
	own := who.Is(e.PersonID)
	insider := has(who, PermRecord, e.Stamp) || has(who, PermConfirm, e.Stamp)
	switch e.State {
	case Draft:
		out.MayReview = !own && (record || confirm)
		out.MayWithdraw = insider && (!own || e.Points > 0)
	case Review:
		out.MayConfirm = confirm && apart(who, e) == nil
		out.MayWithdraw = insider && (!own || e.Points > 0)
	case Confirmed:
		out.MayWithdraw = has(who, PermConfirm, e.Stamp) && (!own || e.Points > 0)
	case Posted:
		out.MayObject = e.EffectDay > today && (own || insider)
	case Objected:
		out.MayRecheck = confirm && apart(who, e, e.ConfirmID) == nil
	case Recheck:
		out.MayDecide = confirm && apart(who, e, e.ConfirmID) == nil
	case Effective:
		out.MayReverse = e.ReversesID == 0 && !own && has(who, PermRecord, e.Stamp)
	}
}
