import 'fake-indexeddb/auto'
import { mount } from '@vue/test-utils'
import { beforeAll, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { cheapen, engine, openFor, setPin } from './device'
import { useDraft } from './drafts'

beforeAll(async () => {
  cheapen(1000)
  await openFor('d1')
  await setPin('d1', '246813')
})

function form() {
  let draft!: ReturnType<typeof useDraft<{ text: string }>>
  const page = mount(defineComponent({
    setup() {
      draft = useDraft('report', { text: '' })
      return () => h('p', draft.fields.text)
    },
  }))
  return { page, draft }
}

test('what was typed is there again after a reload, under the same key, until it is sent', async () => {
  const first = form()
  await vi.waitFor(() => expect(first.draft.ready.value).toBe(true))
  const key = first.draft.key()
  first.draft.fields.text = '水渠堵了'
  first.draft.photos.value = [{ bytes: new ArrayBuffer(4), type: 'image/jpeg', width: 1, height: 1 }]
  await vi.waitFor(async () => expect(await engine().db.drafts.get('report')).toBeTruthy())
  await first.draft.keep()
  first.page.unmount()
  expect(new TextDecoder().decode((await engine().db.drafts.get('report'))!.sealed)).not.toContain('水渠')

  const second = form()
  await vi.waitFor(() => expect(second.draft.restored.value).toBe(true))
  expect([second.draft.fields.text, second.draft.photos.value.length, second.draft.key()]).toEqual(['水渠堵了', 1, key])
  await second.draft.clear()
  expect(await engine().db.drafts.count()).toBe(0)
  expect(second.draft.key()).not.toBe(key)
  expect(second.draft.fields.text).toBe('')
})
