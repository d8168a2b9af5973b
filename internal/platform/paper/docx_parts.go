package paper

import (
	"fmt"
	"strings"
)

const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/footer_odd.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/word/footer_even.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`

const packageRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`

const coreProps = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:creator>%s</dc:creator></cp:coreProperties>`

const documentOpen = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>`

// settings: page numbers stand outside, so odd and even pages differ; no extra space between scripts, which would break the 28 characters.
const settings = `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/></w:settings>`

// section are the measures of the page. Page numbers stand 7 mm below the area: 23 mm from the edge with their own height.
func (d *docx) section() string {
	return fmt.Sprintf(`<w:sectPr><w:footerReference w:type="default" r:id="rIdOdd"/><w:footerReference w:type="even" r:id="rIdEven"/><w:pgSz w:w="%d" w:h="%d"/>`+
		`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="1304" w:gutter="0"/></w:sectPr>`, pageWide, pageHigh, marginTop, marginEnd, marginLow, marginLeft)
}

func (d *docx) rels() string {
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, x := range [][3]string{{"rIdFonts", "fontTable", "fontTable.xml"}, {"rIdSet", "settings", "settings.xml"}, {"rIdStyles", "styles", "styles.xml"}, {"rIdOdd", "footer", "footer_odd.xml"}, {"rIdEven", "footer", "footer_even.xml"}} {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s%s" Target="%s"/>`, x[0], kind, x[1], x[2])
	}
	for _, c := range lights {
		fmt.Fprintf(&b, `<Relationship Id="rIdB_%s" Type="%simage" Target="media/bar_%s.png"/>`, c, kind, c)
	}
	for i, to := range d.order {
		fmt.Fprintf(&b, `<Relationship Id="rIdL%d" Type="%shyperlink" Target="%s" TargetMode="External"/>`, i+1, kind, escape(to))
	}
	b.WriteString("</Relationships>")
	return b.String()
}

// fontTable names what a program takes where a typeface is not there.
func (d *docx) fontTable() string {
	var b strings.Builder
	b.WriteString(`<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`)
	seen := map[string]bool{}
	for _, f := range []Font{d.fonts.Mark, d.fonts.Body, d.fonts.Head, d.fonts.Sub, d.fonts.Number} {
		if !seen[f.Name] {
			fmt.Fprintf(&b, `<w:font w:name="%s"><w:altName w:val="%s"/><w:charset w:val="86"/></w:font>`, escape(f.Name), escape(f.Else))
		}
		seen[f.Name] = true
	}
	b.WriteString("</w:fonts>")
	return b.String()
}

func (d *docx) styles() string {
	return `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>` + fontOf(d.fonts.Body) +
		`<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`
}

// footer is the page number: 4号 half-width figures of 宋体 between dashes, one character in from the outside.
func (d *docx) footer(side string) string {
	run := `<w:r><w:rPr><w:rFonts w:ascii="` + escape(d.fonts.Number.Name) + `" w:hAnsi="` + escape(d.fonts.Number.Name) + `" w:eastAsia="` + escape(d.fonts.Number.Name) + `"/><w:sz w:val="28"/></w:rPr>`
	return `<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:ind w:leftChars="100" w:left="280" w:rightChars="100" w:right="280"/><w:jc w:val="` + side + `"/></w:pPr>` +
		run + `<w:t xml:space="preserve">— </w:t></w:r>` + run + `<w:fldChar w:fldCharType="begin"/></w:r>` + run + `<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` + run + `<w:fldChar w:fldCharType="separate"/></w:r>` +
		run + `<w:t>1</w:t></w:r>` + run + `<w:fldChar w:fldCharType="end"/></w:r>` + run + `<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>`
}
