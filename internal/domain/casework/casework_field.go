package casework

import "touyan/internal/kernel"

// Duty is the item of the township's duty list under which a case falls.
type Duty struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
	Class  string `json:"class" enum:"basic,assisting,taken_back"`
	Owner  string `json:"owner"`
}

// RefusedPush is how often since the beginning of the year somebody tried to hand on what the duty list keeps with a
// department: a unit, or the offices of a township where Body is nil.
type RefusedPush struct {
	Item  Duty     `json:"item"`
	Body  *NamedID `json:"body"`
	Place NamedID  `json:"place"`
	N     int64    `json:"n"`
}

// Link is a case that belongs to another: out of which it came, what came out of it, or what was merged into it.
type Link struct {
	ID    kernel.ID `json:"id"`
	No    string    `json:"no"`
	Type  string    `json:"type"`
	Rules int       `json:"rules"`
	State string    `json:"state"`
	How   string    `json:"how" enum:"parent,child,merged"`
}
