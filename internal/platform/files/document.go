package files

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"
	"strconv"

	"touyan/internal/kernel"
)

// MimePDF is the type of documents.
const MimePDF = "application/pdf"

// unpackedMost bounds what the hidden parts of a document may unpack to: a few kilobytes can claim gigabytes.
const unpackedMost = 16 << 20

// active are the names by which a PDF does something by itself, carries other files, or is a form that a reader fills by
// program (ISO 32000-1, 7.11, 12.6 and 12.7). They are looked for everywhere, in the bytes of pictures too, so each is long
// enough not to stand there by chance; /JS needs /JavaScript beside it anyway.
var active = regexp.MustCompile(`/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|ImportData|SubmitForm|GoToE|Rendition)([^A-Za-z0-9_.-]|$)|/EF\s*(<<|\d+\s+\d+\s+R)`)

var (
	locked   = regexp.MustCompile(`/Encrypt([^A-Za-z0-9_.-]|$)`)
	escaped  = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
	packed   = regexp.MustCompile(`/ObjStm([^A-Za-z0-9_.-]|$)`)
	flate    = regexp.MustCompile(`/Filter\s*\[?\s*/(FlateDecode|Fl)\s*[\]/>]`)
	filtered = regexp.MustCompile(`/(Filter|F)[\s\[/]`)
	shifted  = regexp.MustCompile(`/Predictor\s*([2-9]|1\d)`)
	begins   = regexp.MustCompile(`stream\r?\n`)
)

// IsDocument tells a PDF by its first bytes, never by its name.
func IsDocument(data []byte) bool { return bytes.HasPrefix(data, []byte("%PDF-")) }

// Document checks a PDF: whole, readable without a password, and only paper: nothing in it runs, opens or carries anything.
// Names may be written with escapes and lie in compressed object streams; both are looked through, and what cannot be
// looked through is refused.
func Document(data []byte) error {
	switch {
	case len(data) > MaxBytes:
		return kernel.Invalid("photos", "document_too_large").With("max_mb", strconv.Itoa(MaxBytes>>20))
	case !IsDocument(data):
		return kernel.Invalid("photos", "picture_type")
	case !bytes.Contains(data[max(0, len(data)-1024):], []byte("%%EOF")):
		return kernel.Invalid("photos", "document_broken")
	}
	plain := unescape(data)
	hidden, err := unpack(data)
	if err != nil {
		return err
	}
	switch {
	case locked.Match(plain):
		return kernel.Invalid("photos", "document_locked")
	case active.Match(plain), active.Match(unescape(hidden)):
		return kernel.Invalid("photos", "document_active")
	}
	return nil
}

// unescape writes #4A in names as J.
func unescape(b []byte) []byte {
	return escaped.ReplaceAllFunc(b, func(m []byte) []byte {
		out := make([]byte, 1)
		if _, err := hex.Decode(out, m[1:]); err != nil {
			return m
		}
		return out
	})
}

// unpack gives the content of all object streams, one behind the other.
func unpack(data []byte) ([]byte, error) {
	var out bytes.Buffer
	for _, at := range begins.FindAllIndex(data, -1) {
		if bytes.HasSuffix(data[:at[0]], []byte("end")) {
			continue
		}
		head := unescape(dictionary(data[:at[0]]))
		if !packed.Match(head) {
			continue
		}
		body := data[at[1]:]
		if !filtered.Match(head) {
			if end := bytes.Index(body, []byte("endstream")); end >= 0 {
				body = body[:end]
			}
			out.Write(body)
			continue
		}
		if !flate.Match(head) || shifted.Match(head) {
			return nil, kernel.Invalid("photos", "document_active")
		}
		r, err := zlib.NewReader(bytes.NewReader(body))
		if err == nil {
			_, err = io.Copy(&out, io.LimitReader(r, int64(unpackedMost-out.Len())))
		}
		if err != nil {
			return nil, kernel.Invalid("photos", "document_broken").Because(err)
		}
		if out.Len() >= unpackedMost {
			return nil, kernel.Invalid("photos", "document_active")
		}
		out.WriteByte('\n')
	}
	return out.Bytes(), nil
}

// dictionary is what stands between the beginning of the object and its stream.
func dictionary(before []byte) []byte {
	if at := bytes.LastIndex(before, []byte(" obj")); at >= 0 {
		return before[at:]
	}
	return before[max(0, len(before)-4096):]
}
