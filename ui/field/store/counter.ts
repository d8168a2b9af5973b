import { shallowRef, watch } from 'vue'
import type { ShopAllowance } from '@shared/types'
import type { Outgoing } from '../sync/outbox'
import { engine, gate } from './device'
import { outbox, synced } from './outbox'

/** What this counter has along: reserved while there was a network, kept sealed on the phone. */
export const allowances = shallowRef<ShopAllowance[]>([])

async function read(): Promise<void> {
  if (gate.value === 'open') allowances.value = (await engine().docs.all<ShopAllowance>('allowance')).map((one) => one.doc)
}

/** Keeps what is along in memory while the phone is unlocked. */
export function watchCounter(): void {
  watch([gate, synced], ([now]) => (now === 'open' ? void read() : (allowances.value = [])), { immediate: true })
}

interface Handed { allowance_id: string; household_id: string; lines: { good_id: string; pieces: number }[] }
/** What was handed out by an allowance and has not been settled: it is gone from what is along, even where the server refused it. */
const handed = (a: ShopAllowance, list: Outgoing[]): Handed[] => list.filter((o) => o.kind === 'redeem' && o.body.allowance_id === a.id).map((o) => o.body as unknown as Handed)

/** What is left of an allowance on this phone: what came with the last sync, less what waits to be sent. Never more than was set aside. */
export function leftOf(a: ShopAllowance, list: Outgoing[] = outbox.value): { pieces: Map<string, number>; points: Map<string, number> } {
  const pieces = new Map(a.goods.map((g) => [g.good_id, g.pieces]))
  const points = new Map(a.households.map((h) => [h.household.id, h.points]))
  for (const one of handed(a, list)) {
    for (const l of one.lines) {
      pieces.set(l.good_id, (pieces.get(l.good_id) ?? 0) - l.pieces)
      points.set(one.household_id, (points.get(one.household_id) ?? 0) - l.pieces * (a.goods.find((g) => g.good_id === l.good_id)?.points ?? 0))
    }
  }
  return { pieces, points }
}

/** Whether a card is the household's own: told by the hash that came along, so that it works without a network. */
export async function opens(hash: string, code: string): Promise<boolean> {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  if (plain.length !== 16) return false
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(plain)))
  return [...sum].map((b) => b.toString(16).padStart(2, '0')).join('') === hash
}
