package person

import (
	"context"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Reveal opens fields for a reason; fields (phone, id_number, birth) and reason stay in the journal. No field means the
// telephone.
func (s *Service) Reveal(ctx context.Context, id kernel.ID, reason string, fields ...string) (Opened, error) {
	var out Opened
	if strings.TrimSpace(reason) == "" {
		return out, kernel.Invalid("reason", "required")
	}
	if len(fields) == 0 {
		fields = []string{"phone"}
	}
	err := s.d.Write(ctx, PermReveal, func(tx *db.WriteTx) error {
		var r personRow
		if err := tx.Get(&r, id); err != nil {
			return err
		}
		out = Opened{}
		for _, f := range fields {
			sealed, ok := map[string]kernel.Secret{"phone": r.Phone, "id_number": r.IDNumber, "birth": r.BirthDay}[f]
			if !ok {
				return kernel.Invalid("fields", "unknown_field").With("value", f)
			}
			plain, err := s.open(sealed)
			if err != nil {
				return err
			}
			switch f {
			case "phone":
				out.Phone = plain
			case "id_number":
				out.IDNumber = plain
			default:
				out.Birth = kernel.Day(plain)
			}
			tx.View(table.Name, r.ID, r.Stamp, f)
		}
		tx.Reason(reason)
		return nil
	})
	return out, err
}
