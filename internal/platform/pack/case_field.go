package pack

import (
	"slices"
	"unicode"

	"touyan/internal/kernel"
	"touyan/internal/platform/rule"
)

// The types of the fields of a case.
const (
	FieldText     = "text"
	FieldNumber   = "number"
	FieldMoney    = "money" // in fen
	FieldDay      = "day"
	FieldChoice   = "choice"
	FieldChoices  = "choices"
	FieldYesNo    = "yes_no"
	FieldPlace    = "place"
	FieldPerson   = "person" // somebody who holds a post
	FieldBody     = "body"
	FieldHouse    = "household" // a household at the place of the case; formulas read who heads it
	FieldService  = "service"   // a service item of the catalogue
	FieldPhone    = "phone"     // sealed, shown with its ends
	FieldSecret   = "secret"    // sealed, never shown without a reveal
	FieldRows     = "rows"      // a small table
	FieldPapers   = "papers"    // the materials of the service item that were handed in
	FieldPaper    = "paper"     // papers that are attached: each sealed, opened for a reason only
	FieldIDNumber = "id_number" // a citizen's number: sealed, shown with its ends; what is registered of the person is not asked for
	FieldCase     = "case"      // in a column of rows: the case that came out of the row; the program fills it in
)

var fieldTypes = []string{
	FieldText, FieldNumber, FieldMoney, FieldDay, FieldChoice, FieldChoices, FieldYesNo, FieldPlace, FieldPerson, FieldBody, FieldHouse,
	FieldService, FieldPhone, FieldSecret, FieldRows, FieldPapers, FieldPaper, FieldIDNumber,
}

// Field is what a case of a type carries beside its words. It is asked for when the case is raised (Start) or by the steps
// that name it. Formulas name the fields by their Chinese names: shown_if and required_if are conditions on the others, and
// check is one on all that must hold, else says tells why.
type Field struct {
	Term       `yaml:",inline"`
	Type       string   `yaml:"type"`
	Start      bool     `yaml:"start"`
	Public     bool     `yaml:"public"` // residents are asked for it too, and who follows the case sees it
	Required   bool     `yaml:"required"`
	RequiredIf string   `yaml:"required_if"`
	ShownIf    string   `yaml:"shown_if"`
	Check      string   `yaml:"check"`
	Says       string   `yaml:"says"`
	SaysEN     string   `yaml:"says_en"`
	Choices    []Choice `yaml:"choices"`
	Columns    []Column `yaml:"columns"`    // of rows
	Value      string   `yaml:"value"`      // worked out of other answers by this formula at each step, never typed
	Append     bool     `yaml:"append"`     // rows are only added to; what stands there stays
	Posts      []string `yaml:"posts"`      // of a person: who holds one of them
	Acts       bool     `yaml:"acts"`       // of a person: who works on it, and is no party to it
	BodyKinds  []string `yaml:"body_kinds"` // of a body
	ApartFrom  []string `yaml:"apart_from"` // of who gets a contract: kinds of bodies whose dual posts and near relatives are flagged
	Help       string   `yaml:"help"`
	HelpEN     string   `yaml:"help_en"`

	required, shown, check, value *rule.Rule
}

// Choice is one of the answers of a field.
type Choice struct {
	Term  `yaml:",inline"`
	Roles []string `yaml:"roles"` // what it opens of a post that a step gives by it
}

// Column is a column of a field of rows.
type Column struct {
	Term      `yaml:",inline"`
	Type      string   `yaml:"type"`
	Required  bool     `yaml:"required"`
	Choices   []Choice `yaml:"choices"`
	Posts     []string `yaml:"posts"`
	Acts      bool     `yaml:"acts"`
	BodyKinds []string `yaml:"body_kinds"`
}

var columnTypes = []string{
	FieldText, FieldNumber, FieldMoney, FieldDay, FieldChoice, FieldYesNo, FieldPlace, FieldPerson, FieldBody, FieldCase,
}

// RowCount and ColumnList are the names by which formulas know the rows of a field and the answers in one of their columns.
func (f Field) RowCount() string { return f.Word() + "的行数" }

// ColumnList is what formulas call all values of a column.
func (f Field) ColumnList(column Column) string {
	return f.Word() + "的" + column.Word()
}

// Word is what formulas call the column, after the name of its field.
func (c Column) Word() string { return wordOf(c.Name, c.ID) }

// Word is what formulas call the answer: the name of the field, or its id where the name is no single word.
func (f Field) Word() string { return wordOf(f.Name, f.ID) }

func wordOf(name, id string) string {
	for i, r := range name {
		if r != '_' && !unicode.IsLetter(r) && (i == 0 || !unicode.IsDigit(r)) {
			return id
		}
	}
	return name
}

// People is the name by which formulas know how many people live in the household that answers the field.
func (f Field) People() string { return f.Word() + "的人口" }

// Secret tells whether the value of the field is sealed.
func (f Field) Secret() bool {
	return f.Type == FieldPhone || f.Type == FieldSecret || f.Type == FieldIDNumber
}

