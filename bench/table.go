package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// row is one line of the table. Figures that are not measured are zero and shown as a dash.
type row struct {
	work  string
	ours  float64
	raw   float64
	unit  string
	ratio float64 // ours to raw, unless the row says something else
	aim   aim
	note  string
}

// aim is a bound on the figure itself or on the ratio.
type aim struct {
	kind  aimKind
	bound float64
}

type aimKind int

// The kinds of aim.
const (
	noAim      aimKind = iota
	atMost             // ours, in the row's unit
	ratioAbove         // ratio at least
	ratioBelow         // ratio at most
)

func (a aim) String() string {
	switch a.kind {
	case atMost:
		return "≤ " + figure(a.bound)
	case ratioAbove:
		return "ratio ≥ " + figure(a.bound)
	case ratioBelow:
		return "ratio ≤ " + figure(a.bound)
	}
	return "–"
}

// verdict says whether the aim is met, and by how much of the aim.
func (r row) verdict() string {
	value := r.ratio
	if r.aim.kind == atMost {
		value = r.ours
	}
	if r.aim.kind == noAim || r.aim.bound == 0 {
		return "–"
	}
	by := value/r.aim.bound - 1
	if r.aim.kind != ratioAbove {
		by = -by
	}
	if by >= 0 {
		return fmt.Sprintf("met by %.0f %%", 100*by)
	}
	return fmt.Sprintf("missed by %.0f %%", -100*by)
}

// table gathers the rows of a run.
type table struct{ rows []row }

func (t *table) add(r row) {
	if r.ratio == 0 && r.raw != 0 {
		r.ratio = r.ours / r.raw
	}
	t.rows = append(t.rows, r)
	say("%s: %s %s, %s", r.work, figure(r.ours), r.unit, r.verdict())
}

// print writes the table as Markdown, in columns for the eye.
func (t *table) print(w io.Writer) {
	cells := [][]string{{"work", "ours", "raw", "unit", "ratio", "aim", "result", "note"}}
	for _, r := range t.rows {
		cells = append(cells, []string{r.work, figure(r.ours), figure(r.raw), r.unit, figure(r.ratio), r.aim.String(), r.verdict(), r.note})
	}
	width := make([]int, len(cells[0]))
	for _, line := range cells {
		for i, c := range line {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	for n, line := range cells {
		fmt.Fprintln(w, joined(line, width))
		if n == 0 {
			rule := make([]string, len(width))
			for i, k := range width {
				rule[i] = strings.Repeat("-", k)
			}
			fmt.Fprintln(w, joined(rule, width))
		}
	}
}

func joined(cells []string, width []int) string {
	var b strings.Builder
	for i, c := range cells {
		b.WriteString("| " + c + strings.Repeat(" ", width[i]-utf8.RuneCountInString(c)+1))
	}
	return b.String() + "|"
}

// figure writes a number with as many digits as mean something.
func figure(x float64) string {
	switch {
	case x == 0:
		return "–"
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2f", x)
}
