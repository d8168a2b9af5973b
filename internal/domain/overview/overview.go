// Package overview is the command centre (requirement K1): how a place stands, on one screen, for a desk and for a wall, live.
//
// Nothing is kept here but which walls there are: a screen is worked out of the counters and of what is due, by the rooms that know,
// and says the same to everybody who has the whole place, because sealed matters are in none of it. Who opens what lies behind a
// figure sees of it what they may. A wall shows no person and no household, and shares of fewer households than the public may know
// of are left out. Screens follow the journal by its number. See docs/adr/0051.
//
// Tables: t_wall.
package overview

import (
	"touyan/internal/domain/casework"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// The permissions of this room, as roles of the pack name them.
const (
	PermSee  = "overview.see"
	PermWall = "overview.wall"
)

// The kinds of sentences.
const (
	SayEmergency = "emergency" // one is on at a place until a moment
	SayLate      = "late"      // a place has cases past their time
	SayWaiting   = "waiting"   // cases that nobody has looked at
	SayLists     = "lists"     // items of lists with the red or the amber light
	SayFigure    = "figure"    // a figure has the red light
)

// The kinds of what is told as it happens.
const (
	ToldCame  = "came"
	ToldStep  = "step"
	ToldVisit = "visit"
	ToldItem  = "item"
	ToldAlarm = "alarm"
	ToldPaper = "paper"
)

// The limits of a screen.
const (
	maxName    = 40
	saysLate   = 4  // places that sentences name
	casesLate  = 8  // cases that are named one by one
	toldShown  = 80 // of what happened before, for a new reader
	publicFew  = 5  // below so many households no share is told on a wall (domain.md 2.6)
	wallMonths = 12 // for how long a link may hold
)

// Screen is how a place stands at a moment; No is the number of the journal that it reaches.
type Screen struct {
	Place   place.Ref            `json:"place"`
	Way     []place.Ref          `json:"way" nullable:"false"` // the places above it that the reader may open too
	At      int64                `json:"at"`
	No      int64                `json:"no"`
	Cases   ScreenCases          `json:"cases"`
	Lists   ScreenLists          `json:"lists"`
	Figures []ScreenFigure       `json:"figures" nullable:"false"`
	Places  []ScreenPlace        `json:"places" nullable:"false"`
	Says    []Saying             `json:"says" nullable:"false"`
	Late    []casework.StandCase `json:"late" nullable:"false"`
}

// ScreenCases is how the cases stand by light and state, and what came and ended today.
type ScreenCases struct {
	Open   int64                 `json:"open"`
	Red    int64                 `json:"red"`
	Amber  int64                 `json:"amber"`
	Blue   int64                 `json:"blue"`
	Green  int64                 `json:"green"`
	Came   int64                 `json:"came"`
	Ended  int64                 `json:"ended"`
	States []casework.StandState `json:"states" nullable:"false"`
	Ages   casework.StandAges    `json:"ages"`
}

// ScreenLists is how the open items of lists stand by light, and how many more fall due by the end of the week.
type ScreenLists struct {
	Open int64 `json:"open"`
	duty.Lights
	Week int64 `json:"week"`
}

// ScreenFigure is an indicator of this month, with that of the month before.
type ScreenFigure struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEN string `json:"name_en"`
	Unit   string `json:"unit" enum:"percent,count"`
	Value  string `json:"value"`
	Why    string `json:"why" enum:",none,few,past,large"`
	Base   string `json:"base"`
	Light  string `json:"light" enum:",green,amber,red"`
	Before string `json:"before"`
	Target string `json:"target"`
	Least  string `json:"least"`
}

// ScreenCell is a figure at a place below.
type ScreenCell struct {
	Value string `json:"value"`
	Why   string `json:"why" enum:",none,few,past,large"`
	Light string `json:"light" enum:",green,amber,red"`
}

// ScreenPlace is how it stands at a place below: Days since the first deadline that passed there, and the figures in the order of
// those of the screen.
type ScreenPlace struct {
	Place   place.Ref    `json:"place"`
	Homes   int          `json:"homes"`
	Open    int64        `json:"open"`
	Red     int64        `json:"red"`
	Soon    int64        `json:"soon"`
	Days    int          `json:"days"`
	Figures []ScreenCell `json:"figures" nullable:"false"`
}

// Saying is a sentence about what matters now; the front ends hold its words.
type Saying struct {
	Kind   string     `json:"kind" enum:"emergency,late,waiting,lists,figure"`
	Place  *place.Ref `json:"place,omitempty"`
	ID     string     `json:"id"`
	Name   string     `json:"name"`
	NameEN string     `json:"name_en"`
	N      int64      `json:"n"`
	Slow   int64      `json:"slow"` // with lists: those that lag behind
	Days   int        `json:"days"`
	Until  int64      `json:"until"`
	Value  string     `json:"value"`
	Target string     `json:"target"`
}

// Told is something that happened: at which place, never to whom. N tells how many at once.
type Told struct {
	No      int64     `json:"no"`
	At      int64     `json:"at"`
	Kind    string    `json:"kind" enum:"came,step,visit,item,alarm,paper"`
	Place   place.Ref `json:"place"`
	N       int       `json:"n"`
	Type    string    `json:"type"`
	TypeEN  string    `json:"type_en"`
	State   string    `json:"state"`
	StateEN string    `json:"state_en"`

	stamp  kernel.Stamp
	county kernel.ID
}

// Wall is a screen on a wall: a link that opens the screen of a place and of those below it, and nothing else, until a day.
type Wall struct {
	ID     kernel.ID  `json:"id"`
	Rev    int64      `json:"rev"`
	Place  place.Ref  `json:"place"`
	Name   string     `json:"name"`
	Until  kernel.Day `json:"until"`
	MadeBy string     `json:"made_by"`
	MadeAt int64      `json:"made_at"`
}

// NewWall asks for one.
type NewWall struct {
	PlaceID kernel.ID  `json:"place_id"`
	Name    string     `json:"name" maxLength:"200"`
	Until   kernel.Day `json:"until"`
}

// MadeWall is a wall with the secret of its link, which is told once.
type MadeWall struct {
	Wall
	Code string `json:"code"`
}

// WallScreen is what a wall shows, and the name under which it was made.
type WallScreen struct {
	Name   string    `json:"name"`
	Top    place.Ref `json:"top"`
	County string    `json:"county"`
	Screen Screen    `json:"screen"`
}
