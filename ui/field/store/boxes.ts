import type { Case, CaseDetail, DutyItemDetail, Me } from '@shared/types'
import { engine } from './device'

/** The open cases that lie on the phone, in a box of the list (internal/domain/casework), the most urgent first. */
export async function heldCases(box: string, me: Me | null): Promise<{ items: Case[]; next: string }> {
  const bodies = new Set(me?.posts.map((p) => p.body?.id).filter(Boolean))
  const fits = (c: Case): boolean => (box === 'mine' ? c.assignee?.id === me?.person_id : box === 'unit' ? bodies.has(c.body?.id) : c.light === 'red' || c.light === 'amber')
  const all = (await engine().docs.all<CaseDetail>('case')).map((d) => d.doc)
  return { items: all.filter(fits).sort((a, b) => (a.due || Infinity) - (b.due || Infinity)), next: '' }
}

/** What this officer owes by lists and posts, as it lies on the phone. */
export async function heldItems(): Promise<DutyItemDetail[]> {
  return (await engine().docs.all<DutyItemDetail>('item')).map((d) => d.doc).sort((a, b) => (a.due < b.due ? -1 : 1))
}
