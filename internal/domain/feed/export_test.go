package feed

import (
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// Narrowed is narrowed, for properties.
func Narrowed(maker kernel.Actor, at place.Place, perms []string) kernel.Actor {
	return narrowed(maker, at, perms, "")
}

// CalendarOf and DigestOf are what their readers get.
var (
	CalendarOf = calendarOf
	DigestOf   = digestOf
	After      = after
)

// MostWaiting is how much of one hook waits at most.
const MostWaiting = mostWaiting
