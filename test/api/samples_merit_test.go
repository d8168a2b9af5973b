package api_test

import (
	"maps"

	"touyan/internal/domain/body"
	"touyan/internal/domain/merit"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/files"
)

func init() { maps.Copy(samples, meritSamples) }

// meritVillage is a village of township A of its own, with a list, a pool of a thousand yuan and a household.
func (w *world) meritVillage() (place.Place, *merit.List, kernel.ID) {
	town := ok(w.app.Place.Get(w.sys, w.place(townA).ID))(w)
	v := ok(w.app.Place.Create(w.sys, place.Draft{ParentID: town.ID, Name: w.next("积分") + "村"}))(w)
	l := ok(w.app.Merit.Adopt(w.sys, merit.NewList{PlaceID: v.ID, From: kernel.DayOf(w.clock.Now()), Basis: "村民代表会议", Items: []merit.Item{{ID: "public_work", Points: 10}}}))(w)
	ok(w.app.Merit.Fund(w.sys, l.PoolID, merit.NewFund{Fen: 100_000, Source: "集体收益"}))(w)
	return v, l, w.householdAt(v.ID).ID
}

// householdAt is a household of one at a place.
func (w *world) householdAt(at kernel.ID) person.HouseholdDetail {
	return ok(w.app.Person.CreateHousehold(w.sys, person.NewHousehold{PlaceID: at, From: "2020-01-01", Members: []person.NewMember{
		{Person: &person.Draft{Name: w.next("户主")}, Relation: "02", Registered: true, Lives: true},
	}}))(w)
}

// deedIn is a deed of a household, written down by the program.
func (w *world) deedIn() (place.Place, *merit.Deed) {
	v, _, h := w.meritVillage()
	return v, ok(w.app.Merit.Record(w.sys, merit.NewDeed{HouseholdID: h, Item: "public_work", Day: kernel.DayOf(w.clock.Now())}))(w)
}

// scored is a deed that three have scored.
func (w *world) scoredDeed() (place.Place, *merit.Deed) {
	v, d := w.deedIn()
	for _, name := range []string{"评分甲", "评分乙", "评分丙"} {
		p := w.somebody(v.Code, w.next(name), body.NewAppointment{Post: "village_cadre"})
		a := ok(w.app.Access.Resolve(w.sys, w.county, p.Account))(w)
		ok(w.app.Merit.Rate(kernel.WithActor(w.sys, a.For(merit.PermRate)), d.ID, merit.NewScore{Points: 5}))(w)
	}
	return v, d
}

func (w *world) meritRound() (*merit.Round, *merit.Deed) {
	v, d := w.scoredDeed()
	return ok(w.app.Merit.Gather(w.sys, merit.NewRound{PlaceID: v.ID, Period: string(kernel.DayOf(w.clock.Now()))[:7]}))(w), d
}

// postedRound is a round that everybody can object to.
func (w *world) postedRound() (*merit.Round, *merit.Deed) {
	r, d := w.meritRound()
	ok(w.app.Merit.Check(w.sys, d.ID, merit.NewCheck{Agrees: true}))(w)
	return ok(w.app.Merit.Post(w.sys, r.ID, r.Rev+1))(w), d
}

func (w *world) meritAccount() kernel.ID {
	_, l, h := w.meritVillage()
	return ok(w.app.Merit.Open(w.sys, l.PoolID, []kernel.ID{h}))(w)[0].ID
}

func (w *world) meritObjection() *merit.Objection {
	_, d := w.postedRound()
	return ok(w.app.Merit.Object(w.sys, d.ID, "不是他家", "", ""))(w)
}

func (w *world) poolAt(tail string) string {
	_, l, _ := w.meritVillage()
	return "/api/merit/pools/" + l.PoolID.String() + tail
}

