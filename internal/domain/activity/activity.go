// Package activity holds what bodies did and who took part: teams of volunteers, associations, mutual-help groups, task forces
// (requirement A5). Such a body shows on its page what it did and how often in a month, a quarter and a year. Nothing is ranked,
// nobody checks in, and no place is tracked: somebody writes down what happened.
//
// Tables: t_activity, t_activity_person, t_activity_file.
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
	Files  []File     `json:"files" nullable:"false"`
	By     string     `json:"by"`
}

// File is a photo of what was done, or a document, which has a name. Small and Medium are where smaller pictures are.
type File struct {
	ID     kernel.ID `json:"id"`
	Name   string    `json:"name"`
	Mime   string    `json:"mime"`
	Bytes  int64     `json:"bytes"`
	Width  int       `json:"width"`
	Height int       `json:"height"`
	At     int64     `json:"at"`
	URL    string    `json:"url"`
	Small  string    `json:"small"`
	Medium string    `json:"medium"`
}

// How many files may come at once and in all, how many teams are offered, how long a client key may be.
const (
	maxFiles    = 6
	maxAllFiles = 30
	maxTeams    = 100
	maxKey      = 100
	maxFileSize = 10 << 20
)

// Team is a body that can write down what it did, with who may have taken part.
type Team struct {
	ID     kernel.ID  `json:"id"`
	Name   string     `json:"name"`
	Path   string     `json:"path"`
	People []body.Ref `json:"people" nullable:"false"`
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
