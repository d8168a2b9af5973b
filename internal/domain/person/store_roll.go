package person

import (
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// When places merge or move, members of the collective who have not ceased to be follow (Rehome: to_day = '9999-12-31' AND
// list_id = 0); voter rolls keep the village in which they were made.
var (
	rollTable = db.Declare(db.Table{
		Name: "roll", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "to_day >= :day",
		Refs: []db.Ref{{Col: "person_id", To: "person", Label: "person_name"}},
	})
	_ = db.Declare(db.Table{Name: "voter_list", Place: db.PlaceCounty, Bind: db.ByPlace, Rehome: "election_day >= :day"})
)

type rollRow struct {
	db.BaseModel `bun:"table:t_roll"`
	db.Row
	kernel.Stamp
	Roll       string     `bun:"roll"`
	ListID     kernel.ID  `bun:"list_id"`
	PersonID   kernel.ID  `bun:"person_id"`
	PersonName string     `bun:"person_name"`
	PlaceID    kernel.ID  `bun:"place_id"`
	State      string     `bun:"state"`
	FromDay    kernel.Day `bun:"from_day"`
	ToDay      kernel.Day `bun:"to_day"`
	Basis      string     `bun:"basis"`
	Doc        string     `bun:"doc"`
	EndBasis   string     `bun:"end_basis"`
	EndDoc     string     `bun:"end_doc"`
	Note       string     `bun:"note"`
}

type listRow struct {
	db.BaseModel `bun:"table:t_voter_list"`
	db.Row
	kernel.Stamp
	PlaceID      kernel.ID  `bun:"place_id"`
	ElectionDay  kernel.Day `bun:"election_day"`
	State        string     `bun:"state"`
	ConfirmedDay kernel.Day `bun:"confirmed_day"`
	ConfirmedBy  string     `bun:"confirmed_by"`
	PostedDay    kernel.Day `bun:"posted_day"`
}

// rollsOf reads the entries of persons, oldest first.
func rollsOf(tx *db.ReadTx, persons []kernel.ID) ([]rollRow, error) {
	in, args := place.Among("r.person_id", persons)
	return selectRolls(tx, in, args...)
}

func selectRolls(tx *db.ReadTx, where string, args ...any) ([]rollRow, error) {
	var rows []rollRow
	err := tx.Select(&rows, "SELECT r.* FROM {roll r} WHERE "+where+" ORDER BY +r.id", args...)
	return rows, err
}

func pageRolls(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]rollRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT r.* FROM {roll r} WHERE " + where, Args: args, Order: []db.Key{{Col: "r.id"}}, Page: page,
	}, func(r *rollRow) []any { return []any{r.ID} })
}

func pageMembers(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]memberRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT m.* FROM {household_member m} WHERE " + where, Args: args, Order: []db.Key{{Col: "m.id"}}, Page: page,
	}, func(r *memberRow) []any { return []any{r.ID} })
}

// renameRolls lets the names on rolls follow the person's.
func renameRolls(tx *db.WriteTx, person kernel.ID, name string) error {
	rows, err := rollsOf(tx.ReadTx, []kernel.ID{person})
	for i := range rows {
		if err != nil {
			return err
		}
		rows[i].PersonName = name
		err = tx.Update(&rows[i])
	}
	return err
}

func selectLists(tx *db.ReadTx, village kernel.ID) ([]listRow, error) {
	var rows []listRow
	err := tx.Select(&rows, "SELECT v.* FROM {voter_list v} WHERE v.village_id = ? ORDER BY v.election_day DESC, v.id", village)
	return rows, err
}

// newestLists reads the newest list of each village that meets a condition over `v`.
func newestLists(tx *db.ReadTx, where string, args ...any) ([]listRow, error) {
	var rows []listRow
	err := tx.Select(&rows, "SELECT v.* FROM {voter_list v} WHERE "+where+" AND NOT EXISTS (SELECT 1 FROM {voter_list w}"+
		" WHERE w.county_id = v.county_id AND w.village_id = v.village_id AND w.place_id = v.place_id AND w.election_day > v.election_day)"+
		" ORDER BY v.village_id, v.id", args...)
	return rows, err
}

// listsOf reads the lists of villages.
func listsOf(tx *db.ReadTx, villages []kernel.ID) ([]listRow, error) {
	var out []listRow
	for part := range slices.Chunk(villages, 512) {
		in, args := place.Among("v.place_id", part)
		var rows []listRow
		if err := tx.Select(&rows, "SELECT v.* FROM {voter_list v} WHERE "+in+" ORDER BY v.id", args...); err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// rollsOfAll is rollsOf for any number of persons.
func rollsOfAll(tx *db.ReadTx, persons []kernel.ID) ([]rollRow, error) {
	var out []rollRow
	for part := range slices.Chunk(persons, 512) {
		rows, err := rollsOf(tx, part)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// houseCodes reads the codes of the households in which persons are today.
func houseCodes(tx *db.ReadTx, persons []kernel.ID) (map[kernel.ID]string, error) {
	out := make(map[kernel.ID]string, len(persons))
	for part := range slices.Chunk(persons, 512) {
		in, args := place.Among("m.person_id", part)
		var rows []struct {
			PersonID kernel.ID `bun:"person_id"`
			Code     string    `bun:"code"`
		}
		err := tx.Select(&rows, "SELECT m.person_id, h.code FROM {household_member m} JOIN {household h} ON h.county_id = m.county_id AND h.id = m.household_id"+
			" WHERE "+in+" AND m.to_day = ?", append(args, kernel.EndOfTime)...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.PersonID] = r.Code
		}
	}
	return out, nil
}

type stateCount struct {
	ListID kernel.ID `bun:"list_id"`
	State  string    `bun:"state"`
	N      int       `bun:"n"`
}

func countVoters(tx *db.ReadTx, village kernel.ID) ([]stateCount, error) {
	var rows []stateCount
	err := tx.Select(&rows, "SELECT r.list_id, r.state, count(*) AS n FROM {roll r} WHERE r.village_id = ? AND r.roll = ? GROUP BY r.list_id, r.state", village, RollVoter)
	return rows, err
}

// countOne reads one number.
func countOne(tx *db.ReadTx, sql string, args ...any) (int, error) {
	var n []int
	if err := tx.Select(&n, sql, args...); err != nil || len(n) == 0 {
		return 0, err
	}
	return n[0], nil
}
