package pack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"touyan/internal/platform/rule"
)

// Error is one fault of a pack, with the place where it stands. Code is a stable word; Text says it in plain English, with
// what to write instead, and In in either language.
type Error struct {
	File      string
	Line, Col int
	Code      string
	Text      string

	format string
	args   []any
	meant  string   // the nearest word that would have been right
	there  []string // the words that would have been right, where none is near
}

// word is an argument that has words in both languages.
type word string

// mostThere bounds how many right words are told.
const mostThere = 12

// instead tells what would have been right in place of a word.
func (e *Error) instead(of string, there []string) {
	if e.meant = rule.Nearest(of, there); e.meant == "" && len(there) <= mostThere {
		e.there = there
	}
}

// Error is `packs/base/posts.yaml:12:3: unknown key "x"`.
func (e Error) Error() string {
	return e.In("en")
}

// In is the fault with its place in a language, "zh" or "en".
func (e Error) In(lang string) string {
	text := e.words(lang)
	if e.Line == 0 {
		return fmt.Sprintf("%s: %s", e.File, text)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Col, text)
}

func (e Error) words(lang string) string {
	text, ask, one, comma := e.Text, "; is %q meant?", "; want one of %s", ", "
	if lang == "zh" {
		ask, one, comma = "；是否指“%s”？", "；应当是 %s 之一", "、"
		if zh, ok := chinese[e.format]; ok {
			text = fmt.Sprintf(zh, inChinese(e.args)...)
		}
	}
	if e.meant != "" {
		text += fmt.Sprintf(ask, e.meant)
	}
	if len(e.there) > 0 {
		text += fmt.Sprintf(one, strings.Join(e.there, comma))
	}
	return text
}

// inChinese turns what explains itself in two languages into Chinese.
func inChinese(args []any) []any {
	out := slices.Clone(args)
	for i, a := range args {
		switch x := a.(type) {
		case spoken:
			out[i] = x.In("zh")
		case word:
			if zh, ok := chinese[string(x)]; ok {
				out[i] = zh
			}
		}
	}
	return out
}

// spoken explains itself in two languages: the fault of a formula.
type spoken interface{ In(lang string) string }

// Errors are all faults of the packs loaded, ordered by file and line.
type Errors []Error

// Error has one fault a line.
func (e Errors) Error() string { return e.In("en") }

// In has one fault a line, in a language.
func (e Errors) In(lang string) string {
	lines := make([]string, len(e))
	for i, x := range e {
		lines[i] = x.In(lang)
	}
	return strings.Join(lines, "\n")
}

type pos struct {
	file      string
	line, col int
	inner     int // how far behind it the text of a value begins: 1 behind a quotation mark, -1 where nobody knows
}

func (e *Errors) add(at pos, code, format string, args ...any) {
	*e = append(*e, Error{File: at.file, Line: at.line, Col: at.col, Code: code, Text: fmt.Sprintf(format, args...), format: format, args: args})
}

func (e *Errors) sort() {
	slices.SortStableFunc(*e, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
}
