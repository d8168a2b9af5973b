import { desk, expect, phone, test } from './kit'

test('L5 对村要求: basis, item and funds or it is refused; what the county knows is not asked again; the village answers and objects, and somebody else answers the objection by a date', async ({ visit }) => {
  const clerk = await visit('clerk', desk) // of a township
  await clerk.goto('/console/demands/new')
  const title = `春播统计 ${Date.now() % 100000}`
  await clerk.getByLabel('事项', { exact: true }).fill(title)
  await clerk.getByLabel('具体要村里做什么').fill('按户报春播面积')
  await clerk.getByRole('combobox', { name: '以哪个单位的名义' }).fill('昌宁镇')
  await clerk.getByRole('option', { name: /昌宁镇/ }).first().click()
  await clerk.getByRole('combobox', { name: '发给哪里' }).fill('龙鼻村')
  await clerk.getByRole('option', { name: /龙鼻村/ }).first().click()
  await clerk.getByLabel('要村里填的字段').fill('春播面积\n联系电话')
  // What the county holds is pointed out while it is written.
  await expect(clerk.getByText('1 个字段县里已经有了')).toBeVisible()
  const send = clerk.getByRole('button', { name: '发给 1 个村' })
  await expect(send).toBeDisabled() // neither basis nor item nor funds
  await clerk.getByLabel('法律法规政策依据').fill('农业法 第四十条')
  await clerk.getByLabel('履职事项', { exact: true }).selectOption({ label: '义务教育入学办理' })
  await clerk.getByLabel('经费', { exact: true }).fill('巡查时记录，不另花钱')
  await send.click()
  await expect(clerk.getByRole('alert')).toContainText('已由县教育局收回')
  await clerk.getByLabel('履职事项', { exact: true }).selectOption({ label: '网格日常巡查' })
  await send.click()
  await expect(clerk.getByRole('alert')).toContainText('“联系电话”')
  await clerk.getByRole('button', { name: '不填这个' }).click()
  await send.click()
  await expect(clerk.getByRole('heading', { name: title })).toBeVisible()

  // The village's head answers for it, says what they think, and objects; also on a phone.
  const head = await visit('head', phone)
  await head.goto('/console/demands')
  expect(await head.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await head.getByRole('link', { name: title }).click()
  await head.getByRole('button', { name: '提意见' }).first().click()
  await head.getByRole('dialog').getByLabel('写清楚').fill('上月刚报过一样的')
  await head.getByRole('dialog').getByRole('button', { name: '提交意见' }).click()
  await expect(head.getByText(/前要答复/)).toBeVisible()
  await head.getByRole('button', { name: '答复', exact: true }).first().click()
  await head.getByRole('dialog').getByLabel('写清楚').fill('120 亩，玉米')
  await head.getByRole('dialog').getByLabel('这件要求合不合理').selectOption('2')
  await head.getByRole('dialog').getByRole('button', { name: '交答复' }).click()
  await expect(head.getByText('120 亩，玉米')).toBeVisible()

  // Who sent it does not judge about the objection; the county does.
  await clerk.reload()
  await expect(clerk.getByText('上月刚报过一样的')).toBeVisible()
  await expect(clerk.getByRole('button', { name: '答复意见' })).toHaveCount(0)
  const admin = await visit('admin', desk)
  await admin.goto(new URL(clerk.url()).pathname)
  await admin.getByRole('button', { name: '答复意见' }).click()
  await admin.getByRole('dialog').getByLabel('怎么定').selectOption('changed')
  await admin.getByRole('dialog').getByLabel('写清楚').fill('以后用巡查记录，不再单报')
  await admin.getByRole('dialog').getByRole('button', { name: '答复' }).click()
  await expect(admin.getByText('以后用巡查记录，不再单报')).toBeVisible()

  // The week of each village, and each office beside what is thought of it.
  await admin.goto('/console/demands/burden')
  await expect(admin.getByText('龙鼻村').first()).toBeVisible()
  await expect(admin.locator('.sentence')).toContainText('每村每周上限 5 件')
  await admin.goto('/console/demands/offices')
  await expect(admin.getByRole('row', { name: /昌宁镇/ }).first()).toContainText('采纳')
})

test('L5 上限: beyond the cap of a week nothing more is sent, unless somebody answers for it', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const village = ((await (await admin.request.get('/api/places/search?q=下县社区')).json()) as { items: { id: string }[] }).items[0]!.id
  const office = ((await (await admin.request.get('/api/bodies?q=昌宁镇&limit=50')).json()) as { items: { id: string; place: { name: string } }[] }).items.find((b) => b.place.name === '昌宁镇')!.id
  const clerk = await visit('clerk', desk)
  const due = new Date(Date.now() + 6 * 864e5).toISOString().slice(0, 10)
  const demand = (i: number) => ({ kind: 'meeting', title: `第 ${i} 次会`, text: '到会', body_id: office, place_id: village, due, basis: '村民委员会组织法', item: 'grid_patrol', fen: 0, funds: '不花钱', fields: [] })
  for (let i = 1; i <= 5; i++) expect((await clerk.request.post('/api/demands', { data: demand(i) })).status()).toBe(200)
  const sixth = await clerk.request.post('/api/demands', { data: demand(6) })
  expect(sixth.status()).toBe(409)
  expect(((await sixth.json()) as { code: string }).code).toBe('demand_cap')
  expect((await admin.request.post('/api/demands', { data: { ...demand(6), beyond: '防火紧急，县领导同意' } })).status()).toBe(200)
  await admin.goto('/console/demands/burden')
  await expect(admin.getByRole('listitem').filter({ hasText: '下县社区' })).toContainText('6 件')
})

test.describe('竹山', () => {
  test.use({ county: 'zhushan' })

  test('L5 竹山: a county without a list in its rules names the item in words; without a cap nothing is held back, and each week’s burden is told', async ({ visit }) => {
    const admin = await visit('admin', desk)
    await admin.goto('/console/demands/burden')
    await admin.getByRole('button', { name: /上一期/ }).click()
    await expect(admin.locator('.sentence')).not.toContainText('上限')
    const sent = ((await (await admin.request.get('/api/demands/sent')).json()) as { items: { id: string; body_id: string; place: { id: string } }[] }).items
    expect(sent.length).toBeGreaterThan(0)
    const due = new Date(Date.now() + 6 * 864e5).toISOString().slice(0, 10)
    const demand = { kind: 'report', title: '冬种面积', text: '按村报', body_id: sent[0]!.body_id, place_id: sent[0]!.place.id, due, basis: '农业法 第四十条', item: '农业生产统计', fen: 0, funds: '不花钱', fields: [{ name: '冬种面积' }] }
    for (const missing of ['basis', 'item', 'funds']) expect((await admin.request.post('/api/demands', { data: { ...demand, [missing]: '' } })).status(), missing).toBe(422)
    const made = await admin.request.post('/api/demands', { data: demand })
    expect(made.status(), await made.text()).toBe(200)
    await admin.goto(`/console/demands/${((await made.json()) as { id: string }).id}`)
    await expect(admin.getByText('农业生产统计')).toBeVisible()
    await expect(admin.getByText('农业法 第四十条')).toBeVisible()
  })
})
