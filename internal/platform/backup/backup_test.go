package backup_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/backup"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
)

const phrase = "correct horse battery"

var county = db.County{ID: dbtest.County, Code: "141029", Name: "乡宁县"}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// source is a county with a signed log, an attachment and some counters.
func source(t *testing.T, engine string) (*db.DB, db.Options) {
	t.Helper()
	o := dbtest.Fresh(t, engine)
	d, err := db.Open(t.Context(), o)
	must(t, err)
	t.Cleanup(func() { _ = d.Close() })
	must(t, d.CreateCounty(t.Context(), county))
	_, err = crypt.Load(o.Dir)
	must(t, err)
	store, err := files.Local(filepath.Join(o.Dir, "files"))
	must(t, err)
	_, _, err = store.Put(t.Context(), strings.NewReader("a picture"))
	must(t, err)
	write(t, d, 30)
	_, err = d.Checkpoint(t.Context(), county, crypt.SigningIn(o.Dir))
	must(t, err)
	return d, o
}

// write leaves n entries.
func write(t *testing.T, d *db.DB, n int) {
	t.Helper()
	for i := range n {
		must(t, d.Write(dbtest.System(t), "probe.view", func(tx *db.WriteTx) error {
			tx.Tally(kernel.Stamp{VillageID: kernel.ID(i%7 + 1)}, "2026-11-22", "probe.n", 1)
			tx.View("log", kernel.ID(i), kernel.Stamp{}, "字 \x00 field"[:4])
			return nil
		}))
	}
}

func made(t *testing.T, d *db.DB, o db.Options) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, backup.Make(t.Context(), d, &out, backup.MakeOptions{Dir: o.Dir, Passphrase: phrase, Program: "test"}))
	return out.Bytes()
}

func code(err error) string {
	var e *kernel.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return fmt.Sprint(err)
}

func target(t *testing.T, engine string) backup.RestoreOptions {
	t.Helper()
	o := dbtest.Fresh(t, engine)
	return backup.RestoreOptions{Dir: filepath.Join(t.TempDir(), "restored"), URL: o.URL, Passphrase: phrase}
}

// eachWay runs a story from each engine into each.
func eachWay(t *testing.T, fn func(t *testing.T, from, to string)) {
	t.Helper()
	for _, from := range dbtest.Engines() {
		for _, to := range dbtest.Engines() {
			t.Run(from+" to "+to, func(t *testing.T) { fn(t, from, to) })
		}
	}
}

// crossing runs a story from each engine into the other.
func crossing(t *testing.T, fn func(t *testing.T, from, to string)) {
	t.Helper()
	engines := dbtest.Engines()
	for i, from := range engines {
		to := engines[len(engines)-1-i]
		t.Run(from+" to "+to, func(t *testing.T) { fn(t, from, to) })
	}
}

func TestRestoreGivesBackEveryRowAndFile(t *testing.T) {
	eachWay(t, func(t *testing.T, from, to string) {
		d, so := source(t, from)
		file := made(t, d, so)
		o := target(t, to)
		res, err := backup.Restore(t.Context(), bytes.NewReader(file), o)
		must(t, err)
		if len(res.Report.Findings) > 0 || res.Report.Entries != 31 || res.Files != 2 {
			t.Fatalf("%+v", res)
		}
		for _, name := range []string{"keys"} {
			a, err := os.ReadFile(filepath.Join(so.Dir, name))
			must(t, err)
			b, err := os.ReadFile(filepath.Join(o.Dir, name))
			must(t, err)
			if !bytes.Equal(a, b) {
				t.Fatal(name, "differs")
			}
		}
		r, err := db.Open(t.Context(), db.Options{Dir: o.Dir, URL: o.URL})
		must(t, err)
		defer func() { must(t, r.Close()) }()
		v, err := r.Verify(t.Context(), db.VerifyOptions{Records: true})
		must(t, err)
		if len(v.Findings) > 0 || v.Entries != 32 || v.Pending != 0 { // the last one says that it was restored
			t.Fatalf("%+v", v)
		}
		write(t, r, 3) // it works on
	})
}

// TestBackupIsOneSnapshotWhileOthersWrite: what is in the file verifies, whatever was written meanwhile.
func TestBackupIsOneSnapshotWhileOthersWrite(t *testing.T) {
	for _, e := range dbtest.Engines() {
		t.Run(e, func(t *testing.T) {
			d, so := source(t, e)
			var wg sync.WaitGroup
			stop := make(chan struct{})
			for range 3 {
				wg.Go(func() {
					for {
						select {
						case <-stop:
							return
						default:
							write(t, d, 1)
						}
					}
				})
			}
			for range 2 {
				file := made(t, d, so)
				res, err := backup.Check(t.Context(), bytes.NewReader(file), t.TempDir(), backup.RestoreOptions{Passphrase: phrase})
				must(t, err)
				if len(res.Report.Findings) > 0 || res.Report.Entries < 31 {
					t.Fatalf("%+v", res.Report)
				}
			}
			close(stop)
			wg.Wait()
		})
	}
}

