package person_test

import (
	"fmt"
	"strings"
	"testing"

	"touyan/internal/domain/person"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// rows writes rows of a roll by the keys of its columns, and reads them as the product does.
func (w *world) rows(key string, rows ...map[string]string) sheet.Book {
	w.t.Helper()
	def, err := w.register(key).Sheets(nil)
	ok(w.t, err)
	return w.reread(def[0], func(yield func([]any, error) bool) {
		for _, r := range rows {
			line := make([]any, len(def[0].Columns))
			for i, c := range def[0].Columns {
				line[i] = r[c.Key]
			}
			if !yield(line, nil) {
				return
			}
		}
	})
}

// exportOf is a register as it goes out and is read again.
func (w *world) exportOf(key string, open bool) sheet.Book {
	w.t.Helper()
	def, err := w.register(key).Sheets(nil)
	ok(w.t, err)
	var out sheet.Book
	ok(w.t, w.d.Read(w.sys, func(tx *db.ReadTx) error {
		out = w.reread(def[0], w.register(key).Rows(tx, def[0].Name, register.Options{Open: open}))
		return nil
	}))
	return out
}

// bring takes a book in: "new/changed/unchanged" and the faults; with a fault nothing is saved.
func (w *world) bring(key string, b sheet.Book) (did, faults string) {
	w.t.Helper()
	ok(w.t, w.d.Write(w.sys, "exchange.apply", func(tx *db.WriteTx) error {
		p, err := w.register(key).Plan(tx.ReadTx, b, tx.NewID)
		if err != nil {
			return err
		}
		c := p.Counts()[0]
		did = fmt.Sprintf("%d/%d/%d", c.New, c.Changed, c.Unchanged)
		var bad []string
		for _, f := range p.Faults() {
			bad = append(bad, f.Column+" "+f.Code)
		}
		if faults = strings.Join(bad, "; "); faults != "" {
			return nil
		}
		return p.Carry(tx, func(int) error { return nil })
	}))
	return did, faults
}

func TestTheCollectiveComesInByTheRuleOfTheRoll(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		h := w.family(w.group, "王")
		w.family(w.group2, "李")
		row := func(more ...string) map[string]string {
			m := map[string]string{"place": "141029100201", "name": "王大", "household": h.Code, "from": "2026-01-10", "basis": "original", "doc": "决议2026-1"}
			for i := 0; i < len(more); i += 2 {
				m[more[i]] = more[i+1]
			}
			if m["basis"] == "original" {
				m["basis"] = wordOf("admitted", "original")
			}
			return m
		}
		const key = "rolls.collective"
		for _, c := range []struct{ set, want string }{{"doc", "文号 required"}, {"from", "起 bad_day"}, {"basis", "依据 no_such_ground"}} {
			if did, bad := w.bring(key, w.rows(key, row(c.set, ""))); bad != c.want {
				t.Errorf("without %s: %s %q", c.set, did, bad)
			}
		}
		if _, bad := w.bring(key, w.rows(key, row("name", "王无"))); bad != "姓名 unknown_person" {
			t.Error(bad)
		}
		if did, bad := w.bring(key, w.rows(key, row(), row("name", "王妻", "household", ""))); did != "2/0/0" || bad != "" {
			t.Fatal(did, bad)
		}
		for _, open := range []bool{false, true} {
			if did, bad := w.bring(key, w.exportOf(key, open)); did != "0/0/2" || bad != "" {
				t.Errorf("its own export: %s %s", did, bad)
			}
		}
		if _, bad := w.bring(key, w.rows(key, row("from", "2026-01-11"))); bad != "起 collective_differs" {
			t.Error(bad)
		}
		if did, bad := w.bring(key, w.rows(key, row("doc", "决议2026-9"))); did != "0/1/0" || bad != "" {
			t.Error(did, bad)
		}
		if _, bad := w.bring(key, w.rows(key, row("doc", "", "to", "2026-11-01"))); bad != "终止文号 required" {
			t.Error(bad)
		}
		end := row("to", "2026-11-01", "end_basis", wordOf("lost", "civil_servant"), "end_doc", "决议2026-10", "doc", "")
		if did, bad := w.bring(key, w.rows(key, end)); did != "0/1/0" || bad != "" {
			t.Error(did, bad)
		}
		if did, bad := w.bring(key, w.rows(key, end)); did != "0/0/1" || bad != "" {
			t.Errorf("the end again: %s %s", did, bad)
		}
		list, _, err := w.s.Roll(w.sys, person.RollFilter{Roll: person.RollCollective, Place: w.bi.ID}, kernel.Page{})
		if ok(t, err); len(list) != 1 || list[0].PersonName != "王妻" {
			t.Errorf("%+v", list)
		}
	})
}

func TestVotersComeInAsTheRollThatWentOut(t *testing.T) {
	dbtest.EachClock(t, func(t *testing.T, d *db.DB, c *dbtest.Clock) {
		w := newWorld(t, d)
		h := w.family(w.group, "王")
		const key = "rolls.voters"
		l, err := w.s.ProposeVoters(w.sys, w.bi.ID, "2026-12-20")
		ok(t, err)
		out := w.exportOf(key, true)
		if n := len(out[person.VoterSheet]); n != l.In+l.Ask {
			t.Fatalf("%d rows of the newest list, without its number", n)
		}
		if did, bad := w.bring(key, out); did != fmt.Sprintf("0/0/%d", l.In+l.Ask) || bad != "" {
			t.Errorf("%s %s", did, bad)
		}
		row := map[string]string{"place": "141029100201", "name": "王子", "household": h.Code, "election_day": "2026-12-20", "state": "不列入", "basis": wordOf("struck", "not_declared")}
		if did, bad := w.bring(key, w.rows(key, row)); did != "0/1/0" || bad != "" {
			t.Error(did, bad)
		}
		row["list_state"], row["confirmed"], row["confirmed_by"] = "已确认", "2026-11-16", "李"
		if _, bad := w.bring(key, w.rows(key, row)); bad != "名单状态 voter_list_differs" {
			t.Errorf("a sheet confirmed a roll: %s", bad)
		}
		row["election_day"], row["state"], row["basis"] = "2027-01-20", "待本人表示", wordOf("voter", "away")
		if _, bad := w.bring(key, w.rows(key, row)); bad != "名单状态 voters_not_asked" {
			t.Error(bad)
		}
		row["state"] = "在册"
		if did, bad := w.bring(key, w.rows(key, row)); did != "1/0/0" || bad != "" {
			t.Error(did, bad)
		}
		lists, err := w.s.VoterLists(w.sys, w.bi.ID)
		if ok(t, err); len(lists) != 2 || lists[0].State != person.ListConfirmed || lists[0].In != 1 {
			t.Errorf("%+v", lists)
		}
		c.Set(kernel.Day("2027-02-01").Time())
		row["state"], row["basis"] = "不列入", wordOf("struck", "not_declared")
		if _, bad := w.bring(key, w.rows(key, row)); bad != "选举日 election_over" {
			t.Error(bad)
		}
	})
}

// wordOf is the word of a code.
func wordOf(list, id string) string {
	for _, l := range person.Lists() {
		for _, c := range l.Codes {
			if l.ID == list && c.ID == id {
				return c.Name
			}
		}
	}
	return ""
}
