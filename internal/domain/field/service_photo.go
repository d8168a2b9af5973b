package field

import (
	"bytes"
	"context"
	"io"

	"touyan/internal/kernel"
	"touyan/internal/platform/db"
	"touyan/internal/platform/files"
)

// Piece takes in a part of a photo. The parts come in order; one that is there already, wholly or in part, changes nothing, so that
// a device that lost an answer asks how much is there and goes on.
func (s *Service) Piece(ctx context.Context, key string, from, size int64, data []byte) (Received, error) {
	n := int64(len(data))
	switch {
	case !keyForm.MatchString(key):
		return Received{}, kernel.Invalid("key", "bad_value")
	case size <= 0 || size > MaxPhoto:
		return Received{}, kernel.Invalid("size", "picture_too_large").With("max", "10 MB")
	case n == 0 || n > MaxPiece || from < 0 || from+n > size:
		return Received{}, kernel.Invalid("from", "bad_value")
	}
	key = own(ctx, key)
	has, err := s.received(ctx, key)
	switch {
	case err != nil:
		return has, err
	case has.Size != 0 && has.Size != size:
		return has, kernel.Conflict("client_key_used")
	case from != has.Bytes:
		return Received{has.Bytes, size}, nil // it goes on from what is there
	}
	hash, _, err := s.o.Files.Put(ctx, bytes.NewReader(s.sealPiece(data)))
	if err != nil {
		return has, kernel.Unavailable("file_not_stored").Because(err)
	}
	err = s.d.Write(ctx, "field.piece", func(tx *db.WriteTx) error {
		_, err := tx.Exec("INSERT INTO {field_piece} (county_id, photo_key, from_byte, bytes, size, hash, at) VALUES (?, ?, ?, ?, ?, ?, ?)"+
			" ON CONFLICT (county_id, photo_key, from_byte) DO NOTHING", tx.County(), key, from, n, size, hash, tx.Now().UnixMilli())
		return err
	})
	if err != nil {
		return has, err
	}
	return s.received(ctx, key)
}

// own keeps the photos of accounts apart.
func own(ctx context.Context, key string) string {
	return kernel.ActorOf(ctx).AccountID.String() + ":" + key
}

// sealPiece seals what lies in the store: a photo may show people.
func (s *Service) sealPiece(data []byte) []byte { return []byte(s.o.Keys.Seal(string(data))) }

// Has tells how much of a photo is there.
func (s *Service) Has(ctx context.Context, key string) (Received, error) {
	return s.received(ctx, own(ctx, key))
}

func (s *Service) received(ctx context.Context, key string) (Received, error) {
	var rows []pieceRow
	err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
		rows, err = piecesOf(tx, key)
		return err
	})
	var out Received
	for _, r := range rows {
		if out.Size = r.Size; r.FromByte != out.Bytes {
			break
		}
		out.Bytes += r.Bytes
	}
	return out, err
}

// pictures puts the photos of operations together, as far as they are whole.
func (s *Service) pictures(ctx context.Context, ops []Op) (map[string][]Picture, error) {
	out := map[string][]Picture{}
	for _, op := range ops {
		for i, key := range op.Photos {
			var rows []pieceRow
			err := s.d.Read(ctx, func(tx *db.ReadTx) (err error) {
				rows, err = piecesOf(tx, own(ctx, key))
				return err
			})
			if err != nil {
				return nil, err
			}
			data, err := s.joined(ctx, rows)
			if err != nil {
				return nil, err
			}
			if data != nil {
				out[op.Key] = append(out[op.Key], Picture{Name: op.nameOf(i), Data: data})
			}
		}
	}
	return out, nil
}

// joined is the whole photo; nil while parts are missing.
func (s *Service) joined(ctx context.Context, rows []pieceRow) ([]byte, error) {
	var data []byte
	for _, r := range rows {
		if r.FromByte != int64(len(data)) {
			return nil, nil
		}
		f, err := s.o.Files.Open(ctx, r.Hash)
		if err != nil {
			return nil, err
		}
		b, err := io.ReadAll(f)
		_ = f.Close()
		if err != nil {
			return nil, kernel.Unavailable("file_not_read").Because(err)
		}
		plain, err := s.unseal(b)
		if err != nil {
			return nil, err
		}
		data = append(data, plain...)
	}
	if len(rows) == 0 || int64(len(data)) != rows[0].Size {
		return nil, nil
	}
	return data, nil
}

// unseal opens a piece to put the photo together; nobody is shown it here.
func (s *Service) unseal(b []byte) ([]byte, error) {
	text, err := s.o.Keys.Open(kernel.Secret(b))
	return []byte(text), err
}

// dropPieces removes the pieces of photos that their records have taken.
func (s *Service) dropPieces(ctx context.Context, ops []Op, answers []Answer) error {
	for i, a := range answers {
		if a.State != Done && a.State != Conflict {
			continue
		}
		for _, key := range ops[i].Photos {
			if err := s.forget(ctx, own(ctx, key)); err != nil {
				return err
			}
		}
	}
	return nil
}

// forget removes a photo's pieces, rows first: a file without a row is only room lost.
func (s *Service) forget(ctx context.Context, key string) error {
	var rows []pieceRow
	err := s.d.Write(ctx, "field.forget", func(tx *db.WriteTx) (err error) {
		if rows, err = piecesOf(tx.ReadTx, key); err != nil {
			return err
		}
		_, err = tx.Exec("DELETE FROM {field_piece} WHERE county_id = ? AND photo_key = ?", tx.County(), key)
		return err
	})
	for _, r := range rows {
		if err == nil {
			err = files.Remove(ctx, s.o.Files, r.Hash)
		}
	}
	return err
}
