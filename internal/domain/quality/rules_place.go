package quality

// The checks of the grid.
var placeChecks = []DataCheck{
	{
		ID: "place_orphan", About: AboutPlace, Severity: Wrong, Perm: "place.list", Kind: "place", Name: "地方没有上级", NameEN: "Place without one above",
		Why: "上级已撤销或不存在，这个地方在网格树上挂不住，数字也汇不上去。", WhyEN: "The place above has ended or is not there: this one hangs on nothing, and its figures go nowhere.",
		Mend: "在网格页用“调整”把它移到现在的上级之下。", MendEN: "Move it under the place that stands now, by “Change” on its page.",
	},
	{
		ID: "place_code", About: AboutPlace, Severity: Look, Perm: "place.list", Kind: "place", Name: "代码和上级对不上", NameEN: "Code does not follow from the place above",
		Why: "地方代码的前几位应当就是上级的代码；不一致多半是录错或并村时没有改。", WhyEN: "A code begins with that of the place above; another one was mistyped or not changed in a merger.",
		Mend: "核对民政和统计的代码；确实录错的，在网格页改代码。", MendEN: "Compare with the official codes, and correct it on the page of the place where it is wrong.",
	},
	{
		ID: "place_level", About: AboutPlace, Severity: Wrong, Perm: "place.list", Kind: "place", Name: "层级不连着上级", NameEN: "Level does not follow from the place above",
		Why: "村在乡镇下、组在村下、微网格在组下；中间缺一级，权限和统计都会落空。", WhyEN: "A village lies in a township, a group in a village, a micro-grid in a group; where one is left out, rights and figures miss it.",
		Mend: "把它移到上一级的地方之下。", MendEN: "Move it under a place of the level above.",
	},
	{
		ID: "place_twins", About: AboutPlace, Severity: Look, Perm: "place.list", Kind: "place", Name: "同一上级下有两个同名的地方", NameEN: "Two places of one name side by side",
		Why: "同名的两个地方容易记错，也可能是重复登记。", WhyEN: "Two of the same name are easily mistaken, and may be one entered twice.",
		Mend: "确认是不是同一个：重复的合并，不是的改成能分清的名字。", MendEN: "Merge them if they are one; else give them names that tell them apart.",
	},
	{
		ID: "place_vacant", About: AboutPlace, Severity: Likely, Perm: "place.list", Kind: "place", Name: "必设岗位没有人", NameEN: "A required post is vacant",
		Why: "规则要求这个地方有人任这个岗位，现在没有，群众找不到人。", WhyEN: "The rules ask for a holder here and there is none: residents find nobody.",
		Mend: "在网格页“任命”，或由上级临时代理。", MendEN: "Appoint somebody on the page of the place, or let somebody act.",
	},
	{
		ID: "place_two_heads", About: AboutPlace, Severity: Wrong, Perm: "place.list", Kind: "place", Name: "一个网格有两个负责人", NameEN: "Two heads of one grid",
		Why: "只能有一人的岗位同时有两个人任职，派单和考核都分不清。", WhyEN: "A post that one person holds has two at once: nobody knows whose the work is.",
		Mend: "在网格页结束其中一人的任职，或改成代理。", MendEN: "End one of the two appointments on the page of the place, or make it acting.",
	},
	{
		ID: "place_plan_failed", About: AboutPlace, Severity: Likely, Perm: "place.list", Kind: "place", Name: "预约的区划调整没有做成", NameEN: "A planned change of the structure failed",
		Why: "到了日子没有执行成功，结构还是老样子。", WhyEN: "Its day came and it could not be done: the structure is still the old one.",
		Mend: "在网格页看原因，改好后重新预约。", MendEN: "See the reason on the page of the place, mend it, and plan it anew.",
		Shows: "预约在 {day}", ShowsEN: "Planned for {day}",
	},
	{
		ID: "micro_large", About: AboutPlace, Severity: Look, Perm: "place.list", Kind: "place", Name: "微网格户数过多", NameEN: "Micro-grid too large",
		Why: "户数超过规则定的上限，一个微网格员走不过来。", WhyEN: "More households than the rules allow: one officer cannot reach them all.",
		Mend: "把微网格拆开，或调整边界。", MendEN: "Split it, or move its bounds.",
		Shows: "现有 {n} 户", ShowsEN: "{n} households",
	},
	{
		ID: "group_empty", About: AboutPlace, Severity: Look, Perm: "place.list", Kind: "place", Name: "组里一户也没有", NameEN: "Group without households",
		Why: "同村别的组有户，这个组没有；多半是户挂错了组，或这个组已经不在。", WhyEN: "Other groups of the village have households, this one has none: they lie in another one by mistake, or the group is no more.",
		Mend: "把户移到这个组，或撤销这个组。", MendEN: "Move households here, or close the group.",
	},
	{
		ID: "grid_no_officer", About: AboutPlace, Severity: Look, Perm: "place.list", Kind: "place", Name: "网格没有网格员", NameEN: "Grid without an officer",
		Why: "组或微网格（连同它的组）没有任何人任职，出了事没有人接。", WhyEN: "Nobody holds a post in this group or micro-grid, nor in its group: nobody takes up what happens there.",
		Mend: "在网格页任命网格员。", MendEN: "Appoint an officer on the page of the place.",
	},
}

