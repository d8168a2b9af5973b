package files

import (
	"context"
	"io"
	"strings"

	"touyan/internal/kernel"
	"touyan/internal/platform/crypt"
)

// Paper is what somebody handed in as it may be kept: a picture stripped of everything but the picture, or a document that
// does nothing, with its name.
type Paper struct {
	Mime string
	Name string
	Data []byte
}

// PaperOf checks a file. Its bytes decide what it is; the name is a document's only.
func PaperOf(name string, data []byte) (Paper, error) {
	if IsDocument(data) {
		return Paper{MimePDF, DocumentName(name), data}, Document(data)
	}
	pic, err := Picture(data)
	if err != nil {
		return Paper{}, err
	}
	return Paper{Mime: pic.Mime, Data: pic.Data}, nil
}

// Vault keeps content sealed: the same content twice is two files, so one of them can be removed without the other.
type Vault struct {
	Store Store
	Keys  *crypt.Keys
}

// Put seals content and stores it.
func (v Vault) Put(ctx context.Context, data []byte) (hash string, err error) {
	hash, _, err = v.Store.Put(ctx, strings.NewReader(string(v.Keys.Seal(string(data)))))
	return hash, err
}

// Open reads sealed content.
func (v Vault) Open(ctx context.Context, hash string) ([]byte, error) {
	f, err := v.Store.Open(ctx, hash)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	sealed, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	plain, err := v.Keys.Open(kernel.Secret(sealed))
	return []byte(plain), err
}
