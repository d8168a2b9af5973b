import { afterEach, describe, expect, it, vi } from 'vitest'
import { api, ApiError, session, withQuery } from './api'

function answer(status: number, body?: unknown) {
  const fetching = vi.fn(async (_request: Request) => new Response(body === undefined ? null : JSON.stringify(body), { status }))
  vi.stubGlobal('fetch', fetching)
  return fetching
}

afterEach(() => vi.unstubAllGlobals())

describe('the client', () => {
  it('leaves out empty filters', () => {
    expect(withQuery('/cases', { box: 'mine', place: '', state: undefined, limit: 20 })).toBe('/cases?box=mine&limit=20')
  })

  it('sends forms as multipart and the rest as JSON', async () => {
    const fetching = answer(200, {})
    await api.addCase(new FormData())
    await api.signIn('a', 'b')
    const [form, json] = fetching.mock.calls.map(([request]) => request.headers.get('Content-Type'))
    expect(form).toMatch(/^multipart\/form-data; boundary=/)
    expect(json).toBe('application/json')
  })

  it('keeps code, arguments and request number of a refusal', async () => {
    answer(409, { code: 'stale', args: { who: '甲' }, request_id: 'r1' })
    const failure = await api.case('1').catch((e: unknown) => e)
    expect(failure).toBeInstanceOf(ApiError)
    expect(failure).toMatchObject({ status: 409, code: 'stale', args: { who: '甲' }, requestId: 'r1' })
  })

  it('names a failure without a code by its status, and a silent network', async () => {
    answer(503)
    expect(await api.meta().catch((e: ApiError) => e.code)).toBe('unavailable')
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('refused')))
    expect(await api.meta().catch((e: ApiError) => e.code)).toBe('offline')
  })

  it('tells when the session is lost, but not at sign-in', async () => {
    const lost = vi.spyOn(session, 'lost').mockImplementation(() => undefined)
    answer(401, { code: 'unauthenticated' })
    await api.signIn('a', 'b').catch(() => undefined)
    expect(lost).not.toHaveBeenCalled()
    await api.cases({}).catch(() => undefined)
    expect(lost).toHaveBeenCalledOnce()
  })
})
