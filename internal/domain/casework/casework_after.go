package casework

import "touyan/internal/kernel"

// Seat is a post that a case has given to somebody.
type Seat struct {
	ID     kernel.ID  `json:"id"` // of the appointment
	Post   string     `json:"post"`
	Person NamedID    `json:"person"`
	Place  NamedID    `json:"place"`
	From   kernel.Day `json:"from"`
	To     kernel.Day `json:"to"`
	Over   bool       `json:"over"` // ended before its last day was over
}

// Lack is an answer that a case still needs: it is missing, or whom it names holds no such post any more.
type Lack struct {
	Field string `json:"field"`
	Why   string `json:"why" enum:"missing,left"`
}

// The actions that a case's own rules bring about.
const actSpawned = "casework.spawned"
