import { computed } from 'vue'
import { api } from '@shared/api'
import { nameOf } from '@shared/language'
import type { VisitForm, VisitKind, VisitPlan } from '@shared/types'
import { useRecord } from '../state/list'

/** The kinds of visits, forms and plans of campaigns that hold today. */
export function useKinds() {
  const { record, failure, reload } = useRecord((s) => api.visitKinds(s), () => 0)
  const types = computed<VisitKind[]>(() => record.value?.types ?? [])
  const forms = computed<VisitForm[]>(() => record.value?.forms ?? [])
  const plans = computed<VisitPlan[]>(() => record.value?.campaigns ?? [])
  const typeName = (id: string) => nameOf(types.value.find((x) => x.id === id)) || id
  const formOf = (id: string) => forms.value.find((x) => x.id === id)
  const planOf = (id: string) => plans.value.find((x) => x.id === id)
  const purposes = (type: string, ids: string[]) => (types.value.find((x) => x.id === type)?.purposes ?? []).filter((p) => ids.includes(p.id)).map(nameOf).join('、')
  return { types, forms, plans, typeName, formOf, planOf, purposes, failure, reload }
}

/** An answer in words. */
export function said(field: VisitForm['fields'][number], value: unknown): string {
  const one = (id: unknown) => nameOf(field.choices.find((c) => c.id === id)) || String(id)
  if (Array.isArray(value)) {
    if (field.type !== 'rows') return value.map(one).join('、')
    return value.map((row) => (field.columns ?? []).map((c) => said(c, (row as Record<string, unknown>)[c.id] ?? '')).filter(Boolean).join(' ')).join('；')
  }
  if (field.type === 'yes_no') return value === true ? '✓' : '✗'
  if (field.type === 'money') return `¥${Number(value) / 100}`
  return field.type === 'choice' ? one(value) : String(value ?? '')
}
