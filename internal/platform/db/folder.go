package db

import (
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// folderLock keeps a second process out of the folder: SQLite's own locks would let it in between two transactions.
type folderLock struct{ f *os.File }

func lockFolder(dir string) (*folderLock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, "touyan.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = f.Close()
		return nil, lockedError(dir)
	}
	return &folderLock{f: f}, nil
}

func (l *folderLock) release() error { return l.f.Close() }

// serverName is what a server calls itself on a database that several share: a random text in its own folder, locked while
// it runs. After a crash the next process in the folder is the same server.
type serverName struct {
	f    *os.File
	text string
}

// errNameTaken: another process of this machine has the name.
var errNameTaken = errors.New("db: server name in use")

func takeServerName(dir string) (*serverName, error) {
	if dir == "" {
		return nil, errNameTaken
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, "server.name"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(errNameTaken, f.Close())
	}
	b, err := io.ReadAll(f)
	text := string(b)
	if err == nil && len(text) != len(rand.Text()) {
		text = rand.Text()
		if err = f.Truncate(0); err == nil {
			_, err = f.WriteAt([]byte(text), 0)
		}
	}
	host, _ := os.Hostname() // a copy of the folder on another machine is another server
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &serverName{f: f, text: text + "@" + host}, nil
}

func (n *serverName) release() error {
	if n == nil {
		return nil
	}
	return n.f.Close()
}
