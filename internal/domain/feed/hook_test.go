package feed_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"touyan/internal/domain/casework"
	"touyan/internal/domain/feed"
	"touyan/internal/kernel"
	"touyan/internal/platform/outbound"
)

// receiver is a system that is sent events: it checks each signature and answers as it is told.
type receiver struct {
	*testing.T
	srv    *httptest.Server
	secret string

	mu     sync.Mutex
	answer func(subject string, nth int) int // by subject and how often it was sent
	tries  map[string]int
	got    []got // those it took
	all    int
}

type got struct {
	ID      string
	Subject string
	Body    string
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{T: t, tries: map[string]int{}, answer: func(string, int) int { return 204 }}
	r.srv = httptest.NewServer(r)
	t.Cleanup(r.srv.Close)
	return r
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	body, err := io.ReadAll(req.Body)
	if err != nil {
		r.Error(err)
	}
	id := req.Header.Get("Webhook-Id")
	key, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(r.secret, "whsec_"))
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + req.Header.Get("Webhook-Timestamp") + "." + string(body)))
	if want := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)); req.Header.Get("Webhook-Signature") != want || len(key) != 32 {
		r.Errorf("signed %q, want %q", req.Header.Get("Webhook-Signature"), want)
	}
	if ct := req.Header.Get("Content-Type"); !strings.HasPrefix(ct, "application/cloudevents+json") {
		r.Error(ct)
	}
	var e struct {
		SpecVersion, ID, Source, Type, Subject, Time string
	}
	if err := json.Unmarshal(body, &e); err != nil || e.SpecVersion != "1.0" || e.ID != id || e.Source != "/counties/141029000000" || !strings.HasPrefix(e.Type, "touyan.") {
		r.Errorf("%v %s", err, body)
	}
	if _, err := time.Parse(time.RFC3339Nano, e.Time); err != nil {
		r.Error(err)
	}
	r.tries[id]++
	r.all++
	status := r.answer(e.Subject, r.tries[id])
	if status < 300 {
		r.got = append(r.got, got{id, e.Subject, string(body)})
	}
	w.WriteHeader(status)
}

func (r *receiver) taken() []got {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]got{}, r.got...)
}

func (r *receiver) answers(f func(subject string, nth int) int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.answer = f
}

// hook lets events of cases of the first township go to a receiver.
func (w *world) hook(r *receiver, kinds ...string) *feed.FeedHookMade {
	w.Helper()
	ok(w, w.d.Sequence(w.sys))
	ctx := w.manage()
	h := must(w.feeds.MakeHook(ctx, feed.NewFeedHook{Name: "县大数据局", URL: r.srv.URL + "/in", PlaceID: w.places["东乡"].ID, Kinds: kinds}, "https://touyan.example"))(w)
	r.secret = h.Secret
	return h
}

// deliver numbers what was written and sends what is due.
func (w *world) deliver() {
	w.Helper()
	ok(w, w.d.Sequence(w.sys))
	ok(w, w.feeds.Deliver(w.sys))
}

func (w *world) manage() context.Context {
	return w.officer(7, "东乡", feed.PermManage, "casework.list")
}

// change takes a case.
func (w *world) change(id kernel.ID) {
	w.Helper()
	ctx := w.officer(9, "县", "casework.accept", "casework.list")
	d := must(w.cases.Get(ctx, id))(w)
	_, err := w.cases.Act(ctx, id, casework.Action{Name: "accept", Rev: d.Rev})
	ok(w, err)
}

// TestEventsGoOnceInTheirOrder: those of the hook's place and kinds, of each record in the order of the journal, nothing personal in them.
func TestEventsGoOnceInTheirOrder(t *testing.T) {
	each(t, func(w *world) {
		before := w.report("龙村")
		r := newReceiver(t)
		h := w.hook(r, "case.*")
		one, two := w.report("龙村"), w.report("寨村")
		w.report("西乡") // elsewhere
		w.change(one)
		w.change(before)
		w.deliver()
		w.deliver() // nothing is left
		want := []string{"case/" + one.String(), "case/" + two.String(), "case/" + one.String(), "case/" + before.String()}
		list := r.taken()
		if len(list) != len(want) || r.all != len(want) {
			w.Fatalf("%d events, %d requests: %+v", len(list), r.all, list)
		}
		for i, g := range list {
			if g.Subject != want[i] {
				w.Errorf("%d is %s, want %s", i, g.Subject, want[i])
			}
			if strings.Contains(g.Body, "王小明") || strings.Contains(g.Body, "路灯") {
				w.Errorf("personal: %s", g.Body)
			}
		}
		for _, part := range []string{`"happened":"insert"`, `"place":"` + w.places["龙村"].Code + `"`, `"url":"https://touyan.example/console/cases/` + one.String() + `"`, `"open":true`} {
			if !strings.Contains(list[0].Body, part) {
				w.Errorf("no %s in %s", part, list[0].Body)
			}
		}
		sent, _, err := w.feeds.Deliveries(w.manage(), h.ID, feed.Sent, kernel.Page{Limit: 3})
		ok(w, err)
		if len(sent) != 3 || sent[0].Status != 204 || sent[0].Tries != 1 {
			w.Errorf("%+v", sent)
		}
		if _, _, err := w.feeds.Deliveries(w.officer(8, "西乡", feed.PermManage), h.ID, feed.Sent, kernel.Page{}); kernel.KindOf(err) != kernel.KindNotFound {
			w.Errorf("another township sees them: %v", err)
		}
	})
}

