package points

import (
	"cmp"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

func byRowID[T interface{ id() kernel.ID }](list []T) {
	slices.SortFunc(list, func(a, b T) int { return cmp.Compare(a.id(), b.id()) })
}

func (e entryRow) id() kernel.ID  { return e.ID }
func (s stepRow) id() kernel.ID   { return s.ID }
func (f fileRow) id() kernel.ID   { return f.ID }
func (f followRow) id() kernel.ID { return f.ID }

func yearOf(tx *db.ReadTx, branch kernel.ID, year int) (*yearRow, error) {
	var rows []yearRow
	err := tx.Select(&rows, "SELECT y.* FROM {points_year y} WHERE y.body_id = ? AND y.year = ?", branch, year)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

func yearsByID(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]yearRow, error) {
	out := map[kernel.ID]yearRow{}
	if len(ids) == 0 {
		return out, nil
	}
	in, args := place.Among("y.id", ids)
	var rows []yearRow
	err := tx.Select(&rows, "SELECT y.* FROM {points_year y} WHERE "+in, args...)
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, err
}

// accountsOf are the members of a year, by name.
func accountsOf(tx *db.ReadTx, year kernel.ID) ([]accountRow, error) {
	var rows []accountRow
	err := tx.Select(&rows, "SELECT a.* FROM {points_account a} WHERE a.year_id = ? AND a.joined_id = 0 LIMIT ?", year, maxPeople)
	slices.SortFunc(rows, func(a, b accountRow) int {
		return cmp.Or(cmp.Compare(a.PersonName, b.PersonName), cmp.Compare(a.ID, b.ID))
	})
	return rows, err
}

func accountOf(tx *db.ReadTx, year, person kernel.ID) (*accountRow, error) {
	var rows []accountRow
	err := tx.Select(&rows, "SELECT a.* FROM {points_account a} WHERE a.year_id = ? AND a.person_id = ?", year, person)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	if into := rows[0].JoinedID; into != 0 { // somebody still speaks of an entry that was merged
		all, err := accountsByID(tx, []kernel.ID{into})
		row, ok := all[into]
		if err != nil || !ok {
			return nil, err
		}
		return &row, nil
	}
	return &rows[0], nil
}

// joinedTo are the accounts that went into one.
func joinedTo(tx *db.ReadTx, account kernel.ID) ([]accountRow, error) {
	var rows []accountRow
	err := tx.Select(&rows, "SELECT a.* FROM {points_account a} WHERE a.joined_id = ? AND a.joined_id <> 0", account)
	return rows, err
}

func accountsByID(tx *db.ReadTx, ids []kernel.ID) (map[kernel.ID]accountRow, error) {
	out := map[kernel.ID]accountRow{}
	for part := range slices.Chunk(ids, inMost) {
		in, args := place.Among("a.id", part)
		var rows []accountRow
		if err := tx.Select(&rows, "SELECT a.* FROM {points_account a} WHERE "+in, args...); err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.ID] = r
		}
	}
	return out, nil
}

// inMost is how many ids one statement asks for.
const inMost = 256

// accountsOfMember are those of a person in all years, the newest first, with those that stayed under an entry that was merged into theirs.
func accountsOfMember(tx *db.ReadTx, person kernel.ID) ([]accountRow, error) {
	rows, err := accountsOfPerson(tx, person)
	if err != nil {
		return nil, err
	}
	var more []accountRow
	err = tx.Select(&more, "SELECT a.* FROM {points_account a} WHERE a.person_id IN (SELECT p.id FROM {person p} WHERE p.merged_into = ? AND p.merged_into <> 0) AND a.joined_id = 0", person)
	rows = append(rows, more...)
	slices.SortFunc(rows, func(a, b accountRow) int { return cmp.Compare(b.ID, a.ID) })
	return rows, err
}

// accountsOfPerson are those of a person in all years, the newest first.
func accountsOfPerson(tx *db.ReadTx, person kernel.ID) ([]accountRow, error) {
	var rows []accountRow
	err := tx.Select(&rows, "SELECT a.* FROM {points_account a} WHERE a.person_id = ?", person)
	slices.SortFunc(rows, func(a, b accountRow) int { return cmp.Compare(b.ID, a.ID) })
	return rows, err
}

