package db

import (
	"context"
	"fmt"

	"touyan/internal/kernel"
)

// verifyForTest is an error when Verify finds anything at all.
func (d *DB) verifyForTest(ctx context.Context, _ kernel.ID) error {
	r, err := d.Verify(ctx, VerifyOptions{})
	if err == nil && len(r.Findings) > 0 {
		err = fmt.Errorf("%d findings, the first: %+v", len(r.Findings), r.Findings[0])
	}
	return err
}
