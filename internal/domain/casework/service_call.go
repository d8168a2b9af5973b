package casework

import (
	"context"
	"slices"
	"strings"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

const (
	actCall  = "casework.call"
	maxCalls = 20
)

// CallTargets are the bodies that may be called to a case.
func (s *Service) CallTargets(ctx context.Context, id kernel.ID) ([]TargetBody, error) {
	out := []TargetBody{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		c := &caseRow{}
		if err := tx.Get(c, id); err != nil {
			return err
		}
		var err error
		out, err = s.callable(tx, c)
		return err
	})
	return out, err
}

func (s *Service) callable(tx *db.ReadTx, c *caseRow) ([]TargetBody, error) {
	ct := s.typeOf(c)
	list, err := s.choices(tx, pack.Field{Type: pack.FieldBody, BodyKinds: ct.Calls.Kinds}, c.PlaceID)
	out := make([]TargetBody, len(list))
	for i, b := range list {
		out[i] = TargetBody{ID: b.ID, Name: b.Name, Place: b.Place}
	}
	return out, err
}

// Call calls departments to a case (吹哨): each has its own time to report in. Who was called before and has not ended is not
// called twice; the same client key again changes nothing.
func (s *Service) Call(ctx context.Context, id kernel.ID, bodies []kernel.ID, ask, key string) (*Detail, error) {
	if ask = strings.TrimSpace(ask); ask == "" {
		return nil, kernel.Invalid("ask", "required")
	}
	if err := short("ask", ask, MaxNote, nil); err != nil {
		return nil, err
	}
	if len(bodies) == 0 || len(bodies) > maxCalls {
		return nil, kernel.Invalid("bodies", "required").With("max", itoa(maxCalls))
	}
	if key != "" {
		key = kernel.ActorOf(ctx).PersonID.String() + ":call:" + key
	}
	err := s.db.Write(ctx, actCall, func(tx *db.WriteTx) error { return s.call(tx, id, bodies, ask, key) })
	if err != nil {
		return nil, err
	}
	return s.shown(ctx, id)
}

func (s *Service) call(tx *db.WriteTx, id kernel.ID, bodies []kernel.ID, ask, key string) error {
	c := &caseRow{}
	if err := tx.Lock(c, id); err != nil {
		return err
	}
	if key != "" && c.ActionKey == key {
		return nil
	}
	ct := s.typeOf(c)
	switch {
	case !ct.Calls.By.Given():
		return kernel.Invalid("action", "unknown_action").With("action", "call")
	case !c.Open:
		return kernel.Conflict("case_closed")
	case !may(ct.Calls.By.Step(), tx.Actor(), s.party(c)):
		return kernel.Forbidden("not_yours")
	}
	targets, err := s.callable(tx.ReadTx, c)
	if err != nil {
		return err
	}
	have, err := callRowsOf(system(tx.ReadTx), c.ID)
	if err != nil {
		return err
	}
	for _, b := range bodies {
		at := slices.IndexFunc(targets, func(t TargetBody) bool { return t.ID == b })
		if at < 0 {
			return kernel.Invalid("bodies", "not_a_target")
		}
		if slices.ContainsFunc(have, func(k callRow) bool { return k.BodyID == b && k.Open }) {
			return kernel.Conflict("called_already").With("name", targets[at].Name)
		}
		k := &callRow{
			Stamp: c.Stamp, CaseID: c.ID, PlaceID: c.PlaceID, BodyName: targets[at].Name, Ask: ask, State: callCalled, Open: true,
			At: tx.Now().UnixMilli(), CallerID: tx.Actor().PersonID, CallerName: tx.Actor().Name,
		}
		k.ID, k.BodyID = tx.NewID(), b
		if err := s.ask(tx, ct, k, ct.Calls.ReportIn); err != nil {
			return err
		}
		if err := tx.Insert(k); err != nil {
			return err
		}
		tx.Tally(k.Stamp, tx.Today(), callMade, 1)
	}
	c.ActionKey = key
	return tx.Update(c)
}

// callRungs are those of the state that a call is in.
func callRungs(ct pack.CaseType, k *callRow) []pack.Rung {
	if k.State == callReported {
		return ct.Calls.ActRungs
	}
	return ct.Calls.Rungs
}

// endCalls calls off whom a case that has ended still waits for. Who has acted may still be rated.
func (s *Service) endCalls(tx *db.WriteTx, ct pack.CaseType, c *caseRow) error {
	if c.Open || !ct.Calls.By.Given() {
		return nil
	}
	rows, err := callRowsOf(system(tx.ReadTx), c.ID)
	for i := range rows {
		k := &rows[i]
		if err != nil || k.State != callCalled && k.State != callReported {
			continue
		}
		k.State, k.Open = callEnded, false
		if err = s.ask(tx, ct, k, pack.Budget{}); err == nil {
			err = tx.Pass(k)
		}
	}
	return err
}

