import { appoint, casesWith, choose, day, desk, enter, expect, get, mark, meOf, phone, placeOf, post, report, step, test, type Page, type T } from './kit'
import { cellsOf } from './book'
import { photoWithPosition } from './photo'

/** All that somebody can count or list of cases: the work list, the search, the sheet, the figures and what comes by itself. */
async function knows(page: Page, words: string): Promise<unknown> {
  const at = (path: string) => get<unknown>(page, path)
  const { items } = await get<{ items: T.Case[] }>(page, '/api/cases?box=all&limit=200')
  const found = await get<{ items: T.Case[] }>(page, `/api/cases?box=all&q=${encodeURIComponent(words)}`)
  const book = await page.request.get('/api/exports/cases.xlsx?box=all')
  expect(book.ok()).toBe(true)
  return {
    list: items.map((c) => c.no), found: found.items, sheet: cellsOf(await book.body()),
    sum: await at('/api/cases/summary'), figures: await at('/api/cases/figures'), alerts: await at('/api/case-alerts'), notices: await at('/api/cases/notices'),
  }
}

/** The console's search of a person who must find nothing, and the page of the case itself, which is as if it were not there. */
async function findsNothing(page: Page, words: string, id: string): Promise<void> {
  await page.goto('/console/cases')
  await page.getByPlaceholder('编号或内容').fill(words)
  await expect(page.getByText('没有').first()).toBeVisible()
  await expect(page.getByRole('link', { name: words })).toHaveCount(0)
  const there = await page.request.get(`/api/cases/${id}`)
  const none = await page.request.get(`/api/cases/${id.slice(0, -1)}${id.endsWith('2') ? '3' : '2'}`)
  expect([there.status(), (await there.json()).code]).toEqual([none.status(), (await none.json()).code])
  await page.goto(`/console/cases/${id}`)
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByText(words)).toHaveCount(0)
}

test.describe('祥符', () => {
  test.use({ county: 'xiangfu' })

  test('B5 微腐败和涉黑涉恶线索: past the village to named county posts; each look is journaled, the name opened for a reason, closed by another', async ({ visit }) => {
    const head = await visit('head', desk)
    const below = { head, clerk: await visit('clerk', desk), director: await visit('director', desk) }
    const words = `村里低保有人情保 ${mark()}`
    const before: Record<string, unknown> = {}
    for (const [name, page] of Object.entries(below)) before[name] = await knows(page, words)

    const resident = await visit(null, phone)
    await test.step('a resident sends it, and may leave a name', async () => {
      await resident.goto(`/g/${(await placeOf(head)).code}/report?type=tip`)
      await expect(resident.getByText('只有县里专门负责的同志能看到')).toBeVisible()
      await resident.getByRole('radio', { name: '优亲厚友、吃拿卡要' }).check()
      await resident.getByLabel(/^什么事.在哪儿/).fill(words)
      await resident.getByLabel(/^怎么称呼您/).fill('冯秀英')
      await resident.getByLabel(/^电话/).fill('13934567890')
      await resident.getByRole('button', { name: '提交' }).click()
      await expect(resident.getByRole('heading', { name: /收到了/ })).toBeVisible()
    })
    const code = (await resident.locator('.code').textContent())!.trim()

    const county = await visit('countyCentre', desk)
    const { items } = await get<{ items: T.Case[] }>(county, '/api/cases?box=all&limit=200')
    const tips = items.filter((c) => c.type === 'tip')
    expect(tips.every((c) => c.text === ''), 'a list tells nothing of a tip').toBe(true)
    const id = tips.sort((a, b) => b.at - a.at)[0]!.id

    await test.step('village and township learn nothing: not by list, search, sheet, count or error', async () => {
      for (const [name, page] of Object.entries(below)) {
        expect(await knows(page, words), name).toEqual(before[name])
        await findsNothing(page, words, id)
      }
    })

    await test.step('the named post reads it, opens the name for a reason, and both stand in the journal', async () => {
      await county.goto('/console/cases')
      await county.locator(`a[href="/console/cases/${id}"]`).first().click()
      await expect(county.getByText(words)).toBeVisible()
      await expect(county.getByText('13934567890')).toHaveCount(0)
      await county.getByRole('button', { name: '显示', exact: true }).first().click()
      const dialog = county.getByRole('dialog', { name: /^显示/ })
      await dialog.getByLabel('理由').fill('核实线索，需要当面了解')
      await dialog.getByRole('button', { name: '显示', exact: true }).click()
      await expect(county.getByText('13934567890')).toBeVisible()
      await expect(county.getByText('冯秀英')).toBeVisible()
      await county.screenshot({ path: 'test-results/tip.png' })
      await county.getByRole('button', { name: '变更记录' }).click()
      const journal = county.getByRole('dialog').filter({ hasText: '变更记录' })
      await expect(journal).toContainText('核实线索，需要当面了解')
      await expect(journal.getByRole('listitem').filter({ hasText: (await meOf(county)).name }).filter({ hasText: '查看' }).first()).toBeVisible()
      await county.screenshot({ path: 'test-results/tip-journal.png' })
      await county.keyboard.press('Escape')
    })

    await test.step('who examines does not conclude: another named post closes it', async () => {
      await step(county, '开展核查')
      await expect(county.getByText('核查中').first()).toBeVisible()
      await expect(county.getByRole('button', { name: '办结答复' })).toHaveCount(0)
      const discipline = await visit('纪检监察干部', desk)
      await discipline.goto(`/console/cases/${id}`)
      await step(discipline, '办结答复', async () => {
        const dialog = discipline.getByRole('dialog').filter({ hasText: '办结答复 ·' })
        await dialog.getByLabel(/核查结论/).fill('情况属实，已取消')
        await choose(discipline, /处理方式/, /谈话提醒/, '', dialog)
        await dialog.getByLabel(/^说明/).last().fill('已经核实处理，感谢您')
      })
      await expect(discipline.getByText('已答复').first()).toBeVisible()
      await resident.goto(`/c/${code}`)
      await expect(resident.getByRole('heading', { name: '已有结果，谢谢您' })).toBeVisible()
      await expect(resident.getByText('谈话提醒')).toHaveCount(0)
    })

    await test.step('after the close nothing is known below either', async () => {
      for (const [name, page] of Object.entries(below)) expect(await knows(page, words), name).toEqual(before[name])
    })
  })
})

