import { desk, expect, get, phone, test, type T } from './kit'
import { cellsOf } from './book'

test.describe('竹山', () => {
  test.use({ county: 'zhushan' })

  test('K3 数据检查: what cannot be right is found, leads to its record with how to mend it, and is gone once it was mended', async ({ visit }) => {
    const head = await visit('village_secretary', desk)
    await head.goto('/console/quality')
    await expect(head.getByRole('heading', { name: '数据检查' })).toBeVisible()
    await test.step('run now: how far it is, and what it found', async () => {
      await head.getByRole('button', { name: '现在检查' }).click()
      await expect(head.getByText(/检查完了：共 \d+ 处/)).toBeVisible({ timeout: 60_000 })
      await expect(head.getByText(/最近一次检查/)).toBeVisible()
    })
    const board = await get<T.DataBoard>(head, '/api/quality')
    expect(board.checks.length).toBeGreaterThanOrEqual(40)
    await test.step('the whole catalogue is there, those without a finding too', async () => {
      await head.getByRole('checkbox', { name: /没有发现的也列出/ }).check()
      await expect(head.getByRole('region', { name: '户', exact: true }).getByRole('link')).not.toHaveCount(0)
    })
    await test.step('only what is surely wrong', async () => {
      await head.getByRole('combobox', { name: '程度' }).selectOption('wrong')
      await expect(head.getByText('需要看一眼', { exact: true }).locator('visible=true')).toHaveCount(1) // the option alone
      await head.getByRole('combobox', { name: '程度' }).selectOption('')
    })
    const found = board.checks.find((c) => c.n > 0 && c.kind === 'place')!
    await test.step('a check says why and how to mend it; each finding leads to its record', async () => {
      await head.goto(`/console/quality/${found.id}`)
      await expect(head.getByRole('heading', { name: found.name })).toBeVisible()
      await expect(head.getByText(found.mend)).toBeVisible()
      await head.getByRole('table').getByRole('link').first().click()
      await expect(head).toHaveURL(/\/console\/places\//)
    })
    await test.step('the workbook has the same', async () => {
      const answer = await head.request.get(`/api/exports/quality.xlsx?place=${board.place!.id}`)
      expect(cellsOf(await answer.body())).toContain(found.name)
    })
    await test.step('somebody without the right sees nothing', async () => {
      const officer = await visit('village_cadre', phone)
      expect((await officer.request.get('/api/quality')).status()).toBe(403)
    })
  })
})
