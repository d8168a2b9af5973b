// Package outbound sends requests to addresses that people entered: webhooks and the push services of browsers. It goes to no
// private, loopback or link-local address unless the settings allow it; that is looked at when the connection is made, after the
// name was resolved, so a name that leads elsewhere a moment later leads nowhere. No redirect is followed, no proxy of the
// environment is asked, and neither waiting nor reading is endless.
package outbound

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"touyan/internal/kernel"
)

const (
	dialTimeout = 5 * time.Second
	wholeLimit  = 10 * time.Second
	answerLimit = 4 << 10 // of an answer nobody reads more
	maxURL      = 2000
)

// errPrivate is why a connection was not made.
var errPrivate = errors.New("the address is private")

// Client sends requests.
type Client struct {
	private bool
	http    *http.Client
}

// New makes a client; private lets it go to addresses inside the office's own network, and without encryption there.
func New(private bool) *Client {
	c := &Client{private: private}
	dialer := &net.Dialer{Timeout: dialTimeout, Control: c.control}
	c.http = &http.Client{
		Timeout: wholeLimit,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: dialTimeout, ResponseHeaderTimeout: wholeLimit,
			MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second, MaxResponseHeaderBytes: 16 << 10, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// control is asked for each connection with the address that it really goes to.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	if !c.private && !Public(at.Addr()) {
		return errPrivate
	}
	return nil
}

// ours are ranges that netip does not count as private and that lead to no public server either: this network, carriers' own,
// tests, reserved, and the forms of IPv6 that hold an IPv4 address in them.
var ours = func() []netip.Prefix {
	var out []netip.Prefix
	for _, p := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10",
	} {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}()

// Public tells whether an address lies in the open network.
func Public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() {
		return false
	}
	for _, p := range ours {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

// Check refuses an address that could never be gone to, so that whoever enters it is told at once; a name is only resolved when the
// connection is made.
func (c *Client) Check(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil || len(text) > maxURL || u.Host == "" || u.Hostname() == "" || u.User != nil || u.Fragment != "" || strings.ContainsAny(text, " \t\r\n"):
		return kernel.Invalid("url", "bad_url")
	case u.Scheme != "https" && (!c.private || u.Scheme != "http"):
		return kernel.Invalid("url", "url_not_https")
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	ip, err := netip.ParseAddr(host)
	if !c.private && (err == nil && !Public(ip) || host == "localhost" || strings.HasSuffix(host, ".localhost")) {
		return kernel.Invalid("url", "url_private")
	}
	return nil
}

// Post sends a body and tells the status of the answer, whatever it is. Its error is one of the codes by which the deliveries page says
// what is wrong: url_private, hook_away, hook_too_slow, hook_bad_certificate.
func (c *Client) Post(ctx context.Context, to string, head map[string]string, body []byte) (status int, err error) {
	if err := c.Check(to); err != nil {
		return 0, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return 0, kernel.Invalid("url", "bad_url").Because(err)
	}
	req.Header.Set("User-Agent", "touyan")
	for k, v := range head {
		req.Header.Set(k, v)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return 0, said(err)
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, answerLimit))
	return res.StatusCode, res.Body.Close()
}

func said(err error) error {
	var late net.Error
	switch {
	case errors.Is(err, errPrivate):
		return kernel.Invalid("url", "url_private").Because(err)
	case errors.As(err, &late) && late.Timeout():
		return kernel.Unavailable("hook_too_slow").Because(err)
	case strings.Contains(err.Error(), "x509") || strings.Contains(err.Error(), "tls:"):
		return kernel.Unavailable("hook_bad_certificate").Because(err)
	}
	return kernel.Unavailable("hook_away").Because(err)
}
