// Package asset keeps what a village has come to own (requirements D6, I1; domain facts 1.7.2: the register of assets must say
// what there is, and a project that closes must leave its asset behind). Each asset names its category, its value in fen, where it is
// and out of which record it came. It is entered by the step that finishes a project, in the same Write, and never twice.
//
// Tables: t_asset.
package asset

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// PermList lets somebody see assets.
const PermList = "asset.list"

// Asset is something that a village owns.
type Asset struct {
	ID           kernel.ID  `json:"id"`
	Rev          int64      `json:"rev"`
	Name         string     `json:"name"`
	Category     string     `json:"category"`      // as the source's type names it
	CategoryName string     `json:"category_name"` // in its words on the day
	Value        kernel.Fen `json:"value"`
	Day          kernel.Day `json:"day"` // since when it is there
	Place        place.Ref  `json:"place"`
	Path         string     `json:"path"`
	CaseID       kernel.ID  `json:"case_id"`
	CaseNo       string     `json:"case_no"`
	Source       string     `json:"source"` // the words of the record out of which it came
}

// Filter narrows a list.
type Filter struct {
	PlaceID  kernel.ID
	Category string
}

// Sum is what the assets of a list are worth together.
type Sum struct {
	N     int64      `json:"n"`
	Value kernel.Fen `json:"value"`
}
