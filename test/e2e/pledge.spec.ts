import { day, desk, expect, mark, meOf, phone, post, step, test } from './kit'
import { addItem, makeList, orderStep } from './owe'
import { photoWithPosition as photo } from './photo'

test.use({ county: 'zhushan' })

test('D1 逐级军令状: the county’s pledge is signed by the township, the township’s by the village; what is signed stands', async ({ visit }) => {
  const county = await visit('countyCentre', desk)
  const township = await visit('乡镇党委书记', desk)
  const village = await visit('村级指挥所所长', desk)
  const secretary = await meOf(township)
  const head = await meOf(village)
  const n = mark()

  await makeList(county, { type: '军令状', title: `擂鼓镇脱贫攻坚军令状${n}`, place: '擂鼓镇', owner: secretary.name })
  await expect(county.getByText(`待 ${secretary.name} 签字`)).toBeVisible()
  await expect(county.getByRole('button', { name: '签字' })).toHaveCount(0) // nobody signs for another
  await addItem(county, { title: '全镇 17 个村户户达标', who: secretary.name, due: day(20) })

  await test.step('the township secretary signs; the items stand from then on', async () => {
    await township.goto(new URL(county.url()).pathname)
    await township.getByRole('button', { name: '签字', exact: true }).click()
    await township.getByRole('dialog').filter({ hasText: '签字确认' }).getByRole('button', { name: '签字', exact: true }).click()
    await expect(township.getByText(new RegExp(`^${secretary.name} .* 签字$`))).toBeVisible()
    const id = county.url().split('/').pop()!
    const late = await county.request.post('/api/duties/items', { data: { list_id: id, title: '再加一条', due: day(9), person_id: secretary.person_id } })
    expect(late.status()).toBe(409)
    expect((await late.json() as { code: string }).code).toBe('list_signed')
    await county.reload()
    await expect(county.getByText(new RegExp(`^${secretary.name} .* 签字$`))).toBeVisible()
  })

  await test.step('the township lets the village command post sign its own', async () => {
    await makeList(township, { type: '军令状', title: `擂鼓村军令状${n}`, place: '擂鼓村', owner: head.name })
    await addItem(township, { title: '96 户逐户销号', who: head.name, due: day(15) })
    await village.goto(new URL(township.url()).pathname)
    await village.getByRole('button', { name: '签字', exact: true }).click()
    await village.getByRole('dialog').filter({ hasText: '签字确认' }).getByRole('button', { name: '签字', exact: true }).click()
    await expect(village.getByText(new RegExp(`^${head.name} .* 签字$`))).toBeVisible()
    await village.goto('/console/lists')
    await expect(village.getByRole('link', { name: '96 户逐户销号' }).first()).toBeVisible()
  })
})

test('D1 责任清单: from the county to a person; 周调度、月通报、季督查 are drawn from the same items', async ({ visit }) => {
  const county = await visit('countyCentre', desk)
  const office = await visit('department', desk)
  const me = await meOf(office)
  const unit = me.posts.find((p) => p.body)!.body!
  const title = `乡村治理责任清单${mark()}`

  await makeList(county, { type: '责任清单', title, place: '竹山县' })
  await addItem(county, { title: '修通 12 条产业路', who: unit.name, due: day(6) })
  const path = new URL(county.url()).pathname
  const list = path.split('/').pop()!

  await test.step('the department breaks it down, to itself and to a person, who reports with proof', async () => {
    await office.goto(path)
    await office.getByRole('link', { name: '修通 12 条产业路' }).click()
    await addItem(office, { title: '第一标段', who: unit.name, due: day(5) }, '分解')
    await office.getByRole('link', { name: '第一标段' }).click()
    await expect(office.getByRole('heading', { name: '第一标段' })).toBeVisible()
    await addItem(office, { title: '放线 2 公里', who: me.name, due: day(4) }, '分解')
    await office.getByRole('link', { name: '放线 2 公里' }).click()
    await step(office, '签收')
    await step(office, '添加佐证', async () => office.getByLabel('选照片或 PDF').setInputFiles({ name: 'IMG_1.JPG', mimeType: 'image/jpeg', buffer: await photo(office) }))
    await expect(office.getByRole('img', { name: /佐证/ })).toBeVisible()
    await step(office, '报进展', async () => {
      await office.getByText('已办完，请审核').click()
      await office.getByLabel('说明').fill('已放线 2 公里')
    })
    await expect(office.locator('.sentence')).toContainText('待审核')
    await expect(office.getByRole('button', { name: '审核通过' })).toHaveCount(0) // never who reported
  })

  await test.step('somebody else reviews and writes it off; the list moves by itself', async () => {
    await county.goto(new URL(office.url()).pathname)
    await step(county, '审核通过')
    await step(county, '销号')
    await expect(county.locator('.sentence')).toContainText('已销号')
    await county.goto(path)
    await expect(county.getByText('总进度 100%')).toBeVisible()
  })

  await test.step('the week, the month and the quarter in the county’s own words, and as a sheet', async () => {
    const views = [['week', '周调度表'], ['month', '月通报'], ['quarter', '季督查']] as const
    for (const [view, name] of views) {
      await county.goto(`/console/lists/period?view=${view}&list=${list}`)
      await expect(county.getByRole('heading', { name, level: 1 })).toBeVisible()
      await expect(county.getByRole('link', { name: '放线 2 公里' })).toBeVisible()
      await expect(county.locator('.sentence')).toContainText('销号 1 项')
      expect((await county.request.get(`/api/exports/items.xlsx?view=${view}&list=${list}`)).status()).toBe(200)
    }
  })
})

