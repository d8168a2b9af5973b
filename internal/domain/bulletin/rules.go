package bulletin

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/indicator"
	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/rule"
)

// mark is a figure in a text: [[3]].
var mark = regexp.MustCompile(`\[\[(\d+)\]\]`)

const mostNamed = 20 // places called by name in a sentence

// The formulas by which figures are compared: exact, as those of the pack are.
const (
	lessOf  = "甲 - 乙"
	shareOf = "向下取整(甲 / 乙 * 1000, 0)" // in thousandths
)

func work(formula string, a, b rule.Value) (rule.Value, error) {
	r, err := rule.Compile(formula, rule.Env{"甲": rule.Number, "乙": rule.Number}, rule.Number)
	if err != nil {
		return rule.Value{}, err
	}
	return r.Eval(rule.Values{"甲": a, "乙": b})
}

// periodName says a period in words: 2026年第48周(11月23日至29日), 2026年11月, 2026年第四季度.
func periodName(period string, s kernel.Span) string {
	t := s.From.Time().In(kernel.Zone)
	year := strconv.Itoa(t.Year()) + "年"
	month := int(t.Month())
	switch period {
	case "day":
		return dayName(s.From)
	case "week":
		y, w := t.ISOWeek()
		return strconv.Itoa(y) + "年第" + strconv.Itoa(w) + "周"
	case "month":
		return year + strconv.Itoa(month) + "月"
	case "quarter":
		return year + "第" + string([]rune("一二三四")[(month-1)/3]) + "季度"
	case "half_year":
		if month <= 6 {
			return year + "上半年"
		}
		return year + "下半年"
	}
	return year
}

// dayName says a day in Arabic digits without leading zeros, as GB/T 9704-2012 7.3.5 asks.
func dayName(d kernel.Day) string {
	t := d.Time().In(kernel.Zone)
	return strconv.Itoa(t.Year()) + "年" + strconv.Itoa(int(t.Month())) + "月" + strconv.Itoa(t.Day()) + "日"
}

// lastOver is the last day of the period that was over before a day.
func lastOver(period string, today kernel.Day) kernel.Day {
	return indicator.SpanOf(period, today).From.Add(-1)
}

// numberOf is the number of a paper: 〔〕 around the year, no leading zeros, no 第 (GB/T 9704-2012 7.2.5).
func numberOf(word string, year, no int) string {
	return word + "〔" + strconv.Itoa(year) + "〕" + strconv.Itoa(no) + "号"
}

// shown is a figure as it stands in a sentence.
func shown(f indicator.Figure, unit string) string {
	switch {
	case f.Value != "" && unit == pack.Percent:
		return f.Value + "%"
	case f.Value != "":
		return f.Value
	}
	return noFigure[f.Why]
}

// noFigure says in a sentence why there is no figure. What was not counted yet on a day is not nothing: it is not known.
var noFigure = map[string]string{
	indicator.WhyNone: "无（没有可比的数）", indicator.WhyFew: "样本不足", indicator.WhyPast: "未开始统计", indicator.WhyLarge: "超出计算范围",
}

// counter is the word with which a number is counted, behind the mark of a figure.
var counter = regexp.MustCompile(`(\[\[\d+\]\])(?:件次|户次|人次|件|项|户|次|个|人|条|家|元|分)`)

// bare takes the word with which a number is counted from behind figures that are none.
func bare(text string, figures []PaperFigure) string {
	return counter.ReplaceAllStringFunc(text, func(m string) string {
		own := counter.FindStringSubmatch(m)[1]
		if f, ok := figureOf(&PaperContent{Figures: figures}, own); ok && slices.Contains(slices.Collect(maps.Values(noFigure)), f.Text) {
			return own
		}
		return m
	})
}

// inCell is the same in a table, where there is no room for a reason.
func inCell(f indicator.Figure, unit string) string {
	if f.Value == "" {
		return "—"
	}
	return shown(f, unit)
}

// change tells what became of a figure since the period before.
func change(now, before indicator.Figure, unit string) string {
	if now.Value == "" || before.Value == "" {
		return "上期没有可比的数"
	}
	a, errA := rule.Decimal(now.Value)
	b, errB := rule.Decimal(before.Value)
	if errA != nil || errB != nil {
		return "上期没有可比的数"
	}
	up, down, after := "增加", "减少", ""
	if unit == pack.Percent {
		up, down, after = "提高", "下降", "个百分点"
	}
	word := up
	switch {
	case b.Less(a):
	case a.Less(b):
		word, a, b = down, b, a
	default:
		return "与上期持平"
	}
	d, err := work(lessOf, a, b)
	if err != nil {
		return "上期没有可比的数"
	}
	return "比上期" + word + d.String() + after
}

