package feed_test

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"touyan/internal/domain/body"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/feed"
	"touyan/internal/kernel"
	"touyan/internal/platform/db/dbtest"
)

// aMessage is what a browser is sent; a story hands the same to a real one (test/e2e/push.spec.ts).
//
//go:embed testdata/message.json
var aMessage string

// parsed is a calendar read back: unfolded, its events as properties with their values.
func parsed(t testing.TB, text string) (events []map[string]string, rest []string) {
	t.Helper()
	if strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\n") || !strings.HasSuffix(text, "\r\n") {
		t.Fatalf("a line does not end with CR LF: %q", text)
	}
	for _, l := range strings.Split(text, "\r\n") {
		if len(l) > 75 || !utf8.ValidString(l) {
			t.Errorf("%d octets: %q", len(l), l)
		}
	}
	var now map[string]string
	for _, l := range strings.Split(strings.ReplaceAll(strings.TrimSuffix(text, "\r\n"), "\r\n ", ""), "\r\n") {
		name, value, found := strings.Cut(l, ":")
		if !found {
			t.Fatalf("no property: %q", l)
		}
		switch {
		case l == "BEGIN:VEVENT":
			now = map[string]string{}
		case l == "END:VEVENT":
			events, now = append(events, now), nil
		case now != nil:
			now[name] = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value)
		default:
			rest = append(rest, l)
		}
	}
	return events, rest
}

func TestACalendarIsReadBack(t *testing.T) {
	now := time.Date(2026, 11, 16, 9, 0, 0, 0, kernel.Zone)
	list := []feed.DueThing{
		{Kind: feed.DueCase, Key: "case-7", Name: "群众, 诉求; 一\\二", NameEN: "Request", Place: "龙鼻村", N: 1, Day: "2026-11-18", At: time.Date(2026, 11, 18, 17, 30, 0, 0, kernel.Zone).UnixMilli(), Path: "/console/cases/7"},
		{Kind: feed.DueVisit, Key: "visit-1-2", Name: "入户走访", NameEN: "Visit", Place: strings.Repeat("很长的村名", 20), N: 12, Day: "2026-12-31", Path: "/field"},
	}
	events, rest := parsed(t, feed.CalendarOf(list, 3, "https://touyan.example", "zh", now))
	if len(events) != 2 {
		t.Fatal(events)
	}
	for k, want := range map[string]string{
		"UID": "case-7@3.touyan", "DTSTAMP": "20261116T010000Z", "DTSTART;TZID=Asia/Shanghai": "20261118T170000", "DTEND;TZID=Asia/Shanghai": "20261118T173000",
		"SUMMARY": "案件：群众, 诉求; 一\\二 · 龙鼻村", "URL": "https://touyan.example/console/cases/7",
	} {
		if events[0][k] != want {
			t.Errorf("%s is %q, want %q", k, events[0][k], want)
		}
	}
	if e := events[1]; e["DTSTART;VALUE=DATE"] != "20261231" || e["DTEND;VALUE=DATE"] != "20270101" || !strings.HasPrefix(e["SUMMARY"], "走访：入户走访 12 户 · 很长的村名") {
		t.Error(e)
	}
	all := strings.Join(rest, "\n")
	for _, want := range []string{"VERSION:2.0", "BEGIN:VTIMEZONE\nTZID:Asia/Shanghai", "TZOFFSETTO:+0800", "METHOD:PUBLISH"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
	}
	en, _ := parsed(t, feed.CalendarOf(list, 3, "", "en", now))
	if en[1]["SUMMARY"][:22] != "Visit: Visit × 12 · "[:22] || en[0]["URL"] != "" {
		t.Error(en[1]["SUMMARY"])
	}
}

// TestAnyTextSurvivesACalendar: whatever a place or kind is called, the lines stay short and whole and the text comes back.
func TestAnyTextSurvivesACalendar(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		name := rapid.StringMatching(`[甲乙丙é,;\\a-z :"]{1,120}`).Draw(r, "name")
		events, _ := parsed(t, feed.CalendarOf([]feed.DueThing{{Kind: feed.DueItem, Key: "k", Name: name, N: 1, Day: "2026-11-18"}}, 1, "", "zh", time.Unix(0, 0)))
		if len(events) != 1 || events[0]["SUMMARY"] != "清单事项："+name {
			r.Fatalf("%q came back as %v", name, events)
		}
	})
}

// owes gives somebody an item that is due.
func (w *world) owes(person kernel.ID, at string, due kernel.Day) {
	w.Helper()
	l := must(w.duties.MakeList(w.sys, duty.NewList{Type: "pledge", Title: "包王小明家", PlaceID: w.places[at].ID, OwnerID: person, From: "2026-11-01", To: "2026-12-31"}))(w)
	_ = must(w.duties.Add(w.sys, duty.NewItem{ListID: l.ID, Title: "看望王小明", PersonID: person, Due: due}))(w)
}

