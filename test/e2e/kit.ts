/*
 * How a story is played in its own county's words. Five counties run side by side (scripts/e2e.sh); a story says which one it is of:
 *
 *   test.describe('桃源', () => {
 *     test.use({ county: 'taoyuan' })            // without it: xiangning
 *     test('D3 …', async ({ visit }) => {
 *       const liaison = await visit('党建联络员(政务代办员)', desk) // a post of the county's pack, by its name or id
 *       const head = await visit('head', phone)  // or one of the short words below, which hold in every county
 *       // the field app asks for a PIN after each load: it is typed by itself, unless a story says 'pins by hand'
 *     })
 *   })
 *
 * One file may play several counties, one test.describe each. A small county (all but xiangning) has one township with three
 * villages, and somebody in each post and body that its pack defines (internal/demo/counties.go says what else). To play one
 * only: E2E_ENGINES=sqlite E2E_COUNTIES=taoyuan make e2e ARGS="-g 'D3 '" (its demo starts in 4 s).
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type BrowserContextOptions, type Locator, type Page } from '@playwright/test'
import type * as T from '../../ui/shared/types'

export { expect }
export type { Locator, Page, T }

/** Short words for the posts that every county has; `informer` is a post of Xiangning's. */
export const who = {
  admin: 'county_admin',
  clerk: 'township_centre_clerk',
  director: 'township_centre_director',
  head: 'grid_head',
  fullTime: 'full_time_officer',
  micro: 'micro_officer',
  topicLeader: 'task_group_leader',
  countyCentre: 'county_centre_director',
  department: 'department_head',
  informer: 'information_officer',
  leader: 'county_leader',
} as const
/** A short word, or a post of the county's pack by its name or id. */
export type Who = keyof typeof who | (string & {})

export type County = 'xiangning' | 'zhushan' | 'longshan' | 'xiangfu' | 'taoyuan'

/** What is told of a county: TOUYAN_URLS is "xiangning=http://localhost:1 taoyuan=…". */
function toldOf(county: County, all: string): string {
  const told = all.trim().split(/\s+/).find((s) => s.startsWith(`${county}=`))?.slice(county.length + 1)
  if (!told) throw new Error(`the demo of ${county} does not run (E2E_COUNTIES, TOUYAN_URLS, TOUYAN_DIRS): ${all}`)
  return told
}
const urlOf = (county: County) => toldOf(county, process.env.TOUYAN_URLS ?? 'xiangning=http://localhost:8080')

const root = join(__dirname, '../..')

/** What an administrator does at the server's own machine: the program in the folder of a county's demo. */
export const touyan = (county: County, ...args: string[]): string =>
  execFileSync(join(root, 'bin/touyan'), [...args, '--data', toldOf(county, process.env.TOUYAN_DIRS ?? '')], { encoding: 'utf8', env: { ...process.env, LANG: 'zh_CN.UTF-8' } })

/** A copy of the county's pack with one more file in it, as a county would change it. */
export function packOf(county: County, more: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'typack.'))
  cpSync(join(root, 'packs', county), dir, { recursive: true })
  writeFileSync(join(dir, 'zz_more.yaml'), more)
  return dir
}

export const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
export const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

/** Opens a browser of its own for somebody: signed in as a demo person, or as a resident who needs no account (null). */
export type Visit = (as: Who | null, screen: BrowserContextOptions, pins?: 'pins by hand') => Promise<Page>

/** What a browser must not do in any story: fail in a script, or ask another server. */
interface Watch { foreign: string[]; broken: string[] }

