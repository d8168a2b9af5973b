import { inLanguage, nameOf } from './language'

/** A question of a form or card, as the definitions of the pack have it. */
export interface Question {
  id: string
  name: string
  name_en: string
  type: string
  choices: { id: string; name: string; name_en: string }[]
}

export const isEmpty = (v: unknown): boolean => v === undefined || v === null || v === '' || (Array.isArray(v) && !v.length)

/** The ids of choices in words; a choice that the pack no longer knows shows its id. */
const chosen = (q: Question, id: unknown): string => nameOf(q.choices.find((c) => c.id === id)) || String(id)

/** An answer in words. */
export function saidOf(q: Question, v: unknown): string {
  if (isEmpty(v)) return ''
  if (typeof v === 'boolean') return v ? inLanguage('是', 'Yes') : inLanguage('否', 'No')
  if (Array.isArray(v)) return v.map((one) => chosen(q, one)).join(inLanguage('、', ', '))
  if (q.type === 'choice') return chosen(q, v)
  if (q.type === 'money') return `¥${(Number(v) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`
  return String(v)
}
