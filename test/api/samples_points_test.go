package api_test

import (
	"maps"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/points"
	"touyan/internal/kernel"
)

func init() {
	maps.Copy(samples, pointsSamples)
	for _, key := range []string{"points_entries", "points_accounts"} {
		samples["exchange.template_"+key] = []sample{{kind: free, why: "an empty form", make: get("/api/registers/" + key + "/template.xlsx")}}
		samples["exchange.export_"+key] = []sample{
			{kind: list, sees: "党支部", make: func(w *world) request { w.deed(); return get("/api/exports/" + key + ".xlsx")(w) }},
			{kind: record, make: at("/api/exports/" + key + ".xlsx?place={}")},
		}
	}
}

// branch is a new branch in the first village of township A, with two members.
func (w *world) branch() (id, member kernel.ID) {
	at := ok(kernel.ParseID(w.id(villageA)))(w)
	b := ok(w.app.Body.CreateBody(w.sys, body.NewBody{Name: w.next("党支部"), Kind: "party_branch", PlaceID: at}))(w)
	for range 2 {
		member = ok(kernel.ParseID(w.person()))(w)
		ok(w.app.Body.AddMember(w.sys, b.ID, member, "party_member", "2025-01-01"))(w)
	}
	return b.ID, member
}

// pointsYear is the year of a new branch, with one of its members.
func (w *world) pointsYear() (*points.YearDetail, kernel.ID) {
	b, member := w.branch()
	return ok(w.app.Points.OpenYear(w.sys, b, w.clock.Now().Year()))(w), member
}

func (w *world) pointsYearAt(tail string) string {
	y, _ := w.pointsYear()
	return "/api/points/years/" + y.ID.String() + tail
}

// deed is an entry before the branch.
func (w *world) deed() *points.EntryDetail {
	y, member := w.pointsYear()
	return ok(w.app.Points.Record(w.sys, points.NewEntry{YearID: y.ID, PersonID: member, Item: "information", Points: 20, Day: today, Text: "样"}))(w)
}

// posted is a deed on the board.
func (w *world) posted() (*points.EntryDetail, *points.Posting) {
	e := w.deed()
	ok(w.app.Points.ActMany(w.sys, points.Act{Act: "confirm", IDs: []kernel.ID{e.ID}}))(w)
	return e, ok(w.app.Points.Post(w.sys, e.YearID, ""))(w)
}

// inEffect is a deed that has taken effect.
func (w *world) inEffect() *points.EntryDetail {
	e, p := w.posted()
	now := w.clock.Now()
	w.clock.Set(p.EffectDay.Time().Add(time.Hour))
	ok(w.app.Points.Settle(w.sys))(w)
	w.clock.Set(now)
	return e
}

// lastYear is the year before this one of a new branch.
func (w *world) lastYear() *points.YearDetail {
	b, _ := w.branch()
	return ok(w.app.Points.OpenYear(w.sys, b, w.clock.Now().Year()-1))(w)
}

// graded is a year that was added up, met and graded.
func (w *world) graded() *points.YearDetail {
	y := w.lastYear()
	y = ok(w.app.Points.TallyUp(w.sys, y.ID, y.Rev))(w)
	y = ok(w.app.Points.Meet(w.sys, y.ID, points.NewMeeting{Rev: y.Rev, Day: kernel.DayOf(w.clock.Now()), Should: 2, Present: 2, Note: "样"}))(w)
	return ok(w.app.Points.Grade(w.sys, y.ID, y.Rev, w.grades(y.ID, "qualified")))(w)
}

func (w *world) grades(year kernel.ID, grade string) []points.NewGrade {
	list, _, err := w.app.Points.Accounts(w.sys, year, kernel.Page{})
	w.must(err)
	out := make([]points.NewGrade, len(list))
	for i, a := range list {
		out[i] = points.NewGrade{AccountID: a.ID, Grade: grade, Reason: "样"}
	}
	return out
}

