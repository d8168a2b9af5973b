package api_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"touyan/internal/demo"
	"touyan/internal/domain/access"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/web"
)

// TestSweep tries every operation without a session, without the permission, from another township, from another site, and
// at last as somebody who may, so that none of the refusals was an accident.
func TestSweep(t *testing.T) {
	each(t, func(w *world) {
		known := map[string]bool{}
		for _, op := range w.app.Web.Ops() {
			known[op.ID] = true
			if len(samples[op.ID]) == 0 {
				t.Errorf("%s %s (%s) has no sample: add a line %q to samples in test/api, with its kind (record, list, create, county, free) and a request that works for an officer of township A",
					op.Method, op.Path, op.ID, op.ID)
			}
		}
		for id := range samples {
			if !known[id] {
				t.Errorf("samples has %q, but there is no such operation: remove or rename the line", id)
			}
		}
		s := &sweep{world: w}
		s.open()
		for _, op := range w.app.Web.Ops() {
			for i, try := range samples[op.ID] {
				t.Run(fmt.Sprintf("%s/%d", op.ID, i), func(t *testing.T) {
					s.t = t
					s.heard.during(op.ID)
					s.operation(op, try)
				})
			}
		}
		s.t = t
		s.plans()
	})
}

// sweep is the world with everybody signed in.
type sweep struct {
	*world
	browsers map[kernel.ID]*browser
	perms    map[kernel.ID][]string
	cast     []demo.Somebody
}

func (s *sweep) open() {
	s.browsers, s.perms = map[kernel.ID]*browser{}, map[kernel.ID][]string{}
	s.cast = []demo.Somebody{s.admin, s.clerkA, s.clerkB, s.nobody, s.head, s.worker}
	for _, who := range s.cast {
		b := s.as(who)
		var me access.Me
		b.get(200, "/api/me").into(s.world, &me)
		s.browsers[who.Account], s.perms[who.Account] = b, me.Perms
	}
	// The officer of township B must be strong enough for the sweep to prove anything.
	for _, p := range s.app.Packs.Now().Posts {
		if len(p.BodyKinds) == 0 && slices.Max(append(p.Levels, 0)) <= 1 {
			continue
		}
		perms, _ := s.app.Packs.Now().PermissionsOf(p.ID)
		for _, perm := range perms {
			if !s.may(s.clerkB, perm) {
				s.t.Errorf("post %s gives %s below the county, but the officer of township B lacks it: add the post to allPosts", p.ID, perm)
			}
		}
	}
}

func (s *sweep) may(who demo.Somebody, perm string) bool {
	return slices.Contains(s.perms[who.Account], perm)
}

func (s *sweep) operation(op web.OpInfo, try sample) {
	r := try.make(s.world)
	r.head = map[string]string{"Accept": "application/json"}
	if r.method != op.Method {
		s.t.Fatalf("the sample is %s, the operation %s", r.method, op.Method)
	}
	s.crossSite(op, r)
	anonymous := s.browser().send(r)
	if op.Access == web.AccessPublic {
		s.public(op, try, anonymous)
		return
	}
	if anonymous.status != 401 {
		s.t.Errorf("without a session: %d, want 401", anonymous.status)
	}
	if op.Access == web.AccessSignedIn {
		s.isFree(op, try)
		s.success(try, s.as(s.guest).send(r))
		return
	}
	for _, who := range s.cast {
		if s.may(who, op.Permission) {
			continue
		}
		if a := s.browsers[who.Account].send(r); a.status != 403 || a.problem().Code != "forbidden" {
			s.t.Errorf("account %s without %s: %d %s, want 403 forbidden", who.Account, op.Permission, a.status, short(a.body))
		}
	}
	s.officer(op, try, r)
}

