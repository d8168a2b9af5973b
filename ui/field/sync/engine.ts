import { FieldDb } from './db'
import { Docs, type Doc } from './docs'
import { Outbox, wire, type Answer, type Entry, type Outgoing } from './outbox'
import { Vault } from './vault'

/** What the engine needs from where it runs: a browser, or the simulator. */
export interface Host {
  fetch: (path: string, init?: RequestInit) => Promise<Response>
  now: () => number
  newKey: () => string
  /** What this browser calls itself in the list of devices. */
  name: string
  /** Whose store it is: the server refuses (other_account) when somebody else is signed in by now, in another tab. */
  account?: string
}

/** Why a sync ended early. Status 0: the server was not reached. */
export class SyncError extends Error {
  constructor(readonly status: number, readonly code: string, readonly wait = 0, readonly args: Record<string, string> = {}) { super(code) }
  /** The same may well succeed later. */
  get later(): boolean { return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500 }
  /** The county took this device, or the account's posts, away. */
  get over(): boolean { return this.code === 'device_revoked' || this.code === 'account_closed' }
}

interface Pull { since: string; next: string; reset: boolean; more: boolean; rules: number; docs: Doc[] }

const mostOps = 100
const mostBytes = 256 << 10
const piece = 192 << 10

/**
 * Brings what was entered to the server and what changed there to the phone. It knows neither pages nor timers: whoever owns it
 * says when. One sync runs at a time; it may be broken off anywhere and goes on from there.
 */
export class Engine {
  readonly vault: Vault
  readonly docs: Docs
  readonly outbox: Outbox
  private running: Promise<Answer[]> | null = null

  /** The simulator takes fewer rounds and smaller pieces. */
  constructor(readonly db: FieldDb, private readonly host: Host, private readonly o: { rounds?: number; piece?: number } = {}) {
    this.vault = new Vault(db, o.rounds)
    this.docs = new Docs(db, this.vault)
    this.outbox = new Outbox(db, this.vault, host.now)
  }

  /** Stores an operation. */
  enter(entry: Entry): Promise<void> { return this.outbox.put(entry) }

  /** Sends what waits, then asks for what changed. The answers say what became of what was sent. */
  sync(): Promise<Answer[]> {
    this.running ??= this.both().finally(() => { this.running = null })
    return this.running
  }

  private async both(): Promise<Answer[]> {
    const device = await this.device()
    const answers = await this.push(device)
    await this.pull(device)
    return answers
  }

  /** The version of the rules that the server said last. */
  async rules(): Promise<number> { return (await this.meta<number>('rules')) ?? 0 }

  /** Narrows what the phone holds to a place; all of it is loaded anew. */
  async choose(place: string): Promise<void> {
    await this.db.meta.bulkPut([{ key: 'place', value: place }, { key: 'since', value: '' }, { key: 'next', value: '' }])
  }

  /** Removes the copies of records; what was entered and not sent stays. */
  async forgetCopies(): Promise<void> {
    await Promise.all([this.db.docs.clear(), this.db.kept.clear(), this.db.drafts.clear(), this.db.meta.bulkDelete(['since', 'next'])])
  }

  /** Whether a first load has ever been completed, and when something came last. */
  async state(): Promise<{ loaded: boolean; at: number; place: string }> {
    return { loaded: !!(await this.meta('since')), at: (await this.meta<number>('at')) ?? 0, place: (await this.meta<string>('place')) ?? '' }
  }

  private async meta<T>(key: string): Promise<T | undefined> { return (await this.db.meta.get(key))?.value as T | undefined }

  /** This browser's number among the devices; its key is drawn once, so that a lost answer gives the same number again. */
  private async device(): Promise<string> {
    const known = await this.meta<string>('device')
    if (known) return known
    let key = await this.meta<string>('device_key')
    if (!key) {
      key = this.host.newKey()
      await this.db.meta.put({ key: 'device_key', value: key })
    }
    const { id } = await this.json<{ id: string }>('/api/field/devices', { method: 'POST', body: JSON.stringify({ key, name: this.host.name, account: this.host.account }) })
    await this.db.meta.put({ key: 'device', value: id })
    return id
  }

  private async push(device: string): Promise<Answer[]> {
    const settled: Answer[] = []
    const seen = new Set<string>()
    for (;;) {
      const batch = await this.batch(seen)
      if (!batch.length) return settled
      for (const op of batch) await this.pictures(op)
      await this.outbox.sending(batch.map((op) => op.key))
      // Read again: what joined an operation until just now goes along.
      const fresh = (await this.outbox.all()).filter((op) => batch.some((b) => b.key === op.key))
      const items = await this.hand(device, fresh)
      await this.outbox.settle(items)
      settled.push(...items)
      for (const op of batch) seen.add(op.key)
    }
  }

