import { readFile } from 'node:fs/promises'
import { rewrite } from './book'
import { choose, desk, expect, get, mark, meOf, phone, post, test, type Page, type T } from './kit'

/** The first household that the officer of the page is to visit. */
async function next(page: Page): Promise<T.VisitTask> {
  const { items } = await get<{ items: T.VisitTask[] }>(page, '/api/visits/next')
  expect(items.length, 'households to visit').toBeGreaterThan(0)
  return items[0]!
}

/** A campaign of a plan, made without looking at it: once for all stories that want its households. */
async function campaign(page: Page, plan: string, place: string): Promise<T.Campaign> {
  return post<T.Campaign>(page, '/api/campaigns', { plan, place_id: place, name: `活动${mark()}`, rested_days: 0 })
}

test.describe('竹山', () => {
  test.use({ county: 'zhushan' })

  test('C1 a campaign is designed with the load of each visitor in sight, and every household gets one visitor', async ({ visit }) => {
    const county = await visit('countyCentre', desk)
    const name = `巡村访户${mark()}`
    await county.goto('/console/visits')
    await county.getByRole('button', { name: '发起走访活动' }).first().click()
    await choose(county, /^哪种活动/, /巡村访户、户户走到/)
    await choose(county, /^在哪里/, /竹山县/)
    await county.getByLabel('名称').fill(name)
    await county.getByLabel(/最近多少天内走访过的/).fill('0')
    await county.getByLabel(/县级领导 每人最多几户/).fill('3')
    const shown = county.getByRole('region').or(county.locator('section')).filter({ hasText: '发起后是这样' })
    await expect(shown.getByText(/每一户都有且只有一个人走访|找不到走访人/)).toBeVisible()
    await expect(shown.getByText('县级领导').first()).toBeVisible()
    await county.getByRole('button', { name: /给 \d+ 户安排走访/ }).click()
    await expect(county.getByRole('heading', { name: new RegExp(name) })).toBeVisible()
    await expect(county.getByText('进行中')).toBeVisible()
    await expect(county.getByText(/目标：走到率 99%，满意率 98%/)).toBeVisible()
    const id = county.url().split('/').pop()!
    const cover = await get<T.Coverage>(county, `/api/campaigns/${id}/coverage`)
    expect(cover.left).toBe(cover.all)
    const gaps = await get<{ items: T.VisitTask[] }>(county, `/api/campaigns/${id}/gaps?limit=200`)
    expect(new Set(gaps.items.map((t) => t.household.id)).size).toBe(gaps.items.length)
  })

  test('C1 走访 on a telephone in a few taps; away and declined are results; coverage and gap list live', async ({ visit }) => {
    const county = await visit('countyCentre', desk)
    const cadre = await visit('联户干部', phone)
    const home = (await meOf(cadre)).posts[0]!.place!
    const c = await campaign(county, 'village_rounds', home.id.length ? (await get<T.PlaceDetail>(county, `/api/places/${home.id}`)).path.at(-1)!.id : '')
    const task = await next(cadre)
    const ask = `门前的桥板松了${mark()}`

    await cadre.goto('/field')
    await expect(cadre.getByRole('navigation').getByRole('link', { name: '走访' })).toBeVisible()
    await cadre.evaluate(() => { Object.assign(window, { taps: 0, since: Date.now() }); addEventListener('pointerdown', () => { (window as unknown as { taps: number }).taps++ }, true) })
    await cadre.getByRole('navigation').getByRole('link', { name: '走访' }).click()
    await cadre.locator(`a[href$="/homes/${task.household.id}"]`).first().click()
    await expect(cadre.getByRole('heading', { name: new RegExp(`${task.household.head_name}家`) })).toBeVisible()
    await cadre.getByRole('link', { name: '走访', exact: true }).first().click()
    await cadre.locator('label').filter({ hasText: '问困难' }).first().click()
    await cadre.locator('label').filter({ hasText: '住房和饮水' }).first().click()
    await cadre.getByLabel(/要办的事/).fill(ask)
    await cadre.getByRole('button', { name: '记下' }).click()
    await expect(cadre.getByRole('heading', { name: '记下了' })).toBeVisible()
    await expect(cadre.getByText(/1 件事已立项/)).toBeVisible()
    await test.step('from the list to what was saved: at most 12 taps, in less than a minute', async () => {
      const said = await cadre.evaluate(() => ({ taps: (window as unknown as { taps: number }).taps, ms: Date.now() - (window as unknown as { since: number }).since }))
      expect(said.taps).toBeGreaterThanOrEqual(5) // counted at all
      expect(said.taps + 1).toBeLessThanOrEqual(12) // and one into the field of words
      expect(said.ms).toBeLessThan(60_000)
    })
    const code = await cadre.locator('.code').innerText()

    await test.step('what the household asked for is a case; it follows it by its slip and says how the visit was', async () => {
      const resident = await visit(null, phone)
      await resident.goto(`/v/${code}`)
      await expect(resident.getByText(ask)).toBeVisible()
      await resident.locator('label').filter({ hasText: '基本满意' }).first().click()
      await resident.getByRole('button', { name: '提交' }).click()
      await expect(resident.getByText('您已经说过了，谢谢')).toBeVisible()
      await resident.getByRole('link', { name: '看进展' }).click()
      await expect(resident.getByText(ask)).toBeVisible()
    })

    await test.step('the visitor cannot say it: neither on the slip nor by a call', async () => {
      const { items } = await get<{ items: T.Visit[] }>(county, `/api/visits?household=${task.household.id}`)
      const told = await cadre.request.post('/api/visits', { data: { type: 'home', household_id: task.household.id, result: 'met', satisfied: 'satisfied' } })
      expect((await told.json() as { code: string }).code).toBe('visitor_asks_not')
      expect(items[0]).toMatchObject({ rated: 'fairly', asks: 1, result: 'met' })
    })

    await test.step('nobody at home, and who does not wish it', async () => {
      const others = (await get<{ items: T.VisitTask[] }>(cadre, '/api/visits/next')).items.filter((t) => t.household.id !== task.household.id)
      for (const [i, chip] of (['不在家', '不便接待'] as const).entries()) {
        if (!others[i]) continue
        await cadre.goto(`/field/homes/${others[i].household.id}/visit`)
        await cadre.locator('label').filter({ hasText: chip }).first().click()
        await cadre.getByRole('button', { name: '记下' }).click()
        await expect(cadre.getByRole('heading', { name: '记下了' })).toBeVisible()
      }
      await county.goto(`/console/visits/campaigns/${c.id}`)
      await expect(county.locator('.sentence')).toContainText(/见到 1 户/)
      await expect(county.getByRole('heading', { name: '还没走到的户' })).toBeVisible()
      if (others[0]) await expect(county.getByText(/不在家）/).first()).toBeVisible()
    })
  })

  test('C1 the weekly sheet and the monthly figures of leaders agree with the records, as a page and a workbook', async ({ visit }) => {
    const leader = await visit('片区指导县领导', desk)
    const county = await visit('countyCentre', desk)
    const me = await meOf(leader)
    const { items } = await get<{ items: T.Household[] }>(leader, '/api/households?limit=3')
    for (const h of items) await post(leader, '/api/visits', { type: 'home', household_id: h.id, result: 'met', text: '看望' })
    const r = await get<T.VisitReport>(county, '/api/visits/report?period=month')
    const listed = await get<{ items: T.Visit[] }>(county, `/api/visits?visitor=${me.person_id}&from=${r.from}&to=${r.to}&limit=200`)
    expect(r.leaders.find((l) => l.person.id === me.person_id)!.visits).toBe(listed.items.length)
    await county.goto('/console/visits/leaders')
    await county.getByRole('combobox', { name: '领导走访' }).selectOption({ label: '月报' })
    await expect(county.getByRole('row').filter({ hasText: me.name })).toContainText(String(listed.items.length))
    const file = await county.request.get('/api/exports/visit_leaders.xlsx?period=month')
    expect(file.ok()).toBe(true)
  })
})

