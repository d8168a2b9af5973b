package app

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"

	"touyan/internal/domain/exchange"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/sheet"
)

// maxFile bounds a file that a verb reads.
const maxFile = 64 << 20

// maxTold is how many faults of a file the command line prints.
const maxTold = 50

func importDivisions(ctx context.Context, a *App, _ url.Values, in io.Reader, out io.Writer) error {
	data, err := io.ReadAll(io.LimitReader(in, maxFile))
	if err != nil {
		return err
	}
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
	if _, err := a.Place.CreateCounty(ctx, code, name); err != nil {
		return err
	}
	added, changed, faults, err := a.Place.ImportDivisions(ctx, bytes.NewReader(data))
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		return faulty(len(faults), faultLines(faults))
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

func importGrid(ctx context.Context, a *App, _ url.Values, in io.Reader, out io.Writer) error {
	data, err := io.ReadAll(io.LimitReader(in, maxFile))
	if err != nil {
		return err
	}
	n, faults, err := a.Exchange.ImportNow(ctx, exchange.KindGrid, data)
	if err != nil {
		return err
	}
	if len(faults) > 0 {
		lines := make([]string, 0, maxTold)
		for _, f := range faults[:min(len(faults), maxTold)] {
			lines = append(lines, line(f.Sheet, f.Row, f.Column, f.Message))
		}
		return faulty(len(faults), lines)
	}
	_, err = fmt.Fprintf(out, "places: %d new, %d changed; officers: %d new, %d changed; unchanged: %d\n",
		n.PlacesNew, n.PlacesChanged, n.OfficersNew, n.OfficersChanged, n.Unchanged)
	return err
}

func exportGrid(ctx context.Context, a *App, _ url.Values, _ io.Reader, out io.Writer) error {
	return a.Exchange.Grid(ctx, 0, "", out)
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

func faultLines(faults []sheet.Fault) []string {
	out := make([]string, 0, maxTold)
	for _, f := range faults[:min(len(faults), maxTold)] {
		text := strings.ReplaceAll(f.Code, "_", " ")
		for _, k := range slices.Sorted(maps.Keys(f.Args)) {
			text += " " + k + "=" + f.Args[k]
		}
		out = append(out, line(f.Sheet, f.Row, f.Column, text))
	}
	return out
}

func line(sheet string, row int, column, text string) string {
	return fmt.Sprintf("  %s %d %s: %s", sheet, row, column, text)
}

// faulty is the error of a file with faults: how many, and the first of them.
func faulty(n int, lines []string) error {
	return kernel.Invalid("file", "faults").With("n", fmt.Sprint(n)).With("lines", strings.Join(lines, "\n"))
}
