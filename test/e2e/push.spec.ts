import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import { desk, expect, get, phone, pinned, signIn, test, type Page } from './kit'

/*
 * Messages to a browser (K2), in a whole one: the small browser of the other stories shows no notifications. The service of its maker,
 * which no closed network reaches, is played here as far as a subscription needs it; what it would hand over is handed over by the
 * browser's own tools, opened, as the server's tests say that it is (internal/domain/feed/testdata/message.json).
 */
const message = readFileSync(join(__dirname, '../../internal/domain/feed/testdata/message.json'), 'utf8').trim()

interface Maker { server: Server; url: string; reached: boolean; tokens: number }

/** The service of the browser's maker: it knows the browser, and gives it a token for each subscription. */
async function makerOf(): Promise<Maker> {
  const maker: Maker = { server: createServer(), url: '', reached: true, tokens: 0 }
  const known = Buffer.from([0x08, 1, 0x39, 1, 2, 3, 4, 5, 6, 7, 0, 0x41, 1, 2, 3, 4, 5, 6, 7, 0]) // a name and a secret for the device
  maker.server.on('request', (req, res) => {
    req.resume().on('end', () => {
      if (!maker.reached) return req.socket.destroy()
      if (req.url === '/checkin') return res.setHeader('content-type', 'application/x-protobuf').end(known)
      return res.setHeader('content-type', 'text/plain').end(`token=device:touyan-${++maker.tokens}`)
    })
  })
  await new Promise<void>((done) => maker.server.listen(0, '127.0.0.1', done))
  maker.url = `http://127.0.0.1:${(maker.server.address() as AddressInfo).port}`
  return maker
}

/** A browser of somebody's own, with a profile: without one it takes no messages. */
async function browserOf(maker: Maker, baseURL: string, screen: typeof phone): Promise<{ context: BrowserContext; page: Page; close: () => Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), 'typush.'))
  const context = await chromium.launchPersistentContext(profile, {
    ...screen, baseURL, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', executablePath: '/usr/bin/chromium',
    args: ['--headless=new', '--no-sandbox', '--no-first-run', `--gcm-checkin-url=${maker.url}/checkin`, `--gcm-registration-url=${maker.url}/register`, '--gcm-mcs-endpoint=https://127.0.0.1:9'],
  })
  const page = context.pages()[0] ?? (await context.newPage())
  await pinned(page)
  return { context, page, close: () => context.close().then(() => rmSync(profile, { recursive: true, force: true })) }
}

const told = (page: Page) => get<{ pushes: number }>(page, '/api/feeds/own').then((own) => own.pushes)

/** What the browser shows. */
const shown = (page: Page) =>
  page.evaluate(async () => (await (await navigator.serviceWorker.getRegistration('/assets/'))!.getNotifications()).map((n) => [n.title, n.body]))

/** Hands the message to the worker, and sees it shown. */
async function handOver(page: Page, baseURL: string): Promise<void> {
  const tools = await page.context().newCDPSession(page)
  const found: { registrationId: string; scopeURL: string }[] = []
  tools.on('ServiceWorker.workerRegistrationUpdated', (e) => found.push(...e.registrations.filter((r) => r.scopeURL === `${baseURL}/assets/`)))
  await tools.send('ServiceWorker.enable')
  await expect.poll(() => found.length).toBeGreaterThan(0)
  // Who asks what is shown while it is about to be shown takes it away (the browser tidies up): so one asks late, and hands it over again.
  await expect(async () => {
    await tools.send('ServiceWorker.deliverPushMessage', { origin: baseURL, registrationId: found.at(-1)!.registrationId, data: message })
    await page.waitForTimeout(1_500)
    expect(await shown(page)).toEqual([['头雁 · 我的到期', '今天到期 1 件，已逾期 1 件']])
  }).toPass({ timeout: 60_000 })
  await tools.detach()
}

/**
 * What a click on the message does. No tool clicks on a notification, so the worker is handed the click with the very notification; that the
 * browser then opens a page for it needs a finger, so what the worker asks for is written down.
 */
async function clicked(context: BrowserContext): Promise<string[]> {
  const worker = context.serviceWorkers().find((w) => w.url().endsWith('/assets/push.js'))!
  return worker.evaluate(async () => {
    const here = globalThis as unknown as {
      registration: { getNotifications(): Promise<Notification[]> }
      clients: { openWindow(url: string): Promise<null> }
      WindowClient: { prototype: { focus(this: { url: string }): Promise<unknown> } }
      NotificationEvent: new (type: string, init: { notification: Notification }) => Event
    }
    const asked: string[] = []
    here.clients.openWindow = async (url) => (asked.push(`open ${url}`), null)
    here.WindowClient.prototype.focus = async function () { asked.push(`focus ${new URL(this.url).pathname}`) }
    const [notification] = await here.registration.getNotifications()
    let done: Promise<unknown> = Promise.resolve()
    const click = new here.NotificationEvent('notificationclick', { notification: notification! })
    Object.assign(click, { waitUntil: (work: Promise<unknown>) => (done = work) })
    dispatchEvent(click)
    await done
    return asked
  })
}

