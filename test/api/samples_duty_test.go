package api_test

import (
	"maps"

	"touyan/internal/domain/body"
	"touyan/internal/domain/duty"
	"touyan/internal/kernel"
)

func init() { maps.Copy(samples, dutySamples) }

// dutySamples are those of lists, items, orders and contact points.
var dutySamples = map[string][]sample{
	"duty.lists": {
		{kind: list, make: withItem("/api/lists")}, {kind: record, make: at("/api/lists?place={}")},
	},
	"duty.list":     {{kind: record, make: ofList("GET", "", nil)}},
	"duty.make":     {{kind: create, make: func(w *world) request { return post("/api/lists", w.newList()) }}},
	"duty.sign":     {{kind: record, make: ofList("POST", "/sign", m{"rev": 1}), status: 409}},
	"duty.end_list": {{kind: record, make: ofList("POST", "/end", m{"rev": 1, "reason": "办完了"}), status: 409}},
	"duty.items": {
		{kind: list, make: withItem("/api/duties/items?box=unit"), sees: "修水渠"},
		{kind: list, make: withItem("/api/duties/items?box=late"), sees: "items"},
		{kind: list, make: withItem("/api/duties/items?box=wait"), sees: "items"},
		{kind: record, make: at("/api/duties/items?place={}")},
		{kind: record, make: func(w *world) request {
			w.item()
			return get("/api/duties/items?list=" + w.theList.String())(w)
		}},
	},
	"duty.item": {{kind: record, make: ofItem("GET", "", nil)}},
	"duty.add": {{kind: record, make: func(w *world) request {
		w.item()
		return post("/api/duties/items", m{"list_id": w.theList.String(), "title": w.next("事项"), "due": "2026-12-01"})
	}}},
	"duty.act":   {{kind: record, make: ofItem("POST", "/steps", m{"rev": 1, "step": "urge", "note": "请抓紧"})}},
	"duty.order": {{kind: record, make: ofItem("POST", "/orders", m{"text": "三日内整改", "due": "2026-12-01"})}},
	"duty.act_order": {{kind: record, make: func(w *world) request {
		id := w.item()
		d := ok(w.app.Duty.IssueOrder(w.sys, id, duty.NewOrder{Text: "整改", Due: "2026-12-01"}))(w)
		return post("/api/duties/orders/"+d.Orders[0].ID.String()+"/steps", m{"rev": 1, "step": "urge"})
	}}},
	"duty.add_evidence": {{kind: record, make: func(w *world) request {
		id := w.item()
		ok(w.app.Duty.Act(w.sys, id, duty.Act{Step: "accept", Rev: 1}))(w)
		return request{method: "POST", path: "/api/duties/items/" + id.String() + "/evidence", body: form{name: "files", files: [][]byte{photo(9)}}}
	}}},
	"duty.evidence": {{kind: record, make: func(w *world) request {
		id := w.item()
		ok(w.app.Duty.Act(w.sys, id, duty.Act{Step: "accept", Rev: 1}))(w)
		d := ok(w.app.Duty.AddEvidence(w.sys, id, "", []duty.Upload{{Data: photo(33)}}))(w)
		return get(d.EvidenceList[0].URL)(w)
	}}},
	"duty.summary":  {{kind: record, make: at("/api/duties/summary?place={}")}},
	"duty.notices":  {{kind: free, why: "the reader's own", make: get("/api/duties/notices")}},
	"duty.period":   {{kind: list, make: withItem("/api/duties/period?view=quarter&on=2026-12-01"), sees: "修水渠"}, {kind: record, make: at("/api/duties/period?view=week&place={}")}},
	"duty.calendar": {{kind: list, make: withItem("/api/duties/calendar?from=2026-12-01&to=2026-12-31"), sees: "2026-12-01"}, {kind: record, make: at("/api/duties/calendar?from=2026-12-01&to=2026-12-31&place={}")}},
	"duty.orders": {
		{kind: list, sees: "整改水渠", make: func(w *world) request {
			ok(w.app.Duty.IssueOrder(w.sys, w.item(), duty.NewOrder{Text: "整改水渠", Due: "2026-12-01"}))(w)
			return get("/api/duties/orders")(w)
		}},
		{kind: record, make: at("/api/duties/orders?place={}")},
	},
	"duty.of_person": {{kind: record, make: func(w *world) request { return get("/api/duties/persons/" + w.worker.Person.String())(w) }}},
	"duty.owners":    {{kind: list, make: get("/api/duties/owners?kind=unit"), sees: "昌宁镇水利站"}, {kind: record, make: at("/api/duties/owners?kind=person&place={}")}},
	"duty.contacts": {{kind: list, make: func(w *world) request {
		w.contact()
		return get("/api/duties/contacts")(w)
	}}, {kind: record, make: at("/api/duties/contacts?place={}")}},
	"duty.contact_gaps": {{kind: list, make: func(w *world) request {
		w.leader()
		return get("/api/duties/contact-gaps")(w)
	}}, {kind: record, make: at("/api/duties/contact-gaps?place={}")}},
	"duty.set_contacts": {{kind: record, make: func(w *world) request {
		person, branch := w.leader()
		return post("/api/duties/contacts", m{"def": "branch_contact", "person_id": person.String(), "target_ids": []string{branch.String()}})
	}}},
	"duty.contact": {{kind: record, make: func(w *world) request {
		return post("/api/duties/contacts/"+w.contact().String()+"/met", m{"day": "2026-11-16", "note": "听汇报"})
	}, status: 403}},
	"duty.end_contact": {{kind: record, make: func(w *world) request {
		return post("/api/duties/contacts/"+w.contact().String()+"/end", m{"rev": 1, "reason": "调整"})
	}}},
	"exchange.export_contacts": {{kind: list, sees: "书记", make: func(w *world) request {
		w.contact()
		return get("/api/exports/contacts.xlsx")(w)
	}}, {kind: record, make: at("/api/exports/contacts.xlsx?place={}")}},
	"exchange.export_items":      {{kind: list, make: withItem("/api/exports/items.xlsx"), sees: "修水渠"}, {kind: record, make: at("/api/exports/items.xlsx?place={}")}},
	"exchange.template_contacts": {{kind: free, why: "an empty form", make: get("/api/registers/contacts/template.xlsx")}},
	"exchange.template_items":    {{kind: free, why: "an empty form", make: get("/api/registers/items/template.xlsx")}},
}

