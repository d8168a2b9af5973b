package points

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
)

// holdFor is how long a confirmed entry is reserved: longer than any year takes to be closed.
const holdFor = 5 * 366 * 24 * time.Hour

// Record enters a deed, before the branch; with Draft it waits to be taken up. The same client key again answers the same entry.
func (s *Service) Record(ctx context.Context, n NewEntry) (*EntryDetail, error) {
	var out *EntryDetail
	err := s.db.Write(ctx, "points.record", func(tx *db.WriteTx) error {
		y, a, err := s.member(tx, n.YearID, n.PersonID)
		if err != nil {
			return err
		}
		state := Review
		if n.Draft {
			state = Draft
		}
		e, err := s.enterDeed(tx, y, a, n, state)
		if err == nil {
			out, err = s.entry(tx.ReadTx, e)
		}
		return err
	})
	return out, err
}

// member is the account of a member in a year; one who has come to the branch meanwhile gets it now.
func (s *Service) member(tx *db.WriteTx, year, person kernel.ID) (*yearRow, *accountRow, error) {
	var y yearRow
	if err := tx.Get(&y, year); err != nil {
		return nil, nil, err
	}
	a, err := accountOf(tx.ReadTx, year, person)
	if err == nil && a == nil {
		if err = s.enrol(tx, &y); err == nil {
			a, err = accountOf(tx.ReadTx, year, person)
		}
	}
	if err == nil && a == nil {
		err = kernel.Invalid("person_id", "not_a_member").With("id", person.String())
	}
	return &y, a, err
}

// enterDeed checks a deed and inserts it.
func (s *Service) enterDeed(tx *db.WriteTx, y *yearRow, a *accountRow, n NewEntry, state string) (*entryRow, error) {
	key, err := kernel.OwnKey(tx.Actor(), n.ClientKey)
	if err != nil {
		return nil, err
	}
	text, err := kernel.Words("text", n.Text, maxText, true)
	if err != nil {
		return nil, err
	}
	is, err := entryByKey(system(tx.ReadTx), key)
	if err != nil {
		return nil, err
	}
	if is != nil {
		if is.PersonID != a.PersonID || is.Item != n.Item || is.Day != n.Day || is.Text != text {
			return nil, kernel.Conflict("client_key_used")
		}
		return is, nil
	}
	x, err := s.itemFor(tx, y, a, n)
	if err != nil {
		return nil, err
	}
	p, err := amount(x, n.Points)
	if err != nil {
		return nil, err
	}
	who := tx.Actor()
	_, sch := s.schemeOf(y)
	if state == Review && !byPost(who, PermRecord, sch.RecordersOf(x), y.Stamp) && !byPost(who, PermConfirm, sch.ConfirmersOf(x), y.Stamp) {
		return nil, kernel.Forbidden("not_a_recorder").With("item", x.Name)
	}
	e := &entryRow{
		Row: db.Row{ID: tx.NewID()}, Stamp: y.Stamp, YearID: y.ID, AccountID: a.ID, PersonID: a.PersonID, PersonName: a.PersonName, Item: x.ID, Points: p, Day: n.Day,
		Text: text, At: tx.Now().UnixMilli(), ByPersonID: who.PersonID, ByName: who.Name, ClientKey: key,
	}
	e.to(state)
	kind := StepRecord
	if state == Draft {
		kind = StepPropose
	} else {
		e.ReviewID, e.ReviewName = who.PersonID, who.Name
	}
	if err := tx.Insert(e); err != nil {
		return nil, err
	}
	return e, step(tx, e, kind, "")
}

// itemFor is the item of a deed, where a member of the class can have it and the day lies in the open year.
func (s *Service) itemFor(tx *db.WriteTx, y *yearRow, a *accountRow, n NewEntry) (pack.PointItem, error) {
	_, sch := s.schemeOf(y)
	x, ok := sch.Item(n.Item)
	_, err := kernel.ParseDay(string(n.Day))
	state := yearIn(y, Open)
	switch {
	case state != nil:
		return x, state
	case !ok:
		return x, kernel.Invalid("item", "unknown_points_item").With("item", n.Item)
	case !x.For(a.Class):
		c, _ := sch.Class(a.Class)
		return x, kernel.Invalid("item", "not_for_class").With("item", x.Name).With("class", c.Name)
	case err != nil || n.Day > tx.Today():
		return x, kernel.Invalid("day", "day_in_future")
	case n.Day < y.FromDay || n.Day > y.ToDay:
		return x, kernel.Invalid("day", "day_not_in_year").With("from", string(y.FromDay)).With("to", string(y.ToDay))
	}
	return x, nil
}

