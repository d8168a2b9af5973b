package db_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// tampered makes a log of 13 entries with inserts, updates, a deletion and a view, and lets raw SQL break its keys.
func tampered(t *testing.T, fn func(t *testing.T, d *db.DB, ctx context.Context)) {
	t.Helper()
	each(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		if d.Engine() == "sqlite" {
			must(t, d.RawExec(ctx, "PRAGMA foreign_keys = OFF"))
		} else {
			must(t, d.RawExec(ctx, "ALTER TABLE t_journal_line DROP CONSTRAINT t_journal_line_county_id_entry_id_fkey"))
		}
		var ids []kernel.ID
		for i := range 5 {
			ids = append(ids, put(ctx, t, d, &probe{Text: fmt.Sprint("p", i), N: int64(i), Hidden: "s", Stamp: kernel.Stamp{TownshipID: 7}}).ID)
		}
		for i, id := range ids {
			must(t, d.Write(ctx, "probe.edit", func(tx *db.WriteTx) error {
				tx.Reason("because")
				var p probe
				must(t, tx.Lock(&p, id))
				p.Text += "!"
				if i == 2 {
					must(t, tx.InsertAll([]*probe{{Text: "a"}, {Text: "b"}, {Text: "c"}}))
				}
				return tx.Update(&p)
			}))
		}
		must(t, d.Write(ctx, "probe.view", func(tx *db.WriteTx) error { tx.View("probe", ids[0], kernel.Stamp{}, "hidden"); return nil }))
		must(t, d.Write(ctx, "probe.remove", func(tx *db.WriteTx) error {
			var p probe
			must(t, tx.Lock(&p, ids[4]))
			return tx.Delete(&p)
		}))
		must(t, d.Write(ctx, "probe.put", func(tx *db.WriteTx) error { return tx.InsertAll([]*probe{{Text: "x"}, {Text: "y"}}) }))
		must(t, d.Sequence(ctx))
		fn(t, d, ctx)
	})
}

func verify(t *testing.T, d *db.DB) []db.Finding {
	t.Helper()
	r, err := d.Verify(t.Context(), db.VerifyOptions{Records: true})
	must(t, err)
	return r.Findings
}

// TestAnyChangedColumnOfTheJournalIsFound walks the columns that the catalogue has: a new one is tested by itself.
func TestAnyChangedColumnOfTheJournalIsFound(t *testing.T) {
	tampered(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		if f := verify(t, d); len(f) > 0 {
			t.Fatal("findings in what nobody touched", f)
		}
		for _, table := range []string{"journal", "journal_line", "journal_head", "journal_hash", "probe"} {
			cols, err := d.ColumnsOf(ctx, table)
			must(t, err)
			var keys []kernel.ID
			must(t, d.RawScan(ctx, &keys, "SELECT id FROM t_"+table+" ORDER BY id"))
			if len(cols) < 3 || len(keys) == 0 {
				t.Fatal(table, cols, keys)
			}
			for _, c := range cols {
				for _, key := range []kernel.ID{keys[0], keys[len(keys)/2], keys[len(keys)-1]} {
					changeColumn(ctx, t, d, table, c, key)
				}
			}
		}
		if f := verify(t, d); len(f) > 0 {
			t.Fatal("the test did not put back what it changed", f)
		}
	})
}

func changeColumn(ctx context.Context, t *testing.T, d *db.DB, table string, c db.Column, key kernel.ID) {
	t.Helper()
	change, back := `"`+c.Name+`" || 'x'`, fmt.Sprintf(`substr("%s", 1, length("%s") - 1)`, c.Name, c.Name)
	switch {
	case c.Type == db.ColumnInt:
		change, back = c.Name+" + 1000003", c.Name+" - 1000003"
	case c.Type == db.ColumnBool:
		change, back = "NOT "+c.Name, "NOT "+c.Name
	case c.Name == "client_key": // NULL
		change, back = "'x'", "NULL"
	}
	where := fmt.Sprintf("id = %d", key)
	after := where
	if c.Name == "id" {
		after = fmt.Sprintf("id = %d", key+1000003)
	}
	must(t, d.RawExec(ctx, fmt.Sprintf(`UPDATE t_%s SET "%s" = %s WHERE %s`, table, c.Name, change, where)))
	found := verify(t, d)
	must(t, d.RawExec(ctx, fmt.Sprintf(`UPDATE t_%s SET "%s" = %s WHERE %s`, table, c.Name, back, after)))
	if len(found) == 0 {
		t.Errorf("%s.%s of row %s was changed and not found", table, c.Name, key)
	}
	if f := verify(t, d); len(f) > 0 {
		t.Fatalf("%s.%s was put back: %+v", table, c.Name, f)
	}
}

