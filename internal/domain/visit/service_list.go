package visit

import (
	"context"
	"slices"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// List is a page of visits, the newest first.
func (s *Service) List(ctx context.Context, f Filter, page kernel.Page) (out []Visit, next string, err error) {
	err = s.db.Read(ctx, func(tx *db.ReadTx) error {
		out, next, err = s.Page(tx, f, page)
		return err
	})
	return out, next, err
}

// Page is List within a transaction.
func (s *Service) Page(tx *db.ReadTx, f Filter, page kernel.Page) ([]Visit, string, error) {
	where, args := "v.back_at = 0", []any{}
	add := func(cond string, v ...any) { where, args = where+" AND "+cond, append(args, v...) }
	if f.Household != 0 {
		add("v.household_id = ?", f.Household)
	}
	if f.Visitor != 0 {
		add("v.visitor_id = ?", f.Visitor)
	}
	if f.Campaign != 0 {
		add("v.campaign_id = ?", f.Campaign)
	}
	if f.Type != "" {
		add("v.type = ?", f.Type)
	}
	if f.Result != "" {
		add("v.result = ?", f.Result)
	}
	switch f.Rated {
	case "":
	case ratedAny:
		add("v.rated <> ''")
	case ratedPleased:
		add("v.rated IN (?, ?)", Satisfied, Fairly)
	default:
		add("v.rated = ?", f.Rated)
	}
	if f.Span.From != "" {
		add("v.day >= ?", f.Span.From)
	}
	if f.Span.To != "" {
		add("v.day <= ?", f.Span.To)
	}
	if f.Unrated {
		add("v.rated = '' AND v.code_hash <> '' AND v.visitor_id <> ? AND v.entered_id <> ?", tx.Actor().PersonID, tx.Actor().PersonID)
	}
	if f.Place != 0 {
		w, a, err := s.place.Within(tx, "v", f.Place)
		if err != nil {
			return nil, "", err
		}
		add(w, a...)
	}
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT v.* FROM {visit v} WHERE " + where, Args: args, Page: page, Order: []db.Key{{Col: "v.day", Dir: db.Desc}, {Col: "v.id", Dir: db.Desc}},
	}, func(r *visitRow) []any { return []any{r.Day, r.ID} })
	if err != nil {
		return nil, "", err
	}
	out, err := s.views(tx, rows)
	return out, next, err
}

// views dresses visits with their households and places.
func (s *Service) views(tx *db.ReadTx, rows []visitRow) ([]Visit, error) {
	houses, stamps, ids := make([]kernel.ID, 0, len(rows)), make([]kernel.Stamp, len(rows)), make([]kernel.ID, len(rows))
	for i, r := range rows {
		if stamps[i], ids[i] = r.Stamp, r.PlaceID; r.HouseholdID != 0 {
			houses = append(houses, r.HouseholdID)
		}
	}
	a, err := s.around(tx, houses, stamps, ids...)
	out := make([]Visit, len(rows))
	for i := range rows {
		out[i] = rows[i].view(a)
	}
	return out, err
}

func (r *visitRow) view(a around) Visit {
	v := Visit{
		ID: r.ID, Rev: r.Rev, Type: r.Type, Day: r.Day, At: r.At, Household: person.HouseholdRef{ID: r.HouseholdID}, Campaign: r.CampaignID,
		Visitor: NamedID{r.VisitorID, r.VisitorName}, EnteredBy: r.EnteredName, Result: r.Result, Purposes: split(r.Purposes), Text: r.Text, People: r.People,
		Asks: r.Asks, Photos: r.Photos, Confirmed: r.Confirmed, Rated: r.Rated, TakenBack: r.BackAt != 0,
	}
	if h, ok := a.houses[r.HouseholdID]; ok {
		v.Household = h.HouseholdRef
	}
	v.Place, v.Path = a.at(r.Stamp)
	return v
}

// Get reads a visit: of the actor's places, or of their own.
func (s *Service) Get(ctx context.Context, id kernel.ID) (*Detail, error) {
	var out *Detail
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		r, err := s.look(tx, id)
		if err != nil {
			return err
		}
		out, err = s.detail(tx, tx.Actor(), r)
		return err
	})
	return out, err
}

// look reads a visit of the actor's places, one they made or entered, or one at a household that is theirs to visit.
func (s *Service) look(tx *db.ReadTx, id kernel.ID) (*visitRow, error) {
	r := &visitRow{}
	if err := tx.Get(r, id); kernel.KindOf(err) != kernel.KindNotFound {
		return r, err
	}
	gone := kernel.NotFound(visitTable).With("id", id.String())
	if err := system(tx).Get(r, id); err != nil {
		return nil, gone
	}
	who := tx.Actor()
	if who.Is(r.VisitorID) || who.Is(r.EnteredID) {
		return r, nil
	}
	if r.HouseholdID == 0 {
		return nil, gone
	}
	if _, _, err := s.household(tx, r.HouseholdID); err != nil {
		return nil, gone
	}
	return r, nil
}

