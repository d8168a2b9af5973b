import { act, casesWith, day, desk, expect, mark, packOf, placeOf, report, test, touyan } from './kit'

test('A1 whoever writes the rules sees each of them with its source, a case type as a drawing with its clocks, and the versions', async ({ visit }) => {
  const admin = await visit('admin', desk)
  await admin.goto('/console/rules')
  await expect(admin.locator('.page-head .sentence')).toContainText('第 1 版规则')
  const drawing = admin.getByRole('img', { name: /个状态，\d+ 个步骤/ }).first()
  await expect(drawing).toContainText('待受理')
  await expect(drawing).toContainText('限 3 个工作日')
  const accept = admin.getByRole('listitem').filter({ hasText: '受理' }).filter({ hasText: '待受理 → 待派单' }).first()
  await accept.getByText(/\d+ 个岗位有这个权限/).click()
  await expect(accept).toContainText('县指挥中心值班员')

  await admin.getByLabel('看', { exact: true }).selectOption('parameters')
  await admin.getByRole('searchbox').fill('disclosure_days')
  await admin.getByText('村务公开张贴时间').click()
  await expect(admin.getByText('村民委员会组织法 第35条', { exact: false })).toBeVisible()
  await expect(admin.getByText('随程序带来')).toBeVisible()
})

test.describe('竹山', () => {
  test.use({ county: 'zhushan' })

  test('B1 newer rules: open requests end by those they began under, until the administrator has seen what changes and brings them over in one act', async ({ visit }) => {
    const clerk = await visit('clerk', desk)
    const admin = await visit('admin', desk)
    const words = `机耕路边坡塌了 ${mark()}`
    const { code } = await placeOf(clerk)
    for (const n of ['东', '西']) await report(clerk, code, { text: `${words} ${n}` })
    const accepted = (await casesWith(clerk, words)).find((c) => c.text.endsWith('东'))!
    await act(clerk, accepted.id, 'accept')
    const dueBefore = (await casesWith(clerk, words)).find((c) => c.state === 'reported')!.due

    // 受理和派单并成一步，受理的时间放宽；“待派单”停用。
    touyan('zhushan', 'pack', 'apply', packOf('zhushan', newer), '--from', day(), '--note', '县委办〔2026〕12号')
    await admin.goto('/console/rules')
    await expect(admin.locator('.page-head .sentence')).toContainText('第 2 版规则')

    await test.step('the two versions beside each other: file, id, old and new value', async () => {
      await admin.getByRole('link', { name: '比较两版规则' }).click()
      await expect(admin.locator('.page-head .sentence')).toContainText('从第 1 版到第 2 版：')
      const changed = admin.getByRole('region', { name: /^事项类型/ }).getByRole('listitem').filter({ hasText: 'case_types/report/states/reported' })
      await expect(changed).toContainText(/zz_more\.yaml:\d+/)
      await expect(changed.locator('del')).toHaveText('days: 1')
      await expect(changed.locator('ins')).toHaveText('days: 3')
      await admin.getByRole('button', { name: '对调' }).click()
      await expect(changed.locator('ins')).toHaveText('days: 1')
      await admin.reload() // the versions stay in the address
      await expect(admin.getByLabel('从', { exact: true })).toHaveValue('2')
      await admin.getByLabel('到', { exact: true }).selectOption('2')
      await expect(admin.locator('.page-head .sentence')).toContainText('没有差别')
    })

    await admin.goto('/console/rules')
    const panel = admin.locator('section').filter({ has: admin.getByRole('heading', { name: '群众诉求', exact: true }) })
    await panel.getByRole('button', { name: '在办的转按现行规则' }).click()
    const dialog = admin.getByRole('dialog').filter({ hasText: '在办的转按第 2 版规则' })
    await expect(dialog).toContainText(/\d+ 件按旧规则在办/)
    const verb = dialog.getByRole('button', { name: '在办的转按现行规则' })
    await expect(verb).toBeDisabled()
    await dialog.getByText(/^第 1 版：\d+ 件/).click()
    await expect(dialog.getByText('case_types/report/states/accepted')).toBeVisible()
    await dialog.getByLabel('理由').fill('县委办〔2026〕12号')
    await expect(verb).toBeDisabled() // somebody must say where the cases of the ended state go on
    const instead = dialog.getByLabel('“待派单”已停用，改为…')
    await expect(instead.getByRole('option', { name: '待派单', exact: true })).toHaveCount(0)
    await expect(instead.getByRole('option', { name: '已办结', exact: true })).toHaveCount(0)
    await instead.selectOption({ label: '待受理' })
    await verb.click()
    await expect(admin.getByText(/^\d+ 件已转按现行规则$/)).toBeVisible()

    await panel.getByRole('button', { name: '在办的转按现行规则' }).click()
    await expect(dialog).toContainText('没有按旧规则在办的。')
    await clerk.goto(`/console/cases/${accepted.id}`)
    await expect(clerk.getByRole('list', { name: '经过' }).getByRole('listitem').filter({ hasText: '转按新规则办理' })).toContainText('县委办〔2026〕12号')
    for (const c of await casesWith(clerk, words)) expect(c).toMatchObject({ state: 'reported', rules: 2 })
    for (const c of await casesWith(clerk, words)) expect(c.due).toBeGreaterThan(dueBefore)
  })
})

const newer = `case_types:
  - id: report
    states:
      - {id: reported, due: {days: 3}}
      - {id: accepted, retired: true}
    transitions:
      - {id: accept, to: dispatched, needs: [handler]}
      - {id: dispatch, from: [reported, accepted]}
      - {id: return, to: reported}
      - {id: recall, to: reported}
`
