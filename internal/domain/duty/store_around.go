package duty

import (
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// postRow is a post held, as this room needs it.
type postRow struct {
	ID         kernel.ID  `bun:"id"`
	Post       string     `bun:"post"`
	PersonID   kernel.ID  `bun:"person_id"`
	PersonName string     `bun:"person_name"`
	PlaceID    kernel.ID  `bun:"place_id"`
	FromDay    kernel.Day `bun:"from_day"`
	ToDay      kernel.Day `bun:"to_day"`
	kernel.Stamp
}

// unitRow is a body, as this room needs it.
type unitRow struct {
	ID      kernel.ID `bun:"id"`
	Kind    string    `bun:"kind"`
	Name    string    `bun:"name"`
	PlaceID kernel.ID `bun:"place_id"`
	kernel.Stamp
}

// unit reads a body that exists today.
func unit(tx *db.ReadTx, id kernel.ID) (unitRow, error) {
	var rows []unitRow
	err := tx.Select(&rows, "SELECT b.id, b.kind, b.name, b.place_id, b.township_id, b.village_id, b.group_id, b.micro_id, b.body_id, b.topic, b.sealed"+
		" FROM {body b} WHERE b.id = ? AND b.from_day <= ? AND b.to_day >= ?", id, tx.Today(), tx.Today())
	if err == nil && len(rows) == 0 {
		return unitRow{}, kernel.NotFound("body")
	}
	if err != nil {
		return unitRow{}, err
	}
	return rows[0], nil
}

const postColumns = "a.id, a.post, a.person_id, a.person_name, a.place_id, a.from_day, a.to_day, a.township_id, a.village_id, a.group_id, a.micro_id, a.body_id, a.topic, a.sealed"

// posts reads posts held on a day by a condition over `a`, those at the highest places first.
func posts(tx *db.ReadTx, day kernel.Day, where string, args ...any) ([]postRow, error) {
	var rows []postRow
	err := tx.Select(&rows, "SELECT "+postColumns+" FROM {appointment a} WHERE "+where+
		" AND a.from_day <= ? AND a.to_day >= ? ORDER BY a.from_day, a.id LIMIT 500", append(args, day, day)...)
	return rows, err
}
