// Package rule runs the formulas and conditions that a county official writes into a programme pack: with Chinese names,
// typed against what the definition offers, exact (no binary fractions), and bounded. A formula is read by expr's parser;
// of what that reads, a closed list of forms is accepted, checked here and turned into functions. There are no loops, no
// variables of its own and no access to anything but the values given, so what a formula may cost follows from its length.
// docs/packs.md explains the language to those who write it.
package rule

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
)

// Bounds of a formula, and of the values it is run on.
const (
	MaxText  = 2000  // characters
	MaxNodes = 500   // names, literals, operators and calls
	MaxItems = 10000 // of one list
)

// Env tells which names a formula may use, and of which type each is.
type Env map[string]Type

// Values are what the names stand for. A name of the Env that is left out is empty: see Rule.Eval.
type Values map[string]Value

// Rule is a formula that has been checked. It may be used by many goroutines at once.
type Rule struct {
	text string
	typ  Type
	env  Env
	used []string
	run  step
	tree Tree
}

// Compile checks a formula against the names it may use and the type it must have (Any: whichever it has). The error is an
// *Error that tells where in the text the fault stands.
func Compile(text string, env Env, want Type) (*Rule, error) {
	if len(text) > 4*MaxText || utf8.RuneCountInString(text) > MaxText {
		return nil, fault(0, "too_long", "the formula has more than %d characters: cut it into several", "公式超过 %d 个字符:请拆成几条", MaxText)
	}
	t, err := translate(text, env)
	if err != nil {
		return nil, err
	}
	tree, err := parser.ParseWithConfig(string(t.out), &conf.Config{MaxNodes: MaxNodes, DisableIfOperator: true})
	if err != nil {
		return nil, t.syntax(err)
	}
	c := compiler{in: t, env: env, used: map[string]bool{}}
	n, err := c.node(tree.Node)
	if err != nil {
		return nil, err
	}
	if want != Any && n.typ != want {
		return nil, fault(0, "wrong_type", "the formula gives %s, but %s is wanted here", "公式的结果是%s,这里要的是%s", n.typ, want)
	}
	return &Rule{text: text, typ: n.typ, env: maps.Clone(env), used: slices.Sorted(maps.Keys(c.used)), run: n.run, tree: n.tree}, nil
}

// Text is the formula as it was written.
func (r *Rule) Text() string { return r.text }

// Type is what the formula gives.
func (r *Rule) Type() Type { return r.typ }

// Names are the names that the formula uses, in order.
func (r *Rule) Names() []string { return slices.Clone(r.used) }

// Eval runs the formula. A name left out of values is empty: text "", no, or a list without items; a number or a day has no
// empty value, so the formula must ask 有(…) first, and otherwise the error no_value names it. Other errors: bad_value (a
// value of another type than the Env says), divide_by_zero, too_large.
func (r *Rule) Eval(values Values) (Value, error) {
	for _, name := range r.used {
		v, ok := values[name]
		if !ok || v.typ == Any {
			continue
		}
		if v.typ != r.env[name] {
			return Value{}, fault(0, "bad_value", "%s is %s, but must be %s", "“%s”的值是%s,应当是%s", name, v.typ, r.env[name])
		}
		if err := v.bounded(name); err != nil {
			return Value{}, err
		}
	}
	return r.run(values)
}

// Error is a fault of a formula: where in its text (in characters from 0), a stable code, and words in both languages.
type Error struct {
	At   int
	Code string
	en   string
	zh   string
	args []any
}

func fault(at int, code, en, zh string, args ...any) *Error {
	return &Error{At: at, Code: code, en: en, zh: zh, args: args}
}

// Missing tells that a formula could not be worked out because a number or a day that it reads is not there.
func Missing(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == "no_value"
}

// ByZero tells that a formula could not be worked out because it divides by zero.
func ByZero(err error) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == "divide_by_zero"
}

// Error is the fault in English.
func (e *Error) Error() string { return e.In("en") }

// In is the fault in a language, "zh" or "en".
func (e *Error) In(lang string) string {
	text := e.en
	if lang == "zh" {
		text = e.zh
	}
	return say(lang, text, e.args)
}

// syntax tells in plain words where the parser stopped.
func (t *translation) syntax(err error) error {
	var fe *file.Error
	if !errors.As(err, &fe) {
		return fault(0, "syntax", "this is not a formula", "这不是公式")
	}
	at := t.at(fe.From)
	switch {
	case fe.Message == tooManyNodes:
		return fault(0, "too_long", "the formula has more than %d parts: cut it into several", "公式超过 %d 个部分:请拆成几条", MaxNodes)
	case fe.From >= len(t.out) || strings.Contains(fe.Message, "EOF"):
		return fault(len(t.in), "syntax", "the formula breaks off here: a value or a bracket is missing", "公式到这里断了:缺少一个值或括号")
	}
	return fault(at, "syntax", "%q cannot stand here: is an operator, a comma or a bracket missing before it?",
		"这里不能写“%s”:前面是否漏了运算符、逗号或括号?", t.word(fe.From))
}

const tooManyNodes = "compilation failed: expression exceeds maximum allowed nodes"
