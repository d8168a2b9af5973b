package sheet

import (
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// cell is one cell as the file keeps it.
type cell struct {
	text    string
	number  bool // kept as a number
	date    bool // a number that is shown as a date
	formula bool
	long    bool
}

// lines walks the rows of a sheet, of a workbook or a list.
type lines interface {
	next() bool // of the rows that are there; blank ones are left out
	row() int
	cells() []cell
	hidden() bool
	err() error
	close()
}

// tabLines walks the rows of a workbook's sheet. Numbers come as they are kept, so that none is rounded.
type tabLines struct {
	book   *workbook
	part   io.Closer
	s      *scanner
	no     int
	masked bool // the row is hidden
	list   []cell
	bad    error

	covered []bool   // by column: hidden
	merges  []string // ranges, known at the end
}

func (b *workbook) lines(t tab) (*tabLines, error) {
	f, ok := b.parts[t.part]
	if !ok {
		return nil, errors.New("a sheet has no part")
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &tabLines{book: b, part: r, s: newScanner(io.LimitReader(r, maxUnzip))}, nil
}

func (g *tabLines) row() int      { return g.no }
func (g *tabLines) cells() []cell { return g.list }
func (g *tabLines) hidden() bool  { return g.masked }
func (g *tabLines) err() error    { return g.bad }
func (g *tabLines) close()        { _ = g.part.Close() }

func (g *tabLines) next() bool {
	for g.bad == nil {
		if err := g.s.next(); err != nil {
			if !errors.Is(err, io.EOF) {
				g.bad = err
			}
			return false
		}
		switch {
		case g.s.end:
		case g.s.is("col"):
			g.column()
		case g.s.is("mergeCell") && len(g.merges) <= maxFaults:
			g.merges = append(g.merges, g.s.attr("ref"))
		case g.s.is("row"):
			if g.begin(); g.s.empty {
				continue
			}
			if g.bad = g.fill(); g.bad == nil {
				return true
			}
		}
	}
	return false
}

// column notes hidden columns.
func (g *tabLines) column() {
	if !on(g.s.attr("hidden")) {
		return
	}
	from, _ := strconv.Atoi(g.s.attr("min"))
	to, _ := strconv.Atoi(g.s.attr("max"))
	for i := from; i <= min(to, maxColumns) && i > 0; i++ {
		for len(g.covered) < i {
			g.covered = append(g.covered, false)
		}
		g.covered[i-1] = true
	}
}

func (g *tabLines) begin() {
	g.no++
	if n, err := strconv.Atoi(g.s.attr("r")); err == nil && n >= g.no {
		g.no = min(n, lastRow+1)
	}
	g.masked = on(g.s.attr("hidden"))
	clear(g.list)
	g.list = g.list[:0]
}

// fill reads the cells of the row.
func (g *tabLines) fill() error {
	var kind string
	var c cell
	at, style := -1, 0
	for {
		if err := g.s.next(); err != nil {
			return errors.Join(errXML, err)
		}
		s := g.s
		switch {
		case s.is("row") && s.end:
			return nil
		case s.is("c") && !s.end:
			c, kind, at = cell{}, s.attr("t"), columnOf(s.attr("r"), at+1)
			style, _ = strconv.Atoi(s.attr("s"))
			if s.empty {
				continue
			}
		case s.is("f"):
			c.formula = true
		case s.is("v") && s.end:
			c.long = s.long
			c = g.value(c, kind, style, string(s.text))
		case s.is("t") && s.end:
			if c.long = c.long || s.long || len(c.text) > maxToken; !c.long {
				c.text += escaped(string(s.text))
			}
		case s.is("rPh") && !s.end && !s.empty:
			if err := g.past("rPh"); err != nil {
				return err
			}
		case s.is("c") && s.end:
			g.put(at, c)
		}
	}
}

// past reads on to the end of an element.
func (g *tabLines) past(name string) error {
	for !g.s.end || !g.s.is(name) {
		if err := g.s.next(); err != nil {
			return errors.Join(errXML, err)
		}
	}
	return nil
}

func (g *tabLines) put(at int, c cell) {
	if at < 0 || at > maxColumns || c == (cell{}) {
		if at <= maxColumns {
			return
		}
		at = maxColumns // one column too many is told; a far one is not made room for
	}
	for len(g.list) <= at {
		g.list = append(g.list, cell{})
	}
	g.list[at] = c
}

func (g *tabLines) value(c cell, kind string, style int, v string) cell {
	c.text = v
	switch kind {
	case "s":
		c.text = ""
		if i, err := strconv.Atoi(v); err == nil && i >= 0 && i < len(g.book.strings) {
			c.text = g.book.strings[i]
		}
	case "b":
		c.text = map[bool]string{true: "TRUE", false: "FALSE"}[on(v)]
	case "d":
		c.text, _, _ = strings.Cut(v, "T")
	case "", "n":
		c.number = v != ""
		c.date = style >= 0 && style < len(g.book.dates) && g.book.dates[style]
	}
	return c
}

// columnOf reads the letters of a cell's name; without one the cell follows the last.
func columnOf(name string, next int) int {
	n := 0
	for _, r := range name {
		if r < 'A' || r > 'Z' || n > 100_000 {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	if n == 0 {
		return next
	}
	return n - 1
}

// span is a range of cells, counted from 1 as in the file.
type span struct{ top, left, bottom int }

func spanOf(ref string) (span, bool) {
	a, b, _ := strings.Cut(ref, ":")
	left, top, err := excelize.CellNameToCoordinates(a)
	if err != nil {
		return span{}, false
	}
	_, bottom, err := excelize.CellNameToCoordinates(b)
	return span{top, left, bottom}, err == nil
}
