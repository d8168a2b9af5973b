package rule_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"iter"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/rule"
)

var update = flag.Bool("update", false, "rewrite testdata/trees.json")

// treeCase is a formula with the values of its names and its result. ui/shared/rule.test.ts works the same file out.
type treeCase struct {
	Text   string               `json:"text"`
	Tree   *rule.Tree           `json:"tree"`
	Values map[string]treeValue `json:"values"`
	Want   *treeValue           `json:"want,omitempty"`
	Fault  string               `json:"fault,omitempty"`
}

type treeValue struct {
	Kind string   `json:"kind"`
	Said string   `json:"said"`
	List []string `json:"list,omitempty"`
}

// drawn is a formula of a type, and perhaps no good one: a day of literals that does not exist is left to the compiler.
func drawn(typ rule.Type, depth int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		sub := func(of rule.Type) string { return drawn(of, depth-1).Draw(t, "sub") }
		pick := func(list ...string) string { return rapid.SampledFrom(list).Draw(t, "pick") }
		if depth == 0 {
			return leaf(typ, pick, rapid.IntRange(-99999, 99999).Draw(t, "n"))
		}
		switch typ {
		case rule.Number:
			switch rapid.IntRange(0, 9).Draw(t, "form") {
			case 0, 1, 2:
				return "(" + sub(rule.Number) + pick(" + ", " - ", " × ", " ÷ ") + sub(rule.Number) + ")"
			case 3:
				return "(" + sub(rule.Day) + " - " + sub(rule.Day) + ")"
			case 4:
				return pick("四舍五入", "向上取整", "向下取整") + "(" + sub(rule.Number) + pick("", ", 1", ", 2", ", 9") + ")"
			case 5:
				return pick("合计", "平均", "最大", "最小") + "(" + pick("各项", "空项", sub(rule.Number), sub(rule.Number)+", "+sub(rule.Number)) + ")"
			case 6:
				return pick("个数(各项)", "个数(标签)", "绝对值("+sub(rule.Number)+")", "限于("+sub(rule.Number)+", -5, "+sub(rule.Number)+")")
			case 7:
				return pick("年", "月", "日") + "(" + sub(rule.Day) + ")"
			case 8:
				return "(如果 " + sub(rule.Bool) + " 则 " + sub(rule.Number) + " 否则 " + sub(rule.Number) + ")"
			}
			return "(-" + sub(rule.Number) + ")"
		case rule.Day:
			return pick("("+sub(rule.Day)+pick(" + ", " - ")+"四舍五入("+sub(rule.Number)+"))", "加月("+sub(rule.Day)+", 向下取整("+sub(rule.Number)+" ÷ 100))", "("+sub(rule.Day)+" + "+sub(rule.Number)+")")
		case rule.Text:
			return "(如果 " + sub(rule.Bool) + " 则 " + sub(rule.Text) + " 否则 " + sub(rule.Text) + ")"
		}
		return condition(t, sub, pick)
	})
}

func condition(t *rapid.T, sub func(rule.Type) string, pick func(...string) string) string {
	switch rapid.IntRange(0, 8).Draw(t, "form") {
	case 0, 1:
		return "(" + sub(rule.Number) + pick(" < ", " ≤ ", " > ", " >= ", " = ", " ≠ ") + sub(rule.Number) + ")"
	case 2:
		return "(" + sub(rule.Day) + pick(" < ", " <= ", " > ", " ≥ ", " == ", " != ") + sub(rule.Day) + ")"
	case 3:
		return "(" + sub(rule.Text) + pick(" = ", " ≠ ") + sub(rule.Text) + ")"
	case 4:
		return pick("有(金额)", "有(空日)", "有(类别)", "有(标签)", "有(空项)", "有(紧急)", "有("+sub(rule.Number)+" + 1)", "包含(标签, "+sub(rule.Text)+")")
	case 5:
		return "属于(" + sub(rule.Text) + ", “水”, " + sub(rule.Text) + ")"
	case 6:
		return "(非 " + sub(rule.Bool) + ")"
	case 7:
		return "(1 < " + sub(rule.Number) + " < 2000)"
	}
	return "(" + sub(rule.Bool) + pick(" 且 ", " 或 ", " = ") + sub(rule.Bool) + ")"
}

