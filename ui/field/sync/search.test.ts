// @vitest-environment node
import { expect, test } from 'vitest'
import { byPlace, Index } from './search'
import type { House } from './types'

const house = (code: string, head: string, path: string, ...more: [string, string][]): { id: string; doc: House } => ({
  id: code, doc: { code, head, path, place: '1', facts: [], links: [], members: ([[head, 'xx'], ...more] as [string, string][]).map(([name, ini], i) => ({ id: `${code}${i}`, name, ini, rel: '', birth: '', sex: '', phone: `138****000${i}` })) },
})

test('a household is found by its members, initials, code, place and last digits; its head comes first', () => {
  const index = new Index([house('1', '李建国', '一组', ['王秀英', 'wxy']), house('2', '王秀英', '二组'), house('3', '赵四', '二组')])
  const found = (asked: string) => index.find(asked).map((h) => h.id)
  expect(found('王秀英')).toEqual(['2', '1'])
  expect(index.find('wxy').map((h) => h.by)).toEqual(['王秀英'])
  expect(found('二组 赵')).toEqual(['3'])
  expect(found('0001')).toEqual(['1'])
  expect(found('没有')).toEqual([])
})

test('households stand by place, in the order of their codes', () => {
  expect(byPlace([house('3', '丙', '二组'), house('1', '甲', '一组'), house('2', '乙', '一组')]).map((g) => [g.path, g.list.map((h) => h.id)])).toEqual([['一组', ['1', '2']], ['二组', ['3']]])
})
