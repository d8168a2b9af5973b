package casework

import (
	"cmp"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// The steps by which people change the time of a case. Who may take them stands in the case type.
const (
	stepPause  = pack.StepPause
	stepResume = pack.StepResume
	stepAsk    = pack.StepAskTime
	stepGrant  = pack.StepGrantTime
	stepRefuse = pack.StepRefuseTime
)

// What the steps ask for beside a reason.
const (
	needWaits = "waits_for"
	needDays  = "days"
)

// timeStep is one of those steps: whether it can be taken now, by whom, and what it does.
type timeStep struct {
	needs []string
	who   func(pack.CaseType) pack.Clause
	now   func(ct pack.CaseType, st pack.State, c *caseRow, a kernel.Actor) bool
	take  func(s *Service, tx *db.WriteTx, c *caseRow, a Action) error
}

var timeSteps = map[string]timeStep{
	stepPause: {
		[]string{pack.NeedReason, needWaits},
		func(ct pack.CaseType) pack.Clause { return ct.Pause },
		func(_ pack.CaseType, _ pack.State, c *caseRow, _ kernel.Actor) bool {
			return c.Open && c.Due < noDue
		},
		(*Service).pause,
	},
	stepResume: {
		nil,
		func(ct pack.CaseType) pack.Clause { return ct.Pause },
		func(_ pack.CaseType, _ pack.State, c *caseRow, _ kernel.Actor) bool { return c.Open && c.Paused != 0 },
		(*Service).resume,
	},
	stepAsk: {
		[]string{pack.NeedReason, needDays},
		func(ct pack.CaseType) pack.Clause { return ct.Extension.Ask },
		func(ct pack.CaseType, _ pack.State, c *caseRow, _ kernel.Actor) bool {
			return c.Open && c.Due < noDue && c.AskedID == 0 && c.Extended < ct.Extension.Times
		},
		(*Service).askTime,
	},
	stepGrant:  {nil, granting, asked, (*Service).decideTime},
	stepRefuse: {[]string{pack.NeedReason}, granting, asked, (*Service).decideTime},
	stepAskPapers: {
		[]string{needPapers},
		supplementing,
		func(_ pack.CaseType, _ pack.State, c *caseRow, _ kernel.Actor) bool {
			return c.Open && c.Due < noDue && !askedPapers(c)
		},
		(*Service).askPapers,
	},
	stepPapersIn: {
		nil, supplementing,
		func(_ pack.CaseType, _ pack.State, c *caseRow, _ kernel.Actor) bool {
			return c.Open && c.Paused != 0 && askedPapers(c)
		},
		(*Service).papersIn,
	},
}

func granting(ct pack.CaseType) pack.Clause { return ct.Extension.Grant }

// asked: somebody wants more time, and who decides is somebody else.
func asked(_ pack.CaseType, _ pack.State, c *caseRow, a kernel.Actor) bool {
	return c.Open && c.AskedID != 0 && c.AskedID != a.PersonID
}

// timeStepsOf are the steps on the clock that the actor may take now.
func (s *Service) timeStepsOf(ct pack.CaseType, c *caseRow, a kernel.Actor) []Step {
	st, _ := ct.State(c.State)
	var out []Step
	for _, id := range pack.TimeSteps {
		d := timeSteps[id]
		if who := d.who(ct); who.Given() && d.now(ct, st, c, a) && may(who.Step(), a, s.party(c)) {
			needs := append([]string{}, d.needs...)
			out = append(out, Step{ID: id, Name: ownNames["casework."+id][0], NameEN: ownNames["casework."+id][1], Needs: needs, Asks: []string{}})
		}
	}
	return out
}

// takeTime takes one of them on a case that is locked.
func (s *Service) takeTime(tx *db.WriteTx, c *caseRow, a Action) error {
	d := timeSteps[a.Name]
	ct := s.typeOf(c)
	st, _ := ct.State(c.State)
	who := d.who(ct)
	switch {
	case !who.Given():
		return kernel.Invalid("action", "unknown_action").With("action", a.Name)
	case !may(who.Step(), tx.Actor(), s.party(c)):
		return kernel.Forbidden("not_yours")
	case a.Name == stepAskPapers && askedPapers(c):
		return kernel.Conflict("asked_once")
	case (a.Name == stepGrant || a.Name == stepRefuse) && c.AskedID != 0 && c.AskedID == tx.Actor().PersonID:
		return kernel.Forbidden("not_yours") // a second person decides
	case !d.now(ct, st, c, tx.Actor()):
		return kernel.Conflict("wrong_state").With("state", c.State)
	}
	for _, need := range d.needs {
		switch {
		case need == pack.NeedReason && a.Reason == "":
			return kernel.Invalid("reason", "required")
		case need == needPapers && len(a.Papers) == 0:
			return kernel.Invalid("papers", "required")
		case need == needWaits && a.WaitsFor == "":
			return kernel.Invalid("waits_for", "required")
		case need == needDays && (a.Days < 1 || a.Days > ct.Extension.Most.Days):
			return kernel.Invalid("days", "too_many").With("max", itoa(ct.Extension.Most.Days))
		}
	}
	if err := short("reason", a.Reason, MaxNote, short("waits_for", a.WaitsFor, MaxName, nil)); err != nil {
		return err
	}
	c.Note = a.Note
	tx.Reason(a.Reason)
	if err := d.take(s, tx, c, a); err != nil {
		return err
	}
	if err := s.rewind(tx, ct, st, c); err != nil {
		return err
	}
	return tx.Update(c)
}

func (s *Service) newTime(tx *db.WriteTx, c *caseRow, kind string, a Action) *timeRow {
	who := tx.Actor()
	return &timeRow{
		Stamp: c.Stamp, CaseID: c.ID, Visit: c.Visit, Kind: kind, At: tx.Now().UnixMilli(), Days: a.Days, Reason: a.Reason,
		WaitsFor: a.WaitsFor, PersonID: who.PersonID, PersonName: who.Name,
	}
}

// pause stops the clock while the case waits for somebody else. What is left is kept to the day.
func (s *Service) pause(tx *db.WriteTx, c *caseRow, a Action) error {
	ct := s.typeOf(c)
	st, _ := ct.State(c.State)
	if c.Due < tx.Now().UnixMilli() {
		return kernel.Conflict("time_over")
	}
	left, err := leftOf(s.days, tx.Now(), c.Due, s.budget(st, c))
	if err != nil {
		return err
	}
	row := s.newTime(tx, c, timePause, a)
	row.Remains, row.Days = left, 0
	c.Paused = row.At
	return tx.Insert(row)
}

// resume lets the clock go on with what was left.
func (s *Service) resume(tx *db.WriteTx, c *caseRow, a Action) error {
	c.Paused = 0
	return s.endPause(tx, c, a.Reason)
}

// endPause writes down that a suspension is over.
func (s *Service) endPause(tx *db.WriteTx, c *caseRow, why string) error {
	return s.settle(tx, c, timePause, func(r *timeRow) { r.DecidedWhy = why })
}

// askTime puts the wish for more time before who decides.
func (s *Service) askTime(tx *db.WriteTx, c *caseRow, a Action) error {
	c.AskedID, c.AskedDays = tx.Actor().PersonID, a.Days
	return tx.Insert(s.newTime(tx, c, timeExtension, a))
}

// decideTime grants or refuses it.
func (s *Service) decideTime(tx *db.WriteTx, c *caseRow, a Action) error {
	decision := decisionRefused
	if a.Name == stepGrant {
		decision = decisionGranted
		c.Extended++
	}
	c.AskedID, c.AskedDays = 0, 0
	return s.settle(tx, c, timeExtension, func(r *timeRow) { r.Decision, r.DecidedWhy = decision, cmp.Or(a.Reason, a.Note) })
}

// settle ends the open entry of a kind in the ledger.
func (s *Service) settle(tx *db.WriteTx, c *caseRow, kind string, with func(*timeRow)) error {
	rows, err := ledgerOf(system(tx.ReadTx), c.ID, c.Visit)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		if r.Kind != kind || r.Until != 0 {
			continue
		}
		r.Until, r.DecidedID, r.DecidedName = tx.Now().UnixMilli(), tx.Actor().PersonID, tx.Actor().Name
		with(r)
		if err := tx.Update(r); err != nil {
			return err
		}
	}
	return nil
}

