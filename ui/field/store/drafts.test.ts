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

function form(name = 'report') {
  let draft!: ReturnType<typeof useDraft<{ text: string }>>
  const page = mount(defineComponent({
    setup() {
      draft = useDraft(name, { text: '' })
      return () => h('p', draft.fields.text)
    },
  }))
  return { page, draft }
}

test('a form that is handed in leaves with its operation: nothing of it is a draft again after a crash', async () => {
  const { page, draft } = form('handed')
  await vi.waitFor(() => expect(draft.ready.value).toBe(true))
  draft.fields.text = '井盖没了'
  await draft.keep()
  const { client_key, draft: of } = draft.hand()
  draft.fields.text = '井盖没了，快'
  await draft.keep() // the timer of a moment ago
  await engine().enter({ key: client_key, draft: of, kind: 'report', about: '', title: '井盖', photos: [], body: { text: '井盖没了' } })
  page.unmount() // the app is ended before the form is emptied

  const next = form('handed')
  await vi.waitFor(() => expect(next.draft.ready.value).toBe(true))
  expect([next.draft.restored.value, next.draft.fields.text, next.draft.key() === client_key]).toEqual([false, '', false])
  await engine().outbox.discard(client_key)
})

test('a form that was refused is a draft again, under its key', async () => {
  const { draft } = form('refused')
  await vi.waitFor(() => expect(draft.ready.value).toBe(true))
  draft.fields.text = '井盖没了'
  const { client_key } = draft.hand()
  await draft.back()
  const next = form('refused')
  await vi.waitFor(() => expect(next.draft.restored.value).toBe(true))
  expect([next.draft.fields.text, next.draft.key()]).toEqual(['井盖没了', client_key])
  await next.draft.clear()
})

test('two tabs with one draft: what is typed in one after the other sent it is something new', async () => {
  const one = form('tabs')
  await vi.waitFor(() => expect(one.draft.ready.value).toBe(true))
  one.draft.fields.text = '路灯坏了'
  await one.draft.keep()
  const two = form('tabs')
  await vi.waitFor(() => expect(two.draft.restored.value).toBe(true))
  const { client_key, draft: of } = one.draft.hand()
  await engine().enter({ key: client_key, draft: of, kind: 'report', about: '', title: '路灯', photos: [], body: { text: '路灯坏了' } })
  expect(two.draft.key()).toBe(client_key) // untouched it is the same report, sent twice
  two.draft.fields.text = '路灯坏了，还有一盏也坏了'
  await two.draft.keep()
  expect(two.draft.key()).not.toBe(client_key)
  await engine().outbox.discard(client_key)
  await two.draft.clear()
})

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
  expect(await engine().db.drafts.get('report')).toBeUndefined()
  expect(second.draft.key()).not.toBe(key)
  expect(second.draft.fields.text).toBe('')
})
