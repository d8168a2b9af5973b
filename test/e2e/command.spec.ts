import { appoint, casesWith, day, desk, enter, expect, get, mark, phone, post, report, test, type Page, type T } from './kit'

test.use({ county: 'zhushan' })

/** All pages of a list. */
async function all<R>(page: Page, path: string): Promise<R[]> {
  const out: R[] = []
  for (let cursor = ''; ;) {
    const got = await get<{ items: R[]; next: string }>(page, `${path}&limit=200&cursor=${cursor}`)
    out.push(...got.items)
    if (!(cursor = got.next)) return out
  }
}

async function end(page: Page, where: string, last: string): Promise<void> {
  await page.getByRole('listitem').filter({ hasText: where }).getByRole('button', { name: '卸任' }).click()
  const dialog = page.getByRole('dialog').filter({ hasText: '卸任' })
  await dialog.getByLabel('最后一天').fill(last)
  await dialog.getByLabel('理由').fill('分工调整')
  await dialog.getByRole('button', { name: '卸任', exact: true }).click()
  await expect(dialog).toBeHidden()
}

test('A2 竹山指挥体系: 17 area headquarters, 43 county leaders, one office and nineteen task groups stand in the console', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const bodies = (kind: string) => all<T.Body>(admin, `/api/bodies?kind=${kind}`)
  expect(await bodies('area_headquarters')).toHaveLength(17)
  expect(await bodies('command_office')).toHaveLength(1)
  const groups = await bodies('county_task_group')
  expect(groups).toHaveLength(19)
  expect(groups.map((g) => g.name)).toEqual(expect.arrayContaining(['产业扶贫工作组', '易地搬迁工作组', '健康扶贫工作组']))
  const held = await all<T.Appointment>(admin, `/api/appointments?on=${day()}`)
  const leaders = held.filter((a) => a.post === 'area_leader')
  expect(new Set(leaders.map((a) => a.person_id)).size).toBe(43)
  expect(new Set(leaders.map((a) => a.place!.id)).size).toBe(17)

  await admin.goto('/console/bodies')
  await admin.locator('.filters select').selectOption({ label: '乡镇片区指挥部' })
  await expect(admin.getByRole('link', { name: '擂鼓镇片区指挥部' })).toBeVisible()
  await admin.locator('.filters select').selectOption({ label: '县专项工作组(十九组)' })
  await admin.getByRole('link', { name: '饮水安全工作组' }).click()
  await expect(admin.getByText('专项工作组组长 · 供水饮水')).toBeVisible()

  await test.step('each level of it answers: area commander, village command post, linked households', async () => {
    for (const [who, place] of [['片区指挥长', '擂鼓镇'], ['村级指挥所所长', '擂鼓村'], ['联户干部', '擂鼓村']] as const) {
      const me = await get<T.Me>(await visit(who, phone), '/api/me')
      expect(me.posts.map((p) => p.place?.name)).toContain(place)
    }
  })
})

test('A2 a leader sees the union of the places and topics held on that day, and nothing else', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const resident = await visit(null, phone)
  const leader = await visit(null, desk)
  const word = mark()
  // 宝丰镇 is to be the leader's area, drinking water their task group over the whole county.
  await report(resident, '420323103200', { text: `宝丰的路塌了。${word}`, topic: 'road' })
  await report(resident, '420323104200', { text: `擂鼓的水停了。${word}`, topic: 'water' })
  await report(resident, '420323104200', { text: `擂鼓的路坏了。${word}`, topic: 'road' })
  await report(resident, '420323103200', { text: `宝丰有人吃拿卡要。${word}`, topic: 'conduct' }) // sealed: for no leader of an area
  const seen = async () => (await casesWith(leader, word)).map((c) => c.text.slice(0, 5)).sort()

  const town = (await get<{ items: T.PlaceHit[] }>(admin, `/api/places/search?q=${encodeURIComponent('宝丰镇')}`)).items.find((p) => p.name === '宝丰镇')!
  const county = (await get<{ items: T.PlaceHit[] }>(admin, `/api/places/search?q=${encodeURIComponent('竹山县')}`)).items.find((p) => p.name === '竹山县')!
  const name = `陶片长${word}`
  const person = await post<T.Person>(admin, '/api/persons', { name, place_id: county.id, phone: '13600008888' })
  const { account } = await post<{ account: T.Account }>(admin, '/api/accounts', { person_id: person.id, login: `tao.${word}` })
  const me = await enter(leader, account.id)
  expect(me.perms, 'an account alone opens nothing').toEqual([])

  await test.step('the administrator appoints them to the area on the page of the township', async () => {
    await admin.goto(`/console/places/${town.id}`)
    await appoint(admin, name, /^片区指导县领导$/, day(-3))
    await expect(admin.getByRole('listitem').filter({ hasText: name })).toContainText('片区指导县领导')
    expect(await seen()).toEqual(['宝丰的路塌'])
  })

  await test.step('and to a topic on the page of the task group: now it is both together', async () => {
    const { items } = await get<{ items: T.Body[] }>(admin, `/api/bodies?q=${encodeURIComponent('饮水安全工作组')}`)
    await admin.goto(`/console/bodies/${items[0]!.id}`)
    await appoint(admin, name, /^专项工作组组长$/, day(), /^供水饮水$/)
    await leader.goto('/console/cases')
    await expect(leader.getByRole('link', { name: `宝丰的路塌了。${word}` })).toBeVisible()
    await expect(leader.getByRole('link', { name: `擂鼓的水停了。${word}` })).toBeVisible()
    await expect(leader.getByText(`擂鼓的路坏了。${word}`)).toHaveCount(0)
    expect(await seen()).toEqual(['宝丰的路塌', '擂鼓的水停'])
    const every = await all<T.Case>(leader, '/api/cases?box=all')
    for (const c of every) expect(c.topic === 'water' || c.path.includes('宝丰镇'), `${c.topic} in ${c.path}`).toBe(true)
  })

  await test.step('what lies outside is not found by its address either', async () => {
    const clerk = await visit('countyCentre', desk)
    const other = (await casesWith(clerk, word)).find((c) => c.text.startsWith('擂鼓的路'))!
    await leader.goto(`/console/cases/${other.id}`)
    await expect(leader.getByText(/没有找到.*不在您负责的范围内/)).toBeVisible()
    expect((await leader.request.get(`/api/cases/${other.id}`)).status()).toBe(404)
  })

  await test.step('it is that day that counts: an appointment of tomorrow opens nothing today, one that ended yesterday nothing more', async () => {
    const second = (await get<{ items: T.PlaceHit[] }>(admin, `/api/places/search?q=${encodeURIComponent('擂鼓镇')}`)).items.find((p) => p.name === '擂鼓镇')!
    await admin.goto(`/console/places/${second.id}`)
    await appoint(admin, name, /^片区指导县领导$/, day(1))
    expect(await seen()).toEqual(['宝丰的路塌', '擂鼓的水停'])
    await admin.goto(`/console/persons/${person.id}`)
    await end(admin, '宝丰镇', day(-1))
    expect(await seen()).toEqual(['擂鼓的水停'])
    await end(admin, '饮水安全工作组', day())
    expect(await seen(), 'the last day counts too').toEqual(['擂鼓的水停'])
  })
})
