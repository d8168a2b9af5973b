package api_test

import (
	"maps"
	"time"

	"touyan/internal/domain/award"
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/files"
)

func init() {
	maps.Copy(samples, awardSamples)
	for _, key := range []string{"award_entries", "award_scores", "award_honours"} {
		samples["exchange.template_"+key] = []sample{{kind: free, why: "an empty form", make: get("/api/registers/" + key + "/template.xlsx")}}
		samples["exchange.export_"+key] = []sample{{kind: list, sees: "评优样", make: func(w *world) request {
			w.honoured()
			return get("/api/exports/" + key + ".xlsx")(w)
		}}, {kind: record, make: at("/api/exports/" + key + ".xlsx?place={}")}}
	}
}

// contest is a round of the township with one body entered, taken as far as a state.
type contest struct {
	round, entry kernel.ID
	entered      award.NewCandidate
}

func (w *world) awardTeam(name string) kernel.ID {
	return ok(w.app.Body.CreateBody(w.sys, body.NewBody{Name: w.next(name), Kind: "volunteer_team", PlaceID: w.place(townA).ID, From: "2026-01-01"}))(w).ID
}

func (w *world) contest(to string) contest {
	at := w.place(townA).ID
	r := ok(w.app.Award.OpenRound(w.sys, award.NewRound{
		Scheme: "good_team", PlaceID: at, Title: w.next("评优样"), Period: w.next("P"), EnterTo: kernel.DayOf(w.clock.Now()),
	}))(w)
	n := award.NewCandidate{SubjectID: w.awardTeam("评优样队"), How: award.Nominated, Text: "做了不少事"}
	e := ok(w.app.Award.Enter(w.sys, r.ID, n))(w)
	for _, step := range []struct {
		state string
		do    func()
	}{
		{award.Scoring, func() { ok(w.app.Award.StartScoring(w.sys, r.ID))(w) }},
		{award.Review, func() { w.reviewed(r.ID, e.ID) }},
		{"voted", func() { w.votedOn(r.ID, e.ID) }},
		{award.Posted, func() { ok(w.app.Award.Post(w.sys, r.ID))(w) }},
	} {
		if to == award.Open {
			break
		}
		if step.do(); step.state == to {
			break
		}
	}
	return contest{r.ID, e.ID, n}
}

func (w *world) scoreAll(entry kernel.ID) {
	for item, v := range map[string]int64{"done": 7000, "said": 3000} {
		ok(w.app.Award.Score(w.sys, entry, award.NewScore{Item: item, Value: v, RaterID: w.clerkA.Person}))(w)
	}
}

func (w *world) reviewed(round, entry kernel.ID) {
	w.scoreAll(entry)
	ok(w.app.Award.StartReview(w.sys, round))(w)
}

// jury is a body of township A that may review, with its members.
func (w *world) jury() (kernel.ID, []kernel.ID) {
	b := ok(w.app.Body.CreateBody(w.sys, body.NewBody{Name: w.next("评议组"), Kind: "command_post", PlaceID: w.place(townA).ID, From: "2026-01-01"}))(w).ID
	var ids []kernel.ID
	for range 3 {
		p := ok(w.app.Person.Create(w.sys, person.Draft{Name: w.next("评议员"), PlaceID: w.place(townA).ID}))(w).ID
		ok(w.app.Body.AddMember(w.sys, b, p, "成员", "2026-01-01"))(w)
		ids = append(ids, p)
	}
	return b, ids
}

func (w *world) met(round kernel.ID) {
	b, ids := w.jury()
	ok(w.app.Award.Meet(w.sys, round, award.NewMeeting{BodyID: b, Day: kernel.DayOf(w.clock.Now()), Present: ids, Minutes: "评议"}))(w)
}

func (w *world) votedOn(round, entry kernel.ID) {
	w.met(round)
	now := ok(w.app.Award.Entry(w.sys, entry))(w)
	ok(w.app.Award.Vote(w.sys, entry, award.NewVote{Rev: now.Rev, For: 3}))(w)
}

// decided is a round that was decided when its posting was over; asked once more, deciding tells how it is.
func (w *world) decided() contest {
	c, now := w.contest(award.Posted), w.clock.Now()
	w.clock.Set(now.Add(14 * 24 * time.Hour))
	ok(w.app.Award.Decide(w.sys, c.round))(w)
	w.clock.Set(now)
	return c
}

func (w *world) honoured() award.Honour {
	c := w.decided()
	list, _, err := w.app.Award.Honours(w.sys, award.HonourFilter{Kind: "body", Of: c.entered.SubjectID}, kernel.Page{})
	w.must(err)
	return list[0]
}

// objected is an objection to a posted round, with the code that was told.
func (w *world) objected() (string, *award.RecognitionObjection) {
	c := w.contest(award.Posted)
	code, o, err := w.app.Award.Object(w.sys, c.round, award.NewObjection{EntryID: c.entry, Text: "有意见"})
	w.must(err)
	return code, o
}

