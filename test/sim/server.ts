import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const binary = process.env.SIM_PROGRAM ?? resolve(__dirname, '../../bin/touyan')

/** The real program over a demo county. It can be killed as a power cut does, and comes up again at the same address. */
export class Server {
  url = ''
  kills = 0
  private process: ChildProcess | null = null
  private readonly dir = mkdtempSync(join(tmpdir(), 'tysim-'))
  private port = 0

  async start(): Promise<void> {
    const child = spawn(binary, ['demo', '--county', 'longshan', '--data', this.dir, '--addr', `127.0.0.1:${this.port}`], { stdio: ['ignore', 'pipe', 'pipe'] })
    this.process = child
    let said = ''
    child.stderr!.on('data', (b: Buffer) => { said = (said + b.toString()).slice(-4000) })
    this.port = await new Promise<number>((found, failed) => {
      let out = ''
      child.stdout!.on('data', (b: Buffer) => {
        out += b.toString()
        const at = /127\.0\.0\.1:(\d+)/.exec(out)
        if (at) found(Number(at[1]))
      })
      child.on('exit', () => failed(new Error(`the program ended: ${said}`)))
    })
    this.url = `http://127.0.0.1:${this.port}`
    for (let i = 0; i < 600; i++) {
      if (await fetch(`${this.url}/api/meta`).then((a) => a.ok, () => false)) return
      await pause(50)
    }
    throw new Error(`the program does not answer: ${said}`)
  }

  /** Ends it in the middle of whatever it does, and starts it again. */
  async kill(): Promise<void> {
    const child = this.process!
    child.removeAllListeners('exit')
    const ended = new Promise((done) => child.once('exit', done))
    child.kill('SIGKILL')
    await ended
    this.kills++
    await this.start()
  }

  stop(): void {
    this.process?.removeAllListeners('exit')
    this.process?.kill('SIGKILL')
    rmSync(this.dir, { recursive: true, force: true })
  }

  /** Signs in as somebody of the demo; gives the cookie. */
  async signIn(account: string): Promise<string> {
    const answer = await fetch(`${this.url}/api/demo/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ account_id: account }) })
    if (!answer.ok) throw new Error(`sign-in: ${answer.status}`)
    return answer.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ')
  }

  /** Asks as somebody, without any trouble on the way. */
  async ask<T>(cookie: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { Cookie: cookie, 'Content-Type': 'application/json' }, body: body === undefined ? undefined : JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }

  /** A whole list, page by page. */
  async all<T>(cookie: string, path: string): Promise<T[]> {
    const out: T[] = []
    for (let cursor = ''; ;) {
      const got = await this.ask<{ items: T[]; next: string }>(cookie, `${path}${path.includes('?') ? '&' : '?'}limit=200&cursor=${encodeURIComponent(cursor)}`)
      out.push(...got.items)
      if (!(cursor = got.next)) return out
    }
  }
}

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
