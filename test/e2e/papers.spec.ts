import { day, desk, expect, get, mark, meOf, phone, placeOf, post, step, test, type Page, type T } from './kit'
import { makeList } from './owe'

/** Any day of the month before this one. */
const lastMonth = (): string => { const d = new Date(Date.now() + 8 * 3600_000); d.setUTCDate(0); return d.toISOString().slice(0, 10) }

async function write(page: Page, kind: RegExp, place: string, day: string, all = false): Promise<void> {
  await page.goto('/console/papers')
  await page.getByRole('button', { name: all ? '各处各写一份' : '写一份', exact: true }).click()
  const dialog = page.getByRole('dialog')
  const label = (await dialog.locator('option').allInnerTexts()).find((x) => kind.test(x))!
  await dialog.locator('select').selectOption({ label })
  await dialog.getByRole('combobox', { name: '地方' }).fill(place)
  await page.getByRole('option', { name: new RegExp(place) }).first().click()
  await dialog.locator('input[type=date]').fill(day)
  await dialog.getByRole('button', { name: '开始写' }).click()
  await expect(dialog).toBeHidden()
}

test.describe('竹山', () => {
  test.use({ county: 'zhushan' })

  test('K2 领导走访周报、月通报: written out of the records, read over, issued under a number, and every figure leads to its basis and its records', async ({ visit }) => {
    const admin = await visit('admin', desk)
    await write(admin, /走访月通报/, '竹山', lastMonth())
    await expect(admin.getByRole('heading', { name: /关于\d+年\d+月走访情况的通报/ }).first()).toBeVisible()
    await expect(admin.getByText('领导干部走访统计表')).toBeVisible()

    // The words may be changed; a figure left out comes back with its reason.
    await admin.getByRole('button', { name: '改文字' }).click()
    const text = admin.getByRole('textbox', { name: '第 2 段' })
    await text.evaluate((el) => { el.textContent = '没有数字了'; el.dispatchEvent(new Event('input')) })
    await admin.getByRole('button', { name: '保存' }).click()
    await expect(admin.getByRole('alert').filter({ hasText: '不能删掉' })).toBeVisible()
    await admin.getByRole('button', { name: '取消' }).click()
    await admin.getByRole('button', { name: '改文字' }).click()
    await admin.getByRole('textbox', { name: '标题' }).fill('走访情况通报（核稿）')
    await admin.getByRole('button', { name: '加一条注' }).click()
    await admin.getByRole('textbox', { name: '注的内容' }).fill('含乡镇自行组织的走访')
    await admin.getByRole('button', { name: '保存' }).click()
    await expect(admin.getByRole('heading', { name: '走访情况通报（核稿）' }).first()).toBeVisible()

    await expect(admin.locator('.sheet .notes')).toHaveText('注1：含乡镇自行组织的走访') // a figure may be annotated, and stays as it is

    await admin.getByRole('button', { name: '印发', exact: true }).click()
    await admin.getByRole('dialog').getByRole('button', { name: '印发', exact: true }).click()
    await expect(admin.locator('.sheet .number')).toHaveText(/^竹走访〔\d{4}〕\d+号$/)
    await expect(admin.getByText('数字与依据一致')).toBeVisible()
    await expect(admin.getByRole('button', { name: '改文字' })).toHaveCount(0)

    const file = await admin.request.get((await admin.getByRole('link', { name: '下载 Word' }).getAttribute('href'))!)
    expect(file.headers()['content-type']).toContain('wordprocessingml')
    expect((await file.body()).subarray(0, 2).toString()).toBe('PK')

    const told = (await admin.locator('.sheet .text a').first().innerText()).replace(/注\d+/, '')
    await admin.locator('.sheet .text a').first().click()
    await expect(admin.getByRole('heading', { name: /^依据 1/ })).toBeVisible()
    await expect(admin.getByText(told).first()).toBeVisible()
    await admin.getByRole('button', { name: '看这个指标和背后的记录' }).or(admin.getByRole('button', { name: /记录|清单/ })).first().click()
    await expect(admin).not.toHaveURL(/papers/)

    // A township reads what the county has issued, and writes none of the county's.
    const head = await visit('clerk', desk)
    await head.goto('/console/papers')
    await head.getByLabel('上级印发的').check()
    await expect(head.getByRole('link', { name: '走访情况通报（核稿）' }).first()).toBeVisible()
  })

  test('K2 督办通知: written out of an order of supervision, its words read over, numbered in the register, read by whoever owes the item, kept as issued', async ({ visit }) => {
    const county = await visit('countyCentre', desk)
    const office = await visit('department', desk)
    const unit = (await meOf(office)).posts.find((p) => p.body)!.body!
    await makeList(county, { type: '任务清单', title: `督办用清单${mark()}`, place: '竹山县' })
    await post(county, '/api/duties/items', { list_id: county.url().split('/').pop()!, title: '水源送检整改', text: '三处水源要重新送检。', body_id: unit.id, from: day(-20), due: day(-2) })
    await county.reload()
    await county.getByRole('link', { name: '水源送检整改' }).first().click()
    await step(county, '发督办单', async () => {
      await county.getByLabel('督办要求').fill('三日内整改到位并回报')
      await county.getByLabel('限期').fill(day(3))
    })
    const path = new URL(county.url()).pathname
    await county.getByRole('button', { name: '写督办通知' }).click()
    await expect(county.getByRole('heading', { name: '关于“水源送检整改”的督办通知' }).first()).toBeVisible()
    await expect(county.locator('.sheet')).toContainText('已逾期2天')
    await expect(county.locator('.sheet')).toContainText('三处水源要重新送检。')
    await expect(county.locator('.sheet .to')).toHaveText(`${unit.name}：`)

    await county.getByRole('button', { name: '改文字' }).click()
    const asked = county.getByRole('textbox', { name: /第 \d+ 段/ }).filter({ hasText: '前办结' })
    await asked.evaluate((el) => { el.prepend('务必高度重视，'); el.dispatchEvent(new Event('input')) })
    await county.getByRole('button', { name: '保存' }).click()
    await expect(county.locator('.sheet')).toContainText('务必高度重视，请于')
    await office.goto(path)
    await expect(office.getByText('三日内整改到位并回报').first()).toBeVisible()
    await expect(office.getByRole('link', { name: /督办通知/ })).toHaveCount(0) // a draft is of those who write it

    await county.getByRole('button', { name: '印发', exact: true }).click()
    await county.getByRole('dialog').getByRole('button', { name: '印发', exact: true }).click()
    await expect(county.locator('.sheet .number')).toHaveText(/^竹督办〔\d{4}〕\d+号$/)
    const number = await county.locator('.sheet .number').innerText()
    const file = await county.request.get((await county.getByRole('link', { name: '下载 Word' }).getAttribute('href'))!)
    expect(file.headers()['content-type']).toContain('wordprocessingml')

    await office.reload()
    await office.getByRole('link', { name: `督办通知 ${number}` }).click()
    await expect(office.locator('.sheet')).toContainText('三日内整改到位并回报')
    await expect(office.getByRole('button', { name: '撤回' })).toHaveCount(0)
    await office.locator('.sheet .text a', { hasText: /^2$/ }).click()
    await office.getByRole('button', { name: '看这条记录' }).click()
    await expect(office).toHaveURL(new RegExp(`${path}$`))
  })

  test('K2 活动纪要: what a team wrote down becomes its minutes, under a number of its place', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const place = (await placeOf(admin)).id
    const team = await post<T.BodyDetail>(admin, '/api/bodies', { name: `志愿服务队${mark()}`, kind: 'volunteer_team', place_id: place })
    await admin.goto(`/console/bodies/${team.id}`)
    await admin.getByRole('button', { name: '记一次活动' }).click()
    const dialog = admin.getByRole('dialog').filter({ hasText: '记一次活动' })
    const title = `补种行道树${mark()}`
    await dialog.getByLabel('做了什么').fill(title)
    await dialog.getByLabel('简单说说').fill('补种二十棵。\n下周浇水。')
    await dialog.getByRole('button', { name: '记一次活动' }).click()
    const row = admin.getByRole('region', { name: '活动' }).getByRole('listitem').filter({ hasText: title })
    await row.getByRole('button', { name: '写活动纪要' }).click()
    await expect(admin.getByRole('heading', { name: `${title}纪要` }).first()).toBeVisible()
    await expect(admin.locator('.sheet .issuer')).toHaveText(`${team.name}纪要`)
    await expect(admin.locator('.sheet .text').filter({ hasText: '下周浇水。' })).toBeVisible()
    await admin.getByRole('button', { name: '印发', exact: true }).click()
    await admin.getByRole('dialog').getByRole('button', { name: '印发', exact: true }).click()
    await expect(admin.locator('.sheet .number')).toHaveText(/^纪要〔\d{4}〕\d+号$/)
    const number = await admin.locator('.sheet .number').innerText()

    // On a phone the body's page leads to it, and the sheet can be read.
    const small = await visit('admin', phone)
    await small.goto(`/console/bodies/${team.id}`)
    await small.getByRole('link', { name: `活动纪要 ${number}` }).click()
    await expect(small.locator('.sheet')).toContainText('补种二十棵。')
  })
})

test('K2 镇综治中心周报、村情月报: one for each village in one go, with progress, and all as one file', async ({ visit }) => {
  const admin = await visit('admin', desk)
  await write(admin, /村情月报/, '乡宁', lastMonth(), true)
  await expect(admin.getByText(/写完 \d+ 份/).first()).toBeVisible({ timeout: 120_000 })
  const { items } = await get<{ items: T.PaperRun[] }>(admin, '/api/bulletin-runs')
  expect(items[0]!.done).toBe(items[0]!.total)
  expect(items[0]!.failed).toEqual([])
  expect(items[0]!.total).toBeGreaterThan(100)
  const zip = await admin.request.get((await admin.getByRole('link', { name: '下载全部（Word）' }).first().getAttribute('href'))!)
  expect((await zip.body()).length).toBeGreaterThan(100_000)
  await expect(admin.getByRole('link', { name: /情况$/ }).first()).toBeVisible()
})
