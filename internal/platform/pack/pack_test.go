package pack

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const tail = "name: 甲, name_en: A, from: 2026-01-01, source: test}\n"

const head = "pack: {id: a, name: 甲}\n"

const small = head + "roles:\n  - {id: clerk, permissions: [casework.accept], " + tail +
	"posts:\n  - {id: clerk, levels: [2], roles: [clerk], " + tail +
	"topics:\n  - {id: road, " + tail

const life = `case_types:
  - id: report
    name: 诉求
    name_en: Request
    from: 2026-01-01
    source: test
    initial: new
    states:
      - {id: new, name: 新, name_en: New, open: true}
      - {id: done, name: 完, name_en: Done, final: true}
    transitions:
      - {id: finish, name: 完, name_en: Finish, from: [new], to: done, by: [place], permission: casework.accept}
`

func loadText(files ...string) (*Pack, error) {
	fsys := fstest.MapFS{}
	var ids []string
	for i, text := range files {
		id := string(rune('a' + i))
		ids = append(ids, id)
		fsys[id+"/pack.yaml"] = &fstest.MapFile{Data: []byte(text)}
	}
	return Load(fsys, ids...)
}

func TestFaultsAreFoundWhereTheyStand(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"unknown key":        {head + "topics:\n  - {id: x, colour: red, " + tail, `packs/a/pack.yaml:3:13: unknown key "colour"`},
		"unknown section":    {head + "colours: []\n", `packs/a/pack.yaml:2:1: unknown key "colours"`},
		"key twice":          {head + "topics:\n  - {id: x, sealed: true, sealed: false, " + tail, `packs/a/pack.yaml:3:27: key "sealed" stands here twice`},
		"wrong type":         {head + "topics:\n  - {id: x, sealed: 3, " + tail, `packs/a/pack.yaml:3:21: want true or false`},
		"number for text":    {head + "topics:\n  - {id: x, to: 3, " + tail, `packs/a/pack.yaml:3:17: want text (put numbers in quotes)`},
		"no list":            {head + "topics: x\n", `packs/a/pack.yaml:2:9: want a list`},
		"alias":              {head + "topics:\n  - &t {id: x, " + tail + "  - *t\n", `packs/a/pack.yaml:4:`},
		"id twice":           {head + "topics:\n  - {id: x, " + tail + "  - {id: x, " + tail, `packs/a/pack.yaml:4:10: id "x" is defined twice, first at packs/a/pack.yaml:3`},
		"no id":              {head + "topics:\n  - {" + tail, `packs/a/pack.yaml:3:6: a definition needs the key "id"`},
		"bad id":             {head + "topics:\n  - {id: X-1, " + tail, `packs/a/pack.yaml:3:10: id "X-1"`},
		"no source":          {head + "topics:\n  - {id: x, name: x, name_en: x, from: 2026-01-01}\n", `packs/a/pack.yaml:3:10: "x" needs the key "source"`},
		"no day":             {head + "topics:\n  - {id: x, to: 2026-02-30, " + tail, `packs/a/pack.yaml:3:17: "2026-02-30" is not a day`},
		"ends first":         {head + "topics:\n  - {id: x, to: 2020-01-01, " + tail, `packs/a/pack.yaml:3:17: "x" ends before it begins`},
		"level":              {head + "place_kinds:\n  - {id: x, level: 6, " + tail, `packs/a/pack.yaml:3:20: there is no level 6`},
		"level twice":        {head + "levels:\n  - {id: x, level: 1, " + tail + "  - {id: y, level: 1, " + tail, `packs/a/pack.yaml:4:20: level 1 is already "x"`},
		"role of post":       {head + "posts:\n  - {id: x, levels: [2], roles: [nobody], " + tail, `packs/a/pack.yaml:3:34: there is no role "nobody"`},
		"body kind of post":  {head + "posts:\n  - {id: x, body_kinds: [club], " + tail, `packs/a/pack.yaml:3:26: there is no body kind "club"`},
		"post nowhere":       {head + "posts:\n  - {id: x, " + tail, `post "x" can be held nowhere`},
		"card without tasks": {head + "posts:\n  - {id: x, levels: [3], card_levels: [3], " + tail, `"x" needs the key "tasks"`},
		"term and notice":    {head + "body_kinds:\n  - {id: x, announce_days: 90, " + tail, `packs/a/pack.yaml:3:28: "x" needs announce_days and announce_to, both or neither`},
		"announced to":       {head + "body_kinds:\n  - {id: x, term_years: 5, announce_days: 90, announce_to: [nobody], " + tail, `packs/a/pack.yaml:3:61: there is no post "nobody"`},
		"seats":              {head + "body_kinds:\n  - {id: x, seats_min: 7, seats_max: 3, " + tail, `"x" may have at most 3 seats but needs 7`},
		"seats of nobody":    {head + "body_kinds:\n  - {id: x, seats_min: 3, " + tail, `"x" counts seats, but none of its roles is a seat`},
		"two heads":          {head + "body_kinds:\n  - {id: x, member_roles: [{id: p, name: 甲, name_en: A, head: true}, {id: q, name: 乙, name_en: B, head: true}], " + tail, `"x" has 2 roles that head it`},
		"required where":     {head + "body_kinds:\n  - {id: x, required_at: [moon], " + tail, `packs/a/pack.yaml:3:27: there is no place kind "moon"`},
		"bar of no kind":     {head + "bars:\n  - {id: x, kinds: [club], other_kinds: [club], self: true, " + tail, `packs/a/pack.yaml:3:21: there is no body kind "club"`},
		"bar of nothing":     {head + "body_kinds:\n  - {id: k, " + tail + "bars:\n  - {id: x, kinds: [k], other_kinds: [k], " + tail, `rule "x" bars nothing`},
		"bar of no role":     {head + "body_kinds:\n  - {id: k, " + tail + "bars:\n  - {id: x, kinds: [k], roles: [r], other_kinds: [k], self: true, " + tail, `there is no member role "r"`},
		"inverse":            {head + "kin_relations:\n  - {id: parent, inverse: child, " + tail, `packs/a/pack.yaml:3:27: there is no relation "child"`},
		"permission":         {head + "roles:\n  - {id: x, permissions: [all], " + tail, `packs/a/pack.yaml:3:27: "all" is not a permission`},
		"role of types":      {head + "roles:\n  - {id: x, permissions: [casework.list, casework.handle], case_types: [report], " + tail, `role "x" looks at cases of some types only`},
		"role of no type":    {head + "roles:\n  - {id: x, permissions: [casework.list], case_types: [gossip], " + tail, `there is no case type "gossip"`},
		"head by a case":     {head + "posts:\n  - {id: x, levels: [3], head: true, by_case: true, " + tail, `a case gives post "x"`},
		"syntax":             {head + "topics: [\n", `packs/a/pack.yaml:2:`},
		"tab":                {head + "topics:\n\t- x\n", `packs/a/pack.yaml:3:`},
		"folder":             {strings.Replace(head, "id: a", "id: b", 1), `key pack.id must be the name of the folder, "a"`},
		"county":             {strings.Replace(head, "id: a", "id: a, county: '1410'", 1), `must be a code of six digits`},
	} {
		_, err := loadText(c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: want %q, got\n%v", name, c.want, err)
		}
	}
}

