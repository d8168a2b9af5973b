import { add, decimal, digits, divide, isWhole, multiply, negate, order, round, truncated, whole, type Decimal, type Way } from './decimal'

/** A formula that the server has checked, as data (internal/platform/rule/tree.go says what each op is). */
export interface Tree { op: string; text?: string; type?: string; args?: Tree[] }

export type Value =
  | { kind: 'number'; number: Decimal }
  | { kind: 'yes_no'; yes: boolean }
  | { kind: 'text'; text: string }
  | { kind: 'day'; text: string }
  | { kind: 'numbers'; numbers: Decimal[] }
  | { kind: 'texts'; texts: string[] }

/** What the names of a formula stand for; one that is left out has no value. */
export type Values = Record<string, Value | undefined>

/** A formula could not be worked out: no_value (a number or day that it reads is not there), divide_by_zero, bad_value, too_large. */
export class Fault extends Error {
  constructor(readonly code: string) { super(code) }
}

export const isNumber = (n: Decimal): Value => ({ kind: 'number', number: n })
const isYes = (yes: boolean): Value => ({ kind: 'yes_no', yes })

/** A value as it is kept and shown: numbers plain, 是 or 否, lists with 、 between. */
export function wordsOf(v: Value): string {
  switch (v.kind) {
    case 'number': return digits(v.number)
    case 'yes_no': return v.yes ? '是' : '否'
    case 'numbers': return v.numbers.map(digits).join('、')
    case 'texts': return v.texts.join('、')
    default: return v.text
  }
}

/** Works a formula out, exactly as the server does: testdata/trees.json holds both to the same results. */
export function evaluate(tree: Tree, values: Values): Value {
  const args = tree.args ?? []
  const arg = (i: number): Value => evaluate(args[i]!, values)
  const yes = (i: number): boolean => (arg(i) as { yes: boolean }).yes
  switch (tree.op) {
    case 'number': return isNumber(decimal(tree.text!))
    case 'text': return { kind: 'text', text: tree.text ?? '' }
    case 'yes_no': return isYes(tree.text === '是')
    case 'name': return values[tree.text!] ?? blank(tree.type!)
    case 'has': return isYes(filled(values[tree.text!]))
    case 'and': return isYes(yes(0) && yes(1))
    case 'or': return isYes(yes(0) || yes(1))
    case 'not': return isYes(!yes(0))
    case 'neg': return isNumber(negate(num(arg(0))))
    case 'if': return yes(0) ? arg(1) : arg(2)
  }
  const list = args.map((_, i) => arg(i))
  const call = calls[tree.op] ?? compared[tree.op]
  if (!call) throw new Fault('unknown_op')
  return small(call(list))
}

/** What a name without a value stands for; a number and a day have no such thing. */
function blank(type: string): Value {
  switch (type) {
    case 'yes_no': return isYes(false)
    case 'text': return { kind: 'text', text: '' }
    case 'numbers': return { kind: 'numbers', numbers: [] }
    case 'texts': return { kind: 'texts', texts: [] }
  }
  throw new Fault('no_value')
}

function filled(v: Value | undefined): boolean {
  switch (v?.kind) {
    case undefined: return false
    case 'text': return v.text !== ''
    case 'numbers': return v.numbers.length > 0
    case 'texts': return v.texts.length > 0
  }
  return true
}

const most = decimal('1000000000000000000')
const places = 12

/** Refuses results beyond the bound of numbers, and keeps 12 places. */
function small(v: Value): Value {
  if (v.kind !== 'number') return v
  if (order(v.number, most) > 0 || order(v.number, negate(most)) < 0) throw new Fault('too_large')
  return isNumber(round(v.number, places))
}

const num = (v: Value | undefined): Decimal => (v as { number: Decimal }).number
const said = (v: Value | undefined): string => (v as { text: string }).text
const numbers = (list: Value[]): Decimal[] => (list.length === 1 && list[0]!.kind === 'numbers' ? list[0].numbers : list.map(num))

function same(a: Value, b: Value): boolean {
  if (a.kind === 'number') return order(a.number, num(b)) === 0
  return a.kind === 'yes_no' ? a.yes === (b as { yes: boolean }).yes : said(a) === said(b)
}
/** The order of two numbers or days. */
function before(a: Value, b: Value): number {
  if (a.kind === 'number') return order(a.number, num(b))
  return said(a) < said(b) ? -1 : said(a) > said(b) ? 1 : 0
}

