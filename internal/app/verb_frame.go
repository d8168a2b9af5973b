package app

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"

	"touyan/internal/kernel"
)

// What a verb sends over the local socket comes in frames: a kind, a length, and so many bytes. An answer without a last
// frame was cut off.
const (
	frameOut      = 'o'
	frameProgress = 'p'
	frameError    = 'e' // the last: a kernel.Error as JSON
	frameDone     = 'k' // the last: all went well
)

// maxFrame bounds a frame that is read.
const maxFrame = 1 << 20

// frames writes frames of several kinds to one answer.
type frames struct {
	mu    sync.Mutex
	w     io.Writer
	flush *http.ResponseController
}

type frameWriter struct {
	f    *frames
	kind byte
}

func (f *frames) of(kind byte) io.Writer { return frameWriter{f, kind} }

// Write sends one frame, or several when it is long.
func (w frameWriter) Write(p []byte) (int, error) {
	w.f.mu.Lock()
	defer w.f.mu.Unlock()
	for n := 0; ; {
		part := p[n:min(len(p), n+maxFrame)]
		head := binary.BigEndian.AppendUint32([]byte{w.kind}, uint32(len(part)))
		if _, err := w.f.w.Write(append(head, part...)); err != nil {
			return n, err
		}
		if n += len(part); n >= len(p) {
			return n, w.f.flush.Flush()
		}
	}
}

// readFrames passes on what a verb sends until its last frame.
func readFrames(r io.Reader, out, progress io.Writer) error {
	in := bufio.NewReader(r)
	for {
		var head [5]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return errors.Join(errors.New("the server stopped before the work was done"), err)
		}
		size := binary.BigEndian.Uint32(head[1:])
		if size > maxFrame {
			return errors.New("the server sent what this program does not understand")
		}
		body := io.LimitReader(in, int64(size))
		var err error
		switch head[0] {
		case frameOut:
			_, err = io.Copy(out, body)
		case frameProgress:
			_, err = io.Copy(progress, body)
		case frameDone:
			return nil
		case frameError:
			e := &kernel.Error{}
			if err := json.NewDecoder(body).Decode(e); err != nil {
				return err
			}
			return e
		}
		if err != nil {
			return err
		}
	}
}

type progressKey struct{}

// withProgress says where a verb tells how far it is: the terminal's error output, here or of whoever asked.
func withProgress(ctx context.Context, w io.Writer) context.Context {
	return context.WithValue(ctx, progressKey{}, w)
}

// progressOf is where to tell how far one is.
func progressOf(ctx context.Context) io.Writer {
	if w, ok := ctx.Value(progressKey{}).(io.Writer); ok {
		return w
	}
	return io.Discard
}
