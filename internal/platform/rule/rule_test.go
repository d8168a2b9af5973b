package rule_test

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
	"touyan/internal/platform/rule"
)

var env = rule.Env{
	"金额": rule.Number, "人数": rule.Number, "类别": rule.Text, "紧急": rule.Bool, "今天": rule.Day, "截止日": rule.Day,
	"各项": rule.Numbers, "标签": rule.Texts, "空数": rule.Number, "空日": rule.Day, "村或社区": rule.Text,
}

var values = rule.Values{
	"金额": rule.Yuan(123456), "人数": rule.Int(3), "类别": rule.String("道路"), "紧急": rule.YesNo(true),
	"今天": rule.Date("2026-11-22"), "截止日": rule.Date("2026-12-01"), "各项": rule.Yuans(10, 20, 70), "标签": rule.Strings("水", "电"),
}

func TestFormulasMeanWhatAnOfficialReads(t *testing.T) {
	for text, want := range map[string]string{
		"金额 / 人数":         "411.52",
		"金额 ÷ 7":          "176.365714285714",
		"0.1 + 0.2 = 0.3": "是",
		"1.0 = 1.00":      "是",
		"- 金额 + 1":        "-1233.56",
		"2 + 3 × 4":       "14",
		"（2 ＋ 3）＊４":       "20",
		"金额 × 30%":        "370.368",
		"金额 × 30％":        "370.368",
		"金额 > 1000 且 类别 = “道路”":  "是",
		"金额＞1000 并且 类别＝'水' 或 紧急": "是",
		"非 紧急":       "否",
		"非 (人数 = 3)": "否",
		"人数 ≥ 3 且 人数 ≤ 3 且 人数 ≠ 4": "是",
		"1 < 人数 < 5":     "是",
		"人数 <> 3":        "否",
		"如果 紧急 则 1 否则 3": "1",
		"若 人数 > 5 则 1 否则 如果 人数 > 2 则 2 否则 3": "2",
		"如果(紧急, 1, 3) + 1":                   "2",
		"如果 (人数 > 5) 则 1 否则 2":               "2",
		"(如果 紧急 则 1 否则 3) × 2":               "2",
		"紧急 ? “急” : “缓”":                     "急",
		"截止日 - 今天":                           "9",
		"今天 + 9 = 截止日":                       "是",
		"截止日 - 今天 <= 3":                      "否",
		"今天 > 日期(“2026-01-01”)":              "是",
		"年(今天) × 100 + 月(今天)":                "202611",
		"日(今天)":                              "22",
		"加月(日期('2026-01-31'), 1)":            "2026-02-28",
		"加月(日期('2024-02-29'), -12)":          "2023-02-28",
		"合计(各项)":                             "1",
		"合计(1, 2, 3)":                        "6",
		"平均(各项)":                             "0.333333333333",
		"最大(各项) - 最小(各项)":                    "0.6",
		"最大(金额, 2000)":                       "2000",
		"个数(各项) + 个数(标签)":                    "5",
		"四舍五入(2.5)":                          "3",
		"四舍五入(-2.5)":                         "-3",
		"四舍五入(金额 / 人数, 1)":                   "411.5",
		"向上取整(1.01)":                         "2",
		"向下取整(-1.01)":                        "-2",
		"绝对值(-3)":                            "3",
		"限于(人数, 5, 8)":                       "5",
		"属于(类别, “水”, “道路”)":                  "是",
		"包含(标签, “电”)":                        "是",
		"包含(标签, “气”)":                        "否",
		"有(空数) 且 空数 > 5":                     "否",
		"非 有(空数) 或 空数 > 5":                   "是",
		"有(金额)":                              "是",
		"村或社区 = “”":                          "是",
		"真 且 非 假":                            "是",
		"紧急 = 是":                             "是",
		"123456789012345 × 1000":             "123456789012345000",
	} {
		r, err := rule.Compile(text, env, rule.Any)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if v, err := r.Eval(values); err != nil || v.String() != want {
			t.Errorf("%s = %q, want %q (%v)", text, v, want, err)
		}
	}
}

