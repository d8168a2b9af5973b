package rule

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"touyan/internal/kernel"
)

// Type is the type of a value or of a formula.
type Type int

// The types. Numbers and Texts are lists.
const (
	Any Type = iota
	Number
	Bool
	Text
	Day
	Numbers
	Texts
)

var typeNames = map[string][]string{
	"en": {"anything", "a number", "yes or no", "text", "a day", "a list of numbers", "a list of texts"},
	"zh": {"任意", "数", "是或否", "文字", "日期", "一列数", "一列文字"},
}

// In names the type in a language, "zh" or "en".
func (t Type) In(lang string) string {
	names, ok := typeNames[lang]
	if !ok || int(t) >= len(names) {
		return "?"
	}
	return names[t]
}

// String names the type in English.
func (t Type) String() string { return t.In("en") }

// say fills a text; types among the arguments come in its language.
func say(lang, format string, args []any) string {
	out := make([]any, len(args))
	for i, a := range args {
		if t, ok := a.(Type); ok {
			a = t.In(lang)
		}
		out[i] = a
	}
	return fmt.Sprintf(format, out...)
}

// Bounds of numbers: 18 digits before the point and 12 behind it.
var maxNumber = decimal.New(1, 18)

const maxPlaces = 12

// Value is one value. The zero Value is empty.
type Value struct {
	typ   Type
	num   decimal.Decimal
	text  string // of Text and Day
	yes   bool
	nums  []decimal.Decimal
	texts []string
}

// Int is a whole number.
func Int(n int64) Value { return number(decimal.New(n, 0)) }

// Yuan is money as formulas count it: in yuan, exactly.
func Yuan(f kernel.Fen) Value { return number(decimal.New(int64(f), -2)) }

// Decimal reads a number such as 12.50: at most 18 digits before the point and 12 behind it. The error is bad_number.
func Decimal(s string) (Value, error) {
	d, err := parseNumber(s)
	if err != nil {
		return Value{}, kernel.Invalid("number", "bad_number").With("value", s)
	}
	return number(d), nil
}

func parseNumber(s string) (decimal.Decimal, error) {
	digits, sign := strings.CutPrefix(s, "-")
	whole, places, point := strings.Cut(digits, ".")
	if whole == "" || len(whole) > 18 || len(places) > maxPlaces || point && places == "" || strings.Trim(whole+places, "0123456789") != "" {
		return decimal.Decimal{}, fmt.Errorf("not a number: %q", s)
	}
	d, err := decimal.NewFromString(digits)
	if sign {
		d = d.Neg()
	}
	return d, err
}

// String is a text.
func String(s string) Value { return Value{typ: Text, text: s} }

// YesNo is yes (true) or no.
func YesNo(b bool) Value { return Value{typ: Bool, yes: b} }

// Date is a day; the empty day is an empty value.
func Date(d kernel.Day) Value {
	if d == "" {
		return Value{}
	}
	return Value{typ: Day, text: string(d)}
}

// Ints are a list of whole numbers.
func Ints(list ...int64) Value {
	v := Value{typ: Numbers}
	for _, n := range list {
		v.nums = append(v.nums, decimal.New(n, 0))
	}
	return v
}

// Yuans are a list of sums of money.
func Yuans(list ...kernel.Fen) Value {
	v := Value{typ: Numbers}
	for _, f := range list {
		v.nums = append(v.nums, decimal.New(int64(f), -2))
	}
	return v
}

// NumbersOf are a list of numbers; values of another type are left out.
func NumbersOf(list ...Value) Value {
	v := Value{typ: Numbers}
	for _, n := range list {
		if n.typ == Number {
			v.nums = append(v.nums, n.num)
		}
	}
	return v
}

// Strings are a list of texts.
func Strings(list ...string) Value { return Value{typ: Texts, texts: list} }

func number(d decimal.Decimal) Value { return Value{typ: Number, num: d} }

// Type is the type of the value; Any where it is empty.
func (v Value) Type() Type { return v.typ }

// True tells whether the value is yes.
func (v Value) True() bool { return v.typ == Bool && v.yes }

// Whole gives a whole number; not ok where the value is none or has a fraction.
func (v Value) Whole() (n int64, ok bool) {
	if v.typ != Number || !v.num.IsInteger() || v.num.Abs().GreaterThan(maxNumber) {
		return 0, false
	}
	return v.num.IntPart(), true
}

// Fen gives a number of yuan in fen, rounded half away from zero (四舍五入).
func (v Value) Fen() (kernel.Fen, bool) {
	if v.typ != Number || v.num.Abs().GreaterThan(decimal.New(1, 16)) {
		return 0, false
	}
	return kernel.Fen(v.num.Shift(2).Round(0).IntPart()), true
}

// Less tells whether a number is below another one.
func (v Value) Less(o Value) bool { return v.num.LessThan(o.num) }

// Day gives a day, empty where the value is none.
func (v Value) Day() kernel.Day {
	if v.typ != Day {
		return ""
	}
	return kernel.Day(v.text)
}

// String writes the value as it is kept with a result: numbers plain, 是 or 否, lists with 、 between.
func (v Value) String() string {
	switch v.typ {
	case Number:
		return v.num.String()
	case Bool:
		if v.yes {
			return "是"
		}
		return "否"
	case Text, Day:
		return v.text
	case Numbers:
		out := make([]string, len(v.nums))
		for i, n := range v.nums {
			out[i] = n.String()
		}
		return strings.Join(out, "、")
	case Texts:
		return strings.Join(v.texts, "、")
	}
	return ""
}

// bounded refuses a value from outside that is too large to calculate with.
func (v Value) bounded(name string) error {
	nums := v.nums
	if v.typ == Number {
		nums = append(nums, v.num)
	}
	if len(nums) > MaxItems || len(v.texts) > MaxItems {
		return fault(0, "bad_value", "%s has more than %d items", "“%s”超过 %d 项", name, MaxItems)
	}
	for _, n := range nums {
		if n.Exponent() < -maxPlaces || n.Exponent() > 0 || n.Abs().GreaterThan(maxNumber) {
			return fault(0, "bad_value", "%s is too large or too fine a number", "“%s”的数太大或小数位太多", name)
		}
	}
	if v.typ == Day {
		if _, err := kernel.ParseDay(v.text); err != nil {
			return fault(0, "bad_value", "%s is no day", "“%s”不是日期", name)
		}
	}
	return nil
}

// blank is what a name without a value stands for, where its type has such a thing.
func blank(t Type) (Value, bool) { return Value{typ: t}, t != Number && t != Day }
