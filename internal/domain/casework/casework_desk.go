package casework

import "touyan/internal/kernel"

// The limits of the desk.
const (
	MaxMany    = 200 // cases of one request
	MaxFilters = 20  // that one account keeps
)

// Seen is a case at the revision that somebody saw.
type Seen struct {
	ID  kernel.ID `json:"id"`
	Rev int64     `json:"rev"`
}

// StepOutcome says of one case of several whether the step was taken, and if not why: Code, Field and Args as in a refusal.
type StepOutcome struct {
	ID    kernel.ID         `json:"id"`
	Done  bool              `json:"done"`
	No    string            `json:"no"`
	Rev   int64             `json:"rev"`
	State string            `json:"state"`
	Code  string            `json:"code"`
	Field string            `json:"field"`
	Args  map[string]string `json:"args"`
}

// DeskFilter is a filter that an account keeps under a name. At most one is the default: what the list opens with.
type DeskFilter struct {
	ID      kernel.ID         `json:"id"`
	Name    string            `json:"name"`
	Default bool              `json:"default"`
	Values  map[string]string `json:"values"`
}

// DueDay tells how many open cases are due on a day, and whether the time of one of them is over.
type DueDay struct {
	Day  kernel.Day `json:"day"`
	N    int        `json:"n"`
	Late bool       `json:"late"`
}

// Board is how the queues of a county stand: what nobody has triaged yet, and each queue.
type Board struct {
	Untriaged BoardColumn   `json:"untriaged"`
	Queues    []BoardColumn `json:"queues" nullable:"false"`
	Triages   bool          `json:"triages"` // the actor triages some case of the first column
}

// BoardColumn is a column of the board: how many cases stand in it by their lights, since when the oldest does, and the first
// of them by what is due. More says that there are more than were counted. Days is the time that its officers have, Mine says that the actor is one of them.
type BoardColumn struct {
	ID     string      `json:"id"`
	Name   string      `json:"name"`
	NameEN string      `json:"name_en"`
	Days   int         `json:"days"`
	Mine   bool        `json:"mine"`
	N      int64       `json:"n"`
	More   bool        `json:"more"`
	Red    int64       `json:"red"`
	Amber  int64       `json:"amber"`
	Blue   int64       `json:"blue"`
	Oldest int64       `json:"oldest"`
	Cards  []BoardCard `json:"cards" nullable:"false"`
}

// BoardCard is a case on the board. Triage is the step by which the actor may give it to a queue, Proposed the queue that the
// pack proposes, Taken whether somebody works on it already.
type BoardCard struct {
	Case
	Triage   string `json:"triage"`
	Proposed string `json:"proposed"`
	Taken    bool   `json:"taken"`
}
