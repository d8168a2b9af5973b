import { decimal, round, type Decimal } from './decimal'
import { evaluate, Fault, isNumber, wordsOf, type Tree, type Value, type Values } from './rule'

/** A question of a form, with its conditions as the server has checked them. */
export interface FormQuestion {
  id: string
  name: string
  word: string
  type: string
  required: boolean
  shown_if?: Tree
  required_if?: Tree
  check?: Tree
  value?: Tree
  says: string
  says_en: string
  choices: { id: string; name: string }[]
  columns?: FormQuestion[]
}
export interface FormRules { fields: FormQuestion[]; figures: { name: string; from: string; to: string; value: string }[] }
export type Answers = Record<string, unknown>

/** Why answers cannot be saved yet, in the codes of the server. */
export interface Problem { field: string; code: string; args: Record<string, string> }

/** How a form stands: what it asks for and which of it must be answered, the answers that count, what follows from them, and what is wrong first. */
export interface Held { asked: Map<string, boolean>; answers: Answers; worked: Answers; problem: Problem | null }

/**
 * Holds answers to a form, exactly as the server does when they arrive (internal/platform/form/settle.go), without asking it: answers to
 * questions that are not asked are dropped, until nothing changes any more. The day is that of which the answers speak.
 */
export function hold(form: FormRules, given: Answers, day: string): Held {
  const asks = form.fields.filter((f) => !f.value)
  const answers: Answers = {}
  const wrong: Problem[] = []
  for (const f of asks) {
    const got = typed(f, given[f.id])
    if (got.problem) wrong.push(got.problem)
    else if (got.value !== undefined) answers[f.id] = got.value
  }
  for (;;) {
    const worked: Answers = {}
    const unworkable = work(form, answers, worked, day)
    const values = valuesOf(form, { ...answers, ...worked }, day)
    const shown = new Map(asks.map((f) => [f.id, holds(f.shown_if, values, true, false)] as const))
    const gone = asks.filter((f) => shown.get(f.id) === false && f.id in answers)
    if (gone.length) {
      for (const f of gone) delete answers[f.id]
      continue
    }
    const asked = new Map(asks.filter((f) => shown.get(f.id) === true).map((f) => [f.id, f.required || holds(f.required_if, values, false, false) === true] as const))
    const problem = wrong.find((p) => asked.has(p.field)) ?? unworkable ?? missing(asks, shown, values, answers) ?? failed(asks, values, answers)
    return { asked, answers, worked, problem }
  }
}

/** What a condition says: `none` where there is none, `unknown` where it reads what nobody gave, and 'fault' where it cannot be worked out. */
function holds(tree: Tree | undefined, values: Values, none: boolean, unknown: boolean): boolean | 'fault' {
  if (!tree) return none
  try {
    return (evaluate(tree, values) as { yes: boolean }).yes
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault
    return fault.code === 'no_value' ? unknown : 'fault'
  }
}

const problem = (field: string, code: string, args: Record<string, string> = {}): Problem => ({ field, code, args })

function missing(asks: FormQuestion[], shown: Map<string, boolean | 'fault'>, values: Values, answers: Answers): Problem | null {
  for (const f of asks) {
    const must = f.required || (shown.get(f.id) === true && holds(f.required_if, values, false, false))
    if (shown.get(f.id) === 'fault' || must === 'fault') return problem(f.id, 'formula')
    if (shown.get(f.id) === true && must && !(f.id in answers)) return problem(f.id, 'required')
  }
  return null
}

function failed(asks: FormQuestion[], values: Values, answers: Answers): Problem | null {
  const f = asks.find((one) => one.id in answers && holds(one.check, values, true, true) === false)
  return f ? problem(f.id, 'check_failed', { says: f.says, says_en: f.says_en }) : null
}

/** Works out the answers that follow from others, in the order of the form. */
function work(form: FormRules, answers: Answers, worked: Answers, day: string): Problem | null {
  let first: Problem | null = null
  for (const f of form.fields.filter((one) => one.value)) {
    try {
      worked[f.id] = answerOf(f.type, evaluate(f.value!, valuesOf(form, { ...answers, ...worked }, day)))
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault
      if (fault.code !== 'no_value') first ??= problem(f.id, 'formula')
    }
  }
  return first
}

function answerOf(type: string, v: Value): unknown {
  if (type === 'yes_no') return (v as { yes: boolean }).yes
  if (type !== 'money') return wordsOf(v)
  const fen = round((v as { number: Decimal }).number, 2)
  const amount = Number(fen.n * 10n ** BigInt(2 - fen.places))
  if (Math.abs(amount) > 1e18) throw new Fault('bad_value')
  return amount
}

