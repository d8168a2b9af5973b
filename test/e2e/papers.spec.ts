import { desk, expect, get, test, type Page, type T } from './kit'

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
    await admin.getByRole('button', { name: '保存' }).click()
    await expect(admin.getByRole('heading', { name: '走访情况通报（核稿）' }).first()).toBeVisible()

    await admin.getByRole('button', { name: '印发', exact: true }).click()
    await admin.getByRole('dialog').getByRole('button', { name: '印发', exact: true }).click()
    await expect(admin.locator('.sheet .number')).toHaveText(/^竹走访〔\d{4}〕\d+号$/)
    await expect(admin.getByText('数字与依据一致')).toBeVisible()
    await expect(admin.getByRole('button', { name: '改文字' })).toHaveCount(0)

    const file = await admin.request.get((await admin.getByRole('link', { name: '下载 Word' }).getAttribute('href'))!)
    expect(file.headers()['content-type']).toContain('wordprocessingml')
    expect((await file.body()).subarray(0, 2).toString()).toBe('PK')

    const told = await admin.locator('.sheet .text a').first().innerText()
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
