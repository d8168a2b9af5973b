import type { RuleEntry } from '@shared/types'

/** A state in the drawing: its row, its clock in the words of the pack, and the numbers of the steps that stay in it. */
export interface DrawnState { id: string; y: number; final: boolean; first: boolean; stays: number[]; entry: RuleEntry }

/** A step beside the states, from all that it leaves to the one that it leads to: forward ones on the right, backward ones on the
 * left, each in a lane of its own. */
export interface DrawnStep { no: number; id: string; path: string; x: number; y: number; back: boolean }

export interface Life { states: DrawnState[]; steps: DrawnStep[]; width: number; height: number; left: number }

export const box = { width: 248, height: 90, gap: 24 }
const lane = 24
const edge = 12

export const keyOf = (e: RuleEntry, key: string): string => e.keys.find((k) => k.key === key)?.value ?? ''
export const itemsOf = (e: RuleEntry, key: string): string[] => e.keys.find((k) => k.key === key)?.items ?? []
export const partOf = (e: RuleEntry, key: string): RuleEntry[] => e.parts.find((p) => p.key === key)?.items ?? []

/** The states that a case can be in by these rules: those that have ended are left out. */
export const statesOf = (type: RuleEntry): RuleEntry[] => partOf(type, 'states').filter((s) => !keyOf(s, 'retired'))

interface Way { from: string; to: string; weight: number }

/** The ways between states, but for those that are gone to and fro: they say nothing of which state comes first. */
function waysOf(type: RuleEntry): Way[] {
  const all = partOf(type, 'transitions').flatMap((s) => itemsOf(s, 'from')
    .filter((from) => from !== keyOf(s, 'to'))
    .map((from) => ({ from, to: keyOf(s, 'to'), weight: keyOf(s, 'primary') ? 4 : 1 })))
  return all.filter((w) => !all.some((x) => x.from === w.to && x.to === w.from))
}

/** What an order costs the eye: steps that lead up, the usual ones above all, and after that long ways. */
function cost(order: string[], ways: Way[]): number {
  const row = new Map(order.map((id, i) => [id, i]))
  return ways.reduce((sum, w) => {
    const down = row.get(w.to)! - row.get(w.from)!
    return Number.isNaN(down) ? sum : sum + (down < 0 ? w.weight * 20 : 0) + Math.abs(down) * w.weight
  }, 0)
}

/** The states from the first on, those that end a case last. Those between stand as in the pack, unless a county's own state, which
 * its pack appends, reads better further up. */
export function inOrder(type: RuleEntry): RuleEntry[] {
  const states = statesOf(type)
  const first = keyOf(type, 'initial')
  const fixed = states.filter((s) => keyOf(s, 'final')).map((s) => s.id)
  let inner = states.filter((s) => !keyOf(s, 'final') && s.id !== first).map((s) => s.id)
  const head = states.some((s) => s.id === first) ? [first] : []
  const ways = waysOf(type)
  const whole = (middle: string[]) => [...head, ...middle, ...fixed]
  for (let again = true; again;) {
    again = false
    for (const id of inner) {
      const others = inner.filter((x) => x !== id)
      const tries = inner.map((_, i) => [...others.slice(0, i), id, ...others.slice(i)])
      const best = tries.reduce((a, b) => (cost(whole(b), ways) < cost(whole(a), ways) ? b : a), inner)
      if (best !== inner) { inner = best; again = true }
    }
  }
  return whole(inner).map((id) => states.find((s) => s.id === id)!)
}

/** A step on one side of the states: the rows that it leaves and the one that it leads to. */
interface Bus { no: number; id: string; from: number[]; to: number; back: boolean; lane: number }

const spanOf = (b: Bus): [number, number] => [Math.min(...b.from, b.to), Math.max(...b.from, b.to)]

/** Lanes so that steps beside each other never share one: short steps inside, long ones outside. */
function lanes(buses: Bus[]): number {
  const taken: [number, number][][] = []
  const size = (b: Bus) => spanOf(b)[1] - spanOf(b)[0]
  for (const b of [...buses].sort((x, y) => size(x) - size(y) || x.no - y.no)) {
    const [lo, hi] = spanOf(b)
    let i = taken.findIndex((row) => row.every(([a, z]) => hi < a || lo > z))
    if (i < 0) i = taken.push([]) - 1
    taken[i]!.push([lo, hi])
    b.lane = i
  }
  return taken.length
}

