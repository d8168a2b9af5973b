import { shallowRef, watch } from 'vue'
import type { FactChange, Outgoing } from '../sync/outbox'
import { Index } from '../sync/search'
import type { Clash, House } from '../sync/types'
import { engine, gate } from './device'
import { outbox, speaksOf, synced } from './outbox'

/** The households of the officer's own places, in memory while the phone is unlocked. */
export const houses = shallowRef<{ id: string; doc: House }[]>([])
export const index = shallowRef(new Index([]))
/** What two said differently and nobody has settled yet. */
export const clashes = shallowRef<{ id: string; doc: Clash }[]>([])

async function read(): Promise<void> {
  if (gate.value !== 'open') return
  houses.value = await engine().docs.all<House>('household')
  index.value = new Index(houses.value)
  clashes.value = await engine().docs.all<Clash>('conflict')
}

/** Keeps the households in memory as they are on the phone; without the PIN there are none. */
export function watchHouses(): void {
  watch([gate, synced], ([now]) => {
    if (now === 'open') void read()
    else [houses.value, clashes.value, index.value] = [[], [], new Index([])]
  }, { immediate: true })
}

/** A field of a card as it will be: what the server had, or what waits on this phone. */
export interface Known { value: unknown; ver: number; base: unknown; day: string; by: string; waits: boolean; failed: boolean }

/** What is known of a household, with what this officer has entered and the server has not settled yet. */
export function knownOf(id: string, house: House | null): Map<string, Known> {
  const out = new Map<string, Known>()
  for (const f of house?.facts ?? []) out.set(f.f, { value: f.v, ver: f.n, base: f.v, day: f.d, by: f.by, waits: false, failed: false })
  for (const one of outbox.value.filter((o) => o.kind === 'fact' && speaksOf(o, 'household', id))) {
    for (const c of one.body.changes as FactChange[]) {
      const old = out.get(c.field)
      out.set(c.field, { value: c.value, ver: old?.ver ?? 0, base: old?.base ?? null, day: String(one.body.day ?? ''), by: '', waits: one.state !== 'failed', failed: one.state === 'failed' })
    }
  }
  return out
}

/** What waits for one household. */
export const waitsFor = (id: string): Outgoing[] => outbox.value.filter((o) => speaksOf(o, 'household', id))
