package api_test

import (
	"bytes"
	"maps"
	"slices"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
	"touyan/internal/platform/sheet"
)

func init() { maps.Copy(samples, workSamples) }

// workSamples are those of cases, imports and exports.
var workSamples = map[string][]sample{
	"casework.list": {
		{kind: list, make: withCase("/api/cases?box=all")},
		{kind: list, make: withCase("/api/cases?box=unit&open=true")},
		{kind: list, make: withCase("/api/cases?box=soon"), sees: "items"},
		{kind: list, make: withCase("/api/cases?box=mine"), sees: "items"},
		{kind: record, make: at("/api/cases?box=all&place={}")},
	},
	"casework.figures": {{kind: record, make: at("/api/cases/figures?place={}")}},
	"casework.summary": {
		{kind: list, make: withCase("/api/cases/summary")}, {kind: record, make: at("/api/cases/summary?place={}")},
	},
	"casework.count":            {{kind: record, make: at("/api/cases/count?type=report&open=true&place={}")}},
	"casework.get":              {{kind: record, make: ofCase("GET", "", nil)}},
	"casework.dispatch_targets": {{kind: record, make: ofCase("GET", "/dispatch-targets", nil)}},
	"casework.create": {{kind: create, make: func(w *world) request {
		return post("/api/cases", form{fields: map[string]string{"text": "路灯不亮", "place_id": w.id(villageA), "client_key": w.next("key")}})
	}}},
	"casework.act":        {{kind: record, make: ofCase("POST", "/actions", m{"rev": 1, "action": "accept", "client_key": "once"})}},
	"casework.add_photos": {{kind: record, make: ofCase("POST", "/photos", form{name: "photos", files: [][]byte{photo(7)}})}},
	"casework.reveal":     {{kind: record, make: ofCase("POST", "/reveal", m{"reason": "回访"})}},
	"casework.photo": {{kind: record, make: func(w *world) request {
		id, _ := w.report(villageA, w.next("有照片"), photo(40))
		d := ok(w.app.Casework.Get(w.sys, id))(w)
		return get(d.PhotoList[0].URL)(w)
	}}},

	"casework.find_page":   {{kind: free, why: "public page", make: get("/?q=longbi")}},
	"casework.card_page":   {{kind: free, why: "public page", make: get("/g/" + villageA)}},
	"casework.report_page": {{kind: free, why: "public page", make: get("/g/" + villageA + "/report")}},
	"casework.report": {{kind: free, why: "public: a resident's report", make: func(w *world) request {
		return post("/g/"+villageA+"/report", form{fields: map[string]string{"text": "路灯不亮", "client_key": w.next("key")}})
	}}},
	"casework.follow_page": {{kind: free, why: "public: the code opens it", make: func(w *world) request {
		_, code := w.report(villageA, "路灯不亮")
		return get("/c/" + code)(w)
	}}},
	"casework.rate": {{kind: free, why: "public: the code opens it", status: 303, make: func(w *world) request {
		return request{method: "POST", path: "/c/" + w.verified() + "/rate", body: "rating=5"}
	}}},
	"casework.reopen": {{kind: free, why: "public: the code opens it", status: 303, make: func(w *world) request {
		return request{method: "POST", path: "/c/" + w.verified() + "/reopen", body: "reason=%E6%B2%A1%E5%A5%BD"}
	}}},
	"casework.public_photo": {{kind: free, why: "public: the code opens it", make: func(w *world) request {
		id, code := w.report(villageA, "有照片", photo(80))
		return get("/c/" + code + "/photos/" + ok(w.app.Casework.Get(w.sys, id))(w).PhotoList[0].ID.String())(w)
	}}},

	"exchange.upload": {{kind: list, sees: `"state":"checked"`, make: func(w *world) request { return post("/api/imports", w.workbook()) }}},
	"exchange.list": {{kind: list, make: func(w *world) request {
		w.imported()
		return get("/api/imports")(w)
	}}},
	"exchange.get":       {{kind: record, make: func(w *world) request { return get("/api/imports/" + w.imported())(w) }}},
	"exchange.apply":     {{kind: record, make: func(w *world) request { return post("/api/imports/"+w.imported()+"/apply", m{}) }}},
	"exchange.cancel":    {{kind: record, make: func(w *world) request { return post("/api/imports/"+w.imported()+"/cancel", m{}) }}},
	"exchange.take_back": {{kind: record, make: func(w *world) request { return post("/api/imports/"+w.saved()+"/take-back", m{"reason": "放错了"}) }}},
	"exchange.marked":    {{kind: record, make: func(w *world) request { return get("/api/imports/" + w.refused() + "/marked.xlsx?lang=en")(w) }}},
	"exchange.tables":    {{kind: free, why: "signed in: the names of tables", make: get("/api/registers")}},
	"exchange.export_cases": {
		{kind: list, make: withCase("/api/exports/cases.xlsx?box=all"), sees: "龙鼻水渠"}, {kind: record, make: at("/api/exports/cases.xlsx?place={}")},
	},
	"exchange.export_accounts": {{kind: list, make: get("/api/exports/accounts.xlsx"), sees: "昌宁闲人"}},
	"exchange.export_members":  {{kind: list, make: withMember("/api/exports/members.xlsx"), sees: "昌宁闲人"}, {kind: record, make: at("/api/exports/members.xlsx?place={}")}},
	"exchange.export_rosters":  {{kind: record, make: at("/api/exports/rosters.xlsx?place={}")}},
	"exchange.export_divisions": {
		{kind: list, make: get("/api/exports/divisions.xlsx"), sees: villageA}, {kind: record, make: at("/api/exports/divisions.xlsx?place={}")},
	},
	"exchange.export_imports": {{kind: list, sees: "人员.csv", make: func(w *world) request {
		w.refused()
		return get("/api/exports/imports.xlsx")(w)
	}}},
	"exchange.template_grid":       {{kind: free, why: "an empty form", make: get("/api/registers/grid/template.xlsx")}},
	"exchange.template_persons":    {{kind: free, why: "an empty form", make: get("/api/registers/persons/template.xlsx")}},
	"exchange.template_households": {{kind: free, why: "an empty form", make: get("/api/registers/households/template.xlsx")}},
	"exchange.template_posts":      {{kind: free, why: "an empty form", make: get("/api/registers/posts/template.xlsx")}},
	"exchange.export_posts":        {{kind: record, make: at("/api/exports/posts.xlsx?place={}")}},
	"exchange.template_bodies":     {{kind: free, why: "an empty form", make: get("/api/registers/bodies/template.xlsx")}},
	"exchange.template_members":    {{kind: free, why: "an empty form", make: get("/api/registers/members/template.xlsx")}},
	"exchange.template_rosters":    {{kind: free, why: "an empty form", make: get("/api/registers/rosters/template.xlsx")}},
	"exchange.template_accounts":   {{kind: free, why: "an empty form", make: get("/api/registers/accounts/template.xlsx")}},
	"exchange.template_divisions":  {{kind: free, why: "an empty form", make: get("/api/registers/divisions/template.xlsx")}},
	"exchange.export_grid": {
		{kind: list, make: get("/api/exports/grid.xlsx"), sees: villageA}, {kind: record, make: at("/api/exports/grid.xlsx?place={}")},
	},
	"exchange.export_persons": {
		{kind: list, make: get("/api/exports/persons.xlsx"), sees: "龙鼻村书记"}, {kind: record, make: at("/api/exports/persons.xlsx?place={}")},
	},
	"exchange.export_bodies": {
		{kind: list, make: get("/api/exports/bodies.xlsx"), sees: "昌宁镇水利站"}, {kind: record, make: at("/api/exports/bodies.xlsx?place={}")},
	},
	"exchange.export_gaps": {
		{kind: list, make: get("/api/exports/gaps.xlsx"), sees: villageA}, {kind: record, make: at("/api/exports/gaps.xlsx?place={}")},
	},
}

