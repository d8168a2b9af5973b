import { desk, expect, get, placeOf, test, type T } from './kit'

test('A8 an ending term is announced, and the new term with who goes on ends the announcement', async ({ visit }) => {
  const director = await visit('director', desk)
  const village = await placeOf(await visit('head', desk))
  const { items } = await get<{ items: T.TermNotice[] }>(director, '/api/term-notices')
  const notice = items.find((n) => n.term.place.id === village.id && n.term.kind === 'villagers_committee')!
  const name = notice.term.body.name

  await test.step('the director finds it under work, and on the page of the village', async () => {
    await director.goto('/console')
    const panel = director.getByRole('region', { name: '任期到期提醒' })
    await panel.getByRole('button', { name: /^全部/ }).click()
    await expect(panel.getByRole('listitem').filter({ hasText: name })).toContainText(/还剩 \d+ 天/)
    await director.goto(`/console/places/${village.id}`)
    await expect(director.getByRole('listitem').filter({ has: director.getByRole('link', { name, exact: true }) })).toContainText('即将到期')
  })

  await test.step('seats that the law keeps apart are shown with the article', async () => {
    await director.getByRole('link', { name, exact: true }).click()
    await expect(director.getByRole('note')).toContainText('村民委员会组织法 第37条')
  })

  await test.step('the new term keeps whom one ticks', async () => {
    await director.getByRole('button', { name: '换届', exact: true }).click()
    const dialog = director.getByRole('dialog').filter({ hasText: '谁留任' })
    const first = dialog.getByRole('checkbox').first()
    await first.check()
    await dialog.getByLabel(/ 身份$/).selectOption({ label: '主任' })
    await dialog.getByRole('button', { name: '换届', exact: true }).click()
    await expect(director.getByText('第 2 届')).toBeVisible()
    await expect(director.getByText('在任期内')).toBeVisible()
    await expect(director.getByRole('listitem').filter({ hasText: '主任' }).first()).toBeVisible()
  })

  await test.step('the announcement is gone', async () => {
    const left = await get<{ items: T.TermNotice[] }>(director, '/api/term-notices')
    expect(left.items.some((n) => n.id === notice.id)).toBe(false)
    await director.goto('/console/bodies/terms')
    await expect(director.getByRole('link', { name: `${village.name}村务监督委员会` })).toBeVisible()
    await expect(director.getByRole('link', { name, exact: true })).toHaveCount(0)
  })
})
