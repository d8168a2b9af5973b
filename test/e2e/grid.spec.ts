import { readFile } from 'node:fs/promises'
import { rewrite } from './book'
import { day, desk, expect, get, post, test, type Page, type T } from './kit'

/** The place that a search finds first. */
async function find(page: Page, q: string): Promise<T.PlaceHit> {
  const { items } = await get<{ items: T.PlaceHit[] }>(page, `/api/places/search?q=${encodeURIComponent(q)}`)
  expect(items.length, `places found by ${q}`).toBeGreaterThan(0)
  return items[0]!
}

/** Downloads the workbook of what the picker of places shows, from the page. */
async function download(page: Page): Promise<Buffer> {
  await page.goto('/console/imports')
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出 网格与人员' }).click()
  return readFile(await (await coming).path())
}

const upload = (page: Page, name: string, buffer: Buffer): Promise<void> =>
  page.getByLabel(/选择文件.*拖到这里/).setInputFiles({ name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer })

test('A1 every place shows who is responsible, and pinyin finds it', async ({ visit }) => {
  const admin = await visit('admin', desk)
  await admin.goto('/console/places')
  await admin.getByPlaceholder('找名称、代码或拼音').fill('longbi')
  await admin.getByRole('button', { name: /龙鼻村/ }).click()
  await expect(admin.getByRole('heading', { level: 1 })).toContainText('龙鼻村')
  const village = await get<T.PlaceDetail>(admin, `/api/places/${(await find(admin, 'longbi')).id}`)
  const panel = admin.locator('section.panel').filter({ has: admin.getByRole('heading', { name: '谁负责' }) })
  await expect(panel).toContainText(village.responsible[0]!.person_name)

  // The five levels, from the county down one branch: each has somebody, its own or the nearest above.
  const levels = new Set<number>()
  let row: T.Place[] = (await get<{ items: T.Place[] }>(admin, '/api/places')).items
  while (row.length) {
    for (const p of row) {
      const detail = await get<T.PlaceDetail>(admin, `/api/places/${p.id}`)
      expect(detail.responsible.length, `${p.name} has somebody responsible`).toBeGreaterThan(0)
      levels.add(p.level)
    }
    row = (await get<{ items: T.Place[] }>(admin, `/api/places?limit=20&parent=${row[0]!.id}`)).items
  }
  expect([...levels].sort()).toEqual([1, 2, 3, 4, 5])

  const micro = await find(admin, '14102910022401001')
  await admin.goto(`/console/places/${micro.id}`)
  await expect(panel.getByRole('link')).not.toHaveCount(0)
  await expect(admin.getByRole('treeitem', { selected: true })).toContainText(micro.name)
})

test('A1 vacancies and two heads of one grid on one day are listed', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const village = await find(admin, 'longbi')
  const people = await get<{ items: T.Person[] }>(admin, `/api/persons?place=${village.id}&limit=5`)
  const second = people.items.find((p) => !p.posts.some((post) => post.includes('网格长')))!
  const before = await get<{ vacant: number; overlap: number }>(admin, '/api/gaps/summary')
  expect(before.vacant).toBeGreaterThan(0)

  await admin.goto('/console/gaps')
  await expect(admin.getByText(new RegExp(`${before.vacant} 个岗位没有人.${before.overlap} 个岗位同一天有两个人`))).toBeVisible()
  await expect(admin.getByRole('row').filter({ hasText: '没有人' }).first()).toBeVisible()

  const made = await post<T.Appointment>(admin, '/api/appointments', { post: 'grid_head', person_id: second.id, place_id: village.id, from: day() })
  await admin.reload()
  await admin.getByLabel('看哪一种').selectOption({ label: '同一天有两个人的岗位' })
  const double = admin.getByRole('row').filter({ hasText: '龙鼻村' })
  await expect(double).toContainText(second.name)
  await expect(double.getByRole('link')).toHaveCount(3)

  await post(admin, `/api/appointments/${made.id}/end`, { rev: made.rev, day: day(), reason: '误任' })
  const later = await get<{ overlap: number }>(admin, '/api/gaps/summary')
  expect(later.overlap, 'until the day is over there are two').toBe(before.overlap + 1)
})

test('A1 the whole workbook goes out and comes back without a change', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const book = await download(admin)
  await upload(admin, '全县网格.xlsx', book)
  await expect(admin.getByText(/和系统里的完全一样/)).toBeVisible({ timeout: 60_000 })
  const counts = admin.locator('.counts')
  for (const sheet of ['网格', '网格员']) await expect(counts.getByRole('row', { name: new RegExp(`^${sheet} 0 0 \\d`) })).toBeVisible()
  await expect(admin.getByRole('button', { name: '确认写入' })).toHaveCount(0)
  await admin.getByRole('button', { name: '知道了' }).click()
  await expect(admin.getByText(/已取消.什么也没有写入/)).toBeVisible()
})

