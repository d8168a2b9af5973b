package files

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"

	"touyan/internal/kernel"
)

// quarters is a picture whose four corners differ: red, green, blue, white from the top left, row by row.
func quarters(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}[2*(2*y/h)+2*x/w]
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withEXIF puts an orientation and a GPS block behind the start of a JPEG.
func withEXIF(data []byte, order binary.AppendByteOrder, mark string, turn uint16) []byte {
	t := []byte(mark)
	t = order.AppendUint16(t, 42)
	t = order.AppendUint32(t, 8)
	t = order.AppendUint16(t, 2)
	entry := func(tag, kind uint16, n uint32) {
		t = order.AppendUint32(order.AppendUint16(order.AppendUint16(t, tag), kind), n)
	}
	entry(0x0112, 3, 1)
	t = order.AppendUint16(order.AppendUint16(t, turn), 0)
	entry(0x8825, 4, 1)
	t = order.AppendUint32(t, 38)
	t = order.AppendUint32(t, 0)
	t = order.AppendUint16(t, 1)
	entry(0x0001, 2, 2)
	t = append(t, "N\x00\x00\x00GPS-35.976N-110.847E"...)
	body := append([]byte("Exif\x00\x00"), t...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(body)+2))...)
	return append(append(out, body...), data[2:]...)
}

// corners names the colours at the corners, row by row.
func corners(m image.Image) string {
	b := m.Bounds()
	w, h := b.Dx(), b.Dy()
	var out []byte
	for _, p := range []image.Point{{w / 4, h / 4}, {3 * w / 4, h / 4}, {w / 4, 3 * h / 4}, {3 * w / 4, 3 * h / 4}} {
		r, g, bl, _ := m.At(b.Min.X+p.X, b.Min.Y+p.Y).RGBA()
		name := byte('?')
		for n, c := range map[byte][3]bool{'r': {true, false, false}, 'g': {false, true, false}, 'b': {false, false, true}, 'w': {true, true, true}} {
			if (r > 1<<15) == c[0] && (g > 1<<15) == c[1] && (bl > 1<<15) == c[2] {
				name = n
			}
		}
		out = append(out, name)
	}
	return string(out)
}

func TestPicturesLoseEXIFAndStandUpright(t *testing.T) {
	plain := jpegOf(t, quarters(80, 40))
	for turn, want := range map[uint16]string{1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb", 99: "rgbw"} {
		for mark, order := range map[string]binary.AppendByteOrder{"II": binary.LittleEndian, "MM": binary.BigEndian} {
			in := withEXIF(plain, order, mark, turn)
			if !bytes.Contains(in, []byte("GPS-35")) {
				t.Fatal("the sample has no GPS")
			}
			pic, err := Picture(in)
			out, mime, w, h := pic.Data, pic.Mime, pic.Width, pic.Height
			if err != nil || mime != "image/jpeg" {
				t.Fatal(mime, err)
			}
			if bytes.Contains(out, []byte("Exif")) || bytes.Contains(out, []byte("GPS")) {
				t.Errorf("turn %d %s: EXIF survived", turn, mark)
			}
			m, err := jpeg.Decode(bytes.NewReader(out))
			lying := turn >= 5 && turn <= 8
			if err != nil || corners(m) != want || m.Bounds().Dx() != w || (w == 40) != lying || (h == 80) != lying {
				t.Errorf("turn %d %s: %s %dx%d %v, want %s", turn, mark, corners(m), w, h, err, want)
			}
		}
	}
}

func TestLargePicturesShrink(t *testing.T) {
	for _, x := range []struct{ w, h, wantW, wantH int }{{4100, 2050, 2048, 1024}, {100, 3000, 68, 2048}, {5000, 2, 2048, 1}, {2048, 2048, 2048, 2048}, {1, 1, 1, 1}} {
		pic, err := Picture(pngOf(t, quarters(x.w, x.h)))
		out, mime, w, h := pic.Data, pic.Mime, pic.Width, pic.Height
		if err != nil || mime != "image/png" || w != x.wantW || h != x.wantH {
			t.Errorf("%dx%d: %s %dx%d %v", x.w, x.h, mime, w, h, err)
			continue
		}
		m, err := png.Decode(bytes.NewReader(out))
		if err != nil || h > 1 && corners(m) != "rgbw" {
			t.Errorf("%dx%d: %s %v", x.w, x.h, corners(m), err)
		}
	}
}

