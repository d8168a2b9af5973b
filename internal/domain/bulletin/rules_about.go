package bulletin

import (
	"cmp"
	"strconv"
	"strings"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// subject is what a paper about a record tells of it, by the names that pack.PaperAbouts lists. A fact that is not known yet is left out.
type subject struct {
	about string
	day   kernel.Day
	stamp kernel.Stamp
	at    place.Ref         // whose paper it is
	home  kernel.ID         // its place; 0: the place of the office that writes
	mine  bool              // the actor may write about it, not only read it
	facts map[string]string // {签收人}
	count map[string]int    // {进度}, in whole numbers
	lines map[string]string
	rows  map[string]subjectRows
	list  string // the room of the record, and what leads to it
	query map[string]string
}

type subjectRows struct {
	caption string
	head    []string
	rows    [][]string
}

// Where a fact of a record leads to, as PaperFigure.List names it.
const (
	listItem = "duty_item"
	listBody = "body"
)

// set keeps a fact that is known.
func (b *subject) set(name, value string) {
	if value != "" {
		b.facts[name] = value
	}
}

func (b *subject) setDay(name string, d kernel.Day) {
	if d != "" {
		b.facts[name] = dayName(d)
	}
}

// ofOrder tells of an order of supervision: of which item it is, what is asked by when, and what happened since.
func ofOrder(d *duty.ItemDetail, o duty.Order) *subject {
	b := &subject{
		about: pack.PaperOfOrder, day: o.Issued, facts: map[string]string{}, list: listItem, query: map[string]string{"id": d.ID.String()},
		count: map[string]int{"进度": d.Progress / 10, "逾期天数": late(d.Item), "催办次数": o.Urges},
		lines: map[string]string{"事项说明": d.Text},
	}
	b.set("事项", d.Title)
	b.set("清单", d.ListTitle)
	b.set("编号", d.No)
	b.set("责任单位", owner(d.Item))
	b.setDay("完成期限", d.Due)
	b.set("要求", strings.TrimRight(strings.TrimSpace(o.Text), "。.；;"))
	b.setDay("办结期限", o.Due)
	b.set("开具人", o.Issuer)
	b.setDay("开具日期", o.Issued)
	b.set("签收人", o.Receiver)
	b.setDay("签收日期", o.Received)
	b.set("报告人", o.ReportedBy)
	b.setDay("报告日期", o.Reported)
	steps := subjectRows{caption: "办理经过", head: []string{"日期", "经过", "谁", "说明"}}
	for _, x := range []struct {
		day             kernel.Day
		what, who, note string
	}{{o.Issued, "开具", o.Issuer, o.Text}, {o.Received, "签收", o.Receiver, ""}, {o.Reported, "报告", o.ReportedBy, o.Report}, {o.Verified, "核查", o.Verifier, o.Verdict}} {
		if x.day != "" {
			steps.rows = append(steps.rows, []string{dayName(x.day), x.what, x.who, x.note})
		}
	}
	b.rows = map[string]subjectRows{pack.PaperOrderSteps: steps}
	return b
}

// owner is who owes an item, as a paper addresses them.
func owner(i duty.Item) string {
	switch {
	case i.Owner.BodyName != "":
		return i.Owner.BodyName
	case i.Owner.PersonName != "":
		return i.Owner.PersonName
	}
	return i.Place.Name
}

// late counts the days by which an open item is past its day.
func late(i duty.Item) int {
	if !i.Open {
		return 0
	}
	return max(0, -i.Days)
}

// ofActivity tells what a body did.
func ofActivity(a *activity.Activity) *subject {
	b := &subject{
		about: pack.PaperOfActivity, day: a.Day, facts: map[string]string{}, list: listBody, query: map[string]string{"id": a.Body.ID.String()},
		lines: map[string]string{"内容": a.Text},
	}
	var people, papers []string
	photos := 0
	for _, p := range a.People {
		people = append(people, p.Name)
	}
	for _, f := range a.Files {
		if f.Name == "" {
			photos++
		} else {
			papers = append(papers, f.Name)
		}
	}
	b.count = map[string]int{"参加人数": len(people), "照片数": photos}
	b.set("组织", a.Body.Name)
	b.set("事由", a.Title)
	b.setDay("日期", a.Day)
	b.set("地点", a.Path)
	b.set("参加人", strings.Join(people, "、"))
	b.set("记录人", a.By)
	b.set("附件", strings.Join(papers, "、"))
	return b
}

// values are the facts as conditions read them.
func (b *subject) values() rule.Values {
	v := rule.Values{}
	for name, text := range b.facts {
		v[name] = rule.String(text)
	}
	for name, n := range b.count {
		v[name] = rule.Int(int64(n))
	}
	return v
}

// told is a fact as it stands in a paper.
func (b *subject) told(name string) string {
	if n, ok := b.count[name]; ok {
		return strconv.Itoa(n)
	}
	return cmp.Or(b.facts[name], "（未填）")
}

// filled puts facts into the words around the body, where they stand as plain words.
func (b *subject) filled(text string) string {
	return pack.PaperSlot.ReplaceAllStringFunc(text, func(slot string) string {
		return b.told(strings.Trim(slot, "{}"))
	})
}

// aboutWriter puts a paper about a record together.
type aboutWriter struct {
	def pack.Bulletin
	b   *subject
	out PaperContent
}

func (w *aboutWriter) write() PaperContent {
	f := w.b.filled
	w.out = PaperContent{
		Mark: f(w.def.Issuer), Heading: f(w.def.Title), ToWhom: f(w.def.To), CopyTo: f(w.def.CopyTo), Signed: f(w.def.Signed),
		Blocks: []PaperBlock{}, Figures: []PaperFigure{},
	}
	values := w.b.values()
	for _, x := range w.def.Body {
		if !x.Holds(values) {
			continue
		}
		switch {
		case x.Heading != "":
			w.add(PaperBlock{Kind: "heading", Text: f(x.Heading), Level: headingLevel(x.Heading)})
		case x.Text != "":
			w.add(PaperBlock{Kind: "text", Text: pack.PaperSlot.ReplaceAllStringFunc(x.Text, w.fact)})
		case x.Lines != "":
			for line := range strings.Lines(w.b.lines[x.Lines]) {
				if line = strings.TrimSpace(line); line != "" {
					w.add(PaperBlock{Kind: "text", Text: line})
				}
			}
		default:
			w.table(w.b.rows[x.Rows], f(x.Caption))
		}
	}
	return w.out
}

func (w *aboutWriter) add(b PaperBlock) { w.out.Blocks = append(w.out.Blocks, b) }

// fact puts the mark of a fact where its name stands, so that nobody types over it.
func (w *aboutWriter) fact(slot string) string {
	name := strings.Trim(slot, "{}")
	return "[[" + itoa(w.number(name)) + "]]"
}

func (w *aboutWriter) number(name string) int {
	no := len(w.out.Figures) + 1
	w.out.Figures = append(w.out.Figures, PaperFigure{No: no, Name: name, Text: w.b.told(name), Place: w.b.at, List: w.b.list, Query: w.b.query})
	return no
}

func (w *aboutWriter) table(t subjectRows, caption string) {
	if len(t.rows) == 0 {
		return
	}
	if caption == "" {
		caption = t.caption
	}
	out := PaperBlock{Kind: "table", Caption: caption, Head: t.head}
	for _, row := range t.rows {
		cells := make([]PaperCell, len(row))
		for i, text := range row {
			cells[i] = PaperCell{Text: text}
		}
		out.Rows = append(out.Rows, cells)
	}
	w.add(out)
}
