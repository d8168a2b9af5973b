package db

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"touyan/internal/kernel"
)

// verifyForTest recomputes every digest, leaf, stored hash and the root.
func (d *DB) verifyForTest(ctx context.Context, county kernel.ID) error {
	var entries []journalEntry
	if err := d.write.NewRaw("SELECT * FROM t_journal WHERE county_id = ? ORDER BY no", county).Scan(ctx, &entries); err != nil {
		return err
	}
	h := &head{county: county}
	hashes := map[int64]tlog.Hash{}
	for i, e := range entries {
		if e.No != int64(i+1) {
			return fmt.Errorf("entry %d has number %d", i+1, e.No)
		}
		var lines []journalLine
		if err := d.write.NewRaw("SELECT * FROM t_journal_line WHERE county_id = ? AND entry_id = ? ORDER BY line", county, e.ID).Scan(ctx, &lines); err != nil {
			return err
		}
		var digests []string
		for _, l := range lines {
			if l.Digest != l.digest() {
				return fmt.Errorf("line %d of entry %d was changed", l.Line, e.No)
			}
			digests = append(digests, l.Digest)
		}
		if e.Leaf != e.leaf(digests) {
			return fmt.Errorf("entry %d was changed", e.No)
		}
	}
	stored, err := lockHead(ctx, d.write, county, "")
	if err != nil {
		return err
	}
	if stored.size != int64(len(entries)) {
		return fmt.Errorf("head says %d entries, there are %d", stored.size, len(entries))
	}
	root, err := tlog.TreeHash(stored.size, tlog.HashReaderFunc(func(idx []int64) ([]tlog.Hash, error) {
		return readHashes(ctx, d.write, county, idx, hashes)
	}))
	if err != nil {
		return err
	}
	if h.root = root; root != stored.root {
		return fmt.Errorf("the root differs")
	}
	return nil
}
