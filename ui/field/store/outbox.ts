import { liveQuery } from 'dexie'
import { ref } from 'vue'
import { ApiError, api } from '@shared/api'
import type { CaseAction, CaseDetail, DutyItemDetail } from '@shared/types'
import { me } from '../state/session'
import { db, type Outgoing } from './db'
import { online, reached } from './network'

/** What waits or failed, oldest first, of the account that is signed in. */
export const outbox = ref<Outgoing[]>([])

/** How a send ended: confirmed by the server, kept on the phone until there is a network, or refused. */
export type Sent = CaseDetail | DutyItemDetail
export type Outcome<R = CaseDetail> = { state: 'sent'; record: R } | { state: 'waiting' } | { state: 'refused'; failure: ApiError }

const pause = 20_000
let running: Promise<void> | null = null
let again = false
const answers = new Map<string, Sent>()

/** Starts the watch over the outbox: at start, when the network returns, and by timer. */
export function keepSending(): void {
  liveQuery(() => db.outbox.orderBy('at').toArray()).subscribe((all) => {
    outbox.value = all.filter((one) => one.account_id === me.value?.account_id)
  })
  addEventListener('online', () => void drain())
  setInterval(() => void look(), pause)
  void drain()
}

async function look(): Promise<void> {
  if (outbox.value.some((one) => one.state === 'waiting')) return drain()
  if (!online.value) await api.meta().then(() => reached(true), () => undefined)
}

/** Shows the outbox of the account that has just signed in, and sends what it left. */
export async function resume(): Promise<void> {
  const account = me.value?.account_id ?? ''
  outbox.value = (await db.outbox.orderBy('at').toArray()).filter((one) => one.account_id === account)
  await drain()
}

/** Stores first, then sends: what was entered is on the phone before anything can go wrong. */
export async function submit<R extends Sent = CaseDetail>(item: Omit<Outgoing, 'account_id' | 'at' | 'state' | 'code' | 'args' | 'detail' | 'request_id'>): Promise<Outcome<R>> {
  const key = item.client_key
  await db.outbox.put({ ...item, account_id: me.value?.account_id ?? '', at: Date.now(), state: 'waiting', code: '', args: {}, detail: '', request_id: '' })
  await drain()
  const left = await db.outbox.get(key)
  const record = answers.get(key) as R | undefined
  answers.delete(key)
  if (!left && record) return { state: 'sent', record }
  if (left?.state !== 'failed') return { state: 'waiting' }
  return { state: 'refused', failure: new ApiError(422, { code: left.code, args: left.args, detail: left.detail, request_id: left.request_id }) }
}

/** Sends everything that waits, one after the other, in the order it was entered. Only one run at a time. */
export async function drain(): Promise<void> {
  if (running) {
    again = true
    return running
  }
  running = run().finally(() => {
    running = null
  })
  return running
}

async function run(): Promise<void> {
  do {
    again = false
    const account = me.value?.account_id
    if (!account) return
    const waiting = await db.outbox.where('account_id').equals(account).sortBy('at')
    for (const item of waiting) if (item.state === 'waiting' && !(await sendOne(item))) return
  } while (again)
}

/** False when there is no sense in going on now. A refusal concerns one item; the rest goes on. */
async function sendOne(item: Outgoing): Promise<boolean> {
  try {
    answers.set(item.client_key, await send(item))
    reached(true)
    await db.outbox.delete(item.client_key)
    return true
  } catch (failure) {
    const problem = failure instanceof ApiError ? failure : new ApiError(0, {})
    reached(problem.status !== 0)
    if (later(problem.status)) return false
    await db.outbox.update(item.client_key, { state: 'failed', code: problem.code, args: problem.args, detail: problem.message, request_id: problem.requestId })
    return true
  }
}

// No network, no session, too many, or a server in trouble: the same request may well succeed later.
const later = (status: number): boolean => status === 0 || status === 401 || status === 408 || status === 429 || status >= 500

function send(item: Outgoing): Promise<Sent> {
  if (item.kind === 'action') return api.act(item.case_id, { ...item.fields, client_key: item.client_key } as unknown as CaseAction)
  if (item.kind === 'call') return api.call(item.case_id, { bodies: String(item.fields.bodies).split(','), ask: String(item.fields.ask), client_key: item.client_key })
  if (item.kind === 'duty') return reportDuty(item)
  const form = new FormData()
  for (const [name, value] of Object.entries(item.fields)) if (value !== '') form.append(name, String(value))
  form.append('client_key', item.client_key)
  attach(form, 'photos', item)
  return item.kind === 'report' ? api.addCase(form) : api.addPhotos(item.case_id, form)
}

function attach(form: FormData, name: string, item: Outgoing): void {
  item.photos.forEach((photo, i) => form.append(name, new Blob([photo.bytes], { type: photo.type }), photo.name ?? `photo-${i + 1}.jpg`))
}

/** The evidence first, then how far the item is; both under the key of this entry, so that the pair sent again changes nothing. */
async function reportDuty(item: Outgoing): Promise<DutyItemDetail> {
  let rev = Number(item.fields.rev)
  if (item.photos.length) {
    const form = new FormData()
    form.append('client_key', item.client_key)
    attach(form, 'files', item)
    const now = await api.addEvidence(item.case_id, form)
    if (now.rev === rev + 1) rev = now.rev // nobody else changed it: the evidence itself did
  }
  return api.stepItem(item.case_id, {
    step: String(item.fields.step), rev, note: String(item.fields.note ?? ''), progress: Number(item.fields.progress ?? 0), done: item.fields.progress === 1000, client_key: item.client_key,
  })
}

/** Tries a refused item again. A step is taken on the case as it is now, if it is still open to this officer. */
export async function retry(item: Outgoing): Promise<void> {
  const fields = { ...item.fields }
  if (item.kind === 'action' || item.kind === 'duty') {
    const now = await (item.kind === 'action' ? api.case(item.case_id) : api.dutyItem(item.case_id)).catch(() => null)
    if (now) fields.rev = now.rev
  }
  await db.outbox.update(item.client_key, { state: 'waiting', code: '', args: {}, detail: '', request_id: '', fields })
  await drain()
}

export async function discard(item: Pick<Outgoing, 'client_key'>): Promise<void> {
  await db.outbox.delete(item.client_key)
}