function busesOf(type: RuleEntry, row: Map<string, number>): Bus[] {
  return partOf(type, 'transitions').flatMap((s, i) => {
    const to = row.get(keyOf(s, 'to'))
    if (to === undefined) return []
    const from = itemsOf(s, 'from').map((id) => row.get(id)).filter((r): r is number => r !== undefined && r !== to)
    return [false, true].map((back) => ({ no: i + 1, id: s.id, from: from.filter((r) => r > to === back), to, back, lane: 0 })).filter((b) => b.from.length)
  })
}

/** The drawing of a case type's life. */
export function drawLife(type: RuleEntry): Life {
  const order = inOrder(type)
  const row = new Map(order.map((s, i) => [s.id, i]))
  const buses = busesOf(type, row)
  const rightLanes = lanes(buses.filter((b) => !b.back)), leftLanes = lanes(buses.filter((b) => b.back))
  const x0 = edge + (leftLanes ? leftLanes * lane + 8 : 0)
  const top = (r: number) => edge + r * (box.height + box.gap)

  // Each end has a height of its own at its state: what goes up above, what goes down below, so that lines cross little.
  const ends = new Map<string, { bus: Bus; other: number }[]>()
  const end = (r: number, bus: Bus, other: number) => {
    const key = `${r}${bus.back}`
    ends.set(key, [...(ends.get(key) ?? []), { bus, other }])
  }
  for (const b of buses) {
    for (const r of b.from) end(r, b, b.to)
    end(b.to, b, b.from[0]!)
  }
  for (const list of ends.values()) list.sort((a, b) => a.other - b.other || a.bus.lane - b.bus.lane)
  const port = (r: number, bus: Bus) => {
    const list = ends.get(`${r}${bus.back}`)!
    return top(r) + (box.height * (list.findIndex((e) => e.bus === bus) + 1)) / (list.length + 1)
  }

  const steps = buses.map((b): DrawnStep => {
    const side = b.back ? x0 : x0 + box.width
    const out = b.back ? -1 : 1
    const x = side + out * (20 + b.lane * lane)
    const y2 = port(b.to, b)
    const far = b.from.reduce((a, r) => (Math.abs(r - b.to) > Math.abs(a - b.to) ? r : a))
    const near = b.from.reduce((a, r) => (Math.abs(r - b.to) < Math.abs(a - b.to) ? r : a))
    const whole = (y1: number) => {
      const bend = Math.min(8, Math.abs(y2 - y1) / 2) * Math.sign(y2 - y1 || 1)
      return `M${side},${y1} H${x - out * Math.abs(bend)} Q${x},${y1} ${x},${y1 + bend} V${y2 - bend} Q${x},${y2} ${x - out * Math.abs(bend)},${y2} H${side + out * 3}`
    }
    const joins = b.from.filter((r) => r !== far).map((r) => `M${side},${port(r, b)} H${x}`)
    return { no: b.no, id: b.id, path: [...joins, whole(port(far, b))].join(' '), x, y: (port(near, b) + y2) / 2, back: b.back }
  })
  apart(steps)
  const stays = (id: string) => partOf(type, 'transitions').flatMap((s, i) => (keyOf(s, 'to') === id && itemsOf(s, 'from').includes(id) ? [i + 1] : []))
  return {
    states: order.map((s, i) => ({ id: s.id, y: top(i), final: !!keyOf(s, 'final'), first: s.id === keyOf(type, 'initial'), stays: stays(s.id), entry: s })),
    steps, left: x0, width: x0 + box.width + (rightLanes ? 20 + rightLanes * lane : 0) + edge, height: top(order.length) - box.gap + edge,
  }
}

/** Numbers of steps that would cover each other move apart along their lanes. */
function apart(steps: DrawnStep[]): void {
  const put: DrawnStep[] = []
  for (const s of steps) {
    while (put.some((p) => Math.abs(p.x - s.x) < 21 && Math.abs(p.y - s.y) < 20)) s.y += 20
    put.push(s)
  }
}
