package quality

// The checks of cases.
var caseChecks = []DataCheck{
	{
		ID: "case_no_owner", About: AboutCase, Severity: Likely, Perm: "casework.list", Kind: "case", Name: "案件没有人管", NameEN: "Case without an owner",
		Why: "三天以上不在任何单位、任何人手上。", WhyEN: "For three days and more it lies with nobody, neither unit nor person.",
		Mend: "打开案件，受理或派给承办单位。", MendEN: "Open it, and take it up or give it to a unit.",
	},
	{
		ID: "case_no_clock", About: AboutCase, Severity: Look, Perm: "casework.list", Kind: "case", Name: "没有期限却一直没有办结", NameEN: "Open without any deadline",
		Why: "没有任何期限在走，也一个月没有动过，容易被忘掉。", WhyEN: "No clock runs and nothing happened for a month: it is easily forgotten.",
		Mend: "打开案件，办结或写明在等什么。", MendEN: "Close it, or say what it waits for.",
	},
	{
		ID: "case_place_closed", About: AboutCase, Severity: Wrong, Perm: "casework.list", Kind: "case", Name: "案件在已撤销的地方", NameEN: "Case at a place that has ended",
		Why: "地方没有了，案件不归任何网格。", WhyEN: "The place is no more, so nobody's grid has it.",
		Mend: "改案件的地方。", MendEN: "Change the place of the case.",
		Shows: "地方 {day} 撤销", ShowsEN: "Place ended on {day}",
	},
	{
		ID: "case_late_long", About: AboutCase, Severity: Likely, Perm: "casework.list", Kind: "case", Name: "超期 30 天以上", NameEN: "More than 30 days late",
		Why: "期限过了一个月还没有办结。", WhyEN: "Its deadline passed a month ago.",
		Mend: "督办，或按规定申请延期。", MendEN: "Urge it, or ask for more time by the rules.",
	},
	{
		ID: "case_ahead", About: AboutCase, Severity: Wrong, Perm: "casework.list", Kind: "case", Name: "登记时间在将来", NameEN: "Entered in the future",
		Why: "时间不对，排序和期限都会错。", WhyEN: "The time is wrong, and so are order and deadlines.",
		Mend: "核对导入的数据或服务器时钟。", MendEN: "Look at what was imported, or at the clock of the server.",
	},
	{
		ID: "case_end_early", About: AboutCase, Severity: Wrong, Perm: "casework.list", Kind: "case", Name: "办结日期在今天以后", NameEN: "Closed in the future",
		Why: "还没有到的日子不能办结。", WhyEN: "Nothing closes on a day that has not come.",
		Mend: "核对导入的数据。", MendEN: "Look at what was imported.",
		Shows: "记为 {day}", ShowsEN: "Given as {day}",
	},
	{
		ID: "case_assignee_gone", About: AboutCase, Severity: Wrong, Perm: "casework.list", Kind: "case", Name: "承办人已去世或迁出", NameEN: "Case with somebody who has died or moved away",
		Why: "派给的人不会办了。", WhyEN: "Who has it will not do it.",
		Mend: "改派。", MendEN: "Give it to somebody else.",
		Shows: "{day} 去世或迁出", ShowsEN: "Died or left on {day}",
	},
	{
		ID: "case_call_open", About: AboutCase, Severity: Wrong, Perm: "casework.list", Kind: "case", Name: "案件办结了，吹哨还没有收", NameEN: "Case closed, call to a department still open",
		Why: "部门名下还挂着这一件。", WhyEN: "It still hangs with the department.",
		Mend: "打开案件，收回吹哨。", MendEN: "Open the case and withdraw the call.",
	},
	{
		ID: "risk_late", About: AboutCase, Severity: Likely, Perm: "casework.list", Kind: "case", Name: "监测对象有步骤超期", NameEN: "Household at risk with a late step",
		Why: "防返贫监测的识别、帮扶有法定的时限。", WhyEN: "Recognition and help have their time limits.",
		Mend: "打开这一户，先办超期的这一步。", MendEN: "Open it and take the late step first.",
	},
	{
		ID: "alert_open", About: AboutCase, Severity: Look, Perm: "casework.list", Kind: "case", Name: "预警一个月没有关闭", NameEN: "Alert open for a month",
		Why: "苗头没有人回应。", WhyEN: "Nobody has answered an early sign.",
		Mend: "打开案件看情况，处置后关闭预警。", MendEN: "Look at the case, do what is needed, and close the alert.",
		Shows: "{n} 件", ShowsEN: "{n} cases",
	},
}

