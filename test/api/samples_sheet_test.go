package api_test

import (
	"maps"

	"touyan/internal/domain/duty"
)

func init() { maps.Copy(samples, sheetSamples) }

// after makes something and then asks for a list that holds it.
func after(path string, makes func(w *world)) func(w *world) request {
	return func(w *world) request {
		makes(w)
		return get(path)(w)
	}
}

// sheetSamples are plain lists that only go out.
var sheetSamples = map[string][]sample{
	"overview.export_walls": {{kind: list, sees: "龙鼻村", make: after("/api/exports/walls.xlsx", func(w *world) { w.wall() })}},
	"overview.export":       {{kind: record, make: func(w *world) request { return get("/api/exports/overview.xlsx?place=" + w.id(villageA))(w) }}},

	"feed.export_tokens": {{kind: list, sees: "昌宁镇", make: after("/api/exports/feed_tokens.xlsx", func(w *world) { w.feedToken(w.clerkA, townA, "casework.list") })}},
	"feed.export_hooks":  {{kind: list, sees: "昌宁镇", make: after("/api/exports/feed_hooks.xlsx", func(w *world) { w.feedHook() })}},
	"feed.export_deliveries": {{kind: record, make: func(w *world) request {
		return get("/api/exports/feed_deliveries.xlsx?hook=" + w.feedHook().ID.String())(w)
	}}},

	"demand.export_sent":    {{kind: list, sees: "昌宁镇", make: after("/api/exports/demands_sent.xlsx", func(w *world) { w.demanded() })}},
	"demand.export_senders": {{kind: free, why: "counts about offices, the same for all who read demands", make: get("/api/exports/demand_senders.xlsx")}},
	"demand.export_burden": {
		{kind: list, sees: "龙鼻村", make: after("/api/exports/demand_burden.xlsx", func(w *world) { w.demanded() })},
		{kind: record, make: at("/api/exports/demand_burden.xlsx?place={}")},
	},

	"bulletin.export": {
		{kind: list, sees: "龙鼻村", make: after("/api/exports/bulletins.xlsx", func(w *world) { w.paper() })},
		{kind: record, make: at("/api/exports/bulletins.xlsx?place={}")},
	},
	"field.export": {
		{kind: list, sees: "昌宁镇", make: after("/api/exports/devices.xlsx", func(w *world) { w.device("device-0009") })},
		{kind: record, make: at("/api/exports/devices.xlsx?place={}")},
	},
	"emergency.export": {{kind: list, sees: "龙鼻村", make: after("/api/exports/emergencies.xlsx", func(w *world) { w.flood() })}},

	"duty.export_lists": {
		{kind: list, sees: "昌宁镇", make: after("/api/exports/duty_lists.xlsx", func(w *world) { w.item() })},
		{kind: record, make: at("/api/exports/duty_lists.xlsx?place={}")},
	},
	"duty.export_orders": {
		{kind: list, sees: "整改水渠", make: after("/api/exports/duty_orders.xlsx", func(w *world) {
			ok(w.app.Duty.IssueOrder(w.sys, w.item(), duty.NewOrder{Text: "整改水渠", Due: "2026-12-01"}))(w)
		})},
		{kind: record, make: at("/api/exports/duty_orders.xlsx?place={}")},
	},
	"book.export": {{kind: list, sees: "昌宁镇", make: after("/api/exports/books.xlsx", func(w *world) { w.ledgerOf() })}},
	"merit.export_pools": {
		{kind: list, sees: "龙鼻村", make: after("/api/exports/merit_pools.xlsx", func(w *world) { w.meritVillage() })},
		{kind: record, make: at("/api/exports/merit_pools.xlsx?place={}")},
	},
	"visit.export_calls": {
		{kind: list, sees: "昌宁镇", make: after("/api/exports/visit_calls.xlsx", func(w *world) { w.byOther() })},
		{kind: record, make: at("/api/exports/visit_calls.xlsx?place={}")},
	},
	"fact.export_conflicts": {
		{kind: list, sees: "昌宁镇", make: after("/api/exports/conflicts.xlsx", func(w *world) { w.clash("housing_grade", "d") })},
		{kind: record, make: at("/api/exports/conflicts.xlsx?place={}")},
	},
	"person.export_pairs": {
		{kind: list, sees: "龙鼻村", make: after("/api/exports/person_pairs.xlsx", func(w *world) { w.pair() })},
		{kind: record, make: at("/api/exports/person_pairs.xlsx?place={}")},
	},
	"visit.export_campaigns": {{kind: list, sees: "昌宁镇", make: after("/api/exports/campaigns.xlsx", func(w *world) { w.campaign() })}},
	"rulebook.export":        {{kind: free, why: "the versions of the county's rules, the same for all who read them", make: get("/api/exports/rule_versions.xlsx")}},
	"indicator.export_bases": {{kind: list, sees: "龙鼻村", make: after("/api/exports/bases.xlsx", func(w *world) { w.frozen() })}},
}
