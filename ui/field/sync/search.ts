import type { House } from './types'

/** A household that was found, and by which of its members. */
export interface Hit { id: string; house: House; by: string }

interface Line { id: string; house: House; words: { text: string; by: string }[] }

const normal = (text: string): string => text.toLowerCase().replace(/\s+/g, '')

/** Finds households by a part of a name, its initials, the code, the place or the last digits of a number: in memory, as the words lie sealed. */
export class Index {
  private readonly lines: Line[]

  constructor(houses: { id: string; doc: House }[]) {
    this.lines = houses.map(({ id, doc }) => ({
      id, house: doc,
      words: [
        ...doc.members.flatMap((m) => [m.name, m.ini, m.phone?.slice(-4) ?? ''].filter(Boolean).map((text) => ({ text: normal(text), by: m.name }))),
        { text: doc.code, by: '' }, { text: normal(doc.path), by: '' },
        ...doc.links.map((l) => ({ text: normal(l.name), by: l.name })),
      ],
    })).sort((a, b) => (a.house.code < b.house.code ? -1 : 1))
  }

  get size(): number { return this.lines.length }

  /** All words must be found; a household whose head begins with the words comes first. */
  find(asked: string, most = 50): Hit[] {
    const words = asked.trim().split(/\s+/).filter(Boolean).map(normal)
    const hits: (Hit & { rank: number })[] = []
    for (const line of this.lines) {
      const found = words.map((w) => line.words.find((one) => one.text.includes(w)))
      if (found.some((one) => !one)) continue
      const rank = words.length && normal(line.house.head).startsWith(words[0]!) ? 0 : found.some((one) => one!.by) ? 1 : 2
      hits.push({ id: line.id, house: line.house, by: found.find((one) => one!.by)?.by ?? '', rank })
    }
    return hits.sort((a, b) => a.rank - b.rank).slice(0, most)
  }
}

/** The households of each place, for walking from one to the next. */
export function byPlace(houses: { id: string; doc: House }[]): { path: string; list: { id: string; doc: House }[] }[] {
  const out = new Map<string, { id: string; doc: House }[]>()
  for (const one of [...houses].sort((a, b) => (a.doc.code < b.doc.code ? -1 : 1))) out.set(one.doc.path, [...(out.get(one.doc.path) ?? []), one])
  return [...out].map(([path, list]) => ({ path, list }))
}
