package web

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"touyan/internal/kernel"
)

// The cost of a password: 46 MiB and one pass, the first choice of OWASP's list; about 70 ms on a small server.
var passwordCost = &argon2id.Params{Memory: 46 * 1024, Iterations: 1, Parallelism: 1, SaltLength: 16, KeyLength: 32}

const (
	passwordMin   = 10
	passwordMax   = 200
	passwordKinds = 2
)

// hashing bounds how many passwords are computed at once: each takes its memory.
var hashing = make(chan struct{}, 4)

// HashPassword gives what may be stored.
func HashPassword(ctx context.Context, password string) (string, error) {
	if err := takeTurn(ctx); err != nil {
		return "", err
	}
	defer func() { <-hashing }()
	hash, err := argon2id.CreateHash(password, passwordCost)
	if err != nil {
		return "", kernel.Internal(err)
	}
	return hash, nil
}

// VerifyPassword tells whether the password is the one of the hash. An empty hash (no such login, no password set) takes as
// long and is never right, so that answers do not tell which logins exist.
func VerifyPassword(ctx context.Context, password, hash string) (bool, error) {
	known := hash != ""
	if !known {
		hash = nobody()
	}
	if err := takeTurn(ctx); err != nil {
		return false, err
	}
	defer func() { <-hashing }()
	if len(password) > passwordMax*utf8.UTFMax {
		password = ""
	}
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, kernel.Internal(err)
	}
	return ok && known, nil
}

func takeTurn(ctx context.Context) error {
	select {
	case hashing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// nobody is the hash that an unknown login is compared with.
var nobody = sync.OnceValue(func() string {
	hash, err := argon2id.CreateHash("nobody has this password", passwordCost)
	if err != nil {
		panic(err) // no randomness: nothing can go on
	}
	return hash
})

// CheckPassword refuses passwords that are guessed first.
func CheckPassword(login, password string) error {
	weak := func(why string) error {
		return kernel.Invalid("password", "weak_password").With("why", why).With("min", strconv.Itoa(passwordMin))
	}
	switch n := utf8.RuneCountInString(password); {
	case !utf8.ValidString(password) || strings.ContainsRune(password, 0):
		return weak("text")
	case n < passwordMin:
		return weak("short")
	case n > passwordMax:
		return weak("long")
	case strings.EqualFold(strings.TrimSpace(password), login):
		return weak("login")
	case kindsOf(password) < passwordKinds:
		return weak("kinds")
	}
	return nil
}

// kindsOf counts the kinds of characters: small, capital, digit, any other letter, any other sign. Letters of a script with
// thousands of signs count for two: ten of them are harder to guess than ten of a mixed alphabet.
func kindsOf(s string) int {
	kinds, many := map[int]bool{}, 0
	for _, r := range s {
		switch {
		case unicode.IsLower(r):
			kinds[0] = true
		case unicode.IsUpper(r):
			kinds[1] = true
		case unicode.IsDigit(r):
			kinds[2] = true
		case unicode.IsLetter(r):
			kinds[3] = true
			if unicode.Is(unicode.Han, r) {
				many = 1
			}
		default:
			kinds[4] = true
		}
	}
	return len(kinds) + many
}
