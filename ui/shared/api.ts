import createClient from 'openapi-fetch'
import type { paths } from './api.gen'
import type * as T from './types'

/** The query that a list takes, and the body that an operation is sent. */
export type Asked<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? Q : never
export type Sent<P extends keyof paths, M extends 'post' | 'patch'> = paths[P][M] extends { requestBody: { content: { 'application/json': infer B } } } ? B : never

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
  const text = search(query)
  return text ? `${path}?${text}` : path
}

function search(query: Record<string, unknown>): string {
  const out = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== null && value !== '') out.set(key, String(value))
  return out.toString()
}

/** Paths, bodies and answers are checked against the generated document: what parts from the server does not compile. */
export const client = createClient<paths>({ fetch: (request) => fetch(request), querySerializer: search, credentials: 'same-origin', headers: { Accept: 'application/json' } })

client.use({
  async onResponse({ response, schemaPath }) {
    if (response.ok) return
    const body = (await response.json().catch(() => ({}))) as Partial<T.Problem>
    const problem = new ApiError(response.status, body, response.headers.get('X-Request-Id') || '')
    if (problem.status === 401 && schemaPath !== '/api/session' && !schemaPath.startsWith('/api/me')) session.lost()
    throw problem
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return
    return new ApiError(0, {})
  },
})

/** The data of an answer; a refusal was thrown as an ApiError before. */
export const of = async <R>(answer: Promise<{ data?: R }>): Promise<R> => (await answer).data as R
export const at = (id: string) => ({ path: { id } })
/** A form with files goes as it is; the browser writes its boundary. */
export const upload = (form: FormData) => ({ body: form as never, bodySerializer: (body: unknown) => body as FormData })

/** A file that answers a body, such as one that needs a reason. */
async function file(path: string, body: unknown): Promise<Blob> {
  const response = await fetch(path, { method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }).catch(() => {
    throw new ApiError(0, {})
  })
  if (response.ok) return response.blob()
  throw new ApiError(response.status, (await response.json().catch(() => ({}))) as Partial<T.Problem>, response.headers.get('X-Request-Id') || '')
}