// TestWhatWasChangedIsNamed: the number of the entry, its line, and the column as far as the digests tell.
func TestWhatWasChangedIsNamed(t *testing.T) {
	line := func(no, l int) string {
		return fmt.Sprintf("entry_id = (SELECT id FROM t_journal WHERE no = %d) AND line = %d", no, l)
	}
	stories := []struct{ name, do, want string }{
		{"a reason", "UPDATE t_journal SET reason = 'other' WHERE no = 7", "verify_entry_changed 7 0 journal reason"},
		{"a leaf", "UPDATE t_journal SET leaf = '00' WHERE no = 7", "verify_changed 7 0 journal leaf"},
		{"an image", "UPDATE t_journal_line SET after = '{}' WHERE " + line(8, 2), "verify_line_changed 8 2 journal_line after"},
		{"a digest", "UPDATE t_journal_line SET digest = 'ff' WHERE " + line(8, 2), "verify_line_changed 8 2 journal_line digest"},
		{"a line deleted", "DELETE FROM t_journal_line WHERE " + line(8, 2), "verify_line_missing 8 2"},
		{"a last line deleted", "DELETE FROM t_journal_line WHERE " + line(8, 4), "verify_entry_changed 8 0 journal"},
		{"a line moved away", "UPDATE t_journal_line SET line = 2, entry_id = (SELECT id FROM t_journal WHERE no = 3) WHERE " + line(8, 4), "verify_line_changed 3 2 journal_line entry_id"},
		{"lines swapped", "UPDATE t_journal_line SET line = 99 WHERE " + line(8, 1) + "; UPDATE t_journal_line SET line = 1 WHERE " + line(8, 2) + "; UPDATE t_journal_line SET line = 2 WHERE " + line(8, 99), "verify_line_changed 8 1 journal_line line"},
		{"an entry deleted", "DELETE FROM t_journal WHERE no = 6", "verify_missing 6"},
		{"numbers swapped", "UPDATE t_journal SET no = 99 WHERE no = 4; UPDATE t_journal SET no = 4 WHERE no = 9; UPDATE t_journal SET no = 9 WHERE no = 99", "verify_moved 4"},
		{"a stored hash", "UPDATE t_journal_hash SET hash = (SELECT hash FROM t_journal_hash WHERE id = 0) WHERE id = 7", "verify_hash_changed 5 0 journal_hash hash"},
		{"a stored hash higher up", "UPDATE t_journal_hash SET hash = (SELECT hash FROM t_journal_hash WHERE id = 0) WHERE id = 6", "verify_hash_changed 4 0 journal_hash hash"},
		{"a stored hash deleted", "DELETE FROM t_journal_hash WHERE id = 7", "verify_hash_missing 5 0 journal_hash"},
		{"a stored hash added", "INSERT INTO t_journal_hash (county_id, id, hash) SELECT county_id, 1000, hash FROM t_journal_hash WHERE id = 0", "verify_stray 0 0 journal_hash"},
		{"the head's size", "UPDATE t_journal_head SET size = 12", "verify_beyond 13"},
		{"the head's root", "UPDATE t_journal_head SET root = (SELECT hash FROM t_journal_hash WHERE id = 0)", "verify_head 0 0 journal_head size, root"},
		{"an entry without its lines", "DELETE FROM t_journal_line WHERE " + line(5, 1), "verify_entry_changed 5"},
		{"a county that is not there", "UPDATE t_journal SET county_id = 5 WHERE no = 13", "verify_no_county 0 0 journal"},
		{"a record", "UPDATE t_probe SET text = 'mine' WHERE text = 'p1!'", "verify_record_changed 7 0 probe text"},
		{"a record deleted", "DELETE FROM t_probe WHERE text = 'p1!'", "verify_record_missing 7 0 probe"},
		{"a record added", "INSERT INTO t_probe SELECT county_id, 77, rev, township_id, village_id, group_id, micro_id, body_id, topic, sealed, n, text, hidden, NULL FROM t_probe WHERE text = 'x'", "verify_record_unknown 0 0 probe"},
	}
	for _, s := range stories {
		t.Run(s.name, func(t *testing.T) {
			tampered(t, func(t *testing.T, d *db.DB, ctx context.Context) {
				for stmt := range strings.SplitSeq(s.do, "; ") {
					must(t, d.RawExec(ctx, stmt))
				}
				var told []string
				if !slices.ContainsFunc(verify(t, d), func(f db.Finding) bool {
					text := fmt.Sprintln(f.Code, f.No, f.Line, f.Table, f.Column)
					told = append(told, text)
					for _, word := range strings.Fields(s.want) {
						if !slices.Contains(strings.Fields(text), word) && !slices.Contains(strings.Fields(text), word+",") {
							return false
						}
					}
					return strings.HasPrefix(text, strings.Join(strings.Fields(s.want)[:2], " ")+" ")
				}) {
					t.Errorf("want %s, got\n%s", s.want, strings.Join(told, ""))
				}
			})
		})
	}
}

