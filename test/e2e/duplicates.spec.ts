import { desk, expect, get, mark, phone, placeOf, post, test, type T } from './kit'

test('L1 two entries of one person are merged by an officer, and taken apart again', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const village = await placeOf(await visit('head', phone))
  const [word, number] = [mark(), mark()]
  const enter = (name: string, tel = '') => post<T.Person>(admin, '/api/persons', { name, place_id: village.id, phone: tel })
  const first = await enter(`甄一人${word}`, `13611${number}`)
  const second = await enter(`甄一人${word}书记`, `13611${number}`)
  await post(admin, '/api/appointments', { post: 'duty_cadre', person_id: second.id, place_id: village.id })

  await admin.goto('/console/persons/duplicates')
  await admin.getByRole('button', { name: '查找重复' }).click()
  const row = admin.getByRole('row').filter({ hasText: `甄一人${word}` })
  await expect(row).toContainText('电话相同，姓名相近')
  await row.getByRole('button', { name: '比一比' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('是同一个人，合并').check()
  await dialog.getByLabel('理由').fill('问过本人')
  await dialog.getByRole('button', { name: '合并', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(row).toHaveCount(0)

  const held = async (p: T.Person) => (await get<T.PersonDetail>(admin, `/api/persons/${p.id}`)).appointments.length
  expect([await held(first), await held(second)]).toEqual([1, 0])
  await admin.goto('/console/persons')
  await admin.getByPlaceholder('找姓名或拼音').fill(`甄一人${word}书记`)
  await expect(admin.getByRole('link', { name: `甄一人${word}`, exact: true })).toBeVisible()

  await admin.goto('/console/persons/duplicates')
  await admin.getByLabel('看哪一种').selectOption({ label: '已经合并的' })
  await row.getByRole('button', { name: '撤销合并' }).click()
  await admin.getByRole('dialog').getByLabel('理由').fill('是两个人')
  await admin.getByRole('dialog').getByRole('button', { name: '撤销合并' }).click()
  await expect(row).toHaveCount(0)
  expect([await held(first), await held(second)]).toEqual([0, 1])
})
