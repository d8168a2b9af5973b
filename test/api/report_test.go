package api_test

import (
	"bytes"
	"strings"
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

func TestReports(t *testing.T) {
	stories(t, map[string]func(*world){
		"B1 a photo loses where it was taken":                          stripped,
		"B1 a document is given out as a file to keep":                 paper,
		"B1 what is too large or no photo is refused, nothing is kept": refused,
		"B1 a report about an officer stays out of their sight":        sealedTopic,
		"B1 the same report sent twice is one case":                    twice,
		"A7 the public card names a volunteer only by consent":         card,
	})
}

// reportOn is a resident's case on a topic.
func (w *world) reportOn(code, topic, text string) kernel.ID {
	w.t.Helper()
	public := kernel.WithActor(w.t.Context(), kernel.Actor{Kind: kernel.ActorPublic, CountyID: w.county})
	told := ok(w.app.Casework.Report(public, code, casework.NewCase{Text: text, Topic: topic}))(w)
	return ok(w.app.Casework.Follow(public, told.Code))(w).ID
}

func stripped(w *world) {
	if !bytes.Contains(photo(90), []byte("GPSLatitude")) {
		w.t.Fatal("the test's photo says nothing of where it was taken")
	}
	officer := w.as(w.clerkA)
	var d casework.Detail
	officer.post(200, "/api/cases", form{name: "photos", files: [][]byte{photo(90), photo(200)}, fields: map[string]string{
		"text": "路面塌陷", "place_id": w.id(villageA), "client_key": "once",
	}}).into(w, &d)
	if len(d.PhotoList) != 2 || d.FollowCode == "" {
		w.t.Fatalf("%+v", d)
	}
	for _, p := range d.PhotoList {
		for _, a := range []answer{officer.get(200, p.URL), w.browser().get(200, "/c/"+d.FollowCode+"/photos/"+p.ID.String())} {
			if !strings.HasPrefix(a.body, "\xff\xd8") || strings.Contains(a.body, "GPS") || strings.Contains(a.body, "Exif") {
				w.t.Errorf("%s: %q", p.URL, short(a.body))
			}
			if a.head.Get("Content-Type") != "image/jpeg" || a.head.Get("X-Content-Type-Options") != "nosniff" {
				w.t.Errorf("%v", a.head)
			}
		}
	}
	w.browser().get(401, d.PhotoList[0].URL)
	w.browser().get(404, "/c/0000-0000-0000-0000/photos/"+d.PhotoList[0].ID.String())
}

// paper: a document leaves the server as a file to keep, never as a page.
func paper(w *world) {
	id, code := w.report(villageA, "附一份材料")
	scan := "%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n"
	var d casework.Detail
	w.as(w.clerkA).post(200, "/api/cases/"+id.String()+"/photos", form{name: "photos", file: "情况 说明.pdf", files: [][]byte{[]byte(scan)}, fields: map[string]string{"client_key": "k"}}).into(w, &d)
	p := d.PhotoList[0]
	for _, a := range []answer{w.as(w.clerkA).get(200, p.URL), w.browser().get(200, "/c/"+code+"/photos/"+p.ID.String())} {
		if a.body != scan || a.head.Get("Content-Type") != "application/pdf" || a.head.Get("X-Content-Type-Options") != "nosniff" ||
			!strings.HasPrefix(a.head.Get("Content-Disposition"), "attachment;") || !strings.HasPrefix(a.head.Get("Content-Security-Policy"), "sandbox") {
			w.t.Errorf("%v %q", a.head, short(a.body))
		}
		if !strings.HasSuffix(a.head.Get("Content-Disposition"), "%E6%83%85%E5%86%B5%20%E8%AF%B4%E6%98%8E.pdf") {
			w.t.Errorf("%v", a.head)
		}
	}
	if page := w.browser().get(200, "/c/"+code).body; !strings.Contains(page, "情况 说明.pdf") || strings.Contains(page, "?size=") {
		w.t.Error("the reporter's page does not name the document")
	}
}

func refused(w *world) {
	officer := w.as(w.clerkA)
	send := func(status int, code string, files ...[]byte) {
		w.t.Helper()
		a := officer.post(status, "/api/cases", form{name: "photos", files: files, fields: map[string]string{
			"text": "路面塌陷", "place_id": w.id(villageA), "client_key": w.next("key"),
		}})
		if p := a.problem(); p.Code != code || p.RequestID == "" {
			w.t.Errorf("%s, want %s", short(a.body), code)
		}
	}
	large := append(photo(1), make([]byte, casework.MaxPhotoSize)...)
	send(422, "picture_too_large", large)
	send(422, "picture_type", []byte("<svg onload=alert(1)>"))
	send(422, "picture_broken", photo(1)[:300])
	send(422, "too_many", photo(1), photo(2), photo(3), photo(4), photo(5), photo(6), photo(7))
	send(413, "body_too_large", large, large, large, large, large, large, large)
	a := w.browser().post(422, "/g/"+villageA+"/report", form{name: "photos", files: [][]byte{[]byte("not a photo")}, fields: map[string]string{"text": "路灯", "client_key": "k"}})
	if !strings.Contains(a.body, "<form") {
		w.t.Errorf("a resident is left without the form: %s", short(a.body))
	}
	var got struct{ Items []any }
	if officer.get(200, "/api/cases?box=all").into(w, &got); len(got.Items) != 0 {
		w.t.Errorf("%d cases were kept", len(got.Items))
	}
}

// sealedTopic: only who may open sealed matters sees one, in lists, pages, photos and sums.
func sealedTopic(w *world) {
	id := w.reportOn(villageA, "conduct", "办低保时有人暗示要请客")
	director := w.somebody(codes[0], "县主任", sealedPost()...)
	w.as(director).get(200, "/api/cases/"+id.String())
	for _, who := range []*browser{w.as(w.clerkA), w.as(w.admin)} {
		who.get(404, "/api/cases/"+id.String())
		who.get(404, "/api/cases/"+id.String()+"/dispatch-targets")
		for _, path := range []string{"/api/cases?box=all", "/api/cases?box=unit&open=true", "/api/cases/summary"} {
			if a := who.get(200, path); strings.Contains(a.body, id.String()) || strings.Contains(a.body, `"open":1`) {
				w.t.Errorf("%s: %s", path, short(a.body))
			}
		}
		if a := who.get(200, "/api/journal?table=case&id="+id.String()); strings.Contains(a.body, "casework") {
			w.t.Errorf("journal: %s", short(a.body))
		}
	}
}

func twice(w *world) {
	b := w.browser()
	send := func(status int, text string) string {
		a := b.post(status, "/g/"+villageA+"/report", form{fields: map[string]string{"text": text, "topic": "road", "client_key": "the-same"}})
		_, code, _ := strings.Cut(a.body, `/c/`)
		return code[:min(19, len(code))]
	}
	if first, again := send(200, "路灯不亮"), send(200, "路灯不亮"); first != again || len(first) != 19 {
		w.t.Fatalf("%q, then %q", first, again)
	}
	send(409, "另一件事")
	var got struct{ Items []any }
	if w.as(w.clerkA).get(200, "/api/cases?box=all").into(w, &got); len(got.Items) != 1 {
		w.t.Fatalf("%d cases", len(got.Items))
	}
}

func card(w *world) {
	micro := "14102910022401001"
	page := w.browser().get(200, "/g/"+micro).body
	for text, shown := range map[string]bool{
		"微网格员": true, "网格长": true, "龙鼻村书记": true, // the head by consent
		"龙鼻村邻长": false, "19900000001": false, "19900000002": false, // no volunteer without consent, nobody's own number
	} {
		if strings.Contains(page, text) != shown {
			w.t.Errorf("%s: shown %v, want %v", text, !shown, shown)
		}
	}
	w.browser().get(404, "/g/141029999999")
}
