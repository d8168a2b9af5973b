package api_test

import (
	"maps"

	"touyan/internal/domain/activity"
	"touyan/internal/domain/body"
	"touyan/internal/domain/handover"
	"touyan/internal/domain/link"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/files"
)

func init() {
	maps.Copy(samples, linkSamples)
	for _, key := range []string{"links", "link_gaps", "party_grids", "activities"} {
		samples["exchange.template_"+key] = []sample{{kind: free, why: "an empty form", make: get("/api/registers/" + key + "/template.xlsx")}}
		samples["exchange.export_"+key] = []sample{{kind: record, make: at("/api/exports/" + key + ".xlsx?place={}")}}
	}
	samples["exchange.template_handovers"] = []sample{{kind: free, why: "an empty form", make: get("/api/registers/handovers/template.xlsx")}}
	samples["exchange.export_handovers"] = []sample{{kind: list, sees: "交接样", make: func(w *world) request {
		w.handed()
		return get("/api/exports/handovers.xlsx")(w)
	}}, {kind: record, make: at("/api/exports/handovers.xlsx?place={}")}}
}

const tied = "linked_household"

// linker is a Party group of township A and a member of it.
func (w *world) linker() (who, group kernel.ID) {
	at := ok(kernel.ParseID(w.id(villageA)))(w)
	group = ok(w.app.Body.CreateBody(w.sys, body.NewBody{Name: w.next("党小组"), Kind: "party_group", PlaceID: at}))(w).ID
	who = ok(w.app.Person.Create(w.sys, person.Draft{Name: w.next("党员"), PlaceID: at}))(w).ID
	ok(w.app.Body.AddMember(w.sys, group, who, "", ""))(w)
	return who, group
}

func (w *world) tie() link.Draft {
	who, group := w.linker()
	return link.Draft{Kind: tied, PersonID: who, GroupID: group, HouseholdID: w.household().ID}
}

func (w *world) tiedUp() link.Link { return ok(w.app.Link.Add(w.sys, w.tie()))(w) }

func (w *world) body3(d link.Draft) m {
	return m{"kind": d.Kind, "person_id": d.PersonID.String(), "household_id": d.HouseholdID.String(), "group_id": d.GroupID.String()}
}

