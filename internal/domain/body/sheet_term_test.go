package body_test

import (
	"testing"

	"touyan/internal/domain/body"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/register"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTermsGoOutAndComeInAsTheSameSheet(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		x := b.body(b.bi, "龙鼻村村民委员会", "villagers_committee")
		row := func(number, from, to, came, doc, planned, on, reason string) []string {
			return []string{b.bi.Code, x.Name, "", "", number, from, to, came, doc, planned, on, reason, "", ""}
		}
		two := row("12", "2021-12-01", "2026-11-30", "选举", "选举公告12", "", "", "")
		one := row("11", "2018-12-01", "2021-11-30", "选举", "", "", "", "")
		if did, bad := b.in("terms", b.sheetOf("terms", two)); did != "1/0/0" || bad != "" {
			t.Fatal(did, bad)
		}
		if did, bad := b.in("terms", b.sheetOf("terms", two, one)); did != "1/0/1" || bad != "" {
			t.Fatalf("history before the last term: %s %s", did, bad)
		}
		if did, bad := b.in("terms", b.out("terms", register.Options{})); did != "0/0/2" || bad != "" {
			t.Errorf("what went out changes nothing: %s %s", did, bad)
		}
		_, err := b.s.Announce(b.sys)
		must(t, err)
		got, err := b.s.GetBody(b.sys, x.ID)
		if must(t, err); len(got.Notices) != 1 || len(got.Terms) != 2 || !got.Terms[0].Last || got.Terms[1].Last {
			t.Fatalf("%+v %+v", got.Notices, got.Terms)
		}
		for _, c := range []struct {
			row  []string
			want string
		}{
			{row("12", "", "2027-05-31", "", "", "", "2026-11-16", "疫情"), "2 原定止 bad_term"},
			{row("12", "", "2027-05-31", "", "", "2026-11-30", "2026-11-16", ""), "2 延期理由 required"},
			{row("13", "2020-01-01", "", "", "", "", "", ""), "2 本届起 bad_term"},
			{row("0", "2020-01-01", "", "", "", "", "", ""), "2 届次 bad_number"},
		} {
			if did, bad := b.in("terms", b.sheetOf("terms", c.row)); bad != c.want {
				t.Errorf("%v: %s %q", c.row, did, bad)
			}
		}
		if did, bad := b.in("terms", b.sheetOf("terms", row("12", "", "2027-05-31", "", "", "2026-11-30", "2026-11-16", "换届推迟"))); did != "0/1/0" || bad != "" {
			t.Error(did, bad)
		}
		if got, err = b.s.GetBody(b.sys, x.ID); err != nil || len(got.Notices) != 0 || got.Terms[0].To != "2027-05-31" {
			t.Errorf("an end that no longer holds is still announced: %+v %v", got.Notices, err)
		}
		if did, bad := b.in("terms", b.sheetOf("terms", row("13", "2027-06-01", "", "", "", "", "", ""))); did != "1/0/0" || bad != "" {
			t.Error(did, bad)
		}
		if got, err = b.s.GetBody(b.sys, x.ID); err != nil || got.Terms[0].Number != 13 || !got.Terms[0].Last || got.Terms[1].Last {
			t.Errorf("%+v %v", got.Terms, err)
		}
	})
}

// The list follows the pack's order of kinds, whatever their ids.
func TestBodiesAreListedInTheOrderOfThePack(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		b := newBench(t, d)
		b.body(b.bi, "合作社", "cooperative")
		b.body(b.bi, "村民委员会", "villagers_committee")
		b.body(b.bi, "党总支", "party_general_branch")
		var got []string
		for page := (kernel.Page{Limit: 2}); ; {
			list, next, err := b.s.ListBodies(b.sys, body.BodyFilter{}, page)
			must(t, err)
			for _, x := range list {
				got = append(got, x.Kind)
			}
			if page.Cursor = next; next == "" {
				break
			}
		}
		if len(got) != 3 || got[0] != "party_general_branch" || got[1] != "villagers_committee" || got[2] != "cooperative" {
			t.Error(got)
		}
	})
}
