package bulletin

import (
	"cmp"
	"io"
	"strconv"
	"strings"

	"touyan/internal/domain/indicator"
	"touyan/internal/kernel"
	"touyan/internal/platform/paper"
)

// writeRow writes a paper as a Word document in the typefaces of the pack; origin is the address of the server, so that figures lead to what they rest on.
func writeRow(w io.Writer, r *paperRow, origin string, fonts []PaperFont) error {
	c, err := contentOf(r.Content)
	if err != nil {
		return kernel.Internal(err)
	}
	p := layout(r, &c, origin)
	to := map[string]*paper.Font{"mark": &p.Fonts.Mark, "body": &p.Fonts.Body, "head": &p.Fonts.Head, "sub": &p.Fonts.Sub, "number": &p.Fonts.Number}
	for _, f := range fonts {
		*to[f.Part] = paper.Font{Name: f.Name, Else: f.Instead}
	}
	return paper.WriteDocx(w, p)
}

// layout puts what a paper says into the elements of an official paper, with an annex of what each figure rests on.
func layout(r *paperRow, c *PaperContent, origin string) *paper.Paper {
	l := layouter{c: c, to: origin + "/console/papers/" + r.ID.String() + "/figures/"}
	p := &paper.Paper{Issuer: c.Mark, Number: r.Number, Title: c.Heading, To: c.ToWhom, Signed: c.Signed, CopyTo: c.CopyTo}
	if r.Number == "" {
		p.Number = r.Word + "〔" + "　　" + "〕" + "　号（草稿）"
	}
	if r.IssueDay != "" {
		p.Date = dayName(r.IssueDay)
		p.PrintedBy, p.PrintedOn = c.Signed, dayName(r.IssueDay)
	}
	for _, b := range c.Blocks {
		p.Body = append(p.Body, l.block(b))
	}
	for _, f := range c.Figures {
		if f.Note != "" {
			p.Body = append(p.Body, paper.Block{Text: []paper.Run{{Words: "注" + itoa(noteNo(c, f.No)) + "：" + f.Note}}})
		}
	}
	if bases := l.bases(); bases != nil {
		p.Annexes = []paper.Annex{{Title: "数据依据", Body: bases}}
	}
	return p
}

// layouter makes blocks of a paper.
type layouter struct {
	c  *PaperContent
	to string // where a figure leads, before its number
}

func (l layouter) block(b PaperBlock) paper.Block {
	switch b.Kind {
	case "heading":
		return paper.Block{Heading: &paper.Heading{Level: b.Level, Words: b.Text}}
	case "table":
		t := &paper.Table{Caption: b.Caption, Head: b.Head}
		for i, row := range b.Rows {
			line := make([]paper.Run, len(row))
			for j, cell := range row {
				if line[j] = (paper.Run{Words: cell.Text}); cell.Figure > 0 {
					line[j].Link = l.to + itoa(cell.Figure)
					line[j].Words += l.noted(cell.Figure)
				}
				if i == 0 {
					t.Numbers = append(t.Numbers, cell.Figure > 0)
				}
			}
			t.Rows = append(t.Rows, line)
		}
		return paper.Block{Table: t}
	case "chart":
		ch := &paper.Chart{Caption: b.Caption}
		for _, x := range b.Bars {
			f := l.c.Figures[x.Figure-1]
			ch.Bars = append(ch.Bars, paper.Bar{Name: x.Name, Part: x.Part, Light: x.Light, Value: paper.Run{Words: f.Text + l.noted(x.Figure), Link: l.to + itoa(x.Figure)}})
		}
		return paper.Block{Chart: ch}
	}
	return paper.Block{Text: l.runs(b.Text)}
}

// runs cuts a text at its figures.
func (l layouter) runs(text string) []paper.Run {
	var out []paper.Run
	at := 0
	for _, m := range mark.FindAllStringIndex(text, -1) {
		out = append(out, paper.Run{Words: text[at:m[0]]})
		if f, ok := figureOf(l.c, text[m[0]:m[1]]); ok {
			out = append(out, paper.Run{Words: f.Text, Link: l.to + itoa(f.No)}, paper.Run{Words: l.noted(f.No)})
		}
		at = m[1]
	}
	return append(out, paper.Run{Words: text[at:]})
}

// noted marks a figure that somebody annotated.
func (l layouter) noted(figure int) string {
	if n := noteNo(l.c, figure); n > 0 {
		return "（注" + itoa(n) + "）"
	}
	return ""
}

// bases are the lines of the annex: one for each figure of a sentence, one for each column of a table and each chart. Of the facts of a
// record the numbers stand there; nil where a paper tells none.
func (l layouter) bases() []paper.Block {
	t := &paper.Table{Head: []string{"序号", "指标", "数", "怎么来的"}, Wide: []int{9, 25, 18, 48}, Numbers: []bool{true, false, true, false}}
	seen := map[string]bool{}
	for _, f := range l.c.Figures {
		key := f.Group + "\n" + f.Name
		if f.Note == "" && (f.Group != "" && seen[key] || ofRecord[f.List] != "" && !plain(f.Text)) {
			continue
		}
		seen[key] = true
		name, value := f.Name+about[f.About], f.Text
		if f.Group != "" && f.Note == "" {
			name, value = f.Name+"（"+f.Group+"）", "各地方"
		}
		t.Rows = append(t.Rows, []paper.Run{{Words: itoa(f.No)}, {Words: name}, {Words: value, Link: l.to + itoa(f.No)}, {Words: restsOn(f)}})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []paper.Block{{Table: t}}
}

// ofRecord says where a fact of a record comes from.
var ofRecord = map[string]string{listItem: "取自清单事项和督办单的记录", listBody: "取自组织的活动记录"}

func plain(text string) bool {
	_, err := strconv.Atoi(text)
	return err == nil
}

var about = map[string]string{"before": "（上期）", "change": "（比上期）", "target": "（目标）", "red": "（红灯）"}

// restsOn says in words what a figure rests on.
func restsOn(f PaperFigure) string {
	if f.Basis == nil {
		return cmp.Or(ofRecord[f.List], "按记录逐条统计")
	}
	b := f.Basis
	var parts []string
	if f.Group == "" && f.About == "" {
		for _, in := range b.Inputs {
			parts = append(parts, in.Name+" "+numberOr(in))
		}
	}
	text := b.Formula
	if len(parts) > 0 {
		text += "；" + strings.Join(parts, "，")
	}
	return text + "。规则第 " + itoa(b.RulesNo) + " 版，记录截至日志 " + kernel.ID(b.JournalNo).String() + " 号"
}

func numberOr(in indicator.BasisInput) string {
	if in.Number == "" {
		return "无"
	}
	return in.Number
}
