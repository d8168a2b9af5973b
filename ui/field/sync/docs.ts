import type { DocRow, FieldDb } from './db'
import type { Vault } from './vault'

/** A document as the server sends it; without a body it is gone, without an id all of its kind are. */
export interface Doc { kind: string; id: string; doc?: unknown }

const place = (k: string): string => `docs:${k}`

/** The copies of records that lie on the phone. */
export class Docs {
  constructor(private readonly db: FieldDb, private readonly vault: Vault) {}

  async get<T>(kind: string, id: string): Promise<T | null> {
    const row = await this.db.docs.get(`${kind}:${id}`)
    return row ? this.vault.read<T>(place(row.k), row.sealed) : null
  }

  async all<T>(kind: string): Promise<{ id: string; doc: T }[]> {
    const rows = await this.db.docs.where('kind').equals(kind).toArray()
    return Promise.all(rows.map(async (row) => ({ id: row.k.slice(kind.length + 1), doc: await this.vault.read<T>(place(row.k), row.sealed) })))
  }

  count(kind: string): Promise<number> { return this.db.docs.where('kind').equals(kind).count() }

  /**
   * Takes over an answer and where the device stands then, as one: a phone that dies in between asks for the same again.
   * `gen` is the load that it belongs to; with `whole` that load is complete and what older ones left is removed.
   */
  async apply(list: Doc[], gen: number, meta: Record<string, unknown>, whole: boolean): Promise<void> {
    const rows = new Map<string, DocRow | null>()
    const cleared = new Set<string>()
    for (const one of list) {
      const k = `${one.kind}:${one.id}`
      if (!one.id) {
        cleared.add(one.kind)
        for (const had of rows.keys()) if (had.startsWith(`${one.kind}:`)) rows.delete(had)
      } else rows.set(k, one.doc === undefined || one.doc === null ? null : { k, kind: one.kind, gen, sealed: await this.vault.seal(place(k), one.doc) })
    }
    await this.db.transaction('rw', this.db.docs, this.db.meta, async () => {
      for (const kind of cleared) await this.db.docs.where('kind').equals(kind).delete()
      await this.db.docs.bulkPut([...rows.values()].filter((row) => row !== null))
      await this.db.docs.bulkDelete([...rows].filter(([, row]) => row === null).map(([k]) => k))
      if (whole) await this.db.docs.where('gen').below(gen).delete()
      await this.db.meta.bulkPut(Object.entries(meta).map(([key, value]) => ({ key, value })))
    })
  }
}