func entryByKey(tx *db.ReadTx, key *string) (*entryRow, error) {
	if key == nil {
		return nil, nil //nolint:nilnil // no key was sent
	}
	var rows []entryRow
	err := tx.Select(&rows, "SELECT e.* FROM {points_entry e} WHERE e.client_key = ?", *key)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &rows[0], nil
}

// openEntries are those of an account, or of a year, that have not come to an end.
func openEntries(tx *db.ReadTx, year kernel.ID, states ...string) ([]entryRow, error) {
	var rows []entryRow
	err := tx.Select(&rows, "SELECT e.* FROM {points_entry e} WHERE e.year_id = ? AND e.open", year)
	rows = slices.DeleteFunc(rows, func(e entryRow) bool { return len(states) > 0 && !slices.Contains(states, e.State) })
	byRowID(rows)
	return rows, err
}

func entriesOfPosting(tx *db.ReadTx, posting kernel.ID) ([]entryRow, error) {
	var rows []entryRow
	err := tx.Select(&rows, "SELECT e.* FROM {points_entry e} WHERE e.posting_id = ? AND e.posting_id <> 0", posting)
	slices.SortFunc(rows, func(a, b entryRow) int {
		return cmp.Or(cmp.Compare(a.PersonName, b.PersonName), cmp.Compare(a.Day, b.Day), cmp.Compare(a.ID, b.ID))
	})
	return rows, err
}

func entriesOfAccount(tx *db.ReadTx, account kernel.ID) ([]entryRow, error) {
	var rows []entryRow
	err := tx.Select(&rows, "SELECT e.* FROM {points_entry e} WHERE e.account_id = ?", account)
	byRowID(rows)
	return rows, err
}

// dueEntries are posted entries whose day of effect has come.
func dueEntries(tx *db.ReadTx, day kernel.Day, most int) ([]entryRow, error) {
	var rows []entryRow
	err := tx.Select(&rows, "SELECT e.* FROM {points_entry e} WHERE e.state = 'posted' AND e.effect_day <= ? ORDER BY e.effect_day, e.id LIMIT ?", day, most)
	return rows, err
}

type stateCount struct {
	YearID kernel.ID `bun:"year_id"`
	State  string    `bun:"state"`
	N      int64     `bun:"n"`
}

// countOpen counts the entries of years that have not come to an end, by where they stand.
func countOpen(tx *db.ReadTx, years []kernel.ID) ([]stateCount, error) {
	if len(years) == 0 {
		return nil, nil
	}
	in, args := place.Among("e.year_id", years)
	var rows []stateCount
	err := tx.Select(&rows, "SELECT e.year_id, e.state, COUNT(*) AS n FROM {points_entry e} WHERE "+in+" AND e.open GROUP BY e.year_id, e.state", args...)
	return rows, err
}

func countMembers(tx *db.ReadTx, years []kernel.ID) (map[kernel.ID]int64, error) {
	out := map[kernel.ID]int64{}
	if len(years) == 0 {
		return out, nil
	}
	in, args := place.Among("a.year_id", years)
	var rows []stateCount
	err := tx.Select(&rows, "SELECT a.year_id, '' AS state, COUNT(*) AS n FROM {points_account a} WHERE "+in+" AND a.joined_id = 0 GROUP BY a.year_id", args...)
	for _, r := range rows {
		out[r.YearID] = r.N
	}
	return out, err
}

func stepsOf(tx *db.ReadTx, entry kernel.ID) ([]stepRow, error) {
	var rows []stepRow
	err := tx.Select(&rows, "SELECT s.* FROM {points_step s} WHERE s.entry_id = ?", entry)
	byRowID(rows)
	return rows, err
}

func filesOf(tx *db.ReadTx, entry kernel.ID) ([]fileRow, error) {
	var rows []fileRow
	err := tx.Select(&rows, "SELECT f.* FROM {points_file f} WHERE f.entry_id = ?", entry)
	byRowID(rows)
	return rows, err
}

func postingsOf(tx *db.ReadTx, year kernel.ID) ([]postingRow, error) {
	var rows []postingRow
	err := tx.Select(&rows, "SELECT p.* FROM {points_posting p} WHERE p.year_id = ? ORDER BY p.id DESC LIMIT 100", year)
	return rows, err
}