type Call = (list: Value[]) => Value
const compared: Record<string, Call> = {
  '==': ([a, b]) => isYes(same(a!, b!)),
  '!=': ([a, b]) => isYes(!same(a!, b!)),
  '<': ([a, b]) => isYes(before(a!, b!) < 0),
  '<=': ([a, b]) => isYes(before(a!, b!) <= 0),
  '>': ([a, b]) => isYes(before(a!, b!) > 0),
  '>=': ([a, b]) => isYes(before(a!, b!) >= 0),
}

const dayLength = 86_400_000
const instant = (day: string): number => Date.parse(`${day}T00:00:00Z`)

function dated(time: number): Value {
  const at = new Date(time)
  const year = at.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) throw new Fault('too_large')
  return { kind: 'day', text: `${String(year).padStart(4, '0')}-${at.toISOString().slice(-19, -14)}` }
}

/** A count of days or months: whole, and not beyond the bound. */
function steps(n: Decimal, bound: number): number {
  if (!isWhole(n) || order(n, whole(bound)) > 0 || order(n, whole(-bound)) < 0) throw new Fault('bad_value')
  return Number(truncated(n))
}
const addDays = (day: Value, n: Decimal): Value => dated(instant(said(day)) + steps(n, 73_000) * dayLength)

/** Keeps the day of the month, or takes the month's last day where it has no such day. */
function addMonths(day: Value, n: Decimal): Value {
  const [y, m, d] = said(day).split('-').map(Number) as [number, number, number]
  const month = y * 12 + (m - 1) + steps(n, 2400)
  const first = new Date(0)
  first.setUTCFullYear(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 0) // the last day of the month
  first.setUTCDate(Math.min(d, first.getUTCDate()))
  return dated(first.getTime())
}

function extreme(sign: number): Call {
  return (list) => {
    const all = numbers(list)
    if (!all.length) throw new Fault('no_value')
    return isNumber(all.reduce((best, n) => (order(n, best) === sign ? n : best)))
  }
}

function rounded(way: Way): Call {
  return ([n, to]) => {
    if (!isWhole(num(to)) || order(num(to), whole(0)) < 0 || order(num(to), whole(8)) > 0) throw new Fault('bad_value')
    return isNumber(round(num(n), Number(truncated(num(to))), way))
  }
}

const sum = (list: Decimal[]): Decimal => list.reduce(add, whole(0))
const part = (at: number): Call => ([day]) => isNumber(whole(Number(said(day).split('-')[at])))

const calls: Record<string, Call> = {
  '+': ([a, b]) => (a!.kind === 'day' ? addDays(a!, num(b)) : isNumber(add(num(a), num(b)))),
  '-': ([a, b]) => {
    if (a!.kind !== 'day') return isNumber(add(num(a), negate(num(b))))
    return b!.kind === 'day' ? isNumber(whole(Math.round((instant(said(a)) - instant(said(b))) / dayLength))) : addDays(a!, negate(num(b)))
  },
  '*': ([a, b]) => isNumber(multiply(num(a), num(b))),
  '/': ([a, b]) => {
    if (num(b).n === 0n) throw new Fault('divide_by_zero')
    return isNumber(divide(num(a), num(b), places))
  },
  '合计': (list) => isNumber(sum(numbers(list))),
  '平均': (list) => {
    const all = numbers(list)
    if (!all.length) throw new Fault('no_value')
    return isNumber(divide(sum(all), whole(all.length), places))
  },
  '最大': extreme(1),
  '最小': extreme(-1),
  '个数': ([v]) => isNumber(whole(v!.kind === 'numbers' ? v!.numbers.length : (v as { texts: string[] }).texts.length)),
  '四舍五入': rounded('half'),
  '向上取整': rounded('up'),
  '向下取整': rounded('down'),
  '绝对值': ([n]) => isNumber(num(n).n < 0n ? negate(num(n)) : num(n)),
  '限于': ([n, low, high]) => {
    if (order(num(low), num(high)) > 0) throw new Fault('bad_value')
    return isNumber(order(num(n), num(low)) < 0 ? num(low) : order(num(n), num(high)) > 0 ? num(high) : num(n))
  },
  '属于': ([text, ...among]) => isYes(among.some((one) => said(one) === said(text))),
  '包含': ([list, text]) => isYes((list as { texts: string[] }).texts.includes(said(text))),
  '有': ([v]) => isYes(filled(v)),
  '日期': ([text]) => ({ kind: 'day', text: said(text) }),
  '加月': ([day, n]) => addMonths(day!, num(n)),
  '年': part(0),
  '月': part(1),
  '日': part(2),
}
