package casework

import "touyan/internal/kernel"

// Clock is how a case stands in the time of its state. What it left behind in former states stands in the ledger too.
type Clock struct {
	Since          int64       `json:"since"`
	Days           int         `json:"days"`  // the budget of the state
	Hours          int         `json:"hours"` // instead
	Working        bool        `json:"working"`
	ExtensionsLeft int         `json:"extensions_left"`
	MostDays       int         `json:"most_days"` // of one extension
	Ledger         []TimeEntry `json:"ledger" nullable:"false"`
	Rungs          []Reached   `json:"rungs" nullable:"false"`
}

// TimeEntry is a suspension, or an extension that was asked for. Until is 0 while it runs or is not decided.
type TimeEntry struct {
	Kind     string `json:"kind" enum:"pause,extension"`
	At       int64  `json:"at"`
	Until    int64  `json:"until"`
	Days     int    `json:"days"`
	Reason   string `json:"reason"`
	WaitsFor string `json:"waits_for"`
	By       string `json:"by"`
	Decision string `json:"decision" enum:",granted,refused"`
	Decider  string `json:"decider"`
	Why      string `json:"why"`
}

// Reached is a rung that a case has reached: a reminder, a warning, or that it climbed to a level.
type Reached struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
	State  string `json:"state"`
	Level  int    `json:"level"` // whose offices were told; 0: who handles it
	At     int64  `json:"at"`
}

// Reminder is a rung of a case that still stands where it was, for those whom it tells.
type Reminder struct {
	ID    kernel.ID `json:"id"`
	At    int64     `json:"at"`
	Rung  Reached   `json:"rung"`
	Case  Case      `json:"case"`
	Whole bool      `json:"whole"` // addressed to me alone
}
