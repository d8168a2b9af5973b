// Package fact holds what is known of a household beside who belongs to it: the answers to its card, which the pack draws up
// (requirements C1 to C4, B8; 国办函〔2026〕12号: nothing is asked for twice). Each answer stands alone, with who gave it and on which day.
//
// Officers fill in cards where there is no network, so two may change one household without having seen each other. Each answer
// has a version: a change that was made on the present version stands; of another one both values are kept. Where the pack calls
// the field hard, what stood stays and a person settles it; else the later change stands, and the conflict is told.
//
// Facts follow their household when it moves, is split or merged. An answer that is a trait (a registered poor household, say)
// finds its households. The answer to a secret field is sealed, masked, and opened for a reason.
//
// Tables: t_fact, t_fact_conflict.
package fact

import (
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList   = "fact.list"
	PermEdit   = "fact.edit"
	PermReveal = "fact.reveal"
	PermSettle = "fact.settle"
)

// What became of a change.
const (
	Applied = "applied"
	Same    = "same" // it says what is there already
	Told    = "told" // somebody else had changed it: this one stands, theirs is kept
	Waits   = "open" // somebody else had changed it: theirs stands until a person settles it
)

// The states of a conflict.
const (
	StateOpen    = "open"
	StateTold    = "told"
	StateSettled = "settled"
)

// Fact is one answer. The value of a sealed one is masked; Known tells that there is one. Ver counts how often it changed.
type Fact struct {
	Field string     `json:"field"`
	Value any        `json:"value"`
	Known bool       `json:"known"`
	Ver   int64      `json:"ver"`
	Day   kernel.Day `json:"day"`
	At    int64      `json:"at"`
	By    string     `json:"by"`
	Came  bool       `json:"came"` // with a split or merger of households
}

// Card is what is known of a household. Shown are the fields that the conditions of the card ask for as things stand.
type Card struct {
	Household person.HouseholdRef `json:"household"`
	Place     place.Ref           `json:"place"`
	Closed    bool                `json:"closed"`
	Facts     []Fact              `json:"facts" nullable:"false"`
	Shown     []string            `json:"shown" nullable:"false"`
	Open      int                 `json:"open"` // conflicts that wait for a person
}

// Change is a new answer to one field; no value takes the answer away. Ver is the version that whoever changes it had before
// them, Base its value.
type Change struct {
	Field string `json:"field" maxLength:"40"`
	Ver   int64  `json:"ver" required:"false" minimum:"0"`
	Base  any    `json:"base" required:"false"`
	Value any    `json:"value" required:"false"`
}

// Result is what became of a change, and how the field stands now.
type Result struct {
	Field    string    `json:"field"`
	Outcome  string    `json:"outcome" enum:"applied,same,told,open"`
	Conflict kernel.ID `json:"conflict"`
	Now      Fact      `json:"now"`
}

// Side is one of the values of a conflict, and who gave it.
type Side struct {
	Value any    `json:"value"`
	By    string `json:"by"`
	At    int64  `json:"at"`
}

// Conflict is a field that two people changed without having seen each other: Kept stands, Other does not. Now is how it stands
// since.
type Conflict struct {
	ID        kernel.ID           `json:"id"`
	Rev       int64               `json:"rev"`
	Household person.HouseholdRef `json:"household"`
	Place     place.Ref           `json:"place"`
	Path      string              `json:"path"`
	Field     string              `json:"field"`
	State     string              `json:"state" enum:"open,told,settled"`
	Base      any                 `json:"base"`
	Kept      Side                `json:"kept"`
	Other     Side                `json:"other"`
	Now       Fact                `json:"now"`
	At        int64               `json:"at"`
	SettledBy string              `json:"settled_by"`
	SettledAt int64               `json:"settled_at"`
	Note      string              `json:"note"`
}

// Settlement says how a conflict ends: with what was kept, with the other value, or with a third one.
type Settlement struct {
	Rev   int64  `json:"rev"`
	Ver   int64  `json:"ver"` // of the fact, as whoever settles it saw it
	Take  string `json:"take" enum:"kept,other,value"`
	Value any    `json:"value" required:"false"`
	Note  string `json:"note" maxLength:"200" required:"false"`
}

// ConflictFilter narrows the list of conflicts.
type ConflictFilter struct {
	State            string
	Place, Household kernel.ID
}

// TraitFilter asks for households by an answer.
type TraitFilter struct {
	Field, Value string
	Place        kernel.ID
}

// Holder is a household that has a trait.
type Holder struct {
	Household person.HouseholdRef `json:"household"`
	Place     place.Ref           `json:"place"`
	Path      string              `json:"path"`
	Day       kernel.Day          `json:"day"`
	By        string              `json:"by"`
}

// TraitCount counts the households with an answer at a place and below.
type TraitCount struct {
	Field string `json:"field"`
	Value string `json:"value"`
	N     int64  `json:"n"`
}

// Answer is one answer of an opened card.
type Answer struct {
	Field string `json:"field"`
	Value any    `json:"value"`
}

// Entry is what is known of a household that has no card yet: for whole sheets at once.
type Entry struct {
	HouseholdID kernel.ID
	Stamp       kernel.Stamp
	Values      map[string]any
}

// The limits of one Write.
const (
	MaxChanges = 60
	maxNote    = 200
)