test.describe('桃源', () => {
  test.use({ county: 'taoyuan' })

  test('C2 the chain of linked households says whom to visit next; what is promised becomes a case and comes back', async ({ visit }) => {
    const director = await visit('director', desk)
    const { items: open } = await get<{ items: T.Campaign[] }>(director, '/api/campaigns?state=open')
    const c = open.find((x) => x.plan === 'five_to_household')!
    const gaps = await get<{ items: T.VisitTask[] }>(director, `/api/campaigns/${c.id}/gaps`)
    const task = gaps.items.find((t) => t.visitor.id)!
    const promise = `帮他家联系茶厂收购${mark()}`

    await test.step('a promise is entered for the member who came, by somebody at the desk', async () => {
      await director.goto(`/console/households/${task.household.id}`)
      await director.getByRole('button', { name: '记一次走访' }).click()
      const dialog = director.getByRole('dialog').filter({ hasText: '走访' })
      await choose(director, /^走访类别/, /党员联户走访/, '', dialog)
      await choose(director, /^代别人录/, new RegExp(task.visitor.name), task.visitor.name, dialog)
      await dialog.getByText('见到', { exact: true }).click()
      await dialog.locator('label').filter({ hasText: '产业就业到户' }).first().click()
      await dialog.getByLabel(/答应办的事/).fill(promise)
      await dialog.getByRole('button', { name: '记一次走访' }).click()
      await expect(director.getByText(/回执码/)).toBeVisible()
      await director.keyboard.press('Escape')
    })

    await test.step('it is a case with a time, and shows on the visit', async () => {
      const { items } = await get<{ items: T.Visit[] }>(director, `/api/visits?household=${task.household.id}`)
      await director.goto(`/console/visits/${items[0]!.id}`)
      await expect(director.getByRole('link', { name: promise })).toBeVisible()
      await director.getByRole('link', { name: promise }).click()
      await expect(director.getByText(promise).first()).toBeVisible()
    })

    await test.step('the household is due again in thirty days', async () => {
      const home = await get<T.VisitHome>(director, `/api/visits/homes/${task.household.id}`)
      expect(home.tasks[0]).toMatchObject({ result: 'met', why: 'round' })
    })
  })

  test('C5 a hamlet meeting: opinions are counted, what is to be settled becomes a case', async ({ visit }) => {
    const cadre = await visit('村(社区)“两委”成员', phone)
    const matter = `装两盏路灯${mark()}`
    await cadre.goto('/field/visits/meeting')
    await cadre.getByRole('button', { name: /选地方/ }).click()
    await cadre.getByRole('dialog').getByRole('button').filter({ hasText: /村/ }).first().click()
    await cadre.getByLabel('来了多少人').fill('21')
    await cadre.locator('label').filter({ hasText: '道路和路灯' }).first().click()
    await cadre.getByLabel(/要办的一件事/).fill(matter)
    await cadre.getByRole('button', { name: '记下' }).click()
    await expect(cadre.getByText(/1 件事已立项/)).toBeVisible()
  })
})