func followsOf(tx *db.ReadTx, year kernel.ID) ([]followRow, error) {
	var rows []followRow
	err := tx.Select(&rows, "SELECT f.* FROM {points_follow f} WHERE f.year_id = ?", year)
	byRowID(rows)
	return rows, err
}

// branchMember is one who belongs to a branch, with the role there.
type branchMember struct {
	PersonID   kernel.ID `bun:"person_id"`
	PersonName string    `bun:"person_name"`
	Role       string    `bun:"role"`
}

// membersOf are who belongs to a branch on a day, each once, by name.
func membersOf(tx *db.ReadTx, branch kernel.ID, day kernel.Day) ([]branchMember, error) {
	var rows []branchMember
	err := tx.Select(&rows, "SELECT m.person_id, m.person_name, m.role FROM {member m} WHERE m.body_id = ? AND m.from_day <= ? AND m.to_day >= ?", branch, day, day)
	slices.SortFunc(rows, func(a, b branchMember) int {
		return cmp.Or(cmp.Compare(a.PersonName, b.PersonName), cmp.Compare(a.PersonID, b.PersonID), cmp.Compare(a.Role, b.Role))
	})
	return slices.CompactFunc(rows, func(a, b branchMember) bool { return a.PersonID == b.PersonID }), err
}

// heldPost is a post that somebody holds in a branch.
type heldPost struct {
	Post       string    `bun:"post"`
	PersonID   kernel.ID `bun:"person_id"`
	PersonName string    `bun:"person_name"`
}

// postsIn are the posts held in a branch on a day.
func postsIn(tx *db.ReadTx, branch kernel.ID, day kernel.Day) ([]heldPost, error) {
	var rows []heldPost
	err := tx.Select(&rows, "SELECT a.post, a.person_id, a.person_name FROM {appointment a} WHERE a.body_id = ? AND a.from_day <= ? AND a.to_day >= ?", branch, day, day)
	return rows, err
}

// openFollowsOf are what somebody still owes.
func openFollowsOf(tx *db.ReadTx, owner kernel.ID) ([]followRow, error) {
	var rows []followRow
	err := tx.Select(&rows, "SELECT f.* FROM {points_follow f} WHERE f.owner_id = ? AND f.open ORDER BY f.due_day, f.id LIMIT 100", owner)
	return rows, err
}

// pageEntries is a page of the entries of a year, the newest first.
func pageEntries(tx *db.ReadTx, f EntryFilter, page kernel.Page) ([]entryRow, string, error) {
	where, args := "e.year_id = ?", []any{f.Year}
	if f.State != "" {
		where, args = where+" AND e.state = ?", append(args, f.State)
	}
	if f.State != "" && f.State != Effective && f.State != Withdrawn {
		where += " AND e.open"
	}
	if f.Account != 0 {
		where, args = where+" AND e.account_id = ?", append(args, f.Account)
	}
	return db.PageOf(tx, db.List{
		SQL: "SELECT e.* FROM {points_entry e} WHERE " + where, Args: args, Order: []db.Key{{Col: "e.id", Dir: db.Desc}}, Page: page,
	}, func(r *entryRow) []any { return []any{r.ID} })
}

// pageYears is a page of the years of branches, by a condition over `y`.
func pageYears(tx *db.ReadTx, where string, args []any, page kernel.Page) ([]yearRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT y.* FROM {points_year y} WHERE " + where, Args: args, Order: []db.Key{{Col: "y.year", Dir: db.Desc}, {Col: "y.id", Dir: db.Desc}}, Page: page,
	}, func(r *yearRow) []any { return []any{r.Year, r.ID} })
}

// pageAccounts is a page of the members of a year, by name.
func pageAccounts(tx *db.ReadTx, year kernel.ID, page kernel.Page) ([]accountRow, string, error) {
	return db.PageOf(tx, db.List{
		SQL: "SELECT a.* FROM {points_account a} WHERE a.year_id = ? AND a.joined_id = 0", Args: []any{year}, Order: []db.Key{{Col: "a.person_name"}, {Col: "a.id"}}, Page: page,
	}, func(r *accountRow) []any { return []any{r.PersonName, r.ID} })
}
