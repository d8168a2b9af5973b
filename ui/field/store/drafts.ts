import { onMounted, reactive, ref, toRaw, watch } from 'vue'
import { clientKey } from '@shared/api'
import { db, type StoredPhoto } from './db'

const delay = 250

/** A form that keeps itself on the phone while it is filled in. Its client key stays the same until it is sent. */
export function useDraft<F extends Record<string, string>>(key: string, blank: F) {
  const fields = reactive({ ...blank }) as F
  const photos = ref<StoredPhoto[]>([])
  const ready = ref(false)
  const restored = ref(false)
  let client_key = clientKey()
  let timer: ReturnType<typeof setTimeout> | undefined

  async function restore(): Promise<void> {
    const kept = await db.drafts.get(key)
    if (kept) {
      client_key = kept.client_key
      Object.assign(fields, kept.fields)
      photos.value = kept.photos
      restored.value = true
    }
    ready.value = true
  }

  async function keep(): Promise<void> {
    clearTimeout(timer)
    await db.drafts.put({ key, client_key, at: Date.now(), fields: { ...toRaw(fields) }, photos: photos.value.map((one) => ({ ...toRaw(one) })) })
  }

  /** Empties the form for the next one. */
  async function clear(): Promise<void> {
    clearTimeout(timer)
    ready.value = false
    await db.drafts.delete(key)
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
