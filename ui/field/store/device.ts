import { ref } from 'vue'
import { clientKey } from '@shared/api'
import { FieldDb } from '../sync/db'
import { Engine } from '../sync/engine'
import type { Unlocked } from '../sync/vault'
import { bringOver } from './former'

/** Whether what lies on this phone can be read: no account yet, no PIN yet, locked, or open. */
export type Gate = 'none' | 'new' | 'locked' | 'open'
export const gate = ref<Gate>('none')

const accountKey = 'touyan.field.account'
let current: Engine | null = null
let cost: number | undefined

/** The store of the account that is signed in; only after openFor. */
export function engine(): Engine {
  if (!current) throw new Error('no account on this phone')
  return current
}

/** Tests need no strong PIN. */
export function cheapen(rounds: number): void { cost = rounds }

/** The account that was signed in here last: its number and nothing else lies open. */
export const lastAccount = (): string => localStorage.getItem(accountKey) ?? ''

/** Browsers give crypto to pages on HTTPS or localhost only; without it nothing can be kept safely. */
export const canKeep = (): boolean => typeof crypto !== 'undefined' && !!crypto.subtle && typeof indexedDB !== 'undefined'

/** Opens the store of an account; what lies there stays sealed until the PIN is typed. */
export async function openFor(account: string): Promise<void> {
  if (current?.db.name === `touyan-field-${account}`) return
  close()
  localStorage.setItem(accountKey, account)
  current = new Engine(new FieldDb(account), { fetch: (path, init) => fetch(path, init), now: Date.now, newKey: () => deviceKey(account), name: browser(), account }, { rounds: cost })
  gate.value = (await current.vault.exists()) ? 'locked' : 'new'
}

/**
 * Closes the store when another tab signs somebody else in, or removes everything: what was written here afterwards would go out under
 * another name, or lie under a key that is gone. `gone` is told, to take away what is on the screen.
 */
export function followTabs(gone: () => void): void {
  addEventListener('storage', (event: StorageEvent) => {
    if (!current || (event.key !== accountKey && event.key !== null) || current.db.name === `touyan-field-${lastAccount()}`) return
    close()
    gone()
  })
}

/** The key by which the county knows this browser; it outlives the store, so that signing in again makes no second device. */
function deviceKey(account: string): string {
  const at = `touyan.field.device.${account}`
  const key = localStorage.getItem(at) ?? clientKey()
  localStorage.setItem(at, key)
  return key
}

function browser(): string {
  const system = /(Android|iPhone|iPad|HarmonyOS|Windows|Mac OS X|Linux)/.exec(navigator.userAgent)?.[1] ?? ''
  const app = /(MicroMessenger|HuaweiBrowser|MiuiBrowser|Edg|Firefox|Chrome|Safari)/.exec(navigator.userAgent)?.[1] ?? ''
  return [system, app].filter(Boolean).join(' · ') || 'browser'
}

/** False where another tab has chosen a PIN meanwhile: that one opens it. */
export async function setPin(account: string, pin: string): Promise<boolean> {
  void navigator.storage?.persist?.() // asks the browser not to make room here
  if (!(await engine().vault.create(pin))) {
    gate.value = 'locked'
    return false
  }
  await bringOver(account, engine())
  gate.value = 'open'
  return true
}

export async function unlock(pin: string): Promise<Unlocked> {
  const outcome = await engine().vault.unlock(pin)
  if (outcome === 'open') gate.value = 'open'
  if (outcome === 'wiped') gate.value = 'new'
  return outcome
}

/** Forgets the key; what lies on the phone stays, unreadable. */
export function lock(): void {
  if (gate.value !== 'open') return
  engine().vault.lock()
  gate.value = 'locked'
}

/** Removes everything of this account from the phone; with `revoked` also the key by which the county knew it. */
export async function wipe(revoked = false): Promise<void> {
  await current?.vault.wipe()
  if (revoked) localStorage.removeItem(`touyan.field.device.${lastAccount()}`)
  close()
  localStorage.removeItem(accountKey)
}

function close(): void {
  current?.vault.lock()
  current?.db.close()
  current = null
  gate.value = 'none'
}
