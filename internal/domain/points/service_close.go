package points

import (
	"context"
	"slices"
	"strconv"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/ledger"
	"touyan/internal/platform/pack"
)

// yearStep is one step of a year, by who may take it in its branch.
func (s *Service) yearStep(ctx context.Context, id kernel.ID, rev int64, action string, do func(*db.WriteTx, *yearRow) error) (*YearDetail, error) {
	var out *YearDetail
	err := s.db.Write(db.Large(ctx), action, func(tx *db.WriteTx) error {
		var y yearRow
		if err := tx.Lock(&y, id); err != nil {
			return err
		}
		if err := changed(y.Rev, rev); err != nil {
			return err
		}
		if err := do(tx, &y); err != nil {
			return err
		}
		if err := tx.Update(&y); err != nil {
			return err
		}
		var err error
		out, err = s.yearDetail(tx.ReadTx, &y)
		return err
	})
	return out, err
}

// TallyUp adds a year up, from its last month on: every entry has come to an end, the totals are fixed, each has its band, and a grade is
// proposed. From then on nothing is entered any more.
func (s *Service) TallyUp(ctx context.Context, id kernel.ID, rev int64) (*YearDetail, error) {
	return s.yearStep(ctx, id, rev, "points.tally", func(tx *db.WriteTx, y *yearRow) error {
		if err := yearIn(y, Open); err != nil {
			return err
		}
		if first := y.ToDay[:8] + "01"; tx.Today() < first {
			return kernel.Conflict("year_not_over").With("from", string(first))
		}
		due, err := openEntries(tx.ReadTx, y.ID, Posted)
		if err != nil {
			return err
		}
		if err := s.settle(tx, due); err != nil {
			return err
		}
		left, err := openEntries(tx.ReadTx, y.ID)
		if err != nil {
			return err
		}
		if left = slices.DeleteFunc(left, func(e entryRow) bool {
			return slices.ContainsFunc(due, func(d entryRow) bool { return d.ID == e.ID && d.State == Effective })
		}); len(left) > 0 {
			return kernel.Conflict("entries_open").With("count", strconv.Itoa(len(left)))
		}
		y.State, y.TallyDay = Tally, tx.Today()
		return s.addUp(tx, y)
	})
}

// addUp fixes the totals of all members. Who is no longer a member is not reviewed.
func (s *Service) addUp(tx *db.WriteTx, y *yearRow) error {
	list, err := accountsOf(tx.ReadTx, y.ID)
	if err != nil {
		return err
	}
	members, err := membersOf(tx.ReadTx, y.BodyID, min(tx.Today(), y.ToDay))
	if err != nil {
		return err
	}
	totals, err := totalsOf(tx.ReadTx, list)
	if err != nil {
		return err
	}
	_, sch := s.schemeOf(y)
	var reviewed []standing
	rows := make([]*accountRow, len(list))
	for i := range list {
		a := &list[i]
		a.Total, a.Tallied = totals[a.AccountID].Posted+tx.Added(a.AccountID), true
		a.Band, a.Grade, a.Proposed, a.Reason = sch.BandOf(a.Total).ID, "", "", ""
		a.Reviewed = slices.ContainsFunc(members, func(m branchMember) bool { return m.PersonID == a.PersonID })
		if a.Reviewed {
			reviewed = append(reviewed, standing{a.ID, a.Total})
		}
		rows[i] = a
	}
	most, err := s.mayExcel(tx.ReadTx, y, int64(len(reviewed)))
	if err != nil {
		return err
	}
	grades := propose(sch, reviewed, most)
	for _, a := range rows {
		a.Proposed = grades[a.ID]
	}
	if len(rows) == 0 {
		return nil
	}
	return tx.UpdateAll(rows)
}

// mayExcel is how many of the reviewed members may be excellent.
func (s *Service) mayExcel(tx *db.ReadTx, y *yearRow, reviewed int64) (int64, error) {
	p, err := s.packs.Version(y.RulesNo).Param("party_excellent_share", min(tx.Today(), y.ToDay))
	if err != nil {
		return 0, err
	}
	return quota(reviewed, p.Value), nil
}

func totalsOf(tx *db.ReadTx, list []accountRow) (map[kernel.ID]ledger.Balance, error) {
	ids := make([]kernel.ID, len(list))
	for i, a := range list {
		ids[i] = a.AccountID
	}
	return ledger.Balances(tx, ids)
}

// Meet enters the members' meeting that looked at the results: it stands when more than half of the members with a vote were present
// (domain facts 1.0).
func (s *Service) Meet(ctx context.Context, id kernel.ID, m NewMeeting) (*YearDetail, error) {
	return s.yearStep(ctx, id, m.Rev, "points.meeting", func(tx *db.WriteTx, y *yearRow) error {
		if err := yearIn(y, Tally, Meeting); err != nil {
			return err
		}
		note, err := kernel.Words("note", m.Note, maxText, true)
		if err != nil {
			return err
		}
		_, bad := kernel.ParseDay(string(m.Day))
		switch {
		case bad != nil || m.Day > tx.Today():
			return kernel.Invalid("day", "day_in_future")
		case m.Day < y.TallyDay:
			return kernel.Invalid("day", "before_tally").With("day", string(y.TallyDay))
		case m.Should < 1 || m.Present < 0 || m.Present > m.Should:
			return kernel.Invalid("present", "bad_number")
		case 2*m.Present <= m.Should:
			return kernel.Conflict("no_quorum").With("present", strconv.Itoa(m.Present)).With("should", strconv.Itoa(m.Should))
		}
		y.State, y.MeetingDay, y.Should, y.Present, y.MeetingNote = Meeting, m.Day, m.Should, m.Present, note
		return nil
	})
}

