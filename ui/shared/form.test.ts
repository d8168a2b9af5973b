import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { hold, type Answers, type FormRules } from './form'

interface Case { form: string; day: string; given: Answers; asked: [string, boolean][]; answers: Answers; worked: Answers; problem: { field: string; code: string } | null }

const { forms, cases } = JSON.parse(readFileSync('../internal/domain/visit/testdata/forms.json', 'utf8')) as { forms: (FormRules & { id: string })[]; cases: Case[] }
const formOf = (id: string) => forms.find((f) => f.id === id)!

test('forms stand here as they stand on the server', () => {
  expect(cases.length).toBeGreaterThan(200)
  for (const c of cases) {
    const got = hold(formOf(c.form), c.given, c.day)
    expect({ form: c.form, day: c.day, given: c.given, asked: [...got.asked], answers: got.answers, worked: got.worked, problem: got.problem && { field: got.problem.field, code: got.problem.code } }).toEqual(c)
  }
})

test('what hangs on a hidden answer is not asked either, and what was said to it is dropped', () => {
  const given = { ill: false, kind: 'b', cost: 600000, debt: true, why: '借了' }
  const got = hold(formOf('t_chain'), given, '2026-06-30')
  expect([...got.asked.keys()]).toEqual(['ill', 'why'])
  expect(got.answers).toEqual({ ill: false, why: '借了' })
  expect(hold(formOf('t_chain'), { ill: true }, '2026-06-30').problem).toMatchObject({ field: 'kind', code: 'required' })
})
