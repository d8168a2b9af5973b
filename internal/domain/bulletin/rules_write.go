package bulletin

import (
	"strings"

	"touyan/internal/domain/indicator"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// writer puts a paper together out of a look at the figures.
type writer struct {
	def     pack.Bulletin
	look    *indicator.Look
	leaders *visit.Report
	out     PaperContent
}

// wants are the figures of places below that a paper needs, by name.
func wants(b pack.Bulletin) map[string][]kernel.Level {
	out := map[string][]kernel.Level{}
	for _, x := range b.Body {
		for _, slot := range pack.PaperSlot.FindAllStringSubmatch(x.Text, -1) {
			if slot[2] == pack.PaperRed {
				out[slot[1]] = append(out[slot[1]], 0)
			}
		}
		names := x.Table
		if x.Chart != "" {
			names = []string{x.Chart}
		}
		for _, name := range names {
			out[name] = append(out[name], kernel.Level(x.Level))
		}
	}
	return out
}

// write writes the whole paper.
func (w *writer) write() PaperContent {
	w.out.Mark, w.out.Heading, w.out.ToWhom = w.words(w.def.Issuer), w.words(w.def.Title), w.words(w.def.To)
	w.out.CopyTo, w.out.Signed = w.words(w.def.CopyTo), w.words(w.def.Signed)
	w.out.Blocks, w.out.Figures = []PaperBlock{}, []PaperFigure{}
	values := rule.Values{}
	for name, t := range w.look.Told {
		if v, err := rule.Decimal(t.Basis.Value); t.Basis.Value != "" && err == nil {
			values[name] = v
		}
	}
	for _, b := range w.def.Body {
		if b.Holds(values) {
			w.block(b)
		}
	}
	return w.out
}

// words fills in what is no figure.
func (w *writer) words(text string) string {
	return strings.NewReplacer("{地方}", w.look.Place.Name, "{时段}", periodName(w.def.Period, w.look.Span), "{从}", dayName(w.look.Span.From), "{到}", dayName(w.look.Span.To)).Replace(text)
}

func (w *writer) block(b pack.PaperBlock) {
	var out PaperBlock
	switch {
	case b.Heading != "":
		out = PaperBlock{Kind: "heading", Text: w.words(b.Heading), Level: headingLevel(b.Heading)}
	case b.Text != "":
		out = PaperBlock{Kind: "text", Text: w.text(b.Text)}
	case b.Chart != "":
		out = w.chart(b)
	case b.Rows != "":
		out = w.leading(b)
	default:
		out = w.table(b)
	}
	w.out.Blocks = append(w.out.Blocks, out)
}

// text puts marks where figures stand.
func (w *writer) text(text string) string {
	marked := pack.PaperSlot.ReplaceAllStringFunc(w.words(text), func(slot string) string {
		part := pack.PaperSlot.FindStringSubmatch(slot)
		t := w.look.Told[part[1]]
		b := t.Basis
		f := w.figure(part[1], t, w.look.Place.Ref(), &b)
		switch part[2] {
		case pack.PaperBefore:
			f.About, f.Text = "before", shown(t.Before, b.Unit)
		case pack.PaperChange:
			f.About, f.Text = "change", change(b.Figure, t.Before, b.Unit)
		case pack.PaperTarget:
			f.About, f.Text = "target", b.Target
			if b.Unit == pack.Percent {
				f.Text += "%"
			}
		case pack.PaperRed:
			f.About, f.Text = "red", named(t.Below[0])
		default:
			f.Text = shown(b.Figure, b.Unit)
		}
		return w.mark(f)
	})
	return bare(marked, w.out.Figures)
}

// figure is a figure without its words.
func (w *writer) figure(name string, t indicator.Told, at place.Ref, b *indicator.Basis) PaperFigure {
	f := PaperFigure{Name: name, Place: at, List: t.List, Query: t.Query, Basis: b}
	if t.Own {
		f.Indicator = b.Indicator
	}
	return f
}

// mark numbers a figure and gives what stands for it in a text.
func (w *writer) mark(f PaperFigure) string { return "[[" + itoa(w.number(f)) + "]]" }

func (w *writer) number(f PaperFigure) int {
	f.No = len(w.out.Figures) + 1
	w.out.Figures = append(w.out.Figures, f)
	return f.No
}

// table has a row for each place below and one for the place itself.
func (w *writer) table(b pack.PaperBlock) PaperBlock {
	out := PaperBlock{Kind: "table", Caption: w.words(b.Caption), Head: append([]string{"地方"}, b.Table...), Rows: [][]PaperCell{}}
	var rows []place.Ref
	each := map[string]map[kernel.ID]indicator.Basis{}
	for _, name := range b.Table {
		each[name] = map[kernel.ID]indicator.Basis{}
		for _, p := range w.look.Told[name].Below[kernel.Level(b.Level)] {
			if len(each) == 1 {
				rows = append(rows, p.Place)
			}
			each[name][p.Place.ID] = p.Basis
		}
	}
	group := out.Caption
	if group == "" {
		group = "表"
	}
	line := func(at place.Ref, of func(name string) (indicator.Basis, bool)) {
		cells := []PaperCell{{Text: at.Name}}
		for _, name := range b.Table {
			basis, there := of(name)
			if !there {
				cells = append(cells, PaperCell{Text: "—"})
				continue
			}
			f := w.figure(name, w.look.Told[name], at, &basis)
			f.Text, f.Group = inCell(basis.Figure, basis.Unit), group
			cells = append(cells, PaperCell{Text: f.Text, Figure: w.number(f)})
		}
		out.Rows = append(out.Rows, cells)
	}
	for _, p := range rows {
		line(p, func(name string) (indicator.Basis, bool) { x, ok := each[name][p.ID]; return x, ok })
	}
	line(w.look.Place.Ref(), func(name string) (indicator.Basis, bool) { return w.look.Told[name].Basis, true })
	return out
}

// chart has a bar for each place below, the longest first: sorted bars tell what a list by place does not.
func (w *writer) chart(b pack.PaperBlock) PaperBlock {
	out := PaperBlock{Kind: "chart", Caption: w.words(b.Caption), Bars: []PaperBar{}}
	t := w.look.Told[b.Chart]
	list := sorted(t.Below[kernel.Level(b.Level)])
	if len(list) == 0 {
		return out
	}
	most, _ := rule.Decimal(list[0].Basis.Value)
	for _, p := range list {
		basis := p.Basis
		f := w.figure(b.Chart, t, p.Place, &basis)
		f.Text, f.Group = inCell(basis.Figure, basis.Unit), out.Caption
		out.Bars = append(out.Bars, PaperBar{Name: p.Place.Name, Figure: w.number(f), Part: partOf(basis.Value, most), Light: basis.Light})
	}
	return out
}

// leading is the table of leaders' visits, of which each number leads to the sheet that lists them.
func (w *writer) leading(b pack.PaperBlock) PaperBlock {
	out := PaperBlock{Kind: "table", Caption: w.words(b.Caption), Head: []string{"姓名", "职务", "走访次数", "户数", "村数", "见面", "诉求", "已办结", "表态户", "满意率"}, Rows: [][]PaperCell{}}
	if w.leaders == nil {
		return out
	}
	line := func(l visit.Leader) {
		f := PaperFigure{Name: "领导走访", Place: w.look.Place.Ref(), List: "visit_leaders", Query: map[string]string{"period": w.leaders.Period, "day": string(w.look.Span.To)}, Group: out.Caption}
		f.Text = itoa(l.Visits)
		no := w.number(f)
		share := "—"
		if l.Percent >= 0 {
			share = itoa(l.Percent) + "%"
		}
		cells := []PaperCell{{Text: l.Person.Name}, {Text: l.Post}}
		for _, n := range []int{l.Visits, l.Households, l.Villages, l.Met, l.Asks, l.Settled, l.Asked} {
			cells = append(cells, PaperCell{Text: itoa(n), Figure: no})
		}
		out.Rows = append(out.Rows, append(cells, PaperCell{Text: share, Figure: no}))
	}
	for _, l := range w.leaders.Leaders {
		line(l)
	}
	total := w.leaders.Total
	total.Person.Name = "合计"
	line(total)
	return out
}
