import { describe, expect, it } from 'vitest'
import type { RuleEntry } from '@shared/types'
import { drawLife, inOrder } from './life'

const entry = (id: string, keys: Record<string, string | string[]>, parts: RuleEntry['parts'] = []): RuleEntry => ({
  id, name: id, name_en: id, from: '2026-01-01', to: '', source: 'test', file: '', line: 0, parts,
  keys: Object.entries(keys).map(([key, v]) => ({ key, label: key, value: String(v), items: Array.isArray(v) ? v : [] })),
})

const type = entry('report', { initial: 'new' }, [
  { key: 'states', items: [entry('done', { final: 'true' }), entry('new', { open: 'true' }), entry('old', { open: 'true', retired: 'true' }), entry('work', { open: 'true', due: 'days: 3' })] },
  { key: 'transitions', items: [entry('take', { from: ['new'], to: 'work' }), entry('return', { from: ['work', 'old'], to: 'new' }), entry('end', { from: ['new', 'work'], to: 'done' }), entry('note', { from: ['work'], to: 'work' })] },
])

describe('the drawing of a case type', () => {
  const life = drawLife(type)
  it('has the states in the order of the pack, those that end it last, without those that have ended', () => {
    expect(life.states.map((s) => s.id)).toEqual(['new', 'work', 'done'])
    expect(life.states[0]!.first).toBe(true)
    expect(life.states[2]!.final).toBe(true)
  })
  it('draws each step once on its side, with all states that it leaves; backward ones on the left', () => {
    expect(life.steps.map((s) => `${s.no}${s.id}${s.back ? '<' : ''}`)).toEqual(['1take', '2return<', '3end'])
    for (const s of life.steps) expect(s.back ? s.x < life.left : s.x > life.left).toBe(true)
    expect(life.steps[2]!.path.match(/M/g)).toHaveLength(2)
  })
  it('puts the number of a step that stays into its state', () => {
    expect(life.states.map((s) => s.stays)).toEqual([[], [4], []])
  })
  it('keeps the numbers apart and inside', () => {
    for (const a of life.steps) {
      expect(a.x).toBeGreaterThan(0)
      expect(a.x).toBeLessThan(life.width)
      for (const b of life.steps) if (a !== b) expect(Math.abs(a.x - b.x) >= 21 || Math.abs(a.y - b.y) >= 20).toBe(true)
    }
  })
  it('moves a state that a county appends to where its steps lead down', () => {
    const more = entry('report', { initial: 'new' }, [
      { key: 'states', items: [entry('new', {}), entry('work', {}), entry('checked', {}), entry('done', { final: 'true' }), entry('queued', {})] },
      { key: 'transitions', items: [
        entry('take', { from: ['new'], to: 'work' }), entry('check', { from: ['work'], to: 'checked', primary: 'true' }), entry('end', { from: ['checked'], to: 'done', primary: 'true' }),
        entry('triage', { from: ['new'], to: 'queued', primary: 'true' }), entry('take_on', { from: ['queued'], to: 'work', primary: 'true' }), entry('give_back', { from: ['queued'], to: 'new' }),
      ] },
    ])
    expect(inOrder(more).map((s) => s.id)).toEqual(['new', 'queued', 'work', 'checked', 'done'])
  })
  it('leaves a state where the pack has it that is left only for where one came from', () => {
    const aside = entry('project', { initial: 'new' }, [
      { key: 'states', items: [entry('new', {}), entry('building', {}), entry('changing', {}), entry('done', { final: 'true' })] },
      { key: 'transitions', items: [
        entry('begin', { from: ['new'], to: 'building', primary: 'true' }), entry('redesign', { from: ['building'], to: 'changing' }),
        entry('approve', { from: ['changing'], to: 'building', primary: 'true' }), entry('refuse', { from: ['changing'], to: 'building' }), entry('end', { from: ['building'], to: 'done', primary: 'true' }),
      ] },
    ])
    expect(inOrder(aside).map((s) => s.id)).toEqual(['new', 'building', 'changing', 'done'])
  })
})
