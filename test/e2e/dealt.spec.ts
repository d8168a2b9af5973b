import { choose, desk, expect, get, mark, placeOf, report, step, test, type T } from './kit'

test('D4 整改台账: a finding with owner, day and proof; whoever claims it mended does not verify it', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const words = `河道边堆放秸秆 ${mark()}`
  await clerk.goto('/console/cases/new?type=rectification')
  await clerk.getByRole('textbox', { name: /^事情/ }).fill(words)
  await choose(clerk, /^地方/, new RegExp((await placeOf(clerk)).name))
  await choose(clerk, /问题来源/, /环境督查/)
  await choose(clerk, /整改类型/, /限期整改/)
  await clerk.getByLabel(/整改期限/).fill('2030-12-20')
  await clerk.getByRole('button', { name: '登记', exact: true }).click()
  await expect(clerk.getByText('待交办').first()).toBeVisible()
  await expect(clerk.getByText('限期整改')).toBeVisible()
})

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
