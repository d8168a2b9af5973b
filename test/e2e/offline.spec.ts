import { readFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { caseWith, casesWith, desk, expect, get, mark, meOf, phone, pin, pinned, placeOf, post, signIn, test, type Page, type T } from './kit'
import { photoWithPosition } from './photo'

const person = (name: string) => ({ person: { name }, relation: '02', registered: true, lives: true })

/** Types a PIN, the first time twice. */
async function type(page: Page, word: string): Promise<void> {
  await expect(page.locator('form[data-pin]')).toBeVisible()
  for (const box of await page.locator('form[data-pin] input').all()) await box.fill(word)
  await page.locator('form[data-pin] button').click()
}

/** Writes a report and leaves it to the phone. */
async function report(page: Page, words: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: '上报' }).click()
  await page.getByLabel('什么事').fill(words)
  await page.getByLabel('拍照或选照片').setInputFiles({ name: 'IMG_0004.JPG', mimeType: 'image/jpeg', buffer: await photoWithPosition(page) })
  await expect(page.getByRole('img', { name: '照片 1' })).toBeVisible()
  await page.getByRole('button', { name: '上报' }).click()
  await expect(page.getByRole('heading', { name: '已存在手机里' })).toBeVisible()
}

test('B1 an officer chooses a PIN, works without a network over a reload, and everything arrives', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const officer = await visit('fullTime', phone, 'pins by hand')
  const word = mark()
  const house = await post<T.HouseholdDetail>(admin, '/api/households', { place_id: (await placeOf(officer)).id, members: [person(`离线${word}`)] })

  await officer.goto('/field')
  await type(officer, '111111')
  await expect(officer.getByRole('alert')).toContainText('至少 6 位')
  await type(officer, pin)
  await expect(officer.getByText('在线')).toBeVisible()
  await officer.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await officer.reload()
  await type(officer, '975310')
  await expect(officer.getByRole('alert')).toContainText('还能试 9 次')
  await type(officer, pin)
  await officer.goto('/field/households')
  await type(officer, pin)
  await expect(officer.getByText(/手机里有 \d+ 户。/)).toBeVisible({ timeout: 60_000 })

  await officer.context().setOffline(true)
  await officer.reload()
  await type(officer, pin)
  await officer.getByRole('searchbox').fill(`离线${word}`)
  await officer.getByRole('link', { name: `离线${word}` }).click()
  await expect(officer.getByRole('heading', { name: `离线${word}户` })).toBeVisible()
  await officer.getByRole('button', { name: '填写住房和饮水' }).click()
  await officer.getByLabel('C级').check({ force: true })
  await officer.getByRole('button', { name: '保存' }).click()
  await expect(officer.locator('dd').filter({ hasText: 'C级' })).toBeVisible()
  await report(officer, `涵洞堵了。${word}`)

  await officer.reload()
  await type(officer, pin)
  await expect(officer.getByRole('status').filter({ hasText: '离线 · 2 条待发' })).toBeVisible()
  await officer.getByRole('banner').getByRole('link').click()
  await expect(officer.getByText(`涵洞堵了。${word}`)).toBeVisible()
  await expect(officer.getByRole('img', { name: '照片 1' })).toBeVisible()
  expect(await casesWith(admin, word)).toHaveLength(0)
  // Nothing of it can be read on the phone without the PIN.
  const lies = await officer.evaluate(async () => {
    const out: string[] = []
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((done) => { const r = indexedDB.open(name!); r.onsuccess = () => done(r.result) })
      for (const store of db.objectStoreNames) {
        const rows = await new Promise<unknown[]>((done) => { const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(r.result) })
        out.push(JSON.stringify(rows, (_, v: unknown) => (v instanceof Uint8Array ? new TextDecoder().decode(v) : v)))
      }
      db.close()
    }
    return out.join('\n') + JSON.stringify(localStorage)
  })
  expect(lies.length).toBeGreaterThan(1000)
  expect(lies).not.toContain(word)
  expect(lies).not.toContain((await meOf(admin)).name)

  await officer.context().setOffline(false)
  await expect(officer.getByText(/没有待发的内容/)).toBeVisible({ timeout: 60_000 })
  expect(await caseWith(admin, word)).toMatchObject({ photos: 1, reporter: 'officer' })
  const { facts } = await get<{ facts: { field: string; value: unknown; by: string }[] }>(admin, `/api/households/${house.id}/card`)
  expect(facts.find((f) => f.field === 'housing_grade')).toMatchObject({ value: 'c', by: (await meOf(officer)).name })
})

