import { desk, expect, phone, test } from './kit'
import { look, picture } from './pictures'

/** An outline of a place around a middle, as a county's surveyors draw it. */
const square = (code: string, x: number, y: number, half: number) => ({ type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [[[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half], [x - half, y - half]]] } })

test('K1 D1 指挥中心: the county on one screen, lists by light, live as cases come, down to the record, within what one may see', async ({ visit }) => {
  const admin = await visit('admin', desk)
  await admin.goto('/console/overview')
  await expect(admin.getByRole('heading', { name: '指挥中心 · 乡宁县' })).toBeVisible()
  await expect(admin.getByRole('status')).toContainText('实时')
  const open = async () => Number(/在办 ([\d,]+) 件/.exec(await admin.locator('.sentence').innerText())![1]!.replace(',', ''))
  const was = await open()
  const plain = (await (await admin.request.get('/api/cases/summary')).json()) as { open: number }
  expect(was).toBe(plain.open)

  // Somebody at a township enters a case; it stands on the screen without anybody asking.
  const clerk = await visit('clerk', desk)
  const place = ((await (await clerk.request.get('/api/places/search?q=龙鼻村')).json()) as { items: { id: string }[] }).items[0]!.id
  const raised = await clerk.request.post('/api/cases', { multipart: { place_id: place, text: '村口路灯又不亮了', topic: 'road', client_key: `k1-${Date.now()}` } })
  expect(raised.status(), await raised.text()).toBeLessThan(300)
  await expect.poll(open, { intervals: [50] }).toBe(was + 1) // how soon is measured by bench/ and by the tests of the room
  await expect(admin.getByRole('region', { name: '正在发生' })).toContainText('龙鼻村来了')

  await picture(admin, 'command-centre')
  await look(admin, 'overview')

  // Open cases by age: each number opens exactly those cases, and the indicator says the same.
  const cases = admin.getByRole('region', { name: '案件', exact: true })
  const aged = Number(/[\d,]+$/.exec(await cases.getByRole('button', { name: /^8—30 天/ }).innerText())![0].replace(',', ''))
  expect(aged).toBeGreaterThan(0)
  const state = cases.locator('.states').first().getByRole('button').first()
  const inState = Number(/[\d,]+$/.exec(await state.innerText())![0].replace(',', ''))
  await state.click()
  await expect(admin).toHaveURL(/\/console\/cases\?.*state=/)
  const of = new URL(admin.url()).searchParams.get('state')
  expect((await (await admin.request.get(`/api/cases?box=all&open=true&limit=200&state=${of}`)).json()).items).toHaveLength(inState)
  await admin.goto('/console/overview')
  await cases.getByRole('button', { name: /^8—30 天/ }).click()
  await expect(admin).toHaveURL(/\/console\/cases\?.*came_from/)
  const days = new URL(admin.url()).searchParams
  const older = (await (await admin.request.get(`/api/cases?box=all&open=true&limit=200&came_from=${days.get('came_from')}&came_to=${days.get('came_to')}`)).json()) as { items: unknown[] }
  expect(older.items).toHaveLength(aged)
  const told = (await (await admin.request.get('/api/indicators/case_over_week?place=&period=month&day=')).json()) as { value: string; parts: { list: string; query: Record<string, string> }[] }
  expect(told).toMatchObject({ value: String(aged), parts: [{ list: 'cases', query: { open: 'true', older: '7' } }] })
  await admin.goto('/console/indicators/case_over_week?period=month')
  await admin.getByRole('button', { name: /看清单/ }).first().click()
  await expect(admin.getByRole('button', { name: /收到超过 7 天/ })).toBeVisible()
  await admin.goto('/console/overview')

  // Lists by light: what the screen says is the plain count of the items; the amber ones open by one click, and the chips turn to others.
  const lists = admin.getByRole('region', { name: '清单', exact: true })
  const lagging = async (light: string) => ((await (await admin.request.get(`/api/duties/items?box=unit&limit=200&light=${light}`)).json()) as { items: { light: string }[] }).items
  for (const [light, word] of [['red', '逾期'], ['amber', '滞后'], ['blue', '临期'], ['green', '正常']] as const) {
    const items = await lagging(light)
    for (const i of items) expect(i.light).toBe(light)
    await expect(lists.getByRole('listitem').filter({ hasText: word })).toContainText(new RegExp(`${word} ${items.length}$`))
  }
  await expect(admin.getByRole('region', { name: '现在要管的' })).toContainText(/清单有 \d+ 项逾期、\d+ 项滞后。/)
  const amber = await lagging('amber')
  expect(amber.length).toBeGreaterThan(0)
  await lists.getByRole('button', { name: /滞后/ }).click()
  await expect(admin).toHaveURL(/\/console\/lists\?.*light=amber/)
  await expect(admin.getByRole('button', { name: /滞后/ })).toHaveAttribute('aria-pressed', 'true')
  await expect(admin.locator('tbody tr')).toHaveCount(amber.length)
  await expect(admin.locator('tbody tr').first()).toContainText('滞后')
  await look(admin, 'items-by-light')
  await admin.getByRole('button', { name: /逾期/ }).click()
  await expect(admin.locator('tbody tr').first()).toContainText('逾期')
  await admin.goto('/console/overview')

  // From the county to the township, to the village, to the record.
  await admin.getByRole('region', { name: '各乡镇' }).getByRole('button', { name: '昌宁镇' }).click()
  await expect(admin.getByRole('heading', { name: '指挥中心 · 昌宁镇' })).toBeVisible()
  await admin.getByRole('region', { name: '各村' }).getByRole('button', { name: '龙鼻村' }).click()
  await expect(admin.getByRole('heading', { name: '指挥中心 · 龙鼻村' })).toBeVisible()
  await admin.getByRole('region', { name: '拖得最久的' }).getByRole('link').first().click()
  await expect(admin).toHaveURL(/\/console\/cases\/\d+/)

  // Who has a township has its screen, and none of the county's.
  await clerk.goto('/console/overview')
  await expect(clerk.getByRole('heading', { name: '指挥中心 · 昌宁镇' })).toBeVisible()
  expect((await clerk.request.get('/api/overview?place=141029')).status()).toBe(404)
  const small = await visit('clerk', phone)
  await small.goto('/console/overview')
  await expect(small.getByRole('heading', { name: '指挥中心 · 昌宁镇' })).toBeVisible()
  expect(await small.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
})

test('K1 上墙大屏: a link opens a screen that goes round by itself, names no case, and ends at once', async ({ visit }) => {
  const admin = await visit('admin', desk)
  await admin.goto('/console/overview/walls')
  await admin.getByRole('button', { name: '开一块大屏' }).first().click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByRole('textbox').first().fill('大厅的屏')
  await dialog.getByRole('button', { name: '开一块大屏' }).click()
  const link = await admin.locator('.made code').innerText()

  const wall = await visit(null, { viewport: { width: 3840, height: 2160 } })
  await wall.goto(new URL(link).pathname)
  await expect(wall.getByRole('heading', { name: /乡宁县/ }).first()).toBeVisible()
  await expect(wall.getByText('实时')).toBeVisible()
  // All of it is seen without scrolling, on the wall for which it is made.
  expect(await wall.evaluate(() => { const w = document.querySelector('.wall')!; return w.scrollHeight - w.clientHeight })).toBeLessThanOrEqual(2)
  await look(wall, 'wall', false)
  const told = (await (await wall.request.get(`/api/wall/${new URL(link).pathname.split('/').pop()}`)).json()) as { screen: { late: { id: string; no: string }[] } }
  expect(told.screen.late.length).toBeGreaterThan(0)
  for (const c of told.screen.late) expect(c.id + c.no).toBe('')
  await wall.keyboard.press('ArrowRight')
  await expect(wall.getByRole('heading', { name: /昌宁镇/ }).first()).toBeVisible()
  if (process.env.UPDATE_PICTURES === '1') {
    const small = await visit(null, { viewport: { width: 1440, height: 810 } })
    await small.goto(new URL(link).pathname)
    await expect(small.getByRole('heading', { name: /乡宁县/ }).first()).toBeVisible()
    await expect(small.getByRole('listitem').first()).toBeVisible()
    await expect(small.locator('.feed li').first()).toBeVisible()
    await picture(small, 'wall')
  }
  expect((await wall.request.get('/api/cases')).status()).toBe(401)

  await admin.getByRole('button', { name: '停用' }).first().click()
  await admin.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await expect(admin.getByRole('dialog')).toBeHidden()
  await wall.reload()
  await expect(wall.getByRole('alert')).toContainText('打不开')
})

test('K1 地图: the county’s own outlines come in checked, the map is drawn by them, and they go out again as they came', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const towns = ((await (await admin.request.get('/api/places?parent=141029')).json()) as { items: { code: string; name: string }[] }).items
  const file = (features: unknown[]) => ({ name: 'county.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })) })
  const shapes = towns.map((t, i) => square(t.code, 110.4 + (i % 4) * 0.2, 35.8 + Math.floor(i / 4) * 0.2, 0.1))
  await admin.goto('/console/overview/map')
  await admin.getByLabel('边界文件').setInputFiles(file([...shapes, square('999999', 110, 36, 0.1)]))
  await expect(admin.getByRole('alert')).toContainText('有 1 处不对，什么也没有存')
  await expect(admin.getByText('您管的地方里没有这个代码或名称')).toBeVisible()
  await admin.getByLabel('边界文件').setInputFiles(file(shapes))
  await expect(admin.getByRole('status')).toContainText(`新增 ${towns.length} 个`)
  await admin.getByRole('button', { name: '存下来' }).click()
  await expect(admin.getByRole('status')).toContainText(`已存：新增 ${towns.length} 个`)
  const out = (await (await admin.request.get('/api/exports/places.geojson')).json()) as { features: unknown[] }
  expect(out.features).toHaveLength(towns.length)
  await admin.goto('/console/overview')
  await expect(admin.locator('.map svg path').nth(towns.length - 1)).toBeVisible()
  await expect(admin.getByText('还没有边界图')).toHaveCount(0)
})

test.describe('竹山', () => {
  test.use({ county: 'zhushan' })

  test('K1 竹山 指挥中心: the figures of the visits on the screen are those of the indicators, and lead to them', async ({ visit }) => {
    const admin = await visit('admin', desk)
    await admin.goto('/console/overview')
    await expect(admin.getByRole('heading', { name: '指挥中心 · 竹山县' })).toBeVisible()
    const screen = (await (await admin.request.get('/api/overview')).json()) as { place: { id: string }; figures: { id: string; value: string }[]; places: { open: number }[]; cases: { open: number } }
    for (const f of screen.figures) {
      const told = (await (await admin.request.get(`/api/indicators/${f.id}?place=${screen.place.id}&period=month`)).json()) as { value: string }
      expect(f.value, f.id).toBe(told.value)
    }
    expect(screen.places.reduce((n, p) => n + p.open, 0)).toBeLessThanOrEqual(screen.cases.open)
    await admin.getByRole('link', { name: '走访覆盖率' }).click()
    await expect(admin.getByText('怎么算的')).toBeVisible()
  })
})
