package db

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/uptrace/bun"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"touyan/internal/kernel"
)

// logRow is one generation of a county's log: a name and the key that signs under it. A restored copy of the data begins a
// new generation and says from which checkpoint it goes on (docs/adr/0010).
type logRow struct {
	BaseModel `bun:"table:t_log"`
	Row
	Generation int64  `bun:"generation"`
	Name       string `bun:"name"`
	Verifier   string `bun:"verifier"` // in the form of golang.org/x/mod/sumdb/note
	FromName   string `bun:"from_name"`
	FromSize   int64  `bun:"from_size"`
	FromRoot   string `bun:"from_root"`
	LostSize   int64  `bun:"lost_size"` // the newest checkpoint of the former generation that was known at the restore; 0: none beyond FromSize
}

// Signing keeps the keys of a log's generations and the last checkpoint that was signed with each, outside the database.
type Signing interface {
	Key(generation int64) (ed25519.PrivateKey, error) // fs.ErrNotExist where there is none
	MakeKey(generation int64) (ed25519.PrivateKey, error)
	Last(generation int64) ([]byte, error)
	Keep(generation int64, checkpoint []byte) error
}

// Checkpoint signs the head of a county's log: a note with the log's name, its size and the hash of its tree. It never
// signs what does not continue the last checkpoint signed with the key. The log is named, and its key made, at first use.
func (d *DB) Checkpoint(ctx context.Context, c County, keys Signing) ([]byte, error) {
	ctx = kernel.WithActor(ctx, kernel.System(c.ID))
	row, key, err := d.logKey(ctx, c, keys)
	if err != nil {
		return nil, err
	}
	last, err := keys.Last(row.Generation) // before the head: another server may sign meanwhile
	if err != nil {
		return nil, err
	}
	if err := d.Sequence(ctx); err != nil {
		return nil, err
	}
	signer, verifier, err := signerOf(row.Name, key)
	if err != nil {
		return nil, err
	}
	var now tlog.Tree
	err = d.Read(ctx, func(tx *ReadTx) error {
		if now, err = soundHead(tx, c.ID); err != nil || len(last) == 0 {
			return err
		}
		before, _, err := openCheckpoint(last, note.VerifierList(verifier))
		if err != nil {
			return err
		}
		return continues(tx, c.ID, now, before)
	})
	if err != nil {
		return nil, err
	}
	text := fmt.Sprintf("%s\n%d\n%s\n", row.Name, now.N, now.Hash)
	if strings.HasPrefix(string(last), text+"\n") {
		return last, nil
	}
	signed, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return nil, err
	}
	return signed, keys.Keep(row.Generation, signed)
}

// VerifierKey is the public key of the log's present generation, as golang.org/x/mod/sumdb/note reads it.
func (d *DB) VerifierKey(ctx context.Context, c County, keys Signing) (string, error) {
	row, _, err := d.logKey(kernel.WithActor(ctx, kernel.System(c.ID)), c, keys)
	return row.Verifier, err
}

// logKey is the present generation and its key.
func (d *DB) logKey(ctx context.Context, c County, keys Signing) (logRow, ed25519.PrivateKey, error) {
	row, err := d.logRow(ctx)
	if err == nil && row.Generation == 0 {
		if err = d.beginLog(ctx, c, keys); err == nil {
			row, err = d.logRow(ctx)
		}
	}
	if err != nil {
		return row, nil, err
	}
	key, err := keys.Key(row.Generation)
	if errors.Is(err, fs.ErrNotExist) {
		return row, nil, kernel.Unavailable("log_key_missing").With("name", row.Name)
	}
	if err != nil {
		return row, nil, err
	}
	if v, err := verifierKey(row.Name, key); err != nil || v != row.Verifier {
		return row, nil, kernel.Unavailable("log_key_missing").With("name", row.Name).Because(err)
	}
	return row, key, nil
}

