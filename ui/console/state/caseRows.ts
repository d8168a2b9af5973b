import { computed, nextTick, ref, watch, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { Case, CaseDetail } from '@shared/types'
import { useKeys } from './keys'

/** Moving through a list of cases with the keyboard: ticks, a preview at the side, the page at Enter, one step on all that is ticked. */
export function useCaseRows(items: Ref<Case[]>, help: Ref<boolean>, step?: (key: 'a' | 'd' | 't') => void) {
  const router = useRouter()
  const selected = ref(-1)
  const previewing = ref(false)
  const ticked = ref(new Set<string>())
  const current = computed(() => items.value[selected.value] ?? null)
  const preview = computed(() => (previewing.value && current.value ? current.value.id : ''))
  /** What a step is taken on: the ticked ones, else the one that is selected. */
  const chosen = computed(() => {
    const of = items.value.filter((c) => ticked.value.has(c.id))
    return of.length || !current.value ? of : [current.value]
  })

  // What left the list is no longer ticked: nobody would see that a step is taken on it.
  watch(items, (now) => {
    const there = new Set(now.map((c) => c.id))
    ticked.value = new Set([...ticked.value].filter((id) => there.has(id)))
    if (selected.value >= now.length) selected.value = now.length - 1
  })

  function go(by: number) {
    if (!items.value.length) return
    selected.value = Math.min(Math.max(selected.value + by, 0), items.value.length - 1)
    void nextTick(() => document.querySelector(`[data-row="${selected.value}"]`)?.scrollIntoView({ block: 'nearest' }))
  }

  function pick(item: Case, index: number) {
    selected.value = index
    if (window.matchMedia('(max-width: 760px)').matches) void router.push({ name: 'case', params: { id: item.id } })
    else previewing.value = true
  }

  function tick(id: string) {
    const next = new Set(ticked.value)
    if (!next.delete(id)) next.add(id)
    ticked.value = next
  }
  const tickAll = () => (ticked.value = ticked.value.size === items.value.length ? new Set() : new Set(items.value.map((c) => c.id)))
  const untick = () => (ticked.value = new Set())

  /** Puts what an action answered back into the list. */
  function replace(now: CaseDetail) {
    items.value = items.value.map((c) => (c.id === now.id ? now : c))
  }

  useKeys({
    j: () => go(1),
    k: () => go(-1),
    ArrowDown: () => go(1),
    ArrowUp: () => go(-1),
    x: () => { if (current.value) tick(current.value.id) },
    X: tickAll,
    a: () => step?.('a'),
    d: () => step?.('d'),
    t: () => step?.('t'),
    ' ': () => { if (current.value) previewing.value = !previewing.value },
    Enter: () => { if (current.value) void router.push({ name: 'case', params: { id: current.value.id } }) },
    Escape: () => { if (previewing.value) previewing.value = false; else untick() },
    '/': () => document.querySelector<HTMLElement>('[data-find] input, input[data-find], .picker input')?.focus(),
    '?': () => { help.value = true },
  })

  return { selected, preview, ticked, chosen, pick, tick, tickAll, untick, replace, close: () => (previewing.value = false) }
}