// The checks of posts and accounts.
var postChecks = []DataCheck{
	{
		ID: "post_person_gone", About: AboutPost, Severity: Wrong, Perm: "body.list", Kind: "person", Name: "已去世或迁出的人还在任", NameEN: "Holder has died or moved away",
		Why: "任职没有结束，派给他的事不会有人办。", WhyEN: "The appointment still runs, and what is given to it is done by nobody.",
		Mend: "在人员页结束任职，有未办事项的先交接。", MendEN: "End it on the page of the person; hand over first what is open.",
		Shows: "{day} 去世或迁出", ShowsEN: "Died or left on {day}",
	},
	{
		ID: "post_place_closed", About: AboutPost, Severity: Wrong, Perm: "body.list", Kind: "person", Name: "任职的地方已撤销", NameEN: "Post at a place that has ended",
		Why: "地方没有了，岗位还在。", WhyEN: "The place is no more, the post goes on.",
		Mend: "结束任职，或任命到接续的地方。", MendEN: "End it, or appoint to the place that took over.",
		Shows: "地方 {day} 撤销", ShowsEN: "Place ended on {day}",
	},
	{
		ID: "post_body_closed", About: AboutPost, Severity: Wrong, Perm: "body.list", Kind: "person", Name: "任职的机构已撤销", NameEN: "Post in a body that has ended",
		Why: "机构没有了，岗位还在。", WhyEN: "The body is no more, the post goes on.",
		Mend: "结束任职，或任命到接续的机构。", MendEN: "End it, or appoint in the body that took over.",
		Shows: "机构 {day} 撤销", ShowsEN: "Body ended on {day}",
	},
	{
		ID: "post_unknown", About: AboutPost, Severity: Likely, Perm: "body.list", Kind: "person", Name: "岗位不在现行规则里", NameEN: "Post unknown to the rules in force",
		Why: "规则已经没有这个岗位，它不再带来任何权限。", WhyEN: "The rules no longer have this post; it gives no rights.",
		Mend: "结束任职，按现行规则另行任命。", MendEN: "End it and appoint to a post of the rules in force.",
		Shows: "{day} 起任职", ShowsEN: "Held since {day}",
	},
	{
		ID: "post_backwards", About: AboutPost, Severity: Wrong, Perm: "body.list", Kind: "person", Name: "任职结束早于开始", NameEN: "Post ends before it begins",
		Why: "日期录反了，这段任职在哪一天都不算。", WhyEN: "The days are the wrong way round: the appointment holds on no day.",
		Mend: "在人员页改正任职日期。", MendEN: "Correct the days on the page of the person.",
		Shows: "从 {day} 起", ShowsEN: "From {day}",
	},
	{
		ID: "officer_no_account", About: AboutPost, Severity: Likely, Perm: "access.list", Kind: "person", Name: "任职的人没有账号", NameEN: "Officer without an account",
		Why: "岗位要在系统里办事，本人却登录不了，只能由别人代办。", WhyEN: "The post works with the program, and its holder cannot sign in: others do it for them.",
		Mend: "在账号页给他开账号，发邀请链接。", MendEN: "Open an account and send the link.",
	},
	{
		ID: "account_no_post", About: AboutPost, Severity: Look, Perm: "access.list", Kind: "person", Name: "有账号却没有岗位", NameEN: "Account without a post",
		Why: "既没有任职，也不是哪个组织的成员，账号没有用处，也不该留着。", WhyEN: "Neither a post nor a membership stands behind it: it serves nothing and should not stay.",
		Mend: "任命岗位，或停用账号。", MendEN: "Appoint its holder, or disable it.",
	},
	{
		ID: "account_of_dead", About: AboutPost, Severity: Wrong, Perm: "access.list", Kind: "person", Name: "已去世的人账号还在用", NameEN: "Account of somebody who has died",
		Why: "账号没有停用，别人可能拿去用。", WhyEN: "It was never disabled, and somebody else might use it.",
		Mend: "在账号页停用。", MendEN: "Disable it on the page of accounts.",
		Shows: "{day} 去世", ShowsEN: "Died on {day}",
	},
	{
		ID: "handover_stuck", About: AboutPost, Severity: Likely, Perm: "body.list", Kind: "person", Name: "到期的交接没有完成", NameEN: "Handover not carried out",
		Why: "交接日已过还没有办完，手上的事悬着。", WhyEN: "Its day has passed and it is not done: the work hangs between two people.",
		Mend: "在“岗位交接”看原因，补上接任的人后再做。", MendEN: "See the reason in “Handovers”, name who takes over, and do it again.",
		Shows: "应在 {day} 交接", ShowsEN: "Due on {day}",
	},
}