// ActMany takes a step on some entries, each by itself: one that is refused does not keep the others back.
func (s *Service) ActMany(ctx context.Context, a Act) (Acted, error) {
	out := Acted{Done: []Entry{}, Refused: []Refused{}}
	ids := slices.Clone(a.IDs)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) == 0 || len(ids) > maxMany {
		return out, kernel.Invalid("ids", "too_many").With("max", itoa(maxMany))
	}
	reason, err := kernel.Words("reason", a.Reason, maxReason, a.Act == StepWithdraw)
	if err != nil {
		return out, err
	}
	for _, id := range ids {
		var e *entryRow
		err := s.db.Write(ctx, "points."+a.Act, func(tx *db.WriteTx) (err error) {
			e, err = s.act(tx, id, a.Act, reason)
			return err
		})
		var ke *kernel.Error
		switch {
		case err == nil:
			list, err := s.shown(ctx, []entryRow{*e})
			if err != nil {
				return out, err
			}
			out.Done = append(out.Done, list...)
		case len(ids) == 1 || !errors.As(err, &ke) || ke.Kind == kernel.KindInternal || ke.Kind == kernel.KindUnavailable:
			return out, err
		default:
			out.Refused = append(out.Refused, Refused{ID: id, Code: ke.Code, Args: ke.Args})
		}
	}
	return out, nil
}

// act takes a step on an entry. One that the same person has taken already changes nothing.
func (s *Service) act(tx *db.WriteTx, id kernel.ID, act, reason string) (*entryRow, error) {
	var e entryRow
	if err := tx.Get(&e, id); err != nil {
		return nil, err
	}
	var a accountRow
	if err := tx.Lock(&a, e.AccountID); err != nil { // one after another for a member: caps are judged by what is there
		return nil, err
	}
	if err := tx.Lock(&e, id); err != nil {
		return nil, err
	}
	var y yearRow
	if err := tx.Get(&y, e.YearID); err != nil {
		return nil, err
	}
	if err := yearIn(&y, Open); err != nil {
		return nil, err
	}
	switch act {
	case StepReview:
		return &e, s.review(tx, &y, &e)
	case StepConfirm:
		return &e, s.confirm(tx, &y, &a, &e)
	case StepWithdraw:
		return &e, s.withdraw(tx, &y, &e, reason)
	}
	return nil, kernel.Invalid("act", "bad_value")
}

// review takes a proposal up: somebody of the branch stands for it.
func (s *Service) review(tx *db.WriteTx, y *yearRow, e *entryRow) error {
	who := tx.Actor()
	if e.State == Review && who.PersonID != 0 && e.ReviewID == who.PersonID {
		return nil
	}
	if err := inState(e, Draft); err != nil {
		return err
	}
	_, sch := s.schemeOf(y)
	x, _ := sch.Item(e.Item)
	switch {
	case who.Is(e.PersonID):
		return kernel.Forbidden("own_points")
	case !byPost(who, PermRecord, sch.RecordersOf(x), y.Stamp) && !byPost(who, PermConfirm, sch.ConfirmersOf(x), y.Stamp):
		return kernel.Forbidden("not_a_recorder").With("item", x.Name)
	}
	e.ReviewID, e.ReviewName = who.PersonID, who.Name
	e.to(Review)
	if err := tx.Update(e); err != nil {
		return err
	}
	return step(tx, e, StepReview, "")
}

// confirm reserves the points, within the caps. Who confirms neither entered the deed, nor took it up, nor is the member.
func (s *Service) confirm(tx *db.WriteTx, y *yearRow, a *accountRow, e *entryRow) error {
	who := tx.Actor()
	if e.State == Confirmed && who.PersonID != 0 && e.ConfirmID == who.PersonID {
		return nil
	}
	if err := inState(e, Review); err != nil {
		return err
	}
	_, sch := s.schemeOf(y)
	x, _ := sch.Item(e.Item)
	if err := apart(who, e); err != nil {
		return err
	}
	if !byPost(who, PermConfirm, sch.ConfirmersOf(x), y.Stamp) {
		return kernel.Forbidden("not_a_confirmer").With("item", x.Name)
	}
	if err := s.proven(x, e); err != nil {
		return err
	}
	if e.ReversesID == 0 {
		t, err := s.reserve(tx, y, a, x, e)
		if err != nil {
			return err
		}
		e.HoldID = t.ID
	}
	e.ConfirmID, e.ConfirmName = who.PersonID, who.Name
	e.to(Confirmed)
	if err := tx.Update(e); err != nil {
		return err
	}
	return step(tx, e, StepConfirm, "")
}

