import { shallowRef } from 'vue'
import { ApiError, api } from '@shared/api'
import type { Me, Meta } from '@shared/types'
import { gate, lastAccount, openFor, setPin, unlock, wipe } from '../store/device'
import { keep, load } from '../store/kept'
import type { Unlocked } from '../sync/vault'
import { definitions } from './definitions'

/** Who is signed in on this phone and has unlocked it, null when nobody. */
export const me = shallowRef<Me | null>(null)
export const meta = shallowRef<Meta | null>(null)

export const can = (perm: string): boolean => me.value?.perms.includes(perm) ?? false

let asked: Promise<void> | null = null
/** Who the server says is signed in, while the phone is still locked. */
let waits: Me | null = null

/** Asks once who is there. Without a network the account that was here last may unlock what it has, so that the app opens in the hills. */
export function loadSession(): Promise<void> {
  asked ??= ask()
  return asked
}

async function ask(): Promise<void> {
  if (!(await endSession())) {
    asked = null
    return
  }
  api.meta().then((got) => (meta.value = got), () => undefined)
  try {
    await enter(await api.me())
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
    if (failure.status === 401) return
    asked = null
    const account = lastAccount()
    if (account && gate.value === 'none') await openFor(account)
    if (gate.value === 'new') gate.value = 'none' // without a network nobody can be signed in here
  }
}

/** Takes over a session; the phone's own store opens by the PIN. */
export async function enter(who: Me): Promise<void> {
  localStorage.removeItem(owed)
  waits = who
  await openFor(who.account_id)
  if (gate.value === 'open') await begin()
}

/** The PIN that this officer chose for this phone; false where another tab was first. */
export async function choosePin(pin: string): Promise<boolean> {
  if (!waits) return true
  const made = await setPin(waits.account_id, pin)
  if (made) await begin()
  return made
}

export async function usePin(pin: string): Promise<Unlocked> {
  const outcome = await unlock(pin)
  if (outcome === 'open') await begin()
  return outcome
}

async function begin(): Promise<void> {
  if (waits) await keep('me', waits)
  const who = waits ?? (await load('me', api.me)).value
  if (meta.value) await keep('meta', meta.value)
  else meta.value = (await load('meta', api.meta).catch(() => null))?.value ?? null
  definitions.value = (await load('definitions', () => api.definitions())).value
  waits = null
  me.value = who
}

/** Forgets the session on this side. What waits to be sent stays, sealed. */
export function leave(): void {
  me.value = null
  asked = null
}

/** Signs out and removes everything of this account from the phone. */
export async function signOut(): Promise<void> {
  await api.signOut()
  await empty()
}

const owed = 'touyan.field.sign-out'

/**
 * Removes everything of this account from the phone and ends its session, without a network as soon as there is one: else whoever
 * holds the phone would choose a new PIN. A phone that the county took out of use comes back as another one (`revoked`).
 */
export async function empty(revoked = false): Promise<void> {
  localStorage.setItem(owed, 'yes')
  await wipe(revoked)
  waits = null
  leave()
  await endSession()
}

/** Ends the session of an account that was removed from this phone. False while the server has not been told. */
async function endSession(): Promise<boolean> {
  if (!localStorage.getItem(owed)) return true
  const told = await api.signOut().then(() => true, (failure) => failure instanceof ApiError && failure.status === 401)
  if (told) localStorage.removeItem(owed)
  return told
}

/** Whether somebody is signed in and only the PIN is missing. */
export const known = (): boolean => waits !== null