func TestRestoreRefuses(t *testing.T) {
	d, so := source(t, "sqlite")
	file := made(t, d, so)
	for _, e := range dbtest.Engines() {
		t.Run(e, func(t *testing.T) {
			try := func(file []byte, o backup.RestoreOptions, want string) {
				t.Helper()
				if _, err := backup.Restore(t.Context(), bytes.NewReader(file), o); code(err) != want {
					t.Fatal(want, err)
				}
			}
			o := target(t, e)
			wrong := o
			wrong.Passphrase = "another passphrase"
			try(file, wrong, "wrong_passphrase")
			try(file[:len(file)-1], o, "backup_cut_off")
			try(file[:len(file)/2], o, "backup_cut_off")
			try([]byte("hello"), o, "not_a_backup")
			bent := bytes.Clone(file)
			bent[len(bent)/2] ^= 4
			try(bent, o, "backup_damaged")
			left, err := os.ReadDir(o.Dir)
			must(t, err)
			if len(left) > 0 {
				t.Fatal("a refused restore left", left)
			}
			_, err = backup.Restore(t.Context(), bytes.NewReader(file), o) // nothing of the refused ones is in the way
			must(t, err)
			try(file, o, "restore_not_empty")
			if o.URL != "" {
				o.Dir = t.TempDir()
				try(file, o, "restore_not_empty")
			}
		})
	}
}

// TestRestoredLogNeverSignsASecondHistory: the first key signs only in the first folder; the copy goes on under a new name
// and says where it left the old one; data that are older than what was signed are refused until somebody decides.
func TestRestoredLogNeverSignsASecondHistory(t *testing.T) {
	crossing(t, func(t *testing.T, from, to string) {
		ctx := t.Context()
		d, so := source(t, from)
		first, err := d.Checkpoint(ctx, county, crypt.SigningIn(so.Dir))
		must(t, err)
		file := made(t, d, so)
		write(t, d, 5) // the first server goes on, and signs what the backup lacks
		later, err := d.Checkpoint(ctx, county, crypt.SigningIn(so.Dir))
		must(t, err)

		o := target(t, to)
		o.Checkpoints = append(append([]byte{}, later...), first...)
		if _, err := backup.Restore(ctx, bytes.NewReader(file), o); code(err) != "restore_older" {
			t.Fatal(err)
		}
		o.TakesOver = true
		_, err = backup.Restore(ctx, bytes.NewReader(file), o)
		must(t, err)

		r, err := db.Open(ctx, db.Options{Dir: o.Dir, URL: o.URL})
		must(t, err)
		defer func() { must(t, r.Close()) }()
		here := crypt.SigningIn(o.Dir)
		if _, err := here.Key(1); !errors.Is(err, fs.ErrNotExist) {
			t.Fatal("the backup carried the key of the first log", err)
		}
		write(t, r, 9)
		second, err := r.Checkpoint(ctx, county, here)
		must(t, err)
		if name(first) == name(second) || !strings.Contains(name(second), "/2-") {
			t.Fatal("two histories under one name", name(first), name(second))
		}
		// Even with the first key at hand the copy does not sign under its name.
		old := crypt.SigningIn(so.Dir)
		if _, err := r.Checkpoint(ctx, county, old); code(err) != "log_key_missing" {
			t.Fatal(err)
		}
		if _, err := r.Checkpoint(ctx, county, renumbered{old}); code(err) != "log_key_missing" {
			t.Fatal(err)
		}
		// The copy's history contains what was signed before, and knows what it lost.
		v, err := r.Verify(ctx, db.VerifyOptions{Records: true, Checkpoints: bytes.Join([][]byte{first, later, second}, []byte("\n"))})
		must(t, err)
		if len(v.Findings) > 0 || v.Checkpoints != 3 {
			t.Fatalf("%+v", v)
		}
		write(t, d, 40) // what the first log signs after that is not this log's history, and is told so
		beyond, err := d.Checkpoint(ctx, county, crypt.SigningIn(so.Dir))
		must(t, err)
		v, err = r.Verify(ctx, db.VerifyOptions{Checkpoints: beyond})
		must(t, err)
		if len(v.Findings) != 1 || v.Findings[0].Code != "verify_checkpoint_lost" {
			t.Fatalf("%+v", v)
		}
	})
}

// renumbered offers the first key as that of every generation.
type renumbered struct{ *crypt.Signing }

func (r renumbered) Key(int64) (ed25519.PrivateKey, error) { return r.Signing.Key(1) }

func name(checkpoint []byte) string {
	n, _, _ := strings.Cut(string(checkpoint), "\n")
	return n
}

// TestRestoreOfTamperedDataIsRefused unless it is asked for.
func TestRestoreOfTamperedDataIsRefused(t *testing.T) {
	d, so := source(t, "sqlite")
	raw := dbtest.Raw(t, "sqlite", so)
	_, err := raw.ExecContext(context.Background(), "UPDATE t_journal SET reason = 'mine' WHERE no = 3")
	must(t, err)
	file := made(t, d, so)
	o := target(t, "sqlite")
	res, err := backup.Restore(t.Context(), bytes.NewReader(file), o)
	if code(err) != "restore_unsound" || len(res.Report.Findings) != 1 {
		t.Fatal(res.Report.Findings, err)
	}
	o.Unsound = true
	_, err = backup.Restore(t.Context(), bytes.NewReader(file), o)
	must(t, err)
}