test('D1 督办: late lights up by itself; an order is received, urged, reported back with proof, and issued anew or closed by another', async ({ visit }) => {
  const county = await visit('countyCentre', desk)
  const office = await visit('department', desk)
  const unit = (await meOf(office)).posts.find((p) => p.body)!.body!
  const title = `任务清单${mark()}`
  await makeList(county, { type: '任务清单', title, place: '竹山县' })
  const list = county.url().split('/').pop()!
  // A day that has passed, as on the morning after: lights are computed, nobody sets them.
  await post(county, '/api/duties/items', { list_id: list, title: '安全饮水整改', body_id: unit.id, from: day(-20), due: day(-2) })
  await county.reload()
  await expect(county.getByRole('row').filter({ hasText: '安全饮水整改' })).toContainText('逾期 2 天')
  await county.goto(`/console/lists?`)
  await county.getByLabel('看哪些事项').selectOption({ label: '逾期的' })
  await county.getByRole('link', { name: '安全饮水整改' }).first().click()
  await county.waitForURL(/\/lists\/items\/\d+$/)
  const path = new URL(county.url()).pathname

  await test.step('the county issues an order and urges it', async () => {
    await step(county, '发督办单', async () => {
      await county.getByLabel('督办要求').fill('三日内整改到位并回报')
      await county.getByLabel('限期').fill(day(3))
    })
    await orderStep(county, '催办')
    await expect(county.getByText('催办 1 次')).toBeVisible()
    const again = await county.request.post(`/api/duties/items/${path.split('/').pop()}/orders`, { data: { text: '再发一次', due: day(3) } })
    expect((await again.json() as { code: string }).code).toBe('ordered_already')
  })

  await test.step('the department receives it, does the work with proof, and reports back', async () => {
    await office.goto(path)
    await step(office, '签收') // the item itself
    await orderStep(office, '签收')
    await step(office, '添加佐证', async () => office.getByLabel('选照片或 PDF').setInputFiles({ name: 'IMG_2.JPG', mimeType: 'image/jpeg', buffer: await photo(office) }))
    await orderStep(office, '回报', '管道已换，水质正在送检')
    await expect(office.getByText('待核查')).toBeVisible()
    await expect(office.getByRole('button', { name: '核查办结' })).toHaveCount(0) // never who reported back
  })

  await test.step('another one verifies: not enough, issued anew; then closed', async () => {
    await county.reload()
    await orderStep(county, '重办', '缺水质检测报告，补齐后再报')
    await expect(county.getByText('已重办')).toBeVisible()
    await office.reload()
    await orderStep(office, '回报', '检测合格，报告已附')
    await county.reload()
    await orderStep(county, '核查办结', '现场看过，水质合格')
    await expect(county.getByText('已办结')).toBeVisible()
    await county.goto('/console/lists/orders')
    await expect(county.getByRole('row').filter({ hasText: '缺水质检测报告' })).toHaveCount(0)
  })

  await test.step('the item is reported, reviewed and written off with its proof', async () => {
    await office.reload()
    await step(office, '报进展', async () => office.getByText('已办完，请审核').click())
    await county.goto(path)
    await step(county, '审核通过')
    await step(county, '销号')
    await expect(county.locator('.sentence')).toContainText('已销号')
  })
})

test('D1 会商研判交办: what a consultation decides goes the same day to the area headquarters, from there to a village, and is done on the phone', async ({ visit }) => {
  const county = await visit('countyCentre', desk)
  const commander = await visit('片区指挥长', desk)
  const village = await visit('村级指挥所所长', phone)
  const head = await meOf(village)
  const title = `会商交办${mark()}`
  await makeList(county, { type: '会商研判交办清单', title, place: '竹山县' })
  await addItem(county, { title: '强降雨前转移 3 户', who: '擂鼓镇片区指挥部', due: day(2) })
  await commander.goto(new URL(county.url()).pathname)
  await commander.getByRole('link', { name: '强降雨前转移 3 户' }).click()
  await step(commander, '签收')
  await addItem(commander, { title: '擂鼓村 3 户今晚转移', who: head.name, due: day(1) }, '分解')

  await village.goto('/field/duties')
  await village.getByRole('link', { name: /擂鼓村 3 户今晚转移/ }).click()
  await village.getByRole('button', { name: '签收' }).click()
  await village.getByRole('radio', { name: '办完了' }).check()
  await village.getByLabel('说明').fill('3 户 8 人已住进村部')
  await village.getByLabel('拍照或选照片').setInputFiles({ name: 'IMG_3.JPG', mimeType: 'image/jpeg', buffer: await photo(village) })
  await village.getByRole('button', { name: '报进展' }).click()
  await expect(village.getByText('待审核')).toBeVisible()

  await commander.getByRole('link', { name: '擂鼓村 3 户今晚转移' }).click()
  await step(commander, '审核通过')
  await step(commander, '销号')
  await commander.getByRole('link', { name: '强降雨前转移 3 户' }).click()
  await step(commander, '报进展', () => commander.getByText('已办完，请审核').click())
  await county.getByRole('link', { name: '强降雨前转移 3 户' }).click()
  await step(county, '审核通过')
  await step(county, '销号')
  await county.getByRole('link', { name: title }).click()
  await expect(county.getByText('总进度 100%')).toBeVisible()
})
