package ledger

import (
	"errors"

	"touyan/internal/kernel"
)

// codeOf is the code of an error of ours.
func codeOf(err error) string {
	var e *kernel.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}
