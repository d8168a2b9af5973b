import { createServer, type Server } from 'node:http'
import { createHmac } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import { act, day, desk, expect, get, phone, post, test, type Page } from './kit'

// What leaves on request (K2): tokens that only read, lists in three forms, events to another system, one's own calendar.

/** Enters a receiver of the cases of 昌宁 and gives the secret with which it checks what it is sent. */
async function hooked(admin: Page, name: string, server: Server): Promise<string> {
  await admin.goto('/console/integrations')
  await admin.getByRole('button', { name: '建一个推送地址' }).click()
  const dialog = admin.getByRole('dialog', { name: '建一个推送地址' })
  await dialog.getByRole('textbox').first().fill(name)
  await dialog.getByRole('textbox').nth(1).fill(`http://127.0.0.1:${(server.address() as AddressInfo).port}/in`)
  await dialog.getByRole('combobox', { name: '地方' }).fill('昌宁')
  await admin.getByRole('option', { name: /昌宁镇/ }).first().click()
  await dialog.locator('label').filter({ hasText: /^案件$/ }).click()
  await dialog.getByRole('button', { name: '建一个推送地址' }).click()
  const made = admin.getByRole('dialog', { name: '推送地址建好了' })
  const secret = await made.locator('code').innerText()
  await made.getByRole('button', { name: '我已抄好' }).click()
  return secret
}

test('K2 feeds: a token is made, reads a list as JSON with nothing but itself, cannot write, and ends at once', async ({ visit, baseURL, request }) => {
  const admin = await visit('admin', desk)
  await admin.goto('/console/integrations')
  await expect(admin.getByRole('heading', { name: '对接' })).toBeVisible()
  await admin.getByRole('button', { name: '建一个令牌' }).click()
  const dialog = admin.getByRole('dialog', { name: '建一个令牌' })
  await dialog.getByRole('textbox').first().fill('县大屏')
  await dialog.getByRole('combobox', { name: '地方' }).fill('昌宁')
  await admin.getByRole('option', { name: /昌宁镇/ }).first().click()
  await dialog.locator('label').filter({ hasText: /^案件$/ }).click()
  await dialog.getByRole('button', { name: '建一个令牌' }).click()
  const made = admin.getByRole('dialog', { name: '令牌建好了' })
  const token = await made.locator('code').innerText()
  await made.getByRole('button', { name: '我已抄好' }).click()
  await expect(admin.getByRole('row', { name: /县大屏/ })).toContainText('可用')
  expect(token.length).toBeGreaterThan(50)
  expect(await admin.content()).not.toContain(token)

  const headers = { Authorization: `Bearer ${token}` }
  const list = await request.get(`${baseURL}/api/exports/cases.xlsx?format=json`, { headers })
  expect(list.status()).toBe(200)
  const rows = (await list.json()) as Record<string, unknown>[]
  expect(rows.length).toBeGreaterThan(0)
  const sheet = await request.get(`${baseURL}/api/exports/cases.xlsx?format=csv`, { headers })
  expect((await sheet.text()).startsWith('\ufeff')).toBe(true)
  expect((await request.get(`${baseURL}/api/persons`, { headers })).status()).toBe(403)
  expect((await request.post(`${baseURL}/api/cases`, { headers, data: {} })).status()).toBe(403)
  expect((await request.get(`${baseURL}/api/me`, { headers })).status()).toBe(403)

  await admin.reload()
  await admin.getByRole('button', { name: '作废 县大屏' }).click()
  await admin.getByRole('dialog').getByRole('button', { name: '作废' }).click()
  await expect(admin.getByRole('row', { name: /县大屏/ })).toContainText('已作废')
  const gone = await request.get(`${baseURL}/api/exports/cases.xlsx?format=json`, { headers })
  expect(gone.status()).toBe(401)
  expect(((await gone.json()) as { code: string }).code).toBe('token_revoked')
})