test('K2 push: on the phone the switch is off, says why it cannot be on, is on, shows what is due, and is off again', async ({ baseURL }) => {
  const maker = await makerOf()
  const { context, page, close } = await browserOf(maker, baseURL!, phone)
  try {
    await signIn(page, 'head')
    await page.goto('/field/me')
    const box = page.getByRole('switch', { name: '每天早上提醒今天到期的事' })
    await expect(box).not.toBeChecked()
    expect(await told(page)).toBe(0)

    // The person says no.
    await box.click()
    await expect(page.getByRole('alert')).toContainText('浏览器不允许通知')
    await expect(box).not.toBeChecked()

    await context.grantPermissions(['notifications'], { origin: baseURL! })
    await box.click()
    await expect(box).toBeChecked({ timeout: 60_000 })
    await expect(box).toBeEnabled()
    await expect(page.getByRole('alert')).toBeHidden()
    expect(maker.tokens).toBeGreaterThan(0)
    expect(await told(page)).toBe(1)
    await page.reload()
    await expect(box).toBeChecked()

    // What the server has sealed comes out here.
    await handOver(page, baseURL!)
    await handOver(page, baseURL!) // tomorrow's takes its place
    expect(await clicked(context)).toEqual(['open /console'])
    expect(await shown(page)).toEqual([])

    await box.click()
    await expect(box).not.toBeChecked()
    await expect(box).toBeEnabled()
    expect(await told(page)).toBe(0)
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/assets/'))!.pushManager.getSubscription())).toBeNull()

    // Where the maker's service is out of reach, as in most offices, the page says so and does not wait as long as the browser would.
    maker.reached = false
    await box.click()
    await expect(box).toBeDisabled()
    await expect(box).not.toBeChecked() // not before it is so
    await expect(page.getByRole('alert')).toContainText('连不上这个浏览器的推送服务', { timeout: 40_000 })
    await expect(box).toBeEnabled()
    await expect(box).not.toBeChecked()
    expect(await told(page)).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/assets/'))!.pushManager.getSubscription())).toBeNull()
  } finally {
    await close()
    maker.server.close()
  }
})

test('K2 push: at the desk it is switched on here, opens the page that is there already, and is switched off here or everywhere; a browser that cannot says so', async ({ baseURL }) => {
  const maker = await makerOf()
  const { context, page, close } = await browserOf(maker, baseURL!, desk)
  try {
    await signIn(page, 'clerk')
    await context.grantPermissions(['notifications'], { origin: baseURL! })
    await page.goto('/console/me')
    const on = page.getByRole('button', { name: '在这台设备上开通' })
    const off = page.getByRole('button', { name: '在这台设备上关掉' })
    const all = page.getByRole('button', { name: '全部关掉' })
    await on.click()
    await expect(off).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText('已在 1 台设备上开通。')).toBeVisible()
    await expect(all).toBeHidden()

    await handOver(page, baseURL!)
    expect(await clicked(context)).toEqual(['focus /console/me'])

    await off.click()
    await expect(on).toBeVisible()
    expect(await told(page)).toBe(0)

    // The same browser, once more; and whoever sits down here next is not told for by it.
    await on.click()
    await expect(off).toBeVisible({ timeout: 60_000 })
    await signIn(page, 'director')
    await page.reload()
    await expect(on).toBeVisible()
    await expect(page.getByText('已在 1 台设备上开通。')).toBeHidden()
    await signIn(page, 'clerk')
    await page.evaluate(async () => (await (await navigator.serviceWorker.getRegistration('/assets/'))!.pushManager.getSubscription())!.unsubscribe())
    await page.reload()
    await all.click()
    await expect(all).toBeHidden()
    expect(await told(page)).toBe(0)

    const other = await context.newPage()
    await other.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'))
    await other.goto('/console/me')
    await expect(other.getByText('这个浏览器不支持')).toBeVisible()
    await expect(other.getByRole('button', { name: '在这台设备上开通' })).toBeHidden()
    await pinned(other)
    await other.goto('/field/me')
    await expect(other.getByText('这个浏览器不能推送提醒')).toBeVisible()
    await expect(other.getByRole('switch', { name: '每天早上提醒今天到期的事' })).toBeHidden()
  } finally {
    await close()
    maker.server.close()
  }
})
