package link

import (
	"cmp"
	"slices"

	"touyan/internal/domain/body"
	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// The standing counters by kind: links that run, and those that are one too many.
const (
	measureLinks = "link.run."
	measureExtra = "link.extra."
)

// running: the link has no end.
const running = "to_day = '" + string(kernel.EndOfTime) + "'"

var _ = db.Declare(db.Table{
	Name: "link", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "to_day >= :day",
	Refs: []db.Ref{{Col: "person_id", To: "person", Label: "person_name"}},
	Standing: []string{
		"CASE WHEN " + running + " THEN '" + measureLinks + "' || kind ELSE '' END",
		"CASE WHEN " + running + " AND extra THEN '" + measureExtra + "' || kind ELSE '' END",
	},
})

// linkRow: BodyID of the stamp is the member's group, the places are the household's.
type linkRow struct {
	db.BaseModel `bun:"table:t_link"`
	db.Row
	kernel.Stamp
	Kind        string     `bun:"kind"`
	PersonID    kernel.ID  `bun:"person_id"`
	PersonName  string     `bun:"person_name"`
	HouseholdID kernel.ID  `bun:"household_id"`
	FromDay     kernel.Day `bun:"from_day"`
	ToDay       kernel.Day `bun:"to_day"`
	Ended       string     `bun:"ended"`
	Extra       bool       `bun:"extra"`
	EventIn     kernel.ID  `bun:"event_in"`
	EventOut    kernel.ID  `bun:"event_out"`
}

func (r *linkRow) runs() bool { return r.ToDay == kernel.EndOfTime }

func shown(d kernel.Day) kernel.Day {
	if d == kernel.EndOfTime {
		return ""
	}
	return d
}

func (r *linkRow) link() Link {
	return Link{
		ID: r.ID, Rev: r.Rev, Kind: r.Kind, Member: body.Ref{ID: r.PersonID, Name: r.PersonName}, Group: body.Ref{ID: r.BodyID},
		Household: person.HouseholdRef{ID: r.HouseholdID}, From: r.FromDay, To: shown(r.ToDay), Ended: r.Ended, Extra: r.Extra,
	}
}

// count enters a running link into the counters, or takes it out.
func count(tx *db.WriteTx, r *linkRow, n int64) {
	if !r.runs() {
		return
	}
	tx.Tally(r.Stamp, db.Standing, measureLinks+r.Kind, n)
	if r.Extra {
		tx.Tally(r.Stamp, db.Standing, measureExtra+r.Kind, n)
	}
}

func insert(tx *db.WriteTx, r *linkRow) error {
	count(tx, r, 1)
	return tx.Insert(r)
}

// update stores a link that was changed, and keeps the counters.
func update(tx *db.WriteTx, was linkRow, r *linkRow) error {
	count(tx, &was, -1)
	count(tx, r, 1)
	return tx.Update(r)
}

// selectLinks reads links by a condition over `l`, sorted here: asked for the order beside a list of keys, SQLite would read the
// whole table.
func selectLinks(tx *db.ReadTx, where string, args ...any) ([]linkRow, error) {
	var rows []linkRow
	err := tx.Select(&rows, "SELECT l.* FROM {link l} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b linkRow) int {
		return cmp.Or(cmp.Compare(a.FromDay, b.FromDay), cmp.Compare(a.ID, b.ID))
	})
	return rows, err
}

// runningOf reads the running links of a kind of households, each one's the oldest first.
func runningOf(tx *db.ReadTx, kind string, houses []kernel.ID) (map[kernel.ID][]linkRow, error) {
	out := map[kernel.ID][]linkRow{}
	const step = 512
	for from := 0; from < len(houses); from += step {
		in, args := place.Among("l.household_id", houses[from:min(from+step, len(houses))])
		rows, err := selectLinks(tx, in+" AND l.kind = ? AND l.to_day = ?", append(args, kind, kernel.EndOfTime)...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.HouseholdID] = append(out[r.HouseholdID], r)
		}
	}
	return out, nil
}

