// Package place holds the grid: county, township, village, group grid and micro-grid (GB/T 2260 and the 12-digit division
// codes; requirements A1).
//
// A county's published figures count village grids apart from villages: Xiangning has 262 village grids in 141 villages.
// A village that is one grid is that grid. A village cut into several holds them as places of the group level, and their
// group grids lie under them by parent_id. So the group level alone may be nested, once: a group-level place directly
// under a village may hold group-level places, which hold micro-grids. The stamp of everything below the village still
// says township, village, group, micro; a village grid is found by parent_id, and Arms gives its holder the group grids
// that lie in it.
//
// Codes: 12 digits down to the village, then 2 digits for a place of the group level and 3 for a micro-grid. The county's
// row has the county's number as its id. A place is never deleted: it is closed on a day.
//
// The structure is dated: t_place holds the present state of each place, t_place_version the states before, t_place_link
// which place follows which, t_place_plan changes that are planned. Tables: t_place, t_place_version, t_place_link,
// t_place_plan. See docs/adr/0013.
package place

import (
	"strings"
	"unicode/utf8"

	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList = "place.list"
	PermEdit = "place.edit"
)

// Ref names a place in the answer about something else.
type Ref struct {
	ID    kernel.ID    `json:"id"`
	Name  string       `json:"name"`
	Level kernel.Level `json:"level"`
	Code  string       `json:"code"`
}

// Place is one place of the grid. To is empty while it has no end.
type Place struct {
	ID         kernel.ID    `json:"id"`
	Rev        int64        `json:"rev"`
	Code       string       `json:"code"`
	Name       string       `json:"name"`
	Level      kernel.Level `json:"level"`
	Kind       string       `json:"kind"`
	ParentID   kernel.ID    `json:"parent_id"`
	From       kernel.Day   `json:"from"`
	To         kernel.Day   `json:"to"`
	Since      kernel.Day   `json:"since"` // the day from which name, kind, code and the place above are as they are
	Households int          `json:"households"`
	Path       []Ref        `json:"path" nullable:"false"` // from the county down to the parent

	Predecessor kernel.ID    `json:"-"`
	Geometry    string       `json:"-"`
	Stamp       kernel.Stamp `json:"-"`
}

// Ref is the short form.
func (p Place) Ref() Ref { return Ref{ID: p.ID, Name: p.Name, Level: p.Level, Code: p.Code} }

// Open tells whether the place exists on the day.
func (p Place) Open(day kernel.Day) bool { return p.From <= day && (p.To == "" || day <= p.To) }

// Arm is the scope of the place and all below it, for one more topic or none.
func (p Place) Arm() kernel.Arm {
	return kernel.Arm{Level: p.Level, PlaceID: p.ID, Above: p.Stamp}
}

// Draft says what a place shall be. Code is drawn when empty, From is today when empty; Level follows from the kind, and
// the kind from level and name when it is empty.
type Draft struct {
	ParentID    kernel.ID    `json:"parent_id"`
	Name        string       `json:"name"`
	Kind        string       `json:"kind" required:"false"`
	Level       kernel.Level `json:"-"`
	Code        string       `json:"code" required:"false"`
	Households  int          `json:"households" required:"false"`
	From        kernel.Day   `json:"from" required:"false"`
	Predecessor kernel.ID    `json:"predecessor_id" required:"false"`
}

// Change says what of a place shall be different; nil leaves it.
type Change struct {
	Rev        int64   `json:"rev"`
	Name       *string `json:"name" required:"false"`
	Kind       *string `json:"kind" required:"false"`
	Households *int    `json:"households" required:"false"`
}

// Found is one place that a search found, with the names on the way to it.
type Found struct {
	Ref
	Path string `json:"path"`
}

// maxName is the longest name in signs.
const maxName = 60

// CleanName trims a name and refuses what cannot be one.
func CleanName(name string) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return "", kernel.Invalid("name", "required")
	case utf8.RuneCountInString(name) > maxName:
		return "", kernel.Invalid("name", "too_long").With("max", "60")
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == utf8.RuneError }):
		return "", kernel.Invalid("name", "bad_name")
	}
	return name, nil
}

// CheckHouseholds refuses impossible numbers.
func CheckHouseholds(n int) error {
	if n < 0 || n > 1_000_000 {
		return kernel.Invalid("households", "out_of_range")
	}
	return nil
}
