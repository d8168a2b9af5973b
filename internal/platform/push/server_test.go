package push

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"touyan/internal/platform/outbound"
)

// TestAMessageThroughAPushService: over HTTP to a service that cannot read it, and says when a browser is gone.
func TestAMessageThroughAPushService(t *testing.T) {
	b, status := newBrowser(t), 201
	var got []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Content-Encoding") != "aes128gcm" || r.Header.Get("Ttl") == "" || !strings.HasPrefix(r.Header.Get("Authorization"), "vapid t=") {
			t.Error(err, r.Header)
		}
		if strings.Contains(string(body), "到期") {
			t.Error("the service can read it")
		}
		got = append(got, r.URL.Path+" "+b.open(t, body))
		w.WriteHeader(status)
	}))
	defer srv.Close()
	public, private, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	send := func() (int, error) {
		return Send(t.Context(), outbound.New(true).Post, public, private, b.target(srv.URL+"/sub/7"), []byte("今天到期 3 件"), time.Unix(1_800_000_000, 0))
	}
	if s, err := send(); s != 201 || err != nil {
		t.Error(s, err)
	}
	status = 410
	if s, err := send(); s != 410 || err != nil {
		t.Error(s, err)
	}
	if len(got) != 2 || got[0] != "/sub/7 今天到期 3 件" {
		t.Error(got)
	}
	if _, err := Send(t.Context(), outbound.New(false).Post, public, private, b.target(srv.URL+"/sub/7"), []byte("x"), time.Unix(0, 0)); err == nil || len(got) != 2 {
		t.Error("it went to a private address")
	}
}
