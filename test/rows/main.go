// Command rows shows which stories prove which row of the requirements. It runs nothing: it reads the titles of the
// browser stories (test/e2e/*.spec.ts) and the names of the command-line stories (test/script/*.txtar).
//
//	go run ./test/rows              prints each row with its stories, or a dash
//	go run ./test/rows -md FILE     writes the same as docs/rows.md
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	md := flag.String("md", "", "write a Markdown table to this file instead of printing")
	root := flag.String("root", ".", "root of the project")
	flag.Parse()
	if err := run(*root, *md); err != nil {
		fmt.Fprintln(os.Stderr, "rows:", err)
		os.Exit(1)
	}
}

func run(root, md string) error {
	rows, err := proven(root)
	if err != nil {
		return err
	}
	if md != "" {
		return os.WriteFile(md, []byte(markdown(rows)), 0o644)
	}
	_, err = os.Stdout.WriteString(plain(rows))
	return err
}