// named lists places with a red light by name, with their figures.
func named(list []indicator.ToldPlace) string {
	var out []string
	n := 0
	for _, p := range list {
		if p.Basis.Light != indicator.Red {
			continue
		}
		if n++; n <= mostNamed {
			out = append(out, p.Place.Name+"（"+shown(p.Basis.Figure, p.Basis.Unit)+"）")
		}
	}
	switch {
	case n == 0:
		return "没有"
	case n > mostNamed:
		return strings.Join(out, "、") + "等" + strconv.Itoa(n) + "个"
	}
	return strings.Join(out, "、")
}

// headingLevel reads the level of a heading from how it begins (GB/T 9704-2012 7.3.3): 一、 (一) 1. (1).
func headingLevel(text string) int {
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case strings.ContainsRune("一二三四五六七八九十", first):
		return 1
	case first == '（' || first == '(':
		if r := []rune(text); len(r) > 1 && r[1] >= '0' && r[1] <= '9' {
			return 4
		}
		return 2
	case first >= '0' && first <= '9':
		return 3
	}
	return 1
}

// keepsFigures tells whether a text has the same figures as before, in whatever order; otherwise which is missing, or too many.
func keepsFigures(before, after string) (missing, more string) {
	count := func(text string) map[string]int {
		n := map[string]int{}
		for _, m := range mark.FindAllString(text, -1) {
			n[m]++
		}
		return n
	}
	had, has := count(before), count(after)
	for m, n := range had {
		if has[m] < n {
			missing = m
		}
	}
	for m, n := range has {
		if n > had[m] {
			more = m
		}
	}
	return missing, more
}

// hashOf is the hash of a paper as issued: what it says, its number and its day.
func hashOf(content, number string, day kernel.Day) string {
	sum := sha256.Sum256([]byte(number + "\n" + string(day) + "\n" + content))
	return hex.EncodeToString(sum[:])
}

// sound tells whether each figure works out of what it rests on to the same bytes.
func sound(c *PaperContent) bool {
	return !slices.ContainsFunc(c.Figures, func(f PaperFigure) bool { return f.Basis != nil && !f.Basis.Same() })
}

// noteNo numbers the notes of a paper in the order of its figures; 0 where a figure has none.
func noteNo(c *PaperContent, figure int) int {
	n := 0
	for _, f := range c.Figures[:figure] {
		if f.Note != "" {
			n++
		}
	}
	if c.Figures[figure-1].Note == "" {
		return 0
	}
	return n
}

// figureOf finds the figure of a mark.
func figureOf(c *PaperContent, m string) (PaperFigure, bool) {
	n, err := strconv.Atoi(strings.Trim(m, "[]"))
	if err != nil || n < 1 || n > len(c.Figures) {
		return PaperFigure{}, false
	}
	return c.Figures[n-1], true
}

func contentOf(text string) (PaperContent, error) {
	var c PaperContent
	err := json.Unmarshal([]byte(text), &c)
	return c, err
}

func itoa(n int) string { return strconv.Itoa(n) }

// sorted puts places in the order of their figures, the largest first; those without one come last.
func sorted(list []indicator.ToldPlace) []indicator.ToldPlace {
	out := slices.Clone(list)
	value := func(p indicator.ToldPlace) (rule.Value, bool) {
		v, err := rule.Decimal(p.Basis.Value)
		return v, err == nil && p.Basis.Value != ""
	}
	slices.SortStableFunc(out, func(a, b indicator.ToldPlace) int {
		x, hasX := value(a)
		y, hasY := value(b)
		switch {
		case hasX != hasY:
			if hasX {
				return -1
			}
			return 1
		case !hasX:
			return 0
		case y.Less(x):
			return -1
		case x.Less(y):
			return 1
		}
		return 0
	})
	return out
}

// partOf is a number in thousandths of the largest.
func partOf(value string, most rule.Value) int {
	v, err := rule.Decimal(value)
	if err != nil || value == "" {
		return 0
	}
	part, err := work(shareOf, v, most)
	if err != nil {
		return 0
	}
	n, err := strconv.Atoi(part.String())
	if err != nil {
		return 0
	}
	return min(max(n, 0), 1000)
}
