import { choose, desk, expect, get, mark, meOf, phone, post, test, type Page, type T } from './kit'

/** The village of a grid head, with its code. */
const villageOf = async (page: Page) => (await meOf(page)).posts.map((p) => p.place).find((p) => p?.level === 3)!

/** A body of a kind at a place with at least so many members: those who are lacking are entered. */
async function juryOf(page: Page, kind: string, at: { id: string; name: string }, least: number): Promise<string> {
  const { items } = await get<{ items: T.Body[] }>(page, `/api/bodies?kind=${kind}&place=${at.id}`)
  const b = items.find((x) => x.place.id === at.id) ?? await post<T.Body>(page, '/api/bodies', { name: `${at.name}评议组织${mark()}`, kind, place_id: at.id })
  const seats = (await get<T.BodyDetail>(page, `/api/bodies/${b.id}`)).member_list.length
  for (let i = seats; i < least; i++) {
    const p = await post<{ id: string }>(page, '/api/persons', { name: `评议员${mark()}`, place_id: at.id })
    await post(page, `/api/bodies/${b.id}/members`, { person_id: p.id, role: 'member' })
  }
  return b.id
}

const codeOf = async (answer: Promise<{ json(): Promise<unknown> }>) => ((await (await answer).json()) as { code: string }).code

