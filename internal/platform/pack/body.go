package pack

import (
	"slices"

	"touyan/internal/kernel"
)

// BodyKind is a kind of organisation: Party branch, villagers' committee, county department, task group. What it leaves out
// is not asked of such bodies.
type BodyKind struct {
	Term         `yaml:",inline"`
	TermYears    int          `yaml:"term_years"`    // length of a term of office
	SeatsMin     int          `yaml:"seats_min"`     // of the members whose role is a seat
	SeatsMax     int          `yaml:"seats_max"`     //
	SeatsOdd     bool         `yaml:"seats_odd"`     // an even number of seats is a fault
	RequiredAt   []string     `yaml:"required_at"`   // kinds of places each of which must have such a body
	OrKinds      []string     `yaml:"or_kinds"`      // kinds of bodies that meet the requirement as well
	AnnounceDays int          `yaml:"announce_days"` // how long before its end a term is announced
	AnnounceTo   []string     `yaml:"announce_to"`   // posts, at the place of the body or above it
	MemberRoles  []MemberRole `yaml:"member_roles"`
	Party        bool         `yaml:"party"`      // its members are on the Party roll
	BasedIn      []string     `yaml:"based_in"`   // kinds of bodies one of which it is built on: an industry chain, a co-operative
	BasedAt      []int        `yaml:"based_at"`   // levels of the grid that it is built on
	Activities   bool         `yaml:"activities"` // its page counts what it did
}

// MemberRole is what a member of a body is. Dates and source are those of the body kind where it gives none.
type MemberRole struct {
	Term  `yaml:",inline"`
	Head  bool     `yaml:"head"`  // a body has one
	Seat  bool     `yaml:"seat"`  // counts among the seats
	Posts []string `yaml:"posts"` // posts in the body whose holders are in the role without being entered as members
}

// Role finds a role by its id or its name in either language.
func (k BodyKind) Role(text string) (MemberRole, bool) {
	i := slices.IndexFunc(k.MemberRoles, func(r MemberRole) bool { return text != "" && (r.ID == text || r.Name == text || r.NameEN == text) })
	if i < 0 {
		return MemberRole{}, false
	}
	return k.MemberRoles[i], true
}

// Head is the role that leads such a body.
func (k BodyKind) Head() (MemberRole, bool) {
	i := slices.IndexFunc(k.MemberRoles, func(r MemberRole) bool { return r.Head })
	if i < 0 {
		return MemberRole{}, false
	}
	return k.MemberRoles[i], true
}

// RoleOfPost is the role in which the holder of a post in the body is.
func (k BodyKind) RoleOfPost(post string) string {
	i := slices.IndexFunc(k.MemberRoles, func(r MemberRole) bool { return slices.Contains(r.Posts, post) })
	if i < 0 {
		return ""
	}
	return k.MemberRoles[i].ID
}

// Bar is a rule of law or charter by which seats of bodies at one place may not meet: in one person (Self), or in persons
// who are near relatives (Kin). An empty list of roles means every role.
type Bar struct {
	Term       `yaml:",inline"`
	Kinds      []string `yaml:"kinds"`
	Roles      []string `yaml:"roles"`
	OtherKinds []string `yaml:"other_kinds"`
	OtherRoles []string `yaml:"other_roles"`
	Refuse     bool     `yaml:"refuse"` // such a seat is refused, unless who may says why it is allowed
	Self       bool     `yaml:"self"`
	Kin        bool     `yaml:"kin"`
}

// One tells whether a seat is on the first side of the rule.
func (b Bar) One(kind, role string) bool { return side(b.Kinds, b.Roles, kind, role) }

// Other tells whether a seat is on the second side of the rule.
func (b Bar) Other(kind, role string) bool { return side(b.OtherKinds, b.OtherRoles, kind, role) }

func side(kinds, roles []string, kind, role string) bool {
	return slices.Contains(kinds, kind) && (len(roles) == 0 || slices.Contains(roles, role))
}

// KinRelation is how one person is related to another: the other is the person's Name. Inverse is what the person is to
// the other. Near relatives are those who must stand aside for each other.
type KinRelation struct {
	Term    `yaml:",inline"`
	Inverse string `yaml:"inverse"`
	Near    bool   `yaml:"near"`
}

// KinRelation finds a relation by its id.
func (p *Pack) KinRelation(id string) (KinRelation, bool) { return find(p.KinRelations, id) }

// Announces lists the kinds of bodies whose ending terms are announced to the holders of a post on a day.
func (p *Pack) Announces(post string, day kernel.Day) []string {
	var out []string
	for _, k := range p.BodyKinds {
		if k.Valid(day) && slices.Contains(k.AnnounceTo, post) {
			out = append(out, k.ID)
		}
	}
	return out
}
