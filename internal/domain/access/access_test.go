package access_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
	"touyan/packs"
)

type world struct {
	t      *testing.T
	d      *db.DB
	clock  *dbtest.Clock
	place  *place.Service
	person *person.Service
	body   *body.Service
	access *access.Service
	sys    context.Context
	public context.Context
}

func each(t *testing.T, demo bool, fn func(*world)) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		p := ok(pack.Load(packs.FS, "base", "xiangning"))(t)
		keys := ok(crypt.Load(t.TempDir()))(t)
		w := &world{t: t, d: d, clock: c, sys: dbtest.System(t)}
		w.public = kernel.WithActor(t.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: dbtest.County})
		w.place = place.New(d, p)
		w.person = person.New(d, keys, w.place)
		w.body = body.New(d, p, w.place, w.person)
		w.access = access.New(access.Options{DB: d, Pack: p, Place: w.place, Person: w.person, Body: w.body, Demo: demo, Version: "test"})
		fn(w)
	})
}

func ok[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (w *world) wants(err error, kind kernel.Kind, code string) {
	w.t.Helper()
	var ke *kernel.Error
	if !errors.As(err, &ke) || ke.Kind != kind || ke.Code != code {
		w.t.Fatalf("got %v, want %s %s", err, kind, code)
	}
}

// admin makes the first administrator and lets them choose a password.
func (w *world) admin() access.SignedIn {
	w.t.Helper()
	path := ok(w.access.CreateAdmin(w.sys, "管理员", "Admin"))(w.t)
	return ok(w.access.AcceptInvite(w.public, strings.TrimPrefix(path, "/console/invite/"), password))(w.t)
}

func (w *world) as(who access.SignedIn, perm string) context.Context {
	w.t.Helper()
	a := ok(w.access.Resolve(w.t.Context(), who.CountyID, who.AccountID))(w.t)
	return kernel.WithActor(w.t.Context(), a.For(perm))
}

func (w *world) newPerson(name string) kernel.ID {
	w.t.Helper()
	return ok(w.person.Create(w.sys, person.Draft{Name: name, PlaceID: dbtest.County}))(w.t).ID
}

const password = "correct horse 7"

func TestFirstAdministrator(t *testing.T) {
	each(t, false, func(w *world) {
		path := ok(w.access.CreateAdmin(w.sys, "管理员", " Admin "))(w.t)
		token, found := strings.CutPrefix(path, "/console/invite/")
		if !found || len(token) < 32 {
			w.t.Fatal(path)
		}
		for _, guess := range []string{"", "admin", "123456", token} {
			_, _, err := w.access.SignIn(w.public, "admin", guess)
			w.wants(err, kernel.KindUnauthenticated, "bad_login")
		}
		inv := ok(w.access.Invited(w.public, strings.ToLower(token)))(w.t)
		if inv.Login != "admin" || inv.Name != "管理员" {
			w.t.Fatalf("%+v", inv)
		}
		_, err := w.access.AcceptInvite(w.public, token, "short")
		w.wants(err, kernel.KindInvalid, "weak_password")
		who := ok(w.access.AcceptInvite(w.public, token, password))(w.t)
		_, err = w.access.AcceptInvite(w.public, token, password)
		w.wants(err, kernel.KindNotFound, "not_found")
		in, me, err := w.access.SignIn(w.public, " ADMIN", password)
		if err != nil || in != who || me.Name != "管理员" || len(me.Posts) != 1 || me.Posts[0].PostName != "系统管理员" || !slices.Contains(me.Perms, "access.edit") {
			w.t.Fatalf("%+v %v", me, err)
		}
		_, err = w.access.CreateAdmin(w.sys, "又一个", "admin")
		w.wants(err, kernel.KindConflict, "login_taken")
		_, err = w.access.CreateAdmin(w.as(who, access.PermEdit), "又一个", "admin2")
		w.wants(err, kernel.KindForbidden, "system_only")
	})
}

func TestLockOut(t *testing.T) {
	each(t, false, func(w *world) {
		w.admin()
		try := func(pw string) error {
			_, _, err := w.access.SignIn(w.public, "admin", pw)
			return err
		}
		for range 4 {
			w.wants(try("wrong"), kernel.KindUnauthenticated, "bad_login")
		}
		if err := try(password); err != nil { // success resets
			w.t.Fatal(err)
		}
		for range 5 {
			w.wants(try("wrong"), kernel.KindUnauthenticated, "bad_login")
		}
		w.wants(try("wrong"), kernel.KindTooMany, "locked")
		w.wants(try(password), kernel.KindTooMany, "locked")
		w.clock.Add(29 * time.Minute)
		w.wants(try(password), kernel.KindTooMany, "locked")
		w.clock.Add(time.Minute)
		if err := try(password); err != nil {
			w.t.Fatal(err)
		}
	})
}

// TestLockOutTellsNobodyWhichLoginsExist: a login that does not exist answers like one that does, try by try.
func TestLockOutTellsNobodyWhichLoginsExist(t *testing.T) {
	each(t, false, func(w *world) {
		w.admin()
		try := func(login string) string {
			_, _, err := w.access.SignIn(w.public, login, "wrong")
			var ke *kernel.Error
			if !errors.As(err, &ke) {
				t.Fatal(err)
			}
			return ke.Code
		}
		for n := range 20 {
			if n == 9 || n == 15 {
				w.clock.Add(31 * time.Minute)
			}
			if known, none := try("admin"), try(" Nobody "); known != none {
				t.Errorf("try %d: %s for a login that exists, %s for one that does not", n+1, known, none)
			}
		}
		if got := try("somebody"); got != "bad_login" {
			t.Errorf("another unknown login: %s", got)
		}
	})
}

func TestInvitesEnd(t *testing.T) {
	each(t, false, func(w *world) {
		admin := w.admin()
		edit := w.as(admin, access.PermEdit)
		who := w.newPerson("王小明")
		first := ok(w.access.Create(edit, access.NewAccount{PersonID: who, Login: "wang"}))(w.t)
		if first.Account.State != access.Invited || first.Account.PersonName != "王小明" {
			w.t.Fatalf("%+v", first.Account)
		}
		_, err := w.access.Create(edit, access.NewAccount{PersonID: who, Login: "wang2"})
		w.wants(err, kernel.KindConflict, "has_account")
		_, err = w.access.Create(edit, access.NewAccount{PersonID: w.newPerson("李四"), Login: "wang"})
		w.wants(err, kernel.KindConflict, "login_taken")
		_, err = w.access.Create(edit, access.NewAccount{PersonID: w.newPerson("赵六"), Login: "x y"})
		w.wants(err, kernel.KindInvalid, "bad_login_form")
		second := ok(w.access.Invite(edit, first.Account.ID))(w.t)
		_, err = w.access.Invited(w.public, strings.TrimPrefix(first.InvitePath, "/console/invite/"))
		w.wants(err, kernel.KindNotFound, "not_found")
		token := strings.TrimPrefix(second, "/console/invite/")
		w.clock.Add(72*time.Hour - time.Minute)
		if _, err := w.access.Invited(w.public, token); err != nil {
			w.t.Fatal(err)
		}
		w.clock.Add(time.Minute)
		_, err = w.access.AcceptInvite(w.public, token, password)
		w.wants(err, kernel.KindNotFound, "not_found")
	})
}

func TestDisabledAccountsAreOut(t *testing.T) {
	each(t, false, func(w *world) {
		admin := w.admin()
		edit := w.as(admin, access.PermEdit)
		inv := ok(w.access.Create(edit, access.NewAccount{PersonID: w.newPerson("王小明"), Login: "wang"}))(w.t)
		who := ok(w.access.AcceptInvite(w.public, strings.TrimPrefix(inv.InvitePath, "/console/invite/"), password))(w.t)
		a := ok(w.access.Get(edit, who.AccountID))(w.t)
		if a.State != access.Active {
			w.t.Fatalf("%+v", a)
		}
		_, err := w.access.Disable(edit, a.ID, a.Rev, " ")
		w.wants(err, kernel.KindInvalid, "required")
		_, err = w.access.Disable(edit, a.ID, a.Rev-1, "离任")
		w.wants(err, kernel.KindConflict, "changed_meanwhile")
		own := ok(w.access.Get(edit, admin.AccountID))(w.t)
		_, err = w.access.Disable(edit, own.ID, own.Rev, "x")
		w.wants(err, kernel.KindConflict, "own_account")
		a = ok(w.access.Disable(edit, a.ID, a.Rev, "离任"))(w.t)
		_, err = w.access.Resolve(w.t.Context(), dbtest.County, a.ID)
		w.wants(err, kernel.KindUnauthenticated, "signed_out")
		_, _, err = w.access.SignIn(w.public, "wang", password)
		w.wants(err, kernel.KindUnauthenticated, "bad_login")
		_, err = w.access.Invite(edit, a.ID)
		w.wants(err, kernel.KindConflict, "account_disabled")
		if a = ok(w.access.Enable(edit, a.ID, a.Rev))(w.t); a.State != access.Active {
			w.t.Fatalf("%+v", a)
		}
		if _, _, err := w.access.SignIn(w.public, "wang", password); err != nil {
			w.t.Fatal(err)
		}
		_, err = w.access.Create(w.as(who, access.PermEdit), access.NewAccount{PersonID: w.newPerson("李四"), Login: "lisi"})
		if kernel.KindOf(err) == "" || err == nil {
			w.t.Fatal("somebody without a post made an account")
		}
	})
}

func TestChangePassword(t *testing.T) {
	each(t, false, func(w *world) {
		admin := w.admin()
		ctx := w.as(admin, "")
		w.wants(w.access.ChangePassword(ctx, "wrong", "another horse 8"), kernel.KindInvalid, "bad_password")
		w.wants(w.access.ChangePassword(ctx, password, "admin"), kernel.KindInvalid, "weak_password")
		if err := w.access.ChangePassword(ctx, password, "another horse 8"); err != nil {
			w.t.Fatal(err)
		}
		_, _, err := w.access.SignIn(w.public, "admin", password)
		w.wants(err, kernel.KindUnauthenticated, "bad_login")
		if _, _, err := w.access.SignIn(w.public, "admin", "another horse 8"); err != nil {
			w.t.Fatal(err)
		}
		items := ok(w.access.Journal(w.as(admin, access.PermJournal), "account", admin.AccountID))(w.t)
		text := fmt.Sprintf("%+v", items)
		if len(items) < 3 || items[0].Action != "access.change_password" || strings.Contains(text, "argon2") || strings.Contains(text, "horse") {
			w.t.Fatalf("%s", text)
		}
	})
}

// A2: access follows the posts of the day.
func TestAccessFollowsThePosts(t *testing.T) {
	each(t, false, func(w *world) {
		ok(w.place.CreateCounty(w.sys, "141029", "乡宁县"))(w.t)
		town := ok(w.place.Create(w.sys, place.Draft{ParentID: dbtest.County, Name: "昌宁镇"}))(w.t)
		village := ok(w.place.Create(w.sys, place.Draft{ParentID: town.ID, Name: "龙鼻村"}))(w.t)
		group := ok(w.place.Create(w.sys, place.Draft{ParentID: village.ID, Name: "一组"}))(w.t)
		bureau := ok(w.body.CreateBody(w.sys, body.NewBody{Name: "水利局", Kind: "county_department", PlaceID: dbtest.County}))(w.t)
		who := w.newPerson("王小明")
		id := ok(w.access.Enroll(w.sys, []access.NewAccount{{PersonID: who, Login: "wang"}}))(w.t)[0]
		actor := func() kernel.Actor { return ok(w.access.Resolve(w.t.Context(), dbtest.County, id))(w.t) }
		if a := actor(); len(a.Grants) != 0 || a.Name != "王小明" {
			w.t.Fatalf("%+v", a)
		}
		post := ok(w.body.Appoint(w.sys, body.NewAppointment{Post: "grid_head", PersonID: who, PlaceID: village.ID}))(w.t)
		ok(w.body.Appoint(w.sys, body.NewAppointment{Post: "department_officer", PersonID: who, BodyID: bureau.ID}))(w.t)
		ok(w.body.Appoint(w.sys, body.NewAppointment{Post: "county_leader", PersonID: who, PlaceID: town.ID, Topic: "water"}))(w.t)
		ok(w.body.Appoint(w.sys, body.NewAppointment{Post: "county_centre_director", PersonID: who, PlaceID: dbtest.County, From: "2026-12-01"}))(w.t)
		a := actor()
		if len(a.Grants) != 3 || !a.Can("casework.accept") || a.Can("access.edit") {
			w.t.Fatalf("%+v", a.Grants)
		}
		arms := a.For("casework.handle").Arms
		if len(arms) != 2 || !slices.ContainsFunc(arms, func(x kernel.Arm) bool { return x.BodyID == bureau.ID && x.PlaceID == 0 }) ||
			!slices.ContainsFunc(arms, func(x kernel.Arm) bool { return x.PlaceID == village.ID && x.Covers(group.Stamp, dbtest.County) }) {
			w.t.Fatalf("%+v", arms)
		}
		for _, x := range a.For("casework.dispatch").Arms {
			if x.PlaceID == town.ID && x.Topic != "water" {
				w.t.Fatalf("%+v", x)
			}
		}
		ok(w.body.EndAppointment(w.sys, post.ID, post.Rev, "2026-11-16", "调整"))(w.t)
		if !actor().Can("casework.accept") {
			w.t.Fatal("the last day counts")
		}
		w.clock.Add(24 * time.Hour)
		if actor().Can("casework.accept") {
			w.t.Fatal("the post has ended")
		}
		w.clock.Set(time.Date(2026, 12, 1, 0, 0, 1, 0, kernel.Zone))
		if arms := actor().For("casework.verify").Arms; len(arms) != 1 || !arms[0].Sealed || arms[0].Level != kernel.LevelCounty {
			w.t.Fatalf("the new post begins: %+v", arms)
		}
	})
}

func TestListAndExport(t *testing.T) {
	each(t, false, func(w *world) {
		admin := w.admin()
		ctx := w.as(admin, access.PermList)
		var in []access.NewAccount
		for _, n := range []string{"王小明", "李四", "单雄信"} {
			in = append(in, access.NewAccount{PersonID: w.newPerson(n), Login: "u" + fmt.Sprint(len(in)) + "_x"})
		}
		ok(w.access.Enroll(w.sys, in))(w.t)
		names := func(q string) (out []string) {
			for cur := ""; ; {
				items, next, err := w.access.List(ctx, q, kernel.Page{Limit: 2, Cursor: cur})
				if err != nil {
					w.t.Fatal(err)
				}
				for _, a := range items {
					out = append(out, a.PersonName)
				}
				if cur = next; cur == "" {
					return out
				}
			}
		}
		for q, want := range map[string][]string{"": {"单雄信", "李四", "王小明", "管理员"}, "shan": {"单雄信"}, "小明": {"王小明"}, "U1_": {"李四"}, "%": nil} {
			if got := names(q); !slices.Equal(got, want) {
				w.t.Errorf("%q: %v", q, got)
			}
		}
		var logins []any
		err := w.d.Read(ctx, func(tx *db.ReadTx) error {
			for row, err := range w.access.Registers()[0].Rows(tx, "", register.Options{}) {
				if err != nil {
					return err
				}
				logins = append(logins, row[0])
			}
			return nil
		})
		if err != nil || len(logins) != 4 {
			w.t.Errorf("the sheet has %v %v", logins, err)
		}
		d := ok(w.body.PersonDetail(w.as(admin, "person.list"), in[0].PersonID))(w.t)
		if d.Account == nil || d.Account.Login != "u0_x" {
			w.t.Fatalf("%+v", d.Account)
		}
	})
}

func TestDemoOnly(t *testing.T) {
	each(t, false, func(w *world) {
		admin := w.admin()
		_, _, err := w.access.DemoSignIn(w.public, admin.AccountID)
		w.wants(err, kernel.KindNotFound, "not_found")
	})
	each(t, true, func(w *world) {
		admin := w.admin()
		people := ok(w.access.DemoPeople(w.public))(w.t)
		if len(people) != 1 || people[0].AccountID != admin.AccountID || people[0].Front != "console" || people[0].PlaceName != "乡宁县" {
			w.t.Fatalf("%+v", people)
		}
		in, me, err := w.access.DemoSignIn(w.public, admin.AccountID)
		if err != nil || in != admin || me.Login != "admin" {
			w.t.Fatalf("%+v %v", me, err)
		}
	})
}

// TestADatabaseThatIsAwaySignsNobodyOut: only the account itself can end its session.
func TestADatabaseThatIsAwaySignsNobodyOut(t *testing.T) {
	each(t, false, func(w *world) {
		who := w.admin()
		gone, cancel := context.WithCancel(w.t.Context())
		cancel()
		_, err := w.access.Resolve(gone, who.CountyID, who.AccountID)
		if err == nil || kernel.KindOf(err) == kernel.KindUnauthenticated {
			w.t.Errorf("a caller who went away: %v", err)
		}
		_, err = w.access.Resolve(w.t.Context(), who.CountyID, 1)
		w.wants(err, kernel.KindUnauthenticated, "signed_out")
		ok("", w.d.Close())(w.t)
		_, err = w.access.Resolve(w.t.Context(), who.CountyID, who.AccountID)
		if err == nil || kernel.KindOf(err) == kernel.KindUnauthenticated {
			w.t.Errorf("a database that is away: %v", err)
		}
	})
}
