import { computed, shallowRef } from 'vue'
import { api } from '@shared/api'
import type { Definitions, Me, Meta } from '@shared/types'
import { setDefinitions } from './definitions'

/** Who is signed in, null when nobody is. */
export const me = shallowRef<Me | null>(null)
export const meta = shallowRef<Meta | null>(null)

const perms = computed(() => new Set(me.value?.perms ?? []))

/** What the officer's posts cover, when that is one place or unit; else the county. */
export const ownName = computed(() => {
  const names = new Set((me.value?.posts ?? []).map((p) => p.body?.name ?? p.place?.name ?? ''))
  const [only] = names
  return names.size === 1 && only ? only : (meta.value?.county.name ?? '')
})

/** Whether the signed-in person may do something somewhere. The server decides again on each call. */
export const can = (perm: string): boolean => perms.value.has(perm)

let asked: Promise<void> | null = null

/** Asks once who is there; the demo flag and the county come along. */
export function loadSession(): Promise<void> {
  asked ??= Promise.all([
    api.meta().then((m) => (meta.value = m)),
    api.me().then(enter, () => undefined),
  ]).then(
    () => undefined,
    () => {
      asked = null
    },
  )
  return asked
}

/** Takes over a fresh session. */
export async function enter(who: Me): Promise<void> {
  setDefinitions((await api.definitions()) as Definitions)
  me.value = who
}

/** Forgets the session on this side. */
export function leave(): void {
  me.value = null
}

/** Where to go after signing in: only a path of this console is believed. */
export function afterSignIn(to: unknown): string {
  return typeof to === 'string' && /^\/console(\/|$|\?)/.test(to) ? to : '/console'
}
