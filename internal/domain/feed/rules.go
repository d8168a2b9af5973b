package feed

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// readable tells whether a permission only lets somebody read records: those are named so. What phones hold is not for other systems.
func readable(perm string) bool {
	room, verb, _ := strings.Cut(perm, ".")
	return room != "field" && room != "feed" && slices.Contains([]string{"list", "read", "see", "gaps", "export"}, verb)
}

// narrowed is a reader: what its maker may read by posts of their own, at a place, with some permissions only. Sealed rows are never
// among it, nor is anything that is somebody's own.
func narrowed(maker kernel.Actor, at place.Place, perms []string, name string) kernel.Actor {
	out := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: maker.CountyID, Name: name}
	for _, g := range maker.Own().Grants {
		keep := slices.DeleteFunc(slices.Clone(g.Perms), func(p string) bool { return !readable(p) || !slices.Contains(perms, p) })
		arm, some := armAt(g.Arm, at, maker.CountyID)
		if some && len(keep) > 0 {
			out.Grants = append(out.Grants, kernel.Grant{Post: g.Post, Perms: keep, Arm: arm})
		}
	}
	return out
}

// armAt is what of an arm lies at a place. The work of a unit may lie anywhere, so it is given for the whole county only.
func armAt(a kernel.Arm, at place.Place, county kernel.ID) (kernel.Arm, bool) {
	a.Sealed = false
	switch {
	case at.Level == kernel.LevelCounty:
		return a, true
	case a.BodyID != 0 || a.PlaceID == 0:
		return a, false
	case at.Stamp.At(a.Level, county) == a.PlaceID: // the place lies in the arm
		in := at.Arm()
		in.Topic, in.Types = a.Topic, a.Types
		return in, true
	case a.Above.At(at.Level, county) == at.ID: // the arm lies in the place
		return a, true
	}
	return a, false
}

// sort is a kind of records whose changes can be sent: the permission that shows them, and where one is looked at.
type sort struct{ table, perm, path string }

var sorts = []sort{
	{"case", "casework.list", "/console/cases/"},
	{"duty_item", "duty.list", "/console/lists/items/"},
	{"duty_order", "duty.list", ""},
	{"demand", "demand.list", "/console/demands/"},
	{"visit", "visit.list", "/console/visits/"},
	{"campaign", "visit.list", "/console/visits/campaigns/"},
	{"place", "place.list", "/console/places/"},
	{"body", "body.list", "/console/bodies/"},
	{"appointment", "body.list", ""},
	{"household", "person.list", "/console/households/"},
	{"activity", "activity.list", ""},
	{"asset", "asset.list", ""},
	{"emergency", "emergency.list", "/console/emergencies/"},
	{"points_entry", "points.list", ""},
	{"merit_round", "merit.list", "/console/merit/rounds/"},
	{"award_round", "award.list", "/console/awards/"},
	{"award_honour", "award.list", "/console/awards/honours/"},
	{"bulletin", "bulletin.list", "/console/papers/"},
}

// happenings are what can happen to a record.
var happenings = []string{"insert", "update", "delete"}

func sortOf(table string) (sort, bool) {
	i := slices.IndexFunc(sorts, func(s sort) bool { return s.table == table })
	if i < 0 {
		return sort{}, false
	}
	return sorts[i], true
}

// goodKind tells whether a kind of events can be asked for: case.* or case.update.
func goodKind(kind string) (sort, bool) {
	table, what, _ := strings.Cut(kind, ".")
	s, ok := sortOf(table)
	return s, ok && (what == "*" || slices.Contains(happenings, what))
}

// wanted tells whether kinds have asked for what happened to a record.
func wanted(kinds []string, table, happened string) bool {
	return slices.Contains(kinds, table+".*") || slices.Contains(kinds, table+"."+happened)
}

// pauses are how long to wait after each failure; after the last of them a delivery is dead.
var pauses = []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour}

// after says when a delivery that failed for the nth time is tried again; not at all once it was tried too often.
func after(tries int, now time.Time) (next time.Time, more bool) {
	if tries < 1 || tries > len(pauses) {
		return now, false
	}
	return now.Add(pauses[tries-1]), true
}

// took tells whether a receiver has an event.
func took(status int) bool { return status >= 200 && status < 300 }

// goneFor tells whether a receiver says that there will never be one again.
func goneFor(status int) bool { return status == 410 }

// down tells whether the receiver as a whole is not to be had, so that the next event would fail as this one did.
func down(status int) bool { return status == 0 || status == 429 || status >= 500 }

func stateOf(r *tokenRow, today kernel.Day) string {
	switch {
	case r.RevokedAt != 0:
		return Revoked
	case r.UntilDay < today:
		return Expired
	}
	return Active
}

func checkName(name string) (string, error) {
	switch name = strings.TrimSpace(name); {
	case name == "":
		return name, kernel.Invalid("name", "required")
	case utf8.RuneCountInString(name) > maxName:
		return name, kernel.Invalid("name", "too_long").With("max", "80")
	}
	return name, nil
}

// checkUntil accepts a day from today to two years hence.
func checkUntil(day, today kernel.Day) error {
	if _, err := kernel.ParseDay(string(day)); err != nil {
		return kernel.Invalid("until", "bad_day").With("value", string(day))
	}
	if day < today || day > today.Add(maxDays) {
		return kernel.Invalid("until", "token_until").With("from", string(today)).With("to", string(today.Add(maxDays)))
	}
	return nil
}

// clean sorts a list and drops what stands in it twice.
func clean(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return slices.Compact(list)
}