test('B1 what a lost phone kept goes in at a desk once, and the phone empties itself', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const officer = await visit('micro', phone)
  const word = mark()
  const own = async () => (await get<{ items: T.FieldDevice[] }>(officer, '/api/field/devices/own')).items
  const others = (await own()).map((d) => d.id) // phones that earlier stories left with the same officer
  await officer.goto('/field')
  await expect(officer.getByText('在线')).toBeVisible()
  await officer.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await officer.reload()
  await expect(officer.getByText('在线')).toBeVisible()
  await expect.poll(async () => (await own()).some((d) => d.synced > 0 && !others.includes(d.id)), { timeout: 60_000 }).toBe(true)
  await officer.context().setOffline(true)
  await report(officer, `护栏断了。${word}`)
  await officer.getByRole('banner').getByRole('link').click()
  const [file] = await Promise.all([officer.waitForEvent('download'), officer.getByRole('button', { name: '存成文件' }).click()])

  await admin.goto('/console')
  await admin.getByRole('link', { name: '手机端' }).click()
  const mine = admin.getByRole('row').filter({ hasText: (await get<T.Me>(officer, '/api/me')).name }).first()
  await mine.getByRole('button', { name: '停用' }).click()
  await admin.getByRole('dialog').getByLabel('理由').fill('手机丢了')
  await admin.getByRole('dialog').getByRole('button', { name: '停用' }).click()
  await expect(mine).toContainText('已停用')
  await admin.getByRole('link', { name: '导入没发出的' }).click()
  await admin.getByLabel('选择手机存的文件').setInputFiles({ name: file.suggestedFilename(), mimeType: 'application/json', buffer: await readFile(await file.path()) })
  for (let again = 0; again < 2; again++) {
    await admin.getByRole('button', { name: '导入', exact: true }).click()
    await expect(admin.getByRole('status')).toContainText('1 条里已到 1 条')
  }
  expect(await caseWith(admin, word)).toMatchObject({ photos: 1 })
  expect(await casesWith(admin, word)).toHaveLength(1)

  await officer.context().setOffline(false)
  await expect(officer.getByRole('alert')).toContainText('这部手机已被停用', { timeout: 60_000 })
  await officer.getByRole('button', { name: '清掉手机里的内容' }).click()
  await expect(officer.getByRole('heading', { name: '网格员登录' })).toBeVisible()
  expect(await officer.evaluate(async () => (await indexedDB.databases()).length)).toBe(0)
})

test('C1 three visits with photos where there is no network: they lie on the phone over a reload, and all arrive once', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const officer = await visit('micro', phone)
  const word = mark()
  const { items } = await get<{ items: T.VisitTask[] }>(officer, '/api/visits/next')
  const homes = [...new Set(items.map((t) => t.household.id))].slice(0, 3)
  expect(homes).toHaveLength(3)
  await officer.goto('/field/households')
  await expect(officer.getByText(/手机里有 \d+ 户。/)).toBeVisible({ timeout: 60_000 })
  await officer.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await officer.reload()
  await expect(officer.getByText('在线')).toBeVisible()

  // Nothing of visits has been looked at yet: all of it comes from what lies on the phone.
  await officer.context().setOffline(true)
  await officer.getByRole('navigation').getByRole('link', { name: '走访' }).click()
  const picture = await photoWithPosition(officer)
  for (const [i, id] of homes.entries()) {
    await officer.locator(`a[href$="/homes/${id}"]`).first().click()
    await officer.getByRole('main').getByRole('link', { name: '走访', exact: true }).click()
    await officer.locator('label').filter({ hasText: '讲政策' }).first().click()
    await officer.getByLabel(/看到、听到什么/).fill(`屋檐漏雨${i}。${word}`)
    if (i === 0) await officer.getByLabel(/要办的事/).fill(`修屋檐${word}`)
    await officer.locator('label').filter({ hasText: '户里同意拍照' }).click()
    await officer.getByLabel('拍照或选照片').setInputFiles({ name: `IMG_${i}.JPG`, mimeType: 'image/jpeg', buffer: picture })
    await expect(officer.getByRole('img', { name: '照片 1' })).toBeVisible()
    await officer.getByRole('button', { name: '记下' }).click()
    await expect(officer.getByRole('heading', { name: '已存在手机里' })).toBeVisible()
    await officer.getByRole('link', { name: '下一户' }).click()
  }
  for (const id of homes) await expect(officer.locator(`a[href$="/homes/${id}"]`)).toHaveCount(0)

  await officer.reload()
  await expect(officer.getByRole('status').filter({ hasText: '离线 · 3 条待发' })).toBeVisible()
  await officer.getByRole('banner').getByRole('link').click()
  await expect(officer.getByRole('img', { name: '照片 1' })).toHaveCount(3)
  await officer.goto(`/field/homes/${homes[0]}`)
  await expect(officer.getByText('这户的走访已存在手机里，有网时自动发出。')).toBeVisible()

  await officer.context().setOffline(false)
  await officer.goto('/field/outbox')
  await expect(officer.getByText(/没有待发的内容/)).toBeVisible({ timeout: 60_000 })
  for (const [i, id] of homes.entries()) {
    const had = (await get<{ items: T.Visit[] }>(admin, `/api/visits?household=${id}`)).items.filter((v) => v.text === `屋檐漏雨${i}。${word}`)
    expect(had).toHaveLength(1)
    expect(had[0]).toMatchObject({ photos: 1, asks: i === 0 ? 1 : 0, visitor: { name: (await meOf(officer)).name } })
  }
  expect(await casesWith(admin, `修屋檐${word}`)).toHaveLength(1)
})

