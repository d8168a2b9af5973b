// Package person is the register of persons and households (requirements L1, A1, A7): who lives where, what happened to each
// household, and the rolls on which a person stands.
//
// The register is kept by events, not by edits: a birth, a death, a move, a split, a merger, a change of head, and the
// correction of an error are each entered with their day and paper, and the page of a household tells them in order. The
// last event of a household can be taken back while nothing was built on it. A person is in one household on each day, as
// registered there (户籍) or as living there, or both; a household has one head.
//
// The four rolls are apart, each with its own rule, and none follows from another (docs/adr/0011): the registered
// population is the register itself as of a day; voters are listed for one election day (村民委员会组织法 art. 13-14); members
// of the collective are admitted and lost by decision (农村集体经济组织法 art. 11-18); the Party roll is that of the Party's
// bodies, in the room body.
//
// Number, telephone, day of birth and address are sealed at rest, found by a keyed index only, masked in every answer, and
// opened by an action of its own that gives a reason and stays in the journal (个人信息保护法 art. 6, 51).
//
// Tables: t_person, t_household, t_household_member, t_household_event, t_household_link, t_roll, t_voter_list, t_person_pair
// (entries that may be one person).
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
	PermList     = "person.list"
	PermEdit     = "person.edit"
	PermReveal   = "person.reveal"
	PermRecord   = "person.record"    // enter events of households
	PermTakeBack = "person.take_back" // take the last event back
	PermRoll     = "person.roll"      // keep the rolls
	PermImport   = "person.import"
	PermExport   = "person.export"
)

// Person is one person. Phone and IDNumber are masked; Birth is the year. Died and Left are empty while they have not come.
type Person struct {
	ID        kernel.ID  `json:"id"`
	Rev       int64      `json:"rev"`
	Name      string     `json:"name"`
	Place     place.Ref  `json:"place"`
	Phone     string     `json:"phone"`
	IDNumber  string     `json:"id_number"`
	Birth     string     `json:"birth"`
	Sex       string     `json:"sex"`
	Ethnicity string     `json:"ethnicity"`
	Education string     `json:"education"`
	Political string     `json:"political"`
	Marital   string     `json:"marital"`
	Residence string     `json:"residence"`
	Died      kernel.Day `json:"died"`
	Left      kernel.Day `json:"left"`

	MergedInto kernel.ID    `json:"merged_into,omitempty"` // the entry that stands for this one
	PlaceID    kernel.ID    `json:"-"`
	PhoneIndex string       `json:"-"`
	IDIndex    string       `json:"-"`
	Stamp      kernel.Stamp `json:"-"`
}

// Facts are what is known of a person beside name, place and telephone; codes are those of Lists. Birth and Sex follow from
// the number where it is given.
type Facts struct {
	IDNumber  string     `json:"id_number" required:"false"`
	Birth     kernel.Day `json:"birth" required:"false"`
	Sex       string     `json:"sex" required:"false"`
	Ethnicity string     `json:"ethnicity" required:"false"`
	Education string     `json:"education" required:"false"`
	Political string     `json:"political" required:"false"`
	Marital   string     `json:"marital" required:"false"`
	Residence string     `json:"residence" required:"false"`
}

// Draft says who a person shall be. ConfirmDuplicate enters them although somebody like them is there.
type Draft struct {
	Name    string    `json:"name"`
	PlaceID kernel.ID `json:"place_id" required:"false"`
	Phone   string    `json:"phone" required:"false"`
	Facts
	ConfirmDuplicate bool `json:"confirm_duplicate" required:"false"`
}

// Change says what of a person shall be different; nil leaves it. Name, number, birth and sex of somebody in a household
// change by the event of a correction only.
type Change struct {
	Rev       int64       `json:"rev"`
	Name      *string     `json:"name" required:"false"`
	PlaceID   *kernel.ID  `json:"place_id" required:"false"`
	Phone     *string     `json:"phone" required:"false"`
	IDNumber  *string     `json:"id_number" required:"false"`
	Birth     *kernel.Day `json:"birth" required:"false"`
	Sex       *string     `json:"sex" required:"false"`
	Ethnicity *string     `json:"ethnicity" required:"false"`
	Education *string     `json:"education" required:"false"`
	Political *string     `json:"political" required:"false"`
	Marital   *string     `json:"marital" required:"false"`
	Residence *string     `json:"residence" required:"false"`

	ConfirmDuplicate bool `json:"confirm_duplicate" required:"false"`
}

// core tells whether the change touches what the register stands on.
func (c Change) core() bool {
	return c.Name != nil || c.IDNumber != nil || c.Birth != nil || c.Sex != nil || c.PlaceID != nil
}

// Filter narrows a list.
type Filter struct {
	Q     string // part of the name, pinyin, or a whole telephone or citizen's number
	Place kernel.ID
}

// Opened is what a reveal shows; what was not asked for is empty.
type Opened struct {
	Phone    string     `json:"phone"`
	IDNumber string     `json:"id_number"`
	Birth    kernel.Day `json:"birth"`
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

// Clean checks the facts together: each code, the number, and that birth and sex agree with it; what the number tells is
// filled in.
func (f Facts) Clean(today kernel.Day) (Facts, error) {
	var err error
	if f.IDNumber, err = kernel.CleanIDNumber(f.IDNumber, today); err != nil {
		return f, err
	}
	for _, c := range []struct {
		list, field string
		at          *string
	}{
		{ListSex, "sex", &f.Sex},
		{ListEthnicity, "ethnicity", &f.Ethnicity},
		{ListEducation, "education", &f.Education},
		{ListPolitical, "political", &f.Political},
		{ListMarital, "marital", &f.Marital},
		{ListResidence, "residence", &f.Residence},
	} {
		if *c.at, err = cleanCode(c.list, c.field, *c.at); err != nil {
			return f, err
		}
	}
	if f.Birth != "" {
		if _, err := kernel.ParseDay(string(f.Birth)); err != nil || f.Birth > today {
			return f, kernel.Invalid("birth", "bad_day").With("value", string(f.Birth))
		}
	}
	if f.IDNumber == "" {
		return f, nil
	}
	if b := BirthOf(f.IDNumber); f.Birth == "" {
		f.Birth = b
	} else if f.Birth != b {
		return f, kernel.Invalid("birth", "birth_differs").With("number_says", string(b))
	}
	if s := SexOf(f.IDNumber); f.Sex == "" {
		f.Sex = s
	} else if f.Sex != s {
		return f, kernel.Invalid("sex", "sex_differs").With("number_says", wordOf(ListSex, s))
	}
	return f, nil
}