func TestFaultsOfFormulasAreFoundWhereTheyStand(t *testing.T) {
	for text, want := range map[string]string{
		"":                               "0 syntax the formula is empty",
		"金额 +":                           "4 syntax the formula breaks off here",
		"(金额":                            "3 syntax the formula breaks off",
		"金额 人数":                          `3 syntax "人数" cannot stand here`,
		"金额 >> 3":                        `4 syntax`,
		"金颔 > 3":                         `0 unknown_name there is no "金颔" here: is "金额" meant?`,
		"人数 + 高度":                        `5 unknown_name there is no "高度" here: want one of`,
		"人数 > 3且紧急":                      `6 unknown_name there is no "且紧急" here: put spaces around 且`,
		"合记(各项)":                         `0 unknown_name there is no function "合记": is "合计" meant?`,
		"sum(各项)":                        `0 unknown_name there is no function "sum"`,
		"len(各项)":                        `0 unknown_name there is no function "len"`,
		"合计":                             "0 unknown_name 合计 is a function",
		"金额 = “道路”":                      "3 wrong_type = does not go between a number and text",
		"金额 + 今天":                        "3 wrong_type + does not go between a number and a day",
		"类别 < “道路”":                      "3 wrong_type < does not go",
		"金额 且 紧急":                        "3 wrong_type 且 wants yes or no",
		"非 人数 = 3":                       "0 wrong_type 非 wants yes or no after it",
		"-类别":                            "0 wrong_type",
		"如果 金额 则 1 否则 2":                 "3 wrong_type 如果 wants yes or no",
		"如果 紧急 则 1 否则 “二”":               "13 wrong_type both outcomes",
		"1 + 如果 紧急 则 1 否则 2":             "4 syntax put 如果",
		"合计(各项, 1)":                      "3 bad_call 合计 is called as",
		"个数(金额)":                         "3 bad_call",
		"属于(类别)":                         "0 bad_call",
		"日期(类别)":                         "3 bad_call",
		"日期(“2026-02-30”)":               `3 bad_value "2026-02-30" is not a day`,
		"金额 & 3":                         `3 bad_sign the sign "&"`,
		"金额 ** 2":                        `4 syntax`,
		"$env":                           `0 bad_sign`,
		"金额.数":                           `2 bad_sign`,
		"各项[0]":                          `2 bad_sign`,
		"let 甲 = 1; 甲":                   `0 bad_sign`,
		"类别 contains “道”":                `3 bad_sign`,
		"类别 in 标签":                       `3 bad_sign`,
		"nil":                            `0 bad_sign`,
		"“道路":                            "0 syntax the quotation mark is not closed",
		`"道\n"`:                          "2 bad_sign",
		"1.2.3":                          `0 bad_number "1.2.3" is not a number`,
		"007":                            `0 bad_number`,
		"1234567890123456":               `0 bad_number`,
		"1e9":                            `1 syntax "e9" cannot stand here`,
		"0x10":                           `1 syntax "x10" cannot stand here`,
		strings.Repeat("1+", 1001) + "1": "0 too_long the formula has more than 2000 characters",
		strings.Repeat("1+", 400) + "1":  "0 too_long the formula has more than 500 parts",
	} {
		_, err := rule.Compile(text, env, rule.Any)
		var e *rule.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := fmt.Sprintf("%d %s %s", e.At, e.Code, e); !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
		if zh := e.In("zh"); zh == e.In("en") || strings.Contains(zh, "%!") || strings.Contains(e.In("en"), "%!") {
			t.Errorf("%s: words %s | %s", text, zh, e)
		}
	}
	if _, err := rule.Compile("金额 + 1", env, rule.Bool); err == nil || !strings.Contains(err.Error(), "gives a number, but yes or no is wanted") {
		t.Error(err)
	}
}

func TestFaultsOfValuesAreTold(t *testing.T) {
	for text, want := range map[string]string{
		"空数 + 1":                            "no_value",
		"空日 = 今天":                           "no_value",
		"人数 / (人数 - 3)":                     "divide_by_zero",
		"最大(各项) / 合计(0)":                    "divide_by_zero",
		"123456789012345 × 123456789012345": "too_large",
		"今天 + 0.5":                          "bad_value",
		"今天 + 73001":                        "bad_value",
		"日期('9999-12-31') + 1":              "too_large",
		"加月(今天, 0.5)":                       "bad_value",
		"四舍五入(1.5, 9)":                      "bad_value",
		"限于(1, 3, 2)":                       "bad_value",
	} {
		r, err := rule.Compile(text, env, rule.Any)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var e *rule.Error
		if v, err := r.Eval(values); !errors.As(err, &e) || e.Code != want {
			t.Errorf("%s: %v %v, want %s", text, v, err, want)
		}
	}
	r, err := rule.Compile("合计(各项)", env, rule.Number)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []rule.Value{rule.Int(1), rule.Ints(make([]int64, rule.MaxItems+1)...), rule.Ints(2e18)} {
		if _, err := r.Eval(rule.Values{"各项": v}); err == nil {
			t.Errorf("%.20s is not refused", v)
		}
	}
	if r.Type() != rule.Number || r.Text() != "合计(各项)" || fmt.Sprint(r.Names()) != "[各项]" || len(rule.Functions()) < 15 {
		t.Error("what a rule tells of itself")
	}
}

