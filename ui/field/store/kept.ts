import { ApiError } from '@shared/api'
import { engine, gate } from './device'
import { reached } from './network'

/** An answer, and when it was given if it is not of now. */
export interface Loaded<T> { value: T; keptAt: number }

const place = (key: string): string => `kept:${key}`

/**
 * Asks the server; without a network what the phone holds of the officer's places is shown (`held`), or the last answer: whichever
 * is newer, and how old it is. Both lie sealed on the phone.
 */
export async function load<T>(key: string, ask: () => Promise<T>, held?: () => Promise<T | null>): Promise<Loaded<T>> {
  try {
    const value = await ask()
    reached(true)
    await keep(key, value)
    return { value, keptAt: 0 }
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
    reached(failure.status !== 0)
    if (failure.status !== 0 && failure.status < 500) throw failure
    const kept = await last<T>(key)
    const state = held && gate.value === 'open' ? await engine().state() : null
    const at = state?.loaded ? state.at : 0 // half a load would look as if there were no more
    const value = at > (kept?.keptAt ?? 0) ? await held!() : null
    if (value) return { value, keptAt: at }
    if (kept) return kept
    throw failure
  }
}

/** Keeps an answer. */
export async function keep(key: string, value: unknown): Promise<void> {
  if (gate.value !== 'open') return
  const sealed = await engine().vault.seal(place(key), value)
  await engine().db.kept.put({ key, at: Date.now(), sealed })
}

/** The last answer that was kept. */
export async function last<T>(key: string): Promise<Loaded<T> | null> {
  if (gate.value !== 'open') return null
  const row = await engine().db.kept.get(key)
  return row ? { value: await engine().vault.read<T>(place(key), row.sealed), keptAt: row.at } : null
}
