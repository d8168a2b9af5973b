package quality

// What is looked for in cases, visits, duties, members' points, honours, and in what the program keeps.
var workProbes = map[string]probe{
	"case_no_owner": {
		from: "{case x}", where: func(a asked) part {
			return is("x.open AND x.body_id = 0 AND x.assignee_id = 0 AND x.awaits_id = 0 AND x.queue = '' AND x.state_since < ?", a.ago(3))
		},
	},
	"case_no_clock": {
		from: "{case x}", where: func(a asked) part {
			return is("x.open AND x.due = 0 AND x.paused = 0 AND x.state_since < ?", a.ago(30))
		},
	},
	"case_place_closed": {
		from: "{case x} JOIN {place u} ON u.county_id = x.county_id AND u.id = x.place_id", day: "u.to_day", where: on("x.open AND u.to_day < ?"),
	},
	"case_late_long": {
		from: "{case x}", where: func(a asked) part {
			return is("x.open AND x.due > 0 AND x.due < ? AND x.paused = 0 AND x.type <> 'risk_household'", a.ago(30))
		},
	},
	"case_ahead":     {from: "{case x}", where: func(a asked) part { return is("x.at > ?", a.now) }},
	"case_end_early": {from: "{case x}", day: "x.ended_day", where: on("x.ended_day <> '' AND x.ended_day > ?")},
	"case_assignee_gone": {
		from: "{case x} JOIN {person p} ON p.county_id = x.county_id AND p.id = x.assignee_id", day: "CASE WHEN p.died_day <> '' THEN p.died_day ELSE p.left_day END",
		where: func(asked) part { return is("x.open AND (p.died_day <> '' OR p.left_day <> '')") },
	},
	"case_call_open": {
		from: "{case_call x} JOIN {case c} ON c.county_id = x.county_id AND c.id = x.case_id", id: "x.case_id", part: "x.id", where: func(asked) part { return is("x.open AND NOT c.open") },
	},
	"risk_late": {
		from: "{case x}", where: func(a asked) part {
			return is("x.type = 'risk_household' AND x.open AND x.due > 0 AND x.due < ? AND x.paused = 0", a.now)
		},
	},
	"alert_open": {from: "{case_alert x}", id: "x.case_id", part: "x.id", n: "x.n", where: func(a asked) part { return is("x.open AND x.case_id <> 0 AND x.at < ?", a.ago(30)) }},

	"visit_early": {
		from: "{visit x} JOIN {household h} ON h.county_id = x.county_id AND h.id = x.household_id", day: "x.day", where: func(asked) part { return is("x.day < h.from_day") },
	},
	"visit_ahead": {from: "{visit x}", day: "x.day", where: on("x.day > ?")},
	"visit_after_end": {
		from: "{visit x} JOIN {household h} ON h.county_id = x.county_id AND h.id = x.household_id", day: "x.day", where: func(asked) part { return is("x.day > h.to_day") },
	},
	"ask_no_case": {
		from: "{visit_ask x} JOIN {visit v} ON v.county_id = x.county_id AND v.id = x.visit_id", id: "x.visit_id", part: "x.id", day: "v.day",
		where: func(a asked) part { return is("x.case_id = 0 AND v.at < ? AND v.back_at = 0", a.ago(2)) },
	},
	"campaign_gap": {
		from: "{campaign x} JOIN (SELECT t.campaign_id AS at, COUNT(*) AS n FROM {campaign_task t} WHERE t.gap GROUP BY t.campaign_id) g ON g.at = x.id", n: "g.n",
		where: func(asked) part { return is("x.state = 'open'") },
	},
	"campaign_over": {from: "{campaign x}", day: "x.due_day", where: on("x.state = 'open' AND x.due_day <> '' AND x.due_day < ?")},
	"task_visitor_gone": {
		from: "{campaign_task x} JOIN {person p} ON p.county_id = x.county_id AND p.id = x.visitor_id", id: "x.campaign_id", part: "x.visitor_id", n: "1",
		where: func(asked) part { return is("x.open AND (p.died_day <> '' OR p.left_day <> '')") },
	},

	"item_no_owner":  {from: "{duty_item x}", day: "x.due_day", where: func(asked) part { return is("x.open AND x.person_id = 0 AND x.body_id = 0 AND x.post = ''") }},
	"item_no_day":    {from: "{duty_item x}", where: func(asked) part { return is("x.open AND x.due_day = '' AND x.children = 0") }},
	"item_late_long": {from: "{duty_item x}", day: "x.due_day", where: func(a asked) part { return is("x.open AND x.due_day <> '' AND x.due_day < ?", a.today.Add(-60)) }},
	"item_owner_gone": {
		from: "{duty_item x} JOIN {person p} ON p.county_id = x.county_id AND p.id = x.person_id", day: "CASE WHEN p.died_day <> '' THEN p.died_day ELSE p.left_day END",
		where: func(asked) part { return is("x.open AND (p.died_day <> '' OR p.left_day <> '')") },
	},
	"list_over": {from: "{duty_list x}", day: "x.to_day", where: on("x.open AND x.to_day <> '' AND x.to_day < ?")},

	"points_member_ended": {
		from: "{points_account x} JOIN {points_year y} ON y.county_id = x.county_id AND y.id = x.year_id", n: "x.total",
		where: on("y.open AND y.state = 'open' AND x.joined_id = 0 AND NOT EXISTS (SELECT 1 FROM {member m} WHERE m.county_id = x.county_id AND m.body_id = y.body_id AND m.person_id = x.person_id AND m.to_day >= ?)"),
	},
	"points_stuck": {
		from: "{points_entry x}", id: "x.account_id", part: "x.id", day: "x.effect_day", where: func(a asked) part { return is("x.state = 'posted' AND x.effect_day < ?", a.today.Add(-3)) },
	},
	"points_follow_late": {from: "{points_follow x}", id: "x.account_id", part: "x.id", day: "x.due_day", where: on("x.open AND x.due_day < ?")},
	"honour_check_late":  {from: "{award_honour x}", day: "x.next_check", where: on("x.state = 'held' AND x.next_check <> '' AND x.next_check < ?")},
	"honour_over":        {from: "{award_honour x}", day: "x.valid_to", where: on("x.state = 'held' AND x.valid_to <> '' AND x.valid_to < ?")},
	"award_stuck":        {from: "{award_round x}", where: func(a asked) part { return is("x.state = 'posted' AND x.post_until < ?", a.ago(14)) }},
	"activity_ahead":     {from: "{activity x}", id: "x.body_id", part: "x.id", day: "x.day", where: on("x.day > ?")},

	"phone_silent": {
		from: "{field_device x} LEFT JOIN {field_seen s} ON s.device_id = x.id", where: func(a asked) part {
			return is("x.revoked_at = 0 AND COALESCE(s.synced_at, x.at) < ?", a.ago(90))
		},
	},
	"phone_waiting": {
		from: "{field_device x} JOIN {field_seen s} ON s.device_id = x.id", n: "s.waiting", where: func(a asked) part {
			return is("x.revoked_at = 0 AND s.waiting > 0 AND s.synced_at < ?", a.ago(7))
		},
	},
	"request_late":   {from: "{privacy_request x}", where: func(a asked) part { return is("x.open AND x.due > 0 AND x.due < ?", a.now) }},
	"emergency_kept": {from: "{emergency x}", day: "x.delete_day", where: on("x.wiped_at = 0 AND x.delete_day <> '' AND x.delete_day < ?")},
}
