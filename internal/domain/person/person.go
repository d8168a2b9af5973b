// Package person holds persons with name and contact, as far as officers and reporters need them (requirements A1, A7).
// A telephone number is sealed at rest, found by its keyed index only, masked in every answer, and opened by an action of
// its own that gives a reason and stays in the journal (个人信息保护法 art. 6, 51; docs/ARCHITECTURE.md).
//
// Tables: t_person, t_person_pair (entries that may be one person).
package person

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList   = "person.list"
	PermEdit   = "person.edit"
	PermReveal = "person.reveal"
)

// Person is one person; Phone is masked.
type Person struct {
	ID    kernel.ID `json:"id"`
	Rev   int64     `json:"rev"`
	Name  string    `json:"name"`
	Place place.Ref `json:"place"`
	Phone string    `json:"phone"`

	MergedInto kernel.ID    `json:"merged_into,omitempty"` // the entry that stands for this one
	PlaceID    kernel.ID    `json:"-"`
	PhoneIndex string       `json:"-"`
	Stamp      kernel.Stamp `json:"-"`
}

// Draft says who a person shall be.
type Draft struct {
	Name    string    `json:"name"`
	PlaceID kernel.ID `json:"place_id"`
	Phone   string    `json:"phone" required:"false"`
}

// Change says what of a person shall be different; nil leaves it.
type Change struct {
	Rev     int64      `json:"rev"`
	Name    *string    `json:"name" required:"false"`
	PlaceID *kernel.ID `json:"place_id" required:"false"`
	Phone   *string    `json:"phone" required:"false"`
}

// Filter narrows a list.
type Filter struct {
	Q     string // part of the name, pinyin, or a whole telephone number
	Place kernel.ID
}

const maxName = 40

var (
	phoneForm  = regexp.MustCompile(`^(1[3-9][0-9]{9}|0[0-9]{9,11}|[1-9][0-9]{6,7})$`)
	phoneBlank = strings.NewReplacer(" ", "", "-", "", "－", "", "　", "")
)

// CleanName trims a name and refuses what cannot be one.
func CleanName(name string) (string, error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return "", kernel.Invalid("name", "required")
	case utf8.RuneCountInString(name) > maxName:
		return "", kernel.Invalid("name", "too_long").With("max", "40")
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == utf8.RuneError }):
		return "", kernel.Invalid("name", "bad_name")
	}
	return name, nil
}

// CleanPhone brings a number to digits: a mobile number, or one of a landline with or without area code. Empty is none.
func CleanPhone(phone string) (string, error) {
	phone = phoneBlank.Replace(strings.TrimSpace(phone))
	if phone != "" && !phoneForm.MatchString(phone) {
		return "", kernel.Invalid("phone", "bad_phone")
	}
	return phone, nil
}

// IsMasked tells whether a text is a number as lists and exports show it.
func IsMasked(phone string) bool { return strings.Contains(phone, "*") }
