import type { RuleEntry } from '@shared/types'

/** A state in the drawing: its row, and its clock in the words of the pack. */
export interface DrawnState { id: string; y: number; final: boolean; first: boolean; light: string; entry: RuleEntry }

/** A step drawn beside the states: forward steps on the right, backward ones on the left, each in a lane of its own. */
export interface DrawnStep { no: number; id: string; path: string; x: number; y: number; back: boolean }

export interface Life { states: DrawnState[]; steps: DrawnStep[]; width: number; height: number; left: number }

export const box = { width: 248, height: 80, gap: 30 }
const lane = 30
const edge = 10

export const keyOf = (e: RuleEntry, key: string): string => e.keys.find((k) => k.key === key)?.value ?? ''
export const itemsOf = (e: RuleEntry, key: string): string[] => e.keys.find((k) => k.key === key)?.items ?? []
export const partOf = (e: RuleEntry, key: string): RuleEntry[] => e.parts.find((p) => p.key === key)?.items ?? []

/** The states in the order of the pack, those that end a case last. */
function inOrder(type: RuleEntry): RuleEntry[] {
  const states = partOf(type, 'states')
  return [...states.filter((s) => !keyOf(s, 'final')), ...states.filter((s) => keyOf(s, 'final'))]
}

interface Span { no: number; id: string; from: number; to: number; lane: number; back: boolean }

/** Lanes so that steps beside each other never share one: short steps inside, long ones outside. */
function lanes(spans: Span[]): number {
  const taken: [number, number][][] = []
  const size = (s: Span) => Math.abs(s.to - s.from)
  for (const s of [...spans].sort((a, b) => size(a) - size(b) || a.no - b.no)) {
    const lo = Math.min(s.from, s.to), hi = Math.max(s.from, s.to)
    let i = taken.findIndex((row) => row.every(([a, b]) => hi < a || lo > b))
    if (i < 0) i = taken.push([]) - 1
    taken[i]!.push([lo, hi])
    s.lane = i
  }
  return taken.length
}

/** The drawing of a case type's life. */
export function drawLife(type: RuleEntry): Life {
  const order = inOrder(type)
  const row = new Map(order.map((s, i) => [s.id, i]))
  const spans: Span[] = []
  partOf(type, 'transitions').forEach((s, i) => {
    const to = row.get(keyOf(s, 'to'))
    for (const from of itemsOf(s, 'from')) {
      const at = row.get(from)
      if (at !== undefined && to !== undefined) spans.push({ no: i + 1, id: s.id, from: at, to, lane: 0, back: to < at })
    }
  })
  const right = spans.filter((s) => !s.back), left = spans.filter((s) => s.back)
  const rightLanes = lanes(right), leftLanes = lanes(left)
  const x0 = edge + leftLanes * lane + (leftLanes ? 16 : 0)
  const top = (r: number) => edge + r * (box.height + box.gap)
  const ports = new Map<string, Span[]>()
  for (const s of spans) for (const end of ['out', 'in'] as const) {
    const key = `${end === 'out' ? s.from : s.to}${s.back}`
    ports.set(key, [...(ports.get(key) ?? []), s])
  }
  const port = (s: Span, r: number, end: 'out' | 'in') => {
    const all = ports.get(`${r}${s.back}`)!
    const i = end === 'out' ? all.indexOf(s) : all.lastIndexOf(s)
    return top(r) + (box.height * (i + 1)) / (all.length + 1)
  }
  const steps = spans.map((s): DrawnStep => {
    const y1 = port(s, s.from, 'out'), y2 = port(s, s.to, 'in') + (s.from === s.to ? 12 : 0)
    const side = s.back ? x0 : x0 + box.width
    const out = s.back ? -1 : 1
    const x = side + out * (20 + s.lane * lane)
    const bend = Math.min(8, Math.abs(y2 - y1) / 2) * Math.sign(y2 - y1 || 1)
    const path = `M${side},${y1} H${x - out * Math.abs(bend)} Q${x},${y1} ${x},${y1 + bend} V${y2 - bend} Q${x},${y2} ${x - out * Math.abs(bend)},${y2} H${side + out * 3}`
    return { no: s.no, id: s.id, path, x, y: (y1 + y2) / 2, back: s.back }
  })
  apart(steps)
  return {
    states: order.map((s, i) => ({ id: s.id, y: top(i), final: !!keyOf(s, 'final'), first: s.id === keyOf(type, 'initial'), light: keyOf(s, 'light'), entry: s })),
    steps, left: x0, width: x0 + box.width + 20 + rightLanes * lane + edge, height: top(order.length) - box.gap + edge,
  }
}

/** Numbers of steps that would cover each other move apart along their lanes. */
function apart(steps: DrawnStep[]): void {
  const put: DrawnStep[] = []
  for (const s of steps) {
    while (put.some((p) => Math.abs(p.x - s.x) < 22 && Math.abs(p.y - s.y) < 20)) s.y += 20
    put.push(s)
  }
}