// Choice finds an answer by its id.
func (f Field) Choice(id string) (Choice, bool) { return find(f.Choices, id) }

// Computes tells that answers of the type are worked out.
func (c CaseType) Computes() bool {
	return slices.ContainsFunc(c.Fields, func(f Field) bool { return f.Value != "" })
}

// Compute works the answer out of the others; false where one that it needs is missing, or where people answer.
func (f Field) Compute(v rule.Values) (rule.Value, bool, error) {
	if f.value == nil {
		return rule.Value{}, false, nil
	}
	got, err := f.value.Eval(v)
	if rule.Missing(err) {
		return got, false, nil
	}
	return got, err == nil, err
}

// Field finds a field of the case type by its id.
func (c CaseType) Field(id string) (Field, bool) { return find(c.Fields, id) }

// Asked are the fields that a step asks for; an empty step stands for raising the case.
func (c CaseType) Asked(step string) []Field {
	var out []Field
	x, _ := c.Transition(step)
	for _, f := range c.Fields {
		if step == "" && f.Start || slices.Contains(x.Asks, f.ID) {
			out = append(out, f)
		}
	}
	return out
}

// ruleType is the type of the field in formulas; Any for what formulas never see.
func (f Field) ruleType() rule.Type {
	switch f.Type {
	case FieldNumber, FieldMoney:
		return rule.Number
	case FieldDay:
		return rule.Day
	case FieldYesNo:
		return rule.Bool
	case FieldChoices:
		return rule.Texts
	case FieldPhone, FieldSecret, FieldIDNumber, FieldRows, FieldPapers, FieldPaper:
		return rule.Any
	}
	return rule.Text
}

// envOf are the names that formulas of the case type may use: its fields, of rows their number and each column as a list, and
// the figures of the pack.
func (p *Pack) envOf(c *CaseType) rule.Env {
	out := p.figures()
	out[NameTopic], out[NameText], out[NameFiles] = rule.Text, rule.Text, rule.Number
	out[NameRaised], out[NameSince] = rule.Day, rule.Day
	addNames(out, c.Fields)
	return out
}

func (c Column) listType() rule.Type {
	if c.Type == FieldNumber || c.Type == FieldMoney {
		return rule.Numbers
	}
	return rule.Texts
}

// The names that formulas may use beside those of the fields.
const (
	NameTopic  = "类别"
	NameText   = "内容"
	NameFiles  = "附件数"
	NameToday  = "今天"
	NameRaised = "登记日"  // the day on which the case was raised
	NameSince  = "本状态起" // the day on which the case entered its state
)

// Dispatching are the sections of a pack by which cases find their way.
type Dispatching struct {
	Queues       []Queue       `yaml:"queues"`
	Routes       []Route       `yaml:"routes"`
	DutyItems    []DutyItem    `yaml:"duty_items"`
	Signs        []Sign        `yaml:"signs"`
	ServiceItems []ServiceItem `yaml:"service_items"`
	ServiceForms []ServiceForm `yaml:"service_forms"`
}

// Queue is a platform to which triage assigns cases: with its own officers, who hold one of Posts, and its own time.
type Queue struct {
	Term   `yaml:",inline"`
	Posts  []string `yaml:"posts"`
	Topics []string `yaml:"topics"` // proposed for these
	Due    Budget   `yaml:"due"`    // instead of the time of the states in which its officers act
}

// Route proposes who handles a case: by its type, its topic, and its area, which is the kind of its place, or where that lies. The
// first that fits holds.
type Route struct {
	Term       `yaml:",inline"`
	Types      []string `yaml:"types"`
	Topics     []string `yaml:"topics"`
	PlaceKinds []string `yaml:"place_kinds"`
	Places     []string `yaml:"places"` // division codes, each with all that lies in it
	Queue      string   `yaml:"queue"`
	Body       string   `yaml:"body"`      // the body's name
	BodyKind   string   `yaml:"body_kind"` // or its kind: the nearest one above the case
}

// Whose a duty item of a township is (乡镇(街道)履职事项清单).
const (
	DutyBasic     = "basic"      // the township's own
	DutyAssisting = "assisting"  // a department's, the township helps
	DutyTakenBack = "taken_back" // a department's alone
)

// DutyItem is an item of the list of what townships do. A case falls under it by its topic, or because triage says so.
type DutyItem struct {
	Term   `yaml:",inline"`
	Class  string   `yaml:"class"`
	Topics []string `yaml:"topics"`
	Owner  string   `yaml:"owner"` // the department's name
}

// Sign is an early sign of trouble: Count cases of one topic in one place of Level within Days raise one alert to the
// holders of Post.
type Sign struct {
	Term   `yaml:",inline"`
	Types  []string `yaml:"types"`
	Topics []string `yaml:"topics"` // empty: any one
	Count  int      `yaml:"count"`
	Days   int      `yaml:"days"`
	Late   int      `yaml:"late"` // instead of Count and Days: a case so many working days past due
	Level  int      `yaml:"level"`
	Post   string   `yaml:"post"`
}

