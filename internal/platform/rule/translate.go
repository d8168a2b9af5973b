package rule

import (
	"strings"
	"unicode"
)

// translation is a formula as the parser reads it: full-width signs and Chinese words have become the parser's own, and for
// each character it is known where it came from.
type translation struct {
	in      []rune
	out     []rune
	from    []int        // place in `in` of each character of out
	percent map[int]bool // places in out where a number begins that stood before %
	env     Env
	before  string // the last token written
}

// signs are the operators and brackets of the language, as people type them, and what the parser reads.
var signs = map[string]string{
	"(": "(", ")": ")", ",": ",", "+": "+", "-": "-", "*": "*", "/": "/", "<": "<", ">": ">", "<=": "<=", ">=": ">=",
	"=": "==", "==": "==", "!=": "!=", "<>": "!=", "?": "?", ":": ":",
	"（": "(", "）": ")", "，": ",", "、": ",", "＋": "+", "－": "-", "−": "-", "×": "*", "÷": "/", "＊": "*",
	"／": "/", "＜": "<", "＞": ">", "＝": "==", "≤": "<=", "≥": ">=", "≠": "!=", "？": "?", "：": ":",
}

// words are the operators that are written as words. 如果 A 则 B 否则 C is the parser's A ? B : C.
var words = map[string]string{
	"且": "and", "并且": "and", "and": "and", "或": "or", "或者": "or", "or": "or", "非": "not", "not": "not",
	"是": "true", "真": "true", "true": "true", "否": "false", "假": "false", "false": "false",
	"如果": "", "若": "", "则": "?", "那么": "?", "否则": ":",
}

// parsers are words that mean something to the parser and nothing here.
var parsers = strings.Fields("in let if else nil matches contains startsWith endsWith")

var quotes = map[rune]rune{'"': '"', '\'': '\'', '“': '”', '‘': '’', '「': '」'}

func translate(text string, env Env) (*translation, error) {
	t := &translation{in: []rune(text), percent: map[int]bool{}, env: env}
	for i := 0; i < len(t.in); {
		next, err := t.token(i)
		if err != nil {
			return nil, err
		}
		i = next
	}
	if len(t.out) == 0 {
		return nil, fault(0, "syntax", "the formula is empty", "公式是空的")
	}
	return t, nil
}

// put writes a token, with a space before it so that it never grows together with the one before.
func (t *translation) put(at int, s string) {
	for _, r := range " " + s {
		t.out = append(t.out, r)
		t.from = append(t.from, at)
	}
	t.before = s
}

// token takes one token from i on and tells where the next may begin.
func (t *translation) token(i int) (int, error) {
	r := t.in[i]
	switch {
	case unicode.IsSpace(r):
		return i + 1, nil
	case quotes[r] != 0:
		return t.quoted(i)
	case '0' <= r && r <= '9' || '０' <= r && r <= '９':
		return t.number(i)
	case r == '_' || unicode.IsLetter(r):
		return t.name(i)
	}
	for n := 2; n > 0; n-- {
		if i+n <= len(t.in) {
			if s, ok := signs[string(t.in[i:i+n])]; ok {
				t.put(i, s)
				return i + n, nil
			}
		}
	}
	return 0, fault(i, "bad_sign", "the sign %q has no meaning in a formula", "公式里不能用“%s”", string(r))
}

func (t *translation) quoted(i int) (int, error) {
	for j := i + 1; j < len(t.in); j++ {
		switch r := t.in[j]; {
		case r == quotes[t.in[i]]:
			t.put(i, `"`+string(t.in[i+1:j])+`"`)
			return j + 1, nil
		case r == '\\' || r == '"' || r == '\n' || r == unicode.ReplacementChar:
			return 0, fault(j, "bad_sign", "the sign %q has no meaning in a formula", "公式里不能用“%s”", string(r))
		}
	}
	return 0, fault(i, "syntax", "the quotation mark is not closed", "引号没有配对")
}