test.describe('祥符', () => {
  test.use({ county: 'xiangfu' })

  test('C4 a checklist per household, photos by consent only, progress by village', async ({ visit }) => {
    const head = await visit('head', desk)
    const { items } = await get<{ items: T.Household[] }>(head, '/api/households?limit=2')
    const house = items[0]!
    const photo = Buffer.from('/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APn+v//Z', 'base64')
    const before = await get<T.FormCounts>(head, '/api/forms/home_improvement/counts')
    const clean = (c: T.FormCounts) => c.fields.find((f) => f.id === 'kitchen')!.choices.find((x) => x.id === 'clean')!.n

    const no = await post<T.VisitDetail>(head, '/api/visits', { type: 'improvement', household_id: house.id, result: 'met', answers: { kitchen: 'not_yet' } })
    const refused = await head.request.post(`/api/visits/${no.id}/photos`, { multipart: { photos: { name: 'a.jpg', mimeType: 'image/jpeg', buffer: photo } } })
    expect((await refused.json() as { code: string }).code).toBe('no_consent_to_photos')
    const middle = await get<T.FormCounts>(head, '/api/forms/home_improvement/counts')
    await post<T.VisitDetail>(head, '/api/visits', { type: 'improvement', household_id: house.id, result: 'met', photo_ok: true, answers: { kitchen: 'clean', toilet_change: 'doing' } })
    const after = await get<T.FormCounts>(head, '/api/forms/home_improvement/counts')
    expect(clean(after)).toBe(clean(middle) + 1)
    expect(clean(middle)).toBeLessThanOrEqual(clean(before))

    const township = await visit('director', desk)
    await township.goto('/console/visits/forms')
    await township.getByLabel('哪一份').selectOption({ label: '五净一规范、六改一增一树' })
    await expect(township.getByRole('heading', { name: '厨房净' })).toBeVisible()
    await expect(township.getByRole('heading', { name: '各地' })).toBeVisible()
    const resident = await visit(null, phone)
    const page = await resident.goto(`/api/visits/${no.id}`)
    expect(page!.status()).toBe(401)
  })
})

