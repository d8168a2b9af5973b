import { act, caseWith, casesWith, choose, desk, expect, get, mark, phone, placeOf, report, test, type T } from './kit'

test('B1 a clerk works through the list by keyboard: several are accepted at once, what somebody else took meanwhile is told with its reason', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const head = await visit('head', desk)
  const grid = await placeOf(head)
  const words = `巷道路灯不亮 ${mark()}`
  for (const n of ['一', '二', '三']) await report(clerk, grid.code, { text: `${words} 第${n}盏`, topic: 'facility' })
  await clerk.goto('/console/cases')
  await clerk.keyboard.press('/')
  await clerk.getByPlaceholder('编号或内容').fill(words)
  await expect(clerk.getByRole('row').filter({ hasText: words })).toHaveCount(3)
  await clerk.getByPlaceholder('编号或内容').blur()
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x']) await clerk.keyboard.press(key)
  await expect(clerk.getByText('已选 3 件')).toBeVisible()
  const second = (await casesWith(head, words)).find((c) => c.text.includes('第二盏'))!
  await act(head, second.id, 'accept')

  await clerk.keyboard.press('a')
  const dialog = clerk.getByRole('dialog').filter({ hasText: '受理 · 3 件' })
  await expect(dialog.getByRole('button', { name: '受理', exact: true })).toBeFocused()
  await clerk.keyboard.press('Enter')
  const result = clerk.getByRole('alert').filter({ hasText: '受理：2 件已办，1 件没有办成。' })
  await expect(result).toContainText('第二盏')
  await expect(result).toContainText('刚才有别人改过这条记录')
  await result.getByRole('button', { name: '知道了' }).click()
  await expect(clerk.getByRole('row').filter({ hasText: words }).filter({ hasText: '待派单' })).toHaveCount(2)

  await clerk.reload()
  await expect(clerk.getByRole('row').filter({ hasText: words })).toHaveCount(3)
  await clerk.getByRole('checkbox', { name: '全部选择' }).check()
  await clerk.keyboard.press('d')
  await expect(clerk.getByRole('dialog').filter({ hasText: '派单 · 3 件' })).toBeVisible()
  await choose(clerk, /^派给哪个单位/, /昌宁镇综治中心/)
  await clerk.getByRole('dialog').getByRole('button', { name: '派单', exact: true }).click()
  await expect(clerk.getByText('派单：3 件')).toBeVisible()
  for (const c of await casesWith(clerk, words)) expect(c).toMatchObject({ state: 'dispatched' })
})

test('B1 a request for many cases sent twice takes no step twice', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const words = `井盖松动 ${mark()}`
  await report(clerk, (await placeOf(clerk)).code, { text: words })
  const { id, rev } = await caseWith(clerk, words)
  const body = { action: 'accept', client_key: crypto.randomUUID(), cases: [{ id, rev }] }
  const once = await (await clerk.request.post('/api/cases/actions', { data: body })).json()
  const twice = await (await clerk.request.post('/api/cases/actions', { data: body })).json()
  expect(once.items[0]).toMatchObject({ done: true, state: 'accepted' })
  expect(twice).toMatchObject({ items: once.items })
})

