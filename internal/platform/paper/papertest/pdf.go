package papertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// PDF is a document as LibreOffice prints it.
type PDF struct {
	t    testing.TB
	path string
}

// Convert opens a Word document in LibreOffice and prints it.
func Convert(t testing.TB, docx []byte) PDF {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "paper.docx")
	if err := os.WriteFile(file, docx, 0o600); err != nil {
		t.Fatal(err)
	}
	p := PDF{t, filepath.Join(dir, "paper.pdf")}
	p.run("soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "pdf", "--outdir", dir, file)
	return p
}

// Info tells the size and number of pages.
func (p PDF) Info() string { return p.run("pdfinfo", p.path) }

// Words are the words on the pages, in lines as printed; which pages, options of pdftotext say.
func (p PDF) Words(pages ...string) string {
	return p.run("pdftotext", append(pages, "-layout", p.path, "-")...)
}

func (p PDF) run(name string, args ...string) string {
	p.t.Helper()
	c := exec.CommandContext(p.t.Context(), name, args...)
	c.Dir = filepath.Dir(p.path)
	out, err := c.CombinedOutput()
	if err != nil {
		p.t.Fatalf("%s (make setup installs it): %v\n%s", name, err, out)
	}
	return string(out)
}
