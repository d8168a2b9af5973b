package crypt

import (
	"bufio"
	"bytes"
	"crypto/cipher"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

const (
	keyFile = "keys"
	keySize = 32
	preface = "# Keys of this data folder. Without this file sealed fields cannot be read: back it up, apart from the data.\n"
)

// Keys are the keys of one data folder. Text is sealed with the newest and opened with the one it names, so that keys can
// change while old text stays readable. The index key stays: changing it would mean to index everything anew.
type Keys struct {
	seal   map[int]cipher.AEAD
	newest int
	index  []byte
}

// Load reads the file `keys` of the data folder, and makes it at first use.
func Load(dir string) (*Keys, error) {
	path := filepath.Join(dir, keyFile)
	data, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err = create(dir, path, preface+line("seal", 1)+line("index", 1)); err == nil {
			data, err = read(path)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("keys: %w", err)
	}
	k, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("keys: %s: %w", path, err)
	}
	return k, nil
}

// read refuses a file that others on the machine can read.
func read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return nil, fmt.Errorf("%s has mode %04o and can be read by others: chmod 600 it", path, mode)
	}
	return os.ReadFile(path)
}

// create writes a file aside and links it into place, so that of two programs starting together one wins and both read it.
func create(dir, path, text string) error {
	aside, err := write(dir, text)
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(aside) }()
	if err = os.Link(aside, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncDir(dir)
}

// replace writes a file aside and moves it into place.
func replace(dir, path, text string) error {
	aside, err := write(dir, text)
	if err != nil {
		return err
	}
	if err := os.Rename(aside, path); err != nil {
		return errors.Join(err, os.Remove(aside))
	}
	return syncDir(dir)
}

func write(dir, text string) (string, error) {
	f, err := os.CreateTemp(dir, keyFile+".new.*")
	if err != nil {
		return "", err
	}
	if _, err = f.WriteString(text); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Export is the key file of the data folder, for a backup.
func Export(dir string) ([]byte, error) {
	if _, err := Load(dir); err != nil {
		return nil, err
	}
	return read(filepath.Join(dir, keyFile))
}

// Import puts a key file into a folder that has none.
func Import(dir string, data []byte) error {
	if _, err := parse(data); err != nil {
		return fmt.Errorf("keys: %w", err)
	}
	path := filepath.Join(dir, keyFile)
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("keys: %s: %w", path, fs.ErrExist)
	}
	return create(dir, path, string(data))
}

func line(use string, n int) string {
	key := make([]byte, keySize)
	_, _ = rand.Read(key)
	return fmt.Sprintf("%s %d %s\n", use, n, text64.EncodeToString(key))
}

// Draw makes keys that lie in no folder, as text: for what must become unreadable on a day, because its keys are gone by then.
func Draw() string { return line("seal", 1) + line("index", 1) }

// Parse reads what Draw made.
func Parse(text string) (*Keys, error) { return parse([]byte(text)) }

// parse reads lines `seal N KEY` and `index N KEY`.
func parse(data []byte) (*Keys, error) {
	k := &Keys{seal: map[int]cipher.AEAD{}}
	scan := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; scan.Scan(); n++ {
		text, _, _ := strings.Cut(scan.Text(), "#")
		if strings.TrimSpace(text) == "" {
			continue
		}
		if err := k.add(strings.Fields(text)); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if k.newest == 0 || k.index == nil {
		return nil, errors.New("needs at least one key to seal and one to index")
	}
	return k, scan.Err()
}

func (k *Keys) add(fields []string) error {
	if len(fields) != 3 {
		return errors.New("want: seal or index, number, key")
	}
	n, err := strconv.Atoi(fields[1])
	if err != nil || n < 1 {
		return fmt.Errorf("%q is no number of a key", fields[1])
	}
	key, err := text64.DecodeString(fields[2])
	if err != nil || len(key) != keySize {
		return fmt.Errorf("a key has %d bytes in base 64", keySize)
	}
	switch {
	case fields[0] == "seal" && k.seal[n] == nil:
		k.newest = max(k.newest, n)
		k.seal[n], err = newAEAD(key)
		return err
	case fields[0] == "index" && k.index == nil:
		k.index = key
		return nil
	}
	return fmt.Errorf("%s %d: unknown, or there twice", fields[0], n)
}
