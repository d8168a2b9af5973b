package rule

// Tree is a checked formula as data, for a program that works it out where this package is not: a phone without a network
// (ui/shared/rule.ts). testdata/trees.json holds both to the same results.
//
// Op is number, text or yes_no for a literal, which Text gives as String writes it; name for a name, with its type; has for
// 有(name); and, or, not, neg, if; one of the operators + - * / == != < <= > >=; or a function of the language by its name.
type Tree struct {
	Op   string `json:"op"`
	Text string `json:"text,omitempty"`
	Type string `json:"type,omitempty"`
	Args []Tree `json:"args,omitempty" nullable:"false"`
}

const (
	opName = "name"
	opHas  = "has"
)

var typeKeys = []string{"any", "number", "yes_no", "text", "day", "numbers", "texts"}

// key names a type in trees.
func (t Type) key() string { return typeKeys[t] }

func node(op string, args ...part) Tree {
	out := Tree{Op: op, Args: make([]Tree, len(args))}
	for i, a := range args {
		out.Args[i] = a.tree
	}
	return out
}

// Tree is the formula as data.
func (r *Rule) Tree() *Tree { return &r.tree }
