// Package rulebook keeps the versions of a county's pack: which rules held from which day, who brought them, and what each
// changed. Version 1 is what the program brings; a county brings its own without a new program. Nothing of a version is ever
// changed or removed, so that a record finds the rules it was made under (docs/adr/0018-pack-versions.md).
//
// Table: t_pack_version.
package rulebook

import "touyan/internal/kernel"

// PermRead lets one read the rules in force, their versions, and what each changed.
const PermRead = "rulebook.read"

// actApply is the journal's name of bringing a version.
const actApply = "rulebook.apply"

// Version is a version of the county's pack.
type Version struct {
	No     int        `json:"no"`
	From   kernel.Day `json:"from"` // empty: since ever
	State  string     `json:"state" enum:"past,now,planned"`
	Hash   string     `json:"hash"`
	At     int64      `json:"at"` // when it was brought; 0 for what the program brings
	By     string     `json:"by"`
	Note   string     `json:"note"`
	Rooted bool       `json:"rooted"` // it came with the program
}

// The states of a version.
const (
	StatePast    = "past"
	StateNow     = "now"
	StatePlanned = "planned"
)
