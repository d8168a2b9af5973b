package app

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/packs"
)

// PackNewCmd writes a starter.
type PackNewCmd struct {
	Dir    string `arg:"" help:"The folder to make; it must not exist."`
	ID     string `help:"Short name of the pack in small letters; the name of the folder unless given." placeholder:"ID"`
	Code   string `required:"" help:"Code of the county, six digits (GB/T 2260)." placeholder:"CODE"`
	Name   string `required:"" help:"Name of the county." placeholder:"NAME"`
	NameEN string `name:"name-en" help:"Name of the county in English." placeholder:"NAME"`
}

// Help has the examples.
func (PackNewCmd) Help() string {
	return "Examples:\n  touyan pack new our_county --code 999999 --name 某某县\n  touyan pack check our_county"
}

var (
	packID     = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	countyCode = regexp.MustCompile(`^[0-9]{6}$`)
	plainName  = regexp.MustCompile(`^[^\s"'\\:#{}\[\],&*!|>%@` + "`" + `]{1,40}$`)
)

// Run writes the folder.
func (c PackNewCmd) Run(env *Env) error {
	id := c.ID
	if id == "" {
		id = filepath.Base(c.Dir)
	}
	english := c.NameEN
	if english == "" {
		english = id
	}
	switch {
	case !packID.MatchString(id):
		return kernel.Invalid("id", "pack_bad_id").With("id", id)
	case !countyCode.MatchString(c.Code):
		return kernel.Invalid("code", "pack_bad_code").With("code", c.Code)
	case !plainName.MatchString(c.Name) || strings.ContainsAny(english, "\"\\\n"):
		return kernel.Invalid("name", "pack_bad_name").With("name", c.Name)
	}
	if err := os.Mkdir(c.Dir, 0o750); os.IsExist(err) {
		return kernel.Conflict("file_exists").With("file", c.Dir)
	} else if err != nil {
		return err
	}
	fill := strings.NewReplacer("{id}", id, "{code}", c.Code, "{name}", c.Name, "{name_en}", english, "{today}", string(kernel.DayOf(time.Now())))
	files, err := fs.Glob(packs.FS, "starter/*.yaml")
	if err != nil {
		return err
	}
	for _, file := range files {
		text, err := fs.ReadFile(packs.FS, file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(c.Dir, filepath.Base(file)), []byte(fill.Replace(string(text))), 0o600); err != nil {
			return err
		}
		fmt.Fprintln(env.Out, filepath.Join(c.Dir, filepath.Base(file)))
	}
	return nil
}

// PackSchemaCmd prints the schema.
type PackSchemaCmd struct{}

// Run prints it.
func (PackSchemaCmd) Run(env *Env) error {
	b, err := pack.Schema()
	if err != nil {
		return err
	}
	_, err = env.Out.Write(b)
	return err
}
