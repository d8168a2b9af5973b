package exchange

import (
	"io"
	"iter"

	"touyan/internal/platform/sheet"
)

// The lists that are given out; they are read by people and cannot be imported.
var (
	personSheet = listed("人员", "姓名", "所在地", "手机号", "岗位")
	bodySheet   = listed("组织", "名称", "类别", "所在地", "上级", "负责人", "成员数", "成立", "撤销")
	gapSheet    = listed("空缺和重复", "情况", "网格编码", "网格", "岗位", "在任")
)

func listed(name string, titles ...string) sheet.Sheet {
	s := sheet.Sheet{Name: name}
	for _, t := range titles {
		s.Columns = append(s.Columns, sheet.Column{Key: t, Title: t, Width: 20})
	}
	return s
}

func write(w io.Writer, s sheet.Sheet, rows iter.Seq2[[]any, error]) error {
	return sheet.Write(w, sheet.Out{Sheet: s, Rows: rows})
}
