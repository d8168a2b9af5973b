package app

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/url"
	"strings"

	"touyan/internal/domain/exchange"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/sheet"
)

// maxFile bounds a file that a verb reads.
const maxFile = sheet.MaxBytes

// divisions is the register that can also bring the county.
const divisions = "divisions"

// maxTold is how many faults of a file the command line prints.
const maxTold = 50

// importDivisions takes a list of divisions in, and with it the county itself where there is none. It is checked wholly
// before anything of it is there.
func importDivisions(ctx context.Context, a *App, args url.Values, data []byte, out io.Writer) error {
	code, name, err := countyOf(data)
	if err != nil {
		return err
	}
	id, err := place.CountyID(code)
	if err != nil {
		return err
	}
	if c, err := a.home(ctx); err != nil {
		if err := a.adopt(db.County{ID: id, Code: code, Name: name}); err != nil {
			return err
		}
	} else if c.ID != id {
		return kernel.Conflict("county_exists").With("name", c.Name)
	}
	actor := kernel.System(id)
	actor.Name = kernel.ActorOf(ctx).Name
	ctx = kernel.WithActor(ctx, actor)
	faults, err := a.Place.CheckDivisions(ctx, code, name, bytes.NewReader(data))
	if err != nil || len(faults) > 0 {
		return a.faulty(faults, err)
	}
	if args.Get("check") != "" {
		_, err = fmt.Fprintf(out, "%s: no faults; nothing was saved\n", name)
		return err
	}
	if _, err := a.Place.CreateCounty(ctx, code, name); err != nil {
		return err
	}
	added, changed, faults, err := a.Place.ImportDivisions(ctx, bytes.NewReader(data))
	if err != nil || len(faults) > 0 {
		return a.faulty(faults, err)
	}
	_, err = fmt.Fprintf(out, "%s: %d added, %d changed\n", name, added, changed)
	return err
}

// countyOf reads the county's own line, which a list of divisions must have.
func countyOf(data []byte) (code, name string, err error) {
	rows := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	rows.FieldsPerRecord = -1
	for {
		rec, err := rows.Read()
		if err != nil {
			return "", "", kernel.Invalid("file", "no_county_line")
		}
		if len(rec) >= 4 && strings.TrimSpace(rec[2]) == "county" && len(rec[0]) >= 6 {
			return rec[0][:6], strings.TrimSpace(rec[3]), nil
		}
	}
}

// importFile takes a file into a register. A list of divisions may also bring the county itself.
func importFile(ctx context.Context, a *App, args url.Values, in io.Reader, out io.Writer) error {
	data, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err != nil {
		return err
	}
	if len(data) > maxFile {
		return kernel.Invalid("file", "file_too_large").With("max_mb", fmt.Sprint(maxFile>>20))
	}
	if args.Get("register") == divisions && !bytes.HasPrefix(data, []byte("PK")) {
		return importDivisions(ctx, a, args, data, out)
	}
	r, err := a.Exchange.ImportNow(ctx, args.Get("register"), args.Get("file"), data, args.Get("check") != "")
	if err != nil || len(r.Faults) > 0 {
		return a.faulty(r.Faults, err)
	}
	same := true
	for _, c := range r.Counts {
		same = same && c.New+c.Changed == 0
		fmt.Fprintf(out, "%s: %d new, %d changed, %d unchanged\n", c.Sheet, c.New, c.Changed, c.Unchanged)
	}
	switch {
	case same:
		_, err = fmt.Fprintln(out, "nothing differs; nothing was saved")
	case !r.Saved:
		_, err = fmt.Fprintln(out, "no faults; nothing was saved")
	}
	return err
}

// exportFile writes a register; --open shows personal data in clear, for a reason that stays in the journal.
func exportFile(ctx context.Context, a *App, args url.Values, _ io.Reader, out io.Writer) error {
	if args.Get("register") == ledgerRegister {
		return exportLedger(ctx, a, args, out)
	}
	q := exchange.Ask{Open: args.Get("open") != "", Reason: args.Get("reason")}
	if code := args.Get("place"); code != "" {
		err := a.DB.Read(ctx, func(tx *db.ReadTx) error {
			p, err := a.Place.ByCode(tx, code)
			q.At = p.ID
			return err
		})
		if err != nil {
			return err
		}
	}
	return a.Exchange.Export(ctx, args.Get("register"), q, out)
}

// createAdmin prints the address of the one-time link.
func createAdmin(ctx context.Context, a *App, args url.Values, _ io.Reader, out io.Writer) error {
	path, err := a.Access.CreateAdmin(ctx, args.Get("name"), args.Get("login"))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "http://%s%s\n", cmp.Or(a.addr, args.Get("addr")), path)
	return err
}

// faulty is the error of a file with faults: how many, and the first of them in words of both languages, of which the
// terminal picks one.
func (a *App) faulty(faults []sheet.Fault, err error) error {
	if err != nil {
		return err
	}
	e := kernel.Invalid("file", "faults").With("n", fmt.Sprint(len(faults)))
	for lang, key := range map[string]string{"zh": "lines_zh", "en": "lines"} {
		lines := make([]string, 0, maxTold)
		for _, f := range faults[:min(len(faults), maxTold)] {
			lines = append(lines, fmt.Sprintf("  %s %d %s: %s", f.Sheet, f.Row, f.Column, a.Exchange.Say(lang, f)))
		}
		e = e.With(key, strings.Join(lines, "\n"))
	}
	return e
}
