import { act, caseWith, choose, day, desk, expect, get, mark, meOf, phone, placeOf, post, report, test, type T } from './kit'
import { photoWithPosition } from './photo'

/** A household with its head, and one more person, entered without a browser. */
async function household(page: Parameters<typeof get>[0], place: string, head: string): Promise<T.HouseholdDetail> {
  return post<T.HouseholdDetail>(page, '/api/households', { place_id: place, members: [{ person: { name: head, birth: '1970-01-01' }, relation: '02', registered: true, lives: true }] })
}

test.describe('桃源', () => {
  test.use({ county: 'taoyuan' })

  test('A3 党组织、服务型党小组、党员、联系户: gaps are filled by nearness, one confirms, and the links follow the household', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const group = (await get<{ items: T.Body[] }>(admin, '/api/bodies?kind=service_group')).items[0]!
    const village = (await get<T.PlaceDetail>(admin, `/api/places/${group.place.id}`)).path.at(-1)!
    const house = await household(admin, group.place.id, `户${mark()}`)

    await test.step('households without a member are listed, with the village’s figures', async () => {
      await admin.goto(`/console/links?place=${village.id}`)
      await expect(admin.getByRole('heading', { name: '联户', exact: true })).toBeVisible()
    })

    await test.step('the proposal fills the gaps; only what is confirmed is saved', async () => {
      const before = await get<{ pairs: T.LinkProposal['pairs']; left: number }>(admin, `/api/links/proposal?kind=linked_household&place=${village.id}`)
      expect(before.pairs.length + before.left).toBeGreaterThan(0)
      const pair = before.pairs.find((p) => p.household.id === house.id)!
      expect(pair.near).toBe(true)
      await post(admin, '/api/links/confirm', { pairs: before.pairs.map((p) => ({ kind: 'linked_household', household_id: p.household.id, person_id: p.member.id, group_id: p.group.id })) })
      await admin.goto(`/console/households/${house.id}`)
      await expect(admin.getByRole('region', { name: '谁联系这户' })).toContainText(pair.member.name)
      await admin.goto(`/console/persons/${pair.member.id}`)
      await expect(admin.getByRole('region', { name: '联系的户' })).toContainText(house.head_name)
    })

    await test.step('the register goes out as a sheet', async () => {
      const file = await admin.request.get('/api/exports/links.xlsx?kind=linked_household')
      expect(file.status()).toBe(200)
    })
  })
})

