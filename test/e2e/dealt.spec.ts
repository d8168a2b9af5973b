import { desk, expect, get, mark, placeOf, report, step, test, type T } from './kit'

test('B1 the clock of a case stops while another body is waited for, and says whom', async ({ visit }) => {
  const clerk = await visit('director', desk)
  const grid = await placeOf(clerk)
  const words = `路面塌陷等管线图 ${mark()}`
  await report(clerk, grid.code, { text: words })
  const { items } = await get<{ items: T.Case[] }>(clerk, '/api/cases?box=all&limit=50')
  const id = items.find((c) => c.text === words)!.id
  await clerk.goto(`/console/cases/${id}`)
  await step(clerk, '暂停计时', async () => {
    await clerk.getByRole('dialog').getByLabel(/在等谁/).fill('县水利局')
    await clerk.getByRole('dialog').getByLabel('理由').fill('等管线图')
  })
  await expect(clerk.getByText(/起停表/)).toBeVisible()
  await expect(clerk.getByText('停表：等县水利局，等管线图')).toBeVisible()
})