// loads counts the households of each of some members by kind.
func loads(tx *db.ReadTx, kind string, persons []kernel.ID) (map[kernel.ID]int, error) {
	out := map[kernel.ID]int{}
	const step = 512
	for from := 0; from < len(persons); from += step {
		in, args := place.Among("l.person_id", persons[from:min(from+step, len(persons))])
		var rows []struct {
			ID kernel.ID `bun:"id"`
			N  int       `bun:"n"`
		}
		err := tx.Select(&rows, "SELECT l.person_id AS id, COUNT(*) AS n FROM {link l} WHERE "+in+" AND l.kind = ? AND l.to_day = ? GROUP BY l.person_id",
			append(args, kind, kernel.EndOfTime)...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.ID] = r.N
		}
	}
	return out, nil
}

// memberRow is a membership of a group whose members are linked.
type memberRow struct {
	ID         kernel.ID `bun:"id"`
	PersonID   kernel.ID `bun:"person_id"`
	PersonName string    `bun:"person_name"`
	Role       string    `bun:"role"`
	BodyName   string    `bun:"body_name"`
	BodyKind   string    `bun:"body_kind"`
	PlaceID    kernel.ID `bun:"place_id"`
	kernel.Stamp
}

const memberColumns = "m.id, m.person_id, m.person_name, m.role, m.township_id, m.village_id, m.group_id, m.micro_id, m.body_id, m.topic, m.sealed," +
	" b.name AS body_name, b.kind AS body_kind, b.place_id FROM {member m} JOIN {body b} ON b.county_id = m.county_id AND b.id = m.body_id"

// membersWhere is the condition under which somebody is a member of such a group on a day.
func membersWhere(groups, roles []string, day kernel.Day) (string, []any) {
	where, args := "b.kind IN ("+marks(len(groups))+")", anys(groups)
	if len(roles) > 0 {
		where, args = where+" AND m.role IN ("+marks(len(roles))+")", append(args, anys(roles)...)
	}
	return where + " AND m.from_day <= ? AND m.to_day >= ? AND b.to_day >= ?", append(args, day, day, day)
}

func pageMembers(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]memberRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT " + memberColumns + " WHERE " + where, Args: args, Order: []db.Key{{Col: "m.id"}}, Page: page,
	}, func(r *memberRow) []any { return []any{r.ID} })
}

func selectMembers(tx *db.ReadTx, where string, args ...any) ([]memberRow, error) {
	var rows []memberRow
	err := tx.Select(&rows, "SELECT "+memberColumns+" WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b memberRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

func marks(n int) string {
	out := ""
	for i := range n {
		if i > 0 {
			out += ", "
		}
		out += "?"
	}
	return out
}

func anys[T any](list []T) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

type countRow struct {
	kernel.Stamp
	Kind  string `bun:"kind"`
	Extra bool   `bun:"extra"`
	N     int64  `bun:"n"`
}

// fresh counts the links anew, for the comparison of the night.
func fresh(tx *db.ReadTx) ([]db.Count, error) {
	const cols = "l.township_id, l.village_id, l.group_id, l.micro_id, l.body_id, l.topic, l.kind, l.extra"
	var rows []countRow
	err := tx.Select(&rows, "SELECT "+cols+", COUNT(*) AS n FROM {link l} WHERE l.to_day = ? AND NOT l.sealed GROUP BY "+cols, kernel.EndOfTime)
	sums := map[db.Count]int64{}
	for _, r := range rows {
		sums[db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: measureLinks + r.Kind}] += r.N
		if r.Extra {
			sums[db.Count{Stamp: r.Stamp, Day: db.Standing, Measure: measureExtra + r.Kind}] += r.N
		}
	}
	var out []db.Count
	for c, n := range sums {
		c.N = n
		out = append(out, c)
	}
	return out, err
}