test('B6 调解员: a dispute in the family is mediated in private, from start to agreement paper; no public count knows it', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const head = await visit('head', desk)
  const village = await placeOf(head)
  const n = mark()
  const words = `兄弟为赡养争执 ${n}`
  const card = async () => (await (await head.request.get(`/g/${village.code}`)).text()).replace(/请求编号 <span class="mono">[^<]+/, '') // each answer has its own
  const mine = async (page: Page) => ({ sum: await get<unknown>(page, `/api/cases/summary?place=${village.id}`), figures: await get<unknown>(page, `/api/cases/figures?place=${village.id}`) })
  const before = { card: await card(), head: await mine(head) }

  const mediator = await visit(null, desk)
  await test.step('the village has its mediation committee, with a mediator', async () => {
    const committee = await post<T.Body>(admin, '/api/bodies', { name: `龙鼻村人民调解委员会${n}`, kind: 'mediation_committee', place_id: village.id })
    const who = await post<T.Person>(admin, '/api/persons', { name: `卫调解${n}`, place_id: village.id, phone: '13600007777' })
    const { account } = await post<{ account: T.Account }>(admin, '/api/accounts', { person_id: who.id, login: `wei.${n}` })
    await admin.goto(`/console/bodies/${committee.id}`)
    await appoint(admin, who.name, /^调解员$/, day(-1))
    await enter(mediator, account.id)
  })

  await test.step('the village takes it down, and from then on sees nothing of it', async () => {
    await head.goto('/console/cases/new?type=mediation')
    await head.getByRole('textbox', { name: /^事情/ }).fill(words)
    await choose(head, /^地方/, new RegExp(village.name))
    await choose(head, /纠纷类型/, /赡养抚养/)
    await head.getByLabel(/^当事人/).fill('张大、张二')
    await head.locator('fieldset').filter({ hasText: '双方愿意调解' }).getByRole('radio', { name: '是' }).check()
    await head.getByRole('button', { name: '登记', exact: true }).click()
    await expect(head.getByRole('heading', { name: /^已登记，编号/ })).toBeVisible()
    await expect(head.getByText('登记以后您这里看不到进展')).toBeVisible()
    await head.screenshot({ path: 'test-results/beyond.png' })
    expect(await casesWith(head, words)).toEqual([])
    expect(await mine(head)).toEqual(before.head)
  })

  const clerk = await visit('clerk', desk)
  const id = (await casesWith(clerk, words))[0]!.id
  await test.step('the township gives it to the committee', async () => {
    await clerk.goto(`/console/cases/${id}`)
    await expect(clerk.getByText('张大、张二')).toHaveCount(0)
    await step(clerk, '受理并指派调解员', async () => {
      await choose(clerk, /^派给哪个单位/, new RegExp(`人民调解委员会${n}`), n, clerk.getByRole('dialog').filter({ hasText: '受理并指派调解员 ·' }))
    })
    await expect(clerk.getByText('调解中').first()).toBeVisible()
  })

  await test.step('the mediator opens who it is about for a reason, and enters the agreement with its signed paper', async () => {
    await mediator.goto('/console/cases?box=unit')
    await mediator.getByRole('link', { name: words }).click()
    await mediator.locator('.facts div').filter({ hasText: '当事人' }).getByRole('button', { name: '显示' }).last().click()
    const why = mediator.getByRole('dialog', { name: /^显示/ })
    await why.getByLabel('理由').fill('约双方到场')
    await why.getByRole('button', { name: '显示', exact: true }).click()
    await expect(mediator.getByText('张大、张二')).toBeVisible()
    await step(mediator, '登记调解结果', async () => {
      const dialog = mediator.getByRole('dialog').filter({ hasText: '登记调解结果 ·' })
      await dialog.locator('fieldset').filter({ hasText: '达成协议' }).getByRole('radio', { name: '是' }).check()
      await dialog.getByLabel(/协议内容/).fill('两家轮流照料老人，每家半年')
      await dialog.locator('.rows-field').filter({ hasText: '调解协议书' }).locator('input[type=file]').setInputFiles({ name: '协议.jpg', mimeType: 'image/jpeg', buffer: await photoWithPosition(mediator) })
      await expect(dialog.getByText('照片').first()).toBeVisible()
      await dialog.getByLabel(/履行期限/).fill('2030-12-31')
      await dialog.getByLabel(/^说明/).last().fill('双方签字，各执一份')
    })
    await expect(mediator.getByText('待回访').first()).toBeVisible()
    await expect(mediator.getByText('两家轮流照料老人')).toHaveCount(0) // the terms lie sealed
    await mediator.screenshot({ path: 'test-results/mediation.png', fullPage: true })
  })

  await test.step('a visit afterwards settles it; village and public never counted it', async () => {
    await step(mediator, '回访确认化解', async () => {
      await mediator.getByRole('dialog').filter({ hasText: '回访确认化解 ·' }).getByLabel(/^说明/).fill('老人住得好')
    })
    await expect(mediator.getByText('已化解').first()).toBeVisible()
    expect(await mine(head)).toEqual(before.head)
    expect(await casesWith(head, words)).toEqual([])
    expect(await card()).toBe(before.card)
    const open = await head.request.get(`/g/${village.code}/open/mediation`)
    expect(open.status()).toBe(404)
  })
})