func (t *translation) number(i int) (int, error) {
	var digits strings.Builder
	j := i
	for ; j < len(t.in); j++ {
		switch r := t.in[j]; {
		case '0' <= r && r <= '9' || r == '.':
			digits.WriteRune(r)
			continue
		case '０' <= r && r <= '９':
			digits.WriteRune(r - '０' + '0')
			continue
		}
		break
	}
	whole, places, _ := strings.Cut(digits.String(), ".")
	if _, err := parseNumber(digits.String()); err != nil || len(whole)+len(places) > 15 || len(whole) > 1 && whole[0] == '0' {
		return 0, fault(i, "bad_number", "%q is not a number such as 12 or 0.5 (at most 15 digits)", "“%s”不是数,应写成 12 或 0.5(最多 15 位)", digits.String())
	}
	t.put(i, digits.String())
	if j < len(t.in) && (t.in[j] == '%' || t.in[j] == '％') {
		t.percent[len(t.out)-digits.Len()] = true
		j++
	}
	return j, nil
}

func (t *translation) name(i int) (int, error) {
	j := i
	for j < len(t.in) && (t.in[j] == '_' || unicode.IsLetter(t.in[j]) || unicode.IsDigit(t.in[j])) {
		j++
	}
	name := string(t.in[i:j])
	if _, known := t.env[name]; known {
		t.put(i, name)
		return j, nil
	}
	word, ok := words[name]
	switch {
	case name == "如果" || name == "若":
		if j < len(t.in) && (t.in[j] == '(' || t.in[j] == '（') && t.call(j) {
			t.put(i, "如果")
			return j, nil
		}
		if !strings.Contains("|(|,|?|:|", "|"+t.before+"|") && t.before != "" {
			return 0, fault(i, "syntax", "put 如果 … 则 … 否则 … into brackets here", "这里请把“如果……则……否则……”放进括号")
		}
		return j, nil
	case ok:
		t.put(i, word)
		return j, nil
	}
	for _, w := range parsers {
		if w == name {
			return 0, fault(i, "bad_sign", "the sign %q has no meaning in a formula", "公式里不能用“%s”", name)
		}
	}
	if w := t.grown(name); w != "" {
		return 0, fault(i, "unknown_name", "there is no %q here: put spaces around %s", "这里没有“%s”:“%s”前后要留空格", name, w)
	}
	t.put(i, name)
	return j, nil
}

// grown finds the operator that has grown together with names beside it: 紧急且重要 wants spaces.
func (t *translation) grown(name string) string {
	known := func(s string) bool {
		_, isName := t.env[s]
		_, isCall := functions[s]
		return s == "" || isName || isCall || words[s] != ""
	}
	if known(name) {
		return ""
	}
	for w := range words {
		if before, after, ok := strings.Cut(name, w); ok && known(before) && known(after) {
			return w
		}
	}
	return ""
}

// call tells whether the bracket that opens at i is that of the call 如果(A,B,C), and not of a condition: 如果 (A) 则 B.
func (t *translation) call(i int) bool {
	depth := 0
	for ; i < len(t.in); i++ {
		switch t.in[i] {
		case '(', '（':
			depth++
		case ')', '）':
			if depth--; depth == 0 {
				return false
			}
		case ',', '，':
			if depth == 1 {
				return true
			}
		}
	}
	return false
}

// at is the place in the formula as written of a place in what the parser read.
func (t *translation) at(i int) int {
	switch {
	case i >= len(t.from):
		return len(t.in)
	case i < 0:
		return 0
	}
	return t.from[i]
}

// word is the token of the formula as written that begins at a place in what the parser read.
func (t *translation) word(i int) string {
	i = t.at(i)
	j := i + 1
	for j < len(t.in) && j-i < 20 && (unicode.IsLetter(t.in[j]) || unicode.IsDigit(t.in[j])) && unicode.IsLetter(t.in[i]) {
		j++
	}
	return string(t.in[i:min(j, len(t.in))])
}
