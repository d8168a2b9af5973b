import { desk, expect, get, meOf, phone, test } from './kit'

test('K3 指标: each figure has its light and its line, shows what it is made of, leads to the records behind it, and what was published is kept and works out again', async ({ visit }) => {
  const admin = await visit('admin', desk)
  await admin.goto('/console/indicators')
  await expect(admin.getByRole('heading', { name: '指标' })).toBeVisible()
  await admin.getByLabel('周期').selectOption('month')
  await admin.getByRole('link', { name: '收件', exact: true }).click()
  await expect(admin.getByText('怎么算的')).toBeVisible()

  // The figure is the plain count of the records that it leads to.
  const month = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 7)
  const told = (await (await admin.request.get(`/api/indicators/case_came?place=141029&period=month&day=`)).json()) as { value: string; below: { value: string }[]; parts: { list: string; query: Record<string, string> }[] }
  let cases = 0
  for (let cursor = ''; ;) {
    const page = (await (await admin.request.get(`/api/cases?open=&box=all&came_from=${told.parts[0]!.query.came_from}&came_to=${told.parts[0]!.query.came_to}&limit=200&cursor=${encodeURIComponent(cursor)}`)).json()) as { items: unknown[]; next: string }
    cases += page.items.length
    if (!(cursor = page.next)) break
  }
  expect(told.parts[0]!.query.came_from).toBe(`${month}-01`)
  expect(Number(told.value)).toBe(cases)
  expect(told.below.reduce((sum, p) => sum + Number(p.value), 0)).toBe(cases)
  await admin.getByRole('link', { name: /看清单/ }).or(admin.getByRole('button', { name: /看清单/ })).first().click()
  await expect(admin).toHaveURL(/\/console\/cases\?.*came_from/)
  await admin.goBack()

  // What is published is frozen first, and works out again to the same.
  await admin.getByRole('button', { name: '固定这个数' }).click()
  await admin.getByRole('dialog').getByRole('textbox').fill('十一月通报')
  await admin.getByRole('dialog').getByRole('button', { name: /固定/ }).click()
  await expect(admin.getByText('照依据重算，一字不差').or(admin.getByText('十一月通报')).first()).toBeVisible()
  await admin.goto('/console/indicators/bases')
  await admin.getByRole('link', { name: '收件', exact: true }).first().click()
  await expect(admin.getByText('照依据重算，一字不差')).toBeVisible()

  // A township has its own figures and none of the county's; on a phone nothing is cut off.
  const clerk = await visit('clerk', phone)
  await clerk.goto('/console/indicators')
  await expect(clerk.locator('.sentence')).toContainText('昌宁镇')
  expect(await clerk.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  expect((await clerk.request.get('/api/indicators?place=141029')).status()).toBe(404)

  // Everybody may read the public ones; few households are not told of.
  const anybody = await visit(null, phone)
  await anybody.goto('/figures')
  await expect(anybody.getByRole('heading').first()).toBeVisible()
})

for (const [county, name] of [['xiangning', '乡宁'], ['zhushan', '竹山']] as const)
  test.describe(name, () => {
    test.use({ county })
    test('K3 单位和任职人的指标: a department has the figures of its own cases with the records behind them, a grid head those of the grid since taking the post', async ({ visit }) => {
      const office = await visit('department', desk)
      const me = await meOf(office)
      const unit = me.posts.find((p) => p.body)!.body!
      await office.goto('/console/indicators') // whoever has no whole place sees their unit
      await expect(office.getByRole('heading', { name: `${unit.name}的指标` })).toBeVisible()
      await expect(office.getByRole('link', { name: '走访覆盖率' })).toHaveCount(0) // visits are not counted by unit
      await office.getByRole('link', { name: '在办件', exact: true }).click()
      const shown = Number((await office.locator('.sentence b').innerText()).replace(/\D/g, ''))
      await office.getByRole('button', { name: /看清单/ }).first().click()
      await expect(office.getByRole('button', { name: `承办：${unit.name}` })).toBeVisible()
      const { items } = await get<{ items: unknown[] }>(office, `/api/cases?box=all&open=true&unit=${unit.id}&limit=200`)
      expect(items.length).toBe(shown)

      const admin = await visit('admin', desk)
      await admin.goto(`/console/bodies/${unit.id}`)
      await admin.getByRole('button', { name: '指标', exact: true }).click()
      await expect(admin.getByRole('heading', { name: `${unit.name}的指标` })).toBeVisible()

      // What is published of a unit is kept like what is published of a place.
      await admin.getByRole('link', { name: '在办件', exact: true }).click()
      await admin.getByRole('button', { name: '固定这个数' }).click()
      await admin.getByRole('dialog').getByRole('textbox').fill('部门通报')
      await admin.getByRole('dialog').getByRole('button', { name: /固定/ }).click()
      await admin.locator('.frozen').getByRole('link').first().click()
      await expect(admin.locator('.sentence')).toContainText(`${unit.name}`)
      await expect(admin.getByText('照依据重算，一字不差')).toBeVisible()

      const head = await meOf(await visit('head', phone))
      await admin.goto(`/console/persons/${head.person_id}`)
      await admin.locator('.links').getByRole('link', { name: '指标', exact: true }).first().click()
      await expect(admin.locator('.sentence')).toContainText('只算任职期间')
      await expect(admin.getByRole('heading', { name: new RegExp(head.name) })).toBeVisible()
    })
  })

