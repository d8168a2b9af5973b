import { api } from '@shared/api'
import type { Place, PlaceDetail, PlaceRef } from '@shared/types'
import { load, type Loaded } from '../store/kept'
import { me } from './session'

/** The places the officer holds a post at, without repeats; the lowest levels first, where the daily work lies. */
export function heldPlaces(): PlaceRef[] {
  const seen = new Map<string, PlaceRef>()
  for (const post of me.value?.posts ?? []) if (post.place) seen.set(post.place.id, post.place)
  return [...seen.values()].sort((a, b) => b.level - a.level)
}

/** Those places, or the top of what one may see for officers of a body that has no place of its own. */
export async function myPlaces(): Promise<PlaceRef[]> {
  const held = heldPlaces()
  if (held.length) return held
  return (await childrenOf('')).value
}

export const childrenOf = (parent: string): Promise<Loaded<Place[]>> => load(`places:${parent}`, async () => (await api.places({ parent: parent || undefined, limit: 200 })).items)

export const placeDetail = (id: string): Promise<Loaded<PlaceDetail>> => load(`place:${id}`, () => api.place(id))
