package pack

// meritKeysZH are the keys of households' points.
var meritKeysZH = map[string]string{
	"merit_schemes":               "农户积分办法",
	"deed_items":                  "好事清单(底单)",
	"MeritScheme.every":           "多久评一次",
	"MeritScheme.raters":          "几个人评分",
	"MeritScheme.pick":            "取中位数还是平均数",
	"MeritScheme.spread":          "最高最低相差多少分要标出",
	"MeritScheme.recheck_percent": "抽查比例(百分之)",
	"MeritScheme.own_items":       "村里可以自己加项目",
	"MeritScheme.max_item":        "一件事最多多少分",
	"MeritScheme.split":           "分户时积分怎么分",
	"MeritScheme.year_end":        "年底积分结转还是清零",
	"MeritScheme.offline_hours":   "柜台离线多少小时内可兑换",
	"MeritScheme.sync_hours":      "之后多少小时内要传回来",
	"DeedItem.points":             "最多积分",
	"DeedItem.photo":              "可拍照",
}
