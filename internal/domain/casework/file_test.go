package casework_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"io"
	"testing"

	"touyan/internal/domain/casework"
	"touyan/internal/kernel"
)

// wide is a picture that is larger than the sizes kept beside it.
func wide(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 1600, 1200)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestListsShowSmallPictures(t *testing.T) {
	each(t, func(w *world) {
		id, code := w.report("一组", casework.NewCase{Photos: uploads(wide(w.t), photo(3))})
		d := w.get(id)
		for size, want := range map[string]int{"": 1600, casework.SizeMedium: 960, casework.SizeSmall: 240, "huge": 960} {
			f := must(w.cases.Photo(w.by("专职"), id, d.PhotoList[0].ID, size))(w.t)
			c, err := jpeg.DecodeConfig(f.Data)
			if _ = f.Data.Close(); err != nil || c.Width != want || c.Height != want*3/4 {
				w.t.Errorf("%q: %d x %d %v, want %d", size, c.Width, c.Height, err, want)
			}
		}
		f := must(w.cases.PhotoByCode(w.public(), code, d.PhotoList[1].ID, casework.SizeSmall))(w.t)
		c, err := jpeg.DecodeConfig(f.Data) // a picture that is small already is its own small one
		if _ = f.Data.Close(); err != nil || c.Width != 40 {
			w.t.Errorf("%d %v", c.Width, err)
		}
	})
}

func TestDocumentsAreKeptAsTheyAre(t *testing.T) {
	each(t, func(w *world) {
		id, code := w.report("一组", casework.NewCase{})
		scan := paper("")
		d := must(w.cases.AddPhotos(w.by("专职"), id, "", []casework.Upload{{Name: `C:\\扫描\\"会议" 记录.PDF`, Data: scan}}))(w.t)
		if len(d.PhotoList) != 1 {
			w.t.Fatalf("%+v", d.PhotoList)
		}
		p := d.PhotoList[0]
		if p.Mime != "application/pdf" || p.Name != "会议 记录.pdf" || p.Bytes != int64(len(scan)) || p.Small != "" || p.Medium != "" {
			w.t.Errorf("%+v", p)
		}
		f := must(w.cases.PhotoByCode(w.public(), code, p.ID, ""))(w.t)
		got := must(io.ReadAll(f.Data))(w.t)
		if _ = f.Data.Close(); !bytes.Equal(got, scan) || f.Name != p.Name {
			w.t.Errorf("%q %q", got, f.Name)
		}
		_, err := w.cases.AddPhotos(w.by("专职"), id, "", uploads(paper("/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")))
		w.wants(err, kernel.KindInvalid, "document_active")
		_, err = w.cases.Report(w.public(), w.places["一组"].Code, casework.NewCase{Text: "x", Photos: uploads(scan)})
		w.wants(err, kernel.KindInvalid, "picture_type") // not from somebody whom nobody knows
	})
}

func TestAnUploadSentTwiceStaysOne(t *testing.T) {
	each(t, func(w *world) {
		id, _ := w.report("一组", casework.NewCase{})
		one := must(w.cases.AddPhotos(w.by("专职"), id, "up-1", uploads(photo(1), photo(2))))(w.t)
		two := must(w.cases.AddPhotos(w.by("专职"), id, "up-1", uploads(photo(9))))(w.t) // made anew on the phone
		if len(one.PhotoList) != 2 || len(two.PhotoList) != 2 || one.Rev != two.Rev || len(one.Timeline) != len(two.Timeline) {
			w.t.Fatalf("%+v %+v", one.PhotoList, two.PhotoList)
		}
		if three := must(w.cases.AddPhotos(w.by("网格长"), id, "up-1", uploads(photo(9))))(w.t); len(three.PhotoList) != 3 {
			w.t.Fatalf("the key of another account: %+v", three.PhotoList)
		}
	})
}
