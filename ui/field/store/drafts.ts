import { onMounted, reactive, ref, toRaw, watch } from 'vue'
import { clientKey } from '@shared/api'
import { base64, bytesOf, type StoredPhoto } from '../sync/outbox'
import { engine, gate } from './device'

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

  async function restore(): Promise<void> {
    const row = await engine().db.drafts.get(key)
    if (row) {
      const kept = await engine().vault.read<Draft>(place, row.sealed)
      client_key = kept.client_key
      Object.assign(fields, kept.fields)
      photos.value = kept.photos.map((one) => ({ ...one, bytes: bytesOf(one.bytes).buffer }))
      restored.value = true
    }
    ready.value = true
  }

  async function keep(): Promise<void> {
    clearTimeout(timer)
    if (gate.value !== 'open') return
    const draft: Draft = { client_key, fields: { ...toRaw(fields) }, photos: photos.value.map((one) => ({ ...toRaw(one), bytes: base64(new Uint8Array(one.bytes)) })) }
    await engine().db.drafts.put({ key, at: Date.now(), sealed: await engine().vault.seal(place, draft) })
  }

  /** Empties the form for the next one. */
  async function clear(): Promise<void> {
    clearTimeout(timer)
    ready.value = false
    await engine().db.drafts.delete(key)
    client_key = clientKey()
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

  return { fields, photos, ready, restored, keep, clear, key: () => client_key }
}
