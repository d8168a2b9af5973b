package rulebook

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var _ = db.Declare(db.Table{Name: "pack_version", Place: db.PlaceCounty, Bind: db.ByCounty})

type versionRow struct {
	db.BaseModel `bun:"table:t_pack_version"`
	db.Row
	No        int        `bun:"no"`
	From      kernel.Day `bun:"from_day"`
	Hash      string     `bun:"hash"`
	Files     string     `bun:"files"`
	At        int64      `bun:"at"`
	AccountID kernel.ID  `bun:"account_id"`
	ActorName string     `bun:"actor_name"`
	Note      string     `bun:"note"`
}

type newestRow struct {
	No int `bun:"no"`
}

const selectNewest = "SELECT coalesce(max(v.no), 0) AS no FROM {pack_version v}"

// newest is the highest number there is; 0 without any.
func newest(tx *db.ReadTx) (int, error) {
	var rows []newestRow
	err := tx.Select(&rows, selectNewest)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].No, nil
}

// headers are the versions without their files, by number.
func headers(tx *db.ReadTx) ([]versionRow, error) {
	var rows []versionRow
	err := tx.Select(&rows, `SELECT v.county_id, v.id, v.rev, v.no, v.from_day, v.hash, v.at, v.account_id, v.actor_name, v.note
		FROM {pack_version v} ORDER BY v.no`)
	return rows, err
}

func filesOf(tx *db.ReadTx, no int) (string, error) {
	var rows []struct {
		Files string `bun:"files"`
	}
	if err := tx.Select(&rows, "SELECT v.files FROM {pack_version v} WHERE v.no = ?", no); err != nil {
		return "", err
	}
	if len(rows) == 0 {
		return "", kernel.NotFound("pack_version")
	}
	return rows[0].Files, nil
}
