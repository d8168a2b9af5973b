package db

import (
	"crypto/sha256"
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"touyan/internal/kernel"
)

// TestLinesAreWrittenAsJSONWritesThem: what was digested by encoding/json must have the same digest for ever.
func TestLinesAreWrittenAsJSONWritesThem(t *testing.T) {
	texts := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("a\"\\<>&/\u2028\u2029\u2027â\x7f\n\t\x00中\ufffd")), 0, 20, -1),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 12), func(b []byte) string { return string(b) }))
	numbers := rapid.Int64()
	rapid.Check(t, func(t *rapid.T) {
		id := func() kernel.ID { return kernel.ID(numbers.Draw(t, "id")) }
		for _, v := range []any{texts.Draw(t, "text"), numbers.Draw(t, "number"), id(), rapid.Bool().Draw(t, "bool"), kernel.Secret(texts.Draw(t, "secret"))} {
			x := v
			if k := reflect.ValueOf(v); k.Kind() == reflect.String {
				x = k.String()
			} else if k.Kind() == reflect.Int64 {
				x = k.Int()
			}
			want, err := json.Marshal(x)
			if err != nil {
				t.Fatal(err)
			}
			if got := plain(reflect.ValueOf(v)); got != string(want) {
				t.Fatalf("%#v: %s, want %s", v, got, want)
			}
		}
		l := journalLine{
			CountyID: id(), ID: id(), EntryID: id(), Line: int(numbers.Draw(t, "line")), Tbl: texts.Draw(t, "tbl"), RowID: id(),
			Rev: numbers.Draw(t, "rev"), Op: Op(texts.Draw(t, "op")), Before: texts.Draw(t, "before"), After: texts.Draw(t, "after"), Salt: texts.Draw(t, "salt"),
			Stamp: kernel.Stamp{TownshipID: id(), VillageID: id(), GroupID: id(), MicroID: id(), BodyID: id(), Topic: texts.Draw(t, "topic"), Sealed: rapid.Bool().Draw(t, "sealed")},
		}
		b, err := json.Marshal([]any{
			l.CountyID, l.ID, l.EntryID, l.Line, l.Tbl, l.RowID, l.Rev, l.Op, l.Before, l.After, l.Salt,
			l.TownshipID, l.VillageID, l.GroupID, l.MicroID, l.BodyID, l.Topic, l.Sealed,
		})
		if err != nil {
			t.Fatal(err)
		}
		if l.sum() != sha256.Sum256(b) {
			t.Fatalf("another digest: %s", b)
		}
	})
}
