import Dexie, { type Table } from 'dexie'
import type { Engine } from '../sync/engine'
import type { StoredPhoto } from '../sync/outbox'
import { entryOf, type Submission } from './entry'

const former = 'touyan-field'

/** An entry as the app kept it before there was a PIN. */
interface Old extends Submission { account_id: string; photos: StoredPhoto[] }

/** Takes over what an older version of the app had not sent: an update loses nothing. The old database goes once it is empty. */
export async function bringOver(account: string, into: Engine): Promise<void> {
  if (!(await Dexie.exists(former))) return
  const old = new Dexie(former)
  await old.open() // without a version: as it lies there
  if (!old.tables.some((t) => t.name === 'outbox')) return old.delete()
  const outbox = old.table('outbox') as Table<Old, string>
  for (const one of await outbox.orderBy('at').toArray()) {
    if (one.account_id !== account) continue
    await into.enter(entryOf(one))
    await outbox.delete(one.client_key)
  }
  if ((await outbox.count()) === 0) await old.delete()
  else {
    for (const name of ['kept', 'drafts']) await old.table(name).clear()
    old.close()
  }
}
