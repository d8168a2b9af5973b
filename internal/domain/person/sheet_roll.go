package person

import "touyan/internal/platform/sheet"

// The sheets of rolls. The registered population follows from the households and is given out only.
const (
	RegisteredSheet = "户籍人口"
	CollectiveSheet = "集体成员"
	VoterSheet      = "选民名单"
)

// The columns of rolls beside those of the households.
const (
	colAt          = "所在地"
	colBasis       = "依据"
	colDoc         = "文号"
	colSince       = "起"
	colUntil       = "止"
	colEndBasis    = "终止依据"
	colEndDoc      = "终止文号"
	colNote        = "备注"
	colState       = "状态"
	colElection    = "选举日"
	colListState   = "名单状态"
	colConfirmed   = "确认日期"
	colConfirmedBy = "确认人"
	colPosted      = "张贴日期"
)

// The words for states of voters and of their rolls.
var (
	voterWords = map[string]string{VoterIn: "在册", VoterAsk: "待本人表示", VoterOut: "不列入"}
	listWords  = map[string]string{ListProposed: "拟定", ListConfirmed: "已确认", ListPosted: "已张贴"}
)

// whoColumns are the columns by which each roll tells who is meant.
func whoColumns() []sheet.Column {
	return []sheet.Column{
		{Key: "place", Title: colAt, Required: true, Text: true, Width: 20, Note: "村(组)编码、名称或拼音,只指一个地方即可", Example: "城关镇东村"},
		{Key: "name", Title: colName, Required: true, Width: 12, Note: "已登记的人", Example: "张三"},
		{Key: "household", Title: colCode, Text: true, Width: 20, Note: "用来认人;没有户的可不填"},
		{Key: "id_number", Title: colNumber, IDNumber: true, Width: 22, Note: "用来认人;导出的号码遮住中间,原样导回即可"},
		{Key: "sex", Title: colSex, Out: true, Width: 6},
		{Key: "birth", Title: "出生年份", Out: true, Width: 10},
	}
}

// registeredSheet is given out only.
func registeredSheet() sheet.Sheet {
	return sheet.Sheet{
		Name: RegisteredSheet, Only: "户籍人口由户籍花名册得出,不单独导入:请导入户籍花名册,或在户上登记迁入、迁出、出生、死亡",
		Columns: append(whoColumns(), []sheet.Column{
			{Key: "relation", Title: colRelation, Width: 14},
			{Key: "from", Title: colSince, Width: 12},
			{Key: "to", Title: colUntil, Width: 12},
		}...),
	}
}

func collectiveSheet() sheet.Sheet {
	return sheet.Sheet{Name: CollectiveSheet, Max: sheet.MaxRows, Columns: append(whoColumns(), []sheet.Column{
		{Key: "from", Title: colSince, Day: true, Width: 12, Note: "被确认为成员的日期"},
		{Key: "basis", Title: colBasis, Width: 26, Choices: words(ListAdmitted)},
		{Key: "doc", Title: colDoc, Width: 20, Note: "确认或更正所依据的决议", Example: "成员大会决议2026-1"},
		{Key: "to", Title: colUntil, Day: true, Width: 12, Note: "成员身份的最后一天;填了就终止,并须写终止依据和文号"},
		{Key: "end_basis", Title: colEndBasis, Width: 26, Choices: words(ListLost)},
		{Key: "end_doc", Title: colEndDoc, Width: 20},
		{Key: "note", Title: colNote, Width: 24},
	}...)}
}

func voterSheet() sheet.Sheet {
	return sheet.Sheet{Name: VoterSheet, Max: sheet.MaxRows, Columns: append(whoColumns(), []sheet.Column{
		{Key: "election_day", Title: colElection, Required: true, Day: true, Width: 12, Note: "所在地和选举日合起来认一份名单"},
		{Key: "state", Title: colState, Width: 12, Choices: []string{voterWords[VoterIn], voterWords[VoterAsk], voterWords[VoterOut]}},
		{Key: "basis", Title: colBasis, Width: 26, Choices: append(words(ListVoter), words(ListStruck)...)},
		{Key: "doc", Title: colDoc, Width: 20},
		{Key: "note", Title: colNote, Width: 24, Note: "名单张贴以后改动的必须写明原因"},
		{Key: "list_state", Title: colListState, Width: 12, Choices: []string{listWords[ListProposed], listWords[ListConfirmed], listWords[ListPosted]}, Note: "新名单填;已有名单的确认和张贴在系统里办"},
		{Key: "confirmed", Title: colConfirmed, Day: true, Width: 12},
		{Key: "confirmed_by", Title: colConfirmedBy, Width: 12},
		{Key: "posted", Title: colPosted, Day: true, Width: 12, Note: "最迟选举日前20天"},
	}...)}
}
