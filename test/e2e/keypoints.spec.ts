import { day, desk, enterHead, expect, get, mark, meOf, phone, step, test, unitNamed, type Page, type T } from './kit'
import { addItem, makeList } from './owe'
import { photoWithPosition as photo } from './photo'

test.use({ county: 'taoyuan' })

test('D3 干部职责、年度工作要点: the page of a village cadre shows duties, this year’s points and how they stand', async ({ visit }) => {
  const township = await visit('director', desk)
  const cadre = await visit('村(居)民委员会主任', phone)
  const me = await meOf(cadre)
  const n = mark()
  const page = `/console/persons/${me.person_id}`

  await test.step('the township enters the key points of the year', async () => {
    await makeList(township, { type: '年度工作要点', title: `桃花源镇村干部年度工作要点${n}`, place: '桃花源镇' })
    for (const title of [`村集体经济收入过 20 万元${n}`, `全村污水入户整改${n}`]) await addItem(township, { title, who: me.name, due: day(25) })
    await township.goto(page)
    await expect(township.getByRole('heading', { name: '职责和要点' })).toBeVisible()
    const points = township.getByRole('listitem').filter({ hasText: n })
    await expect(points).toHaveCount(2)
    await expect(points.first()).toContainText('待签收')
  })

  await test.step('the duties of the post stand beside them: always, and each month', async () => {
    await expect(township.getByRole('listitem').filter({ hasText: '分管工作' }).first()).toContainText('常年')
    await expect(township.getByRole('listitem').filter({ hasText: '每月报告分管工作 每月' }).first()).toContainText('向支部报告')
  })

  await test.step('the cadre accepts a point on the phone and tells how far it is', async () => {
    await cadre.goto('/field/duties')
    await cadre.getByRole('link', { name: new RegExp(`村集体经济收入过 20 万元${n}`) }).click()
    await cadre.getByRole('button', { name: '签收' }).click()
    await cadre.getByRole('radio', { name: '60%' }).check()
    await cadre.getByLabel('说明').fill('门面出租合同已签，12 万元到账')
    await cadre.getByRole('button', { name: '报进展' }).click()
    await expect(cadre.getByText('门面出租合同已签')).toBeVisible()
    await township.reload()
    await expect(township.getByRole('listitem').filter({ hasText: `村集体经济收入过 20 万元${n}` })).toContainText('办理中')
    await expect(township.getByRole('listitem').filter({ hasText: `村集体经济收入过 20 万元${n}` })).toContainText('60%')
  })

  await test.step('the monthly report came round by itself and is made', async () => {
    await cadre.goto('/field/duties')
    await cadre.getByRole('link', { name: /每月报告分管工作/ }).last().click()
    if (await cadre.getByRole('button', { name: '签收' }).count()) await cadre.getByRole('button', { name: '签收' }).click()
    await cadre.getByRole('radio', { name: '办完了' }).check()
    await cadre.getByLabel('说明').fill('上月调解 2 起；下月抓秋冬水利')
    await cadre.getByRole('button', { name: '报进展' }).click()
    await expect(cadre.getByText(/待审核|已销号/)).toBeVisible()
  })

  await test.step('nobody else changes it; the township reviews, sends back once, and writes it off', async () => {
    await cadre.goto('/field/duties')
    await cadre.getByRole('link', { name: new RegExp(`村集体经济收入过 20 万元${n}`) }).click()
    await cadre.getByRole('radio', { name: '办完了' }).check()
    await cadre.getByRole('button', { name: '报进展' }).click()
    await expect(cadre.getByText('待审核')).toBeVisible()
    await township.getByRole('link', { name: `村集体经济收入过 20 万元${n}` }).click()
    await step(township, '退回', () => township.getByLabel('说明').fill('请写明账目'))
    await cadre.reload()
    await cadre.getByRole('radio', { name: '办完了' }).check()
    await cadre.getByLabel('说明').fill('账目见三资平台，合计 20.6 万元')
    await cadre.getByRole('button', { name: '报进展' }).click()
    await expect(cadre.getByText('待审核')).toBeVisible()
    await township.reload()
    await step(township, '审核通过')
    await step(township, '销号')
    await township.goto(page)
    await expect(township.getByRole('listitem').filter({ hasText: `村集体经济收入过 20 万元${n}` })).toContainText('已销号')
    await expect(township.getByRole('listitem').filter({ hasText: `全村污水入户整改${n}` })).toContainText('待签收')
  })
})

