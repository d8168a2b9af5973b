package exchange_test

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"touyan/internal/domain/body"
	"touyan/internal/domain/exchange"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/sheet"
	"touyan/internal/platform/web"
	"touyan/packs"
)

type bench struct {
	t      *testing.T
	s      *exchange.Service
	places *place.Service
	bodies *body.Service
	people *person.Service
	sys    context.Context
	town   place.Place
}

func newBench(t *testing.T, d *db.DB) *bench {
	t.Helper()
	p, err := pack.Load(packs.FS, "base", "xiangning")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := crypt.Load(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, sys: dbtest.System(t)}
	b.places = place.New(d, p)
	b.people = person.New(d, keys, b.places)
	b.bodies = body.New(d, p, b.places, b.people)
	b.s = exchange.New(d, p, b.places, b.people, b.bodies)
	county, err := b.places.CreateCounty(b.sys, "141029", "乡宁县")
	if err != nil {
		t.Fatal(err)
	}
	if b.town, err = b.places.Create(b.sys, place.Draft{ParentID: county.ID, Name: "昌宁镇"}); err != nil {
		t.Fatal(err)
	}
	return b
}

// book is a workbook of some villages, each with its head.
func (b *bench) book(villages int, post string) []byte {
	b.t.Helper()
	titles := func(s sheet.Sheet) sheet.Sheet {
		for i := range s.Columns {
			s.Columns[i].Choices = nil
		}
		return s
	}
	officers := sheet.Sheet{Name: body.OfficerSheet}
	for _, c := range []string{"网格编码", "岗位", "姓名", "手机号"} {
		officers.Columns = append(officers.Columns, sheet.Column{Title: c})
	}
	var out bytes.Buffer
	err := sheet.Write(&out,
		sheet.Out{Sheet: titles(place.Columns(nil, nil)), Rows: func(yield func([]any, error) bool) {
			for i := range villages {
				if !yield([]any{fmt.Sprintf("141029001%03d", i+1), fmt.Sprintf("第%d村", i+1), "3", b.town.Code, "", ""}, nil) {
					return
				}
			}
		}},
		sheet.Out{Sheet: officers, Rows: func(yield func([]any, error) bool) {
			for i := range villages {
				if !yield([]any{fmt.Sprintf("141029001%03d", i+1), post, fmt.Sprintf("书记%d", i), fmt.Sprintf("138%08d", i)}, nil) {
					return
				}
			}
		}})
	if err != nil {
		b.t.Fatal(err)
	}
	return out.Bytes()
}

func (b *bench) wait(ctx context.Context, id kernel.ID, want exchange.State) exchange.Import {
	b.t.Helper()
	for range 400 {
		v, err := b.s.Get(ctx, id)
		if err != nil {
			b.t.Fatal(err)
		}
		if v.State == want {
			return v
		}
		time.Sleep(25 * time.Millisecond)
	}
	v, _ := b.s.Get(ctx, id)
	b.t.Fatalf("want %s, got %+v", want, v)
	return v
}

func TestImportIsCheckedThenApplied(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		ctx, stop := context.WithCancel(t.Context())
		go b.s.Run(ctx)
		defer b.s.Close()
		defer stop()
		v, err := b.s.Start(b.sys, `C:\表格\网格.xlsx`, b.book(30, "grid_head"))
		if err != nil || v.Kind != exchange.KindGrid || v.Name != "网格.xlsx" {
			t.Fatal(v, err)
		}
		v = b.wait(b.sys, v.ID, exchange.Checked)
		if v.Counts.PlacesNew != 30 || v.Counts.OfficersNew != 30 || v.Total != 60 {
			t.Errorf("%+v", v)
		}
		if found, _ := b.places.Search(b.sys, "第3村", 5); len(found) != 0 {
			t.Error("saved before it was applied")
		}
		if _, err := b.s.Apply(b.sys, v.ID); err != nil {
			t.Fatal(err)
		}
		if v = b.wait(b.sys, v.ID, exchange.Done); v.Done != v.Total || v.Counts.OfficersNew != 30 {
			t.Errorf("%+v", v)
		}
		if found, _ := b.places.Search(b.sys, "第3村", 5); len(found) != 1 {
			t.Error("not saved")
		}
		if _, err := b.s.Apply(b.sys, v.ID); kernel.KindOf(err) != kernel.KindConflict {
			t.Errorf("applied twice: %v", err)
		}
		list, _, err := b.s.List(b.sys, kernel.Page{})
		if err != nil || len(list) != 1 {
			t.Error(list, err)
		}
	})
}

