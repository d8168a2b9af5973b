import type { RouteLocationRaw } from 'vue-router'

/** The page of the record that a finding names. */
const pages: Record<string, string> = {
  place: 'places', person: 'person', household: 'household', body: 'body', case: 'case', visit: 'visit', campaign: 'campaign', item: 'item', list: 'list', honour: 'honour',
  round: 'award-round', round_merit: 'merit-round', member: 'points-account', pool: 'merit-village', shop: 'merit-shop', emergency: 'emergency', request: 'privacy-request',
}
/** Kinds whose records have no page of their own stand in a list. */
const lists: Record<string, string> = { pair: 'duplicates', device: 'devices' }

export const recordPage = (kind: string, id: string): RouteLocationRaw => (lists[kind] ? { name: lists[kind] } : { name: pages[kind] ?? 'places', params: { id } })

export const abouts = ['place', 'post', 'body', 'person', 'household', 'case', 'visit', 'duty', 'points', 'keep'] as const
export const severities = ['wrong', 'likely', 'look'] as const
