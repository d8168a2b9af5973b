package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/riverqueue/river/rivermigrate"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Servers that start together on one empty PostgreSQL both make River's tables; the loser looks again until nothing has
// moved for readyTries times readyPause.
const (
	readyTries = 10
	readyPause = 200 * time.Millisecond
)

// Migrate brings River's tables up to the River of this program.
func Migrate(ctx context.Context, d *db.DB) error {
	m, err := migrator(d)
	if err != nil {
		return err
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrate jobs: %w", err)
	}
	return nil
}

// Ready makes River's tables where there are none and refuses those of another River. Start does it; whoever only enqueues
// calls it once before.
func Ready(ctx context.Context, d *db.DB) error {
	m, err := migrator(d)
	if err != nil {
		return err
	}
	before := 0
	for tries := 0; tries < readyTries; tries++ {
		var has int
		if has, err = look(ctx, d, m); err == nil || d.Engine() == "sqlite" { // the folder is ours alone: nobody else is at it
			return err
		}
		if has != before {
			before, tries = has, 0
		}
		if !pause(ctx, readyPause) {
			return err
		}
	}
	return err
}

// look is nil when River's tables fit; it makes them when there are none.
func look(ctx context.Context, d *db.DB, m *rivermigrate.Migrator[*sql.Tx]) (has int, err error) {
	has, wants, err := versions(ctx, m)
	switch {
	case err != nil, has == wants:
		return has, err
	case has == 0:
		return has, Migrate(ctx, d)
	}
	return has, kernel.Unavailable("schema_stale").With("has", fmt.Sprint(has)).With("wants", fmt.Sprint(wants)).With("command", "touyan migrate")
}

func migrator(d *db.DB) (*rivermigrate.Migrator[*sql.Tx], error) {
	return rivermigrate.New(driverOf(d.Engine(), d.Pool()), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
}

// versions tells which River schema the database has and which one this program brings.
func versions(ctx context.Context, m *rivermigrate.Migrator[*sql.Tx]) (has, wants int, err error) {
	all := m.AllVersions()
	wants = all[len(all)-1].Version
	applied, err := m.ExistingVersions(ctx)
	if err != nil {
		if strings.Contains(err.Error(), "not found in migrator bundle") {
			return 0, wants, kernel.Unavailable("schema_newer").With("wants", fmt.Sprint(wants)).Because(err)
		}
		return 0, wants, kernel.Unavailable("database_away").Because(err)
	}
	if len(applied) > 0 {
		has = applied[len(applied)-1].Version
	}
	return has, wants, nil
}

// pause tells whether it slept to the end.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
