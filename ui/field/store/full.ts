import { ref } from 'vue'

/** Whether the phone had no room for what was to be kept; until something could be stored again. */
export const full = ref(false)

/** Whether a failure says that there is no room. Browsers name it so; Dexie wraps it. */
export function isFull(failure: unknown): boolean {
  for (let at = failure as { name?: string; inner?: unknown } | null | undefined; at; at = at.inner as typeof at) if (at.name === 'QuotaExceededError') return true
  return false
}

/** Notes that there was no room; any other failure is thrown on. */
export function noteFull(failure: unknown): void {
  if (!isFull(failure)) throw failure
  full.value = true
}
