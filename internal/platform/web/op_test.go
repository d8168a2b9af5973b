package web

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"touyan/internal/kernel"
)

type placeIn struct {
	ID     kernel.ID `path:"id"`
	Parent kernel.ID `query:"parent"`
	Limit  int       `query:"limit" default:"50" maximum:"200" doc:"rows"`
}

type place struct {
	ID       kernel.ID `json:"id"`
	ParentID kernel.ID `json:"parent_id"`
	Limit    int       `json:"limit"`
	Children []place   `json:"children"`
}

type placeOut struct{ Body place }

func TestIDsInPathAndQuery(t *testing.T) {
	b := sqliteBench(t)
	Register(b.s, ForPublic(), Op{ID: "place.get", Method: "GET", Path: "/api/places/{id}"},
		func(_ context.Context, in *placeIn) (*placeOut, error) {
			return &placeOut{place{ID: in.ID, ParentID: in.Parent, Limit: in.Limit}}, nil
		})
	b.open()
	out := b.want(200, "", "GET", "/api/places/9007199254740991?parent=12", "")
	if want := `{"id":"9007199254740991","parent_id":"12","limit":50,"children":[]}`; strings.TrimSpace(out) != want {
		t.Errorf("got %s, want %s", out, want)
	}
	out = b.want(200, "", "GET", "/api/places/7?parent=", "")
	if !strings.Contains(out, `"parent_id":""`) {
		t.Errorf("empty id: %s", out)
	}
	p := problemOf(t, b.want(422, "invalid", "GET", "/api/places/abc?limit=201", ""))
	if len(p.Errors) != 2 || p.Errors[0].Location != "path.id" || p.Field != "id" {
		t.Errorf("errors %+v", p)
	}
}

type createIn struct {
	Body struct {
		ParentID kernel.ID   `json:"parent_id"`
		Name     string      `json:"name" minLength:"1"`
		Others   []kernel.ID `json:"others,omitempty"`
		Last     *kernel.ID  `json:"last,omitempty"`
	}
}

func TestIDsInBody(t *testing.T) {
	b := sqliteBench(t)
	Register(b.s, ForPublic(), Op{ID: "place.create", Method: "POST", Path: "/api/places", Status: 201},
		func(_ context.Context, in *createIn) (*placeOut, error) {
			return &placeOut{place{ID: *in.Body.Last, ParentID: in.Body.Others[0]}}, nil
		})
	b.open()
	b.want(201, "", "POST", "/api/places", `{"parent_id":"","name":"甲","others":["5"],"last":"6"}`)
	for _, body := range []string{
		`{"parent_id":5,"name":"甲"}`, `{"parent_id":"x","name":"甲"}`, `{"parent_id":"1","name":""}`, `{"name":"甲"}`,
		`{"parent_id":"99999999999999999","name":"甲"}`, `{"parent_id":"1","name":"甲","more":1}`, `{`, ``,
	} {
		b.want(422, "invalid", "POST", "/api/places", body)
	}
}

type uploadIn struct {
	RawBody Multipart[struct {
		PlaceID kernel.ID  `form:"place_id"`
		Text    string     `form:"text" maxLength:"20"`
		Contact string     `form:"contact" required:"false"`
		Secret  bool       `form:"anonymous" required:"false"`
		Photos  []FormFile `form:"photos" required:"false"`
	}]
}

type uploadOut struct {
	Body struct {
		PlaceID kernel.ID `json:"place_id"`
		Text    string    `json:"text"`
		Sizes   []int64   `json:"sizes"`
	}
}

func upload(_ context.Context, in *uploadIn) (*uploadOut, error) {
	d, out := in.RawBody.Data(), &uploadOut{}
	out.Body.PlaceID, out.Body.Text = d.PlaceID, d.Text
	for _, p := range d.Photos {
		n, err := io.Copy(io.Discard, p)
		if err != nil {
			return nil, err
		}
		out.Body.Sizes = append(out.Body.Sizes, n)
	}
	return out, nil
}

