import { choose, day, desk, expect, get, mark, phone, post, test, type Page } from './kit'

interface Year { id: string; year: number; state: string; rev: number }
interface Account { id: string; person: { id: string; name: string }; class: { id: string }; total: number; proposed: string; reviewed: boolean }
interface Entry { id: string; state: string }
const thisYear = Number(day().slice(0, 4))
const yearsOf = async (page: Page) => (await get<{ items: Year[] }>(page, '/api/points/years')).items
const accountsOf = async (page: Page, year: string) => (await get<{ items: Account[] }>(page, `/api/points/years/${year}/accounts?limit=200`)).items
const code = async (answer: { json(): Promise<unknown> }) => ((await answer.json()) as { code: string }).code

/** What a county calls its items, and who stands where. */
const counties = [
  { name: '祥符', county: 'xiangfu', plus: /办结群众诉求/, plusId: 'settle_case', capped: 'visit_help', minus: 'absent', chosen: 'mediate', title: '祥符区农村党员积分办法' },
  { name: '乡宁', county: 'xiangning', plus: /群众诉求办结/, plusId: 'request_done', capped: 'four_must', minus: 'breach', chosen: 'information', title: '乡宁县党员积分办法' },
] as const

for (const c of counties) {
  test.describe(c.name, () => {
    test.use({ county: c.county })

    test(`F1 ${c.name}: a deed is entered, confirmed by another, posted, objected to and answered`, async ({ visit }) => {
      const officer = await visit('fullTime', desk)
      const head = await visit('head', desk)
      const director = await visit('director', desk)
      const clerk = await visit('clerk', desk)
      const text = `帮邻居办事${mark()}`
      const year = (await yearsOf(head)).find((y) => y.year === thisYear)!
      const accounts = await accountsOf(head, year.id)
      const headName = ((await get<{ name: string }>(head, '/api/me'))).name
      const officerName = ((await get<{ name: string }>(officer, '/api/me'))).name
      const member = accounts.find((a) => ![headName, officerName].includes(a.person.name) && a.class.id === 'ordinary')!
      const record = (page: Page, whom: Account, item: string, more: object = {}) =>
        page.request.post('/api/points/entries', { data: { year_id: year.id, person_id: whom.person.id, item, day: day(), text, ...more } })

      await test.step('entered at the desk, with the scheme of the county', async () => {
        await officer.goto('/console/points')
        await expect(officer.getByText(c.title).first()).toBeAttached()
        await officer.goto(`/console/points/years/${year.id}`)
        await officer.getByRole('button', { name: '登记一件事' }).click()
        await choose(officer, /^党员/, new RegExp(member.person.name))
        await choose(officer, /^项目/, c.plus)
        await officer.getByLabel(/做了什么/).fill(text)
        await officer.getByRole('dialog').getByRole('button', { name: '登记' }).click()
        await officer.getByLabel('进展').selectOption('review')
        const row = officer.getByRole('row').filter({ hasText: text })
        await expect(row).toContainText('待确认')
        await row.getByRole('button').click()
        await expect(officer.getByText('没有附件')).toBeVisible()
        await expect(officer.getByRole('dialog').getByRole('button', { name: '确认' })).toHaveCount(0) // who enters does not confirm
      })
      await test.step('refused, each with its own reason, and nothing changes', async () => {
        const mine = (await get<{ items: (Entry & { text: string })[] }>(officer, `/api/points/years/${year.id}/entries?state=review`)).items.find((e) => e.text === text)!
        const own = await officer.request.post('/api/points/entries/act', { data: { act: 'confirm', ids: [mine.id] } })
        expect(await code(own)).toMatch(/not_the_same_person|not_a_confirmer/)
        const key = crypto.randomUUID()
        const once = (await (await record(officer, member, c.plusId, { draft: true, client_key: key })).json()) as Entry
        expect(((await (await record(officer, member, c.plusId, { draft: true, client_key: key })).json()) as Entry).id).toBe(once.id)
        expect(await code(await record(officer, member, c.minus, { draft: true, client_key: key }))).toBe('client_key_used')
        expect(await code(await head.request.post('/api/points/entries/act', { data: { act: 'confirm', ids: [once.id] } }))).toBe('entry_state')
        await post(head, '/api/points/entries/act', { act: 'withdraw', ids: [once.id], reason: '重复' })
        expect(await code(await record(officer, member, c.chosen, { points: 9000 }))).toBe('points_range')
        const codes: string[] = []
        for (let i = 0; i < 3; i++) {
          const e = (await (await record(officer, member, c.capped)).json()) as Entry
          const told = await head.request.post('/api/points/entries/act', { data: { act: 'confirm', ids: [e.id] } })
          if (!told.ok()) codes.push(await code(told))
          if (!told.ok()) await post(head, '/api/points/entries/act', { act: 'withdraw', ids: [e.id], reason: '超过上限' })
        }
        expect(codes).toHaveLength(1)
        expect(codes[0]).toMatch(/over_(event|period)_cap/)
      })
      await test.step('confirmed by somebody else, many at once, and posted', async () => {
        await head.goto(`/console/points/years/${year.id}`)
        await head.getByLabel('进展').selectOption('review')
        await head.getByRole('row').filter({ hasText: text }).first().getByRole('checkbox').check()
        await head.getByRole('region', { name: /已选/ }).getByRole('button', { name: '确认' }).click()
        await expect(head.getByRole('row').filter({ hasText: text })).toHaveCount(0)
        await head.getByRole('button', { name: '公示已确认的' }).click()
        await head.getByRole('dialog').getByRole('button', { name: '公示已确认的' }).click()
        await head.getByLabel('进展').selectOption('posted')
        await expect(head.getByRole('row').filter({ hasText: text }).first()).toContainText('公示中')
      })
      await test.step('the poster, by name, and the page that checks it, without any', async () => {
        const link = await head.getByRole('link', { name: '打印公示' }).first().getAttribute('href')
        await head.goto(link!)
        await expect(head.getByRole('cell', { name: member.person.name }).first()).toBeVisible()
        const shown = await head.locator('.code-small').innerText()
        const anybody = await visit(null, phone)
        await anybody.goto(`/points/check/${shown}`)
        await expect(anybody.getByText(/系统里有这张公示/)).toBeVisible()
        await expect(anybody.getByText(member.person.name)).toHaveCount(0)
        expect((await anybody.request.get('/points/check/AAAAAAAAAA')).status()).toBe(404)
      })
      await test.step('a member objects on the phone; somebody who had no part in it answers', async () => {
        const mine = accounts.find((a) => a.person.name === headName)!
        const e = (await (await record(officer, mine, c.minus)).json()) as Entry
        expect(await code(await head.request.post('/api/points/entries/act', { data: { act: 'confirm', ids: [e.id] } }))).toBe('own_points')
        await post(director, '/api/points/entries/act', { act: 'confirm', ids: [e.id] })
        await post(director, `/api/points/years/${year.id}/postings`, {})
        const phoneOf = await visit('head', phone)
        await phoneOf.goto('/field/points')
        const row = phoneOf.getByRole('listitem').filter({ hasText: text }).first()
        await row.getByRole('button', { name: '有不同意见' }).click()
        await phoneOf.getByLabel('理由').fill('那天在县里开会，请了假')
        await phoneOf.getByRole('button', { name: '提出' }).click()
        await expect(phoneOf.getByRole('listitem').filter({ hasText: text }).first()).toContainText('有异议')
        expect(await code(await director.request.post(`/api/points/entries/${e.id}/recheck`, { data: {} }))).toBe('not_the_same_person')
        await clerk.goto(`/console/points/years/${year.id}`)
        await clerk.getByLabel('进展').selectOption('objected')
        await clerk.getByRole('row').filter({ hasText: text }).first().getByRole('button').click()
        await clerk.getByRole('button', { name: '开始复核' }).click()
        await clerk.getByRole('button', { name: '异议成立，撤回' }).click()
        await clerk.getByLabel(/核查情况和答复/).fill('查到请假条，撤回扣分')
        await clerk.getByRole('dialog', { name: '答复异议' }).getByRole('button', { name: '异议成立，撤回' }).click()
        await expect(clerk.getByText('查到请假条，撤回扣分')).toBeVisible()
        await phoneOf.reload()
        await expect(phoneOf.getByRole('heading', { name: '我的积分' })).toBeVisible()
        await expect(phoneOf.getByRole('listitem').filter({ hasText: text })).toHaveCount(0)
      })
      await test.step('a member proposes a deed of their own; the branch takes it up', async () => {
        const mobile = await visit('fullTime', phone)
        await mobile.goto('/field/points')
        await mobile.getByRole('button', { name: '申报一件事' }).first().click()
        await mobile.getByLabel('做了哪类事').selectOption({ index: 0 })
        await mobile.getByLabel('做了什么', { exact: true }).fill(`${text}(自己申报)`)
        await mobile.getByRole('button', { name: '申报', exact: true }).click()
        await expect(mobile.getByRole('listitem').filter({ hasText: '自己申报' })).toContainText('待受理')
        await head.goto(`/console/points/years/${year.id}`)
        await head.getByLabel('进展').selectOption('draft')
        await head.getByRole('row').filter({ hasText: `${text}(自己申报)` }).getByRole('button').click()
        await head.getByRole('button', { name: '受理' }).click()
        await expect(head.getByRole('dialog').getByText('待确认')).toBeVisible()
      })
    })

    test(`F1 ${c.name}: the year end: added up, the meeting, grades, filed by the township, closed, and every point leads to its reason`, async ({ visit }) => {
      const head = await visit('head', desk)
      const director = await visit('director', desk)
      const last = (await yearsOf(head)).find((y) => y.year === thisYear - 1)!
      await head.goto(`/console/points/years/${last.id}`)
      await head.getByRole('button', { name: '汇总' }).click()
      await head.getByRole('dialog').getByRole('button', { name: '汇总' }).click()
      await expect(head.getByText('已汇总')).toBeVisible()
      await head.getByRole('button', { name: '记录党员大会' }).click()
      await head.getByLabel('实到').fill('1')
      await head.getByLabel('会议情况').fill('逐人评议，无记名测评')
      await head.getByRole('dialog').getByRole('button', { name: '记录党员大会' }).click()
      await expect(head.getByText(/没有过半数/)).toBeVisible()
      const should = Number(await head.getByLabel('应到').inputValue())
      await head.getByLabel('实到').fill(String(should - 1))
      await head.getByRole('dialog').getByRole('button', { name: '记录党员大会' }).click()
      await expect(head.getByText('已评议')).toBeVisible()

      const accounts = await accountsOf(head, last.id)
      const best = accounts.filter((a) => a.proposed === 'excellent')
      expect(best.length).toBeGreaterThan(0)
      expect(3 * best.length).toBeLessThanOrEqual(accounts.length)
      await test.step('more than a third excellent is refused', async () => {
        const y = await get<Year>(head, `/api/points/years/${last.id}`)
        const told = await head.request.post(`/api/points/years/${last.id}/grade`, { data: { rev: y.rev, grades: accounts.filter((a) => a.reviewed).map((a) => ({ account_id: a.id, grade: 'excellent', reason: '都好' })) } })
        expect(await code(told)).toBe('too_many_excellent')
      })
      await head.getByRole('button', { name: '评定等次' }).click()
      const low = [...accounts].sort((a, b) => a.total - b.total)[0]!
      await head.getByLabel(low.person.name, { exact: true }).selectOption('unqualified')
      const why = head.getByLabel(new RegExp(`${low.person.name} 为什么`))
      if (await why.count()) await why.fill('多次违诺，党员大会评议')
      await head.getByRole('dialog').getByRole('button', { name: '评定等次' }).click()
      await expect(head.getByText('已定等次')).toBeVisible()

      await director.goto(`/console/points/years/${last.id}`)
      await director.getByRole('button', { name: '备案' }).click()
      await director.getByRole('dialog').getByRole('button', { name: '备案' }).click()
      const leads = director.getByRole('region', { name: '后续' })
      await expect(leads.getByText(new RegExp(best[0]!.person.name)).first()).toBeVisible()
      await expect(leads.getByText(new RegExp(low.person.name)).first()).toBeVisible()
      await leads.getByRole('listitem').filter({ hasText: low.person.name }).first().getByRole('button', { name: '办好了' }).click()
      await director.getByLabel('做了什么').fill('书记谈了心，商量了改进的办法')
      await director.getByRole('dialog').getByRole('button', { name: '办好了' }).click()
      await expect(leads.getByText(/书记谈了心/)).toBeVisible()

      await head.reload()
      await head.getByRole('button', { name: '结账' }).click()
      await head.getByRole('dialog').getByRole('button', { name: '结账' }).click()
      await expect(head.getByText('已结账')).toBeVisible()
      const late = await head.request.post('/api/points/entries', { data: { year_id: last.id, person_id: best[0]!.person.id, item: c.plusId, day: `${thisYear - 1}-12-01`, text: '补记' } })
      expect(await code(late)).toBe('year_closed')

      await test.step('from the total to the deed, its evidence and who confirmed it', async () => {
        await head.goto(`/console/points/accounts/${best[0]!.id}`)
        await expect(head.getByText(/汇总 \d+(\.\d)? 分/)).toBeVisible()
        const lines = head.getByRole('region', { name: '每一分的来历' })
        await lines.getByRole('button').first().click()
        const trace = head.getByRole('dialog')
        await expect(trace.getByText('佐证', { exact: true })).toBeVisible()
        await expect(trace.getByText('确认', { exact: true })).toBeVisible()
        await expect(trace.getByText(/入账 \+\d/)).toBeVisible()
      })
    })
  })
}
