package pack

import (
	"regexp"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/rule"
)

// Papers is the section of a pack about papers that are written out of figures (requirement K2).
type Papers struct {
	Bulletins []Bulletin  `yaml:"bulletins"`
	Fonts     []PaperFont `yaml:"paper_fonts"`
}

// PaperFont is the typeface of a part of official papers (GB/T 9704-2012 7), which is the id: mark, body, head, sub or number. Its name is
// that of the typeface; Instead is taken where a machine lacks it, for those of the standard are not free and none is shipped.
type PaperFont struct {
	Term    `yaml:",inline"`
	Instead string `yaml:"instead"`
}

// paperParts are the parts of a paper that have a typeface of their own.
var paperParts = []string{"mark", "body", "head", "sub", "number"}

// Bulletin is a kind of paper: for places of one level and periods of one kind, in the elements of GB/T 9704-2012. Word is what
// stands before the year in its number (机关代字); numbers run by issuing place, word and year.
//
// In Issuer, Title, To, CopyTo, Signed and in the text, {地方} {时段} {从} {到} stand for the place, the period and its first and last
// day; in the text also the figures of the pack by name: {走访次数}, {走访次数|上期}, {走访次数|比上期}, {走访覆盖率|目标},
// {走访覆盖率|红灯} for the places right below that are red.
//
// With About it is a paper about one record instead (a notice of supervision, minutes): it has no level and no period, and what stands in
// braces are the facts of that record, as PaperAbouts lists them.
type Bulletin struct {
	Term   `yaml:",inline"`
	Level  int          `yaml:"level"`
	Period string       `yaml:"period"`
	About  string       `yaml:"about"`
	Word   string       `yaml:"word"`
	Issuer string       `yaml:"issuer"`
	Title  string       `yaml:"title"`
	To     string       `yaml:"to"`
	CopyTo string       `yaml:"copy_to"`
	Signed string       `yaml:"signed"`
	Body   []PaperBlock `yaml:"body"`
}

// PaperBlock is one thing of a paper: a heading, a text, a table of figures by places, a chart of one figure by places, or rows of
// records. When is a condition on figures; what does not hold is left out. Level says of which level the places of a table or
// chart are: right below the place of the paper where it is empty; the order is that of the places. Lines are words of the record that
// somebody typed, a text for each line of them.
type PaperBlock struct {
	Heading string   `yaml:"heading"`
	Text    string   `yaml:"text"`
	When    string   `yaml:"when"`
	Table   []string `yaml:"table"`
	Chart   string   `yaml:"chart"`
	Rows    string   `yaml:"rows"`
	Lines   string   `yaml:"lines"`
	Caption string   `yaml:"caption"`
	Level   int      `yaml:"level"`

	when *rule.Rule
}

// What a paper may tell of a figure besides itself.
const (
	PaperBefore = "上期"
	PaperChange = "比上期"
	PaperTarget = "目标"
	PaperRed    = "红灯"
)

// PaperLeaders are records that a paper may list: visits by leader (requirement C1), by week and month.
const PaperLeaders = "visit_leaders"

var (
	paperAspects = []string{PaperBefore, PaperChange, PaperTarget, PaperRed}
	// PaperNames are the words of a paper that are no figures.
	PaperNames = []string{"地方", "时段", "从", "到"}
	paperRows  = []string{PaperLeaders}
	// PaperSlot is a figure in a text: its name, and after a bar what is told of it.
	PaperSlot = regexp.MustCompile(`\{([^{}|]*)(?:\|([^{}]*))?\}`)
)

// Holds tells whether a block stands in the paper. A figure that is not known makes a condition fail, unless it asks 有(…).
func (b PaperBlock) Holds(v rule.Values) bool {
	ok, err := holds(b.when, v, true)
	return err == nil && ok
}

// Bulletin finds a kind of paper by its id.
func (b *Papers) Bulletin(id string) (Bulletin, bool) { return find(b.Bulletins, id) }

// BulletinsOn lists the kinds of papers in force on a day.
func (b *Papers) BulletinsOn(day kernel.Day) []Bulletin {
	return slices.DeleteFunc(slices.Clone(b.Bulletins), func(x Bulletin) bool { return !x.Valid(day) })
}

// PaperFigure finds an indicator, or a measure made into one, by its name.
func (m *Measuring) PaperFigure(name string) (Indicator, bool) {
	if i := slices.IndexFunc(m.Indicators, func(x Indicator) bool { return x.Name == name }); i >= 0 {
		return m.Indicators[i], true
	}
	if x, ok := m.MeasureNamed(name); ok {
		return Indicator{Term: x.Term, Formula: x.Name, Unit: "count", Direction: "none", Levels: []int{1, 2, 3, 4, 5}, Periods: FigurePeriods}, true
	}
	return Indicator{}, false
}

// Names are the figures that a paper tells, each once, in their order.
func (b Bulletin) Names() []string {
	var out []string
	add := func(name string) {
		if name != "" && !slices.Contains(out, name) && !slices.Contains(PaperNames, name) {
			out = append(out, name)
		}
	}
	for _, x := range b.Body {
		for _, slot := range PaperSlot.FindAllStringSubmatch(x.Text, -1) {
			add(slot[1])
		}
		for _, name := range x.Table {
			add(name)
		}
		if add(x.Chart); x.when != nil {
			for _, name := range x.when.Names() {
				add(name)
			}
		}
	}
	return out
}