  /** Hands operations in. One that the server cannot even read must not keep the others back: it is found, and refused alone. */
  private async hand(device: string, ops: Outgoing[]): Promise<Answer[]> {
    try {
      return (await this.json<{ items: Answer[] }>('/api/field/push', { method: 'POST', body: JSON.stringify({ device, account: this.host.account, now: this.outbox.now(), ops: ops.map(wire) }) })).items
    } catch (failure) {
      if (!(failure instanceof SyncError) || ![400, 413, 422].includes(failure.status)) throw failure
      if (ops.length === 1) return [{ key: ops[0]!.key, state: 'refused', code: failure.code, field: '', args: failure.args, record: { kind: '', id: '', no: '' }, told: [], late: false, until: 0 }]
      const half = Math.ceil(ops.length / 2)
      return [...(await this.hand(device, ops.slice(0, half))), ...(await this.hand(device, ops.slice(half)))]
    }
  }

  /** The next operations in their order, as many as one request takes. */
  private async batch(seen: Set<string>): Promise<Outgoing[]> {
    const out: Outgoing[] = []
    let size = 0
    for (const op of await this.outbox.all()) {
      if (op.state === 'failed' || seen.has(op.key)) continue
      size += JSON.stringify(op.body).length
      if (out.length && (out.length >= mostOps || size > mostBytes)) break
      out.push(op)
    }
    return out
  }

  /** Sends the pictures of an operation piece by piece, from where the server says. */
  private async pictures(op: Outgoing): Promise<void> {
    for (const p of op.photos) {
      const bytes = await this.outbox.photo(p.key)
      if (!bytes) continue
      let has = (await this.json<{ bytes: number }>(`/api/field/photos/${p.key}`)).bytes
      while (has < bytes.length) {
        const part = bytes.slice(has, has + (this.o.piece ?? piece))
        const now = (await this.json<{ bytes: number }>(`/api/field/photos/${p.key}?from=${has}&size=${bytes.length}`, { method: 'PUT', body: part, headers: { 'Content-Type': 'application/octet-stream' } })).bytes
        if (now <= has) throw new SyncError(500, 'photo_stuck')
        has = now
        await this.db.blobs.update(p.key, { sent: has })
      }
    }
  }

  private async pull(device: string): Promise<void> {
    for (let turns = 0; turns < 500; turns++) {
      const [since, next, gen, place] = await Promise.all([this.meta<string>('since'), this.meta<string>('next'), this.meta<number>('gen'), this.meta<string>('place')])
      const query = new URLSearchParams({ device, waiting: String(await this.outbox.count()) })
      for (const [key, value] of Object.entries({ since: next ? '' : since, next, place, account: this.host.account })) if (value) query.set(key, value)
      const got = await this.json<Pull>(`/api/field/pull?${query}`)
      const now = { at: this.host.now(), rules: got.rules }
      if (got.reset) {
        await this.db.meta.bulkPut([{ key: 'since', value: '' }, { key: 'next', value: '' }])
        continue
      }
      if (since && !next) {
        await this.docs.apply(got.docs, gen ?? 1, { ...now, since: got.since }, false)
        if (!got.more) return
        continue
      }
      // A first load: its first page begins a new generation; its last page makes the older ones void.
      const load = next ? gen ?? 1 : (gen ?? 0) + 1
      await this.docs.apply(got.docs, load, { ...now, gen: load, next: got.next, ...(got.next ? {} : { since: got.since }) }, !got.next)
    }
  }

  private async json<T>(path: string, init: RequestInit = {}): Promise<T> {
    const headers = { Accept: 'application/json', ...(init.body ? { 'Content-Type': 'application/json' } : {}), ...(init.headers as Record<string, string> | undefined) }
    const answer = await this.host.fetch(path, { ...init, headers, credentials: 'same-origin' }).catch(() => { throw new SyncError(0, 'offline') })
    if (!answer.ok) {
      const problem = (await answer.json().catch(() => ({}))) as { code?: string; field?: string; args?: Record<string, string> }
      const code = problem.code ?? String(answer.status)
      if (answer.status === 404 && problem.field === 'field_device') await this.db.meta.bulkDelete(['device'])
      throw new SyncError(answer.status, code, Number(answer.headers.get('Retry-After') ?? 0), problem.args)
    }
    return (await answer.json().catch(() => { throw new SyncError(0, 'offline') })) as T // cut off on the way
  }
}
