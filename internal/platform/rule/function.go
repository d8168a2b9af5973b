package rule

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"touyan/internal/kernel"
)

// function is a function of the language: what it takes, what it gives, what it does. The last of takes may repeat when
// more is set. A function of numbers (spread) also takes one list of numbers instead.
type function struct {
	takes  []Type
	more   bool
	spread bool
	gives  Type
	help   string
	do     func(at int, args []Value) (Value, error)
}

var functions = map[string]function{
	"合计":   {takes: []Type{Number}, more: true, spread: true, gives: Number, help: "合计(甲, 乙, …) 或 合计(一列数)", do: total},
	"平均":   {takes: []Type{Number}, more: true, spread: true, gives: Number, help: "平均(甲, 乙, …) 或 平均(一列数)", do: mean},
	"最大":   {takes: []Type{Number}, more: true, spread: true, gives: Number, help: "最大(甲, 乙, …) 或 最大(一列数)", do: extreme(1)},
	"最小":   {takes: []Type{Number}, more: true, spread: true, gives: Number, help: "最小(甲, 乙, …) 或 最小(一列数)", do: extreme(-1)},
	"个数":   {takes: []Type{Any}, gives: Number, help: "个数(一列数) 或 个数(一列文字)", do: count},
	"四舍五入": {takes: []Type{Number, Number}, gives: Number, help: "四舍五入(数, 小数位)", do: rounded(decimal.Decimal.Round)},
	"向上取整": {takes: []Type{Number, Number}, gives: Number, help: "向上取整(数, 小数位)", do: rounded(decimal.Decimal.RoundCeil)},
	"向下取整": {takes: []Type{Number, Number}, gives: Number, help: "向下取整(数, 小数位)", do: rounded(decimal.Decimal.RoundFloor)},
	"绝对值":  {takes: []Type{Number}, gives: Number, help: "绝对值(数)", do: func(_ int, a []Value) (Value, error) { return number(a[0].num.Abs()), nil }},
	"限于":   {takes: []Type{Number, Number, Number}, gives: Number, help: "限于(数, 下限, 上限)", do: clamp},
	"属于":   {takes: []Type{Text, Text}, more: true, gives: Bool, help: "属于(文字, \"甲\", \"乙\", …)", do: oneOf},
	"包含":   {takes: []Type{Texts, Text}, gives: Bool, help: "包含(一列文字, \"甲\")", do: holds},
	"有":    {takes: []Type{Any}, gives: Bool, help: "有(名称)", do: func(_ int, a []Value) (Value, error) { return YesNo(filled(a[0])), nil }},
	"日期":   {takes: []Type{Text}, gives: Day, help: "日期(\"2026-01-01\")", do: date},
	"加月":   {takes: []Type{Day, Number}, gives: Day, help: "加月(日期, 月数)", do: addMonths},
	"年":    {takes: []Type{Day}, gives: Number, help: "年(日期)", do: dayPart(func(t time.Time) int { return t.Year() })},
	"月":    {takes: []Type{Day}, gives: Number, help: "月(日期)", do: dayPart(func(t time.Time) int { return int(t.Month()) })},
	"日":    {takes: []Type{Day}, gives: Number, help: "日(日期)", do: dayPart(func(t time.Time) int { return t.Day() })},
}

// optional are functions whose last number may be left out; it is 0 then.
var optional = map[string]bool{"四舍五入": true, "向上取整": true, "向下取整": true}

// Functions lists the functions of the language with how each is called, in order.
func Functions() []string {
	out := []string{"如果(条件, 甲, 乙)"}
	for _, f := range functions {
		out = append(out, f.help)
	}
	slices.Sort(out)
	return out
}

// bind checks the arguments of a call.
func (f function) bind(name string, args []part, at int) (part, error) {
	wrong := func(at int) error {
		return fault(at, "bad_call", "%s is called as %s", "“%s”的用法是:%s", name, f.help)
	}
	if f.spread && len(args) == 1 && args[0].typ == Numbers {
		return f.part(name, args, at), nil
	}
	if optional[name] && len(args) == len(f.takes)-1 {
		args = append(slices.Clone(args), constant(at, Int(0)))
	}
	if len(args) < len(f.takes) || len(args) > len(f.takes) && !f.more {
		return part{}, wrong(at)
	}
	for i, a := range args {
		want := f.takes[min(i, len(f.takes)-1)]
		if want != Any && a.typ != want || name == "个数" && a.typ != Numbers && a.typ != Texts {
			return part{}, wrong(a.at)
		}
	}
	if name == "日期" {
		if args[0].lit == nil {
			return part{}, wrong(args[0].at)
		}
		if _, err := kernel.ParseDay(*args[0].lit); err != nil {
			return part{}, fault(args[0].at, "bad_value", "%q is not a day such as 2026-01-01", "“%s”不是日期,应写成 2026-01-01", *args[0].lit)
		}
	}
	return f.part(name, args, at), nil
}