test('A1 a changed workbook is applied when its counts are confirmed', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const village = await find(admin, 'fenghuangling')
  const answer = await admin.request.get(`/api/exports/grid.xlsx?place=${village.id}`)
  const { items } = await get<{ items: T.Place[] }>(admin, `/api/places?parent=${village.id}`)
  const group = items[0]!
  const book = rewrite(await answer.body(), 'xl/worksheets/sheet1.xml', (text) => {
    const cell = new RegExp(`(<t>${group.code}</t>.*?<t>)${group.name}(</t>)`)
    expect(text).toMatch(cell)
    return text.replace(cell, `$1${group.name}新区$2`)
  })
  await admin.goto('/console/imports')
  await upload(admin, '改名.xlsx', book)
  const counts = admin.locator('.counts')
  await expect(counts.getByRole('row', { name: /^网格 0 1 / })).toBeVisible({ timeout: 60_000 })
  expect((await get<T.Place>(admin, `/api/places/${group.id}`)).name).toBe(group.name)
  await admin.getByRole('button', { name: '确认写入' }).click()
  await expect(admin.getByText(/已全部写入/)).toBeVisible({ timeout: 60_000 })
  await admin.goto(`/console/places/${group.id}`)
  await expect(admin.getByRole('heading', { level: 1 })).toContainText(`${group.name}新区`)
})

test('A1 a faulty workbook names sheet, row, column and reason, and saves nothing', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const village = await find(admin, 'longbi')
  const answer = await admin.request.get(`/api/exports/grid.xlsx?place=${village.id}`)
  const renamed = rewrite(await answer.body(), 'xl/worksheets/sheet1.xml', (text) => text.replace('<t>龙鼻村</t>', '<t>龙鼻新村</t>'))
  const faulty = rewrite(renamed, 'xl/worksheets/sheet2.xml', (text) =>
    text
      .replace(/(<c r="A3"[^>]*><is><t>)\d+/, '$1141029999999')
      .replace(/(<c r="B4"[^>]*><is><t>)[^<]+/, '$1天气预报员')
      .replace(/(<c r="F5"[^>]*><is><t>)[^<]+/, '$12026-13-45'))
  await admin.goto('/console/imports')
  await upload(admin, '有错.xlsx', faulty)
  await expect(admin.getByText(/有 3 处错误.什么也没有写入/)).toBeVisible({ timeout: 60_000 })
  const rows = admin.getByRole('region', { name: '错误列表' }).getByRole('row')
  const fault = (row: string, column: string): ReturnType<Page['locator']> => rows.filter({ hasText: '网格员' }).filter({ hasText: column }).filter({ has: admin.getByRole('cell', { name: row, exact: true }) })
  await expect(fault('3', '网格编码')).toContainText('141029999999')
  await expect(fault('4', '岗位')).toContainText('没有“天气预报员”这个岗位')
  await expect(fault('5', '任职起')).toContainText(/日/)
  await expect(admin.getByRole('button', { name: '确认写入' })).toHaveCount(0)
  expect((await get<T.Place>(admin, `/api/places/${village.id}`)).name).toBe('龙鼻村')
})

test('A1 a list with faults comes back marked; mended it is written, and taken back whole', async ({ visit }) => {
  const admin = await visit('admin', desk)
  const village = await find(admin, 'longbi')
  const before = (await get<{ items: T.Person[] }>(admin, `/api/persons?place=${village.id}&q=欧阳试导`)).items.length
  const list = (home: string): Buffer => Buffer.from(`姓名,所在地,手机号\n欧阳试导甲,${village.code},19911112222\n欧阳试导乙,${home},\n`)
  await admin.goto('/console/persons')
  await admin.getByRole('link', { name: '用表格导入' }).click()
  await upload(admin, '人员.csv', list('月球'))
  await expect(admin.getByText(/有 1 处错误.什么也没有写入/)).toBeVisible({ timeout: 60_000 })
  const coming = admin.waitForEvent('download')
  await admin.getByRole('link', { name: '下载标出错误的文件' }).click()
  const marked = await readFile(await (await coming).path())
  let told = ''
  rewrite(marked, 'xl/worksheets/sheet2.xml', (text) => (told = text))
  expect(told).toContain('所在地：找不到网格 月球')

  await upload(admin, '人员.csv', list('longbicun'))
  await admin.getByRole('button', { name: '确认写入' }).click({ timeout: 60_000 })
  await expect(admin.getByText(/已全部写入/)).toBeVisible({ timeout: 60_000 })
  const found = async (): Promise<number> => (await get<{ items: T.Person[] }>(admin, `/api/persons?place=${village.id}&q=欧阳试导`)).items.length
  expect(await found()).toBe(before + 2)
  await admin.getByRole('button', { name: '整批撤回' }).click()
  await admin.getByLabel('理由').fill('放错了文件')
  await admin.getByRole('dialog').getByRole('button', { name: '整批撤回' }).click()
  await expect(admin.getByText(/已整批撤回/)).toBeVisible({ timeout: 60_000 })
  expect(await found()).toBe(before)
})
