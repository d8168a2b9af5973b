import type { FieldDb, Sealed, VaultRow } from './db'

/** Rounds of PBKDF2-SHA256, as OWASP asks for at least. */
export const rounds = 600_000
/** After so many wrong PINs everything is removed. */
export const mostTries = 10
export const shortestPin = 6

export type Unlocked = 'open' | 'wrong' | 'wiped' | 'none'

const text = new TextEncoder()
const words = new TextDecoder()
const random = (n: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(n))
const plain = (value: unknown): Uint8Array<ArrayBuffer> => text.encode(JSON.stringify(value ?? null)) as Uint8Array<ArrayBuffer>

/** A PIN that others would guess first: one digit over and over, or a run up or down. */
export function weakPin(pin: string): boolean {
  if (pin.length < shortestPin) return true
  const steps = [...pin].slice(1).map((c, i) => c.charCodeAt(0) - pin.charCodeAt(i))
  return steps.every((s) => s === steps[0]) && Math.abs(steps[0]!) <= 1
}

/** Keeps what lies on the phone unreadable to whoever lacks the officer's PIN. The key is in memory only while it is unlocked. */
export class Vault {
  private key: CryptoKey | null = null

  constructor(private readonly db: FieldDb, private readonly cost = rounds) {}

  get open(): boolean { return this.key !== null }

  async exists(): Promise<boolean> { return (await this.db.vault.count()) > 0 }

  /** Makes a key for this phone and wraps it by the PIN. False where there is one already: another would make what lies here unreadable. */
  async create(pin: string): Promise<boolean> {
    const raw = random(32)
    const row = await this.wrapped(raw, pin)
    const made = await this.db.transaction('rw', this.db.vault, async () => {
      if (await this.db.vault.count()) return false
      await this.db.vault.add(row)
      return true
    })
    if (made) this.key = await importKey(raw)
    return made
  }

  /** The same content under another PIN. */
  async change(old: string, next: string): Promise<Unlocked> {
    const outcome = await this.unlock(old)
    if (outcome !== 'open') return outcome
    await this.db.vault.put(await this.wrapped((await this.unwrap(await this.row(), old))!, next))
    return 'open'
  }

  /** A wrong PIN is counted before it is tried, so that nobody gets another try by pulling the plug. */
  async unlock(pin: string): Promise<Unlocked> {
    const row = await this.db.vault.get('vault')
    if (!row) return 'none'
    await this.db.vault.update('vault', { tries: row.tries + 1 })
    const raw = await this.unwrap(row, pin)
    if (raw) {
      this.key = await importKey(raw)
      await this.db.vault.update('vault', { tries: 0 })
      return 'open'
    }
    if (row.tries + 1 < mostTries) return 'wrong'
    await this.wipe()
    return 'wiped'
  }

  /** How many tries are left. */
  async left(): Promise<number> { return mostTries - ((await this.db.vault.get('vault'))?.tries ?? 0) }

  lock(): void { this.key = null }

  /** Removes everything of this account from the phone. The key goes first: what a crash leaves behind is unreadable. */
  async wipe(): Promise<void> {
    this.key = null
    await this.db.vault.clear()
    await this.db.delete({ disableAutoOpen: false })
  }

  seal(place: string, value: unknown): Promise<Sealed> { return this.sealBytes(place, plain(value)) }

  async read<T>(place: string, sealed: Sealed): Promise<T> { return JSON.parse(words.decode(await this.readBytes(place, sealed))) as T }

  /** The place is bound in, so that nobody puts one row's content where another's stood. */
  async sealBytes(place: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> { return encrypt(this.held(), place, bytes) }

  async readBytes(place: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer>> { return decrypt(this.held(), place, sealed) }

  private held(): CryptoKey {
    if (!this.key) throw new Locked()
    return this.key
  }

  private async row(): Promise<VaultRow> { return (await this.db.vault.get('vault'))! }

  private async wrapped(raw: Uint8Array<ArrayBuffer>, pin: string): Promise<VaultRow> {
    const salt = random(16)
    const wrapped = await encrypt(await pinKey(pin, salt, this.cost), 'vault', raw)
    return { id: 'vault', salt, rounds: this.cost, wrapped, tries: 0 }
  }

  private async unwrap(row: VaultRow, pin: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return decrypt(await pinKey(pin, row.salt, row.rounds), 'vault', row.wrapped).catch(() => null)
  }
}

/** Thrown where something is asked of a vault that is locked. */
export class Locked extends Error {
  constructor() { super('locked') }
}

async function pinKey(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', text.encode(pin) as Uint8Array<ArrayBuffer>, 'PBKDF2', false, ['deriveKey'])
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

const importKey = (raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])

async function encrypt(key: CryptoKey, place: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const iv = random(12)
  const body = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: text.encode(place) as Uint8Array<ArrayBuffer> }, key, bytes))
  const out = new Uint8Array(iv.length + body.length)
  out.set(iv)
  out.set(body, iv.length)
  return out
}

async function decrypt(key: CryptoKey, place: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.slice(0, 12), additionalData: text.encode(place) as Uint8Array<ArrayBuffer> }, key, sealed.slice(12)))
}
