package pack

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"

	"touyan/internal/kernel"
)

// maxFiles bounds the files of one pack.
const maxFiles = 200

// Folder is one pack: its YAML files by name. ID is the name that the pack must have; empty where it may have any. Name
// stands before the names of files in errors, such as packs/base.
type Folder struct {
	ID    string            `json:"id"`
	Name  string            `json:"name"`
	Files map[string]string `json:"files"`
}

// ReadFolder takes the YAML files out of a folder. The error is the file system's, or pack_too_large.
func ReadFolder(fsys fs.FS, id, name string) (Folder, error) {
	f := Folder{ID: id, Name: name, Files: map[string]string{}}
	files, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return f, err
	}
	if len(files) > maxFiles {
		return f, kernel.Invalid("pack", "pack_too_large")
	}
	for _, file := range files {
		data, err := readSome(fsys, file)
		if err != nil {
			return f, err
		}
		f.Files[file] = data
	}
	return f, nil
}

// readSome reads a file up to one byte more than a file may have.
func readSome(fsys fs.FS, file string) (string, error) {
	r, err := fsys.Open(file)
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	return string(data), errors.Join(err, r.Close())
}

// Embedded is a folder among several: fsys/ID.
func Embedded(fsys fs.FS, id string) (Folder, error) {
	sub, err := fs.Sub(fsys, id)
	if err != nil {
		return Folder{ID: id, Name: "packs/" + id}, nil
	}
	return ReadFolder(sub, id, "packs/"+id)
}

// Load reads the packs in order, each from the folder of its id in fsys, and checks the sum. The error is an Errors unless
// the files themselves cannot be read.
func Load(fsys fs.FS, ids ...string) (*Pack, error) {
	folders := make([]Folder, len(ids))
	for i, id := range ids {
		var err error
		if folders[i], err = Embedded(fsys, id); err != nil {
			return nil, err
		}
	}
	return LoadFolders(folders...)
}

// LoadFolders reads packs from their folders in order, and checks the sum. The error is an Errors.
func LoadFolders(folders ...Folder) (*Pack, error) {
	var doc document
	var errs Errors
	whole := true
	for _, f := range folders {
		whole = readPack(f, &doc, &errs) && whole
	}
	p := doc.sum()
	// What is missing because its file could not be parsed at all would only be reported a second time.
	if whole {
		check(p, &errs)
	}
	if len(errs) > 0 {
		errs.sort()
		return nil, errs
	}
	p.makeCalendar()
	return p, nil
}

// readPack adds the files of one pack to the document; not ok means that some file could not be parsed.
func readPack(f Folder, doc *document, errs *Errors) (ok bool) {
	if len(f.Files) == 0 {
		errs.add(pos{file: f.Name}, "no_pack", "there is no pack %q: no folder of that name with YAML in it", cmp.Or(f.ID, f.Name))
		return false
	}
	pieces := 0
	for _, text := range f.Files {
		pieces += piecesOf(text)
	}
	if pieces > maxWhole {
		errs.add(pos{file: f.Name}, "too_large", "the pack has more than %d lines and commas", maxWhole)
		return false
	}
	d := &decoder{errs: errs, seen: map[string]pos{}, lists: map[string]map[string]int{}}
	doc.Pack.ID = ""
	ok = true
	for _, file := range slices.Sorted(maps.Keys(f.Files)) {
		d.file = f.Name + "/" + file
		ok = d.decode([]byte(f.Files[file]), doc) && ok
	}
	switch {
	case f.ID != "" && doc.Pack.ID != f.ID:
		errs.add(pos{file: f.Name + "/pack.yaml"}, "pack_id", "key pack.id must be the name of the folder, %q", f.ID)
	case !idShape.MatchString(doc.Pack.ID):
		errs.add(pos{file: f.Name + "/pack.yaml"}, "pack_id", "key pack.id is missing or is no id: want small letters, digits and _")
	}
	return ok
}
