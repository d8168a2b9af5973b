import { desk, expect, get, mark, phone, post, test, type T } from './kit'

const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n')
interface Places { items: { id: string; level: number }[] }

test('L1 a household splits, with its history, and the event is taken back; who moved out stays a member of the collective', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const village = (await get<Places>(admin, '/api/places/search?q=龙鼻村')).items.find((p) => p.level === 3)!
  const head = `阴分户${mark()}`
  const made = await post<T.HouseholdDetail>(admin, '/api/households', {
    place_id: village.id, from: '2020-01-01', members: [
      { person: { name: head, birth: '1960-01-02', sex: '1' }, relation: '02', registered: true, lives: true },
      { person: { name: `${head}儿`, birth: '1990-03-04', sex: '1' }, relation: '20', registered: true, lives: true },
    ],
  })

  await test.step('the household is found by its head and shows its members', async () => {
    await admin.goto('/console/households')
    await admin.getByLabel('户编号、姓名、拼音，或完整的身份号码、手机号').fill(head)
    await admin.getByRole('link', { name: head, exact: true }).click()
    await expect(admin.getByRole('heading', { name: `${head}户` })).toBeVisible()
    await expect(admin.getByRole('link', { name: `${head}儿` })).toBeVisible()
  })

  await test.step('a split is shown before it is entered', async () => {
    await admin.getByRole('button', { name: /登记事件/ }).click()
    await admin.getByRole('menuitem', { name: '分户' }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByText(`${head}儿`).click()
    const preview = dialog.getByRole('button', { name: '先看结果' })
    await expect(async () => { // the list of choices moves while it opens: a press may miss it
      await dialog.getByLabel(`${head}儿 与新户主关系`).click()
      await admin.getByRole('option', { name: '户主', exact: true }).filter({ visible: true }).click({ timeout: 3000 })
      await expect(preview).toBeEnabled({ timeout: 1000 })
    }).toPass()
    await preview.click()
    await expect(dialog.getByText('登记以后是这样')).toBeVisible()
    expect((await get<T.HouseholdDetail>(admin, `/api/households/${made.id}`)).events).toHaveLength(1)
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(admin.getByText('分出或并入')).toBeVisible()
  })

  await test.step('the last event is taken back for a reason', async () => {
    await admin.getByRole('button', { name: '撤回' }).first().click()
    const dialog = admin.getByRole('dialog').filter({ hasText: '撤回这件事' })
    await dialog.getByLabel('理由').fill('录错了户')
    await dialog.getByRole('button', { name: '撤回' }).click()
    await expect(admin.getByText('已撤回')).toBeVisible()
    await expect(admin.getByRole('link', { name: `${head}儿`, exact: true }).first()).toBeVisible()
  })

  await test.step('the rolls do not follow from one another', async () => {
    const son = made.member_list.find((m) => m.relation === '20')!.person.id
    const day = '2026-01-10'
    await post(admin, '/api/rolls/collective', { person_id: son, place_id: village.id, day, basis: 'original', doc: '成员大会决议2026-1' })
    await post(admin, `/api/households/${made.id}/events`, { kind: 'move_out', day, cause: 'work', persons: [{ person_id: son, relation: '' }] })
    await admin.goto(`/console/persons/${son}`)
    await expect(admin.getByText('集体成员 · 龙鼻村')).toBeVisible()
    await expect(admin.getByText('户籍和权利义务关系')).toBeVisible()
  })
})

test('L1 a move is entered with its paper, which is opened for a reason that the journal names', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const village = (await get<Places>(admin, '/api/places/search?q=龙鼻村')).items.find((p) => p.level === 3)!
  const head = `阴迁出${mark()}`
  const made = await post<T.HouseholdDetail>(admin, '/api/households', {
    place_id: village.id, from: '2020-01-01', members: [
      { person: { name: head, birth: '1960-01-02', sex: '1' }, relation: '02', registered: true, lives: true },
      { person: { name: `${head}儿`, birth: '1990-03-04', sex: '1' }, relation: '20', registered: true, lives: true },
    ],
  })
  const reason = `核对迁移证${mark()}`
  await admin.goto(`/console/households/${made.id}`)

  await test.step('the move and its paper are entered at once', async () => {
    await admin.getByRole('button', { name: /登记事件/ }).click()
    await admin.getByRole('menuitem', { name: '迁出' }).click()
    const dialog = admin.getByRole('dialog')
    await dialog.getByText(`${head}儿`).click()
    await dialog.getByLabel('选择文件').setInputFiles({ name: '迁移证 扫描.pdf', mimeType: 'application/pdf', buffer: pdf })
    await expect(dialog.getByText('迁移证 扫描.pdf')).toBeVisible()
    await dialog.getByRole('button', { name: '先看结果' }).click()
    await dialog.getByRole('button', { name: '登记', exact: true }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('the history shows it; it is opened for a reason only', async () => {
    await admin.getByRole('button', { name: /迁移证 扫描\.pdf/ }).click()
    const dialog = admin.getByRole('dialog').filter({ hasText: '显示迁移证 扫描.pdf' })
    await expect(dialog.getByRole('button', { name: '显示', exact: true })).toBeDisabled()
    await dialog.getByLabel('理由').fill(reason)
    const saved = admin.waitForEvent('download')
    await dialog.getByRole('button', { name: '显示', exact: true }).click()
    expect((await saved).suggestedFilename()).toBe('迁移证 扫描.pdf')
  })

  await test.step('who looked, and why, stays to be seen', async () => {
    await admin.getByRole('button', { name: '谁看过' }).click()
    await expect(admin.getByText(`理由：${reason}`)).toBeVisible()
  })

  await test.step('the place shows how many households the register counts', async () => {
    const { households } = await get<{ households: number }>(admin, `/api/households/count?place=${village.id}`)
    await admin.goto(`/console/places/${village.id}`)
    await expect(admin.getByText(`${households.toLocaleString('en')} 户`).first()).toBeVisible()
  })
})

test('L1 somebody of another place finds nothing of the household', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const other = await visit('head', phone)
  const mine = await get<{ items: T.Household[] }>(other, '/api/households?limit=200')
  const all = await get<{ items: T.Household[] }>(admin, '/api/households?limit=200')
  const hidden = all.items.find((h) => !mine.items.some((m) => m.id === h.id))!
  await other.goto(`/console/households/${hidden.id}`)
  await expect(other.getByText(/没有找到.*不在您负责的范围内/)).toBeVisible()
})