// TestAFailureHoldsUpItsRecordOnly: it is tried again later and later, the record's next events wait behind it, those of others do not;
// in the end it is dead, and goes out when somebody asks for it.
func TestAFailureHoldsUpItsRecordOnly(t *testing.T) {
	each(t, func(w *world) {
		r := newReceiver(t)
		h := w.hook(r, "case.insert", "case.update")
		bad, good := w.report("龙村"), w.report("寨村")
		w.change(bad)
		w.change(good)
		subject := "case/" + bad.String()
		r.answers(func(s string, _ int) int {
			if s == subject {
				return 422
			}
			return 200
		})
		w.deliver()
		if list := r.taken(); len(list) != 2 || list[0].Subject != "case/"+good.String() || r.all != 3 {
			w.Fatalf("%+v after %d requests", list, r.all)
		}
		w.deliver()
		if r.all != 3 {
			w.Fatal("tried again at once")
		}
		waiting, _, err := w.feeds.Deliveries(w.manage(), h.ID, feed.Waiting, kernel.Page{})
		ok(w, err)
		first := waiting[len(waiting)-1]
		if len(waiting) != 2 || first.Tries != 1 || first.Status != 422 || first.Next != w.clock.Now().Add(time.Minute).UnixMilli() {
			w.Fatalf("%+v", waiting)
		}
		for range 7 { // the last of them a day later
			w.clock.Add(25 * time.Hour)
			w.deliver()
		}
		if r.all < 3+7 {
			w.Errorf("%d requests", r.all)
		}
		for range 8 { // the one behind it
			w.clock.Add(25 * time.Hour)
			w.deliver()
		}
		dead, _, err := w.feeds.Deliveries(w.manage(), h.ID, feed.Dead, kernel.Page{})
		ok(w, err)
		if len(dead) != 2 || dead[0].Tries != 8 || dead[1].Tries != 8 {
			w.Fatalf("%+v", dead)
		}
		hooks := must(w.feeds.Hooks(w.manage()))(w)
		if hooks[0].Dead != 2 || hooks[0].Waiting != 0 {
			w.Errorf("%+v", hooks)
		}
		r.answers(func(string, int) int { return 200 })
		if n := must(w.feeds.Replay(w.manage(), h.ID, dead[1].ID))(w); n != 1 {
			w.Errorf("%d", n)
		}
		w.deliver()
		if list := r.taken(); len(list) != 3 || list[2].ID != dead[1].Event {
			w.Fatalf("%+v", list)
		}
		if n := must(w.feeds.Replay(w.manage(), h.ID, 0))(w); n != 1 {
			w.Errorf("%d", n)
		}
		w.deliver()
		if list := r.taken(); len(list) != 4 || list[3].ID != dead[0].Event {
			w.Fatalf("%+v", list)
		}
		_, err = w.feeds.Replay(w.manage(), h.ID, 0)
		if kernel.KindOf(err) != kernel.KindNotFound {
			w.Error(err)
		}
	})
}

