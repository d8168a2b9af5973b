import { expect, test } from 'vitest'
import type { Words } from '@shared/i18n'
import sharedZh from '@shared/words/zh'
import en from './en'
import zh from './zh'

function keys(of: Words, above = ''): string[] {
  return Object.entries(of).flatMap(([key, value]) => (typeof value === 'string' ? [above + key] : keys(value, `${above}${key}.`)))
}

function gaps(of: Words): string[] {
  return Object.values(of).flatMap((value) => (typeof value === 'string' ? (value.match(/\{\w+\}/g) ?? []) : gaps(value)))
}

test('every word exists in both languages, with the same gaps to fill', () => {
  expect(keys(en)).toEqual(keys(zh))
  expect(gaps(en).sort()).toEqual(gaps(zh).sort())
})

test('the words of this front do not hide those that both share', () => {
  expect(Object.keys(zh).filter((key) => key in sharedZh)).toEqual([])
})
