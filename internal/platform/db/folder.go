package db

import (
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
