package quality

// The checks of persons.
var personChecks = []DataCheck{
	{
		ID: "person_number", About: AboutPerson, Severity: Wrong, Perm: "person.list", Kind: "person", Name: "身份证号和生日、性别或校验码对不上", NameEN: "Citizen's number disagrees with birthday, sex or check digit",
		Why: "号码、出生日期、性别三样里至少错了一样。", WhyEN: "At least one of the three is wrong.",
		Mend: "对照身份证，在人员页改正。", MendEN: "Compare with the card and correct it on the page of the person.",
	},
	{
		ID: "person_birth", About: AboutPerson, Severity: Wrong, Perm: "person.list", Kind: "person", Name: "出生日期不可能", NameEN: "Impossible day of birth",
		Why: "出生在今天以后，或在去世以后。", WhyEN: "It lies ahead, or after the person's death.",
		Mend: "对照证件，在人员页改正。", MendEN: "Compare with the papers and correct it.",
	},
	{
		ID: "person_age", About: AboutPerson, Severity: Look, Perm: "person.list", Kind: "person", Name: "年龄超过 120 岁", NameEN: "Older than 120",
		Why: "多半是出生年份录错，或已去世没有登记。", WhyEN: "The year was mistyped, or a death was never entered.",
		Mend: "核对后改正出生日期，或在户里登记去世。", MendEN: "Correct the day of birth, or enter the death in the household.",
	},
	{
		ID: "person_died_ahead", About: AboutPerson, Severity: Wrong, Perm: "person.list", Kind: "person", Name: "去世或迁出日期在今天以后", NameEN: "Death or departure lies ahead",
		Why: "还没有发生的事不能先登记。", WhyEN: "What has not happened cannot be entered.",
		Mend: "在人员页或户里改正日期。", MendEN: "Correct the day.",
		Shows: "登记为 {day}", ShowsEN: "Entered as {day}",
	},
	{
		ID: "person_dead_member", About: AboutPerson, Severity: Wrong, Perm: "person.list", Kind: "person", Name: "已去世的人还是户内成员", NameEN: "The dead still in a household",
		Why: "户里没有登记去世，人口数多算一人。", WhyEN: "The household has no event of the death and counts one too many.",
		Mend: "在户的页面登记“去世”。", MendEN: "Enter “death” on the page of the household.",
		Shows: "{day} 去世", ShowsEN: "Died on {day}",
	},
	{
		ID: "person_two_households", About: AboutPerson, Severity: Wrong, Perm: "person.list", Kind: "person", Name: "一个人同时在两户", NameEN: "One person in two households",
		Why: "人口和补贴会重复计算。", WhyEN: "People and benefits count twice.",
		Mend: "确认在哪一户，从另一户登记迁出。", MendEN: "See where they live, and enter their leaving the other one.",
	},
	{
		ID: "person_no_household", About: AboutPerson, Severity: Look, Perm: "person.list", Kind: "person", Name: "从户里出来后没有去处", NameEN: "In no household any more",
		Why: "曾在某户，现在不在任何一户，也没有登记去世、迁出。", WhyEN: "Once in a household, now in none, neither dead nor moved away.",
		Mend: "登记到现在的户，或补上去世、迁出。", MendEN: "Enter them in their household, or enter the death or departure.",
	},
	{
		ID: "person_twice", About: AboutPerson, Severity: Likely, Perm: "person.merge", Kind: "pair", Name: "疑似重复登记超过 30 天没有处理", NameEN: "Possible double entry not decided for 30 days",
		Why: "同一个人的两条记录，走访、积分都会分开算。", WhyEN: "Two entries of one person divide visits and points between them.",
		Mend: "在“重复登记”里比对，合并或认定不是同一人。", MendEN: "Compare them in “Double entries”: merge, or say that they are two.",
		Shows: "相似 {n} 分", ShowsEN: "Weight {n}",
	},
	{
		ID: "person_place_closed", About: AboutPerson, Severity: Wrong, Perm: "person.list", Kind: "person", Name: "登记在已撤销的地方", NameEN: "Entered at a place that has ended",
		Why: "地方没有了，这个人不归任何网格。", WhyEN: "The place is no more, so nobody's grid has this person.",
		Mend: "在人员页改所在的地方。", MendEN: "Change the place on the page of the person.",
		Shows: "地方 {day} 撤销", ShowsEN: "Place ended on {day}",
	},
	{
		ID: "kin_of_self", About: AboutPerson, Severity: Wrong, Perm: "body.list", Kind: "person", Name: "本人是自己的亲属", NameEN: "Related to oneself",
		Why: "多半是合并重复登记后留下的。", WhyEN: "Most often left from two entries that were merged.",
		Mend: "在人员页删掉这条亲属关系。", MendEN: "Remove the relation on the page of the person.",
	},
}