func TestBrokenLivesAreRefused(t *testing.T) {
	if _, err := loadText(small + life); err != nil {
		t.Fatal(err)
	}
	more := func(states, transitions string) string {
		text := strings.Replace(life, "    transitions:\n", states+"    transitions:\n", 1)
		return small + text + transitions
	}
	for name, c := range map[string]struct{ text, want string }{
		"unreachable":         {more("      - {id: lost, name: 失, name_en: Lost, final: true}\n", ""), `no case can reach state "lost"`},
		"cannot end":          {more("      - {id: stuck, name: 卡, name_en: Stuck, open: true}\n", "      - {id: s, name: s, name_en: s, from: [new], to: stuck, by: [reporter]}\n"), `a case in state "stuck" can never end`},
		"nobody handles":      {more("      - {id: work, name: 办, name_en: Work, open: true}\n", "      - {id: s, name: s, name_en: s, from: [new], to: work, by: [reporter]}\n      - {id: e, name: e, name_en: e, from: [work], to: done, by: [assignee], permission: casework.accept}\n"), `a case in state "work" can never end when nobody handles it`},
		"no such state":       {strings.Replace(small+life, "to: done", "to: gone", 1), `there is no state "gone"`},
		"no such start":       {strings.Replace(small+life, "initial: new", "initial: old", 1), `there is no state "old"; want one of new, done`},
		"nobody may":          {strings.Replace(small+life, "permission: casework.accept", "permission: casework.verify", 1), `nobody may take transition "finish"`},
		"no body has it":      {strings.Replace(small+life, "by: [place]", "by: [body]", 1), `nobody may take transition "finish"`},
		"nobody at all":       {strings.Replace(small+life, "by: [place]", "by: []", 1), `nobody may take transition "finish"`},
		"unknown party":       {strings.Replace(small+life, "by: [place]", "by: [mayor]", 1), `nobody is called "mayor"`},
		"unknown need":        {strings.Replace(small+life, "by: [place]", "by: [place], needs: [stamp]", 1), `there is no need "stamp"`},
		"waits for none":      {strings.Replace(small+life, "open: true", "open: true, waiting: [body]", 1), `waits for "body", who may take no transition`},
		"open and final":      {strings.Replace(small+life, "final: true", "final: true, open: true", 1), `must be either open or final`},
		"leaves final":        {strings.Replace(small+life, "from: [new]", "from: [new, done]", 1), `state "done" is final, but transition "finish" leaves it`},
		"due when closed":     {strings.Replace(small+life, "final: true", "final: true, due: {days: 1}", 1), `nothing can be due`},
		"light":               {strings.Replace(small+life, "final: true", "final: true, light: pink", 1), `there is no light "pink"`},
		"topic":               {strings.Replace(small+life, "initial: new", "initial: new\n    topics: [road, sky]", 1), `there is no topic "sky"`},
		"transition key typo": {strings.Replace(small+life, "by: [place]", "buy: [place]", 1), `unknown key "buy"`},
	} {
		_, err := loadText(c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: want %q, got\n%v", name, c.want, err)
		}
	}
}

