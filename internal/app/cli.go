package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"touyan/internal/demo"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/jobs"
)

// Env is what the commands write to.
type Env struct {
	Version  string
	Out, Err io.Writer
}

// Where names the data: shared by every command that touches it.
type Where struct {
	Data string `help:"Folder with everything the server keeps." placeholder:"DIR" default:"."`
	DB   string `help:"PostgreSQL address; without it SQLite in the data folder." placeholder:"postgres://…"`
}

func (w Where) config() (Config, error) { return Config{Data: w.Data, DB: w.DB}.load() }

// CLI is the command line.
type CLI struct {
	Serve      ServeCmd      `cmd:"" help:"Serve a county."`
	Demo       DemoCmd       `cmd:"" help:"Make the demo county on first start and serve it."`
	Migrate    MigrateCmd    `cmd:"" help:"Bring the schema up to this program."`
	Import     ImportCmd     `cmd:"" help:"Import a table from a workbook (XLSX) or list (CSV)."`
	Export     ExportCmd     `cmd:"" help:"Export a table as a workbook (XLSX)."`
	Pack       PackCmd       `cmd:"" help:"Programme packs: the rules of a county as a folder of YAML."`
	Admin      AdminCmd      `cmd:"" help:"Administrators."`
	Verify     VerifyCmd     `cmd:"" help:"Show that nobody changed the data or the journal past the program."`
	Checkpoint CheckpointCmd `cmd:"" help:"Print the signed head of the journal."`
	Backup     BackupCmd     `cmd:"" help:"Write everything into one sealed file, while the server works."`
	Restore    RestoreCmd    `cmd:"" help:"Put a backup into an empty folder, on SQLite or PostgreSQL."`
	Config     ConfigCmd     `cmd:"" help:"Settings."`
	Version    VersionCmd    `cmd:"" help:"Print the version."`
	OpenAPI    OpenAPICmd    `cmd:"" name:"openapi" hidden:"" help:"Print the OpenAPI document."`
}

// Describe sets the parser up.
func Describe(version string) []kong.Option {
	return []kong.Option{
		kong.Name("touyan"),
		kong.Description("头雁 touyan " + version + ": Party-building-led rural revitalisation and grassroots governance for a county.\n\n" +
			"Everything a server keeps lies in one folder (--data), or in PostgreSQL (--db) with --data for files and keys.\n\n" +
			"Try it:  touyan demo --data demo"),
		kong.Vars{"counties": strings.Join(demo.Counties(), ", ")},
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, FlagsLast: true, NoExpandSubcommands: false}),
	}
}

// MigrateCmd brings the schema up to date.
type MigrateCmd struct{ Where }

// Help has the examples.
func (MigrateCmd) Help() string {
	return "Examples:\n  touyan migrate --data /srv/touyan\n  touyan migrate --data /srv/touyan --db postgres://touyan@db/touyan"
}

// Run migrates and lists what it did.
func (c MigrateCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	steps, err := db.Migrate(ctx, db.Options{Dir: cfg.Data, URL: cfg.DB})
	if err != nil {
		return err
	}
	if err := migrateJobs(ctx, cfg); err != nil {
		return err
	}
	for _, s := range steps {
		fmt.Fprintf(env.Out, "%04d %s\n", s.Version, s.File)
	}
	fmt.Fprintf(env.Out, "%d migrations applied; the schema is up to date\n", len(steps))
	return nil
}

// migrateJobs brings the tables of the job queue up to date too.
func migrateJobs(ctx context.Context, cfg Config) error {
	d, err := db.Open(ctx, db.Options{Dir: cfg.Data, URL: cfg.DB})
	if err != nil {
		return err
	}
	return errors.Join(jobs.Migrate(ctx, d), d.Close())
}

// ImportCmd loads a file as the administrator.
type ImportCmd struct {
	Where
	Register string `arg:"" help:"The table that the file belongs to; see below."`
	File     string `arg:"" type:"existingfile" help:"The workbook (XLSX), or a list in UTF-8 (CSV) where the table has one sheet."`
	Check    bool   `help:"Check the file and save nothing."`
}

// Help has the examples.
func (ImportCmd) Help() string {
	return "The whole file is checked before anything is saved; then it is saved all or nothing.\n\nTables:\n" + tablesHelp(true) +
		"\nExamples:\n  touyan import divisions divisions.csv --data DIR\n  touyan import grid 网格.xlsx --data DIR --check"
}

