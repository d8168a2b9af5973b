// Package mail sends letters of plain text through the office's mail server (SMTP, RFC 5321), always under TLS: from the first byte
// (port 465) or by STARTTLS. A server that offers neither is not given a letter, nor a password, unless it runs on this machine.
package mail

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"mime"
	"net"
	"net/mail"
	"net/smtp"
	"strings"
	"time"

	"touyan/internal/kernel"
)

const (
	dialTimeout = 10 * time.Second
	wholeLimit  = 60 * time.Second
	lineLength  = 76 // of a body in base64 (RFC 2045)
)

// Server is the mail server of the settings.
type Server struct {
	Addr     string // HOST:PORT
	User     string // empty: it asks for none
	Password string
	From     string // the address under which letters go out
	Now      func() time.Time

	TLS *tls.Config // nil: as usual; for tests
}

// Send sends one letter.
func (s *Server) Send(ctx context.Context, to, subject, text string) error {
	letter, err := s.letter(to, subject, text)
	if err != nil {
		return err
	}
	c, err := s.open(ctx)
	if err != nil {
		return kernel.Unavailable("mail_away").Because(err)
	}
	defer func() { _ = c.Close() }()
	if err := s.hand(c, to, letter); err != nil {
		return kernel.Unavailable("mail_refused").Because(err)
	}
	return nil
}

// open connects and makes the connection secret.
func (s *Server) open(ctx context.Context) (*smtp.Client, error) {
	host, port, err := net.SplitHostPort(s.Addr)
	if err != nil {
		return nil, err
	}
	conf := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if s.TLS != nil {
		conf = s.TLS.Clone()
		conf.ServerName = host
	}
	conn, err := (&net.Dialer{Timeout: dialTimeout}).DialContext(ctx, "tcp", s.Addr)
	if err != nil {
		return nil, err
	}
	err = conn.SetDeadline(s.Now().Add(wholeLimit))
	if port == "465" {
		conn = tls.Client(conn, conf)
	}
	c, err2 := smtp.NewClient(conn, host)
	if err = errors.Join(err, err2); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	if port == "465" {
		return c, nil
	}
	if ok, _ := c.Extension("STARTTLS"); ok {
		err = c.StartTLS(conf)
	} else if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		err = errors.New("the mail server offers no TLS")
	}
	if err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func (s *Server) hand(c *smtp.Client, to string, letter []byte) error {
	if s.User != "" {
		host, _, _ := net.SplitHostPort(s.Addr)
		if err := c.Auth(smtp.PlainAuth("", s.User, s.Password, host)); err != nil {
			return err
		}
	}
	if err := errors.Join(c.Mail(s.From), c.Rcpt(to)); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(letter); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return c.Quit()
}

// letter writes the message. Nothing that somebody entered can add a line to its head.
func (s *Server) letter(to, subject, text string) ([]byte, error) {
	for _, a := range []string{to, s.From} {
		if p, err := mail.ParseAddress(a); err != nil || p.Address != a || strings.ContainsAny(a, "\r\n") {
			return nil, kernel.Invalid("mail", "bad_mail")
		}
	}
	var id [12]byte
	_, _ = rand.Read(id[:]) // never fails (crypto/rand)
	_, domain, _ := strings.Cut(s.From, "@")
	var b bytes.Buffer
	for _, h := range [][2]string{
		{"From", s.From},
		{"To", to},
		{"Subject", mime.BEncoding.Encode("utf-8", strings.Join(strings.Fields(subject), " "))},
		{"Date", s.Now().In(kernel.Zone).Format(time.RFC1123Z)},
		{"Message-ID", "<" + hex.EncodeToString(id[:]) + "@" + domain + ">"},
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "base64"},
		{"Auto-Submitted", "auto-generated"},
	} {
		b.WriteString(h[0] + ": " + h[1] + "\r\n")
	}
	b.WriteString("\r\n")
	body := base64.StdEncoding.EncodeToString([]byte(strings.ReplaceAll(text, "\n", "\r\n")))
	for len(body) > lineLength {
		b.WriteString(body[:lineLength] + "\r\n")
		body = body[lineLength:]
	}
	b.WriteString(body + "\r\n")
	return b.Bytes(), nil
}
