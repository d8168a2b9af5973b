// Package web is the one door to HTTP. An operation enters only with the access it needs, so forgetting it does not
// compile; the door finds out who acts, checks the permission, limits the body, keeps the session and turns every error
// into one shape. It also serves the built front ends and the public pages. It is the home of huma, scs, argon2id and
// go-qrcode.
//
// Tables: t_session (local, outside the journal).
package web

import (
	"context"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/danielgtaylor/huma/v2"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Options are what the door needs from outside.
type Options struct {
	DB *db.DB // nil only where nothing is served, as when the OpenAPI document is printed
	// Resolve tells who the account is and what it may do today; it is asked on every request. An error of kind
	// unauthenticated, forbidden or not_found ends the session.
	Resolve func(ctx context.Context, county, account kernel.ID) (kernel.Actor, error)
	// Bearer tells for whom a token of an integration reads: the actor is narrowed already. nil: there are no tokens.
	Bearer     func(ctx context.Context, token string) (Bearer, error)
	County     func(ctx context.Context) (kernel.ID, error) // the county of visitors without an account
	CountyName func(ctx context.Context) (string, error)    // for the head of public pages; may be nil
	Fronts     fs.FS                                        // the built front ends: console.html, field.html, assets/, sw.js
	Pages      fs.FS                                        // public pages: *.html, words.json, style sheets and scripts
	Log        *slog.Logger
	Demo       bool
	Version    string
	Secure     bool           // served over HTTPS: cookies are marked secure, HSTS is sent
	Proxies    []netip.Prefix // reverse proxies whose X-Forwarded-For is believed
	Throttle   Throttle
	Observe    func(op string, status int, took time.Duration) // told of each answer; may be nil
	Metrics    http.Handler                                    // /metrics; nil: there is none
	// MetricsToken opens /metrics from other machines; empty: nobody there may ask.
	MetricsToken string
}

// Server holds the operations and everything around them.
type Server struct {
	o        Options
	now      func() time.Time
	mux      *http.ServeMux
	api      huma.API
	schemas  *schemas
	ops      []OpInfo
	sessions *scs.SessionManager
	store    *sessionStore
	bucket   *bucket
	bearers  *bucket
	assets   sync.Map // compressed files of the front ends, by name
	pages    *pages
	ending   chan struct{} // closed when streams shall end
	end      sync.Once
}

// New makes a server without operations; rooms register theirs. Page templates that do not parse are a defect of the
// build and stop the program.
func New(o Options) *Server {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{o: o, mux: http.NewServeMux(), now: func() time.Time { return time.Time{} }, ending: make(chan struct{})}
	if o.DB != nil {
		s.now = o.DB.Now
	}
	s.bucket = newBucket(o.Throttle, s.now)
	s.bearers = newBucket(Throttle{Burst: bearerBurst, PerMinute: bearerPerMinute}, s.now)
	s.pages = mustPages(o.Pages)
	s.openAPI()
	s.openSessions()
	s.serveFronts()
	s.servePages()
	s.serveHealth()
	s.serveMetrics()
	s.mux.HandleFunc("/", s.unknown)
	return s
}

// openAPI sets huma up without what it serves by itself: its documentation page loads scripts from elsewhere.
func (s *Server) openAPI() {
	s.schemas = newSchemas()
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info:    &huma.Info{Title: "touyan", Version: s.o.Version},
			Components: &huma.Components{
				Schemas: s.schemas,
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"session": {Type: "apiKey", In: "cookie", Name: cookieName},
					"token":   {Type: "http", Scheme: "bearer"},
				},
			},
			OnAddOperation: []huma.AddOpFunc{documentIDs},
		},
		Formats:       huma.DefaultFormats,
		DefaultFormat: "application/json",
	}
	s.api = huma.NewAPI(config, adapter{s})
	s.mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(s.OpenAPI())
	})
}

// OpenAPI is the document of all operations with JSON, the same bytes for the same program.
func (s *Server) OpenAPI() []byte {
	doc, err := json.MarshalIndent(s.api.OpenAPI(), "", "  ")
	if err != nil {
		panic(err) // only types that cannot be JSON get here: a defect
	}
	return append(doc, '\n')
}

// Handler is the whole of it: operations, front ends and pages behind the guards.
func (s *Server) Handler() http.Handler {
	return s.guard(s.mux)
}

// unknown answers what no route matches.
func (s *Server) unknown(w http.ResponseWriter, r *http.Request) {
	visitOf(r.Context()).html = !isAPI(r.URL.Path)
	s.fail(w, r, kernel.NotFound("page"))
}