// crossSite sends what another site would, with the session of somebody who may.
func (s *sweep) crossSite(op web.OpInfo, r request) {
	if op.Method == "GET" {
		return
	}
	r.head = map[string]string{"Accept": "application/json", "Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
	if a := s.browsers[s.clerkA.Account].send(r); a.status != 403 || a.problem().Code != "cross_origin" {
		s.t.Errorf("from another site: %d %s, want 403 cross_origin", a.status, short(a.body))
	}
}

func (s *sweep) isFree(op web.OpInfo, try sample) {
	if try.kind != free || try.why == "" {
		s.t.Errorf("%s asks for no permission: its sample must be free, with a reason", op.ID)
	}
}

func (s *sweep) public(op web.OpInfo, try sample, a answer) {
	s.isFree(op, try)
	s.success(try, a)
}

func (s *sweep) success(try sample, a answer) {
	if a.status == try.status || try.status == 0 && a.status/100 == 2 {
		return
	}
	s.t.Errorf("whoever may: %d %s; the sample proves nothing", a.status, short(a.body))
}

// officer tries from township B, then from A.
func (s *sweep) officer(op web.OpInfo, try sample, r request) {
	if try.kind == free { // the same for everybody who may: nothing of the county is in it
		s.isFree(op, try)
		s.success(try, s.browsers[s.admin.Account].send(r))
		return
	}
	of := s.recordsOfA()
	maps.DeleteFunc(of, func(id, _ string) bool { return r.names(strings.Trim(id, `"`)) })
	if try.kind == county {
		if try.why == "" || s.may(s.clerkB, op.Permission) {
			s.t.Errorf("a township's officer may have %s: the sample must try it from there", op.Permission)
		}
	} else {
		s.elsewhere(try, s.browsers[s.clerkB.Account].send(r), of)
	}
	by := s.clerkA
	if try.by != nil {
		by = try.by(s.world)
	}
	browser := s.browsers[by.Account]
	if browser == nil { // somebody of this sample alone
		browser = s.as(by)
	}
	a := browser.send(r)
	s.success(try, a)
	if try.kind != list {
		return
	}
	of = s.recordsOfA()
	if text := readable(a.body); try.sees != "" && !strings.Contains(text, try.sees) || try.sees == "" && found(text, of) == "" {
		s.t.Errorf("township A sees nothing of its own: %s", short(text))
	}
	own := strings.HasPrefix(op.ID, "exchange.") && !op.Page // imports are everyone's own
	if text := readable(s.browsers[s.admin.Account].send(r).body); try.sees == "" && !own && found(text, of) == "" {
		s.t.Errorf("the administrator sees nothing of township A: %s", short(text))
	}
}

// elsewhere checks the answer to the officer of township B.
func (s *sweep) elsewhere(try sample, a answer, of map[string]string) {
	good := map[kind]bool{
		record: a.status == 404, list: a.status == 200, create: a.status == 403 || a.status == 404,
	}[try.kind]
	if !good {
		s.t.Errorf("%s, from another township: %d %s", try.kind, a.status, short(a.body))
	}
	text := readable(a.body)
	if try.kind == list && try.sees != "" && try.sees != "items" && strings.Contains(text, try.sees) {
		s.t.Errorf("another township sees %q", try.sees)
	}
	if what := found(text, of); what != "" {
		s.t.Errorf("another township sees %s: %s", what, short(text))
	}
}

// recordsOfA are the ids of every record that lies in township A, in any table, with where they lie.
func (w *world) recordsOfA() map[string]string {
	town := w.place(townA).ID
	out := map[string]string{}
	read := func(table, query string) {
		rows, err := w.raw.QueryContext(w.t.Context(), query)
		w.must(err)
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var id string
			w.must(rows.Scan(&id))
			out[`"`+id+`"`] = table + " " + id
		}
		w.must(rows.Err())
	}
	for _, t := range db.Tables() {
		if t.Place == db.PlaceCounty && !t.Derived && (t.Bind == db.ByPlace || t.Bind == db.Frame) {
			read(t.Name, fmt.Sprintf("SELECT id FROM t_%s WHERE township_id = %d", t.Name, town))
		}
	}
	read("account", fmt.Sprintf("SELECT a.id FROM t_account a JOIN t_person p ON p.county_id = a.county_id AND p.id = a.person_id WHERE p.township_id = %d", town))
	return out
}

// found names the first of the records that a text shows.
func found(text string, of map[string]string) string {
	for id, what := range of {
		if strings.Contains(text, id) {
			return what
		}
	}
	return ""
}

// readable is the text of an answer; of a workbook, the text of its parts.
func readable(body string) string {
	z, err := zip.NewReader(bytes.NewReader([]byte(body)), int64(len(body)))
	if err != nil {
		return body
	}
	var b strings.Builder
	for _, f := range z.File {
		if part, err := f.Open(); err == nil {
			_, _ = io.Copy(&b, part)
			_ = part.Close()
		}
	}
	return b.String()
}
