package crypt

import (
	"bufio"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"

	"touyan/internal/kernel"
)

// A box is a stream sealed under a passphrase. It begins with a line that says what it is, the salt, and the costs of
// argon2id; then come frames, each with its length and sealed with AES-256-GCM. A frame's nonce is its number and whether
// it is the last, so that frames that are missing, swapped, or cut off at the end are found.
const (
	boxMagic  = "touyan box 1\n"
	boxSalt   = 16
	boxCheck  = 16 // tells a wrong passphrase from a damaged box
	boxHead   = len(boxMagic) + boxSalt + 12 + boxCheck
	frameSize = 64 << 10
)

// The costs of making a key of a passphrase: about a tenth of a second and 64 MiB. A box from elsewhere may ask for more,
// up to the bounds.
const (
	boxTime, maxBoxTime       = 3, 16
	boxMemory, maxBoxMemory   = 64 << 10, 1 << 20 // KiB
	boxThreads, maxBoxThreads = 4, 64
)

// MinPassphrase is how many bytes a passphrase has at least.
const MinPassphrase = 12

type box struct {
	aead  cipher.AEAD
	head  []byte
	frame uint64
	buf   []byte
}

// newBox makes the key that belongs to a head.
func newBox(head []byte, passphrase string) (*box, error) {
	at := len(boxMagic)
	salt := head[at : at+boxSalt]
	costs := head[at+boxSalt:]
	t, m, p := binary.BigEndian.Uint32(costs), binary.BigEndian.Uint32(costs[4:]), binary.BigEndian.Uint32(costs[8:])
	if t < 1 || t > maxBoxTime || m < 8 || m > maxBoxMemory || p < 1 || p > maxBoxThreads {
		return nil, kernel.Invalid("file", "backup_damaged")
	}
	key := argon2.IDKey([]byte(passphrase), salt, t, m, uint8(p), 2*keySize)
	mac := hmac.New(sha256.New, key[keySize:])
	mac.Write(head[:boxHead-boxCheck])
	sum := mac.Sum(nil)[:boxCheck]
	check := head[boxHead-boxCheck:]
	if string(check) == string(make([]byte, boxCheck)) {
		copy(check, sum)
	} else if !hmac.Equal(check, sum) {
		return nil, kernel.Invalid("passphrase", "wrong_passphrase")
	}
	aead, err := newAEAD(key[:keySize])
	return &box{aead: aead, head: head}, err
}

func (b *box) nonce(last bool) []byte {
	nonce := make([]byte, b.aead.NonceSize())
	binary.BigEndian.PutUint64(nonce[3:], b.frame)
	if last {
		nonce[len(nonce)-1] = 1
	}
	b.frame++
	return nonce
}

type boxWriter struct {
	*box
	w io.Writer
}

// SealTo seals what is written to it under a passphrase. Without Close the box is cut off, and opening it fails.
func SealTo(w io.Writer, passphrase string) (io.WriteCloser, error) {
	if len(passphrase) < MinPassphrase {
		return nil, kernel.Invalid("passphrase", "passphrase_short").With("min", fmt.Sprint(MinPassphrase))
	}
	head := make([]byte, boxHead)
	at := copy(head, boxMagic)
	_, _ = rand.Read(head[at : at+boxSalt])
	for i, cost := range []uint32{boxTime, boxMemory, boxThreads} {
		binary.BigEndian.PutUint32(head[at+boxSalt+4*i:], cost)
	}
	b, err := newBox(head, passphrase)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(head)
	return &boxWriter{box: b, w: w}, err
}

// Write gathers frames.
func (b *boxWriter) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		take := min(len(p), frameSize-len(b.buf))
		b.buf, p = append(b.buf, p[:take]...), p[take:]
		if len(b.buf) == frameSize && len(p) > 0 {
			if err := b.flush(false); err != nil {
				return 0, err
			}
		}
	}
	return n, nil
}

// Close writes the last frame.
func (b *boxWriter) Close() error { return b.flush(true) }

func (b *boxWriter) flush(last bool) error {
	if b.w == nil {
		return errors.New("crypt: the box is closed")
	}
	out := make([]byte, 4, 4+len(b.buf)+b.aead.Overhead())
	binary.BigEndian.PutUint32(out, uint32(len(b.buf)+b.aead.Overhead()))
	out = b.aead.Seal(out, b.nonce(last), b.buf, b.head)
	b.buf = b.buf[:0]
	_, err := b.w.Write(out)
	if last {
		b.w = nil
	}
	return err
}

type boxReader struct {
	*box
	r    *bufio.Reader
	last bool
}

// OpenFrom opens what SealTo made. It gives no byte that is not proven, and an end only when the whole box was read.
func OpenFrom(r io.Reader, passphrase string) (io.Reader, error) {
	head := make([]byte, boxHead)
	if _, err := io.ReadFull(r, head); err != nil || string(head[:len(boxMagic)]) != boxMagic {
		return nil, kernel.Invalid("file", "not_a_backup")
	}
	if check := head[boxHead-boxCheck:]; string(check) == string(make([]byte, boxCheck)) {
		return nil, kernel.Invalid("file", "backup_damaged")
	}
	b, err := newBox(head, passphrase)
	if err != nil {
		return nil, err
	}
	return &boxReader{box: b, r: bufio.NewReaderSize(r, frameSize)}, nil
}

// Read gives what the frames hold.
func (b *boxReader) Read(p []byte) (int, error) {
	for len(b.buf) == 0 {
		if b.last {
			return 0, io.EOF
		}
		if err := b.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, b.buf)
	b.buf = b.buf[n:]
	return n, nil
}

func (b *boxReader) next() error {
	var size [4]byte
	if _, err := io.ReadFull(b.r, size[:]); err != nil {
		return cutOff(err)
	}
	n := binary.BigEndian.Uint32(size[:])
	if n < uint32(b.aead.Overhead()) || n > uint32(frameSize+b.aead.Overhead()) {
		return kernel.Invalid("file", "backup_damaged")
	}
	sealed := make([]byte, n)
	if _, err := io.ReadFull(b.r, sealed); err != nil {
		return cutOff(err)
	}
	_, end := b.r.Peek(1)
	b.last = errors.Is(end, io.EOF)
	if end != nil && !b.last {
		return end
	}
	plain, err := b.aead.Open(nil, b.nonce(b.last), sealed, b.head)
	if err != nil && b.last { // whole, but not the last: the rest is not there
		b.frame--
		if _, err := b.aead.Open(nil, b.nonce(false), sealed, b.head); err == nil {
			return kernel.Invalid("file", "backup_cut_off")
		}
	}
	if err != nil {
		return kernel.Invalid("file", "backup_damaged").Because(err)
	}
	b.buf = plain
	return nil
}

// cutOff: the stream ends where a frame should go on.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return kernel.Invalid("file", "backup_cut_off")
	}
	return err
}
