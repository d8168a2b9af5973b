package demo

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"

	"touyan/internal/domain/person"
	"touyan/internal/domain/place"
	"touyan/internal/kernel"
	"touyan/internal/platform/db"
)

// Household says who lives in one household at the place, the head first; Save enters it after the places.
func (n *Node) Household(people ...person.Settler) *Node {
	n.b.plan.households = append(n.b.plan.households, homeRow{code: n.row.code, village: n.village.row.code, people: people})
	return n
}

// rollPaper is by which the demo's households and members of collectives were entered.
const rollPaper = "集体成员名册2019-1"

// confirmed is the day on which the demo's collectives confirmed their members.
const confirmed kernel.Day = "2019-12-20"

// homeRow is a household to be entered at the place with the code.
type homeRow struct {
	code, village string
	people        []person.Settler
}

// saveHouseholds enters the households that were said, numbered within their villages.
func (b *Builder) saveHouseholds(ctx context.Context, rows []homeRow) error {
	if len(rows) == 0 {
		return nil
	}
	var list []person.Settlement
	count := map[string]int{}
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		for _, r := range rows {
			at, err := b.r.Place.ByCode(tx, r.code)
			if err != nil {
				return err
			}
			count[r.village]++
			list = append(list, person.Settlement{
				Code: fmt.Sprintf("%s%05d", r.village, count[r.village]), At: at, From: "2010-01-01", Doc: rollPaper, People: r.people,
			})
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.r.Person.SettleAll(ctx, list)
}

// family invents the households of one place. Each place has its own random numbers, so that its people do not depend on how
// much of the county is made.
type family struct {
	rng    *rand.Rand
	b      *Builder
	today  kernel.Day
	taken  map[string]int // birth day and sex -> numbers given out
	prefix string
}

func (b *Builder) familiesAt(code string, today kernel.Day, taken map[string]int) *family {
	h := fnv.New64a()
	_, _ = h.Write([]byte(code)) // a hash never fails to write
	return &family{rng: rand.New(rand.NewPCG(b.seed, h.Sum64())), b: b, today: today, taken: taken, prefix: b.r.Pack.County}
}

// Register lets families live in every micro-grid of the villages: as many as the county declares for it. Each village is
// one Write.
func (b *Builder) Register(ctx context.Context, villages []place.Place, today kernel.Day, say func(done, total int)) error {
	for i, v := range villages {
		list, err := b.village(ctx, v, today)
		if err != nil {
			return err
		}
		if err := b.r.Person.SettleAll(ctx, list); err != nil {
			return fmt.Errorf("demo: households of %s: %w", v.Name, err)
		}
		say(i+1, len(villages))
	}
	return nil
}

func (b *Builder) village(ctx context.Context, v place.Place, today kernel.Day) ([]person.Settlement, error) {
	var list []person.Settlement
	err := b.r.DB.Read(ctx, func(tx *db.ReadTx) error {
		all, err := b.r.Place.Under(tx, v)
		for _, at := range all {
			if at.Level != kernel.LevelMicro {
				continue
			}
			f := b.familiesAt(at.Code, today, b.numbers)
			for range at.Households {
				n := f.household()
				n.Code, n.At = fmt.Sprintf("%s%05d", v.Code, len(list)+1), at
				list = append(list, n)
			}
		}
		return err
	})
	return list, err
}

// household invents one family: a head, mostly a spouse, children, sometimes a parent or grandchildren.
func (f *family) household() person.Settlement {
	r := f.rng
	surname := pick(r, surnames)
	age := 28 + r.IntN(50)
	n := person.Settlement{
		Kind: "family", Doc: rollPaper, From: kernel.Day(fmt.Sprintf("%d-%02d-%02d", 1995+r.IntN(25), 1+r.IntN(12), 1+r.IntN(28))),
		Address: fmt.Sprintf("%d号院%d号", 1+r.IntN(40), 1+r.IntN(90)),
	}
	sex := 1
	if r.IntN(7) == 0 {
		sex = 2
	}
	add := func(relation string, sex, age int, surname string) {
		n.People = append(n.People, f.somebody(n.From, surname, relation, sex, max(0, age)))
	}
	add(person.Head, sex, age, surname)
	married := r.IntN(10) < 8
	if married {
		add(map[int]string{1: "12", 2: "11"}[sex], 3-sex, age-3+r.IntN(6), pick(r, surnames))
	}
	children := r.IntN(3)
	for i := range children {
		if married && age-25-3*i >= 0 {
			c := 1 + r.IntN(2)
			add(map[int]string{1: "20", 2: "30"}[c], c, age-25-3*i, surname)
		}
	}
	if age < 60 && r.IntN(5) < 2 {
		add("52", 2, age+22+r.IntN(6), pick(r, surnames))
		if r.IntN(2) == 0 {
			add("51", 1, age+24+r.IntN(5), surname)
		}
	}
	if children > 0 && age >= 52 && r.IntN(3) > 0 {
		g := 1 + r.IntN(2)
		add(map[int]string{1: "41", 2: "42"}[g], g, age-50, surname)
	}
	return n
}

// somebody invents a member; those of working age are away more often.
func (f *family) somebody(from kernel.Day, surname, relation string, sex, age int) person.Settler {
	r := f.rng
	birth := f.birth(age)
	away := age >= 18 && age < 45 && relation != person.Head && r.IntN(3) == 0
	s := person.Settler{
		Name: surname + string(given1[r.IntN(len(given1))]) + string(given2[r.IntN(len(given2))]), Relation: relation,
		Registered: r.IntN(40) > 0, Lives: !away, From: max(from, birth),
		Facts: person.Facts{
			IDNumber: f.number(birth, sex), Birth: birth, Sex: fmt.Sprint(sex), Ethnicity: "01", Political: "13", Marital: "20", Residence: "home",
		},
	}
	if away {
		s.Facts.Residence = "away"
	}
	if s.Registered && birth < confirmed {
		s.Collective = confirmed
	}
	switch {
	case age < 18:
		s.Facts.Marital = "10"
		s.Facts.Education = map[bool]string{true: "80", false: "70"}[age < 12]
	case age < 30:
		s.Facts.Political, s.Facts.Education = "03", pick(r, []string{"60", "30", "20", "70"})
		s.Facts.Marital = map[bool]string{true: "20", false: "10"}[relation == person.Head || relation == "12"]
	default:
		s.Facts.Education = pick(r, []string{"70", "70", "80", "60", "40"})
		if r.IntN(16) == 0 {
			s.Facts.Political = "01"
		}
	}
	if r.IntN(120) == 0 {
		s.Facts.Ethnicity = pick(r, []string{"02", "03", "11"})
	}
	if age >= 16 && age < 76 && r.IntN(4) > 0 {
		s.Phone = fmt.Sprintf("199%08d", r.IntN(100_000_000))
	}
	return s
}

func (f *family) birth(age int) kernel.Day {
	today := f.today.Time()
	return min(f.today, kernel.DayOf(today.AddDate(-age, 0, -f.rng.IntN(360))))
}

// number makes a citizen's number of the county with a right check character; the order numbers from 800 on are those that
// the demo gives out.
func (f *family) number(birth kernel.Day, sex int) string {
	key := string(birth) + fmt.Sprint(sex)
	n := f.taken[key]
	f.taken[key]++
	order := (800 + 2*n + sex%2) % 1000
	head := fmt.Sprintf("%s%s%s%s%03d", f.prefix, birth[:4], birth[5:7], birth[8:], order)
	return head + string(kernel.CheckDigit(head))
}
