// Package app is where everything meets: configuration, wiring, start and stop, the command line. It also holds the tests
// that keep the house in shape (TestArch…).
package app

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"touyan/internal/domain/access"
	"touyan/internal/domain/activity"
	"touyan/internal/domain/asset"
	"touyan/internal/domain/award"
	"touyan/internal/domain/body"
	"touyan/internal/domain/book"
	"touyan/internal/domain/bulletin"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/demand"
	"touyan/internal/domain/duty"
	"touyan/internal/domain/emergency"
	"touyan/internal/domain/exchange"
	"touyan/internal/domain/fact"
	"touyan/internal/domain/feed"
	"touyan/internal/domain/field"
	"touyan/internal/domain/handover"
	"touyan/internal/domain/indicator"
	"touyan/internal/domain/link"
	"touyan/internal/domain/merit"
	"touyan/internal/domain/overview"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/domain/points"
	"touyan/internal/domain/privacy"
	"touyan/internal/domain/quality"
	"touyan/internal/domain/rulebook"
	"touyan/internal/domain/shop"
	"touyan/internal/domain/visit"
	"touyan/internal/kernel"
	"touyan/internal/platform/calendar"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
	"touyan/internal/platform/jobs"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/meter"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/register"
	"touyan/internal/platform/web"
	"touyan/ui"
)

// App is one running program: the rooms over one database, and the doors to it.
type App struct {
	DB        *db.DB
	Web       *web.Server
	Packs     *pack.Book
	Place     *place.Service
	Person    *person.Service
	Body      *body.Service
	Link      *link.Service
	Activity  *activity.Service
	Fact      *fact.Service
	Access    *access.Service
	Casework  *casework.Service
	Asset     *asset.Service
	Duty      *duty.Service
	Visit     *visit.Service
	Field     *field.Service
	Emergency *emergency.Service
	Merit     *merit.Service
	Shop      *shop.Service
	Points    *points.Service
	Book      *book.Service
	Indicator *indicator.Service
	Bulletin  *bulletin.Service
	Overview  *overview.Service
	Demand    *demand.Service
	Award     *award.Service
	Handover  *handover.Service
	Exchange  *exchange.Service
	Privacy   *privacy.Service
	Quality   *quality.Service
	Rulebook  *rulebook.Service
	Feed      *feed.Service
	Jobs      *jobs.Service

	faults  map[string]map[string]string // words for codes, by language
	addr    string                       // where this process serves; empty where it does not
	dir     string                       // the data folder
	version string
	mu      sync.Mutex
	county  db.County
}

// Options say how to open an App beyond its Config.
type Options struct {
	Log     *slog.Logger
	Now     func() time.Time // the program's clock; nil: the machine's
	Version string
	Demo    bool   // offers the demo's sign-in
	Pack    string // id of the pack where the database does not tell yet
	Inline  int    // bytes of a file that is imported at once; 0: the usual bound
	Guesses int    // public tries a minute from one address; 0: the usual bound

	Trace func(text string, args []any) // is told each statement on SQLite
}

// Open opens the data and wires the rooms.
func Open(ctx context.Context, cfg Config, o Options) (*App, error) {
	d, err := db.Open(ctx, db.Options{Dir: cfg.Data, URL: cfg.DB, Now: o.Now, Log: o.Log, Trace: o.Trace})
	if err != nil {
		return nil, err
	}
	a, err := wire(ctx, cfg, o, d)
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return a, nil
}

