import type { WireOp } from '../../ui/field/sync/outbox'
import type { Random } from './random'
import { pause, type Server } from './server'

/** How bad the way to the server is: each a chance for one request. */
export interface Trouble { drop: number; cut: number; double: number; late: number; slow: number }
export const bad: Trouble = { drop: 0.12, cut: 0.12, double: 0.1, late: 0.08, slow: 12 }
export const good: Trouble = { drop: 0, cut: 0, double: 0, late: 0, slow: 0 }

/**
 * The way from one phone to the server: it loses requests, and answers after the server has done what was asked; it sends requests
 * twice, and old ones again after newer ones.
 */
export class Network {
  trouble = bad
  down = false
  /** What was sent last under each key. */
  readonly sent = new Map<string, WireOp>()
  private readonly ghosts: Promise<unknown>[] = []

  constructor(private readonly server: Server, private readonly cookie: string, private readonly random: Random) {}

  readonly fetch = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const t = this.trouble
    if (path === '/api/field/push') for (const op of (JSON.parse(String(init.body)) as { ops: WireOp[] }).ops) this.sent.set(op.key, op)
    await pause(this.random.next() * t.slow)
    if (this.down || this.random.chance(t.drop)) throw new TypeError('dropped')
    if (this.random.chance(t.late)) this.ghosts.push(pause(this.random.next() * 300).then(() => this.once(path, init)).catch(() => undefined))
    if (this.random.chance(t.double)) {
      const [first, second] = await Promise.all([this.once(path, init), this.once(path, init)].map((p) => p.catch(() => null)))
      const one = this.random.chance(0.5) ? first : second
      if (!one) throw new TypeError('lost')
      return one
    }
    const answer = await this.once(path, init)
    if (this.random.chance(t.cut)) throw new TypeError('cut')
    await pause(this.random.next() * t.slow)
    return answer
  }

  /** Waits until nothing of before is on its way any more. */
  async calm(): Promise<void> {
    this.trouble = good
    this.down = false
    await Promise.all(this.ghosts)
  }

  private async once(path: string, init: RequestInit): Promise<Response> {
    const answer = await fetch(`${this.server.url}${path}`, { ...init, headers: { ...(init.headers as Record<string, string>), Cookie: this.cookie } })
    return new Response(answer.status === 204 ? null : await answer.arrayBuffer(), { status: answer.status, headers: answer.headers })
  }
}