// TestAnAddedEntryIsFound: whole in itself, with a number of its own, but not in the tree.
func TestAnAddedEntryIsFound(t *testing.T) {
	tampered(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		must(t, d.RawExec(ctx, "INSERT INTO t_journal SELECT county_id, id + 1, 14, at, actor_kind, account_id, person_id, actor_name, action, reason, request_id, leaf FROM t_journal WHERE no = 13"))
		if f := verify(t, d); len(f) == 0 || f[0].Code != "verify_beyond" || f[0].No != 14 {
			t.Fatal(f)
		}
	})
}

// TestCutOffEntriesAreFoundByACheckpoint: whoever takes the newest entries away together with their part of the tree
// leaves a log that is whole in itself; a checkpoint kept elsewhere tells.
func TestCutOffEntriesAreFoundByACheckpoint(t *testing.T) {
	tampered(t, func(t *testing.T, d *db.DB, ctx context.Context) {
		county := db.County{ID: dbtest.County, Code: "141029"}
		keys := crypt.SigningIn(t.TempDir())
		old, err := d.Checkpoint(ctx, county, keys)
		must(t, err)
		put(ctx, t, d, &probe{Text: "later"})
		put(ctx, t, d, &probe{Text: "latest"})
		now, err := d.Checkpoint(ctx, county, keys)
		must(t, err)
		again, err := d.Checkpoint(ctx, county, keys)
		must(t, err)
		if string(now) != string(again) {
			t.Fatal("the same head was signed twice")
		}
		file := string(now) + "\n\n" + string(old)
		check := func(file string, want ...string) {
			t.Helper()
			r, err := d.Verify(ctx, db.VerifyOptions{Records: true, Checkpoints: []byte(file)})
			must(t, err)
			var got []string
			for _, f := range r.Findings {
				got = append(got, fmt.Sprint(f.Code, " ", f.No))
			}
			if !slices.Equal(got, want) {
				t.Fatalf("got %v, want %v", r.Findings, want)
			}
		}
		check(file)
		check(strings.Replace(file, "\n16\n", "\n17\n", 1), "verify_checkpoint_unsigned 0")
		check("hello\n", "verify_checkpoint_unsigned 0")

		cut(ctx, t, d, 14)
		check("")
		check(file, "verify_cut_off 16")
		if _, err := d.Checkpoint(ctx, county, keys); codeOf(err) != "log_history_differs" {
			t.Fatal("a log that was cut off was signed again", err)
		}
		put(ctx, t, d, &probe{Text: "otherwise"})
		put(ctx, t, d, &probe{Text: "and so on"})
		must(t, d.Sequence(ctx))
		check(file, "verify_other_history 16")
		if _, err := d.Checkpoint(ctx, county, keys); codeOf(err) != "log_history_differs" {
			t.Fatal("a second history was signed", err)
		}
	})
}

// cut takes the entries above size away, with all that shows them.
func cut(ctx context.Context, t *testing.T, d *db.DB, size int64) {
	t.Helper()
	must(t, d.RawExec(ctx, "DELETE FROM t_probe WHERE text LIKE 'late%'"))
	must(t, d.RawExec(ctx, fmt.Sprintf("DELETE FROM t_journal_line WHERE entry_id IN (SELECT id FROM t_journal WHERE no > %d)", size)))
	must(t, d.RawExec(ctx, fmt.Sprintf("DELETE FROM t_journal WHERE no > %d", size)))
	must(t, d.CutTree(ctx, dbtest.County, size))
}

func codeOf(err error) string {
	var e *kernel.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
