// Package activity holds what bodies did and who took part: teams of volunteers, associations, mutual-help groups, task forces
// (requirement A5). Such a body shows on its page what it did and how often in a month, a quarter and a year. Nothing is ranked,
// nobody checks in, and no place is tracked: somebody writes down what happened.
//
// Tables: t_activity, t_activity_person.
package activity

import (
	"touyan/internal/domain/body"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList = "activity.list"
	PermEdit = "activity.edit"
)

// Activity is what a body did on a day.
type Activity struct {
	ID     kernel.ID  `json:"id"`
	Rev    int64      `json:"rev"`
	Body   body.Ref   `json:"body"`
	Path   string     `json:"path"`
	Day    kernel.Day `json:"day"`
	Title  string     `json:"title"`
	Text   string     `json:"text"`
	People []body.Ref `json:"people" nullable:"false"`
	By     string     `json:"by"`
}

// Draft says what a body did, and who took part: members of it.
type Draft struct {
	BodyID    kernel.ID   `json:"body_id"`
	Day       kernel.Day  `json:"day"`
	Title     string      `json:"title" maxLength:"80"`
	Text      string      `json:"text" required:"false" maxLength:"2000"`
	PeopleIDs []kernel.ID `json:"people_ids" required:"false" maxItems:"200"`
	ClientKey string      `json:"client_key" required:"false" maxLength:"100"`
}

// Filter narrows a list of activities.
type Filter struct {
	Body, Place, Person kernel.ID
}

// Counts are how often a body, or all bodies of a place, did something.
type Counts struct {
	Month   int64 `json:"month"`
	Quarter int64 `json:"quarter"`
	Year    int64 `json:"year"`
}
