package db

import (
	"database/sql"
	"errors"
	"fmt"

	"touyan/internal/kernel"
)

// fault is a class of engine errors (data-rules Q6: told apart by code, never by constraint name).
type fault int

const (
	faultOther fault = iota
	faultUnique
	faultForeign
	faultRetry // serialization, deadlock or busy: run again
	faultAway  // the database cannot be reached, or the connection broke
	faultFull  // no room left on its disk
)

// spoils: the engine may have rolled the whole transaction back.
func (f fault) spoils() bool { return f == faultAway || f == faultFull }

// fail maps an engine's error to ours.
func (d *DB) fail(err error) error {
	var ke *kernel.Error
	if err == nil || errors.As(err, &ke) {
		return err
	}
	switch d.eng.classify(err) {
	case faultAway:
		return kernel.Unavailable("database_away").Because(err)
	case faultFull:
		return kernel.Unavailable("disk_full").Because(err)
	default:
		return wrap(err)
	}
}

// wrap turns an engine's error into one of ours where it has a meaning for callers.
func wrap(err error) error {
	var ke *kernel.Error
	switch {
	case err == nil, errors.As(err, &ke):
		return err
	case errors.Is(err, sql.ErrNoRows):
		return kernel.NotFound("record").Because(err)
	}
	return fmt.Errorf("db: %w", err)
}
