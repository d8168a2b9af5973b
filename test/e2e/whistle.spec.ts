import { act, caseWith, choose, desk, enterHead, expect, get, mark, phone, placeOf, report, step, test, unitNamed, type Page, type T } from './kit'

/** The figures of a department, as they stand beside it. */
const servedBy = async (page: Page, unit: T.BodyDetail) =>
  (await get<{ items: T.BodyServed[] }>(page, `/api/cases/served?of=${unit.id}`)).items[0] ?? { calls: 0, in_time: 0, callers: { asked: 0, answers: 0, pleased: 0 } }

test.describe('龙山', () => {
  test.use({ county: 'longshan' })

  test('B2 社区吹哨、部门报到: a village calls a department, which reports in, acts and is rated; its figures stand beside it', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const waters = await unitNamed(admin, '县水利局')
    const head = await visit('head', desk)
    const words = `河堤塌了一段 ${mark()}`
    const code = await report(head, (await placeOf(head)).code, { text: words, topic: 'flood' })
    const { id } = await caseWith(head, words)
    const before = await servedBy(admin, waters)

    await test.step('the whistle: who is to come, and what for', async () => {
      await head.goto(`/console/cases/${id}`)
      await head.getByRole('button', { name: '吹哨', exact: true }).click()
      const dialog = head.getByRole('dialog').filter({ hasText: '吹哨 ·' })
      await choose(head, /叫哪些单位来/, /^县水利局$/, '水利', dialog)
      await head.keyboard.press('Escape')
      await dialog.getByLabel('要他们做什么').fill('请到现场查看河堤，定加固办法')
      await dialog.getByRole('button', { name: '吹哨', exact: true }).click()
      await expect(dialog).toBeHidden()
      await expect(callIn(head, '县水利局')).toContainText('待报到')
    })

    const officer = await visit(null, desk)
    await enterHead(admin, officer, waters)
    await test.step('the department finds the call among its alerts, reports in and acts', async () => {
      await officer.goto('/console/alerts')
      const call = officer.getByRole('listitem').filter({ hasText: '请到现场查看河堤' }).filter({ hasText: '县水利局' })
      await call.getByRole('button', { name: '报到', exact: true }).last().click()
      await officer.getByRole('dialog').filter({ hasText: '报到 · 县水利局' }).getByRole('button', { name: '报到', exact: true }).click()
      await expect(call.last()).toContainText('已报到')
      await call.getByRole('button', { name: '报处置结果' }).last().click()
      const dialog = officer.getByRole('dialog').filter({ hasText: '报处置结果 · 县水利局' })
      await dialog.getByLabel('说明').fill('已打桩加固，汛后再查')
      await dialog.getByRole('button', { name: '报处置结果', exact: true }).click()
      await expect(dialog).toBeHidden()
    })

    await test.step('who called rates; nobody rates themselves', async () => {
      await officer.reload()
      await expect(officer.getByRole('button', { name: '评价', exact: true })).toHaveCount(0)
      await head.reload()
      await expect(callIn(head, '县水利局')).toContainText('已打桩加固')
      await callIn(head, '县水利局').getByRole('button', { name: '评价', exact: true }).click()
      const dialog = head.getByRole('dialog').filter({ hasText: '评价 · 县水利局' })
      await dialog.getByRole('radio', { name: '满意', exact: true }).check()
      await dialog.getByLabel(/想说的话/).fill('当天就到了')
      await dialog.getByRole('button', { name: '评价', exact: true }).click()
      await expect(callIn(head, '县水利局')).toContainText('已评价')
    })

    await test.step('the figures stand beside the department, with each call behind them', async () => {
      await admin.goto(`/console/bodies/${waters.id}`)
      const figures = admin.locator('[data-served]')
      await expect(figures).toContainText(`被吹哨 ${before.calls + 1} 次，按时报到 ${before.in_time + 1} 次`)
      await expect(figures).toContainText(`请 ${before.callers.asked + 1} 件评价，收到 ${before.callers.answers + 1} 件，满意 ${before.callers.pleased + 1} 件`)
      await figures.getByRole('link', { name: '看每一件' }).click()
      await expect(admin.getByRole('row').filter({ hasText: '请到现场查看河堤' }).first()).toContainText('当天就到了')
      await admin.screenshot({ path: 'test-results/served.png', fullPage: true })
    })

    await test.step('the case is settled, and who raised it rates it by the code', async () => {
      await step(head, '当场办好', async () => {
        await head.getByRole('dialog').filter({ hasText: '当场办好 ·' }).getByLabel(/^说明/).fill('水利局已加固河堤')
      })
      const clerk = await visit('clerk', desk)
      await act(clerk, id, 'verify')
      const resident = await visit(null, phone)
      await resident.goto(`/c/${code}`)
      await resident.getByRole('radio', { name: /^很满意/ }).check()
      await resident.getByRole('button', { name: /评价/ }).click()
      expect(await caseWith(clerk, words)).toMatchObject({ state: 'rated', rating: 5 })
    })
  })

  test('B2 三个报到: a unit registers with a community, takes on a need, serves, and the community confirms', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const roads = await unitNamed(admin, '县交通运输局')
    const head = await visit('head', desk)
    const village = await placeOf(head)
    const n = mark()

    const officer = await visit(null, desk)
    await enterHead(admin, officer, roads)
    await test.step('somebody of the unit registers it with the community, which is not a place of theirs', async () => {
      await officer.goto('/console/cases')
      await officer.getByRole('button', { name: '登记一件事' }).click()
      await officer.getByRole('textbox', { name: /^事情/ }).fill(`单位党组织报到 ${n}`)
      await choose(officer, /^地方/, new RegExp(village.name), village.name)
      await choose(officer, /报到方式/, /单位党组织报到/)
      await expect(officer.locator('form').getByText('县交通运输局', { exact: true })).toBeVisible() // their own unit is known, and none other is offered
      await officer.getByRole('textbox', { name: /能做什么/ }).fill('修路灯、硬化路面')
      await officer.getByRole('button', { name: '登记', exact: true }).click()
      await expect(officer.getByText('待社区确认').first()).toBeVisible()
      await expect(officer.getByRole('button', { name: '确认报到' })).toHaveCount(0)
    })

    await test.step('the community sees it and confirms it with a contact', async () => {
      await head.goto('/console/cases?box=unit')
      await head.getByRole('link', { name: `单位党组织报到 ${n}` }).click()
      await step(head, '确认报到', async () => {
        await head.getByRole('dialog').filter({ hasText: '确认报到 ·' }).getByLabel(/联络人/).fill('机关党委副书记')
      })
      await expect(head.getByText('已报到').first()).toBeVisible()
      await officer.reload()
      await expect(officer.getByText('已报到').first()).toBeVisible()
    })

    await test.step('a need of the community goes to the unit', async () => {
      await head.getByRole('link', { name: /报到服务/ }).click()
      await head.getByRole('textbox', { name: /^事情/ }).fill(`巷道照明 ${n}`)
      await choose(head, /^地方/, new RegExp(village.name))
      await choose(head, /报到单位/, /^县交通运输局/, '交通')
      await head.getByRole('textbox', { name: /社区需求/ }).fill('东巷十盏路灯要换')
      await head.getByRole('button', { name: '登记', exact: true }).click()
      await expect(head.getByText('待交单位').first()).toBeVisible()
      await step(head, '交单位认领', async () => {
        await choose(head, /^派给哪个单位/, /县交通运输局/, '交通', head.getByRole('dialog').filter({ hasText: '交单位认领 ·' }))
      })
      await expect(head.getByText('待认领').first()).toBeVisible()
    })

    const { id } = await caseWith(head, `巷道照明 ${n}`)
    await test.step('the unit takes it on and serves', async () => {
      await officer.goto('/console/cases?box=unit')
      await officer.getByRole('link', { name: `巷道照明 ${n}` }).click()
      await step(officer, '认领')
      await step(officer, '完成服务', async () => {
        const dialog = officer.getByRole('dialog').filter({ hasText: '完成服务 ·' })
        await dialog.getByLabel(/服务时长/).fill('6')
        await dialog.getByLabel(/参加人数/).fill('4')
        await dialog.getByLabel(/^说明/).fill('十盏路灯都换了')
      })
      await expect(officer.getByText('待社区确认').first()).toBeVisible()
      await expect(officer.getByRole('button', { name: '社区确认' })).toHaveCount(0)
    })

    await test.step('the community confirms, and reviews the year', async () => {
      await head.goto(`/console/cases/${id}`)
      await expect(head.getByText('十盏路灯都换了').first()).toBeVisible()
      await step(head, '社区确认', async () => {
        await head.getByRole('dialog').filter({ hasText: '社区确认 ·' }).getByLabel(/^说明/).fill('都亮了')
      })
      await expect(head.getByText('已确认').first()).toBeVisible()
      await head.getByRole('link', { name: /报到登记/ }).click()
      await step(head, '年度评价', async () => {
        const dialog = head.getByRole('dialog').filter({ hasText: '年度评价 ·' })
        await choose(head, /本年度服务评价/, /^好$/, '', dialog)
        await dialog.getByLabel(/^说明/).last().fill('有求必应')
      })
      await expect(head.getByText('本年度服务评价')).toBeVisible()
    })
  })
})

