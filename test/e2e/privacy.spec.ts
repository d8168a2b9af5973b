import { choose, desk, expect, get, mark, phone, placeOf, post, test, type T } from './kit'

test('L9 at the counter somebody sees what is held on them and who looked, takes a copy, and asks for a correction', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const village = await placeOf(await visit('head', phone))
  const name = `温如玉${mark()}`
  const person = await post<T.Person>(admin, '/api/persons', { name, place_id: village.id, phone: '13612340000' })
  await post(admin, `/api/persons/${person.id}/reveal`, { reason: '核实住址' })

  await admin.goto(`/console/persons/${person.id}`)
  await admin.getByRole('button', { name: '给本人查看' }).click()
  await expect(admin.getByRole('button', { name: '打开', exact: true })).toBeDisabled()
  await admin.getByLabel('怎样核对的身份').fill('看了身份证原件')
  await admin.getByLabel('理由').fill('本人来问')
  await admin.getByRole('button', { name: '打开', exact: true }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText(`${name}：系统里记录的信息`)
  await expect(admin.getByText('13612340000')).toBeVisible()
  await expect(admin.getByRole('listitem').filter({ hasText: '核实住址' })).toContainText('系统管理员')

  const copy = admin.waitForEvent('download')
  await admin.getByRole('button', { name: /复制给本人/ }).click()
  expect((await copy).suggestedFilename()).toBe(`${name}.xlsx`)
  const { items: journal } = await get<{ items: T.JournalItem[] }>(admin, `/api/journal?table=person&id=${person.id}`)
  expect(journal.filter((j) => j.reason === '本人来问 · 看了身份证原件').map((j) => j.action)).toContain('privacy.copy')

  await admin.goto('/console/privacy/requests')
  await admin.getByRole('button', { name: '登记请求' }).first().click()
  const dialog = admin.getByRole('dialog')
  await choose(admin, /^请求/, /^更正/)
  await choose(admin, /^谁的信息/, new RegExp(name), name)
  await dialog.getByLabel('怎样核对的身份').fill('看了身份证原件')
  await dialog.getByLabel('要求什么').fill('电话换了')
  await dialog.getByRole('button', { name: '登记', exact: true }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toContainText(name)
  await expect(admin.locator('.page-head .sentence')).toContainText('还剩 15 个工作日')
  await admin.getByRole('button', { name: '答复', exact: true }).click()
  await admin.getByRole('dialog').getByLabel('答复').fill('已改成新的电话')
  await admin.getByRole('dialog').getByRole('button', { name: '答复', exact: true }).click()
  await expect(admin.locator('.page-head .sentence')).toContainText('没有超过期限')

  const resident = await visit(null, phone)
  await resident.goto('/privacy/report')
  await expect(resident.getByText('事情办结后 24 个月删除').first()).toBeVisible()
})
