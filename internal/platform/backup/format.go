package backup

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
	"touyan/internal/platform/db"
)

// formatVersion rises when an older program could not read the file.
const formatVersion = 1

// What a section begins with. A header, then tables each followed by its rows, then files, then the end.
const (
	sectionHeader = 'H'
	sectionTable  = 'T'
	sectionRow    = 'R'
	sectionFile   = 'F'
	sectionEnd    = 'E'
)

// What a value begins with.
const (
	valueNull  = 0
	valueInt   = 1
	valueText  = 2
	valueFalse = 3
	valueTrue  = 4
	valueBlob  = 5
)

// maxSection bounds a header or a value that is read: a longer one is damage.
const maxSection = 256 << 20

// Header says what the file holds.
type Header struct {
	Format   int         `json:"format"`
	Program  string      `json:"program"`
	Demo     bool        `json:"demo"`
	Snapshot db.Snapshot `json:"snapshot"`
}

type tableHead struct {
	Name    string       `json:"name"`
	Columns []columnHead `json:"columns"`
}

type columnHead struct {
	Name string `json:"name"`
	Type string `json:"type"`
}

type fileHead struct {
	Path string `json:"path"`
	Size int64  `json:"size"`
}

// ending counts what the file holds, and carries the hash of all before it.
type ending struct {
	Rows   map[string]int64 `json:"rows"`
	Files  int64            `json:"files"`
	SHA256 string           `json:"sha256"`
}

// writer writes sections: hashed, compressed, sealed.
type writer struct {
	header Header // Begin adds the snapshot
	box    io.WriteCloser
	zip    *gzip.Writer
	sum    hash.Hash
	out    *bufio.Writer
	end    ending
	table  string
	buf    []byte
}

