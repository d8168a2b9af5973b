import { valueOf } from '../indicators/figure'
import { inLanguage } from '@shared/language'
import type { Screen, ScreenPlace } from '@shared/types'

/** What the map and the bars show of the places: cases past their time, open cases, or a figure by its place in the list. */
export type Aspect = 'red' | 'open' | number

/** What a place shows of an aspect: the number behind its colour (null where there is none), the words, and a light where it has one. */
export interface Shown { n: number | null; text: string; light: string }

export function shownOf(s: Screen, p: ScreenPlace, of: Aspect): Shown {
  if (of === 'red') return { n: p.red, text: String(p.red), light: p.red ? 'red' : '' }
  if (of === 'open') return { n: p.open, text: String(p.open), light: '' }
  const cell = p.figures[of]
  const figure = s.figures[of]
  if (!cell?.value || !figure) return { n: null, text: '—', light: '' }
  return { n: Number(cell.value), text: valueOf(cell.value, figure.unit), light: cell.light }
}

/** Places in the order in which one wants to read them: the worst first. */
export function ranked(s: Screen, of: Aspect): ScreenPlace[] {
  if (of === 'red') return [...s.places].sort((a, b) => b.red - a.red || b.days - a.days || b.open - a.open)
  if (of === 'open') return [...s.places].sort((a, b) => b.open - a.open)
  return [...s.places].sort((a, b) => (shownOf(s, a, of).n ?? Infinity) - (shownOf(s, b, of).n ?? Infinity))
}

/** The colours of a screen on paper and on a wall: the same hues, lightened for the dark ground. */
export const tones = {
  paper: { ground: '#faf9f5', none: '#ece9e1', line: '#ffffff', ink: '#1e2329', faint: '#656e7a', green: '#2c7a3f', amber: '#8a5000', red: '#a8261d', blue: '#1f5fa8', ramp: ['#e6f0eb', '#9cc3b0', '#4a8d70', '#1d6449'], late: ['#f6ddda', '#e3a49e', '#c65b52', '#a8261d'] },
  wall: { ground: '#10171c', none: '#25313a', line: '#10171c', ink: '#e8edf0', faint: '#9fb0bb', green: '#6fbf83', amber: '#e0a64a', red: '#f0786d', blue: '#7fb3e6', ramp: ['#21423a', '#2f6a57', '#4c9c80', '#86cfb2'], late: ['#4a2a2a', '#7d3a36', '#b9524a', '#f0786d'] },
} as const
export type Tone = keyof typeof tones

/** The colour of a place: by its light, or by how much of the most it has. */
export function colourOf(s: Screen, p: ScreenPlace, of: Aspect, tone: Tone): string {
  const t = tones[tone]
  const v = shownOf(s, p, of)
  if (v.n === null) return t.none
  if (typeof of === 'number' && v.light) return t[v.light as 'green' | 'amber' | 'red']
  if (!v.n) return t.none
  const most = Math.max(...s.places.map((x) => shownOf(s, x, of).n ?? 0), 1)
  const ramp = of === 'red' ? t.late : t.ramp
  return ramp[Math.min(ramp.length - 1, Math.floor((v.n / most) * ramp.length))]!
}

export const placesWord = (level: number): string => (level <= 1 ? inLanguage('乡镇', 'township') : level === 2 ? inLanguage('村', 'village') : inLanguage('网格', 'grid'))