func TestAllFaultsComeAtOnceInOrder(t *testing.T) {
	_, err := loadText(head+"topics:\n  - {id: x, colour: red, "+tail+"  - {id: y, level: 1, "+tail,
		"pack: {id: b}\nposts:\n  - {id: p, levels: [9], roles: [r], "+tail)
	var all Errors
	if !errors.As(err, &all) || len(all) != 4 {
		t.Fatalf("want four faults, got\n%v", err)
	}
	var codes []string
	for _, e := range all {
		codes = append(codes, e.Code)
	}
	if want := []string{"unknown_key", "unknown_key", "bad_level", "unknown_ref"}; !slices.Equal(codes, want) {
		t.Errorf("got %v, want %v", codes, want)
	}
}

func TestLaterPacksAddAndOverride(t *testing.T) {
	p, err := loadText(small+life, "pack: {id: b, county: '141029'}\ntopics:\n  - {id: road, name: 乙}\n  - {id: sky, "+tail+
		"case_types:\n  - id: report\n    states:\n      - {id: new, due: {days: 2}}\n")
	if err != nil {
		t.Fatal(err)
	}
	ct, _ := p.CaseType("report")
	s, _ := ct.State("new")
	road, _ := p.Topic("road")
	if p.ID != "b" || p.Name != "甲" || len(p.Topics) != 2 || road.Name != "乙" || road.NameEN != "A" || s.Due.Days != 2 || s.Name != "新" || !s.Open || len(ct.States) != 2 {
		t.Errorf("pack %+v\nstate %+v", p, s)
	}
	if !ct.Takes("road") || !ct.Takes("") || len(ct.Out("new")) != 1 || len(ct.Out("done")) != 0 {
		t.Error("look-ups of the case type")
	}
	if !road.Valid("2026-01-01") || road.Valid("2025-12-31") {
		t.Error("days in force")
	}
}

func TestNoSuchPack(t *testing.T) {
	if _, err := Load(fstest.MapFS{}, "nowhere"); err == nil || !strings.Contains(err.Error(), `there is no pack "nowhere"`) {
		t.Error(err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(head + "parameters:\n  - {id: x, value: 1/3, unit: day, " + tail + year + "      - {id: n, name: 甲, free: [2027-01-01]}\ncodes:\n  - {id: l, items: [{id: a}]}\n")
	f.Add(small + life)
	f.Add("pack: [&a {}, *a, !!int x, <<: y]\n---\n- -\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := loadText(text)
		if (p == nil) == (err == nil) {
			t.Fatalf("pack %v, error %v", p, err)
		}
	})
}
