import { onMounted, onUnmounted } from 'vue'

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

function dialogOpen(): boolean {
  return [...document.querySelectorAll('.el-overlay')].some((e) => (e as HTMLElement).style.display !== 'none')
}

/** Single-key shortcuts of a page; silent while somebody types or a dialog is open. */
export function useKeys(keys: Record<string, (event: KeyboardEvent) => void>): void {
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const act = keys[event.key]
    if (!act || typing(event.target) || dialogOpen()) return
    if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a, button')) return
    event.preventDefault()
    act(event)
  }
  onMounted(() => document.addEventListener('keydown', onKey))
  onUnmounted(() => document.removeEventListener('keydown', onKey))
}
