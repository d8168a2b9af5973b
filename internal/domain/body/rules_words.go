package body

import (
	"fmt"
	"strings"

	"touyan/internal/platform/pack"
)

// gapWords say what is amiss and how to mend it, as the workbook does.
func gapWords(p *pack.Pack, g BodyGap) (what, mend string) {
	k, _ := p.BodyKind(g.BodyKind)
	switch g.Kind {
	case GapMissing:
		return "应有而没有：" + k.Name, "登记该组织，或更正所在地类型"
	case GapNoTerm:
		return "没有登记任期", "录入本届任期"
	case GapLapsed:
		return fmt.Sprintf("第 %d 届已于 %s 到期，没有新一届", g.N, g.Day), "录入新一届，或办理延期并写明理由"
	case GapTwoTerms:
		return fmt.Sprintf("第 %d 届和第 %d 届自 %s 起重叠", g.N, g.Want, g.Day), "更正其中一届的起止"
	case GapTooFew:
		return fmt.Sprintf("现有 %d 人，至少 %d 人", g.N, g.Want), "补选并登记成员"
	case GapTooMany:
		return fmt.Sprintf("现有 %d 人，至多 %d 人", g.N, g.Want), "核对成员，结束多余的任职"
	case GapEven:
		return fmt.Sprintf("现有 %d 人，应为单数", g.N), "补选或结束一人的任职"
	case GapNoHead:
		return "没有负责人", "登记负责人"
	case GapTwoHeads:
		return fmt.Sprintf("有 %d 名负责人", g.N), "结束其中一人的任职"
	case GapUnbased:
		return "没有登记建在哪条产业链、哪个合作社或哪个网格", "在组织信息里填写“建在”"
	case GapGone:
		return "成员已去世或迁出（" + string(g.Day) + "）", "结束其任职并补选"
	}
	if g.Clash != nil {
		return g.Clash.Name, "调整其中一人的职务"
	}
	return g.Kind, ""
}

// gapLine is one row of the list of gaps.
func gapLine(p *pack.Pack, g BodyGap) []any {
	k, _ := p.BodyKind(g.BodyKind)
	what, mend := gapWords(p, g)
	name, source := "", k.Source
	if g.Body != nil {
		name = g.Body.Name
	}
	if g.Clash != nil {
		source = g.Clash.Source
	}
	who := make([]string, len(g.Persons))
	for i, r := range g.Persons {
		who[i] = r.Name
	}
	return []any{g.Path, name, k.Name, what, strings.Join(who, "、"), source, mend}
}
