package packs_test

import (
	"slices"
	"strings"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

func load(t *testing.T, ids ...string) *pack.Pack {
	t.Helper()
	p, err := pack.Load(packs.FS, ids...)
	if err != nil {
		t.Fatalf("%v:\n%v", ids, err)
	}
	return p
}

var counties = []string{"anhua", "longshan", "taoyuan", "xiangfu", "xiangning", "zhushan"}

func TestEveryCountyPackLoads(t *testing.T) {
	for _, id := range counties {
		p := load(t, "base", id)
		if p.ID != id || len(p.County) != 6 || p.Name == "" || p.Title == "" || p.TitleEN == "" {
			t.Errorf("%s: header %+v", id, p)
		}
		csv, err := packs.Divisions(id)
		if id == "anhua" { // written from base alone, as docs/packs.md tells
			continue
		}
		if err != nil || !slices.Contains(csv, '\n') {
			t.Errorf("%s: divisions: %v", id, err)
		}
	}
	for day, want := range map[kernel.Day]bool{"2025-10-11": true, "2025-10-08": false, "2026-02-14": true, "2026-02-23": false, "2026-11-23": true} {
		if works, err := load(t, "base").Calendar().IsWorkday(day); err != nil || works != want {
			t.Errorf("%s: worked %v (%v)", day, works, err)
		}
	}
	if _, err := load(t, "base").Calendar().IsWorkday("2027-01-04"); err == nil {
		t.Error("a year without its calendar must say so")
	}
}

func TestXiangningUsesItsOwnWords(t *testing.T) {
	p := load(t, "base", "xiangning")
	want := []string{"县级指挥中心", "乡(镇)指挥中心", "村(社)网格", "组(小区)网格", "微网格"}
	for i, name := range want {
		l, ok := p.Level(kernel.Level(i + 1))
		if !ok || l.Name != name || l.NameEN == "" {
			t.Errorf("level %d is %q, want %q with an English name", i+1, l.Name, name)
		}
	}
	if po, _ := p.Post("grid_head"); po.Name != "村(社)网格长" || !po.Head || !po.Required || !po.AtLevel(kernel.LevelVillage) || !po.OnCard(kernel.LevelMicro) {
		t.Errorf("an override must change the name and keep the rest: %+v", po)
	}
	if _, ok := p.Post("online_officer"); !ok {
		t.Error("the online officer is missing")
	}
}

func TestReportGoesFromResidentToRating(t *testing.T) {
	ct, ok := load(t, "base").CaseType("report")
	if !ok {
		t.Fatal("no case type report")
	}
	state := ct.Initial
	for _, id := range []string{
		"accept", "dispatch", "claim", "return", "dispatch", "claim", "feedback", "send_back", "recall",
		"settle_on_spot", "verify", "rate", "reopen", "feedback", "verify", "close_unrated",
	} {
		x, ok := ct.Transition(id)
		if !ok || !slices.Contains(x.From, state) {
			t.Fatalf("no transition %q from state %q", id, state)
		}
		state = x.To
	}
	if s, _ := ct.State(state); !s.Final || s.Open {
		t.Errorf("ends in %q", state)
	}
	if s, _ := ct.State("handling"); s.Due.Days != 3 || s.Source == "" || s.From == "" {
		t.Errorf("handling: %+v", s)
	}
}

func TestPermissionsStayApart(t *testing.T) {
	p := load(t, "base")
	for post, never := range map[string]string{
		"county_admin": "casework.dispatch", "county_centre_clerk": "access.edit",
		"micro_officer": "casework.reveal", "auditor": "person.edit", "department_officer": "casework.verify", "grid_head": "casework.verify",
	} {
		perms, sealed := p.PermissionsOf(post)
		if len(perms) == 0 || slices.Contains(perms, never) || sealed {
			t.Errorf("%s: %v sealed=%v", post, perms, sealed)
		}
	}
	if _, sealed := p.PermissionsOf("county_centre_director"); !sealed {
		t.Error("somebody must see sealed records")
	}
	if perms, sealed := p.PermissionsOf("no_such_post"); len(perms) > 0 || sealed {
		t.Error("an unknown post permits nothing")
	}
}

// TestCountiesHaveTheirOwnWords: what each county's article names stands in its pack (requirements A2 to A8).
func TestCountiesHaveTheirOwnWords(t *testing.T) {
	for id, want := range map[string][]string{
		"longshan":  {"产业链党支部", "合作社党支部", "网格党支部", "支部工作联系点领导", "互助五兴小组", "互助五兴中心户", "报到党员"},
		"zhushan":   {"指挥部办公室(一办)", "县专项工作组(十九组)", "乡镇片区指挥部", "村级指挥所", "驻村小分队", "片区指导县领导", "代办员"},
		"xiangfu":   {"党建服务队", "树木管护队", "青年突击队", "夕阳红志愿服务队", "乡风文明促进会", "老兵联谊会", "乡贤联谊会", "孝贤社", "街长", "户长", "一村(格)一警"},
		"xiangning": {"村(社)网格长", "线上网格员", "到村(社)工作大学生", "信息员", "调解员"},
		"taoyuan":   {"服务型党小组", "联户党员", "信息员岗", "调解员岗", "屋场会", "党建联络员(政务代办员)"},
		"anhua":     {"屋场网格", "茶产业党支部", "屋场长", "茶叶产销"},
	} {
		p := load(t, "base", id)
		have := map[string]bool{}
		for _, s := range p.Describe() {
			for _, e := range s.Items {
				have[e.Name] = true
				if e.Source == "" || e.From == "" || e.NameEN == "" {
					t.Errorf("%s: %s %s lacks a source, a day or an English name", id, s.Key, e.ID)
				}
			}
		}
		for _, name := range want {
			if !have[name] {
				t.Errorf("%s: %q is missing", id, name)
			}
		}
	}
}

// TestResidentsReadTheirOwnWords: whatever a resident can follow by a code is told in words for residents, each kind in its own
// (requirements B1, B4 to B6): an application is no report. Both languages have them.
func TestResidentsReadTheirOwnWords(t *testing.T) {
	for _, id := range counties {
		for _, ct := range load(t, "base", id).CaseTypes {
			if ct.Internal || ct.FromCase { // officers' own work has no code
				continue
			}
			need := func(what, zh, en string) {
				if zh == "" || en == "" {
					t.Errorf("%s: %s: %s lacks the words for residents", id, ct.ID, what)
				}
				if ct.ID == "agency" && strings.Contains(zh, "反映") {
					t.Errorf("%s: %s: an application is no report: %q", id, ct.ID, zh)
				}
			}
			for _, st := range ct.States {
				need("state "+st.ID, st.PublicName, st.PublicNameEN)
			}
			for _, x := range ct.Transitions {
				if x.Public {
					need("step "+x.ID, x.PublicName, x.PublicNameEN)
				}
			}
			need("enter", ct.Enter.PublicName, ct.Enter.PublicNameEN)
			need("follow.said", ct.Follow.Said, ct.Follow.SaidEN)
			raised := ct.Public || slices.ContainsFunc(ct.Fields, func(f pack.Field) bool { return f.Type == pack.FieldService })
			if !raised {
				continue
			}
			need("raise", ct.Raise.PublicName, ct.Raise.PublicNameEN)
			need("follow.received", ct.Follow.Received, ct.Follow.ReceivedEN)
			need("follow.next", strings.Join(ct.Follow.Next, " "), strings.Join(ct.Follow.NextEN, " "))
			if len(ct.Follow.Next) != len(ct.Follow.NextEN) {
				t.Errorf("%s: %s: follow.next in two lengths", id, ct.ID)
			}
		}
	}
}

func TestParametersHoldFromTheirDays(t *testing.T) {
	p := load(t, "base", "anhua")
	for day, want := range map[kernel.Day]int{"2026-11-30": 1, "2026-12-01": 2} {
		if x, err := p.Param("return_days", day); err != nil || x.Int() != want {
			t.Errorf("%s: %d days (%v), want %d", day, x.Int(), err, want)
		}
	}
	if x, err := p.Param("disclosure_days", "2027-01-01"); err != nil || x.Int() != 20 || x.Unit != "day" {
		t.Errorf("an overridden parameter: %+v %v", x, err)
	}
	if share, err := p.Param("party_excellent_share", "2026-01-01"); err != nil || share.Exact().String() != "0.333333333333" {
		t.Errorf("a share is exact: %s %v", share.Exact(), err)
	}
	if fund, err := p.Param("team_fund", "2026-01-01"); err != nil || fund.Fen() != 5_000_000 {
		t.Errorf("a sum in fen: %d %v", fund.Fen(), err)
	}
	if _, err := p.Param("return_days", "2019-12-31"); kernel.KindOf(err) != kernel.KindUnavailable {
		t.Errorf("before its first day a parameter is missing: %v", err)
	}
	if c, ok := p.Code("village_class", "城郊融合类", "2026-01-01"); !ok || c.ID != "suburb" || c.Source == "" {
		t.Errorf("a code by its name: %+v", c)
	}
}