test('B1 a filter is kept by name on the server, one of them opens the list, and the sheet holds what is filtered', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const words = `排水沟淤堵 ${mark()}`
  await report(clerk, (await placeOf(clerk)).code, { text: words, topic: 'water' })
  const name = `淤堵 ${mark()}`
  await clerk.goto('/console/cases')
  await clerk.getByPlaceholder('编号或内容').fill(words)
  await clerk.getByRole('combobox', { name: '事项' }).selectOption({ label: '供水饮水' })
  await expect(clerk.getByRole('row').filter({ hasText: words })).toHaveCount(1)
  await clerk.getByRole('button', { name: '保存这个筛选' }).click()
  const dialog = clerk.getByRole('dialog').filter({ hasText: '保存这个筛选' })
  await dialog.getByLabel('名称').fill(name)
  await dialog.getByRole('checkbox').check()
  await dialog.getByRole('button', { name: '保存', exact: true }).click()
  await expect(clerk.getByRole('button', { name: new RegExp(`^${name}`) })).toHaveAttribute('aria-pressed', 'true')
  const sheet = await clerk.request.get(await clerk.getByRole('link', { name: '导出 XLSX' }).getAttribute('href') as string)
  expect(sheet.ok()).toBe(true)

  const elsewhere = await visit('clerk', desk) // another browser of the same account
  await elsewhere.goto('/console')
  await expect(elsewhere.getByRole('link', { name })).toBeVisible()
  await elsewhere.goto('/console/cases')
  await expect(elsewhere.getByPlaceholder('编号或内容')).toHaveValue(words)
  await expect(elsewhere.getByRole('row').filter({ hasText: words })).toHaveCount(1)
  await elsewhere.getByRole('button', { name: `删除“${name}”` }).click()
  await expect(elsewhere.getByRole('button', { name: new RegExp(`^${name}`) })).toHaveCount(0)
  expect((await get<{ items: T.CaseFilter[] }>(clerk, '/api/case-filters')).items.filter((f) => f.name === name)).toEqual([])
})

test('B3 镇综治中心: the centre sends a dispute to its window by one press, whose officer takes it on, settles it and answers', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const words = `两家为滴水檐争执 ${mark()}`
  const code = await report(clerk, (await placeOf(clerk)).code, { text: words, topic: 'dispute' })
  await clerk.goto('/console/cases/board')
  await expect(clerk.getByText(/件等中心分流/)).toBeVisible()
  const card = clerk.getByRole('region', { name: '待分流' }).getByRole('listitem').filter({ hasText: words })
  await card.getByRole('button', { name: /综治中心调解窗口/ }).click()
  const lane = clerk.getByRole('region', { name: '综治中心调解窗口' })
  await expect(lane.getByRole('listitem').filter({ hasText: words })).toContainText('等签收')

  const director = await visit('director', desk)
  await director.goto('/console/cases?box=queue')
  await director.getByRole('link', { name: words }).click()
  await director.getByRole('button', { name: '窗口受理', exact: true }).click()
  await director.getByRole('dialog').getByRole('button', { name: '窗口受理', exact: true }).click()
  await expect(director.getByText('办理中').first()).toBeVisible()
  await clerk.reload()
  await expect(lane.getByRole('listitem').filter({ hasText: words })).toContainText('在办')

  await director.getByRole('button', { name: '答复结果', exact: true }).click()
  await director.getByRole('dialog').getByLabel(/^说明/).fill('双方已签调解协议')
  await director.getByRole('dialog').getByRole('button', { name: '答复结果', exact: true }).click()
  await expect(director.getByText('待核查').first()).toBeVisible()
  await clerk.reload()
  await expect(clerk.getByRole('heading', { name: '平台看板' })).toBeVisible()
  await expect(lane.getByRole('listitem').filter({ hasText: words })).toHaveCount(0)
  const resident = await visit(null, phone)
  await resident.goto(`/c/${code}`)
  await expect(resident.getByText('双方已签调解协议').first()).toBeVisible()
})

test('B3 triage by keyboard: a card is chosen with j and goes to the first window with 1', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  await report(clerk, (await placeOf(clerk)).code, { text: `宅基地边界 ${mark()}`, topic: 'dispute' })
  await clerk.goto('/console/cases/board')
  const cards = clerk.getByRole('region', { name: '待分流' }).getByRole('listitem')
  await expect(cards.first()).toBeVisible()
  await clerk.keyboard.press('j')
  const words = (await cards.first().getByRole('link').innerText()).trim()
  await clerk.keyboard.press('1')
  await expect(clerk.getByText('已分到综治中心调解窗口')).toBeVisible()
  const { items } = await get<{ items: T.Case[] }>(clerk, '/api/cases?box=all&queue=dispute_room&limit=50')
  expect(items.some((c) => c.text.startsWith(words) && c.state === 'queued')).toBe(true)
})

