// Package packs carries the programme packs inside the program: base, and one folder for each county. The YAML is read by
// platform/pack; divisions.csv of a county and base/workdays.csv are read by those who need them.
package packs

import "embed"

// FS holds base/*.yaml, base/workdays.csv, and for each county pack.yaml, further YAML and divisions.csv.
//
//go:embed base longshan taoyuan xiangfu xiangning zhushan
var FS embed.FS

// Workdays is the State Council's calendar: holidays and working weekends.
func Workdays() ([]byte, error) { return FS.ReadFile("base/workdays.csv") }

// Divisions is the list of townships and villages of the county whose pack it is.
func Divisions(id string) ([]byte, error) { return FS.ReadFile(id + "/divisions.csv") }
