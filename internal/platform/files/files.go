// Package files keeps attachments by the hash of their content, and makes photos safe to keep: sniffed, bounded, turned
// upright, and written anew so that nothing but the picture is left of them.
package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"

	"touyan/internal/kernel"
)

// Store keeps content by its SHA-256 in hex. Putting the same content twice keeps it once.
type Store interface {
	Put(ctx context.Context, r io.Reader) (hash string, size int64, err error)
	Open(ctx context.Context, hash string) (io.ReadSeekCloser, error)
}

// Local keeps files in a folder, made if need be: ab/cdef… by hash, tmp/ for what is still being written.
func Local(dir string) (Store, error) {
	if err := os.MkdirAll(filepath.Join(dir, "tmp"), 0o700); err != nil {
		return nil, err
	}
	return local(dir), nil
}

type local string

var hashShape = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (l local) path(hash string) string { return filepath.Join(string(l), hash[:2], hash[2:]) }

// Open answers NotFound for a hash that is not there, and for what is no hash.
func (l local) Open(_ context.Context, hash string) (io.ReadSeekCloser, error) {
	if !hashShape.MatchString(hash) {
		return nil, kernel.NotFound("file")
	}
	f, err := os.Open(l.path(hash))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, kernel.NotFound("file")
	}
	if err != nil {
		return nil, fmt.Errorf("file %s: %w", hash, err)
	}
	return f, nil
}

// Put writes aside, makes it durable, and moves it into place: after a power cut a file is there wholly or not at all.
func (l local) Put(ctx context.Context, r io.Reader) (hash string, size int64, err error) {
	f, err := os.CreateTemp(filepath.Join(string(l), "tmp"), "put-*")
	if err != nil {
		return "", 0, err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, sum), reader{ctx, r})
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", 0, fmt.Errorf("storing a file: %w", err)
	}
	hash = hex.EncodeToString(sum.Sum(nil))
	return hash, size, l.place(f.Name(), hash)
}

func (l local) place(tmp, hash string) error {
	path := l.path(hash)
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	if err := os.Rename(tmp, path); err != nil {
		return err
	}
	return errors.Join(syncDir(folder), syncDir(string(l)))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// reader stops when the request is over.
type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
