// Package backup writes all that a county keeps into one file, sealed under a passphrase, while the server works, and
// restores it into either engine (docs/adr/0010). The file holds every table that outlives a server, by its columns' names
// and types, the attachments, and the key file; it lacks sessions, queued jobs, and the key that signs the log's
// checkpoints, so that no restored copy can sign in the name of the log it comes from.
//
// It is the home of the file's format; crypt seals it, db reads and fills the tables.
package backup

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

// The paths of what is not a table.
const (
	keysPath   = "keys"
	filesPath  = "files/"
	filesDir   = "files"
	demoMark   = "demo.made" // tells a folder with invented people from a county's own
	stageStart = ".restoring-"
)

// Progress is told what is being done and how far it is; total 0: not known.
type Progress func(what string, done, total int64)

// MakeOptions say what Make backs up.
type MakeOptions struct {
	Dir        string // data folder: key file and attachments
	Passphrase string
	Program    string // version
	Progress   Progress
}

// Make writes a backup of d and of its folder to w. It is whole when Make returns nil.
func Make(ctx context.Context, d *db.DB, w io.Writer, o MakeOptions) error {
	_, mark := os.Stat(filepath.Join(o.Dir, demoMark))
	out, err := newWriter(w, o.Passphrase, Header{Program: o.Program, Demo: mark == nil})
	if err != nil {
		return err
	}
	if err := d.Dump(ctx, &telling{out, o.Progress, 0}); err != nil {
		return err
	}
	keys, err := crypt.Export(o.Dir)
	if err == nil {
		err = out.file(keysPath, int64(len(keys)), bytes.NewReader(keys))
	}
	if err == nil {
		err = attachments(ctx, out, o)
	}
	if err != nil {
		return err
	}
	return out.close()
}

// attachments writes what lies there now: what the snapshot speaks of was put before it, and nothing is changed in place.
func attachments(ctx context.Context, out *writer, o MakeOptions) error {
	store, err := files.Local(filepath.Join(o.Dir, filesDir))
	if err != nil {
		return err
	}
	return files.Each(filepath.Join(o.Dir, filesDir), func(hash string) error {
		r, err := store.Open(ctx, hash)
		if kernel.KindOf(err) == kernel.KindNotFound {
			return nil
		}
		if err != nil {
			return err
		}
		defer func() { _ = r.Close() }()
		size, err := r.Seek(0, io.SeekEnd)
		if err == nil {
			_, err = r.Seek(0, io.SeekStart)
		}
		if err != nil {
			return err
		}
		o.tell("files", out.end.Files, 0)
		return out.file(filesPath+hash, size, r)
	})
}

func (o MakeOptions) tell(what string, done, total int64) {
	if o.Progress != nil {
		o.Progress(what, done, total)
	}
}

// telling reports progress while tables are dumped.
type telling struct {
	*writer
	progress Progress
	rows     int64
}

// tellEvery is after how many rows progress is told.
const tellEvery = 20000

// Row is part of db.DumpSink.
func (t *telling) Row(vals []any) error {
	if t.rows++; t.rows%tellEvery == 0 && t.progress != nil {
		t.progress(t.table, t.rows, 0)
	}
	return t.writer.Row(vals)
}

// RestoreOptions say where a backup goes and how.
type RestoreOptions struct {
	Dir         string // data folder: empty, or not there yet
	URL         string // postgres://…; empty: SQLite in Dir
	Passphrase  string
	Checkpoints []byte // published by the log that was backed up; may be empty
	TakesOver   bool   // the former server is gone: go on although entries that it signed are lost
	Unsound     bool   // go on although the data do not agree with their journal
	Progress    Progress
}

// Result is what Check and Restore found in a backup.
type Result struct {
	Header Header
	Report db.Report
	Rows   int64
	Files  int64
}

// Check restores a backup into a folder that is removed again, and verifies what came out. The folder lies in dir.
func Check(ctx context.Context, r io.Reader, dir string, o RestoreOptions) (Result, error) {
	stage, err := os.MkdirTemp(dir, stageStart+"*")
	if err != nil {
		return Result{}, err
	}
	defer func() { _ = os.RemoveAll(stage) }()
	o.Dir, o.URL = stage, ""
	res, l, err := fill(ctx, r, stage, o)
	if err != nil {
		return res, err
	}
	return res, l.DB.Close()
}

// Restore puts a backup into an empty folder, and an empty database if URL names one: all or nothing. The journal goes on
// there under a new name and key.
func Restore(ctx context.Context, r io.Reader, o RestoreOptions) (Result, error) {
	if err := vacant(o.Dir); err != nil {
		return Result{}, err
	}
	stage, err := os.MkdirTemp(o.Dir, stageStart+"*")
	if err != nil {
		return Result{}, err
	}
	defer func() { _ = os.RemoveAll(stage) }()
	res, l, err := fill(ctx, r, stage, o)
	if err != nil {
		return res, err
	}
	lost, err := judge(&res.Report, o)
	if err == nil {
		err = settle(ctx, l, stage, lost, res.Header, o)
	}
	if err != nil {
		return res, errors.Join(err, l.Discard(ctx))
	}
	return res, nil
}

