import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { beforeEach, expect, test, vi } from 'vitest'
import { session } from '@shared/api'
import { cheapen, engine, followTabs, gate, lock, openFor, setPin, unlock, wipe } from './device'
import { full } from './full'
import { online } from './network'
import { drain, halt, outbox, resume, retry, submit, told } from './outbox'
import { fitted } from './photos'

interface Op { key: string; kind: string; body: Record<string, unknown>; photos: string[] }
let pushed: Op[][] = []
let pieces: string[] = []
let say: (op: Op) => Record<string, unknown> = () => ({ state: 'done' })
let reached = true
let account = 0

const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })

async function server(asked: RequestInfo, init?: RequestInit): Promise<Response> {
  const request = new Request(typeof asked === 'string' ? new URL(asked, 'http://localhost') : asked, init)
  const url = new URL(request.url)
  if (!reached) throw new TypeError('no network')
  if (url.pathname === '/api/field/devices') return json(200, { id: '77' })
  if (url.pathname === '/api/field/pull') return json(200, { since: 's1', next: '', reset: false, more: false, rules: 1, docs: [] })
  if (url.pathname.startsWith('/api/field/photos/')) {
    const has = pieces.filter((k) => k === url.pathname).length
    if (request.method === 'PUT') pieces.push(url.pathname)
    return json(200, { bytes: request.method === 'PUT' || has ? 3 : 0, size: 3 })
  }
  if (url.pathname === '/api/field/push') {
    const { ops } = (await request.json()) as { ops: Op[] }
    pushed.push(ops)
    return json(200, { items: ops.map((op) => ({ key: op.key, code: '', field: '', args: {}, told: [], late: false, until: 0, record: { kind: 'case', id: '9', no: 'N1' }, ...say(op) })) })
  }
  return json(200, { id: '9', no: 'N1', rev: 5 })
}

beforeEach(async () => {
  vi.stubGlobal('fetch', server)
  ;[pushed, pieces, say, reached] = [[], [], () => ({ state: 'done' }), true]
  halt.value = ''
  told.value = []
  cheapen(1000)
  await openFor(`o${++account}`)
  await setPin(`o${account}`, '246813')
})

const report = (client_key: string) => ({ client_key, kind: 'report' as const, title: client_key, case_id: '', fields: { text: '水渠堵了', place_id: '4', contact: '' }, photos: [{ bytes: new Uint8Array([1, 2, 3]).buffer, type: 'image/jpeg', width: 1, height: 1 }] })
const step = (client_key: string) => ({ client_key, kind: 'action' as const, title: client_key, case_id: '7', fields: { rev: 2, action: 'accept' }, photos: [] })

test('what is confirmed leaves the phone and comes back as the record, with the code that is told once', async () => {
  say = () => ({ state: 'done', args: { follow_code: 'ABCD' } })
  expect(await submit(report('key-0001'))).toMatchObject({ state: 'sent', record: { id: '9', follow_code: 'ABCD' } })
  expect(await engine().outbox.count()).toBe(0)
  expect(pushed[0]).toMatchObject([{ key: 'key-0001', kind: 'report', photos: ['key-0001-p1'], body: { text: '水渠堵了', place_id: '4' } }])
  expect(pieces).toHaveLength(1)
})

test('without a network it waits with its key and photos, and goes out later in the order it was entered', async () => {
  reached = false
  expect(await submit(report('key-0001'))).toEqual({ state: 'waiting' })
  expect(await submit(step('key-0002'))).toEqual({ state: 'waiting' })
  expect(online.value).toBe(false)
  expect(outbox.value.map((one) => one.state)).toEqual(['waiting', 'waiting'])
  reached = true
  await drain()
  expect(pushed.flat().map((op) => op.key)).toEqual(['key-0001', 'key-0002'])
  expect([outbox.value.length, online.value]).toEqual([0, true])
})

test('a refusal stays visible with its reason and does not hold up the rest; tried again it is taken on the record as it is now', async () => {
  say = (op) => (op.kind === 'step' ? { state: 'refused', code: 'wrong_state' } : { state: 'done' })
  const outcome = await submit(step('key-0002'))
  expect(outcome.state === 'refused' && outcome.failure.code).toBe('wrong_state')
  expect(await submit(report('key-0003'))).toMatchObject({ state: 'sent' })
  expect(outbox.value.map((one) => [one.key, one.state, one.code])).toEqual([['key-0002', 'failed', 'wrong_state']])
  say = () => ({ state: 'done' })
  await retry(outbox.value[0]!)
  expect(pushed.at(-1)).toMatchObject([{ key: 'key-0002', body: { rev: 5 } }])
  expect(outbox.value).toHaveLength(0)
})