// ServiceItem is a matter that residents apply for.
type ServiceItem struct {
	Term      `yaml:",inline"`
	Body      string     `yaml:"body"`       // the department that decides, by its name
	Days      int        `yaml:"days"`       // working days, as promised or by statute
	LegalDays int        `yaml:"legal_days"` // by statute, where the promise is shorter
	Fee       int        `yaml:"fee"`        // in fen
	FeeBasis  string     `yaml:"fee_basis"`
	Who       string     `yaml:"who"` // who may apply
	WhoEN     string     `yaml:"who_en"`
	Also      string     `yaml:"also"`  // what people call it
	Where     string     `yaml:"where"` // where to go
	WhereEN   string     `yaml:"where_en"`
	Materials []Material `yaml:"materials"`
}

// ServiceForm is a form to fill in: a sheet that residents print. Lines are what is filled in, the text stands below them.
type ServiceForm struct {
	Term   `yaml:",inline"`
	Lines  []FormLine `yaml:"lines"`
	Text   string     `yaml:"text"`
	TextEN string     `yaml:"text_en"`
}

// FormLine is a line of a form.
type FormLine struct {
	Term `yaml:",inline"`
	Tall bool `yaml:"tall"` // needs room for several lines
}

// LookHousehold says that the material shows what the county's own register of households holds.
const LookHousehold = "household"

// Lookups are where the program looks for a material itself.
var Lookups = []string{LookHousehold}

// Material is what an application needs. Held says who has it already, so that nobody is asked for it; with Look it is held
// only where the program finds it registered, else it is asked for.
type Material struct {
	Term     `yaml:",inline"`
	Optional bool   `yaml:"optional"`
	Held     string `yaml:"held"`
	Look     string `yaml:"look"`
	Form     string `yaml:"form"` // the form on which it is written
}

// Queue finds a queue by its id.
func (d *Dispatching) Queue(id string) (Queue, bool) { return find(d.Queues, id) }

// DutyItem finds an item of the duty list by its id.
func (d *Dispatching) DutyItem(id string) (DutyItem, bool) { return find(d.DutyItems, id) }

// ServiceItem finds a service item by its id.
func (d *Dispatching) ServiceItem(id string) (ServiceItem, bool) { return find(d.ServiceItems, id) }

// ServiceForm finds a form by its id.
func (d *Dispatching) ServiceForm(id string) (ServiceForm, bool) { return find(d.ServiceForms, id) }

// Sign finds an early sign by its id.
func (d *Dispatching) Sign(id string) (Sign, bool) { return find(d.Signs, id) }

// DutyOf is the item under which a topic falls on a day.
func (d *Dispatching) DutyOf(topic string, day kernel.Day) (DutyItem, bool) {
	for _, x := range d.DutyItems {
		if x.Valid(day) && topic != "" && slices.Contains(x.Topics, topic) {
			return x, true
		}
	}
	return DutyItem{}, false
}

// Routing is what of a case decides its route: the codes are those of its place and of all above it.
type Routing struct {
	Type, Topic, PlaceKind string
	Codes                  []string
}

// RouteOf is the first route that fits a case.
func (d *Dispatching) RouteOf(c Routing, day kernel.Day) (Route, bool) {
	fits := func(list []string, v ...string) bool {
		return len(list) == 0 || slices.ContainsFunc(v, func(x string) bool { return slices.Contains(list, x) })
	}
	for _, r := range d.Routes {
		if r.Valid(day) && fits(r.Types, c.Type) && fits(r.Topics, c.Topic) && fits(r.PlaceKinds, c.PlaceKind) && fits(r.Places, c.Codes...) {
			return r, true
		}
	}
	return Route{}, false
}

func (d *Dispatching) inherit() {
	for i := range d.ServiceItems {
		for j := range d.ServiceItems[i].Materials {
			d.ServiceItems[i].Materials[j].take(d.ServiceItems[i].Term)
		}
	}
	for i := range d.ServiceForms {
		for j := range d.ServiceForms[i].Lines {
			d.ServiceForms[i].Lines[j].take(d.ServiceForms[i].Term)
		}
	}
}

// Calls say how departments are called to a case (吹哨): who may call, and until when who is called must report in and act.
type Calls struct {
	By       Clause   `yaml:"by"`
	Kinds    []string `yaml:"kinds"` // of the bodies that may be called
	ReportIn Budget   `yaml:"report_in"`
	Act      Budget   `yaml:"act"`
	Rungs    []Rung   `yaml:"rungs"`     // of who has not reported in
	ActRungs []Rung   `yaml:"act_rungs"` // of who has, and does not act
}

// Merge says who may put a case together with another about the same matter, and in which final state it ends.
type Merge struct {
	By Clause `yaml:"by"`
	To string `yaml:"to"`
}
