import { computed, reactive, ref, shallowRef } from 'vue'
import { api } from '@shared/api'
import type { Light, Place } from '@shared/types'

/** A row of the tree as it is drawn: a place, or the line that reads more children. */
export type Row = { key: string; depth: number } & ({ place: Place } | { moreOf: string; next: string })

interface Children {
  items: Place[]
  next: string
}

/** The tree of places, read level by level as it is opened. */
export function usePlaceTree(on: () => string = () => '') {
  const children = reactive(new Map<string, Children>())
  const open = reactive(new Set<string>())
  const busy = reactive(new Set<string>())
  const failure = shallowRef<unknown>(null)
  const ready = ref(false)

  async function read(parent: string, cursor = ''): Promise<void> {
    if (busy.has(parent)) return
    busy.add(parent)
    failure.value = null
    try {
      const page = await api.places({ parent, cursor, limit: 200, on: on() })
      children.set(parent, { items: cursor ? [...(children.get(parent)?.items ?? []), ...page.items] : page.items, next: page.next })
    } catch (cause) {
      failure.value = cause
    } finally {
      busy.delete(parent)
      ready.value = true
    }
  }

  async function expand(id: string): Promise<void> {
    if (!children.has(id)) await read(id)
    if (children.has(id)) open.add(id)
  }

  const toggle = (id: string): Promise<void> | boolean => (open.has(id) ? open.delete(id) : expand(id))

  /** Opens every step down to a place, as far as this person sees them. */
  async function reveal(path: { id: string }[]): Promise<void> {
    for (const step of path) await expand(step.id)
  }

  const rows = computed<Row[]>(() => {
    const out: Row[] = []
    const walk = (parent: string, depth: number) => {
      const level = children.get(parent)
      for (const place of level?.items ?? []) {
        out.push({ key: place.id, depth, place })
        if (open.has(place.id)) walk(place.id, depth + 1)
      }
      if (level?.next) out.push({ key: `more-${parent}`, depth, moreOf: parent, next: level.next })
    }
    walk('', 0)
    return out
  })

  return { rows, open, busy, failure, ready, read, expand, toggle, reveal }
}

/** The worst light among the open cases of a place. */
export function lightOf(p: Pick<Place, 'open_cases' | 'soon_cases' | 'overdue_cases'>): Light {
  if (p.overdue_cases) return 'red'
  if (p.soon_cases) return 'amber'
  return p.open_cases ? 'green' : ''
}
