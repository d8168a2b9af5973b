package app

import (
	"regexp"
	"strings"

	"touyan/ui"
)

var wordLine = regexp.MustCompile(`(?m)^  ([a-z0-9_]+): (?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"),$`)

// faultWords reads the words for codes from the files of the front ends, so that a workbook with its faults marked and the
// command line say what the screen says.
func faultWords() (map[string]map[string]string, error) {
	out := map[string]map[string]string{}
	for _, lang := range []string{"zh", "en"} {
		text, err := ui.Errors(lang)
		if err != nil {
			return nil, err
		}
		words := map[string]string{}
		for _, m := range wordLine.FindAllStringSubmatch(string(text), -1) {
			words[m[1]] = strings.NewReplacer(`\'`, "'", `\"`, `"`, `\\`, `\`).Replace(m[2] + m[3])
		}
		out[lang] = words
	}
	return out, nil
}
