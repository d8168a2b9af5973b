import { today } from '@shared/format'
import type { Place, PlaceAct } from '@shared/types'

export type ChangeKind = PlaceAct['kind']

export interface FormPart { name: string; kind: string; code: string }

/** What the form of a change holds; which of it counts follows from the kind. */
export interface ChangeState {
  kind: ChangeKind
  day: string
  reason: string
  name: string
  code: string
  sort: string
  parent: string
  with: string[]
  /** Of a merger: the place that stays, or "" for a new one. */
  survivor: string
  parts: FormPart[]
  /** Of a split: to which part a place below goes, 0 stays. */
  goes: Record<string, number>
  heirPart: number
  heir: string
}

export const emptyForm = (place: Place): ChangeState => ({
  kind: 'rename', day: today(), reason: '', name: '', code: '', sort: place.kind, parent: '', with: [], survivor: place.id,
  parts: [{ name: '', kind: place.kind, code: '' }], goes: {}, heirPart: 0, heir: '',
})

/** The act that a form means. */
export function actOf(f: ChangeState, place: Place): PlaceAct {
  const act: PlaceAct = { kind: f.kind, place_id: place.id, day: f.day, reason: f.reason.trim() }
  const name = f.name.trim()
  const code = f.code.trim()
  switch (f.kind) {
    case 'rename':
      return { ...act, name, code, place_kind: f.sort }
    case 'move':
      return { ...act, parent_id: f.parent, code }
    case 'merge': {
      const all = [place.id, ...f.with]
      return f.survivor
        ? { ...act, place_id: f.survivor, with: all.filter((id) => id !== f.survivor) }
        : { ...act, place_id: '', with: all, parent_id: place.parent_id, name, code, place_kind: f.sort }
    }
    case 'split':
      return {
        ...act, heir: f.heirPart,
        parts: f.parts.map((p, i) => ({ name: p.name.trim(), place_kind: p.kind, code: p.code.trim(), children: Object.keys(f.goes).filter((id) => f.goes[id] === i + 1) })),
      }
    default:
      return { ...act, heir_id: f.heir }
  }
}

/** Whether a form says enough for a look at what it does. */
export function ready(f: ChangeState, place: Place): boolean {
  if (!f.day) return false
  switch (f.kind) {
    case 'rename':
      return (!!f.name.trim() && f.name.trim() !== place.name) || f.sort !== place.kind || !!f.code.trim()
    case 'move':
      return !!f.parent
    case 'merge':
      return f.with.length > 0 && (!!f.survivor || !!f.name.trim())
    case 'split':
      return f.parts.length > 0 && f.parts.every((p) => p.name.trim())
    default:
      return f.reason.trim().length > 1
  }
}
