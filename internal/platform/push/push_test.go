package push

import (
	"bytes"
	"context"
	"crypto/ecdh"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"math/big"
	"strings"
	"testing"
	"time"

	"touyan/internal/kernel"
)

// browser opens what Seal made, as RFC 8291 lets a browser do it.
type browser struct {
	key  *ecdh.PrivateKey
	auth []byte
}

func newBrowser(t *testing.T) browser {
	k, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	b := browser{key: k, auth: make([]byte, authSize)}
	_, _ = rand.Read(b.auth)
	return b
}

func (b browser) target(endpoint string) Target {
	return Target{Endpoint: endpoint, P256dh: text64.EncodeToString(b.key.PublicKey().Bytes()), Auth: text64.EncodeToString(b.auth)}
}

func (b browser) open(t *testing.T, body []byte) string {
	t.Helper()
	salt, size, n := body[:16], binary.BigEndian.Uint32(body[16:20]), int(body[20])
	point, sealed := body[21:21+n], body[21+n:]
	if len(body) > int(size) {
		t.Fatalf("%d bytes in a record of %d", len(body), size)
	}
	server, err := ecdh.P256().NewPublicKey(point)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := b.key.ECDH(server)
	if err != nil {
		t.Fatal(err)
	}
	aead, nonce, err := derive(shared, b.auth, salt, b.key.PublicKey().Bytes(), point)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := aead.Open(nil, nonce, sealed, nil)
	if err != nil || plain[len(plain)-1] != 2 {
		t.Fatal(err, plain)
	}
	return string(plain[:len(plain)-1])
}

func TestOnlyTheBrowserReadsIt(t *testing.T) {
	b := newBrowser(t)
	body, err := Seal(b.target("https://push.example/x"), []byte("今天到期 3 件"))
	if err != nil {
		t.Fatal(err)
	}
	if got := b.open(t, body); got != "今天到期 3 件" {
		t.Error(got)
	}
	if bytes.Contains(body, []byte("到期")) {
		t.Error("in clear")
	}
	again, _ := Seal(b.target(""), []byte("今天到期 3 件"))
	if bytes.Equal(body, again) {
		t.Error("twice the same")
	}
}

// TestTheExampleOfTheStandard: the keys of RFC 8291, appendix A, give its nonce and open its message.
func TestTheExampleOfTheStandard(t *testing.T) {
	raw := func(s string) []byte {
		b, err := text64.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	key, err := ecdh.P256().NewPrivateKey(raw("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"))
	if err != nil {
		t.Fatal(err)
	}
	b := browser{key: key, auth: raw("BTBZMqHH6r4Tts7J_aSIgg")}
	body := raw("DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN")
	if got := b.open(t, body); got != "When I grow up, I want to be a watermelon" {
		t.Error(got)
	}
}

func TestTheServiceKnowsTheServer(t *testing.T) {
	public, private, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t)
	now := time.Unix(1_800_000_000, 0)
	var head map[string]string
	status, err := Send(t.Context(), func(_ context.Context, url string, h map[string]string, body []byte) (int, error) {
		if head = h; url != "https://push.example:8443/sub/1" || b.open(t, body) != "{}" {
			t.Error(url)
		}
		return 201, nil
	}, public, private, b.target("https://push.example:8443/sub/1"), []byte("{}"), now)
	if status != 201 || err != nil || head["Content-Encoding"] != "aes128gcm" || head["TTL"] == "" {
		t.Fatal(status, err, head)
	}
	token, k, ok := strings.Cut(strings.TrimPrefix(head["Authorization"], "vapid t="), ", k=")
	parts := strings.Split(token, ".")
	if !ok || k != public || len(parts) != 3 {
		t.Fatal(head)
	}
	var claims struct {
		Aud string `json:"aud"`
		Exp int64  `json:"exp"`
	}
	text, _ := text64.DecodeString(parts[1])
	if err := json.Unmarshal(text, &claims); err != nil || claims.Aud != "https://push.example:8443" || claims.Exp <= now.Unix() || claims.Exp > now.Add(24*time.Hour).Unix() {
		t.Error(err, claims)
	}
	sig, _ := text64.DecodeString(parts[2])
	point, _ := text64.DecodeString(public)
	sum := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	pub, err := ecdsa.ParseUncompressedPublicKey(elliptic.P256(), point)
	if err != nil || !ecdsa.Verify(pub, sum[:], new(big.Int).SetBytes(sig[:32]), new(big.Int).SetBytes(sig[32:])) {
		t.Error("the signature is wrong")
	}
}

func TestSubscriptionsThatCannotBe(t *testing.T) {
	good := newBrowser(t).target("https://push.example/x")
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for _, bad := range []Target{{}, {P256dh: good.P256dh}, {P256dh: "AAAA", Auth: good.Auth}, {P256dh: good.P256dh, Auth: "AAAA"}, {P256dh: "§", Auth: good.Auth}} {
		if err := bad.Check(); kernel.KindOf(err) != kernel.KindInvalid {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}
