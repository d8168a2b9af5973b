package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
	"time"
)

// WriteDocx writes the paper as a Word document. The same paper gives the same bytes.
func WriteDocx(w io.Writer, p *Paper) error {
	d := docx{fonts: p.Fonts.with(), links: map[string]int{}}
	d.paper(p)
	z := zip.NewWriter(w)
	parts := []struct {
		name string
		body []byte
	}{
		{"[Content_Types].xml", []byte(head + contentTypes)},
		{"_rels/.rels", []byte(head + packageRels)},
		{"docProps/core.xml", []byte(head + fmt.Sprintf(coreProps, escape(p.Title), escape(p.Signed)))},
		{"word/document.xml", []byte(head + documentOpen + d.out.String() + d.section() + "</w:body></w:document>")},
		{"word/_rels/document.xml.rels", []byte(head + d.rels())},
		{"word/fontTable.xml", []byte(head + d.fontTable())},
		{"word/settings.xml", []byte(head + settings)},
		{"word/styles.xml", []byte(head + d.styles())},
		{"word/footer_odd.xml", []byte(head + d.footer("right"))},
		{"word/footer_even.xml", []byte(head + d.footer("left"))},
	}
	for _, c := range lights {
		parts = append(parts, struct {
			name string
			body []byte
		}{"word/media/bar_" + c + ".png", dot(colours[strings.TrimPrefix(c, "none")])})
	}
	for _, part := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		if _, err := f.Write(part.body); err != nil {
			return err
		}
	}
	return z.Close()
}

// lights are the names of the pictures of bars.
var lights = []string{"none", "green", "amber", "red"}

// docx collects the body of a document.
type docx struct {
	out   strings.Builder
	fonts Fonts
	links map[string]int // address to number
	order []string       // of the addresses
	drawn int            // pictures so far
}

// style is how a paragraph stands and looks.
type style struct {
	font   Font
	size   int // half points
	align  string
	indent int // characters of the first line
	left   int // characters of all lines
	right  int // characters from the right
	before int // lines above
	keep   bool
	colour string
	high   int  // exact line in twips; 0: the usual
	below  bool // a red line below (分隔线)
	page   bool // begins a page
}

func (d *docx) paper(p *Paper) {
	d.front(p)
	if p.To != "" {
		d.para(d.body(style{before: 1}), Run{Words: p.To + "："})
	}
	if n := len(p.Body) - 1; n >= 0 && p.Signed != "" && p.Body[n].Text != nil { // a signature never stands on a page without text
		d.blocks(p.Body[:n])
		d.para(d.body(style{indent: 2, align: "both", keep: true}), p.Body[n].Text...)
	} else {
		d.blocks(p.Body)
	}
	for i, a := range p.Annexes {
		before, first := 0, "　　　"
		if i == 0 {
			before, first = 1, "附件："
		}
		no := ""
		if len(p.Annexes) > 1 {
			no = fmt.Sprintf("%d．", i+1)
		}
		d.para(d.body(style{left: 2, before: before, keep: p.Signed != ""}), Run{Words: first + no + a.Title})
	}
	if p.Signed != "" {
		d.para(d.body(style{align: "right", right: max(2, 4-(len([]rune(p.Signed))-11)/2), before: 2, keep: true}), Run{Words: p.Signed})
	}
	if p.Date != "" {
		d.para(d.body(style{align: "right", right: 4}), Run{Words: p.Date})
	}
	if p.Note != "" {
		d.para(d.body(style{indent: 2}), Run{Words: "（" + p.Note + "）"})
	}
	for i, a := range p.Annexes {
		mark := "附件"
		if len(p.Annexes) > 1 {
			mark += fmt.Sprint(i + 1)
		}
		d.para(style{font: d.fonts.Head, size: 32, page: true}, Run{Words: mark})
		d.para(style{font: d.fonts.Mark, size: 44, align: "center", before: 1, high: 720}, Run{Words: a.Title})
		d.para(d.body(style{}))
		d.blocks(a.Body)
	}
	d.record(p)
}

// front is what stands above the text: the issuer in red, the number, the red line, the title.
func (d *docx) front(p *Paper) {
	if p.Issuer != "" {
		d.para(style{font: d.fonts.Mark, size: markSize(p.Issuer), align: "center", colour: "FF0000", high: 1100, before: 2}, Run{Words: p.Issuer})
		d.para(style{font: d.fonts.Body, size: 32, align: "center", before: 2, below: true}, Run{Words: p.Number})
	}
	d.para(style{font: d.fonts.Mark, size: 44, align: "center", before: 2, high: 720}, Run{Words: p.Title})
}

