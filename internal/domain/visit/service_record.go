package visit

import (
	"context"
	"slices"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// actRecord enters a visit.
const actRecord = "visit.record"

// draft is a visit that is being entered, with what it follows from.
type draft struct {
	n     NewVisit
	typ   pack.VisitType
	form  pack.Form
	house person.Household // of a visit to a household
	at    place.Place      // of a meeting
	row   *visitRow
	open  map[string]any // answers that are not sealed
	asks  []string
}

// Record enters a visit: with its requests, each of which becomes a case, and with what it means for the campaigns of the
// household. The same client key again is told the visit that it made.
func (s *Service) Record(ctx context.Context, n NewVisit) (*Detail, error) {
	who := kernel.ActorOf(ctx)
	ctx, err := s.Reach(ctx, n.HouseholdID)
	if err != nil {
		return nil, err
	}
	var out *Detail
	err = s.db.Write(ctx, actRecord, func(tx *db.WriteTx) error {
		out, err = s.RecordIn(tx, who, n)
		return err
	})
	return out, err
}

// RecordIn enters a visit of an actor within a Write whose own actor Reach has widened.
func (s *Service) RecordIn(tx *db.WriteTx, who kernel.Actor, n NewVisit) (*Detail, error) {
	n, err := n.clean()
	if err != nil {
		return nil, err
	}
	d := &draft{n: n}
	key := keyOf(who, n)
	if d.row, err = s.entered(tx.ReadTx, key, n); err != nil || d.row != nil {
		if err != nil {
			return nil, err
		}
		return s.told(tx.ReadTx, who, d.row)
	}
	if err := s.check(tx.As(who), d); err != nil {
		return nil, err
	}
	if err := s.rowOf(tx, who, d, key); err != nil {
		return nil, err
	}
	if err := s.answer(d); err != nil {
		return nil, err
	}
	if err := s.meet(tx, d.row); err != nil {
		return nil, err
	}
	if err := tx.Insert(d.row); err != nil {
		return nil, err
	}
	d.row.tally(tx, 1)
	if err := s.count(tx, d); err != nil {
		return nil, err
	}
	if err := s.ask(tx, d); err != nil {
		return nil, err
	}
	return s.told(tx.ReadTx, who, d.row)
}

// entered finds the visit that a key made; with another household or text the key would show somebody else's visit.
func (s *Service) entered(tx *db.ReadTx, key *string, n NewVisit) (*visitRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key, no visit
	}
	old, err := visitByKey(system(tx), *key)
	if old != nil {
		err = old.sameAs(n)
	}
	return old, err
}

// sameAs refuses a key that made another visit.
func (r *visitRow) sameAs(n NewVisit) error {
	if n.Paper != "" { // its key names household and kind; who typed it first is believed
		return nil
	}
	if r.HouseholdID != n.HouseholdID || r.Text != n.Text || r.Type != n.Type {
		return kernel.Conflict("client_key_used")
	}
	return nil
}

// told is a visit as the answer to entering it tells it: with the code of the household's slip.
func (s *Service) told(tx *db.ReadTx, who kernel.Actor, r *visitRow) (*Detail, error) {
	out, err := s.detail(tx, who, r)
	if out != nil && r.CodeHash != "" {
		out.Code = s.codeOf(r.ID)
	}
	return out, err
}

// clean trims what was entered and refuses what cannot be.
func (n NewVisit) clean() (NewVisit, error) {
	if n.Satisfied != "" {
		return n, kernel.Forbidden("visitor_asks_not")
	}
	var err error
	if n.Text, err = kernel.Words("text", n.Text, maxText, false); err != nil {
		return n, err
	}
	var asks []string
	for _, a := range n.Asks {
		if a, err = kernel.Words("asks", a, maxAsk, false); err != nil {
			return n, err
		}
		if a != "" {
			asks = append(asks, a)
		}
	}
	n.Asks = asks
	switch {
	case n.Paper != "" && (!paperNo.MatchString(n.Paper) || n.HouseholdID == 0):
		return n, kernel.Invalid("paper", "bad_paper")
	case len(n.ClientKey) > maxKey:
		return n, kernel.Invalid("client_key", "too_long")
	case len(n.Asks) > maxAsks:
		return n, kernel.Invalid("asks", "too_many").With("max", itoa(maxAsks))
	case !slices.Contains([]string{Met, Away, Declined}, n.Result):
		return n, kernel.Invalid("result", "required")
	case (n.HouseholdID == 0) == (n.PlaceID == 0):
		return n, kernel.Invalid("household_id", "required")
	case n.People < 0 || n.People > maxPeople:
		return n, kernel.Invalid("people", "bad_number")
	case n.Result != Met && (len(n.Asks) > 0 || len(n.Answers) > 0 || n.Confirmed != "" || n.PhotoOK):
		return n, kernel.Invalid("result", "nobody_met")
	}
	return n, nil
}

