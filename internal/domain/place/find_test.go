package place_test

import (
	"testing"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
)

// TestPlacesAreFoundByWhatSheetsCallThem: by code, name, the names on the way, pinyin; never by a guess.
func TestPlacesAreFoundByWhatSheetsCallThem(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		s, sys, ok := place.New(d, load(t)), dbtest.System(t), must[place.Place](t)
		county := ok(s.CreateCounty(sys, "141029", "乡宁县"))
		town := ok(s.Create(sys, place.Draft{ParentID: county.ID, Name: "昌宁镇"}))
		other := ok(s.Create(sys, place.Draft{ParentID: county.ID, Name: "光华镇"}))
		village := ok(s.Create(sys, place.Draft{ParentID: town.ID, Name: "龙鼻村"}))
		far := ok(s.Create(sys, place.Draft{ParentID: other.ID, Name: "鼻村"}))
		first := ok(s.Create(sys, place.Draft{ParentID: village.ID, Name: "一组", Level: kernel.LevelGroup}))
		second := ok(s.Create(sys, place.Draft{ParentID: far.ID, Name: "一组", Level: kernel.LevelGroup}))
		inner := ok(s.Create(sys, place.Draft{ParentID: first.ID, Name: "村一组", Level: kernel.LevelGroup}))
		err := d.Read(sys, func(tx *db.ReadTx) error {
			f, err := s.Finder(tx)
			if err != nil {
				return err
			}
			for text, want := range map[string]place.Place{
				village.Code: village, "龙鼻村": village, "昌宁镇龙鼻村": village, "昌宁镇 / 龙鼻村": village, "longbicun": village,
				"鼻村": far, "光华镇鼻村一组": second, "鼻村一组": second, "光华镇一组": second, "昌宁镇龙鼻村一组": first, "龙鼻村·一组": first,
				"昌宁镇龙鼻村一组村一组": inner, "村一组": inner,
			} {
				for range 2 {
					if p, code, args := f.Find(text); code != "" || p.ID != want.ID {
						t.Errorf("%s: %s %s %v, want %s", text, p.Name, code, args, want.Code)
					}
				}
			}
			for text, want := range map[string]string{
				"一组": "ambiguous_place", "月球": "unknown_place", "光华镇龙鼻村": "unknown_place", "光华镇龙鼻村一组": "unknown_place", "140105001000": "another_county", "": "unknown_place",
			} {
				if _, code, _ := f.Find(text); code != want {
					t.Errorf("%s: %q, want %s", text, code, want)
				}
			}
			for _, p := range []place.Place{town, village, far, first, second, inner} {
				if found, code, _ := f.Find(f.Name(p)); code != "" || found.ID != p.ID {
					t.Errorf("%s is called %s, which is %s %s", p.Code, f.Name(p), found.Code, code)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
