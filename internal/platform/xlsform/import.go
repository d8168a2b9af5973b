package xlsform

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
)

// never are published columns that say what a form of ours cannot do: filled in, they are faults.
var never = []string{"choice_filter", "default", "trigger", "repeat_count", "read_only", "readonly", "media::image", "media::audio", "media::video", "image", "audio", "video", "parameters"}

// reader gathers a form out of a workbook.
type reader struct {
	tabs   map[string]*tab
	form   pack.Form
	lists  map[string][]pack.Choice
	faults Faults
	groups []string // the relevants of the open groups
	open   []string // begin_group, begin_repeat
	in     int      // the field of rows that is being read, or -1
	late   []later
}

// later is a formula that is carried over once all questions are known.
type later struct {
	row    int
	column string
	text   string
	self   string
	group  []string
	to     func(string)
	whole  bool // of a question for whole numbers
}

// tab is a sheet by the names of its columns.
type tab struct {
	rows []sheet.Line
	at   map[string]int
}

func (t *tab) get(row sheet.Line, name string) string {
	i, ok := t.at[name]
	if !ok || i >= len(row.Cells) {
		return ""
	}
	return row.Cells[i]
}

// label is what a column says in a language; without one, what it says at all.
func (t *tab) label(row sheet.Line, name, lang string) string {
	for _, title := range slices.Sorted(maps.Keys(t.at)) {
		base, l, found := strings.Cut(title, "::")
		if found && strings.TrimSpace(base) == name && langOf(l) == lang {
			if v := t.get(row, title); v != "" {
				return v
			}
		}
	}
	if v := t.get(row, name); v != "" {
		return v
	}
	for _, title := range slices.Sorted(maps.Keys(t.at)) {
		if base, _, found := strings.Cut(title, "::"); found && strings.TrimSpace(base) == name && t.get(row, title) != "" {
			return t.get(row, title)
		}
	}
	return ""
}

// langOf is zh or en: by the code in brackets, or by the name.
func langOf(l string) string {
	l = strings.ToLower(strings.TrimSpace(l))
	switch {
	case strings.Contains(l, "(zh") || strings.Contains(l, "中文") || strings.HasPrefix(l, "chinese"):
		return "zh"
	case strings.Contains(l, "(en") || strings.HasPrefix(l, "english"):
		return "en"
	}
	return l
}

// Read reads an XLSForm. What a form of ours cannot do is told as Faults. from and source are for what settings do not say.
func Read(data []byte, from kernel.Day, source string) (pack.Form, error) {
	if len(data) > MaxFile {
		return pack.Form{}, kernel.Invalid("file", "file_too_large").With("max_mb", strconv.Itoa(MaxFile>>20))
	}
	all, err := sheet.Raw(data)
	if err != nil {
		return pack.Form{}, err
	}
	r := &reader{tabs: map[string]*tab{}, lists: map[string][]pack.Choice{}, in: -1}
	for _, t := range all {
		r.tab(t)
	}
	if r.tabs[survey] == nil {
		return pack.Form{}, Faults{{survey, 1, "type", "the workbook has no sheet survey with the columns type and name"}}
	}
	r.setup(from, source)
	r.options()
	for _, row := range r.tabs[survey].rows {
		r.question(row)
	}
	for _, o := range r.open {
		r.bad(survey, lastRow(r.tabs[survey].rows), "type", o+" is not closed")
	}
	r.formulas()
	if len(r.faults) > 0 {
		return r.form, r.faults
	}
	return r.form, nil
}

func lastRow(rows []sheet.Line) int {
	if len(rows) == 0 {
		return 1
	}
	return rows[len(rows)-1].No
}

// tab finds the columns of a sheet by its first row.
func (r *reader) tab(t sheet.Tab) {
	name := strings.ToLower(t.Name)
	if !slices.Contains([]string{survey, choices, settings}, name) || len(t.Rows) == 0 {
		return
	}
	out := &tab{at: map[string]int{}}
	for i, title := range t.Rows[0].Cells {
		title = columnOf(title)
		if _, twice := out.at[title]; !twice && title != "" {
			out.at[title] = i
		}
	}
	for _, row := range t.Rows[1:] {
		if slices.ContainsFunc(row.Cells, func(c string) bool { return c != "" }) {
			out.rows = append(out.rows, row)
		}
	}
	r.tabs[name] = out
}

func (r *reader) bad(sheet string, row int, column, text string) {
	r.faults = append(r.faults, Fault{sheet, row, column, text})
}

func (r *reader) setup(from kernel.Day, source string) {
	f := &r.form
	f.ID, f.From, f.Source = "form", from, source
	t := r.tabs[settings]
	if t == nil || len(t.rows) == 0 {
		f.Name, f.NameEN = "form", "form"
		return
	}
	row := t.rows[0]
	get := func(name string) string { return t.get(row, name) }
	f.ID = cmp.Or(idOf(get("form_id")), idOf(get("id_string")), "form")
	f.Name = cmp.Or(get("form_title"), f.ID)
	f.NameEN = cmp.Or(get("form_title_en"), f.Name)
	if !shape.MatchString(f.ID) {
		r.bad(settings, row.No, "form_id", strconv.Quote(f.ID)+" is no id: small letters, digits and _, a letter first, at most 40")
	}
	if day, err := kernel.ParseDay(get("version")); err == nil {
		f.From = day
	}
	f.To, f.Source = kernel.Day(get("to")), cmp.Or(get("source"), source)
	f.Anonymous, f.Public, f.Latest = get("anonymous") == "yes", get("public") == "yes", get("latest") == "yes"
	f.Done, f.AskedIn, f.AskType = nilled(strings.Fields(get("done"))), nilled(strings.Fields(get("asked_in"))), get("ask_type")
	f.Hint, f.HintEN = get("hint"), get("hint_en")
}

