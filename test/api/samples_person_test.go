package api_test

import (
	"touyan/internal/domain/person"
	"touyan/internal/domain/privacy"
	"touyan/internal/kernel"
)

// The samples of merging persons and of personal data.
func init() {
	for id, tries := range map[string][]sample{
		"person.pairs": {{kind: list, make: func(w *world) request {
			w.pair()
			return get("/api/person-pairs")(w)
		}}, {kind: record, make: at("/api/person-pairs?place={}")}},
		"person.pair":       {{kind: record, make: func(w *world) request { return get("/api/person-pairs/" + w.pair().ID.String())(w) }}},
		"person.find_pairs": {{kind: record, make: func(w *world) request { return post("/api/person-pairs/find", m{"place_id": w.id(villageA)}) }}},
		"person.propose": {{kind: create, make: func(w *world) request {
			return post("/api/person-pairs", m{"a_id": w.person(), "b_id": w.person()})
		}}},
		"person.different": {{kind: record, make: func(w *world) request {
			return post("/api/person-pairs/"+w.pair().ID.String()+"/different", m{"rev": 1, "reason": "两个人"})
		}}},
		"person.merge": {{kind: record, make: func(w *world) request {
			p := w.pair()
			return post("/api/person-pairs/"+p.ID.String()+"/merge", m{"rev": 1, "keep_id": p.A.ID.String(), "take": []string{}, "reason": "同一个人"})
		}}},
		"person.unmerge": {{kind: record, make: func(w *world) request {
			p := w.pair()
			ok(w.app.Person.Merge(w.sys, p.ID, person.MergeChoice{Rev: 1, KeepID: p.A.ID, Reason: "同一个人"}))(w)
			return post("/api/person-pairs/"+p.ID.String()+"/unmerge", m{"rev": 2, "reason": "弄错了"})
		}}},

		"privacy.fields":    {{kind: list, make: get("/api/privacy/fields"), sees: "items"}},
		"rulebook.rules":    {{kind: list, make: get("/api/rules"), sees: "items"}},
		"rulebook.versions": {{kind: list, make: get("/api/rules/versions"), sees: "items"}},
		"rulebook.changes":  {{kind: list, make: get("/api/rules/versions/1/changes"), sees: "items"}},
		"privacy.removals":  {{kind: list, make: get("/api/privacy/removals"), sees: "items"}},
		"privacy.kinds":     {{kind: list, make: get("/api/privacy/kinds"), sees: "items"}},
		"privacy.counter": {{kind: record, make: func(w *world) request {
			return post("/api/privacy/persons/"+w.person()+"/held", m{"identity": "身份证", "reason": "本人要求"})
		}}},
		"privacy.copy": {{kind: record, make: func(w *world) request {
			return post("/api/privacy/persons/"+w.person()+"/copy.xlsx", m{"identity": "身份证", "reason": "本人要求"})
		}}},
		"privacy.requests": {{kind: list, make: func(w *world) request {
			w.asked()
			return get("/api/privacy/requests")(w)
		}}, {kind: record, make: at("/api/privacy/requests?place={}")}},
		"privacy.summary": {{kind: record, make: at("/api/privacy/requests/summary?place={}")}},
		"privacy.ask": {{kind: create, make: func(w *world) request {
			return post("/api/privacy/requests", m{"kind": "copy", "person_id": w.person(), "asked_by": "self", "proof": "身份证", "text": "查阅"})
		}}},
		"privacy.request": {{kind: record, make: ofRequest("GET", "", nil)}},
		"privacy.take":    {{kind: record, make: ofRequest("POST", "/take", m{"rev": 1})}},
		"privacy.answer":  {{kind: record, make: ofRequest("POST", "/answer", m{"rev": 1, "answer": "已给本人看过"})}},
		"privacy.refuse":  {{kind: record, make: ofRequest("POST", "/refuse", m{"rev": 1, "answer": "依法留存", "article": "第四十七条"})}},
		"privacy.reveal":  {{kind: record, make: ofRequest("POST", "/reveal", m{"reason": "告知结果"})}},
		"privacy.export": {{kind: list, sees: "请求内容所在", make: func(w *world) request {
			w.asked()
			return get("/api/exports/privacy-requests.xlsx")(w)
		}}, {kind: record, make: at("/api/exports/privacy-requests.xlsx?place={}")}},
		"privacy.notices": {{kind: free, why: "public: what is done with personal data", make: get("/privacy")}},
		"privacy.notice":  {{kind: free, why: "public: what is done with personal data", make: get("/privacy/report")}},
	} {
		samples[id] = tries
	}
}

// pair is two entries of village A that may be one person.
func (w *world) pair() person.Pair {
	a, b := ok(kernel.ParseID(w.person()))(w), ok(kernel.ParseID(w.person()))(w)
	return ok(w.app.Person.ProposePair(w.sys, a, b))(w)
}

// asked is a request about the data of somebody in village A.
func (w *world) asked() privacy.Request {
	who := ok(kernel.ParseID(w.person()))(w)
	return ok(w.app.Privacy.Ask(w.sys, privacy.NewRequest{
		Kind: "copy", PersonID: who, AskedBy: privacy.BySelf, AskerPhone: "13812345678", Proof: "身份证", Text: "请求内容所在",
	}))(w)
}

func ofRequest(method, tail string, body any) func(*world) request {
	return func(w *world) request {
		return request{method: method, path: "/api/privacy/requests/" + w.asked().ID.String() + tail, body: body}
	}
}
