package pack

import (
	"slices"
	"strconv"
	"strings"

	"touyan/internal/kernel"
)

// The signs of an item of points.
const (
	PlusSign  = "plus"
	MinusSign = "minus"
)

// The grades of the yearly review of members.
const (
	GradeExcellent   = "excellent"
	GradeQualified   = "qualified"
	GradeBasic       = "basic"
	GradeUnqualified = "unqualified"
)

// What a result leads to.
const (
	FollowHonour = "honour"
	FollowTalk   = "talk"
	FollowHelp   = "help"
)

// The records of other rooms out of which an entry is proposed.
const (
	FromVisit    = "visit"
	FromCase     = "case"
	FromActivity = "activity"
)

// PointScheme says how the members of the Party earn and lose points within a year (domain facts 1.1.1; requirement F1). A new version
// is a new definition from its day; a year, and all entries of it, keep the version that they began under. Points have at most one
// decimal; the program counts in tenths of a point. Who records and who confirms are posts of the branch or above it: whoever they
// are, nobody confirms what they recorded, or what is about themselves.
type PointScheme struct {
	Term        `yaml:",inline"`
	BodyKinds   []string      `yaml:"body_kinds"`
	Classes     []PointClass  `yaml:"member_classes"`
	CapTotal    Number        `yaml:"cap_total"`    // the most that a member can have; empty: no cap
	PostingDays int           `yaml:"posting_days"` // working days on the board; 0: the parameter points_posting_days
	Recorders   []string      `yaml:"recorders"`
	Confirmers  []string      `yaml:"confirmers"`
	TwoHolders  bool          `yaml:"two_holders"` // one post may record and confirm, where two persons hold it
	Items       []PointItem   `yaml:"point_items"`
	Proposals   []PointRule   `yaml:"proposals"`
	Bands       []PointBand   `yaml:"bands"`
	Follows     []PointFollow `yaml:"follow_ups"`
	MinusInside bool          `yaml:"minus_inside"` // what was taken off is told inside the branch only, never on its board
	Board       string        `yaml:"board"`        // what the posting says above its lines
	BoardEN     string        `yaml:"board_en"`
}

// PointClass is a class of members with what they begin the year with. Roles are those of members who are of the class from the
// start; Other is that of all others.
type PointClass struct {
	Term  `yaml:",inline"`
	Base  Number   `yaml:"base"`
	Roles []string `yaml:"roles"`
	Other bool     `yaml:"other"`
}

// PointItem is what points are given or taken for: Points, or from Points to PointsMost where that is set. CapEvent bounds what one
// member gets or loses by the item on one day, CapPeriod within each Period. Evidence lists the kinds of which one must be there.
type PointItem struct {
	Term       `yaml:",inline"`
	Sign       string   `yaml:"sign"`
	Points     Number   `yaml:"points"`
	PointsMost Number   `yaml:"points_most"`
	CapEvent   Number   `yaml:"cap_event"`
	CapPeriod  Number   `yaml:"cap_period"`
	Period     string   `yaml:"period"` // month, quarter or year; year where it is empty
	Evidence   []string `yaml:"evidence"`
	Classes    []string `yaml:"classes"` // empty: all
	Recorders  []string `yaml:"recorders"`
	Confirmers []string `yaml:"confirmers"`
}

// PointRule says which records of other rooms propose an entry, for a person to look at: nothing scores by itself. Types are types of
// visits or cases, or kinds of bodies whose activities count; empty: all that are open to everybody.
type PointRule struct {
	Term   `yaml:",inline"`
	Record string   `yaml:"record"`
	Types  []string `yaml:"types"`
	Item   string   `yaml:"item"`
}

// PointBand is a result of the year: totals from Least up to, and without, Below. The first band has no Least, the last no Below.
type PointBand struct {
	Term  `yaml:",inline"`
	Least Number `yaml:"least"`
	Below Number `yaml:"below"`
	Grade string `yaml:"grade"`
}

// PointFollow is what results of some bands lead to, for somebody of one of Posts within so many days.
type PointFollow struct {
	Term   `yaml:",inline"`
	Bands  []string `yaml:"bands"`
	Grades []string `yaml:"grades"`
	Kind   string   `yaml:"kind"`
	Posts  []string `yaml:"posts"`
	Days   int      `yaml:"days"`
}

// MembersPoints is the section of a pack about members' points.
type MembersPoints struct {
	PointSchemes []PointScheme `yaml:"point_schemes"`
}

// Tenths is a figure such as 5 or 0.5 in tenths; false where it is none, or is finer. An empty one is none.
func (n Number) Tenths() (int64, bool) {
	whole, part, dot := strings.Cut(string(n), ".")
	if len(part) > 1 || dot && part == "" || whole == "" || len(whole) > 6 {
		return 0, false
	}
	v, err := strconv.ParseUint(whole+part, 10, 32)
	if err != nil {
		return 0, false
	}
	if part == "" {
		v *= 10
	}
	return int64(v), true //nolint:gosec // at most 32 bits
}

