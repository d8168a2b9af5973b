// Package kernel holds the words that every room speaks: ids, days, money, the actor, errors, pages of a list and secrets.
// It imports the standard library only and does no input or output.
package kernel

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// ID is a time-ordered 53-bit integer made by the program (docs/adr/0003). In JSON it is a string, because JavaScript
// rounds integers beyond 2^53 and because nobody calculates with an id. Zero means "none".
type ID int64

// MaxID is the largest id; anything above is refused when parsed.
const MaxID ID = 1<<53 - 1

// ParseID reads an id as it stands in JSON, a path or a file.
func ParseID(s string) (ID, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 || ID(n) > MaxID {
		return 0, Invalid("id", "bad_id").With("value", s)
	}
	return ID(n), nil
}

// String is the decimal form.
func (id ID) String() string { return strconv.FormatInt(int64(id), 10) }

// MarshalJSON writes the id as a string, and none as the empty string.
func (id ID) MarshalJSON() ([]byte, error) {
	if id == 0 {
		return []byte(`""`), nil
	}
	return []byte(`"` + id.String() + `"`), nil
}

// UnmarshalJSON accepts the string form only.
func (id *ID) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("id must be a string: %w", err)
	}
	return id.UnmarshalText([]byte(s))
}

// UnmarshalText reads an id from a path or query parameter; the empty text is none.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*id = 0
		return nil
	}
	v, err := ParseID(string(b))
	*id = v
	return err
}

// Fen is money in hundredths of a yuan.
type Fen int64

// Points are whole points of a scheme.
type Points int64

// Mask is what a Secret shows.
const Mask = "******"

// Secret is personal data as it lies in the database: sealed by platform/crypt. It can be stored and compared but never
// shown: every way of printing it gives the mask. Opening it is an action of its own (reveal), written to the journal.
type Secret string

// String shows the mask, or nothing where there is nothing.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return Mask
}

// MarshalJSON shows the mask.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// Page is what a list asks for: at most Limit rows after the cursor Cursor (empty: from the start).
type Page struct {
	Limit  int
	Cursor string
}

// DefaultLimit and MaxLimit bound the rows of one page.
const (
	DefaultLimit = 50
	MaxLimit     = 200
)

// Size is the bounded number of rows to return.
func (p Page) Size() int {
	switch {
	case p.Limit <= 0:
		return DefaultLimit
	case p.Limit > MaxLimit:
		return MaxLimit
	}
	return p.Limit
}
