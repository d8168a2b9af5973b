package demo

import (
	"fmt"
	"strings"

	"touyan/internal/kernel"
)

// gridRow and officerRow are lines of the grid-and-officer workbook, which the builder fills and the product imports.
type gridRow struct {
	code, name, parent, kind string
	level                    kernel.Level
	households               int
}

type officerRow struct {
	code, post, name, phone, service string
	show                             bool
}

// Node is a place in the making; its methods add what lies below it and who holds a post there.
type Node struct {
	b        *Builder
	row      gridRow
	children int // places with two further digits under a village, three under a group
	village  *Node
}

// plan collects what Save will import.
type plan struct {
	grids      []gridRow
	officers   []officerRow
	households []homeRow
}

// Village finds a village of the county by a part of its name.
func (b *Builder) Village(name string) *Node {
	for _, v := range b.order {
		if strings.Contains(v.row.name, name) {
			return v
		}
	}
	panic("demo: no village " + name)
}

// Cut adds a village grid to a village that is cut into several.
func (n *Node) Cut(name string) *Node { return n.below(name, kindVillageGrid, kernel.LevelGroup) }

// Group adds a group grid.
func (n *Node) Group(name string) *Node { return n.below(name, kindGroupGrid, kernel.LevelGroup) }

// Micro adds a micro-grid to a group grid.
func (n *Node) Micro(name string) *Node { return n.below(name, kindMicroGrid, kernel.LevelMicro) }

// Households says how many households live in the place.
func (n *Node) Households(count int) *Node {
	n.b.plan.grids[n.at()].households = count
	return n
}

// at finds the node's line.
func (n *Node) at() int { return n.b.lines[n.row.code] }

const (
	kindVillageGrid = "village_grid"
	kindGroupGrid   = "group_grid"
	kindMicroGrid   = "micro_grid"
)

func (n *Node) below(name, kind string, level kernel.Level) *Node {
	counter, digits := n, "%03d"
	if level == kernel.LevelGroup {
		counter, digits = n.village, "%02d" // places of the group level are numbered through the whole village
	}
	counter.children++
	stem := counter.row.code
	c := &Node{b: n.b, village: n.village, row: gridRow{
		code: stem + fmt.Sprintf(digits, counter.children), name: name, parent: n.row.code, kind: kind, level: level,
	}}
	n.b.lines[c.row.code] = len(n.b.plan.grids)
	n.b.plan.grids = append(n.b.plan.grids, c.row)
	return c
}

// Person is somebody invented.
type Person struct{ Name, Phone string }

// Person invents somebody.
func (b *Builder) Person() Person { return Person{b.name(), b.phone()} }

// Officer appoints an invented person to a post at the place.
func (n *Node) Officer(post string) *Node { return n.Hold(post, n.b.Person(), false) }

// Hold appoints a person; show says whether the public card may name them.
func (n *Node) Hold(post string, p Person, show bool) *Node {
	n.b.plan.officers = append(n.b.plan.officers, officerRow{
		code: n.row.code, post: post, name: p.Name, phone: p.Phone, service: n.b.servicePhone(), show: show,
	})
	return n
}

// Sizes are how many places and officers a county has (requirements A1).
type Sizes struct {
	VillageGrids, GroupGrids, MicroGrids int
	FullTime, PartTime, Micro, Dedicated int
	Vacancies, Overlaps                  int // part-time posts left open, and grids with two heads, for the list of gaps
}

// Xiangning are the county's own figures (乡宁县, 2023).
var Xiangning = Sizes{
	VillageGrids: 262, GroupGrids: 1170, MicroGrids: 4364,
	FullTime: 262, PartTime: 948, Micro: 4364, Dedicated: 340, Vacancies: 9, Overlaps: 3,
}