// tenths is Tenths, 0 where there is none.
func (n Number) tenths() int64 { v, _ := n.Tenths(); return v }

// PointScheme finds a scheme by its id.
func (m *MembersPoints) PointScheme(id string) (PointScheme, bool) { return find(m.PointSchemes, id) }

// PointSchemeFor is the scheme for a kind of bodies on a day; the last of the pack where two are in force.
func (m *MembersPoints) PointSchemeFor(kind string, day kernel.Day) (PointScheme, bool) {
	for i := len(m.PointSchemes) - 1; i >= 0; i-- {
		if s := m.PointSchemes[i]; s.Valid(day) && slices.Contains(s.BodyKinds, kind) {
			return s, true
		}
	}
	return PointScheme{}, false
}

// Class finds a class of members.
func (s PointScheme) Class(id string) (PointClass, bool) { return find(s.Classes, id) }

// ClassOf is the class of a member with a role in the branch.
func (s PointScheme) ClassOf(role string) PointClass {
	var other PointClass
	for _, c := range s.Classes {
		if slices.Contains(c.Roles, role) {
			return c
		}
		if c.Other {
			other = c
		}
	}
	return other
}

// Item finds an item.
func (s PointScheme) Item(id string) (PointItem, bool) { return find(s.Items, id) }

// Band finds a band.
func (s PointScheme) Band(id string) (PointBand, bool) { return find(s.Bands, id) }

// BandOf is the band in which a total of tenths lies.
func (s PointScheme) BandOf(total int64) PointBand {
	for _, b := range s.Bands {
		if b.Below == "" || total < b.Below.tenths() {
			return b
		}
	}
	return PointBand{}
}

// Most is the cap of what a member can have, in tenths; false without one.
func (s PointScheme) Most() (int64, bool) { return s.CapTotal.Tenths() }

// RecordersOf are the posts whose holders record an item.
func (s PointScheme) RecordersOf(x PointItem) []string { return orElse(x.Recorders, s.Recorders) }

// ConfirmersOf are the posts whose holders confirm it.
func (s PointScheme) ConfirmersOf(x PointItem) []string { return orElse(x.Confirmers, s.Confirmers) }

func orElse(a, b []string) []string {
	if len(a) > 0 {
		return a
	}
	return b
}

// Start is what the class begins a year with, in tenths.
func (c PointClass) Start() int64 { return c.Base.tenths() }

// Range is the least and the most that one entry of the item has, in tenths, without its sign.
func (x PointItem) Range() (least, most int64) {
	least = x.Points.tenths()
	return least, max(least, x.PointsMost.tenths())
}

// Caps are those of one event and of a period, in tenths; 0: none.
func (x PointItem) Caps() (event, period int64) { return x.CapEvent.tenths(), x.CapPeriod.tenths() }

// For tells whether members of a class can have an entry of the item.
func (x PointItem) For(class string) bool {
	return len(x.Classes) == 0 || slices.Contains(x.Classes, class)
}

// Minus tells whether the item takes off.
func (x PointItem) Minus() bool { return x.Sign == MinusSign }

func (m *MembersPoints) inherit() {
	for i := range m.PointSchemes {
		s := &m.PointSchemes[i]
		for j := range s.Classes {
			s.Classes[j].take(s.Term)
		}
		for j := range s.Items {
			s.Items[j].take(s.Term)
		}
		for j := range s.Proposals {
			s.Proposals[j].take(s.Term)
		}
		for j := range s.Bands {
			s.Bands[j].take(s.Term)
		}
		for j := range s.Follows {
			s.Follows[j].take(s.Term)
		}
	}
}

// Fraction is a figure such as 1/3, "20%" or 0.25 as two whole numbers, so that a share of people is counted exactly.
func (n Number) Fraction() (num, den int64, ok bool) {
	text, percent := strings.CutSuffix(strings.TrimSpace(string(n)), "%")
	over, under, _ := strings.Cut(text, "/")
	den = 1
	if under != "" {
		d, err := strconv.ParseInt(strings.TrimSpace(under), 10, 32)
		if err != nil || d < 1 {
			return 0, 0, false
		}
		den = d
	}
	whole, part, _ := strings.Cut(strings.TrimSpace(over), ".")
	if len(whole)+len(part) > 9 {
		return 0, 0, false
	}
	num, err := strconv.ParseInt(whole+part, 10, 64)
	if err != nil || num < 0 {
		return 0, 0, false
	}
	for range part {
		den *= 10
	}
	if percent {
		den *= 100
	}
	return num, den, true
}