// TestACalendarHasAnAddressOfItsOwn: off at first, secret, renewed at will, and it ends with the account.
func TestACalendarHasAnAddressOfItsOwn(t *testing.T) {
	each(t, func(w *world) {
		me := w.officer(7, "东乡", "duty.list")
		public := kernel.WithActor(w.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: dbtest.County})
		if own := must(w.feeds.Own(me))(w); own.Calendar != "" || own.Digest != "" || own.Pushes != 0 {
			w.Fatalf("%+v", own)
		}
		made := must(w.feeds.MakeCalendar(me))(w)
		secret := strings.TrimPrefix(made.Path, "/calendar/")
		text := must(w.feeds.Calendar(public, secret, "https://touyan.example", ""))(w)
		parsed(w, text)
		if _, err := w.feeds.Calendar(public, "NOSUCHSECRET.ics", "", ""); kernel.KindOf(err) != kernel.KindNotFound {
			w.Error(err)
		}
		again := must(w.feeds.MakeCalendar(me))(w)
		if _, err := w.feeds.Calendar(public, secret, "", ""); kernel.KindOf(err) != kernel.KindNotFound {
			w.Errorf("the old address still leads here: %v", err)
		}
		secret = strings.TrimPrefix(again.Path, "/calendar/")
		w.mu.Lock()
		a := w.actors[7]
		delete(w.actors, 7)
		w.mu.Unlock()
		if _, err := w.feeds.Calendar(public, secret, "", ""); kernel.KindOf(err) != kernel.KindNotFound {
			w.Errorf("the account is closed: %v", err)
		}
		w.mu.Lock()
		w.actors[7] = a
		w.mu.Unlock()
		_ = must(w.feeds.Calendar(public, secret, "", ""))(w)
		ok(w, w.feeds.DropCalendar(me))
		if _, err := w.feeds.Calendar(public, secret, "", ""); kernel.KindOf(err) != kernel.KindNotFound {
			w.Errorf("switched off: %v", err)
		}
	})
}

// TestTheDigestComesToWhoAskedForIt, once a day, in numbers and kinds, and only when something is due.
func TestTheDigestComesToWhoAskedForIt(t *testing.T) {
	each(t, func(w *world) {
		me := w.officer(7, "东乡", "duty.list")
		wants(w, w.feeds.SetDigest(me, feed.NewDigest{Digest: feed.Daily, Mail: "none", Lang: "zh"}, ""), "bad_mail")
		wants(w, w.feeds.SetDigest(me, feed.NewDigest{Digest: feed.Daily, Lang: "zh"}, ""), "required")
		ok(w, w.feeds.SetDigest(me, feed.NewDigest{Digest: feed.Daily, Mail: "he@county.example", Lang: "zh"}, "https://touyan.example/x"))
		own := must(w.feeds.Own(me))(w)
		if own.Digest != feed.Daily || !own.MailSet || strings.Contains(own.Mail, "@") {
			w.Errorf("%+v", own)
		}
		ok(w, w.feeds.Tell(w.sys)) // nothing is due
		if len(w.out.mail) != 0 {
			w.Fatal(w.out.mail)
		}
		ok(w, w.feeds.SetDigest(me, feed.NewDigest{Lang: "zh"}, ""))
		if own := must(w.feeds.Own(me))(w); own.MailSet {
			w.Error("the address is kept")
		}
	})
}

func TestALetterTellsNumbersKindsAndLinks(t *testing.T) {
	list := []feed.DueThing{
		{Kind: feed.DueCase, Key: "case-1", Name: "群众诉求", NameEN: "Request", Place: "龙鼻村", N: 1, Day: "2026-11-10", Path: "/console/cases/1"},
		{Kind: feed.DueItem, Key: "duty-2", Name: "任务清单", NameEN: "Task list", Place: "土门村", N: 1, Day: "2026-11-16", Path: "/console/lists/items/2"},
		{Kind: feed.DueVisit, Key: "visit-3", Name: "走访", NameEN: "Visit", Place: "土门村", N: 4, Day: "2026-11-20", Path: "/field"},
	}
	subject, text, some := feed.DigestOf(list, feed.Daily, "https://touyan.example", "zh", "2026-11-16")
	if !some || subject != "今天到期 1 件，已逾期 1 件" || strings.Contains(text, "11-20") || !strings.Contains(text, "https://touyan.example/console/cases/1") {
		t.Errorf("%s\n%s", subject, text)
	}
	subject, text, _ = feed.DigestOf(list, feed.Weekly, "", "en", "2026-11-16")
	if subject != "2 due this week, 1 overdue" || !strings.Contains(text, "2026-11-20  Visit: Visit × 4 · 土门村") || strings.Contains(text, "http") {
		t.Errorf("%s\n%s", subject, text)
	}
	if _, _, some := feed.DigestOf(list[2:], feed.Daily, "", "zh", "2026-11-16"); some {
		t.Error("a letter about nothing")
	}
}

