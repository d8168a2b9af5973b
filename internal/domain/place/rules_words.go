package place

import (
	"strings"

	"touyan/internal/kernel"
)

// WayIDs are the places that Words names for a stamp; zero where the stamp has none.
func WayIDs(st kernel.Stamp) []kernel.ID {
	return []kernel.ID{st.TownshipID, st.VillageID, st.GroupID, st.MicroID}
}

// Words is the way to the lowest place of a stamp in words, 城关镇 / 东村 / 一组, out of places that were read before; of
// the county itself its name.
func Words(known map[kernel.ID]Place, county kernel.ID, st kernel.Stamp) string {
	var names []string
	for _, id := range WayIDs(st) {
		if p, ok := known[id]; ok && id != 0 {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return known[county].Name
	}
	return strings.Join(names, " / ")
}