// The checks of visits.
var visitChecks = []DataCheck{
	{
		ID: "visit_early", About: AboutVisit, Severity: Wrong, Perm: "visit.list", Kind: "visit", Name: "走访日期早于立户", NameEN: "Visit before the household was there",
		Why: "那时还没有这一户。", WhyEN: "There was no such household on that day.",
		Mend: "核对走访日期或户，错的撤回重记。", MendEN: "Compare day and household; take it back and record it anew.",
		Shows: "走访 {day}", ShowsEN: "Visit on {day}",
	},
	{
		ID: "visit_ahead", About: AboutVisit, Severity: Wrong, Perm: "visit.list", Kind: "visit", Name: "走访日期在今天以后", NameEN: "Visit in the future",
		Why: "还没有发生的走访。", WhyEN: "It has not happened yet.",
		Mend: "撤回重记。", MendEN: "Take it back and record it anew.",
		Shows: "走访 {day}", ShowsEN: "Visit on {day}",
	},
	{
		ID: "visit_after_end", About: AboutVisit, Severity: Likely, Perm: "visit.list", Kind: "visit", Name: "走访了已销的户", NameEN: "Visit to a household that had ended",
		Why: "销户以后还有走访，户或日期有一个不对。", WhyEN: "Household or day is wrong.",
		Mend: "核对户是不是真的销了。", MendEN: "See whether the household has really ended.",
		Shows: "走访 {day}", ShowsEN: "Visit on {day}",
	},
	{
		ID: "ask_no_case", About: AboutVisit, Severity: Likely, Perm: "visit.list", Kind: "visit", Name: "走访中的诉求没有立案", NameEN: "Request of a visit without a case",
		Why: "群众说了的事，两天了没有人管。", WhyEN: "What a household asked for lies with nobody after two days.",
		Mend: "打开走访，把诉求登记成案件。", MendEN: "Open the visit and enter the request as a case.",
		Shows: "走访 {day}", ShowsEN: "Visit on {day}",
	},
	{
		ID: "campaign_gap", About: AboutVisit, Severity: Likely, Perm: "visit.list", Kind: "campaign", Name: "走访任务有户没有人走", NameEN: "Campaign with households that nobody visits",
		Why: "这些户没有安排到人。", WhyEN: "They were given to nobody.",
		Mend: "打开任务，给没有人走的户安排走访人。", MendEN: "Open it and give those households to visitors.",
		Shows: "{n} 户没有人", ShowsEN: "{n} households",
	},
	{
		ID: "campaign_over", About: AboutVisit, Severity: Look, Perm: "visit.list", Kind: "campaign", Name: "走访任务过了截止日没有结束", NameEN: "Campaign past its last day",
		Why: "还开着，会一直出现在手机上。", WhyEN: "It is still open and stays on the phones.",
		Mend: "打开任务，结束或改截止日。", MendEN: "Close it, or move its last day.",
		Shows: "应在 {day} 前结束", ShowsEN: "Due by {day}",
	},
	{
		ID: "task_visitor_gone", About: AboutVisit, Severity: Wrong, Perm: "visit.list", Kind: "campaign", Name: "走访人已去世或迁出", NameEN: "Visitor has died or moved away",
		Why: "任务还在他名下。", WhyEN: "Households are still theirs to visit.",
		Mend: "打开任务，把他的户转给别人。", MendEN: "Open the campaign and hand them to somebody else.",
	},
}

