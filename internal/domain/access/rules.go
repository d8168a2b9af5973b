package access

import (
	"regexp"
	"strings"
	"time"

	"touyan/internal/kernel"
)

// The limits of signing in.
const (
	maxFailed = 5
	lockFor   = 30 * time.Minute
	inviteFor = 72 * time.Hour
	tokenSize = 32 // signs of five bits each
	missFor   = 90 * 24 * time.Hour
)

var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{2,39}$`)

// NormalLogin is the one spelling of a login: lower case, without blanks around it.
func NormalLogin(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// checkLogin accepts 3 to 40 small letters, digits, dots, dashes and underscores, beginning with a letter or digit.
func checkLogin(login string) error {
	if !loginForm.MatchString(login) {
		return kernel.Invalid("login", "bad_login_form")
	}
	return nil
}

// attempt is what one more try at a password does to the counter: it is counted before the password is looked at, so
// that tries made side by side cannot pass the limit.
func attempt(failed int, lockedUntil, now int64) (newFailed int, newLocked int64, allowed bool) {
	if lockedUntil > now {
		return failed, lockedUntil, false
	}
	if lockedUntil != 0 { // the lock is over: begin anew
		failed = 0
	}
	failed++
	if failed >= maxFailed {
		return failed, now + lockFor.Milliseconds(), true
	}
	return failed, 0, true
}