func (c checker) bulletins() {
	env := rule.Env{}
	for _, m := range c.Measures {
		env[m.Name] = rule.Number
	}
	for _, x := range c.Indicators {
		env[x.Name] = rule.Number
	}
	for i := range c.Bulletins {
		c.bulletin(&c.Bulletins[i], env)
	}
	for i := range c.Fonts {
		f := &c.Fonts[i]
		c.term(&f.Term)
		c.oneOf(&f.Term, "id", f.ID, paperParts)
		c.required(&f.Term, "instead", f.Instead)
		for key, name := range map[string]string{"name": f.Name, "instead": f.Instead} {
			if strings.ContainsAny(name, `"'<>&;{}`) { // it stands in XML and in a style sheet
				c.bad(&f.Term, key, "bad_value", "%q: %q is not the name of a typeface", f.ID, name)
			}
		}
	}
}

func (c checker) bulletin(b *Bulletin, env rule.Env) {
	t := &b.Term
	c.term(t)
	if b.About != "" {
		c.paperAbout(b)
		return
	}
	c.level(t, "level", b.Level)
	c.oneOf(t, "period", b.Period, FigurePeriods)
	c.paperElements(b, PaperNames)
	for i := range b.Body {
		c.paperBlock(b, i, env)
	}
}

// paperElements checks what stands around the body; names may stand there in braces.
func (c checker) paperElements(b *Bulletin, names []string) {
	t := &b.Term
	for key, text := range map[string]string{"word": b.Word, "title": b.Title, "issuer": b.Issuer} {
		c.required(t, key, text)
	}
	for key, text := range map[string]string{"title": b.Title, "issuer": b.Issuer, "to": b.To, "copy_to": b.CopyTo, "signed": b.Signed} {
		for _, slot := range PaperSlot.FindAllStringSubmatch(text, -1) {
			if slot[2] != "" || !slices.Contains(names, slot[1]) {
				c.bad(t, key, "unknown_ref", "%q: %q cannot stand here, only %s", b.ID, slot[0], strings.Join(names, " "))
			}
		}
	}
	if len(b.Body) == 0 {
		c.bad(t, "body", "missing", "%q needs the key %q", b.ID, "body")
	}
}

func (c checker) paperBlock(b *Bulletin, i int, env rule.Env) {
	x, t, key := &b.Body[i], &b.Term, at("body", i)
	c.oneBlock(t, key, x)
	if x.Lines != "" {
		c.bad(t, key, "bad_value", "%q: %q tells of a record, and this paper is about a period", b.ID, x.Lines)
	}
	x.when = c.condition(t, key, x.When, env)
	for _, slot := range PaperSlot.FindAllStringSubmatch(x.Text, -1) {
		if slices.Contains(PaperNames, slot[1]) && slot[2] == "" {
			continue
		}
		c.paperFigure(b, key, slot[1])
		if f, _ := c.PaperFigure(slot[1]); slot[2] != "" && (!slices.Contains(paperAspects, slot[2]) || f.Target == "" && (slot[2] == PaperTarget || slot[2] == PaperRed)) {
			c.bad(t, key, "unknown_ref", "%q: %q cannot be told of %q", b.ID, slot[2], slot[1])
		}
	}
	c.braces(t, key, x.Text)
	for _, name := range append(slices.Clone(x.Table), x.Chart) {
		if name != "" {
			c.paperFigure(b, key, name)
		}
	}
	if x.Level != 0 && (x.Level <= b.Level || x.Level > int(kernel.LevelVillage)) || (len(x.Table) > 0 || x.Chart != "") && b.Level >= int(kernel.LevelGroup) {
		c.bad(t, key, "bad_value", "%q: there are no places of this level below it", b.ID)
	}
	if x.Rows != "" {
		c.oneOf(t, key, x.Rows, paperRows)
		if b.Level != int(kernel.LevelCounty) || b.Period != "week" && b.Period != "month" {
			c.bad(t, key, "bad_value", "%q: %q is told for the county by week and month", b.ID, x.Rows)
		}
	}
}

// oneBlock checks that a block is one thing.
func (c checker) oneBlock(t *Term, key string, x *PaperBlock) {
	kinds := 0
	for _, there := range []bool{x.Heading != "", x.Text != "", len(x.Table) > 0, x.Chart != "", x.Rows != "", x.Lines != ""} {
		if there {
			kinds++
		}
	}
	if kinds != 1 {
		c.bad(t, key, "bad_value", "%q: a block is one of heading, text, table, chart, rows, lines", t.ID)
	}
}

func (c checker) braces(t *Term, key, text string) {
	if rest := PaperSlot.ReplaceAllString(text, ""); strings.ContainsAny(rest, "{}") {
		c.bad(t, key, "bad_value", "%q: a brace is missing in %q", t.ID, text)
	}
}

// paperFigure checks that a figure is there and is told for the level and the period of the paper.
func (c checker) paperFigure(b *Bulletin, key, name string) {
	f, ok := c.PaperFigure(name)
	if !ok {
		c.bad(&b.Term, key, "unknown_ref", "there is no figure %q", name)
		return
	}
	if !slices.Contains(f.Levels, b.Level) || !slices.Contains(f.Periods, b.Period) {
		c.bad(&b.Term, key, "bad_value", "%q: %q is not told for this level or period", b.ID, name)
	}
	if m, ok := c.MeasureNamed(name); ok && len(m.Tallies) > 0 && m.Counter().Monthly && (b.Period == "week" || b.Period == "day") {
		c.bad(&b.Term, key, "bad_value", "%q: %q is counted by months", b.ID, name)
	}
}
