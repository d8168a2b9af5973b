package files

import (
	"os"
	"path/filepath"
)

// Each tells the hash of every file that a folder of Local keeps, in order.
func Each(dir string, fn func(hash string) error) error {
	folders, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, f := range folders {
		if !f.IsDir() || len(f.Name()) != 2 {
			continue
		}
		kept, err := os.ReadDir(filepath.Join(dir, f.Name()))
		if err != nil {
			return err
		}
		for _, k := range kept {
			if hash := f.Name() + k.Name(); hashShape.MatchString(hash) {
				if err := fn(hash); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