test('nothing is sent or shown while the phone is locked, and nothing of one account under another', async () => {
  reached = false
  await submit(report('key-0001'))
  lock()
  reached = true
  await drain()
  expect([pushed.length, gate.value]).toEqual([0, 'locked'])
  await openFor('another')
  await setPin('another', '975312')
  await resume()
  await drain()
  expect(pushed).toHaveLength(0)
  await openFor(`o${account}`)
  expect(await unlock('246813')).toBe('open')
  await drain()
  expect(pushed.flat().map((op) => op.key)).toEqual(['key-0001'])
})

test('what somebody else had changed is said', async () => {
  say = () => ({ state: 'conflict', told: ['water'] })
  await submit(step('key-0002'))
  expect(told.value).toEqual([{ title: 'key-0002', fields: ['water'] }])
})

test('a revoked phone stops, and is emptied', async () => {
  vi.stubGlobal('fetch', async () => json(403, { code: 'device_revoked' }))
  expect(await submit(report('key-0001'))).toEqual({ state: 'waiting' })
  expect(halt.value).toBe('device_revoked')
  await wipe()
  expect(gate.value).toBe('none')
})

test('an update of the app loses nothing of what an older version had not sent', async () => {
  const old = new Dexie('touyan-field')
  old.version(1).stores({ outbox: 'client_key, account_id, at', drafts: 'key', kept: 'key' })
  await old.table('outbox').bulkPut([{ ...report('key-old1'), account_id: 'me1', at: 1, state: 'waiting' }, { ...step('key-old2'), account_id: 'else', at: 2, state: 'waiting' }])
  old.close()
  await openFor('me1')
  await setPin('me1', '246813')
  await resume()
  await vi.waitFor(() => expect(pushed.flat().map((op) => op.key)).toEqual(['key-old1']))
  await openFor('else')
  await setPin('else', '246813')
  await resume()
  await vi.waitFor(() => expect(pushed.flat().map((op) => op.key)).toEqual(['key-old1', 'key-old2']))
  expect(await Dexie.exists('touyan-field')).toBe(false)
})

test('a phone without room says so, keeps the form and sends nothing; afterwards it goes on', async () => {
  const no = vi.spyOn(engine().db.ops, 'put').mockRejectedValue(Object.assign(new Error('AbortError'), { inner: Object.assign(new Error(), { name: 'QuotaExceededError' }) }))
  const outcome = await submit(report('key-0001'))
  expect(outcome.state === 'refused' && outcome.failure.code).toBe('phone_full')
  expect([pushed.length, await engine().outbox.count()]).toEqual([0, 0])
  no.mockRestore()
  expect(await submit(report('key-0001'))).toMatchObject({ state: 'sent' })
})

test('a phone without room for what comes still says that what was entered is stored', async () => {
  vi.spyOn(engine().docs, 'apply').mockRejectedValue(Object.assign(new Error(), { name: 'QuotaExceededError' }))
  expect(['sent', 'waiting']).toContain((await submit(report('key-0001'))).state)
  expect(full.value).toBe(true)
  full.value = false
})

test('somebody else who signs in in another tab sends nothing of this phone under their name', async () => {
  reached = false
  await submit(report('key-0001'))
  let lost = 0
  session.lost = () => lost++
  const asked: unknown[] = []
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    asked.push(init?.body ? (JSON.parse(String(init.body)) as { account: string }).account : null)
    return path.includes('/photos/') ? json(200, { bytes: 3 }) : json(409, { code: 'other_account' })
  })
  await drain()
  expect([lost, await engine().outbox.count()]).toEqual([1, 1])
  expect(asked.filter(Boolean)).toEqual([`o${account}`])

  // The other tab says so too: the store is closed at once.
  let gone = 0
  followTabs(() => gone++)
  localStorage.setItem('touyan.field.account', 'else')
  dispatchEvent(new StorageEvent('storage', { key: 'touyan.field.account', newValue: 'else' }))
  expect([gone, gate.value]).toEqual([1, 'none'])
})

test('a PIN that another tab chose is not replaced: what lies under it would be lost', async () => {
  const name = `t${account}`
  await openFor(name)
  const here = engine()
  await openFor('nobody')
  await openFor(name)
  expect(await setPin(name, '246813')).toBe(true)
  reached = false
  await submit(report('key-0001'))
  await here.db.open()
  expect(await here.vault.create('975312')).toBe(false)
  lock()
  expect(await unlock('246813')).toBe('open')
  expect((await engine().outbox.all()).map((one) => one.title)).toEqual(['key-0001'])
})

test('a photo keeps its shape and is never enlarged', () => {
  expect(fitted(4000, 3000)).toEqual({ width: 2048, height: 1536 })
  expect(fitted(640, 480)).toEqual({ width: 640, height: 480 })
})
