package files

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"touyan/internal/kernel"
)

// Remove drops content that is needed no more; one that is not there is gone already. Only for content that nothing else
// can have put there too: sealed files, whose hash is never the same twice.
func Remove(_ context.Context, s Store, hash string) error {
	l, ok := s.(local)
	if !ok {
		return fmt.Errorf("files: nothing can be removed from %T", s)
	}
	if !hashShape.MatchString(hash) {
		return kernel.NotFound("file")
	}
	if err := os.Remove(l.path(hash)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("file %s: %w", hash, err)
	}
	return nil
}