func newWriter(w io.Writer, passphrase string, h Header) (*writer, error) {
	box, err := crypt.SealTo(w, passphrase)
	if err != nil {
		return nil, err
	}
	zip, err := gzip.NewWriterLevel(box, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	return &writer{
		header: h, box: box, zip: zip, sum: sum, out: bufio.NewWriterSize(io.MultiWriter(zip, sum), 64<<10), end: ending{Rows: map[string]int64{}},
	}, nil
}

func (w *writer) section(kind byte, head any) error {
	b, err := json.Marshal(head)
	if err != nil {
		return err
	}
	w.buf = append(w.buf[:0], kind)
	w.buf = binary.AppendUvarint(w.buf, uint64(len(b)))
	_, err = w.out.Write(append(w.buf, b...))
	return err
}

// Begin is part of db.DumpSink.
func (w *writer) Begin(s db.Snapshot) error {
	w.header.Format, w.header.Snapshot = formatVersion, s
	return w.section(sectionHeader, w.header)
}

// Table is part of db.DumpSink.
func (w *writer) Table(name string, cols []db.Column) error {
	head := tableHead{Name: name}
	for _, c := range cols {
		head.Columns = append(head.Columns, columnHead{c.Name, string(c.Type)})
	}
	w.table = name
	w.end.Rows[name] = 0
	return w.section(sectionTable, head)
}

// Row is part of db.DumpSink.
func (w *writer) Row(vals []any) error {
	w.buf = append(w.buf[:0], sectionRow)
	for _, v := range vals {
		switch x := v.(type) {
		case nil:
			w.buf = append(w.buf, valueNull)
		case int64:
			w.buf = binary.AppendVarint(append(w.buf, valueInt), x)
		case string:
			w.buf = append(binary.AppendUvarint(append(w.buf, valueText), uint64(len(x))), x...)
		case []byte:
			w.buf = append(binary.AppendUvarint(append(w.buf, valueBlob), uint64(len(x))), x...)
		case bool:
			b := byte(valueFalse)
			if x {
				b = valueTrue
			}
			w.buf = append(w.buf, b)
		default:
			return fmt.Errorf("backup: table %s holds a %T", w.table, v)
		}
	}
	w.end.Rows[w.table]++
	_, err := w.out.Write(w.buf)
	return err
}

// file writes a file of a known size.
func (w *writer) file(path string, size int64, r io.Reader) error {
	if err := w.section(sectionFile, fileHead{path, size}); err != nil {
		return err
	}
	w.end.Files++
	n, err := io.Copy(w.out, io.LimitReader(r, size))
	if err == nil && n != size {
		err = fmt.Errorf("backup: %s became shorter while it was read", path)
	}
	return err
}

// close ends the file. Without it the file is cut off, and is refused.
func (w *writer) close() error {
	if err := w.out.Flush(); err != nil {
		return err
	}
	w.end.SHA256 = hex.EncodeToString(w.sum.Sum(nil))
	if err := w.section(sectionEnd, w.end); err != nil {
		return err
	}
	if err := w.out.Flush(); err != nil {
		return err
	}
	return errors.Join(w.zip.Close(), w.box.Close())
}

// reader reads sections in the order in which they were written.
type reader struct {
	header Header
	in     *hashing
	kind   byte // of the section that comes next
	cols   []db.Column
	row    []any
	table  string
	end    ending // as counted here
}

// hashing hashes what was consumed, so that what the buffer holds beyond it stays out of the sum.
type hashing struct {
	r   *bufio.Reader
	sum hash.Hash
}

// Read is part of io.Reader.
func (h *hashing) Read(p []byte) (int, error) {
	n, err := h.r.Read(p)
	h.sum.Write(p[:n])
	return n, err
}

// ReadByte is part of io.ByteReader.
func (h *hashing) ReadByte() (byte, error) {
	b, err := h.r.ReadByte()
	if err == nil {
		h.sum.Write([]byte{b})
	}
	return b, err
}

func newReader(r io.Reader, passphrase string) (*reader, error) {
	box, err := crypt.OpenFrom(r, passphrase)
	if err != nil {
		return nil, err
	}
	zip, err := gzip.NewReader(box)
	if err != nil {
		return nil, damaged(err)
	}
	in := &reader{in: &hashing{bufio.NewReaderSize(zip, 256<<10), sha256.New()}, end: ending{Rows: map[string]int64{}}}
	if err := in.next(); err != nil {
		return nil, err
	}
	if in.kind != sectionHeader {
		return nil, damaged(nil)
	}
	if err := in.head(&in.header); err != nil {
		return nil, err
	}
	if in.header.Format != formatVersion {
		return nil, kernel.Unavailable("backup_newer").With("program", in.header.Program)
	}
	return in, in.next()
}

// damaged: sealed and hashed text that cannot be read was written by a defect, or by nobody.
func damaged(err error) error {
	var ke *kernel.Error
	if errors.As(err, &ke) {
		return err
	}
	return kernel.Invalid("file", "backup_damaged").Because(err)
}

// next looks which section comes. The kind of the last section is outside the hash.
func (r *reader) next() error {
	kind, err := r.in.r.ReadByte()
	if err != nil {
		return damaged(err)
	}
	if r.kind = kind; kind != sectionEnd {
		r.in.sum.Write([]byte{kind})
	}
	return nil
}

func (r *reader) bytes() ([]byte, error) {
	n, err := binary.ReadUvarint(r.in)
	if err != nil || n > maxSection {
		return nil, damaged(err)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(r.in, b); err != nil {
		return nil, damaged(err)
	}
	return b, nil
}

func (r *reader) head(into any) error {
	b, err := r.bytes()
	if err == nil && json.Unmarshal(b, into) != nil {
		err = damaged(nil)
	}
	return err
}

// NextTable is part of db.TableSource.
func (r *reader) NextTable() (string, []db.Column, error) {
	if r.kind != sectionTable {
		return "", nil, io.EOF
	}
	var head tableHead
	if err := r.head(&head); err != nil {
		return "", nil, err
	}
	r.cols = nil
	for _, c := range head.Columns {
		if len(c.Type) != 1 {
			return "", nil, damaged(nil)
		}
		r.cols = append(r.cols, db.Column{Name: c.Name, Type: db.ColumnType(c.Type[0])})
	}
	r.table, r.row = head.Name, make([]any, len(r.cols))
	r.end.Rows[head.Name] = 0
	return head.Name, r.cols, r.next()
}

// NextRow is part of db.TableSource. The slice is used again for the next row.
func (r *reader) NextRow() ([]any, error) {
	if r.kind != sectionRow {
		return nil, io.EOF
	}
	for i := range r.row {
		v, err := r.value()
		if err != nil {
			return nil, err
		}
		r.row[i] = v
	}
	r.end.Rows[r.table]++
	return r.row, r.next()
}

func (r *reader) value() (any, error) {
	kind, err := r.in.ReadByte()
	if err != nil {
		return nil, damaged(err)
	}
	switch kind {
	case valueNull:
		return nil, nil
	case valueInt:
		n, err := binary.ReadVarint(r.in)
		return n, err
	case valueText:
		b, err := r.bytes()
		return string(b), err
	case valueBlob:
		return r.bytes()
	case valueFalse, valueTrue:
		return kind == valueTrue, nil
	}
	return nil, damaged(nil)
}

// nextFile gives the next file; its content is read before the next call. io.EOF: there are no more.
func (r *reader) nextFile() (path string, content io.Reader, err error) {
	if r.kind != sectionFile {
		return "", nil, io.EOF
	}
	var head fileHead
	if err := r.head(&head); err != nil {
		return "", nil, err
	}
	if head.Size < 0 || head.Size > math.MaxInt32*64 {
		return "", nil, damaged(nil)
	}
	r.end.Files++
	return head.Path, io.LimitReader(r.in, head.Size), nil
}

// finish checks that all is there: the counts, the hash, and that nothing follows.
func (r *reader) finish() error {
	if r.kind != sectionEnd {
		return damaged(nil)
	}
	sum := hex.EncodeToString(r.in.sum.Sum(nil))
	var end ending
	if err := r.head(&end); err != nil {
		return err
	}
	same := end.SHA256 == sum && end.Files == r.end.Files && len(end.Rows) == len(r.end.Rows)
	for name, n := range end.Rows {
		same = same && r.end.Rows[name] == n
	}
	if !same {
		return damaged(nil)
	}
	if _, err := r.in.ReadByte(); !errors.Is(err, io.EOF) {
		return damaged(err)
	}
	return nil
}
