// @vitest-environment node
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { FieldDb } from './db'
import { Locked, mostTries, rounds, Vault, weakPin } from './vault'

const cheap = 1000
let n = 0
const fresh = (): FieldDb => new FieldDb(`v${++n}`, { indexedDB: new IDBFactory(), IDBKeyRange })

test('what is sealed can be read with the PIN only, and only where it was put', async () => {
  const db = fresh()
  const vault = new Vault(db, cheap)
  await vault.create('246813')
  const sealed = await vault.seal('docs:household:1', { head: '王老五' })
  expect(new TextDecoder().decode(sealed)).not.toContain('王老五')
  await expect(vault.read('docs:household:2', sealed)).rejects.toThrow()

  const again = new Vault(db, cheap)
  await expect(again.read('docs:household:1', sealed)).rejects.toThrow(Locked)
  expect(await again.unlock('135792')).toBe('wrong')
  expect(await again.left()).toBe(mostTries - 1)
  expect(await again.unlock('246813')).toBe('open')
  expect(await again.left()).toBe(mostTries)
  expect(await again.read('docs:household:1', sealed)).toEqual({ head: '王老五' })
  again.lock()
  await expect(again.read('docs:household:1', sealed)).rejects.toThrow(Locked)
})

test('the key is made of the PIN by enough rounds', async () => {
  expect(rounds).toBeGreaterThanOrEqual(600_000)
  const db = fresh()
  await new Vault(db).create('246813')
  expect((await db.vault.get('vault'))?.rounds).toBe(rounds)
})

test('ten wrong PINs remove everything, however often the app is started in between', async () => {
  const db = fresh()
  await new Vault(db, cheap).create('246813')
  await db.meta.put({ key: 'since', value: 'x' })
  for (let i = 1; i < mostTries; i++) expect(await new Vault(db, cheap).unlock('111112')).toBe('wrong')
  expect(await new Vault(db, cheap).unlock('111112')).toBe('wiped')
  expect(await db.vault.count()).toBe(0)
  expect(await db.meta.count()).toBe(0)
  expect(await new Vault(db, cheap).unlock('246813')).toBe('none')
})

test('another PIN opens the same content', async () => {
  const db = fresh()
  const vault = new Vault(db, cheap)
  await vault.create('246813')
  const sealed = await vault.seal('x', 1)
  expect(await vault.change('000001', '975312')).toBe('wrong')
  expect(await vault.change('246813', '975312')).toBe('open')
  const again = new Vault(db, cheap)
  expect(await again.unlock('246813')).toBe('wrong')
  expect(await again.unlock('975312')).toBe('open')
  expect(await again.read('x', sealed)).toBe(1)
})

test('a PIN that others guess first is refused', () => {
  expect(['12345', '111111', '123456', '987654', ''].map(weakPin)).toEqual([true, true, true, true, true])
  expect(['246813', '112233', '1357924680'].map(weakPin)).toEqual([false, false, false])
})
