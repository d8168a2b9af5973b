import { shallowReactive, shallowRef } from 'vue'
import { api } from '@shared/api'
import { nameOf } from '@shared/language'
import type { Case, Definitions, Me } from '@shared/types'
import { load } from '../store/kept'

/** What the county's rules call things. */
export const definitions = shallowRef<Definitions | null>(null)

/** Older versions of the rules, by which cases end that began under them; those of now stand in until one is here. */
const older = shallowReactive(new Map<number, Definitions>())
function rulesAt(no?: number): Definitions | null {
  const now = definitions.value
  if (!no || !now || no === now.rules) return now
  if (!older.has(no)) {
    older.set(no, now)
    load(`definitions:${no}`, () => api.definitions(no)).then((got) => older.set(no, got.value), () => older.delete(no))
  }
  return older.get(no) ?? now
}
const typeOf = (of: { type: string; rules?: number }) => rulesAt(of.rules)?.case_types.find((t) => t.id === of.type)

export const stateOf = (of: { type: string; state: string; rules?: number }) => typeOf(of)?.states.find((s) => s.id === of.state)

/** The step that this officer can take next, in the words of its button; empty where somebody else must act, or nobody. */
export function nextStep(of: Case, me: Me | null): string {
  const mine = of.assignee?.id === me?.person_id
  const ours = !!of.body && !!me?.posts.some((p) => p.body?.id === of.body?.id)
  const steps = typeOf(of)?.transitions.filter((t) => t.from.includes(of.state) && !!me?.perms.includes(t.permission) && t.by.some(
    (who) => (who === 'place' && !!me.posts.some((p) => p.place && !p.body)) || (who === 'assignee' && mine) || (who === 'body' && ours),
  )) ?? []
  return nameOf(steps.find((t) => t.primary))
}

/** What an item is called; one that a duty of a post opened, by the duty's name in the reader's language. */
export const itemTitle = (i: { title: string; list_id: string }): string => (i.list_id && i.list_id !== '0' ? '' : nameOf(definitions.value?.duties.find((d) => d.name === i.title))) || i.title

export const topicName = (id: string): string => nameOf(definitions.value?.topics.find((t) => t.id === id))
export const postName = (id: string): string => nameOf(definitions.value?.posts.find((p) => p.id === id)) || id
export const levelName = (level: number): string => nameOf(definitions.value?.levels.find((l) => l.level === level))
