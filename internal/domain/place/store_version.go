package place

import (
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

var (
	_ = db.Declare(db.Table{Name: "place_version", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "place_id", Stay: true})
	_ = db.Declare(db.Table{Name: "place_link", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true})
	_ = db.Declare(db.Table{Name: "place_plan", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true})
)

// versionRow is a former state of a place.
type versionRow struct {
	db.BaseModel `bun:"table:t_place_version"`
	db.Row
	kernel.Stamp
	PlaceID    kernel.ID    `bun:"place_id"`
	ParentID   kernel.ID    `bun:"parent_id"`
	Level      kernel.Level `bun:"level"`
	Code       string       `bun:"code"`
	Name       string       `bun:"name"`
	Kind       string       `bun:"kind"`
	FromDay    kernel.Day   `bun:"from_day"`
	ToDay      kernel.Day   `bun:"to_day"`
	Households int          `bun:"households"`
}

func (r *versionRow) place() Place {
	return Place{
		ID: r.PlaceID, Code: r.Code, Name: r.Name, Level: r.Level, Kind: r.Kind, ParentID: r.ParentID, From: r.FromDay, To: r.ToDay,
		Since: r.FromDay, Households: r.Households, Path: []Ref{}, Stamp: r.Stamp,
	}
}

type linkRow struct {
	db.BaseModel `bun:"table:t_place_link"`
	db.Row
	kernel.Stamp
	FromID kernel.ID  `bun:"from_id"`
	ToID   kernel.ID  `bun:"to_id"`
	Day    kernel.Day `bun:"day"`
	Kind   string     `bun:"kind"`
}

type planRow struct {
	db.BaseModel `bun:"table:t_place_plan"`
	db.Row
	kernel.Stamp
	Kind      string     `bun:"kind"`
	Day       kernel.Day `bun:"day"`
	PlaceID   kernel.ID  `bun:"place_id"`
	PlaceName string     `bun:"place_name"`
	Act       string     `bun:"act"`
	AccountID kernel.ID  `bun:"account_id"`
	ActorName string     `bun:"actor_name"`
	At        int64      `bun:"at"`
	State     string     `bun:"state"`
	Fault     string     `bun:"fault"`
}

// keep stores the state of a place that ends with the day before: what the row still says. A state that began on the day
// itself never held for a whole day and leaves nothing.
func keep(tx *db.WriteTx, r *placeRow, day kernel.Day) error {
	if r.SinceDay >= day {
		return nil
	}
	return tx.Insert(&versionRow{
		Stamp: r.Stamp, PlaceID: r.ID, ParentID: r.ParentID, Level: r.Level, Code: r.Code, Name: r.Name, Kind: r.Kind,
		FromDay: r.SinceDay, ToDay: day.Add(-1), Households: r.Households,
	})
}

// selectOn reads the places that meet a condition over `p`, as they were on a day. In the condition #id is the place's id.
func selectOn(tx *db.ReadTx, on kernel.Day, where string, args ...any) ([]Place, error) {
	var now []placeRow
	err := tx.Select(&now, "SELECT p.* FROM {place p} WHERE p.since_day <= ? AND p.to_day >= ? AND "+strings.ReplaceAll(where, "#id", "p.id"),
		append([]any{on, on}, args...)...)
	if err != nil {
		return nil, err
	}
	var before []versionRow
	err = tx.Select(&before, "SELECT p.* FROM {place_version p} WHERE p.from_day <= ? AND p.to_day >= ? AND "+strings.ReplaceAll(where, "#id", "p.place_id"),
		append([]any{on, on}, args...)...)
	out := places(now)
	for i := range before {
		out = append(out, before[i].place())
	}
	slices.SortFunc(out, func(a, b Place) int { return strings.Compare(a.Code, b.Code) })
	return out, err
}

// selectManyOn is selectMany for a day.
func selectManyOn(tx *db.ReadTx, on kernel.Day, ids []kernel.ID) (map[kernel.ID]Place, error) {
	const step = 512
	out := make(map[kernel.ID]Place, len(ids))
	for from := 0; from < len(ids); from += step {
		in, args := Among("#id", ids[from:min(from+step, len(ids))])
		part, err := selectOn(tx, on, in, args...)
		if err != nil {
			return nil, err
		}
		for _, p := range part {
			out[p.ID] = p
		}
	}
	return out, nil
}

// selectLinks reads links by a condition over `l`, oldest first.
func selectLinks(tx *db.ReadTx, where string, args ...any) ([]linkRow, error) {
	var rows []linkRow
	err := tx.Select(&rows, "SELECT l.* FROM {place_link l} WHERE "+where+" ORDER BY l.day, l.id", args...)
	return rows, err
}

// selectFormer finds the place that had the code last.
func selectFormer(tx *db.ReadTx, code string) (kernel.ID, error) {
	var rows []versionRow
	err := tx.Select(&rows, "SELECT v.* FROM {place_version v} WHERE v.code = ? ORDER BY v.to_day DESC LIMIT 1", code)
	if err == nil && len(rows) == 0 {
		err = kernel.NotFound("place")
	}
	if err != nil {
		return 0, err
	}
	return rows[0].PlaceID, nil
}

// selectPlans reads planned changes by a condition over `x`, in the order in which they are due.
func selectPlans(tx *db.ReadTx, where string, args ...any) ([]planRow, error) {
	var rows []planRow
	err := tx.Select(&rows, "SELECT x.* FROM {place_plan x} WHERE "+where+" ORDER BY x.day, x.id LIMIT 500", args...)
	return rows, err
}
