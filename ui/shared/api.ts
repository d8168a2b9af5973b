import type * as T from './types'

export type List<I> = { items: I[]; next: string }
export type Query = Record<string, string | number | boolean | undefined>

/** What the server refused, in a form the pages can put into words by `code`. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly field: string
  readonly args: Record<string, string>
  readonly requestId: string
  readonly errors: { message: string; location: string }[]

  constructor(status: number, body: Partial<T.Problem>, requestId = '') {
    super(body.detail || body.title || String(status))
    this.name = 'ApiError'
    this.status = status
    this.code = body.code || fallbackCode(status)
    this.field = body.field || ''
    this.args = body.args || {}
    this.requestId = body.request_id || requestId
    this.errors = body.errors || []
  }
}

const codes: Record<number, string> = { 0: 'offline', 401: 'unauthenticated', 403: 'forbidden', 404: 'not_found', 409: 'conflict', 413: 'too_large', 422: 'invalid', 429: 'too_many', 503: 'unavailable' }

function fallbackCode(status: number): string {
  return codes[status] || (status >= 500 ? 'internal' : 'invalid')
}

/** Called when the session is gone, so that a front can ask to sign in again. */
export const session = { lost: (): void => undefined }

/** A path with its query; empty values are left out. */
export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(key, String(value))
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

/** One call to the server. FormData is sent as multipart, anything else as JSON. */
export async function call<R>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<R> {
  const form = body instanceof FormData
  let answer: Response
  try {
    answer = await fetch(`/api${path}`, {
      method,
      signal,
      credentials: 'same-origin',
      headers: { Accept: 'application/json', ...(body !== undefined && !form ? { 'Content-Type': 'application/json' } : {}) },
      body: body === undefined ? undefined : form ? body : JSON.stringify(body),
    })
  } catch (cause) {
    if (signal?.aborted) throw cause
    throw new ApiError(0, {})
  }
  if (answer.status === 204) return undefined as R
  const text = await answer.text()
  let parsed: unknown
  try {
    parsed = text ? JSON.parse(text) : undefined
  } catch {
    parsed = undefined
  }
  if (answer.ok) return parsed as R
  const problem = new ApiError(answer.status, (parsed as T.Problem) || {}, answer.headers.get('X-Request-Id') || '')
  if (problem.status === 401 && !path.startsWith('/session') && !path.startsWith('/me')) session.lost()
  throw problem
}

const get = <R>(path: string, query?: Query, signal?: AbortSignal) => call<R>('GET', withQuery(path, query), undefined, signal)
const post = <R>(path: string, body: unknown = {}) => call<R>('POST', path, body)
const patch = <R>(path: string, body: unknown) => call<R>('PATCH', path, body)