func (d *DB) logRow(ctx context.Context) (logRow, error) {
	var rows []logRow
	err := d.Read(ctx, func(tx *ReadTx) error {
		return tx.Select(&rows, "SELECT l.* FROM {log l} WHERE l.id > 0 ORDER BY l.generation DESC LIMIT 1")
	})
	if err != nil || len(rows) == 0 {
		return logRow{}, err
	}
	return rows[0], nil
}

// beginLog names the log. Of several servers at once one wins; the others find its name.
func (d *DB) beginLog(ctx context.Context, c County, keys Signing) error {
	key, err := keys.MakeKey(1)
	if err != nil {
		return err
	}
	return d.Write(ctx, "log.begin", func(tx *WriteTx) error {
		var n []int64
		if err := tx.Select(&n, "SELECT l.generation FROM {log l} WHERE l.id > 0"); err != nil || len(n) > 0 {
			return err
		}
		row, err := newLogRow(c, 1, key)
		if err != nil {
			return err
		}
		return tx.Insert(row)
	})
}

// newLogRow draws a name that no other copy of the data has.
func newLogRow(c County, generation int64, key ed25519.PrivateKey) (*logRow, error) {
	name := fmt.Sprintf("touyan/%s/%d-%s", c.Code, generation, strings.ToLower(rand.Text()[:8]))
	v, err := verifierKey(name, key)
	return &logRow{Generation: generation, Name: name, Verifier: v}, err
}

func verifierKey(name string, key ed25519.PrivateKey) (string, error) {
	return note.NewEd25519VerifierKey(name, key.Public().(ed25519.PublicKey))
}

// noteSigner signs notes with a key that the library did not make.
type noteSigner struct {
	name string
	hash uint32
	key  ed25519.PrivateKey
}

// Name is part of note.Signer.
func (s noteSigner) Name() string { return s.name }

// KeyHash is part of note.Signer.
func (s noteSigner) KeyHash() uint32 { return s.hash }

// Sign is part of note.Signer.
func (s noteSigner) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(s.key, msg), nil }

func signerOf(name string, key ed25519.PrivateKey) (note.Signer, note.Verifier, error) {
	text, err := verifierKey(name, key)
	if err != nil {
		return nil, nil, err
	}
	v, err := note.NewVerifier(text)
	if err != nil {
		return nil, nil, err
	}
	return noteSigner{name, v.KeyHash(), key}, v, nil
}

// soundHead is the head of the log, if the stored hashes lead to it.
func soundHead(tx *ReadTx, county kernel.ID) (tlog.Tree, error) {
	h, err := lockHead(tx.ctx, tx.at(), county, "")
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := treeHash(tx.ctx, tx.at(), county, h.size)
	if err != nil || root != h.root {
		return tlog.Tree{}, kernel.Conflict("log_damaged").Because(err)
	}
	return tlog.Tree{N: h.size, Hash: h.root}, nil
}

// continues refuses a log that is not what was signed before with more at its end.
func continues(tx *ReadTx, county kernel.ID, now, before tlog.Tree) error {
	differs := kernel.Conflict("log_history_differs").With("size", fmt.Sprint(now.N)).With("signed", fmt.Sprint(before.N))
	if before.N > now.N {
		return differs
	}
	root, err := treeHash(tx.ctx, tx.at(), county, before.N)
	if err != nil || root != before.Hash {
		return differs.Because(err)
	}
	return nil
}

// treeHash is the root that the stored hashes give for the first size entries.
func treeHash(ctx context.Context, tx bun.IDB, county kernel.ID, size int64) (tlog.Hash, error) {
	if size == 0 {
		return tlog.Hash{}, nil
	}
	fresh := map[int64]tlog.Hash{}
	return tlog.TreeHash(size, tlog.HashReaderFunc(func(idx []int64) ([]tlog.Hash, error) {
		return readHashes(ctx, tx, county, idx, fresh)
	}))
}
