package casework_test

import (
	"reflect"
	"testing"

	"touyan/internal/domain/casework"
)

// The answer to a new case is told by its writer and not read back: nobody may see a difference.
func TestANewCaseIsAnsweredAsItIsReadAfterwards(t *testing.T) {
	each(t, func(w *world) {
		for _, n := range []casework.NewCase{
			{PlaceID: w.places["微格"].ID, Text: "路灯不亮", Topic: "road"},
			{PlaceID: w.places["龙鼻村"].ID, Text: "水渠堵了", Name: "王小明", Contact: "13812345678", ClientKey: "k1", Photos: uploads(photo(80), photo(90))},
			{PlaceID: w.places["昌宁镇"].ID, Text: "街面积水", Anonymous: true},
		} {
			ctx := w.as("值班员", casework.PermCreate)
			made := must(w.cases.Create(ctx, n))(w.t)
			if err := w.d.Sequence(w.t.Context()); err != nil {
				w.t.Fatal(err)
			}
			read := must(w.cases.Get(ctx, made.ID))(w.t)
			if len(made.Timeline) != 1 || len(read.Timeline) != 1 {
				w.t.Fatalf("told %+v, read %+v", made.Timeline, read.Timeline)
			}
			if no := made.Timeline[0].No; no != read.Timeline[0].No && no != 0 { // PostgreSQL numbers a moment later
				w.t.Errorf("entry %d was told as %d", read.Timeline[0].No, no)
			}
			made.Timeline[0].No, made.FollowCode = read.Timeline[0].No, ""
			if !reflect.DeepEqual(made, read) {
				w.t.Errorf("told\n%+v\nread\n%+v", made, read)
			}
			if len(made.Actions) == 0 || made.Path == "" || len(made.PhotoList) != len(n.Photos) {
				w.t.Errorf("told without steps, place or photos: %+v", made)
			}
		}
	})
}
