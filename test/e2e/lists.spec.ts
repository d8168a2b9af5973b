import { choose, day, desk, expect, get, mark, phone, post, test, type T } from './kit'

test('D1 a responsibility list breaks down from the county to a person; the week, the month and the quarter are drawn from it', async ({ visit }) => {
  const county = await visit('countyCentre', desk)
  const office = await visit('department', desk)
  const me = await get<T.Me>(office, '/api/me')
  const unit = me.posts.find((p) => p.body)!.body!
  const title = `治理重点任务${mark()}`

  await test.step('the county centre makes the list and gives an item to a department', async () => {
    await county.goto('/console/lists/all')
    await county.getByRole('button', { name: '建清单' }).first().click()
    const dialog = county.getByRole('dialog').filter({ hasText: '建清单' })
    await dialog.getByLabel('名称', { exact: true }).fill(title)
    await choose(county, /哪里的清单/, /乡宁县/)
    await dialog.getByRole('button', { name: '建清单' }).click()
    await expect(county.getByRole('heading', { name: title })).toBeVisible()
    await county.getByRole('button', { name: '添加事项' }).first().click()
    const add = county.getByRole('dialog').filter({ hasText: '添加事项' })
    await add.getByLabel('事项', { exact: true }).fill('修通产业路')
    await choose(county, /交给谁/, new RegExp(unit.name), unit.name)
    await add.getByLabel('期限', { exact: true }).fill(day(5))
    await add.getByRole('button', { name: '添加事项' }).click()
    await expect(county.getByRole('link', { name: '修通产业路' })).toBeVisible()
  })

  const list = (await get<{ items: T.DutyList[] }>(county, '/api/lists')).items.find((l) => l.title === title)!
  const item = (await get<{ items: T.DutyItem[] }>(county, `/api/duties/items?list=${list.id}`)).items[0]!

  await test.step('the department breaks it down to a person, who reports with proof', async () => {
    await office.goto(`/console/lists/items/${item.id}`)
    const child = await post<T.DutyItemDetail>(office, '/api/duties/items', { list_id: list.id, parent_id: item.id, title: '第一标段', due: day(4), body_id: unit.id })
    const own = await post<T.DutyItemDetail>(office, '/api/duties/items', { list_id: list.id, parent_id: child.id, title: '放线', due: day(3), person_id: me.person_id, body_id: unit.id })
    await office.goto(`/console/lists/items/${own.id}`)
    await office.getByRole('button', { name: '签收' }).click()
    await office.getByRole('dialog').getByRole('button', { name: '签收' }).click()
    await office.getByRole('button', { name: '报进展' }).click()
    const dialog = office.getByRole('dialog').filter({ hasText: '报进展' })
    await dialog.getByText('已办完，请审核').click()
    await dialog.getByLabel('说明').fill('已放线 2 公里')
    await dialog.getByRole('button', { name: '报进展' }).click()
    await expect(office.getByText('待审核').first()).toBeVisible()
    await expect(office.getByRole('button', { name: '审核通过' })).toHaveCount(0)
  })

  await test.step('somebody else reviews and writes it off; the list moves by itself', async () => {
    const rows = (await get<{ items: T.DutyItem[] }>(county, `/api/duties/items?list=${list.id}`)).items
    const leaf = rows.find((i) => i.title === '放线')!
    await county.goto(`/console/lists/items/${leaf.id}`)
    await county.getByRole('button', { name: '审核通过' }).click()
    await county.getByRole('dialog').getByRole('button', { name: '审核通过' }).click()
    await county.getByRole('button', { name: '销号' }).click()
    await county.getByRole('dialog').getByRole('button', { name: '销号' }).click()
    await expect(county.getByText('已销号').first()).toBeVisible()
    await county.goto(`/console/lists/${list.id}`)
    await expect(county.getByText('总进度 100%')).toBeVisible()
  })

  await test.step('weekly scheduling, monthly bulletin and quarterly inspection come from the same items', async () => {
    for (const view of ['week', 'month', 'quarter']) {
      await county.goto(`/console/lists/period?view=${view}&list=${list.id}`)
      await expect(county.getByRole('link', { name: '放线' })).toBeVisible()
      await expect(county.locator('.sentence')).toContainText('销号 1 项')
    }
    const file = await county.request.get(`/api/exports/items.xlsx?view=week&list=${list.id}`)
    expect(file.status()).toBe(200)
  })
})