func TestValuesComeBackAsTheyWere(t *testing.T) {
	d, err := rule.Decimal("-12.505")
	if err != nil {
		t.Fatal(err)
	}
	if fen, ok := d.Fen(); !ok || fen != -1251 {
		t.Errorf("rounded half away from zero: %d", fen)
	}
	if _, ok := d.Whole(); ok {
		t.Error("a fraction is not whole")
	}
	if n, ok := rule.Int(7).Whole(); !ok || n != 7 {
		t.Error("whole")
	}
	if rule.Date("").Type() != rule.Any || rule.Date("2026-01-01").Day() != "2026-01-01" || !rule.YesNo(true).True() {
		t.Error("days and truths")
	}
	for _, bad := range []string{"", "1e3", "1.", ".5", "0x1", "NaN", strings.Repeat("9", 19), "0.1234567890123"} {
		if _, err := rule.Decimal(bad); err == nil {
			t.Errorf("%q is no number", bad)
		}
	}
	if got := rule.Nearest("due_day", []string{"source", "due_days", "name"}); got != "due_days" {
		t.Error(got)
	}
}

// sum is a random calculation, as a formula and as an exact fraction.
type sum struct {
	text string
	val  *big.Rat
}

func calculation(depth int) *rapid.Generator[sum] {
	return rapid.Custom(func(t *rapid.T) sum {
		if depth == 0 || rapid.Bool().Draw(t, "leaf") {
			cents := rapid.Int64Range(-999999, 999999).Draw(t, "cents")
			text := fmt.Sprintf("%d.%02d", max(cents, -cents)/100, max(cents, -cents)%100)
			if cents < 0 {
				text = "(-" + text + ")"
			}
			return sum{text, big.NewRat(cents, 100)}
		}
		a := calculation(depth-1).Draw(t, "a")
		b := calculation(depth-1).Draw(t, "b")
		v := new(big.Rat)
		op := rapid.SampledFrom([]string{"+", "-", "×"}).Draw(t, "op")
		switch op {
		case "+":
			v.Add(a.val, b.val)
		case "-":
			v.Sub(a.val, b.val)
		default:
			v.Mul(a.val, b.val)
		}
		return sum{"(" + a.text + op + b.text + ")", v}
	})
}

func TestArithmeticIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := calculation(2).Draw(t, "sum")
		r, err := rule.Compile(s.text, nil, rule.Number)
		if err != nil {
			t.Fatal(err)
		}
		v, err := r.Eval(nil)
		var e *rule.Error
		if errors.As(err, &e) && e.Code == "too_large" && s.val.Num().BitLen() > 59 {
			return
		}
		got, ok := new(big.Rat).SetString(v.String())
		if err != nil || !ok || got.Cmp(s.val) != 0 {
			t.Fatalf("%s = %s, want %s (%v)", s.text, v, s.val.FloatString(10), err)
		}
	})
}

func TestMoneyGoesThroughUnchanged(t *testing.T) {
	r, err := rule.Compile("金额 × 3 / 3", env, rule.Number)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		fen := kernel.Fen(rapid.Int64Range(-1e15, 1e15).Draw(t, "fen"))
		v, err := r.Eval(rule.Values{"金额": rule.Yuan(fen)})
		if got, ok := v.Fen(); err != nil || !ok || got != fen {
			t.Fatalf("%d became %d (%v)", fen, got, err)
		}
	})
}

func FuzzCompile(f *testing.F) {
	for _, s := range []string{
		"金额 > 1000 且 类别 = “道路”", "如果 紧急 则 1 否则 3", "合计(各项) / 人数", "加月(今天, 3) - 截止日", "有(空数) 且 空数 > 5%", "((((", "all(各项, # > 1)",
		"1 ?? 2 | 3", "如果(", "----1", "日期('2026-02-30')", "b'x'", "属于(类别, '水', \"道路\")",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := rule.Compile(text, env, rule.Any)
		var e *rule.Error
		if err != nil {
			if !errors.As(err, &e) || e.At < 0 || e.At > len([]rune(text)) || e.In("zh") == "" {
				t.Fatalf("%q: %#v", text, err)
			}
			return
		}
		v, err := r.Eval(values)
		if err != nil {
			if !errors.As(err, &e) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if v.Type() != r.Type() {
			t.Fatalf("%q gives %s, not %s", text, v.Type(), r.Type())
		}
		if again, err := r.Eval(values); err != nil || again.String() != v.String() {
			t.Fatalf("%q gives %s, then %s", text, v, again)
		}
	})
}

func BenchmarkEval(b *testing.B) {
	r, err := rule.Compile("金额 > 1000 且 类别 = “道路” 且 截止日 - 今天 <= 30", env, rule.Bool)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := r.Eval(values); err != nil {
			b.Fatal(err)
		}
	}
}
