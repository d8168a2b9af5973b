package web

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/skip2/go-qrcode"

	"touyan/internal/kernel"
)

// QR draws the QR code of an address as an SVG of one path, sharp at any size and on paper. Medium correction: a card at a
// door gets scratched.
func QR(address string) (template.HTML, error) {
	code, err := qrcode.New(address, qrcode.Medium)
	if err != nil {
		return "", kernel.Invalid("address", "too_long").Because(err)
	}
	bits := code.Bitmap() // with its quiet zone
	var d strings.Builder
	for y, line := range bits {
		for x := 0; x < len(line); x++ {
			run := x
			for run < len(line) && line[run] {
				run++
			}
			if run > x {
				fmt.Fprintf(&d, "M%d %dh%dv1h-%dz", x, y, run-x, run-x)
				x = run
			}
		}
	}
	n := len(bits)
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" shape-rendering="crispEdges">`+
		`<title>%s</title><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>`,
		n, n, template.HTMLEscapeString(address), n, n, d.String())
	return template.HTML(svg), nil // safe: only numbers and escaped text
}
