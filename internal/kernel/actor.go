package kernel

import (
	"context"
	"slices"
	"strings"
)

// Level is a level of the five-level grid; a lower number lies higher in the tree. LevelNone is for rows without a place.
type Level int

// The levels: county centre, township centre, village grid, group grid, micro-grid (requirements A1).
const (
	LevelNone Level = iota
	LevelCounty
	LevelTownship
	LevelVillage
	LevelGroup
	LevelMicro
)

// Stamp binds a row to its place: the ids of the places above it, down to its own level; zero below that.
// Body is the unit whose work the row belongs to, Topic its subject; Sealed rows are for holders of the right to sealed rows.
type Stamp struct {
	TownshipID ID     `bun:"township_id" json:"-"`
	VillageID  ID     `bun:"village_id" json:"-"`
	GroupID    ID     `bun:"group_id" json:"-"`
	MicroID    ID     `bun:"micro_id" json:"-"`
	BodyID     ID     `bun:"body_id" json:"-"`
	Topic      string `bun:"topic" json:"-"`
	Sealed     bool   `bun:"sealed" json:"-"`
}

// Lowest is the level and id of the lowest place of the stamp; the county itself when there is none.
func (s Stamp) Lowest(county ID) (Level, ID) {
	switch {
	case s.MicroID != 0:
		return LevelMicro, s.MicroID
	case s.GroupID != 0:
		return LevelGroup, s.GroupID
	case s.VillageID != 0:
		return LevelVillage, s.VillageID
	case s.TownshipID != 0:
		return LevelTownship, s.TownshipID
	}
	return LevelCounty, county
}

// At is the id of the stamp's place at a level.
func (s Stamp) At(l Level, county ID) ID {
	switch l {
	case LevelCounty:
		return county
	case LevelTownship:
		return s.TownshipID
	case LevelVillage:
		return s.VillageID
	case LevelGroup:
		return s.GroupID
	case LevelMicro:
		return s.MicroID
	}
	return 0
}

// Within tells whether a row with the stamp lies in the work of a post with the other: of its body, or of its place.
func (s Stamp) Within(post Stamp, county ID) bool {
	if post.BodyID != 0 {
		return s.BodyID == post.BodyID
	}
	level, id := post.Lowest(county)
	return s.At(level, county) == id
}

// Arm is one branch of what an actor may see: a place with all below it, narrowed to a topic where Topic is set; or the
// work of a unit where BodyID is set. The scope of an actor is the union of its arms (requirements A2).
type Arm struct {
	Level   Level
	PlaceID ID
	BodyID  ID
	Topic   string
	Types   string // of records that have a type, such as cases: only these, by comma; nothing of records without one
	Sealed  bool   // sealed rows are seen too
	Above   Stamp  // the places above PlaceID, itself included: what may be shown as the way there
}

// Covers tells whether a row with the stamp lies in the arm.
func (a Arm) Covers(s Stamp, county ID) bool {
	if s.Sealed && !a.Sealed {
		return false
	}
	if a.BodyID != 0 {
		return s.BodyID == a.BodyID
	}
	return a.PlaceID != 0 && s.At(a.Level, county) == a.PlaceID && (a.Topic == "" || a.Topic == s.Topic)
}

// Sees tells whether the arm shows records of a type.
func (a Arm) Sees(typ string) bool {
	return a.Types == "" || typ != "" && slices.Contains(strings.Split(a.Types, ","), typ)
}

// ActorKind tells on whose behalf something happens.
type ActorKind string

// The kinds of actors.
const (
	ActorOfficer  ActorKind = "officer"  // signed in, acts by the posts held today
	ActorResident ActorKind = "resident" // known by a code of a record of theirs
	ActorPublic   ActorKind = "public"   // anybody
	ActorSystem   ActorKind = "system"   // the program itself, or its administrator at the command line
)

// Grant is what one post held today gives: permissions, within one arm. A post that is acted for its holder names them.
type Grant struct {
	Post  string // as the pack names it
	Perms []string
	Arm   Arm

	ForID   ID
	ForName string
}

// Actor is who acts, in which county, and where. A zero Actor may do nothing and see nothing.
type Actor struct {
	Kind      ActorKind
	CountyID  ID
	AccountID ID
	PersonID  ID
	Name      string
	Grants    []Grant
	Arms      []Arm  // what may be seen and changed in the operation at hand; set by For
	Using     string // the permission of the operation at hand; set by For
}

// Can tells whether a post gives the permission anywhere.
func (a Actor) Can(perm string) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return slices.Contains(g.Perms, perm) })
}

// For narrows the actor to the arms in which the permission is given, so that a post in one place never opens another.
func (a Actor) For(perm string) Actor {
	a.Arms, a.Using = nil, perm
	for _, g := range a.Grants {
		if slices.Contains(g.Perms, perm) {
			a.Arms = append(a.Arms, g.Arm)
		}
	}
	return a
}

// Persons are the actor and those for whom they act: what is given to one of them is the actor's too.
func (a Actor) Persons() []ID {
	out := []ID{a.PersonID}
	for _, g := range a.Grants {
		if g.ForID != 0 && !slices.Contains(out, g.ForID) {
			out = append(out, g.ForID)
		}
	}
	return out
}

// Is tells whether somebody is the actor, or one for whom they act.
func (a Actor) Is(person ID) bool { return person != 0 && slices.Contains(a.Persons(), person) }

// Own is the actor without the posts that they act for somebody.
func (a Actor) Own() Actor {
	a.Grants = slices.DeleteFunc(slices.Clone(a.Grants), func(g Grant) bool { return g.ForID != 0 })
	return a
}

// ActsFor names for whom the actor does something to a row, where only a post that they act lets them: empty where a post of
// their own does.
func (a Actor) ActsFor(s Stamp) string {
	name := ""
	for _, g := range a.Grants {
		switch {
		case !slices.Contains(g.Perms, a.Using) || !g.Arm.Covers(s, a.CountyID):
		case g.ForID == 0:
			return ""
		default:
			name = g.ForName
		}
	}
	return name
}

// Perms lists every permission held anywhere, in order, once.
func (a Actor) Perms() []string {
	var out []string
	for _, g := range a.Grants {
		out = append(out, g.Perms...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// System is the program itself within one county: sees and may change all of it.
func System(county ID) Actor {
	return Actor{
		Kind: ActorSystem, CountyID: county, Name: "system",
		Arms: []Arm{{Level: LevelCounty, PlaceID: county, Sealed: true}},
	}
}

// PublicAt is anybody, confined to one place.
func PublicAt(county ID, level Level, place ID, above Stamp) Actor {
	return Actor{
		Kind: ActorPublic, CountyID: county, Name: "public",
		Arms: []Arm{{Level: level, PlaceID: place, Above: above}},
	}
}

type actorKey struct{}

// WithActor puts the actor into the context; only platform/web, the command line and builders do so.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorOf is the actor of the context; without one, an actor who may do nothing.
func ActorOf(ctx context.Context) Actor {
	a, _ := ctx.Value(actorKey{}).(Actor)
	return a
}

// StampOf gives access to the stamp of any row that embeds it.
func (s *Stamp) StampOf() *Stamp { return s }