test.describe('竹山', () => {
  test.use({ county: 'zhushan' })

  test('F2 十星级文明户: entered on a phone, scored by keyboard, voted, posted with masked names, objected to; who withdraws is nowhere', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const head = await visit('head', desk)
    const village = await villageOf(head)
    await juryOf(admin, 'villagers_council', village, 5)
    const title = `十星级文明户${mark()}`

    await test.step('the scheme at a glance says what may never bar', async () => {
      await head.goto('/console/awards/schemes')
      const scheme = head.getByRole('region', { name: '十星级文明户' })
      await expect(scheme.getByText('孝老爱亲星')).toBeVisible()
      await expect(scheme.getByText('信访、生病、欠债、困难都不能作为否决的理由。')).toBeVisible()
    })
    await head.goto('/console/awards')
    await head.getByRole('button', { name: '开一轮' }).click()
    await choose(head, /^按哪个办法评/, /十星级文明户/)
    await choose(head, /^在哪里评/, new RegExp(village.name), village.name)
    await head.getByLabel(/^哪一期/).fill(mark())
    await head.getByLabel(/^名称/).fill(title)
    await head.getByRole('dialog').getByRole('button', { name: '开一轮' }).click()
    await head.getByRole('link', { name: title }).click()
    await expect(head.getByText(/0 个参评/)).toBeVisible()
    const id = head.url().split('/').pop()!
    const { items: homes } = await get<{ items: T.Household[] }>(head, `/api/households?place=${village.id}&limit=3`)

    await test.step('nominated on the phone, on the spot', async () => {
      const field = await visit('head', phone)
      await field.goto('/field/awards')
      await field.getByRole('link', { name: new RegExp(title) }).click()
      await field.getByLabel('推荐谁').fill(homes[0]!.code)
      await field.locator('button.row').filter({ hasText: homes[0]!.head_name }).first().click()
      await field.getByLabel('做了什么').fill('常年照看邻居家的老人')
      await field.getByRole('button', { name: '推荐', exact: true }).click()
      await expect(field.getByText(/已推荐/)).toBeVisible()
    })
    await test.step('applied at the desk; one withdraws', async () => {
      await post(head, `/api/awards/rounds/${id}/entries`, { subject_id: homes[1]!.id, how: 'apply' })
      await head.reload()
      const c = await post<T.Candidate>(head, `/api/awards/rounds/${id}/entries`, { subject_id: homes[2]!.id, how: 'apply' })
      await post(head, `/api/awards/entries/${c.id}/withdraw`, { rev: c.rev, reason: '家里不想评' })
      expect(await codeOf(head.request.post(`/api/awards/rounds/${id}/entries`, { data: { subject_id: homes[0]!.id, how: 'apply' } }))).toBe('entered_already')
    })
    await head.reload()
    await head.getByRole('button', { name: '结束报名，开始打分' }).click()
    await head.getByRole('dialog').getByRole('button', { name: '结束报名，开始打分' }).click()
    await test.step('scored with the keyboard: Enter moves on and saves', async () => {
      const board = head.getByRole('region', { name: '打分' })
      const cells = board.locator('tbody input')
      await cells.first().click()
      const n = await cells.count()
      expect(n).toBe(20)
      for (let i = 0; i < n; i++) {
        await head.keyboard.type(i < 19 ? '1' : '0.5')
        await head.keyboard.press('Enter')
      }
      await expect(board.getByRole('row').nth(1)).toContainText('10')
      await expect(board.getByRole('row').nth(2)).toContainText('9.5')
    })
    await head.getByRole('button', { name: '汇总分数，开始评议' }).click()
    await head.getByRole('dialog').getByRole('button', { name: '汇总分数，开始评议' }).click()
    await test.step('the council meets and votes', async () => {
      await head.getByRole('button', { name: '记下评议会' }).click()
      await head.getByLabel(/议定事项/).fill('逐户评议，一致同意')
      await head.getByRole('dialog').getByRole('button', { name: '记下评议会' }).click()
      await expect(head.getByText(/应到 \d+ 人，实到 \d+ 人/)).toBeVisible()
      const { items } = await get<{ items: T.Candidate[] }>(head, `/api/awards/rounds/${id}/entries?state=in`)
      const review = head.getByRole('region', { name: '评议', exact: true })
      for (const c of items) {
        const row = review.getByRole('listitem').filter({ hasText: c.name })
        await row.getByLabel(new RegExp('赞成')).fill(String(c.voters + 1))
        await row.getByRole('button', { name: '记下' }).click()
        await expect(review.getByText(/加起来要等于能投票的/)).toBeVisible()
        await row.getByLabel(new RegExp('赞成')).fill(String(c.voters))
        await row.getByRole('button', { name: '记下' }).click()
        await expect(row.getByText('评议通过')).toBeVisible()
      }
    })
    await head.getByRole('button', { name: '公示评上的' }).click()
    await head.getByRole('dialog').getByRole('button', { name: '公示评上的' }).click()
    await expect(head.getByText(/2 个正在公示/)).toBeVisible()
    const resident = await visit(null, phone)
    await test.step('residents read who won, masked, and object without a name; who withdrew is not there', async () => {
      await resident.goto(`/g/${village.code}/awards`)
      const panel = resident.locator('section.panel').filter({ hasText: title })
      await expect(panel.getByText(/共 2 个/)).toBeVisible()
      await expect(panel).not.toContainText(homes[0]!.head_name)
      await expect(panel).not.toContainText(homes[2]!.head_name)
      await panel.getByText('有不同意见').click()
      await panel.getByLabel('请说明理由').fill('门前堆着秸秆')
      await panel.getByRole('button', { name: '提交意见' }).click()
      await expect(resident.getByText('收到了。请记下查询码')).toBeVisible()
      await resident.getByRole('link', { name: '看答复' }).click()
      await expect(resident.getByText(/前答复/)).toBeVisible()
    })
    await test.step('it cannot be decided yet; the objection is answered', async () => {
      expect(await codeOf(head.request.post(`/api/awards/rounds/${id}/decide`))).toBe('still_posted')
      await head.reload()
      await head.getByRole('button', { name: '答复' }).first().click()
      await head.getByLabel(/答复内容/).fill('到现场看过，当天已清走')
      await head.getByRole('dialog').getByRole('button', { name: '答复' }).click()
      await expect(head.getByText('当天已清走')).toBeVisible()
      await resident.reload()
      await expect(resident.getByText('当天已清走')).toBeVisible()
    })
  })

  test('F2 十星级文明户: a round whose posting is over is decided; the plaque has a code to check, and stands on the household card', async ({ visit }) => {
    const head = await visit('head', desk)
    const { items } = await get<{ items: T.RecognitionRound[] }>(head, '/api/awards/rounds?scheme=ten_star&state=posted')
    const round = items.find((r) => r.post_until < Date.now())!
    await head.goto(`/console/awards/${round.id}`)
    await head.getByRole('button', { name: '公示期满，决定' }).click()
    await head.getByRole('dialog').getByRole('button', { name: '公示期满，决定' }).click()
    await expect(head.getByText(/个获评/)).toBeVisible()
    const { items: won } = await get<{ items: T.Honour[] }>(head, '/api/awards/honours?scheme=ten_star&state=held')
    const h = won.find((x) => x.round_id === round.id)!
    await head.goto(`/console/awards/honours/${h.id}`)
    await head.getByRole('button', { name: '授牌' }).click()
    await head.getByLabel(/牌匾编号/).fill('ZS-0001')
    await head.getByRole('dialog').getByRole('button', { name: '授牌' }).click()
    await expect(head.getByText(/授牌 ZS-0001/)).toBeVisible()
    const paper = await visit('head', desk)
    await paper.goto(`/awards/honours/${h.id}/certificate`)
    await expect(paper.getByRole('heading', { name: '十星级文明户' })).toBeVisible()
    const resident = await visit(null, phone)
    await resident.goto(`/p/${h.code}`)
    await expect(resident.getByText('这块牌在有效期内')).toBeVisible()
    await expect(resident.locator('main')).not.toContainText(h.name)
    await head.goto(`/console/households/${h.subject_id}`)
    await expect(head.getByRole('region', { name: '荣誉' }).getByRole('link', { name: /十星级文明户/ })).toBeVisible()
    const file = await head.request.get('/api/exports/award_honours.xlsx')
    expect(file.ok()).toBe(true)
  })
})

