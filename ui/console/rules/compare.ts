import type { RuleChange } from '@shared/types'

type KeyChange = RuleChange['keys'][number]

/** A list with a few items more or fewer: only these, and how many stayed. Without items: a value as a whole. */
export interface Compared { items?: { text: string; how: 'in' | 'out' }[]; same: number }

const itemsOf = (text: string): string[] => text.split(', ').filter(Boolean)

/** Lists of four and more would hide in their length what differs in them. */
export function compared(k: KeyChange): Compared {
  const old = itemsOf(k.old), now = itemsOf(k.new)
  const out = old.filter((x) => !now.includes(x)), came = now.filter((x) => !old.includes(x))
  const same = now.length - came.length
  if (same < 3 || !(out.length + came.length)) return { same: 0 }
  return { items: [...out.map((text) => ({ text, how: 'out' as const })), ...came.map((text) => ({ text, how: 'in' as const }))], same }
}

/** The changes section by section, in their order. */
export function bySection(changes: RuleChange[]): { key: string; changes: RuleChange[] }[] {
  const out = new Map<string, RuleChange[]>()
  for (const c of changes) {
    const key = c.path.split('/')[0]!
    out.set(key, [...(out.get(key) ?? []), c])
  }
  return [...out].map(([key, list]) => ({ key, changes: list }))
}