test.describe('祥符', () => {
  test.use({ county: 'xiangfu' })

  test('C4 C5 a form goes out as a workbook and comes in again, and a visit written on its printed sheet is entered once', async ({ visit }) => {
    const director = await visit('director', desk)
    await director.goto('/console/visits/forms')
    await director.getByLabel('哪一份').selectOption({ label: '五净一规范、六改一增一树' })
    const [file] = await Promise.all([director.waitForEvent('download'), director.getByRole('link', { name: '下载表格（XLSForm）' }).click()])
    const book = await readFile(await file.path())
    const bring = async (name: string, change: (text: string) => string) => {
      const changed = ['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml'].reduce((b, part) => rewrite(b, part, change), book)
      await director.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: changed })
    }
    await director.getByRole('button', { name: '从表格起草' }).click()
    await bring('changed.xlsx', (text) => text.replaceAll('厨房净', '灶房净'))
    await expect(director.getByRole('status').filter({ hasText: '可以放进规则包' })).toBeVisible()
    await expect(director.locator('pre')).toContainText('灶房净')
    await bring('broken.xlsx', (text) => text.replaceAll('厨房净', '灶房净').replace(/select_one /, 'geopoint '))
    await expect(director.getByRole('alert')).toContainText('处写不成')
    await expect(director.getByText(/survey 第 \d+ 行 type/).first()).toBeVisible()

    const head = await visit('head', desk)
    const house = (await get<{ items: T.Household[] }>(head, '/api/households?limit=3')).items.at(-1)!
    const kind = (await get<T.VisitKinds>(head, '/api/visits/kinds')).types.find((k) => k.id === 'improvement')!
    await head.goto(`/visits/sheet?household=${house.id}&type=${kind.id}`)
    const no = (await head.locator('.code').innerText()).trim()
    await head.emulateMedia({ media: 'print' })
    const paper = (await head.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')
    expect(paper.match(/\/Type\s*\/Page[^s]/g), 'pages of the sheet').toHaveLength(1)
    const qr = await head.locator('.qr-code').boundingBox()
    expect(qr!.width, 'the code is 3 cm wide at least').toBeGreaterThan(113)
    expect(await head.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)

    await head.emulateMedia({ media: null })
    await head.goto(`/console/households/${house.id}`)
    await head.getByRole('button', { name: '记一次走访' }).click()
    const dialog = head.getByRole('dialog').filter({ hasText: '走访' })
    await choose(head, /^走访类别/, new RegExp(kind.name), '', dialog)
    await dialog.getByLabel(/^表号/).fill(no.toLowerCase())
    await dialog.getByText('见到', { exact: true }).click()
    await dialog.getByRole('group', { name: /^厨房净/ }).locator('label').first().click()
    await dialog.getByRole('button', { name: '记一次走访' }).click()
    await expect(dialog).toBeHidden()
    const [first] = (await get<{ items: T.Visit[] }>(head, `/api/visits?household=${house.id}`)).items
    // The same sheet typed in again, by whomever, is the same visit.
    const again = await post<T.VisitDetail>(director, '/api/visits', { type: kind.id, household_id: house.id, result: 'met', paper: no, answers: { kitchen: 'help' } })
    expect(again).toMatchObject({ id: first!.id, visitor: { name: (await meOf(head)).name }, answers: { kitchen: 'clean' } })
  })
})

test.describe('乡宁', () => {
  test('C5 四必问 at a visit is counted by village and its open answer is a case; which member does well is anonymous', async ({ visit }) => {
    const micro = await visit('micro', phone)
    const director = await visit('director', desk)
    const task = await next(micro)
    const problem = `支部会开得太晚${mark()}`
    await micro.goto(`/field/homes/${task.household.id}/visit?type=four_talks`)
    await micro.locator('label').filter({ hasText: '代办跑腿' }).first().click()
    await micro.locator('label').filter({ hasText: '种养基地' }).first().click()
    await micro.getByLabel(/支部工作还有什么问题/).fill(problem)
    await micro.getByRole('button', { name: '记下' }).click()
    await expect(micro.getByText(/1 件事已立项/)).toBeVisible()
    const code = await micro.locator('.code').innerText()

    const resident = await visit(null, phone)
    await resident.goto(`/v/${code}`)
    await resident.getByRole('link', { name: '说说身边的好党员' }).click()
    await expect(resident.getByText('不打分，不排名', { exact: false })).toBeVisible()
    const words = `老支书带头修渠${mark()}`
    await resident.locator('label').filter({ hasText: '带着大家干' }).first().click()
    await resident.getByLabel(/说说这位党员和这件事/).fill(words)
    await resident.getByRole('button', { name: '提交' }).click()
    await expect(resident.getByText('收到了，谢谢您。')).toBeVisible()

    await director.goto('/console/visits/forms')
    await director.getByLabel('哪一份').selectOption({ label: '哪个党员表现好' })
    await expect(director.getByText(words)).toBeVisible()
    await director.getByLabel('哪一份').selectOption({ label: '四必问' })
    await expect(director.getByRole('heading', { name: '需要支部做什么' })).toBeVisible()
  })
})
