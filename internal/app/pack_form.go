package app

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"touyan/internal/kernel"
	"touyan/internal/platform/pack"
	"touyan/internal/platform/xlsform"
	"touyan/packs"
)

// PackFormCmd groups the verbs about forms as spreadsheets.
type PackFormCmd struct {
	Export PackFormExportCmd `cmd:"" help:"Write a form of a pack as an XLSForm workbook."`
	Import PackFormImportCmd `cmd:"" help:"Print an XLSForm workbook as YAML for a pack."`
}

// PackFormExportCmd writes a form as a workbook.
type PackFormExportCmd struct {
	Dir  string `arg:"" help:"The folder with the YAML files of the pack."`
	Form string `arg:"" help:"The id of the form."`
	File string `arg:"" help:"The workbook to write; it must not exist."`
}

// Help has the examples.
func (PackFormExportCmd) Help() string {
	return "The workbook has the sheets survey, choices and settings (xlsform.org). What an XLSForm cannot say is told with sheet, row and column.\n\n" +
		"Examples:\n  touyan pack form export our_county home_talk home_talk.xlsx"
}

// Run writes.
func (c PackFormExportCmd) Run(env *Env) error {
	f, err := readPack(c.Dir)
	if err != nil {
		return err
	}
	p, err := overBase(f)
	if err != nil {
		return err
	}
	form, ok := p.Form(c.Form)
	if !ok {
		return kernel.NotFound("form").With("form", c.Form)
	}
	out, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err = xlsform.Write(out, form); err != nil {
		return errors.Join(formFaults(err), out.Close(), os.Remove(c.File))
	}
	if err := out.Close(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(env.Out, "%s: %s\n", c.File, form.Name)
	return err
}

// PackFormImportCmd reads a workbook.
type PackFormImportCmd struct {
	File   string `arg:"" help:"The XLSForm workbook."`
	From   string `help:"First day of the form, where its settings do not say it; today unless given." placeholder:"DAY"`
	Source string `help:"Where the form comes from: a law or a document." default:"XLSForm"`
}

// Help has the examples.
func (PackFormImportCmd) Help() string {
	return "The YAML goes to the standard output once the form is checked; put it into the folder of the pack.\n\n" +
		"Examples:\n  touyan pack form import survey.xlsx > our_county/survey.yaml\n  touyan pack check our_county"
}

// Run reads, checks and prints.
func (c PackFormImportCmd) Run(env *Env) error {
	data, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	from := kernel.Day(c.From)
	if from == "" {
		from = kernel.DayOf(time.Now())
	}
	text, err := importForm(data, from, c.Source)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(env.Out, text)
	return err
}

// importForm is a workbook as the YAML of a pack, checked over the base pack.
func importForm(data []byte, from kernel.Day, source string) (string, error) {
	f, err := xlsform.Read(data, from, source)
	if err != nil {
		return "", formFaults(err)
	}
	text := xlsform.YAML(f)
	const head = "pack: {id: imported, name: imported, name_en: imported, from: 2020-01-01, source: imported}\n"
	_, err = overBase(pack.Folder{ID: "imported", Name: "imported", Files: map[string]string{"pack.yaml": head, "form.yaml": strings.Replace(text, "- id: "+f.ID, "- id: imported_form", 1)}})
	return text, err
}

// overBase loads a folder over the base pack of this program.
func overBase(f pack.Folder) (*pack.Pack, error) {
	base, err := pack.Embedded(packs.FS, "base")
	if err != nil {
		return nil, err
	}
	p, err := pack.LoadFolders(base, f)
	var faults pack.Errors
	if errors.As(err, &faults) {
		return nil, kernel.Invalid("pack", "pack_faults").With("n", fmt.Sprint(len(faults))).With("lines_zh", faults.In("zh")).With("lines", faults.In("en"))
	}
	return p, err
}

// formFaults tells what cannot be expressed as the command line tells faults.
func formFaults(err error) error {
	var faults xlsform.Faults
	if errors.As(err, &faults) {
		return kernel.Invalid("file", "form_faults").With("n", fmt.Sprint(len(faults))).With("lines", faults.Error())
	}
	return err
}
