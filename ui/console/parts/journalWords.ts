import { fullMoment } from '@shared/format'
import { nameOf } from '@shared/language'
import { codeName } from '../state/codes'
import { allStates, bodyKindName, definitions, placeKindName, postName, topicName } from '../state/definitions'

const instants = new Set(['at', 'due', 'state_since', 'answered_at', 'last_seen', 'locked_until', 'expires'])
/** Columns with a code of the register, each with its list. */
const coded: Record<string, string> = { sex: 'sex', ethnicity: 'ethnicity', education: 'education', political: 'political', marital: 'marital', residence: 'residence' }
const eventKinds = new Set(['settle', 'birth', 'move_in', 'transfer', 'death', 'move_out', 'split', 'merge', 'head', 'correct', 'taken_back'])
/** What a look opened, as far as it has a word of its own. */
const viewed = new Set(['paper', 'phone', 'id_number', 'birth', 'address', 'all'])
const requestStates = new Set(['received', 'in_work', 'answered', 'refused'])
const dutyStates = new Set(['registered', 'assigned', 'accepted', 'doing', 'reported', 'returned', 'passed', 'closed', 'withdrawn'])
const inner = /(^id$|_id$|_hash$|_index$|_key$|^rev$|^sealed$|^type_from$|^salt$|^leaf$|^county_|^merged_into$|^geometry$|^kind_from$|^detail$)/

/** Columns that only the machine needs; they are shown on request. */
export const isInner = (column: string): boolean => inner.test(column)

/** A recorded value as a person would write it. */
export function journalValue(column: string, value: string, t: (key: string) => string): string {
  if (value === 'true' || value === 'false') return t(`journal.${value}`)
  if (column === 'reporter' && value) return t(`case.by.${value}`)
  if (value === '' || value === '9999-12-31' || (instants.has(column) && value === '0')) return '—'
  if (column === 'due' && Number(value) > 250_000_000_000_000) return t('light.none') // the stored end of 9999: nothing is due
  if (instants.has(column) && /^\d{12,}$/.test(value)) return fullMoment(Number(value))
  if (column === 'asked_by') return t(`privacy.by.${value}`)
  if (coded[column]) return codeName(coded[column], value)
  if (column === 'state' && requestStates.has(value)) return t(`privacy.state.${value}`)
  if (column === 'state') return nameOf(allStates().find((s) => s.id === value)) || (dutyStates.has(value) ? t(`duty.state.${value}`) : value)
  if (column === 'topic') return topicName(value)
  if (column === 'post') return postName(value)
  if (column === 'came') return value === 'split' ? t('household.kind.split') : codeName('came', value)
  if (column === 'viewed' && viewed.has(value)) return t(`journal.viewed.${value}`)
  if (column === 'kind' && eventKinds.has(value)) return t(`household.kind.${value}`)
  if (column === 'kind') return definitions.value.place_kinds.some((k) => k.id === value) ? placeKindName(value) : codeName('household_kind', bodyKindName(value))
  return value
}

/** What was done: the step of a case by its own name, anything else by the words of the console. */
export function journalAction(action: string, t: (key: string) => string, te: (key: string) => boolean): string {
  if (te(`journal.action.${action}`)) return t(`journal.action.${action}`)
  const step = action.replace(/^casework\./, '')
  for (const type of definitions.value.case_types) {
    const found = type.transitions.find((x) => x.id === step)
    if (found) return nameOf(found)
  }
  return action
}
