package visit

import (
	"bytes"
	"context"
	"errors"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/xlsform"
)

// Workbook is a form of the county as an XLSForm.
func (s *Service) Workbook(ctx context.Context, id string) ([]byte, error) {
	var out bytes.Buffer
	err := s.db.Read(ctx, func(*db.ReadTx) error {
		f, ok := s.pack().Form(id)
		if !ok {
			return kernel.NotFound("form").With("form", id)
		}
		return xlsform.Write(&out, f)
	})
	var faults xlsform.Faults
	if errors.As(err, &faults) {
		err = kernel.Conflict("form_faults").With("lines", faults.Error())
	}
	return out.Bytes(), err
}

// Drafted is what an XLSForm says, as YAML for the county's pack, or why it cannot be one.
type Drafted struct {
	Name   string       `json:"name"`
	Fields int          `json:"fields"`
	YAML   string       `json:"yaml"`
	Faults []DraftFault `json:"faults" nullable:"false"`
}

// DraftFault is what a form of ours cannot say: where it stands in the workbook, and why.
type DraftFault struct {
	Sheet  string `json:"sheet"`
	Row    int    `json:"row"`
	Column string `json:"column"`
	Text   string `json:"text"`
}

// Draft reads an XLSForm. Nothing is changed by it: rules change with the county's pack alone.
func (s *Service) Draft(ctx context.Context, data []byte) (*Drafted, error) {
	out := &Drafted{Faults: []DraftFault{}}
	err := s.db.Read(ctx, func(tx *db.ReadTx) error {
		f, err := xlsform.Read(data, tx.Today(), "XLSForm")
		var faults xlsform.Faults
		if errors.As(err, &faults) {
			for _, x := range faults {
				out.Faults = append(out.Faults, DraftFault(x))
			}
			return nil
		}
		if err == nil {
			out.Name, out.Fields, out.YAML = f.Name, len(f.Fields), xlsform.YAML(f)
		}
		return err
	})
	return out, err
}