// The checks of duties.
var dutyChecks = []DataCheck{
	{
		ID: "item_no_owner", About: AboutDuty, Severity: Likely, Perm: "duty.list", Kind: "item", Name: "清单事项没有责任人", NameEN: "Item without an owner",
		Why: "没有人、没有岗位、也没有单位负责。", WhyEN: "Neither person, post nor unit answers for it.",
		Mend: "打开事项，落实责任人。", MendEN: "Open it and name who does.",
	},
	{
		ID: "item_no_day", About: AboutDuty, Severity: Look, Perm: "duty.list", Kind: "item", Name: "清单事项没有期限", NameEN: "Item without a day",
		Why: "没有期限就不会提醒。", WhyEN: "Nobody is reminded of it.",
		Mend: "打开事项，定完成日期。", MendEN: "Open it and set its day.",
	},
	{
		ID: "item_late_long", About: AboutDuty, Severity: Likely, Perm: "duty.list", Kind: "item", Name: "清单事项超期 60 天以上", NameEN: "Item more than 60 days late",
		Why: "超期太久，清单和实际已经对不上。", WhyEN: "The list no longer says how things are.",
		Mend: "办结、延期或撤销。", MendEN: "Close it, extend it, or withdraw it.",
		Shows: "应在 {day} 前完成", ShowsEN: "Due on {day}",
	},
	{
		ID: "item_owner_gone", About: AboutDuty, Severity: Wrong, Perm: "duty.list", Kind: "item", Name: "责任人已去世或迁出", NameEN: "Owner has died or moved away",
		Why: "不会有人办。", WhyEN: "Nobody will do it.",
		Mend: "改责任人，或办岗位交接。", MendEN: "Name another owner, or hand the post over.",
		Shows: "{day} 去世或迁出", ShowsEN: "Died or left on {day}",
	},
	{
		ID: "list_over", About: AboutDuty, Severity: Look, Perm: "duty.list", Kind: "list", Name: "清单过了期还开着", NameEN: "List past its end",
		Why: "期满的清单应当收口。", WhyEN: "A list that has ended is closed.",
		Mend: "打开清单，核对后关闭。", MendEN: "Open it, look it over, and close it.",
		Shows: "{day} 到期", ShowsEN: "Ended on {day}",
	},
}

// The checks of points and honours.
var pointsChecks = []DataCheck{
	{
		ID: "points_member_ended", About: AboutPoints, Severity: Likely, Perm: "points.list", Kind: "member", Name: "已不是党员的人还有积分账户", NameEN: "Points of somebody who is no member any more",
		Why: "组织关系已经转出，今年的账户还开着。", WhyEN: "The membership ended and the account of this year is open.",
		Mend: "核对党员名册；确实转出的，随组织关系转账户。", MendEN: "Compare with the roll of the branch, and move the account with the membership.",
		Shows: "现有 {n} 分", ShowsEN: "{n} points",
	},
	{
		ID: "points_stuck", About: AboutPoints, Severity: Wrong, Perm: "points.list", Kind: "member", Name: "公示期满的积分没有生效", NameEN: "Points not in effect after their posting",
		Why: "到了生效日，积分还停在公示。", WhyEN: "Their day came and they still hang on the board.",
		Mend: "检查后台任务是否在运行。", MendEN: "See whether the jobs of the server run.",
		Shows: "应在 {day} 生效", ShowsEN: "Due on {day}",
	},
	{
		ID: "points_follow_late", About: AboutPoints, Severity: Look, Perm: "points.list", Kind: "member", Name: "该谈话、帮助的没有做", NameEN: "Follow-up of a review overdue",
		Why: "评议后的跟进事项过了期。", WhyEN: "A talk or help after the review was not given.",
		Mend: "打开账户，办好后登记。", MendEN: "Open the account, do it, and record it.",
		Shows: "应在 {day} 前", ShowsEN: "Due on {day}",
	},
	{
		ID: "honour_check_late", About: AboutPoints, Severity: Likely, Perm: "award.list", Kind: "honour", Name: "荣誉到期没有复核", NameEN: "Honour past its re-check",
		Why: "牌子挂着，是否还够格没有人看过。", WhyEN: "The plaque hangs, and nobody has looked whether it is still deserved.",
		Mend: "打开荣誉，组织复核。", MendEN: "Open it and have it looked at again.",
		Shows: "应在 {day} 复核", ShowsEN: "Due on {day}",
	},
	{
		ID: "honour_over", About: AboutPoints, Severity: Likely, Perm: "award.list", Kind: "honour", Name: "荣誉过了有效期", NameEN: "Honour past its time",
		Why: "过了有效期还算在册。", WhyEN: "It is over and still stands in the list.",
		Mend: "打开荣誉，重新评选或收回。", MendEN: "Open it; award it anew or take it back.",
		Shows: "有效到 {day}", ShowsEN: "Valid to {day}",
	},
	{
		ID: "award_stuck", About: AboutPoints, Severity: Look, Perm: "award.list", Kind: "round", Name: "评选公示完了没有决定", NameEN: "Award round not decided",
		Why: "公示期满两周，还没有公布结果。", WhyEN: "Its posting ended two weeks ago.",
		Mend: "打开评选，作出决定。", MendEN: "Open it and decide.",
	},
	{
		ID: "activity_ahead", About: AboutPoints, Severity: Wrong, Perm: "activity.list", Kind: "body", Name: "活动日期在今天以后", NameEN: "Activity in the future",
		Why: "还没有开展的活动不能先登记。", WhyEN: "It has not taken place.",
		Mend: "在机构页改正日期。", MendEN: "Correct its day on the page of the body.",
		Shows: "记为 {day}", ShowsEN: "Given as {day}",
	},
	{
		ID: "pool_unsound", About: AboutPoints, Severity: Wrong, Perm: "merit.list", Kind: "pool", Name: "资金池和发放的积分对不上", NameEN: "Pool does not match the points that were given",
		Why: "许诺的钱不等于没兑完的积分乘以标准，或可用的钱小于零。", WhyEN: "What is promised is not points times their rate, or the free part is below nothing.",
		Mend: "先停止发放和兑换，把这个村的账簿交给管理员核对。", MendEN: "Give and redeem nothing more, and have the book of the village checked.",
		Shows: "相差 {n} 分钱", ShowsEN: "Differs by {n} fen",
	},
	{
		ID: "stock_short", About: AboutPoints, Severity: Wrong, Perm: "shop.list", Kind: "shop", Name: "积分超市库存小于零", NameEN: "Stock of the shop below nothing",
		Why: "兑出的比进的多，账实不符。", WhyEN: "More was handed out than came in.",
		Mend: "盘点，登记差异。", MendEN: "Count the stock and enter the difference.",
		Shows: "账面 {n} 件", ShowsEN: "{n} pieces by the book",
	},
	{
		ID: "round_waits", About: AboutPoints, Severity: Look, Perm: "merit.list", Kind: "round_merit", Name: "公示期满两周的积分没有发放", NameEN: "Points not given two weeks after their posting",
		Why: "群众该得的积分还没有到账。", WhyEN: "Households wait for what is theirs.",
		Mend: "打开这一轮，由另一人发放。", MendEN: "Open the round and let somebody else give them.",
		Shows: "公示到 {day}", ShowsEN: "Posted to {day}",
	},
}

