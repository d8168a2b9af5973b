import { day, desk, expect, get, phone, placeOf, test, type Page, type T } from './kit'
import { look } from './pictures'

/** The officers of a place and of those above it, as the administrator knows them. */
async function officersAround(admin: Page, place: T.PlaceRef): Promise<T.Appointment[]> {
  const detail = await get<T.PlaceDetail>(admin, `/api/places/${place.id}`)
  const above = await Promise.all(detail.path.map((p) => get<T.PlaceDetail>(admin, `/api/places/${p.id}`)))
  return [detail, ...above].flatMap((p) => p.officers).filter((o) => !o.to || o.to >= day())
}

test('A7 the public card says who to turn to for what and who is on duty today', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const head = await visit('head', phone)
  const desktop = await visit('head', desk)
  const village = await placeOf(head)
  const resident = await visit(null, phone)
  const { officers } = await get<T.PlaceDetail>(admin, `/api/places/${village.id}`)
  const duty = officers.find((o) => o.post === 'full_time_officer')!

  await test.step('the head of the grid puts somebody on duty today', async () => {
    await desktop.goto(`/console/places/${village.id}`)
    await desktop.getByRole('button', { name: '排班' }).click()
    const first = desktop.getByRole('combobox', { name: /值班$/ }).first()
    const { items } = await get<{ items: T.RosterDay[] }>(desktop, `/api/places/${village.id}/roster?days=1`)
    if (!items[0]!.holders.some((h) => h.appointment_id === duty.id)) {
      await first.press('ArrowDown')
      await desktop.getByRole('option', { name: new RegExp(duty.person_name) }).first().click()
      await expect(desktop.getByText('已保存').first()).toBeVisible()
    }
  })

  await resident.goto(`/g/${village.code}`)
  const onDuty = resident.locator('.duty')
  await expect(onDuty).toContainText('专职网格员')
  await expect(onDuty.getByRole('link', { name: duty.service_phone })).toHaveAttribute('href', `tel:${duty.service_phone}`)
  const card = resident.locator('.officers')
  for (const [post, task] of [['网格长', '网格里的大小事都可以找'], ['专职网格员', '日常走访'], ['一村(格)一警', '治安、户籍、纠纷']] as const) {
    await expect(card.getByRole('listitem').filter({ hasText: post }).filter({ hasText: task }).first()).toBeVisible()
  }
  await expect(resident.locator('.share .qr-code svg')).toBeVisible()
})

test('A7 names stand on the card only by consent, and nobody can read a private number there', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const officer = await visit('micro', phone)
  const resident = await visit(null, phone)
  for (const place of [await placeOf(officer), await placeOf(await visit('head', phone))]) {
    await resident.goto(`/g/${place.code}`)
    await expect(resident.locator('.officers').getByRole('listitem').first()).toBeVisible()
    const said = await resident.locator('main').innerText()
    const around = await officersAround(admin, place)
    expect(around.some((o) => !o.show_name) && around.some((o) => o.show_name)).toBe(true)
    const shown = new Set(around.filter((o) => o.show_name).map((o) => o.person_name))
    for (const o of around) if (!shown.has(o.person_name)) expect(said, `${o.person_name} gave no consent`).not.toContain(o.person_name)
    expect(said, 'numbers of mobile phones').not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/)
  }
})

test('A7 the card prints on A4 with its QR code', async ({ visit }) => {
  const officer = await visit('micro', phone)
  const resident = await visit(null, desk)
  await resident.goto(`/g/${(await placeOf(officer)).code}`)
  await expect(resident.getByRole('button', { name: /打印这张卡/ })).toBeVisible()
  const pdf = await resident.pdf({ format: 'A4', preferCSSPageSize: true })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g), 'pages of the card').toHaveLength(1)
  await resident.setViewportSize({ width: 794, height: 1123 })
  await resident.emulateMedia({ media: 'print' })
  await expect(resident.locator('.lead .qr-code svg')).toBeVisible()
  await expect(resident.getByRole('link', { name: '反映问题' })).toBeHidden()
  await look(resident, 'public-card-a4')
})

test('A7 the card is found by village and pinyin, in large type and in English', async ({ visit }) => {
  const officer = await visit('head', phone)
  const village = await placeOf(officer)
  const resident = await visit(null, phone)
  await resident.goto('/')
  await resident.getByRole('searchbox').fill('longbi')
  await resident.getByRole('button', { name: '查找' }).click()
  await resident.getByRole('link', { name: /龙鼻村/ }).first().click()
  await expect(resident).toHaveURL(`/g/${village.code}`)
  const size = (): Promise<number> => resident.locator('main p').first().evaluate((p) => parseFloat(getComputedStyle(p).fontSize))
  const before = await size()
  await resident.getByRole('link', { name: '大字版' }).click()
  await expect(resident.getByRole('link', { name: '标准字号' })).toBeVisible()
  expect((await size()) / before).toBeCloseTo(1.25, 2)
  await resident.getByRole('link', { name: 'English' }).click()
  await expect(resident.getByRole('link', { name: 'Report a problem' })).toBeVisible()
  await expect(resident.locator('html')).toHaveClass('large')
})
