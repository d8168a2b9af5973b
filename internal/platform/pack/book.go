package pack

import (
	"cmp"
	"slices"
	"sync/atomic"
	"time"

	"touyan/internal/kernel"
)

// Source is where a room finds its rules. The pack that holds now may be another one tomorrow, so a room asks each time, and
// once for each step. A record that must end as it began keeps the number and asks for that version. A *Pack is a Source of
// itself, for tests.
type Source interface {
	Now() *Pack              // what holds today
	Number() int             // the version that holds today, from 1
	Version(no int) *Pack    // what held then; the first version where there is none of the number
	On(day kernel.Day) *Pack // what holds, or held, on a day
}

// Version is a pack from a day on. Of the versions that have begun, the one with the highest number holds.
type Version struct {
	No   int
	From kernel.Day // empty: since ever
	Pack *Pack
}

// Book holds the versions of a county's pack. It may be used by many goroutines; what it gives never changes.
type Book struct {
	now  func() time.Time
	held atomic.Pointer[[]Version]
}

// NewBook begins with one version; now is the program's clock.
func NewBook(now func() time.Time, first *Pack) *Book {
	b := &Book{now: now}
	b.Set([]Version{{No: 1, Pack: first}})
	return b
}

// Set replaces the versions; there must be one since ever.
func (b *Book) Set(list []Version) {
	list = slices.Clone(list)
	slices.SortFunc(list, func(x, y Version) int { return cmp.Compare(x.No, y.No) })
	b.held.Store(&list)
}

// Versions lists what is held, by number.
func (b *Book) Versions() []Version { return slices.Clone(*b.held.Load()) }

// Now is the pack that holds today.
func (b *Book) Now() *Pack { return b.at(kernel.DayOf(b.now())).Pack }

// Number is the version that holds today.
func (b *Book) Number() int { return b.at(kernel.DayOf(b.now())).No }

// On is the pack that holds on a day.
func (b *Book) On(day kernel.Day) *Pack { return b.at(day).Pack }

func (b *Book) at(day kernel.Day) Version {
	list := *b.held.Load()
	for i := len(list) - 1; i > 0; i-- {
		if list[i].From <= day {
			return list[i]
		}
	}
	return list[0]
}

// Version is the pack under a number; the first where there is none of it.
func (b *Book) Version(no int) *Pack {
	list := *b.held.Load()
	for _, v := range list {
		if v.No == no {
			return v.Pack
		}
	}
	return list[0].Pack
}

// Now makes a Pack a Source of itself.
func (p *Pack) Now() *Pack { return p }

// Number is 1: a Pack by itself has one version.
func (p *Pack) Number() int { return 1 }

// Version is the pack itself.
func (p *Pack) Version(int) *Pack { return p }

// On is the pack itself.
func (p *Pack) On(kernel.Day) *Pack { return p }
