// @vitest-environment node
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { beforeEach, expect, test } from 'vitest'
import { FieldDb } from './db'
import { Outbox, type Answer, type Entry, type FactChange } from './outbox'
import { Vault } from './vault'

let db: FieldDb
let box: Outbox
let n = 0
beforeEach(async () => {
  db = new FieldDb(`o${++n}`, { indexedDB: new IDBFactory(), IDBKeyRange })
  const vault = new Vault(db, 1000)
  await vault.create('246813')
  box = new Outbox(db, vault, () => 1000 + n)
})

const change = (field: string, value: unknown, base: unknown = null): FactChange => ({ field, ver: 1, base, value })
const fact = (key: string, house: string, ...changes: FactChange[]): Entry => ({ key, kind: 'fact', about: `household:${house}`, title: key, photos: [], body: { household_id: house, day: '2026-11-29', changes } })
const answer = (key: string, state: Answer['state'], code = ''): Answer => ({ key, state, code, field: '', args: null, record: { kind: '', id: '', no: '' }, told: [], late: false, until: 0 })

test('changes to one card that were never sent become one operation; what a field was at first stays', async () => {
  await box.put(fact('k1', '7', change('water', 'well', 'piped')))
  await box.put(fact('k2', '7', change('water', 'shared', 'well'), change('poor', true)))
  await box.put(fact('k3', '8', change('water', 'well')))
  const all = await box.all()
  expect(all.map((one) => one.key)).toEqual(['k1', 'k3'])
  expect(all[0]!.body.changes).toEqual([change('water', 'shared', 'piped'), change('poor', true)])
})

test('once it is on its way it stays as it is, and the next one follows it', async () => {
  await box.put(fact('k1', '7', change('water', 'well')))
  await box.sending(['k1'])
  await box.put(fact('k2', '7', change('water', 'shared')))
  expect((await box.all()).map((one) => [one.key, one.after])).toEqual([['k1', ''], ['k2', 'k1']])
})

test('what is done leaves with its pictures; what is refused stays with its reason, and can be sent again', async () => {
  const photo = { bytes: new Uint8Array([1, 2, 3]).buffer, type: 'image/jpeg', width: 1, height: 1 }
  await box.put({ key: 'k1', kind: 'report', about: '', title: '井盖', photos: [photo], body: { text: '井盖' } })
  await box.put({ key: 'k2', kind: 'step', about: 'case:9', title: '受理', photos: [], body: { case_id: '9', rev: 1 } })
  expect(await box.photo('k1-p1')).toEqual(new Uint8Array([1, 2, 3]))
  await box.settle([answer('k1', 'done'), answer('k2', 'refused', 'changed_meanwhile')])
  expect(await db.blobs.count()).toBe(0)
  expect((await box.all()).map((one) => [one.key, one.state, one.code])).toEqual([['k2', 'failed', 'changed_meanwhile']])
  await box.retry('k2', { rev: 5 })
  expect((await box.all())[0]).toMatchObject({ state: 'waiting', code: '', body: { case_id: '9', rev: 5 } })
  await box.discard('k2')
  expect(await box.count()).toBe(0)
})

test('nothing of it lies open, and the file for the desk has all of it', async () => {
  await box.put({ key: 'k1', kind: 'report', about: '', title: '王老五家漏雨', photos: [{ bytes: new Uint8Array([7]).buffer, type: 'image/jpeg', width: 1, height: 1 }], body: { text: '王老五家漏雨' } })
  const rows = JSON.stringify((await db.ops.toArray()).map((row) => ({ ...row, sealed: new TextDecoder().decode(row.sealed) })))
  expect(rows).not.toContain('王老五')
  const file = await box.file('a1')
  expect(file).toMatchObject({ format: 'touyan-outbox-1', account: 'a1', ops: [{ title: '王老五家漏雨', op: { key: 'k1', photos: ['k1-p1'], body: { text: '王老五家漏雨' } } }], photos: { 'k1-p1': 'Bw==' } })
})

test('what is entered at the same moment goes one after the other', async () => {
  const step = (key: string): Entry => ({ key, kind: 'step', about: 'case:9', title: key, photos: [], body: { case_id: '9', rev: 1 } })
  await Promise.all(['k1', 'k2', 'k3'].map((key) => box.put(step(key))))
  expect((await box.all()).map((one) => [one.key, one.seq, one.after])).toEqual([['k1', 1, ''], ['k2', 2, 'k1'], ['k3', 3, 'k2']])
})

test('one that cannot be stored holds up no other', async () => {
  const report = (key: string): Entry => ({ key, kind: 'report', about: '', title: key, photos: [], body: { text: key } })
  const bad = { ...report('k1'), photos: [{ bytes: null as never, type: 'image/jpeg', width: 1, height: 1 }] }
  await expect(box.put(bad)).rejects.toThrow()
  await box.put(report('k2'))
  expect((await box.all()).map((one) => one.key)).toEqual(['k2'])
})

test('what the server holds cannot be given up on the phone: it will be carried out', async () => {
  await box.put({ key: 'k1', kind: 'step', about: 'case:9', title: 'k1', photos: [], body: { case_id: '9', rev: 1 } })
  await box.settle([answer('k1', 'held')])
  await box.discard('k1')
  expect((await box.all()).map((one) => [one.key, one.state])).toEqual([['k1', 'held']])
})

test('what came after an operation that is given up waits for it no longer', async () => {
  const step = (key: string): Entry => ({ key, kind: 'step', about: 'case:9', title: key, photos: [], body: { case_id: '9', rev: 1 } })
  for (const key of ['k1', 'k2', 'k3']) await box.put(step(key))
  await box.settle([answer('k1', 'done'), answer('k2', 'refused', 'changed_meanwhile'), answer('k3', 'held')])
  await box.discard('k2')
  expect((await box.all()).map((one) => [one.key, one.state, one.after])).toEqual([['k3', 'waiting', 'k1']])
})
