package pack

import "touyan/internal/platform/rule"

// limit is a bound that the law sets to a parameter. A pack that goes below a floor or above a ceiling is refused.
type limit struct {
	key            string
	floor, ceiling string // empty: none
	unit           string
	article        string
}

// The articles, as they are named in refusals.
const (
	lawVillage    = "村民委员会组织法"
	lawCollective = "农村集体经济组织法"
	ruleBranch    = "中国共产党支部工作条例(试行)"
	ruleFew       = "公开数字不显示5户以下的格"
)

// limits are the legal floors and ceilings (domain facts 1.10). Provincial ones stand in the packs of their counties.
var limits = []limit{
	{"disclosure_days", "15", "", "day", lawVillage + " 第35条"},
	{"disclosure_cycle", "", "3", "month", lawVillage + " 第35条"},
	{"disclosure_finance_cycle", "", "3", "month", lawVillage + " 第35条"},
	{"disclosure_busy_cycle", "", "1", "month", lawVillage + " 第35条"},
	{"assembly_notice_days", "10", "", "day", lawVillage + " 第25条"},
	{"representatives_cycle", "", "3", "month", lawVillage + " 第30条"},
	{"collective_notice_days", "10", "", "day", lawCollective + " 第27条"},
	{"collective_report_days", "10", "", "day", lawCollective + " 第46条"},
	{"party_excellent_share", "", "1/3", "percent", ruleBranch},
	{"petition_decide_days", "", "60", "day", "信访工作条例"},
	{"petition_extension_days", "", "30", "day", "信访工作条例"},
	{"petition_return_days", "", "5", "workday", "信访工作条例"},
	{"public_least", "5", "", "people", ruleFew},
	{"audit_log_months", "6", "", "month", "网络安全法 第23条"},
	{"sharing_record_months", "36", "", "month", "个人信息保护法 第56条、网络数据安全管理条例 第12条"},
	{"election_roll_days", "20", "", "day", lawVillage + " 第17条"},
	{"election_objection_days", "5", "5", "day", lawVillage + " 第17条"},
	{"election_answer_days", "3", "3", "day", lawVillage + " 第17条"},
	{"election_proxies", "", "3", "people", lawVillage + " 第18条"},
}

// exact reads a figure such as 15, "20%" or "1/3".
func exact(n Number) (rule.Value, error) {
	r, err := rule.Compile(string(n), nil, rule.Number)
	if err != nil {
		return rule.Value{}, err
	}
	return r.Eval(nil)
}

// beyond tells whether a is more than b.
func beyond(a, b Number) bool {
	r, err := rule.Compile(string(a)+" > "+string(b), nil, rule.Bool)
	if err != nil {
		return false
	}
	v, err := r.Eval(nil)
	return err == nil && v.True()
}
