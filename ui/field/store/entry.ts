import type { Entry, StoredPhoto } from '../sync/outbox'

/**
 * duty: how far an item of a list is, with what proves it; case_id is then the item's. call: departments called to a case.
 * visit: to a household (case_id is then its id) or a meeting; fields.body is the visit as the contract takes it. activity: what a team did.
 */
export type Kind = 'report' | 'action' | 'photos' | 'duty' | 'call' | 'activity' | 'visit'

/** What a form hands in. */
export interface Submission { client_key: string; draft?: string; kind: Kind; title: string; case_id: string; fields: Record<string, string | number>; photos: StoredPhoto[] }

const filled = (fields: Record<string, string | number>) => Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== ''))

/** A form's entry as an operation. What concerns one record goes in the order in which it was entered. */
export function entryOf(s: Submission): Entry {
  return { ...operationOf(s), ...(s.draft ? { draft: s.draft } : {}) }
}

function operationOf(s: Submission): Entry {
  const { client_key: key, title, photos, case_id: id, fields } = s
  switch (s.kind) {
    case 'report': return { key, title, photos, kind: 'report', about: '', body: filled(fields) }
    case 'action': return { key, title, photos, kind: 'step', about: `case:${id}`, body: { ...filled(fields), case_id: id } }
    case 'photos': return { key, title, photos, kind: 'photos', about: `case:${id}`, body: { case_id: id } }
    case 'call': return { key, title, photos, kind: 'call', about: `case:${id}`, body: { case_id: id, bodies: String(fields.bodies).split(','), ask: String(fields.ask) } }
    case 'duty': return { key, title, photos, kind: 'duty', about: `item:${id}`, body: { item_id: id, step: fields.step, rev: fields.rev, note: String(fields.note ?? ''), progress: Number(fields.progress ?? 0), done: fields.progress === 1000 } }
    case 'visit': return { key, title, photos, kind: 'visit', about: id && `visits:${id}`, body: JSON.parse(String(fields.body)) as Record<string, unknown> }
    case 'activity': return { key, title, photos, kind: 'activity', about: '', body: { body_id: fields.body_id, day: fields.day, title: fields.title, text: String(fields.text ?? ''), people_ids: String(fields.people ?? '').split(',').filter(Boolean) } }
  }
}