func form(t *testing.T, place, text string, photos ...int) (body, contentType string) {
	t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for k, v := range map[string]string{"place_id": place, "text": text} {
		if err := w.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	for _, n := range photos {
		f, err := w.CreateFormFile("photos", "a.jpg")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(bytes.Repeat([]byte{1}, n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String(), w.FormDataContentType()
}

func TestUpload(t *testing.T) {
	b := sqliteBench(t)
	Register(b.s, ForPublic(), Op{ID: "case.report", Method: "POST", Path: "/api/cases", MaxBody: 200_000}, upload)
	b.open()
	body, ct := form(t, "42", "路灯坏了", 70_000, 90_000)
	out := b.want(200, "", "POST", "/api/cases", body, "Content-Type", ct)
	if want := `{"place_id":"42","text":"路灯坏了","sizes":[70000,90000]}`; strings.TrimSpace(out) != want {
		t.Errorf("got %s", out)
	}
	body, ct = form(t, "42", "无照片")
	b.want(200, "", "POST", "/api/cases", body, "Content-Type", ct)
	body, ct = form(t, "x", strings.Repeat("长", 30))
	if p := problemOf(t, b.want(422, "invalid", "POST", "/api/cases", body, "Content-Type", ct)); len(p.Errors) < 2 {
		t.Errorf("errors %+v", p.Errors)
	}
	body, ct = form(t, "42", "太大", 250_000)
	b.want(413, tooLargeText, "POST", "/api/cases", body, "Content-Type", ct)
	req, err := http.NewRequest("POST", b.url+"/api/cases", io.MultiReader(strings.NewReader(body))) // without a length
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", ct)
	res, err := b.c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("chunked: %d", res.StatusCode)
	}
}

func TestBodyLimit(t *testing.T) {
	b := sqliteBench(t)
	Register(b.s, ForPublic(), Op{ID: "place.create", Method: "POST", Path: "/api/places"},
		func(context.Context, *createIn) (*none, error) { return nil, nil })
	b.open()
	big := `{"parent_id":"1","name":"` + strings.Repeat("a", bodyLimit) + `"}`
	b.want(413, tooLargeText, "POST", "/api/places", big)
	req, err := http.NewRequest("POST", b.url+"/api/places", io.MultiReader(strings.NewReader(big))) // without a length
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := b.c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("chunked: %d", res.StatusCode)
	}
}

func TestDocument(t *testing.T) {
	b := newBench(t, nil).enter()
	Register(b.s, ForPublic(), Op{ID: "place.get", Method: "GET", Path: "/api/places/{id}"},
		func(context.Context, *placeIn) (*placeOut, error) { return nil, nil })
	Register(b.s, ForPublic(), Op{ID: "place.create", Method: "POST", Path: "/api/places"},
		func(context.Context, *createIn) (*placeOut, error) { return nil, nil })
	Register(b.s, ForPublic(), Op{ID: "case.report", Method: "POST", Path: "/api/cases"}, upload)
	doc := b.s.OpenAPI()
	if !bytes.Equal(doc, b.s.OpenAPI()) {
		t.Error("the document changes")
	}
	var d map[string]any
	if err := json.Unmarshal(doc, &d); err != nil {
		t.Fatal(err)
	}
	text := string(doc)
	for _, bad := range []string{`"null"`, "$schema", `"idText"`} {
		if strings.Contains(text, bad) {
			t.Errorf("the document holds %s", bad)
		}
	}
	for _, at := range [][]any{
		{"paths", "/api/places/{id}", "get", "parameters", 0, "schema"},
		{"paths", "/api/places/{id}", "get", "parameters", 1, "schema"},
		{"paths", "/api/cases", "post", "requestBody", "content", "multipart/form-data", "schema", "properties", "place_id"},
		{"components", "schemas", "PlaceCreateInBody", "properties", "parent_id"},
		{"components", "schemas", "PlacePlace", "properties", "id"},
	} {
		if s, ok := dig(d, at).(map[string]any); !ok || s["type"] != "string" || s["format"] != "id" {
			t.Errorf("%v: %v", at, s)
		}
	}
	if got := dig(d, []any{"paths", "/api/accept", "get", "x-permission"}); got != "case.accept" {
		t.Errorf("permission in the document: %v", got)
	}
}

func dig(v any, at []any) any {
	for _, k := range at {
		switch k := k.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[k]
		case int:
			l, _ := v.([]any)
			if k >= len(l) {
				return nil
			}
			v = l[k]
		}
	}
	return v
}

func TestRegistrationRefuses(t *testing.T) {
	get := func(context.Context, *none) (*none, error) { return nil, nil }
	for name, f := range map[string]func(s *Server){
		"twice": func(s *Server) {
			Register(s, ForPublic(), Op{ID: "a.b", Method: "GET", Path: "/api/a"}, get)
			Register(s, ForPublic(), Op{ID: "a.b", Method: "GET", Path: "/api/b"}, get)
		},
		"no access": func(s *Server) { Register(s, access{}, Op{ID: "a.b", Method: "GET", Path: "/api/a"}, get) },
		"no permission": func(s *Server) {
			Register(s, ForOfficer(permission{}), Op{ID: "a.b", Method: "GET", Path: "/api/a"}, get)
		},
		"bad permission":  func(*Server) { Perm("view") },
		"bad name":        func(s *Server) { Register(s, ForPublic(), Op{ID: "ab", Method: "GET", Path: "/api/a"}, get) },
		"outside of /api": func(s *Server) { Register(s, ForPublic(), Op{ID: "a.b", Method: "GET", Path: "/a"}, get) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("accepted")
				}
			}()
			f(newBench(t, nil).s)
		})
	}
}

func TestOpsListsEverything(t *testing.T) {
	b := newBench(t, nil).enter()
	Page(b.s, ForPublic(), Op{ID: "place.card", Method: "GET", Path: "/g/{code}"},
		func(http.ResponseWriter, *http.Request) error { return nil })
	ops := b.s.Ops()
	if len(ops) != 8 {
		t.Fatalf("%d operations", len(ops))
	}
	if got, want := ops[4], (OpInfo{ID: "case.accept", Method: "GET", Path: "/api/accept", Access: AccessOfficer, Permission: "case.accept"}); got != want {
		t.Errorf("got %+v", got)
	}
	if !ops[7].Page {
		t.Error("a page is not marked")
	}
}

func TestNoNullLists(t *testing.T) {
	b := sqliteBench(t).enter().open()
	out := b.want(200, "", "GET", "/api/public", "")
	if !strings.Contains(out, `"rows":[],"ids":[]`) {
		t.Errorf("null lists: %s", out)
	}
}