// detail dresses a visit for its page, or for who has just entered it.
func (s *Service) detail(tx *db.ReadTx, who kernel.Actor, r *visitRow) (*Detail, error) {
	list, err := s.views(tx, []visitRow{*r})
	if err != nil {
		return nil, err
	}
	d := &Detail{
		Visit: list[0], Form: r.Form, Rules: r.RulesNo, AskList: []Ask{}, PhotoList: []Photo{}, RatedText: r.RatedText, RatedHow: r.RatedHow,
		CanBack: r.BackAt == 0 && s.mayTakeBack(who, r), CanPhoto: r.BackAt == 0 && r.PhotoOK && made(who, r),
		CanCall: r.BackAt == 0 && r.CodeHash != "" && r.Rated == "" && !made(who, r) && may(who, PermCall, r.Stamp),
		CanSlip: r.BackAt == 0 && r.CodeHash != "" && made(who, r),
	}
	if d.Answers, err = casework.ReadAnswers(r.Facts); err != nil {
		return nil, err
	}
	if r.Asks > 0 {
		asks, err := asksOf(system(tx), []kernel.ID{r.ID})
		if err != nil {
			return nil, err
		}
		slices.SortFunc(asks, func(a, b askRow) int { return int(a.ID - b.ID) })
		if d.AskList, err = s.askViews(tx, asks); err != nil {
			return nil, err
		}
	}
	if r.Photos > 0 {
		photos, err := photosOf(system(tx), r.ID)
		for _, p := range photos {
			d.PhotoList = append(d.PhotoList, p.photo())
		}
		return d, err
	}
	return d, nil
}

// made tells whether somebody made a visit or entered it.
func made(who kernel.Actor, r *visitRow) bool { return who.Is(r.VisitorID) || who.Is(r.EnteredID) }

// may tells whether somebody has a permission where a row lies; the program has all.
func may(who kernel.Actor, perm string, at kernel.Stamp) bool {
	if who.Kind == kernel.ActorSystem {
		return true
	}
	return slices.ContainsFunc(who.For(perm).Arms, func(a kernel.Arm) bool { return a.Covers(at, who.CountyID) })
}

// Kinds are the kinds of visits, forms and plans of campaigns that hold today, as the front ends show them.
type Kinds struct {
	Types     []VisitKind `json:"types" nullable:"false"`
	Forms     []FormKind  `json:"forms" nullable:"false"`
	Campaigns []PlanKind  `json:"campaigns" nullable:"false"`
}

// Named is a choice or a rule with its names.
type Named struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
}

// VisitKind is a kind of visit. Mine tells whether the actor makes such visits.
type VisitKind struct {
	Named
	Meeting  bool    `json:"meeting"`
	Purposes []Named `json:"purposes" nullable:"false"`
	Form     string  `json:"form"`
	Survey   string  `json:"survey"`
	Asks     bool    `json:"asks"`
	Photo    string  `json:"photo" enum:",consent,needed"`
	Ground   string  `json:"photo_ground"`
	Confirm  bool    `json:"confirm"`
	Rated    bool    `json:"rated"`
	Mine     bool    `json:"mine"`
}

// FormKind is a form with its fields. Figures are those of the pack that its formulas read.
type FormKind struct {
	Named
	Anonymous bool              `json:"anonymous"`
	Public    bool              `json:"public"`
	Latest    bool              `json:"latest"`
	Hint      string            `json:"hint"`
	HintEN    string            `json:"hint_en"`
	AskedIn   []string          `json:"asked_in" nullable:"false"`
	Fields    []FormField       `json:"fields" nullable:"false"`
	Figures   []pack.FormFigure `json:"figures" nullable:"false"`
}

// FormField is a field of a form. Word is what formulas call it; they come as data, checked, so that a phone works them out without
// a network.
type FormField struct {
	Named
	Word       string      `json:"word"`
	Type       string      `json:"type"`
	Required   bool        `json:"required"`
	ShownIf    *pack.Tree  `json:"shown_if,omitempty"`
	RequiredIf *pack.Tree  `json:"required_if,omitempty"`
	Check      *pack.Tree  `json:"check,omitempty"`
	Value      *pack.Tree  `json:"value,omitempty"` // worked out of other answers: nobody is asked
	Says       string      `json:"says"`            // where the check does not hold
	SaysEN     string      `json:"says_en"`
	Choices    []Named     `json:"choices" nullable:"false"`
	Columns    []FormField `json:"columns,omitempty" nullable:"false"`
	Help       string      `json:"help"`
	HelpEN     string      `json:"help_en"`
}