// The checks of bodies.
var bodyChecks = []DataCheck{
	{
		ID: "body_empty", About: AboutBody, Severity: Likely, Perm: "body.list", Kind: "body", Name: "机构没有成员", NameEN: "Body without members",
		Why: "应当有委员的机构，一个人也没有登记。", WhyEN: "A body that has seats, and nobody is entered.",
		Mend: "在机构页补录成员，或撤销机构。", MendEN: "Enter its members, or close it.",
	},
	{
		ID: "body_no_head", About: AboutBody, Severity: Likely, Perm: "body.list", Kind: "body", Name: "机构没有负责人", NameEN: "Body without a head",
		Why: "有成员，却没有书记、主任这样的负责人。", WhyEN: "It has members and nobody who leads it.",
		Mend: "在机构页登记负责人。", MendEN: "Enter its head on the page of the body.",
	},
	{
		ID: "body_term_over", About: AboutBody, Severity: Likely, Perm: "body.list", Kind: "body", Name: "任期已满没有换届", NameEN: "Term is over",
		Why: "按章程、法律应当换届。", WhyEN: "By law or charter it has to be elected anew.",
		Mend: "组织换届，登记新一届；确有原因的，登记延期和批准。", MendEN: "Elect and enter the new term, or enter the extension with its approval.",
		Shows: "第 {n} 届，{day} 届满", ShowsEN: "Term {n} ended on {day}",
	},
	{
		ID: "body_no_term", About: AboutBody, Severity: Look, Perm: "body.list", Kind: "body", Name: "没有登记任期", NameEN: "No term entered",
		Why: "这类机构有任期，没登记就不会提醒换届。", WhyEN: "Such bodies have terms; without one nobody is reminded.",
		Mend: "在机构页登记现在这一届。", MendEN: "Enter the present term on the page of the body.",
	},
	{
		ID: "body_place_closed", About: AboutBody, Severity: Wrong, Perm: "body.list", Kind: "body", Name: "机构所在的地方已撤销", NameEN: "Body at a place that has ended",
		Why: "地方没有了，机构还在。", WhyEN: "The place is no more, the body goes on.",
		Mend: "把机构移到接续的地方，或撤销。", MendEN: "Move it to the place that took over, or close it.",
		Shows: "地方 {day} 撤销", ShowsEN: "Place ended on {day}",
	},
	{
		ID: "body_parent_closed", About: AboutBody, Severity: Wrong, Perm: "body.list", Kind: "body", Name: "上级组织已撤销", NameEN: "Body under one that has ended",
		Why: "上级没有了，这个组织挂不住。", WhyEN: "The body above is no more.",
		Mend: "在机构页改上级组织。", MendEN: "Name the body above anew on its page.",
		Shows: "上级 {day} 撤销", ShowsEN: "Ended on {day}",
	},
	{
		ID: "member_gone", About: AboutBody, Severity: Wrong, Perm: "body.list", Kind: "body", Name: "成员已去世或迁出", NameEN: "Member has died or moved away",
		Why: "名册没有更新，人数和表决都会算错。", WhyEN: "The roll was not kept, so numbers and votes are wrong.",
		Mend: "在机构页结束这名成员。", MendEN: "End the membership on the page of the body.",
		Shows: "{day} 去世或迁出", ShowsEN: "Died or left on {day}",
	},
	{
		ID: "member_twice", About: AboutBody, Severity: Wrong, Perm: "body.list", Kind: "body", Name: "同一人同一职务登记了两次", NameEN: "Member entered twice in one role",
		Why: "时间重叠的两条，人数多算一个。", WhyEN: "Two entries overlap: one person counts twice.",
		Mend: "在机构页结束其中一条。", MendEN: "End one of the two on the page of the body.",
	},
}