test.describe('龙山', () => {
  test.use({ county: 'longshan' })

  test('A3 a branch is built on an industry chain, in a co-operative, in a grid; one that is built on nothing is listed', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const chain = (await get<{ items: T.Body[] }>(admin, '/api/bodies?kind=industry_chain')).items[0]!
    const branch = (await get<{ items: T.Body[] }>(admin, '/api/bodies?kind=chain_branch')).items[0]!
    const gaps = (await get<{ items: T.BodyGap[] }>(admin, `/api/body-gaps?kind=unbased&place=${branch.place.id}`)).items
    expect(gaps.map((g) => g.body?.id)).toContain(branch.id)
    const build = async (body: T.Body, on: string) => {
      await admin.goto(`/console/bodies/${body.id}`)
      await admin.getByRole('button', { name: '修改', exact: true }).click()
      const dialog = admin.getByRole('dialog').filter({ hasText: body.name })
      await choose(admin, /建在/, new RegExp(on), on, dialog)
      await dialog.getByRole('button', { name: '保存', exact: true }).click()
      await expect(dialog).toBeHidden()
      await expect(admin.locator('dl.facts div').filter({ hasText: '建在' }).getByRole('link', { name: on })).toBeVisible()
    }
    await build(branch, chain.name)
    await admin.goto(`/console/bodies/${chain.id}`)
    await expect(admin.getByText('建在这里的党组织')).toBeVisible()
    await expect(admin.getByRole('link', { name: branch.name })).toBeVisible()

    const coop = await post<T.Body>(admin, '/api/bodies', { name: `百合专业合作社${mark()}`, kind: 'cooperative', place_id: branch.place.id })
    const inside = await post<T.Body>(admin, '/api/bodies', { name: `合作社党支部${mark()}`, kind: 'cooperative_branch', place_id: branch.place.id })
    await build(inside, coop.name)
    const grid = (await get<{ items: T.Body[] }>(admin, '/api/bodies?kind=grid_branch')).items[0]!
    await build(grid, grid.place.name)
  })

  test('A5 互助五兴: one head links five households; fewer or more are told, and what the group does counts', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const group = (await get<{ items: T.Body[] }>(admin, '/api/bodies?kind=mutual_help_group')).items[0]!
    const members = (await get<{ items: T.LinkMember[] }>(admin, `/api/links/members?kind=five_households&place=${group.place.id}`)).items
    const head = members[0]!
    expect(head.gap).toBe('few')
    for (let i = head.households; i < 5; i++) {
      const house = await household(admin, group.place.id, `户${mark()}`)
      await post(admin, '/api/links', { kind: 'five_households', household_id: house.id, person_id: head.person_id, group_id: group.id })
    }
    const now = (await get<{ items: T.LinkMember[] }>(admin, `/api/links/members?kind=five_households&place=${group.place.id}`)).items.find((m) => m.person_id === head.person_id)!
    expect([now.households, now.gap]).toEqual([5, ''])
    await post(admin, '/api/activities', { body_id: group.id, day: day(), title: '帮收百合', people_ids: [head.person_id] })
    await admin.goto(`/console/bodies/${group.id}`)
    await expect(admin.getByRole('region', { name: '活动' })).toContainText('帮收百合')
    await expect(admin.getByRole('region', { name: '活动' })).toContainText('本月 1 次')
  })

  test('A4 支部工作联系点: a leader’s branch shows the days since; a contact is told and the interval begins anew', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const leader = await visit('leader', desk)
    const me = await meOf(leader)
    const branch = (await get<{ items: T.Body[] }>(admin, '/api/bodies?kind=party_branch')).items[0]!
    await post(admin, '/api/duties/contacts', { def: 'branch_contact', person_id: me.person_id, target_ids: [branch.id], last: day(-40) })
    await leader.goto('/console/lists/contacts')
    const row = leader.getByRole('row').filter({ hasText: branch.name }).filter({ hasText: me.name })
    await expect(row).toContainText('该去了')
    await row.getByRole('button', { name: '记一次联系' }).click()
    const dialog = leader.getByRole('dialog').filter({ hasText: '记一次联系' })
    await dialog.getByLabel('办了什么、谈了什么').fill('到支部讲党课，听村里汇报')
    await dialog.getByRole('button', { name: '记一次联系' }).click()
    await expect(row).not.toContainText('该去了')

    await test.step('a branch with which nobody keeps contact is listed as a gap until somebody does; the pairs go out as a sheet', async () => {
      const lonely = await post<T.Body>(admin, '/api/bodies', { name: `新设党支部${mark()}`, kind: 'party_branch', place_id: branch.place.id })
      await admin.goto('/console/lists/contacts')
      const gaps = admin.getByRole('region', { name: '缺漏' })
      await gaps.getByText(/还没有人联系的组织 \d+ 个/).click()
      await expect(gaps.getByRole('link', { name: lonely.name })).toBeVisible()
      await post(admin, '/api/duties/contacts', { def: 'branch_contact', person_id: me.person_id, target_ids: [lonely.id] })
      await admin.reload()
      await expect(admin.getByRole('row').filter({ hasText: lonely.name })).toBeVisible()
      await expect(gaps.getByRole('link', { name: lonely.name })).toHaveCount(0)
      const file = await admin.request.get((await admin.getByRole('link', { name: '导出 XLSX' }).getAttribute('href'))!)
      expect(file.status()).toBe(200)
    })
  })
})

