import { ref, shallowRef, watch, type Ref } from 'vue'
import type { List } from '@shared/api'

/** A list that is read page by page and read again when what it depends on changes. */
export function useList<I>(fetch: (cursor: string, signal: AbortSignal) => Promise<List<I>>, deps: () => unknown) {
  const items = shallowRef<I[]>([]) as Ref<I[]>
  const next = ref('')
  const loading = ref(true)
  const failure = shallowRef<unknown>(null)
  let running: AbortController | null = null

  async function read(cursor: string): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    loading.value = true
    failure.value = null
    try {
      const page = await fetch(cursor, mine.signal)
      if (mine.signal.aborted) return
      items.value = cursor ? [...items.value, ...page.items] : page.items
      next.value = page.next
    } catch (cause) {
      if (!mine.signal.aborted) failure.value = cause
    } finally {
      if (running === mine) loading.value = false
    }
  }

  const reload = () => read('')
  const more = () => (next.value && !loading.value ? read(next.value) : Promise.resolve())
  watch(deps, reload, { immediate: true, deep: true })
  return { items, next, loading, failure, reload, more }
}

/** One record that is read again when its id changes. */
export function useRecord<R>(fetch: (signal: AbortSignal) => Promise<R>, deps: () => unknown) {
  const record = shallowRef<R | null>(null) as Ref<R | null>
  const loading = ref(true)
  const failure = shallowRef<unknown>(null)
  let running: AbortController | null = null

  async function reload(): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    loading.value = true
    failure.value = null
    try {
      const read = await fetch(mine.signal)
      if (!mine.signal.aborted) record.value = read
    } catch (cause) {
      if (!mine.signal.aborted) failure.value = cause
    } finally {
      if (running === mine) loading.value = false
    }
  }

  watch(
    deps,
    () => {
      record.value = null
      void reload()
    },
    { immediate: true },
  )
  return { record, loading, failure, reload }
}

/** Something done once at the press of a button: busy while it runs, and its failure kept for the page. */
export function useTask() {
  const busy = ref(false)
  const failure = shallowRef<unknown>(null)
  async function run(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    failure.value = null
    try {
      await work()
      return true
    } catch (cause) {
      failure.value = cause
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, failure, run }
}

/** A text that follows another one after the typing stops. */
export function useSettled(text: Ref<string>, wait = 250): Ref<string> {
  const settled = ref(text.value)
  let timer: ReturnType<typeof setTimeout>
  watch(text, (value) => {
    clearTimeout(timer)
    timer = setTimeout(() => (settled.value = value.trim()), wait)
  })
  return settled
}
