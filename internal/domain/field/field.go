// Package field is the other half of the field app: what a phone may hold of its officer's own places, and what it brings back from
// where there is no network (requirements A4, B1, C1 to C5 from the field side; docs/adr/0027).
//
// A device is one browser of one officer. It pulls a snapshot once, then what changed since, by the number of the journal alone.
// It pushes operations, each with a key drawn before it was sent: each takes effect once, however often it arrives. One whose
// predecessor is not there yet is held for five days, then carried out with a flag. What two people changed without having seen
// each other is settled field by field (room fact). Nothing here counts how often or how long somebody uses the app
// (国办函〔2026〕12号): the last time a device synchronised is kept, so that a lost one is noticed, and no more.
//
// Tables: t_field_device; t_field_seen, t_field_op, t_field_piece (local, outside the journal: what the operations did stands
// there as the work of their rooms).
package field

import (
	"encoding/json"
	"time"

	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermSync   = "field.sync"   // carry the app
	PermDevice = "field.device" // see the devices of others and revoke them
	PermImport = "field.import" // bring in at a desk what a phone could not send
)

// The limits of one exchange.
const (
	MaxOps        = 100
	maxName       = 200 // of a document
	maxBody       = 64 << 10
	MaxHouseholds = 6000 // of one device; above it must say for which place
	pageHouses    = 200
	maxCases      = 300
	maxDelta      = 400  // documents of one answer; with more the device begins anew
	maxEntries    = 4000 // entries of the journal that one answer reads
	MaxPiece      = 256 << 10
	MaxPhoto      = 10 << 20
	maxDevices    = 10 // of one account
)

// HeldFor is how long an operation waits for its predecessor.
const HeldFor = 5 * 24 * time.Hour

// What became of an operation.
const (
	Done     = "done"
	Conflict = "conflict" // done, and some of it differs from what somebody else said
	Held     = "held"
	Refused  = "refused"
)

// Device is a browser that carries the app. Key was drawn by the device. Synced is when it last came, 0 never.
type Device struct {
	ID         kernel.ID `json:"id"`
	Rev        int64     `json:"rev"`
	AccountID  kernel.ID `json:"account_id"`
	PersonID   kernel.ID `json:"person_id"`
	PersonName string    `json:"person_name"`
	Name       string    `json:"name"`
	Path       string    `json:"path"`
	At         int64     `json:"at"`
	Synced     int64     `json:"synced"`
	Waiting    int       `json:"waiting"` // what it had not sent when it last came
	Revoked    int64     `json:"revoked"`
	RevokedBy  string    `json:"revoked_by"`
}

// Op is something that was entered on a device. At is by the device's clock, so is a day in its body: that on which it happened. After is
// the key of an operation that must come first.
// Photos are keys of pictures and documents that were sent before, Names what documents among them are called.
type Op struct {
	Key    string          `json:"key" minLength:"8" maxLength:"64"`
	Kind   string          `json:"kind" maxLength:"20"`
	At     int64           `json:"at"`
	After  string          `json:"after" maxLength:"64" required:"false"`
	Photos []string        `json:"photos" maxItems:"12" required:"false"`
	Names  []string        `json:"names" maxItems:"12" required:"false"`
	Body   map[string]any  `json:"body"`
	raw    json.RawMessage // Body as it came
}

// Record is what an operation made or changed.
type Record struct {
	Kind string    `json:"kind"`
	ID   kernel.ID `json:"id"`
	No   string    `json:"no"`
}

// Answer is what became of an operation. Late says that it was carried out without its predecessor. Told are the fields of a card
// that somebody else had changed.
type Answer struct {
	Key    string            `json:"key"`
	State  string            `json:"state" enum:"done,conflict,held,refused"`
	Code   string            `json:"code"`
	Field  string            `json:"field"`
	Args   map[string]string `json:"args"`
	Record Record            `json:"record"`
	Told   []string          `json:"told" nullable:"false"`
	Late   bool              `json:"late"`
	Made   bool              `json:"made"`  // the record is new
	Until  int64             `json:"until"` // of a held one
}

// Doc is one document of a device; without a body it is gone.
type Doc struct {
	Kind string    `json:"kind"`
	ID   kernel.ID `json:"id"`
	Doc  any       `json:"doc,omitempty"`
}

// Pull is one answer to a device. Since goes into the next question; Next asks for the next page of the same load. With Reset all
// that the device holds is void. Rules is the version of the county's rules.
type Pull struct {
	Since string `json:"since"`
	Next  string `json:"next"`
	Reset bool   `json:"reset"`
	More  bool   `json:"more"` // ask again at once
	Rules int    `json:"rules"`
	Docs  []Doc  `json:"docs" nullable:"false"`
}

// Asked is the question of a device.
type Asked struct {
	Device  kernel.ID
	Place   kernel.ID // narrows what it holds
	Since   string
	Next    string
	Waiting int // what it has not sent
}

// HeldOp is an operation that waited for its predecessor, as the page of devices lists it.
type HeldOp struct {
	Key    string    `json:"key"`
	Kind   string    `json:"kind"`
	Device kernel.ID `json:"device"`
	Person string    `json:"person"`
	At     int64     `json:"at"` // by the device's clock
	Came   int64     `json:"came"`
	Until  int64     `json:"until"`
	State  string    `json:"state" enum:"held,done,conflict,refused"`
	Code   string    `json:"code"`
	Record Record    `json:"record"`
}

// Received tells how much of a photo is there.
type Received struct {
	Bytes int64 `json:"bytes"`
	Size  int64 `json:"size"`
}