test.describe('祥符', () => {
  test.use({ county: 'xiangfu' })

  test('A3 一编三定: members without a grid are listed, placed in one, with post and duty', async ({ visit }) => {
    const admin = await visit('admin', desk)
    await admin.goto('/console/bodies/party')
    const row = admin.getByRole('row').filter({ has: admin.getByRole('button', { name: '编入网格' }) }).first()
    const name = (await row.getByRole('link').first().textContent())!.trim()
    const place = (await get<{ items: T.Body[] }>(admin, '/api/bodies?kind=party_branch')).items[0]!.place
    await row.getByRole('button', { name: '编入网格' }).click()
    const dialog = admin.getByRole('dialog').filter({ hasText: name })
    await choose(admin, /所在网格/, new RegExp(place.name), place.name)
    await dialog.getByRole('button', { name: '编入网格' }).click()
    await admin.getByLabel('看哪些党员').selectOption({ label: '全部党员' })
    await expect(admin.getByRole('row').filter({ hasText: name }).first()).toContainText(place.name)
  })

  test('A5 四队三会一社、街长制: a team writes down what it did, and its page counts by month, quarter and year', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const team = (await get<{ items: T.Body[] }>(admin, '/api/bodies?kind=tree_team')).items[0]!
    await admin.goto(`/console/bodies/${team.id}`)
    await admin.getByRole('button', { name: '记一次活动' }).click()
    const dialog = admin.getByRole('dialog').filter({ hasText: '记一次活动' })
    const title = `管护行道树${mark()}`
    await dialog.getByLabel('做了什么').fill(title)
    await dialog.getByLabel('选照片或 PDF').setInputFiles({ name: 'IMG_1.JPG', mimeType: 'image/jpeg', buffer: await photoWithPosition(admin) })
    await dialog.getByRole('button', { name: '记一次活动' }).click()
    const region = admin.getByRole('region', { name: '活动' })
    await expect(region).toContainText(title)
    await expect(region).toContainText(/本月 \d+ 次/)
    await region.getByRole('img', { name: new RegExp(title) }).click()
    await expect(admin.getByRole('dialog').getByRole('link', { name: /原图/ })).toBeVisible()
    await admin.keyboard.press('Escape')
    const add = region.getByRole('listitem').filter({ hasText: title })
    await add.getByLabel('加照片').setInputFiles({ name: '签到表.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF') })
    await expect(add.getByRole('link', { name: /签到表\.pdf/ })).toBeVisible()

    await test.step('on the phone, on the spot, without a network: it waits with its photo and arrives once', async () => {
      const head = await visit('head', phone)
      await head.goto('/field/grid')
      await head.getByRole('link', { name: '记一次活动' }).click()
      await head.getByLabel('哪支队伍').selectOption({ label: team.name })
      const done = `清理河道${mark()}`
      await head.getByLabel('做了什么').fill(done)
      await head.getByLabel('拍照或选照片').setInputFiles({ name: 'IMG_2.JPG', mimeType: 'image/jpeg', buffer: await photoWithPosition(head) })
      await expect(head.getByRole('button', { name: '记下来' })).toBeEnabled()
      await head.context().setOffline(true)
      await head.getByRole('button', { name: '记下来' }).click()
      await expect(head.getByText('已存在手机里')).toBeVisible()
      await head.context().setOffline(false)
      await expect(head.getByRole('listitem').filter({ hasText: done }).getByRole('img')).toBeVisible()
      const all = (await get<{ items: T.Activity[] }>(admin, `/api/activities?body=${team.id}`)).items.filter((a) => a.title === done)
      expect(all.map((a) => a.files.length)).toEqual([1])
    })
  })

  test('A7 一村(格)一警: the card shows post and service number; a volunteer’s name only after recorded consent, gone when withdrawn', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const head = (await get<{ items: T.Appointment[] }>(admin, `/api/appointments?on=${day()}&limit=200`)).items.find((a) => a.post === 'household_head' && a.place)!
    const place = await get<T.PlaceDetail>(admin, `/api/places/${head.place!.id}`)
    const anybody = await visit(null, desk)
    const set = async (name: boolean) => {
      const now = (await get<{ items: T.Appointment[] }>(admin, `/api/appointments?person=${head.person_id}`)).items.find((a) => a.id === head.id)!
      await post(admin, `/api/appointments/${head.id}/consent`, { rev: now.rev, name, phone: name, how: name ? '签字同意书' : '' })
    }
    await set(false)
    await anybody.goto(`/g/${place.code}`)
    await expect(anybody.getByText(head.person_name)).toHaveCount(0)
    await expect(anybody.getByText('一村(格)一警').first()).toBeVisible()
    await expect(anybody.getByText('监督电话')).toBeVisible()
    await set(true)
    await anybody.reload()
    await expect(anybody.getByText(head.person_name).first()).toBeVisible()
    await set(false)
    await anybody.reload()
    await expect(anybody.getByText(head.person_name)).toHaveCount(0)

    await test.step('值班坐班: two who are on duty swap their days', async () => {
      const at = (await get<{ items: T.Appointment[] }>(admin, `/api/appointments?on=${day()}&limit=200`)).items.filter((a) => a.place?.level === 3 && !a.body)
      const here = at.filter((a) => a.place!.id === at[0]!.place!.id)
      const [one, two] = [here[0]!, here.find((a) => a.person_id !== here[0]!.person_id)!]
      const put = (d: string, id: string) => admin.request.put(`/api/places/${one.place!.id}/roster/${d}`, { data: { appointment_ids: [id] } })
      await put(day(1), one.id)
      await put(day(2), two.id)
      await admin.goto(`/console/places/${one.place!.id}`)
      await admin.getByRole('button', { name: '换班' }).click()
      for (const [box, who] of [['哪一班', one], ['换成哪一班', two]] as const) {
        await admin.getByRole('combobox', { name: box, exact: true }).press('ArrowDown')
        await admin.getByRole('option', { name: new RegExp(who.person_name) }).filter({ visible: true }).first().click()
        await expect(admin.getByRole('option').filter({ visible: true })).toHaveCount(0) // the list of one box goes before the next opens
      }
      await admin.getByRole('dialog').getByRole('button', { name: '换班' }).click()
      await expect(admin.getByRole('dialog')).toBeHidden()
      const days = (await get<{ items: T.RosterDay[] }>(admin, `/api/places/${one.place!.id}/roster?from=${day(1)}&days=2`)).items
      expect(days.map((d) => d.holders[0]!.person_name)).toEqual([two.person_name, one.person_name])
    })
  })

  test('A8 a seat that the law bars is refused with its article unless it is recorded as allowed; a near relative stands aside in a case', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const bodies = (await get<{ items: T.Body[] }>(admin, '/api/bodies?limit=200')).items
    const watch = bodies.find((b) => b.kind === 'supervision_committee')!
    const committee = bodies.find((b) => b.kind === 'villagers_committee' && b.place.id === watch.place.id)!
    const who = await post<T.Person>(admin, '/api/persons', { name: `赵${mark()}`, place_id: watch.place.id })
    await post(admin, `/api/bodies/${committee.id}/members`, { person_id: who.id, role: 'member' })
    await admin.goto(`/console/bodies/${watch.id}`)
    await admin.getByRole('button', { name: '添加成员' }).click()
    const dialog = admin.getByRole('dialog').filter({ hasText: '添加' })
    await choose(admin, /姓名|人员|谁/, new RegExp(who.name), who.name)
    await dialog.getByRole('button', { name: '添加' }).click()
    await expect(dialog).toContainText('村民委员会组织法 第37条')
    await dialog.getByLabel('任职依据').fill('换届前暂任，镇党委批准')
    await dialog.getByRole('button', { name: '添加' }).click()
    await expect(admin.getByRole('listitem').filter({ hasText: who.name }).first()).toBeVisible()

    await test.step('a request of the grid head’s brother: the head takes no step on it', async () => {
      const head = await visit('head', desk)
      const me = await meOf(head)
      const village = await placeOf(head)
      const number = `139${String(10_000_000 + Math.floor(Math.random() * 89_999_999))}`
      const brother = await post<T.Person>(admin, '/api/persons', { name: `弟${mark()}`, place_id: village.id, phone: number })
      await post(admin, `/api/persons/${me.person_id}/kin`, { other_id: brother.id, relation: 'sibling', source: '本人申报' })
      const words = `门前路灯坏了${mark()}`
      await report(await visit(null, desk), (await get<T.PlaceDetail>(admin, `/api/places/${village.id}`)).code, { text: words, name: '某人', contact: number })
      const found = await caseWith(head, words)
      await head.goto(`/console/cases/${found.id}`)
      await head.getByRole('button', { name: '受理', exact: true }).first().click()
      await head.getByRole('dialog').getByRole('button', { name: '受理', exact: true }).click()
      await expect(head.getByRole('dialog')).toContainText('应当回避')
      const now = await get<T.CaseDetail>(head, `/api/cases/${found.id}`)
      expect(now.state).toBe('reported')
    })

    await test.step('a contract of the village with the co-operative that a near relative leads is flagged', async () => {
      const sister = await post<T.Person>(admin, '/api/persons', { name: `妹${mark()}`, place_id: watch.place.id })
      await post(admin, `/api/persons/${who.id}/kin`, { other_id: sister.id, relation: 'sibling', source: '本人申报' })
      const coop = await post<T.Body>(admin, '/api/bodies', { name: `兴农合作社${mark()}`, kind: 'cooperative', place_id: watch.place.id })
      await post(admin, `/api/bodies/${coop.id}/members`, { person_id: sister.id, role: 'chair' })
      const director = await visit('director', desk)
      const clerk = await visit('clerk', desk) // who enters a project does not approve it
      const sum = 1_000_000
      const made = await clerk.request.post('/api/cases', {
        multipart: {
          type: 'project', text: `入户路${mark()}`, place_id: watch.place.id, client_key: crypto.randomUUID(), anonymous: 'false',
          fields: JSON.stringify({ title: '入户路', kind: 'road', budget: sum, residents: false, sources: [{ source: 'state', sum }] }),
        },
      })
      expect(made.status(), await made.text()).toBe(200)
      const { id } = await made.json() as T.CaseDetail
      await act(director, id, 'approve', { note: '同意', fields: { channel: 'village' } })
      await act(director, id, 'begin', { fields: { contractor: coop.name, contract_sum: sum, stages: [{ name: '路基', by: day(20) }] } })
      await director.goto(`/console/cases/${id}`)
      const note = director.getByRole('note', { name: '合同双方有关联' })
      await expect(note).toContainText(`${coop.name}的负责人${sister.name}`)
      await expect(note).toContainText(`${who.name}是${committee.name}`)
    })
  })
})