var meritSamples = map[string][]sample{
	"merit.scheme": {{kind: free, why: "what the pack says, the same for all", make: get("/api/merit/scheme")}},
	"merit.lists": {{kind: record, make: func(w *world) request {
		v, _, _ := w.meritVillage()
		return get("/api/merit/lists?place=" + v.ID.String())(w)
	}}, {kind: list, make: func(w *world) request { w.meritVillage(); return get("/api/merit/lists")(w) }}},
	"merit.adopt": {{kind: create, make: func(w *world) request {
		return post("/api/merit/lists", m{"place_id": w.id(villageA), "from": "2027-0" + string(rune('1'+w.nth%9)) + "-01", "basis": "村民代表会议", "items": []m{{"id": "public_work", "name": "", "points": 5}}})
	}}},
	"merit.pools": {{kind: list, make: func(w *world) request { w.meritVillage(); return get("/api/merit/pools")(w) }}},
	"merit.pool":  {{kind: record, make: func(w *world) request { return get(w.poolAt(""))(w) }}},
	"merit.funds": {{kind: record, make: func(w *world) request { return get(w.poolAt("/funds"))(w) }}},
	"merit.fund": {{kind: record, make: func(w *world) request {
		return post(w.poolAt("/funds"), m{"fen": 100, "day": string(kernel.DayOf(w.clock.Now())), "source": "捐助"})
	}}},
	"merit.accounts":  {{kind: record, make: func(w *world) request { return get(w.poolAt("/accounts"))(w) }}},
	"merit.statement": {{kind: record, make: func(w *world) request { return get("/api/merit/accounts/" + w.meritAccount().String())(w) }}},
	"merit.card":      {{kind: record, make: func(w *world) request { return get("/merit/accounts/" + w.meritAccount().String() + "/card")(w) }}},
	"merit.open": {{kind: record, make: func(w *world) request {
		_, l, h := w.meritVillage()
		return post("/api/merit/pools/"+l.PoolID.String()+"/accounts", m{"household_ids": []string{h.String()}})
	}}},
	"merit.reprice":    {{kind: record, why: "the rate is the same", status: 409, make: func(w *world) request { return post(w.poolAt("/reprice"), m{"rev": 1}) }}},
	"merit.trend":      {{kind: record, make: func(w *world) request { return get(w.poolAt("/trend"))(w) }}},
	"merit.carry_over": {{kind: record, why: "the village stands", status: 409, make: func(w *world) request { return post(w.poolAt("/carry-over"), m{"rev": 1}) }}},
	"merit.close_year": {{kind: record, why: "the year is not over", status: 409, make: func(w *world) request { return post(w.poolAt("/close-year"), m{"rev": 1}) }}},
	"merit.deeds":      {{kind: list, make: func(w *world) request { w.deedIn(); return get("/api/merit/deeds")(w) }}},
	"merit.record": {{kind: create, make: func(w *world) request {
		_, _, h := w.meritVillage()
		return post("/api/merit/deeds", m{"household_id": h.String(), "item": "public_work", "day": string(kernel.DayOf(w.clock.Now()))})
	}}},
	"merit.deed": {{kind: record, make: func(w *world) request { _, d := w.deedIn(); return get("/api/merit/deeds/" + d.ID.String())(w) }}},
	"merit.withdraw": {{kind: record, make: func(w *world) request {
		_, d := w.deedIn()
		return post("/api/merit/deeds/"+d.ID.String()+"/withdraw", m{"rev": 1, "reason": "记错了"})
	}}},
	"merit.attach": {{kind: record, make: func(w *world) request {
		_, d := w.deedIn()
		return request{method: "POST", path: "/api/merit/deeds/" + d.ID.String() + "/files", body: form{name: "files", files: [][]byte{photo(9)}}}
	}}},
	"merit.file": {{kind: record, make: func(w *world) request {
		_, d := w.deedIn()
		return get(ok(w.app.Merit.AddPhotos(w.sys, d.ID, "", []files.Upload{{Data: photo(33)}}))(w).Photos[0].URL)(w)
	}}},
	"merit.rate": {{kind: record, make: func(w *world) request {
		_, d := w.deedIn()
		return post("/api/merit/deeds/"+d.ID.String()+"/scores", m{"points": 5})
	}}},
	"merit.check": {{kind: record, make: func(w *world) request {
		_, d := w.meritRound()
		return post("/api/merit/deeds/"+d.ID.String()+"/check", m{"agrees": true})
	}}},
	"merit.take_back": {{kind: record, why: "nothing is given yet", status: 409, make: func(w *world) request {
		_, d := w.deedIn()
		return post("/api/merit/deeds/"+d.ID.String()+"/take-back", m{"rev": 1, "reason": "样"})
	}}},
	"merit.rounds": {{kind: list, make: func(w *world) request { w.meritRound(); return get("/api/merit/rounds")(w) }}},
	"merit.round":  {{kind: record, make: func(w *world) request { r, _ := w.meritRound(); return get("/api/merit/rounds/" + r.ID.String())(w) }}},
	"merit.gather": {{kind: create, make: func(w *world) request {
		v, _ := w.scoredDeed()
		return post("/api/merit/rounds", m{"place_id": v.ID.String(), "period": string(kernel.DayOf(w.clock.Now()))[:7]})
	}}},
	"merit.post": {{kind: record, make: func(w *world) request {
		r, d := w.meritRound()
		ok(w.app.Merit.Check(w.sys, d.ID, merit.NewCheck{Agrees: true}))(w)
		return post("/api/merit/rounds/"+r.ID.String()+"/post", m{"rev": r.Rev + 1})
	}}},
	"merit.issue": {{kind: record, why: "objections may still be made", status: 409, make: func(w *world) request {
		r, _ := w.postedRound()
		return post("/api/merit/rounds/"+r.ID.String()+"/issue", m{"rev": r.Rev})
	}}},
	"merit.raters": {{kind: record, make: func(w *world) request {
		r, _ := w.meritRound()
		return get("/api/merit/rounds/" + r.ID.String() + "/raters")(w)
	}}},
	"merit.objections": {{kind: record, make: func(w *world) request {
		r, _ := w.meritRound()
		return get("/api/merit/rounds/" + r.ID.String() + "/objections")(w)
	}}},
	"merit.object": {{kind: record, make: func(w *world) request {
		_, d := w.postedRound()
		return post("/api/merit/deeds/"+d.ID.String()+"/objections", m{"text": "不是他家"})
	}}},
	"merit.read_objection": {{kind: record, make: func(w *world) request {
		return post("/api/merit/objections/"+w.meritObjection().ID.String()+"/read", m{})
	}}},
	"merit.decide": {{kind: record, make: func(w *world) request {
		return post("/api/merit/objections/"+w.meritObjection().ID.String()+"/decide", m{"rev": 1, "upheld": true, "answer": "核实过"})
	}}},
	"merit.village_page": {{kind: free, why: "anybody", make: func(w *world) request {
		r, _ := w.postedRound()
		return get("/g/" + r.Place.Code + "/points")(w)
	}}},
	"merit.send_objection": {{kind: free, why: "anybody", status: 303, make: func(w *world) request {
		r, d := w.postedRound()
		return request{method: "POST", path: "/g/" + r.Place.Code + "/points", body: "deed=" + d.ID.String() + "&text=x"}
	}}},
	"merit.own_page": {{kind: free, why: "whoever has the code", make: func(w *world) request {
		code, _, err := w.app.Merit.Card(w.sys, w.meritAccount(), false)
		return get("/m/" + ok(code, err)(w))(w)
	}}},
	"exchange.export_merit_deeds":   {{kind: list, make: func(w *world) request { w.deedIn(); return get("/api/exports/merit_deeds.xlsx")(w) }, sees: "参加公益劳动"}},
	"exchange.template_merit_deeds": {{kind: free, why: "an empty sheet", make: get("/api/registers/merit_deeds/template.xlsx")}},
}
