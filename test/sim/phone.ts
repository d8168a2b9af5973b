import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { FieldDb } from '../../ui/field/sync/db'
import { Engine, SyncError } from '../../ui/field/sync/engine'
import type { Answer, Entry } from '../../ui/field/sync/outbox'
import type { House } from '../../ui/field/sync/types'
import { Network } from './network'
import { Random } from './random'
import { pause, type Server } from './server'

const cheap = 1000 // rounds: the simulator proves no PIN
const pin = '246813'

/** A phone with the app on it: what lies in its database outlives the app, which may be ended at any moment. */
export class Phone {
  engine!: Engine
  readonly net: Network
  readonly random: Random
  readonly answers = new Map<string, Answer>()
  readonly entered = new Set<string>()
  readonly trouble: string[] = []
  crashes = 0
  private readonly disk = { indexedDB: new IDBFactory(), IDBKeyRange }
  private readonly skew: number
  private keys = 0

  constructor(readonly name: string, readonly account: string, server: Server, cookie: string, seed: number) {
    this.random = new Random(seed)
    this.net = new Network(server, cookie, this.random)
    this.skew = (this.random.next() - 0.5) * 20 * 86_400_000 // ten days too early or too late
  }

  /** Starts the app; the first time it makes its PIN. */
  async open(): Promise<void> {
    const host = { fetch: this.net.fetch, now: () => Math.round(Date.now() + this.skew), newKey: () => `device-${this.name}`, name: this.name, account: this.account }
    this.engine = new Engine(new FieldDb('sim', this.disk), host, { rounds: cheap, piece: 300 })
    if (await this.engine.vault.exists()) await this.engine.vault.unlock(pin)
    else await this.engine.vault.create(pin)
  }

  /** What the phone calls today. */
  today(): string { return civil(Date.now() + this.skew) }

  key(): string { return `${this.name}-${String(++this.keys).padStart(5, '0')}` }

  /** Ends the app in the middle of whatever it does, as a phone does whose battery is empty, and starts it again. */
  async crash(): Promise<void> {
    this.crashes++
    this.engine.db.close({ disableAutoOpen: true })
    await this.open()
  }

  async enter(entry: Entry): Promise<void> {
    try {
      await this.engine.enter(entry)
      this.entered.add(entry.key)
    } catch (failure) {
      if (!closed(failure)) throw failure
    }
  }

  /** Syncs as far as it goes; trouble on the way is what phones have. */
  async sync(): Promise<boolean> {
    try {
      for (const a of await this.engine.sync()) this.answers.set(a.key, a)
      return true
    } catch (failure) {
      if (failure instanceof SyncError && !failure.later) this.trouble.push(`${failure.status} ${failure.code}`)
      if (!(failure instanceof SyncError) && !closed(failure)) throw failure
      return false
    }
  }

  /** Syncs over a good network until it goes through: a server with much to do may ask a phone to come again. */
  async come(): Promise<boolean> {
    for (let i = 0; i < 20; i++) {
      if (await this.sync()) return true
      await pause(200)
    }
    return false
  }

  houses(): Promise<{ id: string; doc: House }[]> { return this.engine.docs.all<House>('household') }
}

/** The day of an instant as the county counts days. */
export function civil(at: number): string { return new Date(at + 8 * 3_600_000).toISOString().slice(0, 10) }

/** What an app that has just been ended still throws. */
const closed = (failure: unknown): boolean => failure instanceof Error && /DatabaseClosed|InvalidState|Abort|locked/.test(`${failure.name} ${failure.message}`)