// TestABrowserIsToldOnceADay: sealed for it, forgotten when its service says so, all off by one word.
func TestABrowserIsToldOnceADay(t *testing.T) {
	each(t, func(w *world) {
		me := w.officer(7, "东乡", "duty.list")
		if k := must(w.feeds.PushKey(me))(w); k != "public" || must(w.feeds.PushKey(me))(w) != k {
			w.Error(k)
		}
		for i := range 2 {
			ok(w, w.feeds.AddPush(me, feed.NewPush{Endpoint: fmt.Sprintf("https://push.example/%d", i%2), P256dh: "x", Auth: "y", Front: "console", Lang: "zh"}))
		}
		ok(w, w.feeds.AddPush(me, feed.NewPush{Endpoint: "https://push.example/0", P256dh: "x", Auth: "y", Front: "console", Lang: "zh"})) // again
		if own := must(w.feeds.Own(me))(w); own.Pushes != 2 || own.PushKey != "public" {
			w.Errorf("%+v", own)
		}
		ok(w, w.feeds.Tell(w.sys))
		if len(w.out.pushed) != 0 {
			w.Error("told of nothing")
		}
		other := w.officer(8, "西乡", "duty.list")
		ok(w, w.feeds.DropPush(other, "https://push.example/0")) // somebody else's
		if !must(w.feeds.IsPushed(me, "https://push.example/0"))(w) || must(w.feeds.IsPushed(other, "https://push.example/0"))(w) {
			w.Error("whose it is")
		}
		ok(w, w.feeds.DropPush(me, "https://push.example/0"))
		if must(w.feeds.IsPushed(me, "https://push.example/0"))(w) || !must(w.feeds.IsPushed(me, "https://push.example/1"))(w) {
			w.Error("one browser is off, the other is not")
		}
		ok(w, w.feeds.DropPushes(me))
		if own := must(w.feeds.Own(me))(w); own.Pushes != 0 {
			w.Errorf("%+v", own)
		}
	})
}

// TestWhatIsDueReachesCalendarLetterAndBrowser: the three tell the same things, and none of them whom it is about.
func TestWhatIsDueReachesCalendarLetterAndBrowser(t *testing.T) {
	each(t, func(w *world) {
		who := must(w.persons.Create(w.sys, newcomer(w.places["东乡"].ID)))(w)
		_ = must(w.bodies.Appoint(w.sys, body.NewAppointment{Post: "township_leader", PersonID: who.ID, PlaceID: w.places["东乡"].ID}))(w)
		me := w.officer(who.ID, "东乡", "duty.list", "casework.list")
		w.owes(who.ID, "东乡", "2026-11-16")
		w.owes(who.ID, "东乡", "2026-11-10")
		ok(w, w.feeds.SetDigest(me, feed.NewDigest{Digest: feed.Daily, Mail: "he@county.example", Lang: "zh"}, "https://touyan.example"))
		_ = must(w.feeds.PushKey(me))(w)
		ok(w, w.feeds.AddPush(me, feed.NewPush{Endpoint: "https://push.example/1", P256dh: "x", Auth: "y", Front: "console", Lang: "zh"}))
		own := must(w.feeds.Own(me))(w)
		if len(own.Due) != 2 || own.Due[0].Day != "2026-11-10" || own.Due[0].Name == "" {
			w.Fatalf("%+v", own.Due)
		}
		made := must(w.feeds.MakeCalendar(me))(w)
		public := kernel.WithActor(w.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: dbtest.County})
		text := must(w.feeds.Calendar(public, strings.TrimPrefix(made.Path, "/calendar/"), "", ""))(w)
		for range 2 { // a second server, or the same one started again
			ok(w, w.feeds.Tell(w.sys))
		}
		if len(w.out.mail) != 1 || len(w.out.pushed) != 1 || !strings.Contains(w.out.mail[0], "he@county.example|今天到期 1 件，已逾期 1 件") || !strings.Contains(w.out.pushed[0], "今天到期 1 件，已逾期 1 件") {
			w.Fatalf("%v %v", w.out.mail, w.out.pushed)
		}
		if _, sent, _ := strings.Cut(w.out.pushed[0], "/1|"); sent != strings.TrimSpace(aMessage) {
			w.Errorf("a browser is sent %s", sent)
		}
		for _, told := range []string{text, w.out.mail[0], w.out.pushed[0]} {
			if strings.Contains(told, "王小明") {
				w.Errorf("personal: %s", told)
			}
		}
		w.mu.Lock()
		a := w.actors[who.ID]
		w.mu.Unlock()
		w.out.status = 410
		w.clock.Add(24 * time.Hour)
		ok(w, w.feeds.Tell(w.sys))
		if own := must(w.feeds.Own(me))(w); own.Pushes != 0 || len(w.out.mail) != 2 {
			w.Errorf("%+v %d", own, len(w.out.mail))
		}
		w.mu.Lock()
		delete(w.actors, who.ID) // the account is closed
		w.mu.Unlock()
		w.clock.Add(24 * time.Hour)
		ok(w, w.feeds.Tell(w.sys))
		w.mu.Lock()
		w.actors[who.ID] = a
		w.mu.Unlock()
		if own := must(w.feeds.Own(me))(w); own.MailSet || own.Calendar != "" || len(w.out.mail) != 2 {
			w.Errorf("%+v %d", own, len(w.out.mail))
		}
	})
}
