import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decimal } from './decimal'
import { evaluate, Fault, wordsOf, type Tree, type Value, type Values } from './rule'

interface Said { kind: Value['kind']; said: string; list?: string[] }
interface Case { text: string; tree: Tree; values: Record<string, Said>; want?: Said; fault?: string }

const cases = JSON.parse(readFileSync('../internal/platform/rule/testdata/trees.json', 'utf8')) as Case[]

function valueOf({ kind, said, list = [] }: Said): Value {
  switch (kind) {
    case 'number': return { kind, number: decimal(said) }
    case 'yes_no': return { kind, yes: said === '是' }
    case 'numbers': return { kind, numbers: list.map(decimal) }
    case 'texts': return { kind, texts: list }
    default: return { kind, text: said }
  }
}

function outcome(c: Case): string {
  const values: Values = Object.fromEntries(Object.entries(c.values).map(([name, v]) => [name, valueOf(v)]))
  try {
    const got = evaluate(c.tree, values)
    return `${got.kind} ${wordsOf(got)}`
  } catch (fault) {
    if (fault instanceof Fault) return `fault ${fault.code}`
    throw fault
  }
}

test('formulas give here what they give on the server', () => {
  expect(cases.length).toBeGreaterThan(400)
  const differ = cases.map((c) => ({ text: c.text, values: c.values, server: c.want ? `${c.want.kind} ${c.want.said}` : `fault ${c.fault}`, here: outcome(c) })).filter((x) => x.server !== x.here)
  expect(differ).toEqual([])
})
