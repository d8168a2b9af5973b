package feed_test

import (
	"pgregory.net/rapid"

	"touyan/internal/domain/place"
	"touyan/internal/kernel"
)

// drawStamp is a place of a small tree, by its path: two townships (10, 20) of two villages each (11, 12, 21, 22) of two groups.
func drawStamp(t *rapid.T, label string) (kernel.Level, kernel.Stamp) {
	level := kernel.Level(rapid.IntRange(1, 4).Draw(t, label+" level"))
	town := kernel.ID(rapid.SampledFrom([]int64{10, 20}).Draw(t, label+" town"))
	village := town + kernel.ID(rapid.IntRange(1, 2).Draw(t, label+" village"))
	group := village*10 + kernel.ID(rapid.IntRange(1, 2).Draw(t, label+" group"))
	var s kernel.Stamp
	if level >= kernel.LevelTownship {
		s.TownshipID = town
	}
	if level >= kernel.LevelVillage {
		s.VillageID = village
	}
	if level >= kernel.LevelGroup {
		s.GroupID = group
	}
	return level, s
}

func drawWorld(t *rapid.T) (kernel.Actor, place.Place, kernel.Stamp) {
	maker := kernel.Actor{Kind: kernel.ActorOfficer, CountyID: 1, AccountID: 2, PersonID: 3}
	for range rapid.IntRange(0, 3).Draw(t, "grants") {
		level, stamp := drawStamp(t, "arm")
		_, id := stamp.Lowest(1)
		arm := kernel.Arm{Level: level, PlaceID: id, Above: stamp, Sealed: rapid.Bool().Draw(t, "sealed arm")}
		if rapid.Bool().Draw(t, "topic") {
			arm.Topic = "road"
		}
		if rapid.Bool().Draw(t, "types") {
			arm.Types = "mediation"
		}
		if rapid.IntRange(0, 3).Draw(t, "unit") == 0 {
			arm = kernel.Arm{BodyID: 99}
		}
		g := kernel.Grant{Perms: rapid.SliceOfDistinct(rapid.SampledFrom([]string{"casework.list", "casework.handle", "person.list"}), rapid.ID).Draw(t, "perms"), Arm: arm}
		if rapid.IntRange(0, 3).Draw(t, "for") == 0 {
			g.ForID = 8
		}
		maker.Grants = append(maker.Grants, g)
	}
	level, stamp := drawStamp(t, "token")
	_, id := stamp.Lowest(1)
	at := place.Place{ID: id, Level: level, Stamp: stamp}
	_, row := drawStamp(t, "row")
	row.Topic = rapid.SampledFrom([]string{"", "road", "water"}).Draw(t, "row topic")
	row.Sealed = rapid.IntRange(0, 3).Draw(t, "sealed") == 0
	if rapid.IntRange(0, 2).Draw(t, "row unit") == 0 {
		row.BodyID = 99
	}
	return maker, at, row
}
