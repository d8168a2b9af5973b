import { ref } from 'vue'
import { api } from '@shared/api'
import { nameOf } from '@shared/language'
import type { VisitForm, VisitKind, VisitKinds } from '@shared/types'
import { heldKinds } from '../store/homes'
import { load } from '../store/kept'

/** The kinds of visits and forms; kept on the phone for when there is no network. */
const kinds = ref<VisitKinds | null>(null)

export async function loadKinds(): Promise<void> {
  const got = await load('visits:kinds', () => api.visitKinds(), heldKinds).catch(() => null)
  if (got) kinds.value = got.value
}

export const kindOf = (id: string): VisitKind | undefined => kinds.value?.types.find((k) => k.id === id)
export const formOf = (id: string): VisitForm | undefined => kinds.value?.forms.find((f) => f.id === id)
export const kindName = (id: string): string => nameOf(kindOf(id)) || ''
/** The kinds of visits that one makes oneself: to a household, or meetings. */
export const mine = (meeting: boolean): VisitKind[] => (kinds.value?.types ?? []).filter((k) => k.mine && k.meeting === meeting)