/** The line of a case page that tells of a call to a department. */
const callIn = (page: Page, unit: string) => page.getByRole('listitem').filter({ hasText: unit }).filter({ hasText: '吹哨' })

test('B1 履职事项清单: a push that the duty list forbids is refused by the item’s name and counted; the department takes it', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const grid = await placeOf(clerk)
  const words = `孩子上不了一年级 ${mark()}`
  await report(clerk, grid.code, { text: words, topic: 'school' })
  const { id } = await caseWith(clerk, words)
  const item = '义务教育入学办理'
  const times = async () => (await get<{ items: { item: { name: string }; n: number }[] }>(clerk, '/api/cases/refused-pushes')).items.filter((r) => r.item.name === item).reduce((sum, r) => sum + r.n, 0)
  const before = await times()

  await clerk.goto(`/console/cases/${id}`)
  await step(clerk, '受理')
  await clerk.getByRole('button', { name: '派单', exact: true }).first().click()
  const dialog = clerk.getByRole('dialog').filter({ hasText: '派单 ·' })
  await choose(clerk, /^派给哪个单位/, /便民服务中心/, '便民', dialog)
  await choose(clerk, /属于履职事项清单的哪一项/, new RegExp(item), '', dialog)
  await dialog.getByRole('button', { name: '派单', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText(`“${item}”由县教育局办理，不能下派到乡镇、村`)
  await clerk.screenshot({ path: 'test-results/duty-refused.png' })
  expect(await caseWith(clerk, words)).toMatchObject({ state: 'accepted' })
  expect(await times()).toBe(before + 1)

  await choose(clerk, /^派给哪个单位/, /县教育科技局/, '教育', dialog)
  await dialog.getByRole('button', { name: '派单', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(clerk.getByText('由县教育局收回')).toBeVisible()

  const admin = await visit('admin', desk)
  await admin.goto('/console/rules')
  await admin.getByLabel('看', { exact: true }).selectOption('duty_items')
  const refused = admin.getByRole('region', { name: '履职清单：被拦下的下推' }).getByRole('listitem').filter({ hasText: item })
  await expect(refused.first()).toContainText('上级收回')
  await expect(refused.filter({ hasText: '昌宁镇' }).first()).toContainText(/\d+ 次/)
})