// Grids lays the whole grid over the villages: every village is a grid or is cut into several, each grid has its groups
// and each group its micro-grids.
func (b *Builder) Grids(s Sizes) {
	grids := b.villageGrids(s.VillageGrids)
	groups := b.groups(grids, s.GroupGrids)
	b.micros(groups, s.MicroGrids)
	b.partTimers(groups, s.PartTime, s.Vacancies)
	for i := range s.Dedicated {
		groups[i*len(groups)/s.Dedicated].Officer("dedicated_officer")
	}
	for i := range s.Overlaps { // the head of the next village has been entered here too
		at := (i + 1) * len(b.order) / (s.Overlaps + 1)
		b.order[at].Hold("grid_head", b.heads[(at+1)%len(b.heads)], false)
	}
}

// villageGrids gives each village its head, who is the secretary and heads all its grids, and cuts the larger villages.
func (b *Builder) villageGrids(total int) []*Node {
	cuts := b.spread(total, len(b.order), 1)
	var out []*Node
	for i, v := range b.order {
		head := b.Person()
		b.heads = append(b.heads, head)
		v.Hold("grid_head", head, true).Officer("police_contact")
		if cuts[i] == 1 {
			out = append(out, v.Officer("full_time_officer"))
			continue
		}
		for k := range cuts[i] {
			g := v.Cut("第"+numeral(k+1)+"网格").Hold("grid_head", head, true)
			out = append(out, g.Officer("full_time_officer"))
		}
	}
	return out
}

func (b *Builder) groups(grids []*Node, total int) []*Node {
	counts := b.spread(total, len(grids), 1)
	numbered := map[*Node]int{}
	var out []*Node
	for i, g := range grids {
		for range counts[i] {
			numbered[g.village]++
			name := numeral(numbered[g.village]) + "组"
			if strings.Contains(g.village.row.name, "社区") {
				name = b.estate(numbered[g.village])
			}
			out = append(out, g.Group(name))
		}
	}
	return out
}

var estates = strings.Fields("滨河 福苑 锦绣 鄂河 新城 迎旭 学府 安居 和谐 康乐 幸福 阳光 翠景 文苑 金水 凤凰 龙泉 怡园 昌盛 瑞祥 景泰 东关 西关 南关 北关")

func (b *Builder) estate(n int) string {
	if n <= len(estates) {
		return estates[n-1] + "小区"
	}
	return estates[n%len(estates)] + numeral(n/len(estates)+1) + "期"
}

var sides = strings.Fields("东片 西片 南片 北片 中片 坡上 河沿 沟里 梁上 新院 老院 路南 路北")

func (b *Builder) micros(groups []*Node, total int) {
	for i, n := range b.spread(total, len(groups), 1) {
		for k := range n {
			m := groups[i].Micro(sides[k%len(sides)])
			m.Households(10+b.rng.IntN(16)).Hold("micro_officer", b.Person(), b.rng.IntN(3) == 0)
		}
	}
}

// partTimers give every group its officer but for the vacancies; where there are fewer people than groups, some hold two.
func (b *Builder) partTimers(groups []*Node, people, vacancies int) {
	staffed := make([]*Node, 0, len(groups))
	for i, g := range groups {
		if vacancies > 0 && i%(len(groups)/vacancies) == 7 {
			continue
		}
		staffed = append(staffed, g)
	}
	doubles := len(staffed) - people
	for i := 0; i < len(staffed); i++ {
		p := b.Person()
		staffed[i].Hold("part_time_officer", p, b.rng.IntN(2) == 0)
		if doubles > 0 && i+1 < len(staffed) && staffed[i+1].village == staffed[i].village {
			i, doubles = i+1, doubles-1
			staffed[i].Hold("part_time_officer", p, false)
		}
	}
}

// spread cuts total into n parts of at least least each, unevenly as life is, the sum exact.
func (b *Builder) spread(total, n, least int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = least
	}
	mean := max(1, total/n)
	for left := total - n*least; left > 0; {
		i := b.rng.IntN(n)
		if out[i] < 2*mean+1 {
			out[i]++
			left--
		}
	}
	return out
}
