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

	"golang.org/x/term"

	"touyan/internal/kernel"
	"touyan/internal/platform/backup"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// Secret says where the passphrase of a backup comes from; never from the command line, where others on the machine see it.
type Secret struct {
	PassphraseFile string `help:"File with the passphrase in its first line (else TOUYAN_PASSPHRASE, else the terminal is asked)." placeholder:"FILE"`
}

// passphrase reads it; at a terminal a new one is asked for twice.
func (s Secret) passphrase(env *Env, fresh bool) (string, error) {
	if s.PassphraseFile != "" {
		b, err := os.ReadFile(s.PassphraseFile)
		line, _, _ := strings.Cut(string(b), "\n")
		return enough(strings.TrimSuffix(line, "\r"), err)
	}
	if p := os.Getenv("TOUYAN_PASSPHRASE"); p != "" {
		return enough(p, nil)
	}
	fd := int(os.Stdin.Fd())
	if !term.IsTerminal(fd) {
		return "", kernel.Invalid("passphrase", "passphrase_missing")
	}
	ask := func(what string) (string, error) {
		fmt.Fprint(env.Err, what)
		b, err := term.ReadPassword(fd)
		fmt.Fprintln(env.Err)
		return string(b), err
	}
	first, err := ask(say("口令:", "Passphrase: "))
	if err == nil && fresh {
		var second string
		if second, err = ask(say("再输一次:", "Once more: ")); err == nil && second != first {
			err = kernel.Invalid("passphrase", "passphrase_differs")
		}
	}
	return enough(first, err)
}

func enough(p string, err error) (string, error) {
	if err == nil && len(p) < crypt.MinPassphrase {
		err = kernel.Invalid("passphrase", "passphrase_short").With("min", fmt.Sprint(crypt.MinPassphrase))
	}
	return p, err
}

// BackupCmd writes everything into one sealed file.
type BackupCmd struct {
	Where
	Secret
	File string `arg:"" help:"The file to write; it must not exist."`
}

// Help has the examples.
func (BackupCmd) Help() string {
	return "One file with all records, attachments and the key file, sealed under a passphrase, of one moment while the server goes on working. " +
		"It is then read back, restored into a folder that is removed again, and its journal verified. Without the passphrase nobody can ever open it.\n\n" +
		"Examples:\n  touyan backup county.backup --data /srv/touyan\n  touyan backup /backups/$(date +%F).backup --data /srv/touyan --passphrase-file /etc/touyan/passphrase"
}

// Run backs up, checks what was written, and only then gives the file its name.
func (c BackupCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	if exists(c.File) {
		return kernel.Conflict("file_exists").With("file", c.File)
	}
	pass, err := c.passphrase(env, true)
	if err != nil {
		return err
	}
	part := c.File + ".part"
	if err := writeBackup(ctx, cfg, env, part, pass); err != nil {
		return err
	}
	res, err := checkBackup(ctx, cfg, env, part, pass)
	if err != nil {
		return errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, c.File); err != nil {
		return err
	}
	size := int64(0)
	if info, err := os.Stat(c.File); err == nil {
		size = info.Size()
	}
	fmt.Fprintf(env.Out, "%s: %d rows, %d files, %d bytes\n", filepath.Clean(c.File), res.Rows, res.Files, size)
	return told(env, res.Report, false)
}

func writeBackup(ctx context.Context, cfg Config, env *Env, part, pass string) error {
	f, err := os.OpenFile(part, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = do(ctx, cfg, env, "backup", nil, strings.NewReader(pass), f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return nil
}

// checkBackup restores the file into a folder beside the data, which is removed again.
func checkBackup(ctx context.Context, cfg Config, env *Env, part, pass string) (backup.Result, error) {
	f, err := os.Open(part)
	if err != nil {
		return backup.Result{}, err
	}
	defer func() { _ = f.Close() }()
	p := &ticker{w: env.Err}
	defer p.done()
	return backup.Check(ctx, f, cfg.Data, backup.RestoreOptions{Passphrase: pass, Progress: p.tell})
}

// makeBackup is the verb behind the command: the passphrase in, the file out.
func makeBackup(ctx context.Context, a *App, _ url.Values, in io.Reader, out io.Writer) error {
	pass, err := io.ReadAll(io.LimitReader(in, maxFile))
	if err != nil {
		return err
	}
	// The log is named before it is copied, so that copies know whose checkpoints they go on from. Where it cannot be
	// signed, a backup is needed all the more.
	if _, err := a.checkpoint(ctx); err != nil {
		fmt.Fprintln(progressOf(ctx), Words(err))
	}
	p := &ticker{w: progressOf(ctx)}
	defer p.done()
	return backup.Make(ctx, a.DB, out, backup.MakeOptions{Dir: a.dir, Passphrase: string(pass), Program: a.version, Progress: p.tell})
}

// RestoreCmd puts a backup into an empty folder or database.
type RestoreCmd struct {
	Where
	Secret
	File        string `arg:"" type:"existingfile" help:"The backup."`
	Checkpoints string `help:"Checkpoints published by the server that was backed up: a file, or its address." placeholder:"FILE"`
	TakesOver   bool   `help:"The former server is gone for good: go on although it signed entries that the backup lacks."`
	Unsound     bool   `help:"Go on although records do not agree with their journal."`
}

// Help has the examples.
func (RestoreCmd) Help() string {
	return "Into an empty folder, on SQLite or PostgreSQL whatever the backup was made on: all or nothing, then verified. People sign in again; timed work starts anew. " +
		"The journal goes on under a new name and key and says first from which checkpoint, so that no two histories are ever signed by one key.\n\n" +
		"With --checkpoints, data older than what the former server has published are refused: use a newer backup, or let --takes-over accept the loss, which the journal then states.\n\n" +
		"Examples:\n  touyan restore county.backup --data /srv/touyan\n  touyan restore county.backup --data /srv/touyan --db postgres://touyan@db/touyan\n" +
		"  touyan restore county.backup --data /srv/touyan --checkpoints http://old:8080/checkpoint"
}

// Run restores.
func (c RestoreCmd) Run(ctx context.Context, env *Env) error {
	cfg, err := c.config()
	if err != nil {
		return err
	}
	known, err := readCheckpoints(ctx, c.Checkpoints)
	if err != nil {
		return err
	}
	pass, err := c.passphrase(env, false)
	if err != nil {
		return err
	}
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	p := &ticker{w: env.Err}
	res, err := backup.Restore(ctx, f, backup.RestoreOptions{
		Dir: cfg.Data, URL: cfg.DB, Passphrase: pass, Checkpoints: known, TakesOver: c.TakesOver, Unsound: c.Unsound, Progress: p.tell,
	})
	p.done()
	if err != nil {
		return restoreFailed(err, res.Report)
	}
	if err := migrateJobs(ctx, cfg); err != nil {
		return err
	}
	fmt.Fprintf(env.Out, "%s: %d rows, %d files\n", filepath.Clean(cfg.Data), res.Rows, res.Files)
	if err := do(ctx, cfg, env, "checkpoint", nil, nil, env.Out); err != nil {
		return err
	}
	if c.Unsound {
		res.Report.Findings = nil // known, and accepted
	}
	return told(env, res.Report, c.Checkpoints != "")
}

// restoreFailed adds what was found to a refusal.
func restoreFailed(err error, r db.Report) error {
	var e *kernel.Error
	if errors.As(err, &e) && e.Code == "restore_unsound" {
		var list *kernel.Error
		if errors.As(findings(r), &list) {
			return e.With("lines", list.Args["lines"])
		}
	}
	return err
}
