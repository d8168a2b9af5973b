import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import type { Screen, ScreenTold } from '@shared/types'

/** How many of the things that happened are kept on a page. */
const kept = 100

/**
 * Follows the screen of a place: as it is sent when it changes, with what happens. The browser comes back by itself after a cut and
 * tells the last number, so nothing is missed; a page that nobody sees lets go, and takes up again where it was.
 */
export function useLive(path: () => string, wait: () => boolean = () => false) {
  const screen = shallowRef<Screen | null>(null) as Ref<Screen | null>
  const told = shallowRef<ScreenTold[]>([]) as Ref<ScreenTold[]>
  const state = ref<'live' | 'waiting' | 'away'>('waiting')
  let source: EventSource | null = null
  let last = ''
  let again: ReturnType<typeof setTimeout> | undefined

  function close(): void {
    source?.close()
    source = null
    clearTimeout(again)
  }

  function open(): void {
    close()
    if (document.hidden || wait()) return
    const at = path()
    source = new EventSource(last ? `${at}${at.includes('?') ? '&' : '?'}since=${last}` : at)
    source.onopen = () => (state.value = 'live')
    source.onerror = () => {
      state.value = 'waiting'
      if (source?.readyState !== EventSource.CLOSED) return // it comes back by itself
      state.value = 'away'
      again = setTimeout(open, 10_000)
    }
    source.addEventListener('screen', (e) => {
      last = e.lastEventId
      screen.value = JSON.parse(e.data) as Screen
    })
    source.addEventListener('told', (e) => {
      last = e.lastEventId
      const fresh = (JSON.parse(e.data) as ScreenTold[]).reverse()
      told.value = [...fresh, ...told.value].slice(0, kept)
    })
  }

  const seen = (): void => (document.hidden ? close() : open())
  document.addEventListener('visibilitychange', seen)
  watch([path, wait], () => {
    screen.value = null
    told.value = []
    last = ''
    open()
  }, { immediate: true })
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', seen)
    close()
  })
  return { screen, told, state }
}
