package casework

// CatalogueItem is a service item as its line of the public catalogue shows it, in the words of one language.
type CatalogueItem struct {
	ID, Name, Office string
	Days             int
	Fee              string // empty: free of charge
}

// CataloguePage is the catalogue, or what of it was found; Place is the grid from which the reader came, if any.
type CataloguePage struct {
	Query, At string
	Place     string
	Groups    []CatalogueGroup
	N         int
}

// CatalogueGroup are the items of one office.
type CatalogueGroup struct {
	Office string
	Items  []CatalogueItem
}

// ItemPage is a service item with all that a resident must know before they go.
type ItemPage struct {
	CatalogueItem
	LegalDays                    int
	FeeBasis, Who, Where, Source string
	Materials                    []ItemMaterial
	Forms                        []PageTopic
	At                           string
	CanApply                     bool
}

// ItemMaterial is a material of an item: Held says who has it already; then nobody need bring it.
type ItemMaterial struct {
	Name, Held, Form string
	Looked, Optional bool
}

// FormPage is a form to print and fill in.
type FormPage struct {
	Name, Text, Item string
	Lines            []FormLine
}

// FormLine is a line of a form.
type FormLine struct {
	Name string
	Tall bool
}

// ApplyPage is the form by which a resident applies. Without a place it asks for that first.
type ApplyPage struct {
	Item   ItemPage
	Place  PagePlace
	Query  string
	Places []PagePlace
	Fields []PageField
	Number string // the field of the citizen's number
	Papers string // the field of photographed materials
}
