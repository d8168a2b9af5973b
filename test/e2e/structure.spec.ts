import { day, desk, expect, get, mark, post, report, test, type Page, type T } from './kit'

/** A village of its own for this story, as old as a month, with a head. */
async function village(page: Page, name: string, township: string): Promise<T.Place> {
  const made = await post<T.Place>(page, '/api/places', { parent_id: township, name, kind: 'village', from: day(-30) })
  const head = await post<{ id: string }>(page, '/api/persons', { name: `${name}长`, place_id: made.id })
  await post(page, '/api/appointments', { post: 'grid_head', person_id: head.id, place_id: made.id, from: day(-20) })
  return made
}

test('A1 two villages become one: seen before it is done, and the day before stays as it was', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const { items } = await get<{ items: T.PlaceHit[] }>(admin, '/api/places/search?q=changning')
  const n = mark()
  const stays = await village(admin, `甲${n}村`, items[0]!.id)
  const ends = await village(admin, `乙${n}村`, items[0]!.id)
  await post(admin, '/api/places', { parent_id: ends.id, name: `东${n}组`, kind: 'group_grid', from: day(-30) })
  await report(admin, ends.code, { text: `${n} 水渠堵了三天`, topic: 'water' })

  await admin.goto(`/console/places/${stays.id}`)
  await admin.getByRole('button', { name: '架构调整' }).click()
  const wizard = admin.getByRole('dialog')
  await wizard.getByRole('button', { name: /^合并/ }).click()
  await wizard.getByText(ends.name, { exact: true }).click()
  await wizard.getByRole('button', { name: '看会怎样' }).click()
  await expect(wizard).toContainText('还没有改动')
  await expect(wizard.getByRole('listitem').filter({ hasText: ends.name }).first()).toContainText('撤销')
  await expect(wizard).toContainText(`${n} 水渠堵了三天`)

  // Two heads of one grid are not possible: said before anything is saved.
  const second = wizard.getByRole('group', { name: `${ends.name}长` })
  await second.getByRole('button', { name: '继续' }).click()
  await expect(wizard.getByRole('alert')).toContainText('不能同时有两个')
  await second.getByRole('button', { name: '到此为止' }).click()
  await expect(wizard.getByRole('alert')).toHaveCount(0)
  expect((await get<T.PlaceDetail>(admin, `/api/places/${ends.id}`)).to).toBe('')
  await wizard.getByRole('button', { name: /起合并/ }).click()
  await expect(wizard).toHaveCount(0)

  await expect(admin.locator('section.panel').filter({ hasText: '沿革' })).toContainText(`由${ends.name}并入`)
  await expect(admin.getByRole('treeitem').filter({ hasText: ends.name })).toHaveCount(0)
  await admin.getByLabel('看哪一天').fill(day(-1))
  await expect(admin.getByRole('status')).toContainText('的架构')
  await admin.getByRole('treeitem').filter({ hasText: ends.name }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toContainText(ends.name)
  await expect(admin.locator('section.panel').filter({ hasText: '谁负责' })).toContainText(`${ends.name}长`)
  await admin.getByRole('button', { name: '回到今天' }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toContainText('已撤销')

  await admin.goto(`/g/${ends.code}`) // the sign on the wall
  await expect(admin).toHaveURL(new RegExp(`/g/${stays.code}$`))
})
