package person

import (
	"slices"

	"touyan/internal/kernel"
)

// Code is one entry of a code list.
type Code struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
}

// CodeList is a list of codes with the standard or law that it follows and the day from which it holds.
type CodeList struct {
	ID     string     `json:"id"`
	Source string     `json:"source"`
	From   kernel.Day `json:"from"`
	Codes  []Code     `json:"codes" nullable:"false"`
}

// The code lists by their ids.
const (
	ListSex       = "sex"
	ListEthnicity = "ethnicity"
	ListEducation = "education"
	ListPolitical = "political"
	ListMarital   = "marital"
	ListResidence = "residence"
	ListRelation  = "relation"
	ListKind      = "household_kind"
	ListCame      = "came"
	ListLeft      = "left"
	ListAdmitted  = "admitted"
	ListLost      = "lost"
	ListVoter     = "voter"
	ListStruck    = "struck"
)

// Lists are the code lists of the register. They are national standards and law, the same in each county.
func Lists() []CodeList { return lists }

// find gives the code that is meant by its id or its Chinese name.
func find(list, s string) (Code, bool) {
	i := slices.IndexFunc(lists, func(l CodeList) bool { return l.ID == list })
	if i < 0 || s == "" {
		return Code{}, false
	}
	codes := lists[i].Codes
	k := slices.IndexFunc(codes, func(c Code) bool { return c.ID == s || c.Name == s })
	if k < 0 {
		return Code{}, false
	}
	return codes[k], true
}

// cleanCode is the id of a code; empty is none.
func cleanCode(list, field, s string) (string, error) {
	if s == "" {
		return "", nil
	}
	c, ok := find(list, s)
	if !ok {
		return "", kernel.Invalid(field, "unknown_code").With("value", s)
	}
	return c.ID, nil
}

// wordOf is the Chinese name of a code, or the code itself.
func wordOf(list, id string) string {
	if c, ok := find(list, id); ok {
		return c.Name
	}
	return id
}

// words are the Chinese names of a list, for drop-downs.
func words(list string) []string {
	i := slices.IndexFunc(lists, func(l CodeList) bool { return l.ID == list })
	out := make([]string, len(lists[i].Codes))
	for k, c := range lists[i].Codes {
		out[k] = c.Name
	}
	return out
}
