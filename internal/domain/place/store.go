package place

import (
	"cmp"
	"slices"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/text"
)

// The rows of this room move by the room's own rules, not with their place.
var table = db.Declare(db.Table{Name: "place", Place: db.PlaceCounty, Bind: db.Frame, FrameCol: "id", Stay: true, Reindex: reindex})

type placeRow struct {
	db.BaseModel `bun:"table:t_place"`
	db.Row
	kernel.Stamp
	ParentID      kernel.ID    `bun:"parent_id"`
	Level         kernel.Level `bun:"level"`
	Code          string       `bun:"code"`
	Name          string       `bun:"name"`
	Kind          string       `bun:"kind"`
	FromDay       kernel.Day   `bun:"from_day"`
	ToDay         kernel.Day   `bun:"to_day"`
	SinceDay      kernel.Day   `bun:"since_day"`
	PredecessorID kernel.ID    `bun:"predecessor_id"`
	Households    int          `bun:"households"`
	Geometry      string       `bun:"geometry"`
}

func (r *placeRow) place() Place {
	p := Place{
		ID: r.ID, Rev: r.Rev, Code: r.Code, Name: r.Name, Level: r.Level, Kind: r.Kind, ParentID: r.ParentID,
		From: r.FromDay, To: r.ToDay, Since: r.SinceDay, Households: r.Households, Path: []Ref{},
		Predecessor: r.PredecessorID, Geometry: r.Geometry, Stamp: r.Stamp,
	}
	if p.To == kernel.EndOfTime {
		p.To = ""
	}
	return p
}

func rowOf(p Place) *placeRow {
	r := &placeRow{
		Row: db.Row{ID: p.ID, Rev: p.Rev}, Stamp: p.Stamp, ParentID: p.ParentID, Level: p.Level, Code: p.Code, Name: p.Name,
		Kind: p.Kind, FromDay: p.From, ToDay: p.To, PredecessorID: p.Predecessor, Households: p.Households, Geometry: p.Geometry,
	}
	if r.ToDay == "" {
		r.ToDay = kernel.EndOfTime
	}
	if r.SinceDay = p.Since; r.SinceDay == "" {
		r.SinceDay = p.From
	}
	return r
}

func places(rows []placeRow) []Place {
	out := make([]Place, len(rows))
	for i := range rows {
		out[i] = rows[i].place()
	}
	return out
}

// Among is `col IN (…)` for a list of ids; the number of marks is rounded up so that few different statements arise.
func Among(col string, ids []kernel.ID) (string, []any) {
	n := 1
	for n < len(ids) {
		n *= 2
	}
	args := make([]any, n)
	for i := range args {
		switch {
		case i < len(ids):
			args[i] = ids[i]
		default:
			args[i] = kernel.ID(-1)
		}
	}
	return col + " IN (" + strings.TrimSuffix(strings.Repeat("?, ", n), ", ") + ")", args
}

// selectMany reads the places with the ids that the actor may see.
func selectMany(tx *db.ReadTx, ids []kernel.ID) ([]Place, error) {
	return selectAmong(tx, "p.*", ids)
}

// selectAmong reads some columns of the places with the ids.
func selectAmong(tx *db.ReadTx, cols string, ids []kernel.ID) ([]Place, error) {
	const step = 512
	var out []Place
	for from := 0; from < len(ids); from += step {
		in, args := Among("p.id", ids[from:min(from+step, len(ids))])
		var rows []placeRow
		if err := tx.Select(&rows, "SELECT "+cols+" FROM {place p} WHERE "+in, args...); err != nil {
			return nil, err
		}
		out = append(out, places(rows)...)
	}
	return out, nil
}

// selectWay reads a place and those that its stamp names, the county too.
func selectWay(tx *db.ReadTx, id kernel.ID) ([]Place, error) {
	var rows []placeRow
	err := tx.Select(&rows, `SELECT w.* FROM {place p} JOIN {place w} ON w.county_id = p.county_id
		AND w.id IN (p.id, p.county_id, p.township_id, p.village_id, p.group_id, p.micro_id) WHERE p.id = ?`, id)
	return places(rows), err
}

func selectByCode(tx *db.ReadTx, code string) (Place, error) {
	var r placeRow
	err := tx.One(&r, "SELECT p.* FROM {place p} WHERE p.code = ?", code)
	return r.place(), err
}