test.describe('桃源 设岗定责', () => {
  test.use({ county: 'taoyuan' })

  test('A6 a member without office takes a post of 设岗定责, its duty comes round and is reported on the phone', async ({ visit }) => {
    const member = await visit('policy_post', phone)
    await member.goto('/field/duties')
    await member.getByRole('link', { name: /每月讲一次政策/ }).last().click()
    await member.getByRole('radio', { name: '办完了' }).check()
    await member.getByLabel('说明').fill('屋场会讲了医保政策')
    await member.getByRole('button', { name: '报进展' }).click()
    await expect(member.getByText('待审核')).toBeVisible()
  })
})

test.describe('乡宁', () => {
  test('A5 党员突击队: the task force of members writes down what it did, and it counts', async ({ visit }) => {
    const director = await visit('director', desk)
    const village = await placeOf(await visit('head', desk))
    const team = await post<T.Body>(director, '/api/bodies', { name: `${village.name}党员突击队${mark()}`, kind: 'vanguard_team', place_id: village.id })
    await director.goto(`/console/bodies/${team.id}`)
    await director.getByRole('button', { name: '记一次活动' }).click()
    const dialog = director.getByRole('dialog').filter({ hasText: '记一次活动' })
    await dialog.getByLabel('做了什么').fill('防汛巡河')
    await dialog.getByRole('button', { name: '记一次活动' }).click()
    await expect(director.getByRole('region', { name: '活动' })).toContainText('本月 1 次')
    const counts = await get<{ year: number }>(director, `/api/activities/counts?body=${team.id}`)
    expect(counts.year).toBe(1)
  })

  test('L6 a post goes over as of a day by one preview, somebody acts until a day, and the account closes with the last post', async ({ visit }) => {
    const director = await visit('director', desk)
    const village = await placeOf(await visit('head', desk))
    const person = (name: string) => post<T.Person>(director, '/api/persons', { name, place_id: village.id })
    const [old, next, deputy] = [await person(`旧${mark()}`), await person(`新${mark()}`), await person(`代${mark()}`)]
    const own = await post<T.Appointment>(director, '/api/appointments', { post: 'full_time_officer', person_id: old.id, place_id: village.id, from: day(-30) })
    const words = `井盖松动${mark()}`
    const point = `走访独居老人${mark()}`

    await test.step('the holder has a request, a point of the year and a household in person', async () => {
      await report(director, (await get<T.PlaceDetail>(director, `/api/places/${village.id}`)).code, { text: words })
      const { id } = await caseWith(director, words)
      await act(director, id, 'accept')
      await act(director, id, 'dispatch', { assignee_id: old.id })
      const list = await post<T.DutyListDetail>(director, '/api/lists', { type: 'key_points', title: `年度工作要点${mark()}`, place_id: village.id, owner_id: old.id, to: day(60) })
      await post(director, '/api/duties/items', { list_id: list.id, title: point, person_id: old.id, due: day(30) })
      const group = await post<T.Body>(director, '/api/bodies', { name: `第一党小组${mark()}`, kind: 'party_group', place_id: village.id })
      for (const who of [old, next]) await post(director, `/api/bodies/${group.id}/members`, { person_id: who.id })
      const house = await household(director, village.id, `户主${mark()}`)
      await post(director, '/api/links', { kind: 'linked_household', household_id: house.id, person_id: old.id, group_id: group.id })
    })

    await test.step('somebody acts for the holder until a day, and is shown as acting', async () => {
      await director.goto(`/console/persons/${old.id}`)
      await director.getByRole('button', { name: '代理', exact: true }).click()
      const dialog = director.getByRole('dialog').filter({ hasText: '谁来代理' })
      await choose(director, /代理人/, new RegExp(deputy.name), deputy.name)
      await dialog.getByLabel('到哪一天').fill(day(5))
      await dialog.getByLabel('理由').fill('住院')
      await dialog.getByRole('button', { name: '安排代理' }).click()
      await expect(dialog).toBeHidden()
      await director.goto(`/console/persons/${deputy.id}`)
      await expect(director.getByText('代理', { exact: true }).first()).toBeVisible()
    })

    await test.step('a handover planned for a later day stands in the list and is called off there', async () => {
      await post(director, '/api/handovers', { appointment_id: own.id, into_id: next.id, day: day(9), reason: '拟调整' })
      await director.goto('/console/persons')
      await director.getByRole('button', { name: '岗位交接' }).click()
      const row = director.getByRole('row').filter({ hasText: old.name })
      await expect(row).toContainText('待实行')
      await row.getByRole('button', { name: '取消交接' }).click()
      const dialog = director.getByRole('dialog').filter({ hasText: old.name })
      await dialog.getByLabel('理由').fill('暂不调整')
      await dialog.getByRole('button', { name: '取消交接', exact: true }).click()
      await expect(dialog).toBeHidden()
      await expect(row).toContainText('已取消')
      await expect(row.getByRole('button')).toHaveCount(0)
    })

    await test.step('the list follows the place that is chosen above', async () => {
      const { items } = await get<{ items: T.PlaceHit[] }>(director, `/api/places/search?q=${encodeURIComponent('村')}`)
      const other = items.find((p) => p.level === 3 && p.id !== village.id)!
      for (const [at, n] of [[other, 0], [village, 1]] as const) {
        await choose(director, /^只看/, new RegExp(at.name), at.name)
        await expect(director.locator('.sentence')).toContainText(at.name)
        await expect(director.getByRole('row').filter({ hasText: old.name })).toHaveCount(n)
      }
    })

    await test.step('one preview shows what goes over and what stays; one confirmation does it', async () => {
      await director.goto(`/console/persons/${old.id}`)
      await director.getByRole('button', { name: '交接', exact: true }).click()
      const dialog = director.getByRole('dialog').filter({ hasText: '交给谁' })
      await choose(director, /接任的人/, new RegExp(next.name), next.name)
      await expect(dialog.getByText('账号自动停用')).toBeVisible()
      for (const what of [/诉求.*井盖松动/, new RegExp(`清单事项.*${point}`), /清单.*年度工作要点/, /联系户.*户主/]) await expect(dialog.getByRole('listitem').filter({ hasText: what })).toBeVisible()
      await dialog.getByLabel('理由').fill('工作调整')
      await dialog.getByRole('button', { name: '交接', exact: true }).click()
      await expect(dialog).toBeHidden()
      const held = (await get<{ items: T.Appointment[] }>(director, `/api/appointments?person=${next.id}&on=${day()}`)).items
      expect(held.map((a) => a.post)).toEqual([own.post])
      const acting = (await get<{ items: T.Appointment[] }>(director, `/api/appointments?person=${deputy.id}`)).items
      expect(acting[0]!.to < day()).toBe(true)
      expect((await caseWith(director, words)).assignee?.name).toBe(next.name)
      await director.goto(`/console/persons/${next.id}`)
      await expect(director.getByRole('listitem').filter({ hasText: point })).toBeVisible()
      await expect(director.getByRole('region', { name: '联系的户' })).toContainText('户主')
      await director.goto('/console/persons/handovers')
      await expect(director.getByRole('row').filter({ hasText: old.name }).filter({ hasText: '已交接' })).toContainText('诉求 1 · 清单事项 1 · 清单 1 · 联系户 1')
    })

    await test.step('only the work goes over: the post stays with its holder', async () => {
      const more = `路灯不亮${mark()}`
      await report(director, (await get<T.PlaceDetail>(director, `/api/places/${village.id}`)).code, { text: more })
      const { id } = await caseWith(director, more)
      await act(director, id, 'accept')
      await act(director, id, 'dispatch', { assignee_id: next.id })
      const third = await person(`接${mark()}`)
      await post(director, '/api/appointments', { post: 'full_time_officer', person_id: third.id, place_id: village.id })
      await director.goto(`/console/persons/${next.id}`)
      await director.getByRole('button', { name: '交接', exact: true }).click()
      const dialog = director.getByRole('dialog').filter({ hasText: '交给谁' })
      await dialog.getByText('只交工作').click()
      await choose(director, /接任的人/, new RegExp(third.name), third.name, dialog)
      await expect(dialog.getByRole('listitem').filter({ hasText: more })).toBeVisible()
      await dialog.getByLabel('理由').fill('分工调整')
      await dialog.getByRole('button', { name: '交接', exact: true }).click()
      await expect(dialog).toBeHidden()
      expect((await caseWith(director, more)).assignee?.name).toBe(third.name)
      const held = (await get<{ items: T.Appointment[] }>(director, `/api/appointments?person=${next.id}&on=${day()}`)).items
      expect(held.map((a) => a.post)).toEqual([own.post])
    })
  })
})
