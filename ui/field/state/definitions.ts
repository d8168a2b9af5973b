import { shallowRef } from 'vue'
import { nameOf } from '@shared/language'
import type { Case, Definitions } from '@shared/types'

/** What the county's rules call things. */
export const definitions = shallowRef<Definitions | null>(null)

const typeOf = (id: string) => definitions.value?.case_types.find((t) => t.id === id)

export const stateOf = (of: { type: string; state: string }) => typeOf(of.type)?.states.find((s) => s.id === of.state)

/** The step that a case waits for, in the words of its button; empty when it is closed. */
export function nextStep(of: Case): string {
  // Not what only the reporter can do: that is not an officer's next step.
  const steps = typeOf(of.type)?.transitions.filter((t) => t.from.includes(of.state) && t.by.some((who) => who === 'place' || who === 'body' || who === 'assignee')) ?? []
  return nameOf(steps.find((t) => t.primary))
}

export const topicName = (id: string): string => nameOf(definitions.value?.topics.find((t) => t.id === id))
export const postName = (id: string): string => nameOf(definitions.value?.posts.find((p) => p.id === id)) || id
export const levelName = (level: number): string => nameOf(definitions.value?.levels.find((l) => l.level === level))
