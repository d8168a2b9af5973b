package crypt

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"touyan/internal/kernel"
)

const phrase = "correct horse battery"

func sealed(t *testing.T, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := SealTo(&out, phrase)
	if err != nil {
		t.Fatal(err)
	}
	for part := range strings.SplitSeq(text, "§") {
		if _, err := io.WriteString(w, part); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func opened(box []byte, pass string) (string, string) {
	r, err := OpenFrom(bytes.NewReader(box), pass)
	var text []byte
	if err == nil {
		text, err = io.ReadAll(r)
	}
	var e *kernel.Error
	if errors.As(err, &e) {
		return string(text), e.Code
	}
	if err != nil {
		return string(text), err.Error()
	}
	return string(text), ""
}

func TestBoxGivesBackWhatWasPutIn(t *testing.T) {
	for _, text := range []string{"", "x", strings.Repeat("a", frameSize), strings.Repeat("b", frameSize+1), strings.Repeat("c§d", 2*frameSize)} {
		if got, code := opened(sealed(t, text), phrase); got != strings.ReplaceAll(text, "§", "") || code != "" {
			t.Fatalf("%d bytes gave %d, %s", len(text), len(got), code)
		}
	}
}

func TestBoxTellsAWrongPassphraseFromDamage(t *testing.T) {
	box := sealed(t, strings.Repeat("a", 3*frameSize))
	if _, code := opened(box, phrase+"!"); code != "wrong_passphrase" {
		t.Fatal(code)
	}
	if _, code := opened([]byte("PK\x03\x04"), phrase); code != "not_a_backup" {
		t.Fatal(code)
	}
	for _, at := range []int{boxHead + 2, boxHead + 10, len(box) - 1} {
		bad := bytes.Clone(box)
		bad[at] ^= 1
		if _, code := opened(bad, phrase); code != "backup_damaged" && code != "backup_cut_off" {
			t.Fatal(at, code)
		}
	}
	if _, err := SealTo(io.Discard, "short"); err == nil {
		t.Fatal("a short passphrase was taken")
	}
}

// TestBoxThatIsCutOffIsFound wherever it is cut, also between two frames; nor may frames change places or be repeated.
func TestBoxThatIsCutOffIsFound(t *testing.T) {
	box := sealed(t, strings.Repeat("a", 3*frameSize))
	frame := 4 + frameSize + 16
	for _, n := range []int{boxHead, boxHead + 3, boxHead + 100, boxHead + frame, boxHead + 2*frame, len(box) - 1} {
		if _, code := opened(box[:n], phrase); code != "backup_cut_off" {
			t.Fatal(n, code)
		}
	}
	first, second := box[boxHead:boxHead+frame], box[boxHead+frame:boxHead+2*frame]
	for name, frames := range map[string][][]byte{
		"swapped": {second, first}, "repeated": {first, first}, "left out": {second},
	} {
		bad := bytes.Clone(box[:boxHead])
		for _, f := range frames {
			bad = append(bad, f...)
		}
		if _, code := opened(append(bad, box[boxHead+2*frame:]...), phrase); code != "backup_damaged" {
			t.Fatal(name, code)
		}
	}
}
