<<<<<<< HEAD
import { choose, desk, expect, get, mark, placeOf, report, step, test, type T } from './kit'
=======
import { desk, expect, get, mark, phone, placeOf, report, step, test, type T } from './kit'

test('B2 吹哨报到: a village calls a department, which reports in, acts and is rated; its figures stand beside it', async ({ visit }) => {
  const head = await visit('head', desk)
  const grid = await placeOf(head)
  const words = `桥头护栏松了 ${mark()}`
  await report(head, grid.code, { text: words })
  const { items } = await get<{ items: T.Case[] }>(head, '/api/cases?box=all&limit=50')
  const id = items.find((c) => c.text === words)!.id
  await head.goto(`/console/cases/${id}`)
  await head.getByRole('button', { name: '吹哨', exact: true }).click()
  const dialog = head.getByRole('dialog').filter({ hasText: '吹哨 ·' })
  await dialog.getByRole('combobox', { name: /叫哪些单位来/ }).press('ArrowDown')
  await head.getByRole('option').first().click()
  await head.keyboard.press('Escape')
  await dialog.getByLabel('要他们做什么').fill('请到现场加固护栏')
  await dialog.getByRole('button', { name: '吹哨', exact: true }).click()
  await expect(head.getByText('待报到')).toBeVisible()
  await expect(head.getByText('请到现场加固护栏')).toBeVisible()
})

test('B5 涉黑涉恶和“微腐败”线索: a resident sends a tip past the village; no list, count or search of the village knows it', async ({ visit }) => {
  const head = await visit('head', desk)
  const grid = await placeOf(head)
  const resident = await visit(null, phone)
  const words = `村里低保有人情保 ${mark()}`
  await resident.goto(`/g/${grid.code}/report?type=tip`)
  await expect(resident.getByText('只有县里专门负责的同志能看到')).toBeVisible()
  await resident.getByRole('radio', { name: '优亲厚友、吃拿卡要' }).check()
  await resident.getByLabel(/^什么事.在哪儿/).fill(words)
  await resident.getByRole('button', { name: '提交' }).click()
  await expect(resident.getByRole('heading', { name: /收到了/ })).toBeVisible()
  for (const who of ['head', 'clerk', 'director'] as const) {
    const page = await visit(who, desk)
    const { items } = await get<{ items: T.Case[] }>(page, '/api/cases?box=all&limit=100')
    expect(items.filter((c) => c.type === 'tip' || c.text.includes(words))).toEqual([])
    const sheet = await page.request.get('/api/exports/cases.xlsx?box=all')
    expect(sheet.ok()).toBe(true)
  }
})
>>>>>>> h6

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
