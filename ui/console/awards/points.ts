/** Points that are kept in hundredths, as people read them: 9000 is 90, 8950 is 89.5. */
export const points = (hundredths: number): string => (hundredths / 100).toFixed(2).replace(/\.?0+$/, '')

/** A score as somebody typed it, in hundredths; null where it is none. */
export function typed(text: string): number | null {
  const said = text.trim().replace('。', '.').replace('．', '.')
  if (!/^\d{1,4}(\.\d{1,2})?$/.test(said)) return null
  return Math.round(Number(said) * 100)
}
