package paper

import (
	"fmt"
)

const (
	cellSize = 24 // 小四, half points
	cellLine = 400
	barHigh  = 120000 // EMU: 12700 to the point
	barCell  = 5200   // twips of the column of bars
	nameCell = 2200
)

// caption stands over a table or chart and stays with it.
func (d *docx) caption(words string) {
	if words != "" {
		d.para(style{font: d.fonts.Head, size: 28, align: "center", keep: true}, Run{Words: words})
	}
}

// table writes a table; its head is repeated on each page, and no row breaks over two.
func (d *docx) table(t *Table) {
	d.caption(t.Caption)
	wide := widths(t)
	d.open(wide, "", `<w:tblBorders><w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>`)
	head := make([]Run, len(t.Head))
	for i, h := range t.Head {
		head[i] = Run{Words: h}
	}
	d.row(wide, head, nil, true)
	for _, r := range t.Rows {
		d.row(wide, r, t.Numbers, false)
	}
	d.out.WriteString("</w:tbl>")
	d.gap()
}

func (d *docx) open(wide []int, where, borders string) {
	fmt.Fprintf(&d.out, `<w:tbl><w:tblPr>%s<w:tblW w:w="%d" w:type="dxa"/>%s<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, where, sum(wide), borders)
	for _, w := range wide {
		fmt.Fprintf(&d.out, `<w:gridCol w:w="%d"/>`, w)
	}
	d.out.WriteString("</w:tblGrid>")
}

func (d *docx) row(wide []int, cells []Run, numbers []bool, head bool) {
	d.out.WriteString("<w:tr><w:trPr><w:cantSplit/>")
	if head {
		d.out.WriteString("<w:tblHeader/>")
	}
	d.out.WriteString("</w:trPr>")
	for i, w := range wide {
		var c Run
		if i < len(cells) {
			c = cells[i]
		}
		s := style{font: d.fonts.Body, size: cellSize, high: cellLine}
		switch {
		case head:
			s.font, s.align = d.fonts.Head, "center"
		case i < len(numbers) && numbers[i]:
			s.align = "right"
		}
		d.cell(w)
		d.para(s, c)
		d.out.WriteString("</w:tc>")
	}
	d.out.WriteString("</w:tr>")
}

func (d *docx) cell(wide int) {
	fmt.Fprintf(&d.out, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>`, wide)
}

// gap keeps a table apart from what follows.
func (d *docx) gap() {
	d.para(style{font: d.fonts.Body, size: cellSize, high: lineHigh / 2})
}

// chart draws bars as pictures in a table without lines, so that name, bar and number stay together in every program.
func (d *docx) chart(c *Chart) {
	d.caption(c.Caption)
	wide := []int{nameCell, barCell, areaWide - nameCell - barCell}
	d.open(wide, "", "")
	for _, b := range c.Bars {
		d.out.WriteString("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
		s := style{font: d.fonts.Body, size: cellSize, high: cellLine}
		d.cell(wide[0])
		s.align = "right"
		d.para(s, Run{Words: b.Name})
		d.out.WriteString("</w:tc>")
		d.cell(wide[1])
		d.bar(b)
		d.out.WriteString("</w:tc>")
		d.cell(wide[2])
		s.align = ""
		d.para(s, b.Value)
		d.out.WriteString("</w:tc></w:tr>")
	}
	d.out.WriteString("</w:tbl>")
	d.gap()
}

// bar is a picture of one point, drawn out to its length. The line of a picture must not be exact, or Word cuts it off.
func (d *docx) bar(b Bar) {
	const most = (barCell - 120) * 635 // EMU in a twip
	d.drawn++
	long := max(most*min(max(b.Part, 0), 1000)/1000, 6350)
	light := b.Light
	if light == "" {
		light = "none"
	}
	fmt.Fprintf(&d.out, `<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="bar%d" descr="%s"/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="bar%d"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="rIdB_%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`+
		`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		long, barHigh, d.drawn, d.drawn, escape(b.Name+" "+b.Value.Words), d.drawn, d.drawn, light, long, barHigh)
}

// record is the print record (版记) at the foot of the last page: Word sets it there; a program that floats no table of the whole
// width leaves it where the text ends.
func (d *docx) record(p *Paper) {
	if p.CopyTo == "" && p.PrintedBy == "" {
		return
	}
	d.gap()
	wide := []int{areaWide - 3800, 3800}
	d.open(wide, `<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:horzAnchor="margin" w:tblpXSpec="left" w:vertAnchor="margin" w:tblpYSpec="bottom"/>`,
		`<w:tblBorders><w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/><w:insideH w:val="single" w:sz="6"/></w:tblBorders>`)
	s := style{font: d.fonts.Body, size: 28, left: 1, high: 480}
	if p.CopyTo != "" {
		fmt.Fprintf(&d.out, `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>`, areaWide)
		d.para(s, Run{Words: "抄送：" + p.CopyTo + "。"})
		d.out.WriteString("</w:tc></w:tr>")
	}
	if p.PrintedBy != "" {
		d.out.WriteString("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
		d.cell(wide[0])
		d.para(s, Run{Words: p.PrintedBy})
		d.out.WriteString("</w:tc>")
		d.cell(wide[1])
		d.para(style{font: d.fonts.Body, size: 28, right: 1, align: "right", high: 480}, Run{Words: p.PrintedOn + "印发"})
		d.out.WriteString("</w:tc></w:tr>")
	}
	d.out.WriteString("</w:tbl>")
	d.para(style{font: d.fonts.Body, size: 2, high: 20}) // a document ends with a paragraph
}

// widths share the width of the area: as the table says, or by the longest words of each column within bounds.
func widths(t *Table) []int {
	n := len(t.Head)
	out := make([]int, n)
	if len(t.Wide) == n {
		for i, w := range t.Wide {
			out[i] = areaWide * w / 100
		}
		return out
	}
	for i, h := range t.Head {
		out[i] = len([]rune(h))
		for _, r := range t.Rows {
			if i < len(r) {
				out[i] = max(out[i], len([]rune(r[i].Words)))
			}
		}
		out[i] = min(max(out[i], 3), 14) + 1 // characters, and room beside them
	}
	all := sum(out)
	for i := range out {
		out[i] = out[i] * areaWide / all
	}
	return out
}

func sum(list []int) (n int) {
	for _, x := range list {
		n += x
	}
	return n
}