// PlanKind is a plan of campaigns.
type PlanKind struct {
	Named
	Type      string     `json:"type"`
	Levels    []int      `json:"levels" nullable:"false"`
	Days      int        `json:"days"`
	Interval  int        `json:"interval"`
	Rested    int        `json:"rested_days"`
	Reached   int        `json:"target_reached"`
	Satisfied int        `json:"target_satisfied"`
	Linked    string     `json:"linked"`
	Trait     string     `json:"trait"`
	Rules     []PlanRule `json:"rules" nullable:"false"`
}

// PlanRule is a rule of a plan, by which households get their visitor.
type PlanRule struct {
	Named
	By   string `json:"by" enum:"link,contact,holder"`
	Most int    `json:"most"`
	Days int    `json:"days"`
}

// Kinds lists what may be made today.
func (s *Service) Kinds(ctx context.Context) (Kinds, error) {
	out := Kinds{Types: []VisitKind{}, Forms: []FormKind{}, Campaigns: []PlanKind{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		p, who := s.pack(), tx.Actor()
		for _, v := range p.VisitTypes {
			if v.Valid(tx.Today()) {
				out.Types = append(out.Types, kindOf(v, who))
			}
		}
		for _, f := range p.Forms {
			if f.Valid(tx.Today()) && !p.Reports(f.ID) { // reports of emergencies are no surveys
				out.Forms = append(out.Forms, FormShown(p, f))
			}
		}
		for _, c := range p.Campaigns {
			if c.Valid(tx.Today()) {
				out.Campaigns = append(out.Campaigns, planOf(c))
			}
		}
		return nil
	})
	return out, err
}

func named(t pack.Term) Named { return Named{t.ID, t.Name, t.NameEN} }

func choices(list []pack.Choice) []Named {
	out := make([]Named, len(list))
	for i, c := range list {
		out[i] = named(c.Term)
	}
	return out
}

func kindOf(v pack.VisitType, who kernel.Actor) VisitKind {
	mine := slices.ContainsFunc(who.Grants, func(g kernel.Grant) bool {
		return slices.Contains(g.Perms, PermRecord) && (len(v.Posts) == 0 || slices.Contains(v.Posts, g.Post))
	})
	return VisitKind{
		Named: named(v.Term), Meeting: v.Meeting, Purposes: choices(v.Purposes), Form: v.Form, Survey: v.Survey, Asks: v.AskType != "", Photo: v.Photo,
		Ground: v.Ground, Confirm: v.Confirm, Rated: v.Rated, Mine: mine,
	}
}

// FormShown is a form of the pack as the front ends show it.
func FormShown(p *pack.Pack, f pack.Form) FormKind {
	out := FormKind{
		Named: named(f.Term), Anonymous: f.Anonymous, Public: f.Public, Latest: f.Latest, Hint: f.Hint, HintEN: f.HintEN,
		AskedIn: append([]string{}, f.AskedIn...), Fields: make([]FormField, len(f.Fields)), Figures: p.FiguresOf(f),
	}
	for i, x := range f.Fields {
		t := x.Trees()
		one := FormField{
			Named: named(x.Term), Word: x.Word(), Type: x.Type, Required: x.Required, ShownIf: t.ShownIf, RequiredIf: t.RequiredIf, Check: t.Check, Value: t.Value,
			Says: x.Says, SaysEN: x.SaysEN, Choices: choices(x.Choices), Help: x.Help, HelpEN: x.HelpEN,
		}
		for _, c := range x.Columns {
			one.Columns = append(one.Columns, FormField{Named: named(c.Term), Word: c.Word(), Type: c.Type, Required: c.Required, Choices: choices(c.Choices)})
		}
		out.Fields[i] = one
	}
	return out
}

func planOf(c pack.CampaignPlan) PlanKind {
	out := PlanKind{
		Named: named(c.Term), Type: c.VisitType, Levels: append([]int{}, c.Levels...), Days: c.Days, Interval: c.Interval, Rested: c.Rested,
		Reached: c.Reached, Satisfied: c.Satisfied, Linked: c.Linked, Trait: c.Trait, Rules: make([]PlanRule, len(c.Visitors)),
	}
	for i, r := range c.Visitors {
		out.Rules[i] = PlanRule{named(r.Term), r.By, r.Most, r.Days}
	}
	return out
}
