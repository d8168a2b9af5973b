package packs_test

import (
	"slices"
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

func TestEveryCountyPackLoads(t *testing.T) {
	for _, id := range []string{"longshan", "taoyuan", "xiangfu", "xiangning", "zhushan"} {
		p := load(t, "base", id)
		if p.ID != id || len(p.County) != 6 || p.Name == "" || p.Title == "" || p.TitleEN == "" {
			t.Errorf("%s: header %+v", id, p)
		}
		csv, err := packs.Divisions(id)
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