// linkSamples are those of linked households, of consent and acting, and of posts that change hands.
var linkSamples = map[string][]sample{
	"link.kinds":    {{kind: free, why: "the kinds of the pack, the same for all", make: get("/api/links/kinds")}},
	"link.list":     {{kind: list, make: func(w *world) request { w.tiedUp(); return get("/api/links?limit=200")(w) }}, {kind: record, make: at("/api/links?place={}")}},
	"link.summary":  {{kind: record, make: at("/api/links/summary?kind=" + tied + "&place={}")}},
	"link.gaps":     {{kind: record, make: at("/api/links/gaps?gap=twice&kind=" + tied + "&place={}")}},
	"link.members":  {{kind: record, make: at("/api/links/members?kind=" + tied + "&place={}")}},
	"link.proposal": {{kind: record, make: at("/api/links/proposal?kind=" + tied + "&place={}")}},
	"link.add":      {{kind: create, make: func(w *world) request { return post("/api/links", w.body3(w.tie())) }}},
	"link.confirm":  {{kind: create, make: func(w *world) request { return post("/api/links/confirm", m{"pairs": []m{w.body3(w.tie())}}) }}},
	"link.end": {{kind: record, make: func(w *world) request {
		return post("/api/links/"+w.tiedUp().ID.String()+"/end", m{"rev": 1, "reason": "外出"})
	}}},
	"body.consent": {{kind: record, make: func(w *world) request {
		return post("/api/appointments/"+w.duty().String()+"/consent", m{"rev": 1, "name": true, "phone": false, "how": "签字同意书"})
	}}},
	"body.act_for": {{kind: record, make: func(w *world) request {
		return post("/api/appointments/"+w.duty().String()+"/act", m{"person_id": w.person(), "to": "2026-12-31", "reason": "住院"})
	}}},
	"activity.list":   {{kind: list, make: func(w *world) request { w.did(); return get("/api/activities?limit=200")(w) }}, {kind: record, make: at("/api/activities?place={}")}},
	"activity.counts": {{kind: record, make: at("/api/activities/counts?place={}")}},
	"activity.add": {{kind: create, make: func(w *world) request {
		return post("/api/activities", m{"body_id": w.team().String(), "day": today, "title": "清河道"})
	}}},
	"activity.remove": {{kind: record, make: func(w *world) request {
		return post("/api/activities/"+w.did().String()+"/remove", m{"rev": 1, "reason": "记错"})
	}}},
	"activity.teams": {{kind: list, make: func(w *world) request { w.team(); return get("/api/activities/teams")(w) }}},
	"activity.attach": {{kind: record, make: func(w *world) request {
		return request{method: "POST", path: "/api/activities/" + w.did().String() + "/files", body: form{name: "files", files: [][]byte{photo(9)}}}
	}}},
	"activity.file": {{kind: record, make: func(w *world) request {
		a := ok(w.app.Activity.AddFiles(w.sys, w.did(), "", []files.Upload{{Data: photo(33)}}))(w)
		return get(a.Files[0].URL)(w)
	}}},
	"body.swap_duty": {{kind: record, make: func(w *world) request {
		at, one, two := w.place(villageA).ID, w.since(), w.since()
		ok(w.app.Body.SetRoster(w.sys, at, "2027-01-04", []kernel.ID{one}))(w)
		ok(w.app.Body.SetRoster(w.sys, at, "2027-01-05", []kernel.ID{two}))(w)
		return post("/api/places/"+at.String()+"/roster/swap", m{"appointment_id": one.String(), "day": "2027-01-04", "other_id": two.String(), "other_day": "2027-01-05"})
	}}},
	"body.placings": {{kind: record, make: at("/api/party/placings?place={}")}},
	"body.place_member": {{kind: create, make: func(w *world) request {
		return post("/api/party/placings", m{"person_id": w.person(), "place_id": w.id(villageA)})
	}}},
	"handover.list": {{kind: list, sees: "交接样", make: func(w *world) request {
		w.handed()
		return get("/api/handovers")(w)
	}}, {kind: record, make: at("/api/handovers?place={}")}},
	"handover.preview": {{kind: record, make: func(w *world) request { return post("/api/handovers/preview", w.handing()) }}},
	"handover.cancel": {{kind: record, make: func(w *world) request {
		into := ok(kernel.ParseID(w.person()))(w)
		h := ok(w.app.Handover.HandOver(w.sys, handover.Draft{AppointmentID: w.since(), IntoID: into, Day: "2027-01-04", Reason: "交接样"}))(w)
		return post("/api/handovers/"+h.ID.String()+"/cancel", m{"rev": h.Rev, "reason": "不调了"})
	}}},
	"handover.hand": {{kind: create, make: func(w *world) request { return post("/api/handovers", w.handing()) }}},
}

// since is a post in township A that is held since the beginning of the year.
func (w *world) since() kernel.ID {
	who := ok(kernel.ParseID(w.person()))(w)
	return ok(w.app.Body.Appoint(w.sys, body.NewAppointment{Post: "duty_cadre", PersonID: who, PlaceID: w.place(villageA).ID, From: "2026-01-01"}))(w).ID
}

func (w *world) handing() m {
	return m{"appointment_id": w.since().String(), "into_id": w.person(), "day": today, "reason": "交接样"}
}

func (w *world) handed() {
	into := ok(kernel.ParseID(w.person()))(w)
	ok(w.app.Handover.HandOver(w.sys, handover.Draft{AppointmentID: w.since(), IntoID: into, Reason: "交接样"}))(w)
}

// team is a body of township A that writes down what it does; did is something it did.
func (w *world) team() kernel.ID {
	at := ok(kernel.ParseID(w.id(villageA)))(w)
	return ok(w.app.Body.CreateBody(w.sys, body.NewBody{Name: w.next("突击队"), Kind: "vanguard_team", PlaceID: at}))(w).ID
}

func (w *world) did() kernel.ID {
	return ok(w.app.Activity.Add(w.sys, activity.Draft{BodyID: w.team(), Day: today, Title: w.next("清河道")}))(w).ID
}
