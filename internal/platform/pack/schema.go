package pack

import (
	"encoding/json"
	"reflect"

	"touyan/internal/kernel"
)

// Schema writes the JSON Schema of a pack's files out of the Go types, for editors: which keys there are, of which type, and
// which values. What refers to something else is checked by `touyan pack check` alone.
func Schema() ([]byte, error) {
	defs := map[string]any{}
	root := objectSchema(reflect.TypeFor[document](), defs)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "touyan programme pack 规则包"
	root["$defs"] = defs
	b, err := json.MarshalIndent(root, "", "  ")
	return append(b, '\n'), err
}

// choices are the values that single keys may have, by the name of the type and the key.
var choices = map[string][]string{
	"State.light": lights, "State.waiting": parties[:4], "Transition.by": parties, "Transition.needs": needs,
	"PersonalField.after": periods, "Parameter.unit": Units,
	"Indicator.unit": figureUnits, "Indicator.direction": figureDirections, "Indicator.periods": FigurePeriods,
	"VisitType.photo": photoRules, "VisitorRule.by": visitorsBy,
	"PointItem.sign": pointSigns, "PointItem.period": pointPeriods, "PointItem.evidence": pointEvidence, "PointRule.record": pointRecords,
	"PointBand.grade": pointGrades, "PointFollow.kind": pointFollows, "PointFollow.grades": pointGrades,
}

func objectSchema(t reflect.Type, defs map[string]any) map[string]any {
	props := map[string]any{}
	for key, index := range fieldsOf(t) {
		f := t.FieldByIndex(index)
		s := typeSchema(f.Type, defs)
		if words := choices[t.Name()+"."+key]; words != nil {
			if f.Type.Kind() == reflect.Slice {
				s["items"].(map[string]any)["enum"] = words
			} else {
				s["enum"] = words
			}
		}
		if zh := labelOf(t, key); zh != "" {
			s["description"] = zh
		}
		props[key] = s
	}
	out := map[string]any{"type": "object", "additionalProperties": false, "properties": props}
	if isDefinition(t) {
		out["required"] = []string{"id"}
	}
	return out
}

var dayType = reflect.TypeFor[kernel.Day]()

func typeSchema(t reflect.Type, defs map[string]any) map[string]any {
	switch {
	case t == dayType:
		return map[string]any{"type": "string", "pattern": `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`}
	case t == numberType:
		return map[string]any{"type": []string{"string", "number"}}
	case t.Kind() == reflect.Slice:
		return map[string]any{"type": "array", "items": typeSchema(t.Elem(), defs)}
	case t.Kind() == reflect.Struct:
		if _, known := defs[t.Name()]; !known {
			defs[t.Name()] = nil // a type within itself ends here
			defs[t.Name()] = objectSchema(t, defs)
		}
		return map[string]any{"$ref": "#/$defs/" + t.Name()}
	case t.Kind() == reflect.Bool:
		return map[string]any{"type": "boolean"}
	case t.Kind() == reflect.Int:
		return map[string]any{"type": "integer", "minimum": 0}
	}
	return map[string]any{"type": "string"}
}