// led is what the result of a member led to.
func (w *world) led() points.Follow {
	y := w.graded()
	y = ok(w.app.Points.Grade(w.sys, y.ID, y.Rev, w.grades(y.ID, "basic")))(w)
	return ok(w.app.Points.File(w.sys, y.ID, y.Rev))(w).Follows[0]
}

var pointsSamples = map[string][]sample{
	"points.schemes":  {{kind: free, why: "what the pack says, the same for all", make: get("/api/points/schemes")}},
	"points.years":    {{kind: list, make: func(w *world) request { w.pointsYear(); return get("/api/points/years")(w) }}, {kind: record, make: at("/api/points/years?place={}")}},
	"points.year":     {{kind: record, make: func(w *world) request { return get(w.pointsYearAt(""))(w) }}},
	"points.accounts": {{kind: list, make: func(w *world) request { return get(w.pointsYearAt("/accounts"))(w) }}},
	"points.account": {{kind: record, make: func(w *world) request {
		return get("/api/points/accounts/" + w.deed().AccountID.String())(w)
	}}},
	"points.entries": {
		{kind: list, make: func(w *world) request { return get("/api/points/years/" + w.deed().YearID.String() + "/entries")(w) }},
		{kind: list, make: func(w *world) request {
			e := w.deed()
			return get("/api/points/years/" + e.YearID.String() + "/entries?state=review&account=" + e.AccountID.String())(w)
		}},
		{kind: list, make: func(w *world) request {
			return get("/api/points/years/" + w.inEffect().YearID.String() + "/entries?state=effective")(w)
		}},
	},
	"points.entry": {{kind: record, make: func(w *world) request { return get("/api/points/entries/" + w.inEffect().ID.String())(w) }}},
	"points.board": {{kind: record, make: func(w *world) request {
		_, p := w.posted()
		return get("/api/points/postings/" + p.ID.String() + "?inside=true")(w)
	}}},
	"points.poster": {{kind: record, make: func(w *world) request {
		_, p := w.posted()
		return get("/points/postings/" + p.ID.String())(w)
	}}},
	"points.check": {{kind: free, why: "public: whether a poster is one of the branch, without names", make: func(w *world) request {
		_, p := w.posted()
		return get("/points/check/" + p.Code)(w)
	}}},
	"points.record": {{kind: record, make: func(w *world) request {
		y, member := w.pointsYear()
		return post("/api/points/entries", m{"year_id": y.ID.String(), "person_id": member.String(), "item": "information", "points": 20, "day": today, "text": "样", "draft": true})
	}}},
	"points.act": {{kind: record, make: func(w *world) request {
		return post("/api/points/entries/act", m{"act": "withdraw", "ids": []string{w.deed().ID.String()}, "reason": "样"})
	}}},
	"points.gather": {{kind: record, make: func(w *world) request { return post(w.pointsYearAt("/gather"), m{}) }}},
	"points.reverse": {{kind: record, make: func(w *world) request {
		return post("/api/points/entries/"+w.inEffect().ID.String()+"/reverse", m{"reason": "记错了"})
	}}},
	"points.post": {{kind: record, make: func(w *world) request {
		e := w.deed()
		ok(w.app.Points.ActMany(w.sys, points.Act{Act: "confirm", IDs: []kernel.ID{e.ID}}))(w)
		return post("/api/points/years/"+e.YearID.String()+"/postings", m{})
	}}},
	"points.take_up": {{kind: record, make: func(w *world) request {
		e, _ := w.posted()
		ok(w.app.Points.Object(w.sys, e.ID, "有出入"))(w)
		return post("/api/points/entries/"+e.ID.String()+"/recheck", m{})
	}}},
	"points.decide": {{kind: record, make: func(w *world) request {
		e, _ := w.posted()
		ok(w.app.Points.Object(w.sys, e.ID, "有出入"))(w)
		ok(w.app.Points.TakeUp(w.sys, e.ID))(w)
		return post("/api/points/entries/"+e.ID.String()+"/decide", m{"holds": true, "answer": "属实"})
	}}},
	"points.open_year": {{kind: record, make: func(w *world) request {
		b, _ := w.branch()
		return post("/api/points/years", m{"branch_id": b.String(), "year": w.clock.Now().Year()})
	}}},
	"points.set_class": {{kind: record, make: func(w *world) request {
		return post("/api/points/accounts/"+w.deed().AccountID.String()+"/class", m{"rev": 1, "class": "away", "reason": "外出务工"})
	}}},
	"points.tally": {{kind: record, make: func(w *world) request {
		y := w.lastYear()
		return post("/api/points/years/"+y.ID.String()+"/tally", m{"rev": y.Rev})
	}}},
	"points.meeting": {{kind: record, make: func(w *world) request {
		y := w.graded()
		y = ok(w.app.Points.SendBack(w.sys, y.ID, y.Rev, "样"))(w)
		return post("/api/points/years/"+y.ID.String()+"/meeting", m{"rev": y.Rev, "day": kernel.DayOf(w.clock.Now()), "should": 2, "present": 2, "note": "样"})
	}}},
	"points.grade": {{kind: record, make: func(w *world) request {
		y := w.graded()
		return post("/api/points/years/"+y.ID.String()+"/grade", m{"rev": y.Rev, "grades": w.grades(y.ID, "basic")})
	}}},
	"points.file_year": {{kind: record, make: func(w *world) request {
		y := w.graded()
		return post("/api/points/years/"+y.ID.String()+"/file", m{"rev": y.Rev})
	}}},
	"points.send_back": {{kind: record, make: func(w *world) request {
		y := w.graded()
		return post("/api/points/years/"+y.ID.String()+"/back", m{"rev": y.Rev, "reason": "请补记录"})
	}}},
	"points.close": {{kind: record, make: func(w *world) request {
		y := w.graded()
		y = ok(w.app.Points.File(w.sys, y.ID, y.Rev))(w)
		return post("/api/points/years/"+y.ID.String()+"/close", m{"rev": y.Rev})
	}}},
	"points.hand": {{kind: record, make: func(w *world) request {
		f := w.led()
		return post("/api/points/follows/"+f.ID.String()+"/hand", m{"rev": f.Rev, "owner_id": w.person(), "due": f.Due})
	}}},
	"points.finish": {{kind: record, make: func(w *world) request {
		f := w.led()
		return post("/api/points/follows/"+f.ID.String()+"/finish", m{"rev": f.Rev, "note": "谈了话"})
	}}},
	"points.mine":     {{kind: free, why: "one's own account", make: get("/api/points/mine")}},
	"points.my_entry": {{kind: free, why: "one's own: another's is not found", status: 404, make: func(w *world) request { return get("/api/points/mine/entries/" + w.deed().ID.String())(w) }}},
	"points.propose": {{kind: free, why: "one's own: another's account is not found", status: 404, make: func(w *world) request {
		return post("/api/points/mine/entries", m{"account_id": w.deed().AccountID.String(), "item": "information", "points": 20, "day": today, "text": "样"})
	}}},
	"points.object": {{kind: free, why: "the member's own, or by who records there: another's is not found", status: 404, make: func(w *world) request {
		e, _ := w.posted()
		return post("/api/points/entries/"+e.ID.String()+"/object", m{"reason": "有出入"})
	}}},
	"points.attach": {{kind: free, why: "the member's own, or by who records there: another's is not found", status: 404, make: func(w *world) request {
		return request{method: "POST", path: "/api/points/entries/" + w.deed().ID.String() + "/files", body: form{name: "files", files: [][]byte{photo(7)}}}
	}}},
	"points.file": {{kind: free, why: "the member's own, or by who reads there: another's is not found", status: 404, make: func(w *world) request {
		return get("/api/points/entries/" + w.deed().ID.String() + "/files/1")(w)
	}}},
}
