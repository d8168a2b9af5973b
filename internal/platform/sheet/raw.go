package sheet

// Tab is a sheet of a workbook as it stands, without columns that somebody declared.
type Tab struct {
	Name string
	Rows []Line
}

// Line is a row: its number as in the file, and its cells, trimmed.
type Line struct {
	No    int
	Cells []string
}

// rawRows bounds what is read of a workbook whose columns are not declared.
const rawRows = 20_000

// Raw reads a workbook whose sheets have columns of their own: the definition of a form, say.
func Raw(data []byte) ([]Tab, error) {
	b, err := open(data)
	if err != nil {
		return nil, err
	}
	var out []Tab
	for _, t := range b.sheets {
		tab, err := b.raw(t)
		if err != nil {
			return nil, err
		}
		out = append(out, tab)
	}
	return out, nil
}

func (b *workbook) raw(t tab) (Tab, error) {
	out := Tab{Name: t.name}
	l, err := b.lines(t)
	if err != nil {
		return out, err
	}
	defer l.close()
	for l.next() && len(out.Rows) < rawRows {
		line := Line{No: l.row()}
		for _, c := range l.cells() {
			line.Cells = append(line.Cells, clean(c.text))
		}
		out.Rows = append(out.Rows, line)
	}
	return out, l.err()
}
