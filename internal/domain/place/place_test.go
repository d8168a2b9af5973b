package place_test

import (
	"context"
	"strings"
	"testing"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

func load(t *testing.T) *pack.Pack {
	t.Helper()
	p, err := pack.Load(packs.FS, "base", "xiangning")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func officer(arms ...kernel.Arm) context.Context {
	return kernel.WithActor(context.Background(), kernel.Actor{Kind: kernel.ActorOfficer, CountyID: dbtest.County, AccountID: 1, Name: "李", Arms: arms})
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestTreeOfPlaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, sys, ok := place.New(d, load(t)), dbtest.System(t), must[place.Place](t)
		county := ok(s.CreateCounty(sys, "141029", "乡宁县"))
		if county.ID != dbtest.County || county.Level != kernel.LevelCounty || county.Kind != "county" {
			t.Fatalf("county %+v", county)
		}
		ok(s.CreateCounty(sys, "141029", "乡宁县"))
		town := ok(s.Create(sys, place.Draft{ParentID: county.ID, Name: "昌宁镇"}))
		village := ok(s.Create(sys, place.Draft{ParentID: town.ID, Name: "龙鼻村", Households: 310}))
		grid := ok(s.Create(sys, place.Draft{ParentID: village.ID, Name: "龙鼻村第二网格", Level: kernel.LevelGroup}))
		inner := ok(s.Create(sys, place.Draft{ParentID: grid.ID, Name: "一组", Level: kernel.LevelGroup}))
		micro := ok(s.Create(sys, place.Draft{ParentID: inner.ID, Name: "一组微网格一", Kind: "micro_grid"}))
		if town.Code != "141029001000" || village.Code != "141029001001" || grid.Code != "14102900100101" || inner.Code != "14102900100102" || micro.Code != "14102900100102001" {
			t.Errorf("codes %s %s %s %s %s", town.Code, village.Code, grid.Code, inner.Code, micro.Code)
		}
		if town.Kind != "town" || village.Kind != "village" || micro.Stamp.GroupID != inner.ID || len(micro.Path) != 5 {
			t.Errorf("town %+v micro %+v", town, micro)
		}
		for name, n := range map[string]place.Draft{
			"level_not_under_parent": {ParentID: inner.ID, Name: "三层", Level: kernel.LevelGroup},
			"unknown_kind":           {ParentID: county.ID, Name: "村", Kind: "nothing"},
			"required":               {ParentID: county.ID, Name: "  "},
			"code_not_under_parent":  {ParentID: town.ID, Name: "别处村", Code: "141029002001"},
			"bad_code":               {ParentID: town.ID, Name: "别处村", Code: "1410290010"},
			"duplicate_code":         {ParentID: town.ID, Name: "又一村", Code: village.Code},
			"not_found":              {ParentID: 5, Name: "无"},
		} {
			if _, err := s.Create(sys, n); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s: %v", name, err)
			}
		}
		err := d.Read(sys, func(tx *db.ReadTx) error {
			arms, err := s.Arms(tx, grid)
			if len(arms) != 2 || arms[1].PlaceID != inner.ID || arms[1].Above.VillageID != village.ID {
				t.Errorf("arms of a village grid: %+v", arms)
			}
			under, err2 := s.Under(tx, grid)
			if len(under) != 3 {
				t.Errorf("under %d", len(under))
			}
			path, err3 := s.PathOf(tx, micro.Stamp)
			if path != "昌宁镇 / 龙鼻村 / 一组 / 一组微网格一" {
				t.Error(path)
			}
			return first(err, err2, err3)
		})
		if err != nil {
			t.Fatal(err)
		}
		name, homes := "龙鼻新村", 400
		village = ok(s.Update(sys, village.ID, place.Change{Rev: village.Rev, Name: &name, Households: &homes}))
		if _, err := s.Update(sys, village.ID, place.Change{Rev: 1, Name: &name}); kernel.KindOf(err) != kernel.KindConflict {
			t.Errorf("stale update: %v", err)
		}
		for q, want := range map[string]string{"鼻新": name, "longbixin": name, "lbxc": name, "14102900100101": "龙鼻村第二网格", "昌宁": "昌宁镇"} {
			found, err := s.Search(sys, q, 10)
			if err != nil || len(found) == 0 || found[0].Name != want {
				t.Errorf("search %q: %+v %v", q, found, err)
			}
		}
		if _, err := s.Close(sys, village.ID, village.Rev, "2026-12-01", "并村"); err == nil || !strings.Contains(err.Error(), "has_places") {
			t.Errorf("close with places: %v", err)
		}
		closed := ok(s.Close(sys, micro.ID, micro.Rev, "2026-11-16", "撤销"))
		if closed.To != "2026-11-16" {
			t.Errorf("closed %+v", closed)
		}
		if _, err := s.Create(sys, place.Draft{ParentID: micro.ID, Name: "x", Kind: "micro_grid"}); err == nil {
			t.Error("a place below a micro-grid")
		}
	})
}

func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func TestPlacesKeepToTheScope(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, sys, ok := place.New(d, load(t)), dbtest.System(t), must[place.Place](t)
		county := ok(s.CreateCounty(sys, "141029", "乡宁县"))
		town := ok(s.Create(sys, place.Draft{ParentID: county.ID, Name: "昌宁镇"}))
		a := ok(s.Create(sys, place.Draft{ParentID: town.ID, Name: "东团村"}))
		b := ok(s.Create(sys, place.Draft{ParentID: town.ID, Name: "龙鼻村"}))
		ctx := officer(a.Arm())
		if _, err := s.Get(ctx, b.ID); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("another village: %v", err)
		}
		up := ok(s.Get(ctx, town.ID)) // the way up is shown, not to be changed
		name := "改名"
		for _, id := range []kernel.ID{town.ID, b.ID} {
			if _, err := s.Update(ctx, id, place.Change{Rev: up.Rev, Name: &name}); err == nil {
				t.Errorf("changed %d", id)
			}
			if _, err := s.Create(ctx, place.Draft{ParentID: id, Name: "新", Households: 1}); err == nil {
				t.Errorf("created below %d", id)
			}
		}
		if found, _ := s.Search(ctx, "longbi", 10); len(found) != 0 {
			t.Errorf("found %v", found)
		}
		ok(s.Create(ctx, place.Draft{ParentID: a.ID, Name: "一组"}))
		_ = d.Read(ctx, func(tx *db.ReadTx) error {
			tops, err := s.Tops(tx)
			if err != nil || len(tops) != 1 || tops[0].ID != a.ID {
				t.Errorf("tops %+v %v", tops, err)
			}
			return nil
		})
	})
}

func TestNamesOfCommittees(t *testing.T) {
	for in, want := range map[string]string{"龙鼻村委会": "龙鼻村", "城关社区居民委员会": "城关社区", "东廒村村民委员会": "东廒村", "昌宁镇": "昌宁镇", "正街居民委员会": "正街"} {
		if got := place.PlaceName(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
