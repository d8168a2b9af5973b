package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// visit is what is known of a request while it runs; the access log is written from it.
type visit struct {
	id       string
	ip       netip.Addr
	server   *Server
	answer   *recorder
	op       string
	account  kernel.ID
	bearer   kernel.ID // the token of an integration, where one was shown
	session  bool      // SignIn and SignOut are possible
	stream   bool      // it lasts, and is no use of the session
	html     bool      // a person may look at the answer
	tooLarge bool      // the body was too long
	cut      bool      // it failed when the answer had begun
}

type visitKey struct{}

// visitOf is the visit of the context; without one, an empty visit.
func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{}
}

const policy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
	"worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// guard stands around everything: number and log the request, catch a panic, set the headers, refuse what another site
// sends in the user's name, compress.
func (s *Server) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	cross.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.fail(w, r, kernel.Forbidden("cross_origin"))
	}))
	inner := s.recovered(cross.Handler(compressed(next)))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{id: newRequestID(), ip: clientIP(r, s.o.Proxies), server: s}
		ctx := context.WithValue(db.WithRequestID(r.Context(), v.id), visitKey{}, v)
		r = r.WithContext(ctx)
		rec := &recorder{ResponseWriter: w}
		v.answer = rec
		s.headers(rec.Header(), v.id)
		start := s.now()
		inner.ServeHTTP(rec, r)
		took := s.now().Sub(start)
		s.access(r, v, rec, took.Milliseconds())
		if s.o.Observe != nil && !v.stream {
			s.o.Observe(v.op, rec.status, took)
		}
	})
}

// access writes one line. A route is logged by its pattern: paths hold codes and links that open something.
func (s *Server) access(r *http.Request, v *visit, rec *recorder, ms int64) {
	route := r.Pattern
	if route == "/" {
		route = "none"
	}
	level := slog.LevelInfo
	if rec.status >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	s.o.Log.LogAttrs(r.Context(), level, "request", slog.String("id", v.id), slog.String("method", r.Method),
		slog.String("route", route), slog.String("op", v.op), slog.Int("status", rec.status), slog.Int64("bytes", rec.bytes),
		slog.Int64("ms", ms), slog.String("ip", v.ip.String()), slog.String("account", v.account.String()), slog.String("token", v.bearer.String()),
		slog.Int64("trips", db.Trips(r.Context())))
}

func (s *Server) headers(h http.Header, id string) {
	h.Set("X-Request-Id", id)
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY") // for browsers that do not know frame-ancestors
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	if s.o.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// recovered turns a panic into an internal error, unless the answer has begun.
func (s *Server) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(p)
			}
			s.fail(w, r, kernel.Internal(fmt.Errorf("panic: %v\n%s", p, debug.Stack())))
			if visitOf(r.Context()).cut {
				panic(http.ErrAbortHandler) // half an answer must not look whole
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	status int
	bytes  int64
}

// WriteHeader notes the status.
func (r *recorder) WriteHeader(code int) {
	if r.status == 0 && code >= http.StatusOK {
		r.status = code
	}
	r.ResponseWriter.WriteHeader(code)
}

// Write notes the size.
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets deadlines reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func newRequestID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}

// clientIP is the peer; behind believed proxies, the nearest address in X-Forwarded-For that is not one of them.
func clientIP(r *http.Request, proxies []netip.Prefix) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	ip := peer.Addr().Unmap()
	believed := func(a netip.Addr) bool {
		return slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(a) })
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && believed(ip); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		ip = hop.Unmap()
	}
	return ip
}