// ask gives who was called a time for what comes next.
func (s *Service) ask(tx *db.WriteTx, ct pack.CaseType, k *callRow, b pack.Budget) error {
	due, missing := endOf(s.days, tx.Now(), b)
	k.Visit, k.Since, k.Due = k.Visit+1, tx.Now().UnixMilli(), due
	next := noDue
	if missing != nil {
		next = k.Since + lookDaily
	} else if m := moments(s.days, callRungs(ct, k), k.Since, k.Due); len(m) > 0 && k.Open {
		next = m[0].at
	}
	return setClock(tx, clockRow{ID: k.ID, Visit: k.Visit, Next: next})
}

// The steps of a call by its states: who was called reports in and acts, who called rates, or calls off.
const (
	callReportIn = "report_in"
	callAct      = "done"
	callRate     = "rate"
	callWithdraw = "withdraw"
)

var callStepsIn = map[string][]string{
	callCalled:   {callReportIn, callWithdraw},
	callReported: {callAct, callWithdraw},
	callDone:     {callRate},
}

// callSteps are what the actor may do about a call.
func (s *Service) callSteps(ct pack.CaseType, k *callRow, caseStamp party, a kernel.Actor) []string {
	called := granted(a, "casework.handle", func(arm kernel.Arm) bool { return arm.BodyID == k.BodyID })
	caller := a.PersonID != 0 && a.PersonID == k.CallerID || may(ct.Calls.By.Step(), a, caseStamp)
	out := []string{}
	for _, step := range callStepsIn[k.State] {
		if theirs := step == callReportIn || step == callAct; theirs && called || !theirs && caller {
			out = append(out, step)
		}
	}
	return out
}

// StepCall takes a step of a call.
func (s *Service) StepCall(ctx context.Context, id kernel.ID, a CallStep) (*Call, error) {
	a.Note, a.RatingText = strings.TrimSpace(a.Note), strings.TrimSpace(a.RatingText)
	if err := short("note", a.Note, MaxNote, short("rating_text", a.RatingText, MaxNote, nil)); err != nil {
		return nil, err
	}
	if !slices.Contains([]string{callReportIn, callAct, callRate, callWithdraw}, a.Name) {
		return nil, kernel.Invalid("action", "unknown_action").With("action", a.Name)
	}
	if a.ClientKey != "" {
		a.ClientKey = kernel.ActorOf(ctx).PersonID.String() + ":" + a.Name + ":" + a.ClientKey
	}
	err := s.db.Write(ctx, "casework.call_"+a.Name, func(tx *db.WriteTx) error { return s.stepCall(tx, id, a) })
	if err != nil {
		return nil, err
	}
	var out *Call
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		k := callRow{}
		if err := system(tx).Get(&k, id); err != nil {
			return err
		}
		list, err := s.callViews(tx, []callRow{k})
		if err == nil {
			out = &list[0]
		}
		return err
	})
	return out, err
}

func (s *Service) stepCall(tx *db.WriteTx, id kernel.ID, a CallStep) error {
	k := &callRow{}
	if err := tx.Lock(k, id); err != nil {
		return err
	}
	if a.ClientKey != "" && k.ActionKey == a.ClientKey {
		return nil
	}
	if a.Rev != 0 && a.Rev != k.Rev {
		return kernel.Conflict("changed_meanwhile").With("rev", itoa(int(k.Rev)))
	}
	c := &caseRow{}
	if err := system(tx.ReadTx).Get(c, k.CaseID); err != nil {
		return err
	}
	ct := s.typeOf(c)
	switch {
	case !slices.Contains(callStepsIn[k.State], a.Name):
		return kernel.Conflict("wrong_state").With("state", k.State)
	case !slices.Contains(s.callSteps(ct, k, s.party(c), tx.Actor()), a.Name):
		return kernel.Forbidden("not_yours")
	}
	k.ActionKey = a.ClientKey
	if err := s.advance(tx, ct, k, a); err != nil {
		return err
	}
	return tx.Update(k)
}

// advance is what a step changes.
func (s *Service) advance(tx *db.WriteTx, ct pack.CaseType, k *callRow, a CallStep) error {
	now := tx.Now().UnixMilli()
	switch a.Name {
	case callReportIn:
		measure := callInTime
		if k.Due < now {
			measure = callLate
		}
		tx.Tally(k.Stamp, tx.Today(), measure, 1)
		k.State, k.ReportedAt, k.OfficerID, k.OfficerName = callReported, now, tx.Actor().PersonID, tx.Actor().Name
		return s.ask(tx, ct, k, ct.Calls.Act)
	case callAct:
		if a.Note == "" {
			return kernel.Invalid("note", "required")
		}
		k.State, k.DoneAt, k.Note = callDone, now, a.Note
		tx.Tally(k.Stamp, tx.Today(), callAsked, 1)
		return s.ask(tx, ct, k, pack.Budget{})
	case callRate:
		if a.Rating < 1 || a.Rating > 5 {
			return kernel.Invalid("rating", "required")
		}
		k.State, k.Open, k.Rating, k.RatingText = callRated, false, a.Rating, a.RatingText
		tx.Tally(k.Stamp, tx.Today(), callRatedN, 1)
		if a.Rating >= pleased {
			tx.Tally(k.Stamp, tx.Today(), callPleased, 1)
		}
	default:
		if a.Note == "" {
			return kernel.Invalid("note", "required")
		}
		k.State, k.Open, k.Note = callEnded, false, a.Note
		tx.Reason(a.Note)
	}
	return s.ask(tx, ct, k, pack.Budget{})
}

