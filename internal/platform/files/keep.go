package files

import (
	"bytes"
	"context"
	"io"
)

// Upload is a file that somebody sends in. Its bytes decide what it is; the name is shown for documents only.
type Upload struct {
	Name string
	Data []byte
}

// File is an attachment as it is sent out; only a document has a name.
type File struct {
	Mime, Name, Hash string
	Data             io.ReadSeekCloser
}

// Kept is an attachment as a room notes it: a picture with the hashes of its smaller ones, or a document with its name.
type Kept struct {
	Hash, Small, Medium string
	Mime, Name          string
	Bytes               int64
	Width, Height       int
}

// Keep checks what somebody attaches by its bytes and stores it: a photo stripped of everything but the picture, with smaller ones
// beside it, or a document that does nothing. What no record comes to hold stays behind unnamed; equal content is kept once.
func Keep(ctx context.Context, s Store, u Upload) (k Kept, err error) {
	if IsDocument(u.Data) {
		if err := Document(u.Data); err != nil {
			return k, err
		}
		k = Kept{Mime: MimePDF, Name: DocumentName(u.Name)}
		k.Hash, k.Bytes, err = s.Put(ctx, bytes.NewReader(u.Data))
		return k, err
	}
	pic, err := Picture(u.Data)
	if err != nil {
		return k, err
	}
	k = Kept{Mime: pic.Mime, Width: pic.Width, Height: pic.Height}
	if k.Hash, k.Bytes, err = s.Put(ctx, bytes.NewReader(pic.Data)); err != nil {
		return k, err
	}
	for _, less := range []struct {
		data []byte
		to   *string
	}{{pic.Small, &k.Small}, {pic.Medium, &k.Medium}} {
		if len(less.data) == 0 {
			continue
		}
		if *less.to, _, err = s.Put(ctx, bytes.NewReader(less.data)); err != nil {
			return k, err
		}
	}
	return k, nil
}

// Send opens an attachment in one of its sizes.
func (k Kept) Send(ctx context.Context, s Store, size string) (*File, error) {
	hash := k.Sized(size)
	data, err := s.Open(ctx, hash)
	return &File{Mime: k.Mime, Name: k.Name, Hash: hash, Data: data}, err
}

// Sized is the hash of the picture of a size; of a picture without smaller ones, its own.
func (k Kept) Sized(size string) string {
	switch {
	case size == "small" && k.Small != "":
		return k.Small
	case size != "" && k.Medium != "":
		return k.Medium
	}
	return k.Hash
}
