package access_test

import (
	"fmt"
	"strings"
	"testing"

	"touyan/internal/domain/access"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/sheet"
)

// bring takes rows of the sheet of accounts in: "new/changed/unchanged" and the faults; with a fault nothing is saved.
func (w *world) bring(rows ...[3]string) (did, faults string) {
	w.t.Helper()
	if err := w.d.Write(w.sys, "exchange.apply", func(tx *db.WriteTx) error {
		book := sheet.Book{}
		for i, r := range rows {
			book["账号"] = append(book["账号"], sheet.NewRecord(i+2, map[string]string{"login": r[0], "name": r[1], "state": r[2]}))
		}
		p, err := w.access.Registers()[0].Plan(tx.ReadTx, book, tx.NewID)
		if err != nil {
			return err
		}
		c := p.Counts()[0]
		did = fmt.Sprintf("%d/%d/%d", c.New, c.Changed, c.Unchanged)
		var codes []string
		for _, f := range p.Faults() {
			codes = append(codes, f.Column+" "+f.Code)
		}
		if faults = strings.Join(codes, "; "); faults != "" {
			return nil
		}
		return p.Carry(tx, func(int) error { return nil })
	}); err != nil {
		w.t.Fatal(err)
	}
	return did, faults
}

// A sheet closes and opens accounts; a password comes from nowhere but its holder.
func TestASheetClosesAndOpensAccounts(t *testing.T) {
	each(t, false, func(w *world) {
		admin := w.admin()
		w.newPerson("李四")
		w.newPerson("王五")
		states := func() string {
			var out []string
			for _, login := range []string{"lisi", "wangwu", "admin"} {
				list, _, err := w.access.List(w.sys, login, kernel.Page{})
				if err != nil || len(list) != 1 {
					w.t.Fatal(list, err)
				}
				out = append(out, string(list[0].State))
			}
			return strings.Join(out, " ")
		}
		want := func(a, b, c access.State) {
			w.t.Helper()
			if got := states(); got != fmt.Sprintf("%s %s %s", a, b, c) {
				w.t.Error(got)
			}
		}
		if did, bad := w.bring([3]string{"lisi", "李四", "正常"}, [3]string{"wangwu", "王五", "停用"}, [3]string{"admin", "管理员", "正常"}); did != "2/0/1" || bad != "" {
			w.t.Fatal(did, bad)
		}
		want(access.Invited, access.Disabled, access.Active)
		if did, bad := w.bring([3]string{"lisi", "李四", "停用"}, [3]string{"wangwu", "王五", "正常"}, [3]string{"admin", "管理员", "待设密码"}); did != "0/2/1" || bad != "" {
			w.t.Error(did, bad)
		}
		want(access.Disabled, access.Invited, access.Active)
		w.sys = w.as(admin, "access.edit")
		if _, bad := w.bring([3]string{"admin", "管理员", "停用"}); bad != "状态 own_account" {
			w.t.Error(bad)
		}
	})
}