const selectCalls = "SELECT k.* FROM {case_call k} WHERE k.case_id = ? ORDER BY k.id"

func callRowsOf(tx *db.ReadTx, id kernel.ID) ([]callRow, error) {
	var rows []callRow
	err := tx.Select(&rows, selectCalls, id)
	return rows, err
}

// Calls are the open calls that the actor sees, those due first: to their bodies, and in their places.
func (s *Service) Calls(ctx context.Context) ([]Call, error) {
	out := []Call{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		var rows []callRow
		err := tx.Select(&rows, "SELECT k.* FROM {case_call k} WHERE k.open ORDER BY k.due, k.id LIMIT 200")
		if err != nil || len(rows) == 0 {
			return err
		}
		out, err = s.callViews(tx, rows)
		return err
	})
	return out, err
}

// callViews shows calls with what whoever is called must know of the case.
func (s *Service) callViews(tx *db.ReadTx, rows []callRow) ([]Call, error) {
	ids, places := make([]kernel.ID, len(rows)), []kernel.ID{tx.County()}
	for i, k := range rows {
		ids[i] = k.CaseID
		places = append(append(places, k.PlaceID), place.WayIDs(k.Stamp)...)
	}
	var cases []caseRow
	if err := system(tx).Select(&cases, "SELECT c.* FROM {case c} WHERE c.id IN ("+marks(len(ids))+")", anys(ids)...); err != nil {
		return nil, err
	}
	names, err := s.place.LoadMany(system(tx), places)
	if err != nil {
		return nil, err
	}
	light := s.lightsByType(tx)
	out := make([]Call, len(rows))
	for i := range rows {
		k := &rows[i]
		at := slices.IndexFunc(cases, func(c caseRow) bool { return c.ID == k.CaseID })
		c := &cases[at]
		ct := s.typeOf(c)
		out[i] = Call{
			ID: k.ID, Rev: k.Rev, CaseID: k.CaseID, CaseNo: c.No, Rules: c.RulesNo, CaseText: c.Text, Path: place.Words(names, tx.County(), k.Stamp), Topic: c.Topic,
			Body: NamedID{k.BodyID, k.BodyName}, Ask: k.Ask, State: k.State, At: k.At, Light: light(c).of(k.Open, k.Due, k.Since),
			Caller: k.CallerName, Officer: k.OfficerName, ReportedAt: k.ReportedAt, DoneAt: k.DoneAt, Note: k.Note, Rating: k.Rating,
			RatingText: k.RatingText, Steps: s.callSteps(ct, k, s.party(c), tx.Actor()),
		}
		if k.Due < noDue {
			out[i].Due = k.Due
		}
	}
	return out, nil
}

// fireCall writes down what a call has reached: silence climbs.
func (s *Service) fireCall(tx *db.WriteTx, k *callRow, clock *clockRow, fired []rungRow, out *fireRound) error {
	c := &caseRow{}
	if err := tx.Get(c, k.CaseID); err != nil {
		return err
	}
	ct := s.typeOf(c)
	now := tx.Now().UnixMilli()
	if k.Due >= noDue {
		budget := ct.Calls.ReportIn
		if k.State == callReported {
			budget = ct.Calls.Act
		}
		due, missing := endOf(s.days, time.UnixMilli(k.Since), budget)
		if clock.Next = now + lookDaily; missing != nil {
			return nil
		}
		if k.Due = due; due < noDue {
			if err := tx.Update(k); err != nil {
				return err
			}
		}
	}
	clock.Next = noDue
	for _, m := range moments(s.days, callRungs(ct, k), k.Since, k.Due) {
		before := slices.ContainsFunc(fired, func(r rungRow) bool { return r.CallID == k.ID && r.Visit == k.Visit && r.Rung == m.rung.ID })
		switch {
		case before:
		case m.at > now:
			clock.Next = m.at
			return nil
		default:
			row := rungOf(&caseRow{Row: c.Row, Stamp: k.Stamp}, m)
			row.CaseID, row.CallID, row.Visit, row.State, row.At = c.ID, k.ID, k.Visit, k.State, now
			out.rungs = append(out.rungs, row)
		}
	}
	return nil
}
