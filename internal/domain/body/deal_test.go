package body_test

import (
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// A8: a contract of the village with who holds a seat there, or with a near relative of one, is flagged; others are not.
func TestContractsBetweenTheBoundAreFlagged(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		committee := b.body(b.bi, "龙鼻村村民委员会", "villagers_committee")
		own, kin, far := b.person(b.bi, "王海", ""), b.person(b.bi, "王江", ""), b.person(b.bi, "李远", "")
		b.member(committee, own, "member", "2026-01-01")
		b.kin(own, kin, "sibling")
		deal := func(name string) []body.Dealing {
			t.Helper()
			var out []body.Dealing
			err := d.Read(b.sys, func(tx *db.ReadTx) (err error) {
				out, err = b.s.Dealings(tx, name, b.bi.ID, []string{"villagers_committee"})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		b.member(b.body(b.bi, "自家合作社", "cooperative"), own, "chair", "2026-01-01")
		b.member(b.body(b.bi, "兄弟合作社", "cooperative"), kin, "chair", "2026-01-01")
		b.member(b.body(b.bi, "邻家合作社", "cooperative"), far, "chair", "2026-01-01")
		b.member(b.body(b.east, "外村合作社", "cooperative"), kin, "chair", "2026-01-01")
		firm := b.body(b.east, "昌宁路桥队", "enterprise")
		b.appoint(body.NewAppointment{Post: "manager", PersonID: kin.ID, BodyID: firm.ID})

		for name, want := range map[string]string{"自家合作社": "王海  王海 龙鼻村村民委员会", "兄弟合作社": "王江 sibling 王海 龙鼻村村民委员会", "外村合作社": "王江 sibling 王海 龙鼻村村民委员会", "昌宁路桥队": "王江 sibling 王海 龙鼻村村民委员会"} {
			got := deal(name)
			if len(got) != 1 {
				t.Errorf("%s: %+v", name, got)
				continue
			}
			if x := got[0]; x.Leader.Name+" "+x.Relation+" "+x.Officer.Name+" "+x.Seat.Body.Name != want || x.Side.Name != name {
				t.Errorf("%s: %+v", name, x)
			}
		}
		for _, name := range []string{"邻家合作社", "没有登记的公司", ""} {
			if got := deal(name); len(got) != 0 {
				t.Errorf("%s: %+v", name, got)
			}
		}
	})
}