func leaf(typ rule.Type, pick func(...string) string, n int) string {
	switch typ {
	case rule.Number:
		literal := fmt.Sprintf("%d.%02d", max(n, -n)/100, max(n, -n)%100)
		return pick("金额", "人数", "空数", "金额", "人数", literal, literal, literal, fmt.Sprint(max(n, -n)%12), "30%", "0", "123456789012345")
	case rule.Day:
		return pick("今天", "截止日", "今天", "空日", "截止日", fmt.Sprintf("日期(“%04d-%02d-%02d”)", 1900+max(n, -n)%200, 1+max(n, -n)%12, 1+max(n, -n)%31))
	case rule.Text:
		return pick("类别", "村或社区", "“水”", "“道路”", "“”")
	}
	return pick("紧急", "是", "否", "紧急")
}

// edges are where numbers and days end, one each.
var edges = func() iter.Seq2[string, map[string]treeValue] {
	last, most := map[string]treeValue{"今天": {Kind: "day", Said: "9999-12-31"}}, map[string]treeValue{"金额": {Kind: "number", Said: "999999999999999.999999"}}
	return func(yield func(string, map[string]treeValue) bool) {
		for _, text := range []string{
			"金额 × 金额", "金额 × 1000", "金额 × 1001", "0 - 金额 × 金额", "金额 ÷ 7", "1 ÷ 3 × 3", "四舍五入(-2.5)", "四舍五入(2.675, 2)", "向上取整(-0.5)", "向下取整(-0.001, 2)",
			"0.000001 × 0.0000005", "如果(金额 > 1, 金额 × 金额, 1)", "非 有(金额) 或 金额 ÷ 0 > 1", "有(金额) 或 金额 ÷ 0 > 1", "1.50 = 1.5",
		} {
			if !yield(text, most) {
				return
			}
		}
		for _, text := range []string{"今天 + 1", "今天 - 73000", "加月(今天, 1)", "加月(今天, -14)", "今天 + 0.5", "加月(日期(“2024-02-29”), 12)", "加月(日期(“2024-03-31”), -1)", "今天 - 日期(“0001-01-01”)"} {
			if !yield(text, last) {
				return
			}
		}
	}
}()

var treeEnv = func() rule.Env {
	out := maps.Clone(env)
	out["空项"] = rule.Numbers
	return out
}()

// someValues are values of some names; each may be missing.
func someValues(t *rapid.T) (map[string]treeValue, rule.Values) {
	said, out := map[string]treeValue{}, rule.Values{}
	day := func(label string) string {
		return string(kernel.Day("2026-01-31").Add(rapid.IntRange(-40000, 27000).Draw(t, label)))
	}
	num := func() string {
		return rapid.SampledFrom([]string{"0", "3", "-2.5", "0.125", "1234.56", "999999999999999.999999", "0.000001", "100"}).Draw(t, "num")
	}
	set := func(name, kind, text string, list []string, v rule.Value) {
		if rapid.IntRange(0, 9).Draw(t, name) > 0 {
			said[name], out[name] = treeValue{kind, text, list}, v
		}
	}
	for _, name := range []string{"金额", "人数"} {
		n := num()
		v, _ := rule.Decimal(n)
		set(name, "number", n, nil, v)
	}
	yes := rapid.Bool().Draw(t, "yes")
	set("紧急", "yes_no", rule.YesNo(yes).String(), nil, rule.YesNo(yes))
	for _, name := range []string{"类别", "村或社区"} {
		text := rapid.SampledFrom([]string{"道路", "水", ""}).Draw(t, "text")
		set(name, "text", text, nil, rule.String(text))
	}
	for _, name := range []string{"今天", "截止日"} {
		d := day(name + "日")
		set(name, "day", d, nil, rule.Date(kernel.Day(d)))
	}
	texts := rapid.SliceOfN(rapid.SampledFrom([]string{"水", "电", "道路"}), 0, 3).Draw(t, "texts")
	set("标签", "texts", "", texts, rule.Strings(texts...))
	var nums []string
	var list []rule.Value
	for range rapid.IntRange(0, 3).Draw(t, "nums") {
		n := num()
		v, _ := rule.Decimal(n)
		nums, list = append(nums, n), append(list, v)
	}
	set("各项", "numbers", "", nums, rule.NumbersOf(list...))
	return said, out
}

