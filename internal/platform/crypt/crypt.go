// Package crypt keeps personal data and tokens: it seals text with AES-256-GCM, makes keyed blind indexes for exact
// look-up, draws tokens that cannot be guessed, and masks what people may see of a phone number or a name.
package crypt

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"touyan/internal/kernel"
)

var text64 = base64.RawURLEncoding

// Seal encrypts text with the newest key. Nothing stays nothing, so that an empty field is known to be empty.
func (k *Keys) Seal(plain string) kernel.Secret {
	if plain == "" {
		return ""
	}
	aead := k.seal[k.newest]
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plain)+aead.Overhead())
	_, _ = rand.Read(nonce) // never fails: the program ends where the system has no randomness
	id := "k" + strconv.Itoa(k.newest)
	return kernel.Secret(id + "." + text64.EncodeToString(aead.Seal(nonce, nonce, []byte(plain), []byte(id))))
}

// Open decrypts what Seal made, with the key that it names.
func (k *Keys) Open(s kernel.Secret) (string, error) {
	if s == "" {
		return "", nil
	}
	id, body, _ := strings.Cut(string(s), ".")
	n, err := strconv.Atoi(strings.TrimPrefix(id, "k"))
	aead := k.seal[n]
	if err != nil || aead == nil {
		return "", kernel.Internal(fmt.Errorf("sealed with key %q, which is not in the key file", id))
	}
	raw, err := text64.DecodeString(body)
	if err != nil || len(raw) < aead.NonceSize() {
		return "", kernel.Internal(fmt.Errorf("sealed text is damaged"))
	}
	plain, err := aead.Open(nil, raw[:aead.NonceSize()], raw[aead.NonceSize():], []byte(id))
	if err != nil {
		return "", kernel.Internal(fmt.Errorf("sealed text is damaged: %w", err))
	}
	return string(plain), nil
}

// Index is a keyed hash by which sealed text is found again exactly, however it was typed. The domain (such as "phone")
// keeps equal texts of different fields apart.
func (k *Keys) Index(domain, plain string) string {
	clean := normal(plain)
	if clean == "" {
		return ""
	}
	mac := hmac.New(sha256.New, k.index)
	mac.Write([]byte(domain + "\x00" + clean)) // a hash never fails to write
	return text64.EncodeToString(mac.Sum(nil))
}

// normal drops what people type differently: width, case, spaces and separators.
func normal(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsPunct(r) || unicode.IsControl(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(s))
}

// crockford is base 32 without I, L, O and U, which people misread.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Token draws n characters, five bits each: at least 16 for what opens something.
func Token(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	for i := range b {
		b[i] = crockford[b[i]&31]
	}
	return string(b)
}

// CleanToken undoes what people do to a token when they type it: small letters, gaps, O for 0, I and L for 1.
func CleanToken(token string) string {
	return strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(strings.ToUpper(normal(token)))
}

// Hash is what is stored of a token.
func Hash(token string) string {
	sum := sha256.Sum256([]byte(CleanToken(token)))
	return hex.EncodeToString(sum[:])
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
