// Package paper lays out official papers (公文) as GB/T 9704-2012 asks: a Word document, and the same as a page to print. It knows
// nothing of villages: what a paper says comes from outside.
//
// A page has 22 lines of 28 characters in an area of 156 by 225 mm. The grid of characters that Word offers is not used: LibreOffice
// gives each character two cells of it. Lines of an exact height and characters set a little closer come to the same.
package paper

// Lengths in twips (a twentieth of a point; 56.7 to the millimetre), as GB/T 9704-2012 5.2 gives them in millimetres.
const (
	pageWide   = 11906 // 210 mm
	pageHigh   = 16838 // 297 mm
	marginTop  = 2098  // 37 mm
	marginLeft = 1588  // 28 mm
	areaWide   = 8844  // 156 mm
	areaHigh   = 12756 // 225 mm
	marginLow  = pageHigh - marginTop - areaHigh
	marginEnd  = pageWide - marginLeft - areaWide

	lines      = 22
	lineHigh   = areaHigh / lines // exact, rounded down so that the last line still fits
	chars      = 28
	charWide   = 320                       // 3号, 16 points
	charCloser = charWide - areaWide/chars // how much closer characters stand
)

// Fonts are the typefaces by name, each with what is taken where a machine lacks it: those that the standard names are not free, so
// none is shipped.
type Fonts struct {
	Mark, Body, Head, Sub, Number Font
}

// Font is a typeface and its substitute.
type Font struct {
	Name string
	Else string
}

// Usual are the typefaces of the standard.
var Usual = Fonts{
	Mark:   Font{"方正小标宋简体", "宋体"},
	Body:   Font{"仿宋_GB2312", "仿宋"},
	Head:   Font{"黑体", "黑体"},
	Sub:    Font{"楷体_GB2312", "楷体"},
	Number: Font{"宋体", "宋体"},
}

// Paper is an official paper. Empty elements are left out.
type Paper struct {
	Fonts     Fonts
	Issuer    string // 发文机关标志
	Number    string // 发文字号
	Title     string
	To        string // 主送机关
	Body      []Block
	Signed    string // 署名
	Date      string // 成文日期
	Note      string // 附注
	Annexes   []Annex
	CopyTo    string // 抄送机关
	PrintedBy string // 印发机关
	PrintedOn string // 印发日期
}

// Annex stands behind the paper on a page of its own.
type Annex struct {
	Title string
	Body  []Block
}

// Block is one thing of a body: exactly one of its parts is set.
type Block struct {
	Heading *Heading
	Text    []Run
	Table   *Table
	Chart   *Chart
}

// Heading is a title within a body: levels 1 to 4 are 一、 (一) 1. (1), which the words themselves carry.
type Heading struct {
	Level int
	Words string
}

// Run is a piece of a sentence. Link is where a figure leads to; Mark is its number among the figures of the paper.
type Run struct {
	Words string
	Link  string
	Mark  int
}

// Table has a caption, a head and rows. Numbers tells which columns stand to the right; widths follow from the words, or Wide
// says the widths in hundredths.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]Run
	Numbers []bool
	Wide    []int
}

// Chart is bars, the longest as wide as there is room. Bars are drawn from Part, in thousandths of the longest; Light colours them.
type Chart struct {
	Caption string
	Bars    []Bar
}

// Bar is one bar with its name and its number.
type Bar struct {
	Name  string
	Value Run
	Part  int
	Light string // green, amber, red; empty: neither
}

// colours of bars by their light: the order of the house style, dark enough to be told apart in grey.
var colours = map[string][3]byte{
	"":      {0x2f, 0x6d, 0xa3},
	"green": {0x1d, 0x64, 0x49},
	"amber": {0xc0, 0x8a, 0x2b},
	"red":   {0xa8, 0x26, 0x1d},
}

// with fills in the usual typefaces.
func (f Fonts) with() Fonts {
	for _, x := range []struct{ own, usual *Font }{
		{&f.Mark, &Usual.Mark}, {&f.Body, &Usual.Body}, {&f.Head, &Usual.Head}, {&f.Sub, &Usual.Sub}, {&f.Number, &Usual.Number},
	} {
		if x.own.Name == "" {
			*x.own = *x.usual
		}
	}
	return f
}
