package db

import (
	"cmp"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"touyan/internal/kernel"
)

type searchRow struct {
	bun.BaseModel `bun:"table:t_search"`
	CountyID      kernel.ID `bun:"county_id,pk"`
	RowID         kernel.ID `bun:"id,pk"`
	Tbl           string    `bun:"tbl,pk"`
	Key           string    `bun:"key,pk"`
	kernel.Stamp
}

// Index replaces the search keys of a record. Keys are derived from the record, so they are not in the journal.
func (t *WriteTx) Index(table string, id kernel.ID, stamp kernel.Stamp, keys []string) error {
	return t.IndexAll(table, []Keys{{id, stamp, keys}}, true)
}

// Keys are the search keys of one record.
type Keys struct {
	ID    kernel.ID
	Stamp kernel.Stamp
	Keys  []string
}

// IndexAll stores the search keys of many records; replace also removes what they had, without it they have none yet.
func (t *WriteTx) IndexAll(table string, all []Keys, replace bool) error {
	decl, err := tableNamed(table)
	if err != nil {
		return err
	}
	rows := make([]searchRow, 0, 10*len(all))
	for _, k := range all {
		if !covers(decl, t.actor, &k.Stamp, "") {
			return kernel.Forbidden("out_of_scope").With("table", table)
		}
		if replace {
			if _, err := t.at().NewRaw("DELETE FROM t_search WHERE county_id = ? AND tbl = ? AND id = ?", t.actor.CountyID, table, k.ID).Exec(t.ctx); err != nil {
				return err
			}
		}
		for _, key := range k.Keys {
			rows = append(rows, searchRow{CountyID: t.actor.CountyID, RowID: k.ID, Tbl: table, Key: key, Stamp: k.Stamp})
		}
	}
	// In the order of the index: neighbours share pages, so many rows touch few of them.
	slices.SortFunc(rows, func(a, b searchRow) int { return cmp.Or(strings.Compare(a.Key, b.Key), cmp.Compare(a.RowID, b.RowID)) })
	rows = slices.CompactFunc(rows, func(a, b searchRow) bool { return a.Key == b.Key && a.RowID == b.RowID })
	return t.insertRows(reflect.ValueOf(rows), "")
}

// Search finds records by the beginning of a key, within the actor's scope, at most limit of them.
func (t *ReadTx) Search(table, prefix string, limit int) ([]kernel.ID, error) {
	if prefix == "" {
		return nil, errors.New("db: search without a prefix")
	}
	var ids []kernel.ID
	seen := map[kernel.ID]bool{}
	arms := prune(t.actor.Arms)
	if decl, err := tableNamed(table); err != nil {
		return nil, err
	} else if decl.Open && len(arms) > 0 {
		arms = []kernel.Arm{{Level: kernel.LevelCounty, PlaceID: t.actor.CountyID}}
	}
	for _, arm := range arms {
		arm.Topic = ""
		near, args := nearest(arm)
		var part []kernel.ID
		err := t.selectArms(&part, []kernel.Arm{arm},
			"SELECT DISTINCT s.id FROM {search s} WHERE s.tbl = ? AND s.key >= ? AND s.key < ?"+near+" LIMIT ?",
			append(append([]any{table, prefix, prefix + "\U0010FFFF"}, args...), limit)...)
		if err != nil {
			return nil, err
		}
		for _, id := range part {
			if !seen[id] && len(ids) < limit {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// nearest names the smallest part of the keys with an index of its own that an arm lies in.
func nearest(arm kernel.Arm) (string, []any) {
	switch {
	case arm.BodyID != 0:
		return " AND s.body_id <> 0", nil
	case arm.Level > kernel.LevelVillage && arm.Above.VillageID != 0:
		return " AND s.village_id = ?", []any{arm.Above.VillageID}
	}
	return "", nil
}
