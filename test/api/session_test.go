package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"touyan/internal/app"
	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

// stories plays each story in a county of its own, on each engine. A title begins with the row that it proves.
func stories(t *testing.T, list map[string]func(w *world)) {
	t.Helper()
	for title, story := range list {
		t.Run(title, func(t *testing.T) {
			t.Parallel()
			each(t, story)
		})
	}
}

func TestSessions(t *testing.T) {
	stories(t, map[string]func(*world){
		"a session ends after 30 minutes without use":                idle,
		"five wrong passwords lock a login for half an hour":         lockOut,
		"an invitation link works once":                              inviteOnce,
		"an invitation link ends after three days, or with the next": inviteEnds,
		"a closed account is out at once":                            closedAccount,
		"another password ends the other sessions":                   otherSessions,
	})
}

func idle(w *world) {
	b := w.as(w.clerkA)
	for range 3 {
		w.pass(29 * time.Minute)
		b.get(200, "/api/me")
	}
	w.pass(31 * time.Minute)
	b.get(401, "/api/me")
	w.clock.Set(w.clock.Now().Add(-31 * time.Minute))
	b.get(401, "/api/me") // gone for good
}

func (w *world) pass(d time.Duration) { w.clock.Set(w.clock.Now().Add(d)) }

// signIn tries a password in a fresh browser.
func (w *world) signIn(status int, login, password string) *browser {
	w.t.Helper()
	b := w.browser()
	b.post(status, "/api/session", m{"login": login, "password": password})
	return b
}

func lockOut(w *world) {
	login := w.password(w.head)
	for range 4 {
		w.signIn(401, login, "wrong")
	}
	w.signIn(200, login, goodPassword)
	for range 5 { // the count began anew
		w.signIn(401, login, "wrong")
	}
	a := w.browser().post(429, "/api/session", m{"login": login, "password": goodPassword})
	if p := a.problem(); p.Code != "locked" {
		w.t.Fatalf("%+v", p)
	}
	w.pass(29 * time.Minute)
	w.signIn(429, login, goodPassword)
	w.pass(2 * time.Minute)
	w.signIn(200, strings.ToUpper(login), goodPassword)
	w.signIn(401, "nobody-of-this-name", goodPassword)
}

// invitation makes an account as the administrator does and gives its login and token.
func (w *world) invitation(b *browser) (id, login, token string) {
	var made struct {
		Account struct{ ID, Login, State string }
		Path    string `json:"invite_path"`
	}
	a := b.post(200, "/api/accounts", m{"person_id": w.person(), "login": w.next("login")})
	a.into(w, &made)
	if strings.Contains(a.body, "password") || made.Account.State != "invited" {
		w.t.Fatalf("%s", a.body)
	}
	return made.Account.ID, made.Account.Login, made.Path[strings.LastIndex(made.Path, "/")+1:]
}

func inviteOnce(w *world) {
	_, login, token := w.invitation(w.as(w.admin))
	guest, path := w.browser(), "/api/invites/"+token
	w.signIn(401, login, "")
	if a := guest.get(200, path); !strings.Contains(a.body, login) {
		w.t.Fatalf("%s", a.body)
	}
	for _, weak := range []string{"short7", "alllettersonly", login} {
		guest.post(422, path, m{"password": weak})
	}
	guest.post(204, path, m{"password": goodPassword})
	guest.get(404, path)
	guest.post(404, path, m{"password": "Another horse 8"})
	w.signIn(401, login, "Another horse 8")
	w.signIn(200, login, goodPassword).get(200, "/api/me")
	guest.get(404, "/api/invites/nonsense")
}

func inviteEnds(w *world) {
	b, guest := w.as(w.admin), w.browser()
	id, _, first := w.invitation(b)
	var again struct {
		Path string `json:"invite_path"`
	}
	b.post(200, "/api/accounts/"+id+"/invite", m{}).into(w, &again)
	guest.get(404, "/api/invites/"+first)
	second := again.Path[strings.LastIndex(again.Path, "/")+1:]
	w.pass(71 * time.Hour)
	guest.get(200, "/api/invites/"+second)
	w.pass(2 * time.Hour)
	guest.get(404, "/api/invites/"+second)
	guest.post(404, "/api/invites/"+second, m{"password": goodPassword})
}

func closedAccount(w *world) {
	w.password(w.clerkA)
	officer, admin := w.as(w.clerkA), w.as(w.admin)
	path := "/api/accounts/" + w.clerkA.Account.String()
	officer.get(200, "/api/me")
	admin.post(422, path+"/disable", m{"rev": 2, "reason": ""})
	admin.post(200, path+"/disable", m{"rev": 2, "reason": "离职"})
	officer.get(401, "/api/me")
	w.signIn(401, "p"+w.clerkA.Person.String(), goodPassword)
	admin.post(409, path+"/enable", m{"rev": 2})
	admin.post(200, path+"/enable", m{"rev": 3})
	w.signIn(200, "p"+w.clerkA.Person.String(), goodPassword)
	admin.post(409, "/api/accounts/"+w.admin.Account.String()+"/disable", m{"rev": 1, "reason": "自己"})
}