/** Every operation of the contract, by room. */
export const api = {
  meta: () => of(client.GET('/api/meta')),
  definitions: (rules?: number) => of(client.GET('/api/definitions', { params: { query: { rules } } })),
  me: () => of(client.GET('/api/me')),
  signIn: (login: string, password: string) => of(client.POST('/api/session', { body: { login, password } })),
  signOut: () => of(client.DELETE('/api/session')),
  invite: (token: string) => of(client.GET('/api/invites/{token}', { params: { path: { token } } })),
  acceptInvite: (token: string, password: string) => of(client.POST('/api/invites/{token}', { params: { path: { token } }, body: { password } })),
  changePassword: (old: string, next: string) => of(client.POST('/api/me/password', { body: { old, new: next } })),
  demoPeople: () => of(client.GET('/api/demo/people')),
  demoSignIn: (account_id: string) => of(client.POST('/api/demo/session', { body: { account_id } })),

  places: (query: Asked<'/api/places'>, signal?: AbortSignal) => of(client.GET('/api/places', { params: { query }, signal })),
  place: (id: string, on = '', signal?: AbortSignal) => of(client.GET('/api/places/{id}', { params: { ...at(id), query: { on } }, signal })),
  placeHistory: (id: string, signal?: AbortSignal) => of(client.GET('/api/places/{id}/history', { params: at(id), signal })),
  previewAct: (body: Sent<'/api/places/acts/preview', 'post'>) => of(client.POST('/api/places/acts/preview', { body })),
  carryOutAct: (body: Sent<'/api/places/acts', 'post'>) => of(client.POST('/api/places/acts', { body })),
  placePlans: (place: string, signal?: AbortSignal) => of(client.GET('/api/places/plans', { params: { query: { place } }, signal })),
  cancelPlan: (id: string, rev: number) => of(client.POST('/api/places/plans/{id}/cancel', { params: at(id), body: { rev } })),
  caseFigures: (place: string, on: string, signal?: AbortSignal) => of(client.GET('/api/cases/figures', { params: { query: { place, on } }, signal })),
  searchPlaces: (q: string, signal?: AbortSignal) => of(client.GET('/api/places/search', { params: { query: { q } }, signal })),
  addPlace: (body: Sent<'/api/places', 'post'>) => of(client.POST('/api/places', { body })),
  editPlace: (id: string, body: Sent<'/api/places/{id}', 'patch'>) => of(client.PATCH('/api/places/{id}', { params: at(id), body })),
  closePlace: (id: string, body: Sent<'/api/places/{id}/close', 'post'>) => of(client.POST('/api/places/{id}/close', { params: at(id), body })),
  gaps: (query: Asked<'/api/gaps'>, signal?: AbortSignal) => of(client.GET('/api/gaps', { params: { query }, signal })),
  gapSummary: (place: string) => of(client.GET('/api/gaps/summary', { params: { query: { place } } })),
  roster: (id: string, from: string, days = 14) => of(client.GET('/api/places/{id}/roster', { params: { ...at(id), query: { from, days } } })),
  setRoster: (id: string, day: string, appointment_ids: string[]) => of(client.PUT('/api/places/{id}/roster/{day}', { params: { path: { id, day } }, body: { appointment_ids } })),

  persons: (query: Asked<'/api/persons'>, signal?: AbortSignal) => of(client.GET('/api/persons', { params: { query }, signal })),
  person: (id: string, signal?: AbortSignal) => of(client.GET('/api/persons/{id}', { params: at(id), signal })),
  addPerson: (body: Sent<'/api/persons', 'post'>) => of(client.POST('/api/persons', { body })),
  editPerson: (id: string, body: Sent<'/api/persons/{id}', 'patch'>) => of(client.PATCH('/api/persons/{id}', { params: at(id), body })),
  revealPerson: (id: string, reason: string, fields: ('phone' | 'id_number' | 'birth')[] = ['phone']) => of(client.POST('/api/persons/{id}/reveal', { params: at(id), body: { reason, fields } })),

  codes: () => of(client.GET('/api/codes')),
  households: (query: Asked<'/api/households'>, signal?: AbortSignal) => of(client.GET('/api/households', { params: { query }, signal })),
  householdCount: (place: string, signal?: AbortSignal) => of(client.GET('/api/households/count', { params: { query: { place } }, signal })),
  household: (id: string, day: string, signal?: AbortSignal) => of(client.GET('/api/households/{id}', { params: { ...at(id), query: { day } }, signal })),
  addHousehold: (body: Sent<'/api/households', 'post'>) => of(client.POST('/api/households', { body })),
  revealAddress: (id: string, reason: string) => of(client.POST('/api/households/{id}/reveal', { params: at(id), body: { reason } })),
  recordEvent: (id: string, body: T.NewEvent) => of(client.POST('/api/households/{id}/events', { params: at(id), body })),
  previewEvent: (id: string, body: T.NewEvent) => of(client.POST('/api/households/{id}/events/preview', { params: at(id), body })),
  addPapers: (event: string, form: FormData) => of(client.POST('/api/events/{id}/papers', { params: at(event), ...upload(form) })),
  takeBack: (id: string, reason: string) => of(client.POST('/api/events/{id}/take-back', { params: at(id), body: { reason } })),
  personRegister: (id: string, signal?: AbortSignal) => of(client.GET('/api/persons/{id}/register', { params: at(id), signal })),
  rolls: (query: Asked<'/api/rolls'>, signal?: AbortSignal) => of(client.GET('/api/rolls', { params: { query }, signal })),
  rollCount: (place: string, day: string, signal?: AbortSignal) => of(client.GET('/api/rolls/count', { params: { query: { place, day } }, signal })),
  partyRoll: (query: Asked<'/api/rolls/party'>, signal?: AbortSignal) => of(client.GET('/api/rolls/party', { params: { query }, signal })),
  admitMember: (body: Sent<'/api/rolls/collective', 'post'>) => of(client.POST('/api/rolls/collective', { body })),
  loseMember: (id: string, body: Sent<'/api/rolls/{id}/end', 'post'>) => of(client.POST('/api/rolls/{id}/end', { params: at(id), body })),
  voterLists: (place: string, signal?: AbortSignal) => of(client.GET('/api/voter-lists', { params: { query: { place } }, signal })),
  proposeVoters: (place_id: string, election_day: string) => of(client.POST('/api/voter-lists', { body: { place_id, election_day } })),
  setVoter: (id: string, body: Sent<'/api/voter-lists/{id}/entries', 'post'>) => of(client.POST('/api/voter-lists/{id}/entries', { params: at(id), body })),
  confirmVoters: (id: string, rev: number) => of(client.POST('/api/voter-lists/{id}/confirm', { params: at(id), body: { rev } })),
  postVoters: (id: string, rev: number, day: string) => of(client.POST('/api/voter-lists/{id}/post', { params: at(id), body: { rev, day } })),

  pairs: (query: Asked<'/api/person-pairs'>, signal?: AbortSignal) => of(client.GET('/api/person-pairs', { params: { query }, signal })),
  findPairs: (place_id: string) => of(client.POST('/api/person-pairs/find', { body: { place_id } })),
  proposePair: (a_id: string, b_id: string) => of(client.POST('/api/person-pairs', { body: { a_id, b_id } })),
  differentPair: (id: string, body: Sent<'/api/person-pairs/{id}/different', 'post'>) => of(client.POST('/api/person-pairs/{id}/different', { params: at(id), body })),
  mergePair: (id: string, body: Sent<'/api/person-pairs/{id}/merge', 'post'>) => of(client.POST('/api/person-pairs/{id}/merge', { params: at(id), body })),
  unmerge: (id: string, body: Sent<'/api/person-pairs/{id}/unmerge', 'post'>) => of(client.POST('/api/person-pairs/{id}/unmerge', { params: at(id), body })),

  rules: (signal?: AbortSignal) => of(client.GET('/api/rules', { signal })),
  ruleVersions: (signal?: AbortSignal) => of(client.GET('/api/rules/versions', { signal })),
  ruling: (type: string, signal?: AbortSignal) => of(client.GET('/api/case-rules/{type}', { params: { path: { type } }, signal })),
  rule: (type: string, body: { reason: string; states?: Record<string, string> }) => of(client.POST('/api/case-rules/{type}', { params: { path: { type } }, body })),
  /** What a version has otherwise than another; since 0: than the one before it. */
  ruleChanges: (no: number, since = 0, signal?: AbortSignal) => of(client.GET('/api/rules/versions/{no}/changes', { params: { path: { no }, query: { since } }, signal })),
  privacyFields: (signal?: AbortSignal) => of(client.GET('/api/privacy/fields', { signal })),
  removals: (query: Asked<'/api/privacy/removals'>, signal?: AbortSignal) => of(client.GET('/api/privacy/removals', { params: { query }, signal })),
  privacyKinds: (signal?: AbortSignal) => of(client.GET('/api/privacy/kinds', { signal })),
  privacyRequests: (query: Asked<'/api/privacy/requests'>, signal?: AbortSignal) => of(client.GET('/api/privacy/requests', { params: { query }, signal })),
  privacySummary: (place: string, signal?: AbortSignal) => of(client.GET('/api/privacy/requests/summary', { params: { query: { place } }, signal })),
  privacyRequest: (id: string, signal?: AbortSignal) => of(client.GET('/api/privacy/requests/{id}', { params: at(id), signal })),
  askPrivacy: (body: Sent<'/api/privacy/requests', 'post'>) => of(client.POST('/api/privacy/requests', { body })),
  takePrivacy: (id: string, rev: number) => of(client.POST('/api/privacy/requests/{id}/take', { params: at(id), body: { rev } })),
  answerPrivacy: (id: string, body: Sent<'/api/privacy/requests/{id}/answer', 'post'>) => of(client.POST('/api/privacy/requests/{id}/answer', { params: at(id), body })),
  refusePrivacy: (id: string, body: Sent<'/api/privacy/requests/{id}/refuse', 'post'>) => of(client.POST('/api/privacy/requests/{id}/refuse', { params: at(id), body })),
  revealAsker: (id: string, reason: string) => of(client.POST('/api/privacy/requests/{id}/reveal', { params: at(id), body: { reason } })),
  held: (id: string, body: Sent<'/api/privacy/persons/{id}/held', 'post'>) => of(client.POST('/api/privacy/persons/{id}/held', { params: at(id), body })),
  heldCopy: (id: string, body: Sent<'/api/privacy/persons/{id}/held', 'post'>) => file(`/api/privacy/persons/${id}/copy.xlsx`, body),

  appointments: (query: Asked<'/api/appointments'>) => of(client.GET('/api/appointments', { params: { query } })),
  appoint: (body: Sent<'/api/appointments', 'post'>) => of(client.POST('/api/appointments', { body })),
  endAppointment: (id: string, body: Sent<'/api/appointments/{id}/end', 'post'>) => of(client.POST('/api/appointments/{id}/end', { params: at(id), body })),

  bodies: (query: Asked<'/api/bodies'>, signal?: AbortSignal) => of(client.GET('/api/bodies', { params: { query }, signal })),
  body: (id: string, signal?: AbortSignal, on?: string) => of(client.GET('/api/bodies/{id}', { params: { ...at(id), query: on ? { on } : {} }, signal })),
  bodiesAt: (place: string, signal?: AbortSignal) => of(client.GET('/api/places/{id}/bodies', { params: at(place), signal })),
  addBody: (body: Sent<'/api/bodies', 'post'>) => of(client.POST('/api/bodies', { body })),
  editBody: (id: string, body: Sent<'/api/bodies/{id}', 'patch'>) => of(client.PATCH('/api/bodies/{id}', { params: at(id), body })),
  addMember: (id: string, body: Sent<'/api/bodies/{id}/members', 'post'>) => of(client.POST('/api/bodies/{id}/members', { params: at(id), body })),
  endMember: (id: string, body: Sent<'/api/members/{id}/end', 'post'>) => of(client.POST('/api/members/{id}/end', { params: at(id), body })),

  startTerm: (body: string, term: Sent<'/api/bodies/{id}/terms', 'post'>) => of(client.POST('/api/bodies/{id}/terms', { params: at(body), body: term })),
  extendTerm: (id: string, body: Sent<'/api/terms/{id}/extend', 'post'>) => of(client.POST('/api/terms/{id}/extend', { params: at(id), body })),
  terms: (query: Asked<'/api/terms'>, signal?: AbortSignal) => of(client.GET('/api/terms', { params: { query }, signal })),
  termNotices: (signal?: AbortSignal) => of(client.GET('/api/term-notices', { signal })),
  settleNotice: (id: string, body: Sent<'/api/term-notices/{id}/settle', 'post'>) => of(client.POST('/api/term-notices/{id}/settle', { params: at(id), body })),
  bodyGaps: (query: Asked<'/api/body-gaps'>, signal?: AbortSignal) => of(client.GET('/api/body-gaps', { params: { query }, signal })),
  ties: (person: string, signal?: AbortSignal) => of(client.GET('/api/persons/{id}/ties', { params: at(person), signal })),
  addKin: (person: string, body: Sent<'/api/persons/{id}/kin', 'post'>) => of(client.POST('/api/persons/{id}/kin', { params: at(person), body })),
  removeKin: (id: string, body: Sent<'/api/kin/{id}/remove', 'post'>) => of(client.POST('/api/kin/{id}/remove', { params: at(id), body })),

  accounts: (query: Asked<'/api/accounts'>, signal?: AbortSignal) => of(client.GET('/api/accounts', { params: { query }, signal })),
  addAccount: (body: Sent<'/api/accounts', 'post'>) => of(client.POST('/api/accounts', { body })),
  inviteAgain: (id: string) => of(client.POST('/api/accounts/{id}/invite', { params: at(id) })),
  disableAccount: (id: string, body: Sent<'/api/accounts/{id}/disable', 'post'>) => of(client.POST('/api/accounts/{id}/disable', { params: at(id), body })),
  enableAccount: (id: string, body: Sent<'/api/accounts/{id}/enable', 'post'>) => of(client.POST('/api/accounts/{id}/enable', { params: at(id), body })),

  /** Filters come from the address bar as text; the server checks them. */
  cases: (query: T.CaseQuery, signal?: AbortSignal) => of(client.GET('/api/cases', { params: { query: query as Asked<'/api/cases'> }, signal })),
  caseSummary: (place: string, signal?: AbortSignal) => of(client.GET('/api/cases/summary', { params: { query: { place } }, signal })),
  case: (id: string, signal?: AbortSignal) => of(client.GET('/api/cases/{id}', { params: at(id), signal })),
  addCase: (form: FormData) => of(client.POST('/api/cases', upload(form))),
  assets: (query: { place?: string; category?: string; cursor?: string; limit?: number }, signal?: AbortSignal) => of(client.GET('/api/assets', { params: { query }, signal })),
  caseForm: (body: Sent<'/api/cases/form', 'post'>) => of(client.POST('/api/cases/form', { body })),
  caseCount: (query: Asked<'/api/cases/count'>, signal?: AbortSignal) => of(client.GET('/api/cases/count', { params: { query }, signal })),
  casePlaces: (type: string, q: string) => of(client.GET('/api/cases/places', { params: { query: { type, q } } })),
  caseChoices: (type: string, field: string, place: string, id?: string) => of(client.GET('/api/cases/choices', { params: { query: { type, field, place, case: id } } })),
  caseNotices: (signal?: AbortSignal) => of(client.GET('/api/cases/notices', { signal })),
  caseAlerts: (signal?: AbortSignal) => of(client.GET('/api/case-alerts', { params: { query: {} }, signal })),
  closeCaseAlert: (id: string, reason: string) => of(client.POST('/api/case-alerts/{id}/close', { params: at(id), body: { reason } })),
  refusedPushes: (signal?: AbortSignal) => of(client.GET('/api/cases/refused-pushes', { signal })),
  /** How departments served those who called them and those whose cases they handled; without a body, all that one sees. */
  served: (query: { of?: string; place?: string }, signal?: AbortSignal) => of(client.GET('/api/cases/served', { params: { query }, signal })),
  callsOf: (query: Asked<'/api/case-calls/of-body'>, signal?: AbortSignal) => of(client.GET('/api/case-calls/of-body', { params: { query }, signal })),
  ratedOf: (query: Asked<'/api/cases/rated'>, signal?: AbortSignal) => of(client.GET('/api/cases/rated', { params: { query }, signal })),
  addCasePapers: (id: string, form: FormData) => of(client.POST('/api/cases/{id}/papers', { params: at(id), ...upload(form) })),
  caseCalls: (signal?: AbortSignal) => of(client.GET('/api/case-calls', { signal })),
  callTargets: (id: string) => of(client.GET('/api/cases/{id}/call-targets', { params: at(id) })),
  call: (id: string, body: Sent<'/api/cases/{id}/calls', 'post'>) => of(client.POST('/api/cases/{id}/calls', { params: at(id), body })),
  callStep: (id: string, body: Sent<'/api/case-calls/{id}/actions', 'post'>) => of(client.POST('/api/case-calls/{id}/actions', { params: at(id), body })),
  mergeCase: (id: string, body: Sent<'/api/cases/{id}/merge', 'post'>) => of(client.POST('/api/cases/{id}/merge', { params: at(id), body })),
  act: (id: string, body: T.CaseAction) => of(client.POST('/api/cases/{id}/actions', { params: at(id), body })),
  addPhotos: (id: string, form: FormData) => of(client.POST('/api/cases/{id}/photos', { params: at(id), ...upload(form) })),
  revealCase: (id: string, reason: string) => of(client.POST('/api/cases/{id}/reveal', { params: at(id), body: { reason } })),
  actMany: (body: Sent<'/api/cases/actions', 'post'>) => of(client.POST('/api/cases/actions', { body })),
  casesDue: (query: Asked<'/api/cases/due'>, signal?: AbortSignal) => of(client.GET('/api/cases/due', { params: { query }, signal })),
  commonTargets: (cases: string[]) => of(client.GET('/api/cases/dispatch-targets', { params: { query: { cases: cases.join(',') } } })),
  caseBoard: (place: string, signal?: AbortSignal) => of(client.GET('/api/cases/board', { params: { query: { place } }, signal })),
  caseFilters: (signal?: AbortSignal) => of(client.GET('/api/case-filters', { signal })),
  saveCaseFilter: (body: Sent<'/api/case-filters', 'post'>) => of(client.POST('/api/case-filters', { body })),
  dropCaseFilter: (id: string) => of(client.DELETE('/api/case-filters/{id}', { params: at(id) })),
  dispatchTargets: (id: string) => of(client.GET('/api/cases/{id}/dispatch-targets', { params: at(id) })),

  lists: (query: Asked<'/api/lists'>, signal?: AbortSignal) => of(client.GET('/api/lists', { params: { query }, signal })),
  list: (id: string, signal?: AbortSignal) => of(client.GET('/api/lists/{id}', { params: at(id), signal })),
  makeList: (body: Sent<'/api/lists', 'post'>) => of(client.POST('/api/lists', { body })),
  signList: (id: string, rev: number) => of(client.POST('/api/lists/{id}/sign', { params: at(id), body: { rev } })),
  endList: (id: string, rev: number, reason: string) => of(client.POST('/api/lists/{id}/end', { params: at(id), body: { rev, reason } })),
  dutyItems: (query: Asked<'/api/duties/items'>, signal?: AbortSignal) => of(client.GET('/api/duties/items', { params: { query }, signal })),
  dutyItem: (id: string, signal?: AbortSignal) => of(client.GET('/api/duties/items/{id}', { params: at(id), signal })),
  addItem: (body: Sent<'/api/duties/items', 'post'>) => of(client.POST('/api/duties/items', { body })),
  stepItem: (id: string, body: Sent<'/api/duties/items/{id}/steps', 'post'>) => of(client.POST('/api/duties/items/{id}/steps', { params: at(id), body })),
  addEvidence: (id: string, form: FormData) => of(client.POST('/api/duties/items/{id}/evidence', { params: at(id), ...upload(form) })),
  orderItem: (id: string, body: Sent<'/api/duties/items/{id}/orders', 'post'>) => of(client.POST('/api/duties/items/{id}/orders', { params: at(id), body })),
  stepOrder: (id: string, body: Sent<'/api/duties/orders/{id}/steps', 'post'>) => of(client.POST('/api/duties/orders/{id}/steps', { params: at(id), body })),
  dutyOrders: (query: Asked<'/api/duties/orders'>, signal?: AbortSignal) => of(client.GET('/api/duties/orders', { params: { query }, signal })),
  dutySummary: (place: string, signal?: AbortSignal) => of(client.GET('/api/duties/summary', { params: { query: { place } }, signal })),
  dutyNotices: (signal?: AbortSignal) => of(client.GET('/api/duties/notices', { signal })),
  dutyPeriod: (query: Asked<'/api/duties/period'>, signal?: AbortSignal) => of(client.GET('/api/duties/period', { params: { query }, signal })),
  dutyCalendar: (query: Asked<'/api/duties/calendar'>, signal?: AbortSignal) => of(client.GET('/api/duties/calendar', { params: { query }, signal })),
  dutyOwners: (query: Asked<'/api/duties/owners'>) => of(client.GET('/api/duties/owners', { params: { query } })),
  dutiesOf: (id: string, signal?: AbortSignal) => of(client.GET('/api/duties/persons/{id}', { params: at(id), signal })),
  contacts: (query: Asked<'/api/duties/contacts'>, signal?: AbortSignal) => of(client.GET('/api/duties/contacts', { params: { query }, signal })),
  contactGaps: (query: Asked<'/api/duties/contact-gaps'>, signal?: AbortSignal) => of(client.GET('/api/duties/contact-gaps', { params: { query }, signal })),
  setContacts: (body: Sent<'/api/duties/contacts', 'post'>) => of(client.POST('/api/duties/contacts', { body })),
  contacted: (id: string, day: string, note: string) => of(client.POST('/api/duties/contacts/{id}/met', { params: at(id), body: { day, note } })),
  endContact: (id: string, rev: number, reason: string) => of(client.POST('/api/duties/contacts/{id}/end', { params: at(id), body: { rev, reason } })),

  card: (id: string, signal?: AbortSignal) => of(client.GET('/api/households/{id}/card', { params: at(id), signal })),
  setCard: (id: string, body: Sent<'/api/households/{id}/card', 'post'>) => of(client.POST('/api/households/{id}/card', { params: at(id), body })),
  revealCard: (id: string, fields: string[], reason: string) => of(client.POST('/api/households/{id}/card/reveal', { params: at(id), body: { fields, reason } })),
  traits: (place: string, signal?: AbortSignal) => of(client.GET('/api/facts/traits', { params: { query: { place } }, signal })),
  holders: (query: Asked<'/api/facts/households'>, signal?: AbortSignal) => of(client.GET('/api/facts/households', { params: { query: query! }, signal })),
  conflicts: (query: Asked<'/api/facts/conflicts'>, signal?: AbortSignal) => of(client.GET('/api/facts/conflicts', { params: { query }, signal })),
  settleConflict: (id: string, body: Sent<'/api/facts/conflicts/{id}/settle', 'post'>) => of(client.POST('/api/facts/conflicts/{id}/settle', { params: at(id), body })),
  revealConflict: (id: string, reason: string) => of(client.POST('/api/facts/conflicts/{id}/reveal', { params: at(id), body: { reason } })),

  devices: (query: Asked<'/api/field/devices'>, signal?: AbortSignal) => of(client.GET('/api/field/devices', { params: { query }, signal })),
  revokeDevice: (id: string, body: Sent<'/api/field/devices/{id}/revoke', 'post'>) => of(client.POST('/api/field/devices/{id}/revoke', { params: at(id), body })),
  heldOps: (signal?: AbortSignal) => of(client.GET('/api/field/held', { signal })),
  bringOps: (ops: Sent<'/api/field/import', 'post'>['ops']) => of(client.POST('/api/field/import', { body: { ops } })),
  photoReceived: (key: string) => of(client.GET('/api/field/photos/{key}', { params: { path: { key } } })),
  sendPiece: (key: string, from: number, size: number, bytes: Uint8Array<ArrayBuffer>) => of(client.PUT('/api/field/photos/{key}', { params: { path: { key }, query: { from, size } }, body: bytes as never, bodySerializer: (b: unknown) => b as BodyInit, headers: { 'Content-Type': 'application/octet-stream' } })),

  linkKinds: (signal?: AbortSignal) => of(client.GET('/api/links/kinds', { signal })),
  links: (query: Asked<'/api/links'>, signal?: AbortSignal) => of(client.GET('/api/links', { params: { query }, signal })),
  linkSummary: (query: Asked<'/api/links/summary'>, signal?: AbortSignal) => of(client.GET('/api/links/summary', { params: { query: query! }, signal })),
  linkGaps: (query: Asked<'/api/links/gaps'>, signal?: AbortSignal) => of(client.GET('/api/links/gaps', { params: { query: query! }, signal })),
  linkMembers: (query: Asked<'/api/links/members'>, signal?: AbortSignal) => of(client.GET('/api/links/members', { params: { query: query! }, signal })),
  linkProposal: (query: { kind: string; place: string }) => of(client.GET('/api/links/proposal', { params: { query } })),
  confirmLinks: (pairs: Sent<'/api/links/confirm', 'post'>['pairs']) => of(client.POST('/api/links/confirm', { body: { pairs } })),
  addLink: (body: Sent<'/api/links', 'post'>) => of(client.POST('/api/links', { body })),
  endLink: (id: string, body: Sent<'/api/links/{id}/end', 'post'>) => of(client.POST('/api/links/{id}/end', { params: at(id), body })),
  placings: (query: Asked<'/api/party/placings'>, signal?: AbortSignal) => of(client.GET('/api/party/placings', { params: { query }, signal })),
  placeMember: (body: Sent<'/api/party/placings', 'post'>) => of(client.POST('/api/party/placings', { body })),
  consent: (id: string, body: Sent<'/api/appointments/{id}/consent', 'post'>) => of(client.POST('/api/appointments/{id}/consent', { params: at(id), body })),
  actFor: (id: string, body: Sent<'/api/appointments/{id}/act', 'post'>) => of(client.POST('/api/appointments/{id}/act', { params: at(id), body })),
  previewPost: (body: Sent<'/api/handovers/preview', 'post'>) => of(client.POST('/api/handovers/preview', { body })),
  handovers: (query: Asked<'/api/handovers'>, signal?: AbortSignal) => of(client.GET('/api/handovers', { params: { query }, signal })),
  cancelHandover: (id: string, body: Sent<'/api/handovers/{id}/cancel', 'post'>) => of(client.POST('/api/handovers/{id}/cancel', { params: at(id), body })),
  handPost: (body: Sent<'/api/handovers', 'post'>) => of(client.POST('/api/handovers', { body })),

  activities: (query: Asked<'/api/activities'>, signal?: AbortSignal) => of(client.GET('/api/activities', { params: { query }, signal })),
  activityCounts: (query: Asked<'/api/activities/counts'>, signal?: AbortSignal) => of(client.GET('/api/activities/counts', { params: { query }, signal })),
  addActivity: (body: Sent<'/api/activities', 'post'>) => of(client.POST('/api/activities', { body })),
  activityTeams: (signal?: AbortSignal) => of(client.GET('/api/activities/teams', { signal })),
  attachActivity: (id: string, form: FormData) => of(client.POST('/api/activities/{id}/files', { params: at(id), ...upload(form) })),
  removeActivity: (id: string, body: Sent<'/api/activities/{id}/remove', 'post'>) => of(client.POST('/api/activities/{id}/remove', { params: at(id), body })),
  swapDuty: (id: string, body: Sent<'/api/places/{id}/roster/swap', 'post'>) => of(client.POST('/api/places/{id}/roster/swap', { params: at(id), body })),

  meritScheme: (signal?: AbortSignal) => of(client.GET('/api/merit/scheme', { signal })),
  meritLists: (place: string, signal?: AbortSignal) => of(client.GET('/api/merit/lists', { params: { query: { place } }, signal })),
  adoptMeritList: (body: Sent<'/api/merit/lists', 'post'>) => of(client.POST('/api/merit/lists', { body })),
  meritPools: (query: Asked<'/api/merit/pools'>, signal?: AbortSignal) => of(client.GET('/api/merit/pools', { params: { query }, signal })),
  meritPool: (id: string, signal?: AbortSignal) => of(client.GET('/api/merit/pools/{id}', { params: at(id), signal })),
  meritFunds: (id: string, signal?: AbortSignal) => of(client.GET('/api/merit/pools/{id}/funds', { params: at(id), signal })),
  addMeritFund: (id: string, body: Sent<'/api/merit/pools/{id}/funds', 'post'>) => of(client.POST('/api/merit/pools/{id}/funds', { params: at(id), body })),
  repriceMerit: (id: string, rev: number) => of(client.POST('/api/merit/pools/{id}/reprice', { params: at(id), body: { rev } })),
  meritTrend: (id: string, signal?: AbortSignal) => of(client.GET('/api/merit/pools/{id}/trend', { params: at(id), signal })),
  carryMeritOver: (id: string, rev: number) => of(client.POST('/api/merit/pools/{id}/carry-over', { params: at(id), body: { rev } })),
  closeMeritYear: (id: string, rev: number) => of(client.POST('/api/merit/pools/{id}/close-year', { params: at(id), body: { rev } })),
  meritAccounts: (id: string, query: Asked<'/api/merit/pools/{id}/accounts'>, signal?: AbortSignal) => of(client.GET('/api/merit/pools/{id}/accounts', { params: { ...at(id), query }, signal })),
  openMeritAccounts: (id: string, household_ids: string[]) => of(client.POST('/api/merit/pools/{id}/accounts', { params: at(id), body: { household_ids } })),
  meritStatement: (id: string, signal?: AbortSignal) => of(client.GET('/api/merit/accounts/{id}', { params: at(id), signal })),
  meritDeeds: (query: Asked<'/api/merit/deeds'>, signal?: AbortSignal) => of(client.GET('/api/merit/deeds', { params: { query }, signal })),
  addMeritDeed: (body: Sent<'/api/merit/deeds', 'post'>) => of(client.POST('/api/merit/deeds', { body })),
  meritDeed: (id: string, signal?: AbortSignal) => of(client.GET('/api/merit/deeds/{id}', { params: at(id), signal })),
  withdrawMeritDeed: (id: string, rev: number, reason: string) => of(client.POST('/api/merit/deeds/{id}/withdraw', { params: at(id), body: { rev, reason } })),
  takeBackMerit: (id: string, rev: number, reason: string) => of(client.POST('/api/merit/deeds/{id}/take-back', { params: at(id), body: { rev, reason } })),
  rateMeritDeed: (id: string, body: Sent<'/api/merit/deeds/{id}/scores', 'post'>) => of(client.POST('/api/merit/deeds/{id}/scores', { params: at(id), body })),
  checkMeritDeed: (id: string, body: Sent<'/api/merit/deeds/{id}/check', 'post'>) => of(client.POST('/api/merit/deeds/{id}/check', { params: at(id), body })),
  objectToDeed: (id: string, body: Sent<'/api/merit/deeds/{id}/objections', 'post'>) => of(client.POST('/api/merit/deeds/{id}/objections', { params: at(id), body })),
  meritRounds: (query: Asked<'/api/merit/rounds'>, signal?: AbortSignal) => of(client.GET('/api/merit/rounds', { params: { query }, signal })),
  meritRound: (id: string, signal?: AbortSignal) => of(client.GET('/api/merit/rounds/{id}', { params: at(id), signal })),
  gatherMerit: (place_id: string, period: string) => of(client.POST('/api/merit/rounds', { body: { place_id, period } })),
  postMeritRound: (id: string, rev: number) => of(client.POST('/api/merit/rounds/{id}/post', { params: at(id), body: { rev } })),
  issueMeritRound: (id: string, rev: number) => of(client.POST('/api/merit/rounds/{id}/issue', { params: at(id), body: { rev } })),
  meritRaters: (id: string, signal?: AbortSignal) => of(client.GET('/api/merit/rounds/{id}/raters', { params: at(id), signal })),
  meritObjections: (id: string, signal?: AbortSignal) => of(client.GET('/api/merit/rounds/{id}/objections', { params: at(id), signal })),
  readMeritObjection: (id: string) => of(client.POST('/api/merit/objections/{id}/read', { params: at(id) })),
  decideMeritObjection: (id: string, body: Sent<'/api/merit/objections/{id}/decide', 'post'>) => of(client.POST('/api/merit/objections/{id}/decide', { params: at(id), body })),
  shopGoods: (pool: string, signal?: AbortSignal) => of(client.GET('/api/shop/goods', { params: { query: { pool } }, signal })),
  addShopGood: (body: Sent<'/api/shop/goods', 'post'>) => of(client.POST('/api/shop/goods', { body })),
  setShopPrice: (id: string, body: Sent<'/api/shop/goods/{id}/prices', 'post'>) => of(client.POST('/api/shop/goods/{id}/prices', { params: at(id), body })),
  setShopActive: (id: string, active: boolean) => of(client.POST('/api/shop/goods/{id}/active', { params: at(id), body: { active } })),
  deliverShop: (id: string, body: Sent<'/api/shop/goods/{id}/deliveries', 'post'>) => of(client.POST('/api/shop/goods/{id}/deliveries', { params: at(id), body })),
  countShop: (id: string, body: Sent<'/api/shop/goods/{id}/counts', 'post'>) => of(client.POST('/api/shop/goods/{id}/counts', { params: at(id), body })),
  shopMoves: (pool: string, signal?: AbortSignal) => of(client.GET('/api/shop/moves', { params: { query: { pool } }, signal })),
  shopRedeems: (query: Asked<'/api/shop/redemptions'>, signal?: AbortSignal) => of(client.GET('/api/shop/redemptions', { params: { query }, signal })),
  redeemShop: (body: Sent<'/api/shop/redemptions', 'post'>) => of(client.POST('/api/shop/redemptions', { body })),
  shopCustomer: (pool_id: string, code: string) => of(client.POST('/api/shop/customer', { body: { pool_id, code } })),
  shopCustomers: (pool: string, signal?: AbortSignal) => of(client.GET('/api/shop/customers', { params: { query: { pool, limit: 200 } }, signal })),
  shopAllowances: (pool: string, signal?: AbortSignal) => of(client.GET('/api/shop/allowances', { params: { query: { pool } }, signal })),
  reserveShop: (body: Sent<'/api/shop/allowances', 'post'>) => of(client.POST('/api/shop/allowances', { body })),
  closeShopAllowance: (id: string, rev: number) => of(client.POST('/api/shop/allowances/{id}/close', { params: at(id), body: { rev } })),
  paperKinds: (signal?: AbortSignal) => of(client.GET('/api/bulletins/kinds', { signal })),
  papers: (query: Asked<'/api/bulletins'>, signal?: AbortSignal) => of(client.GET('/api/bulletins', { params: { query }, signal })),
  paper: (id: string, signal?: AbortSignal) => of(client.GET('/api/bulletins/{id}', { params: at(id), signal })),
  papersAbout: (query: Asked<'/api/bulletins/about'>, signal?: AbortSignal) => of(client.GET('/api/bulletins/about', { params: { query }, signal })),
  makePaper: (body: Sent<'/api/bulletins', 'post'>) => of(client.POST('/api/bulletins', { body })),
  editPaper: (id: string, body: Sent<'/api/bulletins/{id}/words', 'post'>) => of(client.POST('/api/bulletins/{id}/words', { params: at(id), body })),
  remakePaper: (id: string, rev: number) => of(client.POST('/api/bulletins/{id}/remake', { params: at(id), body: { rev } })),
  issuePaper: (id: string, rev: number) => of(client.POST('/api/bulletins/{id}/issue', { params: at(id), body: { rev } })),
  withdrawPaper: (id: string, body: Sent<'/api/bulletins/{id}/withdraw', 'post'>) => of(client.POST('/api/bulletins/{id}/withdraw', { params: at(id), body })),
  paperRuns: (signal?: AbortSignal) => of(client.GET('/api/bulletin-runs', { signal })),
  startPaperRun: (body: Sent<'/api/bulletin-runs', 'post'>) => of(client.POST('/api/bulletin-runs', { body })),
  stopPaperRun: (id: string) => of(client.POST('/api/bulletin-runs/{id}/stop', { params: at(id) })),
  demands: (query: Asked<'/api/demands'>, signal?: AbortSignal) => of(client.GET('/api/demands', { params: { query }, signal })),
  sentDemands: (query: Asked<'/api/demands/sent'>, signal?: AbortSignal) => of(client.GET('/api/demands/sent', { params: { query }, signal })),
  demand: (id: string, cursor = '', signal?: AbortSignal) => of(client.GET('/api/demands/{id}', { params: { ...at(id), query: { cursor } }, signal })),
  demandBurden: (query: Asked<'/api/demands/burden'>, signal?: AbortSignal) => of(client.GET('/api/demands/burden', { params: { query }, signal })),
  demandSenders: (signal?: AbortSignal) => of(client.GET('/api/demands/senders', { signal })),
  checkDemand: (body: Sent<'/api/demands/check', 'post'>) => of(client.POST('/api/demands/check', { body })),
  sendDemand: (body: Sent<'/api/demands', 'post'>) => of(client.POST('/api/demands', { body })),
  withdrawDemand: (id: string, body: Sent<'/api/demands/{id}/withdraw', 'post'>) => of(client.POST('/api/demands/{id}/withdraw', { params: at(id), body })),
  answerDemand: (id: string, body: Sent<'/api/demand-villages/{id}/answer', 'post'>) => of(client.POST('/api/demand-villages/{id}/answer', { params: at(id), body })),
  sayOfDemand: (id: string, body: Sent<'/api/demand-villages/{id}/say', 'post'>) => of(client.POST('/api/demand-villages/{id}/say', { params: at(id), body })),
  ruleOnDemand: (id: string, body: Sent<'/api/demand-villages/{id}/rule', 'post'>) => of(client.POST('/api/demand-villages/{id}/rule', { params: at(id), body })),
  screen: (place: string, signal?: AbortSignal) => of(client.GET('/api/overview', { params: { query: { place } }, signal })),
  walls: (query: Asked<'/api/walls'>, signal?: AbortSignal) => of(client.GET('/api/walls', { params: { query }, signal })),
  makeWall: (body: Sent<'/api/walls', 'post'>) => of(client.POST('/api/walls', { body })),
  endWall: (id: string, rev: number) => of(client.POST('/api/walls/{id}/end', { params: at(id), body: { rev } })),
  wall: (code: string, place: string, signal?: AbortSignal) => of(client.GET('/api/wall/{code}', { params: { path: { code }, query: { place } }, signal })),
  wallShapes: (code: string, place: string) => of(client.GET('/api/wall/{code}/shapes', { params: { path: { code }, query: { place } } })),
  placeShapes: (id: string) => of(client.GET('/api/places/{id}/shapes', { params: at(id) })),
  importShapes: (file: File, check: boolean) => of(client.POST('/api/places/shapes', { params: { query: { check } }, body: file as never, bodySerializer: (b: unknown) => b as File, headers: { 'Content-Type': 'application/geo+json' } })),
  indicators: (query: Asked<'/api/indicators'>, signal?: AbortSignal) => of(client.GET('/api/indicators', { params: { query }, signal })),
  indicator: (id: string, query: Asked<'/api/indicators/{id}'>, signal?: AbortSignal) => of(client.GET('/api/indicators/{id}', { params: { ...at(id), query }, signal })),
  freezeIndicator: (id: string, body: Sent<'/api/indicators/{id}/freeze', 'post'>) => of(client.POST('/api/indicators/{id}/freeze', { params: at(id), body })),
  indicatorBases: (signal?: AbortSignal) => of(client.GET('/api/indicators/bases', { signal })),
  indicatorBasis: (no: number, signal?: AbortSignal) => of(client.GET('/api/indicators/bases/{no}', { params: { path: { no } }, signal })),

  quality: (query: Asked<'/api/quality'>, signal?: AbortSignal) => of(client.GET('/api/quality', { params: { query }, signal })),
  qualityFindings: (id: string, query: Asked<'/api/quality/checks/{id}'>, signal?: AbortSignal) => of(client.GET('/api/quality/checks/{id}', { params: { ...at(id), query }, signal })),
  startQualityRun: (body: Sent<'/api/quality-runs', 'post'>) => of(client.POST('/api/quality-runs', { body })),
  qualityRun: (id: string, signal?: AbortSignal) => of(client.GET('/api/quality-runs/{id}', { params: at(id), signal })),

  books: (query: Asked<'/api/books'>, signal?: AbortSignal) => of(client.GET('/api/books', { params: { query }, signal })),
  bookTrial: (id: string, query: Asked<'/api/books/{id}'>, signal?: AbortSignal) => of(client.GET('/api/books/{id}', { params: { ...at(id), query }, signal })),
  bookAccounts: (id: string, query: Asked<'/api/books/{id}/accounts'>, signal?: AbortSignal) => of(client.GET('/api/books/{id}/accounts', { params: { ...at(id), query: query! }, signal })),
  bookAccount: (id: string, signal?: AbortSignal) => of(client.GET('/api/ledger/accounts/{id}', { params: at(id), signal })),
  bookLines: (id: string, query: Asked<'/api/ledger/accounts/{id}/lines'>, signal?: AbortSignal) => of(client.GET('/api/ledger/accounts/{id}/lines', { params: { ...at(id), query }, signal })),
  ledgerTxn: (id: string, signal?: AbortSignal) => of(client.GET('/api/ledger/transactions/{id}', { params: at(id), signal })),

  awardSchemes: (signal?: AbortSignal) => of(client.GET('/api/awards/schemes', { signal })),
  awardRounds: (query: Asked<'/api/awards/rounds'>, signal?: AbortSignal) => of(client.GET('/api/awards/rounds', { params: { query }, signal })),
  awardRound: (id: string, signal?: AbortSignal) => of(client.GET('/api/awards/rounds/{id}', { params: at(id), signal })),
  openRound: (body: Sent<'/api/awards/rounds', 'post'>) => of(client.POST('/api/awards/rounds', { body })),
  awardBoard: (id: string, query: Asked<'/api/awards/rounds/{id}/entries'>, signal?: AbortSignal) => of(client.GET('/api/awards/rounds/{id}/entries', { params: { ...at(id), query }, signal })),
  awardEntry: (id: string, signal?: AbortSignal) => of(client.GET('/api/awards/entries/{id}', { params: at(id), signal })),
  enterAward: (id: string, body: Sent<'/api/awards/rounds/{id}/entries', 'post'>) => of(client.POST('/api/awards/rounds/{id}/entries', { params: at(id), body })),
  withdrawAward: (id: string, body: Sent<'/api/awards/entries/{id}/withdraw', 'post'>) => of(client.POST('/api/awards/entries/{id}/withdraw', { params: at(id), body })),
  barAward: (id: string, body: Sent<'/api/awards/entries/{id}/bar', 'post'>) => of(client.POST('/api/awards/entries/{id}/bar', { params: at(id), body })),
  scoreAward: (id: string, body: Sent<'/api/awards/entries/{id}/scores', 'post'>) => of(client.POST('/api/awards/entries/{id}/scores', { params: at(id), body })),
  awardScoring: (id: string) => of(client.POST('/api/awards/rounds/{id}/scoring', { params: at(id) })),
  awardReview: (id: string) => of(client.POST('/api/awards/rounds/{id}/review', { params: at(id) })),
  awardPost: (id: string) => of(client.POST('/api/awards/rounds/{id}/post', { params: at(id) })),
  awardDecide: (id: string) => of(client.POST('/api/awards/rounds/{id}/decide', { params: at(id) })),
  cancelRound: (id: string, reason: string) => of(client.POST('/api/awards/rounds/{id}/cancel', { params: at(id), body: { reason } })),
  awardJuries: (id: string, signal?: AbortSignal) => of(client.GET('/api/awards/rounds/{id}/juries', { params: at(id), signal })),
  awardMeeting: (id: string, body: Sent<'/api/awards/rounds/{id}/meeting', 'post'>) => of(client.POST('/api/awards/rounds/{id}/meeting', { params: at(id), body })),
  awardVote: (id: string, body: Sent<'/api/awards/entries/{id}/vote', 'post'>) => of(client.POST('/api/awards/entries/{id}/vote', { params: at(id), body })),
  awardObjections: (id: string, signal?: AbortSignal) => of(client.GET('/api/awards/rounds/{id}/objections', { params: at(id), signal })),
  objectAward: (id: string, body: Sent<'/api/awards/rounds/{id}/objections', 'post'>) => of(client.POST('/api/awards/rounds/{id}/objections', { params: at(id), body })),
  answerObjection: (id: string, body: Sent<'/api/awards/objections/{id}/answer', 'post'>) => of(client.POST('/api/awards/objections/{id}/answer', { params: at(id), body })),
  addAwardPhotos: (id: string, form: FormData) => of(client.POST('/api/awards/entries/{id}/files', { params: at(id), ...upload(form) })),
  addCheckPhotos: (id: string, form: FormData) => of(client.POST('/api/awards/checks/{id}/files', { params: at(id), ...upload(form) })),
  awardApplications: (id: string, signal?: AbortSignal) => of(client.GET('/api/awards/rounds/{id}/applications', { params: at(id), signal })),
  readApplication: (id: string) => of(client.POST('/api/awards/applications/{id}/read', { params: at(id) })),
  takeApplication: (id: string, body: Sent<'/api/awards/applications/{id}/take', 'post'>) => of(client.POST('/api/awards/applications/{id}/take', { params: at(id), body })),
  returnApplication: (id: string, rev: number, reason: string) => of(client.POST('/api/awards/applications/{id}/return', { params: at(id), body: { rev, reason } })),
  myHonours: (signal?: AbortSignal) => of(client.GET('/api/awards/mine', { signal })),
  honours: (query: Asked<'/api/awards/honours'>, signal?: AbortSignal) => of(client.GET('/api/awards/honours', { params: { query }, signal })),
  honour: (id: string, signal?: AbortSignal) => of(client.GET('/api/awards/honours/{id}', { params: at(id), signal })),
  handOverPlaque: (id: string, body: Sent<'/api/awards/honours/{id}/plaque', 'post'>) => of(client.POST('/api/awards/honours/{id}/plaque', { params: at(id), body })),
  checkHonour: (id: string, body: Sent<'/api/awards/honours/{id}/check', 'post'>) => of(client.POST('/api/awards/honours/{id}/check', { params: at(id), body })),
  emergencyKinds: (signal?: AbortSignal) => of(client.GET('/api/emergencies/kinds', { signal })),
  emergencies: (running: boolean, signal?: AbortSignal) => of(client.GET('/api/emergencies', { params: { query: { running } }, signal })),
  emergency: (id: string, signal?: AbortSignal) => of(client.GET('/api/emergencies/{id}', { params: at(id), signal })),
  switchOn: (body: Sent<'/api/emergencies', 'post'>) => of(client.POST('/api/emergencies', { body })),
  extendEmergency: (id: string, body: Sent<'/api/emergencies/{id}/extend', 'post'>) => of(client.POST('/api/emergencies/{id}/extend', { params: at(id), body })),
  endEmergency: (id: string, body: Sent<'/api/emergencies/{id}/end', 'post'>) => of(client.POST('/api/emergencies/{id}/end', { params: at(id), body })),
  emergencyGrids: (id: string, place: string, signal?: AbortSignal) => of(client.GET('/api/emergencies/{id}/grids', { params: { ...at(id), query: { place } }, signal })),
  emergencyHours: (id: string, signal?: AbortSignal) => of(client.GET('/api/emergencies/{id}/reports', { params: at(id), signal })),
  emergencyCalls: (id: string, query: Asked<'/api/emergencies/{id}/calls'>, signal?: AbortSignal) => of(client.GET('/api/emergencies/{id}/calls', { params: { ...at(id), query }, signal })),
  callInEmergency: (id: string, body: Sent<'/api/emergencies/{id}/calls', 'post'>) => of(client.POST('/api/emergencies/{id}/calls', { params: at(id), body })),
  helpFirst: (id: string, signal?: AbortSignal) => of(client.GET('/api/emergencies/{id}/help', { params: at(id), signal })),
  reportInEmergency: (id: string, body: Sent<'/api/emergencies/{id}/reports', 'post'>) => of(client.POST('/api/emergencies/{id}/reports', { params: at(id), body })),
  unsealEmergency: (id: string, reason: string) => of(client.POST('/api/emergencies/{id}/unseal', { params: at(id), body: { reason } })),
  draftForm: (form: FormData) => of(client.POST('/api/forms/draft', upload(form))),
  visitKinds: (signal?: AbortSignal) => of(client.GET('/api/visits/kinds', { signal })),
  visits: (query: Asked<'/api/visits'>, signal?: AbortSignal) => of(client.GET('/api/visits', { params: { query }, signal })),
  visit: (id: string, signal?: AbortSignal) => of(client.GET('/api/visits/{id}', { params: at(id), signal })),
  visitNext: (query: Asked<'/api/visits/next'>, signal?: AbortSignal) => of(client.GET('/api/visits/next', { params: { query }, signal })),
  visitHome: (id: string, signal?: AbortSignal) => of(client.GET('/api/visits/homes/{id}', { params: at(id), signal })),
  addVisit: (body: Sent<'/api/visits', 'post'>) => of(client.POST('/api/visits', { body })),
  takeBackVisit: (id: string, reason: string) => of(client.POST('/api/visits/{id}/back', { params: at(id), body: { reason } })),
  visitCalls: (query: Asked<'/api/visits/calls'>, signal?: AbortSignal) => of(client.GET('/api/visits/calls', { params: { query }, signal })),
  callHousehold: (id: string, body: Sent<'/api/visits/{id}/call', 'post'>) => of(client.POST('/api/visits/{id}/call', { params: at(id), body })),
  addVisitPhotos: (id: string, form: FormData) => of(client.POST('/api/visits/{id}/photos', { params: at(id), ...upload(form) })),
  dropVisitPhotos: (id: string, reason: string) => of(client.POST('/api/visits/{id}/photos/drop', { params: at(id), body: { reason } })),
  campaigns: (query: Asked<'/api/campaigns'>, signal?: AbortSignal) => of(client.GET('/api/campaigns', { params: { query }, signal })),
  campaign: (id: string, signal?: AbortSignal) => of(client.GET('/api/campaigns/{id}', { params: at(id), signal })),
  previewCampaign: (body: Sent<'/api/campaigns/preview', 'post'>, signal?: AbortSignal) => of(client.POST('/api/campaigns/preview', { body, signal })),
  makeCampaign: (body: Sent<'/api/campaigns', 'post'>) => of(client.POST('/api/campaigns', { body })),
  closeCampaign: (id: string, body: Sent<'/api/campaigns/{id}/close', 'post'>) => of(client.POST('/api/campaigns/{id}/close', { params: at(id), body })),
  coverage: (id: string, place: string, signal?: AbortSignal) => of(client.GET('/api/campaigns/{id}/coverage', { params: { ...at(id), query: { place } }, signal })),
  visitGaps: (id: string, query: Asked<'/api/campaigns/{id}/gaps'>, signal?: AbortSignal) => of(client.GET('/api/campaigns/{id}/gaps', { params: { ...at(id), query }, signal })),
  visitors: (id: string, place: string, signal?: AbortSignal) => of(client.GET('/api/campaigns/{id}/visitors', { params: { ...at(id), query: { place } }, signal })),
  giveHouseholds: (id: string, body: Sent<'/api/campaigns/{id}/give', 'post'>) => of(client.POST('/api/campaigns/{id}/give', { params: at(id), body })),
  visitReport: (query: Asked<'/api/visits/report'>, signal?: AbortSignal) => of(client.GET('/api/visits/report', { params: { query }, signal })),
  formCounts: (form: string, query: Asked<'/api/forms/{form}/counts'>, signal?: AbortSignal) => of(client.GET('/api/forms/{form}/counts', { params: { path: { form }, query }, signal })),
  formSaid: (form: string, query: Asked<'/api/forms/{form}/said'>, signal?: AbortSignal) => of(client.GET('/api/forms/{form}/said', { params: { path: { form }, query }, signal })),
  addAnswer: (form: string, body: Sent<'/api/forms/{form}/answers', 'post'>) => of(client.POST('/api/forms/{form}/answers', { params: { path: { form } }, body })),

  journal: (table: string, id: string) => of(client.GET('/api/journal', { params: { query: { table, id } } })),

  feedChoices: (signal?: AbortSignal) => of(client.GET('/api/feeds/choices', { signal })),
  feedTokens: (query: Asked<'/api/feeds/tokens'>, signal?: AbortSignal) => of(client.GET('/api/feeds/tokens', { params: { query }, signal })),
  makeToken: (body: Sent<'/api/feeds/tokens', 'post'>) => of(client.POST('/api/feeds/tokens', { body })),
  revokeToken: (id: string) => of(client.POST('/api/feeds/tokens/{id}/revoke', { params: at(id) })),
  feedHooks: (signal?: AbortSignal) => of(client.GET('/api/feeds/hooks', { signal })),
  makeHook: (body: Sent<'/api/feeds/hooks', 'post'>) => of(client.POST('/api/feeds/hooks', { body })),
  setHook: (id: string, rev: number, state: 'on' | 'off' | 'removed') => of(client.POST('/api/feeds/hooks/{id}/state', { params: at(id), body: { rev, state } })),
  deliveries: (id: string, query: Asked<'/api/feeds/hooks/{id}/deliveries'>, signal?: AbortSignal) => of(client.GET('/api/feeds/hooks/{id}/deliveries', { params: { ...at(id), query }, signal })),
  replay: (id: string, delivery_id = '') => of(client.POST('/api/feeds/hooks/{id}/replay', { params: at(id), body: { delivery_id } })),
  giveUpDelivery: (id: string, delivery_id: string) => of(client.POST('/api/feeds/hooks/{id}/give-up', { params: at(id), body: { delivery_id } })),
  ownFeeds: (signal?: AbortSignal) => of(client.GET('/api/feeds/own', { signal })),
  makeCalendar: () => of(client.POST('/api/feeds/own/calendar')),
  dropCalendar: () => of(client.DELETE('/api/feeds/own/calendar')),
  setDigest: (body: Sent<'/api/feeds/own/digest', 'post'>) => of(client.POST('/api/feeds/own/digest', { body })),
  pushKey: () => of(client.POST('/api/feeds/own/push/key')),
  addPush: (body: Sent<'/api/feeds/own/push', 'post'>) => of(client.POST('/api/feeds/own/push', { body })),
  pushed: (endpoint: string) => of(client.POST('/api/feeds/own/push/state', { body: { endpoint } })),
  dropThisPush: (endpoint: string) => of(client.POST('/api/feeds/own/push/off', { body: { endpoint } })),
  dropPush: () => of(client.DELETE('/api/feeds/own/push')),

  imports: (query: Asked<'/api/imports'>, signal?: AbortSignal) => of(client.GET('/api/imports', { params: { query }, signal })),
  import: (id: string) => of(client.GET('/api/imports/{id}', { params: at(id) })),
  registers: (signal?: AbortSignal) => of(client.GET('/api/registers', { signal })),
  upload: (form: FormData, register = '') => of(client.POST('/api/imports', { params: { query: { register } }, ...upload(form) })),
  takeBackImport: (id: string, reason: string) => of(client.POST('/api/imports/{id}/take-back', { params: at(id), body: { reason } })),
  applyImport: (id: string) => of(client.POST('/api/imports/{id}/apply', { params: at(id) })),
  cancelImport: (id: string) => of(client.POST('/api/imports/{id}/cancel', { params: at(id) })),
}

/** Address of a workbook to download with the same filters as the list. */
export const exportPath = (name: string, query: Query = {}): string => withQuery(`/api/exports/${name}.xlsx`, query)

/** The same list in another form: csv or json. */
export const formatPath = (path: string, format: string): string => `${path}${path.includes('?') ? '&' : '?'}format=${format}`

/** A paper of an event of a household; each look stands in the journal with its reason. */
export const paperPath = (event: string, id: string, reason: string): string => withQuery(`/api/events/${event}/papers/${id}`, { reason })

/** A sealed paper of a case; each look stands in the journal with its reason. */
export const casePaperPath = (id: string, paper: string, reason: string): string => withQuery(`/api/cases/${id}/papers/${paper}`, { reason })

/** A key that lets the server recognise a request sent twice. */
export const clientKey = (): string => crypto.randomUUID()

export const templatePath = (name: string): string => `/api/registers/${name}/template.xlsx`
/** The uploaded file with its faults marked, in the language of the screen. */
export const markedPath = (id: string, lang: string): string => withQuery(`/api/imports/${id}/marked.xlsx`, { lang })
