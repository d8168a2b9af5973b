package person_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	"touyan/internal/domain/person"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
)

// The papers of an event stay beside it, also when it is taken back; each look at one needs a reason and stays in the journal.
func TestAnEventKeepsItsPapers(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d)
		var err error
		dir := t.TempDir()
		w.s.Files, err = files.Local(dir)
		ok(t, err)
		h := w.family(w.group, "王")
		out, err := w.s.Record(w.sys, h.ID, person.NewEvent{Kind: person.KindMoveOut, Day: "2026-11-01", Doc: "迁移证1", Persons: []person.Kin{{who(h, "子"), ""}}})
		ok(t, err)
		var photo bytes.Buffer
		ok(t, jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 60, 40)), nil))
		pdf := []byte("%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
		list := []person.NewPaper{{Name: "照片.jpg", Data: photo.Bytes()}, {Name: `C:\扫描\迁移证.PDF`, Data: pdf}}
		for range 2 { // again is the same
			got, err := w.s.AddPapers(w.sys, out.Event, list)
			if ok(t, err); len(got) != 2 || got[0].Name != "" || got[1].Name != "迁移证.pdf" {
				t.Fatalf("%+v", got)
			}
		}
		_, err = w.s.AddPapers(w.sys, out.Event, []person.NewPaper{{Name: "a.pdf", Data: []byte("no paper")}})
		refused(t, err, "picture_type")
		_, err = w.s.AddPapers(officer(w.east), out.Event, list)
		refused(t, err, "not_found")
		house, err := w.s.TakeBack(w.sys, out.Event, "录错")
		ok(t, err)
		last := house.Events[len(house.Events)-1]
		if last.Back == 0 || len(last.Papers) != 2 {
			t.Fatalf("%+v", last)
		}
		paper := last.Papers[1]
		_, err = w.s.OpenPaper(w.sys, out.Event, paper.ID, " ")
		refused(t, err, "required")
		_, err = w.s.OpenPaper(w.sys, house.Events[0].ID, paper.ID, "核对")
		refused(t, err, "not_found")
		_, err = w.s.OpenPaper(officer(w.east), out.Event, paper.ID, "核对")
		refused(t, err, "not_found")
		f, err := w.s.OpenPaper(w.sys, out.Event, paper.ID, "核对")
		ok(t, err)
		if ok(t, err); !bytes.Equal(f.Data, pdf) {
			t.Errorf("%q", f.Data)
		}
		ok(t, files.Each(dir, func(hash string) error {
			file, err := os.ReadFile(filepath.Join(dir, hash[:2], hash[2:]))
			if bytes.Contains(file, []byte("Catalog")) || bytes.Contains(file, []byte("JFIF")) {
				t.Error("a paper lies open in the store")
			}
			return err
		}))
		ok(t, d.Read(w.sys, func(tx *db.ReadTx) error {
			events, err := tx.Timeline("household_event", out.Event)
			looks := 0
			for _, e := range events {
				if e.Action == person.PermReveal && e.Reason == "核对" {
					looks++
				}
			}
			if looks != 1 {
				t.Errorf("%d looks in the journal of %d entries", looks, len(events))
			}
			return err
		}))
	})
}
