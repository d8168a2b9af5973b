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
	meant  string // the nearest word that would have been right
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
	text, ask := e.Text, "; is %q meant?"
	if lang == "zh" {
		ask = "；是否指“%s”？"
		if zh, ok := chinese[e.format]; ok {
			text = fmt.Sprintf(zh, inChinese(e.args)...)
		}
	}
	if e.meant != "" {
		text += fmt.Sprintf(ask, e.meant)
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
		case string:
			if zh, ok := chinese[x]; ok {
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

// suggest adds to each reference that leads nowhere the nearest id of the pack.
func (e Errors) suggest(ids []string) {
	for i := range e {
		if e[i].Code != "unknown_ref" {
			continue
		}
		for j := len(e[i].args) - 1; j >= 0; j-- {
			if word, ok := e[i].args[j].(string); ok && !slices.Contains(ids, word) {
				if near := rule.Nearest(word, ids); near != "" {
					e[i].meant = near
				}
			}
		}
	}
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
