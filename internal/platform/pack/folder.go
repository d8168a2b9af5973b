package pack

import (
	"cmp"
	"io/fs"
)

// Folder is one pack as it lies somewhere: its YAML files, and how its files are called in errors. ID is the name the pack
// must have; empty where the folder may have any.
type Folder struct {
	ID   string
	Name string // before the names of files in errors: packs/base
	FS   fs.FS  // the folder itself
}

// Embedded is a folder among several: fsys/ID.
func Embedded(fsys fs.FS, id string) Folder {
	sub, err := fs.Sub(fsys, id)
	if err != nil {
		sub = nothing{}
	}
	return Folder{ID: id, Name: "packs/" + id, FS: sub}
}

// nothing is a folder that is not there.
type nothing struct{}

// Open finds nothing.
func (nothing) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Load reads the packs in order, each from the folder of its id in fsys, and checks the sum. The error is an Errors unless
// the files themselves cannot be read.
func Load(fsys fs.FS, ids ...string) (*Pack, error) {
	folders := make([]Folder, len(ids))
	for i, id := range ids {
		folders[i] = Embedded(fsys, id)
	}
	return LoadFolders(folders...)
}

// LoadFolders reads packs from their folders in order, and checks the sum. The error is as that of Load.
func LoadFolders(folders ...Folder) (*Pack, error) {
	var doc document
	var errs Errors
	whole := true
	for _, f := range folders {
		ok, err := readPack(f, &doc, &errs)
		if err != nil {
			return nil, err
		}
		whole = whole && ok
	}
	p := doc.sum()
	// What is missing because its file could not be parsed at all would only be reported a second time.
	if whole {
		check(p, &errs)
		errs.suggest(p.ids())
	}
	if len(errs) > 0 {
		errs.sort()
		return nil, errs
	}
	p.makeCalendar()
	return p, nil
}

// readPack adds the files of one pack to the document; not ok means that some file could not be parsed.
func readPack(f Folder, doc *document, errs *Errors) (ok bool, err error) {
	files, err := fs.Glob(f.FS, "*.yaml")
	if err != nil {
		return false, err
	}
	if len(files) == 0 {
		errs.add(pos{file: f.Name}, "no_pack", "there is no pack %q: no folder of that name with YAML in it", cmp.Or(f.ID, f.Name))
		return false, nil
	}
	d := &decoder{errs: errs, seen: map[string]pos{}}
	doc.Pack.ID = ""
	ok = true
	for _, file := range files {
		data, err := fs.ReadFile(f.FS, file)
		if err != nil {
			return false, err
		}
		d.file = f.Name + "/" + file
		ok = d.decode(data, doc) && ok
	}
	switch {
	case f.ID != "" && doc.Pack.ID != f.ID:
		errs.add(pos{file: f.Name + "/pack.yaml"}, "pack_id", "key pack.id must be the name of the folder, %q", f.ID)
	case !idShape.MatchString(doc.Pack.ID):
		errs.add(pos{file: f.Name + "/pack.yaml"}, "pack_id", "key pack.id is missing or is no id: want small letters, digits and _")
	}
	return ok, nil
}

// ids are the ids of all definitions, for suggestions.
func (p *Pack) ids() []string {
	var out []string
	p.each(func(section, within string, t *Term) { out = append(out, t.ID) })
	return out
}
