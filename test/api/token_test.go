package api_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"touyan/internal/demo"
	"touyan/internal/platform/web"
)

// TestTokensSweep shows a token to every operation: what writes, and what is somebody's own, refuses it; what reads answers as it answers
// an officer of the token's township, and tells nothing of the other one.
func TestTokensSweep(t *testing.T) {
	each(t, func(w *world) {
		s := &sweep{world: w}
		s.open()
		a, b := w.readable(w.clerkA), w.readable(w.clerkB)
		ofA, ofB := w.feedToken(w.clerkA, townA, a...).Secret, w.feedToken(w.clerkB, townB, b...).Secret
		reads := 0
		for _, op := range w.app.Web.Ops() {
			for i, try := range samples[op.ID] {
				t.Run(fmt.Sprintf("%s/%d", op.ID, i), func(t *testing.T) {
					s.t = t
					if s.byToken(op, try, ofA, ofB, a) {
						reads++
					}
				})
			}
		}
		w.t = t
		open := request{method: "GET", path: "/api/exports/persons.xlsx?clear=1&reason=x", head: map[string]string{"Authorization": "Bearer " + ofA}}
		if x := s.browser().send(open); x.status != 403 {
			t.Errorf("a token opens personal data: %d %s", x.status, short(x.body))
		}
		if reads < 60 {
			t.Errorf("only %d operations were read with a token: the sweep has gone blind", reads)
		}
	})
}

// readable are the permissions that an officer may give a token.
func (w *world) readable(who demo.Somebody) []string {
	return w.app.Feed.Choices(w.acting(who, "feed.manage")).Perms
}

// byToken tries one operation, and tells whether the token of township A may read it.
func (s *sweep) byToken(op web.OpInfo, try sample, ofA, ofB string, perms []string) bool {
	r := try.make(s.world)
	s.clock.Set(s.clock.Now().Add(time.Second)) // each token has its bound
	with := func(secret string) answer {
		r.head = map[string]string{"Accept": "application/json", "Authorization": "Bearer " + secret}
		return s.browser().send(r)
	}
	if op.Access == web.AccessPublic {
		return false
	}
	if x := with("WRONG"); x.status != 401 || x.problem().Code != "token_unknown" {
		s.t.Errorf("a wrong token: %d %s", x.status, short(x.body))
	}
	got := with(ofA)
	switch {
	case op.Access != web.AccessOfficer || op.Method != "GET" || op.Stream:
		if got.status != 403 || got.problem().Code != "token_reads_only" {
			s.t.Errorf("a token on what is not only read: %d %s", got.status, short(got.body))
		}
		return false
	case !contains(perms, op.Permission):
		if got.status != 403 || got.problem().Code != "forbidden" {
			s.t.Errorf("without %s: %d %s", op.Permission, got.status, short(got.body))
		}
		return false
	}
	if got.status >= 500 {
		s.t.Errorf("%d %s", got.status, short(got.body))
	}
	if try.kind == free || try.kind == county {
		return got.status < 300
	}
	of := s.recordsOfA()
	maps.DeleteFunc(of, func(id, _ string) bool { return r.names(strings.Trim(id, `"`)) })
	other := with(ofB)
	if try.kind == record && other.status != 404 {
		s.t.Errorf("the token of another township: %d %s", other.status, short(other.body))
	}
	if what := found(readable(other.body), of); what != "" {
		s.t.Errorf("the token of another township sees %s", what)
	}
	return got.status < 300
}

// TestEveryListInThreeForms walks all that goes out as a workbook and asks for it as a list and as JSON too.
func TestEveryListInThreeForms(t *testing.T) {
	each(t, func(w *world) {
		s := &sweep{world: w}
		s.open()
		n := 0
		for _, op := range w.app.Web.Ops() {
			if !strings.HasPrefix(op.Path, "/api/exports/") || !strings.HasSuffix(op.Path, ".xlsx") { // shapes go out as such
				continue
			}
			for i, try := range samples[op.ID] {
				t.Run(fmt.Sprintf("%s/%d", op.ID, i), func(t *testing.T) {
					s.t = t
					n++
					s.inThreeForms(try)
				})
			}
		}
		w.t = t
		if n < 30 {
			t.Errorf("only %d lists", n)
		}
	})
}

func (s *sweep) inThreeForms(try sample) {
	r := try.make(s.world)
	who := s.clerkA
	if try.by != nil {
		who = try.by(s.world)
	} else if try.kind == free || try.kind == county {
		who = s.admin
	}
	b := s.as(who)
	plain := r.path
	join := map[bool]string{true: "&", false: "?"}[strings.Contains(plain, "?")]
	if a := b.get(200, plain); !strings.HasPrefix(a.body, "PK") {
		s.t.Errorf("no workbook: %s", short(a.body))
	}
	r.path = plain + join + "format=csv"
	a := b.get(200, r.path)
	text := a.body
	switch kind := a.head.Get("Content-Type"); {
	case strings.HasPrefix(kind, "text/csv"):
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
		if err != nil || len(rows) == 0 || !strings.HasPrefix(text, "\ufeff") {
			s.t.Errorf("%v %s", err, short(text))
		}
	case kind == "application/zip" && strings.HasPrefix(text, "PK"):
	default:
		s.t.Errorf("%s", kind)
	}
	a = b.get(200, plain+join+"format=json")
	var v any
	if err := json.Unmarshal([]byte(a.body), &v); err != nil || a.head.Get("Content-Type") != "application/json" {
		s.t.Errorf("%v %s", err, short(a.body))
	}
	b.get(422, plain+join+"format=pdf")
	b.get(404, plain+join+"format=json&sheet=none")
}
