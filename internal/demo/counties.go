package demo

import (
	"maps"
	"slices"

	"touyan/internal/kernel"
)

// county is what a demo county has that its pack cannot tell: where it plays, and the names and numbers of the county's own
// article. Everything else is drawn from the posts and kinds of bodies of the pack.
type county struct {
	township string            // the stage, a real one
	villages []string          // of the township, those that are filled; the first is the one that the pictures show
	dial     string            // area code
	units    map[string][]unit // kind of body -> which there are, instead of one named after its kind
	spread   map[string]int    // post -> how many hold it, over all places of its level
	list     string            // the type of list that shows the reminders of a morning; a task list where it is empty
	level    map[string]int    // post -> where it is held, where that is not the highest level that the pack allows
}

// unit is a body by its name, and the topic of those who work in it.
type unit struct{ name, topic string }

// counties are the small ones. The divisions are real; who lives there and what happens is invented.
var counties = map[string]county{
	"zhushan": {
		township: "擂鼓镇", villages: []string{"擂鼓村", "西河村", "佑城社区"}, dial: "0719",
		units: map[string][]unit{
			"command_office":    {{"竹山县指挥部办公室", ""}},
			"county_task_group": nineteen,
		},
		spread: map[string]int{"area_leader": 43},
	},
	"longshan": {township: "里耶镇", villages: []string{"比耳村", "自生桥村", "里耶社区"}, dial: "0743"},
	"xiangfu": {
		township: "朱仙镇", villages: []string{"小店王村", "估衣街村", "朱仙镇社区"}, dial: "0371",
		units: map[string][]unit{"platform": {{"朱仙镇综治工作平台", ""}, {"朱仙镇市场监管平台", ""}, {"朱仙镇综合执法平台", ""}, {"朱仙镇便民服务平台", ""}}},
	},
	"taoyuan": {
		township: "桃花源镇", villages: []string{"桃花源村", "渔父村", "桃花社区"}, dial: "0736", list: "key_project",
		units: map[string][]unit{"county_department": {
			{"县民政局", ""}, {"县人社局", ""}, {"县交通运输局", ""}, {"县水利局", ""}, {"县农业农村局", ""}, {"县委组织部", ""}, {"县纪委监委", ""},
		}},
	},
}

// nineteen are the task groups of Zhushan (一办十九组): the article names the first three, the others are invented after them.
var nineteen = []unit{
	{"产业扶贫工作组", "farming"},
	{"易地搬迁工作组", "housing"},
	{"健康扶贫工作组", "health"},
	{"教育扶贫工作组", "school"},
	{"就业扶贫工作组", "job"},
	{"社会保障兜底工作组", "relief"},
	{"住房安全工作组", "housing"},
	{"饮水安全工作组", "water"},
	{"交通建设工作组", "road"},
	{"电力通信工作组", "power"},
	{"生态扶贫工作组", "forest_fire"},
	{"金融扶贫工作组", "benefit"},
	{"光伏产业工作组", "power"},
	{"消费扶贫工作组", "farming"},
	{"社会扶贫工作组", "care"},
	{"基层党建工作组", "village_affairs"},
	{"人居环境工作组", "sanitation"},
	{"矛盾化解工作组", "dispute"},
	{"督查考核工作组", "advice"},
}

// seats are the levels at which kinds of bodies stand; those not named here are a village's.
var seats = map[string]kernel.Level{
	"county_department": kernel.LevelCounty, "task_group": kernel.LevelCounty, "command_post": kernel.LevelCounty, "command_office": kernel.LevelCounty,
	"county_task_group": kernel.LevelCounty, "economy_command": kernel.LevelCounty, "inspection_team": kernel.LevelCounty,
	"township_office": kernel.LevelTownship, "governance_centre": kernel.LevelTownship, "area_headquarters": kernel.LevelTownship, "platform": kernel.LevelTownship,
	"villager_group": kernel.LevelGroup, "service_group": kernel.LevelGroup, "mutual_help_group": kernel.LevelGroup, "street_households": kernel.LevelGroup,
}

// everywhere are the kinds of which each place of their level has one.
var everywhere = []string{"area_headquarters", "village_command", "village_squad", "resident_team", "villager_group"}

// Counties are the ids of the packs that have a demo county, the usual one first.
func Counties() []string { return append([]string{Pack}, slices.Sorted(maps.Keys(counties))...) }
