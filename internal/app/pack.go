package app

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log/slog"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// packFolders are base and, where the id is not empty, the pack with the id.
func packFolders(id string) ([]pack.Folder, error) {
	ids := []string{"base"}
	if id != "" {
		ids = append(ids, id)
	}
	var out []pack.Folder
	for _, id := range ids {
		f, err := pack.Embedded(packs.FS, id)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// loadPack reads base and what the pack with the id changes of it.
func loadPack(id string) (*pack.Pack, error) {
	folders, err := packFolders(id)
	if err != nil {
		return nil, err
	}
	return pack.LoadFolders(folders...)
}

// adopt lets the rules of a county hold, as the program brings them: version 1. A county without a pack of its own has base
// under its own name.
func (a *App) adopt(c db.County) error {
	folders, err := packFolders(packOf(c.Code))
	if err != nil {
		return err
	}
	p, err := pack.LoadFolders(folders...)
	if err != nil {
		return err
	}
	if p.County == "" {
		p.County, p.Name, p.NameEN = c.Code, c.Name, c.Name
	}
	a.Rulebook.Begin(folders, p)
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

// freshRules lets this server know of versions of the pack that another server brought. On SQLite there is no other.
func (a *App) freshRules(ctx context.Context, county kernel.ID) error {
	if a.DB.Engine() == "sqlite" {
		return nil
	}
	return a.Rulebook.Refresh(kernel.WithActor(ctx, kernel.System(county)))
}

// askRules is freshRules as a question that goes along with those of every request.
func (a *App) askRules() []db.Ask {
	if a.DB.Engine() == "sqlite" {
		return nil
	}
	return []db.Ask{a.Rulebook.AskNewest()}
}

// followProgram brings the county's own rules over the base of this program, where that is another one than before. Rules that
// no longer fit are told to the operator, and go on over the old base.
func (a *App) followProgram(ctx context.Context, log *slog.Logger) error {
	c, err := a.home(ctx)
	if kernel.KindOf(err) == kernel.KindUnavailable {
		return nil
	}
	if err != nil {
		return err
	}
	err = a.Rulebook.Follow(kernel.WithActor(ctx, kernel.System(c.ID)), a.version)
	var e *kernel.Error
	if errors.As(err, &e) && (e.Code == "pack_faults" || e.Code == "pack_removes") {
		log.Error("the county's pack does not fit the base of this program; the older base goes on", slog.Any("err", err), slog.String("faults", e.Args["lines"]))
		return nil
	}
	return err
}
