import { act, desk, expect, get, phone, test, type T } from './kit'
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
    const open = board.checks.find((c) => c.id === 'case_no_owner')!
    expect(open.n).toBeGreaterThan(0)
    await test.step('narrowed to how sure it is', async () => {
      await head.getByRole('checkbox', { name: /没有发现的也列出/ }).uncheck()
      await expect(head.getByRole('link', { name: open.name })).toBeVisible()
      await head.getByRole('combobox', { name: '程度' }).selectOption('wrong')
      await expect(head.getByRole('link', { name: open.name })).toHaveCount(0)
      await head.getByRole('combobox', { name: '程度' }).selectOption('')
    })
    await test.step('a check says why and how to mend it; each finding leads to its record', async () => {
      await head.getByRole('link', { name: open.name }).click()
      await expect(head.getByRole('heading', { name: open.name })).toBeVisible()
      await expect(head.getByText(open.mend)).toBeVisible()
      await head.getByRole('table').getByRole('link').first().click()
      await head.waitForURL(/\/console\/cases\/\d+/)
    })
    await test.step('mended there, it is gone at the next run', async () => {
      await act(head, head.url().split('/').pop()!, 'accept')
      await head.goto('/console/quality')
      await head.getByRole('button', { name: '现在检查' }).click()
      await expect(head.getByText(/已改好 [1-9]\d* 处/)).toBeVisible({ timeout: 60_000 })
      const now = await get<T.DataBoard>(head, '/api/quality')
      expect(now.checks.find((c) => c.id === open.id)!.n).toBe(open.n - 1)
    })
    await test.step('the workbook has the same', async () => {
      const answer = await head.request.get(`/api/exports/quality.xlsx?place=${board.place!.id}`)
      expect(cellsOf(await answer.body())).toContain(open.name)
    })
    await test.step('somebody without the right sees nothing', async () => {
      const officer = await visit('village_cadre', phone)
      expect((await officer.request.get('/api/quality')).status()).toBe(403)
    })
  })
})
