// Package ui carries the built front ends (dist, made by `make build`) and the public pages' templates inside the program.
package ui

import (
	"embed"
	"io/fs"
)

//go:embed all:dist all:public
var files embed.FS

//go:embed shared/words/errors.zh.ts shared/words/errors.en.ts
var words embed.FS

// Errors is the file of a language ("zh", "en") with the words for codes of errors, as the front ends use it.
func Errors(lang string) ([]byte, error) {
	return words.ReadFile("shared/words/errors." + lang + ".ts")
}

// Fronts are the built front ends: console.html, field.html, sw.js, assets/.
func Fronts() fs.FS { return sub("dist") }

// Pages are the public pages: templates, words, style sheet, script.
func Pages() fs.FS { return sub("public") }

func sub(dir string) fs.FS {
	f, err := fs.Sub(files, dir)
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return f
}
