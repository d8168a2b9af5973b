package pack

// paperKeysZH are the keys of papers.
var paperKeysZH = map[string]string{
	"bulletins":          "文稿",
	"paper_fonts":        "公文字体",
	"instead":            "没有这种字体时用什么",
	"PaperBlock.heading": "小标题",
	"PaperBlock.text":    "正文",
	"PaperBlock.table":   "表格:哪几个数",
	"PaperBlock.chart":   "条形图:哪个数",
	"PaperBlock.rows":    "逐条列出什么",
	"PaperBlock.lines":   "记录里的哪段文字",
	"Bulletin.about":     "写哪种记录",
	"PaperBlock.when":    "什么情况下写",
	"PaperBlock.caption": "表名图名",
	"PaperBlock.level":   "表图里的地方是哪一级",
	"Bulletin.word":      "机关代字",
	"issuer":             "发文机关标志",
	"Bulletin.to":        "主送",
	"copy_to":            "抄送",
	"signed":             "署名",
	"body":               "正文各段",
}
