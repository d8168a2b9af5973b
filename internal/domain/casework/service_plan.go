package casework

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
)

// casePlan is what an import of cases will do: enter what another system or paper had. A case that is here changes by its
// steps only, so a row about one must say what is there.
type casePlan struct {
	register.Draft
	s      *Service
	tx     *db.ReadTx
	newID  func() kernel.ID
	find   *place.Finder
	there  map[string]*caseRow // by number and by the number elsewhere, as far as the actor sees: of others they do not learn that they exist
	bodies map[string][]targetBody
	people map[string][]officer
	seen   map[string]int      // rows by what they are about
	sheet  string              // the one at hand
	ledger *ledger             // the case type it is about, with its answers; nil for cases of any type
	next   map[kernel.ID]int64 // when the clock of a case that comes in must be looked at
}

func (s *Service) planCases(tx *db.ReadTx, rows []register.Record, newID func() kernel.ID) (register.Plan, error) {
	p := &casePlan{s: s, tx: tx, newID: newID, next: map[kernel.ID]int64{}}
	return p, p.add(caseSheetName, nil, rows)
}

// add plans the rows of one sheet.
func (p *casePlan) add(name string, of *ledger, rows []register.Record) error {
	p.Touch(name)
	p.sheet, p.ledger, p.seen = name, of, map[string]int{}
	var err error
	if p.find, err = p.s.place.Finder(p.tx); err != nil {
		return err
	}
	if p.there, err = casesBy(p.tx, rows); err != nil {
		return err
	}
	if p.bodies, err = bodiesNamed(system(p.tx)); err != nil {
		return err
	}
	if p.people, err = officersNamed(system(p.tx)); err != nil {
		return err
	}
	for _, r := range rows {
		if err := p.row(r); err != nil {
			return err
		}
	}
	return nil
}

func (p *casePlan) fault(r register.Record, column, code string, args ...string) {
	p.Fault(p.sheet, r.Row, column, code, args...)
}

// row compares a row with the case of its number, or enters a new one.
func (p *casePlan) row(r register.Record) error {
	mark := cmp.Or(r.Get("ext_no"), r.Get("no"))
	if mark == "" {
		p.fault(r, colExtNo, "required")
		return nil
	}
	here := cmp.Or(p.there[r.Get("no")], p.there[r.Get("ext_no")])
	about := mark
	if here != nil {
		about = here.ID.String()
	}
	if first := p.seen[about]; first != 0 {
		p.fault(r, colExtNo, "duplicate_row", "first_row", strconv.Itoa(first))
		return nil
	}
	p.seen[about] = r.Row
	if here != nil {
		return p.compare(r, here)
	}
	c, ok := p.read(r, mark)
	if !ok {
		return nil
	}
	if !slices.ContainsFunc(p.tx.Actor().Arms, func(a kernel.Arm) bool { return a.Covers(c.Stamp, p.tx.County()) }) {
		p.fault(r, colPlace, "out_of_scope")
		return nil
	}
	p.New(p.sheet, func(tx *db.WriteTx) error {
		if err := tx.Insert(c); err != nil {
			return err
		}
		if err := tallyBrought(tx, c); err != nil {
			return err
		}
		if next := p.next[c.ID]; c.Open && next < noDue {
			return setClock(tx, clockRow{ID: c.ID, Visit: c.Visit, Next: next})
		}
		return nil
	})
	return nil
}

// compare refuses what differs from the case that is there.
func (p *casePlan) compare(r register.Record, c *caseRow) error {
	if p.ledger != nil {
		return p.compareLine(r, c)
	}
	masked, err := p.s.lines(p.tx, []caseRow{*c}, false)
	if err != nil {
		return err
	}
	open, err := p.s.lines(p.tx, []caseRow{*c}, true)
	if err != nil {
		return err
	}
	for i, col := range caseSheet(nil).Columns {
		v := r.Get(col.Key)
		if col.Out || v == "" || col.Key == "no" || col.Key == "ext_no" {
			continue
		}
		if col.Key == "place" {
			at, code, args := p.find.Find(v)
			if code != "" {
				p.fault(r, colPlace, code, args...)
				return nil
			}
			v = at.Code
		}
		if v != cellText(masked[0][i]) && v != cellText(open[0][i]) && (v != wordNo || cellText(open[0][i]) != "") {
			p.fault(r, col.Title, "case_by_steps", "no", c.No)
			return nil
		}
	}
	p.Same(p.sheet)
	return nil
}

// cellText is a cell as an import reads it.
func cellText(v any) string {
	if v == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprint(v))
}

