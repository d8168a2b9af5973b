import { caseWith, casesWith, desk, expect, mark, meOf, phone, placeOf, test, type Page } from './kit'
import { photoWithPosition } from './photo'

/** Opens the report form of the field app and writes into it. */
async function write(page: Page, words: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: '上报' }).click()
  await page.getByLabel('什么事').fill(words)
  await page.getByLabel('拍照或选照片').setInputFiles({ name: 'IMG_0003.JPG', mimeType: 'image/jpeg', buffer: await photoWithPosition(page) })
  await expect(page.getByRole('img', { name: '照片 1' })).toBeVisible()
}

test('B1 an officer reports from the field app', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const officer = await visit('fullTime', phone)
  const words = `老井的盖板裂了。${mark()}`
  await officer.goto('/field')
  await write(officer, words)
  await officer.getByRole('radio', { name: '公共设施' }).check()
  await officer.getByRole('radio', { name: '替居民反映' }).check()
  await officer.getByLabel(/居民姓名/).fill('郭长命')
  await officer.getByLabel(/居民电话/).fill('13700006666')
  await officer.getByRole('button', { name: '上报' }).click()
  await expect(officer.getByRole('heading', { name: /^已上报.编号/ })).toBeVisible()
  const code = await officer.locator('.code').innerText()
  await officer.getByRole('link', { name: '看这件事' }).click()
  await expect(officer.getByText(words)).toBeVisible()

  const found = await caseWith(clerk, words)
  expect(found).toMatchObject({ state: 'reported', topic: 'facility', reporter: 'officer', reporter_name: '郭**', contact: '137****6666', photos: 1 })
  expect(found.place.id).toBe((await placeOf(officer)).id)
  const resident = await visit(null, phone)
  await resident.goto(`/c/${code}`)
  await expect(resident.getByText(words)).toBeVisible()
})

test('B1 a report written without a network waits in sight and is sent once', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const officer = await visit('micro', phone)
  const words = `山坡上滚下来几块石头。${mark()}`
  await officer.goto('/field')
  await expect(officer.getByText('在线')).toBeVisible()
  await officer.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await officer.reload()
  await write(officer, words)

  await officer.context().setOffline(true)
  await officer.getByRole('button', { name: '上报' }).click()
  await expect(officer.getByRole('heading', { name: '已存在手机里' })).toBeVisible()
  await expect(officer.getByRole('status').filter({ hasText: '离线 · 1 条待发' })).toBeVisible()

  await officer.reload()
  await expect(officer.getByRole('status').filter({ hasText: '离线 · 1 条待发' })).toBeVisible()
  await officer.getByRole('banner').getByRole('link').click()
  await expect(officer.getByText(words)).toBeVisible()
  await expect(officer.getByRole('img', { name: '照片 1' })).toBeVisible()
  expect(await casesWith(clerk, words)).toHaveLength(0)

  await officer.context().setOffline(false)
  await expect(officer.getByText(/没有待发的内容/)).toBeVisible({ timeout: 60_000 })
  await expect(officer.getByRole('status').filter({ hasText: '在线' })).toBeVisible()
  await officer.reload()
  await expect(officer.getByText(/没有待发的内容/)).toBeVisible()
  expect(await caseWith(clerk, words)).toMatchObject({ photos: 1, reporter: 'officer', reporter_name: (await meOf(officer)).name })
})
