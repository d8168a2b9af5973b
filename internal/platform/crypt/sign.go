package crypt

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// Signing keeps what the checkpoints of the journal's log are signed with, in the data folder: a key for each generation of
// the log (keys.log.1 …), and beside it the last checkpoint that was signed with it (checkpoint.1 …). A backup carries
// neither, so that no copy of the data can sign in the name of the log that it was copied from.
type Signing struct {
	dir string
	mu  sync.Mutex
}

// SigningIn keeps keys in a folder.
func SigningIn(dir string) *Signing { return &Signing{dir: dir} }

func (s *Signing) keyPath(generation int64) string {
	return filepath.Join(s.dir, fmt.Sprintf("%s.log.%d", keyFile, generation))
}

func (s *Signing) lastPath(generation int64) string {
	return filepath.Join(s.dir, fmt.Sprintf("checkpoint.%d", generation))
}

// Key is the Ed25519 key of a generation; fs.ErrNotExist where this folder has none.
func (s *Signing) Key(generation int64) (ed25519.PrivateKey, error) {
	data, err := read(s.keyPath(generation))
	if err != nil {
		return nil, err
	}
	seed, err := text64.DecodeString(strings.TrimSpace(string(data)))
	if err != nil || len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("%s is damaged", s.keyPath(generation))
	}
	return ed25519.NewKeyFromSeed(seed), nil
}

// MakeKey makes the key of a generation, or returns the one that is there.
func (s *Signing) MakeKey(generation int64) (ed25519.PrivateKey, error) {
	seed := make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed)
	if err := create(s.dir, s.keyPath(generation), text64.EncodeToString(seed)+"\n"); err != nil {
		return nil, err
	}
	return s.Key(generation)
}

// Last is the last checkpoint that was signed here; empty where there is none.
func (s *Signing) Last(generation int64) ([]byte, error) {
	data, err := os.ReadFile(s.lastPath(generation))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// Keep remembers a checkpoint as the last one, before anybody sees it.
func (s *Signing) Keep(generation int64, checkpoint []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return replace(s.dir, s.lastPath(generation), string(checkpoint))
}
