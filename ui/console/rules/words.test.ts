import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../words/rules.en'
import zh from '../words/rules.zh'

interface Shape { type?: string; required?: string[]; properties?: Record<string, Shape>; items?: Shape; enum?: string[]; $ref?: string; $defs?: Record<string, Shape> }
const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/pack.schema.json'), 'utf8')) as Shape
const shapes = [schema, ...Object.values(schema.$defs ?? {})]
const shapeOf = (s?: Shape) => schema.$defs?.[s?.$ref?.split('/').at(-1) ?? '']

/** The page of the rules shows whatever a pack may hold, so it needs a word for each. */
describe('the words of the page of rules', () => {
  for (const [language, words] of Object.entries({ zh: zh.rules, en: en.rules })) {
    it(`in ${language} name every section and every list of definitions`, () => {
      const lists = shapes.flatMap((s) => Object.entries(s.properties ?? {})).filter(([, p]) => p.type === 'array' && shapeOf(p.items)?.required?.includes('id'))
      expect(lists.length).toBeGreaterThan(30)
      expect([...new Set(lists.map(([key]) => key))].filter((key) => !(key in words.section))).toEqual([])
    })
    it(`in ${language} name everybody who may take a step and everything that it may need`, () => {
      const step = schema.$defs!.Transition!.properties!
      expect(step.by!.items!.enum!.filter((who) => !(who in words.by))).toEqual([])
      expect(step.needs!.items!.enum!.filter((what) => !(what in words.need))).toEqual([])
    })
  }
})