func selectChildren(tx *db.ReadTx, parent kernel.ID, page kernel.Page) ([]Place, string, error) {
	return selectPage(tx, "p.parent_id = ? AND p.to_day >= ?", []any{parent, tx.Today()}, page)
}

func selectPage(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]Place, string, error) {
	rows, next, err := db.PageOf(tx, db.List{
		SQL: "SELECT p.* FROM {place p} WHERE " + where, Args: args, Order: []db.Key{{Col: "p.code"}}, Page: page,
	}, func(r *placeRow) []any { return []any{r.Code} })
	return places(rows), next, err
}

// selectUnder reads a place with everything below it, higher levels first.
func selectUnder(tx *db.ReadTx, p Place) ([]Place, error) {
	where, args := "TRUE", []any{}
	switch p.Level {
	case kernel.LevelTownship:
		where, args = "p.township_id = ?", []any{p.ID}
	case kernel.LevelVillage:
		where, args = "p.village_id = ?", []any{p.ID}
	case kernel.LevelGroup:
		where, args = "(p.group_id = ? OR p.group_id IN (SELECT g.id FROM {place g} WHERE g.parent_id = ? AND g.level = ?))", []any{p.ID, p.ID, kernel.LevelGroup}
	case kernel.LevelMicro:
		where, args = "p.id = ?", []any{p.ID}
	}
	var rows []placeRow
	err := tx.Select(&rows, "SELECT p.* FROM {place p} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b placeRow) int { return cmp.Or(cmp.Compare(a.Level, b.Level), strings.Compare(a.Code, b.Code)) })
	return places(rows), err
}

// selectCodes reads the codes of a level that begin with the prefix, those of former days included: a code on an old sign
// must never lead to another place.
func selectCodes(tx *db.ReadTx, prefix string, level kernel.Level) (map[string]bool, error) {
	var now, before []string
	err := tx.Select(&now, "SELECT p.code FROM {place p} WHERE p.level = ? AND substr(p.code, 1, ?) = ?", level, len(prefix), prefix)
	if err != nil {
		return nil, err
	}
	err = tx.Select(&before, "SELECT v.code FROM {place_version v} WHERE v.level = ? AND substr(v.code, 1, ?) = ?", level, len(prefix), prefix)
	out := make(map[string]bool, len(now)+len(before))
	for _, c := range append(now, before...) {
		out[c] = true
	}
	return out, err
}

func countChildren(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]int, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	in, args := Among("p.parent_id", ids)
	var rows []struct {
		ParentID kernel.ID `bun:"parent_id"`
		N        int       `bun:"n"`
	}
	err := tx.Select(&rows, "SELECT p.parent_id, COUNT(*) AS n FROM {place p} WHERE "+in+" AND p.to_day >= ? GROUP BY p.parent_id", append(args, tx.Today())...)
	out := make(map[kernel.ID]int, len(rows))
	for _, r := range rows {
		out[r.ParentID] = r.N
	}
	return out, err
}

// insert adds places, parents first, with their search keys.
func insert(tx *db.WriteTx, list []Place) error {
	rows := make([]*placeRow, len(list))
	for i, p := range list {
		rows[i] = rowOf(p)
	}
	if err := tx.InsertAll(rows); err != nil {
		return err
	}
	keys := make([]db.Keys, len(list))
	for i, p := range list {
		keys[i] = db.Keys{ID: p.ID, Stamp: p.Stamp, Keys: text.Keys(p.Name, p.Code)}
	}
	return tx.IndexAll(table.Name, keys, false)
}

func index(tx *db.WriteTx, p Place) error {
	return tx.Index(table.Name, p.ID, p.Stamp, text.Keys(p.Name, p.Code))
}

// reindex writes the search keys of places anew.
func reindex(tx *db.WriteTx, ids []kernel.ID) error {
	list, err := selectMany(tx.ReadTx, ids)
	keys := make([]db.Keys, len(list))
	for i, p := range list {
		keys[i] = db.Keys{ID: p.ID, Stamp: p.Stamp, Keys: text.Keys(p.Name, p.Code)}
	}
	if err != nil {
		return err
	}
	return tx.IndexAll("place", keys, true)
}
