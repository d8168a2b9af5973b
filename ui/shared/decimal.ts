/** An exact number: n divided by ten to the power of `places`. */
export interface Decimal { n: bigint; places: number }

const ten = (places: number): bigint => 10n ** BigInt(places)
const abs = (n: bigint): bigint => (n < 0n ? -n : n)

export const whole = (n: number | bigint): Decimal => ({ n: BigInt(n), places: 0 })

/** Reads 12 or -0.50; whoever calls knows that it is such a number. */
export function decimal(text: string): Decimal {
  const [left = '', right = ''] = text.split('.')
  return { n: BigInt(left + right), places: right.length }
}

/** Two numbers over one power of ten. */
function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  const places = Math.max(a.places, b.places)
  return [a.n * ten(places - a.places), b.n * ten(places - b.places), places]
}

export function add(a: Decimal, b: Decimal): Decimal {
  const [x, y, places] = aligned(a, b)
  return { n: x + y, places }
}
export const negate = (a: Decimal): Decimal => ({ n: -a.n, places: a.places })
export const multiply = (a: Decimal, b: Decimal): Decimal => ({ n: a.n * b.n, places: a.places + b.places })

/** -1, 0 or 1. */
export function order(a: Decimal, b: Decimal): number {
  const [x, y] = aligned(a, b)
  return x < y ? -1 : x > y ? 1 : 0
}

/** Divided, half away from zero at the last of the places. */
export function divide(a: Decimal, b: Decimal, places: number): Decimal {
  const [x, y] = aligned(a, b)
  return { n: halfAway(x * ten(places), y), places }
}

function halfAway(x: bigint, y: bigint): bigint {
  const q = x / y
  const up = 2n * abs(x % y) >= abs(y)
  return up ? q + (x < 0n === y < 0n ? 1n : -1n) : q
}

export type Way = 'half' | 'up' | 'down'

/** Rounded to so many places: half away from zero, up or down. */
export function round(a: Decimal, places: number, way: Way = 'half'): Decimal {
  if (a.places <= places) return a
  const by = ten(a.places - places)
  if (way === 'half') return { n: halfAway(a.n, by), places }
  const q = a.n / by
  const rest = a.n % by
  if (way === 'up') return { n: rest > 0n ? q + 1n : q, places }
  return { n: rest < 0n ? q - 1n : q, places }
}

export const isWhole = (a: Decimal): boolean => a.n % ten(a.places) === 0n

/** The whole part. */
export const truncated = (a: Decimal): bigint => a.n / ten(a.places)

/** Plain digits, without zeros at the end of a fraction. */
export function digits(a: Decimal): string {
  const text = abs(a.n).toString().padStart(a.places + 1, '0')
  const left = text.slice(0, text.length - a.places)
  const right = text.slice(text.length - a.places).replace(/0+$/, '')
  return `${a.n < 0n ? '-' : ''}${left}${a.places && right ? `.${right}` : ''}`
}
