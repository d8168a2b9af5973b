import { caseWith, day, desk, expect, mark, phone, placeOf, report, test } from './kit'

test('A6 a member without office takes a post, and its duty comes round each week and is reported', async ({ visit }) => {
  const member = await visit('informer', phone)
  await member.goto('/field/duties')
  await member.getByRole('link', { name: /每周报送信息/ }).last().click()
  await member.getByRole('radio', { name: '办完了' }).check()
  await member.getByLabel('说明').fill('组里平安，没有新情况')
  await member.getByRole('button', { name: '报进展' }).click()
  await expect(member.getByText('待审核')).toBeVisible()
})

test('A4 a leader’s contact points show the days since; past the interval they stand on the leader’s list', async ({ visit }) => {
  const leader = await visit('leader', desk)
  await leader.goto('/console/lists')
  await expect(leader.getByRole('link', { name: '联系党支部' }).first()).toBeVisible()
  await leader.goto('/console/lists/contacts')
  const row = leader.getByRole('row').filter({ hasText: '龙鼻村党支部' }).filter({ hasText: '该去了' })
  await row.getByRole('button', { name: '记一次联系' }).click()
  const dialog = leader.getByRole('dialog').filter({ hasText: '记一次联系' })
  await dialog.getByLabel('办了什么、谈了什么').fill('参加支部主题党日，商量修路')
  await dialog.getByRole('button', { name: '记一次联系' }).click()
  await expect(leader.getByRole('row').filter({ hasText: '该去了' })).toHaveCount(0)
})

test.describe('桃源', () => {
  test.use({ county: 'taoyuan' })

  test('B1 the calendar shows items and open cases by the day they are due: a month on a desk, an agenda on a phone', async ({ visit }) => {
    const clerk = await visit('director', desk)
    const words = `桥栏松动${mark()}`
    await report(clerk, (await placeOf(clerk)).code, { text: words })
    const due = (await caseWith(clerk, words)).due + 8 * 3600_000
    const on = new Date(due).toISOString().slice(0, 10)
    const [y, m, d] = on.split('-').map(Number)
    await clerk.goto('/console/lists/calendar')
    await clerk.locator('.filters select').selectOption({ label: '我管的' })
    if (on.slice(0, 7) !== day().slice(0, 7)) await clerk.getByRole('button', { name: /下个月/ }).click()
    const cell = clerk.getByRole('button', { name: new RegExp(`^${y}年${m}月${d}日`) })
    await expect(cell).toContainText(/案件 \d+/)
    await cell.click()
    await expect(clerk.getByRole('table', { name: '案件' }).getByRole('link', { name: words })).toBeVisible()

    await clerk.setViewportSize({ width: 390, height: 844 })
    await expect(cell).toContainText(on.slice(5))
    await expect(clerk.getByRole('table', { name: '案件' }).getByRole('link', { name: words })).toBeVisible()
    const free = clerk.locator('.month button.free:not(.on, .now)')
    expect(await free.count()).toBeGreaterThan(0)
    await expect(free.first()).toBeHidden()
  })
})
