import { onMounted, onUnmounted } from 'vue'

/** Whether the key is for what has the focus. A ticked box or a chosen button takes no letters, only the space bar. */
function typing(target: EventTarget | null, key: string): boolean {
  if (target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type)) return key === ' ' || (target.type === 'radio' && key.startsWith('Arrow'))
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
    if (!act || typing(event.target, event.key) || dialogOpen()) return
    if ((event.key === 'Enter' || event.key === ' ') && event.target instanceof HTMLElement && event.target.closest('a, button')) return
    event.preventDefault()
    act(event)
  }
  onMounted(() => document.addEventListener('keydown', onKey))
  onUnmounted(() => document.removeEventListener('keydown', onKey))
}
