package files

import (
	"strings"
	"unicode"
)

// maxName is how long the name of a document may be, without its ending.
const maxName = 100

// DocumentName is the name under which a document is shown: the last part of what the browser sent, without signs that do
// not print, and with its own ending whatever it was called.
func DocumentName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) || strings.ContainsRune(`"<>:|?*`, r) {
			return -1
		}
		return r
	}, name))
	if ext := ".pdf"; strings.HasSuffix(strings.ToLower(name), ext) {
		name = name[:len(name)-len(ext)]
	}
	if r := []rune(name); len(r) > maxName {
		name = string(r[:maxName])
	}
	if name = strings.Trim(name, ". "); name == "" {
		name = "document"
	}
	return name + ".pdf"
}