func (w *world) newList() m {
	return m{"type": "task", "title": w.next("任务清单"), "place_id": w.id(townA), "to": "2026-12-31"}
}

// item is one of a list of township A, owed by its office.
func (w *world) item() kernel.ID {
	l := ok(w.app.Duty.MakeList(w.sys, duty.NewList{Type: "task", Title: w.next("水利清单"), PlaceID: ok(kernel.ParseID(w.id(townA)))(w), To: "2026-12-31"}))(w)
	w.theList = l.ID
	return ok(w.app.Duty.Add(w.sys, duty.NewItem{ListID: l.ID, Title: "修水渠", BodyID: w.unit, Due: "2026-12-01"}))(w).ID
}

func withItem(path string) func(*world) request {
	return func(w *world) request {
		w.item()
		return get(path)(w)
	}
}

func ofList(method, tail string, body any) func(*world) request {
	return func(w *world) request {
		w.item()
		return request{method: method, path: "/api/lists/" + w.theList.String() + tail, body: body}
	}
}

func ofItem(method, tail string, body any) func(*world) request {
	return func(w *world) request {
		return request{method: method, path: "/api/duties/items/" + w.item().String() + tail, body: body}
	}
}

// leader is a secretary of township A, and a branch of its village.
func (w *world) leader() (person, branch kernel.ID) {
	town, village := ok(kernel.ParseID(w.id(townA)))(w), ok(kernel.ParseID(w.id(villageA)))(w)
	who := ok(w.build.Somebody(w.sys, town, w.next("书记"), body.NewAppointment{Post: "township_leader"}))(w)
	b := ok(w.app.Body.CreateBody(w.sys, body.NewBody{Name: w.next("党支部"), Kind: "party_branch", PlaceID: village}))(w)
	return who.Person, b.ID
}

func (w *world) contact() kernel.ID {
	person, branch := w.leader()
	list := ok(w.app.Duty.SetContacts(w.sys, duty.NewContact{Def: "branch_contact", PersonID: person, TargetIDs: []kernel.ID{branch}}))(w)
	return list[0].ID
}