func withCase(path string) func(*world) request {
	return func(w *world) request {
		w.caseID()
		return get(path)(w)
	}
}

func ofCase(method, tail string, body any) func(*world) request {
	return func(w *world) request {
		return request{method: method, path: "/api/cases/" + w.caseID().String() + tail, body: body}
	}
}

// verified is the code of a case that its reporter may rate.
func (w *world) verified() string {
	id, code := w.report(villageA, w.next("水管漏水"))
	me := ok(w.app.Access.Resolve(w.sys, w.county, w.clerkA.Account))(w)
	ctx := kernel.WithActor(w.sys, me.For(casework.PermList))
	for i, step := range []string{"settle_on_spot", "verify"} {
		ok(w.app.Casework.Act(ctx, id, casework.Action{Name: step, Rev: int64(i) + 1, Note: "办好了"}))(w)
	}
	return code
}

// workbook is a grid workbook that adds one group grid to township A.
func (w *world) workbook() form {
	parent := villageA
	code := parent + "9" + string(rune('0'+w.nth%10))
	rows := func(list ...[]any) sheet.Out {
		return sheet.Out{Rows: func(yield func([]any, error) bool) {
			for _, r := range list {
				if !yield(r, nil) {
					return
				}
			}
		}}
	}
	places := rows([]any{code, w.next("新组"), "4", parent, "group_grid", ""})
	places.Sheet = titled("网格", "网格编码", "网格名称", "层级", "上级编码", "类别", "户数")
	officers := rows()
	officers.Sheet = titled("网格员", "网格编码", "岗位", "姓名", "手机号", "服务电话", "任职起", "任职止", "公开姓名")
	var b bytes.Buffer
	w.must(sheet.Write(&b, places, officers))
	return form{name: "file", file: "网格.xlsx", files: [][]byte{slices.Clone(b.Bytes())}}
}

func titled(name string, titles ...string) sheet.Sheet {
	s := sheet.Sheet{Name: name}
	for _, t := range titles {
		s.Columns = append(s.Columns, sheet.Column{Key: t, Title: t})
	}
	return s
}

// imported is a run of the officer of township A that was checked and waits.
func (w *world) imported() string {
	var got struct{ ID, State string }
	w.as(w.clerkA).post(200, "/api/imports", w.workbook()).into(w, &got)
	if got.State != "checked" {
		w.t.Fatalf("the workbook is %s", got.State)
	}
	return got.ID
}

// saved is a run of the officer of township A that was applied.
func (w *world) saved() string {
	id := w.imported()
	w.as(w.clerkA).post(200, "/api/imports/"+id+"/apply", m{})
	return id
}

// refused is a run of theirs that has a fault.
func (w *world) refused() string {
	var got struct{ ID, State string }
	list := form{name: "file", file: "人员.csv", files: [][]byte{[]byte("姓名,所在地\n张三,月球\n")}}
	w.as(w.clerkA).post(200, "/api/imports?register=persons", list).into(w, &got)
	if got.State != "refused" {
		w.t.Fatalf("the list is %s", got.State)
	}
	return got.ID
}

func withMember(path string) func(*world) request {
	return func(w *world) request {
		_, _ = w.app.Body.AddMember(w.sys, w.unit, w.nobody.Person, "成员", "")
		return get(path)(w)
	}
}