test('B1 after ten wrong PINs nothing is left on the phone; what would be lost is said before', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const officer = await visit('micro', phone, 'pins by hand')
  const word = mark()
  await officer.goto('/field')
  await type(officer, pin)
  await expect(officer.getByText('在线')).toBeVisible()
  await officer.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await officer.reload()
  await type(officer, pin)
  await expect(officer.getByText('在线')).toBeVisible()
  await officer.context().setOffline(true)
  await report(officer, `没发出的一条。${word}`)

  await officer.reload()
  for (let n = 1; n <= 9; n++) {
    await type(officer, `97531${n}`)
    await expect(officer.getByRole('alert')).toContainText(`还能试 ${10 - n} 次`)
    const warned = officer.getByText('没发出的 1 条也就没有了')
    await (n < 5 ? expect(warned).toHaveCount(0) : expect(warned).toBeVisible())
  }
  // Pulling the plug gives no more tries, and the warning stands at once.
  await officer.reload()
  await expect(officer.getByText('再错 1 次')).toBeVisible()
  await type(officer, '975310')
  await expect(officer.getByText('PIN 输错太多次，这部手机里的内容已清掉')).toBeVisible()
  expect(await officer.evaluate(async () => {
    let rows = 0
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((done) => { const r = indexedDB.open(name!); r.onsuccess = () => done(r.result) })
      for (const store of db.objectStoreNames) rows += await new Promise<number>((done) => { const r = db.transaction(store).objectStore(store).count(); r.onsuccess = () => done(r.result) })
      db.close()
    }
    return rows
  })).toBe(0)

  // With the network back its session is ended too: whoever holds the phone signs in anew, and finds nothing.
  await officer.context().setOffline(false)
  await officer.goto('/field')
  await expect(officer.getByRole('heading', { name: '网格员登录' })).toBeVisible()
  expect((await officer.request.get('/api/me')).status()).toBe(401)
  expect(await casesWith(admin, word)).toHaveLength(0)
})

test('B8 C5 without a network a form asks what follows from an answer, demands it, and the server takes it afterwards', async ({ visit }) => {
  const chief = await visit('countyCentre', desk)
  const head = await visit('head', phone)
  const village = (await meOf(head)).posts.map((p) => p.place).find((p) => p?.level === 3)!
  const word = mark()
  const e = await post<T.EmergencyDetail>(chief, '/api/emergencies', { kind: 'flood', title: `断网${word}`, place_ids: [village.id], until: Date.now() + 3_600_000, reason: '暴雨红色预警' })
  await head.goto(`/field/emergencies/${e.id}`)
  await expect(head.getByText('平稳')).toBeVisible()
  await head.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await head.reload()
  await expect(head.getByText('平稳')).toBeVisible()

  await head.context().setOffline(true)
  await head.reload()
  const danger = head.getByLabel(/^险情/)
  await expect(head.getByText('平稳')).toBeVisible()
  await expect(danger).toHaveCount(0)
  await head.locator('label').filter({ hasText: '有险情' }).first().click()
  await expect(danger).toBeVisible()
  await head.getByRole('button', { name: '报告情况' }).click()
  await expect(head.getByText('这一项要填')).toBeVisible()
  await danger.fill(`写了又改主意${word}`)
  // Another answer: the question is gone, and so is what was said to it.
  await head.locator('label').filter({ hasText: '平稳' }).first().click()
  await expect(danger).toHaveCount(0)
  await head.getByLabel(/已转移人数/).fill('-3')
  await head.getByRole('button', { name: '报告情况' }).click()
  await expect(head.getByText('人数不能小于零').first()).toBeVisible()
  await head.getByLabel(/已转移人数/).fill('3')
  await head.locator('label').filter({ hasText: '有险情' }).first().click()
  await danger.fill(`沟口挡墙开裂${word}`)
  await head.getByRole('button', { name: '报告情况' }).click()
  await expect(head.getByRole('status').filter({ hasText: '离线 · 1 条待发' })).toBeVisible()

  await head.context().setOffline(false)
  await head.goto('/field/outbox')
  await expect(head.getByText(/没有待发的内容/)).toBeVisible({ timeout: 60_000 })
  const { items } = await get<{ items: T.ReportHour[] }>(chief, `/api/emergencies/${e.id}/reports`)
  expect(items.flatMap((h) => h.reports).map((r) => r.answers)).toEqual([{ state: 'danger', danger: `沟口挡墙开裂${word}`, moved: '3' }])
})

