package api_test

import (
	"html"
	"image"
	"image/color"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"touyan/internal/platform/web"
)

// qrOf is which address the code of a page must lead to, and whether anybody may open it.
var qrOf = map[string]struct {
	path   string
	public bool
}{
	"place.qr":             {`^/g/\d+$`, true},
	"casework.card_page":   {`^/g/\d+$`, true},
	"casework.report":      {`^/c/[0-9A-Z-]+$`, true},
	"casework.apply":       {`^/c/[0-9A-Z-]+$`, true},
	"visit.slip":           {`^/v/[0-9A-Z-]+$`, true},
	"visit.sheet":          {`^/field/homes/\d+/visit\?`, false}, // an officer enters it
	"points.poster":        {`^/points/check/[0-9A-Z]+$`, true},
	"merit.village_page":   {`^/g/\d+/points$`, true},
	"merit.send_objection": {`^/g/\d+/points$`, true},
	"merit.card":           {`^/m/[0-9A-Z-]+$`, true},
	"shop.price_page":      {`^/g/\d+/shop$`, true},
	"award.poster":         {`^/g/\d+/awards$`, true},
	"award.certificate":    {`^/p/[0-9A-Z-]+$`, true},
}

// TestPrintedCodesLeadWhereTheySay reads the code of every page that has one, as a telephone does, and follows it.
func TestPrintedCodesLeadWhereTheySay(t *testing.T) {
	each(t, func(w *world) {
		seen := map[string]bool{}
		for _, op := range w.app.Web.Ops() {
			if !op.Page && op.ID != "place.qr" {
				continue
			}
			for _, try := range samples[op.ID] {
				r := try.make(w)
				body := w.shown(op, try, r)
				if address := readCode(t, body); address != "" {
					seen[op.ID] = true
					w.follow(op.ID, body, address)
				}
			}
		}
		for id := range qrOf {
			if !seen[id] {
				t.Errorf("no code was seen on %s", id)
			}
		}
	})
}

// shown is what whoever may sees of a page.
func (w *world) shown(op web.OpInfo, try sample, r request) string {
	w.t.Helper()
	b := w.browser()
	switch {
	case op.Access == web.AccessPublic:
	case try.by != nil:
		b = w.as(try.by(w))
	case op.Access == web.AccessSignedIn:
		b = w.as(w.guest)
	default:
		b = w.as(w.clerkA)
	}
	r.head = map[string]string{"Accept": "text/html"}
	a := b.send(r)
	if a.status == 303 {
		a = b.send(request{method: "GET", path: a.head.Get("Location"), head: r.head})
	}
	if a.status != 200 {
		return ""
	}
	return a.body
}

// follow opens the address of a code, and holds it against what the page says beside it.
func (w *world) follow(id, body, address string) {
	w.t.Helper()
	want, ok := qrOf[id]
	if !ok {
		w.t.Errorf("%s has a code that leads to %s: list it in qrOf", id, address)
		return
	}
	path, ours := strings.CutPrefix(address, w.url)
	if !ours || !regexp.MustCompile(want.path).MatchString(path) {
		w.t.Errorf("%s leads to %s, want %s%s", id, address, w.url, want.path)
		return
	}
	if want.public {
		if a := w.browser().send(request{method: "GET", path: path}); a.status != 200 {
			w.t.Errorf("%s leads to %s, which answers %d", id, address, a.status)
		}
	}
	if id == "visit.sheet" {
		w.isOfSheet(body, path)
	}
}

// isOfSheet holds the code of a sheet against its number: what is entered by either is one visit.
func (w *world) isOfSheet(body, path string) {
	w.t.Helper()
	u, err := url.Parse(path)
	w.must(err)
	no := regexp.MustCompile(`class="code">([^<]+)<`).FindStringSubmatch(body)
	house := strings.Split(u.Path, "/")[3]
	if no == nil || u.Query().Get("paper") != strings.TrimSpace(no[1]) || u.Query().Get("type") != "home" {
		w.t.Errorf("the sheet says %v, its code %s", no, path)
		return
	}
	enter := func(text string) string {
		var v struct {
			ID string `json:"id"`
		}
		w.as(w.clerkA).post(200, "/api/visits", m{"type": u.Query().Get("type"), "household_id": house, "result": "met", "text": text, "paper": u.Query().Get("paper")}).into(w, &v)
		return v.ID
	}
	if enter("扫码录的") != enter("照表号录的") {
		w.t.Error("one sheet gave two visits")
	}
}

var (
	svgForm = regexp.MustCompile(`(?s)<svg [^>]*viewBox="0 0 (\d+) \d+"[^>]*>\s*<title>([^<]*)</title>.*?fill="#000" d="([^"]*)"`)
	bar     = regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-\d+z`)
)

// readCode draws the code that a page holds and reads it with a decoder that shares nothing with what made it; empty without one.
func readCode(t *testing.T, page string) string {
	t.Helper()
	m := svgForm.FindStringSubmatch(page)
	if m == nil {
		if strings.Contains(page, "qr-code") {
			t.Fatalf("a code that cannot be drawn: %s", short(page))
		}
		return ""
	}
	const dot = 4 // pixels
	n := number(t, m[1])
	img := image.NewGray(image.Rect(0, 0, n*dot, n*dot))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for _, b := range bar.FindAllStringSubmatch(m[3], -1) {
		x, y, long := number(t, b[1]), number(t, b[2]), number(t, b[3])
		for py := y * dot; py < (y+1)*dot; py++ {
			for px := x * dot; px < (x+long)*dot; px++ {
				img.SetGray(px, py, color.Gray{})
			}
		}
	}
	bits, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	got, err := qrcode.NewQRCodeReader().Decode(bits, nil)
	if err != nil {
		t.Fatalf("no telephone reads the code of %s: %v", m[2], err)
	}
	if got.GetText() != html.UnescapeString(m[2]) {
		t.Errorf("the code says %s, its title %s", got.GetText(), m[2])
	}
	return got.GetText()
}

func number(t *testing.T, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