func TestImportRefusesCancelsAndForgets(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d) // without a worker: the caller waits
		v, err := b.s.Start(b.sys, "网格.xlsx", b.book(300, "国王"))
		if err != nil || v.State != exchange.Refused || v.ErrorCount != 300 || len(v.Errors) != 200 || v.Errors[0].Code != "unknown_post" || v.Errors[0].Row != 2 || v.Errors[0].Column != "岗位" {
			t.Errorf("%v %+v", err, v)
		}
		if again, err := b.s.Get(b.sys, v.ID); err != nil || len(again.Errors) != 200 || again.Errors[0].Args["value"] != "国王" {
			t.Error(again, err)
		}
		if v, err = b.s.Start(b.sys, "网格.xlsx", []byte("no workbook")); err != nil || v.State != exchange.Refused || v.Errors[0].Code != "not_xlsx" {
			t.Error(v, err)
		}
		if _, err = b.s.Start(b.sys, "网格.doc", nil); kernel.KindOf(err) != kernel.KindInvalid {
			t.Error(err)
		}
		if v, err = b.s.Start(b.sys, "a.csv", []byte("code,parent_code,level,name\n141029000000,,county,乡宁县\n141029200000,141029000000,township,光华镇\n141029200001,141029200000,village,光华村委会\n")); err != nil || v.State != exchange.Checked || v.Counts.PlacesNew != 2 {
			t.Fatal(v, err)
		}
		if _, err = b.s.Get(kernel.WithActor(t.Context(), kernel.Actor{CountyID: dbtest.County, AccountID: 9, Arms: kernel.System(dbtest.County).Arms}), v.ID); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("another's run: %v", err)
		}
		if v, err = b.s.Cancel(b.sys, v.ID); err != nil || v.State != exchange.Cancelled {
			t.Error(v, err)
		}
		if v, err = b.s.Start(b.sys, "a.csv", []byte("code,parent_code,level\n1,2\n")); err != nil || v.State != exchange.Refused || v.Errors[0].Code != "want_4_columns" || v.Errors[1].Row != 2 {
			t.Error(v, err)
		}
		if v, err = b.s.Start(b.sys, "网格.xlsx", b.book(2, "grid_head")); err != nil || v.State != exchange.Checked {
			t.Fatal(v, err)
		}
		if d.Engine() == "sqlite" { // another process, after a restart
			p, _ := pack.Load(packs.FS, "base", "xiangning")
			fresh := exchange.New(d, p, b.places, b.people, b.bodies)
			if lost, err := fresh.Get(b.sys, v.ID); err != nil || lost.State != exchange.Failed {
				t.Error(lost, err)
			}
		}
	})
}

func TestUploadsAndExportsOverHTTP(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		w := web.New(web.Options{
			DB: d, Version: "test",
			County: func(context.Context) (kernel.ID, error) { return dbtest.County, nil },
			Resolve: func(context.Context, kernel.ID, kernel.ID) (kernel.Actor, error) {
				return kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, AccountID: 7, Name: "李", Grants: []kernel.Grant{{
					Perms: []string{"place.import", "place.export", "place.list", "place.gaps", "person.list", "body.list"},
					Arm:   kernel.Arm{Level: kernel.LevelCounty, PlaceID: dbtest.County},
				}}}, nil
			},
		})
		b.places.Register(w)
		b.people.Register(w)
		b.bodies.Register(w)
		b.s.Register(w)
		web.Page(w, web.ForPublic(), web.Op{ID: "test.enter", Method: http.MethodPost, Path: "/enter"}, func(_ http.ResponseWriter, r *http.Request) error {
			return w.SignIn(r.Context(), dbtest.County, 7)
		})
		srv := httptest.NewServer(w.Handler())
		defer srv.Close()
		_, _, head := call(t, http.MethodPost, srv.URL+"/enter", "", nil, "")
		cookie := head.Get("Set-Cookie")
		var form bytes.Buffer
		m := multipart.NewWriter(&form)
		part, _ := m.CreateFormFile("file", "网格.xlsx")
		_, _ = part.Write(b.book(3, "grid_head"))
		_ = m.Close()
		status, text, _ := call(t, http.MethodPost, srv.URL+"/api/imports", cookie, &form, m.FormDataContentType())
		if status != http.StatusOK || !strings.Contains(text, `"state":"checked"`) || !strings.Contains(text, `"places_new":3`) {
			t.Fatal(status, text)
		}
		for _, path := range []string{
			"/api/imports", "/api/places", "/api/places?parent=141029", "/api/places/141029", "/api/gaps?kind=vacant", "/api/gaps/summary",
			"/api/persons", "/api/bodies", "/api/appointments", "/api/places/141029/roster", "/api/places/search?q=cnz",
			"/api/places/141029/qr.svg", "/api/exports/grid.xlsx", "/api/exports/persons.xlsx?place=141029", "/api/exports/bodies.xlsx", "/api/exports/gaps.xlsx",
		} {
			if status, text, _ := call(t, http.MethodGet, srv.URL+path, cookie, nil, ""); status != http.StatusOK || text == "" {
				t.Error(path, status, text)
			}
		}
		draft := bytes.NewBufferString(`{"name":"东团村","parent_id":"` + b.town.ID.String() + `"}`)
		if status, text, _ := call(t, http.MethodPost, srv.URL+"/api/places", cookie, draft, "application/json"); status != http.StatusForbidden {
			t.Error(status, text)
		}
		_, text, _ = call(t, http.MethodGet, srv.URL+"/api/places?parent=141029", cookie, nil, "")
		for _, want := range []string{`"heads":[]`, `"vacant":true`, `"level":2`, `"id":"` + b.town.ID.String() + `"`} {
			if !strings.Contains(text, want) {
				t.Error(want, text)
			}
		}
	})
}

func call(t *testing.T, method, url, cookie string, in *bytes.Buffer, kind string) (int, string, http.Header) {
	t.Helper()
	if in == nil {
		in = &bytes.Buffer{}
	}
	req, err := http.NewRequestWithContext(t.Context(), method, url, in)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Cookie", strings.Split(cookie, ";")[0])
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	var b bytes.Buffer
	if _, err := b.ReadFrom(res.Body); err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, b.String(), res.Header
}