func wire(ctx context.Context, cfg Config, o Options, d *db.DB) (*App, error) {
	counties, err := d.Counties(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := crypt.Load(cfg.Data)
	if err != nil {
		return nil, err
	}
	store, err := files.Local(filepath.Join(cfg.Data, "files"))
	if err != nil {
		return nil, err
	}
	a, err := assemble(cfg, o, d, keys, store)
	if err == nil && len(counties) > 0 {
		err = a.adopt(counties[0])
		if err == nil {
			err = a.Rulebook.Refresh(kernel.WithActor(ctx, kernel.System(counties[0].ID)))
		}
	}
	return a, err
}

// describe wires everything without data, for the OpenAPI document.
func describe() (*App, error) {
	return assemble(Config{}, Options{Demo: true}, nil, nil, nil)
}

// assemble puts the rooms together in the order of their arrows.
func assemble(cfg Config, o Options, d *db.DB, keys *crypt.Keys, store files.Store) (*App, error) {
	p, err := loadPack(o.Pack)
	if err != nil {
		return nil, err
	}
	rules := pack.NewBook(clockOf(d), p)
	days := calendar.Live(func() *calendar.Calendar { return rules.Now().Calendar() })
	a := &App{DB: d, Packs: rules, dir: cfg.Data, version: o.Version}
	m := meter.New(o.Version, a.state)
	if d != nil {
		d.Watch(m)
	}
	a.Web = web.New(web.Options{
		Observe: m.Request, Metrics: m.Handler(), MetricsToken: cfg.MetricsToken,
		DB: d, Log: o.Log, Demo: o.Demo, Version: o.Version, Secure: cfg.Secure, Proxies: prefixes(cfg.Proxies),
		Throttle: web.Throttle{Burst: o.Guesses, PerMinute: o.Guesses},
		Fronts:   ui.Fronts(), Pages: ui.Pages(), Resolve: a.resolve, Bearer: a.bearer, County: a.countyID, CountyName: a.countyName,
	})
	a.Rulebook, a.Place = rulebook.New(d, rules), place.New(d, rules)
	a.Person = person.New(d, keys, a.Place)
	a.Person.Files = store
	a.Body = body.New(d, rules, a.Place, a.Person)
	a.Activity = activity.New(d, rules, store, a.Place, a.Body)
	a.Link = link.New(d, rules, a.Place, a.Person, a.Body)
	a.Fact = fact.New(d, rules, keys, a.Place, a.Person)
	a.Access = access.New(access.Options{DB: d, Pack: rules, Place: a.Place, Person: a.Person, Body: a.Body, Also: a.askRules, Version: o.Version, Demo: o.Demo})
	a.Casework = casework.New(casework.Options{DB: d, Pack: rules, Keys: keys, Files: store, Days: days, Place: a.Place, Body: a.Body, Person: a.Person})
	a.Asset = asset.New(d, a.Place, a.Casework)
	a.Duty = duty.New(duty.Options{DB: d, Pack: rules, Files: store, Days: days, Place: a.Place, Body: a.Body})
	a.Visit = visit.New(visit.Options{
		DB: d, Pack: rules, Keys: keys, Files: store, Place: a.Place, Person: a.Person, Body: a.Body, Link: a.Link, Cases: a.Casework,
	})
	a.Emergency = emergency.New(emergency.Options{DB: d, Pack: rules, Keys: keys, Place: a.Place, Person: a.Person, Body: a.Body, Fact: a.Fact})
	a.Merit = merit.New(merit.Options{DB: d, Pack: rules, Keys: keys, Files: store, Place: a.Place, Person: a.Person, Body: a.Body})
	a.Shop = shop.New(shop.Options{DB: d, Pack: rules, Keys: keys, Place: a.Place, Merit: a.Merit})
	a.Indicator = indicator.New(d, rules, a.Place, a.Body)
	a.Bulletin = bulletin.New(bulletin.Options{DB: d, Pack: rules, Place: a.Place, Figures: a.Indicator, Visit: a.Visit, Duty: a.Duty, Activity: a.Activity})
	a.Overview, a.Demand = a.screens(d, rules), a.demands(d, rules, days)
	a.Points = points.New(points.Options{DB: d, Pack: rules, Files: store, Days: days, Place: a.Place, Person: a.Person, Body: a.Body})
	a.Book = book.New(d, a.Place, a.Points, a.Merit, a.Shop)
	a.Award = award.New(award.Options{DB: d, Pack: rules, Keys: keys, Files: store, Days: days, Place: a.Place, Person: a.Person, Body: a.Body, Fact: a.Fact})
	a.Field = a.phones(d, keys, store, rules)
	a.alarms()
	a.merits()
	a.honours()
	a.Handover = handover.New(d, a.Place, a.Body, a.Casework, a.Duty, a.Link, a.Visit)
	if a.faults, err = faultWords(); err != nil {
		return nil, err
	}
	a.Exchange = exchange.New(exchange.Options{
		DB: d, Keys: keys, Files: store, Place: a.Place, Resolve: a.resolve, Words: a.faults, Inline: o.Inline,
	}, a.registers()...)
	a.Privacy = privacy.New(privacy.Options{
		DB: d, Pack: rules, Keys: keys, Days: days, Place: a.Place, Person: a.Person, Body: a.Body, Access: a.Access, Casework: a.Casework, Visit: a.Visit, Fact: a.Fact,
	})
	a.Quality, a.Feed = a.checks(d, rules), a.feeds(cfg, d, keys, rules)
	a.timetable(d, o.Log)
	a.register()
	return a, nil
}

// phones is the room that serves the field app, with the rooms whose records it carries.
func (a *App) phones(d *db.DB, keys *crypt.Keys, store files.Store, rules *pack.Book) *field.Service {
	return field.New(field.Options{
		DB: d, Keys: keys, Files: store, Rules: rules.Number, Resolve: a.resolve,
		Rooms: field.Rooms{Place: a.Place, Person: a.Person, Link: a.Link, Fact: a.Fact, Casework: a.Casework, Duty: a.Duty, Visit: a.Visit, Activity: a.Activity},
	})
}

// screens is the room that tells how a place stands, with the rooms that it asks.
func (a *App) screens(d *db.DB, rules *pack.Book) *overview.Service {
	return overview.New(overview.Options{DB: d, Pack: rules, Place: a.Place, Cases: a.Casework, Duty: a.Duty, Emergency: a.Emergency, Indicator: a.Indicator})
}

// demands is the room of what offices demand of villages.
func (a *App) demands(d *db.DB, rules *pack.Book, days calendar.Live) *demand.Service {
	return demand.New(demand.Options{DB: d, Pack: rules, Days: days, Place: a.Place, Body: a.Body, Cases: a.Casework, Held: a.held})
}

// timetable sets up what is done by the clock.
func (a *App) timetable(d *db.DB, log *slog.Logger) {
	a.Jobs = jobs.New(d, log)
	a.Jobs.Before = a.beforeJob
	a.schedule()
	ledger.Nightly{DB: d, Log: cmp.Or(log, slog.New(slog.DiscardHandler))}.Schedule(a.Jobs)
}

// clockOf is the clock of the data, or the machine's where there are none.
func clockOf(d *db.DB) func() time.Time {
	if d == nil {
		return time.Now
	}
	return d.Now
}

// schedule enters what each room does by the clock.
func (a *App) schedule() {
	for _, room := range []interface{ Schedule(*jobs.Service) }{
		a.Body, a.Place, a.Link, a.Activity, a.Fact, a.Casework, a.Asset, a.Duty, a.Visit, a.Emergency, a.Points, a.Award, a.Merit, a.Shop, a.Field, a.Handover, a.Access, a.Person, a.Privacy, a.Quality, a.Exchange, a.Indicator, a.Bulletin, a.Feed,
	} {
		room.Schedule(a.Jobs)
	}
}

// register enters the operations of each room.
func (a *App) register() {
	for _, room := range []interface{ Register(*web.Server) }{
		a.Place, a.Person, a.Body, a.Link, a.Activity, a.Fact, a.Access, a.Casework, a.Asset, a.Duty, a.Visit, a.Emergency, a.Award, a.Merit, a.Shop, a.Book, a.Field, a.Handover, a.Exchange, a.Indicator, a.Bulletin, a.Overview, a.Demand,
	} {
		room.Register(a.Web)
	}
	a.publishCheckpoint()
	a.Privacy.Register(a.Web)
	a.Quality.Register(a.Web)
	a.Rulebook.Register(a.Web)
	a.Feed.Register(a.Web)
	a.Points.Register(a.Web)
}

// registers are the tables of all rooms that go out and come in as sheets, in the order of the page that lists them.
func (a *App) registers() []register.Register {
	var out []register.Register
	for _, room := range []interface{ Registers() []register.Register }{a.Body, a.Person, a.Link, a.Activity, a.Fact, a.Casework, a.Asset, a.Duty, a.Visit, a.Points, a.Award, a.Merit, a.Shop, a.Handover, a.Access, a.Place} {
		out = append(out, room.Registers()...)
	}
	return out
}

// Close stops what runs and closes the data.
func (a *App) Close() error {
	return a.DB.Close()
}

// state is what /metrics asks for.
func (a *App) state(ctx context.Context) (meter.State, error) {
	entries, pending, err := a.DB.JournalSize(ctx)
	if err != nil {
		return meter.State{}, err
	}
	queue, err := a.Jobs.Queue(ctx)
	return meter.State{Entries: entries, Pending: pending, Jobs: queue}, err
}

func (a *App) resolve(ctx context.Context, county, account kernel.ID) (kernel.Actor, error) {
	return a.Access.Resolve(ctx, county, account)
}

// beforeJob lets a job begin with the rules of now.
func (a *App) beforeJob(ctx context.Context) error {
	c, err := a.home(ctx)
	if kernel.KindOf(err) == kernel.KindUnavailable {
		return nil
	}
	return errors.Join(err, a.freshRules(ctx, c.ID))
}

// home is the county of this server. It never changes once it is there.
func (a *App) home(ctx context.Context) (db.County, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.county.ID == 0 {
		all, err := a.DB.Counties(ctx)
		if err != nil {
			return db.County{}, err
		}
		if len(all) == 0 {
			return db.County{}, kernel.Unavailable("no_county")
		}
		a.county = all[0]
	}
	return a.county, nil
}

// countyID is asked for each visitor without an account.
func (a *App) countyID(ctx context.Context) (kernel.ID, error) {
	c, err := a.home(ctx)
	if err == nil {
		err = a.freshRules(ctx, c.ID)
	}
	return c.ID, err
}

func (a *App) countyName(ctx context.Context) (string, error) {
	c, err := a.home(ctx)
	return c.Name, err
}
