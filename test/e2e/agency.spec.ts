import AxeBuilder from '@axe-core/playwright'
import { desk, expect, get, mark, phone, placeOf, step, test, type Page, type T } from './kit'
import { photoWithPosition } from './photo'

/** A public page: readable without script, nothing wider than the phone, nothing that axe minds. */
async function readable(page: Page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${page.url()} is wider than the screen`).toBe(true)
  expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])
}

test.describe('桃源', () => {
  test.use({ county: 'taoyuan' })

  test('B4 政务代办: found by pinyin, applied for without script, asked once for what is missing, and checked', async ({ visit, browser, baseURL }) => {
    const liaison = await visit('liaison_officer', desk)
    const grid = await placeOf(liaison)
    const words = `李桂英 ${mark()}`
    const bare = await browser.newContext({ ...phone, javaScriptEnabled: false, baseURL })
    const old = await bare.newPage()
    await old.goto('/services?q=gaoling')
    await old.getByRole('link', { name: /高龄津贴申请/ }).click()
    await expect(old.getByText('材料齐了以后 10 个工作日内办好')).toBeVisible()
    await old.getByRole('link', { name: '网上申请' }).click()
    await old.getByLabel('村名、小组名或拼音').fill(grid.name)
    await old.getByRole('button', { name: '查找' }).click()
    await old.getByRole('link', { name: new RegExp(grid.name) }).first().click()
    await old.getByLabel('申请人姓名').fill('李桂英')
    await old.getByLabel(/还想说明的/).fill(words)
    await old.getByRole('button', { name: '提交申请' }).click()
    await expect(old.getByRole('heading', { name: /收到了/ })).toBeVisible()
    const code = (await old.locator('.code').textContent())!
    await bare.close()

    const { items } = await get<{ items: T.Case[] }>(liaison, '/api/cases?box=all&limit=50')
    const id = items.find((c) => c.text === words)!.id
    await liaison.goto(`/console/cases/${id}`)
    await expect(liaison.getByText(/还缺 4 样材料/)).toBeVisible()
    await step(liaison, '一次性告知补正', async () => {
      await liaison.getByRole('dialog').getByLabel(/说明/).fill('请带身份证和银行卡来')
    })
    await expect(liaison.getByText(/起停表/)).toBeVisible()
    const resident = await visit(null, phone)
    await resident.goto(`/c/${code.trim()}`)
    await expect(resident.getByRole('heading', { name: '还缺这些材料' })).toBeVisible()
    await expect(resident.locator('.missing')).toContainText('银行卡复印件')
    await readable(resident)
    await resident.screenshot({ path: 'test-results/h5-follow-missing.png', fullPage: true })

    await step(liaison, '材料已补齐')
    await step(liaison, '核对材料')
    await expect(liaison.getByText('材料已齐。')).toBeVisible()
    await liaison.screenshot({ path: 'test-results/h5-case.png' })
  })

  test('B4 政务代办: an agent takes it at the counter with the written mandate, which lies sealed', async ({ visit }) => {
    const liaison = await visit('liaison_officer', desk)
    const grid = await placeOf(liaison)
    await liaison.goto('/console/cases/new?type=agency')
    await liaison.getByRole('combobox', { name: /办理事项/ }).press('ArrowDown')
    await liaison.getByRole('option', { name: '农村宅基地审批' }).click()
    await liaison.getByRole('combobox', { name: /申请方式/ }).press('ArrowDown')
    await liaison.getByRole('option', { name: '代办' }).click()
    await liaison.locator('.rows-field').filter({ hasText: '代办委托书' }).locator('input[type=file]').setInputFiles({ name: '委托书.jpg', mimeType: 'image/jpeg', buffer: await photoWithPosition(liaison) })
    const box = liaison.getByRole('combobox', { name: /^地方/ })
    await box.press('ArrowDown')
    await liaison.getByRole('option', { name: new RegExp(grid.name) }).first().click()
    await liaison.getByRole('button', { name: '登记', exact: true }).click()
    await expect(liaison.getByRole('heading', { name: '加密保存的文书' })).toBeVisible()
    await expect(liaison.getByText('照片').first()).toBeVisible()
    await liaison.screenshot({ path: 'test-results/h5-mandate.png' })
  })

  test('B4 the public catalogue at 390 px and in large type, in print and in English', async ({ visit }) => {
    const page = await visit(null, phone)
    for (const [name, path] of [['services', '/services'], ['item', '/services/low_income'], ['apply', '/services/low_income/apply'], ['form', '/service-forms/mandate']] as const) {
      await page.goto(path)
      await readable(page)
      await page.screenshot({ path: `test-results/h5-${name}.png`, fullPage: true })
      await page.goto(`/prefs?large=1&back=${path}`)
      await readable(page)
      await page.screenshot({ path: `test-results/h5-${name}-large.png`, fullPage: true })
      await page.goto(`/prefs?large=0&back=${path}`)
    }
    await page.emulateMedia({ media: 'print' })
    await page.goto('/service-forms/mandate')
    await page.screenshot({ path: 'test-results/h5-form-print.png', fullPage: true })
  })
})