interface Part { id: string; number: string; standing: boolean; list: string; query: Record<string, string> }

// Lists of which each entry is what a figure counts; those of campaigns and pools hold the records.
const lists: Record<string, string> = { cases: '/api/cases?box=all', visits: '/api/visits?', duties: '/api/duties/items?', demands: '/api/demands?', households: '/api/households?' }
const sums = new Set(['cases_first_minutes', 'demand_fields', 'demand_held'])

for (const [county, name] of [['xiangning', '乡宁'], ['zhushan', '竹山'], ['xiangfu', '祥符']] as const)
  test.describe(name, () => {
    test.use({ county })
    test('K3 每个数都点得开: every number that an indicator is made of leads to a list with exactly as many records, for the county and for a township', async ({ visit }) => {
      test.slow() // it reads each list to its end
      const admin = await visit('admin', desk)
      const township = await visit('clerk', desk)
      const last = new Date(Date.now() + 8 * 3600_000)
      last.setUTCDate(0) // the last day of the month before
      const opened = new Set<string>()
      for (const [page, day] of [[admin, ''], [admin, last.toISOString().slice(0, 10)], [township, '']] as const) {
        const { items } = await get<{ items: { id: string }[] }>(page, `/api/indicators?period=month&day=${day}`)
        for (const { id } of items) {
          const told = await get<{ place: { id: string }; parts: Part[] }>(page, `/api/indicators/${id}?period=month&day=${day}`)
          for (const part of told.parts) {
            expect(part.list, `${part.id} leads nowhere`).not.toBe('')
            if (!lists[part.list] || part.number === '' || sums.has(part.id) || (part.standing && day)) continue
            let n = 0
            for (let cursor = ''; ;) {
              const query = new URLSearchParams({ ...part.query, place: told.place.id, limit: '200', cursor })
              if (query.get('open') === 'any') query.delete('open')
              const got = await get<{ items: unknown[]; next: string }>(page, `${lists[part.list]}&${query}`)
              n += got.items.length
              if (!(cursor = got.next)) break
            }
            expect(String(n), `${id}: ${part.id} on ${day || 'today'}`).toBe(part.number)
            if (n) opened.add(part.id)
          }
        }
      }
      expect(opened.size, [...opened].join()).toBeGreaterThan(10)
    })
  })

test.describe('祥符', () => {
  test.use({ county: 'xiangfu' })
  test('F2 K3 积分池余额: what is left in the pools of villages is told at each level, to the fen, and leads to the pools', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const pools = ((await (await admin.request.get('/api/merit/pools?limit=200')).json()) as { items: { free_fen: number }[] }).items
    expect(pools.length).toBeGreaterThan(0)
    const left = pools.reduce((sum, p) => sum + p.free_fen, 0)
    expect(left).toBeGreaterThan(0)
    const told = (await (await admin.request.get('/api/indicators/points_left?place=&period=month&day=')).json()) as { value: string; below: { value: string }[] }
    expect(Math.round(Number(told.value) * 100)).toBe(left)
    expect(told.below.reduce((sum, p) => sum + Math.round(Number(p.value) * 100), 0)).toBe(left)
    await admin.goto('/console/indicators/points_left?period=month')
    await expect(admin.locator('.sentence')).toContainText('积分池余额')
    await admin.getByRole('button', { name: /看清单/ }).first().click()
    await expect(admin).toHaveURL(/\/console\/merit/)
  })
})
