import { nextTick, onMounted, reactive, ref, toRaw, watch } from 'vue'
import { clientKey } from '@shared/api'
import { base64, bytesOf, type StoredPhoto } from '../sync/outbox'
import { engine, gate } from './device'
import { noteFull } from './full'

const delay = 250

interface Draft { client_key: string; fields: Record<string, string>; photos: (Omit<StoredPhoto, 'bytes'> & { bytes: string })[] }

/** A form that keeps itself on the phone, sealed, while it is filled in. Its client key stays the same until it is sent. */
export function useDraft<F extends Record<string, string>>(key: string, blank: F) {
  const fields = reactive({ ...blank }) as F
  const photos = ref<StoredPhoto[]>([])
  const ready = ref(false)
  const restored = ref(false)
  const place = `drafts:${key}`
  let client_key = clientKey()
  let timer: ReturnType<typeof setTimeout> | undefined
  let handed = false
  let stored = false // a draft of this form was on the phone

  async function restore(): Promise<void> {
    const row = await engine().db.drafts.get(key)
    if (row) {
      const kept = await engine().vault.read<Draft>(place, row.sealed)
      client_key = kept.client_key
      Object.assign(fields, kept.fields)
      photos.value = kept.photos.map((one) => ({ ...one, bytes: bytesOf(one.bytes).buffer }))
      restored.value = true
      stored = true
    }
    await nextTick() // what was restored is no change
    ready.value = true
  }

  async function keep(): Promise<void> {
    clearTimeout(timer)
    if (handed || gate.value !== 'open') return
    // Gone though nothing was handed in here: another tab did. What is typed now is something new.
    if (stored && !(await engine().db.drafts.get(key))) client_key = clientKey()
    const draft: Draft = { client_key, fields: { ...toRaw(fields) }, photos: photos.value.map((one) => ({ ...toRaw(one), bytes: base64(new Uint8Array(one.bytes)) })) }
    const sealed = await engine().vault.seal(place, draft)
    if (handed) return
    await engine().db.drafts.put({ key, at: Date.now(), sealed }).then(() => (stored = true), noteFull)
  }

  /**
   * Hands the form in: gives its key, and the draft that leaves with the operation (Entry). From now on nothing is kept under that key,
   * so that what is typed after a crash is never taken for what was sent.
   */
  function hand(): { client_key: string; draft: string } {
    clearTimeout(timer)
    handed = true
    return { client_key, draft: key }
  }

  /** The form was refused, or could not be stored: it is a draft again. */
  async function back(): Promise<void> {
    handed = stored = false
    await keep()
  }

  /** Empties the form for the next one. */
  async function clear(): Promise<void> {
    clearTimeout(timer)
    ready.value = false
    await engine().db.drafts.delete(key)
    client_key = clientKey()
    handed = stored = false
    Object.assign(fields, blank)
    photos.value = []
    restored.value = false
    setTimeout(() => (ready.value = true))
  }

  watch([fields, photos], () => {
    if (!ready.value) return
    clearTimeout(timer)
    timer = setTimeout(() => void keep(), delay)
  }, { deep: true })
  onMounted(restore)

  return { fields, photos, ready, restored, keep, hand, back, clear, key: () => client_key }
}