export const test = base.extend<{ county: County; visit: Visit; watch: Watch }>({
  county: ['xiangning', { option: true }],
  baseURL: async ({ county }, use) => use(urlOf(county)),
  watch: async ({}, use) => {
    const watch: Watch = { foreign: [], broken: [] }
    await use(watch)
    expect(watch.foreign, 'requests to other servers').toEqual([])
    expect(watch.broken, 'errors in the page').toEqual([])
  },
  visit: async ({ browser, watch, baseURL }, use) => {
    const open: { close(): Promise<void> }[] = []
    await use(async (as, screen, pins) => {
      const context = await browser.newContext(screen)
      open.push(context)
      context.on('request', (r) => /^https?:/.test(r.url()) && !r.url().startsWith(`${baseURL}/`) && watch.foreign.push(r.url()))
      context.on('weberror', (e) => watch.broken.push(String(e.error())))
      context.on('console', (m) => m.type() === 'error' && !refusal.test(m.text()) && watch.broken.push(`${m.page()?.url()}: ${m.text()}`))
      const page = await context.newPage()
      if (!pins) await pinned(page)
      if (as) await signIn(page, as)
      return page
    })
    for (const context of open) await context.close()
  },
})

/** The PIN that officers of the stories give the field app. */
export const pin = '246813'

/** Types the PIN wherever the field app asks for it: once to choose it, and again after each reload. */
export async function pinned(page: Page): Promise<void> {
  await page.addLocatorHandler(page.locator('form[data-pin]'), async (form) => {
    for (const box of await form.locator('input').all()) await box.fill(pin)
    await form.locator('button').click()
  })
}

// The browser itself notes each answer of 400 and above, and each failed call without a network; the stories provoke both.
const refusal = /^Failed to load resource: (the server responded with a status of 4|net::ERR_INTERNET_DISCONNECTED)/

