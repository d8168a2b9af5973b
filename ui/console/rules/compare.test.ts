import { describe, expect, it } from 'vitest'
import type { RuleChange } from '@shared/types'
import { bySection, compared } from './compare'

const key = (old: string, now: string) => ({ key: 'permissions', label: '权限', old, new: now, file: 'a.yaml', line: 1 })
const change = (path: string): RuleChange => ({ what: 'changed', path, name: path, name_en: path, file: 'a.yaml', line: 1, keys: [] })

describe('what differs between two versions', () => {
  it('of a long list is what came and what went', () => {
    expect(compared(key('a, b, c, d', 'a, b, d, e'))).toEqual({ items: [{ text: 'c', how: 'out' }, { text: 'e', how: 'in' }], same: 3 })
  })
  it('of a short one, of one in another order and of a text is the whole value', () => {
    for (const [old, now] of [['a', 'a, b'], ['a, b, c', 'c, b, a'], ['', '三天内'], ['days: 3', 'days: 5']]) expect(compared(key(old!, now!)).items).toBeUndefined()
  })
  it('stands section by section', () => {
    expect(bySection(['pack', 'posts/a', 'case_types/r/states/x', 'posts/b'].map(change)).map((s) => `${s.key} ${s.changes.length}`)).toEqual(['pack 1', 'posts 2', 'case_types 1'])
  })
})