test('K2 feeds: an event reaches another system signed and without a name in it; one that is not taken waits for its next try, for everybody to see', async ({ visit }) => {
  const got: { id: string; body: string; good: boolean }[] = []
  let secret = ''
  let status = 204
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (part: Buffer) => (body += part.toString()))
    req.on('end', () => {
      const id = String(req.headers['webhook-id'])
      const sum = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${id}.${req.headers['webhook-timestamp']}.${body}`).digest('base64')
      got.push({ id, body, good: req.headers['webhook-signature'] === `v1,${sum}` })
      res.writeHead(status).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    const admin = await visit('admin', desk)
    secret = await hooked(admin, '县大数据局', server)

    const clerk = await visit('clerk', desk)
    await clerk.goto('/console/cases/new')
    const place = await clerk.request.get('/api/places/search?q=' + encodeURIComponent('龙鼻村'))
    const at = ((await place.json()) as { items: { id: string }[] }).items[0]!.id
    const raised = await clerk.request.post('/api/cases', { multipart: { text: '桥面破损，王小明反映', place_id: at, topic: 'road', client_key: `feeds-${Date.now()}` } })
    expect(raised.ok(), await raised.text()).toBe(true)
    await expect.poll(() => got.length, { timeout: 40_000 }).toBeGreaterThan(0)
    expect(got[0]!.good).toBe(true)
    expect(got[0]!.body).toContain('"type":"touyan.case.insert"')
    expect(got[0]!.body).not.toContain('王小明')

    await admin.reload()
    await admin.getByRole('button', { name: '推送记录 县大数据局' }).click()
    await expect(admin.getByRole('row', { name: /case\.insert/ }).first()).toContainText('204')
    const results = await new AxeBuilder({ page: admin }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()
    expect(results.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`)).toEqual([])
    expect(await admin.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)

    // What is not taken waits for its next try; nobody loses it.
    status = 503
    const more = await clerk.request.post('/api/cases', { multipart: { text: '路灯不亮', place_id: at, topic: 'road', client_key: `feeds2-${Date.now()}` } })
    expect(more.ok()).toBe(true)
    const before = got.length
    await expect.poll(() => got.length, { timeout: 40_000 }).toBeGreaterThan(before)
    await admin.reload()
    await admin.getByRole('button', { name: '推送记录 县大数据局' }).click()
    await expect(admin.getByRole('row', { name: /case\.insert/ }).first()).toContainText('下次')
    await admin.getByRole('button', { name: '删除 县大数据局' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: '删除' }).click()
    await expect(admin.getByText('还没有推送地址')).toBeVisible()
  } finally {
    server.close()
  }
})