// Run imports.
func (c ImportCmd) Run(ctx context.Context, env *Env) error {
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	cfg, err := c.config()
	if err != nil {
		return err
	}
	args := url.Values{"register": {c.Register}, "file": {filepath.Base(c.File)}}
	if c.Check {
		args.Set("check", "yes")
	}
	return do(ctx, cfg, env, "import", args, f, env.Out)
}

// ExportCmd writes a file.
type ExportCmd struct {
	Where
	Register string `arg:"" help:"The table to write; see below."`
	File     string `arg:"" help:"The file to write; it must not exist."`
	Place    string `help:"Code of a place: it and all below it." placeholder:"CODE"`
	Format   string `help:"Of the ledger: beancount or hledger, plain text that those programs check, or xlsx, the trial balance." enum:",beancount,hledger,xlsx" default:"" placeholder:"FORMAT"`
	Open     bool   `help:"Personal data in clear; needs --reason, which stays in the journal."`
	Reason   string `help:"Why personal data go out in clear." placeholder:"TEXT"`
}

// Help has the examples.
func (ExportCmd) Help() string {
	return "Tables:\n" + tablesHelp(false) + "  ledger      Books and accounts (--format beancount, hledger, xlsx), 账簿\n" + "\nExamples:\n  touyan export grid 网格.xlsx --data DIR\n" +
		"  touyan export ledger 账.beancount --format beancount --data DIR\n" +
		"  touyan export persons 人员.xlsx --data DIR --place 999999100000 --open --reason 年度核对"
}

// tablesHelp lists the registers, or those that a file can be imported into.
func tablesHelp(in bool) string {
	a, err := describe()
	if err != nil {
		return err.Error()
	}
	text := ""
	for _, r := range a.Exchange.Registers() {
		if !in || r.Edit != "" {
			text += fmt.Sprintf("  %-11s %s, %s\n", r.Key, r.TitleEn, r.Title)
		}
	}
	return text
}

// Run exports; an existing file is never overwritten.
func (c ExportCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	if (c.Register == ledgerRegister) != (c.Format != "") {
		return kernel.Invalid("format", "bad_format").With("format", c.Format)
	}
	args := url.Values{"register": {c.Register}, "place": {c.Place}, "reason": {c.Reason}, "format": {c.Format}}
	if c.Open {
		args.Set("open", "yes")
	}
	f, err := os.OpenFile(c.File, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if os.IsExist(err) {
		return kernel.Conflict("file_exists").With("file", c.File)
	} else if err != nil {
		return err
	}
	err = errors.Join(do(ctx, cfg, env, "export", args, nil, f), f.Close())
	if err != nil {
		return errors.Join(err, os.Remove(c.File))
	}
	fmt.Fprintln(env.Out, filepath.Clean(c.File))
	return nil
}

// AdminCmd groups the verbs about administrators.
type AdminCmd struct {
	Create AdminCreateCmd `cmd:"" help:"Create an administrator of the county and print a one-time link."`
}

// AdminCreateCmd makes an account; its password is chosen by whoever opens the link.
type AdminCreateCmd struct {
	Where
	Login string `required:"" help:"Login name."`
	Name  string `required:"" help:"The person's name."`
}

// Help has the examples.
func (AdminCreateCmd) Help() string {
	return "The link works once, for 72 hours. There is no default password.\n\nExamples:\n  touyan admin create --login zhang --name 张三 --data DIR"
}

// Run creates the account and prints the path of the link below the server's address.
func (c AdminCreateCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	args := url.Values{"login": {c.Login}, "name": {c.Name}, "addr": {cfg.Addr}}
	return do(ctx, cfg, env, "admin.create", args, nil, env.Out)
}

// VersionCmd prints the version.
type VersionCmd struct{}

// Run prints it.
func (VersionCmd) Run(env *Env) error {
	_, err := fmt.Fprintln(env.Out, "touyan", env.Version)
	return err
}

// OpenAPICmd prints the document without opening any data.
type OpenAPICmd struct{}

// Run prints it.
func (OpenAPICmd) Run(env *Env) error {
	a, err := describe()
	if err != nil {
		return err
	}
	_, err = env.Out.Write(a.Web.OpenAPI())
	return err
}