/** Answers as formulas see them, with the figures of the pack: choices by their Chinese names, money in yuan. */
function valuesOf(form: FormRules, answers: Answers, day: string): Values {
  const values: Values = { 今天: { kind: 'day', text: day } }
  for (const x of form.figures) if (x.from <= day && (!x.to || day <= x.to)) values[x.name] = isNumber(decimal(x.value))
  for (const f of form.fields) {
    if (f.type === 'rows') rowValues(f, (answers[f.id] ?? []) as Answers[], values)
    else if (f.id in answers) values[f.word] = valueOf(f, answers[f.id])
  }
  return values
}

const choice = (f: FormQuestion, id: unknown): string => f.choices.find((c) => c.id === id)?.name ?? ''
const yuan = (fen: unknown): Decimal => ({ n: BigInt(fen as number), places: 2 })

function valueOf(f: FormQuestion, v: unknown): Value {
  switch (f.type) {
    case 'yes_no': return { kind: 'yes_no', yes: v as boolean }
    case 'money': return isNumber(yuan(v))
    case 'number': return isNumber(decimal(v as string))
    case 'day': return { kind: 'day', text: v as string }
    case 'choices': return { kind: 'texts', texts: (v as string[]).map((id) => choice(f, id)) }
    case 'choice': return { kind: 'text', text: choice(f, v) }
  }
  return { kind: 'text', text: v as string }
}

/** Rows as formulas see them: how many there are, and what stands in each column, as far as it is filled in. */
function rowValues(f: FormQuestion, rows: Answers[], values: Values): void {
  values[`${f.word}的行数`] = isNumber({ n: BigInt(rows.length), places: 0 })
  for (const c of f.columns ?? []) {
    const cells = rows.filter((r) => r[c.id] !== undefined).map((r) => valueOf(c, r[c.id]))
    const number = c.type === 'number' || c.type === 'money'
    values[`${f.word}的${c.word}`] = number ? { kind: 'numbers', numbers: cells.map((v) => (v as { number: Decimal }).number) } : { kind: 'texts', texts: cells.map(wordsOf) }
  }
}

const numberForm = /^-?[0-9]{1,15}(\.[0-9]{1,6})?$/
const longest = 2000
const mostRows = 200
const mostFen = 1e15

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

/** An answer by the type of its question; neither value nor problem where there is none. */
function typed(f: FormQuestion, raw: unknown): { value?: unknown; problem?: Problem } {
  const v = typeof raw === 'string' ? raw.trim() : raw
  if (v === undefined || v === null || v === '') return {}
  const bad = { problem: problem(f.id, 'bad_value') }
  switch (f.type) {
    case 'text': return typeof v !== 'string' ? bad : [...v].length > longest ? { problem: problem(f.id, 'too_long', { max: String(longest) }) } : { value: v }
    case 'number': return numberForm.test(String(v)) ? { value: String(v) } : bad
    case 'money': return Number.isSafeInteger(v) && (v as number) >= 0 && (v as number) <= mostFen ? { value: v } : bad
    case 'day': return isDay(String(v)) ? { value: v } : bad
    case 'yes_no': return typeof v === 'boolean' ? { value: v } : bad
    case 'choice': return f.choices.some((c) => c.id === v) ? { value: v } : bad
    case 'choices': return picked(f, v, bad)
    case 'rows': return tabled(f, v, bad)
  }
  return { value: v }
}

function picked(f: FormQuestion, v: unknown, bad: { problem: Problem }): { value?: unknown; problem?: Problem } {
  if (!Array.isArray(v) || v.some((id) => !f.choices.some((c) => c.id === id))) return bad
  const ids = [...new Set(v as string[])]
  return ids.length ? { value: ids } : {}
}

/** Rows; one without any answer is left out. */
function tabled(f: FormQuestion, v: unknown, bad: { problem: Problem }): { value?: unknown; problem?: Problem } {
  if (!Array.isArray(v) || v.length > mostRows) return bad
  const rows: Answers[] = []
  for (const row of v as Answers[]) {
    const kept: Answers = {}
    for (const c of f.columns ?? []) {
      const got = typed({ ...c, id: f.id }, row[c.id])
      if (got.problem) return got
      if (got.value !== undefined) kept[c.id] = got.value
    }
    if (!Object.keys(kept).length) continue
    const lacks = f.columns?.find((c) => c.required && !(c.id in kept))
    if (lacks) return { problem: problem(f.id, 'row_incomplete', { column: lacks.name }) }
    rows.push(kept)
  }
  return rows.length ? { value: rows } : {}
}
