import { accountOf, appoint, choose, day, desk, enter, expect, get, mark, meOf, post, step, test, unitNamed, type Page, type T } from './kit'
import { addItem, makeList } from './owe'
import { photoWithPosition as photo } from './photo'

interface Office { unit: T.Body; head: T.Appointment; officers: T.Appointment[]; page: Page }

/** A department with its people, and a browser in which its head is signed in. */
async function office(admin: Page, name: string, page: Page): Promise<Office> {
  const unit = await unitNamed(admin, name)
  const held = unit.officers
  const head = held.find((a) => a.post === 'department_head')!
  await enter(page, await accountOf(admin, head.person_name))
  return { unit, head, officers: held.filter((a) => a.post === 'department_officer'), page }
}

test('D2 专班落实: a task force has a lead, members from several departments and one list; each department sees its own; who leaves hands over', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const county = await visit('countyCentre', desk)
  const roads = await office(admin, '县交通运输局', await visit(null, desk))
  const waters = await office(admin, '县水利局', await visit(null, desk))
  const n = mark()
  const place = (await get<{ items: T.PlaceHit[] }>(admin, `/api/places/search?q=${encodeURIComponent('乡宁县')}`)).items[0]!
  const leadName = `贺专班${n}`
  const lead = await post<T.Person>(admin, '/api/persons', { name: leadName, place_id: place.id, phone: '13600006666' })
  const { account } = await post<{ account: T.Account }>(admin, '/api/accounts', { person_id: lead.id, login: `he.${n}` })

  await test.step('the force is set up with its lead and with members of two departments', async () => {
    const force = await post<T.Body>(admin, '/api/bodies', { name: `沿黄公路专班${n}`, kind: 'task_group', place_id: place.id })
    await admin.goto(`/console/bodies/${force.id}`)
    await appoint(admin, leadName, /^专班组长$/, day(-1))
    for (const o of [roads, waters]) await appoint(admin, o.officers[0]!.person_name, /^专班成员$/, day(-1))
    await expect(admin.getByRole('listitem').filter({ hasText: '专班成员' })).toHaveCount(2)
  })

  const leader = await visit(null, desk)
  await enter(leader, account.id)
  await test.step('its lead makes its one list and gives to each department', async () => {
    await makeList(county, { type: '专班落实清单', title: `沿黄公路专班清单${n}`, place: '乡宁县', unit: `沿黄公路专班${n}` })
    await addItem(county, { title: '路基 3 公里', who: roads.unit.name, due: day(9) })
    await leader.goto(new URL(county.url()).pathname)
    await expect(leader.getByRole('heading', { name: '专班成员' })).toBeVisible()
    await expect(leader.getByText(`${leadName} 专班组长 · 牵头`)).toBeVisible()
    for (const o of [roads, waters]) await expect(leader.getByText(`${o.officers[0]!.person_name} 专班成员`)).toBeVisible()
    await county.getByRole('button', { name: '添加事项' }).first().waitFor()
    await addItem(county, { title: '边沟排水 3 公里', who: waters.unit.name, due: day(12) })
  })
  const path = new URL(county.url()).pathname
  const list = path.split('/').pop()!

  await test.step('each department sees what it owes and not the other’s; the lead sees all', async () => {
    const titles = async (p: Page) => (await get<{ items: T.DutyItem[] }>(p, `/api/duties/items?list=${list}`)).items.map((i) => i.title)
    expect(await titles(roads.page)).toEqual(['路基 3 公里'])
    expect(await titles(waters.page)).toEqual(['边沟排水 3 公里'])
    expect(await titles(leader)).toEqual(['路基 3 公里', '边沟排水 3 公里'])
    await roads.page.goto('/console/lists')
    await expect(roads.page.getByRole('link', { name: '路基 3 公里' }).first()).toBeVisible()
    await expect(roads.page.getByText('边沟排水 3 公里')).toHaveCount(0)
  })

  const [from, into] = roads.officers
  await test.step('the department gives it to an officer, who leaves the force: what is theirs on its list goes over after a preview', async () => {
    await roads.page.goto(path)
    await roads.page.getByRole('link', { name: '路基 3 公里' }).click()
    await step(roads.page, '签收')
    await addItem(roads.page, { title: '第一合同段', who: from!.person_name, due: day(8) }, '分解')
    await county.goto(`/console/persons/${from!.person_id}`)
    await county.getByRole('listitem').filter({ hasText: '专班成员' }).getByRole('button', { name: '交接', exact: true }).click()
    const dialog = county.getByRole('dialog').filter({ hasText: '交给谁' })
    await expect(dialog.getByRole('button', { name: '交接', exact: true })).toBeDisabled()
    await choose(county, /接任的人/, new RegExp(into!.person_name), into!.person_name, dialog)
    await expect(dialog.getByRole('listitem').filter({ hasText: '第一合同段' })).not.toContainText('不')
    await expect(dialog.getByRole('listitem').filter({ hasText: '另一个岗位' })).toContainText('县交通运输局')
    await dialog.getByLabel('理由').fill('退出专班')
    await dialog.getByRole('button', { name: '交接', exact: true }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('who took over accepts it, reports with proof, and the department reviews', async () => {
    const officer = await visit(null, desk)
    await enter(officer, await accountOf(admin, into!.person_name))
    await officer.goto('/console/lists')
    await officer.getByRole('link', { name: '第一合同段' }).first().click()
    await expect(officer.getByText(`交接`).first()).toBeVisible()
    await step(officer, '签收')
    await step(officer, '添加佐证', async () => officer.getByLabel('选照片或 PDF').setInputFiles({ name: 'IMG_4.JPG', mimeType: 'image/jpeg', buffer: await photo(officer) }))
    await step(officer, '报进展', () => officer.getByText('已办完，请审核').click())
    await roads.page.getByRole('link', { name: '第一合同段' }).click()
    await step(roads.page, '审核通过')
    await step(roads.page, '销号')
    await expect(roads.page.locator('.sentence')).toContainText('已销号')
    const gone = await visit(null, desk)
    await enter(gone, await accountOf(admin, from!.person_name))
    expect((await get<{ items: T.DutyItem[] }>(gone, '/api/duties/items?box=mine')).items.map((i) => i.title)).not.toContain('第一合同段')
  })

  await test.step('the lead writes the department’s item off; the week of the force is drawn from its list', async () => {
    await roads.page.getByRole('link', { name: '路基 3 公里' }).click()
    await step(roads.page, '报进展', () => roads.page.getByText('已办完，请审核').click())
    await leader.reload()
    await leader.getByRole('link', { name: '路基 3 公里' }).click()
    await step(leader, '审核通过')
    await step(leader, '销号')
    await leader.goto(path)
    await expect(leader.getByText('总进度 50%')).toBeVisible()
    await leader.getByRole('link', { name: '周调度表' }).click()
    await expect(leader.locator('.sentence')).toContainText('销号 1 项')
  })
})

test('D2 项目推进: a project is an item that goes from stage to stage, with photos, and lags in sight', async ({ visit }) => {
  const county = await visit('countyCentre', desk)
  const department = await visit('department', desk)
  const unit = (await meOf(department)).posts.find((p) => p.body)!.body!
  const n = mark()
  await makeList(county, { type: '项目推进清单', title: `重点项目${n}`, place: '乡宁县' })
  await addItem(county, { title: '云丘山旅游路', who: unit.name, due: day(20), choice: [/当前阶段/, /^招标$/] })
  const list = county.url().split('/').pop()!
  // One that began a month ago and has not moved lags behind its plan.
  await post(county, '/api/duties/items', { list_id: list, title: '台头镇蓄水池', body_id: unit.id, from: day(-30), due: day(10), fields: { stage: '施工' } })
  await county.reload()
  await expect(county.getByRole('row').filter({ hasText: '台头镇蓄水池' })).toContainText('滞后')
  await expect(county.getByRole('row').filter({ hasText: '云丘山旅游路' })).not.toContainText('滞后')

  await department.goto(new URL(county.url()).pathname)
  await department.getByRole('link', { name: '云丘山旅游路' }).click()
  await expect(department.getByText('招标', { exact: true })).toBeVisible()
  await step(department, '签收')
  await step(department, '报进展', async () => {
    await department.getByRole('spinbutton').fill('60')
    await department.getByLabel('说明').fill('已开标，进场施工')
  })
  await expect(department.locator('.sentence')).toContainText('办理中')
  await step(department, '申请延期', async () => {
    await department.getByRole('dialog').getByLabel('期限').fill(day(27))
    await department.getByLabel('说明').fill('冬季不能铺油')
  })

  await test.step('the county grants the later day once; the month shows both projects', async () => {
    await county.getByRole('link', { name: '云丘山旅游路' }).click()
    await expect(county.getByText(/申请延期到.*冬季不能铺油/)).toBeVisible()
    await step(county, '同意延期')
    await expect(county.getByText(/期限改为/)).toBeVisible()
    await department.reload()
    await expect(department.getByRole('button', { name: '申请延期' })).toHaveCount(0)
  })
  await test.step('without proof it is not written off', async () => {
    await step(department, '报进展', () => department.getByText('已办完，请审核').click())
    await county.reload()
    await step(county, '审核通过')
    await county.getByRole('button', { name: '销号', exact: true }).first().click()
    const dialog = county.getByRole('dialog').filter({ hasText: '销号 ·' })
    await dialog.getByRole('button', { name: '销号', exact: true }).click()
    await expect(dialog.getByRole('alert')).toContainText('佐证')
    await dialog.getByRole('button', { name: '取消' }).click()
    await step(county, '退回', () => county.getByLabel('说明').fill('请附竣工照片'))
    await department.reload()
    await step(department, '添加佐证', async () => department.getByLabel('选照片或 PDF').setInputFiles({ name: 'IMG_5.JPG', mimeType: 'image/jpeg', buffer: await photo(department) }))
    await step(department, '报进展', () => department.getByText('已办完，请审核').click())
    await county.reload()
    await step(county, '审核通过')
    await step(county, '销号')
    await expect(county.locator('.sentence')).toContainText('已销号')
  })
})