test('K2 feeds: tries that lead nowhere are ended by a person; once the receiver is mended they are sent again: each once, signed, in the order of its case', async ({ visit }) => {
  const taken: { id: string; no: number; subject: string }[] = []
  let secret = ''
  let broken = true
  let asked = 0
  const server = createServer((req, res) => {
    let body = ''
    req.on('data', (part: Buffer) => (body += part.toString()))
    req.on('end', () => {
      asked++
      if (broken) return res.writeHead(500).end('out of order')
      const id = String(req.headers['webhook-id'])
      const sum = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${id}.${req.headers['webhook-timestamp']}.${body}`).digest('base64')
      if (req.headers['webhook-signature'] !== `v1,${sum}`) return res.writeHead(401).end()
      taken.push({ id, no: Number(id.split('-')[1]), subject: (JSON.parse(body) as { subject: string }).subject })
      return res.writeHead(204).end()
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  try {
    const admin = await visit('admin', desk)
    secret = await hooked(admin, '县应急平台', server)

    const clerk = await visit('clerk', desk)
    const { items } = await get<{ items: { id: string }[] }>(clerk, '/api/places/search?q=' + encodeURIComponent('龙鼻村'))
    const raised = await clerk.request.post('/api/cases', { multipart: { text: '井盖缺失', place_id: items[0]!.id, topic: 'road', client_key: `dead-${Date.now()}` } })
    expect(raised.ok(), await raised.text()).toBe(true)
    const { id } = (await raised.json()) as { id: string }
    await act(clerk, id, 'accept')

    // One after the other fails and is given up; the page says why, and what waits behind it goes on.
    const records = async (state: string) => {
      await admin.reload()
      await admin.getByRole('button', { name: '推送记录 县应急平台' }).click()
      await admin.getByRole('group', { name: '推送记录' }).getByRole('button', { name: state }).click()
    }
    const stop = admin.getByRole('button', { name: /^停止重试 / })
    for (const so of [1, 2]) {
      await expect.poll(() => asked, { timeout: 40_000 }).toBe(so)
      await expect(async () => {
        await records('等着送')
        await expect(stop).toHaveCount(1, { timeout: 2_000 })
      }).toPass({ timeout: 60_000 })
      await expect(admin.getByRole('row').filter({ has: stop })).toContainText('试了 1 次 · 对方回答 500')
      await stop.click()
      await expect(stop).toHaveCount(0)
    }
    await records('没送成')
    const dead = admin.getByRole('row').filter({ hasText: `case/${id}` })
    await expect(dead).toHaveCount(2)
    await expect(admin.getByText('没送成 2')).toBeVisible()

    broken = false
    await admin.getByRole('button', { name: '全部再送' }).click()
    await expect(admin.getByText('2 件排上了')).toBeVisible()
    await expect.poll(() => taken.length, { timeout: 40_000 }).toBe(2)
    expect(new Set(taken.map((e) => e.subject))).toEqual(new Set([`case/${id}`]))
    expect(taken[0]!.no).toBeLessThan(taken[1]!.no)
    await expect(async () => {
      await records('已送到')
      await expect(dead).toHaveCount(2, { timeout: 2_000 })
    }).toPass({ timeout: 60_000 })
    await expect(dead.first()).toContainText('204')
    await admin.waitForTimeout(12_000) // a whole round more: nothing comes again
    expect(taken).toHaveLength(2)
    expect(asked).toBe(4)
    await admin.getByRole('button', { name: '删除 县应急平台' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: '删除' }).click()
  } finally {
    server.close()
  }
})

test('K2 feeds: what is due for me stands in my own calendar, by an address that I can change and switch off', async ({ visit, baseURL, request }) => {
  const clerk = await visit('clerk', phone)
  await clerk.goto('/console/me')
  await expect(clerk.getByRole('heading', { name: '到期提醒' })).toBeVisible()
  await clerk.getByRole('button', { name: '生成网址' }).click()
  const address = await clerk.locator('code').innerText()
  expect(address).toContain(`${baseURL}/calendar/`)
  const calendar = await request.get(address)
  expect(calendar.headers()['content-type']).toContain('text/calendar')
  const text = await calendar.text()
  expect(text.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true)
  expect(text).toContain('TZID:Asia/Shanghai')
  await clerk.getByRole('button', { name: '换一个网址' }).click()
  await expect.poll(async () => clerk.locator('code').innerText()).not.toBe(address)
  expect((await request.get(address)).status()).toBe(404)
  const next = await clerk.locator('code').innerText()
  await clerk.getByRole('button', { name: '关掉' }).click()
  await expect(clerk.getByRole('button', { name: '生成网址' })).toBeVisible()
  expect((await request.get(next)).status()).toBe(404)
  expect(await clerk.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
})

test('K2 feeds: every list of a page goes out as a workbook, as CSV and as JSON; so do the places of a screen and the links of walls', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const heads: Record<string, string> = {
    '/console/overview': '逾期', '/console/demands/burden': '上限', '/console/demands/sent': '到村数', '/console/demands/offices': '办件评价', '/console/lists/all': '负责人',
    '/console/lists/orders': '督办要求', '/console/emergencies': '批准人', '/console/visits': '几天一轮', '/console/papers': '文号', '/console/indicators/bases': '校验值',
    '/console/devices': '最近同步', '/console/rules': '施行', '/console/overview/walls': '有效到',
  }
  await post(admin, '/api/walls', { place_id: '0', name: '大厅', until: day(30) })
  const empty: string[] = []
  for (const [path, head] of Object.entries(heads)) {
    await admin.goto(path)
    await expect(admin.locator('.page-head h1')).toBeVisible()
    await admin.waitForLoadState('networkidle')
    const links = admin.locator('.formats').first().locator('a')
    if (!(await links.count())) {
      empty.push(path) // a list without a row offers nothing to take away
      continue
    }
    expect(await links.count(), path).toBe(3)
    const files = await Promise.all((await links.all()).map(async (a) => admin.request.get((await a.getAttribute('href'))!)))
    for (const f of files) expect(f.status(), f.url()).toBe(200)
    expect((await files[0]!.body()).subarray(0, 2).toString(), path).toBe('PK')
    expect((await files[1]!.text()).split('\n')[0], path).toContain(head)
    const rows = (await files[2]!.json()) as Record<string, unknown>[]
    expect(rows.length, path).toBeGreaterThan(0)
    expect(Object.keys(rows[0]!), path).toContain(head)
  }
  expect(empty.length, `lists without a row: ${empty.join(' ')}`).toBeLessThan(7)
})
