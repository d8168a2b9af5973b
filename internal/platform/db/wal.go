package db

import (
	"context"
	"log/slog"
	"os"
)

// walMost is how large SQLite's log file may grow before a Write waits for readers to have it emptied. SQLite empties it by
// itself only in a moment without readers; where there is always one, it would grow for ever.
const walMost = 128 << 20

// walKeeper keeps the log file short. Only who has the turn uses it.
type walKeeper struct {
	d    *DB
	most int64
	next int64 // size at which it is emptied
}

// trim empties the log file when it is too large, once the readers of the moment are done; new ones do not hold it up. A
// reader that takes longer than the busy timeout leaves it for later.
func (k *walKeeper) trim() {
	f, err := os.Stat(sqlitePath(k.d.dir) + "-wal")
	if err != nil || f.Size() < k.next {
		return
	}
	var busy, pages, moved int
	err = k.d.write.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &pages, &moved)
	if err == nil && busy == 0 {
		k.next = k.most
		return
	}
	k.next = f.Size() + k.most
	k.d.log.Warn("the log file of the database cannot be emptied: somebody reads for very long",
		slog.Int64("bytes", f.Size()), slog.Any("err", err))
}
