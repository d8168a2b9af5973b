import { act, caseWith, choose, desk, expect, get, mark, meOf, phone, placeOf, post, report, step, test, type Page, type T } from './kit'
import { photoWithPosition, tellsPosition } from './photo'
import { picture } from './pictures'

/** What the resident sees on the follow-up page of a code. */
async function follow(page: Page, code: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('提交时给您的查询码').fill(code)
  await page.getByRole('button', { name: '查进展' }).click()
}

/** The case of these words on the clerk's list, opened. */
async function openFromList(page: Page, words: string): Promise<void> {
  await page.goto('/console')
  await page.getByRole('tab', { name: '全部' }).click()
  await page.getByRole('link', { name: words }).click()
  await expect(page.getByRole('heading', { name: '经过' })).toBeVisible()
}

test("B1 a resident's report travels from the phone to the rating", async ({ visit }) => {
  const officer = await visit('micro', phone)
  const clerk = await visit('clerk', desk)
  const resident = await visit(null, phone)
  const grid = await placeOf(officer)
  const names = [(await meOf(officer)).name, (await meOf(clerk)).name] as const
  const words = `村口水渠边、${mark()} 号电杆旁的路塌了一块，骑车容易摔。`
  const answer = '坑已用碎石填平压实，边上立了反光桩。'
  const original = await photoWithPosition(resident)
  expect(tellsPosition(original)).toBe(true)

  await test.step('the resident opens the card of the grid and reports with a photo and a phone number', async () => {
    await resident.goto(`/g/${grid.code}`)
    await expect(resident.getByRole('heading', { level: 1 })).toHaveText(grid.name)
    await resident.getByRole('link', { name: '反映问题' }).click()
    await resident.getByLabel(/^什么事.在哪儿/).fill(words)
    await resident.getByRole('radio', { name: '道路交通' }).check()
    await resident.getByLabel(/^照片/).setInputFiles({ name: 'IMG_0001.JPG', mimeType: 'image/jpeg', buffer: original })
    await expect(resident.getByText('已选 1 张照片')).toBeVisible()
    await resident.getByLabel('怎么称呼您').fill('冯秀英')
    await resident.getByLabel('电话', { exact: true }).fill('13934567890')
    await resident.getByRole('button', { name: '提交' }).click()
    await expect(resident.getByRole('heading', { name: /收到了/ })).toBeVisible()
  })
  const code = (await resident.locator('.code').innerText()).trim()
  expect(code.length).toBeGreaterThan(8)

  await test.step("the township's clerk finds it, accepts it and passes it to the officer by name", async () => {
    await openFromList(clerk, words)
    await expect(clerk.getByText('139****7890')).toBeVisible()
    await expect(clerk.getByText('13934567890')).toHaveCount(0)
    await step(clerk, '受理')
    await step(clerk, '派单', () => choose(clerk, /派给谁/, new RegExp(names[0])))
    await expect(clerk.getByText(`${names[0]}在办`)).toBeVisible()
  })

  await test.step('the officer takes it on in the field and answers', async () => {
    await officer.goto('/field')
    await officer.getByRole('link', { name: words }).click()
    await officer.getByRole('button', { name: '签收' }).click()
    await officer.getByRole('dialog').getByRole('button', { name: '签收' }).click()
    await officer.getByRole('button', { name: '答复结果' }).click()
    await officer.getByLabel('说明').fill(answer)
    await officer.getByRole('dialog').getByRole('button', { name: '答复结果' }).click()
    await expect(officer.getByRole('heading', { level: 1 })).toHaveText('待核查')
  })

  await test.step('the clerk checks the result', async () => {
    await clerk.reload()
    await expect(clerk.getByText(answer).first()).toBeVisible()
    await step(clerk, '核查通过')
  })

  await test.step('the resident follows it by the code, reads no name of an officer, and rates it', async () => {
    await follow(resident, code)
    await expect(resident.getByRole('heading', { level: 1 })).toHaveText(/已办好.请您评价/)
    await expect(resident.locator('.answer')).toContainText(answer)
    for (const said of ['已受理', '已派给承办单位', '承办人员已接手', '办理结果', '已核实办好']) await expect(resident.locator('.steps')).toContainText(said)
    const page = await resident.locator('body').innerText()
    for (const name of names) expect(page).not.toContain(name)
    await resident.getByRole('radio', { name: '很满意', exact: true }).check()
    await resident.getByLabel(/还想说的/).fill('第二天就修好了。')
    await resident.getByRole('button', { name: '提交评价' }).click()
    await expect(resident.getByRole('heading', { name: '您的评价' })).toBeVisible()
  })

  await test.step('the clerk closes it; the timeline says who did what, numbered in the journal', async () => {
    await clerk.reload()
    await step(clerk, '办结')
    const steps = ['办结', '评价', '核查通过', '答复结果', '签收', '派单', '受理', '群众上报']
    const line = clerk.getByRole('list', { name: '经过' }).getByRole('listitem')
    // On PostgreSQL the journal numbers an entry a moment after it is written.
    await expect(async () => {
      await clerk.reload()
      await expect(line).toHaveText(steps.map((s) => new RegExp(`^${s}.*第 [\\d,]+ 号`, 's')), { timeout: 3000 })
    }).toPass()
    for (const [of, name] of [['受理', names[1]], ['派单', names[1]], ['签收', names[0]], ['答复结果', names[0]], ['核查通过', names[1]]] as const) {
      await expect(line.filter({ hasText: new RegExp(`^${of}`) })).toContainText(name)
    }
    await expect(clerk.getByText('第二天就修好了。').first()).toBeVisible()
    await picture(clerk, 'console-case')
  })

  await test.step('the photo tells nobody where it was taken', async () => {
    const found = await caseWith(clerk, words)
    const { photo_list: photos } = await get<T.CaseDetail>(clerk, `/api/cases/${found.id}`)
    expect(photos).toHaveLength(1)
    await expect(clerk.getByRole('img', { name: /反映时的照片/ })).toBeVisible()
    const served = await (await clerk.request.get(photos[0]!.url)).body()
    expect(served.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
    expect(tellsPosition(served)).toBe(false)
  })
})

test('B1 the form works without script, and the server itself takes the position out of a photo', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const officer = await visit('micro', phone)
  const grid = await placeOf(officer)
  const camera = await visit(null, phone)
  const resident = await visit(null, { ...phone, javaScriptEnabled: false })
  const words = `路灯不亮,晚上看不清。${mark()}`
  await resident.goto(`/g/${grid.code}/report`)
  await resident.getByRole('button', { name: '提交' }).click()
  await resident.getByLabel(/^什么事.在哪儿/).fill(words)
  await resident.getByLabel(/^照片/).setInputFiles({ name: 'IMG_0002.JPG', mimeType: 'image/jpeg', buffer: await photoWithPosition(camera) })
  await resident.getByRole('button', { name: '提交' }).click()
  await resident.getByRole('link', { name: '看进展' }).click()
  await expect(resident.getByText(words)).toBeVisible()

  const open = (await resident.getByRole('img', { name: '照片 1' }).getAttribute('src'))!
  const { id } = await caseWith(clerk, words)
  const inside = (await get<T.CaseDetail>(clerk, `/api/cases/${id}`)).photo_list[0]!.url
  for (const [page, url] of [[resident, open], [clerk, inside]] as const) {
    const served = await (await page.request.get(url)).body()
    expect(served.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]))
    expect(tellsPosition(served)).toBe(false)
  }
  expect((await resident.request.get(inside)).status()).toBe(401)
})

