package demo_test

import (
	"testing"
	"time"

	"touyan/internal/demo"
	"touyan/internal/domain/access"
	"touyan/internal/domain/body"
	"touyan/internal/domain/casework"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/calendar"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

const today kernel.Day = "2026-11-20"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestXiangningInItsOwnNumbers makes the whole demo county and counts it (requirements A1).
func TestXiangningInItsOwnNumbers(t *testing.T) {
	for _, engine := range dbtest.Engines() {
		t.Run(engine, func(t *testing.T) {
			o := dbtest.Fresh(t, engine)
			clock := demo.NewClock(today.Add(-demo.Days).Time().Add(8 * time.Hour))
			o.Now = clock.Now
			d := must(db.Open(t.Context(), o))
			defer func() { _ = d.Close() }()
			p := must(pack.Load(packs.FS, "base", "xiangning"))
			keys := must(crypt.Load(t.TempDir()))
			days := must(calendar.Load(must(packs.Workdays())))
			places := place.New(d, p)
			persons := person.New(d, keys, places)
			bodies := body.New(d, p, places, persons)
			r := demo.Rooms{
				DB: d, Pack: p, Place: places, Person: persons, Body: bodies,
				Access:   access.New(access.Options{DB: d, Pack: p, Place: places, Person: persons, Body: bodies, Demo: true}),
				Casework: casework.New(casework.Options{DB: d, Pack: p, Keys: keys, Files: must(files.Local(t.TempDir())), Days: days, Place: places, Body: bodies}),
			}
			b := demo.New(r, clock, 7)
			start := time.Now()
			b.OnProgress(func(done, total int, what string) {
				t.Logf("%s %d/%d %s", time.Since(start).Round(time.Millisecond), done, total, what)
			})
			if err := b.Xiangning(t.Context(), today); err != nil {
				t.Fatal(err)
			}
		})
	}
}
