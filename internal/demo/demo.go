// Package demo builds counties out of invented people and events over real divisions. It calls the services, never SQL, so
// what it makes obeys every rule. The same sentences make the demo county, tests, benchmarks and screenshots:
//
//	b := demo.New(rooms, clock, 1)
//	v := b.Village("龙鼻村")
//	v.Group("一组").Micro("东片").Officer("micro_officer")
//	err := b.Save(ctx)
//
// Seed and clock are the caller's, so the same call makes the same county.
package demo

import (
	"math/rand/v2"
	"sync"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/award"
	"touyan/internal/domain/body"
	"touyan/internal/domain/bulletin"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/demand"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/link"
	"touyan/internal/domain/merit"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/points"
	"touyan/internal/domain/shop"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Rooms are the services that the builder speaks to.
type Rooms struct {
	DB       *db.DB
	Pack     *pack.Pack
	Place    *place.Service
	Person   *person.Service
	Body     *body.Service
	Access   *access.Service
	Fact     *fact.Service
	Casework *casework.Service
	Duty     *duty.Service
	Link     *link.Service
	Visit    *visit.Service
	Points   *points.Service
	Merit    *merit.Service
	Shop     *shop.Service
	Award    *award.Service
	Demand   *demand.Service
	Bulletin *bulletin.Service
}

// Clock is the program's clock while a demo is made: it stands where the builder puts it, and runs once let go.
type Clock struct {
	mu sync.Mutex
	at time.Time
}

// NewClock stands at an instant.
func NewClock(at time.Time) *Clock { return &Clock{at: at} }

// Now is the time of the clock.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.at.IsZero() {
		return time.Now()
	}
	return c.at
}

// Set puts the clock to an instant.
func (c *Clock) Set(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = at
}

// Run lets the clock go: from now on it shows the time.
func (c *Clock) Run() { c.Set(time.Time{}) }

// Builder makes a county.
type Builder struct {
	r     Rooms
	clock *Clock
	rng   *rand.Rand
	say   func(done, total int, what string)
	plan  plan
	lines map[string]int // code -> line of plan.grids
	order []*Node        // villages, by code

	townships  []place.Place
	heads      []Person                // of the villages, in the order of order
	branched   []kernel.ID             // villages that have their branch and committee before the others
	accountsOf map[kernel.ID]kernel.ID // person -> account
	site       stage
	dial       string // area code of the county
	login      string // what logins begin with
	seed       uint64
	numbers    map[string]int // citizens' numbers given out, by day of birth and sex
}

// stage is where the demo's cases play: one township, and in it the village that the pictures show.
type stage struct{ township, village string }

// New makes a builder; the same seed draws the same people and events.
func New(r Rooms, clock *Clock, seed uint64) *Builder {
	return &Builder{
		r: r, clock: clock, rng: rand.New(rand.NewPCG(seed, seed)), seed: seed, numbers: map[string]int{}, say: func(int, int, string) {},
		site: xiangningStage, dial: "0357", login: "xn",
	}
}

// OnProgress has the builder report as it goes.
func (b *Builder) OnProgress(say func(done, total int, what string)) { b.say = say }
