package points

import (
	"context"
	"slices"
	"strings"
	"time"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// lookBack is for how many days before the last look records are read again: what was written without a network arrives late.
const lookBack = 31

// found is a record of another room that speaks for a member.
type found struct {
	ID       kernel.ID  `bun:"id"`
	PersonID kernel.ID  `bun:"person_id"`
	Day      kernel.Day `bun:"day"`
	At       int64      `bun:"at"`
	Type     string     `bun:"type"`
	Title    string     `bun:"title"`
}

// Gather looks for records that speak for the members of a branch and proposes an entry for each, once: for a person to take up or to
// put aside. It tells how many it proposed.
func (s *Service) Gather(ctx context.Context, year kernel.ID) (int, error) {
	n := 0
	err := s.db.Write(ctx, "points.gather", func(tx *db.WriteTx) error {
		var y yearRow
		if err := tx.Lock(&y, year); err != nil {
			return err
		}
		if err := yearIn(&y, Open); err != nil {
			return err
		}
		var err error
		n, err = s.gather(tx, &y)
		return err
	})
	return n, err
}

// GatherAll does so for every open year of the county: each morning.
func (s *Service) GatherAll(ctx context.Context) error {
	var ids []kernel.ID
	if err := s.db.Look(ctx, &ids, "SELECT y.id FROM {points_year y} WHERE y.state = 'open'"); err != nil {
		return err
	}
	for _, id := range ids {
		if _, err := s.Gather(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) gather(tx *db.WriteTx, y *yearRow) (int, error) {
	if err := s.enrol(tx, y); err != nil {
		return 0, err
	}
	accounts, err := accountsOf(tx.ReadTx, y.ID)
	if err != nil || len(accounts) == 0 {
		return 0, err
	}
	from := y.FromDay
	if y.GatheredDay != "" {
		from = max(from, y.GatheredDay.Add(-lookBack))
	}
	_, sch := s.schemeOf(y)
	n := 0
	for _, r := range sch.Proposals {
		list, err := s.records(system(tx.ReadTx), y, r, accounts, from)
		if err != nil {
			return n, err
		}
		made, err := s.proposeAll(tx, y, sch, r, accounts, list)
		if err != nil {
			return n, err
		}
		n += made
	}
	y.GatheredDay = min(tx.Today(), y.ToDay)
	return n, tx.Update(y)
}

// records are those of a rule that speak for some members, from a day on.
func (s *Service) records(tx *db.ReadTx, y *yearRow, r pack.PointRule, accounts []accountRow, from kernel.Day) ([]found, error) {
	var out []found
	for part := range slices.Chunk(accounts, inMost) {
		ids := make([]kernel.ID, len(part))
		for i, a := range part {
			ids[i] = a.PersonID
		}
		var rows []found
		var err error
		switch r.Record {
		case pack.FromVisit:
			rows, err = visitsBy(tx, ids, from, y.ToDay)
		case pack.FromActivity:
			rows, err = activitiesBy(tx, ids, from, y.ToDay)
		case pack.FromCase:
			rows, err = casesBy(tx, ids, y, from)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	out = slices.DeleteFunc(out, func(f found) bool { return len(r.Types) > 0 && !slices.Contains(r.Types, f.Type) })
	slices.SortFunc(out, func(a, b found) int { return int(a.ID - b.ID) })
	return out, nil
}

// proposeAll enters a draft for each record that has none yet, where the member's class can have the item.
func (s *Service) proposeAll(tx *db.WriteTx, y *yearRow, sch pack.PointScheme, r pack.PointRule, accounts []accountRow, list []found) (int, error) {
	x, _ := sch.Item(r.Item)
	p, err := amount(x, 0)
	if err != nil || len(list) == 0 {
		return 0, err
	}
	have, err := proposedOf(tx.ReadTx, y.ID, r.Record)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, f := range list {
		i := slices.IndexFunc(accounts, func(a accountRow) bool { return a.PersonID == f.PersonID })
		a := accounts[i]
		key := proposal{a.ID, x.ID, f.ID}
		if !x.For(a.Class) || have[key] || f.Day < y.FromDay || f.Day > y.ToDay {
			continue
		}
		have[key] = true
		e := &entryRow{
			Row: db.Row{ID: tx.NewID()}, Stamp: y.Stamp, YearID: y.ID, AccountID: a.ID, PersonID: a.PersonID, PersonName: a.PersonName, Item: x.ID, Points: p, Day: f.Day,
			Text: r.Name, At: tx.Now().UnixMilli(), Proposed: r.ID, RecordKind: r.Record, RecordID: f.ID,
		}
		e.to(Draft)
		if err := tx.Insert(e); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// proposal is what is proposed once: an item for a member out of a record.
type proposal struct {
	account kernel.ID
	item    string
	record  kernel.ID
}

func proposedOf(tx *db.ReadTx, year kernel.ID, kind string) (map[proposal]bool, error) {
	var rows []entryRow
	err := tx.Select(&rows, "SELECT e.account_id, e.item, e.record_id FROM {points_entry e} WHERE e.year_id = ? AND e.record_kind = ? AND e.record_id <> 0", year, kind)
	out := map[proposal]bool{}
	for _, e := range rows {
		out[proposal{e.AccountID, e.Item, e.RecordID}] = true
	}
	return out, err
}

// visitsBy are the visits that some people made and where somebody was met.
func visitsBy(tx *db.ReadTx, ids []kernel.ID, from, to kernel.Day) ([]found, error) {
	in, args := place.Among("v.visitor_id", ids)
	var rows []found
	err := tx.Select(&rows, "SELECT v.id, v.visitor_id AS person_id, v.day, v.type FROM {visit v} WHERE "+in+
		" AND v.day >= ? AND v.day <= ? AND v.back_at = 0 AND v.result = 'met' AND NOT v.sealed", append(args, from, to)...)
	return rows, err
}

// activitiesBy are what bodies did in which some people took part.
func activitiesBy(tx *db.ReadTx, ids []kernel.ID, from, to kernel.Day) ([]found, error) {
	in, args := place.Among("p.person_id", ids)
	var rows []found
	err := tx.Select(&rows, "SELECT a.id, p.person_id, a.day, b.kind AS type FROM {activity_person p} JOIN {activity a} ON a.county_id = p.county_id AND a.id = p.activity_id"+
		" JOIN {body b} ON b.county_id = a.county_id AND b.id = a.body_id WHERE "+in+" AND a.day >= ? AND a.day <= ?", append(args, from, to)...)
	return rows, err
}

// casesBy are the cases of the branch's place that some people handled and that are settled.
func casesBy(tx *db.ReadTx, ids []kernel.ID, y *yearRow, from kernel.Day) ([]found, error) {
	in, args := place.Among("c.assignee_id", ids)
	where, at := "c.township_id = ?", y.TownshipID
	if y.VillageID != 0 {
		where, at = "c.village_id = ?", y.VillageID
	}
	since := from.Add(-4 * lookBack).Time().UnixMilli() // raised not long before
	var rows []found
	err := tx.Select(&rows, "SELECT c.id, c.assignee_id AS person_id, c.state_since AS at, c.type FROM {case c} WHERE "+where+
		" AND c.at >= ? AND NOT c.open AND NOT c.sealed AND c.merged_id = 0 AND "+in, append([]any{at, since}, args...)...)
	for i := range rows {
		rows[i].Day = kernel.DayOf(time.UnixMilli(rows[i].At))
	}
	return slices.DeleteFunc(rows, func(f found) bool { return f.Day < from }), err
}

// recordShown is what the record says out of which an entry came, as far as the actor sees it.
func (s *Service) recordShown(tx *db.ReadTx, e *entryRow) (string, kernel.Day, error) {
	sql := map[string]string{
		pack.FromVisit:    "SELECT v.id, v.day, v.type, '' AS title FROM {visit v} WHERE v.id = ?",
		pack.FromActivity: "SELECT a.id, a.day, '' AS type, a.title FROM {activity a} WHERE a.id = ?",
		pack.FromCase:     "SELECT c.id, c.state_since AS at, c.type, c.no AS title FROM {case c} WHERE c.id = ?",
	}[e.RecordKind]
	if sql == "" || e.RecordID == 0 {
		return "", "", nil
	}
	var rows []found
	if err := tx.Select(&rows, sql, e.RecordID); err != nil || len(rows) == 0 {
		return "", "", err
	}
	f := rows[0]
	words := []string{f.Title}
	if v, ok := s.pack().VisitType(f.Type); ok {
		words = append(words, v.Name)
	}
	if c, ok := s.pack().CaseType(f.Type); ok {
		words = append(words, c.Name)
	}
	if f.At != 0 {
		f.Day = kernel.DayOf(time.UnixMilli(f.At))
	}
	return strings.TrimSpace(strings.Join(words, " ")), f.Day, nil
}
