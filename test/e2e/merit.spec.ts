import { day, desk, expect, get, meOf, phone, post, test, type Page, type T } from './kit'
import { photoWithPosition } from './photo'

const poolsOf = async (page: Page): Promise<T.MeritPool[]> => (await get<{ items: T.MeritPool[] }>(page, '/api/merit/pools?limit=50')).items

/** The pool of the village of the stage: the one that has a shop. */
const poolOf = async (page: Page): Promise<T.MeritPool> => (await poolsOf(page)).find((p) => p.stock_fen + p.used_fen > 0)!

/** Gives the round whose days are over, where nobody has: a new one of the period opens only then. */
async function giveEnded(page: Page, pool: T.MeritPool): Promise<void> {
  for (const r of (await get<{ items: T.MeritRound[] }>(page, `/api/merit/rounds?place=${pool.place.id}`)).items) {
    if (r.state === 'posted' && r.object_to < day(0)) await post(page, `/api/merit/rounds/${r.id}/issue`, { rev: r.rev })
  }
}

for (const [name, county] of [['竹山', 'zhushan'], ['祥符', 'xiangfu']] as const) {
  test.describe(name, () => {
    test.use({ county })

    test('F2 农户积分: a round whose posting is over is given by somebody else; the months show it', async ({ visit }) => {
      const director = await visit('township_centre_director', desk)
      const pool = await poolOf(director)
      const round = (await get<{ items: T.MeritRound[] }>(director, `/api/merit/rounds?place=${pool.place.id}`)).items.find((r) => r.state === 'posted' && r.object_to < day(0))!
      const poster = await visit('village_secretary', desk)
      const own = await poster.request.post(`/api/merit/rounds/${round.id}/issue`, { data: { rev: round.rev } })
      expect((await own.json() as { code: string }).code).toBe('own_round')
      await director.goto(`/console/merit/rounds/${round.id}`)
      await director.getByRole('button', { name: '发放积分' }).click()
      await director.getByRole('dialog').getByRole('button', { name: '发放积分' }).click()
      await expect(director.getByText(/已经发放/)).toBeVisible()
      const after = await poolOf(director)
      expect(after.given).toBe(pool.given + round.points)
      expect(after.promised_fen).toBe(after.outstanding * after.rate_fen)
      await test.step('what was given and redeemed, month by month', async () => {
        await director.goto(`/console/merit/${pool.id}`)
        const trend = director.getByRole('region', { name: '发放和兑换' })
        await trend.getByText('看每个月的数').click()
        await expect(trend.getByRole('row')).toHaveCount(13)
      })
      await test.step('a year that is not over is not closed', async () => {
        await poster.goto(`/console/merit/${pool.id}`)
        await poster.getByRole('button', { name: '年度结账' }).click()
        await poster.getByRole('dialog').getByRole('button', { name: '年度结账' }).click()
        await expect(poster.getByRole('dialog').getByText(/12-31/)).toBeVisible()
      })
    })

    test('F2 农户积分: a deed with a photo from the phone, scored by three who stand apart, looked at again, posted, and objected to without an account', async ({ visit }) => {
      const head = await visit('village_secretary', phone)
      const pool = await poolOf(head)
      await giveEnded(await visit('township_centre_director', desk), pool)
      const house = (await get<{ items: { id: string; head_name: string }[] }>(head, `/api/households?place=${pool.place.id}&limit=50`)).items.at(-1)!
      await test.step('on the phone: what a household did, with a photo', async () => {
        await head.goto('/field/deeds')
        await expect(head.getByRole('heading', { name: '农户好事' })).toBeVisible()
        await expect.poll(async () => { await head.getByLabel('哪一户').fill(house.head_name); return head.getByRole('button', { name: new RegExp(house.head_name) }).count() }, { timeout: 60_000 }).toBeGreaterThan(0)
        await head.getByRole('button', { name: new RegExp(house.head_name) }).first().click()
        await head.locator('label').filter({ hasText: '参加公益劳动' }).click()
        await head.getByLabel(/^说明/).fill('清了村口的水渠')
        await head.locator('input[type=file]').first().setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photoWithPosition(head) })
        await expect(head.locator('form img').first()).toBeVisible()
        await head.getByRole('button', { name: '记下' }).click()
        await expect(head.getByText('已记下', { exact: true })).toBeVisible()
      })
      const deed = (await get<{ items: T.MeritDeed[] }>(head, `/api/merit/deeds?household=${house.id}&state=recorded`)).items.find((d) => d.note === '清了村口的水渠')!
      expect(deed.photos).toHaveLength(1)
      await test.step('who wrote it down does not score it; three others do, each alone', async () => {
        const own = await head.request.post(`/api/merit/deeds/${deed.id}/scores`, { data: { points: 5 } })
        expect((await own.json() as { code: string }).code).toBe('own_record')
        for (const [post, points] of [['village_director', 8], ['village_cadre', 9], ['first_secretary', 9]] as const) {
          const rater = await visit(post, desk)
          await rater.goto(`/console/merit/deeds/${deed.id}`)
          await rater.getByRole('spinbutton', { name: '我评几分' }).fill(String(points))
          await rater.getByRole('button', { name: '评分', exact: true }).click()
          await expect(rater.getByText(post === 'first_secretary' ? /得分 9/ : /各评各的/)).toBeVisible()
        }
      })
      const run = await visit('village_secretary', desk)
      await test.step('a minus item is refused with its reason', async () => {
        const told = await run.request.post('/api/merit/lists', { data: { place_id: pool.place.id, from: day(2), basis: '会议', items: [{ id: 'public_work', name: '', points: -5 }] } })
        expect((await told.json() as { code: string }).code).toBe('negative_item')
      })
      await run.goto(`/console/merit/${pool.id}`)
      await expect(run.getByRole('region', { name: '资金池' }).getByText(/已许诺/)).toBeVisible()
      await run.getByRole('button', { name: '收拢一轮' }).click()
      await run.getByRole('dialog').getByRole('button', { name: '收拢一轮' }).click()
      await expect(run.getByRole('dialog')).toBeHidden()
      await run.getByRole('region', { name: '评分和公示' }).getByRole('listitem').filter({ hasText: '没有复查' }).getByRole('link').first().click()
      await run.waitForURL(/\/rounds\//)
      await expect(run.getByText(/没有复查/)).toBeVisible()
      const round = run.url().split('/').pop()!
      await test.step('nothing is posted before what was drawn is looked at again, by somebody else', async () => {
        await run.getByRole('button', { name: '开始公示' }).click()
        await expect(run.getByText(/抽查没有看完/)).toBeVisible()
        const checker = await visit('township_centre_clerk', desk)
        for (const d of (await get<{ items: T.MeritDeed[] }>(checker, `/api/merit/deeds?round=${round}&limit=100`)).items.filter((x) => x.drawn && !x.checked)) {
          await checker.goto(`/console/merit/deeds/${d.id}`)
          await checker.getByRole('button', { name: '复查结论' }).click()
          await checker.getByRole('dialog').getByRole('button', { name: '复查结论' }).click()
          await expect(checker.getByText(/复查 · 一致/)).toBeVisible()
        }
        await run.reload()
        await run.getByRole('button', { name: '开始公示' }).click()
        await expect(run.getByText(/正在公示/)).toBeVisible()
      })
      await test.step('before the days for objections are over nothing is given', async () => {
        await run.getByRole('button', { name: '发放积分' }).click()
        await run.getByRole('dialog').getByRole('button', { name: '发放积分' }).click()
        await expect(run.getByText(/过后才能发放/)).toBeVisible()
      })
      await test.step('everybody sees it, with names partly hidden, and objects', async () => {
        const anybody = await visit(null, phone)
        await anybody.goto(`/g/${pool.place.code}/points`)
        await expect(anybody.getByRole('heading', { name: '农户积分' })).toBeVisible()
        await expect(anybody.getByText(house.head_name)).toHaveCount(0)
        await anybody.getByText('我有异议').first().click()
        await anybody.getByLabel('哪里不对').first().fill('那天人不在')
        await anybody.getByRole('button', { name: '提出异议' }).first().click()
        await expect(anybody.getByText('收到了')).toBeVisible()
      })
      await test.step('somebody else answers it', async () => {
        const judge = await visit('township_centre_director', desk)
        await judge.goto(`/console/merit/rounds/${round}`)
        await judge.getByRole('button', { name: '看内容' }).first().click()
        await expect(judge.getByText('那天人不在')).toBeVisible()
        await judge.getByRole('button', { name: '答复' }).first().click()
        await judge.getByRole('textbox', { name: /^答复/ }).fill('三个人都在场，有照片')
        await judge.getByRole('dialog').getByRole('button', { name: '答复' }).click()
        await expect(judge.getByText('维持', { exact: true })).toBeVisible()
      })
    })

    test('F2 农户积分 年度结账: a year that is over is closed once; what households have goes on into the next one, and nothing is entered in it any more', async ({ visit }) => {
      const director = await visit('township_centre_director', desk)
      const last = `${Number(day(0).slice(0, 4)) - 1}-12-31`
      const pool = (await poolsOf(director)).find((p) => p.closed_to < last && p.stock_fen + p.used_fen === 0)!
      expect(pool.outstanding).toBeGreaterThan(0)
      const accounts = async () => (await get<{ items: T.MeritAccount[] }>(director, `/api/merit/pools/${pool.id}/accounts?limit=200`)).items.map((a) => [a.household.id, a.points])
      const before = await accounts()
      const { year_end } = await get<T.MeritScheme>(director, '/api/merit/scheme')
      expect(year_end).toBe('carry')
      await director.goto(`/console/merit/${pool.id}`)
      await test.step('a household is found by its code', async () => {
        const { household } = (await get<{ items: T.MeritAccount[] }>(director, `/api/merit/pools/${pool.id}/accounts?limit=1`)).items[0]!
        await director.getByRole('button', { name: '登记好事' }).click()
        const box = director.getByRole('dialog').getByRole('combobox').first()
        await box.press('ArrowDown')
        await box.fill(household.code)
        await expect(director.getByRole('option', { name: new RegExp(household.head_name) }).filter({ visible: true })).toHaveCount(1)
        await director.reload()
      })
      await director.getByRole('button', { name: '年度结账' }).click()
      const ask = director.getByRole('dialog')
      await test.step('what becomes of the points is said before', async () => {
        await expect(ask.getByText(`${last.slice(0, 4)} 年`)).toBeVisible()
        await expect(ask.getByText(/结转到下一年/)).toBeVisible()
      })
      await ask.getByRole('button', { name: '年度结账' }).click()
      await expect(ask).toBeHidden()
      await expect(director.getByText(`已结账到 ${last}`)).toBeVisible()
      const after = await get<T.MeritPool>(director, `/api/merit/pools/${pool.id}`)
      expect([after.closed_to, after.outstanding, after.lapsed, after.promised_fen]).toEqual([last, pool.outstanding, 0, pool.promised_fen])
      expect(await accounts()).toEqual(before)
      await test.step('a deed of the closed year is refused, and the year that runs is not closed', async () => {
        const told = await director.request.post('/api/merit/deeds', { data: { household_id: before[0]![0], item: 'public_work', day: last } })
        expect((await told.json() as { code: string }).code).toBe('period_closed')
        await director.getByRole('button', { name: '年度结账' }).click()
        await director.getByRole('dialog').getByRole('button', { name: '年度结账' }).click()
        await expect(director.getByRole('dialog').getByText(new RegExp(`${day(0).slice(0, 4)}-12-31`))).toBeVisible()
      })
    })

    test('F2 积分超市: goods for points at the counter, and on the road without a network, never more than was set aside', async ({ visit }) => {
      const keeper = await visit('village_director', phone)
      const pool = await poolOf(keeper)
      const me = await meOf(keeper)
      expect(me.perms).toContain('shop.keep')
      const rich = (await get<{ items: T.MeritAccount[] }>(keeper, `/api/shop/customers?pool=${pool.id}&limit=200`)).items.filter((a) => a.free >= 8).at(-1)!
      await test.step('with a network: towels and the points of a household are set aside for this phone', async () => {
        await keeper.goto('/field/counter')
        await keeper.getByRole('button', { name: '带东西下乡' }).click()
        await keeper.getByLabel(/^牙刷/).fill('2')
        await keeper.locator('label').filter({ hasText: rich.household.head_name }).first().click()
        await keeper.getByRole('button', { name: '带上' }).click()
        await expect(keeper.getByText(/可兑到/)).toBeVisible()
      })
      await test.step('nobody else can spend them meanwhile', async () => {
        const other = await visit('village_secretary', desk)
        const goods = (await get<{ items: T.ShopGood[] }>(other, `/api/shop/goods?pool=${pool.id}`)).items
        const told = await other.request.post('/api/shop/redemptions', { data: { pool_id: pool.id, household_id: rich.household.id, lines: [{ good_id: goods.find((g) => g.name === '香皂')!.id, pieces: 1 }], confirm: 'signature', signature: 'M10 20 L30 40 L55 41 L60 60' } })
        expect((await told.json() as { code: string }).code).toBe('not_enough_points')
      })
      await test.step('without a network: handed out with a signature, and no more than is along', async () => {
        await keeper.context().setOffline(true)
        await keeper.getByLabel('哪一户').selectOption({ value: rich.household.id })
        await keeper.getByRole('button', { name: '牙刷 +' }).click()
        await keeper.getByRole('button', { name: '牙刷 +' }).click()
        await keeper.getByRole('button', { name: '牙刷 +' }).click()
        await expect(keeper.getByText('合计 8 分')).toBeVisible()
        await keeper.getByRole('button', { name: '兑给他' }).click()
        await expect(keeper.getByText('请本人签字。')).toBeVisible()
        const pad = (await keeper.getByRole('img', { name: '本人签字' }).boundingBox())!
        await keeper.mouse.move(pad.x + 30, pad.y + 40)
        await keeper.mouse.down()
        for (let i = 1; i < 12; i++) await keeper.mouse.move(pad.x + 30 + i * 15, pad.y + 40 + (i % 3) * 20)
        await keeper.mouse.up()
        await keeper.getByRole('button', { name: '兑给他' }).click()
        await expect(keeper.getByText('已记在手机里，有网时自动入账。')).toBeVisible()
        await expect(keeper.getByText(/还有 0/)).toBeVisible()
      })
      await test.step('with a network again: settled once', async () => {
        await keeper.context().setOffline(false)
        await expect.poll(async () => (await get<{ items: T.ShopRedeem[] }>(keeper, `/api/shop/redemptions?place=${pool.place.id}&limit=20`)).items.filter((r) => r.offline && r.household.id === rich.household.id).length, { timeout: 40_000 }).toBe(1)
        const now = (await get<{ items: T.MeritAccount[] }>(keeper, `/api/shop/customers?pool=${pool.id}&limit=200`)).items.find((a) => a.id === rich.id)!
        expect(now.points).toBe(rich.points - 8)
        await keeper.getByRole('button', { name: '收工，交回剩下的' }).click()
        await keeper.getByRole('button', { name: '收工，交回剩下的' }).last().click()
        await expect(keeper.getByText('现在没有带东西。')).toBeVisible()
      })
      const shop = await visit('village_secretary', desk)
      await shop.goto(`/console/merit/${pool.id}/shop`)
      await expect(shop.getByRole('region', { name: '兑换记录' }).getByText('离线').first()).toBeVisible()
      await test.step('a stock-take records its difference with its reason', async () => {
        const row = shop.getByRole('row').filter({ hasText: '毛巾' })
        await row.getByRole('button', { name: '盘点' }).click()
        const before = Number(await shop.getByRole('dialog').getByRole('spinbutton').inputValue())
        await shop.getByRole('dialog').getByRole('spinbutton').fill(String(before - 1))
        await shop.getByLabel('差异原因').fill('受潮')
        await shop.getByRole('dialog').getByRole('button', { name: '盘点' }).click()
        await expect(shop.getByRole('region', { name: '入库和盘点' }).getByText('受潮').first()).toBeVisible()
      })
      const anybody = await visit(null, phone)
      await anybody.goto(`/g/${pool.place.code}/shop`)
      await expect(anybody.getByText('香皂')).toBeVisible()
      await expect(anybody.getByText(/元|¥/)).toHaveCount(0)
      await post(shop, `/api/merit/pools/${pool.id}/funds`, { fen: 100, day: day(0), source: '捐助' })
    })
  })
}
