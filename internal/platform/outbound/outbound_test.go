package outbound

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"touyan/internal/kernel"
)

func code(err error) string {
	var e *kernel.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestWhichAddressesArePublic(t *testing.T) {
	for a, want := range map[string]bool{
		"114.114.114.114": true, "2400:3200::1": true, "::ffff:114.114.114.114": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false,
		"255.255.255.255": false, "224.0.0.1": false, "198.18.0.1": false, "::1": false, "::": false, "fe80::1": false, "fc00::1": false, "::ffff:10.0.0.1": false,
		"64:ff9b::7f00:1": false, "2002:7f00:1::": false, "ff02::1": false,
	} {
		if got := Public(netip.MustParseAddr(a)); got != want {
			t.Errorf("%s: %v", a, got)
		}
	}
}

func TestAddressesThatAreRefusedAtOnce(t *testing.T) {
	for url, want := range map[string]string{
		"https://example.com/in?a=1": "", "https://8.8.8.8:8443/x": "",
		"http://example.com": "url_not_https", "ftp://example.com": "url_not_https", "https://": "bad_url", "nonsense": "bad_url", "https://a:b@example.com": "bad_url",
		"https://exa mple.com": "bad_url", "https://localhost/x": "url_private", "https://127.0.0.1": "url_private", "https://[::1]:1/": "url_private", "https://a.localhost.": "url_private",
		"https://169.254.169.254/latest": "url_private", "https://x/" + strings.Repeat("a", maxURL): "bad_url",
	} {
		if got := code(New(false).Check(url)); got != want {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
	if err := New(true).Check("http://127.0.0.1:9/x"); err != nil {
		t.Error(err)
	}
}

// TestANameThatLeadsInsideIsRefused: the name passes, the address behind it does not; the server never hears of it.
func TestANameThatLeadsInsideIsRefused(t *testing.T) {
	heard := 0
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { heard++ }))
	defer srv.Close()
	c := New(false)
	c.http.Transport.(*http.Transport).DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) { // as a resolver that lies would lead it
		return (&net.Dialer{Control: c.control}).DialContext(ctx, network, srv.Listener.Addr().String())
	}
	if _, err := c.Post(t.Context(), "https://harmless.example/in", nil, nil); code(err) != "url_private" || heard != 0 {
		t.Errorf("%v, heard %d times", err, heard)
	}
}

func TestWhatIsSentAndWhatIsNotFollowed(t *testing.T) {
	var got []string
	mux := http.NewServeMux()
	mux.HandleFunc("POST /in", func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		got = append(got, r.Header.Get("Webhook-Id")+" "+string(b))
		w.WriteHeader(http.StatusAccepted)
	})
	mux.Handle("POST /moved", http.RedirectHandler("/in", http.StatusTemporaryRedirect))
	mux.HandleFunc("POST /slow", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	srv := httptest.NewServer(mux)
	defer srv.Close()
	c := New(true)
	c.http.Timeout = 200 * time.Millisecond
	if status, err := c.Post(t.Context(), srv.URL+"/in", map[string]string{"webhook-id": "7"}, []byte("文")); status != 202 || err != nil {
		t.Error(status, err)
	}
	if status, err := c.Post(t.Context(), srv.URL+"/moved", nil, nil); status != 307 || err != nil {
		t.Error(status, err)
	}
	if _, err := c.Post(t.Context(), srv.URL+"/slow", nil, nil); code(err) != "hook_too_slow" {
		t.Error(err)
	}
	if len(got) != 1 || got[0] != "7 文" {
		t.Error(got)
	}
	srv.Close()
	if _, err := c.Post(t.Context(), srv.URL+"/in", nil, nil); code(err) != "hook_away" {
		t.Error(err)
	}
}