// The checks of households.
var householdChecks = []DataCheck{
	{
		ID: "household_empty", About: AboutHousehold, Severity: Likely, Perm: "person.list", Kind: "household", Name: "户里没有人", NameEN: "Household without members",
		Why: "户还在，成员一个也没有。", WhyEN: "It goes on and nobody belongs to it.",
		Mend: "补录成员；已经没有这一户的，登记“销户”。", MendEN: "Enter its members, or end the household.",
		Shows: "{day} 立户", ShowsEN: "Since {day}",
	},
	{
		ID: "household_no_head", About: AboutHousehold, Severity: Wrong, Perm: "person.list", Kind: "household", Name: "户没有户主", NameEN: "Household without a head",
		Why: "有成员没有户主，走访和公示都没有名字。", WhyEN: "It has members and no head: visits and postings have no name.",
		Mend: "在户的页面登记“变更户主”。", MendEN: "Enter “new head” on its page.",
	},
	{
		ID: "household_two_heads", About: AboutHousehold, Severity: Wrong, Perm: "person.list", Kind: "household", Name: "一户有两个户主", NameEN: "Household with two heads",
		Why: "户主只能有一个。", WhyEN: "It has one head only.",
		Mend: "在户的页面改正其中一人与户主的关系。", MendEN: "Correct how one of them is related to the head.",
	},
	{
		ID: "household_head_differs", About: AboutHousehold, Severity: Wrong, Perm: "person.list", Kind: "household", Name: "户主和成员名册不一致", NameEN: "Head differs from the roll of members",
		Why: "户上写的户主，不是成员里登记为户主的那个人。", WhyEN: "The head named by the household is not the member entered as its head.",
		Mend: "在户的页面登记“变更户主”，两处就一致了。", MendEN: "Enter “new head” on its page: both agree then.",
	},
	{
		ID: "household_place_closed", About: AboutHousehold, Severity: Wrong, Perm: "person.list", Kind: "household", Name: "户在已撤销的地方", NameEN: "Household at a place that has ended",
		Why: "地方没有了，这一户不归任何网格。", WhyEN: "The place is no more, so nobody's grid has it.",
		Mend: "把户迁到接续的网格。", MendEN: "Move it to the grid that took over.",
		Shows: "地方 {day} 撤销", ShowsEN: "Place ended on {day}",
	},
	{
		ID: "household_days", About: AboutHousehold, Severity: Wrong, Perm: "person.list", Kind: "household", Name: "立户、销户日期不对", NameEN: "Days of a household are wrong",
		Why: "立户在今天以后，或销户早于立户。", WhyEN: "It begins ahead of today, or ends before it began.",
		Mend: "在户的页面更正日期。", MendEN: "Correct the days on its page.",
		Shows: "{day} 立户", ShowsEN: "Since {day}",
	},
	{
		ID: "household_code", About: AboutHousehold, Severity: Look, Perm: "person.list", Kind: "household", Name: "户编号和所在村对不上", NameEN: "Code of a household does not follow from its village",
		Why: "户编号前 12 位应当是村的代码；迁来的户可以保留原编号，其余多半录错。", WhyEN: "It begins with the village's code; one that moved may keep its own, others lie in the wrong village.",
		Mend: "核对户所在的村。", MendEN: "See in which village it is.",
	},
	{
		ID: "member_days", About: AboutHousehold, Severity: Wrong, Perm: "person.list", Kind: "household", Name: "成员进出日期不对", NameEN: "Days of a member are wrong",
		Why: "离开早于进入，或进入早于立户。", WhyEN: "Left before coming, or came before the household was there.",
		Mend: "在户的页面更正成员日期。", MendEN: "Correct the member's days.",
		Shows: "{day} 进户", ShowsEN: "Since {day}",
	},
	{
		ID: "member_of_ended", About: AboutHousehold, Severity: Wrong, Perm: "person.list", Kind: "household", Name: "户已销，成员还在", NameEN: "Household ended, members left behind",
		Why: "销户时没有把人带走，这些人算在没有的户里。", WhyEN: "They still count in a household that is no more.",
		Mend: "把成员登记到现在的户。", MendEN: "Enter them in the household where they are.",
		Shows: "{day} 销户", ShowsEN: "Ended on {day}",
	},
	{
		ID: "fact_conflict", About: AboutHousehold, Severity: Likely, Perm: "fact.list", Kind: "household", Name: "户情冲突两周没有裁定", NameEN: "Conflict about a household open for two weeks",
		Why: "两个人报的不一样，等人拿主意。", WhyEN: "Two people reported different things, and nobody has decided.",
		Mend: "在“户情冲突”里选一个。", MendEN: "Choose in “Conflicts”.",
	},
	{
		ID: "link_missing", About: AboutHousehold, Severity: Look, Perm: "link.list", Kind: "household", Name: "没有联系人", NameEN: "Household without its link",
		Why: "规则要求每户有人联系，这一户没有。", WhyEN: "The rules ask for somebody who looks after each household.",
		Mend: "在“联户”里安排联系人。", MendEN: "Give it to somebody in “Linked households”.",
	},
	{
		ID: "link_gone", About: AboutHousehold, Severity: Wrong, Perm: "link.list", Kind: "household", Name: "联系人已去世或迁出", NameEN: "Link has died or moved away",
		Why: "这一户实际没有人联系。", WhyEN: "In truth nobody looks after this household.",
		Mend: "在“联户”里换人。", MendEN: "Give it to somebody else in “Linked households”.",
		Shows: "{day} 去世或迁出", ShowsEN: "Died or left on {day}",
	},
	{
		ID: "link_of_ended", About: AboutHousehold, Severity: Wrong, Perm: "link.list", Kind: "household", Name: "户已销，联系还在", NameEN: "Link to a household that has ended",
		Why: "联系人名下多算一户。", WhyEN: "It still counts for who looks after it.",
		Mend: "在“联户”里结束。", MendEN: "End it in “Linked households”.",
		Shows: "{day} 销户", ShowsEN: "Ended on {day}",
	},
}
