package mail

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"io"
	"math/big"
	"mime"
	"net"
	"net/mail"
	"strings"
	"testing"
	"time"

	"touyan/internal/kernel"
)

// post is a mail server for one letter, written here.
type post struct {
	addr   string
	cert   tls.Certificate
	pool   *x509.CertPool
	secret bool // offers STARTTLS
	got    chan []string
}

func newPost(t *testing.T, secret bool) *post {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tpl := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, tpl, tpl, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	p := &post{cert: tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool: x509.NewCertPool(), secret: secret, got: make(chan []string, 1)}
	p.pool.AddCert(leaf)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	p.addr = l.Addr().String()
	go func() {
		if conn, err := l.Accept(); err == nil {
			p.serve(conn)
		}
	}()
	return p
}

// serve speaks SMTP and keeps what it was told, line by line.
func (p *post) serve(conn net.Conn) {
	defer func() { p.got <- nil }()
	defer func() { _ = conn.Close() }()
	r, said, data, hidden := bufio.NewReader(conn), []string{}, false, false
	say := func(s string) { _, _ = io.WriteString(conn, s+"\r\n") }
	say("220 post")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		said = append(said, line)
		switch word, _, _ := strings.Cut(strings.ToUpper(line), " "); {
		case data && line == ".":
			data = false
			say("250 taken")
		case data:
		case word == "EHLO" && p.secret && !hidden:
			say("250-post")
			say("250 STARTTLS")
		case word == "EHLO":
			say("250-post")
			say("250 AUTH PLAIN")
		case word == "STARTTLS":
			say("220 go on")
			conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{p.cert}})
			r, hidden, said = bufio.NewReader(conn), true, []string{"(secret)"}
		case word == "AUTH":
			say("235 known")
		case word == "DATA":
			data = true
			say("354 go on")
		case word == "QUIT":
			say("221 bye")
			p.got <- said
			return
		default:
			say("250 ok")
		}
	}
}

func (p *post) server() *Server {
	return &Server{Addr: p.addr, User: "touyan", Password: "open sesame", From: "touyan@county.example", Now: time.Now, TLS: &tls.Config{RootCAs: p.pool, MinVersion: tls.VersionTLS12}}
}

func TestALetterGoesUnderTLS(t *testing.T) {
	p := newPost(t, true)
	text := strings.Repeat("龙鼻村 3 件到期\n", 30) + ".\n..\n"
	if err := p.server().Send(t.Context(), "he@county.example", "今天到期 3 件\r\nBcc: x@y.z", text); err != nil {
		t.Fatal(err)
	}
	said := <-p.got
	if said[0] != "(secret)" {
		t.Fatal("in clear", said)
	}
	all := strings.Join(said, "\r\n")
	for _, want := range []string{"AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00touyan\x00open sesame")), "MAIL FROM:<touyan@county.example>", "RCPT TO:<he@county.example>"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in %s", want, all)
		}
	}
	_, letter, _ := strings.Cut(all, "DATA\r\n")
	m, err := mail.ReadMessage(strings.NewReader(strings.TrimSuffix(letter, "\r\n.\r\nQUIT") + "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "今天到期 3 件 Bcc: x@y.z" || m.Header.Get("Bcc") != "" {
		t.Error(err, subject, m.Header)
	}
	body, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, m.Body))
	if err != nil || strings.ReplaceAll(string(body), "\r\n", "\n") != text {
		t.Errorf("%v %q", err, body)
	}
}

func TestWhatIsNotSent(t *testing.T) {
	p := newPost(t, true)
	s := p.server()
	s.TLS = &tls.Config{MinVersion: tls.VersionTLS12} // does not trust the server
	if err := s.Send(t.Context(), "he@county.example", "题", "文"); kernel.KindOf(err) != kernel.KindUnavailable {
		t.Error(err)
	}
	if said := <-p.got; strings.Contains(strings.Join(said, " "), "AUTH") {
		t.Error("the password went to a stranger")
	}
	for _, to := range []string{"", "he", "he@x\r\nRCPT TO:<other@x>", "甲 <he@county.example>"} {
		if err := s.Send(t.Context(), to, "题", "文"); kernel.KindOf(err) != kernel.KindInvalid {
			t.Errorf("%q: %v", to, err)
		}
	}
}

// TestAServerOnThisMachineMayDoWithout: what goes to a loopback address leaves nobody's network; anywhere else TLS is asked for.
func TestAServerOnThisMachineMayDoWithout(t *testing.T) {
	p := newPost(t, false)
	if err := p.server().Send(t.Context(), "he@county.example", "题", "文"); err != nil {
		t.Fatal(err)
	}
}
