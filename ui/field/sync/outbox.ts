import type { FieldDb, OpRow, OpState } from './db'
import type { Vault } from './vault'

/** A picture as it lies on the phone. */
export interface StoredPhoto { bytes: ArrayBuffer; type: string; width: number; height: number; name?: string }

/** One field of a card: what it shall be, and what it was when the officer changed it. */
export interface FactChange { field: string; ver: number; base: unknown; value: unknown }

/**
 * What an operation says. `body` is what the server reads; `about` names the record whose operations go one after the other; `draft` is the
 * form that it was filled in: it leaves in the moment in which the operation is stored.
 */
export interface Entry { key: string; kind: string; about: string; title: string; body: Record<string, unknown>; photos: StoredPhoto[]; draft?: string }

/** What is sealed of an operation. */
interface Content {
  kind: string
  title: string
  at: number
  after: string
  body: Record<string, unknown>
  photos: { key: string; type: string; width: number; height: number; size: number; name?: string }[]
  code: string
  field: string
  args: Record<string, string>
}

/** An operation as pages see it. */
export interface Outgoing extends Content { key: string; seq: number; state: OpState; about: string; tried: boolean }

/** What the server says became of an operation. */
export interface Answer { key: string; state: 'done' | 'conflict' | 'held' | 'refused'; code: string; field: string; args: Record<string, string> | null; record: { kind: string; id: string; no: string }; told: string[]; late: boolean; until: number }

/** The file to which an outbox is written when it cannot be sent. */
export interface OutboxFile { format: 'touyan-outbox-1'; account: string; at: number; ops: { op: WireOp; title: string }[]; photos: Record<string, string> }
export interface WireOp { key: string; kind: string; at: number; after: string; photos: string[]; names: string[]; body: Record<string, unknown> }

const place = (key: string): string => `ops:${key}`