// The checks of what the program keeps.
var keepChecks = []DataCheck{
	{
		ID: "counter_differs", About: AboutKeep, Severity: Wrong, Perm: "journal.read", Kind: "place", Name: "计数和记录对不上", NameEN: "Counters unlike the records",
		Why: "报表用的计数不等于逐条数出来的数，说明程序或数据有问题。", WhyEN: "What reports use is not what counting gives: a defect of the program or of the data.",
		Mend: "把日志交给管理员；不要手工改数。", MendEN: "Give the log to the administrator, and change no figure by hand.",
		Shows: "相差 {n}", ShowsEN: "Differs by {n}",
	},
	{
		ID: "phone_silent", About: AboutKeep, Severity: Look, Perm: "field.device", Kind: "device", Name: "手机 90 天没有同步", NameEN: "Phone not seen for 90 days",
		Why: "可能丢失、换机或不再使用，上面还存着群众的资料。", WhyEN: "It may be lost or no longer used, and holds data of residents.",
		Mend: "联系本人；不用的在“手机端”里停用，资料会自动抹掉。", MendEN: "Ask its holder; revoke it in “Phones”, and what it holds is wiped.",
	},
	{
		ID: "phone_waiting", About: AboutKeep, Severity: Likely, Perm: "field.device", Kind: "device", Name: "手机里有没传上来的记录", NameEN: "Phone with records that were not sent",
		Why: "一周没有同步，记录还压在手机里。", WhyEN: "For a week it has not come, and records wait in it.",
		Mend: "请本人联网同步，或导出文件到电脑导入。", MendEN: "Ask its holder to go online, or to export the file and import it at a desk.",
		Shows: "{n} 条待发", ShowsEN: "{n} waiting",
	},
	{
		ID: "request_late", About: AboutKeep, Severity: Wrong, Perm: "privacy.list", Kind: "request", Name: "个人信息请求超过法定时限", NameEN: "Request about personal data past its time",
		Why: "查阅、更正、删除的请求要按期答复。", WhyEN: "To see, correct or delete has to be answered in time.",
		Mend: "打开请求，马上答复。", MendEN: "Open it and answer at once.",
	},
	{
		ID: "emergency_kept", About: AboutKeep, Severity: Wrong, Perm: "emergency.list", Kind: "emergency", Name: "应急名单到期没有销毁", NameEN: "List of an emergency kept too long",
		Why: "说好到期删除的帮扶名单还在。", WhyEN: "What was to be deleted is still there.",
		Mend: "检查后台任务是否在运行，或由管理员删除。", MendEN: "See whether the jobs of the server run, or let the administrator delete it.",
		Shows: "应在 {day} 删除", ShowsEN: "To be deleted on {day}",
	},
}