test('D3 党建项目、重点工作项目: a project of the township goes to a village branch and on to its members, and is proven', async ({ visit }) => {
  const township = await visit('director', desk)
  const secretary = await visit('村(社区)党组织书记', desk)
  const cadre = await visit('村(居)民委员会主任', phone)
  const member = await meOf(cadre)
  const n = mark()
  await makeList(township, { type: '党建项目', title: `党建项目${n}`, place: '桃花源镇' })
  await addItem(township, { title: `屋场党建阵地${n}`, who: '桃花源村党支部', due: day(24) })
  const path = new URL(township.url()).pathname

  await test.step('the secretary accepts it for the branch and breaks it down to a cadre', async () => {
    await secretary.goto('/console/lists')
    await secretary.getByRole('link', { name: `屋场党建阵地${n}` }).first().click()
    await step(secretary, '签收')
    await addItem(secretary, { title: `屋场会场地${n}`, who: member.name, due: day(20) }, '分解')
  })
  await test.step('the cadre does it on the phone, with a photo', async () => {
    await cadre.goto('/field/duties')
    await cadre.getByRole('link', { name: new RegExp(`屋场会场地${n}`) }).click()
    await cadre.getByRole('button', { name: '签收' }).click()
    await cadre.getByRole('radio', { name: '办完了' }).check()
    await cadre.getByLabel('说明').fill('三处屋场会场地已平整')
    await cadre.getByLabel('拍照或选照片').setInputFiles({ name: 'IMG_6.JPG', mimeType: 'image/jpeg', buffer: await photo(cadre) })
    await cadre.getByRole('button', { name: '报进展' }).click()
    await expect(cadre.getByText('待审核')).toBeVisible()
  })
  await test.step('the secretary reviews, the branch reports, the township writes off; the quarter shows it', async () => {
    await secretary.getByRole('link', { name: `屋场会场地${n}` }).click()
    await step(secretary, '审核通过')
    await step(secretary, '销号')
    await secretary.getByRole('link', { name: `屋场党建阵地${n}` }).click()
    await step(secretary, '报进展', () => secretary.getByText('已办完，请审核').click())
    await township.getByRole('link', { name: `屋场党建阵地${n}` }).click()
    await step(township, '审核通过')
    await step(township, '销号')
    await township.goto(path)
    await expect(township.getByText('总进度 100%')).toBeVisible()
    await township.getByRole('link', { name: '季度盘点' }).click()
    await expect(township.locator('.sentence')).toContainText('销号 1 项')
  })
  await test.step('a key project is another list of the county’s, beside it', async () => {
    await makeList(township, { type: '重点工作项目', title: `重点工作${n}`, place: '桃花源镇', to: day(60) })
    await addItem(township, { title: `秦溪河道整治${n}`, who: '桃花源镇农业综合服务中心', due: day(40) })
    await township.goto('/console/lists/all')
    await township.locator('.filters select').first().selectOption({ label: '党建项目' })
    await expect(township.getByRole('link', { name: `党建项目${n}` })).toBeVisible()
    await expect(township.getByRole('link', { name: `重点工作${n}` })).toHaveCount(0)
  })
})

/** What the page of lists reminds somebody of. */
const reminded = (page: Page, title: string) => page.getByRole('region', { name: '提醒', exact: true }).getByRole('listitem').filter({ hasText: title })

test('D1 重点工作项目的提醒: due soon, late, and late for who watches over it come by themselves; what is written off reminds nobody', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const office = await visit(null, desk)
  await enterHead(admin, office, await unitNamed(admin, '桃花源镇农业综合服务中心'))
  await office.goto('/console/lists')
  const all = office.getByRole('button', { name: /^全部 \d+ 条$/ })
  await expect(office.getByRole('region', { name: '提醒', exact: true })).toBeVisible()
  if (await all.count()) await all.click()
  await expect(reminded(office, '入冬前修好 2 处机耕路')).toContainText('临期提醒 · 您承担')
  await expect(reminded(office, '河道清淤 3 公里')).toContainText('逾期提醒 · 您承担')
  await expect(reminded(office, '散养户粪污整治 12 户').first()).toContainText('逾期 5 天')

  const secretary = await visit('乡镇党委书记', desk)
  await secretary.goto('/console/lists')
  await expect(reminded(secretary, '散养户粪污整治 12 户')).toContainText('逾期督办 · 您监督')
  await expect(reminded(secretary, '河道清淤 3 公里')).toHaveCount(0) // a day late is the owner's own affair

  await reminded(office, '散养户粪污整治 12 户').first().getByRole('link').click()
  await step(office, '添加佐证', async () => office.getByLabel('选照片或 PDF').setInputFiles({ name: 'IMG_7.JPG', mimeType: 'image/jpeg', buffer: await photo(office) }))
  await step(office, '报进展', () => office.getByText('已办完，请审核').click())
  await reminded(secretary, '散养户粪污整治 12 户').getByRole('link').click()
  await step(secretary, '审核通过')
  await step(secretary, '销号')
  for (const page of [office, secretary]) {
    await page.goto('/console/lists')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(reminded(page, '散养户粪污整治 12 户')).toHaveCount(0)
  }
})

test('A4 党委书记联系党支部: past the interval it stands on the secretary’s own list; a contact is told and the days begin anew', async ({ visit }) => {
  const secretary = await visit('乡镇党委书记', desk)
  const me = await meOf(secretary)
  const mine = async () => (await get<{ items: T.DutyContact[] }>(secretary, `/api/duties/contacts?person=${me.person_id}`)).items.find((c) => c.target.name === '桃花源村党支部')!
  expect(await mine()).toMatchObject({ days: 75, light: 'red' })
  await secretary.goto('/console/lists')
  await expect(secretary.getByRole('row').filter({ hasText: '联系党支部' }).first()).toContainText('桃花源村党支部')
  await secretary.goto('/console/lists/contacts')
  const row = secretary.getByRole('row').filter({ hasText: '桃花源村党支部' })
  await expect(row).toContainText('75')
  await expect(row).toContainText('该去了')
  await row.getByRole('button', { name: '记一次联系' }).click()
  const dialog = secretary.getByRole('dialog').filter({ hasText: '记一次联系' })
  await dialog.getByLabel('办了什么、谈了什么').fill('到支部听屋场会情况，定下秋冬水利')
  await dialog.getByRole('button', { name: '记一次联系' }).click()
  await expect(dialog).toBeHidden()
  await expect(row).not.toContainText('该去了')
  expect(await mine()).toMatchObject({ days: 0 })
  await secretary.goto('/console/lists')
  await expect(secretary.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(secretary.getByRole('link', { name: '联系党支部' })).toHaveCount(0)
})
