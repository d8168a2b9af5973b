import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Me } from '@shared/types'
import { me } from '../state/session'
import { db } from './db'
import { online } from './network'
import { discard, drain, retry, submit } from './outbox'
import { fitted } from './photos'

const officer = { account_id: 'a1', person_id: 'p1', login: 'wang', name: '王', perms: [], posts: [] } as Me
const sent: { path: string; key: string }[] = []
let answer: (path: string) => Response | Promise<Response> = () => json(200, { id: '9' })

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
}

const report = (client_key: string) => ({ client_key, kind: 'report' as const, title: client_key, case_id: '', fields: { text: '水渠堵了', place_id: '4', contact: '' }, photos: [{ bytes: new ArrayBuffer(3), type: 'image/jpeg', width: 1, height: 1 }] })
const step = (client_key: string) => ({ client_key, kind: 'action' as const, title: client_key, case_id: '7', fields: { rev: 2, action: 'accept' }, photos: [] })

beforeEach(async () => {
  await db.outbox.clear()
  sent.length = 0
  me.value = officer
  answer = () => json(200, { id: '9' })
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname
    const form = request.headers.get('Content-Type')?.startsWith('multipart/')
    const text = await request.text()
    const key = form ? /name="client_key"\r\n\r\n([^\r]*)/.exec(text)?.[1] : JSON.parse(text || '{}').client_key
    sent.push({ path, key: key ?? '' })
    return answer(path)
  })
})

test('what is confirmed leaves the phone and comes back as the record', async () => {
  expect(await submit(report('k1'))).toEqual({ state: 'sent', record: { id: '9' } })
  expect(await db.outbox.count()).toBe(0)
  expect(sent).toEqual([{ path: '/api/cases', key: 'k1' }])
})

test('without a network it waits with its key and photos, and goes out later in the order it was entered', async () => {
  answer = () => Promise.reject(new TypeError('no network'))
  expect(await submit(report('k1'))).toEqual({ state: 'waiting' })
  expect(await submit(step('k2'))).toEqual({ state: 'waiting' })
  expect(online.value).toBe(false)
  expect((await db.outbox.get('k1'))?.photos[0]?.bytes.byteLength).toBe(3)
  sent.length = 0
  answer = () => json(200, { id: '9' })
  await drain()
  expect(sent.map((one) => one.key)).toEqual(['k1', 'k2'])
  expect(await db.outbox.count()).toBe(0)
  expect(online.value).toBe(true)
})

test('an answer lost on the way is asked for again under the same key', async () => {
  answer = () => json(503, { code: 'unavailable' })
  await submit(report('k1'))
  answer = () => json(200, { id: '9' })
  await drain()
  expect(sent.map((one) => one.key)).toEqual(['k1', 'k1'])
})

test('a refusal stays visible with its reason and does not hold up the rest', async () => {
  answer = (path) => (path.endsWith('/actions') ? json(409, { code: 'wrong_state', request_id: 'r1' }) : Promise.reject(new TypeError('no network')))
  await submit(report('k1'))
  await db.outbox.update('k1', { at: 1 })
  answer = (path) => (path.endsWith('/actions') ? json(409, { code: 'wrong_state', request_id: 'r1' }) : json(200, { id: '9' }))
  const outcome = await submit(step('k2'))
  expect(outcome.state === 'refused' && outcome.failure.code).toBe('wrong_state')
  const left = await db.outbox.toArray()
  expect(left.map((one) => [one.client_key, one.state, one.request_id])).toEqual([['k2', 'failed', 'r1']])
  await drain()
  expect(await db.outbox.count()).toBe(1)
  await discard(left[0]!)
  expect(await db.outbox.count()).toBe(0)
})

test('trying a refused step again takes it on the case as it is now', async () => {
  answer = () => json(409, { code: 'changed_meanwhile' })
  await submit(step('k2'))
  const bodies: unknown[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    if (request.method === 'GET') return json(200, { id: '7', rev: 5 })
    bodies.push(await request.json())
    return json(200, { id: '7', rev: 6 })
  })
  await retry((await db.outbox.get('k2'))!)
  expect(bodies).toEqual([{ rev: 5, action: 'accept', client_key: 'k2' }])
  expect(await db.outbox.count()).toBe(0)
})

test('nothing of one account is sent under another', async () => {
  answer = () => Promise.reject(new TypeError('no network'))
  await submit(report('k1'))
  sent.length = 0
  me.value = { ...officer, account_id: 'a2' }
  answer = () => json(200, { id: '9' })
  await drain()
  expect(sent).toEqual([])
  expect(await db.outbox.count()).toBe(1)
})

test('a photo keeps its shape and is never enlarged', () => {
  expect(fitted(4000, 3000)).toEqual({ width: 2048, height: 1536 })
  expect(fitted(640, 480)).toEqual({ width: 640, height: 480 })
})
