import Dexie, { type EntityTable } from 'dexie'

/** Sealed content: twelve bytes that are never used twice, then what AES-GCM made of it. */
export type Sealed = Uint8Array<ArrayBuffer>

/** How the key of everything else lies on the phone: wrapped by a key made of the officer's PIN. Tries counts wrong PINs. */
export interface VaultRow { id: 'vault'; salt: Uint8Array<ArrayBuffer>; rounds: number; wrapped: Sealed; tries: number }

/** A copy of a record of the server. `k` is kind:id; `gen` is the load by which it came: a newer load replaces all older ones. */
export interface DocRow { k: string; kind: string; gen: number; sealed: Sealed }

/** An operation that the server has not settled. Its number gives the order in which it was entered. */
export interface OpRow { key: string; seq: number; state: OpState; about: string; tried: number; sealed: Sealed }
export type OpState = 'waiting' | 'held' | 'failed'

/** A picture of an operation; `sent` counts the bytes that the server has. */
export interface BlobRow { key: string; op: string; sent: number; sealed: Sealed }

/** Drafts and the last answers to questions. */
export interface KeptRow { key: string; at: number; sealed: Sealed }

/** Where the device stands: nothing of it is personal. */
export interface MetaRow { key: string; value: unknown }

/** What lies on the phone of one account. Bytes, because not every browser keeps a Blob in its database. */
export class FieldDb extends Dexie {
  vault!: EntityTable<VaultRow, 'id'>
  docs!: EntityTable<DocRow, 'k'>
  ops!: EntityTable<OpRow, 'key'>
  blobs!: EntityTable<BlobRow, 'key'>
  kept!: EntityTable<KeptRow, 'key'>
  drafts!: EntityTable<KeptRow, 'key'>
  meta!: EntityTable<MetaRow, 'key'>

  constructor(account: string, options?: { indexedDB: IDBFactory; IDBKeyRange: typeof IDBKeyRange }) {
    super(`touyan-field-${account}`, options)
    this.version(1).stores({ vault: 'id', docs: 'k, kind, gen', ops: 'key, seq', blobs: 'key, op', kept: 'key', drafts: 'key', meta: 'key' })
  }
}