test.describe('祥符 一中心四平台', () => {
  test.use({ county: 'xiangfu' })

  test('B3 一中心四平台: the centre triages to four platforms, each works off its own queue in its own time, to the close', async ({ visit }) => {
    const clerk = await visit('clerk', desk)
    const words = `坑塘边倾倒建筑垃圾 ${mark()}`
    const row = `邻里争执宅基地 ${mark()}`
    const { code } = await placeOf(clerk)
    const follow = await report(clerk, code, { text: words, topic: 'sanitation' })
    await report(clerk, code, { text: row, topic: 'dispute' })
    await clerk.goto('/console/cases/board')
    for (const name of ['综治工作平台', '市场监管平台', '综合执法平台', '便民服务平台']) await expect(clerk.getByRole('region', { name })).toBeVisible()
    const waiting = clerk.getByRole('region', { name: '待分流' })
    const enforcement = clerk.getByRole('region', { name: '综合执法平台' })
    const first = waiting.getByRole('listitem').filter({ hasText: words }).getByRole('button').first()
    await expect(first).toHaveAccessibleName('综合执法平台') // what the pack proposes for cleanliness stands first
    await first.click()
    await expect(enforcement.getByRole('listitem').filter({ hasText: words })).toContainText('等签收')
    // To the wrong platform, by the mouse; it gives the case back to the centre.
    await waiting.getByRole('listitem').filter({ hasText: row }).dragTo(clerk.getByRole('region', { name: '市场监管平台' }))
    await expect(clerk.getByRole('region', { name: '市场监管平台' }).getByRole('listitem').filter({ hasText: row })).toBeVisible()

    const market = await visit('市场监管平台负责人', desk)
    await market.goto('/console')
    await expect(market.getByRole('tab', { name: /^本平台/ })).toHaveAttribute('aria-selected', 'true')
    await expect(market.getByRole('link', { name: words })).toHaveCount(0)
    await market.getByRole('link', { name: row }).click()
    await market.getByRole('button', { name: '退回中心', exact: true }).click()
    await market.getByRole('dialog').getByLabel('理由').fill('不属市场监管')
    await market.getByRole('dialog').getByRole('button', { name: '退回中心', exact: true }).click()
    await expect(market.getByText('待派单').first()).toBeVisible()
    await clerk.reload()
    await waiting.getByRole('listitem').filter({ hasText: row }).getByRole('button', { name: '综治工作平台' }).click()
    await expect(clerk.getByRole('region', { name: '综治工作平台' }).getByRole('listitem').filter({ hasText: row })).toBeVisible()

    const officer = await visit('综合执法平台负责人', desk)
    await officer.goto('/console')
    await officer.getByRole('link', { name: words }).click()
    await officer.getByRole('button', { name: '平台签收', exact: true }).click()
    await officer.getByRole('dialog').getByRole('button', { name: '平台签收', exact: true }).click()
    await expect(officer.getByText(/办理中.+还剩 5 个工作日/)).toBeVisible() // its own five days, not the three of others
    await officer.getByRole('button', { name: '答复结果', exact: true }).click()
    await officer.getByRole('dialog').getByLabel(/^说明/).fill('已清运并立牌')
    await officer.getByRole('dialog').getByRole('button', { name: '答复结果', exact: true }).click()
    await expect(officer.getByText('待核查').first()).toBeVisible()
    await expect(officer.getByRole('button', { name: '核查通过' })).toHaveCount(0) // whoever settled it does not check it

    const { id } = await caseWith(clerk, words)
    await act(clerk, id, 'verify')
    const resident = await visit(null, phone)
    await resident.goto(`/c/${follow}`)
    await resident.getByRole('radio', { name: /^满意/ }).check()
    await resident.getByRole('button', { name: /评价/ }).click()
    await act(clerk, id, 'close')
    expect(await caseWith(clerk, words)).toMatchObject({ state: 'closed', rating: 4 })
  })
})
