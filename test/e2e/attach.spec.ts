import { caseWith, desk, expect, get, mark, phone, placeOf, report, test, type T } from './kit'
import { photoWithPosition } from './photo'

const paper = (more = ''): Buffer => Buffer.from(`%PDF-1.4\n1 0 obj\n<</Type/Catalog${more}>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n`)

test('B1 a document beside the photos: added at the desk, kept by the resident, refused when it does something', async ({ visit }) => {
  const clerk = await visit('clerk', desk)
  const officer = await visit('micro', phone)
  const resident = await visit(null, phone)
  const words = `院墙裂了一道缝,请来看看。${mark()}`
  const code = await report(resident, (await placeOf(officer)).code, { text: words, photo: await photoWithPosition(resident) })
  const found = await caseWith(clerk, words)

  await clerk.goto(`/console/cases/${found.id}`)
  const chooser = clerk.getByLabel('添加照片或 PDF')
  await chooser.setInputFiles({ name: '鉴定 报告.pdf', mimeType: 'application/pdf', buffer: paper('/OpenAction<</S/JavaScript/JS(app.alert())>>') })
  await expect(clerk.getByText('文件里带有程序、表单或其他文件')).toBeVisible()
  await chooser.setInputFiles({ name: '鉴定 报告.pdf', mimeType: 'application/pdf', buffer: paper() })
  await expect(clerk.getByRole('link', { name: /鉴定 报告\.pdf/ })).toBeVisible()
  const { photo_list: list } = await get<T.CaseDetail>(clerk, `/api/cases/${found.id}`)
  expect(list.map((one) => one.name)).toEqual(['', '鉴定 报告.pdf'])
  await expect(clerk.getByRole('img', { name: /反映时的照片/ })).toHaveAttribute('src', list[0]!.small)

  await resident.goto(`/c/${code}`)
  const saved = resident.waitForEvent('download')
  await resident.getByRole('link', { name: /鉴定 报告\.pdf/ }).click()
  expect((await saved).suggestedFilename()).toBe('鉴定 报告.pdf')
})
