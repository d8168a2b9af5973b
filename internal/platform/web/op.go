package web

import (
	"context"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// permission and access are unexported types: outside this package nobody can make an empty one.
type permission struct{ name string }

type access struct {
	kind Access
	perm permission
}

// Access is who may call an operation at all.
type Access string

// The kinds of access.
const (
	AccessOfficer  Access = "officer"   // a post held today gives the permission
	AccessSignedIn Access = "signed_in" // any account
	AccessPublic   Access = "public"    // anybody
)

var verbName = regexp.MustCompile(`^[a-z][a-z0-9]*(\.[a-z][a-z0-9_]*)+$`)

// Perm names a permission, as room.verb.
func Perm(name string) permission {
	if !verbName.MatchString(name) {
		panic("web: a permission is named room.verb, not " + name)
	}
	return permission{name}
}

// ForOfficer lets in who holds the permission somewhere; the handler's actor is narrowed to where that is.
func ForOfficer(p permission) access { return access{AccessOfficer, p} }

// ForSignedIn lets in any account; the handler's actor has all arms of all grants.
func ForSignedIn() access { return access{kind: AccessSignedIn} }

// ForPublic lets in anybody; the handler's actor sees nothing until the room confines it to a place or a record.
func ForPublic() access { return access{kind: AccessPublic} }

// Op describes an operation.
type Op struct {
	ID       string // room.verb, unique
	Method   string
	Path     string
	Summary  string
	Status   int   // of success; 0: 200 with a body, 204 without
	MaxBody  int64 // bytes; 0: 1 MB
	Throttle bool  // a public look-up that must not be guessed at; public writes are throttled anyway
}

// OpInfo is what the sweep over all operations needs to know.
type OpInfo struct {
	ID, Method, Path string
	Access           Access
	Permission       string // of AccessOfficer
	Page             bool   // not in the OpenAPI document
	Stream           bool   // keeps telling
}

// entry is a registered operation.
type entry struct {
	op     Op
	access access
	page   bool
	stream bool
}

// throttled tells whether a caller may be asked to slow down.
func (e *entry) throttled() bool {
	return e.access.kind == AccessPublic && (e.op.Throttle || !safeMethod(e.op.Method))
}

// byToken tells whether the token of an integration may open the operation: what only reads, and needs a permission. A stream would go on
// after the token was revoked.
func (e *entry) byToken() bool {
	return e.access.kind == AccessOfficer && safeMethod(e.op.Method) && !e.stream
}

// sessionless operations read nothing from the session and spare the look-up.
func (e *entry) sessionless() bool {
	return e.access.kind == AccessPublic && safeMethod(e.op.Method)
}

func safeMethod(m string) bool { return m == http.MethodGet || m == http.MethodHead }

// Multipart is the RawBody of an upload: form fields and files of T by their `form` tags.
type Multipart[T any] = huma.MultipartFormFiles[T]

// FormFile is one uploaded file.
type FormFile = huma.FormFile

const (
	bodyLimit     = 1 << 20
	bodyTimeout   = 30 * time.Second
	uploadTimeout = 5 * time.Minute // photos from a village with one bar of signal
)

// Register enters an operation with JSON (or an upload) in and JSON out. I and O follow huma's conventions: path, query and
// header tags, a Body field, RawBody for uploads.
func Register[I, O any](s *Server, a access, op Op, h func(context.Context, *I) (*O, error)) {
	e := s.enter(a, op, false)
	s.schemas.room = room(op.ID)
	huma.Register(s.api, e.document(), func(ctx context.Context, in *I) (*O, error) {
		out, err := h(ctx, in)
		if err != nil {
			return nil, s.problem(ctx, err)
		}
		fillNil(reflect.ValueOf(out))
		return out, nil
	})
}

// Page enters a plain HTTP operation: a public page, a file. It stands outside the OpenAPI document.
func Page(s *Server, a access, op Op, h func(http.ResponseWriter, *http.Request) error) {
	e := s.enter(a, op, true)
	s.mux.Handle(op.Method+" "+op.Path, s.serve(e, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	})))
}

// Ops lists every registered operation in the order of registration.
func (s *Server) Ops() []OpInfo { return slices.Clone(s.ops) }

// enter checks what the compiler cannot.
func (s *Server) enter(a access, op Op, page bool) *entry {
	switch {
	case !verbName.MatchString(op.ID):
		panic("web: an operation is named room.verb, not " + op.ID)
	case slices.ContainsFunc(s.ops, func(o OpInfo) bool { return o.ID == op.ID }):
		panic("web: operation registered twice: " + op.ID)
	case a.kind == "" || a.kind == AccessOfficer && a.perm.name == "":
		panic("web: operation without access: " + op.ID)
	case !page && !isAPI(op.Path):
		panic("web: operation outside /api/: " + op.ID)
	}
	if op.MaxBody == 0 {
		op.MaxBody = bodyLimit
	}
	s.ops = append(s.ops, OpInfo{ID: op.ID, Method: op.Method, Path: op.Path, Access: a.kind, Permission: a.perm.name, Page: page})
	return &entry{op: op, access: a, page: page}
}

// document is the operation as huma knows it. The limit there is one byte wider than ours, so that ours decides.
func (e *entry) document() huma.Operation {
	o := huma.Operation{
		OperationID: e.op.ID, Method: e.op.Method, Path: e.op.Path, Summary: e.op.Summary,
		DefaultStatus: e.op.Status, MaxBodyBytes: e.op.MaxBody + 1, BodyReadTimeout: bodyTimeout,
		Tags:       []string{room(e.op.ID)},
		Metadata:   map[string]any{"entry": e},
		Extensions: map[string]any{"x-access": string(e.access.kind)},
	}
	if e.op.MaxBody > bodyLimit {
		o.BodyReadTimeout = uploadTimeout
	}
	if e.access.kind != AccessPublic {
		o.Security = []map[string][]string{{"session": {}}}
	}
	if e.access.kind == AccessOfficer {
		o.Extensions["x-permission"] = e.access.perm.name
	}
	if e.byToken() {
		o.Security = append(o.Security, map[string][]string{"token": {}})
	}
	return o
}

func room(id string) string {
	r, _, _ := strings.Cut(id, ".")
	return r
}

func isAPI(path string) bool { return strings.HasPrefix(path, "/api/") }

// adapter puts huma's operations on the mux behind the same pipeline as pages.
type adapter struct{ s *Server }

// Handle is called by huma once for each operation.
func (a adapter) Handle(op *huma.Operation, handler func(huma.Context)) {
	e := op.Metadata["entry"].(*entry)
	a.s.mux.Handle(op.Method+" "+op.Path, a.s.serve(e, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler(humago.NewContext(op, r, w))
	})))
}

// ServeHTTP is part of huma's interface.
func (a adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.s.mux.ServeHTTP(w, r) }
