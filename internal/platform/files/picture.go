package files

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"strconv"

	"touyan/internal/kernel"
)

// Bounds of a picture.
const (
	MaxBytes  = 10 << 20 // of the file that comes in
	MaxPixels = 40_000_000
	MaxSide   = 2048 // of the picture that is kept
	quality   = 85
)

// slot lets one picture be worked on at a time: a large one needs some hundred megabytes while it is decoded.
var slot = make(chan struct{}, 1)

// The longest sides of the pictures kept beside the full one: for lists, and for pages.
const (
	SmallSide  = 240
	MediumSide = 960
)

// Scaled is a picture as it is kept. Small and Medium are empty where the picture is no larger than they would be.
type Scaled struct {
	Data, Small, Medium []byte
	Mime                string
	Width, Height       int // of Data
}

// Picture checks a JPEG or PNG by its bytes, never by its name, and writes it anew: upright, at most MaxSide wide and high,
// without EXIF, so that no place, time or device stays in it; and twice more, smaller.
func Picture(data []byte) (Scaled, error) {
	mime := sniff(data)
	switch {
	case len(data) > MaxBytes:
		return Scaled{}, kernel.Invalid("photos", "picture_too_large").With("max_mb", strconv.Itoa(MaxBytes>>20))
	case mime == "":
		return Scaled{}, kernel.Invalid("photos", "picture_type")
	}
	slot <- struct{}{}
	defer func() { <-slot }()
	src, err := decode(data, mime)
	if err != nil {
		return Scaled{}, err
	}
	turn := 1
	if mime == "image/jpeg" {
		turn = orientation(data)
	}
	pic := upright(shrink(src, MaxSide), turn)
	out := Scaled{Mime: mime, Width: pic.Rect.Dx(), Height: pic.Rect.Dy()}
	if out.Data, err = encode(pic, mime); err != nil {
		return Scaled{}, err
	}
	for _, less := range []struct {
		side int
		to   *[]byte
	}{{MediumSide, &out.Medium}, {SmallSide, &out.Small}} { // each from the one before: the boxes stay small
		if max(pic.Rect.Dx(), pic.Rect.Dy()) <= less.side {
			continue
		}
		pic = shrink(pic, less.side)
		if *less.to, err = encode(pic, mime); err != nil {
			return Scaled{}, err
		}
	}
	return out, nil
}

func encode(pic image.Image, mime string) ([]byte, error) {
	var b bytes.Buffer
	var err error
	if mime == "image/png" {
		err = png.Encode(&b, pic)
	} else {
		err = jpeg.Encode(&b, pic, &jpeg.Options{Quality: quality})
	}
	if err != nil {
		return nil, fmt.Errorf("writing a picture: %w", err)
	}
	return b.Bytes(), nil
}

func sniff(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return "image/jpeg"
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return "image/png"
	}
	return ""
}

// decode looks at the size before it unpacks anything: a few kilobytes can claim billions of pixels.
func decode(data []byte, mime string) (image.Image, error) {
	config, unpack := jpeg.DecodeConfig, jpeg.Decode
	if mime == "image/png" {
		config, unpack = png.DecodeConfig, png.Decode
	}
	c, err := config(bytes.NewReader(data))
	if err != nil {
		return nil, kernel.Invalid("photos", "picture_broken").Because(err)
	}
	if c.Width < 1 || c.Height < 1 || c.Width > MaxPixels/c.Height {
		return nil, kernel.Invalid("photos", "picture_too_many_pixels").With("max_mp", strconv.Itoa(MaxPixels/1_000_000))
	}
	img, err := unpack(bytes.NewReader(data))
	if err != nil {
		return nil, kernel.Invalid("photos", "picture_broken").Because(err)
	}
	return img, nil
}

// shrink averages boxes of source pixels, one source row at a time, so that a large picture is never held twice.
func shrink(src image.Image, side int) *image.RGBA {
	b := src.Bounds()
	w, h := fit(b.Dx(), b.Dy(), side)
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if w == b.Dx() && h == b.Dy() {
		draw.Draw(dst, dst.Rect, src, b.Min, draw.Src)
		return dst
	}
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	sums := make([]uint32, 4*w)
	for y := range h {
		clear(sums)
		from, to := box(y, h, b.Dy())
		for sy := from; sy < to; sy++ {
			draw.Draw(row, row.Rect, src, image.Pt(b.Min.X, b.Min.Y+sy), draw.Src)
			addRow(sums, row.Pix, w, b.Dx())
		}
		line := dst.Pix[y*dst.Stride:]
		for x := range w {
			left, right := box(x, w, b.Dx())
			n := uint32((right - left) * (to - from))
			for c := range 4 {
				line[4*x+c] = uint8((sums[4*x+c] + n/2) / n)
			}
		}
	}
	return dst
}

// box is the run of source pixels that pixel i of n stands for; never empty, as n is at most size.
func box(i, n, size int) (from, to int) { return i * size / n, (i + 1) * size / n }

func addRow(sums []uint32, pix []uint8, w, size int) {
	for x := range w {
		left, right := box(x, w, size)
		for i := 4 * left; i < 4*right; i += 4 {
			sums[4*x] += uint32(pix[i])
			sums[4*x+1] += uint32(pix[i+1])
			sums[4*x+2] += uint32(pix[i+2])
			sums[4*x+3] += uint32(pix[i+3])
		}
	}
}

func fit(w, h, side int) (int, int) {
	if w <= side && h <= side {
		return w, h
	}
	if w >= h {
		return side, max(1, h*side/w)
	}
	return max(1, w*side/h), side
}
