package casework_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

// zhang is a resident of the village whom the county's own register knows.
const zhang = "430725195001010014"

func (w *world) registered() {
	w.t.Helper()
	_ = must(w.person.CreateHousehold(dbtest.System(w.t), person.NewHousehold{PlaceID: w.places["一组"].ID, From: "2020-01-01", Members: []person.NewMember{
		{Person: &person.Draft{Name: "张有礼", Facts: person.Facts{IDNumber: number()}}, Relation: "02", Registered: true, Lives: true},
	}}))(w.t)
}

func number() string { return zhang[:17] + string(kernel.CheckDigit(zhang[:17])) }

func given(ids ...any) casework.Action {
	return casework.Action{Name: "check", Fields: map[string]any{"papers": ids}}
}

// B4: an agent shows the written mandate, which lies sealed; materials that are held are not asked for again, what is missing is
// said all at once, and the department has the days of the item.
func TestAnAgentAppliesByAMandate(t *testing.T) {
	eachOf(t, "taoyuan", func(w *world) {
		w.officer("代办员", "liaison_officer", "龙鼻村", "", "")
		w.registered()
		apply := func(item string) (kernel.ID, string) {
			d, err := w.cases.Create(w.as("代办员", casework.PermCreate), casework.NewCase{
				Type: "agency", Text: "代张大爷申请", PlaceID: w.places["龙鼻村"].ID, Name: "张有礼", Contact: "13934567891",
				Fields: map[string]any{"item": item, "way": "agent", "applicant": number()},
			})
			if err != nil {
				w.t.Fatal(err)
			}
			return d.ID, d.FollowCode
		}
		id, code := apply("low_income")
		w.refused("代办员", id, given("application", "id_card", "income"), kernel.KindInvalid, "required") // the mandate
		_ = must(w.cases.AddPapers(w.by("代办员"), id, "mandate", uploads(photo(7))))(w.t)
		w.refused("代办员", id, given("application"), kernel.KindInvalid, "paper_missing")
		_, err := w.cases.Act(w.by("代办员"), id, func() casework.Action { a := given("application"); a.Rev = w.get(id).Rev; return a }())
		if !strings.Contains(err.Error(), "身份证复印件、收入情况声明") {
			w.t.Fatalf("not said all at once: %v", err)
		}
		d := w.act("代办员", id, given("application", "id_card", "income"))
		held := d.Materials[2]
		if held.How != "held" || held.By != "register" || held.Day != "2026-11-16" || len(d.Papers) != 1 || d.Papers[0].Field != "mandate" {
			w.t.Fatalf("%+v %+v", held, d.Papers)
		}
		w.opensTheMandate(id, d.Papers[0].ID)
		d = w.act("值班员", id, casework.Action{Name: "forward", BodyID: w.bodies["住建局"]})
		if want := at("2026-12-15", 0).UnixMilli() - 1; d.Due != want || d.Clock.Days != 20 { // twenty working days
			w.t.Fatalf("%d days, due %s", d.Clock.Days, time.UnixMilli(d.Due).In(kernel.Zone))
		}
		if f := must(w.cases.Follow(w.public(), code))(w.t); f.Due != d.Due || len(f.Materials) != 5 {
			w.t.Fatalf("%+v", f)
		}
		w.act("住建", id, casework.Action{Name: "decide", Note: "符合条件", Fields: map[string]any{"decision": "granted", "document": "桃民保〔2026〕7号"}})
		w.act("代办员", id, casework.Action{Name: "hand_over"})
		if err := w.cases.Rate(w.public(), code, 5, "没跑一趟"); err != nil {
			w.t.Fatal(err)
		}
		if got := must(w.cases.Served(w.by("县值班"), w.bodies["住建局"], 0))(w.t); len(got) != 1 || got[0].Raised != (casework.Rated{Asked: 1, Answers: 1, Pleased: 1}) {
			w.t.Fatalf("%+v", got)
		}
		next, _ := apply("pension_proof")
		_ = must(w.cases.AddPapers(w.by("代办员"), next, "mandate", uploads(photo(7))))(w.t)
		d = w.act("代办员", next, given("bank_card"))
		papers, _ := json.Marshal(d.Fields["papers"])
		if !strings.Contains(string(papers), `"by":"application"`) || !strings.Contains(string(papers), w.get(id).No) {
			w.t.Fatalf("%s", papers)
		}
	})
}

// opensTheMandate: what it shows is stored sealed, opened for a reason only, and who looked stands in the journal.
func (w *world) opensTheMandate(id, paper kernel.ID) {
	w.t.Helper()
	_, err := w.cases.OpenPaper(w.as("值班员", casework.PermReveal), id, paper, " ")
	w.wants(err, kernel.KindInvalid, "required")
	_, err = w.cases.OpenPaper(w.as("邻镇值班员", casework.PermReveal), id, paper, "核对")
	w.wants(err, kernel.KindNotFound, "not_found")
	f := must(w.cases.OpenPaper(w.as("值班员", casework.PermReveal), id, paper, "核对委托"))(w.t)
	if !bytes.HasPrefix(f.Data, []byte{0xff, 0xd8}) || bytes.Contains(f.Data, []byte("GPSLatitude")) {
		w.t.Fatal("not the picture, or with the place in it")
	}
	if seen := w.journalOf("值班员"); !strings.Contains(seen, "casework.open_paper") || !strings.Contains(seen, "核对委托") {
		w.t.Fatal("a look at a mandate is not in the journal")
	}
}

