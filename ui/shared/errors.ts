import { ApiError } from './api'
import type { Problem } from './form'

type Translate = (key: string, args?: Record<string, unknown>) => string
type Exists = (key: string) => boolean

/** What to tell a person about a failure: the words for its code, else what the server said. */
export function errorWords(failure: unknown, t: Translate, te: Exists): { text: string; requestId: string } {
  if (!(failure instanceof ApiError)) return { text: t('error.code.internal'), requestId: '' }
  const key = `error.code.${failure.code}`
  const known = te(key) ? t(key, failure.args) : failure.message || t('error.code.internal')
  return { text: known, requestId: failure.requestId }
}

/** What the server would say of answers that cannot be saved yet. */
export const refusal = (p: Problem): ApiError => new ApiError(422, { code: p.code, field: `fields.${p.field}`, args: p.args })