// Grade gives each reviewed member a grade; another one than the proposed needs a reason. At most the share of the rule is excellent.
func (s *Service) Grade(ctx context.Context, id kernel.ID, rev int64, grades []NewGrade) (*YearDetail, error) {
	return s.yearStep(ctx, id, rev, "points.grade", func(tx *db.WriteTx, y *yearRow) error {
		if err := yearIn(y, Meeting, Graded); err != nil {
			return err
		}
		list, err := accountsOf(tx.ReadTx, y.ID)
		if err != nil {
			return err
		}
		rows, best, err := graded(list, grades)
		if err != nil {
			return err
		}
		most, err := s.mayExcel(tx.ReadTx, y, int64(len(rows)))
		if err != nil {
			return err
		}
		if best > most {
			return kernel.Conflict("too_many_excellent").With("most", itoa(most)).With("given", itoa(best))
		}
		who := tx.Actor()
		y.State, y.GradedDay, y.GradedID, y.GradedName, y.BackReason = Graded, tx.Today(), who.PersonID, who.Name, ""
		if len(rows) == 0 {
			return nil
		}
		return tx.UpdateAll(rows)
	})
}

// graded gives members their grades, and tells how many are excellent.
func graded(list []accountRow, grades []NewGrade) ([]*accountRow, int64, error) {
	var rows []*accountRow
	best := int64(0)
	for i := range list {
		a := &list[i]
		if !a.Reviewed {
			continue
		}
		j := slices.IndexFunc(grades, func(g NewGrade) bool { return g.AccountID == a.ID })
		if j < 0 {
			return nil, 0, kernel.Invalid("grades", "grade_missing").With("name", a.PersonName)
		}
		g := grades[j]
		reason, err := kernel.Words("reason", g.Reason, maxReason, g.Grade != a.Proposed)
		if err != nil {
			return nil, 0, err
		}
		if !slices.Contains([]string{pack.GradeExcellent, pack.GradeQualified, pack.GradeBasic, pack.GradeUnqualified}, g.Grade) {
			return nil, 0, kernel.Invalid("grade", "bad_value")
		}
		if g.Grade == pack.GradeExcellent {
			best++
		}
		a.Grade, a.Reason = g.Grade, reason
		rows = append(rows, a)
	}
	if len(rows) != len(grades) {
		return nil, 0, kernel.Invalid("grades", "not_a_member")
	}
	return rows, best, nil
}

// File takes the year of a branch to the files of the township. High and low results lead to what the scheme says, for somebody by a day.
func (s *Service) File(ctx context.Context, id kernel.ID, rev int64) (*YearDetail, error) {
	return s.yearStep(ctx, id, rev, "points.file", func(tx *db.WriteTx, y *yearRow) error {
		if err := yearIn(y, Graded); err != nil {
			return err
		}
		who := tx.Actor()
		if who.Is(y.GradedID) {
			return kernel.Forbidden("not_the_same_person")
		}
		y.State, y.FiledDay, y.FiledID, y.FiledName = Filed, tx.Today(), who.PersonID, who.Name
		return s.leadOn(tx, y)
	})
}

// SendBack gives the grades back to the branch, for a reason.
func (s *Service) SendBack(ctx context.Context, id kernel.ID, rev int64, reason string) (*YearDetail, error) {
	return s.yearStep(ctx, id, rev, "points.send_back", func(tx *db.WriteTx, y *yearRow) error {
		if err := yearIn(y, Graded); err != nil {
			return err
		}
		reason, err := kernel.Words("reason", reason, maxReason, true)
		if err != nil {
			return err
		}
		tx.Reason(reason)
		y.State, y.BackReason = Meeting, reason
		return nil
	})
}

// CloseYear closes a filed year that is over: the period of the ledger closes with its balances, and the next year begins with the base.
func (s *Service) CloseYear(ctx context.Context, id kernel.ID, rev int64) (*YearDetail, error) {
	return s.yearStep(ctx, id, rev, "points.close", func(tx *db.WriteTx, y *yearRow) error {
		if err := yearIn(y, Filed); err != nil {
			return err
		}
		if tx.Today() <= y.ToDay {
			return kernel.Conflict("year_not_over").With("from", string(y.ToDay.Add(1)))
		}
		if _, err := ledger.ClosePeriod(tx, y.BookID); err != nil {
			return err
		}
		y.State, y.Open, y.ClosedDay = Closed, false, tx.Today()
		b, _, err := s.body.Team(tx.ReadTx, y.BodyID, tx.Today())
		if err != nil {
			return err
		}
		return s.next(tx, y, b)
	})
}

// next opens the year after a closed one, where the branch goes on and has a scheme.
func (s *Service) next(tx *db.WriteTx, y *yearRow, b body.Body) error {
	if _, ok := s.pack().PointSchemeFor(b.Kind, tx.Today()); !ok || !b.Open(tx.Today()) {
		return nil
	}
	_, err := s.openYear(tx, y.BodyID, y.Year+1)
	return err
}