test('B1 a case is returned with a reason and goes to a unit instead', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const officer = await visit('micro', phone)
  const resident = await visit(null, phone)
  const words = `县道上的护栏断了。${mark()}`
  const reason = '县道不归村里管,请转交通局。'
  const code = await report(resident, (await placeOf(officer)).code, { text: words, topic: 'road' })
  const { id } = await caseWith(clerk, words)
  await act(clerk, id, 'accept')
  await act(clerk, id, 'dispatch', { assignee_id: (await meOf(officer)).person_id })

  await officer.goto(`/field/cases/${id}`)
  await officer.getByRole('button', { name: '其他操作' }).click()
  await officer.getByRole('dialog').getByRole('button', { name: '退单' }).click()
  await officer.getByRole('dialog').getByRole('button', { name: '退单' }).last().click()
  await expect(officer.getByRole('alert')).toBeVisible()
  await officer.getByLabel('理由').fill(reason)
  await officer.getByRole('dialog').getByRole('button', { name: '退单' }).last().click()
  await expect(officer.getByRole('dialog')).toHaveCount(0)

  await openFromList(clerk, words)
  const line = clerk.getByRole('list', { name: '经过' }).getByRole('listitem')
  await expect(line.first()).toContainText('退单')
  await expect(line.first()).toContainText(reason)
  await step(clerk, '派单', () => choose(clerk, /派给哪个单位/, /县交通运输局/))
  await expect(clerk.getByText('县交通运输局在办')).toBeVisible()
  await follow(resident, code)
  await expect(resident.getByRole('heading', { level: 1 })).toHaveText('已派给承办单位')
})

test('B1 an anonymous report keeps nothing of who sent it', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const clerk = await visit('clerk', desk)
  const officer = await visit('micro', phone)
  const resident = await visit(null, phone)
  const { code } = await placeOf(officer)
  const words = `有人在河边倒垃圾。${mark()}`

  await resident.goto(`/g/${code}/report`)
  await resident.getByLabel(/^什么事.在哪儿/).fill(words)
  await resident.getByLabel('怎么称呼您').fill('贺兰香')
  await resident.getByLabel('电话', { exact: true }).fill('13800001234')
  await resident.getByLabel(/匿名反映/).check()
  await expect(resident.getByLabel('电话', { exact: true })).toBeDisabled()
  await resident.getByRole('button', { name: '提交' }).click()
  await expect(resident.getByRole('heading', { name: /收到了/ })).toBeVisible()
  expect(await resident.context().cookies()).toEqual([])
  expect(await resident.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
  // A phone without script sends the fields as they were typed: the server must drop them.
  const bare = `${words} 第二次`
  await report(resident, code, { text: bare, name: '贺兰香', contact: '13800001234', anonymous: true })

  await openFromList(clerk, bare)
  await expect(clerk.getByText('居民 · 匿名')).toBeVisible()
  await expect(clerk.getByRole('button', { name: '显示' })).toHaveCount(0)
  for (const text of [words, bare]) {
    const { items } = await get<{ items: T.Case[] }>(clerk, '/api/cases?box=all&limit=50')
    const { id } = items.find((c) => c.text === text)!
    const kept = JSON.stringify([await get(clerk, `/api/cases/${id}`), await get(admin, `/api/journal?table=case&id=${id}`)])
    expect(await post(clerk, `/api/cases/${id}/reveal`, { reason: '核对' })).toMatchObject({ contact: '', name: '' })
    for (const trace of ['贺兰香', '13800001234', '138****1234']) expect(kept).not.toContain(trace)
  }
})
