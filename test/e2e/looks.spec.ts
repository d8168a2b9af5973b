import AxeBuilder from '@axe-core/playwright'
import { day, desk, expect, get, mark, phone, placeOf, post, report, test, type Page, type T } from './kit'
import { look, picture } from './pictures'

/** One page to look at; `then` opens what stands behind a button on it, `within` is the place that all lists are narrowed to. */
interface Sight { name: string; path: string; then?: (page: Page) => Promise<void>; only?: { width: number; height: number }; within?: string }

const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }

/** What must hold on each page at each width: nothing hides beside it, and axe finds nothing serious. */
async function examine(page: Page, name: string, whole: boolean, axe: boolean): Promise<void> {
  await settle(page)
  await look(page, name, whole)
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect.soft(over, `${name}: pixels that stick out sideways`).toBeLessThanOrEqual(0)
  if (!axe) return
  // Only what it finds is worked out, and in the page itself: a quarter of the time.
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).setLegacyMode(true).analyze()
  const grave = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
  expect.soft(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`), `${name}: what axe finds`).toEqual([])
}

/** Waits until the page has its data, its pictures and its drawers in place. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await expect(page.getByText(/^(正在读取…|Reading…)$/)).toHaveCount(0)
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((a) => a.finished.catch(() => undefined)))
    await Promise.all([...document.images].map((i) => (i.loading === 'lazy' ? undefined : i.decode().catch(() => undefined))))
  })
}

/** Looks at pages in one language, each at desk and at phone width. Axe looks at one width in each language. */
async function tour(page: Page, prefix: string, language: string, sights: Sight[]): Promise<void> {
  for (const sight of sights) {
    const sizes = sight.only ? [sight.only] : [wide, narrow]
    await page.setViewportSize(sizes[0]!)
    if (sight.within) await page.evaluate((id) => localStorage.setItem('touyan.scope', id), sight.within)
    await page.goto(sight.path)
    await expect(page.locator('h1, h2, .empty').first()).toBeVisible()
    await sight.then?.(page)
    for (const size of sizes) {
      await page.setViewportSize(size)
      await examine(page, `${prefix}-${sight.name}-${size.width}-${language}`, !sight.then, !!sight.only || (size === narrow) === (language === 'en'))
    }
  }
}

// The words on the buttons that open something worth looking at.
const signs = {
  zh: { locale: 'zh-CN', more: '更多', appoint: '任命', account: '开通账号', dispatch: '派单', journal: '变更记录', roster: '排班', card: '出示二维码', others: '其他操作', change: '架构调整', hand: '交接', activity: '记一次活动' },
  en: { locale: 'en-US', more: 'More', appoint: 'Appoint', account: 'New account', dispatch: 'Dispatch', journal: 'Journal', roster: 'Edit the roster', card: 'Show the QR code', others: 'Other actions', change: 'Change the structure', hand: 'Hand over', activity: 'Write down an activity' },
} as const
const languages = ['zh', 'en'] as const

/** Presses a button and waits for what it opens. */
const opening = (name: string) => async (page: Page): Promise<void> => {
  await page.getByRole('button', { name, exact: true }).first().click()
  await expect(page.getByRole('dialog').first()).toBeVisible()
}

async function first<R>(page: Page, path: string): Promise<R> {
  return (await get<{ items: R[] }>(page, path)).items[0]!
}

/** The case of the demo with the most steps, in the state that shows the most. */
async function longCase(page: Page): Promise<T.Case> {
  const { items } = await get<{ items: T.Case[] }>(page, '/api/cases?box=all&state=closed&limit=50')
  return items.find((c) => c.rating > 0) ?? items[0]!
}

for (const language of languages) {
  const words = signs[language]
  const screen = { ...desk, locale: words.locale }

  test(`looks: what everybody sees before signing in, ${language}`, async ({ visit }) => {
    test.setTimeout(120_000)
    await tour(await visit(null, screen), 'open', language, [
      { name: 'console-sign-in', path: '/console/sign-in' },
      { name: 'console-demo', path: '/console/demo' },
      { name: 'console-invite-dead', path: '/console/invite/nothing-here' },
      { name: 'field-sign-in', path: '/field/sign-in' },
    ])
  })

  test(`looks: the console of the administrator, ${language}`, async ({ visit }) => {
    test.setTimeout(600_000)
    const page = await visit('admin', screen)
    const village = await first<T.PlaceHit>(page, '/api/places/search?q=longbi')
    const person = (await get<T.PlaceDetail>(page, `/api/places/${village.id}`)).officers[0]!
    const body = await first<T.Body>(page, '/api/bodies')
    const household = await first<T.Household>(page, `/api/households?place=${village.id}`)
    const villager = (await get<T.HouseholdDetail>(page, `/api/households/${household.id}`)).member_list[0]!.person
    await tour(page, 'admin', language, [
      { name: 'work', path: '/console' },
      { name: 'places', path: '/console/places', only: narrow },
      { name: 'village', path: `/console/places/${village.id}` },
      { name: 'village-then', path: `/console/places/${village.id}?on=${day(-7)}` },
      { name: 'change', path: `/console/places/${village.id}`, then: opening(words.change) },
      { name: 'appoint', path: `/console/places/${village.id}`, then: opening(words.appoint) },
      { name: 'bodies', path: '/console/bodies' },
      { name: 'body', path: `/console/bodies/${body.id}` },
      { name: 'terms', path: '/console/bodies/terms' },
      { name: 'body-gaps', path: '/console/bodies/gaps' },
      { name: 'households', path: '/console/households' },
      { name: 'household', path: `/console/households/${household.id}` },
      { name: 'holders', path: '/console/households/known' },
      { name: 'conflicts', path: '/console/households/conflicts' },
      { name: 'villager', path: `/console/persons/${villager.id}` },
      { name: 'rolls-none', path: '/console/rolls' },
      { name: 'duplicates', path: '/console/persons/duplicates' },
      { name: 'privacy', path: '/console/privacy' },
      { name: 'privacy-requests', path: '/console/privacy/requests' },
      { name: 'privacy-counter', path: '/console/privacy/counter' },
      { name: 'persons', path: '/console/persons' },
      { name: 'person', path: `/console/persons/${person.person_id}` },
      { name: 'gaps', path: '/console/gaps' },
      { name: 'quality', path: '/console/quality' },
      { name: 'quality-check', path: '/console/quality/place_vacant' },
      { name: 'imports', path: '/console/imports' },
      { name: 'accounts', path: '/console/accounts' },
      { name: 'account-new', path: '/console/accounts', then: opening(words.account) },
      { name: 'case', path: `/console/cases/${(await longCase(page)).id}` },
      { name: 'case-journal', path: `/console/cases/${(await longCase(page)).id}`, then: opening(words.journal) },
      { name: 'nowhere', path: '/console/nowhere-at-all' },
      { name: 'rolls', path: '/console/rolls', within: village.id },
      { name: 'rolls-voter', path: '/console/rolls?roll=voter', within: village.id },
      { name: 'rolls-collective', path: '/console/rolls?roll=collective', within: village.id },
    ])
  })

  test(`looks: the console of the clerk, ${language}`, async ({ visit }) => {
    test.setTimeout(240_000)
    const page = await visit('clerk', screen)
    const waiting = await first<T.Case>(page, '/api/cases?box=all&state=accepted')
    await tour(page, 'clerk', language, [
      { name: 'work', path: '/console' },
      { name: 'cases', path: '/console/cases' },
      { name: 'board', path: '/console/cases/board' },
      { name: 'alerts', path: '/console/alerts' },
      { name: 'cases-none', path: '/console/cases?state=rejected&open=true' },
      { name: 'case-new', path: '/console/cases/new' },
      { name: 'case', path: `/console/cases/${waiting.id}` },
      { name: 'dispatch', path: `/console/cases/${waiting.id}`, then: opening(words.dispatch) },
      { name: 'me', path: '/console/me' },
    ])
    if (language === 'zh') {
      await page.setViewportSize(wide)
      await page.goto('/console')
      await settle(page)
      await picture(page, 'console-home')
    }
  })

  test(`looks: who is linked to whom, what teams did, what is due and what is owed, ${language}`, async ({ visit }) => {
    test.setTimeout(300_000)
    const page = await visit('admin', screen)
    const head = (await get<{ items: T.Appointment[] }>(page, `/api/appointments?on=${day()}&limit=200`)).items.find((a) => a.post === 'grid_head')!
    const other = (await get<{ items: T.Person[] }>(page, '/api/persons?limit=2')).items.find((p) => p.id !== head.person_id)!
    await page.request.post('/api/handovers', { data: { appointment_id: head.id, into_id: other.id, day: day(9), reason: '轮岗' } }) // refused the second time: it is planned
    const department = await first<T.Body>(page, '/api/bodies?kind=county_department')
    const branch = await first<T.Body>(page, '/api/bodies?kind=party_branch')
    const team = await post<T.Body>(page, '/api/bodies', { name: `${branch.place.name}党员突击队${mark()}`, kind: 'vanguard_team', place_id: branch.place.id })
    await post(page, '/api/activities', { body_id: team.id, day: day(), title: '防汛巡河', people_ids: [] })
    await tour(page, 'more', language, [
      { name: 'links', path: '/console/links' },
      { name: 'placings', path: '/console/bodies/party' },
      { name: 'branch', path: `/console/bodies/${branch.id}` },
      { name: 'team', path: `/console/bodies/${team.id}` },
      { name: 'activity', path: `/console/bodies/${team.id}`, then: opening(words.activity) },
      { name: 'served', path: `/console/bodies/${department.id}/record` },
      { name: 'hand', path: `/console/persons/${head.person_id}`, then: opening(words.hand) },
      { name: 'handovers', path: '/console/persons/handovers' },
      { name: 'calendar', path: '/console/lists/calendar' },
      { name: 'duties', path: '/console/lists' },
      { name: 'lists', path: '/console/lists/all' },
      { name: 'contacts', path: '/console/lists/contacts' },
      { name: 'ledgers', path: '/console/ledgers' },
      { name: 'assets', path: '/console/assets' },
      { name: 'board', path: '/console/cases/board' },
      { name: 'alerts', path: '/console/alerts' },
      { name: 'services', path: '/services' },
    ])
  })

  test(`looks: the field app of an officer, ${language}`, async ({ visit }) => {
    test.setTimeout(240_000)
    const page = await visit('fullTime', { ...phone, locale: words.locale })
    const mine = await first<T.Case>(page, '/api/cases?box=mine&open=true')
    await tour(page, 'field', language, [
      { name: 'today', path: '/field' },
      { name: 'case', path: `/field/cases/${mine.id}` },
      { name: 'grid', path: '/field/grid' },
      { name: 'grid-card', path: '/field/grid', then: opening(words.card) },
      { name: 'report', path: '/field/report' },
      { name: 'me', path: '/field/me' },
      { name: 'outbox', path: '/field/outbox' },
    ])
  })

  test(`looks: the public pages, in both sizes of type, ${language}`, async ({ visit }) => {
    test.setTimeout(240_000)
    const { code } = await placeOf(await visit('micro', phone))
    const page = await visit(null, screen)
    const follow = await report(page, code, { text: '巷口的井盖松了,车一过就响。', topic: 'facility' })
    await page.goto(`/prefs?lang=${language}&back=/`)
    const sights: Sight[] = [
      { name: 'find', path: '/' },
      { name: 'found', path: '/?q=longbi' },
      { name: 'card', path: `/g/${code}` },
      { name: 'card-county', path: '/g/141029000000' },
      { name: 'report', path: `/g/${code}/report` },
      { name: 'follow', path: `/c/${follow}` },
      { name: 'nowhere', path: '/g/000' },
    ]
    await tour(page, 'public', language, sights)
    await page.goto('/prefs?large=1&back=/')
    await tour(page, 'public-large', language, sights.map((s) => ({ ...s, only: narrow })))
  })
}

test('looks: the pictures of the README on a phone', async ({ visit }) => {
  const sharp = { ...phone, deviceScaleFactor: 2 }
  const officer = await visit('fullTime', sharp)
  await officer.goto('/field')
  await settle(officer)
  await picture(officer, 'field-home')
  const resident = await visit(null, sharp)
  await resident.goto(`/g/${(await placeOf(officer)).code}`)
  await picture(resident, 'public-card')
})
