// Package duty says who owes what by when, in which cycle, and which record meets it (requirements D1, D2, D3, A4, A6; domain
// facts 1.9). A list breaks down from a county to units and persons; the progress of an item follows from the items below it.
// What comes round (a duty of a post, contact with a branch, an item that recurs) opens one item for each cycle, exactly once.
// Whoever reports an item done is never the one who reviews it.
//
// What kinds of lists there are, who makes them, how they break down, what proves an item and who is told when stands in the
// pack. Lights are computed when they are read; beside each open item stands the one with which it is counted (ADR 56). Items are never
// used to rank people.
//
// Tables: t_duty_list, t_duty_item, t_duty_light, t_duty_evidence, t_duty, t_duty_order, t_duty_notice. The timeline of an item is the journal.
package duty

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermList   = "duty.list"   // see lists and items
	PermMake   = "duty.make"   // make lists and what they hold, set contact points
	PermWork   = "duty.work"   // accept, break down and report one's own
	PermReview = "duty.review" // review, write off, put off, take up again
	PermOrder  = "duty.order"  // urge and order
)

// The states of an item, in their order.
const (
	Registered = "registered" // entered, nobody owes it yet
	Assigned   = "assigned"
	Accepted   = "accepted"
	Doing      = "doing"
	Reported   = "reported" // waits for review
	Returned   = "returned" // the review sent it back
	Passed     = "passed"   // the review found it done; it waits to be written off
	Closed     = "closed"   // written off (销号)
	Withdrawn  = "withdrawn"
)

// The lights of an open item: computed from plan, fact and day.
const (
	LightGreen = "green"
	LightBlue  = "blue"  // little time is left
	LightAmber = "amber" // lags behind its plan
	LightRed   = "red"   // past its day
)

// Full is the progress of an item that is done, in per mille.
const Full = 1000

// TypeDuty is the type of items that come from a duty of a post and belong to no list.
const TypeDuty = "duty"

// The limits of what people may enter.
const (
	maxTitle    = 120
	maxText     = 2000
	maxWeight   = 1000
	maxDepth    = 6
	maxChildren = 9999 // four digits of the path
	maxEvidence = 30
	maxFiles    = 6
	maxFileSize = 10 << 20
	maxKey      = 100
)

// Owner is who owes an item: a person, else whoever holds a post at the place (or in the body), else the body.
type Owner struct {
	PersonID   kernel.ID `json:"person_id"`
	PersonName string    `json:"person_name"`
	Post       string    `json:"post"`
	BodyID     kernel.ID `json:"body_id"`
	BodyName   string    `json:"body_name"`
	PlaceID    kernel.ID `json:"place_id"`
}

// Named names a body, a person or an item.
type Named struct {
	ID   kernel.ID `json:"id"`
	Name string    `json:"name"`
}

// List is a list as overviews show it. Items are those of the first step; Late is counted by the day when it is read.
type List struct {
	ID       kernel.ID  `json:"id"`
	Rev      int64      `json:"rev"`
	Type     string     `json:"type"`
	Title    string     `json:"title"`
	Text     string     `json:"text"`
	Place    place.Ref  `json:"place"`
	Path     string     `json:"path"`
	Body     *Named     `json:"body"`
	Owner    *Named     `json:"owner"`
	Maker    string     `json:"maker"`
	From     kernel.Day `json:"from"`
	To       kernel.Day `json:"to"`
	Open     bool       `json:"open"`
	Signed   kernel.Day `json:"signed"`
	SignedBy string     `json:"signed_by"`
	Progress int        `json:"progress"` // per mille
	Items    int        `json:"items"`
	Done     int        `json:"done"`
	Late     int        `json:"late"`
}

// ListDetail is a list with what the actor may do with it.
type ListDetail struct {
	List
	Steps []string `json:"steps" nullable:"false"`
	Team  []Mate   `json:"team" nullable:"false"`
}

// Mate is a member of the task force that has the list.
type Mate struct {
	Name string `json:"name"`
	Role string `json:"role"`
	Lead bool   `json:"lead"`
}

// NewList says what a list shall be; From is today when empty. OwnerID is who answers for it and signs a pledge: a person with a
// post.
type NewList struct {
	Type      string     `json:"type"`
	Title     string     `json:"title" maxLength:"120"`
	Text      string     `json:"text" required:"false" maxLength:"2000"`
	PlaceID   kernel.ID  `json:"place_id"`
	BodyID    kernel.ID  `json:"body_id" required:"false"`
	OwnerID   kernel.ID  `json:"owner_id" required:"false"`
	From      kernel.Day `json:"from" required:"false"`
	To        kernel.Day `json:"to"`
	ClientKey string     `json:"client_key" required:"false" maxLength:"100"`
}

// ListFilter narrows the overview of lists.
type ListFilter struct {
	Place kernel.ID
	Type  string
	Open  *bool
}
