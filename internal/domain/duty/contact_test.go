package duty_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"touyan/internal/domain/duty"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/register"
	"touyan/internal/platform/sheet"
)

// contactSheet takes rows in as a workbook of contact points and gives the plan.
func (w *world) contactSheet(ctx context.Context, rows ...[]any) register.Plan {
	w.Helper()
	r := w.duty.Registers()[1]
	var plan register.Plan
	err := w.d.Write(ctx, "duty.import", func(tx *db.WriteTx) error {
		sheets, err := r.Sheets(tx.ReadTx)
		if err != nil {
			return err
		}
		var file bytes.Buffer
		if err := sheet.Write(&file, sheet.Out{Sheet: sheets[0], Rows: seq(rows)}); err != nil {
			return err
		}
		book, faults, err := sheet.Read(file.Bytes(), sheets)
		if err != nil || len(faults) > 0 {
			w.Fatal(err, faults)
		}
		if plan, err = r.Plan(tx.ReadTx, book, tx.NewID); err != nil || len(plan.Faults()) > 0 {
			return err
		}
		return plan.Carry(tx, func(int) error { return nil })
	})
	if err != nil {
		w.Fatal(err)
	}
	return plan
}

// contactsOut are the rows of the contact points as they go out.
func (w *world) contactsOut(ctx context.Context) [][]any {
	w.Helper()
	r := w.duty.Registers()[1]
	var rows [][]any
	err := w.d.Read(ctx, func(tx *db.ReadTx) error {
		for row, err := range r.Rows(tx, "联系点", register.Options{}) {
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return rows
}

// A4: contact points come in by a sheet and go out as the same; what a sheet may not do is named, and changes nothing.
func TestContactPointsComeInAsTheyGoOut(t *testing.T) {
	each(t, "longshan", func(w *world) {
		ctx := w.as("县主任", duty.PermMake)
		line := func(leader, target, last, ended string) []any {
			return []any{"支部工作联系点", leader, "", target, last, ended, "", "", "", ""}
		}
		plan := w.contactSheet(ctx, line("县领导", "龙村党支部", "2026-10-01", ""), line("东镇书记", "川村党支部", "", ""))
		if c := plan.Counts(); len(plan.Faults()) != 0 || c[0].New != 2 {
			t.Fatalf("%+v %+v", plan.Counts(), plan.Faults())
		}
		rows := w.contactsOut(ctx)
		if len(rows) != 2 || rows[0][1] != "县领导" || rows[0][4] != "2026-10-01" || rows[0][7] != 30 || rows[0][8] != 46 || rows[0][9] != "红灯(逾期)" {
			t.Fatalf("%v", rows)
		}
		plan = w.contactSheet(ctx, rows...)
		if c := plan.Counts(); len(plan.Faults()) != 0 || c[0].Unchanged != 2 || c[0].New+c[0].Changed != 0 {
			t.Fatalf("what went out changes something: %+v %+v", plan.Counts(), plan.Faults())
		}
		w.morning(0)
		if got := w.mine("县领导"); len(got) != 1 || got[0].Target.Name != "龙村党支部" {
			t.Fatalf("past the interval it stands on the leader's own list: %+v", got)
		}
		for code, bad := range map[string][]any{
			"unknown_owner":     line("没有的人", "龙村党支部", "", ""),
			"unknown_unit":      line("县领导", "农业局", "", ""), // of no kind with which such contact is kept
			"not_in_the_future": line("西镇书记", "龙村党支部", "2027-01-01", ""),
			"last_not_by_sheet": line("县领导", "龙村党支部", "2026-11-01", ""),
		} {
			plan := w.contactSheet(ctx, bad)
			if f := plan.Faults(); len(f) != 1 || f[0].Code != code {
				t.Errorf("%s: %+v", code, f)
			}
		}
		for who, row := range map[string][]any{"out_of_scope": line("西镇书记", "川村党支部", "", "")} {
			if f := w.contactSheet(w.as("东镇书记", duty.PermMake), row).Faults(); len(f) != 1 || f[0].Code != who {
				t.Errorf("%+v", f)
			}
		}
		if f := w.contactSheet(ctx, line("县领导", "川村党支部", "", ""), line("县领导", "川村党支部", "", "")).Faults(); len(f) != 1 || f[0].Code != "duplicate_row" {
			t.Errorf("%+v", f)
		}
		plan = w.contactSheet(ctx, line("县领导", "龙村党支部", "", "是"))
		if c := plan.Counts(); c[0].Changed != 1 || len(w.contactsOut(ctx)) != 1 || len(w.mine("县领导")) != 0 {
			t.Fatalf("a pair that the sheet ends is ended, with what it had opened: %+v %v", plan.Counts(), w.mine("县领导"))
		}
		w.even()
	})
}

// A4: who keeps contact with nobody and the branches that nobody keeps contact with are listed; a pair that was ended is named anew.
func TestWhatIsMissingInContactPointsIsListed(t *testing.T) {
	each(t, "longshan", func(w *world) {
		gaps := func(who string, at kernel.ID) (targets, leaders []string) {
			got := must(w.duty.ContactGaps(w.by(who), at))(t)
			for _, b := range got.Targets {
				targets = append(targets, b.Name)
			}
			for _, l := range got.Leaders {
				leaders = append(leaders, l.Person.Name)
			}
			slices.Sort(leaders)
			return targets, leaders
		}
		set := func(id kernel.ID) []duty.Contact {
			return must(w.duty.SetContacts(w.as("县主任", duty.PermMake), duty.NewContact{Def: "branch_contact", PersonID: w.people["县领导"], TargetIDs: []kernel.ID{id}}))(t)
		}
		if b, l := gaps("县主任", 0); len(b) != 2 || !slices.Equal(l, []string{"东镇书记", "县领导", "西镇书记"}) {
			t.Fatalf("%v %v", b, l)
		}
		one := set(w.bodies["龙村党支部"])[0]
		if b, l := gaps("县主任", 0); !slices.Equal(b, []string{"川村党支部"}) || !slices.Equal(l, []string{"东镇书记", "西镇书记"}) {
			t.Fatalf("%v %v", b, l)
		}
		if b, l := gaps("县主任", w.places["东镇"].ID); len(b) != 0 || !slices.Equal(l, []string{"东镇书记"}) {
			t.Fatalf("%v %v", b, l)
		}
		if b, _ := gaps("东镇书记", 0); len(b) != 0 {
			t.Fatalf("of another township: %v", b)
		}
		if err := w.duty.EndContact(w.as("县主任", duty.PermMake), one.ID, one.Rev, "分工调整"); err != nil {
			t.Fatal(err)
		}
		if b, _ := gaps("县主任", 0); len(b) != 2 {
			t.Fatalf("%v", b)
		}
		w.morning(3)
		again := set(w.bodies["龙村党支部"])
		if len(again) != 1 || again[0].From != w.today() || again[0].Days != 0 {
			t.Fatalf("a pair that was ended is named anew: %+v", again)
		}
		w.morning(31)
		if got := w.mine("县领导"); len(got) != 1 {
			t.Fatalf("its interval runs from then: %v", got)
		}
	})
}
