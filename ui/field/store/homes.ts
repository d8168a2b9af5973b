import type { VisitHome, VisitKinds, VisitTask } from '@shared/types'
import type { House } from '../sync/types'
import { engine } from './device'

/** What the phone holds of visits: whom to visit next, what was before at a household, and the kinds of visits with their forms. */

type Was = Pick<VisitHome['visits'][number], 'id' | 'day' | 'visitor' | 'type' | 'result' | 'text'>
type Checked = Pick<VisitHome['checks'][number], 'form' | 'day' | 'done' | 'all'>

/** A household as its page shows it before one knocks: from the server, or out of what the phone holds. */
export interface Home {
  household: { id: string; code: string; head_name: string; path: string }
  members: { name: string }[]
  tasks: VisitTask[]
  visits: Was[]
  asks: VisitHome['asks']
  checks: Checked[]
}

/** The page of a household as the server tells it. */
export const homeOf = (h: VisitHome): Home => ({ ...h, visits: h.visits.filter((v) => !v.taken_back) })

interface Before { visits: Was[]; asks: VisitHome['asks']; checks: Checked[] }

/** Whom to visit next, what is due first on top. */
export async function heldTasks(): Promise<VisitTask[]> {
  const all = await engine().docs.all<VisitTask>('visit_task')
  return all.map((d) => d.doc).sort((a, b) => (a.due === b.due ? Number(a.id) - Number(b.id) : a.due < b.due ? -1 : 1))
}

export async function heldKinds(): Promise<VisitKinds | null> {
  return (await engine().docs.all<VisitKinds>('visit_kinds'))[0]?.doc ?? null
}

/** Null for a household that neither lies on the phone nor is to be visited next. */
export async function heldHome(id: string): Promise<Home | null> {
  const house = await engine().docs.get<House>('household', id)
  const tasks = (await heldTasks()).filter((t) => t.household.id === id)
  const task = tasks[0]
  if (!house && !task) return null
  const before = (house?.more?.before ?? {}) as Partial<Before>
  const last = task?.last ? [{ id: task.last.visit_id, day: task.last.day, visitor: { id: '', name: task.last.visitor }, type: task.last.type, result: task.last.result, text: '' }] : []
  return {
    household: { id, code: house?.code ?? task!.household.code, head_name: house?.head ?? task!.household.head_name, path: house?.path ?? task!.path },
    members: house?.members ?? [], tasks, visits: before.visits ?? last, asks: before.asks ?? [], checks: before.checks ?? [],
  }
}
