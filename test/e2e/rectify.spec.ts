import { act, choose, day, desk, expect, get, mark, phone, placeOf, step, test, type Locator, type Page, type T } from './kit'

// The name lies in the file too: a case does not take the same content twice.
const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.4\n% ${name}\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n`) })

/** The form of a new case of a type, with its words and its place. */
async function fresh(page: Page, type: string, words: string, place: string): Promise<void> {
  await page.goto(`/console/cases/new?type=${type}`)
  await page.getByRole('textbox', { name: /^事情/ }).fill(words)
  await choose(page, /^地方/, new RegExp(`^${place}`), place, page.locator('.form-row').filter({ hasText: /^地方/ }))
}

/** Sends the form off; gives the id of the case that opens. */
async function enter(page: Page): Promise<string> {
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await page.waitForURL(/\/console\/cases\/\d+$/)
  return page.url().split('/').pop()!
}

const open = async (page: Page, id: string): Promise<void> => {
  await page.goto(`/console/cases/${id}`)
  await expect(page.getByRole('heading', { name: '经过' })).toBeVisible()
}
const dialog = (page: Page): Locator => page.getByRole('dialog').filter({ visible: true })
const state = (page: Page): Locator => page.locator('.page-head .sentence')

/** A step that the server must refuse to the person of this page, and that the page does not offer. */
async function denied(page: Page, id: string, action: string, verb: string, more: Record<string, unknown>): Promise<void> {
  await open(page, id)
  await expect(page.getByRole('button', { name: verb, exact: true })).toHaveCount(0)
  const { rev } = await get<T.CaseDetail>(page, `/api/cases/${id}`)
  const answer = await page.request.post(`/api/cases/${id}/actions`, { data: { rev, action, client_key: crypto.randomUUID(), ...more } })
  expect(answer.status(), await answer.text()).toBe(403)
  expect((await get<T.CaseDetail>(page, `/api/cases/${id}`)).rev).toBe(rev)
}

/** Tries a step that the form's own rule refuses: the dialog says why, and stays open with what was typed until it is put right. */
async function tries(page: Page, verb: string, says: string | RegExp, fill?: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).first().click()
  await fill?.()
  await dialog(page).getByRole('button', { name: verb, exact: true }).click()
  await expect(dialog(page).getByText(says)).toBeVisible()
}

async function attach(page: Page, name: string): Promise<void> {
  await page.getByLabel('添加照片或 PDF').setInputFiles(pdf(name))
  await expect(page.getByRole('link', { name: new RegExp(name.replace('.', '\\.')) })).toBeVisible()
}

/** Pictures at both widths, for who wants to look: nothing may be wider than the screen. */
async function fits(page: Page, name: string): Promise<void> {
  for (const [screen, width, height] of [['desk', 1440, 900], ['phone', 390, 844]] as const) {
    await page.setViewportSize({ width, height })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} is wider than the ${screen}`).toBeLessThanOrEqual(0)
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/${name}-${screen}.png`, fullPage: true })
  }
  await page.setViewportSize(desk.viewport!)
}

// Each plays five people through a year's procedure.
test.beforeEach(() => test.setTimeout(240_000))

test.describe('祥符', () => {
  test.use({ county: 'xiangfu' })

  test('D4 整改台账: a finding with owner, day and proof; a second person checks, a third writes off, it comes back and is looked back at', async ({ visit }) => {
    const county = await visit('county_centre_clerk', desk)
    const handler = await visit('director', desk)
    const clerk = await visit('clerk', desk)
    const village = (await placeOf(await visit('head', desk))).name
    const words = `河道边堆放秸秆 ${mark()}`
    await fresh(county, 'rectification', words, village)
    await choose(county, /问题来源/, /环境督查/)
    await choose(county, /整改类型/, /立行立改/)
    await county.getByLabel(/整改期限/).fill(day(30))
    await county.getByRole('button', { name: '登记', exact: true }).click()
    await expect(county.getByText('立行立改的期限太远，请改早或改为限期整改')).toBeVisible()
    await choose(county, /整改类型/, /限期整改/)
    const id = await enter(county)
    await expect(county.getByRole('heading', { name: /环境污染防治问题整改/ })).toBeVisible()
    await expect(state(county)).toContainText('待交办')

    const handlerName = (await get<T.Me>(handler, '/api/me')).name
    await step(county, '交办', () => choose(county, /^派给谁/, new RegExp(handlerName), handlerName, dialog(county)))
    await open(handler, id)
    await step(handler, '提出措施', () => dialog(handler).getByLabel(/整改措施/).fill('三天内清运，设看护点'))
    await step(handler, '登记进展', async () => {
      await dialog(handler).getByLabel('日期 1').fill(day())
      await dialog(handler).getByLabel('做了什么 1').fill('清了一半')
    })
    await attach(handler, '清运照片.pdf')
    await step(handler, '申请销号', async () => {
      await dialog(handler).getByLabel(/整改结果/).fill('秸秆已全部清运')
      await dialog(handler).getByLabel(/说明/).fill('清完了，附照片')
    })
    await denied(handler, id, 'check', '核实属实', { note: '属实' })

    await open(clerk, id)
    await step(clerk, '核实属实', () => dialog(clerk).getByLabel(/说明/).fill('到现场看过'))
    await denied(clerk, id, 'write_off', '销号', { fields: { look_back: day(30) } })
    await open(county, id)
    await tries(county, '销号', '回头看要在今天以后', () => dialog(county).getByLabel(/回头看日期/).fill(day()))
    await dialog(county).getByLabel(/回头看日期/).fill(day(30))
    await dialog(county).getByRole('button', { name: '销号', exact: true }).click()
    await expect(state(county)).toContainText('已销号，待回头看')

    // It comes back: the history stays, and the same way is gone again.
    await open(clerk, id)
    await step(clerk, '反弹，重新整改', async () => {
      await dialog(clerk).getByLabel(/整改期限/).fill(day(10))
      await dialog(clerk).getByLabel(/理由/).fill('又堆上了')
    })
    await expect(clerk.getByText('清了一半')).toBeVisible()
    await expect(clerk.getByText('又堆上了')).toBeVisible()
    await open(handler, id)
    await attach(handler, '再次清运.pdf')
    await act(handler, id, 'claim_done', { note: '再次清完', fields: { result: '秸秆清运，安了摄像头' } })
    await act(clerk, id, 'check', { note: '再看过' })
    await act(county, id, 'write_off', { fields: { look_back: day(20) } })

    await clerk.goto('/console/ledgers?type=rectification')
    await expect(clerk.getByRole('heading', { name: '环境污染防治问题整改' })).toBeVisible()
    const line = clerk.getByRole('row').filter({ hasText: words })
    await expect(line).toContainText('环境督查')
    await expect(line).toContainText('限期整改')
    await expect(line).toContainText('已销号，待回头看')
    await fits(clerk, 'd4-ledger')
    const sheet = await clerk.request.get((await clerk.getByRole('link', { name: '导出 XLSX' }).getAttribute('href'))!)
    expect(sheet.headers()['content-type']).toContain('spreadsheet')

    await denied(handler, id, 'look', '回头看通过', { fields: { looked: '没有反弹' } })
    await line.getByRole('link').first().click()
    await step(clerk, '回头看通过', () => dialog(clerk).getByLabel(/回头看结论/).fill('没有反弹'))
    await expect(state(clerk)).toContainText('回头看通过')
    await fits(clerk, 'd4-case')
  })

  test('D6 “百村示范、千村整治”项目: budget and decision, stages, payments within the budget, the check, the asset, and what it cost for all to see', async ({ visit }) => {
    const village = await visit('village_secretary', desk)
    const clerk = await visit('clerk', desk)
    const director = await visit('director', desk)
    const at = await placeOf(village)
    const title = `一组入户路硬化 ${mark()}`
    await fresh(village, 'project', title, at.name)
    await village.getByLabel(/项目名称/).fill(title)
    await choose(village, /项目类别/, /道路畅通/)
    await village.getByLabel(/概算投资/).fill('30000')
    await village.getByLabel('来源 1').selectOption('财政资金')
    await village.getByLabel('金额 1').fill('20000')
    await village.getByRole('button', { name: '加一行' }).click()
    await village.getByLabel('来源 2').selectOption('群众投工投劳和出资')
    await village.getByLabel('金额 2').fill('9000')
    await village.getByRole('group', { name: /群众投工投劳或出资/ }).getByLabel('是', { exact: true }).check()
    await village.getByLabel(/会议决定文号/).fill('村会〔2026〕3号')
    await village.getByLabel(/会议决定日期/).fill(day(-5))
    await village.getByRole('textbox', { name: /^会议决定(?!文号|日期)/ }).fill('村民会议同意每户出工两天')
    await village.getByRole('button', { name: '登记', exact: true }).click()
    await expect(village.getByText('资金来源合计要等于概算投资')).toBeVisible()
    await village.getByLabel('金额 2').fill('10000')
    const id = await enter(village)

    await open(clerk, id)
    await tries(clerk, '立项', '要先附上会议决定', async () => {
      await choose(clerk, /交易方式/, /乡镇小额工程交易/, '', dialog(clerk))
      await dialog(clerk).getByLabel(/说明/).fill('同意立项')
    })
    await attach(village, '村民会议决定.pdf')
    await open(clerk, id)
    await tries(clerk, '立项', '这个金额不能用这种交易方式', async () => {
      await choose(clerk, /交易方式/, /村级自行组织/, '', dialog(clerk))
      await dialog(clerk).getByLabel(/说明/).fill('同意立项')
    })
    await choose(clerk, /交易方式/, /乡镇小额工程交易/, '', dialog(clerk))
    await dialog(clerk).getByRole('button', { name: '立项', exact: true }).click()
    await expect(state(clerk)).toContainText('待开工')

    await open(village, id)
    await step(village, '开工', async () => {
      await dialog(village).getByLabel(/施工单位/).fill('朱仙镇路桥队')
      // What the server answers late, while the next box is being typed in, takes nothing of it.
      await village.route('**/api/cases/form', async (route) => {
        await new Promise((go) => setTimeout(go, 1500))
        await route.continue()
      })
      const late = village.waitForResponse('**/api/cases/form')
      await dialog(village).getByLabel(/合同价/).fill('29000')
      await dialog(village).getByLabel('阶段 1').fill('路基')
      await late
      await village.unrouteAll({ behavior: 'wait' })
      await expect(dialog(village).getByLabel('阶段 1')).toHaveValue('路基')
      await dialog(village).getByLabel('计划完成 1').fill(day(10))
      await dialog(village).getByRole('button', { name: '加一行' }).click()
      await dialog(village).getByLabel('阶段 2').fill('路面')
      await dialog(village).getByLabel('计划完成 2').fill(day(20))
    })
    await step(village, '登记付款', async () => {
      await dialog(village).getByLabel('日期 1').fill(day())
      await dialog(village).getByLabel('金额 1').fill('20000')
      await dialog(village).getByLabel('事由 1').fill('进度款')
    })
    await tries(village, '登记付款', '付款合计超过了概算；先办概算调整', async () => {
      await dialog(village).getByRole('button', { name: '加一行' }).click()
      await dialog(village).getByLabel('日期 2').fill(day())
      await dialog(village).getByLabel('金额 2').fill('12000')
      await dialog(village).getByLabel('事由 2').fill('材料款')
    })
    await dialog(village).getByRole('button', { name: '取消' }).click()
    await step(village, '申请变更', async () => {
      await dialog(village).getByLabel(/变更内容/).fill('加宽半米')
      await dialog(village).getByLabel(/申请调整后概算/).fill('33000')
      await dialog(village).getByLabel('来源 1').selectOption('村集体自筹')
      await dialog(village).getByLabel('金额 1').fill('3000')
      await dialog(village).getByLabel(/理由/).fill('会车困难')
    })
    await denied(village, id, 'approve_change', '批准变更', { note: '同意', fields: { approved_sum: 3300000 } })
    await open(director, id)
    await step(director, '批准变更', async () => {
      await dialog(director).getByLabel(/批准后概算/).fill('33000')
      await dialog(director).getByLabel(/说明/).fill('同意')
    })
    await open(village, id)
    await step(village, '登记付款', async () => {
      await dialog(village).getByRole('button', { name: '加一行' }).click()
      await dialog(village).getByLabel('日期 2').fill(day())
      await dialog(village).getByLabel('金额 2').fill('12000')
      await dialog(village).getByLabel('事由 2').fill('材料款')
    })
    const table = (name: string) => village.locator('.facts > div').filter({ has: village.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).getByRole('table')
    await expect(table('付款').locator('tfoot')).toContainText('32,000')
    await tries(village, '申请验收', '还有施工阶段没有完成日期')
    await dialog(village).getByRole('button', { name: '取消' }).click()
    await step(village, '登记进度', async () => {
      await dialog(village).getByLabel('实际完成 1').fill(day(-1))
      await dialog(village).getByLabel('实际完成 2').fill(day())
    })
    await expect(table('施工阶段').getByRole('row')).toHaveCount(3)
    await step(village, '申请验收')
    await denied(village, id, 'inspect', '验收合格', { note: '合格', fields: { passed: true } })
    await open(clerk, id)
    await step(clerk, '验收合格', async () => {
      await dialog(clerk).getByRole('group', { name: /验收合格/ }).getByLabel('是', { exact: true }).check()
      await dialog(clerk).getByLabel(/说明/).fill('宽度厚度合格')
    })
    await open(director, id)
    await tries(director, '公开决算并竣工', '决算不能少于已付的，也不能超过批准的概算', async () => {
      await dialog(director).getByLabel(/决算金额/).fill('40000')
      await choose(director, /资产类别/, /^非经营性资产/, '', dialog(director))
      await dialog(director).getByLabel(/形成的资产/).fill(title)
      await dialog(director).getByLabel(/说明/).fill('已公示')
    })
    await dialog(director).getByLabel(/决算金额/).fill('32500')
    await dialog(director).getByRole('button', { name: '公开决算并竣工', exact: true }).click()
    await expect(state(director)).toContainText('已竣工')
    await fits(director, 'd6-case')

    await director.goto('/console/assets')
    const owned = director.getByRole('row').filter({ hasText: title })
    await expect(owned).toContainText('非经营性资产')
    await expect(owned).toContainText('32,500')
    await fits(director, 'd6-assets')
    await director.goto('/console/ledgers?type=project&open=any')
    await expect(director.getByRole('row').filter({ hasText: title })).toContainText('30,000')
    await fits(director, 'd6-ledger')

    const resident = await visit(null, phone)
    await resident.goto(`/g/${at.code}`)
    await resident.getByRole('link', { name: /村庄项目公开/ }).click()
    const shown = resident.locator('section.project').filter({ hasText: title })
    await expect(shown).toContainText('决算金额')
    await expect(shown).toContainText('32,500')
    await expect(shown).toContainText('村会〔2026〕3号')
    await expect(shown.getByRole('table', { name: '付款' })).toContainText('32,000')
    await fits(resident, 'd6-public')
  })
})

test.describe('竹山', () => {
  test.use({ county: 'zhushan' })

  test('D5 软弱涣散整顿: five supporters, the plan and the five actions, acceptance by the level above, and a year of visits', async ({ visit }) => {
    const county = await visit('county_centre_clerk', desk)
    const secretary = await visit('township_secretary', desk)
    const head = await visit('head', desk)
    const upper = await visit('countyCentre', desk)
    const at = await placeOf(head)
    const { items: people } = await get<{ items: T.DemoPerson[] }>(county, '/api/demo/people')
    const named = (post: string) => people.find((p) => p.post === post)!.name
    const words = `班子不团结，多年没有集体收入 ${mark()}`
    await fresh(county, 'weak_branch', words, at.name)
    await choose(county, /^党组织/, new RegExp(`^${at.name}党支部`), at.name)
    await county.getByLabel(/主要表现/).fill('班子不团结')
    const id = await enter(county)

    await open(secretary, id)
    await step(secretary, '登记帮扶力量', async () => {
      await choose(secretary, /联系县级领导/, new RegExp(named('county_leader')), '', dialog(secretary))
      await choose(secretary, /包抓乡镇领导/, new RegExp(named('township_secretary')), '', dialog(secretary))
      await choose(secretary, /结对县级以上单位/, /县水利局/, '', dialog(secretary))
    })
    await expect(secretary.getByText('还缺驻村第一书记')).toBeVisible()
    await expect(secretary.getByText('还缺党建指导员')).toBeVisible()
    await fits(secretary, 'd5-lacks')
    await step(secretary, '明确五支力量', async () => {
      await choose(secretary, /驻村第一书记/, new RegExp(named('first_secretary')), '', dialog(secretary))
      await choose(secretary, /党建指导员/, new RegExp(named('party_adviser')), '', dialog(secretary))
    })
    await expect(state(secretary)).toContainText('待研判')
    const seats = secretary.locator('section.panel').filter({ has: secretary.getByRole('heading', { name: '人员和席位' }) }).getByRole('listitem')
    await expect(seats).toHaveCount(4)
    for (const post of ['county_leader', 'township_secretary', 'first_secretary', 'party_adviser']) await expect(seats.filter({ hasText: named(post) })).toHaveCount(1)

    await step(secretary, '研判', () => dialog(secretary).getByLabel(/研判结论/).fill('缺带头人，议事不公开'))
    await step(secretary, '制定一村一策', async () => {
      await dialog(secretary).getByLabel('问题 1').fill('班子不团结')
      await dialog(secretary).getByLabel('措施 1').fill('调整分工，每月议事')
      await dialog(secretary).getByLabel('责任人 1').fill(named('township_secretary'))
      await dialog(secretary).getByLabel('完成时限 1').fill(day(60))
    })
    await open(head, id)
    await attach(head, '自查报告.pdf')
    const five = ['矛盾诉求化解', '精准扶贫入户', '干部作风整训', '集体产业发展', '村庄环境整治']
    await step(head, '更新进展', async () => {
      const actions = dialog(head).locator('.rows-field').filter({ hasText: '五大行动' })
      for (const [i, action] of five.slice(0, 4).entries()) {
        if (i) await actions.getByRole('button', { name: '加一行' }).click()
        await actions.getByLabel(`行动 ${i + 1}`).selectOption(action)
        await actions.getByLabel(`进展 ${i + 1}`).fill('已完成')
        await actions.getByLabel(`完成日期 ${i + 1}`).fill(day())
      }
      await dialog(head).locator('.rows-field').filter({ hasText: '一村一策' }).getByLabel('完成日期 1').fill(day())
    })
    await tries(head, '村级自查完成', /五大行动要项项有进展、有完成日期/, () => dialog(head).getByLabel(/自查结论/).fill('都做了'))
    await dialog(head).getByRole('button', { name: '取消' }).click()
    await step(head, '更新进展', async () => {
      const actions = dialog(head).locator('.rows-field').filter({ hasText: '五大行动' })
      await actions.getByRole('button', { name: '加一行' }).click()
      await actions.getByLabel('行动 5').selectOption(five[4]!)
      await actions.getByLabel('进展 5').fill('已完成')
      await actions.getByLabel('完成日期 5').fill(day())
    })
    await step(head, '村级自查完成', () => dialog(head).getByLabel(/自查结论/).fill('五大行动都做完了'))
    await denied(head, id, 'review', '乡镇初验通过', { fields: { reviewed: '合格' } })
    await open(secretary, id)
    await step(secretary, '乡镇初验通过', () => dialog(secretary).getByLabel(/乡镇初验意见/).fill('合格，报县验收'))
    await denied(secretary, id, 'accept_county', '县级验收通过', { fields: { accepted: '合格' } })
    await open(upper, id)
    await step(upper, '县级验收通过', () => dialog(upper).getByLabel(/县级验收意见/).fill('同意销号'))
    await expect(state(upper)).toContainText('已销号，跟踪一年')
    await fits(upper, 'd5-case')

    await open(head, id)
    await step(head, '登记回访', async () => {
      await dialog(head).getByLabel('日期 1').fill(day())
      await dialog(head).getByLabel('回访情况 1').fill('班子稳定，按月议事')
    })
    await upper.goto('/console/ledgers?type=weak_branch')
    await upper.getByRole('row').filter({ hasText: words }).getByRole('link').first().click()
    await tries(upper, '跟踪期满', '跟踪要满一年，期间要登记回访', () => dialog(upper).getByLabel(/说明/).fill('期满'))
    await dialog(upper).getByRole('button', { name: '取消' }).click()
    await expect(state(upper)).toContainText('已销号，跟踪一年')
  })

  test('D7 审计巡查: a seat that only looks, a letter that is answered, a finding that becomes a D4 case', async ({ visit }) => {
    const leader = await visit('leader', desk)
    const inspector = await visit('inspection_member', desk)
    const secretary = await visit('village_secretary', desk)
    const at = await placeOf(secretary)
    const n = mark()
    const county = await placeOf(leader)
    await fresh(leader, 'inspection', `2026年村级资金审计巡查 ${n}`, county.name)
    await leader.getByRole('group', { name: /检查内容/ }).getByLabel('票据凭证').check()
    await leader.getByRole('group', { name: /检查内容/ }).getByLabel('合同').check()
    await choose(leader, /^地方 1/, new RegExp(`^${at.name}`), at.name)
    await leader.getByLabel('重点 1').fill('修路资金')
    await choose(leader, /^巡察组/, /巡察/)
    await leader.getByLabel(/进驻日期/).fill(day())
    await leader.getByLabel(/撤离日期/).fill(day(14))
    const id = await enter(leader)
    const { items: there } = await get<{ items: T.Case[] }>(secretary, '/api/cases?box=all&type=report&limit=50')
    const report = there.find((c) => c.path.includes(at.name))!
    await fresh(leader, 'rectification', `去年的旧账 ${n}`, at.name)
    await choose(leader, /问题来源/, /巡察/)
    await choose(leader, /整改类型/, /限期整改/)
    await leader.getByLabel(/整改期限/).fill(day(20))
    const old = await enter(leader)
    const answers = async (path: string): Promise<number> => (await inspector.request.get(path)).status()
    expect([await answers(`/api/cases/${old}`), await answers('/api/assets')]).toEqual([404, 403])
    await open(leader, id)
    await step(leader, '进驻')
    await expect(leader.getByText(day(14).slice(0, 4)).first()).toBeVisible()

    // The seat: what the subjects of the tour are about is there to read in the village, nothing else is, and nothing can be done.
    await open(inspector, old)
    await expect(inspector.locator('.page-head').getByRole('button')).toHaveCount(0)
    await expect(inspector.getByLabel('添加照片或 PDF')).toHaveCount(0)
    expect([await answers(`/api/cases/${report.id}`), await answers('/api/duties/contacts'), await answers('/api/persons')]).toEqual([404, 403, 403])
    for (const [path, form] of [
      [`/api/cases/${old}/photos`, { client_key: crypto.randomUUID(), photos: pdf('账页.pdf') }],
      ['/api/cases', { type: 'report', text: `不该登记 ${n}`, place_id: at.id, client_key: crypto.randomUUID(), anonymous: 'false' }],
    ] as const) expect((await inspector.request.post(path, { multipart: form })).status(), path).toBe(403)
    await inspector.goto('/console/assets')
    await expect(inspector.getByRole('heading', { name: /资产/ })).toBeVisible()
    await fits(inspector, 'd7-seat')

    const question = `2025年修路款去向 ${n}`
    await open(inspector, id)
    await step(inspector, '发函询问', async () => {
      await dialog(inspector).getByLabel('问题 1').fill(question)
      await choose(inspector, /^发给哪里 1/, new RegExp(`^${at.name}`), at.name, dialog(inspector))
      await dialog(inspector).getByLabel('答复期限 1').fill(day(3))
    })
    await secretary.goto('/console/cases')
    await secretary.getByRole('link', { name: question }).first().click()
    await expect(secretary.getByRole('heading', { name: /问题函询件/ })).toBeVisible()
    await step(secretary, '答复', () => dialog(secretary).getByLabel(/^答复/).fill('用于一组路基，票据在镇代理中心'))
    await inspector.getByRole('link', { name: /问题函询件/ }).first().click()
    await expect(inspector.getByText('用于一组路基，票据在镇代理中心').first()).toBeVisible()
    await step(inspector, '认可答复')

    const finding = `付款缺发票 ${n}`
    await open(inspector, id)
    await step(inspector, '登记问题', async () => {
      await dialog(inspector).getByLabel('问题 1').fill(finding)
      await choose(inspector, /^地方 1/, new RegExp(`^${at.name}`), at.name, dialog(inspector))
      await dialog(inspector).getByLabel('整改类型 1').selectOption('限期整改')
      await dialog(inspector).getByLabel('整改期限 1').fill(day(20))
    })
    await step(inspector, '反馈', () => dialog(inspector).getByLabel(/反馈意见/).fill('发现一个问题'))
    await open(leader, id)
    await tries(leader, '结束', '还有问题没有移交整改', () => dialog(leader).getByLabel(/说明/).fill('巡查结束'))
    await step(inspector, '移交其余问题')
    await fits(inspector, 'd7-case')
    await inspector.getByRole('row').filter({ hasText: finding }).getByRole('link').click()
    await expect(inspector.getByText(finding).first()).toBeVisible()
    await expect(inspector.getByText('巡察反馈').first()).toBeVisible()
    const found = inspector.url().split('/').pop()!

    // In the township it is an entry of the ledger of rectification, with the day that the inspectors set.
    const clerk = await visit('clerk', desk)
    await clerk.goto('/console/ledgers?type=rectification')
    await clerk.getByRole('row').filter({ hasText: finding }).getByRole('link').first().click()
    await expect(clerk).toHaveURL(new RegExp(`${found}$`))
    await expect(clerk.getByRole('button', { name: '交办', exact: true })).toBeVisible()

    await open(leader, id)
    await step(leader, '结束', () => dialog(leader).getByLabel(/说明/).fill('巡查结束'))
    await expect(state(leader)).toContainText('已结束')
    // The seat is over with the tour, though the day is not.
    expect((await get<T.Me>(inspector, '/api/me')).posts.filter((p) => p.post === 'inspection_seat')).toEqual([])
    expect([await answers(`/api/cases/${old}`), await answers('/api/assets')]).toEqual([404, 403])
    await expect(leader.getByText('已收回').first()).toBeVisible()
  })
})
