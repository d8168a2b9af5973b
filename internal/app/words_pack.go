package app

// packWords are the words about programme packs: Chinese, English.
var packWords = map[string][2]string{
	"pack_no_folder":      {"{dir} 不是文件夹。请写规则包所在的文件夹。", "{dir} is no folder: name the folder of the pack"},
	"pack_too_large":      {"规则包的文件太多。", "the pack has too many files"},
	"form_faults":         {"这份表有 {n} 处写不成:\n{lines}", "the form has {n} things that cannot be expressed:\n{lines}"},
	"pack_faults":         {"规则包有 {n} 处错误:\n{lines_zh}", "the pack has {n} faults:\n{lines}"},
	"pack_from_past":      {"{day} 已经过去。规则从今天({today})或以后的日子起施行。", "{day} has passed: rules hold from today ({today}) or a later day on"},
	"pack_other_county":   {"这是 {code} 的规则包,这里是 {want}。", "this is the pack of {code}; the county here is {want}"},
	"pack_unchanged":      {"和现在的规则没有差别,什么都没有保存。", "nothing differs from the rules there are; nothing was saved"},
	"pack_removes":        {"{path}({name})不见了。旧记录还用着它:请保留,并写上最后一天(to)。什么都没有保存。", "{path} ({name}) is gone. Old records speak of it: keep it, and give it a last day (to). Nothing was saved"},
	"ruling_state_gone":   {"状态 {state} 在现行规则里已停用:请写 --state {state}=新状态。什么都没有转。", "the state {state} has ended in the rules of now: give --state {state}=NEW. Nothing was moved"},
	"ruling_rebinds":      {"第 {no} 版以后这类事项归属或保密的规定变了:在办的按原规则办完。什么都没有转。", "since version {no} such cases lie elsewhere or are sealed: open ones end by their own rules. Nothing was moved"},
	"unknown_type":        {"没有“{type}”这一类事项。", "there is no case type {type}"},
	"pack_version_unread": {"第 {no} 版规则本程序读不了。请用更新的程序。", "this program cannot read version {no} of the rules: use a newer program"},
	"pack_bad_id":         {"“{id}”不能作规则包的名字:用小写字母、数字和下划线,或用 --id 另取。", "{id} cannot name a pack: want small letters, digits and _, or give --id"},
	"pack_bad_code":       {"“{code}”不是六位行政区划代码。", "{code} is not a code of six digits"},
	"pack_bad_name":       {"“{name}”不能作县名。", "{name} cannot be the name of a county"},
	"bad_day":             {"“{value}”不是日期,应写成 2026-12-01。", "{value} is not a day such as 2026-12-01"},
}
