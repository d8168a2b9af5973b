import { describe, expect, it } from 'vitest'
import type { RuleEntry } from '@shared/types'
import { drawLife } from './life'

const entry = (id: string, keys: Record<string, string | string[]>, parts: RuleEntry['parts'] = []): RuleEntry => ({
  id, name: id, name_en: id, from: '2026-01-01', to: '', source: 'test', file: '', line: 0, parts,
  keys: Object.entries(keys).map(([key, v]) => ({ key, label: key, value: String(v), items: Array.isArray(v) ? v : [] })),
})

const type = entry('report', { initial: 'new' }, [
  { key: 'states', items: [entry('done', { final: 'true' }), entry('new', { open: 'true' }), entry('work', { open: 'true', due_days: '3' })] },
  { key: 'transitions', items: [entry('take', { from: ['new'], to: 'work' }), entry('return', { from: ['work'], to: 'new' }), entry('end', { from: ['new', 'work'], to: 'done' }), entry('note', { from: ['work'], to: 'work' })] },
])

describe('the drawing of a case type', () => {
  const life = drawLife(type)
  it('has the states in the order of the pack, those that end it last', () => {
    expect(life.states.map((s) => s.id)).toEqual(['new', 'work', 'done'])
    expect(life.states[0]!.first).toBe(true)
    expect(life.states[2]!.final).toBe(true)
  })
  it('draws each step from each of its states, backward ones on the left', () => {
    expect(life.steps.map((s) => `${s.no}${s.id}${s.back ? '<' : ''}`)).toEqual(['1take', '2return<', '3end', '3end', '4note'])
    for (const s of life.steps) expect(s.back ? s.x < life.left : s.x > life.left).toBe(true)
  })
  it('keeps the numbers apart and inside', () => {
    for (const a of life.steps) {
      expect(a.x).toBeGreaterThan(0)
      expect(a.x).toBeLessThan(life.width)
      for (const b of life.steps) if (a !== b) expect(Math.abs(a.x - b.x) >= 22 || Math.abs(a.y - b.y) >= 20).toBe(true)
    }
  })
})
