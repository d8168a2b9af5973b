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

// Link is a case that belongs to another: out of which it came, what came out of it, or what was merged into it.
type Link struct {
	ID    kernel.ID `json:"id"`
	No    string    `json:"no"`
	Type  string    `json:"type"`
	Rules int       `json:"rules"`
	State string    `json:"state"`
	How   string    `json:"how" enum:"parent,child,merged"`
}
