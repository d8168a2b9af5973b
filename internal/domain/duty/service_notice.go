package duty

import (
	"context"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
)

// Remind writes one notice for each rung that an open item has reached and has none for its day; it returns how many. Days on
// which the program did not run are made up for, and a second server finds the rows there already.
func (s *Service) Remind(ctx context.Context) (n int, err error) {
	for _, t := range s.pack().ListTypes {
		for _, r := range t.Reminders {
			done, err := s.inSteps(ctx, func(tx *db.WriteTx) (int, error) { return s.remind(tx, t.ID, r) })
			if n += done; err != nil {
				return n, err
			}
		}
	}
	done, err := s.inSteps(ctx, func(tx *db.WriteTx) (int, error) {
		return s.remind(tx, TypeDuty, pack.Reminder{Term: pack.Term{ID: "late"}, After: 1, To: pack.ToOwner})
	})
	return n + done, err
}

// remind tells one rung. An item whose day is past is told the rungs after it, not the ones before.
func (s *Service) remind(tx *db.WriteTx, typ string, rung pack.Reminder) (int, error) {
	due := tx.Today().Add(rung.Before - rung.After)
	w := conditions{}
	w.add("i.open AND i.type = ? AND i.due_day <= ? AND i.state NOT IN (?, ?)", typ, due, Reported, Passed)
	if rung.After == 0 {
		w.add("i.due_day >= ?", tx.Today())
	}
	w.add("NOT EXISTS (SELECT 1 FROM {duty_notice n} WHERE n.county_id = i.county_id AND n.item_id = i.id AND n.rung = ? AND n.due_day = i.due_day)", rung.ID)
	rows, err := selectItems(tx.ReadTx, w.String()+" ORDER BY i.due_day, i.id LIMIT 200", w.args...)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	list := make([]*noticeRow, len(rows))
	for i, r := range rows {
		list[i] = &noticeRow{Stamp: r.Stamp, ItemID: r.ID, Rung: rung.ID, ToWhom: rung.To, DueDay: r.DueDay, Day: tx.Today()}
	}
	return len(rows), tx.InsertAll(list)
}

// Notice tells its reader that an item is due soon or late. Rung is the id of the pack.
type Notice struct {
	ID   kernel.ID  `json:"id"`
	Rung string     `json:"rung"`
	Name string     `json:"name"`
	EN   string     `json:"name_en"`
	Own  bool       `json:"own"` // tells who owes it; else who watches over it
	Day  kernel.Day `json:"day"`
	Item Item       `json:"item"`
}

// maxNotices bounds what one reader is shown.
const maxNotices = 100

// MyNotices lists what the actor is told of items that are open: as who owes them, or as who watches over them by a post at their
// place or above it. Whom a rung reaches is worked out when it is read, from the posts held today.
func (s *Service) MyNotices(ctx context.Context) ([]Notice, error) {
	out := []Notice{}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		m, err := s.me(tx, tx.Actor())
		if err != nil || m.person == 0 {
			return err
		}
		mine := conditions{}
		own := m.whereOpen()
		if len(own.parts) > 0 {
			mine.add("(n.to_whom = ? AND ("+strings.Join(own.parts, " OR ")+"))", append([]any{pack.ToOwner}, own.args...)...)
		}
		for _, h := range m.held {
			types := s.watchedBy(h.Post)
			if len(types) == 0 {
				continue
			}
			w, args, err := s.place.Within(system(tx), "i", h.At.ID)
			if err != nil {
				return err
			}
			in, list := among("i.type", types)
			mine.add("(n.to_whom = ? AND "+w+" AND "+in+")", append(append([]any{pack.ToSupervisors}, args...), list...)...)
		}
		w := conditions{}
		w.add("i.open AND i.due_day = n.due_day AND NOT i.sealed")
		w.either(mine)
		var rows []noticeRow
		err = system(tx).Select(&rows, "SELECT n.* FROM {duty_notice n} JOIN {duty_item i} ON i.county_id = n.county_id AND i.id = n.item_id WHERE "+w.String()+
			" ORDER BY n.day DESC, n.id DESC LIMIT ?", append(w.args, maxNotices)...)
		if err != nil {
			return err
		}
		out, err = s.noticeViews(tx, rows)
		return err
	})
	return out, err
}

// watchedBy lists the types whose supervisors hold a post.
func (s *Service) watchedBy(post string) []string {
	var out []string
	for _, t := range s.pack().ListTypes {
		for _, p := range t.Supervisors {
			if p == post {
				out = append(out, t.ID)
			}
		}
	}
	return out
}

func (s *Service) noticeViews(tx *db.ReadTx, rows []noticeRow) ([]Notice, error) {
	ids := make([]kernel.ID, len(rows))
	for i, n := range rows {
		ids[i] = n.ItemID
	}
	out := make([]Notice, 0, len(rows))
	if len(rows) == 0 {
		return out, nil
	}
	in, args := amongIDs("i.id", compact(ids))
	found, err := selectItems(system(tx), in, args...)
	if err != nil {
		return nil, err
	}
	views, err := s.itemViews(tx, found)
	for _, n := range rows {
		for _, v := range views {
			if v.ID != n.ItemID {
				continue
			}
			one := Notice{ID: n.ID, Rung: n.Rung, Own: n.ToWhom == pack.ToOwner, Day: n.Day, Item: v}
			t, _ := s.pack().ListType(v.Type)
			for _, r := range t.Reminders {
				if r.ID == n.Rung {
					one.Name, one.EN = r.Name, r.NameEN
				}
			}
			out = append(out, one)
		}
	}
	return out, err
}
