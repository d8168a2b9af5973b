package quality

import (
	"touyan/internal/kernel"
)

// What is looked for in the grid, in posts and in bodies.
var placeProbes = map[string]probe{
	"place_orphan": {
		from:  "{place x} LEFT JOIN {place u} ON u.county_id = x.county_id AND u.id = x.parent_id",
		where: on("x.level > 1 AND x.to_day >= ? AND (u.id IS NULL OR u.to_day < ?)"),
	},
	"place_code": {
		from: "{place x} JOIN {place u} ON u.county_id = x.county_id AND u.id = x.parent_id", n: "x.level",
		where: on("x.to_day >= ? AND x.level > 1 AND substr(x.code, 1, CASE x.level WHEN 2 THEN 6 WHEN 3 THEN 9 ELSE 12 END)" +
			" <> substr(u.code, 1, CASE x.level WHEN 2 THEN 6 WHEN 3 THEN 9 ELSE 12 END)"),
	},
	"place_level": {
		from: "{place x} JOIN {place u} ON u.county_id = x.county_id AND u.id = x.parent_id", n: "x.level",
		where: on("x.to_day >= ? AND x.level > 1 AND NOT (u.level = x.level - 1 OR x.level = 4 AND u.level = 4)"),
	},
	"place_twins": {
		from:  "{place x}",
		where: on("x.id IN (SELECT MAX(t.id) FROM {place t} WHERE t.to_day >= ? AND t.parent_id <> 0 GROUP BY t.parent_id, t.name HAVING COUNT(*) > 1)"),
	},
	"place_plan_failed": {from: "{place_plan x}", id: "x.place_id", part: "x.id", day: "x.day", where: func(asked) part { return is("x.state = 'failed'") }},
	"micro_large": {
		from: "{place x} JOIN (SELECT h.micro_id AS at, COUNT(*) AS n FROM {household h} WHERE h.to_day = '" + string(kernel.EndOfTime) + "' AND h.micro_id <> 0 GROUP BY h.micro_id) c ON c.at = x.id",
		n:    "c.n", where: func(a asked) part { return is("x.level = 5 AND x.to_day >= ? AND c.n > ?", a.today, a.most) },
	},
	"group_empty": {
		from: "{place x}",
		where: on("x.level = 4 AND x.to_day >= ? AND NOT EXISTS (SELECT 1 FROM {household h} WHERE h.county_id = x.county_id AND h.group_id = x.id AND h.to_day >= ?)" +
			" AND NOT EXISTS (SELECT 1 FROM {place d} WHERE d.county_id = x.county_id AND d.parent_id = x.id AND d.level = 4 AND d.to_day >= ?)" +
			" AND x.village_id IN (SELECT h.village_id FROM {household h} WHERE h.to_day >= ?)"),
	},
	"grid_no_officer": {
		from: "{place x}",
		where: on("x.level >= 4 AND x.to_day >= ? AND NOT EXISTS (SELECT 1 FROM {appointment a} WHERE a.county_id = x.county_id AND a.place_id = x.id AND a.from_day <= ? AND a.to_day >= ?)" +
			" AND (x.level = 4 OR NOT EXISTS (SELECT 1 FROM {appointment a} WHERE a.county_id = x.county_id AND a.place_id = x.parent_id AND a.from_day <= ? AND a.to_day >= ?))"),
	},
	"place_vacant": {from: "{place x}", where: func(a asked) part {
		if a.vacant.sql == "" {
			return part{}
		}
		return part{"x.to_day >= ? AND (" + a.vacant.sql + ")", append([]any{a.today}, a.vacant.args...)}
	}},
	"place_two_heads": {from: "{place x}", where: func(a asked) part {
		if a.double.sql == "" {
			return part{}
		}
		return part{"x.to_day >= ? AND x.id IN (" + a.double.sql + ")", append([]any{a.today}, a.double.args...)}
	}},

	"post_person_gone": {
		from: "{appointment x} JOIN {person p} ON p.county_id = x.county_id AND p.id = x.person_id", id: "x.person_id", part: "x.id", day: "CASE WHEN p.died_day <> '' THEN p.died_day ELSE p.left_day END",
		where: on("x.to_day >= ? AND (p.died_day <> '' OR p.left_day <> '')"),
	},
	"post_place_closed": {
		from: "{appointment x} JOIN {place u} ON u.county_id = x.county_id AND u.id = x.place_id", id: "x.person_id", part: "x.id", day: "u.to_day",
		where: on("x.to_day >= ? AND u.to_day < ?"),
	},
	"post_body_closed": {
		from: "{appointment x} JOIN {body u} ON u.county_id = x.county_id AND u.id = x.body_id", id: "x.person_id", part: "x.id", day: "u.to_day",
		where: on("x.to_day >= ? AND u.to_day < ?"),
	},
	"post_unknown": {
		from: "{appointment x}", id: "x.person_id", part: "x.id", day: "x.from_day",
		where: func(a asked) part {
			w := among("x.post NOT IN (#) AND x.to_day >= ?", a.known, a.today)
			return w
		},
	},
	"post_backwards": {
		from: "{appointment x}", id: "x.person_id", part: "x.id", day: "x.from_day", where: func(asked) part { return is("x.to_day < x.from_day") },
	},
	"officer_no_account": {
		from: "{person x}",
		where: func(a asked) part {
			w := among("x.merged_into = 0 AND x.id IN (SELECT a.person_id FROM {appointment a} WHERE a.post IN (#) AND a.from_day <= ? AND a.to_day >= ?)", a.accounts, a.today, a.today)
			if w.sql != "" {
				w.sql += " AND NOT EXISTS (SELECT 1 FROM {account c} WHERE c.county_id = x.county_id AND c.person_id = x.id AND c.state <> 'disabled')"
			}
			return w
		},
	},
	"account_no_post": {
		from: "{account c} JOIN {person x} ON x.county_id = c.county_id AND x.id = c.person_id", part: "c.id",
		where: on("c.state <> 'disabled' AND x.died_day = '' AND NOT EXISTS (SELECT 1 FROM {appointment a} WHERE a.county_id = c.county_id AND a.person_id = c.person_id AND a.to_day >= ?)" +
			" AND NOT EXISTS (SELECT 1 FROM {member m} WHERE m.county_id = c.county_id AND m.person_id = c.person_id AND m.to_day >= ?)"),
	},
	"account_of_dead": {
		from: "{account c} JOIN {person x} ON x.county_id = c.county_id AND x.id = c.person_id", part: "c.id", day: "x.died_day",
		where: func(asked) part { return is("c.state <> 'disabled' AND x.died_day <> ''") },
	},
	"handover_stuck": {
		from: "{handover x}", id: "x.from_person_id", part: "x.id", day: "x.day", where: on("x.done_day = '' AND x.day < ?"),
	},
}

