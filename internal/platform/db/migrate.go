package db

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing/fstest"

	"github.com/pressly/goose/v3"

	"touyan/internal/kernel"
	"touyan/migrations"
)

// Step is one migration that was applied or waits.
type Step struct {
	Version int64
	File    string
}

// Migrate brings the schema of a data folder or database up to this program and returns what it applied.
func Migrate(ctx context.Context, o Options) ([]Step, error) {
	d, err := connect(o)
	if err != nil {
		return nil, err
	}
	defer func() { _ = d.Close() }()
	return d.migrate(ctx)
}

func (d *DB) migrate(ctx context.Context) ([]Step, error) {
	p, err := d.provider()
	if err != nil {
		return nil, err
	}
	done, err := p.Up(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	steps := make([]Step, len(done))
	for i, r := range done {
		steps[i] = Step{r.Source.Version, r.Source.Path}
	}
	return steps, d.commentPlacement(ctx)
}

// provider reads the migrations of both engines and of this one. A room numbers its migrations near its first one, so a new
// one may stand before those that a database has already.
func (d *DB) provider() (*goose.Provider, error) {
	all := fstest.MapFS{}
	for _, dir := range []string{"common", d.eng.name()} {
		files, err := fs.ReadDir(migrations.FS, dir)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			b, err := fs.ReadFile(migrations.FS, path.Join(dir, f.Name()))
			if err != nil {
				return nil, err
			}
			all[f.Name()] = &fstest.MapFile{Data: b}
		}
	}
	dialect := goose.DialectSQLite3
	if !d.eng.serial() {
		dialect = goose.DialectPostgres
	}
	return goose.NewProvider(dialect, d.write.DB, all, goose.WithDisableGlobalRegistry(true), goose.WithAllowOutofOrder(true))
}

// checkSchema refuses a schema that is older or newer than the program; an empty database is set up.
func (d *DB) checkSchema(ctx context.Context) error {
	p, err := d.provider()
	if err != nil {
		return err
	}
	has, want, err := p.GetVersions(ctx)
	if err != nil {
		return kernel.Unavailable("database_away").Because(err)
	}
	switch {
	case has == 0:
		_, err := d.migrate(ctx)
		return err
	case has > want:
		return kernel.Unavailable("schema_newer").With("has", fmt.Sprint(has)).With("wants", fmt.Sprint(want))
	}
	pending, err := p.HasPending(ctx)
	if err != nil {
		return err
	}
	if pending {
		return kernel.Unavailable("schema_stale").With("has", fmt.Sprint(has)).With("wants", fmt.Sprint(want)).With("command", "touyan migrate")
	}
	return nil
}

// commentPlacement writes what each table is into PostgreSQL's catalogue, where the schema lint reads it (data-rules C1).
func (d *DB) commentPlacement(ctx context.Context) error {
	if d.eng.serial() {
		return nil
	}
	for _, t := range Tables() {
		var n int
		if err := d.write.NewRaw("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = ?", "t_"+t.Name).Scan(ctx, &n); err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		q := "COMMENT ON TABLE " + "t_" + t.Name + " IS 'placement: " + strings.ReplaceAll(string(t.Place), "'", "") + "'"
		if _, err := d.write.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}
