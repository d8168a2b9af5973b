package app

import (
	"bytes"
	"io/fs"

	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// loadPack reads base and what the pack with the id changes of it.
func loadPack(id string) (*pack.Pack, error) {
	if id == "" {
		return pack.Load(packs.FS, "base")
	}
	return pack.Load(packs.FS, "base", id)
}

// adopt lets the rules of a county hold, as the program brings them: version 1. A county without a pack of its own has base
// under its own name.
func (a *App) adopt(c db.County) error {
	p, err := loadPack(packOf(c.Code))
	if err != nil {
		return err
	}
	if p.County == "" {
		p.County, p.Name, p.NameEN = c.Code, c.Name, c.Name
	}
	a.Packs.Set([]pack.Version{{No: 1, Pack: p}})
	return nil
}

// packOf finds the pack of a county by its six digits; empty when it has none of its own.
func packOf(code string) string {
	dirs, err := fs.ReadDir(packs.FS, ".")
	if err != nil {
		return ""
	}
	for _, dir := range dirs {
		list, err := packs.Divisions(dir.Name())
		if err == nil && bytes.Contains(list, []byte("\n"+code+"000000,")) {
			return dir.Name()
		}
	}
	return ""
}
