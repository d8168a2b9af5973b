package activity

import (
	"cmp"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// measure counts activities by day.
const measure = "activity.done"

// What was done stays where it was done.
var (
	_ = db.Declare(db.Table{
		Name: "activity", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: []db.Ref{{Col: "by_person_id", To: "person", Label: "by_name"}},
	})
	_ = db.Declare(db.Table{
		Name: "activity_person", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true, Refs: []db.Ref{{Col: "person_id", To: "person", Label: "person_name"}},
	})
	_ = db.Declare(db.Table{Name: "activity_file", Place: db.PlaceCounty, Bind: db.ByPlace, Stay: true})
)

// activityRow: BodyID of the stamp is the body.
type activityRow struct {
	db.BaseModel `bun:"table:t_activity"`
	db.Row
	kernel.Stamp
	Day        kernel.Day `bun:"day"`
	Title      string     `bun:"title"`
	Text       string     `bun:"text"`
	People     int        `bun:"people"`
	ByPersonID kernel.ID  `bun:"by_person_id"`
	ByName     string     `bun:"by_name"`
	ClientKey  *string    `bun:"client_key"`
}

type personRow struct {
	db.BaseModel `bun:"table:t_activity_person"`
	db.Row
	kernel.Stamp
	ActivityID kernel.ID `bun:"activity_id"`
	PersonID   kernel.ID `bun:"person_id"`
	PersonName string    `bun:"person_name"`
}

type fileRow struct {
	db.BaseModel `bun:"table:t_activity_file"`
	db.Row
	kernel.Stamp
	ActivityID kernel.ID `bun:"activity_id"`
	Hash       string    `bun:"hash"`
	Mime       string    `bun:"mime"`
	Name       string    `bun:"name"`
	Bytes      int64     `bun:"bytes"`
	Width      int       `bun:"width"`
	Height     int       `bun:"height"`
	Small      string    `bun:"small"`
	Medium     string    `bun:"medium"`
	At         int64     `bun:"at"`
	ClientKey  *string   `bun:"client_key"`
}

func (r *fileRow) view() File {
	f := File{
		ID: r.ID, Name: r.Name, Mime: r.Mime, Bytes: r.Bytes, Width: r.Width, Height: r.Height, At: r.At,
		URL: "/api/activities/" + r.ActivityID.String() + "/files/" + r.ID.String(),
	}
	if r.Name == "" {
		f.Small, f.Medium = f.URL+"?size=small", f.URL+"?size=medium"
	}
	return f
}

// filesOf reads the files of activities, the oldest first.
func filesOf(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID][]fileRow, error) {
	out := map[kernel.ID][]fileRow{}
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("f.activity_id", ids)
	var rows []fileRow
	err := tx.Select(&rows, "SELECT f.* FROM {activity_file f} WHERE "+in, args...)
	slices.SortFunc(rows, func(a, b fileRow) int { return cmp.Compare(a.ID, b.ID) })
	for _, r := range rows {
		out[r.ActivityID] = append(out[r.ActivityID], r)
	}
	return out, err
}

func pageOf(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]activityRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT a.* FROM {activity a} WHERE " + where, Args: args,
		Order: []db.Key{{Col: "a.day", Dir: db.Desc}, {Col: "a.id", Dir: db.Desc}}, Page: page,
	}, func(r *activityRow) []any { return []any{r.Day, r.ID} })
}

// peopleOf reads who took part in activities.
func peopleOf(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID][]body.Ref, error) {
	out := map[kernel.ID][]body.Ref{}
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("p.activity_id", ids)
	var rows []personRow
	err := tx.Select(&rows, "SELECT p.* FROM {activity_person p} WHERE "+in, args...)
	for _, r := range rows {
		out[r.ActivityID] = append(out[r.ActivityID], body.Ref{ID: r.PersonID, Name: r.PersonName})
	}
	return out, err
}

type dayRow struct {
	kernel.Stamp
	Day kernel.Day `bun:"day"`
	N   int64      `bun:"n"`
}

// fresh counts the activities anew, for the comparison of the night.
func fresh(tx *db.ReadTx) ([]db.Count, error) {
	const cols = "a.township_id, a.village_id, a.group_id, a.micro_id, a.body_id, a.topic, a.day"
	var rows []dayRow
	err := tx.Select(&rows, "SELECT "+cols+", COUNT(*) AS n FROM {activity a} WHERE NOT a.sealed GROUP BY "+cols)
	out := make([]db.Count, len(rows))
	for i, r := range rows {
		out[i] = db.Count{Stamp: r.Stamp, Day: r.Day, Measure: measure, N: r.N}
	}
	return out, err
}

// sum adds up a counter from day to day by a condition over `t`.
func sum(tx *db.ReadTx, where string, args []any, from, to kernel.Day) (int64, error) {
	var row struct {
		N int64 `bun:"n"`
	}
	err := tx.One(&row, "SELECT COALESCE(SUM(t.n), 0) AS n FROM {tally t} WHERE t.measure = ? AND t.day >= ? AND t.day <= ? AND "+where, append([]any{measure, from, to}, args...)...)
	return row.N, err
}
