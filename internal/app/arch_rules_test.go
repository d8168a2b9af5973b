package app_test

import (
	"fmt"
	"slices"
	"strings"
)

// rules are the three tables of docs/ARCHITECTURE.md.
type rules struct {
	layers  []layer
	rooms   []room
	drawers []drawer
}

type layer struct {
	name, folder string
	may, tests   []string
}

type room struct {
	name string
	uses []string
}

type drawer struct {
	name  string
	may   []string
	rooms bool
}

func readRules(doc string) (rules, error) {
	var r rules
	layers, err := table(doc, "layers", 4)
	if err != nil {
		return r, err
	}
	for _, c := range layers {
		r.layers = append(r.layers, layer{c[0], c[1], strings.Fields(c[2]), strings.Fields(c[3])})
	}
	rooms, err := table(doc, "rooms", 3)
	if err != nil {
		return r, err
	}
	for _, c := range rooms {
		r.rooms = append(r.rooms, room{c[0], strings.Fields(c[1])})
	}
	drawers, err := table(doc, "drawers", 4)
	if err != nil {
		return r, err
	}
	for _, c := range drawers {
		r.drawers = append(r.drawers, drawer{c[0], strings.Fields(c[2]), c[3] == "yes"})
	}
	return r, nil
}

// table reads the Markdown table after the comment `<!-- name -->`, without its head.
func table(doc, name string, columns int) ([][]string, error) {
	_, rest, found := strings.Cut(doc, "<!-- "+name+" -->\n")
	if !found {
		return nil, fmt.Errorf("docs/ARCHITECTURE.md has no table %s", name)
	}
	var rows [][]string
	for line := range strings.Lines(rest) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) != columns {
			return nil, fmt.Errorf("table %s: want %d columns: %s", name, columns, line)
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, cells)
	}
	if len(rows) < 3 {
		return nil, fmt.Errorf("table %s is empty", name)
	}
	return rows[2:], nil
}

// layerOf is the layer of a folder, by the longest folder of the table that holds it.
func (r rules) layerOf(dir string) (layer, bool) {
	var best layer
	found := false
	for _, l := range r.layers {
		if (dir == l.folder || strings.HasPrefix(dir, l.folder+"/")) && len(l.folder) > len(best.folder) {
			best, found = l, true
		}
	}
	return best, found
}

// room is a room of the table and its place in the order.
func (r rules) room(name string) (room, int) {
	i := slices.IndexFunc(r.rooms, func(x room) bool { return x.name == name })
	if i < 0 {
		return room{}, i
	}
	return r.rooms[i], i
}

// drawerOf is the drawer of a file of a room: store_award.go lies in store.
func (r rules) drawerOf(roomName, base string) (drawer, bool) {
	stem, _, _ := strings.Cut(strings.TrimSuffix(base, ".go"), "_")
	if stem == roomName {
		stem = "ROOM"
	}
	i := slices.IndexFunc(r.drawers, func(d drawer) bool { return d.name == stem })
	if i < 0 {
		return drawer{}, false
	}
	return r.drawers[i], true
}
