package api_test

import (
	"strings"

	"touyan/internal/demo"
	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// kind says what an officer of another township must get.
type kind string

const (
	record kind = "record" // 404
	list   kind = "list"   // an answer without anything of township A
	create kind = "create" // 403 or 404
	free   kind = "free"   // asks for no officer; why says what it is
	county kind = "county" // no post below the county gives the permission; why says the reason
)

// sample is how the sweep tries an operation. make gives a request that works once, for whoever may: the officer of
// township A unless by says another.
type sample struct {
	kind   kind
	why    string
	make   func(w *world) request
	sees   string // of a list: what township A finds in it; empty: an id of a record of A
	by     func(w *world) demo.Somebody
	status int // of success, where it is not 2xx
}

// samples has at least one for each operation; a new operation needs a new line here.
var samples = map[string][]sample{
	"place.search": {{kind: list, make: get("/api/places/search?q=龙鼻")}, {kind: list, make: get("/api/places/search?q=141029100")}},
	"place.create": {{kind: create, make: func(w *world) request {
		return post("/api/places", m{"parent_id": w.id(villageA), "name": w.next("组"), "kind": "group_grid"})
	}}},
	"place.update": {{kind: record, make: func(w *world) request {
		return request{"PATCH", "/api/places/" + w.group().String(), m{"rev": 1, "name": w.next("组")}, nil}
	}}},
	"place.close": {{kind: record, make: func(w *world) request {
		return post("/api/places/"+w.group().String()+"/close", m{"rev": 1, "day": today, "reason": "撤并"})
	}}},
	"place.act": {{kind: record, make: func(w *world) request {
		return post("/api/places/acts", m{"kind": "rename", "place_id": w.group().String(), "day": today, "name": w.next("组")})
	}}},
	"place.preview": {{kind: record, make: func(w *world) request {
		return post("/api/places/acts/preview", m{"kind": "rename", "place_id": w.group().String(), "day": today, "name": w.next("组")})
	}}},
	"place.plans": {{kind: list, sees: planned, make: func(w *world) request {
		w.plan()
		return get("/api/places/plans")(w)
	}}},
	"place.cancel_plan": {{kind: record, make: func(w *world) request {
		return post("/api/places/plans/"+w.plan().String()+"/cancel", m{"rev": 1})
	}}},
	"place.history": {{kind: record, make: at("/api/places/{}/history")}},
	"place.list": {
		{kind: list, make: func(w *world) request { return get("/api/places?parent=" + w.id(codes[0]))(w) }},
		{kind: record, make: func(w *world) request { return get("/api/places?parent=" + w.id(townA))(w) }},
	},
	"place.get":         {{kind: record, make: at("/api/places/{}")}},
	"place.qr":          {{kind: record, make: at("/api/places/{}/qr.svg")}},
	"place.gaps":        {{kind: list, make: get("/api/gaps")}, {kind: list, make: get("/api/gaps?kind=overlap"), sees: "items"}, {kind: record, make: at("/api/gaps?place={}")}},
	"place.gap_summary": {{kind: record, make: at("/api/gaps/summary?place={}")}},

	"person.create": {{kind: create, make: func(w *world) request {
		return post("/api/persons", m{"name": w.next("新人"), "place_id": w.id(villageA), "phone": "13900000000"})
	}}},
	"person.update": {{kind: record, make: func(w *world) request {
		return request{"PATCH", "/api/persons/" + w.person(), m{"rev": 1, "name": w.next("改名")}, nil}
	}}},
	"person.reveal": {{kind: record, make: func(w *world) request {
		return post("/api/persons/"+w.person()+"/reveal", m{"reason": "核实"})
	}}},
	"person.list": {
		{kind: list, make: get("/api/persons")},
		{kind: list, make: get("/api/persons?q=龙鼻村")},
		{kind: record, make: at("/api/persons?place={}")},
	},
	"person.get": {{kind: record, make: func(w *world) request { return get("/api/persons/" + w.person())(w) }}},

	"body.list": {{kind: list, make: get("/api/bodies")}, {kind: list, make: get("/api/bodies?q=水利站")}, {kind: record, make: at("/api/bodies?place={}")}},
	"body.get":  {{kind: record, make: func(w *world) request { return get("/api/bodies/" + w.unit.String())(w) }}},
	"body.create": {{kind: create, make: func(w *world) request {
		return post("/api/bodies", m{"name": w.next("办"), "kind": "township_office", "place_id": w.id(townA)})
	}}, {kind: create, make: func(w *world) request { // below a body of the other township
		return post("/api/bodies", m{"name": w.next("办"), "kind": "township_office", "place_id": w.id(townA), "parent_id": w.unit.String()})
	}}},
	"body.update": {{kind: record, make: func(w *world) request {
		return request{"PATCH", "/api/bodies/" + w.office(townA, w.next("所")).String(), m{"rev": 1, "name": w.next("所")}, nil}
	}}},
	"body.add_member": {{kind: record, make: func(w *world) request {
		return post("/api/bodies/"+w.unit.String()+"/members", m{"person_id": w.person(), "role": "成员", "from": today})
	}}},
	"body.end_member": {{kind: record, make: func(w *world) request {
		who := ok(kernel.ParseID(w.person()))(w)
		mem := ok(w.app.Body.AddMember(w.sys, w.unit, who, "", ""))(w)
		return post("/api/members/"+mem.ID.String()+"/end", m{"rev": 1, "day": today})
	}}},
	"body.appointments": {
		{kind: list, make: get("/api/appointments")},
		{kind: list, make: get("/api/appointments?on=" + today)},
		{kind: record, make: at("/api/appointments?place={}")},
	},
	"body.appoint": {{kind: create, make: func(w *world) request {
		return post("/api/appointments", m{"post": "duty_cadre", "person_id": w.person(), "place_id": w.id(villageA), "from": today})
	}}, {kind: create, make: func(w *world) request { // into a body
		return post("/api/appointments", m{"post": "department_officer", "person_id": w.person(), "body_id": w.unit.String(), "from": today})
	}}},
	"body.end_appointment": {{kind: record, make: func(w *world) request {
		return post("/api/appointments/"+w.duty().String()+"/end", m{"rev": 1, "day": today, "reason": "调离"})
	}}},
	"body.roster_list": {{kind: record, make: at("/api/places/{}/roster")}},
	"body.roster": {{kind: record, make: func(w *world) request {
		return request{"PUT", "/api/places/" + w.id(villageA) + "/roster/2026-11-20", m{"appointment_ids": []string{w.duty().String()}}, nil}
	}}},

	"access.sign_in": {{kind: free, why: "public: how one gets a session", make: func(w *world) request {
		return post("/api/session", m{"login": w.password(w.head), "password": goodPassword})
	}}},
	"access.sign_out": {{kind: free, why: "ends one's own session", make: func(*world) request { return request{method: "DELETE", path: "/api/session"} }}},
	"access.me":       {{kind: free, why: "one's own account", make: get("/api/me")}},
	"access.change_password": {{kind: free, why: "one's own password", make: func(w *world) request {
		w.password(w.guest)
		return post("/api/me/password", m{"old": goodPassword, "new": "Another horse 8"})
	}}},
	"access.invited":       {{kind: free, why: "public: the link itself opens it", make: func(w *world) request { return get("/api/invites/" + w.invite())(w) }}},
	"access.accept_invite": {{kind: free, why: "public: the link itself opens it", make: func(w *world) request { return post("/api/invites/"+w.invite(), m{"password": goodPassword}) }}},
	"access.list":          {{kind: list, make: get("/api/accounts")}, {kind: list, make: get("/api/accounts?q=昌宁")}},
	"access.create": {{kind: county, why: "accounts are the county's", by: admin, make: func(w *world) request {
		return post("/api/accounts", m{"person_id": w.person(), "login": w.next("login")})
	}}},
	"access.invite": {{kind: county, why: "accounts are the county's", by: admin, make: func(w *world) request {
		return post("/api/accounts/"+w.account().String()+"/invite", m{})
	}}},
	"access.disable": {{kind: county, why: "accounts are the county's", by: admin, make: func(w *world) request {
		return post("/api/accounts/"+w.account().String()+"/disable", m{"rev": 1, "reason": "退休"})
	}}},
	"access.enable": {{kind: county, why: "accounts are the county's", by: admin, make: func(w *world) request {
		a := ok(w.app.Access.Disable(w.sys, w.account(), 1, "误关"))(w)
		return post("/api/accounts/"+a.ID.String()+"/enable", m{"rev": a.Rev})
	}}},
	"access.definitions":  {{kind: free, why: "words and rules, the same for all", make: get("/api/definitions")}},
	"access.meta":         {{kind: free, why: "public: name of the county and version", make: get("/api/meta")}},
	"access.demo_people":  {{kind: free, why: "public in the demo only", make: get("/api/demo/people")}},
	"access.demo_sign_in": {{kind: free, why: "public in the demo only", make: func(w *world) request { return post("/api/demo/session", m{"account_id": w.head.Account.String()}) }}},

	"log.checkpoint": {{kind: free, why: "public: what anybody may keep", make: get("/checkpoint")}},
	"log.key":        {{kind: free, why: "public: what anybody may keep", make: get("/checkpoint/key")}},

	"journal.read": {
		{kind: list, make: func(w *world) request { return get("/api/journal?table=case&id=" + w.caseID().String())(w) }, sees: "casework.report"},
		{kind: list, make: func(w *world) request { return get("/api/journal?table=person&id=" + w.person())(w) }, sees: "person.create"},
		{kind: record, make: func(w *world) request { return get("/api/journal?table=account&id=" + w.account().String())(w) }},
	},
}

// m is a JSON object.
type m = map[string]any

const (
	today        = "2026-11-16"
	goodPassword = "Correct horse 7"
)

func admin(w *world) demo.Somebody { return w.admin }

func get(path string) func(*world) request {
	return func(*world) request { return request{method: "GET", path: path} }
}

func post(path string, body any) request { return request{method: "POST", path: path, body: body} }

// at is a request about the first village of township A, whose id goes into the braces.
func at(path string) func(*world) request {
	return func(w *world) request {
		return request{method: "GET", path: strings.Replace(path, "{}", w.id(villageA), 1)}
	}
}

// ok is what a verb gives, or the end of the test.
func ok[T any](v T, err error) func(*world) T {
	return func(w *world) T {
		w.t.Helper()
		w.must(err)
		return v
	}
}

func (w *world) id(code string) string { return w.place(code).ID.String() }

// group is a fresh group grid in township A; person, account, duty, caseID and invite are fresh there too.
func (w *world) group() kernel.ID {
	parent := w.place(villageA).ID
	return ok(w.app.Place.Create(w.sys, place.Draft{ParentID: parent, Name: w.next("组"), Kind: "group_grid"}))(w).ID
}

// planned is the name that a planned change will give.
const planned = "明天的名字"

func (w *world) plan() kernel.ID {
	a := place.Act{Kind: place.ActRename, PlaceID: w.group(), Day: kernel.Day(today).Add(1), Name: planned}
	return ok(w.app.Place.Act(w.sys, a))(w).PlanID
}

func (w *world) person() string {
	at := w.place(villageA).ID
	return ok(w.app.Person.Create(w.sys, person.Draft{Name: w.next("龙鼻村民"), PlaceID: at, Phone: "13900000000"}))(w).ID.String()
}

func (w *world) account() kernel.ID {
	who := ok(kernel.ParseID(w.person()))(w)
	return ok(w.app.Access.Enroll(w.sys, []access.NewAccount{{PersonID: who, Login: w.next("account")}}))(w)[0]
}

func (w *world) duty() kernel.ID {
	who := ok(kernel.ParseID(w.person()))(w)
	return ok(w.app.Body.Appoint(w.sys, body.NewAppointment{Post: "duty_cadre", PersonID: who, PlaceID: w.place(villageA).ID}))(w).ID
}

func (w *world) caseID() kernel.ID {
	id, _ := w.report(villageA, w.next("龙鼻水渠堵了"))
	return id
}

func (w *world) invite() string {
	path := ok(w.app.Access.Invite(w.sys, w.account()))(w)
	return path[strings.LastIndex(path, "/")+1:]
}

// password lets somebody choose goodPassword and gives their login.
func (w *world) password(who demo.Somebody) string {
	path := ok(w.app.Access.Invite(w.sys, who.Account))(w)
	ok(w.app.Access.AcceptInvite(w.sys, path[strings.LastIndex(path, "/")+1:], goodPassword))(w)
	return "p" + who.Person.String()
}
