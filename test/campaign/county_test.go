package campaign

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"touyan/internal/app"
	"touyan/internal/demo"
	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/packs"
)

// visitor is somebody with households to visit.
type visitor struct {
	nth     int
	account kernel.ID
}

// county is a running county with its campaign's people.
type county struct {
	app     *app.App
	url     string
	id      kernel.ID
	centre  kernel.ID // the account of a clerk of the county's centre
	leaders []visitor
	cadres  []visitor
}

func (c *county) system(t *testing.T) context.Context {
	return kernel.WithActor(t.Context(), kernel.System(c.id))
}

// prepare makes the county: its divisions, a group in each village that the campaign needs, leaders of areas, cadres of groups, and
// the households from a workbook; then it serves.
func prepare(t *testing.T, o db.Options, n size) *county {
	t.Helper()
	clock := demo.NewClock(time.Time{})
	a, err := app.Open(t.Context(), app.Config{Data: o.Dir, DB: o.URL, Proxies: []string{"127.0.0.1/32"}}, app.Options{Log: slog.New(slog.DiscardHandler), Demo: true, Pack: "zhushan", Now: clock.Now})
	must(t, err)
	t.Cleanup(func() { _ = a.Close() })
	b := demo.New(a.Rooms(), clock, 1)
	csv, err := packs.Divisions("zhushan")
	must(t, err)
	c := &county{app: a}
	c.id, err = b.Divisions(t.Context(), csv)
	must(t, err)
	towns, villages := c.places(t)
	people := c.staff(t, b, villages, n.cadres)
	for i := range n.leaders {
		who, err := b.Somebody(c.system(t), towns[i%len(towns)].ID, fmt.Sprintf("县领导%02d", i+1), body.NewAppointment{Post: "area_leader"})
		must(t, err)
		c.leaders = append(c.leaders, visitor{i, who.Account})
	}
	who, err := b.Somebody(c.system(t), c.id, "县值班员", body.NewAppointment{Post: "county_centre_clerk"})
	must(t, err)
	c.centre = who.Account
	c.households(t, n.houses)
	c.flag(t, n.houses)
	c.enroll(t, people, n)
	must(t, a.DB.Optimize(c.system(t)))
	c.serve(t)
	return c
}

// places are the townships and villages of the county.
func (c *county) places(t *testing.T) (towns, villages []place.Place) {
	t.Helper()
	must(t, c.app.DB.Read(c.system(t), func(tx *db.ReadTx) error {
		top, err := c.app.Place.Load(tx, c.id)
		if err != nil {
			return err
		}
		all, err := c.app.Place.Under(tx, top)
		for _, p := range all {
			switch p.Level {
			case kernel.LevelTownship:
				towns = append(towns, p)
			case kernel.LevelVillage:
				villages = append(villages, p)
			}
		}
		return err
	}))
	return towns, villages
}

// perGroup is how many cadres one group has.
const perGroup = 10

// staff lays groups over the villages and gives each its cadres, by the workbook of grids and officers. It returns their names.
func (c *county) staff(t *testing.T, b *demo.Builder, villages []place.Place, cadres int) []string {
	t.Helper()
	var names []string
	for i := 0; i < cadres; i += perGroup {
		g := b.Village(villages[i/perGroup%len(villages)].Name).Group(fmt.Sprintf("%d组", i/perGroup/len(villages)+1))
		for range perGroup {
			p := b.Person()
			p.Name = fmt.Sprintf("联户干部%05d", len(names)+1)
			names = append(names, p.Name)
			g.Hold("household_contact", p, false)
		}
	}
	must(t, b.Save(c.system(t)))
	return names
}

// enroll gives the cadres that will visit their accounts.
func (c *county) enroll(t *testing.T, names []string, n size) {
	t.Helper()
	var ids []kernel.ID
	must(t, c.app.DB.Read(c.system(t), func(tx *db.ReadTx) error {
		return tx.Select(&ids, "SELECT a.person_id FROM {appointment a} WHERE a.post = 'household_contact' ORDER BY a.person_name LIMIT ?", n.callers)
	}))
	if len(ids) != n.callers || len(names) < n.callers {
		t.Fatalf("%d cadres of %d", len(ids), n.callers)
	}
	list := make([]access.NewAccount, len(ids))
	for i, id := range ids {
		list[i] = access.NewAccount{PersonID: id, Login: "p" + id.String()}
	}
	accounts, err := c.app.Access.Enroll(c.system(t), list)
	must(t, err)
	for i, id := range accounts {
		c.cadres = append(c.cadres, visitor{1000 + i, id})
	}
}

// households come in by their workbook, spread over the groups.
func (c *county) households(t *testing.T, n int) {
	t.Helper()
	var codes []string
	must(t, c.app.DB.Read(c.system(t), func(tx *db.ReadTx) error {
		return tx.Select(&codes, "SELECT p.code FROM {place p} WHERE p.level = ? ORDER BY p.code", kernel.LevelGroup)
	}))
	c.load(t, "households", "户籍花名册", []any{"所在网格", "姓名", "与户主关系", "性别", "出生日期", "户籍在本户", "住在本户"}, n, func(i int) []any {
		return []any{
			codes[i*len(codes)/n], "户主" + string(rune(0x4e00+i%5000)), "户主", []string{"男", "女"}[i%2], fmt.Sprintf("%d-%02d-%02d", 1940+i%60, 1+i%12, 1+i%28), "是", "是",
		}
	})
}