// proven refuses an entry without the evidence that its item asks for. A note is always there: nobody enters a deed without words.
func (s *Service) proven(x pack.PointItem, e *entryRow) error {
	switch {
	case e.ReversesID != 0 || slices.Contains(x.Evidence, pack.EvidenceNote):
		return nil
	case slices.Contains(x.Evidence, pack.EvidenceRecord) && e.RecordID != 0:
		return nil
	case (slices.Contains(x.Evidence, pack.EvidenceDocument) || slices.Contains(x.Evidence, pack.EvidencePhoto)) && e.Files > 0:
		return nil
	}
	return kernel.Conflict("evidence_missing").With("item", x.Name)
}

// reserve holds the points of an entry against the bounds of the member's account and of the item's caps.
func (s *Service) reserve(tx *db.WriteTx, y *yearRow, a *accountRow, x pack.PointItem, e *entryRow) (ledger.Txn, error) {
	return s.hold(tx, y, a, x, e, "hold:"+e.ID.String())
}

func (s *Service) hold(tx *db.WriteTx, y *yearRow, a *accountRow, x pack.PointItem, e *entryRow, key string) (ledger.Txn, error) {
	legs := []ledger.Leg{{Account: y.SourceID, Amount: -e.Points}, {Account: a.AccountID, Amount: e.Points}}
	used := max(e.Points, -e.Points)
	caps := capsOf(x, e.Day)
	var open []ledger.Account
	for _, c := range caps {
		open = append(open, ledger.Account{
			BookID: y.BookID, Kind: c.kind, OwnerKind: ownerMember, OwnerID: a.ID, Unit: unitCap, Class: ledger.Asset, Name: c.kind, Low: 0, High: c.most, Stamp: y.Stamp,
		})
	}
	if len(open) > 0 {
		opened, err := ledger.OpenAccounts(tx, open)
		if err != nil {
			return ledger.Txn{}, err
		}
		legs = append(legs, ledger.Leg{Account: y.CapsID, Amount: -used * int64(len(caps))})
		for _, o := range opened {
			legs = append(legs, ledger.Leg{Account: o.ID, Amount: used})
		}
	}
	t, err := ledger.Reserve(tx, ledger.Entry{
		Book: y.BookID, Key: key, Kind: kindOf(e), Day: e.Day, RefKind: entryTable, RefID: e.ID, Legs: legs,
	}, tx.Now().Add(holdFor))
	return t, over(err, a.AccountID)
}

func kindOf(e *entryRow) string {
	switch {
	case e.ReversesID != 0:
		return kindBack
	case e.Points < 0:
		return kindMinus
	}
	return kindPlus
}

// over says in the words of this room which bound of the ledger refused: that of an event, of a period, or of all that a member can have.
func over(err error, member kernel.ID) error {
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Code != "above_high" {
		return err
	}
	room, _ := strconv.ParseInt(ke.Args["room"], 10, 64)
	code := "over_period_cap"
	switch {
	case ke.Args["account"] == member.String():
		code = "over_total_cap"
	case strings.HasPrefix(ke.Args["name"], capEvent):
		code = "over_event_cap"
	}
	return kernel.Conflict(code).With("room", tell(max(room, 0)))
}

// withdraw ends an entry that has not taken effect, for a reason; what was reserved is free again. A proposal is put aside by who
// records, what was confirmed by who confirms.
func (s *Service) withdraw(tx *db.WriteTx, y *yearRow, e *entryRow, reason string) error {
	if e.State == Withdrawn {
		return nil
	}
	if err := inState(e, Draft, Review, Confirmed); err != nil {
		return err
	}
	who := tx.Actor()
	perm := PermRecord
	if e.State == Confirmed {
		perm = PermConfirm
	}
	if !has(who, perm, y.Stamp) && !has(who, PermConfirm, y.Stamp) {
		return kernel.Forbidden("not_a_confirmer")
	}
	if e.Points < 0 && who.Is(e.PersonID) {
		return kernel.Forbidden("own_points")
	}
	tx.Reason(reason)
	return s.drop(tx, e, StepWithdraw, reason)
}

// drop ends an entry and gives free what it held.
func (s *Service) drop(tx *db.WriteTx, e *entryRow, kind, text string) error {
	if e.HoldID != 0 {
		if _, err := ledger.Release(tx, e.HoldID, ledger.Entry{Key: "release:" + e.ID.String(), Kind: kindOf(e), Day: e.Day}); err != nil {
			return err
		}
	}
	e.to(Withdrawn)
	if err := tx.Update(e); err != nil {
		return err
	}
	return step(tx, e, kind, text)
}
