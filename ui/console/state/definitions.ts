import { shallowReactive, shallowRef } from 'vue'
import { api } from '@shared/api'
import { nameOf } from '@shared/language'
import type { Case, Definitions } from '@shared/types'

/** What the programme packs name: levels, kinds, posts, topics, case types. */
export const definitions = shallowRef<Definitions>({ rules: 0, levels: [], place_kinds: [], body_kinds: [], posts: [], topics: [], relations: [], case_types: [], list_types: [], duties: [], cards: [], queues: [], duty_items: [], service_items: [] })

export function setDefinitions(d: Definitions): void {
  definitions.value = d
}

/** Older versions of the rules: a case ends by those it began under. Until one is here, those of now stand in for it. */
const older = shallowReactive(new Map<number, Definitions>())
export function rulesAt(no?: number): Definitions {
  if (!no || no === definitions.value.rules) return definitions.value
  if (!older.has(no)) {
    older.set(no, definitions.value)
    api.definitions(no).then((d) => older.set(no, d as Definitions)).catch(() => older.delete(no))
  }
  return older.get(no) ?? definitions.value
}

const named = (list: { id: string; name: string; name_en: string }[], id: string) => nameOf(list.find((d) => d.id === id)) || id

/** The card of households. */
export const householdCard = () => definitions.value.cards.find((c) => c.id === 'household')

export const postName = (id: string): string => named(definitions.value.posts, id)
export const placeKindName = (id: string): string => named(definitions.value.place_kinds, id)
export const bodyKindName = (id: string): string => named(definitions.value.body_kinds, id)
export const bodyKind = (id: string) => definitions.value.body_kinds.find((k) => k.id === id)
/** A role of members in the words of the pack, of the first kind that has it where none is told; free words stay as they are. */
export const roleName = (kind: string, role: string): string => named(bodyKind(kind)?.member_roles ?? definitions.value.body_kinds.flatMap((k) => k.member_roles), role)
export const relationName = (id: string): string => named(definitions.value.relations, id)
export const topicName = (id: string): string => named(definitions.value.topics, id)
export const levelName = (level: number): string => nameOf(definitions.value.levels.find((l) => l.level === level))

export const caseType = (id: string, rules?: number) => rulesAt(rules).case_types.find((t) => t.id === id)
export const caseTypeName = (id: string, rules?: number): string => named(rulesAt(rules).case_types, id)

/** The state of a case as its type describes it. */
export const caseState = (of: Pick<Case, 'type' | 'state'> & { rules?: number }) => caseType(of.type, of.rules)?.states.find((s) => s.id === of.state)

/** All states of all case types, each once: what a list can be filtered by. */
export function allStates() {
  const seen = new Map<string, Definitions['case_types'][number]['states'][number]>()
  for (const type of definitions.value.case_types) for (const state of type.states) if (!seen.has(state.id)) seen.set(state.id, state)
  return [...seen.values()]
}
