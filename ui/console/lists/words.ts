import { nameOf } from '@shared/language'
import { definitions, postName } from '../state/definitions'
import type { DutyItem } from '@shared/types'

export const listTypeOf = (id: string) => definitions.value.list_types.find((t) => t.id === id)
export const listTypeName = (id: string): string => nameOf(listTypeOf(id)) || id

/** Who owes an item: the person, else the post or the unit. */
export function ownerName(i: DutyItem): string {
  const o = i.owner
  if (o.person_name) return o.body_name ? `${o.person_name}（${o.body_name}）` : o.person_name
  if (o.post) return `${o.body_name || i.place.name} ${postName(o.post)}`
  return o.body_name
}

/** What an item is called; one that a duty of a post opened, by the duty's name in the reader's language. */
export const itemTitle = (i: { title: string; list_id: string }): string => (i.list_id && i.list_id !== '0' ? '' : nameOf(definitions.value.duties.find((d) => d.name === i.title))) || i.title

/** Progress in per mille as people read it. */
export const percent = (progress: number): string => `${progress % 10 ? (progress / 10).toFixed(1) : progress / 10}%`
