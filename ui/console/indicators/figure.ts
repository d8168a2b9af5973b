import { group, period as span, shortDay } from '@shared/format'
import { inLanguage } from '@shared/language'
import type { Indicator, IndicatorFigure } from '@shared/types'

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'half_year' | 'year'
export const periods: Period[] = ['day', 'week', 'month', 'quarter', 'half_year', 'year']

/** A figure as it is read: 93.5%, 1,204; a dash where there is none. */
export function valueOf(value: string, unit: Indicator['unit']): string {
  if (!value) return '—'
  return unit === 'percent' ? `${value}%` : group(Number(value))
}

/** A period in words. */
export function periodName(of: string, from: string, to: string): string {
  const [y, m] = [from.slice(0, 4), Number(from.slice(5, 7))]
  switch (of) {
    case 'day': return shortDay(from)
    case 'month': return inLanguage(`${y}年${m}月`, from.slice(0, 7))
    case 'quarter': return inLanguage(`${y}年第${Math.ceil(m / 3)}季度`, `${y} Q${Math.ceil(m / 3)}`)
    case 'half_year': return inLanguage(`${y}年${m < 7 ? '上' : '下'}半年`, `${y} H${m < 7 ? 1 : 2}`)
    case 'year': return inLanguage(`${y}年`, y)
  }
  return span(from, to)
}

/** Points of a line in a box of 100 by 100; what has no value leaves a gap. */
export function linesOf(values: string[], extra: string[] = []): { lines: string[]; y: (v: string) => number; last: { x: number; y: number } | null } {
  const known = [...values, ...extra].filter(Boolean).map(Number)
  const low = Math.min(0, ...known)
  const high = Math.max(...known, low + 1)
  const y = (v: string) => 94 - ((Number(v) - low) / (high - low)) * 88
  const x = (i: number) => (values.length > 1 ? (i / (values.length - 1)) * 98 + 1 : 50)
  const lines: string[] = []
  let run: string[] = []
  values.forEach((v, i) => {
    if (v) run.push(`${x(i)},${y(v)}`)
    if ((!v || i === values.length - 1) && run.length) {
      lines.push(run.length > 1 ? run.join(' ') : `${run[0]} ${run[0]}`)
      run = []
    }
  })
  const i = values.map(Boolean).lastIndexOf(true)
  return { lines, y, last: i < 0 ? null : { x: x(i), y: y(values[i]!) } }
}

export const lightOf = (f: IndicatorFigure) => f.light as '' | 'green' | 'amber' | 'red'