func otherSessions(w *world) {
	login := w.password(w.clerkA)
	desk, phone := w.signIn(200, login, goodPassword), w.signIn(200, login, goodPassword)
	desk.post(422, "/api/me/password", m{"old": "wrong", "new": "Another horse 8"})
	desk.post(204, "/api/me/password", m{"old": goodPassword, "new": "Another horse 8"})
	desk.get(200, "/api/me")
	phone.get(401, "/api/me")
	w.signIn(401, login, goodPassword)
}

// TestNoDemoDoor: a real server has no sign-in without password, whatever the database holds.
func TestNoDemoDoor(t *testing.T) {
	o := dbtest.Fresh(t, "sqlite")
	a, err := app.Open(t.Context(), app.Config{Data: o.Dir}, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = a.Close() }()
	for _, op := range a.Web.Ops() {
		if strings.Contains(op.Path, "demo") || strings.Contains(op.ID, "demo") {
			t.Errorf("%s is offered", op.ID)
		}
	}
}

func TestPosts(t *testing.T) {
	stories(t, map[string]func(*world){
		"A2 a post that ended yesterday opens nothing today":   postEnds,
		"A2 an officer sees the union of places and topics":    union,
		"L6 access moves with the person from post to post":    moved,
		"A1 a vacancy is listed, and gone when somebody comes": vacancy,
	})
}

// postEnds: with the last post the account closes, and no session goes on.
func postEnds(w *world) {
	id := w.caseID()
	who := w.somebody(townA, "昌宁老主任", body.NewAppointment{Post: "township_centre_clerk", From: "2026-01-01"})
	b := w.as(who)
	b.get(200, "/api/cases/"+id.String())
	w.as(w.clerkA).post(200, "/api/appointments/"+who.Posts[0].String()+"/end", m{"rev": 1, "day": "2026-11-15", "reason": "调离"})
	b.get(401, "/api/cases/"+id.String())
	b.get(401, "/api/cases?box=all")
	b.get(401, "/api/me")
}

// union: a topic in one township and a village in the other, and nothing else of either.
func union(w *world) {
	water, _ := w.report(villageA, "水管裂了")
	other := w.reportOn(villageA, "housing", "后墙裂缝")
	theirs, _ := w.report(villageB, "自来水停了")
	beside := w.reportOn(codes[6], "road", "路塌了")
	who := w.somebody(codes[0], "专班组长",
		body.NewAppointment{Post: "task_group_leader", PlaceID: w.place(townA).ID, Topic: "water"},
		body.NewAppointment{Post: "village_cadre", PlaceID: w.place(villageB).ID})
	b := w.as(who)
	for id, status := range map[kernel.ID]int{water: 200, other: 404, theirs: 200, beside: 404} {
		b.get(status, "/api/cases/"+id.String())
	}
	var got struct{ Items []struct{ ID kernel.ID } }
	if b.get(200, "/api/cases?box=all").into(w, &got); len(got.Items) != 2 {
		w.t.Fatalf("%+v", got)
	}
}

// moved: the same person and account, first in township A, then in B.
func moved(w *world) {
	mine, _ := w.report(villageA, "水管裂了")
	next, _ := w.report(villageB, "自来水停了")
	who := w.somebody(townA, "交流干部", body.NewAppointment{Post: "township_centre_clerk", From: "2026-01-01"})
	b, admin := w.as(who), w.as(w.admin)
	sees := func(a, c int) {
		w.t.Helper()
		b.get(a, "/api/cases/"+mine.String())
		b.get(c, "/api/cases/"+next.String())
	}
	sees(200, 404)
	admin.post(200, "/api/appointments", m{"post": "township_centre_clerk", "person_id": who.Person.String(), "place_id": w.id(townB), "from": today})
	sees(200, 200) // both desks until the old one is handed over
	admin.post(200, "/api/appointments/"+who.Posts[0].String()+"/end", m{"rev": 1, "day": "2026-11-15", "reason": "交流"})
	sees(404, 200)
}

func vacancy(w *world) {
	b, group := w.as(w.clerkA), "14102910022401"
	gaps := func(kind string) string {
		w.t.Helper()
		return b.get(200, "/api/gaps?kind="+kind+"&place="+w.id(villageA)).body
	}
	if !strings.Contains(gaps("vacant"), group) || strings.Contains(gaps("overlap"), villageA) {
		w.t.Fatalf("%s %s", gaps("vacant"), gaps("overlap"))
	}
	appoint := func(post, code string) {
		w.t.Helper()
		b.post(http.StatusOK, "/api/appointments", m{"post": post, "person_id": w.person(), "place_id": w.id(code), "from": today})
	}
	appoint("part_time_officer", group)
	appoint("grid_head", villageA)
	if strings.Contains(gaps("vacant"), group) || !strings.Contains(gaps("overlap"), villageA) {
		w.t.Fatalf("%s %s", gaps("vacant"), gaps("overlap"))
	}
}
