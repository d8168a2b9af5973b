package merit_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"

	"touyan/internal/demo/merittest"
	"touyan/internal/platform/db"
	"touyan/internal/platform/db/dbtest"
	"touyan/internal/platform/files"
)

// world is the county of merittest.
type world struct {
	*merittest.World
	Raw *dbtest.Tamper // past the door
}

func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func each(t *testing.T, county string, fn func(*world)) {
	t.Helper()
	dbtest.EachTamper(t, func(t *testing.T, d *db.DB, c *dbtest.Clock, raw *dbtest.Tamper) {
		w := &world{merittest.New(dbtest.System(t), t, d, c, county), raw}
		fn(w)
		if diff := must(w.Merit.Recount(w.Context(), dbtest.County))(t); len(diff) > 0 {
			t.Errorf("what is counted as left in the pools parts from the ledger: %+v", diff)
		}
	})
}

var items = merittest.Items

// picture is a photo of something.
func picture(t testing.TB, shade uint8) files.Upload {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 400, 300))
	for i := range m.Pix {
		m.Pix[i] = shade
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return files.Upload{Name: "IMG.JPG", Data: b.Bytes()}
}