// B4: a resident applies from the public page. What is missing is asked for once, all of it; the clock stands still, and whoever
// follows by the code reads what is missing. A refusal gives its ground, and what can be done against it.
func TestAResidentAppliesAndIsAskedOnce(t *testing.T) {
	eachOf(t, "taoyuan", func(w *world) {
		w.officer("代办员", "liaison_officer", "龙鼻村", "", "")
		_, err := w.cases.Report(w.public(), w.places["龙鼻村"].Code, casework.NewCase{Type: "rectification", Text: "不是居民报的"})
		w.wants(err, kernel.KindInvalid, "unknown_type")
		_, err = w.cases.Apply(w.public(), "old_age", w.places["龙鼻村"].Code, casework.NewCase{})
		w.wants(err, kernel.KindInvalid, "required") // the name
		_, err = w.cases.Apply(w.public(), "old_age", w.places["龙鼻村"].Code, casework.NewCase{Name: "李桂英", Fields: map[string]any{"way": "agent"}})
		w.wants(err, kernel.KindInvalid, "not_asked")
		_, err = w.cases.Apply(w.public(), "old_age", w.places["龙鼻村"].Code, casework.NewCase{Name: "李桂英", Papers: map[string][]casework.Upload{"copies": uploads(paper(""))}})
		w.wants(err, kernel.KindInvalid, "picture_type")
		r := must(w.cases.Apply(w.public(), "old_age", w.places["龙鼻村"].Code, casework.NewCase{Name: "李桂英", Contact: "13934567892", Papers: map[string][]casework.Upload{"copies": uploads(photo(3))}}))(w.t)
		id := must(w.cases.Follow(w.public(), r.Code))(w.t).ID
		if d := w.get(id); d.Text != "高龄津贴申请" || len(d.Papers) != 1 || len(d.PhotoList) != 0 || d.Materials[2].How != "missing" { // not in the register
			w.t.Fatalf("%+v %+v", d.Papers, d.Materials)
		}
		w.act("代办员", id, given("application", "id_card", "register", "bank_card"))
		w.act("值班员", id, casework.Action{Name: "forward", BodyID: w.bodies["住建局"]})
		before := w.get(id).Due
		w.refused("住建", id, casework.Action{Name: "ask_papers", Papers: []string{"nothing"}}, kernel.KindInvalid, "required")
		d := w.act("住建", id, casework.Action{Name: "ask_papers", Papers: []string{"bank_card", "id_card"}, Note: "银行卡照片看不清，身份证过期"})
		if d.Paused == 0 || d.Due != 0 {
			w.t.Fatalf("the clock runs on: %+v", d.Case)
		}
		f := must(w.cases.Follow(w.public(), r.Code))(w.t)
		if page := f.Page("zh"); len(page.Missing) != 2 || page.Missing[1] != "银行卡复印件" || !f.Paused || page.Steps[0].Note != "银行卡照片看不清，身份证过期" {
			w.t.Fatalf("%+v", page)
		}
		w.clock.Add(14 * 24 * time.Hour)
		d = w.act("代办员", id, casework.Action{Name: "papers_in"})
		if d.Due <= before || d.Materials[1].How != "given" || d.Paused != 0 {
			w.t.Fatalf("%+v", d.Case)
		}
		w.refused("住建", id, casework.Action{Name: "ask_papers", Papers: []string{"application"}}, kernel.KindConflict, "asked_once")
		refuse := map[string]any{"decision": "refused", "ground": "未满80周岁", "document": "桃民字〔2026〕3号"}
		w.refused("住建", id, casework.Action{Name: "decide", Note: "不符合", Fields: refuse}, kernel.KindInvalid, "required")
		refuse["remedy"] = "60日内可以向县政府申请行政复议"
		w.act("住建", id, casework.Action{Name: "decide", Note: "不符合", Fields: refuse})
		page := must(w.cases.Follow(w.public(), r.Code))(w.t).Page("zh")
		all, _ := json.Marshal(page.Facts)
		for _, want := range []string{"未满80周岁", "行政复议", "桃民字〔2026〕3号", "高龄津贴申请"} {
			if !strings.Contains(string(all), want) {
				w.t.Fatalf("%s is not told: %s", want, all)
			}
		}
	})
}

// The catalogue is found by name, pinyin, initials and office, and its forms can be printed.
func TestTheCatalogueIsFound(t *testing.T) {
	eachOf(t, "taoyuan", func(w *world) {
		for q, want := range map[string]int{"": 7, "低保": 1, "最低生活": 1, "gaoling": 1, "zjd": 1, "县民政局": 2, "pension": 1, "qqqq": 0} {
			if got := must(w.cases.Catalogue(w.public(), q, "", "zh"))(w.t); got.N != want {
				w.t.Errorf("%q finds %d, want %d", q, got.N, want)
			}
		}
		x := must(w.cases.Item(w.public(), "old_age", "en"))(w.t)
		if x.Name != "Allowance for the very old" || x.Days != 10 || len(x.Forms) != 1 || !x.Materials[2].Looked || !x.CanApply {
			w.t.Fatalf("%+v", x)
		}
		if f := must(w.cases.BlankForm(w.public(), "mandate", "zh"))(w.t); len(f.Lines) != 7 || f.Text == "" {
			w.t.Fatalf("%+v", f)
		}
		_, err := w.cases.Item(w.public(), "nothing", "zh")
		w.wants(err, kernel.KindNotFound, "not_found")
	})
}
