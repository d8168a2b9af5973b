import { dayOf } from '@shared/format'
import { me } from '../state/session'
import { engine, lastAccount } from './device'

/** Writes what was not sent into a file on this phone, for a desk to take in. */
export async function saveOutbox(): Promise<void> {
  const file = await engine().outbox.file(me.value?.account_id ?? lastAccount())
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: 'application/json' }))
  link.download = `outbox-${dayOf(file.at)}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