/** Calls the server with the session of a page. */
async function call<R>(page: Page, method: string, path: string, data?: unknown): Promise<R> {
  const answer = await page.request.fetch(path, { method, data })
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${answer.ok() ? '' : await answer.text()}`).toBe(true)
  return (answer.status() === 204 ? undefined : await answer.json()) as R
}
export const get = <R>(page: Page, path: string): Promise<R> => call<R>(page, 'GET', path)
export const post = <R>(page: Page, path: string, data: unknown): Promise<R> => call<R>(page, 'POST', path, data)

/** Signs the page's browser in as a demo person. */
export async function signIn(page: Page, as: Who): Promise<T.Me> {
  const { items } = await get<{ items: T.DemoPerson[] }>(page, '/api/demo/people')
  const held = who[as as keyof typeof who] ?? as
  const person = items.find((p) => p.post === held || p.post_name === held)
  expect(person, `a demo person for ${held}, of: ${items.map((p) => p.post_name).join(' ')}`).toBeTruthy()
  return enter(page, person!.account_id)
}

/** Signs the page's browser in by an account, as only the demo allows. */
export const enter = (page: Page, account: string): Promise<T.Me> => post<T.Me>(page, '/api/demo/session', { account_id: account })

export const meOf = (page: Page): Promise<T.Me> => get<T.Me>(page, '/api/me')

/** A body by its name, with its officers. */
export async function unitNamed(page: Page, name: string): Promise<T.BodyDetail> {
  const { items } = await get<{ items: T.Body[] }>(page, `/api/bodies?q=${encodeURIComponent(name)}`)
  const found = items.find((b) => b.name === name)
  expect(found, `a body ${name}, of: ${items.map((b) => b.name).join(' ')}`).toBeTruthy()
  return get<T.BodyDetail>(page, `/api/bodies/${found!.id}`)
}

/** The account of somebody, as the county's administrator finds it. */
export async function accountOf(admin: Page, name: string): Promise<string> {
  const { items } = await get<{ items: T.Account[] }>(admin, `/api/accounts?q=${encodeURIComponent(name)}`)
  return items.find((a) => a.person_name === name)!.id
}

/** Signs the page's browser in as whoever heads a department. */
export async function enterHead(admin: Page, page: Page, unit: T.BodyDetail): Promise<void> {
  await enter(page, await accountOf(admin, unit.officers.find((a) => a.post === 'department_head')!.person_name))
}

/** The place where the person of this page holds the first post. */
export async function placeOf(page: Page): Promise<T.PlaceRef> {
  const place = (await meOf(page)).posts[0]?.place
  expect(place, 'a post at a place').toBeTruthy()
  return place!
}

/** A day as the county counts them, so many days from today. */
export const day = (fromToday = 0): string => new Date(Date.now() + (8 + 24 * fromToday) * 3600_000).toISOString().slice(0, 10)

/** A number that no other story uses, so that a story finds its own records on a server that others have used. */
export const mark = (): string => String(100_000 + Math.floor(Math.random() * 900_000))

export interface Told { text: string; topic?: string; name?: string; contact?: string; anonymous?: boolean; photo?: Buffer }

/** A resident's report without a browser: the form as a phone without script sends it. Gives the follow-up code. */
export async function report(page: Page, placeCode: string, told: Told): Promise<string> {
  const { photo, anonymous, ...words } = told
  const answer = await page.request.post(`/g/${placeCode}/report`, {
    multipart: {
      client_key: crypto.randomUUID(), ...words,
      ...(anonymous ? { anonymous: 'true' } : {}),
      ...(photo ? { photos: { name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: photo } } : {}),
    },
  })
  expect(answer.status(), 'status of the report').toBe(200)
  const code = /class="code mono">([^<]+)</.exec(await answer.text())?.[1]
  expect(code, 'a follow-up code').toBeTruthy()
  return code!
}

/** The newest cases that one may see, as far as they carry these words. */
export async function casesWith(page: Page, words: string): Promise<T.Case[]> {
  const { items } = await get<{ items: T.Case[] }>(page, '/api/cases?box=all&limit=50')
  return items.filter((c) => c.text.includes(words))
}

export async function caseWith(page: Page, words: string): Promise<T.Case> {
  const found = await casesWith(page, words)
  expect(found, `one case with “${words}”`).toHaveLength(1)
  return found[0]!
}

/** Takes a step of a case without looking at it. */
export async function act(page: Page, id: string, action: string, more: Record<string, unknown> = {}): Promise<T.CaseDetail> {
  const { rev } = await get<T.CaseDetail>(page, `/api/cases/${id}`)
  return post<T.CaseDetail>(page, `/api/cases/${id}/actions`, { rev, action, client_key: crypto.randomUUID(), ...more })
}

/** Takes a step of a case as an officer at the desk does: the button, the dialog, the verb of the dialog. */
export async function step(page: Page, verb: string, fill?: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).first().click()
  const dialog = page.getByRole('dialog').filter({ hasText: `${verb} ·` })
  await expect(dialog).toBeVisible()
  await fill?.()
  await dialog.getByRole('button', { name: verb, exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** Chooses in one of the console's drop-downs (of a dialog where the page has two of the name): types what finds it, picks the option. */
export async function choose(page: Page, label: RegExp, option: RegExp, typed = '', within: Page | Locator = page): Promise<void> {
  const box = within.getByRole('combobox', { name: label })
  await box.press('ArrowDown') // a click would hit the chosen words that lie over the box
  if (typed) await box.fill(typed)
  await page.getByRole('option', { name: option }).filter({ visible: true }).first().click() // a page's own filters have options too
}

/** Appoints somebody on the page that is open, of a place or a body. */
export async function appoint(page: Page, name: string, post: RegExp, from: string, topic?: RegExp): Promise<void> {
  await page.getByRole('button', { name: '任命', exact: true }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: '任命 ·' })
  await choose(page, /^岗位/, post, '', dialog)
  await choose(page, /^人员/, new RegExp(name), name, dialog)
  if (topic) await choose(page, /^事项/, topic, '', dialog)
  await dialog.getByLabel('任职起').fill(from)
  await dialog.getByRole('button', { name: '任命', exact: true }).click()
  await expect(dialog).toBeHidden()
}
