package casework

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
)

// alphabet is Crockford's base 32, in which crypt draws tokens: no I, L, O or U, so that nobody mistakes one sign for another.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeSize is the length of a follow code: 80 random bits, because it opens a case to whoever has it.
const codeSize = 16

// dashed writes a follow code as XXXX-XXXX-XXXX-XXXX.
func dashed(c string) string {
	return c[0:4] + "-" + c[4:8] + "-" + c[8:12] + "-" + c[12:16]
}

func randomCode() string { return dashed(crypt.Token(codeSize)) }

// OwnCode is the follow code of a case that the actor raised with a client key.
func (s *Service) OwnCode(ctx context.Context, clientKey string) string {
	return codeFor(s.keys, "a"+kernel.ActorOf(ctx).AccountID.String()+":"+clientKey)
}

// codeFor is the follow code of a request with a client key: sent twice it must be told the same code, which is not kept
// anywhere. Who does not have the server's key cannot work it out.
func codeFor(keys *crypt.Keys, clientKey string) string {
	whole := sha256.Sum256([]byte(clientKey)) // the index forgives typing; a key must not
	sum := sha256.Sum256([]byte(keys.Index("case.follow", hex.EncodeToString(whole[:]))))
	b := make([]byte, codeSize)
	for i := range b {
		b[i] = alphabet[sum[i]&31]
	}
	return dashed(string(b))
}

// NormalCode reads a follow code as people type it: small letters, blanks, O for zero, I or L for one. It is empty when
// the text cannot be a code.
func NormalCode(s string) string {
	s = crypt.CleanToken(s)
	if len(s) != codeSize || strings.Trim(s, alphabet) != "" {
		return ""
	}
	return dashed(s)
}

// newNo is the number people quote: the day and five random signs.
func newNo(day kernel.Day) string {
	return strings.ReplaceAll(string(day), "-", "") + "-" + crypt.Token(5)
}

func itoa(n int) string { return strconv.Itoa(n) }

// ContactIndex is the blind index of a reporter's number: cases of one number have it in common.
func (s *Service) ContactIndex(number string) string { return s.keys.Index("case.contact", number) }
