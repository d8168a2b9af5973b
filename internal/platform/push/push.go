// Package push seals a message for one browser and hands it to the service of that browser's maker (Web Push: RFC 8030), so that only
// the browser can read it (RFC 8291) and the service knows which server sent it (VAPID: RFC 8292). Standard library only.
package push

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"net/url"
	"strings"
	"time"

	"touyan/internal/kernel"
)

// Target is a browser's subscription as it hands it out: where its service takes messages, and its keys.
type Target struct{ Endpoint, P256dh, Auth string }

// Post sends a request; the caller's, since only there it is known where requests may go.
type Post func(ctx context.Context, url string, head map[string]string, body []byte) (status int, err error)

const (
	recordSize = 4096 // one record holds the whole message
	maxMessage = 3000
	tokenFor   = 12 * time.Hour // the most that RFC 8292 allows is a day
	keepFor    = "43200"        // seconds that a service keeps a message for a browser that is off
	saltSize   = 16
	authSize   = 16
)

var text64 = base64.RawURLEncoding

// NewKey draws the pair of keys by which services know a server: the public point and the private number, as text.
func NewKey() (public, private string, err error) {
	k, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return "", "", err
	}
	return text64.EncodeToString(k.PublicKey().Bytes()), text64.EncodeToString(k.Bytes()), nil
}

// Check refuses a subscription to which nothing could be sealed.
func (t Target) Check() error {
	_, _, err := t.keys()
	if err != nil {
		return kernel.Invalid("p256dh", "bad_push_target").Because(err)
	}
	return nil
}

func (t Target) keys() (*ecdh.PublicKey, []byte, error) {
	point, err := text64.DecodeString(strings.TrimRight(t.P256dh, "="))
	if err != nil {
		return nil, nil, err
	}
	auth, err := text64.DecodeString(strings.TrimRight(t.Auth, "="))
	if err != nil || len(auth) != authSize {
		return nil, nil, errors.Join(err, errors.New("push: the secret of a browser has 16 bytes"))
	}
	key, err := ecdh.P256().NewPublicKey(point)
	return key, auth, err
}

// Send seals a message and sends it.
func Send(ctx context.Context, post Post, public, private string, t Target, message []byte, now time.Time) (status int, err error) {
	body, err := Seal(t, message)
	if err != nil {
		return 0, err
	}
	auth, err := vapid(public, private, t.Endpoint, now)
	if err != nil {
		return 0, err
	}
	return post(ctx, t.Endpoint, map[string]string{
		"Content-Type": "application/octet-stream", "Content-Encoding": "aes128gcm", "TTL": keepFor, "Urgency": "normal", "Topic": "due", "Authorization": auth,
	}, body)
}

// Seal encrypts a message for a browser (RFC 8291 with the coding of RFC 8188).
func Seal(t Target, message []byte) ([]byte, error) {
	theirs, auth, err := t.keys()
	if err != nil {
		return nil, err
	}
	if len(message) > maxMessage {
		return nil, errors.New("push: the message is too long")
	}
	ours, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	shared, err := ours.ECDH(theirs)
	if err != nil {
		return nil, err
	}
	salt := make([]byte, saltSize)
	_, _ = rand.Read(salt) // never fails (crypto/rand)
	aead, nonce, err := derive(shared, auth, salt, theirs.Bytes(), ours.PublicKey().Bytes())
	if err != nil {
		return nil, err
	}
	head := binary.BigEndian.AppendUint32(salt, recordSize)
	head = append(head, byte(len(ours.PublicKey().Bytes())))
	head = append(head, ours.PublicKey().Bytes()...)
	plain := append(append([]byte{}, message...), 2) // 2: this record is the last
	return append(head, aead.Seal(nil, nonce, plain, nil)...), nil
}

// derive makes the key and the nonce of the one record.
func derive(shared, auth, salt, browser, server []byte) (cipher.AEAD, []byte, error) {
	info := "WebPush: info\x00" + string(browser) + string(server)
	ikm, err := hkdf.Key(sha256.New, shared, auth, info, sha256.Size)
	if err != nil {
		return nil, nil, err
	}
	key, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: aes128gcm\x00", 16)
	if err != nil {
		return nil, nil, err
	}
	nonce, err := hkdf.Key(sha256.New, ikm, salt, "Content-Encoding: nonce\x00", 12)
	if err != nil {
		return nil, nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, nil, err
	}
	aead, err := cipher.NewGCM(block)
	return aead, nonce, err
}

// vapid is the header by which a service knows the server: a token for the origin of the service alone, signed with the server's key.
func vapid(public, private, endpoint string, now time.Time) (string, error) {
	u, err := url.Parse(endpoint)
	if err != nil {
		return "", err
	}
	key, err := signingKey(private)
	if err != nil {
		return "", err
	}
	claims, err := json.Marshal(map[string]any{"aud": u.Scheme + "://" + u.Host, "exp": now.Add(tokenFor).Unix(), "sub": "mailto:push@touyan.invalid"})
	if err != nil {
		return "", err
	}
	signed := text64.EncodeToString([]byte(`{"typ":"JWT","alg":"ES256"}`)) + "." + text64.EncodeToString(claims)
	sum := sha256.Sum256([]byte(signed))
	r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
	if err != nil {
		return "", err
	}
	sig := make([]byte, 64)
	r.FillBytes(sig[:32])
	s.FillBytes(sig[32:])
	return "vapid t=" + signed + "." + text64.EncodeToString(sig) + ", k=" + public, nil
}

func signingKey(private string) (*ecdsa.PrivateKey, error) {
	raw, err := text64.DecodeString(private)
	if err != nil {
		return nil, err
	}
	return ecdsa.ParseRawPrivateKey(elliptic.P256(), raw)
}
