import { computed, ref, shallowRef } from 'vue'
import { ApiError, api, session } from '@shared/api'
import type { Activity, CaseDetail, DutyItemDetail, VisitDetail } from '@shared/types'
import { SyncError } from '../sync/engine'
import type { Answer, Entry, Outgoing } from '../sync/outbox'
import { engine, gate } from './device'
import { entryOf, type Submission } from './entry'
import { full, isFull } from './full'
import { online, reached } from './network'

/** What waits, is held or failed, in the order in which it was entered. */
export const outbox = shallowRef<Outgoing[]>([])
/** Rises with each sync that brought something: pages read again what they show. */
export const synced = ref(0)
/** What the officer must do before syncing can go on: choose a place, or write out what is left before the phone is emptied. */
export const halt = ref<'' | 'choose_place' | 'account_closed' | 'device_revoked'>('')
/** The household cards that others had changed too: said once, until the officer has seen it. */
export const told = ref<{ title: string; fields: string[] }[]>([])

/** Whether all that belongs on this phone has come: a first load goes page by page. */
export const loaded = ref(true)

export const waiting = computed(() => outbox.value.filter((one) => one.state !== 'failed').length)

/** How a send ended: confirmed by the server, kept on the phone until there is a network, or refused. */
export type Sent = CaseDetail | DutyItemDetail | Activity | VisitDetail
export type Outcome<R = CaseDetail> = { state: 'sent'; record: R | null } | { state: 'waiting' } | { state: 'refused'; failure: ApiError }

const pause = 20_000
const calm = 60_000
let started = false
let lastLook = 0

/** Starts the watch over the outbox: when the network returns, and by timer. */
export function keepSending(): void {
  if (started) return
  started = true
  addEventListener('online', async () => {
    await drain()
    if (!online.value) await drain() // the first had joined one that began without a network
  })
  setInterval(() => void look(), pause)
}

async function look(): Promise<void> {
  if (gate.value !== 'open') return
  if (waiting.value || !online.value || (document.visibilityState === 'visible' && Date.now() - lastLook > calm)) await drain()
}

/** Shows the outbox of the account that has just unlocked its store, and sends what it left. */
export async function resume(): Promise<void> {
  halt.value = ''
  await show()
  void drain()
}

async function show(): Promise<void> {
  outbox.value = gate.value === 'open' ? await engine().outbox.all() : []
  loaded.value = gate.value !== 'open' || (await engine().state()).loaded
}

/** Stores first, then sends: what was entered is on the phone before anything can go wrong. */
export async function submit<R extends Sent = CaseDetail>(item: Submission): Promise<Outcome<R>> {
  const outcome = await enter(entryOf(item))
  if (outcome.state !== 'sent') return outcome
  return { state: 'sent', record: (await recordOf(outcome.answer)) as R | null }
}

/** The record that an operation made or changed, with the codes that are told once; null where it cannot be read just now. */
async function recordOf({ record: { kind, id }, args }: Answer): Promise<Sent | null> {
  const asked: Record<string, () => Promise<Sent>> = { item: () => api.dutyItem(id), visit: () => api.visit(id), case: () => api.case(id) }
  const record = await asked[kind]?.().catch(() => null)
  return record ? { ...record, ...args } : null
}

/** The same for an operation that is no form of old. */
export async function enter(entry: Entry): Promise<{ state: 'sent'; answer: Answer } | { state: 'waiting' } | { state: 'refused'; failure: ApiError }> {
  try {
    await engine().enter(entry)
    full.value = false
  } catch (failure) {
    // Nothing was stored and nothing sent: the form keeps what was typed.
    return { state: 'refused', failure: new ApiError(0, { code: isFull(failure) ? 'phone_full' : 'phone_failed' }) }
  }
  await show()
  for (let turn = 0; turn < 2; turn++) { // a sync that ran already may have passed it by
    const answer = (await drain().catch(() => [])).find((a) => a.key === entry.key) // it is stored, whatever happens on the way
    if (answer?.state === 'refused') return { state: 'refused', failure: new ApiError(422, { code: answer.code, field: answer.field, args: answer.args ?? {} }) }
    if (answer && answer.state !== 'held') return { state: 'sent', answer }
    if (!online.value || !outbox.value.some((one) => one.key === entry.key && one.state === 'waiting')) break
  }
  return { state: 'waiting' }
}

/** Sends what waits and asks for what changed. Nothing is thrown: what could not be sent waits. */
export async function drain(): Promise<Answer[]> {
  if (gate.value !== 'open' || halt.value) return []
  lastLook = Date.now()
  const before = outbox.value
  let answers: Answer[] = []
  try {
    answers = await engine().sync()
    reached(true)
    synced.value++
  } catch (failure) {
    await stumble(failure)
  }
  if (gate.value !== 'open') return answers
  for (const a of answers.filter((one) => one.state === 'conflict')) {
    told.value = [...told.value, { title: before.find((one) => one.key === a.key)?.title ?? '', fields: a.told }]
  }
  await show()
  return answers
}

async function stumble(failure: unknown): Promise<void> {
  if (isFull(failure)) return void (full.value = true)
  if (!(failure instanceof SyncError)) {
    if (gate.value === 'open') throw failure
    return // locked meanwhile
  }
  reached(failure.status !== 0)
  if ((failure.status === 401 && failure.code !== 'account_closed') || failure.code === 'other_account') session.lost()
  else if (failure.code === 'choose_place') halt.value = failure.code
  else if (failure.code === 'account_closed' || failure.code === 'device_revoked') {
    await engine().forgetCopies()
    halt.value = failure.code
    synced.value++
  }
}

/** Tries a refused item again. A step is taken on the record as it is now, if it is still open to this officer. */
export async function retry(item: Pick<Outgoing, 'key' | 'kind' | 'body'>): Promise<void> {
  const more: Record<string, unknown> = {}
  if (item.kind === 'step' || item.kind === 'duty') {
    const now = await (item.kind === 'step' ? api.case(String(item.body.case_id)) : api.dutyItem(String(item.body.item_id))).catch(() => null)
    if (now) more.rev = now.rev
  }
  await engine().outbox.retry(item.key, more)
  await show()
  await drain()
}

export async function discard(item: { client_key: string }): Promise<void> {
  await engine().outbox.discard(item.client_key)
  await show()
}

/** Whether an operation speaks of a record. */
export const speaksOf = (one: Outgoing, kind: 'case' | 'item' | 'household' | 'visits', id: string): boolean => one.about === `${kind}:${id}`