// flag enters the cards of households that were poor: 48 of each hundred.
func (c *county) flag(t *testing.T, n int) {
	t.Helper()
	var codes []string
	must(t, c.app.DB.Read(c.system(t), func(tx *db.ReadTx) error {
		return tx.Select(&codes, "SELECT h.code FROM {household h} ORDER BY h.code")
	}))
	if len(codes) != n {
		t.Fatalf("%d of %d households are there", len(codes), n)
	}
	flagged := poorOf(n)
	c.load(t, "cards", "户情卡", []any{"户编号", "建档立卡脱贫户"}, flagged, func(i int) []any { return []any{codes[i*n/flagged], "是"} })
}

// load brings a sheet in as an upload does.
func (c *county) load(t *testing.T, key, sheet string, heads []any, n int, row func(i int) []any) {
	t.Helper()
	f := excelize.NewFile()
	must(t, f.SetSheetName("Sheet1", sheet))
	w, err := f.NewStreamWriter(sheet)
	must(t, err)
	must(t, w.SetRow("A1", heads))
	for i := range n {
		must(t, w.SetRow("A"+itoa(i+2), row(i)))
	}
	must(t, w.Flush())
	var file bytes.Buffer
	must(t, f.Write(&file))
	must(t, f.Close())
	r, err := c.app.Exchange.ImportNow(c.system(t), key, key+".xlsx", file.Bytes(), false)
	if err != nil || !r.Saved {
		t.Fatalf("%s: %v, %d faults, first %+v", key, err, len(r.Faults), r.Faults[:min(1, len(r.Faults))])
	}
}

func (c *county) serve(t *testing.T) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- c.app.Serve(ctx, l, slog.New(slog.DiscardHandler)) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	c.url = "http://" + l.Addr().String()
}

// session is somebody who is signed in.
type session struct {
	url    string
	cookie string
}

var via = &http.Client{
	Transport: &http.Transport{MaxIdleConnsPerHost: 16}, Timeout: time.Minute,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func (c *county) signIn(t *testing.T, account kernel.ID) *session {
	t.Helper()
	s := &session{url: c.url}
	cookies, ok := s.do(t, "/api/demo/session", "application/json", fmt.Sprintf(`{"account_id":"%s"}`, account))
	if !ok {
		return nil
	}
	for _, k := range cookies {
		s.cookie = k.Name + "=" + k.Value
	}
	return s
}

// hosts counts the telephones: each sends from an address of its own, as behind a mobile network's proxy.
var hosts atomic.Int64

// do posts from a new telephone, and tells the cookies of the answer.
func (s *session) do(t *testing.T, path, kind, body string) ([]*http.Cookie, bool) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return nil, false
	}
	n := hosts.Add(1)
	req.Header.Set("Content-Type", kind)
	req.Header.Set("X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255))
	resp, err := via.Do(req)
	if err != nil {
		t.Error(err)
		return nil, false
	}
	_ = resp.Body.Close()
	if resp.StatusCode >= http.StatusBadRequest {
		t.Errorf("%s was answered with %s", path, resp.Status)
		return nil, false
	}
	return resp.Cookies(), true
}

// call sends a request and reads the answer; it tells whether that was one.
func (s *session) call(t *testing.T, method, path, body string, out any) bool {
	t.Helper()
	text, ok := s.send(t, method, path, body)
	if !ok {
		return false
	}
	if err := json.Unmarshal(text, out); err != nil {
		t.Error(path, err)
		return false
	}
	return true
}

func (s *session) send(t *testing.T, method, path, body string) ([]byte, bool) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Error(err)
		return nil, false
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Cookie", s.cookie)
	resp, err := via.Do(req)
	if err != nil {
		t.Error(err)
		return nil, false
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%s %s: %s %s %v", method, path, resp.Status, text, err)
		return nil, false
	}
	return text, true
}

// pages counts the items of a list, page by page.
func (s *session) pages(t *testing.T, path string) (n int) {
	t.Helper()
	for cursor := ""; ; {
		var page struct {
			Items []json.RawMessage
			Next  string
		}
		if !s.call(t, "GET", path+"&cursor="+url.QueryEscape(cursor), "", &page) {
			return n
		}
		if n, cursor = n+len(page.Items), page.Next; cursor == "" {
			return n
		}
	}
}

// sheet holds the workbook against the page.
func (s *session) sheet(t *testing.T, path string, r visit.Report) {
	t.Helper()
	text, ok := s.send(t, "GET", path, "")
	if !ok {
		return
	}
	f, err := excelize.OpenReader(bytes.NewReader(text))
	must(t, err)
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(f.GetSheetName(0), excelize.Options{RawCellValue: true})
	must(t, err)
	at := -1
	for i, h := range rows[0] {
		if h == "走访(次)" {
			at = i
		}
	}
	if at < 0 || len(rows) != len(r.Leaders)+2 {
		t.Fatalf("the sheet has the columns %q and %d rows for %d leaders", rows[0], len(rows), len(r.Leaders))
	}
	for i, l := range append(r.Leaders, r.Total) {
		if rows[i+1][at] != itoa(l.Visits) {
			t.Errorf("the sheet gives %s %s visits, the page %d", l.Person.Name, rows[i+1][at], l.Visits)
		}
	}
}

// rate says how a visit was, as a household does by its slip.
func (c *county) rate(t *testing.T, code, answer string) {
	t.Helper()
	(&session{url: c.url}).do(t, "/v/"+code+"/rate", "application/x-www-form-urlencoded", url.Values{"answer": {answer}}.Encode())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