test.describe('竹山', () => {
  test.use({ county: 'zhushan' })

  test('C1 C5 a county’s own visit form asks by condition without a network; on a sheet the conditions are words, and the desk is asked the same', async ({ visit }) => {
    const county = await visit('countyCentre', desk)
    const cadre = await visit('联户干部', phone)
    const home = (await meOf(cadre)).posts[0]!.place!
    const top = (await get<T.PlaceDetail>(county, `/api/places/${home.id}`)).path.at(-1)!.id
    await post<T.Campaign>(county, '/api/campaigns', { plan: 'village_rounds', place_id: top, name: `走访${mark()}`, rested_days: 0 })
    const { items } = await get<{ items: T.VisitTask[] }>(cadre, '/api/visits/next')
    const first = items[0]?.household
    const second = (await get<{ items: T.Household[] }>(county, '/api/households?limit=5')).items.find((h) => h.id !== first?.id)
    const word = mark()
    await cadre.goto('/field/visits')
    await expect(cadre.locator(`a[href$="/homes/${first!.id}"]`).first()).toBeVisible({ timeout: 60_000 })
    await cadre.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await cadre.reload()
    await expect(cadre.getByText('在线')).toBeVisible()

    await test.step('on the phone, without a network', async () => {
      await cadre.context().setOffline(true)
      await cadre.goto(`/field/homes/${first!.id}/visit`)
      const group = (name: RegExp) => cadre.getByRole('group', { name })
      await expect(group(/^今年收入比去年/)).toBeVisible()
      await expect(group(/^减少是因为/)).toHaveCount(0)
      await group(/^今年收入比去年/).locator('label').filter({ hasText: '减少' }).click()
      await cadre.getByRole('button', { name: '记下' }).click()
      await expect(group(/^减少是因为/)).toContainText('这一项要填')
      await group(/^减少是因为/).locator('label').filter({ hasText: '别的原因' }).click()
      await cadre.getByLabel(/^别的什么原因/).fill(`改了主意${word}`)
      await group(/^减少是因为/).locator('label').filter({ hasText: '别的原因' }).click()
      await expect(cadre.getByLabel(/^别的什么原因/)).toHaveCount(0)
      await group(/^减少是因为/).locator('label').filter({ hasText: '种养亏了' }).click()
      await group(/^要不要人帮/).locator('label').filter({ hasText: '不愿意' }).click()
      await group(/^不愿意是因为/).locator('label').filter({ hasText: '以前说了没下文' }).click()
      await cadre.getByLabel(/^在外务工几人/).fill('2.5')
      await cadre.getByRole('button', { name: '记下' }).click()
      await expect(cadre.getByText('人数填 0 到 20 的整数').first()).toBeVisible()
      await cadre.getByLabel(/^在外务工几人/).fill('2')
      await cadre.getByRole('button', { name: '记下' }).click()
      await expect(cadre.getByRole('heading', { name: '已存在手机里' })).toBeVisible()
      await cadre.context().setOffline(false)
      await cadre.goto('/field/outbox')
      await expect(cadre.getByText(/没有待发的内容/)).toBeVisible({ timeout: 60_000 })
      const [v] = (await get<{ items: T.Visit[] }>(county, `/api/visits?household=${first!.id}`)).items
      const full = await get<T.VisitDetail>(county, `/api/visits/${v!.id}`)
      expect(full.answers).toEqual({ income: 'less', less_why: ['farm'], help: 'refused', refused_why: 'before', away: '2' })
      await county.goto(`/console/visits/${v!.id}`)
      for (const text of ['减少是因为', '种养亏了或卖不掉', '不愿意是因为', '以前说了没下文']) await expect(county.getByText(text, { exact: true })).toBeVisible()
      await expect(county.getByText('别的什么原因')).toHaveCount(0)
    })

    await test.step('on paper, and typed in at a desk', async () => {
      await county.goto(`/visits/sheet?household=${second!.id}&type=home`)
      await expect(county.getByText('“今年收入比去年”选了“减少”')).toBeVisible()
      const no = (await county.locator('.code').innerText()).trim()
      await county.goto(`/console/households/${second!.id}`)
      await county.getByRole('button', { name: '记一次走访' }).click()
      const dialog = county.getByRole('dialog').filter({ hasText: '走访' })
      await dialog.getByLabel(/^表号/).fill(no)
      await dialog.getByText('见到', { exact: true }).click()
      const group = (name: RegExp) => dialog.getByRole('group', { name })
      await expect(group(/^不愿意是因为/)).toHaveCount(0)
      await group(/^要不要人帮/).getByText('不愿意', { exact: true }).click()
      await dialog.getByRole('button', { name: '记一次走访' }).click()
      await expect(dialog.getByRole('alert').first()).toBeVisible()
      await group(/^不愿意是因为/).getByText('怕麻烦别人').click()
      // A second click takes an answer back that the sheet does not have.
      await group(/^今年收入比去年/).getByText('增加').click()
      await group(/^今年收入比去年/).getByText('增加').click()
      await dialog.getByLabel(/^在外务工几人/).fill('21')
      await dialog.getByRole('button', { name: '记一次走访' }).click()
      await expect(dialog.getByText('人数填 0 到 20 的整数').first()).toBeVisible()
      await dialog.getByLabel(/^在外务工几人/).fill('1')
      await dialog.getByRole('button', { name: '记一次走访' }).click()
      await expect(dialog).toBeHidden()
      const [v] = (await get<{ items: T.Visit[] }>(county, `/api/visits?household=${second!.id}`)).items
      expect((await get<T.VisitDetail>(county, `/api/visits/${v!.id}`)).answers).toEqual({ help: 'refused', refused_why: 'bother', away: '1' })
    })
  })
})