// settle begins the log's next generation and moves all into place. The database comes last: on SQLite as a file, on
// PostgreSQL by its counties, without which no server works with it.
func settle(ctx context.Context, l *db.Loading, stage string, lost int64, h Header, o RestoreOptions) error {
	reason := "backup of " + time.UnixMilli(h.Snapshot.At).In(kernel.Zone).Format("2006-01-02 15:04")
	if err := l.Begin(ctx, crypt.SigningIn(stage), lost, reason); err != nil {
		return err
	}
	if h.Demo {
		if err := os.WriteFile(filepath.Join(stage, demoMark), nil, 0o600); err != nil {
			return err
		}
	}
	if o.URL == "" {
		if err := errors.Join(l.Free(ctx), l.DB.Close()); err != nil {
			return err
		}
		_, err := move(stage, o.Dir)
		return err
	}
	moved, err := move(stage, o.Dir)
	if err == nil {
		err = l.Free(ctx)
	}
	if err != nil {
		return errors.Join(err, takeBack(o.Dir, moved))
	}
	return l.DB.Close()
}

// judge decides whether what the backup holds may be used: how many signed entries are lost, and whether it is sound.
func judge(r *db.Report, o RestoreOptions) (lost int64, err error) {
	kept := r.Findings[:0]
	var size string
	for _, f := range r.Findings {
		if f.Code == db.FindingCutOff {
			lost, size = max(lost, f.No), f.Detail
			continue
		}
		kept = append(kept, f)
	}
	r.Findings = kept
	switch {
	case len(kept) > 0 && !o.Unsound:
		return 0, kernel.Conflict("restore_unsound").With("n", fmt.Sprint(int64(len(kept))+r.More))
	case lost > 0 && !o.TakesOver:
		return 0, kernel.Conflict("restore_older").With("size", size).With("signed", fmt.Sprint(lost))
	}
	return lost, nil
}

// fill reads the whole file into the stage (and the database that URL names).
func fill(ctx context.Context, r io.Reader, stage string, o RestoreOptions) (Result, *db.Loading, error) {
	in, err := newReader(r, o.Passphrase)
	if err != nil {
		return Result{}, nil, err
	}
	res := Result{Header: in.header}
	if len(in.header.Snapshot.Counties) == 0 {
		return res, nil, kernel.Unavailable("no_county")
	}
	l, err := db.Load(ctx, db.Options{Dir: stage, URL: o.URL}, in.header.Snapshot, in,
		db.VerifyOptions{Records: true, Checkpoints: o.Checkpoints, Progress: o.Progress})
	if err != nil {
		return res, nil, err
	}
	if err = fillFiles(ctx, in, stage, o); err == nil {
		err = in.finish()
	}
	if err != nil {
		return res, nil, errors.Join(err, l.Discard(ctx))
	}
	res.Report, res.Files = l.Report, in.end.Files
	for _, n := range in.end.Rows {
		res.Rows += n
	}
	return res, l, nil
}

func fillFiles(ctx context.Context, in *reader, stage string, o RestoreOptions) error {
	store, err := files.Local(filepath.Join(stage, filesDir))
	if err != nil {
		return err
	}
	for {
		path, content, err := in.nextFile()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := fillFile(ctx, store, stage, path, content); err != nil {
			return err
		}
		if o.Progress != nil {
			o.Progress("files", in.end.Files, 0)
		}
		if err := in.next(); err != nil {
			return err
		}
	}
}

func fillFile(ctx context.Context, store files.Store, stage, path string, content io.Reader) error {
	if path == keysPath {
		data, err := io.ReadAll(content)
		if err != nil {
			return damaged(err)
		}
		return crypt.Import(stage, data)
	}
	want, ok := strings.CutPrefix(path, filesPath)
	if !ok {
		return damaged(nil)
	}
	hash, _, err := store.Put(ctx, content)
	if err == nil && hash != want {
		err = damaged(nil)
	}
	return err
}

// What may lie in a folder before its data do, and what comes last.
const (
	settingsFile = "touyan.toml"
	lockFile     = "touyan.lock"
	nameFile     = "server.name" // of a server on PostgreSQL
	dbFile       = "touyan.db"
)

// vacant makes the folder, or makes sure that it holds nothing but settings.
func vacant(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch {
		case slices.Contains([]string{settingsFile, lockFile, nameFile}, e.Name()):
		case strings.HasPrefix(e.Name(), stageStart): // of a restore that was killed
			if err := os.RemoveAll(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		default:
			return kernel.Conflict("restore_not_empty").With("dir", dir)
		}
	}
	return nil
}

// move takes all from one folder into another, the database last; what fails is taken back.
func move(from, to string) (moved []string, err error) {
	entries, err := os.ReadDir(from)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int {
		return cmp.Compare(strings.Index(a.Name(), dbFile), strings.Index(b.Name(), dbFile))
	})
	for _, e := range entries {
		if e.Name() == lockFile {
			continue
		}
		if err := os.Rename(filepath.Join(from, e.Name()), filepath.Join(to, e.Name())); err != nil {
			return nil, errors.Join(err, takeBack(to, moved))
		}
		moved = append(moved, e.Name())
	}
	return moved, nil
}

func takeBack(dir string, names []string) error {
	var err error
	for _, name := range names {
		err = errors.Join(err, os.RemoveAll(filepath.Join(dir, name)))
	}
	return err
}
