package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Error is one fault of a pack, with the place where it stands. Code is a stable word, Text says it in plain English.
type Error struct {
	File      string
	Line, Col int
	Code      string
	Text      string
}

// Error is `packs/base/posts.yaml:12:3: unknown key "x"`.
func (e Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, e.Text)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, e.Text)
}

// Errors are all faults of the packs loaded, ordered by file and line.
type Errors []Error

// Error has one fault a line.
func (e Errors) Error() string {
	lines := make([]string, len(e))
	for i, x := range e {
		lines[i] = x.Error()
	}
	return strings.Join(lines, "\n")
}

type pos struct {
	file      string
	line, col int
}

func (e *Errors) add(at pos, code, format string, args ...any) {
	*e = append(*e, Error{File: at.file, Line: at.line, Col: at.col, Code: code, Text: fmt.Sprintf(format, args...)})
}

func (e *Errors) sort() {
	slices.SortStableFunc(*e, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
}
