import { ref } from 'vue'

/** Whether the server was reached the last time we tried; a phone with a signal may still not reach it. */
export const online = ref(typeof navigator === 'undefined' || navigator.onLine)

/** Notes the outcome of a call. */
export function reached(ok: boolean): void {
  online.value = ok
}

if (typeof addEventListener === 'function') addEventListener('offline', () => reached(false))
