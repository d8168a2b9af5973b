package award

import (
	"cmp"
	"slices"
	"strings"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// roundsBy reads rounds by a condition over `r`, the newest first.
func roundsBy(tx *db.ReadTx, where string, args ...any) ([]roundRow, error) {
	var rows []roundRow
	err := tx.Select(&rows, "SELECT r.* FROM {award_round r} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b roundRow) int { return cmp.Compare(b.ID, a.ID) })
	return rows, err
}

// entriesBy reads entries by a condition over `e`, the oldest first.
func entriesBy(tx *db.ReadTx, where string, args ...any) ([]entryRow, error) {
	var rows []entryRow
	err := tx.Select(&rows, "SELECT e.* FROM {award_entry e} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b entryRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

// scoresBy reads scores by a condition over `s`, the oldest first.
func scoresBy(tx *db.ReadTx, where string, args ...any) ([]scoreRow, error) {
	var rows []scoreRow
	err := tx.Select(&rows, "SELECT s.* FROM {award_score s} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b scoreRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

// scoresOf reads the scores of some entries, by entry.
func scoresOf(tx *db.ReadTx, entries []kernel.ID) (map[kernel.ID][]scoreRow, error) {
	out := map[kernel.ID][]scoreRow{}
	const step = 512
	for part := range slices.Chunk(entries, step) {
		in, args := place.Among("s.entry_id", part)
		rows, err := scoresBy(tx, in, args...)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out[r.EntryID] = append(out[r.EntryID], r)
		}
	}
	return out, nil
}

// honoursBy reads honours by a condition over `h`, the newest first.
func honoursBy(tx *db.ReadTx, where string, args ...any) ([]honourRow, error) {
	var rows []honourRow
	err := tx.Select(&rows, "SELECT h.* FROM {award_honour h} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b honourRow) int { return cmp.Compare(b.ID, a.ID) })
	return rows, err
}

// membersOf are who belongs to a household on a day.
func membersOf(tx *db.ReadTx, household kernel.ID, day kernel.Day) ([]kernel.ID, error) {
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT m.person_id FROM {household_member m} WHERE m.household_id = ? AND m.to_day >= ?", household, day)
	return ids, err
}

// namedInHouse are the people of a household with a name.
func namedInHouse(tx *db.ReadTx, household kernel.ID, name string, day kernel.Day) ([]kernel.ID, error) {
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT m.person_id FROM {household_member m} JOIN {person p} ON p.county_id = m.county_id AND p.id = m.person_id"+
		" WHERE m.household_id = ? AND m.to_day >= ? AND p.name = ?", household, day, name)
	return ids, err
}

// namedInParty are the members with a name of the bodies of some kinds at a place.
func namedInParty(tx *db.ReadTx, at kernel.ID, kinds []string, name string, day kernel.Day) ([]kernel.ID, error) {
	args := []any{at}
	for _, k := range kinds {
		args = append(args, k)
	}
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT m.person_id FROM {body b} JOIN {member m} ON m.county_id = b.county_id AND m.body_id = b.id"+
		" WHERE b.place_id = ? AND b.kind IN ("+marks(len(kinds))+") AND m.from_day <= ? AND m.to_day >= ? AND m.person_name = ?", append(args, day, day, name)...)
	return ids, err
}

// partyPlace is the place of the first body of the Party to which a person belongs.
func partyPlace(tx *db.ReadTx, person kernel.ID, kinds []string, day kernel.Day) (kernel.ID, error) {
	args := []any{person, day, day}
	for _, k := range kinds {
		args = append(args, k)
	}
	var ids []kernel.ID
	err := tx.Select(&ids, "SELECT b.place_id FROM {member m} JOIN {body b} ON b.county_id = m.county_id AND b.id = m.body_id"+
		" WHERE m.person_id = ? AND m.from_day <= ? AND m.to_day >= ? AND b.kind IN ("+marks(len(kinds))+")", args...)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return slices.Min(ids), nil
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// seatRow is a seat of a person in a body of some kind.
type seatRow struct {
	Role string `bun:"role"`
	Kind string `bun:"kind"`
	kernel.Stamp
}

// seatsOf are the bodies to which a person belongs on a day, with the places of the bodies.
func seatsOf(tx *db.ReadTx, person kernel.ID, day kernel.Day) ([]seatRow, error) {
	var rows []seatRow
	err := tx.Select(&rows, "SELECT m.role, b.kind, b.township_id, b.village_id, b.group_id, b.micro_id, b.body_id, b.topic, b.sealed"+
		" FROM {member m} JOIN {body b} ON b.county_id = m.county_id AND b.id = m.body_id WHERE m.person_id = ? AND m.from_day <= ? AND m.to_day >= ?", person, day, day)
	return rows, err
}

// objectionsBy reads objections by a condition over `o`, the oldest first.
func objectionsBy(tx *db.ReadTx, where string, args ...any) ([]objectionRow, error) {
	var rows []objectionRow
	err := tx.Select(&rows, "SELECT o.* FROM {award_objection o} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b objectionRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

// checksBy reads re-checks by a condition over `k`, the newest first.
func checksBy(tx *db.ReadTx, where string, args ...any) ([]checkRow, error) {
	var rows []checkRow
	err := tx.Select(&rows, "SELECT k.* FROM {award_check k} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b checkRow) int { return cmp.Compare(b.ID, a.ID) })
	return rows, err
}

// appliesBy reads applications by a condition over `a`, the oldest first.
func appliesBy(tx *db.ReadTx, where string, args ...any) ([]applyRow, error) {
	var rows []applyRow
	err := tx.Select(&rows, "SELECT a.* FROM {award_apply a} WHERE "+where, args...)
	slices.SortFunc(rows, func(a, b applyRow) int { return cmp.Compare(a.ID, b.ID) })
	return rows, err
}

// waitingIn counts the applications of some rounds that nobody has looked at.
func waitingIn(tx *db.ReadTx, rounds []kernel.ID) (map[kernel.ID]int, error) {
	out := map[kernel.ID]int{}
	in, args := place.Among("a.round_id", rounds)
	var rows []struct {
		RoundID kernel.ID `bun:"round_id"`
		N       int       `bun:"n"`
	}
	if len(rounds) == 0 {
		return out, nil
	}
	err := tx.Select(&rows, "SELECT a.round_id, COUNT(*) AS n FROM {award_apply a} WHERE "+in+" AND a.state = 'waiting' GROUP BY a.round_id", args...)
	for _, r := range rows {
		out[r.RoundID] = r.N
	}
	return out, err
}

// filesOf are the photos of some entries or re-checks, by what they are of.
func filesOf(tx *db.ReadTx, kind string, ids []kernel.ID) (map[kernel.ID][]fileRow, error) {
	out := map[kernel.ID][]fileRow{}
	const step = 512
	for part := range slices.Chunk(ids, step) {
		in, args := place.Among("f.of_id", part)
		var rows []fileRow
		if err := tx.Select(&rows, "SELECT f.* FROM {award_file f} WHERE "+in+" AND f.of_kind = ?", append(args, kind)...); err != nil {
			return nil, err
		}
		slices.SortFunc(rows, func(a, b fileRow) int { return cmp.Compare(a.ID, b.ID) })
		for _, r := range rows {
			out[r.OfID] = append(out[r.OfID], r)
		}
	}
	return out, nil
}
