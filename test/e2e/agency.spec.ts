import AxeBuilder from '@axe-core/playwright'
import { choose, desk, enterHead, expect, get, mark, phone, placeOf, step, test, unitNamed, type Page, type T } from './kit'
import { photoWithPosition } from './photo'

/** A public page: readable without script, nothing wider than the phone, nothing that axe minds. */
async function readable(page: Page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), `${page.url()} is wider than the screen`).toBe(true)
  expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])
}

test.describe('桃源', () => {
  test.use({ county: 'taoyuan' })

  test('B4 政务代办: found by pinyin, applied for without script, asked once for what is missing, decided in writing, handed over and rated', async ({ visit, browser, baseURL }) => {
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
    await expect(old.getByText('您的申请已经登记，编号')).toBeVisible()
    await expect(old.getByRole('main')).not.toContainText(/反映|上报/) // an application is no report
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
    await resident.screenshot({ path: 'test-results/agency-follow-missing.png', fullPage: true })

    await step(liaison, '材料已补齐')
    await step(liaison, '核对材料')
    await expect(liaison.getByText('材料已齐。')).toBeVisible()
    await step(liaison, '转交部门', async () => { // the department that the catalogue names stands in the dialog already
      await expect(liaison.getByRole('dialog').filter({ hasText: '转交部门 ·' })).toContainText('县民政局')
    })
    await expect(liaison.getByText('部门办理中').first()).toBeVisible()

    const admin = await visit('admin', desk)
    const office = await visit(null, desk)
    await enterHead(admin, office, await unitNamed(admin, '县民政局'))
    await office.goto('/console/cases?box=unit')
    await office.getByRole('link', { name: words }).click()
    await step(office, '作出决定', async () => {
      const dialog = office.getByRole('dialog').filter({ hasText: '作出决定 ·' })
      await choose(office, /^办理结果/, /^准予$/, '', dialog)
      await dialog.getByLabel(/文书编号/).fill('桃民高龄〔2026〕31号')
      await dialog.getByLabel(/^说明/).last().fill('从下月起发放高龄津贴')
    })
    await expect(office.getByText('待送达').first()).toBeVisible()
    await liaison.reload()
    await expect(liaison.getByText('桃民高龄〔2026〕31号')).toBeVisible()
    await step(liaison, '送达申请人')

    await resident.reload()
    await expect(resident.getByRole('heading', { name: '已送达，请您评价' })).toBeVisible()
    for (const said of ['您提交了申请', '请您补齐材料', '材料已补齐', '材料已核对齐全', '已转交部门办理', '部门已作出决定', '已送到您手上']) await expect(resident.locator('.steps')).toContainText(said)
    await expect(resident.getByRole('heading', { name: '申请时的说明' })).toBeVisible()
    await expect(resident.getByRole('main')).not.toContainText(/反映|上报/)
    await expect(resident.getByText('从下月起发放高龄津贴').first()).toBeVisible()
    await readable(resident)
    await resident.screenshot({ path: 'test-results/agency-rate.png', fullPage: true })
    await resident.goto(`/prefs?large=1&back=/c/${code.trim()}`)
    await readable(resident)
    await resident.screenshot({ path: 'test-results/agency-rate-large.png', fullPage: true })
    await resident.getByRole('radio', { name: /^很满意/ }).check()
    await resident.getByLabel(/^还想说的/).fill('没让我跑一趟')
    await resident.getByRole('button', { name: '提交评价' }).click()
    await expect(resident.getByRole('heading', { name: '已办结' })).toBeVisible()
    await readable(resident)
    await resident.screenshot({ path: 'test-results/agency-rated-large.png', fullPage: true })
    await resident.goto(`/prefs?large=0&back=/c/${code.trim()}`)
    await resident.screenshot({ path: 'test-results/agency-rated.png', fullPage: true })
    await liaison.reload()
    await expect(liaison.getByText('没让我跑一趟')).toBeVisible()
    await liaison.screenshot({ path: 'test-results/agency-case.png' })
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
    await liaison.screenshot({ path: 'test-results/agency-mandate.png' })
    await expect(liaison.getByRole('button', { name: '查看', exact: true })).toHaveCount(0) // who attached it may not open it again

    const head = await visit('head', desk)
    await head.goto(liaison.url())
    await head.getByRole('button', { name: '查看', exact: true }).last().click()
    const why = head.getByRole('dialog', { name: /^显示/ })
    await expect(why.getByRole('button', { name: '显示', exact: true })).toBeDisabled()
    await why.getByLabel('理由').fill('核对委托人签名')
    await why.getByRole('button', { name: '显示', exact: true }).click()
    const paper = head.getByRole('dialog', { name: '照片' }).getByRole('img', { name: '照片' })
    await expect.poll(() => paper.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    await head.screenshot({ path: 'test-results/agency-mandate-open.png' })
  })

  test('B4 the public catalogue at 390 px and in large type, in print and in English', async ({ visit }) => {
    const page = await visit(null, phone)
    for (const [name, path] of [['services', '/services'], ['item', '/services/low_income'], ['apply', '/services/low_income/apply'], ['form', '/service-forms/mandate']] as const) {
      await page.goto(path)
      await readable(page)
      await page.screenshot({ path: `test-results/agency-${name}.png`, fullPage: true })
      await page.goto(`/prefs?large=1&back=${path}`)
      await readable(page)
      await page.screenshot({ path: `test-results/agency-${name}-large.png`, fullPage: true })
      await page.goto(`/prefs?large=0&back=${path}`)
    }
    await page.emulateMedia({ media: 'print' })
    await page.goto('/service-forms/mandate')
    await page.screenshot({ path: 'test-results/agency-form-print.png', fullPage: true })
  })
})
