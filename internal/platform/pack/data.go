package pack

import (
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/calendar"
	"touyan/internal/platform/rule"
)

// Data are the sections of a pack that hold figures and lists: they say nothing of bodies, posts or cases.
type Data struct {
	Parameters []Parameter `yaml:"parameters"`
	Codes      []CodeList  `yaml:"codes"`
	WorkYears  []WorkYear  `yaml:"work_years"`
}

// Number is a figure as the pack has it: 15, 0.2, "20%" or "1/3". It is exact.
type Number string

// Parameter is a threshold that the county may set within the law: a period, a share, a sum. A new value is a new definition
// of the same Key from its day; the old one ends the day before. The Key of a definition without one is its id.
type Parameter struct {
	Term  `yaml:",inline"`
	Key   string `yaml:"key"`
	Value Number `yaml:"value"`
	Unit  string `yaml:"unit"` // one of Units

	value rule.Value
}

// Units are what parameters are counted in.
var Units = []string{"day", "workday", "week", "month", "year", "times", "people", "percent", "yuan"}

// KeyOf is the name by which the program asks for the parameter.
func (p Parameter) KeyOf() string {
	if p.Key != "" {
		return p.Key
	}
	return p.ID
}

// Exact is the value for formulas.
func (p Parameter) Exact() rule.Value { return p.value }

// Int is the value where it is a whole number; 0 otherwise.
func (p Parameter) Int() int {
	n, _ := p.value.Whole()
	return int(n)
}

// Fen is the value of a sum in yuan.
func (p Parameter) Fen() kernel.Fen {
	f, _ := p.value.Fen()
	return f
}

// Param finds the parameter in force on a day; the last of the pack where two are. The error is param_missing.
func (p *Pack) Param(key string, day kernel.Day) (Parameter, error) {
	for i := len(p.Parameters) - 1; i >= 0; i-- {
		if x := p.Parameters[i]; x.KeyOf() == key && x.Valid(day) {
			return x, nil
		}
	}
	return Parameter{}, kernel.Unavailable("param_missing").With("key", key).With("day", string(day))
}

// CodeList is a list of codes, such as that of grids, relations or subjects: those of a standard, or the county's own
// (Local) with what each is in the standard.
type CodeList struct {
	Term  `yaml:",inline"`
	Local bool   `yaml:"local"`
	Items []Code `yaml:"items"`
}

// Code is one code of a list; its ID is the code itself. Standard is what it is in the national or provincial list.
type Code struct {
	Term     `yaml:",inline"`
	Standard string `yaml:"standard"`
}

// Code finds a code of a list that is in force on a day, by the code or by its name.
func (p *Pack) Code(list, text string, day kernel.Day) (Code, bool) {
	l, _ := find(p.Codes, list)
	i := slices.IndexFunc(l.Items, func(c Code) bool {
		return text != "" && c.Valid(day) && (c.ID == text || c.Name == text || strings.EqualFold(c.NameEN, text))
	})
	if i < 0 {
		return Code{}, false
	}
	return l.Items[i], true
}

// CodeList finds a list of codes by its id.
func (p *Pack) CodeList(id string) (CodeList, bool) { return find(p.Codes, id) }

// WorkYear is the working calendar of one year: the days off of each festival, and the weekend days worked for them. A year
// without one is not guessed: whoever counts in it is told that its calendar is missing.
type WorkYear struct {
	Term      `yaml:",inline"`
	Year      int        `yaml:"year"`
	Festivals []Festival `yaml:"festivals"`
}

// Festival is a run of days off; Worked are weekend days worked for it.
type Festival struct {
	Term   `yaml:",inline"`
	Free   []kernel.Day `yaml:"free"`
	Worked []kernel.Day `yaml:"worked"`
}

// Calendar is the working calendar of the years that the pack has.
func (p *Pack) Calendar() *calendar.Calendar { return p.calendar }

// makeCalendar is called once the pack has been checked.
func (p *Pack) makeCalendar() {
	var years []int
	free := map[kernel.Day]bool{}
	for _, y := range p.WorkYears {
		years = append(years, y.Year)
		for _, f := range y.Festivals {
			for _, d := range f.Free {
				free[d] = true
			}
			for _, d := range f.Worked {
				free[d] = false
			}
		}
	}
	p.calendar = calendar.Of(years, free)
}

// inherit gives codes and festivals the days and the source of their list or year, where they have none of their own.
func (d *Data) inherit() {
	for i := range d.Codes {
		for j := range d.Codes[i].Items {
			d.Codes[i].Items[j].fill(d.Codes[i].Term)
		}
	}
	for i := range d.WorkYears {
		for j := range d.WorkYears[i].Festivals {
			d.WorkYears[i].Festivals[j].take(d.WorkYears[i].Term)
		}
	}
}

// fill gives a definition the days and the source of the one it stands in, where it has none of its own.
func (t *Term) fill(from Term) {
	if t.From == "" {
		t.From = from.From
	}
	if t.To == "" {
		t.To = from.To
	}
	if t.Source == "" {
		t.Source = from.Source
	}
}
