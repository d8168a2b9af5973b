package quality

import (
	"touyan/internal/kernel"
)

const forever = "'" + string(kernel.EndOfTime) + "'"

// livesHere: a member of a household today.
const livesHere = "m.from_day <= ? AND m.to_day >= ?"

// What is looked for in the register of households and persons. What is sealed, as days of birth and numbers, is looked at by the room of
// persons itself (Doubts), which tells no more than that.
var peopleProbes = map[string]probe{
	"person_died_ahead": {
		from: "{person x}", day: "CASE WHEN x.died_day <> '' THEN x.died_day ELSE x.left_day END", where: on("x.merged_into = 0 AND (x.died_day > ? OR x.left_day > ?)"),
	},
	"person_dead_member": {
		from: "{household_member m} JOIN {person x} ON x.county_id = m.county_id AND x.id = m.person_id", part: "m.household_id", day: "x.died_day",
		where: on("m.to_day >= ? AND x.died_day <> '' AND x.died_day < ?"),
	},
	"person_two_households": {
		from: "{household_member m} JOIN {household_member o} ON o.county_id = m.county_id AND o.person_id = m.person_id AND o.id + 0 < m.id JOIN {person x} ON x.county_id = m.county_id AND x.id = m.person_id",
		part: "m.household_id", where: on(livesHere + " AND o.from_day <= ? AND o.to_day >= ? AND o.household_id <> m.household_id"),
	},
	"person_no_household": {
		from: "{person x}",
		where: on("x.merged_into = 0 AND x.died_day = '' AND x.left_day = '' AND x.id IN (SELECT m.person_id FROM {household_member m} WHERE m.to_day < ?)" +
			" AND NOT EXISTS (SELECT 1 FROM {household_member m} WHERE m.county_id = x.county_id AND m.person_id = x.id AND m.to_day >= ?)"),
	},
	"person_twice": {
		from: "{person_pair x}", n: "x.weight", where: func(a asked) part { return is("x.state = 'open' AND x.at < ?", a.ago(30)) },
	},
	"person_place_closed": {
		from: "{person x} JOIN {place u} ON u.county_id = x.county_id AND u.id = x.place_id", day: "u.to_day",
		where: on("x.merged_into = 0 AND x.died_day = '' AND x.left_day = '' AND u.to_day < ?"),
	},
	"kin_of_self": {from: "{kin x}", id: "x.person_id", part: "x.id", where: func(asked) part { return is("x.person_id = x.other_id") }},

	"household_empty": {
		from: "{household x}", day: "x.from_day",
		where: on("x.to_day = " + forever + " AND NOT EXISTS (SELECT 1 FROM {household_member m} WHERE m.county_id = x.county_id AND m.household_id = x.id AND m.to_day >= ?)"),
	},
	"household_no_head": {
		from: "{household x}",
		where: on("x.to_day = " + forever + " AND NOT EXISTS (SELECT 1 FROM {household_member m} WHERE m.county_id = x.county_id AND m.household_id = x.id AND m.relation = '02' AND " + livesHere + ")" +
			" AND EXISTS (SELECT 1 FROM {household_member m} WHERE m.county_id = x.county_id AND m.household_id = x.id AND " + livesHere + ")"),
	},
	"household_two_heads": {
		from: "{household x}", n: "(SELECT COUNT(*) FROM {household_member n} WHERE n.county_id = x.county_id AND n.household_id = x.id AND n.relation = '02')",
		where: on("x.to_day = " + forever + " AND x.id IN (SELECT m.household_id FROM {household_member m} WHERE m.relation = '02' AND " + livesHere + " GROUP BY m.household_id HAVING COUNT(*) > 1)"),
	},
	"household_head_differs": {
		from:  "{household x}",
		where: on("x.to_day = " + forever + " AND EXISTS (SELECT 1 FROM {household_member m} WHERE m.county_id = x.county_id AND m.household_id = x.id AND m.relation = '02' AND m.person_id <> x.head_id AND " + livesHere + ")"),
	},
	"household_place_closed": {
		from: "{household x} JOIN {place u} ON u.county_id = x.county_id AND u.id = x.place_id", day: "u.to_day", where: on("x.to_day = " + forever + " AND u.to_day < ?"),
	},
	"household_days": {
		from: "{household x}", day: "x.from_day", where: on("x.from_day > ? OR x.to_day < x.from_day"),
	},
	"household_code": {
		from:  "{household x} JOIN {place v} ON v.county_id = x.county_id AND v.id = x.village_id",
		where: on("x.to_day >= ? AND substr(x.code, 1, 12) <> v.code"),
	},
	"member_days": {
		from: "{household_member x} JOIN {household h} ON h.county_id = x.county_id AND h.id = x.household_id", id: "x.household_id", part: "x.id", day: "x.from_day",
		where: func(asked) part { return is("x.to_day < x.from_day OR x.from_day < h.from_day") },
	},
	"member_of_ended": {
		from: "{household_member x} JOIN {household h} ON h.county_id = x.county_id AND h.id = x.household_id", id: "x.household_id", part: "x.person_id", day: "h.to_day",
		where: on("x.to_day = " + forever + " AND h.to_day < ?"),
	},
	"fact_conflict": {
		from: "{fact_conflict x}", id: "x.household_id", part: "x.id", where: func(a asked) part { return is("x.state = 'open' AND x.at < ?", a.ago(14)) },
	},
	"link_missing": {from: "{household x}", where: func(a asked) part {
		return among("x.to_day = "+forever+" AND NOT EXISTS (SELECT 1 FROM {link l} WHERE l.county_id = x.county_id AND l.household_id = x.id AND l.kind IN (#) AND l.to_day = "+forever+")", a.linked)
	}},
	"link_gone": {
		from: "{link x} JOIN {person p} ON p.county_id = x.county_id AND p.id = x.person_id", id: "x.household_id", part: "x.person_id", day: "CASE WHEN p.died_day <> '' THEN p.died_day ELSE p.left_day END",
		where: on("x.to_day >= ? AND (p.died_day <> '' OR p.left_day <> '')"),
	},
	"link_of_ended": {
		from: "{link x} JOIN {household h} ON h.county_id = x.county_id AND h.id = x.household_id", id: "x.household_id", part: "x.person_id", day: "h.to_day", where: on("x.to_day = " + forever + " AND h.to_day < ?"),
	},
}
