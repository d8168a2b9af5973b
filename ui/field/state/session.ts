import { shallowRef } from 'vue'
import { ApiError, api } from '@shared/api'
import type { Me, Meta } from '@shared/types'
import { db } from '../store/db'
import { load } from '../store/kept'
import { definitions } from './definitions'

/** Who is signed in on this phone, null when nobody is. */
export const me = shallowRef<Me | null>(null)
export const meta = shallowRef<Meta | null>(null)

export const can = (perm: string): boolean => me.value?.perms.includes(perm) ?? false

let asked: Promise<void> | null = null

/** Asks once who is there. Without a network the last known answer holds, so that the app opens in the hills. */
export function loadSession(): Promise<void> {
  asked ??= ask()
  return asked
}

async function ask(): Promise<void> {
  load('meta', api.meta).then((got) => (meta.value = got.value), () => undefined)
  try {
    const who = (await load('me', api.me)).value
    await enter(who)
  } catch (failure) {
    if (!(failure instanceof ApiError) || failure.status !== 401) asked = null
  }
}

/** Takes over a session. What another account left on the phone is dropped, except what it has not sent yet. */
export async function enter(who: Me): Promise<void> {
  const before = await db.kept.get('account')
  if (before && before.value !== who.account_id) await forget()
  await db.kept.bulkPut([{ key: 'me', at: Date.now(), value: who }, { key: 'account', at: Date.now(), value: who.account_id }])
  definitions.value = (await load('definitions', () => api.definitions())).value
  me.value = who
}

/** Forgets the session on this side. What waits to be sent stays. */
export function leave(): void {
  me.value = null
}

/** Signs out and removes the copies of what the officer has read. */
export async function signOut(): Promise<void> {
  await api.signOut()
  await forget()
  leave()
}

async function forget(): Promise<void> {
  await Promise.all([db.kept.clear(), db.drafts.clear()])
}
