import { group } from '@shared/format'

/** An amount in the unit that people read: points of tenths, yuan of fen. */
export function figure(n: number, unit: string, signed = false): string {
  const places = unit === 'fen' ? 2 : unit.endsWith('.tenth') && n % 10 ? 1 : 0
  const by = unit === 'fen' ? 100 : unit.endsWith('.tenth') ? 10 : 1
  const value = Math.abs(n) / by
  const text = places ? value.toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places }) : group(value)
  return n < 0 ? `−${text}` : signed && n > 0 ? `+${text}` : text
}

/** A word of the ledger as a key of our words: its dots are none of theirs. */
export const key = (word: string): string => word.replaceAll('.', '_')