// rewind reckons anew when the case is due, and when the program must look at it next.
func (s *Service) rewind(tx *db.WriteTx, ct pack.CaseType, st pack.State, c *caseRow) error {
	ledger, err := ledgerOf(system(tx.ReadTx), c.ID, c.Visit)
	if err != nil {
		return err
	}
	due, missing := reckon(s.days, c.StateSince, s.budget(st, c), ct.Extension.Most, ledger)
	c.Due = due
	fired, err := rungsOf(system(tx.ReadTx), []kernel.ID{c.ID})
	if err != nil {
		return err
	}
	return setClock(tx, clockRow{ID: c.ID, Visit: c.Visit, Next: s.next(ct, st, c, fired, tx.Now().UnixMilli(), missing)})
}

// start sets the clock of a state that was just entered. Outside a calendar's years nothing is due until the year is there.
func (s *Service) start(tx *db.WriteTx, ct pack.CaseType, st pack.State, c *caseRow) error {
	due, missing := endOf(s.days, tx.Now(), s.budget(st, c))
	c.Due = due
	next := s.next(ct, st, c, nil, c.StateSince, missing)
	if next >= noDue && c.Visit == 1 {
		return nil // nothing to forget
	}
	return setClock(tx, clockRow{ID: c.ID, Visit: c.Visit, Next: next})
}

// leave ends what runs in the state that a case leaves: a suspension, and a wish for more time.
func (s *Service) leave(tx *db.WriteTx, c *caseRow) error {
	if c.Paused != 0 {
		if err := s.endPause(tx, c, ""); err != nil {
			return err
		}
	}
	if c.AskedID != 0 {
		if err := s.settle(tx, c, timeExtension, func(*timeRow) {}); err != nil {
			return err
		}
	}
	c.Paused, c.Extended, c.AskedID, c.AskedDays = 0, 0, 0, 0
	return nil
}
