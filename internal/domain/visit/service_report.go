package visit

import (
	"cmp"
	"context"
	"slices"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// maxLeaders bounds the leaders of one report.
const maxLeaders = 500

// Report tells what leaders' visits come to in the week or the month of a day: of those who held one of the posts that the pack
// names for it, in the actor's places, on a day of the period. It is worked out from the records, so it agrees with a count of them.
func (s *Service) Report(ctx context.Context, of string, day kernel.Day) (*Report, error) {
	var out *Report
	err := s.db.Read(ctx, func(tx *db.ReadTx) (err error) {
		out, err = s.ReportIn(tx, of, day)
		return err
	})
	return out, err
}

// ReportIn is Report within a transaction.
func (s *Service) ReportIn(tx *db.ReadTx, of string, day kernel.Day) (*Report, error) {
	if day == "" {
		day = tx.Today()
	}
	if _, err := kernel.ParseDay(string(day)); err != nil || of != Week && of != Month {
		return nil, kernel.Invalid("day", "bad_day").With("value", string(day))
	}
	span := period(of, day)
	out := &Report{Period: of, From: span.From, To: span.To, Leaders: []Leader{}}
	leaders, err := s.leaders(tx, span)
	if err != nil {
		return nil, err
	}
	ids := make([]kernel.ID, len(leaders))
	for i, l := range leaders {
		ids[i] = l.Person.ID
	}
	visits, err := visitsOf(system(tx), ids, span)
	if err != nil {
		return nil, err
	}
	settled, err := s.settled(tx, visits)
	if err != nil {
		return nil, err
	}
	own := map[kernel.ID][]visitRow{}
	for _, v := range visits {
		own[v.VisitorID] = append(own[v.VisitorID], v)
	}
	for _, l := range leaders {
		l.add(own[l.Person.ID], settled)
		out.Leaders = append(out.Leaders, l)
	}
	out.Total.add(visits, settled)
	return out, nil
}

// add counts visits.
func (l *Leader) add(visits []visitRow, settled map[kernel.ID]int) {
	houses, villages := map[kernel.ID]bool{}, map[kernel.ID]bool{}
	for _, v := range visits {
		l.Visits++
		if villages[v.VillageID] = true; v.HouseholdID != 0 {
			houses[v.HouseholdID] = true
		}
		switch v.Result {
		case Met:
			l.Met++
		case Away:
			l.Away++
		case Declined:
			l.Declined++
		}
		l.Asks, l.Settled = l.Asks+v.Asks, l.Settled+settled[v.ID]
		switch v.Rated {
		case Satisfied:
			l.Asked, l.Satisfied = l.Asked+1, l.Satisfied+1
		case Fairly:
			l.Asked, l.Fairly = l.Asked+1, l.Fairly+1
		case Unsatisfied:
			l.Asked++
		}
	}
	l.Households, l.Villages = len(houses), len(villages)
	l.Percent = percent(int64(l.Satisfied+l.Fairly), int64(l.Asked))
}

// leaders are who held a post that is reported on, by the order of the posts in the pack and of their names.
func (s *Service) leaders(tx *db.ReadTx, span kernel.Span) ([]Leader, error) {
	posts := s.pack().Reporting(tx.Today())
	if len(posts) == 0 {
		return nil, nil
	}
	marks, args := marksOf(posts)
	var rows []struct {
		Post       string    `bun:"post"`
		PersonID   kernel.ID `bun:"person_id"`
		PersonName string    `bun:"person_name"`
	}
	err := tx.Select(&rows, "SELECT a.post, a.person_id, a.person_name FROM {appointment a} WHERE a.post IN ("+marks+") AND a.acts_for_id = 0 AND a.from_day <= ? AND a.to_day >= ? LIMIT 2000",
		append(args, span.To, span.From)...)
	slices.SortFunc(rows, func(a, b struct {
		Post       string    `bun:"post"`
		PersonID   kernel.ID `bun:"person_id"`
		PersonName string    `bun:"person_name"`
	},
	) int {
		return cmp.Or(cmp.Compare(slices.Index(posts, a.Post), slices.Index(posts, b.Post)), cmp.Compare(a.PersonName, b.PersonName), cmp.Compare(a.PersonID, b.PersonID))
	})
	var out []Leader
	for _, r := range rows {
		def, _ := s.pack().Post(r.Post)
		if len(out) < maxLeaders && !slices.ContainsFunc(out, func(l Leader) bool { return l.Person.ID == r.PersonID }) {
			out = append(out, Leader{Person: NamedID{r.PersonID, r.PersonName}, Post: def.Name})
		}
	}
	return out, err
}

// visitsOf reads the visits of some persons in a span of days.
func visitsOf(tx *db.ReadTx, who []kernel.ID, span kernel.Span) ([]visitRow, error) {
	var out []visitRow
	const step = 256
	for from := 0; from < len(who); from += step {
		in, args := place.Among("v.visitor_id", who[from:min(from+step, len(who))])
		var rows []visitRow
		err := tx.Select(&rows, "SELECT v.id, v.visitor_id, v.household_id, v.village_id, v.result, v.asks, v.rated FROM {visit v} WHERE "+in+
			" AND v.day >= ? AND v.day <= ? AND v.back_at = 0", append(args, span.From, span.To)...)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// settled tells for each visit how many of the cases that came out of it have ended.
func (s *Service) settled(tx *db.ReadTx, visits []visitRow) (map[kernel.ID]int, error) {
	out := map[kernel.ID]int{}
	var ids []kernel.ID
	for _, v := range visits {
		if v.Asks > 0 {
			ids = append(ids, v.ID)
		}
	}
	const step = 512
	for from := 0; from < len(ids); from += step {
		asks, err := asksOf(system(tx), ids[from:min(from+step, len(ids))])
		if err != nil {
			return nil, err
		}
		cases := make([]kernel.ID, len(asks))
		for i, a := range asks {
			cases[i] = a.CaseID
		}
		all, err := s.cases.Outcomes(tx, cases)
		if err != nil {
			return nil, err
		}
		for _, a := range asks {
			if !all[a.CaseID].Open {
				out[a.VisitID]++
			}
		}
	}
	return out, nil
}