// TestNothingIsLostOrDoubledOverAKill: a server dies in the middle, another goes on from what was written down; what was on its way when
// it died comes again under its own id, byte for byte.
func TestNothingIsLostOrDoubledOverAKill(t *testing.T) {
	each(t, func(w *world) {
		r := newReceiver(t)
		w.hook(r, "case.*")
		id := w.report("龙村")
		for range 5 {
			w.report("寨村")
		}
		w.change(id)
		ctx, kill := context.WithCancel(w.sys)
		r.answers(func(string, int) int {
			if len(r.got) == 2 { // it has the third already when the server dies
				kill()
				r.got = append(r.got, got{})
				return 500
			}
			return 200
		})
		ok(w, w.d.Sequence(w.sys))
		_ = w.feeds.Deliver(ctx)
		r.answers(func(string, int) int { return 200 })
		other := feed.New(w.opt) // another process over the same data
		w.clock.Add(3 * time.Minute)
		for range 3 {
			ok(w, other.Deliver(w.sys))
			w.clock.Add(3 * time.Minute)
		}
		seen, last := map[string]int{}, map[string]string{}
		for _, g := range r.taken() {
			if g.ID == "" {
				continue
			}
			seen[g.ID]++
			var no, line int
			_, err := fmt.Sscanf(strings.TrimPrefix(g.ID, "141029000000-"), "%d-%d", &no, &line)
			ok(w, err)
			if now := fmt.Sprintf("%09d-%05d", no, line); now <= last[g.Subject] {
				w.Errorf("%s of %s after %s", now, g.Subject, last[g.Subject])
			} else {
				last[g.Subject] = now
			}
		}
		if len(seen) != 7 {
			w.Errorf("%d events of 7", len(seen))
		}
		for id, n := range seen {
			if n != 1 {
				w.Errorf("%s taken %d times", id, n)
			}
		}
	})
}

func TestWhoMayHearWhatAndWhere(t *testing.T) {
	each(t, func(w *world) {
		ctx := w.manage()
		at := w.places["东乡"].ID
		ask := func(n feed.NewFeedHook) error {
			_, err := w.feeds.MakeHook(ctx, n, "")
			return err
		}
		good := feed.NewFeedHook{Name: "局", URL: "http://127.0.0.1:9/x", PlaceID: at, Kinds: []string{"case.*"}}
		for want, change := range map[string]func(*feed.NewFeedHook){
			"unknown_event":       func(n *feed.NewFeedHook) { n.Kinds = []string{"person.*"} },
			"token_perm_not_held": func(n *feed.NewFeedHook) { n.Kinds = []string{"case.*", "visit.*"} },
			"required":            func(n *feed.NewFeedHook) { n.Kinds = nil },
			"bad_url":             func(n *feed.NewFeedHook) { n.URL = "x" },
		} {
			n := good
			change(&n)
			wants(w, ask(n), want)
		}
		closed := w.opt
		closed.Out, closed.Private = outbound.New(false), false
		_, err := feed.New(closed).MakeHook(ctx, good, "")
		wants(w, err, "url_not_https")
		good.URL = "https://127.0.0.1/x"
		_, err = feed.New(closed).MakeHook(ctx, good, "")
		wants(w, err, "url_private")
	})
}

// TestAHookThatLostItsMakerOrReceiverStops, and goes on where it was once somebody looked at it.
func TestAHookThatLostItsMakerOrReceiverStops(t *testing.T) {
	each(t, func(w *world) {
		r := newReceiver(t)
		h := w.hook(r, "case.*")
		w.report("龙村")
		w.mu.Lock()
		maker := w.actors[7]
		delete(w.actors, 7)
		w.mu.Unlock()
		w.deliver()
		w.mu.Lock()
		w.actors[7] = maker
		w.mu.Unlock()
		hooks := must(w.feeds.Hooks(w.manage()))(w)
		if hooks[0].State != feed.Halted || r.all != 0 {
			w.Fatalf("%+v", hooks)
		}
		again := must(w.feeds.SetHook(w.manage(), h.ID, hooks[0].Rev, feed.On))(w)
		w.deliver()
		if r.all != 1 {
			w.Errorf("%d requests", r.all)
		}
		r.answers(func(string, int) int { return 410 })
		w.report("龙村")
		w.deliver()
		hooks = must(w.feeds.Hooks(w.manage()))(w)
		if hooks[0].State != feed.Halted {
			w.Errorf("%+v", hooks)
		}
		_, err := w.feeds.SetHook(w.manage(), h.ID, again.Rev, feed.Off)
		wants(w, err, "changed_meanwhile")
		gone := must(w.feeds.SetHook(w.manage(), h.ID, hooks[0].Rev, feed.Removed))(w)
		if list := must(w.feeds.Hooks(w.manage()))(w); len(list) != 0 {
			w.Errorf("%+v", list)
		}
		_, err = w.feeds.SetHook(w.manage(), h.ID, gone.Rev, feed.On)
		if kernel.KindOf(err) != kernel.KindNotFound {
			w.Error(err)
		}
	})
}

func TestPausesGrowAndEnd(t *testing.T) {
	now := time.Unix(0, 0)
	last := now
	n := 0
	for tries := 1; ; tries++ {
		next, more := feed.After(tries, now)
		if !more {
			break
		}
		if !next.After(last) {
			t.Errorf("%d: %v", tries, next)
		}
		last = next
		n++
	}
	if last.Sub(now) != 24*time.Hour || n != 7 {
		t.Error(last, n)
	}
}
