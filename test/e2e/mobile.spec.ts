import AxeBuilder from '@axe-core/playwright'
import { caseWith, expect, get, mark, phone, placeOf, report, test, type Page, type T } from './kit'
import { photoWithPosition } from './photo'

/** Nothing sticks out sideways, what is to be pressed is large enough for a thumb, and axe finds nothing serious. */
async function sound(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  for (const button of await page.locator('button.big:visible, label.option:visible').all()) expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(56)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
  expect(violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([])
}

test('B2 吹哨报到 in the field: a village calls a department from the phone, standing at the place', async ({ visit }) => {
  const head = await visit('head', phone)
  const words = `河堤渗水 ${mark()}`
  await report(head, (await placeOf(head)).code, { text: words, topic: 'flood' })
  const { id } = await caseWith(head, words)
  await head.goto(`/field/cases/${id}`)
  await head.getByRole('button', { name: '吹哨，叫部门来' }).click()
  const sheet = head.getByRole('dialog', { name: '吹哨' })
  await sheet.getByRole('button', { name: '吹哨', exact: true }).click()
  await expect(sheet.getByRole('alert')).toContainText('请先选叫哪些单位')
  await sheet.getByRole('checkbox').first().check()
  await sheet.getByLabel('要他们做什么').fill('请带沙袋到现场')
  await sound(head)
  await sheet.getByRole('button', { name: '吹哨', exact: true }).click()
  await expect(head.getByText('待报到')).toBeVisible()
  await expect(head.getByText('请带沙袋到现场')).toBeVisible()
  const now = await get<T.CaseDetail>(head, `/api/cases/${id}`)
  expect(now.calls).toHaveLength(1)
  expect(now.calls[0]).toMatchObject({ ask: '请带沙袋到现场', state: 'called' })
})

test('D3 a key point is reported with a picture where there is no network: it waits on the phone and arrives once', async ({ visit }) => {
  const head = await visit('head', phone)
  await head.goto('/field/duties')
  await expect(head.getByText('在线')).toBeVisible()
  await head.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await head.getByRole('link', { name: /村集体经济收入增长一成/ }).click()
  const words = `已签两份合同 ${mark()}`
  await head.getByRole('radio', { name: '60%' }).check()
  await head.getByLabel('说明').fill(words)
  await head.getByLabel('拍照或选照片').setInputFiles({ name: 'IMG_0004.JPG', mimeType: 'image/jpeg', buffer: await photoWithPosition(head) })
  await expect(head.getByRole('img', { name: '照片 1' })).toBeVisible()
  await sound(head)
  const id = head.url().split('/').pop()!
  await head.context().setOffline(true)
  await head.getByRole('button', { name: '报进展' }).click()
  await expect(head.getByRole('status').filter({ hasText: '离线 · 1 条待发' })).toBeVisible()
  await expect(head.getByText('您的操作已存在手机里').first()).toBeVisible()
  await head.reload()
  await expect(head.getByRole('status').filter({ hasText: '离线 · 1 条待发' })).toBeVisible()
  await head.context().setOffline(false)
  await expect(head.getByRole('status').filter({ hasText: '在线' })).toBeVisible({ timeout: 60_000 })
  await expect(head.getByText(words)).toBeVisible()
  const item = await get<T.DutyItemDetail>(head, `/api/duties/items/${id}`)
  expect(item).toMatchObject({ progress: 600, note: words })
  expect(item.evidence).toBe(1)
})
