package field_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"
	"time"

	"touyan/internal/domain/field"
)

func picture(t testing.TB) []byte {
	var b bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 800, 600))
	for i := range img.Pix {
		img.Pix[i] = byte(i * 7919 >> 3)
	}
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPhotosComeInPieces(t *testing.T) {
	each(t, func(w *world) {
		p := w.phone(w.officer, "device-0001")
		data, ctx := picture(t), w.as(w.officer)
		report := p.op("report", "", map[string]any{"text": "桥断了", "place_id": w.places["一组"].ID.String()})
		report.Photos = []string{"photo-0001"}
		if got := p.push(report); got[0].Code != "photos_missing" {
			t.Fatalf("%+v", got)
		}
		const step = 50_000
		size := int64(len(data))
		for from := 0; from < len(data); from += step {
			part := data[from:min(from+step, len(data))]
			for range 2 { // the answer was lost: the same again changes nothing
				got := must(w.field.Piece(ctx, "photo-0001", int64(from), size, part))(t)
				if got.Bytes != int64(from+len(part)) {
					t.Fatalf("%+v after %d", got, from)
				}
			}
		}
		if got := must(w.field.Piece(ctx, "photo-0001", 0, size, data[:10]))(t); got.Bytes != size {
			t.Fatalf("%+v", got)
		}
		_, err := w.field.Piece(ctx, "photo-0001", 0, size+1, data[:10])
		w.refused(err, "client_key_used")
		got := p.push(report)
		if got[0].State != field.Done {
			t.Fatalf("%+v", got)
		}
		d := must(w.rooms.Casework.Get(w.sys, got[0].Record.ID))(t)
		if d.Photos != 1 {
			t.Fatalf("%+v", d)
		}
		if has := must(w.field.Has(ctx, "photo-0001"))(t); has.Bytes != 0 {
			t.Fatal("its pieces are gone")
		}
		must(w.field.Piece(ctx, "photo-0002", 0, 100, data[:10]))(t)
		w.clock.Add(11 * 24 * time.Hour)
		if err := w.field.Tidy(w.sys); err != nil {
			t.Fatal(err)
		}
		if has := must(w.field.Has(ctx, "photo-0002"))(t); has.Size != 0 {
			t.Fatal("nobody came back for it")
		}
	})
}

// sendPhoto sends a photo of the officer piece by piece.
func (w *world) sendPhoto(key string, data []byte) {
	w.Helper()
	for from := 0; from < len(data); from += field.MaxPiece {
		must(w.field.Piece(w.as(w.officer), key, int64(from), int64(len(data)), data[from:min(from+field.MaxPiece, len(data))]))(w)
	}
}
