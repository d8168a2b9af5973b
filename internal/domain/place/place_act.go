package place

import "touyan/internal/kernel"

// The kinds of changes of the structure; each is one Write `place.KIND` with one journal entry.
const (
	ActRename = "rename" // name, kind or code from a day on
	ActMove   = "move"   // to another place above
	ActMerge  = "merge"  // several places into one of them, or into a new one
	ActSplit  = "split"  // parts of a place become places of their own
	ActClose  = "close"  // a place ends; what lies there is given to an heir
)

// Act is one change of the structure. Day is its first day: the last day of what ends is the day before.
type Act struct {
	Kind     string      `json:"kind" enum:"rename,move,merge,split,close"`
	PlaceID  kernel.ID   `json:"place_id" required:"false"` // whom it is about; of a merger the place that stays, none where a new one takes over
	Day      kernel.Day  `json:"day"`
	Reason   string      `json:"reason" maxLength:"500" required:"false"`
	Name     string      `json:"name" maxLength:"60" required:"false"`           // rename, and the new place of a merger
	Sort     string      `json:"place_kind" maxLength:"40" required:"false"`     // likewise: the kind of the place
	Code     string      `json:"code" maxLength:"20" required:"false"`           // rename, move, new place; empty: kept, or drawn for a new place
	ParentID kernel.ID   `json:"parent_id" required:"false"`                     // move, and the new place of a merger: the place above
	With     []kernel.ID `json:"with" maxItems:"50" required:"false"`            // merge: the places that end
	Parts    []SplitPart `json:"parts" maxItems:"20" required:"false"`           // split: the new places
	Heir     int         `json:"heir" minimum:"0" maximum:"20" required:"false"` // split: who gets what lies directly at the place: 0 itself, n the nth part
	HeirID   kernel.ID   `json:"heir_id" required:"false"`                       // close: a place of the same level, or the one above
	Officers []Choice    `json:"officers" maxItems:"500" required:"false"`       // what becomes of posts, where it is not the offered choice
	Seen     string      `json:"seen" maxLength:"64" required:"false"`           // of the preview: refused when it would do something else by now
}

// SplitPart is a new place that a split makes, with the places directly below the old one that it takes along.
type SplitPart struct {
	Name     string      `json:"name" maxLength:"60"`
	Sort     string      `json:"place_kind" maxLength:"40" required:"false"`
	Code     string      `json:"code" maxLength:"20" required:"false"`
	Children []kernel.ID `json:"children" maxItems:"500" required:"false"`
}

// Choice says what becomes of a post held at a place that ends: it goes on at the successor, or ends with the place.
type Choice struct {
	AppointmentID kernel.ID `json:"appointment_id"`
	Keep          bool      `json:"keep"`
}

// Preview is what a change does: shown before it is confirmed, and returned when it is done.
type Preview struct {
	Kind     string     `json:"kind"`
	Day      kernel.Day `json:"day"`
	Before   []TreeNode `json:"before" nullable:"false"`
	After    []TreeNode `json:"after" nullable:"false"`
	Counts   []RowCount `json:"counts" nullable:"false"`
	Officers []PostMove `json:"officers" nullable:"false"`
	Cases    []OpenCase `json:"cases" nullable:"false"` // at most MaxShown
	Bodies   []BodyMove `json:"bodies" nullable:"false"`
	Cards    []CardMove `json:"cards" nullable:"false"`
	Problems []Obstacle `json:"problems" nullable:"false"` // while there are any the change is refused
	Seen     string     `json:"seen"`                      // stands for all of the above
	PlanID   kernel.ID  `json:"plan_id"`                   // where the change was only planned
}

// MaxShown bounds the open cases that a preview names; Counts has their number.
const MaxShown = 100

// TreeNode is a line of a tree, the places below it following. ID is empty for a place that is not there yet.
type TreeNode struct {
	ID         kernel.ID    `json:"id"`
	Depth      int          `json:"depth"`
	Name       string       `json:"name"`
	Code       string       `json:"code"`
	Level      kernel.Level `json:"level"`
	Households int          `json:"households"`
	Mark       string       `json:"mark" enum:",ends,new,moved,renamed"`
}

// The marks of a TreeNode.
const (
	MarkEnds    = "ends"
	MarkNew     = "new"
	MarkMoved   = "moved"
	MarkRenamed = "renamed"
)

// RowCount is how many rows of a table get a new place.
type RowCount struct {
	Table string `json:"table"`
	N     int    `json:"n"`
}

// PostMove is a post at a place of a merger, with what becomes of it.
type PostMove struct {
	AppointmentID kernel.ID `json:"appointment_id"`
	Post          string    `json:"post"`
	PersonID      kernel.ID `json:"person_id"`
	PersonName    string    `json:"person_name"`
	Place         Ref       `json:"place"`
	To            Ref       `json:"to"`
	Head          bool      `json:"head"`
	Keep          bool      `json:"keep"`
}

// OpenCase is an open case that gets a new place, and who has it.
type OpenCase struct {
	ID     kernel.ID `json:"id"`
	No     string    `json:"no"`
	Text   string    `json:"text"`
	Holder string    `json:"holder"`
}

// BodyMove is a body that gets a new place.
type BodyMove struct {
	ID    kernel.ID `json:"id"`
	Name  string    `json:"name"`
	Place Ref       `json:"place"`
}

// CardMove is a public card whose sign leads elsewhere from the day on.
type CardMove struct {
	Name   string `json:"name"`
	Code   string `json:"code"`
	ToName string `json:"to_name"`
	ToCode string `json:"to_code"`
}

// Obstacle is why a change is refused as it stands.
type Obstacle struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args" nullable:"false"`
}

// The states of a planned change.
const (
	PlanWaits  = "planned"
	PlanDone   = "done"
	PlanGone   = "cancelled"
	PlanFailed = "failed"
)

// Planned is a change for a day to come.
type Planned struct {
	ID        kernel.ID  `json:"id"`
	Rev       int64      `json:"rev"`
	Kind      string     `json:"kind"`
	Day       kernel.Day `json:"day"`
	Place     Ref        `json:"place"`
	Others    []string   `json:"others" nullable:"false"` // names of the other places, and of new ones
	ActorName string     `json:"actor_name"`
	At        int64      `json:"at"`
	State     string     `json:"state" enum:"planned,done,cancelled,failed"`
	Fault     string     `json:"fault"` // code of the error that kept it from being carried out
}

// PastState is what a place was called and where it belonged from a day to a day; To is empty for the present.
type PastState struct {
	From       kernel.Day `json:"from"`
	To         kernel.Day `json:"to"`
	Name       string     `json:"name"`
	Kind       string     `json:"kind"`
	Code       string     `json:"code"`
	Parent     Ref        `json:"parent"`
	Households int        `json:"households"`
}

// Succession says that one place follows another from a day on.
type Succession struct {
	Day   kernel.Day `json:"day"`
	Kind  string     `json:"kind"`
	Place Ref        `json:"place"`
}

// History is the past of a place: its states, newest first, and the places that it came from and went into.
type History struct {
	States       []PastState  `json:"states" nullable:"false"`
	Predecessors []Succession `json:"predecessors" nullable:"false"`
	Successors   []Succession `json:"successors" nullable:"false"`
}
