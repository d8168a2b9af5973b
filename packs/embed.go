// Package packs carries the programme packs inside the program: base, and one folder for each county. The YAML is read by
// platform/pack; divisions.csv of a county is read by those who need it.
package packs

import "embed"

// FS holds base/*.yaml, and for each county pack.yaml, further YAML and divisions.csv.
//
//go:embed base longshan taoyuan xiangfu xiangning zhushan
var FS embed.FS

// Divisions is the list of townships and villages of the county whose pack it is.
func Divisions(id string) ([]byte, error) { return FS.ReadFile(id + "/divisions.csv") }
