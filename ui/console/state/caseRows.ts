import { computed, nextTick, ref, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { Case, CaseDetail } from '@shared/types'
import { useKeys } from './keys'

/** Moving through a list of cases with the keyboard, a preview at the side, and the page at Enter. */
export function useCaseRows(items: Ref<Case[]>, help: Ref<boolean>) {
  const router = useRouter()
  const selected = ref(-1)
  const previewing = ref(false)
  const current = computed(() => items.value[selected.value] ?? null)
  const preview = computed(() => (previewing.value && current.value ? current.value.id : ''))

  function go(step: number) {
    if (!items.value.length) return
    selected.value = Math.min(Math.max(selected.value + step, 0), items.value.length - 1)
    void nextTick(() => document.querySelector(`[data-row="${selected.value}"]`)?.scrollIntoView({ block: 'nearest' }))
  }

  function pick(item: Case, index: number) {
    selected.value = index
    if (window.matchMedia('(max-width: 760px)').matches) void router.push({ name: 'case', params: { id: item.id } })
    else previewing.value = true
  }

  /** Puts what an action answered back into the list. */
  function replace(now: CaseDetail) {
    items.value = items.value.map((c) => (c.id === now.id ? now : c))
  }

  useKeys({
    j: () => go(1),
    k: () => go(-1),
    ' ': () => { if (current.value) previewing.value = !previewing.value },
    Enter: () => { if (current.value) void router.push({ name: 'case', params: { id: current.value.id } }) },
    Escape: () => { previewing.value = false },
    '/': () => document.querySelector<HTMLElement>('[data-find] input, input[data-find], .picker input')?.focus(),
    '?': () => { help.value = true },
  })

  return { selected, preview, pick, replace, close: () => (previewing.value = false) }
}
