package pack

import (
	"maps"
	"slices"
	"strings"

	"touyan/internal/platform/rule"
)

// The records that a paper may be about.
const (
	PaperOfOrder    = "duty_order" // an order of supervision about an item of a list (requirement D1): 督办通知
	PaperOfActivity = "activity"   // what a body did: 纪要
)

// PaperAbout is what papers about one kind of record may tell. Facts are known of every record or of some; nobody may type over them.
// Numbers say which of them are numbers. Lines are words that somebody typed: they come into the paper to be read over. Rows are tables.
type PaperAbout struct {
	Facts   []string
	Numbers []string
	Lines   []string
	Rows    []string
}

// PaperOrderSteps are the rows of a notice: what happened to the order.
const PaperOrderSteps = "order_steps"

// PaperAbouts lists the records that a paper may be about, with what it may tell of them.
var PaperAbouts = map[string]PaperAbout{
	PaperOfOrder: {
		Facts:   []string{"地方", "事项", "清单", "编号", "责任单位", "完成期限", "要求", "办结期限", "开具人", "开具日期", "签收人", "签收日期", "报告人", "报告日期", "成稿日期"},
		Numbers: []string{"进度", "逾期天数", "催办次数"},
		Lines:   []string{"事项说明"},
		Rows:    []string{PaperOrderSteps},
	},
	PaperOfActivity: {
		Facts:   []string{"地方", "组织", "事由", "日期", "地点", "参加人", "记录人", "附件", "成稿日期"},
		Numbers: []string{"参加人数", "照片数"},
		Lines:   []string{"内容"},
	},
}

// env types the facts for conditions.
func (a PaperAbout) env() rule.Env {
	env := rule.Env{}
	for _, name := range a.Facts {
		env[name] = rule.Text
	}
	for _, name := range a.Numbers {
		env[name] = rule.Number
	}
	return env
}

// paperAbout checks a kind of paper about a record. Around the body stand facts only: what stands there may be changed before issue, and
// numbers may not.
func (c checker) paperAbout(b *Bulletin) {
	t := &b.Term
	about, ok := PaperAbouts[b.About]
	if !ok {
		c.oneOf(t, "about", b.About, slices.Sorted(maps.Keys(PaperAbouts)))
		return
	}
	for key, there := range map[string]bool{"level": b.Level != 0, "period": b.Period != ""} {
		if there {
			c.bad(t, key, "bad_value", "%q: a paper about a record has no %s", b.ID, key)
		}
	}
	c.paperElements(b, about.Facts)
	told := append(slices.Clone(about.Facts), about.Numbers...)
	for i := range b.Body {
		x, key := &b.Body[i], at("body", i)
		c.oneBlock(t, key, x)
		if x.Chart != "" || len(x.Table) > 0 || x.Level != 0 {
			c.bad(t, key, "bad_value", "%q: a paper about a record has no %s", b.ID, "table, chart, level")
		}
		x.when = c.condition(t, key, x.When, about.env())
		for text, names := range map[string][]string{x.Heading: about.Facts, x.Text: told} {
			for _, slot := range PaperSlot.FindAllStringSubmatch(text, -1) {
				if slot[2] != "" || !slices.Contains(names, slot[1]) {
					c.bad(t, key, "unknown_ref", "%q: %q is no fact of such a record, only %s", b.ID, slot[0], strings.Join(names, " "))
				}
			}
		}
		c.braces(t, key, x.Heading+x.Text)
		if x.Lines != "" {
			c.oneOf(t, key, x.Lines, about.Lines)
		}
		if x.Rows != "" {
			c.oneOf(t, key, x.Rows, about.Rows)
		}
	}
}
