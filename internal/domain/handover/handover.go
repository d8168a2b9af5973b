// Package handover lets a post go over from one person to another as of a day (requirements L6, D2): the post itself, its turns of
// duty, the open cases, the items, lists and contact points that its holder has in person, the calls they made and the households
// they look after or are to visit, as far as these lie in the work of the post. Where the holder keeps the post, or has lost it
// already, the work alone goes over, to a post that the successor holds. One preview tells what goes and what stays; one Write does
// it, at once or in the first minutes of the day.
//
// Tables: t_handover.
package handover

import (
	"touyan/internal/domain/body"
	"touyan/internal/kernel"
)

// PermHand lets an officer see and carry out that a post changes hands, where the post lies.
const PermHand = "handover.hand"

// The kinds of what goes over or stays.
const (
	KindCase    = "case"
	KindCall    = "call"
	KindItem    = "item"
	KindContact = "contact"
	KindList    = "list"
	KindLink    = "link"
	KindTurn    = "turn"
	KindVisit   = "visit" // a household that its holder is to visit
	KindPost    = "post"  // another post of the same person, which stays
)

// Why something stays with the person.
const (
	WhyElsewhere = "elsewhere" // it lies in the work of another post of theirs
	WhyGroup     = "group"     // the successor is not in the group of the household's member
	WhyReach     = "reach"     // the successor's post does not reach it
	WhyOther     = "other"     // another post, which is not handed over
)

// How a handover stands: its day has not come, it is carried out, it could not be and is tried again each morning, or somebody
// cancelled it before its day.
const (
	Planned   = "planned"
	Carried   = "carried"
	Failing   = "failing"
	Cancelled = "cancelled"
)

// Line is one thing that goes over, or stays for a reason.
type Line struct {
	Kind string     `json:"kind" enum:"case,call,item,contact,list,link,visit,turn,post"`
	ID   kernel.ID  `json:"id"`
	Text string     `json:"text"`
	Day  kernel.Day `json:"day"`
	Why  string     `json:"why" enum:",elsewhere,group,reach,other"`
}

// Draft says which post goes over, to whom, from which day on. The holder has it until the day before; with Keeps they keep it, and
// what lies in its work goes over.
type Draft struct {
	AppointmentID kernel.ID  `json:"appointment_id"`
	IntoID        kernel.ID  `json:"into_id"`
	Keeps         bool       `json:"keeps" required:"false"`
	Day           kernel.Day `json:"day" required:"false"`
	Reason        string     `json:"reason" required:"false" maxLength:"500"`
}

// Preview is what would go over and what would stay.
type Preview struct {
	Post  string     `json:"post"` // in words
	From  body.Ref   `json:"from"`
	Into  body.Ref   `json:"into"`
	Day   kernel.Day `json:"day"`
	Goes  []Line     `json:"goes" nullable:"false"`
	Stays []Line     `json:"stays" nullable:"false"`
	Last  bool       `json:"last"` // it is the last post of who gives it: their account closes
}

// Handover is a post that went over or will. Done is the day on which it was carried out or cancelled; Failed says why it could not be carried out.
type Handover struct {
	ID       kernel.ID  `json:"id"`
	Rev      int64      `json:"rev"`
	State    string     `json:"state" enum:"planned,carried,failing,cancelled"`
	Post     string     `json:"post"`
	From     body.Ref   `json:"from"`
	Into     body.Ref   `json:"into"`
	Keeps    bool       `json:"keeps"`
	Day      kernel.Day `json:"day"`
	Done     kernel.Day `json:"done"`
	Reason   string     `json:"reason"`
	Failed   string     `json:"failed"`
	By       string     `json:"by"`
	Cases    int        `json:"cases"`
	Calls    int        `json:"calls"`
	Items    int        `json:"items"`
	Contacts int        `json:"contacts"`
	Lists    int        `json:"lists"`
	Links    int        `json:"links"`
	Visits   int        `json:"visits"`
	Turns    int        `json:"turns"`
	Stayed   int        `json:"stayed"`
}