func nilled(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}

// options reads the lists of choices.
func (r *reader) options() {
	t := r.tabs[choices]
	if t == nil {
		return
	}
	for _, row := range t.rows {
		list, id := t.get(row, "list_name"), idOf(t.get(row, "name"))
		if list == "" || !shape.MatchString(id) && list != yesNo {
			r.bad(choices, row.No, "name", strconv.Quote(t.get(row, "name"))+" is no id: small letters, digits and _, a letter first, at most 40")
			continue
		}
		if slices.ContainsFunc(r.lists[list], func(c pack.Choice) bool { return c.ID == id }) {
			r.bad(choices, row.No, "name", "choice "+strconv.Quote(id)+" stands twice in the list "+strconv.Quote(list))
		}
		r.lists[list] = append(r.lists[list], pack.Choice{Term: pack.Term{ID: id, Name: cmp.Or(t.label(row, "label", "zh"), id), NameEN: cmp.Or(t.label(row, "label", "en"), id)}})
	}
}

// question reads a row of the survey.
func (r *reader) question(row sheet.Line) {
	t := r.tabs[survey]
	kind := kindOf(t.get(row, "type"))
	if len(kind) == 0 {
		r.bad(survey, row.No, "type", "the row has no type")
		return
	}
	for _, c := range never {
		if v := t.get(row, c); v != "" && (!strings.HasPrefix(c, "read") || !slices.Contains([]string{"no", "false"}, strings.ToLower(v))) {
			r.bad(survey, row.No, c, strconv.Quote(v)+" cannot be expressed")
		}
	}
	switch kind[0] {
	case "begin_group", "begin_repeat":
		r.begin(row, kind[0])
	case "end_group", "end_repeat":
		r.end(row, kind[0])
	default:
		r.ask(row, kind)
	}
}

func (r *reader) begin(row sheet.Line, kind string) {
	t := r.tabs[survey]
	r.open = append(r.open, kind)
	if kind == "begin_group" {
		if r.in >= 0 {
			r.bad(survey, row.No, "type", "a group within a repeat cannot be expressed")
		}
		r.groups = append(r.groups, t.get(row, "relevant"))
		return
	}
	if r.in >= 0 {
		r.bad(survey, row.No, "type", "a repeat within a repeat cannot be expressed")
		return
	}
	r.in = len(r.form.Fields)
	r.form.Fields = append(r.form.Fields, pack.Field{Term: r.term(row), Type: pack.FieldRows, Help: t.hint(row, "zh"), HelpEN: t.hint(row, "en")})
	i := r.in
	r.after(row, "relevant", t.get(row, "relevant"), func(s string) { r.form.Fields[i].ShownIf = s })
}

// hint is the help of a question; without one there is none in the other language.
func (t *tab) hint(row sheet.Line, lang string) string { return t.label(row, "hint", lang) }

func (r *reader) end(row sheet.Line, kind string) {
	n := len(r.open) - 1
	if n < 0 || strings.TrimPrefix(r.open[n], "begin_") != strings.TrimPrefix(kind, "end_") {
		r.bad(survey, row.No, "type", kind+" closes nothing")
		return
	}
	r.open = r.open[:n]
	if kind == "end_group" {
		r.groups = r.groups[:len(r.groups)-1]
		return
	}
	if r.in >= 0 && len(r.form.Fields[r.in].Columns) == 0 {
		r.bad(survey, row.No, "type", "the repeat has no questions")
	}
	r.in = -1
}

// term is the id and the names of a question.
func (r *reader) term(row sheet.Line) pack.Term {
	t := r.tabs[survey]
	id := idOf(t.get(row, "name"))
	if !shape.MatchString(id) {
		r.bad(survey, row.No, "name", strconv.Quote(t.get(row, "name"))+" is no id: small letters, digits and _, a letter first, at most 40")
	}
	if slices.ContainsFunc(r.form.Fields, func(f pack.Field) bool { return f.ID == id }) {
		r.bad(survey, row.No, "name", "question "+strconv.Quote(id)+" stands twice")
	}
	return pack.Term{ID: id, Name: cmp.Or(t.label(row, "label", "zh"), id), NameEN: cmp.Or(t.label(row, "label", "en"), id)}
}

// after leaves a formula for when all questions are known; conditions of the groups around hold too.
func (r *reader) after(row sheet.Line, column, text string, to func(string)) {
	l := later{row: row.No, column: column, text: text, to: to}
	if column == "relevant" {
		l.group = slices.DeleteFunc(slices.Clone(r.groups), func(s string) bool { return s == "" })
	}
	if text != "" || len(l.group) > 0 {
		r.late = append(r.late, l)
	}
}
