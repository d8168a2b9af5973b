import { shallowRef } from 'vue'
import { api } from '@shared/api'
import { nameOf } from '@shared/language'
import type { CodeList } from '@shared/types'

/** The code lists of the register, read once. */
const lists = shallowRef<CodeList[]>([])
let asked = false

export function loadCodes(): void {
  if (asked) return
  asked = true
  api.codes().then((answer) => (lists.value = answer.items)).catch(() => (asked = false))
}

export const codesOf = (list: string) => lists.value.find((l) => l.id === list)?.codes ?? []
export const codeName = (list: string, id: string): string => nameOf(codesOf(list).find((c) => c.id === id)) || id