// check holds a visit against the rules of its type and against who made it; tx sees what they see.
func (s *Service) check(tx *db.ReadTx, d *draft) (err error) {
	n := &d.n
	if n.Day == "" {
		n.Day = tx.Today()
	}
	if _, err := kernel.ParseDay(string(n.Day)); err != nil || n.Day > tx.Today() {
		return kernel.Invalid("day", "bad_day").With("value", string(n.Day))
	}
	if d.typ, err = s.visitType(n.Type, tx.Today()); err != nil {
		return err
	}
	if n.HouseholdID != 0 && d.house.ID == 0 {
		if d.house, _, err = s.household(tx, n.HouseholdID); err != nil {
			return err
		}
	}
	switch {
	case d.typ.Meeting != (n.PlaceID != 0):
		return kernel.Invalid("type", "unknown_type").With("type", n.Type)
	case d.house.To != "":
		return kernel.Conflict("household_closed").With("code", d.house.Code)
	case d.typ.Meeting && n.Result != Met:
		return kernel.Invalid("result", "bad_value")
	case len(n.Asks) > 0 && d.typ.AskType == "":
		return kernel.Invalid("asks", "not_asked")
	case n.Confirmed != "" && !d.typ.Confirm, n.PhotoOK && d.typ.Photo == pack.PhotoNone:
		return kernel.Invalid("confirmed", "not_asked")
	}
	for _, p := range n.Purposes {
		if !slices.ContainsFunc(d.typ.Purposes, func(c pack.Choice) bool { return c.ID == p }) {
			return kernel.Invalid("purposes", "bad_value")
		}
	}
	if d.typ.Meeting {
		if d.at, err = s.place.LoadOpen(tx, n.PlaceID); err != nil {
			return err
		}
	}
	return s.checkWho(tx, d)
}

// checkWho holds the visitor against the type, and one who did not enter the visit against the household.
func (s *Service) checkWho(tx *db.ReadTx, d *draft) error {
	who := tx.Actor()
	if id := d.n.VisitorID; id != 0 && id != who.PersonID {
		stamp := d.house.Stamp
		if d.typ.Meeting {
			stamp = d.at.Stamp
		}
		may, err := s.mayVisit(tx, id, stamp, d.n.HouseholdID)
		if err == nil && !may {
			err = kernel.Invalid("visitor_id", "not_a_visitor")
		}
		return err
	}
	if len(d.typ.Posts) == 0 || who.Kind == kernel.ActorSystem {
		return nil
	}
	if !slices.ContainsFunc(who.Grants, func(g kernel.Grant) bool { return slices.Contains(d.typ.Posts, g.Post) }) {
		return kernel.Forbidden("not_your_visit")
	}
	return nil
}

// rowOf makes the row of a visit.
func (s *Service) rowOf(tx *db.WriteTx, who kernel.Actor, d *draft, key *string) error {
	n := d.n
	r := &visitRow{
		Row: db.Row{ID: tx.NewID()}, HouseholdID: n.HouseholdID, PlaceID: d.house.PlaceID, Stamp: d.house.Stamp, Type: d.typ.ID, RulesNo: s.packs.Number(),
		Day: n.Day, At: tx.Now().UnixMilli(), Result: n.Result, Purposes: join(n.Purposes), Text: n.Text, People: n.People,
		VisitorID: who.PersonID, VisitorName: who.Name, Confirmed: n.Confirmed, PhotoOK: n.PhotoOK, ClientKey: key,
	}
	if d.typ.Meeting {
		r.PlaceID, r.Stamp = d.at.ID, d.at.Stamp
	}
	r.BodyID, r.Topic, r.Sealed = 0, "", false
	if n.VisitorID != 0 && n.VisitorID != who.PersonID {
		p, err := s.person.Load(system(tx.ReadTx), n.VisitorID)
		if err != nil {
			return err
		}
		r.VisitorID, r.VisitorName, r.EnteredID, r.EnteredName = p.ID, p.Name, who.PersonID, who.Name
	}
	d.row = r
	if d.typ.Rated && n.Result == Met {
		r.CodeHash = crypt.Hash(s.codeOf(r.ID))
	}
	return nil
}

// answer checks the answers to the form of the type and gathers what was asked for: the requests, and
// the words of the fields that the form names for it.
func (s *Service) answer(d *draft) error {
	d.asks = d.n.Asks
	if d.typ.Form == "" || d.n.Result != Met {
		if len(d.n.Answers) > 0 {
			return kernel.Invalid("answers", "not_asked")
		}
		d.row.Asks = len(d.asks)
		return nil
	}
	d.form, _ = s.pack().Form(d.typ.Form)
	open, err := casework.FillForm(s.pack(), d.form, d.n.Day, d.n.Answers)
	if err != nil {
		return err
	}
	for _, id := range d.form.AskedIn {
		if text, ok := open[id].(string); ok && d.typ.AskType != "" {
			d.asks = append(d.asks, text)
		}
	}
	d.open, d.row.Form, d.row.Asks = open, d.form.ID, len(d.asks)
	d.row.Facts, err = casework.WriteAnswers(open)
	return err
}

// count counts the answers of a visit: those to a checklist as they stand for the household from now on.
func (s *Service) count(tx *db.WriteTx, d *draft) error {
	switch {
	case d.row.Form == "":
		return nil
	case d.form.Latest:
		return s.checked(tx, d.row, d.row.Stamp, d.form, d.open)
	}
	tallyAnswers(tx, d.row.Stamp, d.row.Day, d.form, d.open, 1)
	return nil
}

// ask lets each request become a case.
func (s *Service) ask(tx *db.WriteTx, d *draft) error {
	rows := make([]*askRow, len(d.asks))
	for i, text := range d.asks {
		key := "v" + d.row.ID.String() + ":" + itoa(i)
		n := casework.NewCase{Type: d.typ.AskType, Text: text, PlaceID: d.row.PlaceID, ClientKey: key, Name: d.house.HeadName}
		c, err := s.cases.Raise(tx, n)
		if err != nil {
			return err
		}
		rows[i] = &askRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: d.row.Stamp, VisitID: d.row.ID, HouseholdID: d.row.HouseholdID, Text: text, CaseID: c.ID, CaseNo: c.No, CaseKey: key,
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.InsertAll(rows)
}
