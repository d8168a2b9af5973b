import Dexie, { type EntityTable } from 'dexie'

/** A picture as it lies on the phone. Bytes, because not every browser keeps a Blob in its database. */
export interface StoredPhoto { bytes: ArrayBuffer; type: string; width: number; height: number; name?: string }

/** duty: how far an item of a list is, with what proves it; case_id is then the item's. call: departments called to a case. */
export type Kind = 'report' | 'action' | 'photos' | 'duty' | 'call'
export type Waiting = 'waiting' | 'failed'

/** Something the officer has entered and the server has not confirmed yet. */
export interface Outgoing {
  client_key: string
  account_id: string
  kind: Kind
  at: number
  title: string
  case_id: string
  fields: Record<string, string | number>
  photos: StoredPhoto[]
  state: Waiting
  code: string
  args: Record<string, string>
  detail: string
  request_id: string
}

/** A form in the making: it survives a reload or a dead battery. */
export interface Draft { key: string; client_key: string; at: number; fields: Record<string, string>; photos: StoredPhoto[] }

/** The last answer to a question, for when there is no network. */
export interface Kept { key: string; at: number; value: unknown }

class FieldDb extends Dexie {
  outbox!: EntityTable<Outgoing, 'client_key'>
  drafts!: EntityTable<Draft, 'key'>
  kept!: EntityTable<Kept, 'key'>

  constructor() {
    super('touyan-field')
    this.version(1).stores({ outbox: 'client_key, account_id, at', drafts: 'key', kept: 'key' })
  }
}

export const db = new FieldDb()