// read makes the case of a row.
func (p *casePlan) read(r register.Record, number string) (*caseRow, bool) {
	before := len(p.Faults())
	at, code, args := p.find.Find(r.Get("place"))
	if code != "" {
		p.fault(r, colPlace, code, args...)
		return nil, false
	}
	ct, ok := p.caseType(r)
	if !ok {
		return nil, false
	}
	c := &caseRow{
		Row: db.Row{ID: p.newID()}, Stamp: at.Stamp, PlaceID: at.ID, No: newNo(p.tx.Today()), ExtNo: number, Type: ct.ID, TypeFrom: ct.From, RulesNo: p.s.packs.Number(),
		FollowHash: crypt.Hash(randomCode()), Reporter: ByResident, Visit: 1, Feedback: r.Get("feedback"), RatingText: r.Get("rating_text"),
	}
	if r.Get("by") == reporterWords[ByOfficer] {
		c.Reporter = ByOfficer
	}
	c.ReporterOfficer = r.Get("officer")
	p.topic(r, ct, c)
	p.s.bind(ct, c)
	p.reporter(r, ct, c)
	p.handler(r, c)
	if p.ledger != nil {
		p.answers(r, ct, c)
	}
	p.state(r, ct, c)
	key := "i:" + crypt.Hash(fmt.Sprintf("%+v %s", c.Stamp, number)) // two who bring in the same sheet at once
	c.ClientKey = &key
	return c, len(p.Faults()) == before
}

func (p *casePlan) caseType(r register.Record) (pack.CaseType, bool) {
	if p.ledger != nil {
		return p.ledger.typ, true
	}
	i := slices.IndexFunc(p.s.pack().CaseTypes, func(ct pack.CaseType) bool {
		return ct.Valid(p.tx.Today()) && (r.Get("type") == "" || ct.Name == r.Get("type") || ct.ID == r.Get("type"))
	})
	if i < 0 {
		p.fault(r, colType, "unknown_type", "type", r.Get("type"))
		return pack.CaseType{}, false
	}
	return p.s.pack().CaseTypes[i], true
}

func (p *casePlan) topic(r register.Record, ct pack.CaseType, c *caseRow) {
	name := r.Get("topic")
	if name == "" {
		return
	}
	for _, t := range p.s.pack().Topics {
		if (t.Name == name || t.ID == name) && ct.Takes(t.ID) {
			c.Topic, c.Sealed = t.ID, t.Sealed
			return
		}
	}
	p.fault(r, colTopic, "unknown_topic", "topic", name)
}

// reporter seals who reported.
func (p *casePlan) reporter(r register.Record, ct pack.CaseType, c *caseRow) {
	n, err := NewCase{Text: r.Get("text"), Name: r.Get("name"), Contact: r.Get("contact"), Anonymous: r.Get("anonymous") == wordYes}.clean()
	var ke *kernel.Error
	switch {
	case strings.Contains(r.Get("contact"), "*"):
		p.fault(r, colContact, "masked_phone_unknown", "name", r.Get("name"))
	case errors.As(err, &ke):
		p.fault(r, map[string]string{"text": colText, "contact": colContact, "name": colName}[ke.Field], ke.Code, "max", ke.Args["max"])
	}
	c.Text, c.Anonymous = n.Text, n.Anonymous
	c.ReporterName, c.Contact = p.s.keys.Seal(n.Name), p.s.keys.Seal(n.Contact)
	if !ct.Sealed { // nothing links a confidential case to other cases of the number
		c.ContactIndex = p.s.keys.Index("case.contact", n.Contact)
	}
}

// state puts the case where it stood: a state that the type knows, since when, until when.
func (p *casePlan) state(r register.Record, ct pack.CaseType, c *caseRow) {
	name := cmp.Or(r.Get("state"), ct.Initial)
	i := slices.IndexFunc(ct.States, func(st pack.State) bool { return st.ID == name || st.Name == name })
	if i < 0 {
		p.fault(r, colState, "unknown_state", "state", name)
		return
	}
	st, now := ct.States[i], p.tx.Now().UnixMilli()
	c.State, c.Open, c.Due = st.ID, st.Open, noDue
	var given bool
	var missing error
	if c.At, given = p.instant(r, "at", colAt); !given {
		c.At = now
	}
	if c.StateSince, given = p.instant(r, "since", colSince); !given {
		c.StateSince = c.At
	}
	c.ends(c.Open, time.UnixMilli(c.StateSince)) // whether in time nobody knows: what is brought in counts as that
	if due, given := p.instant(r, "due", colDue); c.Open && given {
		c.Due = due
	} else if c.Open {
		c.Due, missing = endOf(p.s.days, time.UnixMilli(c.StateSince), p.s.budget(st, c))
	}
	if c.Open {
		p.next[c.ID] = p.s.next(ct, st, c, nil, now, missing)
	}
	if c.At > now || c.StateSince > now {
		p.fault(r, colAt, "day_in_future")
	}
	if text := r.Get("rating"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 5 {
			p.fault(r, colRating, "bad_number", "value", text)
		}
		c.Rating = n
	}
	c.AwaitsID, c.Lane = awaits(st, c.AssigneeID, c.ReporterPersonID), p.s.laneOf(ct, st, c, p.tx.Today())
}

// instant reads a minute or a day; given is false of an empty cell.
func (p *casePlan) instant(r register.Record, key, column string) (ms int64, given bool) {
	text := r.Get(key)
	if text == "" {
		return 0, false
	}
	for _, form := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02"} {
		if t, err := time.ParseInLocation(form, text, kernel.Zone); err == nil {
			return t.UnixMilli(), true
		}
	}
	p.fault(r, column, "bad_day", "value", text)
	return 0, true
}