test('B1 a new version of the app takes over while something waits, and loses nothing of it', async ({ browser, baseURL }) => {
  const way = await between(baseURL!)
  const context = await browser.newContext({ ...phone, baseURL: way.url })
  try {
    const page = await context.newPage()
    await pinned(page)
    await signIn(page, 'micro')
    const word = mark()
    await page.goto('/field')
    await expect(page.getByText('在线')).toBeVisible()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await page.reload()
    await expect(page.getByText('在线')).toBeVisible()
    await context.setOffline(true)
    await report(page, `路肩塌了一块。${word}`)

    // The network is back just long enough for the new version; the server takes nothing yet.
    way.next = true
    way.deaf = true
    await context.setOffline(false)
    const took = page.evaluate(() => new Promise<void>((done) => navigator.serviceWorker.addEventListener('controllerchange', () => done())))
    await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration('/field'))!.update()))
    await took
    await page.reload()
    await expect(page.getByRole('status').filter({ hasText: '1 条待发' })).toBeVisible()
    expect(await casesWith(page, word)).toHaveLength(0)

    way.deaf = false
    await page.getByRole('banner').getByRole('link').click()
    await page.getByRole('button', { name: '现在发' }).click()
    await expect(page.getByText(/没有待发的内容/)).toBeVisible({ timeout: 60_000 })
    expect(await caseWith(page, word)).toMatchObject({ photos: 1 })
  } finally {
    await context.close()
    way.close()
  }
})

/** A way to the server that can hold a newer worker of the app (`next`), and take in nothing that a phone sends (`deaf`). */
async function between(to: string): Promise<{ url: string; next: boolean; deaf: boolean; close: () => void }> {
  const way = { url: '', next: false, deaf: false, close: () => void server.close() }
  const server = createServer((asked, answer) => {
    if (way.deaf && asked.method !== 'GET') return void answer.socket?.destroy()
    const onward = request(`${to}${asked.url}`, { method: asked.method, headers: asked.headers }, (got) => {
      const newer = way.next && asked.url === '/sw.js'
      const { 'content-length': _size, etag: _etag, 'content-encoding': _coding, ...plain } = got.headers
      answer.writeHead(newer && got.statusCode === 304 ? 200 : got.statusCode!, newer ? plain : got.headers)
      if (newer) got.on('end', () => answer.end('\n// the next version')).pipe(answer, { end: false })
      else got.pipe(answer)
    })
    if (way.next && asked.url === '/sw.js') for (const name of ['if-none-match', 'if-modified-since', 'accept-encoding']) onward.removeHeader(name)
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  })
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  way.url = `http://localhost:${(server.address() as AddressInfo).port}`
  return way
}
