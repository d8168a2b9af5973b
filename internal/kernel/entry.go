package kernel

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxKey is how long a client's key may be.
const MaxKey = 100

// Words trims a text that somebody typed and checks its length in signs.
func Words(field, text string, most int, required bool) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "" && required:
		return "", Invalid(field, "required")
	case utf8.RuneCountInString(text) > most:
		return "", Invalid(field, "too_long").With("max", strconv.Itoa(most))
	}
	return text, nil
}

// OwnKey makes a client's key one of its account's own, so that two accounts may send the same; nil where none was sent. Anybody
// without an account shares one drawer: their keys are long and drawn by chance.
func OwnKey(who Actor, key string) (*string, error) {
	if key == "" {
		return nil, nil //nolint:nilnil // no key was sent
	}
	if len(key) > MaxKey {
		return nil, Invalid("client_key", "too_long").With("max", strconv.Itoa(MaxKey))
	}
	own := "a" + who.AccountID.String() + ":" + key
	if who.Kind == ActorPublic {
		own = "p:" + key
	}
	return &own, nil
}