test('D2 a task force has a lead, members and one list; each department sees its items; who leaves hands over', async ({ visit }) => {
  const county = await visit('countyCentre', desk)
  const office = await visit('department', desk)
  const lists = (await get<{ items: T.DutyList[] }>(county, '/api/lists?type=task_force')).items
  const list = lists.find((l) => l.title === '道路交通专班落实清单')!
  await county.goto(`/console/lists/${list.id}`)
  await expect(county.getByRole('heading', { name: '专班成员' })).toBeVisible()
  const all = (await get<{ items: T.DutyItem[] }>(county, `/api/duties/items?list=${list.id}`)).items
  expect(all.length).toBeGreaterThanOrEqual(3)

  const unit = (await get<T.Me>(office, '/api/me')).posts.find((p) => p.body)!.body!
  const own = await post<T.DutyItemDetail>(county, '/api/duties/items', { list_id: list.id, title: `联合检查${mark()}`, due: day(9), body_id: unit.id })
  const seen = (await get<{ items: T.DutyItem[] }>(office, `/api/duties/items?list=${list.id}`)).items
  expect(seen.map((i) => i.id)).toContain(own.id)
  for (const i of seen) expect(i.owner.body_id).toBe(unit.id)

  const me = await get<T.Me>(office, '/api/me')
  const child = await post<T.DutyItemDetail>(office, '/api/duties/items', { list_id: list.id, parent_id: own.id, title: '路面检查', due: day(8), person_id: me.person_id, body_id: unit.id })
  const other = (await get<{ items: T.DutyOwner[] }>(county, `/api/duties/owners?kind=person&body=${unit.id}`)).items.find((o) => o.person_id !== me.person_id)!
  const hand = { from_id: me.person_id, into_id: other.person_id, reason: '调离' }
  const preview = await post<T.DutyHandover>(county, '/api/duties/handovers/preview', hand)
  expect(preview.items.map((i) => i.id)).toContain(child.id)
  await post(county, '/api/duties/handovers', hand)
  await county.goto(`/console/lists/items/${child.id}`)
  await expect(county.locator('.sentence')).toContainText(other.name)
})

test('D3 A6 the page of a cadre shows duties, this year’s key points and their state', async ({ visit }) => {
  const director = await visit('director', desk)
  const head = await visit('head', phone)
  const me = await get<T.Me>(head, '/api/me')
  await director.goto(`/console/persons/${me.person_id}`)
  await expect(director.getByRole('heading', { name: /年要点/ })).toBeVisible()
  await expect(director.getByRole('link', { name: '村集体经济收入增长一成' })).toBeVisible()

  await test.step('the cadre sees them on the phone and tells how far they are', async () => {
    await head.goto('/field/duties')
    await head.getByRole('link', { name: /建好村史馆/ }).click()
    await head.getByRole('radio', { name: '40%' }).check()
    await head.getByLabel('说明').fill('展板已做好')
    await head.getByRole('button', { name: '报进展' }).click()
    await expect(head.getByText('展板已做好')).toBeVisible()
  })
})

test('A6 a member without office takes a post, and its duty comes round each week and is reported', async ({ visit }) => {
  const member = await visit('informer', phone)
  await member.goto('/field/duties')
  await member.getByRole('link', { name: /每周报送信息/ }).last().click()
  await member.getByRole('radio', { name: '办完了' }).check()
  await member.getByLabel('说明').fill('组里平安，没有新情况')
  await member.getByRole('button', { name: '报进展' }).click()
  await expect(member.getByText('待审核')).toBeVisible()
})

test('A4 a leader’s contact points show the days since; past the interval they stand on the leader’s list', async ({ visit }) => {
  const leader = await visit('leader', desk)
  await leader.goto('/console/lists')
  await expect(leader.getByRole('link', { name: '联系党支部' }).first()).toBeVisible()
  await leader.goto('/console/lists/contacts')
  const row = leader.getByRole('row').filter({ hasText: '龙鼻村党支部' }).filter({ hasText: '该去了' })
  await row.getByRole('button', { name: '记一次联系' }).click()
  const dialog = leader.getByRole('dialog').filter({ hasText: '记一次联系' })
  await dialog.getByLabel('办了什么、谈了什么').fill('参加支部主题党日，商量修路')
  await dialog.getByRole('button', { name: '记一次联系' }).click()
  await expect(leader.getByRole('row').filter({ hasText: '该去了' })).toHaveCount(0)
})
