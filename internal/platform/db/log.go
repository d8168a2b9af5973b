package db

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"
	"golang.org/x/mod/sumdb/tlog"

	"touyan/internal/kernel"
)

func ident(s string) schema.QueryAppender { return bun.Ident(s) }

// head is the end of a county's verifiable log: a Merkle tree in the form of golang.org/x/mod/sumdb/tlog.
type head struct {
	county kernel.ID
	size   int64
	root   tlog.Hash
	fresh  bool
}

// lockHead reads the head row; suffix is " FOR UPDATE" where several writers number at once.
func lockHead(ctx context.Context, tx bun.IDB, county kernel.ID, suffix string) (*head, error) {
	var rows []struct {
		Size int64  `bun:"size"`
		Root string `bun:"root"`
	}
	err := tx.NewRaw("SELECT size, root FROM t_journal_head WHERE county_id = ? AND id = 0"+suffix, county).Scan(ctx, &rows)
	if err != nil {
		return nil, err
	}
	h := &head{county: county, fresh: len(rows) == 0}
	if !h.fresh && rows[0].Root != "" {
		h.size = rows[0].Size
		if h.root, err = tlog.ParseHash(rows[0].Root); err != nil {
			return nil, fmt.Errorf("db: journal head: %w", err)
		}
	}
	return h, nil
}

// append adds leaves to the log and stores the hashes they complete.
func (h *head) append(ctx context.Context, tx bun.IDB, leaves []string) error {
	fresh := map[int64]tlog.Hash{}
	reader := tlog.HashReaderFunc(func(idx []int64) ([]tlog.Hash, error) { return readHashes(ctx, tx, h.county, idx, fresh) })
	var rows []hashRow
	for _, leaf := range leaves {
		data, err := hex.DecodeString(leaf)
		if err != nil {
			return fmt.Errorf("db: leaf: %w", err)
		}
		at := tlog.StoredHashIndex(0, h.size)
		hashes, err := tlog.StoredHashesForRecordHash(h.size, tlog.RecordHash(data), reader)
		if err != nil {
			return err
		}
		for i, hash := range hashes {
			fresh[at+int64(i)] = hash
			rows = append(rows, hashRow{CountyID: h.county, ID: at + int64(i), Hash: hash.String()})
		}
		h.size++
	}
	if len(rows) > 0 {
		if _, err := tx.NewInsert().Model(&rows).Exec(ctx); err != nil {
			return err
		}
	}
	root, err := tlog.TreeHash(h.size, reader)
	if err != nil {
		return err
	}
	h.root = root
	return nil
}

func (h *head) store(ctx context.Context, tx bun.IDB) error {
	var err error
	if h.fresh {
		_, err = tx.NewRaw("INSERT INTO t_journal_head (county_id, id, size, root) VALUES (?, 0, ?, ?)",
			h.county, h.size, h.root.String()).Exec(ctx)
	} else {
		_, err = tx.NewRaw("UPDATE t_journal_head SET size = ?, root = ? WHERE county_id = ? AND id = 0",
			h.size, h.root.String(), h.county).Exec(ctx)
	}
	return err
}

type hashRow struct {
	bun.BaseModel `bun:"table:t_journal_hash"`
	CountyID      kernel.ID `bun:"county_id,pk"`
	ID            int64     `bun:"id,pk"`
	Hash          string    `bun:"hash"`
}

func readHashes(ctx context.Context, tx bun.IDB, county kernel.ID, idx []int64, fresh map[int64]tlog.Hash) ([]tlog.Hash, error) {
	var miss []int64
	for _, i := range idx {
		if _, ok := fresh[i]; !ok {
			miss = append(miss, i)
		}
	}
	if len(miss) > 0 {
		var rows []hashRow
		err := tx.NewRaw("SELECT * FROM t_journal_hash WHERE county_id = ? AND id IN (?)", county, bun.List(miss)).Scan(ctx, &rows)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			b, err := base64.StdEncoding.DecodeString(r.Hash)
			if err != nil || len(b) != tlog.HashSize {
				return nil, fmt.Errorf("db: stored hash %d is damaged", r.ID)
			}
			fresh[r.ID] = tlog.Hash(b)
		}
	}
	out := make([]tlog.Hash, len(idx))
	for i, n := range idx {
		h, ok := fresh[n]
		if !ok {
			return nil, fmt.Errorf("db: stored hash %d is missing", n)
		}
		out[i] = h
	}
	return out, nil
}
