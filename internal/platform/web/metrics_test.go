package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// TestMetricsAreForThisMachineOrATokenOnly
func TestMetricsAreForThisMachineOrATokenOnly(t *testing.T) {
	var seen []string
	s := New(Options{
		MetricsToken: "open-sesame",
		Metrics:      http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "touyan_build_info 1\n") }),
		Observe:      func(op string, status int, _ time.Duration) { seen = append(seen, op+" "+http.StatusText(status)) },
	})
	ask := func(from string, header ...string) int {
		r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		r.RemoteAddr = from
		for i := 0; i+1 < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		s.Handler().ServeHTTP(w, r)
		return w.Code
	}
	for _, c := range []struct {
		from   string
		header []string
		want   int
	}{
		{"127.0.0.1:1000", nil, 200},
		{"[::1]:1000", nil, 200},
		{"10.0.0.5:1000", nil, 404},
		{"127.0.0.1:1000", []string{"X-Forwarded-For", "10.0.0.5"}, 404},
		{"127.0.0.1:1000", []string{"Forwarded", "for=10.0.0.5"}, 404},
		{"10.0.0.5:1000", []string{"Authorization", "Bearer open-sesame"}, 200},
		{"10.0.0.5:1000", []string{"Authorization", "Bearer wrong"}, 404},
		{"10.0.0.5:1000", []string{"Authorization", "Bearer "}, 404},
	} {
		if got := ask(c.from, c.header...); got != c.want {
			t.Errorf("%s %v: %d, want %d", c.from, c.header, got, c.want)
		}
	}
	if len(seen) != 8 || seen[0] != " OK" || seen[2] != " Not Found" {
		t.Error(seen)
	}
	s.o.MetricsToken = ""
	if got := ask("10.0.0.5:1000", "Authorization", "Bearer "); got != 404 {
		t.Error("an empty token opens", got)
	}
}