// applied is a round of a village with an application from its public page, and who may be meant.
func (w *world) applied() (round kernel.ID, x award.AwardApplication, who kernel.ID) {
	at := w.place(villageA).ID
	r := ok(w.app.Award.OpenRound(w.sys, award.NewRound{Scheme: "good_family", PlaceID: at, Title: w.next("好家人样"), Period: w.next("P"), EnterTo: kernel.DayOf(w.clock.Now())}))(w)
	ok(w.app.Award.ApplyAt(w.sys, villageA, r.ID, award.NewApplication{Title: "family_member", Name: "甲", Text: "好事"}))(w)
	return r.ID, ok(w.app.Award.Applications(w.sys, r.ID))(w)[0], w.householdAt(at).MemberList[0].Person.ID
}

// onRound is a request on a round in a state.
func onRound(state, tail string, body m) func(*world) request {
	return func(w *world) request {
		path := "/api/awards/rounds/" + w.contest(state).round.String() + tail
		if body == nil {
			return get(path)(w)
		}
		return post(path, body)
	}
}

var awardSamples = map[string][]sample{
	"award.schemes": {{kind: free, why: "what the pack says, the same for all", make: get("/api/awards/schemes")}},
	"award.list": {
		{kind: list, make: func(w *world) request { w.contest(award.Open); return get("/api/awards/rounds?limit=200")(w) }},
		{kind: list, make: func(w *world) request {
			w.contest(award.Open)
			return get("/api/awards/rounds?limit=200&scheme=good_team&state=open")(w)
		}},
		{kind: record, make: at("/api/awards/rounds?place={}")},
	},
	"award.get":   {{kind: record, make: onRound(award.Scoring, "", nil)}},
	"award.board": {{kind: record, make: onRound(award.Review, "/entries?state=in", nil)}},
	"award.entry": {{kind: record, make: func(w *world) request {
		return get("/api/awards/entries/" + w.contest(award.Review).entry.String())(w)
	}}},
	"award.open": {{kind: create, make: func(w *world) request {
		return post("/api/awards/rounds", m{"scheme": "good_team", "place_id": w.id(townA), "period": w.next("P"), "enter_to": "2026-12-31"})
	}}},
	"award.enter": {{kind: record, make: func(w *world) request {
		return post("/api/awards/rounds/"+w.contest(award.Open).round.String()+"/entries", m{"subject_id": w.awardTeam("队").String(), "how": "nominate", "text": "好"})
	}}},
	"award.withdraw": {{kind: record, make: func(w *world) request {
		return post("/api/awards/entries/"+w.contest(award.Open).entry.String()+"/withdraw", m{"rev": 1, "reason": "不评了"})
	}}},
	"award.bar": {{kind: record, make: func(w *world) request {
		return post("/api/awards/entries/"+w.contest(award.Open).entry.String()+"/bar", m{"rev": 1, "veto": "finance", "basis": "审计报告"})
	}}},
	"award.start_scoring": {{kind: record, make: onRound(award.Open, "/scoring", m{})}},
	"award.score": {{kind: record, make: func(w *world) request {
		return post("/api/awards/entries/"+w.contest(award.Scoring).entry.String()+"/scores", m{"item": "done", "value": 6000, "number": 0, "client_key": w.next("k")})
	}}},
	"award.start_review": {{kind: record, make: func(w *world) request {
		c := w.contest(award.Scoring)
		w.scoreAll(c.entry)
		return post("/api/awards/rounds/"+c.round.String()+"/review", m{})
	}}},
	"award.juries": {{kind: record, make: onRound(award.Review, "/juries", nil)}},
	"award.meet": {{kind: record, make: func(w *world) request {
		c := w.contest(award.Review)
		b, ids := w.jury()
		return post("/api/awards/rounds/"+c.round.String()+"/meeting", m{"body_id": b.String(), "day": kernel.DayOf(w.clock.Now()), "present": ids, "minutes": "评议"})
	}}},
	"award.vote": {{kind: record, make: func(w *world) request {
		c := w.contest(award.Review)
		w.met(c.round)
		now := ok(w.app.Award.Entry(w.sys, c.entry))(w)
		return post("/api/awards/entries/"+c.entry.String()+"/vote", m{"rev": now.Rev, "votes_for": 3, "votes_against": 0, "votes_abstain": 0})
	}}},
	"award.post":   {{kind: record, make: onRound("voted", "/post", m{})}},
	"award.cancel": {{kind: record, make: onRound(award.Open, "/cancel", m{"reason": "不办了"})}},
	"award.decide": {{kind: record, make: func(w *world) request {
		return post("/api/awards/rounds/"+w.decided().round.String()+"/decide", m{})
	}}},
	"award.objections": {{kind: record, make: onRound(award.Posted, "/objections", nil)}},
	"award.object":     {{kind: record, make: onRound(award.Posted, "/objections", m{"text": "有意见"})}},
	"award.answer": {{kind: record, make: func(w *world) request {
		_, o := w.objected()
		return post("/api/awards/objections/"+o.ID.String()+"/answer", m{"rev": 1, "upheld": false, "answer": "核实过"})
	}}},
	"award.honours": {
		{kind: list, make: func(w *world) request { w.honoured(); return get("/api/awards/honours?limit=200&state=held")(w) }},
		{kind: list, sees: "items", make: func(w *world) request { w.honoured(); return get("/api/awards/honours?limit=200&due=true")(w) }},
		{kind: record, make: at("/api/awards/honours?place={}")},
	},
	"award.honour": {{kind: record, make: func(w *world) request { return get("/api/awards/honours/" + w.honoured().ID.String())(w) }}},
	"award.hand_over": {{kind: record, make: func(w *world) request {
		h, now := w.honoured(), w.clock.Now()
		w.clock.Set(now.Add(15 * 24 * time.Hour))
		n := award.NewPlaque{Rev: h.Rev, No: "1", Day: h.Won}
		ok(w.app.Award.HandOver(w.sys, h.ID, n))(w)
		w.clock.Set(now)
		return post("/api/awards/honours/"+h.ID.String()+"/plaque", m{"rev": h.Rev, "plaque_no": n.No, "day": n.Day}) // the same once more
	}}},
	"award.check": {{kind: record, make: func(w *world) request {
		h := w.honoured()
		return post("/api/awards/honours/"+h.ID.String()+"/check", m{"rev": h.Rev, "keep": false, "note": "不再符合"})
	}}},
	"award.mine": {{kind: free, why: "one's own", make: get("/api/awards/mine")}},
	"award.attach": {{kind: record, make: func(w *world) request {
		return request{method: "POST", path: "/api/awards/entries/" + w.contest(award.Open).entry.String() + "/files", body: form{name: "files", files: [][]byte{photo(41)}}}
	}}},
	"award.attach_check": {{kind: record, make: func(w *world) request {
		h := w.honoured()
		d := ok(w.app.Award.Check(w.sys, h.ID, award.NewCheck{Rev: h.Rev, Note: "不再符合"}))(w)
		return request{method: "POST", path: "/api/awards/checks/" + d.Checks[0].ID.String() + "/files", body: form{name: "files", files: [][]byte{photo(42)}}}
	}}},
	"award.photo": {{kind: record, make: func(w *world) request {
		return get(ok(w.app.Award.AddPhotos(w.sys, w.contest(award.Open).entry, "", []files.Upload{{Data: photo(43)}}))(w).Photos[0].URL)(w)
	}}},
	"award.applications": {{kind: record, make: func(w *world) request {
		round, _, _ := w.applied()
		return get("/api/awards/rounds/" + round.String() + "/applications")(w)
	}}},
	"award.read_application": {{kind: record, make: func(w *world) request {
		_, x, _ := w.applied()
		return post("/api/awards/applications/"+x.ID.String()+"/read", m{})
	}}},
	"award.take": {{kind: record, make: func(w *world) request {
		_, x, who := w.applied()
		return post("/api/awards/applications/"+x.ID.String()+"/take", m{"rev": x.Rev, "subject_id": who.String(), "title": "family_member"})
	}}},
	"award.return": {{kind: record, make: func(w *world) request {
		_, x, _ := w.applied()
		return post("/api/awards/applications/"+x.ID.String()+"/return", m{"rev": x.Rev, "reason": "没有找到"})
	}}},
	"award.send_application": {{kind: free, why: "anybody", make: func(w *world) request {
		round, _, _ := w.applied()
		return request{method: "POST", path: "/g/" + villageA + "/awards/" + round.String() + "/apply", body: "title=family_member&name=" + "甲" + "&text=" + "好事"}
	}}},
	"award.applied_page": {{kind: free, why: "whoever has the code", make: func(w *world) request {
		round, _, _ := w.applied()
		return get("/awards/applications/" + ok(w.app.Award.ApplyAt(w.sys, villageA, round, award.NewApplication{Title: "family_member", Name: "甲", Text: "好事"}))(w))(w)
	}}},
	"award.posted_page": {{kind: free, why: "anybody", make: func(w *world) request { w.contest(award.Posted); return get("/g/" + townA + "/awards")(w) }}},
	"award.send_objection": {{kind: free, why: "anybody", make: func(w *world) request {
		c := w.contest(award.Posted)
		return request{method: "POST", path: "/g/" + townA + "/awards/" + c.round.String() + "/object", body: "text=有意见"}
	}}},
	"award.answer_page": {{kind: free, why: "whoever has the code", make: func(w *world) request {
		code, _ := w.objected()
		return get("/awards/answers/" + code)(w)
	}}},
	"award.plaque_page": {{kind: free, why: "whoever has the code", make: func(w *world) request { return get("/p/" + w.honoured().Code)(w) }}},
	"award.poster": {{kind: record, make: func(w *world) request {
		return get("/awards/rounds/" + w.contest(award.Posted).round.String() + "/poster")(w)
	}}},
	"award.certificate": {{kind: record, make: func(w *world) request { return get("/awards/honours/" + w.honoured().ID.String() + "/certificate")(w) }}},
}
