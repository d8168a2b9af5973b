package files

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"touyan/internal/kernel"
)

func open(t *testing.T, dir string) Store {
	t.Helper()
	s, err := Local(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPutAndOpen(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "files")
	s := open(t, dir)
	ctx := context.Background()
	hash, size, err := s.Put(ctx, strings.NewReader("龙鼻村"))
	if err != nil || size != 9 || len(hash) != 64 {
		t.Fatal(hash, size, err)
	}
	if again, _, err := s.Put(ctx, strings.NewReader("龙鼻村")); err != nil || again != hash {
		t.Error(again, err)
	}
	f, err := s.Open(ctx, hash)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := io.ReadAll(f)
	if err := f.Close(); err != nil || string(got) != "龙鼻村" {
		t.Errorf("%q %v", got, err)
	}
	if left, _ := os.ReadDir(filepath.Join(dir, "tmp")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if info, _ := os.Stat(filepath.Join(dir, hash[:2])); info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestWhatIsNotThere(t *testing.T) {
	s := open(t, t.TempDir())
	for _, hash := range []string{"", "../../etc/passwd", strings.Repeat("a", 64), strings.Repeat("A", 64), "aa/" + strings.Repeat("a", 61)} {
		if _, err := s.Open(context.Background(), hash); kernel.KindOf(err) != kernel.KindNotFound {
			t.Errorf("%q: %v", hash, err)
		}
	}
}

func TestAnUploadThatBreaksLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(context.Background())
	r := io.MultiReader(bytes.NewReader(make([]byte, 100)), funcReader(func() { cancel() }))
	if _, _, err := open(t, dir).Put(ctx, r); !errors.Is(err, context.Canceled) {
		t.Errorf("want cancelled, got %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", "*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := Local("/dev/null/files"); err == nil {
		t.Error("a folder that cannot be made must be told at once")
	}
}

type funcReader func()

func (f funcReader) Read(p []byte) (int, error) { f(); return len(p), nil }
