import { casesWith, choose, day, desk, expect, get, mark, phone, placeOf, post, report, test, type T } from './kit'

test('A2 a leader appointed to a topic sees the cases of that topic and no others', async ({ visit }) => {
  const leader = await visit('topicLeader', desk)
  const clerk = await visit('clerk', desk)
  const officer = await visit('micro', phone)
  const resident = await visit(null, phone)
  const { code } = await placeOf(officer)
  const word = mark()
  await report(resident, code, { text: `桥面裂了。${word}`, topic: 'road' })
  await report(resident, code, { text: `水管爆了。${word}`, topic: 'water' })
  expect(await casesWith(clerk, word)).toHaveLength(2)

  await leader.goto('/console/cases')
  await expect(leader.getByRole('link', { name: `桥面裂了。${word}` })).toBeVisible()
  await expect(leader.getByText(`水管爆了。${word}`)).toHaveCount(0)
  await leader.getByLabel('事项').selectOption({ label: '供水饮水' })
  await expect(leader.getByText('没有符合条件的案件')).toBeVisible()
  const all = await get<{ items: T.Case[] }>(leader, '/api/cases?box=all&limit=200')
  expect(new Set(all.items.map((c) => c.topic))).toEqual(new Set(['road']))

  const other = (await casesWith(clerk, word)).find((c) => c.topic === 'water')!
  await leader.goto(`/console/cases/${other.id}`)
  await expect(leader.getByText(/没有找到.*不在您负责的范围内/)).toBeVisible()
})

test('A2 an appointment made in the console gives access, and its end takes it away', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const clerk = await visit('clerk', desk)
  const newcomer = await visit(null, desk)
  const village = await placeOf(await visit('head', phone))
  const name = `段新任${mark()}`
  const person = await post<T.Person>(admin, '/api/persons', { name, place_id: village.id, phone: '13600007777' })
  const login = `duan.${mark()}`
  const { invite_path: invite } = await post<{ invite_path: string }>(admin, '/api/accounts', { person_id: person.id, login })

  await test.step('an account alone opens nothing', async () => {
    await newcomer.goto(invite)
    await newcomer.getByLabel('新密码').fill('槐树下三块青石-1988')
    await newcomer.getByLabel('再输一遍').fill('槐树下三块青石-1988')
    await newcomer.getByRole('button', { name: '设好密码并进入' }).click()
    await expect(newcomer).toHaveURL('/console')
    expect((await get<T.Me>(newcomer, '/api/me')).perms).toEqual([])
    await newcomer.goto('/console/me')
    await expect(newcomer.getByText(/今天没有岗位/)).toBeVisible()
  })

  await test.step('the administrator appoints the person on the page of the village', async () => {
    await admin.goto(`/console/places/${village.id}`)
    await admin.getByRole('button', { name: '任命', exact: true }).click()
    const dialog = admin.getByRole('dialog').filter({ hasText: '任命 ·' })
    await choose(admin, /^岗位/, /^专职网格员$/)
    await choose(admin, /^人员/, new RegExp(name), name)
    await dialog.getByLabel('任职起').fill(day(-3))
    await dialog.getByRole('button', { name: '任命', exact: true }).click()
    await expect(admin.getByRole('listitem').filter({ hasText: name })).toContainText('专职网格员')
  })

  await test.step('now the cases of the village are there, and those of its neighbours are not', async () => {
    await newcomer.goto('/console/cases')
    await expect(newcomer.getByRole('row').nth(1)).toBeVisible()
    const mine = await get<{ items: T.Case[] }>(newcomer, '/api/cases?box=all&limit=200')
    expect(mine.items.length).toBeGreaterThan(0)
    for (const c of mine.items) expect(c.path).toContain(village.name)
    const all = await get<{ items: T.Case[] }>(clerk, '/api/cases?box=all&limit=200')
    expect(all.items.some((c) => !c.path.includes(village.name))).toBe(true)
  })

  await test.step('the post is ended as of yesterday, and the access with it', async () => {
    await admin.goto(`/console/persons/${person.id}`)
    await admin.getByRole('listitem').filter({ hasText: '专职网格员' }).getByRole('button', { name: '卸任' }).click()
    const dialog = admin.getByRole('dialog').filter({ hasText: '卸任' })
    await dialog.getByLabel('最后一天').fill(day(-1))
    await dialog.getByLabel('理由').fill('调往县里')
    await dialog.getByRole('button', { name: '卸任', exact: true }).click()
    await expect(admin.getByText('今天没有岗位').first()).toBeVisible()
    expect((await newcomer.request.get('/api/cases?box=all')).status()).toBe(403)
    expect((await get<T.Me>(newcomer, '/api/me')).posts).toEqual([])
  })
})
