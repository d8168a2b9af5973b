package main

import (
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

//go:embed rows.tsv
var list string

// row is one working arrangement that the product must carry, with the stories that prove it.
type row struct {
	id, title string
	stories   []story
}

// story is one test that a person could have told: where it stands, and its words.
type story struct{ file, title string }

// rowsOfList reads the embedded list: id, tab, title.
func rowsOfList() []row {
	var rows []row
	for line := range strings.Lines(list) {
		id, title, _ := strings.Cut(strings.TrimSpace(line), "\t")
		rows = append(rows, row{id: id, title: title})
	}
	return rows
}

// proven is the list with each row's stories. A story that names an unknown row is an error.
func proven(root string) ([]row, error) {
	rows := rowsOfList()
	at := map[string]int{}
	for i, r := range rows {
		at[r.id] = i
	}
	stories, err := readStories(root)
	if err != nil {
		return nil, err
	}
	for _, s := range stories {
		for _, id := range rowIDs(s.title) {
			i, known := at[id]
			if !known {
				return nil, fmt.Errorf("%s: story %q names row %s, which is not in test/rows/rows.tsv", s.file, s.title, id)
			}
			rows[i].stories = append(rows[i].stories, s)
		}
	}
	return rows, nil
}

var leadingID = regexp.MustCompile(`^([A-Z]\d+)(?:[\s,:_-]+|$)`)

// rowIDs takes the row ids that a title begins with: "A1 A7 the card …" gives A1 and A7.
func rowIDs(title string) []string {
	var ids []string
	for {
		m := leadingID.FindStringSubmatch(title)
		if m == nil {
			return ids
		}
		ids = append(ids, m[1])
		title = title[len(m[0]):]
	}
}

var specTitle = regexp.MustCompile("(?m)^\\s*test(?:\\.describe)?(?:\\.(?:only|serial|fixme|skip|slow))*\\(\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|`([^`]*)`)")

// readStories finds all stories, in the order of their files.
func readStories(root string) ([]story, error) {
	var out []story
	specs, err := filepath.Glob(filepath.Join(root, "test/e2e/*.spec.ts"))
	if err != nil {
		return nil, err
	}
	for _, f := range specs {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		for _, m := range specTitle.FindAllStringSubmatch(string(text), -1) {
			out = append(out, story{slash(root, f), m[1] + m[2] + m[3]})
		}
	}
	scripts, err := filepath.Glob(filepath.Join(root, "test/script/*.txtar"))
	if err != nil {
		return nil, err
	}
	for _, f := range scripts {
		out = append(out, story{slash(root, f), scriptTitle(f)})
	}
	return out, nil
}

// scriptTitle makes words of a file name: "a1_import_refused.txtar" is "A1 import refused".
func scriptTitle(file string) string {
	words := strings.NewReplacer("_", " ", "-", " ").Replace(strings.TrimSuffix(filepath.Base(file), ".txtar"))
	return strings.ToUpper(words[:1]) + words[1:]
}

func slash(root, file string) string {
	rel, err := filepath.Rel(root, file)
	if err != nil {
		return filepath.ToSlash(file)
	}
	return filepath.ToSlash(rel)
}

// plain is the table for a terminal.
func plain(rows []row) string {
	var b strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&b, "%-4s %s\n", r.id, r.title)
		if len(r.stories) == 0 {
			b.WriteString("       -\n")
		}
		for _, s := range r.stories {
			fmt.Fprintf(&b, "       %s: %s\n", s.file, s.title)
		}
	}
	fmt.Fprintf(&b, "%d of %d rows have a story\n", told(rows), len(rows))
	return b.String()
}

// markdown is docs/rows.md.
func markdown(rows []row) string {
	var b strings.Builder
	b.WriteString("# Rows and the stories that prove them\n\nMade by `make gen` from the titles of the tests; `make test` fails when it is stale.\n")
	fmt.Fprintf(&b, "%d of %d rows have a story.\n\n| row | what | stories |\n| --- | --- | --- |\n", told(rows), len(rows))
	for _, r := range rows {
		var cells []string
		for _, s := range r.stories {
			cells = append(cells, fmt.Sprintf("%s ([%s](../%s))", strings.ReplaceAll(s.title, "|", "\\|"), filepath.Base(s.file), s.file))
		}
		if cells == nil {
			cells = []string{"-"}
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.id, r.title, strings.Join(cells, "<br>"))
	}
	return b.String()
}

func told(rows []row) int {
	n := 0
	for _, r := range rows {
		if len(r.stories) > 0 {
			n++
		}
	}
	return n
}
