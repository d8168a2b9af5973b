package pack

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
)

// maxSealed bounds what sealed folders unpack to.
const maxSealed = 64 << 20

// Seal packs folders into one text, and tells the hash of what they hold: the same files have the same hash.
func Seal(folders []Folder) (text, hash string, err error) {
	plain, err := json.Marshal(folders)
	if err != nil {
		return "", "", err
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err = z.Write(plain)
	if err = errors.Join(err, z.Close()); err != nil {
		return "", "", err
	}
	sum := sha256.Sum256(plain)
	return base64.StdEncoding.EncodeToString(b.Bytes()), hex.EncodeToString(sum[:]), nil
}

// Unseal is the other way.
func Unseal(text string) ([]Folder, error) {
	packed, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	plain, err := io.ReadAll(io.LimitReader(z, maxSealed+1))
	if err != nil {
		return nil, err
	}
	if len(plain) > maxSealed {
		return nil, errors.New("pack: sealed folders are too large")
	}
	var out []Folder
	return out, json.Unmarshal(plain, &out)
}

// Hash is the hash of one folder.
func (f Folder) Hash() string {
	_, hash, err := Seal([]Folder{f})
	if err != nil {
		return ""
	}
	return hash
}
