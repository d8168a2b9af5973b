package place

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// DivisionsName is what faults of a list of divisions call their sheet.
const DivisionsName = "divisions.csv"

// maxDivisions bounds a list: a county has some hundred divisions.
const maxDivisions = 20_000

// ReadDivisions reads a list `code,parent_code,level,name` of townships and villages; a row is a line of the file.
func ReadDivisions(r io.Reader) ([]Line, []Fault, error) {
	c := csv.NewReader(r)
	c.FieldsPerRecord = -1
	var lines []Line
	var faults []Fault
	bad := func(row int, code string) {
		faults = append(faults, Fault{Sheet: DivisionsName, Row: row, Code: code, Args: map[string]string{}})
	}
	for len(lines) < maxDivisions && len(faults) < 100 {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			if len(lines) == 0 && len(faults) == 0 {
				return nil, nil, kernel.Invalid("file", "empty_file")
			}
			return lines, faults, nil
		}
		var pe *csv.ParseError
		if errors.As(err, &pe) {
			bad(pe.Line, "bad_csv")
			return lines, faults, nil
		}
		if err != nil {
			return nil, nil, err
		}
		row, _ := c.FieldPos(0)
		switch first := strings.TrimPrefix(rec[0], "\ufeff"); {
		case len(rec) != 4:
			bad(row, "want_4_columns")
		case first != "code":
			lines = append(lines, Line{
				Row: row, Code: strings.TrimSpace(first), Parent: strings.TrimSpace(rec[1]),
				Level: strings.TrimSpace(rec[2]), Name: PlaceName(strings.TrimSpace(rec[3])),
			})
		}
	}
	bad(0, "too_many_rows")
	return lines, faults, nil
}

// CheckDivisions tells the faults of a list of divisions, also for a county that is not there yet; it saves nothing.
func (s *Service) CheckDivisions(ctx context.Context, code, name string, r io.Reader) ([]Fault, error) {
	lines, faults, err := ReadDivisions(r)
	if err != nil || len(faults) > 0 {
		return faults, err
	}
	id, err := CountyID(code)
	if err != nil {
		return nil, err
	}
	if name, err = CleanName(name); err != nil {
		return nil, err
	}
	err = s.d.Read(ctx, func(tx *db.ReadTx) error {
		var coming []Place
		if _, err := s.Load(tx, id); kernel.KindOf(err) == kernel.KindNotFound {
			coming = []Place{{
				ID: id, Code: id.String() + "000000", Name: name, Level: kernel.LevelCounty, Kind: KindFor(s.pack(), kernel.LevelCounty, name), From: tx.Today(),
			}}
		} else if err != nil {
			return err
		}
		next := kernel.ID(0)
		plan, err := s.planOver(tx, coming, DivisionsName, lines, func() kernel.ID { next--; return next })
		if err == nil {
			faults = plan.Faults
		}
		return err
	})
	return faults, err
}

// ImportDivisions enters the townships and villages of a list; one that is there already is left or renamed. With faults
// nothing is saved. It returns how many places are new and how many changed.
func (s *Service) ImportDivisions(ctx context.Context, r io.Reader) (added, changed int, faults []Fault, err error) {
	lines, faults, err := ReadDivisions(r)
	if err != nil || len(faults) > 0 {
		return 0, 0, faults, err
	}
	err = s.d.Write(ctx, "place.import", func(tx *db.WriteTx) error {
		plan, err := s.PlanLines(tx.ReadTx, DivisionsName, lines, tx.NewID)
		if err != nil {
			return err
		}
		if faults = plan.Faults; len(faults) > 0 {
			return kernel.Invalid("file", "faults")
		}
		added, changed = len(plan.New), len(plan.Changed)
		return s.Carry(tx, plan, func(int) error { return ctx.Err() })
	})
	if len(faults) > 0 {
		return 0, 0, faults, nil
	}
	return added, changed, nil, err
}