test.describe('竹山', () => {
  test.use({ county: 'zhushan' })

  test('B7 防未病: what comes back in one micro-grid raises one alert to the grid head, closed with a reason; the same cause raises no second', async ({ visit }) => {
    const head = await visit('head', desk)
    const village = await placeOf(head)
    const clerk = await visit('clerk', desk)
    const alerts = async (at: string) => (await get<{ items: T.CaseAlert[] }>(clerk, '/api/case-alerts?all=true')).items.filter((a) => a.place.id === at && a.sign === 'repeat_dispute' && a.topic === 'dispute')
    test.setTimeout(180_000) // the program looks every half minute
    const calm = await test.step('micro-grids in which nobody quarrelled yet, of the village and of the township', async () => {
      const below = async (at: T.PlaceRef) => (await get<{ items: T.PlaceRef[] }>(clerk, `/api/places?parent=${at.id}`)).items
      const found: { group: string; micro: T.PlaceRef; own: boolean }[] = []
      for (const v of await below(await placeOf(clerk))) {
        for (const g of await below(v)) {
          for (const m of await below(g)) {
            const { items } = await get<{ items: T.Case[] }>(clerk, `/api/cases?box=all&topic=dispute&place=${m.id}`)
            if (!items.length && !(await alerts(m.id)).length) found.push({ group: g.name, micro: m, own: v.id === village.id })
          }
        }
      }
      return found
    })
    const here = calm.find((c) => c.own)!
    const micro = here.micro
    const other = calm.find((c) => c !== here)!.micro
    const words = `两家为地边争吵 ${mark()}`
    const quarrel = (what: string, at = micro) => report(head, at.code, { text: `${words} ${what}`, topic: 'dispute' })

    await quarrel('第一次')
    await quarrel('第二次')
    await quarrel('第三次')
    await expect.poll(async () => (await alerts(micro.id)).length, { timeout: 60_000 }).toBe(1)
    await quarrel('第四次')

    const line = (page: Page) => page.getByRole('listitem').filter({ hasText: '防未病：同一网格矛盾反复' }).filter({ hasText: here.group }).filter({ hasText: micro.name }).filter({ hasText: '同一处 3 件，矛盾纠纷' })
    await clerk.goto('/console/alerts')
    await expect(clerk.getByRole('heading', { name: '预警和提醒' })).toBeVisible()
    await expect(line(clerk).getByRole('button', { name: '关闭' })).toHaveCount(0) // seen above, closed by the named post
    await head.goto('/console/alerts')
    await expect(line(head)).toHaveCount(1)
    await head.screenshot({ path: 'test-results/alert.png' })
    await line(head).getByRole('button', { name: '关闭' }).click()
    const dialog = head.getByRole('dialog').filter({ hasText: '关闭预警 · 防未病' })
    await expect(dialog.getByRole('button', { name: '关闭', exact: true }).last()).toBeDisabled()
    await dialog.getByLabel('怎么处理的').fill('两家已在地边埋界石，小组长隔周看一次')
    await dialog.getByRole('button', { name: '关闭', exact: true }).last().click()
    await expect(dialog).toBeHidden()
    await expect(line(head)).toHaveCount(0)

    await quarrel('第五次') // what came before the close counts no more
    for (const what of ['甲', '乙', '丙']) await quarrel(what, other)
    await expect.poll(async () => (await alerts(other.id)).length, { timeout: 60_000 }).toBe(1) // looked at later than the fifth
    const all = await alerts(micro.id)
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ open: false, n: 3, reason: '两家已在地边埋界石，小组长隔周看一次' })
  })
})
