import { ApiError } from '@shared/api'
import { db } from './db'
import { reached } from './network'

/** An answer, and when it was given if it is not of now. */
export interface Loaded<T> { value: T; keptAt: number }

/** Asks the server; without a network the last answer is shown and says so. */
export async function load<T>(key: string, ask: () => Promise<T>): Promise<Loaded<T>> {
  try {
    const value = await ask()
    reached(true)
    await db.kept.put({ key, at: Date.now(), value: plain(value) })
    return { value, keptAt: 0 }
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
    reached(failure.status !== 0)
    if (failure.status !== 0 && failure.status < 500) throw failure
    const kept = await db.kept.get(key)
    if (!kept) throw failure
    return { value: kept.value as T, keptAt: kept.at }
  }
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null))
}