/** What the officer has entered and the server has not settled: each under a key drawn before it is sent, in its order. */
export class Outbox {
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly db: FieldDb, private readonly vault: Vault, readonly now: () => number) {}

  async all(): Promise<Outgoing[]> {
    const rows = await this.db.ops.orderBy('seq').toArray()
    return Promise.all(rows.map((row) => this.open(row)))
  }

  count(): Promise<number> { return this.db.ops.count() }

  /**
   * Stored first, sent later: what was entered is on the phone before anything can go wrong. The same key again replaces it. One after the
   * other, so that each knows the one before it.
   */
  put(entry: Entry): Promise<void> {
    const run = this.last.then(() => this.store(entry))
    this.last = run.catch(() => undefined)
    return run
  }

  private async store(entry: Entry): Promise<void> {
    const rows = await this.db.ops.orderBy('seq').toArray()
    const old = rows.find((row) => row.key === entry.key)
    const before = rows.filter((row) => row.about !== '' && row.about === entry.about && row.key !== entry.key && row.state !== 'failed').pop()
    if (!old && before && (await this.join(before, entry))) return
    const content: Content = {
      kind: entry.kind, title: entry.title, at: this.now(), after: before?.key ?? '', body: entry.body, code: '', field: '', args: {},
      photos: entry.photos.map((p, i) => ({ key: `${entry.key}-p${i + 1}`, type: p.type, width: p.width, height: p.height, size: p.bytes.byteLength, name: p.name })),
    }
    const row: OpRow = { key: entry.key, seq: old?.seq ?? (rows.at(-1)?.seq ?? 0) + 1, state: 'waiting', about: entry.about, tried: old?.tried ?? 0, sealed: await this.vault.seal(place(entry.key), content) }
    const blobs = await Promise.all(content.photos.map(async (p, i) => ({ key: p.key, op: entry.key, sent: 0, sealed: await this.vault.sealBytes(`blobs:${p.key}`, new Uint8Array(entry.photos[i]!.bytes)) })))
    await this.db.transaction('rw', this.db.ops, this.db.blobs, this.db.drafts, async () => {
      await this.db.ops.put(row)
      await this.db.blobs.where('op').equals(entry.key).delete()
      await this.db.blobs.bulkPut(blobs)
      if (entry.draft) await this.db.drafts.delete(entry.draft)
    })
  }

  /** Changes to one card that were never sent become one operation; what a field was at first stays. */
  private async join(row: OpRow, entry: Entry): Promise<boolean> {
    if (entry.kind !== 'fact' || row.tried || row.state !== 'waiting') return false
    const old = await this.open(row)
    if (old.kind !== 'fact') return false
    const changes = [...(old.body.changes as FactChange[])]
    for (const next of entry.body.changes as FactChange[]) {
      const i = changes.findIndex((c) => c.field === next.field)
      if (i < 0) changes.push(next)
      else changes[i] = { ...changes[i]!, value: next.value }
    }
    const sealed = await this.vault.seal(place(row.key), { ...content(old), at: this.now(), title: entry.title, body: { ...old.body, ...entry.body, changes } })
    // Somebody may have begun to send it meanwhile: then it stays as it is, and the new one follows it.
    return (await this.db.ops.where('key').equals(row.key).and((now) => !now.tried && now.state === 'waiting').modify({ sealed })) > 0
  }

  /** Notes that operations are on their way: from now on each stays as it is. */
  async sending(keys: string[]): Promise<void> {
    await this.db.ops.where('key').anyOf(keys).modify({ tried: 1 })
  }

  /** Puts down what the server answered; what is done leaves the phone with its pictures. */
  async settle(answers: Answer[]): Promise<void> {
    const done = answers.filter((a) => a.state === 'done' || a.state === 'conflict').map((a) => a.key)
    const rows: OpRow[] = []
    for (const a of answers.filter((one) => one.state === 'refused' || one.state === 'held')) {
      const row = await this.db.ops.get(a.key)
      if (!row) continue
      const old = await this.open(row)
      rows.push({ ...row, state: a.state === 'held' ? 'held' : 'failed', sealed: await this.vault.seal(place(a.key), { ...content(old), code: a.code, field: a.field, args: a.args ?? {} }) })
    }
    await this.db.transaction('rw', this.db.ops, this.db.blobs, async () => {
      await this.db.ops.bulkDelete(done)
      await this.db.blobs.where('op').anyOf(done).delete()
      for (const row of rows) if (await this.db.ops.get(row.key)) await this.db.ops.put(row)
    })
  }

  /** Sends a refused operation again, with what was mended of it. */
  async retry(key: string, more: Record<string, unknown> = {}): Promise<void> {
    const row = await this.db.ops.get(key)
    if (!row) return
    const old = await this.open(row)
    await this.db.ops.put({ ...row, state: 'waiting', sealed: await this.vault.seal(place(key), { ...content(old), code: '', field: '', args: {}, body: { ...old.body, ...more } }) })
  }

  /** Gives an operation up; what came after it waits for it no longer. One that the server holds will be carried out: it stays in sight. */
  async discard(key: string): Promise<void> {
    const all = await this.all()
    const gone = all.find((one) => one.key === key)
    if (gone?.state === 'held') return
    const freed: OpRow[] = []
    for (const one of all.filter((o) => o.after === key)) {
      const row = (await this.db.ops.get(one.key))!
      freed.push({ ...row, state: row.state === 'held' ? 'waiting' : row.state, sealed: await this.vault.seal(place(one.key), { ...content(one), after: gone?.after ?? '' }) })
    }
    await this.db.transaction('rw', this.db.ops, this.db.blobs, async () => {
      await this.db.ops.bulkPut(freed)
      await this.db.ops.delete(key)
      await this.db.blobs.where('op').equals(key).delete()
    })
  }

  async photo(key: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const row = await this.db.blobs.get(key)
    return row ? this.vault.readBytes(`blobs:${key}`, row.sealed) : null
  }

  /** Everything that waits, in the open, for when it cannot be sent from this phone: a desk takes it in under the same keys. */
  async file(account: string): Promise<OutboxFile> {
    const all = await this.all()
    const photos: Record<string, string> = {}
    for (const p of all.flatMap((one) => one.photos)) {
      const bytes = await this.photo(p.key)
      if (bytes) photos[p.key] = base64(bytes)
    }
    return { format: 'touyan-outbox-1', account, at: this.now(), photos, ops: all.map((one) => ({ op: wire(one), title: one.title })) }
  }

  private async open(row: OpRow): Promise<Outgoing> {
    const c = await this.vault.read<Content>(place(row.key), row.sealed)
    return { ...c, key: row.key, seq: row.seq, state: row.state, about: row.about, tried: row.tried > 0 }
  }
}

function content(o: Outgoing): Content {
  return { kind: o.kind, title: o.title, at: o.at, after: o.after, body: o.body, photos: o.photos, code: o.code, field: o.field, args: o.args }
}

/** An operation as it travels. */
export function wire(o: Outgoing): WireOp {
  return { key: o.key, kind: o.kind, at: o.at, after: o.after, photos: o.photos.map((p) => p.key), names: o.photos.map((p) => p.name ?? ''), body: o.body }
}

export function base64(bytes: Uint8Array): string {
  let out = ''
  for (let i = 0; i < bytes.length; i += 0x8000) out += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(out)
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
}
