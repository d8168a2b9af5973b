package db

import (
	"context"
	"errors"
)

// errTried ends a try.
var errTried = errors.New("db: only tried")

// Try runs fn as Write would, for what fn finds out on the way, and takes all of it back: no row, no journal entry.
func (d *DB) Try(ctx context.Context, action string, fn func(*WriteTx) error) error {
	err := d.Write(ctx, action, func(tx *WriteTx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errTried
	})
	if errors.Is(err, errTried) {
		return nil
	}
	return err
}