test.describe('祥符', () => {
  test.use({ county: 'xiangfu' })

  test('F2 美丽庭院: two raters and how far they are apart; own household and relatives are refused; the quota holds', async ({ visit }) => {
    const head = await visit('head', desk)
    const director = await visit('village_director', desk)
    const village = await villageOf(head)
    const r = await post<T.RoundDetail>(head, '/api/awards/rounds', { scheme: 'fine_courtyard', place_id: village.id, period: mark(), enter_to: '2199-12-31' })
    const { items: homes } = await get<{ items: T.Household[] }>(head, `/api/households?place=${village.id}&limit=1`)
    const c = await post<T.Candidate>(head, `/api/awards/rounds/${r.id}/entries`, { subject_id: homes[0]!.id, how: 'nominate', text: '院子整洁' })
    await post(head, `/api/awards/rounds/${r.id}/scoring`, {})
    for (const item of ['layout', 'green', 'room', 'clean', 'manners']) await post(head, `/api/awards/entries/${c.id}/scores`, { item, value: 1900, number: 0 })
    expect(await codeOf(head.request.post(`/api/awards/rounds/${r.id}/review`))).toBe('scores_missing')
    expect(await codeOf(head.request.post(`/api/awards/entries/${c.id}/scores`, { data: { item: 'layout', value: 2100, number: 1 } }))).toBe('score_range')
    expect(await codeOf(head.request.post(`/api/awards/entries/${c.id}/scores`, { data: { item: 'layout', value: 1000, number: 0 } }))).toBe('changed_meanwhile')
    await director.goto(`/console/awards/${r.id}`)
    const board = director.getByRole('region', { name: '打分' })
    await board.locator('tbody input').first().fill('10')
    await director.keyboard.press('Enter')
    await expect(board.getByText(/相差 9/)).toBeVisible()
    await expect(board.getByText('14.5', { exact: false }).first()).toBeVisible()
    await board.getByRole('button', { name: homes[0]!.head_name }).click()
    await expect(director.getByText(`${homes[0]!.head_name} 的得分`)).toBeVisible()
  })

  test('F3 四面红旗村: the same engine for villages, township by township; the yearly re-check keeps one and revokes another, unpublished', async ({ visit }) => {
    const admin = await visit('admin', desk)
    const secretary = await visit('township_secretary', desk)
    const town = (await meOf(secretary)).posts.map((p) => p.place).find((p) => p?.level === 2)!
    await juryOf(admin, 'governance_centre', town, 5)
    const head = await visit('head', desk)
    const village = await villageOf(head)
    const r = await post<T.RoundDetail>(secretary, '/api/awards/rounds', { scheme: 'four_flags', place_id: town.id, period: mark(), enter_to: '2199-12-31' })
    await test.step('the village is nominated by itself, and scored by the township', async () => {
      await head.goto(`/console/awards/${r.id}`)
      await head.getByRole('button', { name: '报一个' }).click()
      await choose(head, /^评谁/, new RegExp(village.name), village.name)
      await head.getByLabel(/^理由/).fill('支部强、产业旺、坑塘治理好、乡风好')
      await head.getByRole('dialog').getByRole('button', { name: '报一个' }).click()
      await expect(head.getByRole('region', { name: '参评名单' }).getByText(village.name).first()).toBeVisible()
      await post(secretary, `/api/awards/rounds/${r.id}/scoring`, {})
      const { items } = await get<{ items: T.Candidate[] }>(secretary, `/api/awards/rounds/${r.id}/entries`)
      expect(await codeOf(head.request.post(`/api/awards/entries/${items[0]!.id}/scores`, { data: { item: 'branch', value: 1500, number: 0 } }))).toBe('not_a_scorer')
      for (const [item, value] of Object.entries({ branch: 1400, grid: 900, income: 1300, jobs: 800, clean: 1400, pond: 800, manners: 1300, safe: 900 })) {
        await post(secretary, `/api/awards/entries/${items[0]!.id}/scores`, { item, value, number: 0 })
      }
      await post(secretary, `/api/awards/rounds/${r.id}/review`, {})
      await secretary.goto(`/console/awards/${r.id}`)
      await expect(secretary.getByRole('region', { name: '评议', exact: true }).getByText('四面红旗')).toBeVisible()
      await expect(secretary.getByRole('region', { name: '评议', exact: true }).getByText('88')).toBeVisible()
    })
    await test.step('last year\'s flags: one is kept, one revoked; the plaque says only that it does not hold', async () => {
      await secretary.goto('/console/awards/honours')
      await secretary.getByRole('button', { name: '到期要复核' }).click()
      const { items: due } = await get<{ items: T.Honour[] }>(secretary, '/api/awards/honours?scheme=four_flags&due=true')
      expect(due.length).toBeGreaterThan(1)
      await secretary.getByRole('link', { name: due[0]!.name }).click()
      await secretary.getByRole('button', { name: '复核' }).click()
      await secretary.getByLabel(/复核情况/).fill('四面旗都还立得住')
      await secretary.getByRole('dialog').getByRole('button', { name: '保留' }).click()
      await expect(secretary.getByText('四面旗都还立得住')).toBeVisible()
      await secretary.goto(`/console/awards/honours/${due[1]!.id}`)
      await secretary.getByRole('button', { name: '复核' }).click()
      await secretary.getByRole('dialog').getByLabel('撤销').check()
      await secretary.getByLabel(/复核情况/).fill('坑塘又填了垃圾，整改没有到位')
      await secretary.getByRole('dialog').getByRole('button', { name: '撤销' }).click()
      await expect(secretary.getByText(/以前不得再评/)).toBeVisible()
      const resident = await visit(null, phone)
      await resident.goto(`/p/${due[1]!.code}`)
      await expect(resident.getByText('这块牌现在不在有效期内。')).toBeVisible()
      await expect(resident.locator('main')).not.toContainText('坑塘')
      const next = await post<T.RoundDetail>(secretary, '/api/awards/rounds', { scheme: 'four_flags', place_id: town.id, period: mark(), enter_to: '2199-12-31' })
      expect(await codeOf(secretary.request.post(`/api/awards/rounds/${next.id}/entries`, { data: { subject_id: due[1]!.subject_id, how: 'nominate', text: '再评' } }))).toBe('barred_until')
      await secretary.goto(`/console/places/${due[0]!.subject_id}`)
      await expect(secretary.getByRole('region', { name: '荣誉' }).getByText(/四面红旗村/)).toBeVisible()
      await secretary.goto(`/console/places/${due[1]!.subject_id}`)
      await expect(secretary.getByRole('heading', { name: due[1]!.name }).first()).toBeVisible()
      await expect(secretary.getByRole('region', { name: '荣誉' })).toHaveCount(0)
    })
  })
})