func TestSmallerPicturesAreMadeBesideALargeOne(t *testing.T) {
	for _, x := range []struct{ w, h, medium, small int }{{4000, 2000, 960, 240}, {600, 300, 0, 240}, {240, 240, 0, 0}} {
		p, err := Picture(withEXIF(jpegOf(t, quarters(x.w, x.h)), binary.LittleEndian, "II", 6))
		if err != nil {
			t.Fatal(err)
		}
		for want, data := range map[int][]byte{x.medium: p.Medium, x.small: p.Small} {
			if len(data) == 0 {
				if want != 0 {
					t.Errorf("%d x %d has none of %d", x.w, x.h, want)
				}
				continue
			}
			m, err := jpeg.Decode(bytes.NewReader(data))
			if err != nil || m.Bounds().Dy() != want || corners(m) != "brwg" || bytes.Contains(data, []byte("GPS")) {
				t.Errorf("%d x %d: %v %v, want %d high and upright", x.w, x.h, m.Bounds(), err, want)
			}
		}
	}
}

func crcOf(chunk []byte) uint32 { return crc32.ChecksumIEEE(chunk) }

func TestPNGLosesItsNotes(t *testing.T) {
	in := pngOf(t, quarters(8, 8))
	note := append([]byte("eXIf"), "MM\x00\x2aGPS-35.976N"...)
	chunk := append(binary.BigEndian.AppendUint32(nil, uint32(len(note)-4)), note...)
	chunk = binary.BigEndian.AppendUint32(chunk, crcOf(note))
	in = slices.Concat(in[:33], chunk, in[33:]) // behind the header chunk
	pic, err := Picture(in)
	out := pic.Data
	if err != nil || bytes.Contains(out, []byte("eXIf")) || bytes.Contains(out, []byte("GPS")) {
		t.Error(err)
	}
}

func code(err error) string {
	var e *kernel.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func TestBadPicturesAreRefused(t *testing.T) {
	good := pngOf(t, quarters(8, 8))
	huge := bytes.Clone(good)
	binary.BigEndian.PutUint32(huge[16:], 60000)
	binary.BigEndian.PutUint32(huge[20:], 60000)
	binary.BigEndian.PutUint32(huge[29:], crcOf(huge[12:29]))
	for name, x := range map[string]struct {
		data []byte
		want string
	}{
		"text":      {[]byte("<script>"), "picture_type"},
		"gif":       {[]byte("GIF89a......"), "picture_type"},
		"nothing":   {nil, "picture_type"},
		"too large": {append(bytes.Clone(good), make([]byte, MaxBytes)...), "picture_too_large"},
		"cut":       {good[:len(good)/2], "picture_broken"},
		"only head": {[]byte("\xff\xd8\xff"), "picture_broken"},
		"bomb":      {huge, "picture_too_many_pixels"},
	} {
		if _, err := Picture(x.data); code(err) != x.want {
			t.Errorf("%s: %v, want %s", name, err, x.want)
		}
	}
}

func FuzzPicture(f *testing.F) {
	f.Add(withEXIF(jpegOf(f, quarters(16, 8)), binary.LittleEndian, "II", 6))
	f.Add(pngOf(f, quarters(8, 8)))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00\x2a\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if turn := orientation(append([]byte("\xff\xd8"), data...)); turn < 1 || turn > 8 {
			t.Fatalf("orientation %d", turn)
		}
		if len(data) > 1<<16 {
			return
		}
		p, err := Picture(data)
		if err == nil && (len(p.Data) == 0 || p.Width < 1 || p.Height < 1 || p.Width > MaxSide || p.Height > MaxSide) {
			t.Fatalf("%d bytes %dx%d", len(p.Data), p.Width, p.Height)
		}
	})
}