/** Every operation of the contract, by room. */
export const api = {
  meta: () => get<T.Meta>('/meta'),
  definitions: () => get<T.Definitions>('/definitions'),
  me: () => get<T.Me>('/me'),
  signIn: (login: string, password: string) => post<T.Me>('/session', { login, password }),
  signOut: () => call<void>('DELETE', '/session'),
  invite: (token: string) => get<{ login: string; name: string }>(`/invites/${encodeURIComponent(token)}`),
  acceptInvite: (token: string, password: string) => post<void>(`/invites/${encodeURIComponent(token)}`, { password }),
  changePassword: (old: string, next: string) => post<void>('/me/password', { old, new: next }),
  demoPeople: () => get<{ items: T.DemoPerson[] }>('/demo/people'),
  demoSignIn: (account_id: string) => post<T.Me>('/demo/session', { account_id }),

  places: (q: { parent?: string; cursor?: string; limit?: number }, s?: AbortSignal) => get<List<T.Place>>('/places', q, s),
  place: (id: string, s?: AbortSignal) => get<T.PlaceDetail>(`/places/${id}`, {}, s),
  searchPlaces: (q: string, s?: AbortSignal) => get<{ items: T.PlaceHit[] }>('/places/search', { q }, s),
  addPlace: (b: { parent_id: string; name: string; kind: string; code?: string; households?: number; from?: string }) => post<T.PlaceDetail>('/places', b),
  editPlace: (id: string, b: { rev: number; name?: string; kind?: string; households?: number }) => patch<T.PlaceDetail>(`/places/${id}`, b),
  closePlace: (id: string, b: { rev: number; day: string; reason: string }) => post<T.PlaceDetail>(`/places/${id}/close`, b),
  gaps: (q: { kind?: string; place?: string; cursor?: string }, s?: AbortSignal) => get<List<T.Gap>>('/gaps', q, s),
  gapSummary: (place: string) => get<{ vacant: number; overlap: number }>('/gaps/summary', { place }),
  roster: (id: string, from: string, days = 14) => get<{ items: T.RosterDay[] }>(`/places/${id}/roster`, { from, days }),
  setRoster: (id: string, day: string, appointment_ids: string[]) => call<T.RosterDay>('PUT', `/places/${id}/roster/${day}`, { appointment_ids }),

  persons: (q: { q?: string; place?: string; cursor?: string; limit?: number }, s?: AbortSignal) => get<List<T.Person>>('/persons', q, s),
  person: (id: string, s?: AbortSignal) => get<T.PersonDetail>(`/persons/${id}`, {}, s),
  addPerson: (b: { name: string; place_id: string; phone?: string }) => post<T.Person>('/persons', b),
  editPerson: (id: string, b: { rev: number; name?: string; place_id?: string; phone?: string }) => patch<T.Person>(`/persons/${id}`, b),
  revealPerson: (id: string, reason: string) => post<{ phone: string }>(`/persons/${id}/reveal`, { reason }),

  appointments: (q: { place?: string; body?: string; person?: string; on?: string; cursor?: string }) => get<List<T.Appointment>>('/appointments', q),
  appoint: (b: T.NewAppointment) => post<T.Appointment>('/appointments', b),
  endAppointment: (id: string, b: { rev: number; day: string; reason: string }) => post<T.Appointment>(`/appointments/${id}/end`, b),

  bodies: (q: { place?: string; kind?: string; q?: string; parent?: string; cursor?: string; limit?: number }, s?: AbortSignal) => get<List<T.Body>>('/bodies', q, s),
  body: (id: string, s?: AbortSignal) => get<T.BodyDetail>(`/bodies/${id}`, {}, s),
  addBody: (b: { name: string; kind: string; place_id: string; parent_id?: string; from?: string }) => post<T.Body>('/bodies', b),
  editBody: (id: string, b: { rev: number; name?: string; parent_id?: string; to?: string }) => patch<T.Body>(`/bodies/${id}`, b),
  addMember: (id: string, b: { person_id: string; role?: string; from: string }) => post<T.Member>(`/bodies/${id}/members`, b),
  endMember: (id: string, b: { rev: number; day: string }) => post<T.Member>(`/members/${id}/end`, b),

  accounts: (q: { q?: string; cursor?: string }, s?: AbortSignal) => get<List<T.Account>>('/accounts', q, s),
  addAccount: (b: { person_id: string; login: string }) => post<{ account: T.Account; invite_path: string }>('/accounts', b),
  inviteAgain: (id: string) => post<{ invite_path: string }>(`/accounts/${id}/invite`),
  disableAccount: (id: string, b: { rev: number; reason: string }) => post<T.Account>(`/accounts/${id}/disable`, b),
  enableAccount: (id: string, b: { rev: number }) => post<T.Account>(`/accounts/${id}/enable`, b),

  cases: (q: T.CaseQuery, s?: AbortSignal) => get<List<T.Case>>('/cases', { ...q }, s),
  caseSummary: (place: string, s?: AbortSignal) => get<T.CaseSummary>('/cases/summary', { place }, s),
  case: (id: string, s?: AbortSignal) => get<T.CaseDetail>(`/cases/${id}`, {}, s),
  addCase: (form: FormData) => post<T.CaseDetail>('/cases', form),
  act: (id: string, b: T.CaseAction) => post<T.CaseDetail>(`/cases/${id}/actions`, b),
  addPhotos: (id: string, form: FormData) => post<T.CaseDetail>(`/cases/${id}/photos`, form),
  revealCase: (id: string, reason: string) => post<{ contact: string; name: string }>(`/cases/${id}/reveal`, { reason }),
  dispatchTargets: (id: string) => get<T.DispatchTargets>(`/cases/${id}/dispatch-targets`),

  journal: (table: string, id: string) => get<{ items: T.JournalItem[] }>('/journal', { table, id }),

  imports: (q: { cursor?: string }, s?: AbortSignal) => get<List<T.Import>>('/imports', q, s),
  import: (id: string) => get<T.Import>(`/imports/${id}`),
  upload: (form: FormData) => post<T.Import>('/imports', form),
  applyImport: (id: string) => post<T.Import>(`/imports/${id}/apply`),
  cancelImport: (id: string) => post<T.Import>(`/imports/${id}/cancel`),
}

/** Address of a workbook to download with the same filters as the list. */
export const exportPath = (name: 'grid' | 'cases' | 'persons' | 'bodies' | 'accounts' | 'gaps', query: Query = {}): string => withQuery(`/api/exports/${name}.xlsx`, query)

/** A key that lets the server recognise a request sent twice. */
export const clientKey = (): string => crypto.randomUUID()
