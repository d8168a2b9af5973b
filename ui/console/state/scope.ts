import { shallowRef } from 'vue'
import { api, ApiError } from '@shared/api'
import type { PlaceRef } from '@shared/types'

const storageKey = 'touyan.scope'

/** The place that scopes every list; null means everything one may see. */
export const scope = shallowRef<PlaceRef | null>(null)

/** Chooses the place and remembers it on this device. */
export function setScope(place: PlaceRef | null): void {
  scope.value = place ? { id: place.id, name: place.name, level: place.level, code: place.code } : null
  try {
    if (place) localStorage.setItem(storageKey, place.id)
    else localStorage.removeItem(storageKey)
  } catch {
    // Without storage the choice lasts until the page is left.
  }
}

/** Brings back the remembered place, if this person may still see it. */
export async function restoreScope(): Promise<void> {
  let id: string | null = null
  try {
    id = localStorage.getItem(storageKey)
  } catch {
    return
  }
  if (!id) return
  try {
    setScope(await api.place(id))
  } catch (cause) {
    // A page left while it asks, or a moment without a network, is no reason to forget the choice.
    if (cause instanceof ApiError && [403, 404, 422].includes(cause.status)) setScope(null)
  }
}