// What is looked for in bodies.
var postProbes = map[string]probe{
	"body_empty": {from: "{body x}", where: func(a asked) part {
		return a.manned("NOT EXISTS (SELECT 1 FROM {member m} WHERE m.county_id = x.county_id AND m.body_id = x.id AND m.from_day <= ? AND m.to_day >= ?)" +
			" AND NOT EXISTS (SELECT 1 FROM {appointment p} WHERE p.county_id = x.county_id AND p.body_id = x.id AND p.from_day <= ? AND p.to_day >= ?)")
	}},
	"body_no_head": {from: "{body x}", where: func(a asked) part {
		var w part
		for kind, l := range a.led {
			one := "x.kind = ? AND NOT EXISTS (SELECT 1 FROM {member m} WHERE m.county_id = x.county_id AND m.body_id = x.id AND m.role = ? AND m.from_day <= ? AND m.to_day >= ?)"
			args := []any{kind, l.role, a.today, a.today}
			if len(l.posts) > 0 {
				held := among(" AND NOT EXISTS (SELECT 1 FROM {appointment p} WHERE p.county_id = x.county_id AND p.body_id = x.id AND p.post IN (#) AND p.from_day <= ? AND p.to_day >= ?)", l.posts, a.today, a.today)
				one, args = one+held.sql, append(args, held.args...)
			}
			w.sql, w.args = w.sql+" OR ("+one+")", append(w.args, args...)
		}
		if w.sql == "" {
			return w
		}
		return part{"x.to_day >= ? AND (FALSE" + w.sql + ") AND EXISTS (SELECT 1 FROM {member m} WHERE m.county_id = x.county_id AND m.body_id = x.id AND m.to_day >= ?)", append(append([]any{a.today}, w.args...), a.today)}
	}},
	"body_term_over": {
		from: "{body_term x} JOIN {body b} ON b.county_id = x.county_id AND b.id = x.body_id", id: "x.body_id", n: "x.number", day: "x.to_day",
		where: on("x.last AND x.to_day < ? AND b.to_day >= ?"),
	},
	"body_no_term": {from: "{body x}", where: func(a asked) part {
		return among("x.kind IN (#) AND x.to_day >= ? AND NOT EXISTS (SELECT 1 FROM {body_term t} WHERE t.county_id = x.county_id AND t.body_id = x.id)", a.timed, a.today)
	}},
	"body_place_closed": {
		from: "{body x} JOIN {place u} ON u.county_id = x.county_id AND u.id = x.place_id", day: "u.to_day", where: on("x.to_day >= ? AND u.to_day < ?"),
	},
	"body_parent_closed": {
		from: "{body x} JOIN {body u} ON u.county_id = x.county_id AND u.id = x.parent_id", day: "u.to_day", where: on("x.to_day >= ? AND u.to_day < ?"),
	},
	"member_gone": {
		from: "{member x} JOIN {person p} ON p.county_id = x.county_id AND p.id = x.person_id", id: "x.body_id", part: "x.person_id", day: "CASE WHEN p.died_day <> '' THEN p.died_day ELSE p.left_day END",
		where: on("x.to_day >= ? AND (p.died_day <> '' OR p.left_day <> '')"),
	},
	"member_twice": {
		from: "{member x} JOIN {member m} ON m.county_id = x.county_id AND m.body_id = x.body_id AND m.person_id = x.person_id AND m.role = x.role", id: "x.body_id", part: "x.person_id",
		where: on("x.to_day >= ? AND m.to_day >= ? AND m.id + 0 < x.id AND m.from_day <= x.to_day AND x.from_day <= m.to_day"),
	},
}

// manned narrows to open bodies of the kinds that have seats.
func (a asked) manned(sql string) part {
	kinds := make([]string, 0, len(a.seated))
	for k := range a.seated {
		kinds = append(kinds, k)
	}
	return among("x.kind IN (#) AND x.to_day >= ? AND "+sql, kinds, a.today, a.today, a.today, a.today, a.today)
}