func (f function) part(name string, args []part, at int) part {
	return part{typ: f.gives, at: at, tree: node(name, args...), run: func(values Values) (Value, error) {
		list := make([]Value, len(args))
		for i, a := range args {
			var err error
			if list[i], err = a.run(values); err != nil {
				return Value{}, err
			}
		}
		return small(at)(f.do(at, list))
	}}
}

func unknownCall(name string, at int) error {
	var known []string
	for k := range functions {
		known = append(known, k)
	}
	slices.Sort(known)
	if near := Nearest(name, known); near != "" {
		return fault(at, "unknown_name", "there is no function %q: is %q meant?", "没有函数“%s”,是否指“%s”?", name, near)
	}
	return fault(at, "unknown_name", "there is no function %q: want one of %s", "没有函数“%s”,可用的有:%s", name, list(known))
}

// numbers are the arguments of a function that takes numbers or one list of them.
func numbers(args []Value) []decimal.Decimal {
	if len(args) == 1 && args[0].typ == Numbers {
		return args[0].nums
	}
	out := make([]decimal.Decimal, len(args))
	for i, a := range args {
		out[i] = a.num
	}
	return out
}

func total(_ int, args []Value) (Value, error) {
	return number(decimal.Sum(decimal.Zero, numbers(args)...)), nil
}

func mean(at int, args []Value) (Value, error) {
	list := numbers(args)
	if len(list) == 0 {
		return Value{}, empty(at)
	}
	return number(decimal.Sum(decimal.Zero, list...).DivRound(decimal.New(int64(len(list)), 0), maxPlaces)), nil
}

func empty(at int) error {
	return fault(at, "no_value", "an empty list has no such number", "空列表没有这个数")
}

func extreme(sign int) func(int, []Value) (Value, error) {
	return func(at int, args []Value) (Value, error) {
		list := numbers(args)
		if len(list) == 0 {
			return Value{}, empty(at)
		}
		best := list[0]
		for _, n := range list {
			if n.Cmp(best) == sign {
				best = n
			}
		}
		return number(best), nil
	}
}

func count(_ int, args []Value) (Value, error) {
	return Int(int64(len(args[0].nums) + len(args[0].texts))), nil
}

func rounded(round func(decimal.Decimal, int32) decimal.Decimal) func(int, []Value) (Value, error) {
	return func(at int, args []Value) (Value, error) {
		places := args[1].num
		if !places.IsInteger() || places.Sign() < 0 || places.GreaterThan(decimal.New(8, 0)) {
			return Value{}, fault(at, "bad_value", "a number is rounded to 0 to 8 places", "小数位只能是 0 到 8")
		}
		return number(round(args[0].num, int32(places.IntPart()))), nil //nolint:gosec // 0 to 8
	}
}

func clamp(at int, args []Value) (Value, error) {
	if args[1].num.GreaterThan(args[2].num) {
		return Value{}, fault(at, "bad_value", "the lower bound lies above the upper one", "下限比上限大")
	}
	return number(decimal.Min(decimal.Max(args[0].num, args[1].num), args[2].num)), nil
}

func oneOf(_ int, args []Value) (Value, error) {
	return YesNo(slices.ContainsFunc(args[1:], func(v Value) bool { return v.text == args[0].text })), nil
}

func holds(_ int, args []Value) (Value, error) {
	return YesNo(slices.Contains(args[0].texts, args[1].text)), nil
}

func date(at int, args []Value) (Value, error) { return dated(at, kernel.Day(args[0].text)) }

// addMonths keeps the day of the month, or takes the month's last day where it has no such day (民法典 art. 202).
func addMonths(at int, args []Value) (Value, error) {
	n := args[1].num
	if !n.IsInteger() || n.Abs().GreaterThan(decimal.New(2400, 0)) {
		return Value{}, fault(at, "bad_value", "%s is not a number of months", "“%s”不是月数", n.String())
	}
	t := args[0].Day().Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n.IntPart()), 1, 0, 0, 0, 0, t.Location())
	last := first.AddDate(0, 1, -1).Day()
	return dated(at, kernel.DayOf(first.AddDate(0, 0, min(t.Day(), last)-1)))
}

func dayPart(of func(time.Time) int) func(int, []Value) (Value, error) {
	return func(_ int, args []Value) (Value, error) { return Int(int64(of(args[0].Day().Time()))), nil }
}

func list(names []string) string { return strings.Join(names, "、") }

// chinese is an operator as the language has it.
func chinese(op string) string {
	if w, ok := map[string]string{"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}[op]; ok {
		return w
	}
	return op
}