// markSize makes a long issuer's mark smaller, so that it stands on one line.
func markSize(issuer string) int {
	n := len([]rune(issuer))
	return max(44, min(96, areaWide/10/max(1, n)))
}

func (d *docx) body(s style) style {
	s.font, s.size = d.fonts.Body, 32
	return s
}

func (d *docx) blocks(list []Block) {
	for _, b := range list {
		switch {
		case b.Heading != nil:
			s := d.body(style{indent: 2, keep: true})
			s.font = map[int]Font{1: d.fonts.Head, 2: d.fonts.Sub}[b.Heading.Level]
			if s.font.Name == "" {
				s.font = d.fonts.Body
			}
			d.para(s, Run{Words: b.Heading.Words})
		case b.Table != nil:
			d.table(b.Table)
		case b.Chart != nil:
			d.chart(b.Chart)
		default:
			d.para(d.body(style{indent: 2, align: "both"}), b.Text...)
		}
	}
}

// para writes a paragraph.
func (d *docx) para(s style, runs ...Run) {
	d.out.WriteString("<w:p><w:pPr>")
	if s.keep {
		d.out.WriteString("<w:keepNext/>")
	}
	if s.page {
		d.out.WriteString("<w:pageBreakBefore/>")
	}
	if s.below {
		d.out.WriteString(`<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="11" w:color="FF0000"/></w:pBdr>`) // 4 mm below the number
	}
	high := lineHigh
	if s.high > 0 {
		high = s.high
	}
	fmt.Fprintf(&d.out, `<w:spacing w:before="%d" w:after="0" w:line="%d" w:lineRule="exact"/>`, s.before*lineHigh, high)
	if s.indent+s.left+s.right > 0 {
		fmt.Fprintf(&d.out, `<w:ind w:leftChars="%d" w:left="%d" w:rightChars="%d" w:right="%d" w:firstLineChars="%d" w:firstLine="%d"/>`,
			100*s.left, charWide*s.left, 100*s.right, charWide*s.right, 100*s.indent, charWide*s.indent)
	}
	if s.align != "" {
		fmt.Fprintf(&d.out, `<w:jc w:val="%s"/>`, s.align)
	}
	d.out.WriteString("</w:pPr>")
	d.runs(s, runs)
	d.out.WriteString("</w:p>")
}

func (d *docx) runs(s style, runs []Run) {
	for _, r := range runs {
		if r.Words == "" {
			continue
		}
		if r.Link != "" {
			fmt.Fprintf(&d.out, `<w:hyperlink r:id="rIdL%d" w:history="1">`, d.link(r.Link))
		}
		d.out.WriteString("<w:r><w:rPr>" + fontOf(s.font))
		if s.colour != "" {
			fmt.Fprintf(&d.out, `<w:color w:val="%s"/>`, s.colour)
		}
		if s.size == 32 {
			fmt.Fprintf(&d.out, `<w:spacing w:val="-%d"/>`, charCloser)
		}
		fmt.Fprintf(&d.out, `<w:sz w:val="%d"/><w:szCs w:val="%d"/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r>`, s.size, s.size, escape(r.Words))
		if r.Link != "" {
			d.out.WriteString("</w:hyperlink>")
		}
	}
}

func fontOf(f Font) string {
	n := escape(f.Name)
	return `<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="` + n + `" w:hint="eastAsia"/>`
}

// link numbers an address.
func (d *docx) link(to string) int {
	if n, ok := d.links[to]; ok {
		return n
	}
	d.order = append(d.order, to)
	d.links[to] = len(d.order)
	return len(d.order)
}

// escape makes text fit for XML, without what XML cannot hold.
func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0xfffe || r == 0xffff {
			return ' '
		}
		return r
	}, s))) // a buffer takes everything
	return b.String()
}

// dot is a picture of one point.
func dot(c [3]byte) []byte {
	var b bytes.Buffer
	img := image.NewRGBA(image.Rect(0, 0, 1, 1))
	img.Set(0, 0, color.RGBA{c[0], c[1], c[2], 255})
	_ = png.Encode(&b, img) // a buffer takes everything
	return b.Bytes()
}