func caseOf(t *testing.T, text string, said map[string]treeValue, in rule.Values) (treeCase, bool) {
	t.Helper()
	r, err := rule.Compile(text, treeEnv, rule.Any)
	if err != nil {
		return treeCase{}, false
	}
	c := treeCase{Text: text, Tree: r.Tree(), Values: map[string]treeValue{}}
	for _, name := range r.Names() {
		if v, ok := said[name]; ok {
			c.Values[name] = v
		}
	}
	got, err := r.Eval(in)
	var fault *rule.Error
	switch {
	case err == nil:
		c.Want = &treeValue{Kind: kinds[got.Type()], Said: got.String()}
	case errors.As(err, &fault):
		c.Fault = fault.Code
	default:
		t.Fatal(err)
	}
	return c, true
}

var kinds = map[rule.Type]string{rule.Number: "number", rule.Bool: "yes_no", rule.Text: "text", rule.Day: "day", rule.Numbers: "numbers", rule.Texts: "texts"}

// TestTreesMeanWhatTheirFormulasMean keeps a corpus of formulas with their results, by which the evaluator of the front ends is held
// to this one.
func TestTreesMeanWhatTheirFormulasMean(t *testing.T) {
	values := rapid.Custom(func(t *rapid.T) func() (map[string]treeValue, rule.Values) {
		said, in := someValues(t)
		return func() (map[string]treeValue, rule.Values) { return said, in }
	})
	var out bytes.Buffer
	n, faults := 0, map[string]int{}
	add := func(c treeCase) {
		if n++; n > 1 {
			out.WriteString(",")
		}
		e := json.NewEncoder(&out)
		e.SetEscapeHTML(false)
		if err := e.Encode(c); err != nil {
			t.Fatal(err)
		}
		faults[c.Fault]++
	}
	out.WriteString("[\n")
	for text, said := range edges {
		in := rule.Values{}
		for name, v := range said {
			if in[name] = rule.Date(kernel.Day(v.Said)); v.Kind == "number" {
				in[name], _ = rule.Decimal(v.Said)
			}
		}
		c, ok := caseOf(t, text, said, in)
		if !ok {
			t.Errorf("%s is no formula", text)
		}
		add(c)
	}
	for seed := range 600 {
		typ := []rule.Type{rule.Bool, rule.Number, rule.Bool, rule.Day, rule.Text}[seed%5]
		text := drawn(typ, 1+seed%3).Example(seed)
		said, in := values.Example(seed)()
		if c, ok := caseOf(t, text, said, in); ok && len(text) < 400 {
			add(c)
		}
	}
	out.WriteString("]\n")
	for _, code := range []string{"", "no_value", "divide_by_zero", "bad_value", "too_large"} {
		if faults[code] == 0 {
			t.Errorf("the corpus has no case that ends with %q: %v", code, faults)
		}
	}
	for op := range strings.SplitSeq("number text yes_no name has and or not neg if + - * / == != < <= > >= 合计 平均 最大 最小 个数 四舍五入 向上取整 向下取整 绝对值 限于 属于 包含 有 日期 加月 年 月 日", " ") {
		if !bytes.Contains(out.Bytes(), []byte(`{"op":"`+op+`"`)) {
			t.Errorf("the corpus has no %s", op)
		}
	}
	if n < 400 {
		t.Errorf("only %d cases", n)
	}
	const file = "testdata/trees.json"
	if *update {
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil { //nolint:gosec // read by all
			t.Fatal(err)
		}
	}
	if had, err := os.ReadFile(file); err != nil || !slices.Equal(had, out.Bytes()) {
		t.Errorf("%s is not what the formulas give now; run this test with -update, then the test of ui/shared/rule.ts (%v)", file, err)
	}
}
